//! Spreadsheets in OpenDocument (ISO/IEC 26300-3, 9): each sheet is a heading with its name and the tables in it.

use super::grid::{Row, Sheet, letters};
use super::package::Package;
use super::writer::Writer;
use super::xml::{Broken, Node, Xml};
use super::{Budget, Extract, Fault};

const CONTENT: &str = "content.xml";

/// Reads the package `bytes`.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Extract {
    let mut writer = Writer::default();
    let mut content = |mut package: Package<'_>| -> Result<(), Fault> {
        let text = package.text(CONTENT, budget)?;
        tables(&mut Xml::new(&text), &mut writer).map_err(|broken| broken.of(CONTENT))
    };
    let done = Package::open(bytes).and_then(&mut content);
    let mut extract = writer.finish();
    extract.content.faults.extend(done.err());
    extract
}

fn tables(xml: &mut Xml<'_>, writer: &mut Writer) -> Result<(), Broken> {
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        let Node::Element(element) = node else { continue };
        match element.name() {
            "table" => {
                let mut sheet = Sheet::new(writer, &element.attribute("name").unwrap_or_default(), false);
                let mut notes = Vec::new();
                rows(xml, &mut sheet, &mut 0, &mut notes)?;
                for (cell, words) in notes {
                    sheet.comment(&cell, &words);
                }
                sheet.end();
            }
            // What was changed or deleted before.
            "tracked-changes" => {}
            _ => tables(xml, writer)?,
        }
    }
    Ok(())
}

fn rows(
    xml: &mut Xml<'_>,
    sheet: &mut Sheet<'_>,
    next: &mut u32,
    notes: &mut Vec<(String, String)>,
) -> Result<(), Broken> {
    let depth = xml.depth();
    while let Some(node) = xml.next(depth)? {
        let Node::Element(element) = node else { continue };
        match element.name() {
            "table-row" => {
                let hidden = matches!(element.attribute("visibility").as_deref(), Some("collapse" | "filter"));
                let mut row = Row { number: *next, hidden, cells: Vec::new() };
                cells(xml, &mut row, notes)?;
                sheet.row(row);
                *next = next.saturating_add(repeated(element.attribute("number-rows-repeated")));
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
    while let Some(node) = xml.next(depth)? {
        let Node::Element(element) = node else { continue };
        if matches!(element.name(), "table-cell" | "covered-table-cell") {
            let mut words = String::new();
            paragraphs(xml, &mut words, &mut |note| {
                notes.push((format!("{}{}", letters(column), row.number.saturating_add(1)), note));
            })?;
            row.cells.push((column, words));
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
    while let Some(node) = xml.next(depth)? {
        let Node::Element(element) = node else { continue };
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
