//! JSON as RFC 8259 has it, nothing more: no comments, no trailing commas, no second value.
//!
//! An own scanner and not `serde_json`, because every value and every character of a string needs its place, and a
//! name that occurs twice has to be seen. A fault leaves no values and no blocks: half-read data prove nothing.

use super::node::{duplicates, string_blocks};
use super::{Content, Fault, FaultCode, Member, Node, Text, Value, text_start};
use crate::span::{Source, Span};

/// How deep arrays and objects may nest; it bounds the scanner's own recursion.
pub(super) const DEPTH_MAX: usize = 256;
/// How many faults are told; a file with more is broken all the same.
const FAULTS_MAX: usize = 50;

/// Reads `source`.
pub(super) fn read(source: &str) -> Content {
    let mut scanner = Scanner { source, at: text_start(source), depth: 0, faults: Vec::new() };
    let node = match scanner.document() {
        Ok(node) if scanner.faults.is_empty() => node,
        Ok(_) => return broken(scanner.faults),
        Err(fault) => {
            scanner.faults.push(fault);
            return broken(scanner.faults);
        }
    };
    let mut blocks = Vec::new();
    string_blocks(&node, &mut blocks);
    Content { blocks, values: Some(node), faults: Vec::new() }
}

fn broken(mut faults: Vec<Fault>) -> Content {
    faults.truncate(FAULTS_MAX);
    Content { faults, ..Content::default() }
}

struct Scanner<'s> {
    source: &'s str,
    at: usize,
    depth: usize,
    /// Faults after which the scan can go on.
    faults: Vec<Fault>,
}

type Scan<T> = Result<T, Fault>;

impl Scanner<'_> {
    fn document(&mut self) -> Scan<Node> {
        self.space();
        let node = self.value()?;
        self.space();
        match self.peek() {
            None => Ok(node),
            Some(_) => Err(self.unexpected("the end of the file after its one value")),
        }
    }

    fn value(&mut self) -> Scan<Node> {
        let start = self.at;
        let value = match self.peek() {
            Some(b'{') => self.nested(Self::object)?,
            Some(b'[') => self.nested(Self::array)?,
            Some(b'"') => Value::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            Some(_) if self.word("true") => Value::Bool(true),
            Some(_) if self.word("false") => Value::Bool(false),
            Some(_) if self.word("null") => Value::Null,
            _ => return Err(self.unexpected("a value")),
        };
        Ok(Node { span: Span::new(start, self.at), value })
    }

    /// An array or an object, unless it lies too deep.
    fn nested(&mut self, inner: fn(&mut Self) -> Scan<Value>) -> Scan<Value> {
        if self.depth == DEPTH_MAX {
            let message = format!("nested deeper than {DEPTH_MAX} levels");
            return Err(Fault { code: FaultCode::TooDeep, span: Span::new(self.at, self.at + 1), message });
        }
        self.depth += 1;
        self.at += 1;
        self.space();
        let value = inner(self);
        self.depth -= 1;
        value
    }

    fn array(&mut self) -> Scan<Value> {
        let mut nodes = Vec::new();
        if self.byte(b']') {
            return Ok(Value::Array(nodes));
        }
        loop {
            nodes.push(self.value()?);
            self.space();
            if self.byte(b']') {
                return Ok(Value::Array(nodes));
            }
            self.comma("`,` or `]`")?;
        }
    }

    fn object(&mut self) -> Scan<Value> {
        let mut members = Vec::new();
        if self.byte(b'}') {
            return Ok(Value::Object(members));
        }
        loop {
            members.push(self.member()?);
            self.space();
            if self.byte(b'}') {
                break;
            }
            self.comma("`,` or `}`")?;
        }
        if self.faults.len() < FAULTS_MAX {
            self.faults.append(&mut duplicates(&members));
        }
        Ok(Value::Object(members))
    }

    fn member(&mut self) -> Scan<Member> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a name in double quotes"));
        }
        let name = self.string()?.plain().to_owned();
        let name_span = Span::new(start, self.at);
        self.space();
        if !self.byte(b':') {
            return Err(self.unexpected("`:` after the name"));
        }
        self.space();
        Ok(Member { name, name_span, node: self.value()? })
    }

    /// A comma that something follows.
    fn comma(&mut self, expected: &str) -> Scan<()> {
        let comma = Span::new(self.at, self.at + 1);
        if !self.byte(b',') {
            return Err(self.unexpected(expected));
        }
        self.space();
        match self.peek() {
            Some(b']' | b'}') => Err(fault(comma, "JSON allows no comma before the closing bracket".to_owned())),
            _ => Ok(()),
        }
    }

    fn string(&mut self) -> Scan<Text> {
        let open = self.at;
        self.at += 1;
        let mut text: Option<Text> = None;
        loop {
            let run = self.rest().bytes().position(|b| b < 0x20 || b == b'"' || b == b'\\');
            let Some(run) = run else {
                return Err(fault(Span::new(open, open + 1), "this string has no closing quote".to_owned()));
            };
            let words: Span<Source> = Span::new(self.at, self.at + run);
            match &mut text {
                Some(text) => text.push_verbatim(words.slice(self.source), words.start),
                None => text = Some(Text::verbatim(words.slice(self.source), words.start)),
            }
            self.at += run;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text.unwrap_or_default());
                }
                Some(b'\\') => self.escape(text.get_or_insert_default())?,
                _ => return Err(self.control()),
            }
        }
    }

    fn escape(&mut self, text: &mut Text) -> Scan<()> {
        let start = self.at;
        let decoded = match self.source.as_bytes().get(start + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.code_point(text),
            _ => {
                let length = self.rest().chars().take(2).map(char::len_utf8).sum::<usize>();
                let message = "JSON knows no such escape; a backslash itself is written `\\\\`".to_owned();
                return Err(fault(Span::new(start, start + length), message));
            }
        };
        self.at += 2;
        text.push_decoded(decoded.encode_utf8(&mut [0; 4]), Span::new(start, self.at));
        Ok(())
    }

    /// `\uXXXX`, or two of them where they are a surrogate pair.
    fn code_point(&mut self, text: &mut Text) -> Scan<()> {
        let start = self.at;
        let first = self.hex()?;
        let mut units = vec![first];
        if (0xd800..0xdc00).contains(&first) && self.rest().starts_with("\\u") {
            units.push(self.hex()?);
        }
        let span = Span::new(start, self.at);
        let decoded = String::from_utf16(&units)
            .map_err(|_| fault(span, "half of a surrogate pair, which stands for no character".to_owned()))?;
        text.push_decoded(&decoded, span);
        Ok(())
    }

    fn hex(&mut self) -> Scan<u16> {
        let start = self.at;
        let digits = self.rest().get(2..6).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let Some(unit) = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok()) else {
            return Err(fault(Span::new(start, start + 2), "`\\u` needs four hexadecimal digits".to_owned()));
        };
        self.at += 6;
        Ok(unit)
    }

    fn number(&mut self) -> Scan<serde_json::Number> {
        let start = self.at;
        self.byte(b'-');
        if !self.byte(b'0') {
            self.digits()?;
        }
        if self.byte(b'.') {
            self.digits()?;
        }
        if self.byte(b'e') || self.byte(b'E') {
            let _signed = self.byte(b'+') || self.byte(b'-');
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(fault(Span::new(start, self.at + 1), "a number can't start with `0` and go on".to_owned()));
        }
        let span = Span::new(start, self.at);
        number(span.slice(self.source)).ok_or_else(|| fault(span, "this number is too large to be read".to_owned()))
    }

    fn digits(&mut self) -> Scan<()> {
        let length = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        if length == 0 {
            return Err(self.unexpected("a digit"));
        }
        self.at += length;
        Ok(())
    }

    fn space(&mut self) {
        self.at += self.rest().bytes().take_while(|b| matches!(b, b' ' | b'\n' | b'\t' | b'\r')).count();
    }

    fn rest(&self) -> &str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    /// Steps over `expected`, if it is next.
    fn byte(&mut self, expected: u8) -> bool {
        let there = self.peek() == Some(expected);
        self.at += usize::from(there);
        there
    }

    /// Steps over `word`, if it is next and a word of its own.
    fn word(&mut self, word: &str) -> bool {
        let after = self.rest().strip_prefix(word);
        let there = after.is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric() || c == '_'));
        self.at += if there { word.len() } else { 0 };
        there
    }

    /// A fault at what stands here instead of `expected`.
    fn unexpected(&self, expected: &str) -> Fault {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            return fault(Span::at(self.at), format!("the file ends where {expected} is expected"));
        };
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let length = word.min(40).max(first.len_utf8());
        let length = (length..rest.len()).find(|&end| rest.is_char_boundary(end)).unwrap_or(rest.len());
        let span = Span::new(self.at, self.at + length);
        let message = match first {
            '/' | '#' => format!("expected {expected}; JSON has no comments"),
            '\'' => format!("expected {expected}; JSON has double quotes only"),
            _ => format!("expected {expected}, found `{}`", span.slice(self.source).escape_debug()),
        };
        fault(span, message)
    }

    fn control(&self) -> Fault {
        let span = Span::new(self.at, self.at + 1);
        match self.peek() {
            Some(b'\n' | b'\r') => fault(span, "a string can't go over the end of its line; write `\\n`".to_owned()),
            _ => fault(span, "a control character in a string has to be escaped".to_owned()),
        }
    }
}

/// The number that `digits` write in JSON's grammar; `None` where it is too large.
pub(super) fn number(digits: &str) -> Option<serde_json::Number> {
    if let Ok(whole) = digits.parse::<i64>() {
        return Some(whole.into());
    }
    if let Ok(whole) = digits.parse::<u64>() {
        return Some(whole.into());
    }
    serde_json::Number::from_f64(digits.parse::<f64>().ok()?)
}

fn fault(span: Span<Source>, message: String) -> Fault {
    Fault { code: FaultCode::Syntax, span, message }
}

#[cfg(test)]
mod tests;
