//! Places: half-open ranges of bytes, typed by the text they belong to.
//!
//! Three texts occur. [`Source`] is the file as the user has it; [`Plain`] is the text of one block with its
//! markup taken away; [`Folded`] is that text made comparable (case, hyphens, look-alikes). A span of one
//! can't be passed for a span of another: a folded offset shown to a user would be the mistake made most easily.

use std::cmp::Ordering;
use std::fmt;
use std::marker::PhantomData;

/// The space of a file's own bytes (after decoding to UTF-8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {}
/// The space of one part of a packed file, as the part stands in it (after decoding to UTF-8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Raw {}
/// The space of one block's text without its markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Plain {}
/// The space of one block's folded text; it does not leave the `matching` stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Folded {}

/// A half-open range of bytes `start..end` in the space `S`.
///
/// ```
/// use gatelint::span::{Source, Span};
/// let words: Span<Source> = Span::new(4, 12);
/// assert_eq!(words.slice("our checkout, live"), "checkout");
/// assert_eq!(words.len(), 8);
/// ```
pub struct Span<S> {
    /// First byte.
    pub start: usize,
    /// One past the last byte; never less than `start`.
    pub end: usize,
    space: PhantomData<S>,
}

impl<S> Span<S> {
    /// A span from `start` to `end`; an `end` before `start` gives an empty span at `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start), space: PhantomData }
    }

    /// An empty span at `at`.
    #[must_use]
    pub fn at(at: usize) -> Self {
        Self::new(at, at)
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// The words the span covers; empty where it does not fit `text`, never a panic.
    #[must_use]
    pub fn slice<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(&self, other: Span<S>) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub fn overlaps(&self, other: Span<S>) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(&self, other: Span<S>) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The same span, moved `by` bytes to the right.
    #[must_use]
    pub fn shifted(&self, by: usize) -> Self {
        Self::new(self.start + by, self.end + by)
    }
}

impl<S> Clone for Span<S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S> Copy for Span<S> {}
impl<S> PartialEq for Span<S> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}
impl<S> Eq for Span<S> {}
impl<S> PartialOrd for Span<S> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<S> Ord for Span<S> {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.start, self.end).cmp(&(other.start, other.end))
    }
}
impl<S> std::hash::Hash for Span<S> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.start, self.end).hash(state);
    }
}
impl<S> fmt::Debug for Span<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// A line and a column, both counted from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

fn marks(text: &str, starts: &[usize]) -> Vec<(usize, usize)> {
    let mut marks = Vec::new();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    for (&start, end) in starts.iter().zip(ends).filter(|(start, end)| end - *start > MARK) {
        let (mut from, mut passed) = (start, 0);
        while from + MARK < end {
            let to = text.floor_char_boundary(from + MARK);
            passed += text.get(from..to).map_or(0, |words| words.chars().count());
            marks.push((to, passed));
            from = to;
        }
    }
    marks
}

/// Where each line of a text starts, so that a byte offset becomes a line and a column in logarithmic time.
///
/// `\n`, `\r\n` and a lone `\r` each end a line.
///
/// ```
/// use gatelint::span::Lines;
/// let lines = Lines::new("one\r\ntwö x");
/// let at = lines.position("one\r\ntwö x", 10);
/// assert_eq!((at.line, at.column), (2, 5));
/// ```
#[derive(Debug, Clone)]
pub struct Lines {
    starts: Vec<usize>,
    /// In long lines, every so often a byte with the number of characters before it in its line.
    marks: Vec<(usize, usize)>,
}

/// Marks stand so many bytes apart.
const MARK: usize = 1024;

impl Lines {
    /// Indexes `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        // A byte order mark is no column: no editor shows one.
        let mut starts = vec![if text.starts_with('\u{feff}') { 3 } else { 0 }];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n') {
                continue;
            }
            starts.push(at + 1);
        }
        let marks = marks(text, &starts);
        Self { starts, marks }
    }

    /// Line and column of the byte `offset` of `text` (the text the index was made of). An offset past the end
    /// gives the end; one inside a character gives that character.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let start = line.checked_sub(1).and_then(|i| self.starts.get(i)).copied().unwrap_or(0);
        let mark = self.marks.partition_point(|&(mark, _)| mark <= offset).checked_sub(1);
        let mark = mark.and_then(|at| self.marks.get(at)).filter(|(mark, _)| *mark > start);
        let (from, passed) = mark.copied().unwrap_or((start, 0));
        let column = text.get(from..offset).map_or(0, |before| before.chars().count()) + passed + 1;
        Position { line, column }
    }

    /// The bytes of line `line` (from 1), its ending left out; `None` past the last line.
    #[must_use]
    pub fn span(&self, text: &str, line: usize) -> Option<Span<Source>> {
        let start = *self.starts.get(line.checked_sub(1)?)?;
        let end = self.starts.get(line).copied().unwrap_or(text.len());
        let words = text.get(start..end)?.trim_end_matches(['\n', '\r']);
        Some(Span::new(start, start + words.len()))
    }

    /// How many lines there are; at least 1.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len()
    }
}
