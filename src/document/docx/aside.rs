//! What lies in a paragraph or cell without being part of its text: it is read once that has ended.
//!
//! Programs write a text box twice: drawn, and as older programs know it. Where both say the same, whoever writes to the
//! one writes to the other, its twin.

use super::body::Body;
use super::table::is_box;
use crate::document::xml::{Broken, Node, Xml};
use crate::document::{BlockKind, FaultCode};
use crate::span::Span;

/// How deep text boxes and tables may lie in each other.
const NEST_MAX: usize = 12;

/// Something that is read once the paragraph or table it lies in has ended.
pub(super) struct Aside<'s> {
    kind: Kind<'s>,
    /// The leaf that shows where it belongs.
    sign: Option<usize>,
}

/// What that is.
enum Kind<'s> {
    /// The inside of a text box, and what stands in its place for other programs; `None` where that is something else.
    Blocks { prefix: String, inner: Inner<'s>, twins: Option<Vec<Inner<'s>>> },
    /// The inside of a table in a table.
    Table { name: String, inner: Inner<'s> },
    /// What is said in place of a picture.
    Words { address: String, words: String },
}

/// The inside of an element, for a walk of its own.
pub(super) struct Inner<'s> {
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

    /// Of each text box in the element that the walk stands in.
    fn of_boxes(xml: &mut Xml<'s>, found: &mut Vec<Self>) -> Result<(), Broken> {
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            match node {
                Node::Element(element) if element.name() == "txbxContent" => found.push(Self::of(xml)?),
                Node::Element(_) => Self::of_boxes(xml, found)?,
                Node::Text(_) => {}
            }
        }
        Ok(())
    }

    fn walk(&self) -> Xml<'s> {
        Xml::inside(self.source, self.level, self.base)
    }
}

impl<'s> Body<'s, '_> {
    pub(super) fn set_table_aside(&mut self, xml: &mut Xml<'s>) -> Result<(), Broken> {
        let inner = Inner::of(xml)?;
        let count = match &mut self.cell {
            Some(cell) => &mut cell.tables,
            None => &mut self.tables,
        };
        *count += 1;
        let space = if self.prefix.is_empty() { "" } else { " " };
        let name = format!("{}{space}table {count}", self.prefix);
        self.set_aside(Kind::Table { name, inner });
        Ok(())
    }

    /// Keeps the text box that the walk stands in for later.
    pub(super) fn set_box_aside(&mut self, xml: &mut Xml<'s>) -> Result<(), Broken> {
        let inner = Inner::of(xml)?;
        let prefix = format!("{} text box", self.here());
        self.set_aside(Kind::Blocks { prefix, inner, twins: Some(Vec::new()) });
        Ok(())
    }

    /// Reads the first choice of alternate content in a drawing; the text boxes of the others are twins of its own.
    pub(super) fn drawn_choice(&mut self, xml: &mut Xml<'s>) -> Result<(), Broken> {
        let (depth, first) = (xml.depth(), self.asides.len());
        let mut taken = false;
        while xml.child(depth)?.is_some() {
            if !taken {
                taken = true;
                self.barred(|body| body.drawn(xml))?;
            } else if self.tracer.is_on() && self.asides.len() > first {
                let mut others = Vec::new();
                Inner::of_boxes(xml, &mut others)?;
                self.pair(first, others);
            }
        }
        Ok(())
    }

    /// Gives the text boxes set aside from number `first` on their twins, one by one.
    fn pair(&mut self, first: usize, others: Vec<Inner<'s>>) {
        let boxes = self.asides.iter_mut().skip(first).filter_map(|aside| match &mut aside.kind {
            Kind::Blocks { twins, .. } => Some(twins),
            Kind::Table { .. } | Kind::Words { .. } => None,
        });
        let boxes: Vec<&mut Option<Vec<Inner<'s>>>> = boxes.collect();
        match others.len() {
            0 => {}
            count if count == boxes.len() => {
                for (twins, other) in boxes.into_iter().zip(others) {
                    if let Some(twins) = twins {
                        twins.push(other);
                    }
                }
            }
            _ => boxes.into_iter().for_each(|twins| *twins = None),
        }
    }

    /// Keeps what is said in place of a picture for later.
    pub(super) fn set_words_aside(&mut self, words: String) {
        let address = format!("{} picture description", self.here());
        self.set_aside(Kind::Words { address, words });
    }

    fn set_aside(&mut self, kind: Kind<'s>) {
        self.asides.push(Aside { kind, sign: self.sign });
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
    pub(super) fn flush(&mut self) -> Result<(), Broken> {
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
            let start = self.writer.len();
            match aside.kind {
                Kind::Blocks { prefix, inner, twins: None } => self.barred(|body| body.inside(&prefix, &inner))?,
                Kind::Blocks { prefix, inner, twins: Some(twins) } => self.text_box(&prefix, &inner, &twins)?,
                Kind::Table { name, inner } if is_box(&mut inner.walk())? => {
                    self.inside(&format!("{name} row 1 column 1"), &inner)?;
                }
                Kind::Table { name, inner } => {
                    self.table(&mut inner.walk(), &name)?;
                    self.flush()?;
                }
                Kind::Words { address, words } => {
                    self.writer.at(address);
                    self.writer.open(BlockKind::Paragraph, Vec::new());
                    self.writer.words(&words);
                    self.writer.close();
                }
            }
            self.tracer.belongs(Span::new(start, self.writer.len()), aside.sign);
            (self.prefix, self.paragraphs, self.tables) = outer;
        }
        self.nest -= 1;
        Ok(())
    }

    /// Reads a text box. It can't be written to where a twin says something else.
    fn text_box(&mut self, prefix: &str, inner: &Inner<'s>, twins: &[Inner<'s>]) -> Result<(), Broken> {
        let (outer, start) = (self.tracer.begin_box(), self.writer.len());
        self.inside(prefix, inner)?;
        for twin in twins {
            let (lists, first) = (std::mem::take(&mut self.lists), self.tracer.begin_twin());
            let own = std::mem::take(self.writer);
            let read = self.inside(prefix, twin);
            let other = std::mem::replace(self.writer, own);
            self.lists = lists;
            read?;
            self.tracer.end_twin(&outer, first, start, self.writer.text_from(start), other.text_from(0));
        }
        self.tracer.end_box(outer);
        Ok(())
    }

    /// Reads the inside of a text box, or of a table that is one.
    fn inside(&mut self, prefix: &str, inner: &Inner<'s>) -> Result<(), Broken> {
        prefix.clone_into(&mut self.prefix);
        (self.paragraphs, self.tables) = (0, 0);
        self.blocks(&mut inner.walk())?;
        self.end_story()
    }
}
