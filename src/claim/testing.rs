//! What tests of the reading share.

use super::{Hit, ProofWords, Reader, Reading, Status};
use crate::document::{Document, Format};
use crate::span::Span;

/// The first `phrase` (in lower case) of a document.
fn first(document: &Document, phrase: &str) -> Hit {
    let hit = |(block, text): (usize, &str)| {
        let start = text.to_lowercase().find(phrase)?;
        Some(Hit { block, span: Span::new(start, start + phrase.len()) })
    };
    document.blocks.iter().map(|block| block.text.plain()).enumerate().find_map(hit).unwrap()
}

/// The reading of the first `phrase` (in lower case) in a Markdown text.
pub(super) fn read(source: &str, phrase: &str) -> Reading {
    let document = Document::read(Format::Markdown, source);
    let reading = Reader::new(&document).read(first(&document, phrase), &ProofWords::default());
    if let Some(cue) = &reading.cue {
        assert_eq!(cue.span.slice(document.blocks[cue.block].text.plain()), cue.words);
    }
    reading
}

/// Holds that the first "checkout" of a Markdown text is read so.
pub(super) fn check(source: &str, expected: Status) {
    assert_eq!(read(source, "checkout").status, expected, "{source}");
}

/// The same of what the rules alone read: bare names without a sentence, of which the encoder may think otherwise.
pub(super) fn check_by_rules(source: &str, expected: Status) {
    let document = Document::read(Format::Markdown, source);
    let reading = Reader::new(&document).read_by_rules(first(&document, "checkout"), &ProofWords::default());
    assert_eq!(reading.status, expected, "{source}");
}
