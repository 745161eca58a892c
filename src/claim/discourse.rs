//! The structure around a block: the headings over it, the line that leads into its list, its table.
//!
//! Built once a document, in one pass over the blocks; each lookup after that follows links.

use rustc_hash::FxHashMap;

use crate::document::{Block, BlockKind, Cell, Document};

/// How many columns on each side of a cell are read: people write no tables that are wider.
const COLUMNS_NEAR: u32 = 40;

/// Links between the blocks of a document.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// For each block, the heading it stands under (for a heading: the one above it).
    heading: Vec<Option<usize>>,
    /// For each list, the block that leads into it.
    lead_in: FxHashMap<u32, usize>,
    /// For each list and item, the item's own block.
    item: FxHashMap<(u32, u32), usize>,
    /// Table, row and column of each cell with its block, sorted.
    cells: Vec<((u32, u32, u32), usize)>,
    rows: FxHashMap<u32, (u32, u32)>,
    tables: FxHashMap<u32, usize>,
    /// The heading of each record that has a status of its own, and the block of that status.
    states: Vec<(Option<usize>, usize)>,
}

impl Index {
    /// Reads the structure of `document`.
    pub(super) fn new(document: &Document) -> Self {
        let mut index = Self::default();
        let mut open: Vec<(u8, usize)> = Vec::new();
        let mut pseudo: Option<usize> = None;
        for (at, block) in document.blocks.iter().enumerate() {
            if let BlockKind::Heading(level) = block.kind {
                open.retain(|&(outer, _)| outer < level);
                pseudo = None;
                index.heading.push(open.last().map(|&(_, heading)| heading));
                open.push((level, at));
                continue;
            }
            let heads = is_pseudo_heading(block);
            let over = pseudo.filter(|_| !heads).or(open.last().map(|&(_, heading)| heading));
            index.heading.push(over);
            if heads {
                pseudo = Some(at);
            }
            index.place(document, at, block);
        }
        // The cells of a file stand in order already, or nearly.
        index.cells.sort_by_key(|(place, _)| *place);
        index
    }

    fn place(&mut self, document: &Document, at: usize, block: &Block) {
        if let Some(place) = block.items.last() {
            self.item.entry((place.list, place.index)).or_insert(at);
            if let Some(before) = at.checked_sub(1)
                && let Some(lead) = document.blocks.get(before)
                && leads(lead, block)
            {
                self.lead_in.entry(place.list).or_insert(before);
            }
            self.lead_in.entry(place.list).or_insert(usize::MAX);
        }
        if let BlockKind::Cell(Cell { table, row, column }) = block.kind {
            self.cells.push(((table, row, column), at));
            let extent = self.rows.entry(table).or_default();
            *extent = (extent.0.max(row + 1), extent.1.max(column + 1));
            self.tables.entry(table).or_insert(at);
        }
        let over = self.heading.get(at).copied().flatten();
        let under =
            over.and_then(|over| document.blocks.get(over)).is_some_and(|over| is_state(over.text.plain(), false));
        if under && at.checked_sub(1) == over {
            let record = over.and_then(|over| self.heading.get(over).copied().flatten());
            self.states.push((record, at));
        } else if block.kind == BlockKind::Paragraph && is_state(block.text.plain(), true) {
            self.states.push((over, at));
        }
    }

    /// The records that have a status of their own: the heading of each, and the block of the status.
    pub(super) fn states(&self) -> &[(Option<usize>, usize)] {
        &self.states
    }

    /// The heading over a block.
    pub(super) fn heading(&self, block: usize) -> Option<usize> {
        *self.heading.get(block)?
    }

    /// The blocks that lead into the lists around a block, innermost first: each list's lead-in, then the item
    /// that list stands in.
    pub(super) fn lead_ins(&self, block: &Block) -> Vec<usize> {
        let mut all = Vec::new();
        for (depth, place) in block.items.iter().enumerate().rev() {
            if let Some(&lead) = self.lead_in.get(&place.list).filter(|&&lead| lead != usize::MAX) {
                all.push(lead);
            }
            let outer = depth.checked_sub(1).and_then(|outer| block.items.get(outer));
            if let Some(&item) = outer.and_then(|outer| self.item.get(&(outer.list, outer.index)))
                && all.last() != Some(&item)
            {
                all.push(item);
            }
        }
        all
    }

    /// The block of a cell.
    pub(super) fn cell(&self, table: u32, row: u32, column: u32) -> Option<usize> {
        let after = self.cells.partition_point(|(place, _)| *place <= (table, row, column));
        let (place, block) = self.cells.get(after.checked_sub(1)?)?;
        (*place == (table, row, column)).then_some(*block)
    }

    /// The other columns of a cell's table; of a very wide one, those beside the cell.
    pub(super) fn columns_near(&self, cell: Cell) -> impl Iterator<Item = u32> + use<> {
        let count = self.rows.get(&cell.table).map_or(0, |&(_, columns)| columns);
        let near = cell.column.saturating_sub(COLUMNS_NEAR)..count.min(cell.column.saturating_add(COLUMNS_NEAR + 1));
        near.filter(move |&column| column != cell.column)
    }

    /// How many rows a table has, its header row included.
    pub(super) fn row_count(&self, table: u32) -> u32 {
        self.rows.get(&table).map_or(0, |&(rows, _)| rows)
    }

    /// The first block of a table.
    pub(super) fn table_start(&self, table: u32) -> Option<usize> {
        self.tables.get(&table).copied()
    }

    /// Whether the table has a row besides its header row.
    pub(super) fn has_header(&self, table: u32) -> bool {
        self.rows.get(&table).is_some_and(|&(rows, _)| rows > 1)
    }
}

/// Whether a text is the heading "Status", or, as a line of its own, starts with "Status:".
fn is_state(text: &str, line: bool) -> bool {
    let start = text.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("status"));
    let rest = text.get(6..).unwrap_or_default();
    start && text.len() < 80 && if line { rest.starts_with(':') } else { rest.trim_end_matches(':').trim().is_empty() }
}

/// A paragraph that is all bold or a short line before other text is read as a heading.
pub(super) fn is_pseudo_heading(block: &Block) -> bool {
    if !matches!(block.kind, BlockKind::Paragraph) || !block.items.is_empty() {
        return false;
    }
    let text = block.text.plain().trim();
    let shouted = text.len() <= 60
        && text.chars().filter(|letter| letter.is_alphabetic()).count() >= 4
        && !text.chars().any(char::is_lowercase)
        && text.contains(' ');
    if shouted && !text.ends_with(['.', '?', '!', ':']) {
        return true;
    }
    let strong: usize = block.text.strong().iter().map(|span| span.len()).sum();
    strong + 2 >= text.len() && !text.ends_with(['.', '?', '!']) && !text.is_empty()
}

/// Whether `lead` leads into the list that `item` starts.
fn leads(lead: &Block, item: &Block) -> bool {
    let depth = item.items.len();
    let outside = lead.items.len() < depth;
    let text = lead.text.plain().trim_end();
    let open = !text.ends_with(['.', '!', '?']);
    outside
        && (open || text.ends_with(':') || points_down(text))
        && matches!(lead.kind, BlockKind::Paragraph | BlockKind::Item)
        && lead.quote == item.quote
}

/// "Neither of the two modules below is for sale.": a sentence about the list after it.
fn points_down(text: &str) -> bool {
    let sentence = text.rsplit(['.', '!', '?']).find(|part| !part.trim().is_empty()).unwrap_or_default().to_lowercase();
    let words: Vec<&str> = sentence.split(|letter: char| !letter.is_alphanumeric()).collect();
    words.iter().any(|word| matches!(*word, "below" | "following" | "these"))
}
