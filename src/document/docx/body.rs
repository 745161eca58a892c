//! A part with paragraphs and tables: the body, a header, notes, comments; text boxes and nested tables in them.
//!
//! Unknown elements are walked through, so that no text is lost behind markup that is newer than this reader; what is
//! no part of the document is named and passed over.

use std::collections::HashMap;

use super::aside::Aside;
use super::style::{ParagraphLook, Styles};
use super::trace::Tracer;
use crate::document::lists::Lists;
use crate::document::office::Relations;
use crate::document::writer::Writer;
use crate::document::xml::{Broken, Element, Node, Xml};
use crate::document::{ANNOTATOR, BlockKind, ItemPosition};
use crate::span::{Raw, Span};

/// The numbers of notes by kind and id, in the order in which the body refers to them, and the leaves of their signs.
pub(super) type Notes = HashMap<(&'static str, String), (usize, Option<usize>)>;

/// Reads the parts of one document.
pub(super) struct Body<'s, 'w> {
    pub(super) writer: &'w mut Writer,
    pub(super) styles: &'w Styles,
    pub(super) relations: &'w Relations,
    pub(super) tracer: Tracer<'w>,
    /// What the addresses of this story begin with.
    pub(super) prefix: String,
    pub(super) paragraphs: usize,
    pub(super) tables: usize,
    /// What a paragraph is, where the story says so.
    kind: BlockKind,
    pub(super) lists: Lists,
    /// The table cell that is being read.
    pub(super) cell: Option<InCell>,
    /// The end of the last paragraph was deleted.
    pub(super) joined: bool,
    /// The style of the paragraph that is being read.
    pub(super) style: Option<String>,
    /// Who inserted what is being read, outermost first.
    pub(super) inserted: Vec<String>,
    /// The start tag of the insertion that what is read next is a child of.
    pub(super) holder: Option<Span<Raw>>,
    /// The target of the field that is being read, and where its result starts.
    pub(super) field: Option<(String, Option<usize>)>,
    /// What stands in a paragraph or cell without being part of its text.
    pub(super) asides: Vec<Aside<'s>>,
    pub(super) nest: usize,
    pub(super) notes: Notes,
    /// The leaf that shows where what is read belongs.
    pub(super) sign: Option<usize>,
    /// How many comments are signed by [`ANNOTATOR`].
    pub(super) signed: usize,
}

/// What was counted in a table cell.
#[derive(Default)]
pub(super) struct InCell {
    paragraphs: usize,
    pub(super) tables: usize,
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
            sign: None,
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
            let (number, sign) = notes.get(&(word, id)).copied().unwrap_or_else(|| {
                unnumbered += 1;
                (unnumbered, None)
            });
            body.sign = sign;
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
        while xml.child(0)?.is_some() {
            while let Some(element) = xml.child(1)? {
                if element.name() == name && begin(self, &element) {
                    (self.paragraphs, self.tables) = (0, 0);
                    self.lists.clear();
                    let (start, sign) = (self.writer.len(), self.sign.take());
                    self.blocks(&mut xml)?;
                    self.end_story()?;
                    self.tracer.belongs(Span::new(start, self.writer.len()), sign);
                }
            }
        }
        Ok(())
    }

    pub(super) fn end_story(&mut self) -> Result<(), Broken> {
        self.joined = false;
        self.writer.close();
        self.flush()
    }

    /// Reads the blocks that the walk stands in.
    pub(super) fn blocks(&mut self, xml: &mut Xml<'s>) -> Result<(), Broken> {
        let depth = xml.depth();
        while let Some(element) = xml.child(depth)? {
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

    pub(super) fn paragraph(&mut self, xml: &mut Xml<'s>) -> Result<(), Broken> {
        let address = self.paragraph_address();
        let goes_on = self.joined && self.writer.is_open();
        self.writer.at(address);
        self.joined = false;
        let mut opened = goes_on;
        let depth = xml.depth();
        let mut look = ParagraphLook::default();
        while let Some(element) = xml.child(depth)? {
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

    /// Reads with `read` what can't be written to: what may stand elsewhere once more for other programs.
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

/// What marks a place in a paragraph and has no words.
fn is_mark(name: &str) -> bool {
    name == "proofErr" || name.ends_with("Start") || name.ends_with("End")
}
