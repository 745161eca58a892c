//! Plain text: paragraphs, lists, headings and quoted mail, told apart by line breaks, markers and indentation.
//!
//! Text without markup has no grammar, so this reader follows how people lay text out. A blank line ends a
//! paragraph; a marker starts a list item, nested by its indentation; `Key: value` is a block of its own; a short
//! line that stands alone before something else is a heading.

mod line;

use line::{Class, Line, Marker, heading_words, is_key_line, line_at};

use super::{Block, BlockKind, Content, ItemPosition, Text, text_start};
use crate::span::{Source, Span};

/// A key line at least this long (in bytes) goes on in the line below it.
const WRAPPED_FROM: usize = 55;

/// Reads `source`.
pub(super) fn read(source: &str) -> Content {
    let mut reader = Reader { source, blocks: Vec::new(), open: None, lists: Vec::new(), list_count: 0, run: 0 };
    let mut at = text_start(source);
    while let Some(line) = line_at(source, at) {
        at = reader.line(&line);
    }
    reader.close();
    Content { blocks: reader.blocks, ..Content::default() }
}

struct Reader<'s> {
    source: &'s str,
    blocks: Vec<Block>,
    open: Option<Open>,
    /// The lists around the next line, outermost first.
    lists: Vec<List>,
    list_count: u32,
    /// How many headings stand directly above, each alone: the deeper in such a run, the lower its rank.
    run: u8,
}

/// A list that is being read.
struct List {
    indent: usize,
    class: Marker,
    position: ItemPosition,
}

/// The block that is being read.
struct Open {
    kind: BlockKind,
    text: Text,
    span: Span<Source>,
    indent: usize,
    quote: u8,
    /// A `Key: value` line.
    key: bool,
}

impl Reader<'_> {
    /// Reads one line and gives where the next one starts.
    fn line(&mut self, line: &Line<'_>) -> usize {
        if self.open.as_ref().is_some_and(|open| open.quote != line.quote) {
            self.close();
            self.lists.clear();
        }
        match line.class {
            Class::Blank | Class::Directive => self.close(),
            Class::Rule => {
                self.close();
                self.lists.clear();
            }
            Class::Item { marker, words, task } => match self.numbered_heading(line, marker, words) {
                Some(rank) => self.heading(line, rank),
                None => self.item(line, marker, words, task),
            },
            Class::Prose => return self.prose(line),
        }
        line.next
    }

    fn prose(&mut self, line: &Line<'_>) -> usize {
        let words = line.words();
        if self.open.is_none() {
            if let Some(rank) = self.underlined(line) {
                self.heading(line, rank);
                return line_at(self.source, line.next).map_or(line.next, |underline| underline.next);
            }
            if heading_words(words) && self.stands_alone(line) {
                let rank = 2 + self.run.min(4);
                self.heading(line, rank);
                self.run += 1;
                return line.next;
            }
        }
        let key = is_key_line(words, self.open.as_ref().is_none_or(|open| open.key));
        match &mut self.open {
            Some(open) if !key && open.goes_on(line) => open.join(line.span, self.source),
            _ => self.paragraph(line, key),
        }
        line.next
    }

    fn paragraph(&mut self, line: &Line<'_>, key: bool) {
        self.close();
        self.run = 0;
        while self.lists.pop_if(|list| line.indent <= list.indent).is_some() {}
        self.begin(BlockKind::Paragraph, line, line.span, key);
    }

    fn item(&mut self, line: &Line<'_>, marker: Marker, words: Span<Source>, task: Option<bool>) {
        self.close();
        self.run = 0;
        while self.lists.pop_if(|list| line.indent + 1 < list.indent).is_some() {}
        let known = self.lists.iter().rposition(|list| list.class == marker && list.indent.abs_diff(line.indent) <= 1);
        match known {
            Some(depth) => {
                self.lists.truncate(depth + 1);
                if let Some(list) = self.lists.last_mut() {
                    list.position.index += 1;
                    list.position.task = task;
                }
            }
            None => {
                let position = ItemPosition { list: self.list_count, index: 0, task };
                self.lists.push(List { indent: line.indent, class: marker, position });
                self.list_count += 1;
            }
        }
        self.begin(BlockKind::Item, line, words, false);
    }

    fn heading(&mut self, line: &Line<'_>, rank: u8) {
        self.close();
        self.lists.clear();
        self.begin(BlockKind::Heading(rank), line, line.span, false);
        self.close();
    }

    /// The rank of a heading underlined with `=` or `-`.
    fn underlined(&self, line: &Line<'_>) -> Option<u8> {
        let below = line_at(self.source, line.next)?;
        if below.class != Class::Rule || below.quote != line.quote || line.words().chars().count() > 100 {
            return None;
        }
        match below.words().chars().next() {
            Some('=') => Some(1),
            Some('-' | '~') => Some(2),
            _ => None,
        }
    }

    /// Whether `line` is followed by a blank line and then by something, or by a list.
    fn stands_alone(&self, line: &Line<'_>) -> bool {
        match line_at(self.source, line.next) {
            Some(below) if below.class == Class::Blank => self.first_after(&below).is_some(),
            Some(below) => matches!(below.class, Class::Item { .. }) && below.quote == line.quote,
            None => false,
        }
    }

    /// The first line after `blank` that is not blank.
    fn first_after(&self, blank: &Line<'_>) -> Option<Line<'_>> {
        let mut at = blank.next;
        loop {
            let line = line_at(self.source, at)?;
            if line.class != Class::Blank {
                return Some(line);
            }
            at = line.next;
        }
    }

    /// The rank of `1. Scope` where it stands alone before a paragraph and no list is open.
    fn numbered_heading(&self, line: &Line<'_>, marker: Marker, words: Span<Source>) -> Option<u8> {
        let title = words.slice(self.source);
        if marker != Marker::Dot || self.open.is_some() || !self.lists.is_empty() || !heading_words(title) {
            return None;
        }
        let below = line_at(self.source, line.next).filter(|below| below.class == Class::Blank)?;
        let next = self.first_after(&below)?;
        (next.class == Class::Prose && next.indent <= line.indent).then_some(2)
    }

    fn begin(&mut self, kind: BlockKind, line: &Line<'_>, words: Span<Source>, key: bool) {
        let text = Text::verbatim(words.slice(self.source), words.start);
        self.open = Some(Open { kind, text, span: words, indent: line.indent, quote: line.quote, key });
    }

    /// Ends the open block, if there is one.
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        if open.text.is_empty() {
            return;
        }
        self.blocks.push(Block {
            kind: open.kind,
            span: open.span,
            text: open.text,
            quote: open.quote,
            items: self.lists.iter().map(|list| list.position).collect(),
        });
    }
}

impl Open {
    /// Whether `line` is the wrapped rest of this block's text.
    fn goes_on(&self, line: &Line<'_>) -> bool {
        !self.key || self.text.plain().ends_with(':') || self.span.len() >= WRAPPED_FROM || line.indent > self.indent
    }

    fn join(&mut self, words: Span<Source>, source: &str) {
        self.text.push_decoded(" ", Span::new(self.span.end, words.start));
        self.text.push_verbatim(words.slice(source), words.start);
        self.span = self.span.cover(words);
    }
}

#[cfg(test)]
mod tests;
