//! Documents told in lines, for tests: one line a block.

use super::{BlockKind, Document, Format};
use crate::span::Span;

/// Each block of `source` as `kind text`, with its quotes and list items before it.
pub(super) fn told(format: Format, source: &str) -> Vec<String> {
    told_document(&Document::read(format, source))
}

/// Each block of a document, told the same way.
pub(super) fn told_document(document: &Document) -> Vec<String> {
    document
        .blocks
        .iter()
        .map(|block| {
            let kind = match &block.kind {
                BlockKind::Heading(rank) => format!("h{rank}"),
                BlockKind::Paragraph => "p".to_owned(),
                BlockKind::Item => "item".to_owned(),
                BlockKind::Cell(cell) => format!("cell{}:{},{}", cell.table, cell.row, cell.column),
                BlockKind::Code => "code".to_owned(),
                BlockKind::Footnote(label) => format!("note[{label}]"),
                BlockKind::Value(pointer) => format!("value{pointer}"),
                BlockKind::Aside => "aside".to_owned(),
            };
            let quotes = ">".repeat(block.quote.into());
            let task = |task| match task {
                Some(true) => "x",
                Some(false) => "_",
                None => "",
            };
            let items: String =
                block.items.iter().map(|item| format!("{}.{}{} ", item.list, item.index, task(item.task))).collect();
            format!("{quotes}{items}{kind} {}", block.text.plain())
        })
        .collect()
}

/// Holds that the blocks of `source` are told as `expected`.
pub(super) fn check_blocks(format: Format, source: &str, expected: &[&str]) {
    assert_eq!(told(format, source), expected, "{source}");
}

/// Holds that `words`, which occur in the text of a block, stand in the file as `bytes`.
pub(super) fn check_place(format: Format, source: &str, words: &str, bytes: &str) {
    let document = Document::read(format, source);
    let mut found = document.blocks.iter().filter_map(|block| {
        let at = block.text.plain().find(words)?;
        Some(block.text.to_source(Span::new(at, at + words.len())).slice(source))
    });
    assert_eq!(found.next(), Some(bytes), "{words:?} in {source:?}");
}

/// Holds that `source` has one fault, with this place and a message that contains `message`, and nothing else.
pub(super) fn check_fault(format: Format, source: &str, bytes: &str, message: &str) {
    let document = Document::read(format, source);
    let [fault] = document.faults.as_slice() else { panic!("{:?} in {source:?}", document.faults) };
    assert_eq!(fault.span.slice(source), bytes, "{fault:?} in {source:?}");
    assert!(fault.message.contains(message), "{fault:?} in {source:?}");
    assert!(document.values().is_none() && document.blocks.is_empty(), "{source:?}");
}
