//! Tables as text: RFC 4180, and what spreadsheets write: commas, semicolons, tabs or bars between the cells.
//!
//! An own reader, because every character of a cell needs its place, the doubled quotes inside of quoted ones too.
//!
//! Decisions:
//! - The first row is the header. Each cell is a [`BlockKind::Cell`], so that a column called `Excluded` is read as it is
//!   in any table; beside them stand the rows as objects of the header's names, for queries and fields.
//! - A cell is a string, whatever it looks like. An empty one is an empty string; a name over two columns names neither.
//! - What separates is told by the file: the sign that stands most often in the first row, outside of quotes (of several
//!   the first of tab, `,`, `;`, `|`); or its line `sep=;`, which Excel knows.
//! - A quote that is never closed leaves no table: the rest of the file would be one cell.

use super::record::{Filled, header, object};
use super::values::Values;
use super::{Block, BlockKind, Cell, Content, Fault, FaultCode, Node, Text, Value, text_start};
use crate::span::{Source, Span};

/// What may stand between cells.
const SEPARATORS: [u8; 4] = [b'\t', b',', b';', b'|'];

/// Reads `source`.
pub(super) fn read(source: &str) -> Content {
    let mut blocks = Vec::new();
    let mut row = 0;
    let faulty = each_row(source, |cells| {
        blocks.extend((0..).zip(cells).map(|(column, (span, text))| {
            let kind = BlockKind::Cell(Cell { table: 0, row, column });
            Block { kind, span, text, quote: 0, items: Vec::new() }
        }));
        row += 1;
    });
    match faulty {
        Ok(()) => Content { blocks, values: Values::later(values), ..Content::default() },
        Err(fault) => Content { faults: vec![fault], ..Content::default() },
    }
}

/// The rows below the header as objects.
fn values(source: &str) -> Option<Node> {
    let mut names: Option<Vec<(String, Span<Source>)>> = None;
    let mut rows = Vec::new();
    let read = each_row(source, |cells| match &names {
        None => names = Some(header(cells)),
        Some(names) => rows.extend(object(names, cells)),
    });
    let span = Span::new(text_start(source), source.len());
    read.ok().map(|()| Node { span, value: Value::Array(rows) })
}

/// Calls `row` with the cells of each row that is not blank: their bytes, quotes included, and their text.
///
/// # Errors
/// When a quote is never closed.
fn each_row(source: &str, mut row: impl FnMut(Vec<Filled>)) -> Result<(), Fault> {
    let (separator, start) = separator(source);
    let mut reader = Reader { source, separator, at: start };
    while reader.at < source.len() {
        let cells = reader.row()?;
        if !matches!(cells.as_slice(), [(span, _)] if span.is_empty()) {
            row(cells);
        }
    }
    Ok(())
}

/// What stands between the cells, and where the first row starts.
fn separator(source: &str) -> (u8, usize) {
    let start = text_start(source);
    let text = source.get(start..).unwrap_or_default();
    if let Some(sign) = text.strip_prefix("sep=").and_then(|rest| rest.bytes().next()).filter(u8::is_ascii) {
        let rest = text.get(5..).unwrap_or_default();
        let end = rest.strip_prefix("\r\n").or(rest.strip_prefix('\n')).or(rest.strip_prefix('\r'));
        if let Some(after) = end {
            return (sign, source.len() - after.len());
        }
    }
    let mut counts = [0; SEPARATORS.len()];
    let (mut quoted, mut before) = (false, b',');
    for byte in text.bytes() {
        // A quote counts where a cell begins, and doubled inside of a quoted one.
        let begins = SEPARATORS.contains(&before) || before == b'"';
        before = byte;
        match byte {
            b'"' => quoted = !quoted && begins,
            b'\n' | b'\r' if !quoted => break,
            byte if !quoted => {
                let known = SEPARATORS.iter().position(|sign| *sign == byte);
                known.and_then(|at| counts.get_mut(at)).into_iter().for_each(|count| *count += 1);
            }
            _ => {}
        }
    }
    let most = counts.iter().max().copied().unwrap_or_default();
    let first = counts.iter().position(|count| *count == most).and_then(|at| SEPARATORS.get(at));
    (first.copied().unwrap_or(b','), start)
}

struct Reader<'s> {
    source: &'s str,
    separator: u8,
    at: usize,
}

impl Reader<'_> {
    /// The cells of a row, its line end passed over.
    fn row(&mut self) -> Result<Vec<Filled>, Fault> {
        let mut cells = Vec::new();
        loop {
            cells.push(self.cell()?);
            match self.peek() {
                Some(byte) if byte == self.separator => self.at += 1,
                Some(b'\r') => {
                    self.at += 1;
                    self.at += usize::from(self.peek() == Some(b'\n'));
                    return Ok(cells);
                }
                Some(_) => {
                    self.at += 1;
                    return Ok(cells);
                }
                None => return Ok(cells),
            }
        }
    }

    fn cell(&mut self) -> Result<Filled, Fault> {
        let start = self.at;
        let mut text = Text::default();
        if self.peek() == Some(b'"') {
            self.quoted(&mut text)?;
        }
        let rest = self.source.get(self.at..).unwrap_or_default();
        let ends = |byte: u8| byte == self.separator || matches!(byte, b'\n' | b'\r');
        let length = rest.bytes().position(ends).unwrap_or(rest.len());
        text.push_verbatim(rest.get(..length).unwrap_or_default(), self.at);
        self.at += length;
        Ok((Span::new(start, self.at), text))
    }

    /// A quoted stretch; `""` in it is one quote.
    fn quoted(&mut self, text: &mut Text) -> Result<(), Fault> {
        let open = self.at;
        self.at += 1;
        loop {
            let rest = self.source.get(self.at..).unwrap_or_default();
            let Some(length) = memchr::memchr(b'"', rest.as_bytes()) else {
                let message = "this quote is never closed, so the rest of the file would be one cell".to_owned();
                return Err(Fault { code: FaultCode::Syntax, span: Span::new(open, open + 1), message });
            };
            text.push_verbatim(rest.get(..length).unwrap_or_default(), self.at);
            self.at += length + 1;
            if self.peek() != Some(b'"') {
                return Ok(());
            }
            text.push_decoded("\"", Span::new(self.at - 1, self.at + 1));
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }
}

#[cfg(test)]
mod tests {
    use crate::document::told::{check_blocks, check_fault, check_place};
    use crate::document::{Document, Format};

    fn check(source: &str, expected: &[&str]) {
        check_blocks(Format::Csv, source, expected);
    }

    #[test]
    fn cells_have_their_places() {
        check(
            "a,b\nc,\n\n,d",
            &["cell0:0,0 a", "cell0:0,1 b", "cell0:1,0 c", "cell0:1,1 ", "cell0:2,0 ", "cell0:2,1 d"],
        );
        check("a\tb, c\r\nd\te\r\n", &["cell0:0,0 a", "cell0:0,1 b, c", "cell0:1,0 d", "cell0:1,1 e"]);
        check("\u{feff}a;b,c;d\re;f", &["cell0:0,0 a", "cell0:0,1 b,c", "cell0:0,2 d", "cell0:1,0 e", "cell0:1,1 f"]);
        check("sep=|\na|b,c,d", &["cell0:0,0 a", "cell0:0,1 b,c,d"]);
        check("\"a\nb\",\"c \"\"d\"\"\"\n", &["cell0:0,0 a\nb", "cell0:0,1 c \"d\""]);
        check("a 5\" disk,\"b\"c", &["cell0:0,0 a 5\" disk", "cell0:0,1 bc"]);
        check("one", &["cell0:0,0 one"]);
        check("\n\n", &[]);
        check_place(Format::Csv, "a,\"self\"\"-serve\"", "self\"-serve", "self\"\"-serve");
    }

    #[test]
    fn wide_and_long_tables_end_soon() {
        for (columns, rows) in [(100_000, 2), (2, 50_000), (300, 300)] {
            let row: Vec<String> = (0..columns).map(|column| column.to_string()).collect();
            let document = Document::read(Format::Csv, (row.join(",") + "\n").repeat(rows));
            assert_eq!(document.blocks.len(), columns * rows);
            assert!(document.values().is_some());
        }
    }

    #[test]
    fn an_open_quote_leaves_nothing() {
        check_fault(Format::Csv, "a,\"b\nc,d", "\"", "never closed");
    }

    #[test]
    fn rows_are_objects() {
        let document = Document::read(Format::Csv, "Status, Name ,,n,n\npass,\"a\"\"b\",x,1,2\nfail\n");
        let json = document.values().unwrap().to_json();
        assert_eq!(json, serde_json::json!([{"Status": "pass", "Name": "a\"b"}, {"Status": "fail"}]));
        assert_eq!(document.values().unwrap().pointer("/0/Name").unwrap().span.slice(&document.source), "\"a\"\"b\"");
        let fields = Document::read(Format::Csv, "Role,Who\nBilling owner,Anna\n").fields();
        assert!(fields.iter().any(|field| (field.name.as_str(), field.value.as_str()) == ("Billing owner", "Anna")));
    }
}
