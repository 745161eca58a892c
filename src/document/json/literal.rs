//! String literals: scanned for faults at once, decoded when their text is wanted.

use std::borrow::Cow;

use super::{Scan, Scanner, fault};
use crate::document::{Fault, Text};
use crate::span::{Source, Span};

/// A string of the file without a fault.
#[derive(Debug, Clone, Copy)]
pub(super) struct Literal {
    /// Between the quotes.
    inner: Span<Source>,
    escaped: bool,
}

impl Literal {
    /// Its bytes, quotes included.
    pub(super) fn span(self) -> Span<Source> {
        Span::new(self.inner.start - 1, self.inner.end + 1)
    }

    /// What it stands for.
    pub(super) fn words(self, source: &str) -> Cow<'_, str> {
        match self.escaped {
            false => Cow::Borrowed(self.inner.slice(source)),
            true => Cow::Owned(self.text(source).plain().to_owned()),
        }
    }

    /// What it stands for, with the map back to the file.
    pub(super) fn text(self, source: &str) -> Text {
        if !self.escaped {
            return Text::verbatim(self.inner.slice(source), self.inner.start);
        }
        let mut text = Text::default();
        let mut at = self.inner.start;
        while at < self.inner.end {
            let rest = Span::<Source>::new(at, self.inner.end).slice(source);
            let run = memchr::memchr(b'\\', rest.as_bytes()).unwrap_or(rest.len());
            text.push_verbatim(rest.get(..run).unwrap_or_default(), at);
            at += run;
            let Some((decoded, length)) = rest.get(run..).and_then(|rest| escape(rest, at).ok()) else { break };
            text.push_decoded(decoded.encode_utf8(&mut [0; 4]), Span::new(at, at + length));
            at += length;
        }
        text
    }
}

impl<'s> Scanner<'s> {
    /// Steps over the string that starts here.
    pub(super) fn string(&mut self) -> Scan<Literal> {
        let open = self.at;
        self.at += 1;
        let mut escaped = false;
        loop {
            let bytes = self.bytes();
            let special = memchr::memchr2(b'"', b'\\', bytes);
            let run = bytes.get(..special.unwrap_or(bytes.len())).unwrap_or_default();
            if let Some(control) = run.iter().position(|byte| *byte < 0x20) {
                self.at += control;
                return Err(self.control());
            }
            let Some(special) = special else {
                return Err(fault(Span::new(open, open + 1), "this string has no closing quote".to_owned()));
            };
            self.at += special;
            if bytes.get(special) == Some(&b'"') {
                let inner = Span::new(open + 1, self.at);
                self.at += 1;
                return Ok(Literal { inner, escaped });
            }
            escaped = true;
            let (_, length) = escape(self.rest(), self.at)?;
            self.at += length;
        }
    }

    fn control(&self) -> Fault {
        let span = Span::new(self.at, self.at + 1);
        match self.peek() {
            Some(b'\n' | b'\r') => fault(span, "a string can't go over the end of its line; write `\\n`".to_owned()),
            _ => fault(span, "a control character in a string has to be escaped".to_owned()),
        }
    }
}

/// The character that the escape at the start of `rest` stands for, and how many bytes it takes; `rest` starts at byte
/// `start` of the file.
fn escape(rest: &str, start: usize) -> Scan<(char, usize)> {
    let decoded = match rest.as_bytes().get(1) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return code_point(rest, start),
        _ => {
            let length = rest.chars().take(2).map(char::len_utf8).sum::<usize>();
            let message = "JSON knows no such escape; a backslash itself is written `\\\\`".to_owned();
            return Err(fault(Span::new(start, start + length), message));
        }
    };
    Ok((decoded, 2))
}

/// `\uXXXX`, or two of them where they are a surrogate pair.
fn code_point(rest: &str, start: usize) -> Scan<(char, usize)> {
    let first = hex(rest, start)?;
    let after = rest.get(6..).unwrap_or_default();
    let pair = (0xd800..0xdc00).contains(&first) && after.starts_with("\\u");
    let (units, length) =
        if pair { ([Some(first), Some(hex(after, start + 6)?)], 12) } else { ([Some(first), None], 6) };
    let mut decoded = char::decode_utf16(units.into_iter().flatten());
    match (decoded.next(), decoded.next()) {
        (Some(Ok(decoded)), None) => Ok((decoded, length)),
        _ => {
            let message = "half of a surrogate pair, which stands for no character".to_owned();
            Err(fault(Span::new(start, start + length), message))
        }
    }
}

fn hex(rest: &str, start: usize) -> Scan<u16> {
    let digits = rest.get(2..6).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
    let unit = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok());
    unit.ok_or_else(|| fault(Span::new(start, start + 2), "`\\u` needs four hexadecimal digits".to_owned()))
}
