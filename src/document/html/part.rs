//! HTML inside of another format: lines of it that may not follow each other in the file.

use super::{Reader, tokens};
use crate::document::{Block, Text};
use crate::span::{Source, Span};

/// The blocks of HTML that stands in these `lines` of `source`. `lists` and `tables` are how many lists and tables the
/// document has so far.
pub(in crate::document) fn part(source: &str, lines: &[Span<Source>], lists: &mut u32, tables: &mut u32) -> Vec<Block> {
    let mut reader = Reader { list_count: *lists, table_count: *tables, ..Reader::default() };
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Vec::new() };
    let whole = Span::new(first.start, last.end);
    let joined = lines.iter().zip(lines.iter().skip(1)).all(|(line, next)| line.end == next.start);
    let mut words = String::new();
    if joined {
        tokens(source, whole, &mut reader);
    } else {
        lines.iter().for_each(|line| words.push_str(line.slice(source)));
        tokens(&words, Span::new(0, words.len()), &mut reader);
    }
    (*lists, *tables) = (reader.list_count, reader.table_count);
    let mut blocks = reader.finish(if joined { whole.end } else { words.len() });
    if !joined {
        let lines = Lines::new(lines);
        for block in &mut blocks {
            block.text = lines.text(&block.text);
            block.span = lines.span(block.span);
        }
    }
    blocks
}

/// The way from lines that were put together back to the file.
struct Lines<'l> {
    lines: &'l [Span<Source>],
    /// Where each line starts when they are put together.
    starts: Vec<usize>,
}

impl<'l> Lines<'l> {
    fn new(lines: &'l [Span<Source>]) -> Self {
        let starts = lines.iter().scan(0, |at, line| {
            *at += line.len();
            Some(*at - line.len())
        });
        Self { lines, starts: starts.collect() }
    }

    /// The place of the byte `at`, and how many bytes of its line there are from it on.
    fn place(&self, at: usize) -> (usize, usize) {
        let number = self.starts.partition_point(|&start| start <= at).saturating_sub(1);
        let line = self.lines.get(number).copied().unwrap_or(Span::at(0));
        let within = at - self.starts.get(number).copied().unwrap_or_default();
        (line.start + within, line.len().saturating_sub(within))
    }

    fn span(&self, span: Span<Source>) -> Span<Source> {
        let start = self.place(span.start).0;
        match span.is_empty() {
            true => Span::at(start),
            false => Span::new(start, self.place(span.end - 1).0 + 1),
        }
    }

    fn text(&self, text: &Text) -> Text {
        let mut moved = Text::with_capacity(text.len());
        for (plain, bytes, straight) in text.pieces() {
            let mut words = plain.slice(text.plain());
            if !straight {
                moved.push_decoded(words, self.span(bytes));
                continue;
            }
            let mut at = bytes.start;
            while !words.is_empty() {
                let (start, left) = self.place(at);
                let (line, after) = words.split_at_checked(left.min(words.len())).unwrap_or((words, ""));
                moved.push_verbatim(line, start);
                at += line.len();
                words = after;
                if left == 0 {
                    break;
                }
            }
        }
        text.code().iter().for_each(|span| moved.mark_code(*span));
        text.strong().iter().for_each(|span| moved.mark_strong(*span));
        moved
    }
}
