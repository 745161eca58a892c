//! What tests of the reading share.

use super::{Hit, ProofWords, Reader, Reading, Status};
use crate::document::{Document, Format};
use crate::span::Span;

/// The reading of the first `phrase` (in lower case) in a Markdown text.
pub(super) fn read(source: &str, phrase: &str) -> Reading {
    let document = Document::read(Format::Markdown, source);
    let hit = |(block, text): (usize, &str)| {
        let start = text.to_lowercase().find(phrase)?;
        Some(Hit { block, span: Span::new(start, start + phrase.len()) })
    };
    let hit = document.blocks.iter().map(|block| block.text.plain()).enumerate().find_map(hit).unwrap();
    let reading = Reader::new(&document).read(hit, &ProofWords::default());
    if let Some(cue) = &reading.cue {
        assert_eq!(cue.span.slice(document.blocks[cue.block].text.plain()), cue.words);
    }
    reading
}

/// Holds that the first "checkout" of a Markdown text is read so.
pub(super) fn check(source: &str, expected: Status) {
    assert_eq!(read(source, "checkout").status, expected, "{source}");
}
