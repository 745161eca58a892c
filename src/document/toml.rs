//! TOML 1.1, read by the crate `toml`, which gives each name and value its place.
//!
//! Decisions: dates are strings, `inf` and `nan` too. As in JSON, any fault leaves no values.

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::values::Values;
use super::{Content, Fault, FaultCode, Member, Node, Text, Value, json, text_start};
use crate::span::{Source, Span};

/// How many faults are told.
const FAULTS_MAX: usize = 50;

/// Reads `source`; [`super::Document::add_string_blocks`] makes blocks of its strings.
pub(super) fn read(source: &str) -> Content {
    let base = text_start(source);
    let (table, errors) = DeTable::parse_recoverable(source.get(base..).unwrap_or_default());
    if !errors.is_empty() {
        let faults = errors.iter().take(FAULTS_MAX).map(|error| fault(error, base, source)).collect();
        return Content { faults, ..Content::default() };
    }
    let reader = Reader { source, base };
    let members = reader.members(table.get_ref());
    let node = Node { span: Span::new(base, source.len()), value: Value::Object(members) };
    Content { values: Values::read(Some(node)), ..Content::default() }
}

fn fault(error: &Error, base: usize, source: &str) -> Fault {
    let message = error.message().trim().replace('\n', ", ");
    let code = match () {
        () if message.contains("duplicate key") => FaultCode::DuplicateKey,
        () if message.contains("recurs") => FaultCode::TooDeep,
        () => FaultCode::Syntax,
    };
    let span = error.span().map_or(Span::<Source>::at(base), |span| Span::new(base + span.start, base + span.end));
    let start = source.floor_char_boundary(span.start.min(source.len()));
    let end = source.ceil_char_boundary(span.end.clamp(start, source.len()));
    Fault { code, span: Span::new(start, end), message }
}

struct Reader<'s> {
    source: &'s str,
    base: usize,
}

impl Reader<'_> {
    fn span<T>(&self, spanned: &Spanned<T>) -> Span<Source> {
        let span = spanned.span();
        Span::new(self.base + span.start, self.base + span.end)
    }

    /// Members in the order of the file.
    fn members(&self, table: &DeTable<'_>) -> Vec<Member> {
        let members = table.iter().map(|(name, value)| Member {
            name: name.get_ref().clone().into_owned(),
            name_span: self.span(name),
            node: self.node(value),
        });
        let mut members: Vec<Member> = members.collect();
        members.sort_by_key(|member| member.name_span);
        members
    }

    fn node(&self, value: &Spanned<DeValue<'_>>) -> Node {
        let span = self.span(value);
        let words = span.slice(self.source);
        let number = |number: Option<serde_json::Number>| match number {
            Some(number) => Value::Number(number),
            None => Value::String(Text::verbatim(words, span.start)),
        };
        let value = match value.get_ref() {
            DeValue::String(string) => Value::String(string_text(self.source, span, string)),
            DeValue::Integer(integer) => number(whole(integer.as_str(), integer.radix())),
            DeValue::Float(float) => number(json::number(float.as_str())),
            DeValue::Boolean(truth) => Value::Bool(*truth),
            DeValue::Datetime(_) => number(None),
            DeValue::Array(array) => Value::Array(array.iter().map(|value| self.node(value)).collect()),
            DeValue::Table(table) => Value::Object(self.members(table)),
        };
        Node { span: around(span, &value), value }
    }
}

/// A table that has a header, or several, is not at one place: its bytes are those of all that it holds.
fn around(span: Span<Source>, value: &Value) -> Span<Source> {
    let held: Vec<Span<Source>> = match value {
        Value::Array(nodes) => nodes.iter().map(|node| node.span).collect(),
        Value::Object(members) => members.iter().flat_map(|member| [member.name_span, member.node.span]).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return span,
    };
    match held.iter().all(|held| span.contains(*held)) {
        true => span,
        false => held.into_iter().reduce(|all, held| all.cover(held)).unwrap_or(span),
    }
}

fn whole(digits: &str, radix: u32) -> Option<serde_json::Number> {
    let bare = match digits.split_at_checked(2) {
        Some(("0x" | "0o" | "0b", bare)) => bare,
        _ => digits,
    };
    i64::from_str_radix(bare, radix).ok().map(Into::into)
}

/// A string's words with their places in `written`, its quotes included.
fn string_text(source: &str, written: Span<Source>, words: &str) -> Text {
    let raw = written.slice(source);
    let quotes = if raw.starts_with("\"\"\"") || raw.starts_with("'''") { 3 } else { 1 };
    let inner = raw.get(quotes..raw.len().saturating_sub(quotes)).unwrap_or_default();
    let body = match quotes {
        3 => inner.strip_prefix("\r\n").or(inner.strip_prefix('\n')).unwrap_or(inner),
        _ => inner,
    };
    let mut at = written.start + quotes + (inner.len() - body.len());
    if body == words {
        return Text::verbatim(words, at);
    }
    let (mut text, mut rest) = (Text::with_capacity(words.len()), body);
    let mut buffer = [0; 4];
    for (offset, c) in words.char_indices() {
        let skipped = if raw.starts_with('"') { continued(rest) } else { 0 };
        (at, rest) = (at + skipped, rest.get(skipped..).unwrap_or_default());
        let length = match rest.as_bytes() {
            [b'\\', ..] if raw.starts_with('"') => escaped(rest),
            [b'\r', b'\n', ..] if c == '\n' => 2,
            _ if rest.starts_with(c) => {
                text.push_verbatim(c.encode_utf8(&mut buffer), at);
                (at, rest) = (at + c.len_utf8(), rest.get(c.len_utf8()..).unwrap_or_default());
                continue;
            }
            _ => {
                text.push_decoded(words.get(offset..).unwrap_or_default(), Span::new(at, written.end));
                return text;
            }
        };
        text.push_decoded(c.encode_utf8(&mut buffer), Span::new(at, at + length));
        (at, rest) = (at + length, rest.get(length..).unwrap_or_default());
    }
    text
}

/// How many bytes at the start of `raw` are line ends that a backslash takes away.
fn continued(raw: &str) -> usize {
    let mut rest = raw;
    while let Some(after) = rest.strip_prefix('\\').filter(|after| after.starts_with([' ', '\t', '\r', '\n'])) {
        rest = after.trim_start_matches([' ', '\t', '\r', '\n']);
    }
    raw.len() - rest.len()
}

/// The length of an escape.
fn escaped(raw: &str) -> usize {
    let length = match raw.as_bytes().get(1) {
        Some(b'u') => 6,
        Some(b'U') => 10,
        Some(b'x') => 4,
        _ => 2,
    };
    length.min(raw.len())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::document::told::{check_blocks, check_fault, check_place};
    use crate::document::{Document, Format};

    fn check(source: &str, expected: serde_json::Value) {
        let document = Document::read(Format::Toml, source);
        assert_eq!(document.faults, [], "{source}");
        assert_eq!(document.values().unwrap().to_json(), expected, "{source}");
    }

    #[test]
    fn values() {
        check(
            "a = 1\nb = [0x1F, -2.5, true, inf]\nc.d = 'x'\n[e]\nf = 2026-11-22\n[[g]]\nh = {i = \"j\"}\n[[g]]\n[e.k]\nl = \"\"",
            json!({"a": 1, "b": [31, -2.5, true, "inf"], "c": {"d": "x"}, "e": {"f": "2026-11-22", "k": {"l": ""}}, "g": [{"h": {"i": "j"}}, {}]}),
        );
        check("\u{feff}a = \"é\"", json!({"a": "é"}));
        check("", json!({}));
    }

    #[test]
    fn every_string_is_a_block_in_the_order_of_the_file() {
        check_blocks(
            Format::Toml,
            "[a]\nb = 'one'\n[c]\nd = ['two']\n[a.e]\nf = 'three'\n",
            &["value/a/b one", "value/c/d/0 two", "value/a/e/f three"],
        );
    }

    #[test]
    fn places() {
        let place = |source: &str, words: &str, bytes: &str| check_place(Format::Toml, source, words, bytes);
        place("a = \"self\\u002Dserve \\\"x\"", "self-serve", "self\\u002Dserve");
        place("a = \"\"\"\nself-\\\n   serve\n x\"\"\"", "self-serve", "self-\\\n   serve");
        place("a = '''\r\nx \\n y'''", "x \\n y", "x \\n y");
        let source = "[a]\nb = 2026-11-22\n";
        let document = Document::read(Format::Toml, source);
        assert_eq!(document.values().unwrap().pointer("/a/b").unwrap().span.slice(source), "2026-11-22");
    }

    #[test]
    fn faults() {
        check_fault(Format::Toml, "a = 1\na = 2\n", "a", "duplicate key");
        check_fault(Format::Toml, "a = \n", "", "");
        let deep = format!("a = {}", "[".repeat(10_000));
        assert!(!Document::read(Format::Toml, deep).is_sound());
    }
}
