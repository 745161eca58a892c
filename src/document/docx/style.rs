//! Styles: what a paragraph or a run takes over from the style it names (ECMA-376-1, 17.7).

use std::collections::HashMap;

use crate::document::Fault;
use crate::document::xml::{Broken, Element, Xml};

/// How many styles are asked, one based on the other.
const CHAIN_MAX: usize = 16;

/// The styles of a document by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    plain: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    paragraph: ParagraphLook,
    run: RunLook,
}

/// What a paragraph's properties say; `None` where they say nothing.
#[derive(Debug, Default, Clone)]
pub(super) struct ParagraphLook {
    pub(super) style: Option<String>,
    /// Heading rank; 0 says that it is none.
    pub(super) rank: Option<u8>,
    /// List and level; list 0 says that it is in none.
    pub(super) list: Option<u32>,
    pub(super) level: Option<u8>,
    pub(super) indented: Option<bool>,
    /// Its end was deleted: the next paragraph goes on in it.
    pub(super) joined: bool,
}

/// What a run's properties say; `None` where they say nothing.
#[derive(Debug, Default, Clone)]
pub(super) struct RunLook {
    pub(super) style: Option<String>,
    pub(super) bold: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) struck: Option<bool>,
    /// Its font has pictures for letters.
    pub(super) pictures: bool,
}

impl Styles {
    /// Reads the part `name`, whose text is `text`.
    ///
    /// # Errors
    /// When its XML is broken.
    pub(super) fn read(text: &str, name: &str) -> Result<Self, Fault> {
        let mut styles = Self::default();
        styles.fill(&mut Xml::new(text)).map_err(|broken| broken.of(name))?;
        Ok(styles)
    }

    fn fill(&mut self, xml: &mut Xml<'_>) -> Result<(), Broken> {
        while xml.child(0)?.is_some() {
            while let Some(element) = xml.child(1)? {
                if element.name() == "style" {
                    self.style(&element, xml)?;
                }
            }
        }
        Ok(())
    }

    fn style(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) -> Result<(), Broken> {
        let id = element.attribute("styleId").unwrap_or_default();
        let default = matches!(element.attribute("default").as_deref(), Some("1" | "true" | "on"));
        if default && element.attribute("type").as_deref() == Some("paragraph") {
            self.plain = Some(id.clone());
        }
        let mut style = Style::default();
        let mut named = None;
        let depth = xml.depth();
        while let Some(element) = xml.child(depth)? {
            match element.name() {
                "name" => named = element.attribute("val").and_then(|name| rank_of_name(&name)),
                "basedOn" => style.based_on = element.attribute("val"),
                "pPr" => style.paragraph = ParagraphLook::read(xml)?,
                "rPr" => style.run = RunLook::read(xml)?,
                _ => {}
            }
        }
        style.paragraph.rank = style.paragraph.rank.or(named);
        self.by_id.insert(id, style);
        Ok(())
    }

    /// What the style `id`, else those it is based on, says of something.
    fn asked<T>(&self, id: Option<&String>, what: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let mut id = id;
        for _ in 0..CHAIN_MAX {
            let style = self.by_id.get(id?)?;
            if let Some(said) = what(style) {
                return Some(said);
            }
            id = style.based_on.as_ref();
        }
        None
    }

    /// Fills in what a paragraph's style says.
    pub(super) fn paragraph(&self, own: ParagraphLook) -> ParagraphLook {
        let id = own.style.as_ref().or(self.plain.as_ref());
        let rank = own.rank.or_else(|| self.asked(id, |style| style.paragraph.rank));
        let list = own.list.or_else(|| self.asked(id, |style| style.paragraph.list));
        let level = own.level.or_else(|| self.asked(id, |style| style.paragraph.level));
        let indented = own.indented.or_else(|| self.asked(id, |style| style.paragraph.indented));
        ParagraphLook { rank, list, level, indented, ..own }
    }

    /// Fills in what a run's style, then its paragraph's, says.
    pub(super) fn run(&self, own: RunLook, paragraph: Option<&String>) -> RunLook {
        let paragraph = paragraph.or(self.plain.as_ref());
        let asked = |what: fn(&RunLook) -> Option<bool>| {
            let of_run = self.asked(own.style.as_ref(), |style| what(&style.run));
            what(&own).or(of_run).or_else(|| self.asked(paragraph, |style| what(&style.run)))
        };
        let (bold, hidden, struck) = (asked(|run| run.bold), asked(|run| run.hidden), asked(|run| run.struck));
        RunLook { bold, hidden, struck, ..own }
    }
}

/// The rank that a built-in style has by its name: names of built-in styles are English in every language.
fn rank_of_name(name: &str) -> Option<u8> {
    let name = name.to_ascii_lowercase();
    if name == "title" {
        return Some(1);
    }
    let level: u8 = name.strip_prefix("heading ")?.parse().ok()?;
    (1..=9).contains(&level).then_some(level.min(6))
}

impl ParagraphLook {
    /// Reads the properties that the walk stands in.
    ///
    /// # Errors
    /// When the XML is broken.
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, Broken> {
        let mut look = Self::default();
        let depth = xml.depth();
        while let Some(element) = xml.child(depth)? {
            match element.name() {
                "pStyle" => look.style = element.attribute("val"),
                "outlineLvl" => {
                    let level: Option<u8> = element.attribute("val").and_then(|level| level.parse().ok());
                    look.rank = level.map(|level| if level < 9 { level.min(5) + 1 } else { 0 });
                }
                "ind" => {
                    let left = element.attribute("left").or_else(|| element.attribute("start"));
                    look.indented = left.and_then(|left| left.parse::<i32>().ok()).map(|left| left > 0);
                }
                "numPr" => look.numbering(xml)?,
                "rPr" => look.end(xml)?,
                _ => {}
            }
        }
        Ok(look)
    }

    fn numbering(&mut self, xml: &mut Xml<'_>) -> Result<(), Broken> {
        let depth = xml.depth();
        while let Some(element) = xml.child(depth)? {
            let value = element.attribute("val");
            match element.name() {
                "ilvl" => self.level = value.and_then(|level| level.parse().ok()),
                "numId" => self.list = value.and_then(|list| list.parse().ok()),
                _ => {}
            }
        }
        Ok(())
    }

    /// The properties of the paragraph's end.
    fn end(&mut self, xml: &mut Xml<'_>) -> Result<(), Broken> {
        let depth = xml.depth();
        while let Some(element) = xml.child(depth)? {
            self.joined |= matches!(element.name(), "del" | "moveFrom");
        }
        Ok(())
    }
}

/// Fonts that draw pictures where others have letters.
const PICTURES: [&str; 5] = ["wingdings", "wingdings 2", "wingdings 3", "webdings", "zapf dingbats"];

/// Whether a font draws pictures where others have letters.
pub(super) fn has_pictures(font: &str) -> bool {
    PICTURES.contains(&font.to_ascii_lowercase().as_str())
}

impl RunLook {
    /// Reads the properties that the walk stands in.
    ///
    /// # Errors
    /// When the XML is broken.
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, Broken> {
        let mut look = Self::default();
        let depth = xml.depth();
        while let Some(element) = xml.child(depth)? {
            match element.name() {
                "rStyle" => look.style = element.attribute("val"),
                "b" => look.bold = Some(element.is_on()),
                "vanish" => look.hidden = Some(element.is_on()),
                "strike" | "dstrike" => look.struck = Some(element.is_on() || look.struck == Some(true)),
                "rFonts" => look.pictures = element.attribute("ascii").is_some_and(|font| has_pictures(&font)),
                _ => {}
            }
        }
        Ok(look)
    }
}
