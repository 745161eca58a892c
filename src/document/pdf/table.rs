//! Rows that make a table: their cells stand below each other.

use super::blocks::{Placed, is_sign};
use super::flow::{Passage, Row};
use super::geometry::Rect;

/// How far, in ems, left edges of one column may lie apart.
const ALIGNED: f64 = 0.7;

/// How many rows, from the first one on, are rows of one table; 0 where the first two are not. A row with a single short
/// cell under the first column belongs to it where the table goes on below.
pub(super) fn table_rows(rows: &[Placed]) -> usize {
    if let Some(ruled) = rows.first().and_then(|placed| placed.ruled.as_ref()) {
        let same = |placed: &&Placed| placed.ruled.as_ref().is_some_and(|other| other.table == ruled.table);
        return rows.iter().take_while(same).count();
    }
    let mut count = 0;
    let mut last: Option<&Row> = None;
    let page = rows.first().map(|placed| placed.page);
    let here = rows.iter().take_while(|placed| !placed.margin && placed.ruled.is_none() && Some(placed.page) == page);
    for (at, row) in here.map(|placed| &placed.row).enumerate() {
        match (last, row.len()) {
            (None, 0 | 1) => break,
            (_, 2) if row.first().is_some_and(is_sign) => break,
            _ if is_form(row) => break,
            (Some(above), 0 | 1) => {
                let label = row.first().is_some_and(|cell| !cell.is_prose() && stands_below(above, cell, true));
                if !label || at >= count + 3 {
                    break;
                }
            }
            (Some(above), _) if !row.iter().skip(1).any(|cell| stands_below(above, cell, false)) => break,
            _ => {
                count = at + 1;
                last = Some(row);
            }
        }
    }
    if count >= 2 { count } else { 0 }
}

/// Whether the row is made of names with colons, each before its value: lines of a form, no table.
fn is_form(row: &Row) -> bool {
    let named = |cell: &Passage| cell.lines.last().is_some_and(|line| line.text.ends_with(':'));
    row.len() > 1 && row.iter().step_by(2).all(named)
}

/// Whether a cell of the row stands above this one, edge over edge.
fn stands_below(above: &Row, cell: &Passage, first: bool) -> bool {
    let frame = cell.frame();
    let em = cell.size().max(1.0);
    let near = |a: f64, b: f64| (a - b).abs() < ALIGNED * em;
    let edges = |other: Rect| {
        let middle = |rect: Rect| (rect.left + rect.right) / 2.0;
        near(other.left, frame.left) || near(other.right, frame.right) || near(middle(other), middle(frame))
    };
    let skipped = usize::from(!first);
    let below =
        above.first().is_some_and(|top| frame.top > top.frame().top && frame.top - top.frame().bottom < 6.0 * em);
    below && above.iter().skip(skipped).take(if first { 1 } else { usize::MAX }).any(|other| edges(other.frame()))
}

/// The column of each cell of each row. Where no lines say so, cells whose extents overlap are of one column; where that would put two cells
/// of a row into one, cells are counted instead.
pub(super) fn columns(rows: &[Placed]) -> Vec<Vec<u32>> {
    if let Some(columns) = rows.iter().map(|placed| Some(placed.ruled.as_ref()?.columns.clone())).collect() {
        return columns;
    }
    let mut extents: Vec<(f64, f64)> =
        rows.iter().flat_map(|placed| &placed.row).map(|cell| (cell.frame().left, cell.frame().right)).collect();
    extents.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut columns: Vec<(f64, f64)> = Vec::new();
    for (left, right) in extents {
        match columns.last_mut().filter(|column| left < column.1) {
            Some(column) => column.1 = column.1.max(right),
            None => columns.push((left, right)),
        }
    }
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let column =
        |cell: &Passage| number(columns.partition_point(|column| column.0 <= cell.frame().left).saturating_sub(1));
    let by_place: Vec<Vec<u32>> = rows.iter().map(|placed| placed.row.iter().map(column).collect()).collect();
    let distinct = |row: &Vec<u32>| row.iter().zip(row.iter().skip(1)).all(|(a, b)| a < b);
    if by_place.iter().all(distinct) {
        return by_place;
    }
    rows.iter().map(|placed| (0..placed.row.len()).map(number).collect()).collect()
}
