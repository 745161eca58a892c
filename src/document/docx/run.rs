//! Runs: the words of a paragraph, with what stands between them.

use super::body::{Body, is_left_out};
use super::style::{RunLook, has_pictures};
use crate::document::xml::{Broken, Element, Node, Xml};
use crate::span::{Raw, Span};

impl<'s> Body<'s, '_> {
    /// Reads what the walk stands in as part of a paragraph.
    fn inlines(&mut self, xml: &mut Xml<'s>) -> Result<(), Broken> {
        let depth = xml.depth();
        while let Some(element) = xml.child(depth)? {
            self.inline(&element, xml)?;
        }
        Ok(())
    }

    /// Reads one child of a paragraph.
    pub(super) fn inline(&mut self, element: &Element<'_>, xml: &mut Xml<'s>) -> Result<(), Broken> {
        let holder = self.holder.take();
        let done = self.inline_in(holder, element, xml);
        self.holder = holder;
        done
    }

    /// Reads one child of a paragraph or, where `holder` is its start tag, of an insertion.
    fn inline_in(&mut self, holder: Option<Span<Raw>>, element: &Element<'_>, xml: &mut Xml<'s>) -> Result<(), Broken> {
        match element.name() {
            "r" => self.run(xml, holder),
            "ins" => {
                self.holder = Some(xml.at());
                self.inserted(element, xml, Self::inlines)
            }
            "moveTo" => self.inserted(element, xml, Self::inlines),
            "hyperlink" => {
                let target = element.relation().and_then(|id| Some(self.relations.id(&id)?.target.clone()));
                self.linked(target, xml)
            }
            "fldSimple" => {
                let target = element.attribute("instr").and_then(|field| link_of_field(&field));
                self.linked(target, xml)
            }
            "AlternateContent" => self.first_choice(xml, Self::inlines),
            // A formula's letters stand in runs of their own.
            "oMath" | "oMathPara" => self.barred(|body| body.inlines(xml)),
            "t" => self.barred(|body| body.text(xml, &RunLook::default())),
            name if is_left_out(name) || name == "pPr" => Ok(()),
            _ => self.inlines(xml),
        }
    }

    fn linked(&mut self, target: Option<String>, xml: &mut Xml<'s>) -> Result<(), Broken> {
        let start = self.writer.len();
        self.inlines(xml)?;
        if let Some(target) = target {
            self.writer.link(start, &target);
        }
        Ok(())
    }

    fn run(&mut self, xml: &mut Xml<'s>, holder: Option<Span<Raw>>) -> Result<(), Broken> {
        let mut look = self.styles.run(RunLook::default(), self.style.as_ref());
        self.tracer.run(xml.at(), holder);
        self.in_run(xml, &mut look)?;
        self.tracer.run_ends(xml.at());
        Ok(())
    }

    /// Reads the children of a run, or of something in it.
    fn in_run(&mut self, xml: &mut Xml<'s>, look: &mut RunLook) -> Result<(), Broken> {
        let depth = xml.depth();
        while let Some(element) = xml.child(depth)? {
            match element.name() {
                "rPr" => {
                    *look = self.styles.run(RunLook::read(xml)?, self.style.as_ref());
                    self.tracer.look_ends(xml.at());
                }
                "t" => self.text(xml, look)?,
                "tab" | "ptab" => self.sign(xml, |body| body.words("\t", look))?,
                "br" | "cr" => self.sign(xml, |body| body.line_break(look))?,
                "noBreakHyphen" => self.sign(xml, |body| body.words("\u{2011}", look))?,
                "softHyphen" => self.sign(xml, |body| body.words("\u{ad}", look))?,
                "sym" => self.sign(xml, |body| body.symbol(&element, look))?,
                "fldChar" => self.field_mark(&element, xml)?,
                "instrText" => self.field_code(xml)?,
                "footnoteReference" => self.refer("footnote", &element, xml)?,
                "endnoteReference" => self.refer("endnote", &element, xml)?,
                "AlternateContent" => self.drawing(xml, Self::drawn_choice)?,
                "drawing" | "pict" | "object" => self.drawing(xml, |body, xml| body.barred(|body| body.drawn(xml)))?,
                // What is written small over or beside a word says how to read it.
                "rt" | "rubyPr" => {}
                name if is_left_out(name) => {}
                _ => self.barred(|body| body.in_run(xml, look))?,
            }
        }
        Ok(())
    }

    /// Reads an element that stands for a letter with `read`.
    fn sign(&mut self, xml: &mut Xml<'s>, read: impl FnOnce(&mut Self)) -> Result<(), Broken> {
        let (tag, start) = (xml.at(), self.writer.len());
        read(self);
        let depth = xml.depth();
        while xml.next(depth)?.is_some() {}
        self.tracer.sign(Span::new(start, self.writer.len()), tag.cover(xml.at()));
        Ok(())
    }

    /// Reads a drawing with `read`: it shows where its text boxes belong.
    fn drawing(
        &mut self,
        xml: &mut Xml<'s>,
        read: impl FnOnce(&mut Self, &mut Xml<'s>) -> Result<(), Broken>,
    ) -> Result<(), Broken> {
        let sign = self.tracer.sign_begins(xml.at());
        let outer = std::mem::replace(&mut self.sign, sign);
        read(self, xml)?;
        self.sign = outer;
        self.tracer.sign_ends(sign, xml.at());
        Ok(())
    }

    /// Reads a drawing: its text boxes, and what is said in its place.
    pub(super) fn drawn(&mut self, xml: &mut Xml<'s>) -> Result<(), Broken> {
        let depth = xml.depth();
        while let Some(element) = xml.child(depth)? {
            match element.name() {
                "txbxContent" => self.set_box_aside(xml)?,
                "docPr" => {
                    let said = element.attribute("descr").or_else(|| element.attribute("title"));
                    said.filter(|said| !said.trim().is_empty()).into_iter().for_each(|said| self.set_words_aside(said));
                }
                // Word art.
                "textpath" => {
                    element.attribute("string").into_iter().for_each(|said| self.set_words_aside(said));
                }
                "AlternateContent" => self.drawn_choice(xml)?,
                // Some programs set whole runs in alternate content.
                "t" => self.text(xml, &RunLook::default())?,
                name if is_left_out(name) => {}
                _ => self.drawn(xml)?,
            }
        }
        Ok(())
    }

    fn text(&mut self, xml: &mut Xml<'s>, look: &RunLook) -> Result<(), Broken> {
        let tag = xml.at();
        self.tracer.text(tag);
        let depth = xml.depth();
        while let Some(node) = xml.next(depth)? {
            let Node::Text(words) = node else { continue };
            match look.pictures {
                true => self.pictures(&words, xml, look),
                false => self.traced(&words, xml.at(), xml.raw(), look),
            }
        }
        self.tracer.text_ends(xml.at());
        Ok(())
    }

    /// Adds words that stand at `at` of their part as `raw`.
    fn traced(&mut self, words: &str, at: Span<Raw>, raw: &str, look: &RunLook) {
        let start = self.writer.len();
        self.words(words, look);
        self.tracer.words(Span::new(start, self.writer.len()), at, raw);
    }

    /// Adds what a font with pictures shows for each letter.
    fn pictures(&mut self, words: &str, xml: &Xml<'s>, look: &RunLook) {
        let (at, raw) = (xml.at(), xml.raw());
        for (offset, letter) in words.char_indices() {
            let shown = picture(letter).to_string();
            match raw.len() == words.len() {
                true => {
                    let at = Span::new(at.start + offset, at.start + offset + letter.len_utf8());
                    self.traced(&shown, at, letter.encode_utf8(&mut [0; 4]), look);
                }
                false => self.traced(&shown, at, raw, look),
            }
        }
    }

    /// Adds words as a run writes them. Struck-through words are no part of the document.
    fn words(&mut self, words: &str, look: &RunLook) {
        if words.is_empty() || look.struck == Some(true) {
            return;
        }
        let start = self.writer.len();
        self.writer.bold(look.bold == Some(true));
        self.writer.words(words);
        self.remark(start, look);
    }

    fn line_break(&mut self, look: &RunLook) {
        if look.struck != Some(true) {
            self.writer.line_break();
        }
    }

    fn remark(&mut self, start: usize, look: &RunLook) {
        match self.inserted.last().map(String::as_str) {
            Some("") => self.writer.remark(start, "inserted"),
            Some(author) => self.writer.remark(start, &format!("inserted by {author}")),
            None => {}
        }
        if look.hidden == Some(true) {
            self.writer.remark(start, "hidden");
        }
    }

    /// A letter of a font that has pictures for letters.
    fn symbol(&mut self, element: &Element<'_>, look: &RunLook) {
        let code = element.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        let Some(letter) = code.and_then(char::from_u32) else { return };
        let pictures = element.attribute("font").is_some_and(|font| has_pictures(&font));
        let private = ('\u{f000}'..='\u{f0ff}').contains(&letter);
        let letter = if pictures || private { picture(letter) } else { letter };
        self.words(letter.encode_utf8(&mut [0; 4]), look);
    }

    /// The begin, the middle or the end of a field. A check box of a form is drawn by its field's begin.
    fn field_mark(&mut self, element: &Element<'_>, xml: &mut Xml<'s>) -> Result<(), Broken> {
        match element.attribute("fldCharType").as_deref() {
            Some("begin") => self.form_box(xml)?,
            Some("separate") => {
                let start = self.writer.len();
                if let Some((_, from)) = &mut self.field {
                    *from = Some(start);
                }
            }
            Some("end") => {
                if let Some((target, Some(start))) = self.field.take() {
                    self.writer.link(start, &target);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn form_box(&mut self, xml: &mut Xml<'s>) -> Result<(), Broken> {
        let depth = xml.depth();
        while let Some(element) = xml.child(depth)? {
            match element.name() {
                "checkBox" => {
                    let set = self.box_state(xml)?;
                    self.words(if set { "☒" } else { "☐" }, &RunLook::default());
                }
                _ => self.form_box(xml)?,
            }
        }
        Ok(())
    }

    /// Whether a form's check box is set: by hand, else by default.
    fn box_state(&mut self, xml: &mut Xml<'s>) -> Result<bool, Broken> {
        let depth = xml.depth();
        let (mut checked, mut default) = (None, None);
        while let Some(element) = xml.child(depth)? {
            match element.name() {
                "checked" => checked = Some(element.is_on()),
                "default" => default = Some(element.is_on()),
                _ => {}
            }
        }
        Ok(checked.or(default).unwrap_or(false))
    }

    fn field_code(&mut self, xml: &mut Xml<'s>) -> Result<(), Broken> {
        let code = xml.text(xml.depth())?;
        if let Some(target) = link_of_field(&code) {
            self.field = Some((target, None));
        }
        Ok(())
    }

    fn refer(&mut self, kind: &'static str, element: &Element<'_>, xml: &mut Xml<'s>) -> Result<(), Broken> {
        let Some(id) = element.attribute("id") else { return Ok(()) };
        let sign = self.tracer.sign_begins(xml.at());
        let depth = xml.depth();
        while xml.next(depth)?.is_some() {}
        self.tracer.sign_ends(sign, xml.at());
        let number = self.notes.keys().filter(|(known, _)| *known == kind).count() + 1;
        self.notes.entry((kind, id)).or_insert((number, sign));
        Ok(())
    }
}

/// The target of a field `HYPERLINK "…"`.
fn link_of_field(code: &str) -> Option<String> {
    let rest = code.trim_start().strip_prefix("HYPERLINK")?;
    let quoted = rest.split('"').nth(1)?;
    Some(quoted.to_owned())
}

/// The sign that a font with pictures draws for a letter: boxes and ticks, which say yes or no. Others are a mark of
/// which nothing is known. Word puts such letters into the private use area from U+F000 on.
fn picture(letter: char) -> char {
    let code = u32::from(letter);
    let code = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    match code {
        0x09 | 0x20 | 0xa0 => ' ',
        0xa8 | 0x6f | 0x71 | 0x72 => '☐',
        0xfe | 0x52 | 0x54 => '☑',
        0xfd | 0x78 | 0x53 => '☒',
        0xfc | 0x50 => '✓',
        0xfb | 0x4f => '✗',
        0xb7 | 0x6c | 0x6e | 0xa7 => '•',
        _ => '\u{fffd}',
    }
}
