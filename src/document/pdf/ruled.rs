//! Tables whose cells are parted by lines.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::flow::{Passage, Row};
use super::marker::{is_marker, marker};
use super::rules::Grid;
use super::segment::{Lead, Segment};

/// How far, in points, the columns of a table may lie apart on two pages.
const ALIGNED: f64 = 3.0;
/// Lines of text in one cell: what holds more is a page in a frame.
const MAX_LINES: usize = 60;

/// The table that a row belongs to.
#[derive(Debug, Clone)]
pub(super) struct Ruled {
    /// Its page and the number of its first glyph there: tells tables apart.
    pub(super) table: (u32, usize),
    /// The column of each cell.
    pub(super) columns: Vec<u32>,
    /// The edges of the table's columns.
    edges: Rc<[f64]>,
}
impl Ruled {
    /// Whether another table has the same columns.
    pub(super) fn goes_on_in(&self, other: &Self) -> bool {
        let same = |(one, other): (&f64, &f64)| (one - other).abs() < ALIGNED;
        self.edges.len() == other.edges.len() && self.edges.iter().zip(other.edges.iter()).all(same)
    }
}

/// The rows of a table, or of the part of one that stands on a page.
pub(super) struct Table {
    first: usize,
    rows: Vec<(Row, Ruled)>,
}

/// Takes what stands in the cells of the grids out of a page's segments, which are sorted downwards.
pub(super) fn tables(grids: &[Grid], segments: Vec<Segment>, page: u32) -> (Vec<Table>, Vec<Segment>) {
    let mut rest = segments;
    let mut tables = Vec::new();
    for grid in grids {
        let place = |segment: &Segment| {
            let frame = &segment.frame;
            let inside = f64::min(1.0, frame.width() / 2.0);
            (segment.angle == 0).then(|| grid.cell(frame.left + inside, (frame.top + frame.bottom) / 2.0)).flatten()
        };
        let mut cells: BTreeMap<(usize, usize), Vec<Segment>> =
            grid.cells().into_iter().map(|cell| (cell, Vec::new())).collect();
        let mut outside = Vec::new();
        for segment in rest.iter().cloned() {
            match place(&segment).and_then(|cell| cells.get_mut(&cell)) {
                Some(cell) => cell.push(segment),
                None => outside.push(segment),
            }
        }
        if is_table(&cells) {
            rest = outside;
            tables.push(table(grid, cells, page));
        }
    }
    tables.sort_by_key(|table| table.first);
    (tables, rest)
}

/// The rows of a page with those of its tables where the content has them.
pub(super) fn in_order(rows: Vec<Row>, tables: Vec<Table>) -> Vec<(Row, Option<Ruled>)> {
    let mut tables = tables.into_iter().peekable();
    let mut all = Vec::new();
    for row in rows {
        let first = row.iter().flat_map(|passage| &passage.lines).map(|line| line.first).min();
        while let Some(table) = tables.next_if(|table| Some(table.first) < first) {
            all.extend(table.rows.into_iter().map(|(row, ruled)| (row, Some(ruled))));
        }
        all.push((row, None));
    }
    all.extend(tables.flat_map(|table| table.rows).map(|(row, ruled)| (row, Some(ruled))));
    all
}

/// Whether the cells hold texts beside each other, and none of them a page of it.
fn is_table(cells: &BTreeMap<(usize, usize), Vec<Segment>>) -> bool {
    let filled: Vec<usize> = cells.iter().filter(|(_, lines)| !lines.is_empty()).map(|((row, _), _)| *row).collect();
    filled.windows(2).any(|rows| matches!(rows, [one, next] if one == next))
        && cells.values().all(|lines| lines.len() <= MAX_LINES)
}

fn table(grid: &Grid, cells: BTreeMap<(usize, usize), Vec<Segment>>, page: u32) -> Table {
    let first = cells.values().flatten().map(|line| line.first).min().unwrap_or(0);
    let edges: Rc<[f64]> = grid.columns().into();
    let mut rows: BTreeMap<usize, (Row, Ruled)> = BTreeMap::new();
    for ((row, column), lines) in cells {
        let text = cell(lines, grid.sides((row, column)));
        let empty = || (Row::new(), Ruled { table: (page, first), columns: Vec::new(), edges: Rc::clone(&edges) });
        let (cells, ruled) = rows.entry(row).or_insert_with(empty);
        cells.push(text);
        ruled.columns.push(u32::try_from(column).unwrap_or(u32::MAX));
    }
    Table { first, rows: rows.into_values().collect() }
}

/// The text of a cell: a line goes on from the one above where its first word would not have fitted there.
fn cell(mut lines: Vec<Segment>, (left, right): (f64, f64)) -> Passage {
    lines.sort_by(|a, b| a.row.cmp(&b.row).then(a.frame.left.total_cmp(&b.frame.left)));
    let sides = lines.iter().map(|line| (line.frame.left - left).min(right - line.frame.right));
    let padding = sides.min_by(f64::total_cmp).unwrap_or(0.0).max(0.0);
    let width = right - left - 2.0 * padding;
    let mut text: Vec<Segment> = Vec::new();
    for mut line in lines {
        if let Some(last) = text.last() {
            line.lead = if last.row == line.row {
                Lead::Beside
            } else if wraps(last, &line, width) {
                Lead::Wrapped
            } else {
                Lead::Anew
            };
        }
        text.push(line);
    }
    Passage { lines: text }
}

fn wraps(last: &Segment, next: &Segment, width: f64) -> bool {
    let word = next.words.first().map_or(0.0, |word| word.rect.width());
    let full = width - last.frame.width() < word + last.gap.max(0.5 * next.size);
    full && next.base - last.base < 2.0 * next.size && marker(&next.text).is_none() && !is_marker(&next.text)
}
