//! JSON as RFC 8259 has it, nothing more: no comments, no trailing commas, no second value.
//!
//! An own scanner and not `serde_json`, because every value and every character of a string needs its place, and a
//! name that occurs twice has to be seen. A fault leaves no values and no blocks: half-read data prove nothing.
//!
//! A file is scanned once as a whole, which finds every fault and keeps the places of the top-level members alone;
//! values are made of what is asked for, by the same scanner. Most bundles are asked for a few of their members.

mod build;
mod literal;

use std::borrow::Cow;

use self::build::{Build, Nothing, Tree};
use super::node::duplicates;
use super::values::Values;
use super::{Content, Fault, FaultCode, Node, text_start};
use crate::span::{Source, Span};

/// How deep arrays and objects may nest; it bounds the scanner's own recursion.
pub(super) const DEPTH_MAX: usize = 256;
/// How many faults are told; a file with more is broken all the same.
const FAULTS_MAX: usize = 50;

/// The places of a file's one value and, where that is an object, of its members' values by their names.
#[derive(Debug, Clone)]
pub(super) struct Outline {
    value: Span<Source>,
    members: Vec<(String, Span<Source>)>,
}

impl Outline {
    /// The whole value; `source` is what the outline was made of.
    pub(super) fn whole(&self, source: &str) -> Option<Node> {
        node(source, self.value, 0)
    }

    /// The value of the top-level member `name`.
    pub(super) fn member(&self, source: &str, name: &str) -> Option<Node> {
        let (_, span) = self.members.iter().find(|(other, _)| other == name)?;
        node(source, *span, 1)
    }

    /// The names of the top-level members.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.members.iter().map(|(name, _)| name.as_str())
    }

    /// Whether the value is an object, and so has members.
    pub(super) fn is_object(&self, source: &str) -> bool {
        self.value.slice(source).starts_with('{')
    }
}

/// The value at `span`, which was scanned before.
fn node(source: &str, span: Span<Source>, depth: usize) -> Option<Node> {
    let mut scanner = Scanner { at: span.start, depth, ..Scanner::new(source) };
    scanner.value::<Tree>().ok()
}

/// Scans `source`; [`super::Document::add_string_blocks`] makes blocks of its strings.
pub(super) fn read(source: &str) -> Content {
    match outline(source) {
        Ok(outline) => Content { values: Values::outlined(outline), ..Content::default() },
        Err(faults) => Content { faults, ..Content::default() },
    }
}

/// # Errors
/// The faults of `source`, at least one, when it is not JSON, repeats a name or nests too deep.
fn outline(source: &str) -> Result<Outline, Vec<Fault>> {
    let mut scanner = Scanner::new(source);
    match scanner.document() {
        Ok(value) if scanner.faults.is_empty() => Ok(Outline { value, members: scanner.top }),
        Ok(_) => Err(scanner.told()),
        Err(fault) => {
            scanner.faults.push(fault);
            Err(scanner.told())
        }
    }
}

struct Scanner<'s> {
    source: &'s str,
    at: usize,
    depth: usize,
    /// Names of the objects that are open, each object's after those of the one around it.
    names: Vec<(Cow<'s, str>, Span<Source>)>,
    /// The members of the outermost object.
    top: Vec<(String, Span<Source>)>,
    /// Faults after which the scan can go on.
    faults: Vec<Fault>,
}

type Scan<T> = Result<T, Fault>;

impl<'s> Scanner<'s> {
    fn new(source: &'s str) -> Self {
        let (names, top, faults) = (Vec::new(), Vec::new(), Vec::new());
        Self { source, at: text_start(source), depth: 0, names, top, faults }
    }

    fn told(mut self) -> Vec<Fault> {
        self.faults.truncate(FAULTS_MAX);
        self.faults
    }

    /// The one value of a file; gives its place.
    fn document(&mut self) -> Scan<Span<Source>> {
        self.space();
        let start = self.at;
        self.value::<Nothing>()?;
        let value = Span::new(start, self.at);
        self.space();
        match self.peek() {
            None => Ok(value),
            Some(_) => Err(self.unexpected("the end of the file after its one value")),
        }
    }

    fn value<B: Build>(&mut self) -> Scan<B::Value> {
        let start = self.at;
        match self.peek() {
            Some(b'{') => return self.nested(Self::object::<B>),
            Some(b'[') => return self.nested(Self::array::<B>),
            Some(b'"') => return Ok(B::string(self.source, self.string()?)),
            Some(b'-' | b'0'..=b'9') => {
                let number = self.number()?;
                return Ok(B::number(number, Span::new(start, self.at)));
            }
            _ => {}
        }
        let word = match self.peek() {
            Some(b't') if self.word("true") => Some(true),
            Some(b'f') if self.word("false") => Some(false),
            Some(b'n') if self.word("null") => None,
            _ => return Err(self.unexpected("a value")),
        };
        Ok(B::word(word, Span::new(start, self.at)))
    }

    /// An array or an object, unless it lies too deep.
    fn nested<T>(&mut self, inner: fn(&mut Self, usize) -> Scan<T>) -> Scan<T> {
        let start = self.at;
        if self.depth == DEPTH_MAX {
            let message = format!("nested deeper than {DEPTH_MAX} levels");
            return Err(Fault { code: FaultCode::TooDeep, span: Span::new(start, start + 1), message });
        }
        self.depth += 1;
        self.at += 1;
        self.space();
        let value = inner(self, start);
        self.depth -= 1;
        value
    }

    fn array<B: Build>(&mut self, start: usize) -> Scan<B::Value> {
        let mut values = Vec::new();
        if self.byte(b']') {
            return Ok(B::array(values, Span::new(start, self.at)));
        }
        loop {
            values.push(self.value::<B>()?);
            self.space();
            if self.byte(b']') {
                return Ok(B::array(values, Span::new(start, self.at)));
            }
            self.comma("`,` or `]`")?;
        }
    }

    fn object<B: Build>(&mut self, start: usize) -> Scan<B::Value> {
        let mut members = Vec::new();
        let outer = self.names.len();
        if self.byte(b'}') {
            return Ok(B::object(members, Span::new(start, self.at)));
        }
        loop {
            members.push(self.member::<B>()?);
            self.space();
            if self.byte(b'}') {
                break;
            }
            self.comma("`,` or `}`")?;
        }
        if self.faults.len() < FAULTS_MAX {
            let names = self.names.get(outer..).unwrap_or_default();
            self.faults.append(&mut duplicates(names));
        }
        self.names.truncate(outer);
        Ok(B::object(members, Span::new(start, self.at)))
    }

    fn member<B: Build>(&mut self) -> Scan<B::Member> {
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a name in double quotes"));
        }
        let literal = self.string()?;
        let name = literal.words(self.source);
        self.names.push((name.clone(), literal.span()));
        self.space();
        if !self.byte(b':') {
            return Err(self.unexpected("`:` after the name"));
        }
        self.space();
        let start = self.at;
        let value = self.value::<B>()?;
        if self.depth == 1 {
            self.top.push((name.clone().into_owned(), Span::new(start, self.at)));
        }
        Ok(B::member(name, literal.span(), value))
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
        let length = self.bytes().iter().take_while(|byte| byte.is_ascii_digit()).count();
        if length == 0 {
            return Err(self.unexpected("a digit"));
        }
        self.at += length;
        Ok(())
    }

    fn space(&mut self) {
        self.at += self.bytes().iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\t' | b'\r')).count();
    }

    /// What is left to be scanned.
    fn bytes(&self) -> &'s [u8] {
        self.source.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn rest(&self) -> &'s str {
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
