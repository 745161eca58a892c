//! Marked content: what belongs to a layer, or reads as something else than it shows.
//!
//! Source: ISO 32000-1, 14.6.

use super::super::geometry::Rect;
use super::super::lex::{Lexer, Token};
use super::super::lookup::text_of;
use super::super::tagged::Reading;
use super::{Reader, Stream};
use lopdf::Object;

/// Stretches of marked content inside each other.
const MAX_MARKS: usize = 4_096;

/// A stretch of marked content that is open.
#[derive(Default)]
pub(super) struct Mark {
    hidden: bool,
    /// How many glyphs stand before it.
    first: usize,
    reading: Option<Reading>,
    /// The box around what is painted in it.
    painted: Option<Rect>,
}

impl<'d> Reader<'_, 'd> {
    /// `BDC`.
    pub(super) fn begin_mark(&mut self, operands: &[Token<'_>], lexer: &Lexer<'_>, stream: &Stream<'d>) {
        let is_layer = matches!(operands.first(), Some(Token::Name(tag)) if lexer.bytes(tag) == b"OC");
        let named = operands.get(1).filter(|_| operands.len() == 2);
        let mut mark = Mark::default();
        if let (true, Some(Token::Name(name))) = (is_layer, named) {
            let properties = stream.resources.and_then(|resources| resources.dict("Properties"));
            let layer = properties.and_then(|properties| properties.entries.get(lexer.bytes(name)).ok());
            mark.hidden = layer.is_some_and(|layer| self.shared.layers.hides(self.shared.file, layer));
        } else {
            let properties = self.resource("Properties", named, lexer, stream);
            let text = properties.and_then(|properties| properties.text("ActualText"));
            let text = text.or_else(|| match inline(b"ActualText", operands, lexer)? {
                Token::Text(text) => text_of(&Object::string_literal(lexer.bytes(text))),
                _ => None,
            });
            let id = properties.and_then(|properties| properties.integer("MCID"));
            let id = id.or_else(|| match inline(b"MCID", operands, lexer)? {
                #[expect(clippy::cast_possible_truncation, reason = "a whole number, or none that is known")]
                Token::Number(id) => Some(*id as i64),
                _ => None,
            });
            let said = || self.shared.tagged.reading(self.page, id.filter(|_| stream.depth == 0)?).cloned();
            mark.reading = text.map(Reading::Words).or_else(said);
        }
        self.push_mark(mark);
    }

    /// Opens a mark; of too many inside each other those above are not all read.
    pub(super) fn push_mark(&mut self, mark: Mark) {
        if self.marks.len() >= MAX_MARKS {
            self.shown.cut = true;
            return;
        }
        self.hidden += usize::from(mark.hidden);
        self.marks.push(Mark { first: self.shown.glyphs.len(), ..mark });
    }

    /// Notes that something which is no text was painted.
    pub(super) fn paint_in_mark(&mut self, rect: Rect) {
        if let Some(mark) = self.marks.last_mut().filter(|mark| mark.reading.is_some() && !rect.is_empty()) {
            mark.painted = Some(mark.painted.map_or(rect, |painted| painted.cover(&rect)));
        }
    }

    /// `EMC`: what was shown reads as the mark says; words that were only painted stand beside the page's text.
    pub(super) fn end_mark(&mut self) {
        let Some(mark) = self.marks.pop() else { return };
        self.hidden -= usize::from(mark.hidden);
        let bare = self.shown.glyphs.len() <= mark.first;
        match (mark.reading, mark.painted) {
            (Some(Reading::Words(text)), _) if !bare => self.shown.replace(mark.first, &text),
            (Some(Reading::Words(text) | Reading::Picture(text)), Some(rect)) if bare && self.hidden == 0 => {
                self.shown.pictures.push((text, rect));
            }
            _ => {}
        }
    }
}

/// An entry of a property list that stands in the content itself.
fn inline<'t>(key: &[u8], operands: &'t [Token<'_>], lexer: &Lexer<'_>) -> Option<&'t Token<'t>> {
    let is_key = |token: &Token<'_>| matches!(token, Token::Name(name) if lexer.bytes(name) == key);
    let at = operands.iter().skip(1).position(is_key)?;
    operands.get(at + 2)
}
