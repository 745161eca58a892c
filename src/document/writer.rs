//! Writes an extracted text together with its blocks and its places, so that the three can't part.

use super::{Address, Block, BlockKind, Content, Extract, Fault, Held, ItemPosition, Link, Places, Text};
use crate::span::{Plain, Source, Span};

/// What the reader of a package gathers.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) writer: Writer,
    pub(super) faults: Vec<Fault>,
    pub(super) members: Vec<Held>,
}

impl Gathered {
    /// All of it; `done` says how the reading ended.
    pub(super) fn extract(mut self, done: Result<(), Fault>) -> Extract {
        self.faults.extend(done.err());
        let mut extract = self.writer.finish();
        extract.content.faults = self.faults;
        extract.members = self.members;
        extract
    }
}

/// An extracted text that grows. Each block stands on a line of its own; cells of one row stand on one line.
#[derive(Debug, Default)]
pub(super) struct Writer {
    text: String,
    blocks: Vec<Block>,
    places: Places,
    links: Vec<Link>,
    open: Option<Open>,
    address: Option<Address>,
    lists: u32,
    tables: u32,
    /// A part has ended since the last block.
    ended: bool,
}

/// The block that is being written.
#[derive(Debug)]
struct Open {
    kind: BlockKind,
    text: Text,
    start: usize,
    items: Vec<ItemPosition>,
    /// Where the bold words began that are being written.
    bold: Option<usize>,
}

impl Writer {
    /// What is written from here on stands at `address`.
    pub(super) fn at(&mut self, address: impl Into<Box<str>>) {
        self.stand(Address::Named(address.into()));
    }

    /// The same, for any address.
    pub(super) fn stand(&mut self, address: Address) {
        match self.open {
            Some(_) => self.places.push(self.text.len(), address),
            None => self.address = Some(address),
        }
    }

    /// Begins a block, and ends the one before it.
    pub(super) fn open(&mut self, kind: BlockKind, items: Vec<ItemPosition>) {
        self.close();
        self.end_part();
        let same_row = match (&kind, self.blocks.last().map(|block| &block.kind)) {
            (BlockKind::Cell(cell), Some(BlockKind::Cell(last))) => (cell.table, cell.row) == (last.table, last.row),
            _ => false,
        };
        if !self.text.is_empty() {
            self.text.push(if same_row { '\t' } else { '\n' });
        }
        if let Some(address) = self.address.take() {
            self.places.push(self.text.len(), address);
        }
        self.open = Some(Open { kind, text: Text::default(), start: self.text.len(), items, bold: None });
    }

    /// The number of a list that begins.
    pub(super) fn new_list(&mut self) -> u32 {
        self.lists += 1;
        self.lists - 1
    }

    /// The number of a table that begins.
    pub(super) fn new_table(&mut self) -> u32 {
        self.tables += 1;
        self.tables - 1
    }

    /// Whether a block is open.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Whether the open block has words.
    pub(super) fn has_words(&self) -> bool {
        self.open.as_ref().is_some_and(|open| !open.text.is_empty())
    }

    /// Adds words to the open block, which begins here if there is none. A line end in them is a blank.
    pub(super) fn words(&mut self, words: &str) {
        let mut lines = words.split(['\n', '\r']);
        if let Some(first) = lines.next() {
            self.push(first);
        }
        for line in lines {
            self.push(" ");
            self.push(line);
        }
    }

    fn push(&mut self, words: &str) {
        let start = self.text.len();
        self.opened().text.push_verbatim(words, start);
        self.text.push_str(words);
    }

    /// Adds a line break inside the open block: a blank in its words, the end of a line in the text.
    pub(super) fn line_break(&mut self) {
        let start = self.text.len();
        self.opened().text.push_decoded(" ", Span::new(start, start + 1));
        self.text.push('\n');
    }

    /// Says whether the words from here on are bold.
    pub(super) fn bold(&mut self, bold: bool) {
        let open = self.opened();
        match (open.bold, bold) {
            (None, true) => open.bold = Some(open.text.len()),
            (Some(start), false) => {
                open.bold = None;
                mark(open, start);
            }
            (None, false) | (Some(_), true) => {}
        }
    }

    /// How long the text is.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// The text from byte `start` on.
    pub(super) fn text_from(&self, start: usize) -> &str {
        self.text.get(start..).unwrap_or_default()
    }

    /// Says more of the words from byte `start` of the text on.
    pub(super) fn remark(&mut self, start: usize, words: &str) {
        if start < self.text.len() {
            self.places.remark(Span::new(start, self.text.len()), words);
        }
    }

    /// The words from byte `start` of the text on are a link.
    pub(super) fn link(&mut self, start: usize, target: &str) {
        self.links.push(Link { target: target.to_owned(), span: Span::new(start, self.text.len()) });
    }

    /// Ends the open block. One without words is left out, but for a cell: its column counts.
    pub(super) fn close(&mut self) {
        let Some(mut open) = self.open.take() else { return };
        if let Some(start) = open.bold.take() {
            mark(&mut open, start);
        }
        let Open { kind, text, start, items, .. } = open;
        if text.plain().trim().is_empty() && !matches!(kind, BlockKind::Cell(_)) {
            // Its line is taken back, so that the text holds no more lines than blocks.
            if text.is_empty() && self.text.len() == start && start > 0 {
                self.text.pop();
            }
            return;
        }
        let span = Span::<Source>::new(start, self.text.len());
        self.blocks.push(Block { kind, span, text, quote: 0, items });
    }

    /// Ends what came before for all that follows: an empty heading of the first rank closes every section and list,
    /// so that a footnote is not read as part of the last chapter.
    pub(super) fn part(&mut self) {
        self.close();
        self.ended = true;
    }

    fn end_part(&mut self) {
        if std::mem::take(&mut self.ended) && !self.blocks.is_empty() {
            let span = Span::at(self.text.len());
            let items = Vec::new();
            self.blocks.push(Block { kind: BlockKind::Heading(1), span, text: Text::default(), quote: 0, items });
        }
    }

    /// All that was written.
    pub(super) fn finish(mut self) -> Extract {
        self.close();
        let content = Content { blocks: self.blocks, links: self.links, ..Content::default() };
        Extract { text: self.text, content, places: self.places, members: Vec::new() }
    }

    fn opened(&mut self) -> &mut Open {
        if self.open.is_none() {
            self.open(BlockKind::Paragraph, Vec::new());
        }
        let start = self.text.len();
        let new = || Open { kind: BlockKind::Paragraph, text: Text::default(), start, items: Vec::new(), bold: None };
        self.open.get_or_insert_with(new)
    }
}

fn mark(open: &mut Open, start: usize) {
    let span = Span::<Plain>::new(start, open.text.len());
    if !span.is_empty() {
        open.text.mark_strong(span);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Cell;

    #[test]
    fn blocks_stand_on_lines_and_cells_in_rows() {
        let mut writer = Writer::default();
        writer.at("paragraph 1");
        writer.words("One ");
        writer.bold(true);
        writer.words("two");
        writer.line_break();
        writer.words("three");
        writer.close();
        writer.open(BlockKind::Paragraph, Vec::new());
        for column in 0..2 {
            writer.at(format!("column {}", column + 1));
            writer.open(BlockKind::Cell(Cell { table: 0, row: 0, column }), Vec::new());
            writer.words("c\nd");
        }
        let Extract { text, content, places, .. } = writer.finish();
        assert_eq!(text, "One two\nthree\nc d\tc d");
        let told: Vec<&str> = content.blocks.iter().map(|block| block.text.plain()).collect();
        assert_eq!(told, ["One two three", "c d", "c d"]);
        assert_eq!(content.blocks[0].text.strong(), [Span::new(4, 13)]);
        assert_eq!(places.of(content.blocks[2].span).as_deref(), Some("column 2"));
    }
}
