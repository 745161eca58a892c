//! Shapes with text (DrawingML, ECMA-376-1, 20 and 21): those of slides and of drawings on sheets.

use super::lists::Lists;
use super::writer::Writer;
use super::xml::{Broken, Element, Node, Xml};
use super::{BlockKind, Cell};

/// Reads shapes that stand at one place.
pub(super) struct Shapes<'w> {
    writer: &'w mut Writer,
    place: String,
    /// Said of all words.
    remark: Option<&'static str>,
    /// Leaves out placeholders: a layout's are filled in by slides.
    without_placeholders: bool,
    lists: Lists,
}

/// What a shape is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Title,
    /// Body text, which layouts set as a list.
    Body,
    Other,
}

/// A paragraph's own look.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    level: u8,
    /// With a bullet or a number, without one; `None`: as its shape has it.
    bullet: Option<bool>,
}

impl<'w> Shapes<'w> {
    pub(super) fn new(writer: &'w mut Writer, place: String) -> Self {
        Self { writer, place, remark: None, without_placeholders: false, lists: Lists::default() }
    }

    /// The same, with something to be said of all words.
    pub(super) fn remarked(mut self, remark: Option<&'static str>) -> Self {
        self.remark = remark;
        self
    }

    /// The same, for a layout or master.
    pub(super) fn of_layout(mut self) -> Self {
        self.without_placeholders = true;
        self
    }

    /// Reads all shapes of a part.
    ///
    /// # Errors
    /// When its XML is broken.
    pub(super) fn read(&mut self, text: &str) -> Result<(), Broken> {
        self.shapes(&mut Xml::new(text))
    }

    fn shapes(&mut self, xml: &mut Xml<'_>) -> Result<(), Broken> {
        let depth = xml.depth();
        let mut role = Some(Role::Other);
        while let Some(element) = xml.child(depth)? {
            match element.name() {
                "nvSpPr" | "nvPicPr" | "nvGraphicFramePr" | "nvGrpSpPr" | "nvCxnSpPr" => {
                    role = self.about(xml, Some(Role::Other))?;
                }
                // Of shapes, comments, charts and diagrams.
                "txBody" | "text" | "rich" | "t" => {
                    if let Some(role) = role {
                        self.paragraphs(xml, role)?;
                    }
                }
                "tbl" => self.table(xml)?,
                "AlternateContent" => self.first_choice(xml)?,
                _ => self.shapes(xml)?,
            }
        }
        Ok(())
    }

    fn first_choice(&mut self, xml: &mut Xml<'_>) -> Result<(), Broken> {
        let depth = xml.depth();
        let mut taken = false;
        while let Some(node) = xml.next(depth)? {
            if !taken && matches!(node, Node::Element(_)) {
                taken = true;
                self.shapes(xml)?;
            }
        }
        Ok(())
    }

    /// What a shape is there for, and what is said in its place. `None` for a placeholder that is left out.
    fn about(&mut self, xml: &mut Xml<'_>, mut role: Option<Role>) -> Result<Option<Role>, Broken> {
        let depth = xml.depth();
        while let Some(element) = xml.child(depth)? {
            match element.name() {
                "cNvPr" => {
                    let said = element.attribute("descr").filter(|said| !said.trim().is_empty());
                    said.into_iter().for_each(|said| self.said_of_picture(&said));
                }
                "ph" if self.without_placeholders => role = None,
                "ph" => role = Some(role_of(&element)),
                _ => role = self.about(xml, role)?,
            }
        }
        Ok(role)
    }

    fn said_of_picture(&mut self, words: &str) {
        self.writer.close();
        self.writer.at(format!("{} picture description", self.place));
        self.writer.open(BlockKind::Paragraph, Vec::new());
        self.writer.words(words);
        self.writer.close();
    }

    fn paragraphs(&mut self, xml: &mut Xml<'_>, role: Role) -> Result<(), Broken> {
        self.lists.clear();
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            match node {
                Node::Element(element) if element.name() == "p" => {
                    self.writer.close();
                    self.paragraph(xml, Some(role))?;
                    self.writer.close();
                }
                // Comments hold their words bare.
                Node::Text(words) if !words.trim().is_empty() => {
                    self.begin(Role::Other, Look::default());
                    self.words(&words, false);
                }
                Node::Element(_) | Node::Text(_) => {}
            }
        }
        self.writer.close();
        Ok(())
    }

    /// Reads a paragraph into a block of its own, or, without a role, into the open cell.
    fn paragraph(&mut self, xml: &mut Xml<'_>, role: Option<Role>) -> Result<(), Broken> {
        let depth = xml.depth();
        let mut look = Look::default();
        let mut begun = false;
        while let Some(element) = xml.child(depth)? {
            match element.name() {
                "pPr" => {
                    look.level = element.attribute("lvl").and_then(|level| level.parse().ok()).unwrap_or(0);
                    look.bullet = bullet(xml)?;
                }
                "endParaRPr" => {}
                name => {
                    if let (false, Some(role)) = (begun, role) {
                        self.begin(role, look);
                        begun = true;
                    }
                    match name {
                        "br" => self.writer.line_break(),
                        _ => self.run(xml)?,
                    }
                }
            }
        }
        Ok(())
    }

    /// Begins the block of a paragraph.
    fn begin(&mut self, role: Role, look: Look) {
        let listed = look.bullet.unwrap_or(role == Role::Body);
        self.writer.close();
        self.writer.at(self.place.clone());
        let (kind, items) = match role {
            Role::Title => (BlockKind::Heading(1), Vec::new()),
            Role::Body | Role::Other if listed => (BlockKind::Item, self.lists.item(0, look.level, self.writer)),
            Role::Body | Role::Other => {
                self.lists.clear();
                (BlockKind::Paragraph, Vec::new())
            }
        };
        self.writer.open(kind, items);
    }

    /// Reads a run, or a field with its shown text. Struck-through words are no part of the document.
    fn run(&mut self, xml: &mut Xml<'_>) -> Result<(), Broken> {
        let depth = xml.depth();
        let (mut bold, mut struck) = (false, false);
        while let Some(element) = xml.child(depth)? {
            match element.name() {
                "rPr" => {
                    bold = matches!(element.attribute("b").as_deref(), Some("1" | "true"));
                    struck = element.attribute("strike").is_some_and(|strike| strike != "noStrike");
                }
                "t" => {
                    let words = xml.text(xml.depth())?;
                    if !struck {
                        self.words(&words, bold);
                    }
                }
                "pPr" => {}
                _ => self.run(xml)?,
            }
        }
        Ok(())
    }

    fn words(&mut self, words: &str, bold: bool) {
        let start = self.writer.len();
        self.writer.bold(bold);
        self.writer.words(words);
        if let Some(remark) = self.remark {
            self.writer.remark(start, remark);
        }
    }

    fn table(&mut self, xml: &mut Xml<'_>) -> Result<(), Broken> {
        let mut cell = Cell { table: self.writer.new_table(), row: 0, column: 0 };
        let depth = xml.depth();
        while let Some(element) = xml.child(depth)? {
            if element.name() != "tr" {
                continue;
            }
            cell.column = 0;
            let depth = xml.depth();
            while let Some(element) = xml.child(depth)? {
                if element.name() == "tc" {
                    let address = format!("{} table row {} column {}", self.place, cell.row + 1, cell.column + 1);
                    self.writer.close();
                    self.writer.at(address);
                    self.writer.open(BlockKind::Cell(cell), Vec::new());
                    self.in_cell(xml)?;
                    self.writer.close();
                    cell.column += 1;
                }
            }
            cell.row += 1;
        }
        Ok(())
    }

    fn in_cell(&mut self, xml: &mut Xml<'_>) -> Result<(), Broken> {
        let depth = xml.depth();
        while let Some(element) = xml.child(depth)? {
            match element.name() {
                "p" => {
                    if self.writer.has_words() {
                        self.writer.line_break();
                    }
                    self.paragraph(xml, None)?;
                }
                _ => self.in_cell(xml)?,
            }
        }
        Ok(())
    }
}

fn role_of(placeholder: &Element<'_>) -> Role {
    match placeholder.attribute("type").as_deref() {
        Some("title" | "ctrTitle") => Role::Title,
        None | Some("body" | "obj") => Role::Body,
        Some(_) => Role::Other,
    }
}

fn bullet(xml: &mut Xml<'_>) -> Result<Option<bool>, Broken> {
    let depth = xml.depth();
    let mut bullet = None;
    while let Some(element) = xml.child(depth)? {
        match element.name() {
            "buNone" => bullet = Some(false),
            "buChar" | "buAutoNum" | "buBlip" => bullet = Some(true),
            _ => {}
        }
    }
    Ok(bullet)
}
