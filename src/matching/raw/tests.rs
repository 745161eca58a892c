use std::sync::LazyLock;

use proptest::prelude::*;

use crate::document::{Document, Format};
use crate::matching::{Matcher, RulePatterns};
use crate::policy::pattern::Pattern;
use crate::policy::phrase::parse_phrase;

const PHRASES: &[&str] = &[
    "[public] self-serve (checkout|check-out)",
    "self-serve .. checkout",
    "broad enterprise (SSO|SCIM|SSO/SCIM|SSO and SCIM)",
    "external certification~",
    "HRIS automation",
    "sell~ seats",
];

static MATCHER: LazyLock<Matcher> = LazyLock::new(|| {
    let phrases = PHRASES.iter().map(|phrase| parse_phrase(phrase).unwrap()).collect();
    let rule = RulePatterns { phrases, patterns: vec![Pattern::parse(r"scim_\w{5}").unwrap()], in_code: false };
    Matcher::new(vec![rule], &|_| None).unwrap()
});

#[track_caller]
fn check(source: &str, expected: bool) {
    assert_eq!(MATCHER.may_match(source), expected, "{source}");
}

#[test]
fn plain_text() {
    check("Seats are bought through self-serve checkout.", true);
    check("HRIS\n    automation", true);
    check("the checkout, an automation and an external desk. HRIS files.", false);
    check("We sell at the check-\nout of HRIS.", false);
    check("self-serve a b c d checkout", false);
    check("self-serve check-\n> out", true);
    check("TOKEN=scim_x", true);
    check("", false);
}

#[test]
fn markdown() {
    check("**self-serve** checkout", true);
    check("self-serve check**out**", true);
    check("[self-serve](https://acme.com/a_(b)) checkout", true);
    check("self-serve [check](https://acme.com/)out", true);
    check("self-serve [check](https://acme.com/a_(b))out", true);
    check("self-serve [check][label]out and check[^1]out", true);
    check("self-serve check\\\nout self\\-serve", true);
    check("self-serve check~~x~~out", true);
    check("A *nice* word-by-word [link](https://acme.com) with `code` and a_name, ~~struck~~ & <b>bold</b>.", false);
    check("| a | checkout |\n|---|---|", false);
    check("public self-serve | check**out**", true);
    check("**HRIS** desk, automation | **now**", false);
    check("**it** desk. Automation, or **not**", false);
    check("self-serve [it](x) or checkout", true);
    check("The checkout is here *or* far from here, and **no** chairs.", false);
}

#[test]
fn html_and_references() {
    check("self-serve check&shy;out", true);
    check("self&nbsp;serve check&#8203;out", true);
    check("self-serve &#99;heckout", true);
    check("self-serve che<b>ck</b>out", true);
    check("self-serve check<!-- x > y -->out", true);
    check("self-serve check<a title=\"a>b\">out</a>", true);
    check("self-serve check<del>x</del>out", true);
    check("HRIS automat&filig;on", true);
    check("caf&eacute; R&amp;D a&b ?x=1&y=2 a<b Vec<T> x</td><td>y", false);
}

#[test]
fn data() {
    check(r#"{"a": "self-serve \u0063heckout"}"#, true);
    check(r#"{"a": "self-serve check-\nout"}"#, true);
    check("a: \"self-serve check\\\n  out\"", true);
    check(
        r#"{"a": "C:\\users\\n", "b": "\ud83d\ude80 go\n\n", "c": 1, "d": 2, "e": 3, "f": 4, "g": "checkout"}"#,
        false,
    );
}

#[test]
fn other_letters() {
    check("ѕеlf-ѕеrvе сhесkоut", true);
    check("self-serve check\u{AD}**\nout**", true);
    check("self\u{200B}-serve check\u{200B}out", true);
    check("Naïve “quotes” — and ﬁne ligatures… с новым сервисом", false);
}

#[test]
fn hostile_input_ends_soon() {
    for unit in ["\\", "&shy;", "a*", "a-", "<a ", "](", "a[", "&#8203;", "a~", "a<b'", "self-serve checkou"] {
        let _ = MATCHER.may_match(&unit.repeat(200_000 / unit.len()));
    }
}

/// Reads `source` as a file; fails where a match is found that the look at the bytes rules out.
fn agrees(format: Format, source: &str) -> Result<(), TestCaseError> {
    let document = Document::read(format, source);
    let found = document.blocks.iter().any(|block| !MATCHER.find(&block.text).is_empty());
    prop_assert!(MATCHER.may_match(source) || !found, "{source}");
    Ok(())
}

/// One letter of a phrase as an author, a tool or an adversary may write it.
fn disguise(letter: char) -> BoxedStrategy<String> {
    let plain = Just(letter.to_string()).boxed();
    let shown: Vec<String> = match letter {
        ' ' => ["\n", "  ", "\n> ", "\n   ", "&nbsp;", "\u{A0}", "-", "/", " **", "** ", "\\\n", "<br>\n", "_", "\" "]
            .map(str::to_owned)
            .to_vec(),
        '-' => ["‑", "–", "", " ", "\\-", "&#45;", "&shy;", "-\n", "_", "**-**", "-<b>", "&ndash;"]
            .map(str::to_owned)
            .to_vec(),
        letter => vec![
            letter.to_uppercase().to_string(),
            format!("&#{};", u32::from(letter)),
            format!("&#x{:x};", u32::from(letter)),
            format!("**{letter}**"),
            format!("<b>{letter}</b>"),
            format!("[{letter}](https://a.b/c)"),
            format!("[{letter}](https://a.b/c_(d) \"t\")"),
            format!("{letter}\u{AD}"),
            format!("{letter}&shy;"),
            format!("{letter}&#8203;"),
            format!("{letter}-\n"),
            format!("{letter}-\n> "),
            format!("{letter}\u{AD}\n"),
            format!("{letter}<!-- x -->"),
            format!("{letter}~~gone~~"),
            format!("{letter}<wbr>"),
            format!("`{letter}`"),
            format!("{letter}[^1]"),
            format!("*{letter}*"),
            format!("{letter}&zwj;"),
            char::from_u32(u32::from(letter) + 0xFEE0).unwrap().to_string(),
        ],
    };
    prop_oneof![12 => plain, 1 => prop::sample::select(shown)].boxed()
}

/// One letter of a phrase in a string of JSON or in a quoted one of YAML.
fn escaped(letter: char) -> BoxedStrategy<String> {
    let plain = Just(letter.to_string()).boxed();
    let code = u32::from(letter);
    let shown = match letter {
        ' ' => ["\\n", "\\t", "\\u00a0", "\\u2003", " \\n ", "-", "\\u200b"].map(str::to_owned).to_vec(),
        '-' => ["\\u2011", "\\n", "", "-\\n", "\\u00ad", "\\u2013"].map(str::to_owned).to_vec(),
        letter => vec![
            format!("\\u{code:04x}"),
            format!("\\u{code:04X}"),
            format!("{letter}\\u00ad"),
            format!("{letter}\\u200b"),
            format!("{letter}-\\n"),
            format!("{letter}\\u00ad\\n"),
            format!("\\ud835\\udc{:02x}", 0x1a + (code.saturating_sub(97) & 31)),
        ],
    };
    prop_oneof![8 => plain, 1 => prop::sample::select(shown)].boxed()
}

/// One letter of a phrase as a page may write it.
fn in_html(letter: char) -> BoxedStrategy<String> {
    let plain = Just(letter.to_string()).boxed();
    let code = u32::from(letter);
    let shown: Vec<String> = match letter {
        ' ' => [
            "\n",
            "\r\n  ",
            "&nbsp;",
            "&nbsp",
            "&#160;",
            "<br>",
            "<br/>\n",
            " <b>",
            "</b> ",
            "<div>",
            "-",
            " <img src=x> ",
        ]
        .map(str::to_owned)
        .to_vec(),
        '-' => ["&#8209;", "&ndash;", "", " ", "&shy;", "&shy", "&#45", "-<wbr>", "<br>", "-<b>", "</b>-"]
            .map(str::to_owned)
            .to_vec(),
        letter => vec![
            format!("&#{code};"),
            format!("&#{code}"),
            format!("&#x{code:X};"),
            format!("<b>{letter}</b>"),
            format!("<x-y a='>'>{letter}</x-y>"),
            format!("{letter}&shy;"),
            format!("{letter}&shy"),
            format!("{letter}<wbr>"),
            format!("{letter}<!-- some words -->"),
            format!("{letter}<del>some gone words</del>"),
            format!("{letter}<span hidden>some hidden words</span>"),
            format!("{letter}<script>some(words)</script>"),
            format!("{letter}<svg><style/></svg>"),
            format!("{letter}<?some words?>"),
            format!("{letter}</p >"),
            format!("{letter}\u{200B}"),
            format!("{letter}&ZeroWidthSpace;"),
        ],
    };
    prop_oneof![12 => plain, 1 => prop::sample::select(shown)].boxed()
}

fn disguised(disguise: fn(char) -> BoxedStrategy<String>) -> impl Strategy<Value = String> {
    let phrases = [
        "self-serve checkout",
        "public self-serve check-out",
        "self-serve, well *known* checkout",
        "HRIS automation",
        "broad enterprise SSO/SCIM",
        "external certifications",
        "sold seats",
        "HRIS's automations",
        "scim_abcde",
        "self-serve a b c checkout",
        "broad enterprise's SSO and SCIM",
    ];
    prop::sample::select(phrases.to_vec())
        .prop_flat_map(move |phrase| phrase.chars().map(disguise).collect::<Vec<_>>())
        .prop_map(|letters| letters.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn never_misses_a_disguised_phrase(words in disguised(disguise), quoted in any::<bool>()) {
        let source = format!("{}We sell {words}, now.\n\n[^1]: note\n", if quoted { "> " } else { "" });
        agrees(Format::Markdown, &source)?;
        agrees(Format::Text, &source)?;
        agrees(Format::Html, &source)?;
        agrees(Format::Csv, &format!("a;b\nWe;\"{}\"\n", words.replace('"', "\"\"")))?;
    }

    #[test]
    fn never_misses_an_escaped_phrase(words in disguised(escaped)) {
        agrees(Format::Json, &format!(r#"{{"a": ["\n{words} \u00e9"]}}"#))?;
        agrees(Format::Toml, &format!("a = [\"\\n{words} \\u00e9\"]"))?;
        agrees(Format::Yaml, &format!("a:\n  - \"\\n{words}\\\n     now\"\n"))?;
    }

    #[test]
    fn never_misses_in_plain_yaml(words in disguised(disguise)) {
        let wrapped = words.replace('\n', "\n    ");
        agrees(Format::Yaml, &format!("a: We sell {wrapped} now\n"))?;
        agrees(Format::Yaml, &format!("a: >\n    We sell {wrapped} now\n"))?;
        agrees(Format::Yaml, &format!("a: 'We sell {} now'\n", wrapped.replace('\'', "''")))?;
    }

    #[test]
    fn never_misses_in_random_markup(
        parts in prop::collection::vec(prop::sample::select(vec![
            "self", "serve", "check", "out", "-", " ", "*", "**", "_", "`", "[", "](x)", "](y \"(\")", "~~", "&shy;", "\n",
            "> ", "<b>", "</b>", "&", ";", "#99;", "\\", "HRIS", "automat", "ion", "checkout", "'", "\"", "(", ")", "<",
            "|", ",", ". ", "?\n", "|--|\n", "public",
        ]), 0..24),
    ) {
        agrees(Format::Markdown, &parts.concat())?;
        agrees(Format::Text, &parts.concat())?;
        agrees(Format::Html, &parts.concat())?;
    }

    #[test]
    fn never_misses_in_html(words in disguised(in_html)) {
        agrees(Format::Html, &format!("<p>We sell {words}, now.</p>"))?;
        agrees(Format::Html, &format!("<p><img alt=\"We sell {}, now.\"></p>", words.replace('"', "'")))?;
    }

    #[test]
    fn never_panics(source in any::<String>()) {
        let _ = MATCHER.may_match(&source);
    }
}
