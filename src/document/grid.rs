//! Sheets: cells with their addresses to tables of a document.

use super::record::rows;
use super::values::Values;
use super::writer::Writer;
use super::{BlockKind, Cell, Extract, Fault};

/// Tables wider than this keep their gaps: to fill each row would cost more than the file holds.
const FILLED_MAX: u32 = 64;

/// A row that holds something.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// Number from 0.
    pub(super) number: u32,
    pub(super) hidden: bool,
    /// Column from 0, and what is shown there; sorted, none twice.
    pub(super) cells: Vec<(u32, String)>,
}

/// A sheet that is being read, row by row. Rows without a gap between them are a table, whose first row is its header;
/// single cells above a table are lines of text.
#[derive(Debug)]
pub(super) struct Sheet<'w> {
    writer: &'w mut Writer,
    name: String,
    hidden: bool,
    /// The first and the last column of each stretch of hidden ones.
    hidden_columns: Vec<(u32, u32)>,
    rows: Vec<Row>,
}

impl<'w> Sheet<'w> {
    /// Begins a sheet: its name is the heading over its cells.
    pub(super) fn new(writer: &'w mut Writer, name: &str, hidden: bool) -> Self {
        writer.close();
        writer.at(format!("sheet {}", quoted(name)));
        writer.open(BlockKind::Heading(1), Vec::new());
        let start = writer.len();
        writer.words(name);
        if hidden {
            writer.remark(start, "hidden sheet");
        }
        writer.close();
        Self { writer, name: quoted(name), hidden, hidden_columns: Vec::new(), rows: Vec::new() }
    }

    /// Says that the columns from `first` to `last` are hidden, before the rows are added.
    pub(super) fn hide(&mut self, first: u32, last: u32) {
        self.hidden_columns.push((first, last));
    }

    /// Adds a row below those before it.
    pub(super) fn row(&mut self, mut row: Row) {
        row.cells.retain(|(_, words)| !words.trim().is_empty());
        if row.cells.is_empty() {
            return;
        }
        if self.rows.last().is_some_and(|last| last.number + 1 < row.number) {
            self.table();
        }
        row.cells.sort_by_key(|(column, _)| *column);
        row.cells.dedup_by_key(|(column, _)| *column);
        self.rows.push(row);
    }

    /// Adds what is said of a cell: a comment.
    pub(super) fn comment(&mut self, cell: &str, words: &str) {
        self.table();
        self.writer.part();
        self.writer.at(format!("{}!{cell} comment", self.name));
        self.writer.open(BlockKind::Paragraph, Vec::new());
        self.writer.words(words);
        self.writer.close();
    }

    /// Ends the sheet.
    pub(super) fn end(mut self) {
        self.table();
    }

    fn table(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        // Of one column, all is a list with its header.
        let lines = rows.iter().position(|row| row.cells.len() > 1).unwrap_or(0);
        let (lines, rows) = rows.split_at(lines);
        for row in lines {
            for (column, words) in &row.cells {
                self.write(row, *column, words, BlockKind::Paragraph);
            }
        }
        let columns = || rows.iter().flat_map(|row| row.cells.iter().map(|(column, _)| *column));
        let (Some(first), Some(last)) = (columns().min(), columns().max()) else { return };
        let table = self.writer.new_table();
        for (number, row) in rows.iter().enumerate() {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            let cell = |column: u32| BlockKind::Cell(Cell { table, row: number, column: column - first });
            if last - first >= FILLED_MAX {
                row.cells.iter().for_each(|(column, words)| self.write(row, *column, words, cell(*column)));
                continue;
            }
            let mut cells = row.cells.iter().peekable();
            for column in first..=last {
                let words = cells.next_if(|(at, _)| *at == column).map_or("", |(_, words)| words.as_str());
                self.write(row, column, words, cell(column));
            }
        }
    }

    fn write(&mut self, row: &Row, column: u32, words: &str, kind: BlockKind) {
        self.writer.close();
        self.writer.at(format!("{}!{}{}", self.name, letters(column), row.number + 1));
        self.writer.open(kind, Vec::new());
        let start = self.writer.len();
        for (number, line) in words.lines().enumerate() {
            if number > 0 {
                self.writer.line_break();
            }
            self.writer.words(line);
        }
        let in_column = self.hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(&column));
        if self.hidden || row.hidden || in_column {
            self.writer.remark(start, "hidden");
        }
        self.writer.close();
    }
}

/// The text of all sheets; the rows below their headers are its values, as those of a text file of the same tables are.
pub(super) fn finish(writer: Writer, faults: Vec<Fault>) -> Extract {
    let mut extract = writer.finish();
    extract.content.values =
        rows(&extract.content.blocks).map_or_else(Values::default, |rows| Values::read(Some(rows)));
    extract.content.faults = faults;
    extract
}

/// The name of a sheet as formulas write it: in quotes unless it is one word.
fn quoted(name: &str) -> String {
    match name.chars().all(|c| c.is_alphanumeric() || c == '_') {
        true => name.to_owned(),
        false => format!("'{}'", name.replace('\'', "''")),
    }
}

/// The letters of a column: A to Z, AA to ZZ, and so on.
pub(super) fn letters(column: u32) -> String {
    let mut rest = u64::from(column) + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Column and row, from 0, of an address such as `C7`.
pub(super) fn address(cell: &str) -> Option<(u32, u32)> {
    let digits = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = cell.get(..cell.len() - digits.len())?;
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    Some((column.checked_sub(1)?, digits.parse::<u32>().ok()?.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_letters_are_each_others_way_back() {
        for (cell, column, row) in [("A1", 0, 0), ("Z9", 25, 8), ("AA10", 26, 9), ("XFD1048576", 16_383, 1_048_575)] {
            assert_eq!(address(cell), Some((column, row)));
            assert_eq!(format!("{}{}", letters(column), row + 1), cell);
        }
        for broken in ["", "A", "7", "A0", "ZZZZZZZZZZ1", "é1"] {
            assert_eq!(address(broken), None, "{broken}");
        }
    }
}
