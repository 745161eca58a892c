//! One line of plain text: where its words stand and what kind of line it is.

use crate::document::label::key_of;
use crate::document::{self, DIRECTIVE};
use crate::span::{Source, Span};

/// The longest heading in characters.
const HEADING_MAX: usize = 60;

/// A line without its quote marks, indentation and ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'s> {
    source: &'s str,
    /// The words, white space at both ends left out.
    pub(super) span: Span<Source>,
    /// White space before the words, in columns (a tab goes to the next multiple of 4).
    pub(super) indent: usize,
    /// How many `>` stand before it.
    pub(super) quote: u8,
    pub(super) class: Class,
    /// Where the next line starts.
    pub(super) next: usize,
}

/// What a line is, seen alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Blank,
    /// `----`, `====` and the like: no words.
    Rule,
    /// A directive to gatelint: no prose.
    Directive,
    /// A list item, and where its words stand.
    Item {
        marker: Marker,
        words: Span<Source>,
        task: Option<bool>,
    },
    Prose,
}

/// The markers that number or bullet a list; two of one kind at one depth are one list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    /// `-`, `*`, `•` and the like, each a list of its own.
    Bullet(char),
    /// `1.`
    Dot,
    /// `1)` or `a)`
    Close,
    /// `(1)` or `(a)`
    Enclosed,
}

impl Line<'_> {
    pub(super) fn words(&self) -> &str {
        self.span.slice(self.source)
    }
}

/// The line of `source` that starts at `start`; `None` at the end.
pub(super) fn line_at(source: &str, start: usize) -> Option<Line<'_>> {
    let rest = source.get(start..).filter(|rest| !rest.is_empty())?;
    let bytes = rest.as_bytes();
    let length = memchr::memchr2(b'\n', b'\r', bytes).unwrap_or(bytes.len());
    let ending = match (bytes.get(length), bytes.get(length + 1)) {
        (Some(b'\r'), Some(b'\n')) => 2,
        (Some(_), _) => 1,
        (None, _) => 0,
    };
    let whole = rest.get(..length).unwrap_or_default();
    let (quote, unquoted) = strip_quote(whole);
    let words = before_directive(unquoted.trim());
    let lead = unquoted.len() - unquoted.trim_start().len();
    let at = start + (whole.len() - unquoted.len()) + lead;
    let indent = columns(unquoted.get(..lead).unwrap_or_default());
    let class = classify(words, at);
    Some(Line { source, span: Span::new(at, at + words.len()), indent, quote, class, next: start + length + ending })
}

/// How many `>` stand before a line, and the rest of it.
fn strip_quote(line: &str) -> (u8, &str) {
    let mut quote = 0u8;
    let mut rest = line;
    while let Some(after) = rest.trim_start_matches(' ').strip_prefix('>') {
        quote = quote.saturating_add(1);
        rest = after;
    }
    match quote {
        0 => (0, line),
        _ => (quote, rest.strip_prefix(' ').unwrap_or(rest)),
    }
}

fn columns(white: &str) -> usize {
    white.chars().fold(0, |column, c| if c == '\t' { (column / 4 + 1) * 4 } else { column + 1 })
}

fn classify(words: &str, at: usize) -> Class {
    if words.is_empty() {
        return Class::Blank;
    }
    if is_rule(words) {
        return Class::Rule;
    }
    if is_directive(words) {
        return Class::Directive;
    }
    let Some((marker, length)) = marker(words) else { return Class::Prose };
    let rest = words.get(length..).unwrap_or_default();
    let (task, rest) = task(marker, rest.trim_start());
    let start = at + words.len() - rest.len();
    Class::Item { marker, words: Span::new(start, at + words.len()), task }
}

/// The words of a line that a directive to gatelint ends.
fn before_directive(words: &str) -> &str {
    let at = words.rfind("<!--").filter(|at| *at > 0 && words.get(*at..).is_some_and(is_directive));
    at.and_then(|at| words.get(..at)).map_or(words, str::trim_end)
}

/// Whether a line is a directive to gatelint and nothing else.
fn is_directive(words: &str) -> bool {
    let inside = words.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->")).or(words.strip_prefix('#'));
    let after = inside.and_then(|inside| inside.trim_start().strip_prefix(DIRECTIVE));
    after.is_some_and(|after| document::is_directive(after) && !after.contains("-->"))
}

fn is_rule(words: &str) -> bool {
    let mut chars = words.chars();
    let Some(first) = chars.next().filter(|c| matches!(c, '-' | '=' | '_' | '*' | '~' | '–' | '—')) else {
        return false;
    };
    words.len() >= 3 && chars.all(|c| c == first)
}

/// The list marker that `words` start with, and its length in bytes.
fn marker(words: &str) -> Option<(Marker, usize)> {
    let first = words.chars().next()?;
    let spaced = |length: usize| {
        words.get(length..).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\u{a0}']))
    };
    if is_bullet(first) {
        let joined = !matches!(first, '-' | '*' | '+' | '–' | '—' | '·');
        return (joined || spaced(first.len_utf8())).then_some((Marker::Bullet(first), first.len_utf8()));
    }
    let enclosed = first == '(';
    let label = words.get(usize::from(enclosed)..)?;
    let end = label.find(|c: char| !c.is_ascii_alphanumeric())?;
    let name = label.get(..end)?;
    let (kind, length) = match (enclosed, label.as_bytes().get(end)) {
        (true, Some(b')')) => (Marker::Enclosed, end + 2),
        (false, Some(b')')) => (Marker::Close, end + 1),
        (false, Some(b'.')) if is_number(name) => (Marker::Dot, end + 1),
        _ => return None,
    };
    (is_label(name) && spaced(length)).then_some((kind, length))
}

fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '-' | '*'
            | '+'
            | '•'
            | '–'
            | '—'
            | '·'
            | '▪'
            | '▫'
            | '■'
            | '□'
            | '●'
            | '○'
            | '◦'
            | '‣'
            | '⁃'
            | '☐'
            | '☑'
            | '☒'
            | '✓'
            | '✔'
            | '✗'
            | '\u{f0b7}'
    )
}

fn is_number(name: &str) -> bool {
    (1..=3).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_digit())
}

/// A number, a letter or a small roman number.
fn is_label(name: &str) -> bool {
    is_number(name)
        || (name.len() == 1 && name.bytes().all(|b| b.is_ascii_alphabetic()))
        || ((1..=5).contains(&name.len()) && name.bytes().all(|b| matches!(b, b'i' | b'v' | b'x')))
}

/// Whether an item is a task, and its words after the box.
fn task(marker: Marker, rest: &str) -> (Option<bool>, &str) {
    match marker {
        Marker::Bullet('☐') => return (Some(false), rest),
        Marker::Bullet('☑' | '☒') => return (Some(true), rest),
        _ => {}
    }
    for (sign, done) in [("[ ]", false), ("[x]", true), ("[X]", true)] {
        if let Some(after) = rest.strip_prefix(sign) {
            return (Some(done), after.trim_start());
        }
    }
    (None, rest)
}

/// Whether `words` could be a heading: short, with a letter, and no end of a sentence or of a label.
pub(super) fn heading_words(words: &str) -> bool {
    let last = words.trim_end_matches(['"', '\'', '”', '’', ')', ']']).chars().next_back();
    words.chars().any(char::is_alphabetic)
        && words.chars().nth(HEADING_MAX).is_none()
        && !last.is_some_and(|c| matches!(c, '.' | '!' | '?' | ';' | ':' | ',' | '…'))
        && !words.contains("://")
        && key_of(words).is_none()
}

/// Whether `words` are `Key: value` or `Key:`. Below prose that may only be wrapped (`first` is false) the key has
/// to start with a capital letter.
pub(super) fn is_key_line(words: &str, first: bool) -> bool {
    key_of(words).is_some_and(|key| first || key.chars().next().is_some_and(char::is_uppercase))
}
