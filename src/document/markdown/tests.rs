use crate::document::told::{check_blocks, check_place};
use crate::document::{Document, FaultCode, Format};
use crate::span::Span;

fn check(source: &str, expected: &[&str]) {
    check_blocks(Format::Markdown, source, expected);
}

fn place(source: &str, words: &str, bytes: &str) {
    check_place(Format::Markdown, source, words, bytes);
}

#[test]
fn headings_of_both_kinds() {
    check("# One\n\nTwo\nlines\n---\n\n####### no\n", &["h1 One", "h2 Two lines", "p ####### no"]);
}

#[test]
fn markup_leaves_the_text() {
    check("*a* **b** `c d` [e](http://x \"t\") ![f *g*](u) <https://h.i>", &["p a b c d e f g https://h.i"]);
    check("a &amp; &#66; \\*c\\* &nbsp;d", &["p a & B *c* \u{a0}d"]);
    check("a[^1] b\n\n[^1]: The note.\n", &["p a b", "note[1] The note."]);
    check("a <span class='x'>b</span> c<br>d<BR/>e <!-- f --> g", &["p a b c d e  g"]);
    check("[e]\n\n[e]: http://x\n", &["p e"]);
}

#[test]
fn struck_words_are_no_part_of_it() {
    check("a ~~b *c* `d`~~ e", &["p a  e"]);
    check("a <del>b</del><s>c</s><strike>d</strike> e", &["p a  e"]);
    check("a <del>b <s>c</s> d</del> e", &["p a  e"]);
    check("a <del>never closed", &["p a never closed"]);
    check("a <s>b</del> c", &["p a b c"]);
    check("~~a\n", &["p ~~a"]);
    check("<s>ab **c</s>d **\u{e9}", &["p d **\u{e9}"]);
}

#[test]
fn breaks_are_one_space() {
    check("a\nb  \nc\\\nd\r\ne", &["p a b c d e"]);
    place("> a\n> b", "a b", "a\n> b");
    place("> a\n> b", " ", "\n> ");
    place("- a\r\n  *b*", "a b", "a\r\n  *b");
    place("a  \nb", " ", "  \n");
}

#[test]
fn places_are_those_of_the_file() {
    place("Self-*serve* check&shy;out", "Self-serve check\u{ad}out", "Self-*serve* check&shy;out");
    place("R&amp;D", "&", "&amp;");
    place("a \\*b", "*b", "*b");
    place("see [the *plan*](x) now", "plan", "plan");
    place("`` a`b ``", "a`b", "a`b");
    place("`a\nb`", "a b", "a\nb");
    place("> `` a`b\n> c\r\n> d ``", "b c d", "b\n> c\r\n> d");
    place("| `a\\|b c` |\n|--|\n", "|b c", "\\|b c");
    place("# *Hi*\n", "Hi", "Hi");
    place("\u{feff}# Hi\n", "Hi", "Hi");
    place("| a |\n|--|\n| *b* &lt; |\n", "b <", "b* &lt;");
}

#[test]
fn marks() {
    let document = Document::read(Format::Markdown, "a **b `c`** `d` __e__");
    let text = &document.blocks[0].text;
    assert_eq!(
        (text.plain(), text.code(), text.strong()),
        ("a b c d e", [Span::new(4, 5), Span::new(6, 7)].as_slice(), [Span::new(2, 5), Span::new(8, 9)].as_slice(),)
    );
}

#[test]
fn lists_tell_where_an_item_stands() {
    check(
        "- a\n- b\n  - c\n\n1. d\n\n   e\n2. f\n",
        &["0.0 item a", "0.1 item b", "0.1 1.0 item c", "2.0 item d", "2.0 p e", "2.1 item f"],
    );
    check("- [ ] a\n- [x] b\n\n  c\n", &["0.0_ item a", "0.1x item b", "0.1x p c"]);
    check("- # h\n  a\n", &["0.0 h1 h", "0.0 p a"]);
    check("- - a\n", &["0.0 1.0 item a"]);
    check("- a\n  ```\n  b\n  ```\n", &["0.0 item a", "0.0 code b\n"]);
}

#[test]
fn quotes_count() {
    check("> a\n>> b\n\n> - c\n", &[">p a", ">>p b", ">0.0 item c"]);
}

#[test]
fn tables_keep_empty_cells() {
    check(
        "| a | b |\n|--|:-:|\n| c |\n|  | `d\\|e` |\n\n| f |\n|--|\n",
        &["cell0:0,0 a", "cell0:0,1 b", "cell0:1,0 c", "cell0:1,1 ", "cell0:2,0 ", "cell0:2,1 d|e", "cell1:0,0 f"],
    );
}

#[test]
fn code_claims_nothing() {
    check("```rust\na\n\nb\n```\n\n    c\n", &["code a\n\nb\n", "code c\n"]);
    place("> ```\n> a\n> b\n> ```", "b", "b");
}

#[test]
fn block_spans_hold_the_markup_and_no_white_space() {
    let spans = |source: &str| {
        let document = Document::read(Format::Markdown, source);
        document.blocks.iter().map(|block| block.span.slice(source).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(spans("#  *a*\n\n- **b**\n  - c\n\n| d |  |\n|--|--|\n"), ["#  *a*", "**b**", "c", "d", ""]);
    assert_eq!(spans("> a\n> b\n\n```\nc\n```\n"), ["a\n> b", "```\nc\n```"]);
}

#[test]
fn front_matter_is_data() {
    check("---\nowner: Ann\u{e4}\nn: 1\n---\n# Hi\n", &["value/owner Ann\u{e4}", "h1 Hi"]);
    check("\u{feff}---\na: b\n...\nc", &["value/a b", "p c"]);
    check("---\r\na: b\r\n---\r\nc", &["value/a b", "p c"]);
    place("---\na: \"b\\u0063\"\n---\n", "bc", "b\\u0063");
}

#[test]
fn thematic_breaks_are_no_front_matter() {
    check("---\n\na: b\n\n---\n", &["p a: b"]);
    check("---\nonly words\n---\n", &["h2 only words"]);
    check("a\n\n---\nb: c\n---\n", &["p a", "h2 b: c"]);
}

#[test]
fn broken_front_matter_is_a_fault_and_hides_nothing() {
    let source = "---\na: [b\n---\nc\n";
    let document = Document::read(Format::Markdown, source);
    assert_eq!((document.faults.len(), document.faults[0].code), (1, FaultCode::Syntax));
    check(source, &["p a: [b", "p c"]);
}

#[test]
fn raw_html_is_read_as_html() {
    check("<p align=\"a>b\">Self-serve <b>check</b>out</p>\n", &["p Self-serve checkout"]);
    check("<div>\n<h2>Ex&amp;clusions</h2>\n  one\n  two<br>three\n</div>\n", &["h2 Ex&clusions", "p one two three"]);
    check("<table><tr><td>a</td><td>b &lt; c</td></tr></table>", &["cell0:1,0 a", "cell0:1,1 b < c"]);
    check("- a\n- <ul><li>b</ul>\n\n<ul>\n<li>c", &["0.0 item a", "0.1 1.0 item b", "2.0 item c"]);
    check("<!-- a\n  b --> seen\n", &["p seen"]);
    check("<script>\nlet a = '<p>b</p>';\n</script>\n", &[]);
    check("<div>a <del>b</del> c <s>d</div>\n", &["p a  c d"]);
    check("<pre>\na b\n</pre>\n", &["code a b\n"]);
    check("<p>self-<a\nhref='x'>serve</a></p>\n", &["p self-serve"]);
    check("> <div hidden>a</div>\n> b", &[">aside a", ">p b"]);
    place("> <p>a <i>b</i>\n> c&eacute;</p>", "b c\u{e9}", "b</i>\n> c&eacute;");
    place("> <pre>a\n> b</pre>", "a\nb", "a\n> b");
}
