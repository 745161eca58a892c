//! Type0 fonts: codes of several bytes, most often the numbers of glyphs.

use std::borrow::Cow;

use lopdf::Object;

use super::super::cmap::{CMap, number_of as code_of};
use super::super::lookup::{Dict, number_of};
use super::national::{Meanings, is_unicode, meanings};
use super::{Shown, program};

/// Widths that one font may give.
const MAX_WIDTHS: usize = 1 << 16;

/// A font of many characters.
pub(super) struct Composite {
    encoding: Encoding,
    /// What codes mean, where the file says it.
    meaning: Option<CMap>,
    /// What characters mean by their number, asked where the file says nothing: by the font program, or because the
    /// number is the character.
    by_number: Cow<'static, Meanings>,
    widths: Vec<Option<f32>>,
    default_width: f64,
}

enum Encoding {
    /// Two bytes, the character's number.
    Identity,
    /// By a map in the file.
    Map(Box<CMap>),
    /// One of Adobe's maps for Asian scripts whose codes are known, though not the glyphs they stand for: one byte, where
    /// that means something by itself, or two.
    National,
    /// Another of them: two bytes.
    Unknown,
}

impl Composite {
    pub(super) fn load(font: Dict<'_>, descendant: Dict<'_>) -> Self {
        let meaning = font.unpacked("ToUnicode").map(|map| CMap::parse(&map));
        let meaning = meaning.filter(|map| !map.is_silent());
        let (encoding, by_number) = match font.get("Encoding") {
            Some(Object::Name(name)) if name.starts_with(b"Identity") => {
                (Encoding::Identity, by_glyph(descendant).map(Cow::Owned))
            }
            Some(Object::Name(name)) => match meanings(name) {
                Some(known) if is_unicode(name) => (Encoding::Unknown, Some(Cow::Borrowed(known))),
                Some(known) => (Encoding::National, Some(Cow::Borrowed(known))),
                None => (Encoding::Unknown, None),
            },
            Some(Object::Stream(map)) => {
                (Encoding::Map(Box::new(CMap::parse(&font.file.unpack(map).unwrap_or_default()))), None)
            }
            _ => (Encoding::Unknown, None),
        };
        Self {
            encoding,
            meaning,
            by_number: by_number.unwrap_or(Cow::Borrowed(&[])),
            widths: widths(descendant),
            default_width: descendant.number("DW").unwrap_or(1000.0) * 0.001,
        }
    }

    pub(super) fn shown(&self, bytes: &[u8]) -> Shown<'_> {
        let (code, length) = match &self.encoding {
            Encoding::Map(map) => map.next_code(bytes),
            Encoding::Identity | Encoding::National | Encoding::Unknown => {
                let first = bytes.first().copied().map_or(0, usize::from);
                let alone = matches!(self.encoding, Encoding::National)
                    && self.by_number.get(first).is_some_and(Option::is_some);
                let length = bytes.len().min(if alone { 1 } else { 2 });
                (code_of(bytes.get(..length).unwrap_or_default()), length)
            }
        };
        let number = match &self.encoding {
            Encoding::Map(map) => map.number(code).unwrap_or(0),
            Encoding::Identity | Encoding::National | Encoding::Unknown => code,
        };
        let index = usize::try_from(number).unwrap_or(usize::MAX);
        let said = || self.widths.get(index).copied().flatten().map(|width| f64::from(width) * 0.001);
        let width = match &self.encoding {
            // Widths are by glyph; characters of one byte are half as wide as others.
            Encoding::National if length == 1 => self.default_width * 0.5,
            Encoding::National => self.default_width,
            Encoding::Identity | Encoding::Map(_) | Encoding::Unknown => said().unwrap_or(self.default_width),
        };
        Shown { text: self.text(code, index), width, code, length }
    }

    fn text(&self, code: u32, number: usize) -> Option<&str> {
        if let Some(text) = self.meaning.as_ref().and_then(|map| map.text(code)) {
            return Some(text);
        }
        self.by_number.get(number)?.as_deref()
    }
}

/// What the characters mean by the embedded TrueType font, where its table of characters was left in it.
fn by_glyph(descendant: Dict<'_>) -> Option<Vec<Option<Box<str>>>> {
    let program = descendant.dict("FontDescriptor")?.unpacked("FontFile2")?;
    let glyphs = program::truetype_meanings(&program)?;
    let meaning = |glyph: usize| glyphs.get(glyph).copied().flatten().map(|c| c.to_string().into());
    Some(match descendant.get("CIDToGIDMap") {
        Some(Object::Stream(map)) => {
            let map = descendant.file.unpack(map)?;
            let (numbers, _) = map.as_chunks::<2>();
            numbers.iter().take(MAX_WIDTHS).map(|glyph| meaning(usize::from(u16::from_be_bytes(*glyph)))).collect()
        }
        _ => (0..glyphs.len()).map(meaning).collect(),
    })
}

/// The `W` array: `first [w w w]` or `first last w`.
fn widths(descendant: Dict<'_>) -> Vec<Option<f32>> {
    let mut widths = Vec::new();
    let mut rest = descendant.array("W").unwrap_or_default();
    let mut steps = 0..4 * MAX_WIDTHS;
    let number = |object: &Object| descendant.file.resolve(object).and_then(number_of);
    while let [first, second, after @ ..] = rest {
        let Some(start) = number(first).map(index) else { break };
        match (descendant.file.resolve(second), after) {
            (Some(Object::Array(list)), _) => {
                for (place, width) in (start..).zip(list) {
                    set(&mut widths, place, number(width));
                }
                rest = after;
            }
            (Some(last), [width, after @ ..]) => {
                let last = number_of(last).map_or(start, index);
                for (place, _) in (start..last.saturating_add(1).min(MAX_WIDTHS)).zip(&mut steps) {
                    set(&mut widths, place, number(width));
                }
                rest = after;
            }
            _ => break,
        }
    }
    widths
}

fn set(widths: &mut Vec<Option<f32>>, place: usize, width: Option<f64>) {
    if place >= MAX_WIDTHS {
        return;
    }
    if widths.len() <= place {
        widths.resize(place + 1, None);
    }
    #[expect(clippy::cast_possible_truncation, reason = "a width in thousandths")]
    if let Some(found) = widths.get_mut(place) {
        *found = width.map(|width| width as f32);
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
fn index(number: f64) -> usize {
    number.clamp(0.0, 1e6) as usize
}
