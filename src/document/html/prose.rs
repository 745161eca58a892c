//! The words of one block while they are read: white space put together, code and bold noted.

use crate::document::Text;
use crate::span::{Source, Span};

/// The words of a block.
#[derive(Default)]
pub(super) struct Prose {
    pub(super) text: Text,
    /// Where white space or a line's end began that no word followed yet.
    gap: Option<usize>,
    /// How many `strong` elements are open, and where the outermost began.
    strong: (usize, usize),
    code: (usize, usize),
}

impl Prose {
    /// Words as they stand; a run of white space is one space.
    pub(super) fn words(&mut self, words: &str, start: usize) {
        let mut at = start;
        let mut rest = words;
        loop {
            let word = rest.trim_start_matches(is_space);
            if word.len() < rest.len() {
                self.gap.get_or_insert(at);
                at += rest.len() - word.len();
            }
            let length = to_gap(word);
            let Some((line, after)) = word.split_at_checked(length).filter(|(line, _)| !line.is_empty()) else {
                return;
            };
            self.fill_gap(at);
            self.text.push_verbatim(line, at);
            at += length;
            rest = after;
        }
    }

    /// Words that stand for `bytes`.
    pub(super) fn decoded(&mut self, words: &str, bytes: Span<Source>) {
        if words.chars().all(is_space) {
            self.gap.get_or_insert(bytes.start);
            return;
        }
        self.fill_gap(bytes.start);
        self.text.push_decoded(words, bytes);
    }

    /// Words whose white space stays.
    pub(super) fn keep(&mut self, words: &str, start: usize) {
        let first = self.text.is_empty();
        let inner = if first { words.trim_start_matches(['\r', '\n']) } else { words };
        self.text.push_verbatim(inner, start + (words.len() - inner.len()));
    }

    /// The line ends with the tag at `at`, but not the block.
    pub(super) fn end_line(&mut self, at: usize) {
        self.gap = Some(at);
    }

    /// One space for the white space before `at`, unless it stands at the start.
    fn fill_gap(&mut self, at: usize) {
        if let Some(gap) = self.gap.take().filter(|_| !self.text.is_empty()) {
            self.text.push_decoded(" ", Span::new(gap, at));
        }
    }

    pub(super) fn open_strong(&mut self, at: usize) {
        self.settle(at);
        open(&mut self.strong, self.text.len());
    }

    pub(super) fn open_code(&mut self, at: usize) {
        self.settle(at);
        open(&mut self.code, self.text.len());
    }

    /// White space before something that begins at `at` belongs in front of it.
    pub(super) fn settle(&mut self, at: usize) {
        self.fill_gap(at);
    }

    pub(super) fn close_strong(&mut self) {
        if let Some(span) = close(&mut self.strong, self.text.len()) {
            self.text.mark_strong(span);
        }
    }

    pub(super) fn close_code(&mut self) {
        if let Some(span) = close(&mut self.code, self.text.len()) {
            self.text.mark_code(span);
        }
    }

    /// Takes the words from `length` on away again.
    pub(super) fn truncate(&mut self, length: usize) {
        self.text.truncate(length);
        self.gap = None;
        let length = self.text.len();
        self.strong.1 = self.strong.1.min(length);
        self.code.1 = self.code.1.min(length);
    }

    /// The words, with what is still open ended.
    pub(super) fn finish(mut self) -> Text {
        (self.strong.0, self.code.0) = (self.strong.0.min(1), self.code.0.min(1));
        self.close_strong();
        self.close_code();
        self.text
    }
}

fn open((depth, start): &mut (usize, usize), at: usize) {
    if *depth == 0 {
        *start = at;
    }
    *depth += 1;
}

/// The stretch that ends at `at`, if the outermost element ends there and it holds anything.
fn close<K>((depth, start): &mut (usize, usize), at: usize) -> Option<Span<K>> {
    *depth = depth.checked_sub(1)?;
    (*depth == 0 && *start < at).then(|| Span::new(*start, at))
}

/// HTML's white space. A no-break space is a character like others.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// How many bytes of `words` stand before white space that is more than one space between two words.
fn to_gap(words: &str) -> usize {
    let bytes = words.as_bytes();
    let space = |byte: &u8| is_space(char::from(*byte));
    let ends = |(at, byte): &(usize, &u8)| space(byte) && (**byte != b' ' || bytes.get(at + 1).is_none_or(space));
    bytes.iter().enumerate().find(ends).map_or(bytes.len(), |(at, _)| at)
}
