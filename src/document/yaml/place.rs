//! From the parser's places, counted in characters, to bytes.

use crate::span::{Source, Span};

/// One byte offset is kept for this many characters.
const STEP: usize = 64;

/// Byte offsets of characters. Text of ASCII only needs no table.
pub(super) struct CharIndex<'s> {
    words: &'s str,
    base: usize,
    /// The byte offset of every [`STEP`]th character; empty for ASCII.
    table: Vec<usize>,
}

impl<'s> CharIndex<'s> {
    /// The index of `words`, which start at byte `base` of the file.
    pub(super) fn new(words: &'s str, base: usize) -> Self {
        let table = match words.is_ascii() {
            true => Vec::new(),
            false => words.char_indices().step_by(STEP).map(|(byte, _)| byte).collect(),
        };
        Self { words, base, table }
    }

    /// The byte of the file where character `index` starts; the end, where there are fewer.
    pub(super) fn byte(&self, index: usize) -> usize {
        let within = match (self.table.is_empty(), self.table.get(index / STEP)) {
            (true, _) => index.min(self.words.len()),
            (false, None) => self.words.len(),
            (false, Some(&near)) => {
                let rest = self.words.get(near..).unwrap_or_default();
                rest.char_indices().nth(index % STEP).map_or(self.words.len(), |(byte, _)| near + byte)
            }
        };
        self.base + within
    }

    pub(super) fn span(&self, span: saphyr_parser::Span) -> Span<Source> {
        Span::new(self.byte(span.start.index()), self.byte(span.end.index()))
    }
}
