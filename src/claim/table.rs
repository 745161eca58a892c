//! What a table says of a cell: its column's heading, and the other cells of its row.

use super::ScopeRule;
use super::reader::{Found, Reader};
use crate::document::{BlockKind, Cell};

/// Headings of columns that hold remarks, not decisions.
const REMARKS: &[&str] = &[
    "reason",
    "comment",
    "remark",
    "note",
    "owner",
    "due",
    "price",
    "cost",
    "from",
    "date",
    "id",
    "ref",
    "line",
    "evidence",
    "contact",
    "who",
    "by",
    "unit",
    "since",
    "source",
    "mitigation",
    "description",
    "when",
    "phase",
    "requested",
    "link",
    "basis",
    "proof",
    "where",
];
/// Headings of columns that hold decisions.
const DECISIONS: &[&str] = &[
    "status",
    "decision",
    "verdict",
    "answer",
    "reply",
    "response",
    "outcome",
    "result",
    "included",
    "include",
    "in scope",
    "supported",
    "available",
    "availability",
    "offered",
    "disposition",
    "use",
    "used",
    "mark",
    "state",
    "allowed",
    "approved",
    "compliance",
    "compliant",
    "ruling",
    "resolution",
    "vote",
    "sellable",
    "sell",
    "standing",
    "in order",
    "in the order",
    "y/n",
    "yes/no",
    "scope",
    "say",
    "live",
    "shipped",
];

impl Reader<'_> {
    /// What the table around the cell of `block` says of it.
    pub(super) fn table(&self, block: usize, asked: bool) -> Option<Found> {
        let BlockKind::Cell(cell) = self.document().blocks.get(block)?.kind else { return None };
        let own_header = self.header(cell, cell.column).and_then(|header| self.label(header));
        let mut decisions = Vec::new();
        let mut others = Vec::new();
        for column in self.index().columns_near(cell) {
            let Some(at) = self.index().cell(cell.table, cell.row, column) else { continue };
            let header = self.header(cell, column);
            let name = header.map(|header| self.plain(header).to_lowercase()).unwrap_or_default();
            let Some(found) = self.cell_sign(at, header, asked) else { continue };
            let words: Vec<&str> = name.split(|letter: char| !letter.is_alphanumeric() && letter != '/').collect();
            if decides(&name) {
                decisions.push(found);
            } else if !REMARKS.iter().any(|word| words.iter().any(|part| part.trim_end_matches('s') == *word)) {
                others.push(found);
            } else if found.strong {
                others.push(Found { weak: true, ..found });
            }
        }
        if let Some(found) = self.replaced(cell) {
            return Some(found);
        }
        if let Some(found) = pick(decisions) {
            return Some(found);
        }
        if let Some(found) = own_header.filter(|_| cell.row > 0) {
            return Some(Found { rule: ScopeRule::Column, ..found });
        }
        let strong: Vec<Found> = others.iter().filter(|found| !found.weak).cloned().collect();
        pick(strong).or_else(|| pick(others))
    }

    /// A column "Use instead": what stands in the others is not to be used.
    fn replaced(&self, cell: Cell) -> Option<Found> {
        let instead = self.index().columns_near(cell).find_map(|column| {
            self.header(cell, column).filter(|&header| self.plain(header).to_lowercase().contains("instead"))
        })?;
        let mut found = Found::at(instead, 0..self.plain(instead).len(), -1, ScopeRule::Column);
        found.mention = true;
        Some(found)
    }

    fn header(&self, cell: Cell, column: u32) -> Option<usize> {
        (cell.row > 0 && self.index().has_header(cell.table))
            .then(|| self.index().cell(cell.table, 0, column))
            .flatten()
    }

    /// The sign a cell gives its row; a tick or an "X" takes the sign of its heading.
    fn cell_sign(&self, at: usize, header: Option<usize>, asked: bool) -> Option<Found> {
        let text = self.plain(at).trim();
        let header_sign = header.and_then(|header| self.label(header)).map_or(1, |found| found.sign);
        if text.is_empty() {
            return None;
        }
        if text == "0"
            && header.is_some_and(|header| {
                ["qty", "quantity", "seats", "units", "amount"]
                    .iter()
                    .any(|name| self.plain(header).to_lowercase().starts_with(name))
            })
        {
            return Some(Found::at(at, 0..1, -1, ScopeRule::Row));
        }
        let tick = ["x", "✓", "✔", "✅", "☑", "yes", "y", "●", "🟢", "ja", "+"]
            .iter()
            .any(|tick| text.trim_end_matches('\u{fe0f}').eq_ignore_ascii_case(tick));
        if tick {
            return Some(Found::at(at, 0..text.len(), header_sign, ScopeRule::Row));
        }
        let cross = ["✗", "✘", "❌", "✖", "×", "no", "n", "🔴", "–", "—", "-", "none", "n/a", "○", "☐"]
            .iter()
            .any(|cross| text.trim_end_matches('\u{fe0f}').eq_ignore_ascii_case(cross));
        if cross {
            let dash = ["–", "—", "-", "n/a", "none"].contains(&text);
            let found = Found::at(at, 0..text.len(), -header_sign, ScopeRule::Row);
            return Some(Found { weak: dash, ..found });
        }
        let found = self.statement(at, asked)?;
        Some(Found {
            sign: found.sign * if header_sign < 0 && found.sign > 0 { -1 } else { 1 },
            rule: ScopeRule::Row,
            strong: true,
            ..found
        })
    }
}

/// Whether a column or a member of this name holds decisions.
pub(super) fn decides(name: &str) -> bool {
    let words: Vec<&str> = name.split(|letter: char| !letter.is_alphanumeric() && letter != '/').collect();
    DECISIONS.iter().any(|word| words.contains(word) || word.contains(' ') && name.contains(word))
}

/// A row with a yes somewhere claims; one with nothing but no denies.
fn pick(found: Vec<Found>) -> Option<Found> {
    let positive = found.iter().find(|found| found.sign > 0).cloned();
    positive.or_else(|| found.into_iter().next())
}
