use crate::document::told::{check_blocks, check_fault, check_place};
use crate::document::{Document, FaultCode, Format};

fn fault(source: &str, bytes: &str, message: &str) {
    check_fault(Format::Json, source, bytes, message);
}

#[test]
fn strings_are_blocks_with_their_pointers() {
    check_blocks(
        Format::Json,
        r#"{"a": ["x", 1, {"b/c~": "y"}], "": "z"}"#,
        &["value/a/0 x", "value/a/2/b~1c~0 y", "value/ z"],
    );
    check_blocks(Format::Json, "\u{feff} \"one\" ", &["value one"]);
    check_place(Format::Json, r#"["a\n\u00e9\ud83d\ude00b"]"#, "é😀", r"\u00e9\ud83d\ude00");
    check_place(Format::Json, r#"["a\n\u00e9\ud83d\ude00b"]"#, "b", "b");
}

#[test]
fn values_have_places() {
    let source = r#" {"a" : [ -1.5e3, true , null] } "#;
    let node = Document::read(Format::Json, source).values().cloned().unwrap();
    let at = |pointer: &str| node.pointer(pointer).map(|node| node.span.slice(source));
    assert_eq!(at(""), Some(r#"{"a" : [ -1.5e3, true , null]}"#.replace("]}", "] }").as_str()));
    assert_eq!((at("/a/0"), at("/a/1"), at("/a/2")), (Some("-1.5e3"), Some("true"), Some("null")));
    assert_eq!(
        (at("/a/3"), at("/a/01"), at("/a/-"), at("/a/+1"), at("/b"), at("a")),
        (None, None, None, None, None, None)
    );
}

#[test]
fn numbers_keep_their_value() {
    let read = |source: &str| Document::read(Format::Json, source).values().map(|node| node.to_json());
    assert_eq!(read("18446744073709551615"), Some(serde_json::json!(u64::MAX)));
    assert_eq!(read("-9223372036854775808"), Some(serde_json::json!(i64::MIN)));
    assert_eq!(read("0.1"), Some(serde_json::json!(0.1)));
}

#[test]
fn a_query_result_has_its_place() {
    let source = r#"{"checks": [{"id": "a"}, {"id": "b", "ok": false}]}"#;
    let node = Document::read(Format::Json, source).values().cloned().unwrap();
    let json = node.to_json();
    let path = serde_json_path::JsonPath::parse("$.checks[?@.id == 'b'].ok").unwrap();
    let located = path.query_located(&json).exactly_one().unwrap();
    let found = node.pointer(&located.location().to_json_pointer()).unwrap();
    assert_eq!(found.span.slice(source), "false");
}

#[test]
fn faults_are_on_their_place() {
    fault("", "", "the file ends where a value is expected");
    fault("{\"a\": }", "}", "expected a value, found `}`");
    fault("[1 2]", "2", "expected `,` or `]`");
    fault("[1,]", ",", "no comma before the closing bracket");
    fault("{a: 1}", "a", "a name in double quotes");
    fault("{'a': 1}", "'", "double quotes only");
    fault("[1] // no", "/", "no comments");
    fault("[nulls]", "nulls", "expected a value, found `nulls`");
    fault("[01]", "01", "can't start with `0`");
    fault("[1.]", "]", "a digit");
    fault("[1e999]", "1e999", "too large");
    fault("[\"a", "\"", "no closing quote");
    fault("[\"a\nb\"]", "\n", "over the end of its line");
    fault(r#"["\x"]"#, r"\x", "no such escape");
    fault(r#"["\u12g4"]"#, r"\u", "four hexadecimal digits");
    fault(r#"["\ud800"]"#, r"\ud800", "surrogate");
    fault("[1] [2]", "[", "the end of the file");
    fault("[é]", "é", "found `é`");
}

#[test]
fn a_name_occurs_once() {
    let source = r#"{"a": 1, "b": {"c": 1, "\u0063": 2}}"#;
    fault(source, r#""\u0063""#, "the name `c` occurs twice");
    let many: String = (0..20).map(|n| format!("\"k{}\": 0,", n % 19)).collect();
    let document = Document::read(Format::Json, format!("{{{many}\"z\": 0}}"));
    assert_eq!(document.faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), [FaultCode::DuplicateKey]);
}

#[test]
fn depth_is_limited() {
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    assert!(Document::read(Format::Json, nested(256)).values().is_some());
    let document = Document::read(Format::Json, nested(10_000));
    assert_eq!((document.faults[0].code, document.faults[0].span.start), (FaultCode::TooDeep, 256));
}
