//! Tables: rows and cells, each cell a block with its address.

use super::body::{Body, InCell, is_left_out};
use crate::document::xml::{Broken, Element, Node, Xml};
use crate::document::{BlockKind, Cell};

impl<'s> Body<'s, '_> {
    /// Reads the inside of a table that is called `name`.
    pub(super) fn table(&mut self, xml: &mut Xml<'s>, name: &str) -> Result<(), Broken> {
        self.lists.clear();
        let mut at = Cell { table: self.writer.new_table(), row: 0, column: 0 };
        self.rows(xml, name, &mut at)
    }

    fn rows(&mut self, xml: &mut Xml<'s>, name: &str, at: &mut Cell) -> Result<(), Broken> {
        let depth = xml.depth();
        while let Some(element) = xml.child(depth)? {
            match element.name() {
                "tr" => {
                    at.column = 0;
                    if self.cells(xml, name, at)? {
                        at.row += 1;
                    }
                }
                name if is_left_out(name) || matches!(name, "tblPr" | "tblGrid") => {}
                _ => self.rows(xml, name, at)?,
            }
        }
        Ok(())
    }

    /// Reads the cells of a row; says whether the row is part of the document.
    fn cells(&mut self, xml: &mut Xml<'s>, name: &str, at: &mut Cell) -> Result<bool, Broken> {
        let depth = xml.depth();
        let mut kept = true;
        while let Some(element) = xml.child(depth)? {
            match element.name() {
                "trPr" => {
                    let row = row_look(xml)?;
                    at.column += row.before;
                    kept &= !row.deleted;
                }
                _ if !kept => {}
                "tc" => self.one_cell(xml, name, at)?,
                name if is_left_out(name) => {}
                _ => kept &= self.cells(xml, name, at)?,
            }
        }
        Ok(kept)
    }

    fn one_cell(&mut self, xml: &mut Xml<'s>, name: &str, at: &mut Cell) -> Result<(), Broken> {
        self.prefix = format!("{name} row {} column {}", at.row + 1, at.column + 1);
        self.writer.close();
        self.writer.at(self.prefix.clone());
        self.writer.open(BlockKind::Cell(*at), Vec::new());
        self.cell = Some(InCell::default());
        let depth = xml.depth();
        let mut span = 1;
        while let Some(element) = xml.child(depth)? {
            match element.name() {
                "tcPr" => span = grid_span(xml)?,
                "p" => self.paragraph(xml)?,
                "tbl" => self.set_table_aside(xml)?,
                name if is_left_out(name) => {}
                _ => self.blocks(xml)?,
            }
        }
        self.writer.close();
        self.cell = None;
        self.joined = false;
        at.column += span;
        Ok(())
    }
}

/// Whether the table that the walk stands in is a frame around other things: it has one cell.
pub(super) fn is_box(xml: &mut Xml<'_>) -> Result<bool, Broken> {
    let (mut rows, mut cells) = (0, 0);
    while let Some(element) = xml.child(0)? {
        if element.name() != "tr" {
            continue;
        }
        rows += 1;
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            cells += usize::from(matches!(node, Node::Element(element) if element.name() == "tc"));
            if cells > 1 {
                return Ok(false);
            }
        }
    }
    Ok(rows == 1 && cells == 1)
}

#[derive(Default)]
struct RowLook {
    /// Columns that are left free before the first cell.
    before: u32,
    deleted: bool,
}

fn row_look(xml: &mut Xml<'_>) -> Result<RowLook, Broken> {
    let depth = xml.depth();
    let mut look = RowLook::default();
    while let Some(element) = xml.child(depth)? {
        match element.name() {
            "gridBefore" => look.before = number(&element).unwrap_or(0),
            "del" => look.deleted = true,
            _ => {}
        }
    }
    Ok(look)
}

/// How many columns a cell takes.
fn grid_span(xml: &mut Xml<'_>) -> Result<u32, Broken> {
    let depth = xml.depth();
    let mut span = 1;
    while let Some(element) = xml.child(depth)? {
        if element.name() == "gridSpan" {
            span = number(&element).unwrap_or(1).max(1);
        }
    }
    Ok(span)
}

/// The number that a property is set to; small, for tables have at most 63 columns.
fn number(element: &Element<'_>) -> Option<u32> {
    element.attribute("val")?.parse::<u32>().ok().map(|number| number.min(1000))
}
