//! What a page or a column cuts: paragraphs, tables and their rows go on behind headers and footers.

use super::blocks::{Placed, is_sign};
use super::flow::{Passage, Row};
use super::marker::marker;

/// Puts together what goes on further up, or on the next page. Headers and footers are passed over.
pub(super) fn joined(rows: Vec<Placed>) -> Vec<Placed> {
    let mut joined = Joined::default();
    for placed in rows {
        joined.add(placed);
    }
    joined.rows
}

#[derive(Default)]
struct Joined {
    rows: Vec<Placed>,
    /// The last row that is no header or footer.
    open: Option<usize>,
    /// The first row of the last table with lines.
    head: usize,
    /// A table of the next page in which one goes on: that one, and its own.
    table: Option<((u32, usize), (u32, usize))>,
}

impl Joined {
    fn add(&mut self, mut placed: Placed) {
        if placed.margin {
            self.rows.push(placed);
        } else if !self.takes_row(&mut placed) && !self.takes_paragraph(&mut placed) {
            let table = |placed: &Placed| placed.ruled.as_ref().map(|ruled| ruled.table);
            let before = self.open.and_then(|open| self.rows.get(open)).and_then(table);
            if table(&placed).is_some() && table(&placed) != before {
                self.head = self.rows.len();
            }
            self.open = Some(self.rows.len());
            self.rows.push(placed);
        }
    }

    /// A paragraph goes on with a small letter where it does not end like a sentence.
    fn takes_paragraph(&mut self, placed: &mut Placed) -> bool {
        let Some(before) = self.open.and_then(|open| self.rows.get_mut(open)) else { return false };
        let goes_over = match placed.row.as_slice() {
            [next] if placed.ruled.is_none() && before.ruled.is_none() => goes_over(&before.row, next),
            _ => false,
        };
        if let Some(passage) = before.row.last_mut().filter(|_| goes_over) {
            passage.lines.extend(placed.row.drain(..).flat_map(|passage| passage.lines));
        }
        goes_over
    }

    /// A table goes on at the top of the next page in one with the same columns; its first row may be there again.
    fn takes_row(&mut self, placed: &mut Placed) -> bool {
        let (Some(open), Some(ruled)) = (self.open, placed.ruled.as_mut()) else { return false };
        let Some(before) = self.rows.get_mut(open) else { return false };
        let Some(last) = before.ruled.as_ref() else { return false };
        let first = self.table.is_none_or(|(table, _)| table != ruled.table);
        if first {
            let next = before.page + 1 == placed.page && last.table != ruled.table && last.goes_on_in(ruled);
            if !next {
                return false;
            }
            self.table = Some((ruled.table, last.table));
        }
        let Some((_, table)) = self.table else { return false };
        if first && self.rows.get(self.head).is_some_and(|head| texts(&head.row) == texts(&placed.row)) {
            return true;
        }
        let at_top = self.rows.get(open).is_some_and(|before| before.page != placed.page);
        ruled.table = table;
        if at_top && is_rest(&placed.row) {
            return self.rows.get_mut(open).is_some_and(|before| complete(before, placed));
        }
        let row = std::mem::replace(placed, Placed { page: placed.page, row: Row::new(), margin: false, ruled: None });
        self.rows.insert(open + 1, row);
        self.open = Some(open + 1);
        true
    }
}

fn texts(row: &Row) -> Vec<Vec<&str>> {
    row.iter().map(|cell| cell.lines.iter().map(|line| line.text.as_str()).collect()).collect()
}

/// Whether the row is the rest of the one above the page's end: its first cell is empty.
fn is_rest(row: &Row) -> bool {
    row.first().is_some_and(|cell| cell.lines.is_empty())
}

/// Adds the cells of a row to those of the row that it is the rest of.
fn complete(before: &mut Placed, rest: &mut Placed) -> bool {
    let (Some(to), Some(from)) = (before.ruled.as_ref(), rest.ruled.as_ref()) else { return false };
    for (cell, column) in rest.row.drain(..).zip(&from.columns) {
        let at = to.columns.iter().position(|one| one == column);
        if let Some(above) = at.and_then(|at| before.row.get_mut(at)) {
            above.lines.extend(cell.lines);
        }
    }
    true
}

fn goes_over(before: &Row, next: &Passage) -> bool {
    let before = match before.as_slice() {
        [before] => before,
        [sign, before] if is_sign(sign) => before,
        _ => return false,
    };
    let (Some(last), Some(first)) = (before.lines.last(), next.lines.first()) else { return false };
    let moved = first.page != last.page || first.frame.bottom < last.frame.top;
    let alike =
        (last.size - first.size).abs() < 0.15 * last.size && last.bold == first.bold && last.angle == first.angle;
    let ends = last.text.ends_with(['.', '!', '?', ':', ';', ')', '”', '"']);
    moved
        && alike
        && !ends
        && last.words.len() > 3
        && first.text.starts_with(char::is_lowercase)
        && marker(&first.text).is_none()
}
