//! What holds of every document, whatever its format and however broken its source.

use proptest::prelude::*;

use super::{BlockKind, Document, Format, Node, Value};
use crate::span::Span;

const FORMATS: [Format; 7] =
    [Format::Markdown, Format::Html, Format::Text, Format::Json, Format::Yaml, Format::Csv, Format::Toml];

/// Pieces that make up documents with structure, true or broken, more often than random characters do.
#[rustfmt::skip]
const TOKENS: &[&str] = &[
    "\n", "\n\n", "\r\n", "\r", " ", "  ", "    ", "\t", "- ", "* ",
    "1. ", "(a) ", "• ", "> ", "# ", "## ", "---\n", "===\n", "```\n", "`",
    "``", "**", "*", "_", "~~", "~", "[", "](", "](x)", "]",
    "![", "[^1]", "[^1]: ", "|", "|--", "|--|\n", "\\", "\\\n", "&amp;", "&#65;",
    "&", "<del>", "</del>", "<s>", "</s>", "<br>", "<!-- ", " -->", "<div>\n", "</div>",
    "<", ">", "http://a.b", "a", "é", "😀", "\u{feff}", "\u{ad}", "\0", "Owner: ",
    "Sales", "word", "Self-serve checkout", "{", "}", "\"", "\"k\": ", "'", ",", ":",
    ": ", "\\n", "\\u00e9", "\\ud83d\\ude00", "true", "null", "12", "-1.5e3", "&a ", "*a",
    "!!str ", "| \n", "|-\n", ">\n", ">+2\n", "? ", "%YAML 1.2\n", "...\n", "#c\n", "[ ] ",
    "[x] ", "::", "\u{2028}", "\u{a0}", "<p>", "</p>", "<h2>", "<a\n", "<script>", "</script>",
    "a = ", "[a]\n", "[[a]]\n", "a.b = ", "\"\"\"", "'''", "\\u0041", "2026-11-22\n", "k = \"", "\"\n", ";", "\"\"", "sep=;\n", "a,b\n",
    "<code>", "</code>", "<div ", "<pre>", "<ul>", "</ul>", "<li>", "<table>", "</table>", "<tr>",
    "<td>", "<th colspan=2 rowspan=3>", "</td>", "<dl>", "<dt>", "<dd>", "<blockquote>", "</blockquote>", "<span hidden>",
    "</span>", "<div style='display:none'>", "<img alt='word &amp; é", "<img title=a&ltb>", "'>", "&lt", "&#x41", "&nbsp;",
    "&ampx", "<q>", "</q>", "<b>", "</b>", "<svg>", "<style/>", "</svg>", "<title>", "</title>", "<option>", "<template>",
    "<!DOCTYPE html>", "<?x", "</", "<input type=checkbox checked>", "<del>\n<p>", "</p></del>", "</tr>", "</pre>",
];

fn sources() -> impl Strategy<Value = String> {
    let token = prop_oneof![6 => prop::sample::select(TOKENS).prop_map(str::to_owned), 1 => ".{0,4}"];
    prop::collection::vec(token, 0..60).prop_map(|tokens| tokens.concat())
}

fn check_document(source: &str, format: Format) {
    let document = Document::read(format, source);
    let (mut start, mut end) = (0, 0);
    for block in &document.blocks {
        assert!(start <= block.span.start, "{block:?} is out of order in {source:?}");
        start = block.span.start;
        if block.kind != BlockKind::Aside {
            assert!(end <= block.span.start, "{block:?} overlaps in {source:?}");
            end = block.span.end;
        }
        assert!(source.get(block.span.start..block.span.end).is_some(), "{block:?} in {source:?}");
        for (at, c) in block.text.plain().char_indices() {
            let span = block.text.to_source(Span::new(at, at + c.len_utf8()));
            assert!(source.get(span.start..span.end).is_some(), "{c:?} of {block:?} in {source:?}");
        }
        let mut before = 0;
        for (plain, bytes, straight) in block.text.pieces() {
            assert!(before <= bytes.start, "the map decreases in {block:?} of {source:?}");
            before = bytes.end;
            assert!(block.span.contains(bytes), "{bytes:?} is outside of {block:?} in {source:?}");
            let same = |words: &str, bytes: &str| {
                words.len() == bytes.len()
                    && words.bytes().zip(bytes.bytes()).all(|(word, byte)| word == byte || word == b' ')
            };
            assert!(!straight || same(plain.slice(block.text.plain()), bytes.slice(source)), "{block:?} in {source:?}");
        }
        for mark in block.text.code().iter().chain(block.text.strong()) {
            assert!(block.text.plain().get(mark.start..mark.end).is_some(), "{block:?} in {source:?}");
        }
    }
    if let Some(node) = document.values() {
        check_node(node, source);
    }
    for section in document.sections() {
        assert!(source.get(section.heading.start..section.heading.end).is_some(), "{section:?} in {source:?}");
        assert!(document.blocks.get(section.range.clone()).is_some(), "{section:?} in {source:?}");
    }
    for field in document.fields() {
        assert!(source.get(field.name_span.start..field.name_span.end).is_some(), "{field:?} in {source:?}");
        assert!(source.get(field.value_span.start..field.value_span.end).is_some(), "{field:?} in {source:?}");
    }
    if let Some(place) = document.find_text("word") {
        assert!(source.get(place.start..place.end).is_some_and(|words| !words.is_empty()), "{source:?}");
    }
    for fault in &document.faults {
        assert!(source.get(fault.span.start..fault.span.end).is_some(), "{fault:?} in {source:?}");
    }
}

fn check_node(node: &Node, source: &str) {
    assert!(source.get(node.span.start..node.span.end).is_some(), "{node:?} in {source:?}");
    match &node.value {
        Value::Array(nodes) => nodes.iter().for_each(|node| check_node(node, source)),
        Value::Object(members) => {
            for member in members {
                assert!(source.get(member.name_span.start..member.name_span.end).is_some(), "{source:?}");
                check_node(&member.node, source);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn sources_that_were_once_read_wrongly() {
    for source in [
        "<s>\0\0\r\n**</s>| \n<del>\u{e9}**",
        "<div>\n<del>| \n<code></del>\u{800}</code>",
        "---\nk: v\n\n---\n  </div>",
        "<div>\n- <del><del>",
        "&a > \rword\n",
        "&a \u{2028}![word",
        "\n<title></word",
    ] {
        FORMATS.into_iter().for_each(|format| check_document(source, format));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn any_source_gives_sorted_disjoint_blocks_with_true_places(source in sources()) {
        for format in FORMATS {
            check_document(&source, format);
        }
    }

    #[test]
    fn front_matter_too(yaml in sources(), body in sources()) {
        check_document(&format!("---\nk: v\n{yaml}\n---\n{body}"), Format::Markdown);
    }

    #[test]
    fn yaml_agrees_with_json(source in json()) {
        let json = Document::read(Format::Json, source.as_str());
        let yaml = Document::read(Format::Yaml, source.as_str());
        prop_assert_eq!(json.values().map(|node| node.to_json()), yaml.values().map(|node| node.to_json()));
        let serde: serde_json::Value = serde_json::from_str(&source).unwrap();
        let json = Document::read(Format::Json, source.as_str());
        prop_assert_eq!(json.values().map(|node| node.to_json()), Some(serde));
    }
}

/// JSON that is YAML too, with distinct names.
fn json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        "[ -~é😀\n\t]{0,12}".prop_map(Into::into),
    ];
    let value = leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::btree_map("[a-z~/ ]{0,6}", inner, 0..4)
                .prop_map(|map| map.into_iter().collect::<serde_json::Map<_, _>>().into()),
        ]
    });
    (value, any::<bool>()).prop_map(|(value, pretty)| {
        if pretty { serde_json::to_string_pretty(&value).unwrap() } else { value.to_string() }
    })
}
