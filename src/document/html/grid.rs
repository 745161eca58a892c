//! Where the cells of a table stand.

use crate::document::{Block, BlockKind, Cell};

/// How many columns a cell may cover, as in the standard.
const COLUMNS_MAX: u32 = 1000;
/// How many cells that go down over several rows are followed at a time, so that a cell is placed in constant time.
const LONG_MAX: usize = 64;

/// A table, or a list of terms, that is being read.
pub(super) struct Grid {
    /// The place of the next cell.
    next: Cell,
    /// Cells that go on in later rows: their first column, how many they cover, and the last row.
    long: Vec<(u32, u32, u32)>,
    /// In `thead`.
    pub(super) heads: bool,
    /// Every cell of the first row is a heading of its column.
    all_heads: bool,
    /// The number of the first row's first block.
    first: Option<usize>,
    /// The row being read is the first.
    in_first: bool,
}

impl Grid {
    /// A table with that number. Its first row may turn out to be the header.
    pub(super) fn new(table: u32) -> Self {
        let next = Cell { table, row: 0, column: 0 };
        Self { next, long: Vec::new(), heads: false, all_heads: true, first: None, in_first: false }
    }

    /// A row begins; `blocks` is how many blocks stand before it. (One that has no header has none of its own.)
    pub(super) fn begin_row(&mut self, blocks: usize) {
        self.next.row += 1;
        self.next.column = 0;
        self.in_first = self.first.is_none();
        self.first.get_or_insert(blocks);
        let row = self.next.row;
        self.long.retain(|(_, _, last)| *last >= row);
    }

    /// The place of a cell that covers so many columns and rows; `head`: it is a heading by itself.
    pub(super) fn place(&mut self, columns: u32, rows: u32, head: bool) -> Cell {
        if self.next.row == 0 {
            self.begin_row(usize::MAX);
        }
        self.all_heads &= head || self.heads;
        for (start, width, _) in &self.long {
            if (*start..start + width).contains(&self.next.column) {
                self.next.column = start + width;
            }
        }
        let cell = self.next;
        let width = columns.clamp(1, COLUMNS_MAX);
        if rows > 1 && self.long.len() < LONG_MAX {
            let last = self.next.row.saturating_add(rows - 1);
            self.long.push((cell.column, width, last));
            self.long.sort_unstable();
        }
        self.next.column = self.next.column.saturating_add(width);
        cell
    }

    /// The first row ends: where it is a header, its cells, of all the document's `blocks`, get the number 0.
    pub(super) fn end_row(&mut self, blocks: &mut [Block]) {
        if !std::mem::replace(&mut self.in_first, false) {
            return;
        }
        let table = self.next.table;
        let row = self.first.and_then(|first| blocks.get_mut(first..)).unwrap_or_default();
        let bold = |block: &Block| {
            let strong: usize = block.text.strong().iter().map(|span| span.len()).sum();
            !block.text.is_empty() && strong >= block.text.plain().trim().len()
        };
        let mut cells = row.iter().filter(|block| is_of(table, block)).peekable();
        if !(self.all_heads || (cells.peek().is_some() && cells.all(bold))) {
            return;
        }
        for block in row {
            if let BlockKind::Cell(cell) = &mut block.kind
                && cell.table == table
            {
                cell.row = 0;
            }
        }
        self.next.row = 0;
        for (_, _, last) in &mut self.long {
            *last -= 1;
        }
    }
}

fn is_of(table: u32, block: &Block) -> bool {
    matches!(block.kind, BlockKind::Cell(cell) if cell.table == table)
}
