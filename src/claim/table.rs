//! What a table says of a cell: its column's heading, and the other cells of its row.

use std::ops::Range;

use super::ScopeRule;
use super::answer::{Asked, elliptic, ordered, refused};
use super::follow::Next;
use super::frame::contains;
use super::history::timed;
use super::lexicon::Cat;
use super::list::List;
use super::party::{Party, party};
use super::reader::{Found, Reader, bytes};
use super::sense::Sentence;
use super::token::Tag;
use crate::document::{BlockKind, Cell};

/// How many rows of a column are read.
const ROWS: u32 = 60;

/// A column beside the hit's own: its heading and the cell of the row.
struct Beside {
    at: usize,
    header: Option<usize>,
    name: String,
    party: Option<Party>,
}

impl Reader<'_> {
    /// What the table around the cell of `block` says of it.
    pub(super) fn table(&self, block: usize, asked: bool) -> Option<Found> {
        let BlockKind::Cell(cell) = self.document().blocks.get(block)?.kind else { return None };
        if cell.row == 0 {
            return self.under(cell, asked);
        }
        let own_header = self.header(cell, cell.column).and_then(|header| self.label(header));
        let columns = self.columns_beside(cell);
        if let Some(found) = self.record(cell) {
            return Some(found);
        }
        if let Some(found) = self.replaced(cell).or_else(|| self.sides(&columns)).or_else(|| self.over_time(&columns)) {
            return Some(found);
        }
        let mut decisions = Vec::new();
        let mut others = Vec::new();
        let risks = |name: &str| contains(name, &["risk", "issue", "problem", "threat"]);
        let counting = |column: &&Beside| column.party != Some(Party::Theirs) && !risks(&column.name);
        for column in columns.iter().filter(counting) {
            let decides = decides(&column.name) || asks_of_row(&column.name) || List::OurName.stands_in(&column.name);
            let Some(found) = self.cell_sign(column.at, column.header, decides) else { continue };
            if decides {
                decisions.push(found);
            } else if !remarks(&column.name) {
                others.push(found);
            } else if found.strong {
                others.push(Found { weak: true, ..found });
            }
        }
        if let Some(found) = pick(decisions) {
            return Some(found);
        }
        if let Some(found) = own_header {
            return Some(Found { rule: ScopeRule::Column, ..found });
        }
        let strong: Vec<Found> = others.iter().filter(|found| !found.weak).cloned().collect();
        pick(strong).or_else(|| pick(others))
    }

    /// The other columns of a cell's row.
    fn columns_beside(&self, cell: Cell) -> Vec<Beside> {
        let others = self.index().columns_near(cell);
        others
            .filter_map(|column| {
                let at = self.index().cell(cell.table, cell.row, column)?;
                let header = self.header(cell, column);
                let name = header.map(|header| self.plain(header).to_lowercase()).unwrap_or_default();
                let party = party(&name).filter(|_| !name.contains('?'));
                Some(Beside { at, header, name, party })
            })
            .collect()
    }

    /// Columns for us and for them: ours decides, and what only they do is not ours. A column that names who does it.
    fn sides(&self, columns: &[Beside]) -> Option<Found> {
        let who = columns.iter().filter(|column| List::WhoColumn.stands_in(&column.name)).find_map(|column| {
            let whose = party(&self.plain(column.at).to_lowercase())?;
            Some(self.whose(column.at, whose))
        });
        if who.is_some() {
            return who;
        }
        let theirs = columns.iter().find(|column| column.party == Some(Party::Theirs) && self.filled(column.at));
        let ours = columns.iter().find(|column| column.party == Some(Party::Ours))?;
        if self.plain(ours.at).trim().is_empty() {
            return theirs.map(|theirs| self.whose(theirs.at, Party::Theirs));
        }
        self.cell_sign(ours.at, None, true)
            .map(|found| Found { weak: false, ..found })
            .or_else(|| Some(Found::at(ours.at, 0..self.plain(ours.at).len(), 1, ScopeRule::Row)))
    }

    fn whose(&self, at: usize, whose: Party) -> Found {
        let sign = if whose == Party::Ours { 1 } else { -1 };
        let found = Found::at(at, 0..self.plain(at).len(), sign, ScopeRule::Owner);
        Found { mention: whose == Party::Theirs, strong: true, ..found }
    }

    /// "| Module | X |", "| Enabled | No |": a table of keys and values is one record.
    fn record(&self, cell: Cell) -> Option<Found> {
        if cell.column != 1 || self.index().columns_near(cell).count() != 1 {
            return None;
        }
        let names = ["field", "key", "property", "attribute", "parameter", "setting", "detail", "name"];
        let header = self.index().cell(cell.table, 0, 0)?;
        contains(&self.plain(header).to_lowercase(), &names).then_some(())?;
        (1..self.index().row_count(cell.table).min(ROWS)).filter(|&row| row != cell.row).find_map(|row| {
            let key = self.parse(self.index().cell(cell.table, row, 0)?);
            let at = self.index().cell(cell.table, row, 1)?;
            let value = self.parse(at);
            match self.keyed(at, &key.tokens, &value.tokens) {
                Next::Found(found) => Some(Found { rule: ScopeRule::Row, strong: true, ..found }),
                Next::Stop | Next::On => None,
            }
        })
    }

    /// Whether a cell holds more than a dash or a no.
    fn filled(&self, at: usize) -> bool {
        !self.plain(at).trim().is_empty() && self.cell_sign(at, None, true).is_none_or(|found| found.sign > 0)
    }

    /// Columns that are years, versions or months: the last that says something decides.
    fn over_time(&self, columns: &[Beside]) -> Option<Found> {
        let dated: Vec<&Beside> = columns.iter().filter(|column| timed(&column.name) || staged(&column.name)).collect();
        if dated.len() < 2 {
            return None;
        }
        let (unread, found): (Vec<_>, Vec<_>) = dated
            .iter()
            .rev()
            .filter(|column| !self.plain(column.at).trim().is_empty())
            .map(|column| (column.at, self.cell_sign(column.at, None, true)))
            .partition(|(_, found)| found.is_none());
        let (at, last) = found.into_iter().next()?;
        let unread = unread.first().filter(|(later, _)| *later > at && last.as_ref().is_some_and(|last| last.sign < 0));
        unread.map_or(last, |&(at, _)| Some(Found::at(at, 0..self.plain(at).len(), 1, ScopeRule::Row)))
    }

    /// The cells under a heading that names the thing: the last, where the rows are dates or versions, else any yes.
    fn under(&self, cell: Cell, asked: bool) -> Option<Found> {
        let _ = asked;
        if cell.column == 0 {
            return None;
        }
        let count = self.index().row_count(cell.table);
        let rows = count.saturating_sub(ROWS).max(1)..count;
        let cells = rows.clone().filter_map(|row| self.index().cell(cell.table, row, cell.column));
        let cells: Vec<usize> = cells.filter(|&at| !self.plain(at).trim().is_empty()).collect();
        let found: Vec<Found> = cells.iter().filter_map(|&at| self.cell_sign(at, None, true)).collect();
        let first = self.index().cell(cell.table, 0, 0).map(|at| self.plain(at).to_lowercase()).unwrap_or_default();
        let dates = rows
            .filter_map(|row| self.index().cell(cell.table, row, 0))
            .all(|at| timed(&self.plain(at).to_lowercase()));
        if List::OrderColumn.stands_in(&first) || dates {
            let last = *cells.last().filter(|_| !found.is_empty())?;
            let unread = Found::at(last, 0..self.plain(last).len(), 1, ScopeRule::Row);
            return Some(self.cell_sign(last, None, true).unwrap_or(unread));
        }
        pick(found)
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

    /// The heading of a column, for a cell below it.
    pub(super) fn header(&self, cell: Cell, column: u32) -> Option<usize> {
        let header = (cell.row > 0 && self.index().has_header(cell.table))
            .then(|| self.index().cell(cell.table, 0, column))
            .flatten();
        header.filter(|&header| column > 0 || !self.is_first_key(cell, header))
    }

    /// "| Customer | Harrow |" over rows of names and values: the first row is one of them, and heads none.
    fn is_first_key(&self, cell: Cell, first: usize) -> bool {
        let side = |at: usize| party(&self.plain(at).to_lowercase());
        let beside = || {
            let columns = self.index().columns_near(Cell { row: 0, column: 0, ..cell });
            columns.filter_map(|column| self.index().cell(cell.table, 0, column))
        };
        side(first) == Some(Party::Theirs) && beside().next().is_some() && beside().all(|at| side(at).is_none())
    }

    /// The sign a cell gives its row; a tick or an "X" takes the sign of its heading.
    fn cell_sign(&self, at: usize, header: Option<usize>, decides: bool) -> Option<Found> {
        let text = self.plain(at).trim();
        if let Some(found) = self.coded(text) {
            return Some(Found { rule: ScopeRule::Row, ..found });
        }
        let coded = |header: usize| self.coded(self.plain(header).trim()).or_else(|| self.label(header));
        let header_sign = header.and_then(coded).map_or(1, |found| found.sign);
        if text.is_empty() {
            return None;
        }
        if let Some(found) = self.same_cell(at) {
            return Some(Found { rule: ScopeRule::Row, ..found });
        }
        let zero = matches!(text, "0" | "nil" | "–" | "—" | "-");
        if zero && header.is_some_and(|header| counts(&self.plain(header).to_lowercase())) {
            return Some(Found::at(at, 0..text.len(), -1, ScopeRule::Row));
        }
        let graded = header
            .is_some_and(|header| contains(&self.plain(header).to_lowercase(), &["t/f", "true", "correct", "right"]));
        if graded && let Some(sign) = grade(&text.to_lowercase()) {
            return Some(Found { strong: true, ..Found::at(at, 0..text.len(), sign, ScopeRule::Row) });
        }
        let free = matches!(text.to_lowercase().as_str(), "no" | "none" | "nil" | "free" | "zero")
            || text.chars().any(|c| c.is_ascii_digit()) && !text.chars().any(char::is_lowercase);
        if free && header.is_some_and(|header| charges(&self.plain(header).to_lowercase())) {
            return None;
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
        let found = self.statement(at).or_else(|| decides.then(|| self.short_answer(at))?)?;
        Some(Found {
            sign: found.sign * if header_sign < 0 && found.sign > 0 { -1 } else { 1 },
            rule: ScopeRule::Row,
            strong: true,
            ..found
        })
    }

    /// "Won't.", "We do not.", "Can do.": an answer that leaves the thing out.
    fn short_answer(&self, at: usize) -> Option<Found> {
        let parsed = self.parse(at);
        let sentence = Sentence::new(parsed.sentence(0));
        let group = sentence.groups.iter().find(|group| group.finite());
        let bare = group.filter(|group| group.main.is_none() && group.start == 0);
        let (sign, words) = ordered(&sentence)
            .or_else(|| elliptic(&sentence, &Asked { yes: 1, ..Asked::default() }))
            .or_else(|| refused(&sentence).map(|words| (-1, words)))
            .or_else(|| by_other_means(&sentence).map(|words| (-1, words)))
            .or_else(|| bare.map(|group| (group.polarity(), group.start..group.end)))?;
        Some(Found { strong: true, ..Found::at(at, bytes(sentence.tokens, &words), sign, ScopeRule::Row) })
    }
}

/// "Manual upload only", "You would key in staff by hand", "Orders come by mail; a card page is beyond us".
fn by_other_means(sentence: &Sentence<'_>) -> Option<Range<usize>> {
    let tokens = sentence.tokens;
    if tokens.iter().any(|token| token.tag == Tag::Target || token.is(Cat::Yes)) {
        return None;
    }
    if let Some(at) = tokens.iter().position(|token| List::OtherMeans.has(&token.norm)) {
        return Some(at..at + 1);
    }
    let yours = tokens.first().is_some_and(|first| first.norm == "you")
        && tokens.get(1).is_some_and(|modal| matches!(modal.norm.as_str(), "would" | "'d" | "must"));
    if yours {
        return Some(0..2);
    }
    let lacks = sentence.groups.iter().filter(|group| group.finite() && group.copula && group.polarity() > 0);
    lacks
        .filter_map(|group| sentence.status(group.end..tokens.len(), true))
        .find(|(sign, _)| *sign < 0)
        .map(|(_, words)| words)
}

/// Whether a column or a member of this name counts things: a zero denies.
pub(super) fn counts(name: &str) -> bool {
    contains(
        name,
        &[
            "qty",
            "quantity",
            "seats",
            "units",
            "amount",
            "customers",
            "users",
            "tenants",
            "count",
            "number",
            "licences",
            "licenses",
            "instances",
            "pieces",
            "volume",
            "rollout",
            "coverage",
            "uptake",
            "adoption",
        ],
    )
}

/// "Kept?", "In the plan?": a column that asks something of each row, but not who wants it.
fn asks_of_row(name: &str) -> bool {
    let wants = ["ask", "want", "wish", "request", "need", "requir", "who", "when", "why"];
    name.trim_end().ends_with('?') && !wants.iter().any(|stem| name.contains(stem))
}

/// Whether a column of this name is one of several stages: "Day 30", "Phase 2".
pub(super) fn staged(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let stage = words.next().is_some_and(|first| {
        List::OrderColumn.has(first) || matches!(first, "phase" | "stage" | "wave" | "sprint" | "milestone")
    });
    stage && words.next().is_some_and(|number| number.starts_with(|first: char| first.is_ascii_digit()))
}

/// Whether a column of this name holds what a thing costs or where it ends: none of that denies nothing.
fn charges(name: &str) -> bool {
    contains(
        name,
        &["fee", "fees", "price", "cost", "costs", "charge", "charges", "surcharge", "limit", "limits", "cap"],
    )
}

/// A grade of a statement: "T", "false".
fn grade(text: &str) -> Option<i8> {
    match text {
        "t" | "true" | "right" | "correct" => Some(1),
        "f" | "false" | "wrong" | "incorrect" => Some(-1),
        _ => None,
    }
}

/// Whether a column of this name holds remarks.
fn remarks(name: &str) -> bool {
    let words: Vec<&str> = name.split(|letter: char| !letter.is_alphanumeric() && letter != '/').collect();
    List::RemarkColumn.words().iter().any(|word| words.iter().any(|part| part.trim_end_matches('s') == *word))
}

/// Whether a column or a member of this name holds decisions.
pub(super) fn decides(name: &str) -> bool {
    let words: Vec<&str> = name.split(|letter: char| !letter.is_alphanumeric() && letter != '/').collect();
    List::DecisionColumn.words().iter().any(|word| words.contains(word) || word.contains(' ') && name.contains(word))
}

/// A row with a yes somewhere claims; one with nothing but no denies.
fn pick(found: Vec<Found>) -> Option<Found> {
    let positive = found.iter().find(|found| found.sign > 0).cloned();
    positive.or_else(|| found.into_iter().next())
}
