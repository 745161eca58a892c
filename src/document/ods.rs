//! Spreadsheets in OpenDocument (ISO/IEC 26300-3, 9): each sheet is a heading with its name and the tables in it. Hidden
//! sheets, rows and columns are read and marked.

use std::collections::HashSet;

use super::grid::{Row, Sheet, finish, letters};
use super::package::Package;
use super::writer::Writer;
use super::xml::{Broken, Element, Node, Xml};
use super::{Budget, Extract, Fault};

const CONTENT: &str = "content.xml";

/// Reads the package `bytes`.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Extract {
    let mut writer = Writer::default();
    let mut content = |mut package: Package<'_>| -> Result<(), Fault> {
        let text = package.text(CONTENT, budget)?;
        let mut reading = Reading { writer: &mut writer, hidden: HashSet::new() };
        reading.tables(&mut Xml::new(&text)).map_err(|broken| broken.of(CONTENT))
    };
    let done = Package::open(bytes).and_then(&mut content);
    finish(writer, done.err().into_iter().collect())
}

struct Reading<'w> {
    writer: &'w mut Writer,
    /// The styles of tables that are not shown.
    hidden: HashSet<String>,
}

impl Reading<'_> {
    fn tables(&mut self, xml: &mut Xml<'_>) -> Result<(), Broken> {
        let depth = xml.depth();
        while let Some(element) = xml.child(depth)? {
            match element.name() {
                "style" => {
                    let name = element.attribute("name").unwrap_or_default();
                    if is_undisplayed(xml)? {
                        self.hidden.insert(name);
                    }
                }
                "table" => {
                    let style = element.attribute("style-name").unwrap_or_default();
                    let name = element.attribute("name").unwrap_or_default();
                    let mut sheet = Sheet::new(self.writer, &name, self.hidden.contains(&style));
                    let mut notes = Vec::new();
                    rows(xml, &mut sheet, &mut (0, 0), &mut notes)?;
                    for (cell, words) in notes {
                        sheet.comment(&cell, &words);
                    }
                    sheet.end();
                }
                // What was changed or deleted before.
                "tracked-changes" => {}
                _ => self.tables(xml)?,
            }
        }
        Ok(())
    }
}

/// Whether the style that the walk stands in says that a table is not shown.
fn is_undisplayed(xml: &mut Xml<'_>) -> Result<bool, Broken> {
    let depth = xml.depth();
    let mut undisplayed = false;
    while let Some(element) = xml.child(depth)? {
        undisplayed |= element.name() == "table-properties" && element.attribute("display").as_deref() == Some("false");
    }
    Ok(undisplayed)
}

fn is_hidden(element: &Element<'_>) -> bool {
    matches!(element.attribute("visibility").as_deref(), Some("collapse" | "filter"))
}

/// Reads columns and rows; `next` are the numbers of the next of each.
fn rows(
    xml: &mut Xml<'_>,
    sheet: &mut Sheet<'_>,
    next: &mut (u32, u32),
    notes: &mut Vec<(String, String)>,
) -> Result<(), Broken> {
    let depth = xml.depth();
    while let Some(element) = xml.child(depth)? {
        match element.name() {
            "table-column" => {
                let first = next.0;
                next.0 = first.saturating_add(repeated(element.attribute("number-columns-repeated")));
                if is_hidden(&element) {
                    sheet.hide(first, next.0.saturating_sub(1));
                }
            }
            "table-row" => {
                let mut row = Row { number: next.1, hidden: is_hidden(&element), cells: Vec::new() };
                cells(xml, &mut row, notes)?;
                sheet.row(row);
                next.1 = next.1.saturating_add(repeated(element.attribute("number-rows-repeated")));
            }
            _ => rows(xml, sheet, next, notes)?,
        }
    }
    Ok(())
}

/// Reads the cells of a row. A cell that is repeated is read once, where it first stands.
fn cells(xml: &mut Xml<'_>, row: &mut Row, notes: &mut Vec<(String, String)>) -> Result<(), Broken> {
    let mut column = 0_u32;
    let depth = xml.depth();
    while let Some(element) = xml.child(depth)? {
        if matches!(element.name(), "table-cell" | "covered-table-cell") {
            let mut words = String::new();
            paragraphs(xml, &mut words, &mut |note| {
                notes.push((format!("{}{}", letters(column), row.number.saturating_add(1)), note));
            })?;
            // Dates are shown as gates read them.
            let date = element.attribute("date-value").filter(|_| !words.is_empty());
            row.cells.push((column, date.unwrap_or(words)));
            column = column.saturating_add(repeated(element.attribute("number-columns-repeated")));
        }
    }
    Ok(())
}

fn repeated(count: Option<String>) -> u32 {
    count.and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
}

/// The words of the paragraphs in a cell, one a line; notes on the cell apart.
fn paragraphs(xml: &mut Xml<'_>, words: &mut String, note: &mut dyn FnMut(String)) -> Result<(), Broken> {
    let depth = xml.depth();
    while let Some(element) = xml.child(depth)? {
        match element.name() {
            "p" | "h" => {
                if !words.is_empty() {
                    words.push('\n');
                }
                inline(xml, words)?;
            }
            "annotation" => {
                let mut said = String::new();
                paragraphs(xml, &mut said, &mut |_| {})?;
                note(said);
            }
            _ => paragraphs(xml, words, note)?,
        }
    }
    Ok(())
}

fn inline(xml: &mut Xml<'_>, words: &mut String) -> Result<(), Broken> {
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        match node {
            Node::Text(text) => words.push_str(&text),
            Node::Element(element) => match element.name() {
                "s" => words.push(' '),
                "tab" => words.push('\t'),
                "line-break" => words.push('\n'),
                "annotation" => {}
                _ => inline(xml, words)?,
            },
        }
    }
    Ok(())
}
