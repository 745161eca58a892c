//! A part with paragraphs and tables: the body, a header, notes, comments; text boxes and nested tables in them.
//!
//! Unknown elements are walked through, so that no text is lost behind markup that is newer than this reader; what is
//! no part of the document is named and passed over.

use std::collections::HashMap;

use super::style::{ParagraphLook, Styles};
use super::trace::Tracer;
use crate::document::lists::Lists;
use crate::document::office::Relations;
use crate::document::writer::Writer;
use crate::document::xml::{Broken, Element, Node, Xml};
use crate::document::{ANNOTATOR, BlockKind, Cell, FaultCode, ItemPosition};
use crate::span::{Raw, Span};

/// How deep text boxes and tables may lie in each other.
const NEST_MAX: usize = 12;

/// The numbers of notes by kind and id, in the order in which the body refers to them.
pub(super) type Notes = HashMap<(&'static str, String), usize>;

/// Reads the parts of one document.
pub(super) struct Body<'s, 'w> {
    pub(super) writer: &'w mut Writer,
    pub(super) styles: &'w Styles,
    pub(super) relations: &'w Relations,
    pub(super) tracer: Tracer<'w>,
    /// What the addresses of this story begin with.
    prefix: String,
    paragraphs: usize,
    tables: usize,
    /// What a paragraph is, where the story says so.
    kind: BlockKind,
    lists: Lists,
    /// The table cell that is being read.
    cell: Option<InCell>,
    /// The end of the last paragraph was deleted.
    joined: bool,
    /// The style of the paragraph that is being read.
    pub(super) style: Option<String>,
    /// Who inserted what is being read, outermost first.
    pub(super) inserted: Vec<String>,
    /// The start tag of the insertion that what is read next is a child of.
    pub(super) holder: Option<Span<Raw>>,
    /// The target of the field that is being read, and where its result starts.
    pub(super) field: Option<(String, Option<usize>)>,
    /// What stands in a paragraph or cell without being part of its text.
    asides: Vec<Aside<'s>>,
    nest: usize,
    pub(super) notes: Notes,
    /// How many comments are signed by [`ANNOTATOR`].
    pub(super) signed: usize,
}

/// What was counted in a table cell.
#[derive(Default)]
struct InCell {
    paragraphs: usize,
    tables: usize,
}

/// Something that is read once the paragraph or table it lies in has ended.
enum Aside<'s> {
    /// The inside of a text box.
    Blocks { prefix: String, inner: Inner<'s> },
    /// The inside of a table in a table.
    Table { name: String, inner: Inner<'s> },
    /// What is said in place of a picture.
    Words { address: String, words: String },
}

/// The inside of an element, for a walk of its own.
struct Inner<'s> {
    source: &'s str,
    /// How deep the element stands.
    level: usize,
    /// Where its inside starts in the part.
    base: usize,
}

impl<'s> Inner<'s> {
    /// Of the element that the walk stands in; the walk goes on behind it.
    fn of(xml: &mut Xml<'s>) -> Result<Self, Broken> {
        let (depth, level, base) = (xml.depth(), xml.level(), xml.at().end);
        Ok(Self { source: xml.inner(depth)?, level, base })
    }

    fn walk(&self) -> Xml<'s> {
        Xml::inside(self.source, self.level, self.base)
    }
}

impl<'s, 'w> Body<'s, 'w> {
    pub(super) fn new(
        writer: &'w mut Writer,
        styles: &'w Styles,
        relations: &'w Relations,
        tracer: Tracer<'w>,
    ) -> Self {
        Self {
            writer,
            styles,
            relations,
            tracer,
            prefix: String::new(),
            paragraphs: 0,
            tables: 0,
            kind: BlockKind::Paragraph,
            lists: Lists::default(),
            cell: None,
            joined: false,
            style: None,
            inserted: Vec::new(),
            holder: None,
            field: None,
            asides: Vec::new(),
            nest: 0,
            notes: Notes::new(),
            signed: 0,
        }
    }

    /// The numbers of the notes that the story referred to.
    pub(super) fn notes(self) -> Notes {
        self.notes
    }

    /// Reads a part whose paragraphs stand under `prefix`.
    ///
    /// # Errors
    /// When the XML is broken; what was read before that stays.
    pub(super) fn story(&mut self, prefix: &str, text: &'s str) -> Result<(), Broken> {
        prefix.clone_into(&mut self.prefix);
        let mut xml = Xml::new(text);
        self.blocks(&mut xml)?;
        self.end_story()
    }

    /// Reads footnotes or endnotes: `word` says which.
    ///
    /// # Errors
    /// When the XML is broken.
    pub(super) fn notes_part(&mut self, word: &'static str, notes: &Notes, text: &'s str) -> Result<(), Broken> {
        let mut unnumbered = notes.keys().filter(|(kind, _)| *kind == word).count();
        self.each(word, text, |body, element| {
            // Separator lines between text and notes are notes of a type of their own.
            if element.attribute("type").is_some_and(|kind| kind != "normal") {
                return false;
            }
            let id = element.attribute("id").unwrap_or_default();
            let number = notes.get(&(word, id)).copied().unwrap_or_else(|| {
                unnumbered += 1;
                unnumbered
            });
            body.prefix = format!("{word} {number}");
            body.kind = BlockKind::Footnote(number.to_string());
            true
        })
    }

    /// Reads comments.
    ///
    /// # Errors
    /// When the XML is broken.
    pub(super) fn comments_part(&mut self, text: &'s str) -> Result<(), Broken> {
        let mut number = 0;
        self.each("comment", text, |body, element| {
            number += 1;
            let author = element.attribute("author").filter(|author| !author.is_empty());
            if author.as_deref() == Some(ANNOTATOR) {
                body.signed += 1;
                return false;
            }
            let by = author.map_or_else(String::new, |author| format!(" by {author}"));
            body.prefix = format!("comment {number}{by}");
            true
        })
    }

    /// Reads each child called `name` of the root as a story of its own, if `begin` says so.
    fn each(
        &mut self,
        name: &str,
        text: &'s str,
        mut begin: impl FnMut(&mut Self, &Element<'_>) -> bool,
    ) -> Result<(), Broken> {
        let mut xml = Xml::new(text);
        while let Some(node) = xml.next(0)? {
            let Node::Element(_) = node else { continue };
            while let Some(node) = xml.next(1)? {
                let Node::Element(element) = node else { continue };
                if element.name() == name && begin(self, &element) {
                    (self.paragraphs, self.tables) = (0, 0);
                    self.lists.clear();
                    self.blocks(&mut xml)?;
                    self.end_story()?;
                }
            }
        }
        Ok(())
    }

    fn end_story(&mut self) -> Result<(), Broken> {
        self.joined = false;
        self.writer.close();
        self.flush()
    }

    /// Reads the blocks that the walk stands in.
    fn blocks(&mut self, xml: &mut Xml<'s>) -> Result<(), Broken> {
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Element(element) = node else { continue };
            match element.name() {
                "p" => self.paragraph(xml)?,
                "tbl" => {
                    self.set_table_aside(xml)?;
                    if self.cell.is_none() {
                        self.flush()?;
                    }
                }
                "ins" | "moveTo" => self.inserted(&element, xml, Self::blocks)?,
                name if is_left_out(name) => {}
                "AlternateContent" => self.first_choice(xml, Self::blocks)?,
                _ => self.blocks(xml)?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, xml: &mut Xml<'s>) -> Result<(), Broken> {
        let address = self.paragraph_address();
        let goes_on = self.joined && self.writer.is_open();
        self.writer.at(address);
        self.joined = false;
        let mut opened = goes_on;
        let depth = xml.depth();
        let mut look = ParagraphLook::default();
        while let Some(node) = xml.next(depth)? {
            let Node::Element(element) = node else { continue };
            if element.name() == "pPr" {
                look = self.styles.paragraph(ParagraphLook::read(xml)?);
                continue;
            }
            if is_mark(element.name()) {
                continue;
            }
            if !opened {
                self.begin(&look);
                opened = true;
            }
            self.style.clone_from(&look.style);
            self.inline(&element, xml)?;
        }
        if !opened && self.cell.is_some() {
            self.begin(&look);
        }
        self.writer_bold_off();
        self.joined = look.joined;
        if !self.joined && self.cell.is_none() {
            self.writer.close();
            self.flush()?;
        }
        Ok(())
    }

    fn writer_bold_off(&mut self) {
        if self.writer.is_open() {
            self.writer.bold(false);
        }
    }

    /// Begins the block of a paragraph. One in a cell goes on in the cell's block.
    fn begin(&mut self, look: &ParagraphLook) {
        if self.cell.is_some() {
            if self.writer.has_words() {
                self.writer.line_break();
            }
            return;
        }
        let (kind, items) = self.kind_of(look);
        self.writer.open(kind, items);
    }

    /// What a paragraph is, and the list items around it.
    fn kind_of(&mut self, look: &ParagraphLook) -> (BlockKind, Vec<ItemPosition>) {
        if let Some(rank) = look.rank.filter(|rank| *rank > 0 && self.prefix.is_empty()) {
            self.lists.clear();
            return (BlockKind::Heading(rank), Vec::new());
        }
        let Some(number) = look.list.filter(|list| *list > 0) else {
            if look.indented != Some(true) {
                self.lists.clear();
            }
            return (self.kind.clone(), self.lists.positions());
        };
        (BlockKind::Item, self.lists.item(number, look.level.unwrap_or(0), self.writer))
    }

    /// The address of the paragraph that begins.
    fn paragraph_address(&mut self) -> String {
        if let Some(cell) = &mut self.cell {
            cell.paragraphs += 1;
            return match cell.paragraphs {
                1 => self.prefix.clone(),
                count => format!("{} paragraph {count}", self.prefix),
            };
        }
        self.paragraphs += 1;
        match (self.prefix.as_str(), self.paragraphs) {
            ("", number) => format!("paragraph {number}"),
            (prefix, 1) => prefix.to_owned(),
            (prefix, number) => format!("{prefix} paragraph {number}"),
        }
    }

    /// Reads the inside of a text box, or of a table that is one.
    fn inside(&mut self, prefix: &str, inner: &Inner<'s>) -> Result<(), Broken> {
        prefix.clone_into(&mut self.prefix);
        (self.paragraphs, self.tables) = (0, 0);
        self.blocks(&mut inner.walk())?;
        self.end_story()
    }

    /// Reads the inside of a table that is called `name`.
    fn table(&mut self, xml: &mut Xml<'s>, name: &str) -> Result<(), Broken> {
        self.lists.clear();
        let mut at = Cell { table: self.writer.new_table(), row: 0, column: 0 };
        self.rows(xml, name, &mut at)
    }

    fn rows(&mut self, xml: &mut Xml<'s>, name: &str, at: &mut Cell) -> Result<(), Broken> {
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Element(element) = node else { continue };
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
        while let Some(node) = xml.next(depth)? {
            let Node::Element(element) = node else { continue };
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
        while let Some(node) = xml.next(depth)? {
            let Node::Element(element) = node else { continue };
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

    fn set_table_aside(&mut self, xml: &mut Xml<'s>) -> Result<(), Broken> {
        let inner = Inner::of(xml)?;
        let count = match &mut self.cell {
            Some(cell) => &mut cell.tables,
            None => &mut self.tables,
        };
        *count += 1;
        let space = if self.prefix.is_empty() { "" } else { " " };
        let name = format!("{}{space}table {count}", self.prefix);
        self.asides.push(Aside::Table { name, inner });
        Ok(())
    }

    /// Keeps the text box that the walk stands in for later.
    pub(super) fn set_box_aside(&mut self, xml: &mut Xml<'s>) -> Result<(), Broken> {
        let inner = Inner::of(xml)?;
        let prefix = format!("{} text box", self.here());
        self.asides.push(Aside::Blocks { prefix, inner });
        Ok(())
    }

    /// Keeps what is said in place of a picture for later.
    pub(super) fn set_words_aside(&mut self, words: String) {
        let address = format!("{} picture description", self.here());
        self.asides.push(Aside::Words { address, words });
    }

    /// The address of the paragraph that is being read.
    fn here(&self) -> String {
        match (&self.cell, self.prefix.as_str()) {
            (Some(_), prefix) => prefix.to_owned(),
            (None, "") => format!("paragraph {}", self.paragraphs),
            (None, prefix) if self.paragraphs < 2 => prefix.to_owned(),
            (None, prefix) => format!("{prefix} paragraph {}", self.paragraphs),
        }
    }

    /// Reads what was set aside.
    fn flush(&mut self) -> Result<(), Broken> {
        if self.asides.is_empty() {
            return Ok(());
        }
        self.nest += 1;
        if self.nest > NEST_MAX {
            let message = format!("text boxes and tables lie in each other more than {NEST_MAX} deep");
            return Err(Broken { code: FaultCode::TooDeep, message });
        }
        for aside in std::mem::take(&mut self.asides) {
            let outer = (std::mem::take(&mut self.prefix), self.paragraphs, self.tables);
            match aside {
                Aside::Blocks { prefix, inner } => self.barred(|body| body.inside(&prefix, &inner))?,
                Aside::Table { name, inner } if is_box(&mut inner.walk())? => {
                    self.inside(&format!("{name} row 1 column 1"), &inner)?;
                }
                Aside::Table { name, inner } => {
                    self.table(&mut inner.walk(), &name)?;
                    self.flush()?;
                }
                Aside::Words { address, words } => {
                    self.writer.at(address);
                    self.writer.open(BlockKind::Paragraph, Vec::new());
                    self.writer.words(&words);
                    self.writer.close();
                }
            }
            (self.prefix, self.paragraphs, self.tables) = outer;
        }
        self.nest -= 1;
        Ok(())
    }

    /// Reads what someone inserted with `read`.
    pub(super) fn inserted(
        &mut self,
        element: &Element<'_>,
        xml: &mut Xml<'s>,
        read: fn(&mut Self, &mut Xml<'s>) -> Result<(), Broken>,
    ) -> Result<(), Broken> {
        self.inserted.push(element.attribute("author").unwrap_or_default());
        let done = read(self, xml);
        self.inserted.pop();
        done
    }

    /// Reads the first choice of alternate content; the others say the same for other programs.
    pub(super) fn first_choice(
        &mut self,
        xml: &mut Xml<'s>,
        read: fn(&mut Self, &mut Xml<'s>) -> Result<(), Broken>,
    ) -> Result<(), Broken> {
        let depth = xml.depth();
        let mut taken = false;
        while let Some(node) = xml.next(depth)? {
            if !taken && matches!(node, Node::Element(_)) {
                taken = true;
                self.barred(|body| read(body, xml))?;
            }
        }
        Ok(())
    }

    /// Reads with `read` what can't be written to: what stands elsewhere once more, in other words for other programs,
    /// and text boxes, where Word takes no comments.
    pub(super) fn barred<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        self.tracer.bar();
        let done = read(self);
        self.tracer.unbar();
        done
    }
}

/// What is no part of the final document, or no text.
pub(super) fn is_left_out(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "sectPr" | "sdtPr" | "sdtEndPr" | "instrText" | "delText" | "delInstrText")
        || matches!(name, "pPrChange" | "rPrChange" | "tblPrEx" | "customXmlPr" | "smartTagPr")
}

/// Whether the table that the walk stands in is a frame around other things: it has one cell.
fn is_box(xml: &mut Xml<'_>) -> Result<bool, Broken> {
    let (mut rows, mut cells) = (0, 0);
    while let Some(node) = xml.next(0)? {
        let Node::Element(element) = node else { continue };
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

/// What marks a place in a paragraph and has no words.
fn is_mark(name: &str) -> bool {
    name == "proofErr" || name.ends_with("Start") || name.ends_with("End")
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
    while let Some(node) = xml.next(depth)? {
        let Node::Element(element) = node else { continue };
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
    while let Some(node) = xml.next(depth)? {
        let Node::Element(element) = node else { continue };
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
