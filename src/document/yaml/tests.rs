use serde_json::json;

use crate::document::told::{check_blocks, check_fault, check_place};
use crate::document::{Document, FaultCode, Format};

fn check(source: &str, expected: serde_json::Value) {
    let document = Document::read(Format::Yaml, source);
    assert_eq!(document.values().map(|node| node.to_json()), Some(expected), "{:?} in {source}", document.faults);
}

fn place(source: &str, words: &str, bytes: &str) {
    check_place(Format::Yaml, source, words, bytes);
}

fn fault(source: &str, bytes: &str, message: &str) {
    check_fault(Format::Yaml, source, bytes, message);
}

#[test]
fn the_core_schema() {
    check("[~, null, NULL, true, False, yes]", json!([null, null, null, true, false, "yes"]));
    check("[12, -3, +4, 010, 0o17, 0xff, 1_000]", json!([12, -3, 4, 10, 15, 255, "1_000"]));
    check(
        "[1.5, .5, 5., 1e3, -1E-2, .inf, .nan, '1', \"2\"]",
        json!([1.5, 0.5, 5.0, 1e3, -1e-2, ".inf", ".nan", "1", "2"]),
    );
    check("a: 2026-11-22\nb: 10:30\nc: 1.2.3", json!({"a": "2026-11-22", "b": "10:30", "c": "1.2.3"}));
    check("a:\nb: ''", json!({"a": null, "b": ""}));
}

#[test]
fn tags() {
    check(
        "[!!str 12, ! 13, !!int '14', !!float 1, !!null '', !!bool true, !own 15, !!timestamp 2026-01-01]",
        json!(["12", "13", 14, 1, null, true, 15, "2026-01-01"]),
    );
    fault("a: !!int abc", "abc", "not a value of the type `int`");
}

#[test]
fn anchors_and_aliases() {
    check("a: &x [1, y]\nb: *x\n&k c: *k\n", json!({"a": [1, "y"], "b": [1, "y"], "c": "c"}));
    check_blocks(Format::Yaml, "a: &x [y]\nb: *x\nc: z\n", &["value/a/0 y", "value/c z"]);
    fault("a: &x [*x]", "*x", "inside of what it repeats");
    fault("a: *x", "*", "unknown anchor");
}

#[test]
fn an_alias_bomb_is_a_fault() {
    let lines: String = (1..10).map(|n| format!("a{n}: &a{n} [{}]\n", format!("*a{},", n - 1).repeat(9))).collect();
    let document = Document::read(Format::Yaml, format!("a0: &a0 [x,x,x,x,x,x,x,x,x]\n{lines}"));
    assert_eq!(document.faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), [FaultCode::TooDeep]);
    let long = format!("a: &a {}\nb: [{}]", "x".repeat(100_000), "*a,".repeat(10_000));
    assert_eq!(Document::read(Format::Yaml, long).faults[0].code, FaultCode::TooDeep);
}

#[test]
fn documents_of_one_file() {
    check("--- a\n---\nb: 1\n...\n", json!(["a", {"b": 1}]));
    check("---\na: 1\n", json!({"a": 1}));
    check_blocks(Format::Yaml, "--- a\n--- b\n", &["value/0 a", "value/1 b"]);
    let empty = Document::read(Format::Yaml, "# nothing\n");
    assert_eq!((empty.values(), empty.faults.clone()), (None, Vec::new()));
}

#[test]
fn names() {
    check("1: a\n'b': c\ntrue: d\n? e\n: f\n<<: g\n", json!({"1": "a", "b": "c", "true": "d", "e": "f", "<<": "g"}));
    fault("a: 1\nb: 2\n\"a\": 3\n", "\"a\"", "the name `a` occurs twice");
    fault("[a]: b", "[", "a name has to be a single text");
}

#[test]
fn places_of_flow_scalars() {
    place("k: plain words # c", "plain words", "plain words");
    place("ü: é\nk: a\n  wrapped\n\n  line", "a wrapped\nline", "a\n  wrapped\n\n  line");
    place("k: a\n  wrapped\n", "wrapped", "wrapped");
    place("k: 'it''s\n  so'", "'s so", "''s\n  so");
    place("k: \"a\\u00e9\\\n   b \\x41\\n c\"", "éb A\n", "\\u00e9\\\n   b \\x41\\n");
    place("k: \"a\n\n  b\"", "\nb", "\n\n  b");
    place("k: !!str &x  words", "words", "words");
    place("\u{feff}k: words", "words", "words");
}

#[test]
fn places_of_block_scalars() {
    place("k: >\n  Self-serve\n  checkout\n", "Self-serve checkout", "Self-serve\n  checkout");
    place("k: |\n  one\n    two\n\n  three\n", "two\n\nthree", "two\n\n  three");
    place("k: >-\n\n  one\n\n\n  two\n\n", "two", "two");
    place("k: &x >2- # c\n\n   more\n  foo\n", "foo", "foo");
    place("k: !!str |\n  | foo\n", "| foo", "| foo");
    place("k: |\r\n  one\r\n  two\r\n", "one\ntwo", "one\r\n  two");
    check("k: >\n  one\n  two\n\n  three\n    more\n  end\n", json!({"k": "one two\nthree\n  more\nend\n"}));
}

#[test]
fn values_have_places() {
    let source = "a:\n  - b: [1, 'x']\n    c: {d: e}\nf: null\n";
    let node = Document::read(Format::Yaml, source).values().cloned().unwrap();
    let at = |pointer: &str| node.pointer(pointer).map_or("", |node| node.span.slice(source));
    assert_eq!((at("/a/0/b"), at("/a/0/b/1"), at("/a/0/c")), ("[1, 'x']", "'x'", "{d: e}"));
    assert_eq!((at("/a/0"), at("/f")), ("b: [1, 'x']\n    c: {d: e}", "null"));
}

#[test]
fn faults_are_on_their_place() {
    let fault_at = |source: &str| {
        let document = Document::read(Format::Yaml, source);
        assert!(document.values().is_none() && document.blocks.is_empty());
        (document.faults.len(), document.faults[0].code, document.faults[0].span.start)
    };
    assert_eq!(fault_at("é: [1\nb: 2\n"), (1, FaultCode::Syntax, 8));
    assert_eq!(fault_at("a: b: c"), (1, FaultCode::Syntax, 4));
    assert_eq!(fault_at(&"[".repeat(10_000)).1, FaultCode::TooDeep);
    assert_eq!(fault_at(&"- ".repeat(10_000)).1, FaultCode::TooDeep);
    assert_eq!(fault_at("a: 1\n\0b: 2\n"), (1, FaultCode::Syntax, 5));
}
