//! What a page shows: glyphs in the order of its content, each with its place.

use super::geometry::Rect;
use super::rules::Rules;

/// One glyph, in the space of the page as it is shown: points from the top left corner, y downwards.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    /// Where its text lies in [`Shown::text`].
    start: u32,
    length: u16,
    /// Its code in the font, cut to two bytes: tells signs of unknown meaning apart.
    pub(super) code: u16,
    /// Where its base line starts.
    pub(super) x: f32,
    pub(super) y: f32,
    /// How far and where to the pen moves.
    pub(super) dx: f32,
    pub(super) dy: f32,
    /// How much further it moves because the text is set wide.
    pub(super) tracking: f32,
    /// Its font's size as it is shown.
    pub(super) size: f32,
    pub(super) ascent: f32,
    pub(super) descent: f32,
    pub(super) bold: bool,
    /// Whether the file says what it means.
    pub(super) known: bool,
}

/// What is known of a page after its content was read.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) glyphs: Vec<Glyph>,
    text: String,
    /// How large a part of the page images cover, at most 1 for each image.
    pub(super) images: f64,
    /// How often something was painted that is neither text nor image.
    pub(super) strokes: usize,
    /// The straight lines among that.
    pub(super) rules: Rules,
    /// What pictures show, and words that are painted, as the file says; and where.
    pub(super) pictures: Vec<(String, Rect)>,
    /// Whether the page holds more than could be read.
    pub(super) cut: bool,
}

/// The place and look of a glyph that is to be added.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) at: (f64, f64),
    pub(super) advance: (f64, f64),
    pub(super) tracking: f64,
    pub(super) size: f64,
    pub(super) ascent: f64,
    pub(super) descent: f64,
    pub(super) bold: bool,
}

/// Glyphs that are read of one page.
const MAX_GLYPHS: usize = 1_000_000;
/// Bytes of one glyph's text.
const MAX_TEXT: usize = 4_000;

impl Shown {
    /// The text of a glyph.
    pub(super) fn text(&self, glyph: &Glyph) -> &str {
        let start = glyph.start as usize;
        self.text.get(start..start + usize::from(glyph.length)).unwrap_or_default()
    }

    /// All of the text, in the order of the content.
    pub(super) fn all_text(&self) -> String {
        self.glyphs.iter().map(|glyph| self.text(glyph)).collect()
    }

    /// Adds all that something else on the page shows.
    #[expect(clippy::cast_possible_truncation, reason = "both texts are bounded")]
    pub(super) fn append(&mut self, other: Self) {
        self.cut |= other.cut;
        if self.is_full() || other.is_full() {
            self.cut = true;
            return;
        }
        let by = self.text.len() as u32;
        self.text.push_str(&other.text);
        self.glyphs.extend(other.glyphs.into_iter().map(|glyph| Glyph { start: glyph.start + by, ..glyph }));
        self.images += other.images;
        self.strokes += other.strokes;
    }

    /// Adds a glyph that means `text`, or one of unknown meaning. A glyph drawn twice on the same place, which makes it
    /// look bold, counts once; one that shows nothing is left out.
    #[expect(clippy::cast_possible_truncation, reason = "points of a page; text is cut to what fits")]
    pub(super) fn push(&mut self, text: Option<&str>, code: u32, place: &Place) {
        let Place { at: (x, y), advance: (dx, dy), .. } = *place;
        if ![x, y, dx, dy, place.size].iter().all(|number| number.abs() < 1e6) || place.size < 0.01 {
            return;
        }
        if self.is_full() {
            self.cut = true;
            return;
        }
        let start = self.text.len();
        let known = self.add_text(text);
        let length = self.text.len() - start;
        let glyph = Glyph {
            start: start as u32,
            length: length as u16,
            code: code as u16,
            x: x as f32,
            y: y as f32,
            dx: dx as f32,
            dy: dy as f32,
            tracking: place.tracking as f32,
            size: place.size as f32,
            ascent: place.ascent as f32,
            descent: place.descent as f32,
            bold: place.bold,
            known,
        };
        if length == 0 || self.glyphs.last().is_some_and(|last| self.repeats(last, &glyph)) {
            self.text.truncate(start);
        } else {
            self.glyphs.push(glyph);
        }
    }

    fn is_full(&self) -> bool {
        self.glyphs.len() >= MAX_GLYPHS || self.text.len() >= MAX_GLYPHS * 4
    }

    fn repeats(&self, last: &Glyph, glyph: &Glyph) -> bool {
        let near = 0.12 * glyph.size;
        last.code == glyph.code
            && (last.x - glyph.x).abs() < near
            && (last.y - glyph.y).abs() < near
            && !self.text(glyph).trim().is_empty()
            && self.text(last) == self.text(glyph)
    }

    /// Adds a text as it is to be read: ligatures as letters, spaces of all kinds as one kind, signs that fonts have
    /// for themselves as unknown ones. Says whether it is known.
    fn add_text(&mut self, text: Option<&str>) -> bool {
        let start = self.text.len();
        for c in text.unwrap_or("\u{FFFD}").chars() {
            match c {
                '!'..='~' => self.text.push(c),
                '\u{FB00}' => self.text.push_str("ff"),
                '\u{FB01}' => self.text.push_str("fi"),
                '\u{FB02}' => self.text.push_str("fl"),
                '\u{FB03}' => self.text.push_str("ffi"),
                '\u{FB04}' => self.text.push_str("ffl"),
                '\u{FB05}' | '\u{FB06}' => self.text.push_str("st"),
                '\u{F0B7}' | '\u{F0A7}' => self.text.push('•'),
                '\u{F0FC}' | '\u{F0FE}' => self.text.push('✓'),
                '\u{E000}'..='\u{F8FF}' => self.text.push('\u{FFFD}'),
                c if c.is_whitespace() => self.text.push(' '),
                c if c.is_control() => self.text.push('\u{FFFD}'),
                '\u{200B}' | '\u{FEFF}' => {}
                c => self.text.push(c),
            }
            if self.text.len() - start > MAX_TEXT {
                break;
            }
        }
        !self.text.get(start..).is_some_and(|added| added.contains('\u{FFFD}'))
    }

    /// Puts `text` in the place of the glyphs from `first` on: what the file says they read as. Words that would vanish
    /// stay: a text without a letter does not replace letters.
    #[expect(clippy::cast_possible_truncation, reason = "the text is cut to what fits")]
    pub(super) fn replace(&mut self, first: usize, text: &str) {
        let Some((head, rest)) = self.glyphs.get(first..).and_then(|glyphs| glyphs.split_first()) else { return };
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let shown: usize =
            self.glyphs.get(first..).unwrap_or_default().iter().map(|glyph| letters(self.text(glyph))).sum();
        if letters(text) == 0 && shown > 0 {
            return;
        }
        if self.is_full() {
            self.cut = true;
            return;
        }
        let mut merged = *head;
        if let Some(last) = rest.last() {
            merged.dx = last.x + last.dx - merged.x;
            merged.dy = last.y + last.dy - merged.y;
        }
        merged.start = self.text.len() as u32;
        merged.known = self.add_text(Some(text));
        merged.length = (self.text.len() - merged.start as usize) as u16;
        self.glyphs.truncate(first);
        self.glyphs.push(merged);
    }
}
