//! The head of a mail or of a part of one: its fields (RFC 5322, 2.2).

use std::borrow::Cow;

use super::split::line;
use super::words;
use crate::document::charset;

/// The fields of a head, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Head<'b>(Vec<(&'b str, &'b [u8])>);

impl<'b> Head<'b> {
    /// The head that a mail begins with, after a byte order mark, blank lines and the line that parts the mails of a
    /// mailbox; and where what comes after it starts.
    pub(super) fn first(bytes: &'b [u8]) -> (Self, usize) {
        let rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        let start = bytes.len() - rest.len();
        let start = if rest.starts_with(b"From ") { line(bytes, start).1 } else { start };
        let (head, length) = Self::read(bytes.get(start..).unwrap_or_default());
        (head, start + length)
    }

    /// Whether a head begins where `bytes` do.
    pub(super) fn begins(bytes: &[u8]) -> bool {
        field(line(bytes, 0).0).is_some()
    }

    /// The head at the start of `bytes`, and where what comes after it starts: after the blank line, or at the first
    /// line that is no field.
    pub(super) fn read(bytes: &'b [u8]) -> (Self, usize) {
        let mut fields: Vec<(&str, &[u8])> = Vec::new();
        let mut at = 0;
        // Where the value of the last field starts.
        let mut value = at;
        while at < bytes.len() {
            let (own, next) = line(bytes, at);
            match own {
                [] => return (Self(fields), next),
                [b' ' | b'\t', ..] if !fields.is_empty() => {
                    if let Some(last) = fields.last_mut() {
                        last.1 = bytes.get(value..at + own.len()).unwrap_or_default();
                    }
                }
                _ => {
                    let Some((name, words)) = field(own) else { break };
                    value = at + own.len() - words.len();
                    fields.push((name, words));
                }
            }
            at = next;
        }
        (Self(fields), at)
    }

    /// Whether there are no fields.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is a field of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// The values of all fields of that name, as they stand.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &'b [u8]> {
        self.0.iter().filter(move |(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }

    /// The value of the first field of that name on one line, encoded words as they stand.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        self.all(name).next().map(unfolded)
    }

    /// The values of all fields of that name as people read them, and whether all of it could be decoded.
    pub(super) fn told(&self, name: &str) -> impl Iterator<Item = (String, bool)> {
        self.all(name).map(|value| words::decoded(&unfolded(value)))
    }
}

/// A line that starts a field: its name, and what stands after the colon.
fn field(line: &[u8]) -> Option<(&str, &[u8])> {
    let colon = memchr::memchr(b':', line)?;
    let (name, value) = line.split_at_checked(colon)?;
    let name = name.trim_ascii_end();
    let fits = !name.is_empty() && name.iter().all(u8::is_ascii_graphic);
    Some((std::str::from_utf8(name).ok().filter(|_| fits)?, value.get(1..)?))
}

/// A value without the breaks of its lines. Bytes that are no UTF-8 are taken for Western letters.
fn unfolded(value: &[u8]) -> String {
    let text = match std::str::from_utf8(value) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => charset::western(value),
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}
