//! The words of a segment: where the gaps between its glyphs are spaces.

use super::super::geometry::Rect;
use super::super::glyph::{Glyph, Shown};
use super::bidi;
use super::{Framed, Lead, Run, Segment, Word, is_space, on_page};

/// A gap that is a space, in ems, beyond what the file says the text is set wide by, where the line has no space of its own.
const SPACE: f64 = 0.15;
/// The same where it has: then most gaps are made by kerning.
const SPACE_BESIDE_SPACES: f64 = 0.18;
/// A space narrower than this, in ems, is none: the next letter was drawn over it.
const NO_SPACE: f64 = 0.03;
/// Signs of unknown meaning in a row that look like a word.
const UNKNOWN_WORD: usize = 3;

/// A glyph that shows something, in its frame, and whether a space stands before it.
struct Sign<'g> {
    glyph: &'g Glyph,
    at: Framed,
    spaced: bool,
}

/// The segment that the runs make; `None` where they show nothing.
pub(super) fn segment(shown: &Shown, framed: &[Framed], angle: i32, runs: &[&Run], row: usize) -> Option<Segment> {
    let mut signs: Vec<Sign<'_>> = Vec::new();
    let mut spaced = false;
    for run in runs {
        let glyphs = shown.glyphs.iter().zip(framed).take(run.last + 1).skip(run.first);
        for (glyph, at) in glyphs {
            if is_space(shown, glyph) {
                spaced = true;
            } else {
                signs.push(Sign { glyph, at: *at, spaced: std::mem::take(&mut spaced) });
            }
        }
    }
    let first = signs.first()?;
    let base = runs.iter().max_by(|a, b| a.size.total_cmp(&b.size)).map_or(first.at.v, |run| run.base);
    let mut segment = Segment {
        text: String::new(),
        words: Vec::new(),
        frame: Rect::EMPTY,
        base,
        size: 0.0,
        bold: signs.iter().filter(|sign| sign.glyph.bold).count() * 5 > signs.len() * 4,
        page: 0,
        angle,
        first: runs.iter().map(|run| run.first).min()?,
        row,
        gap: 0.0,
        lead: Lead::default(),
        leftwards: false,
        unknown: has_unknown_word(&signs),
    };
    let limit = space_limit(&signs);
    let mut before: Option<&Sign<'_>> = None;
    for sign in &signs {
        let apart = before.is_some_and(|before| is_apart(before, sign, limit));
        segment.add(shown.text(sign.glyph), sign, apart);
        before = Some(sign);
    }
    segment.gap = widest_gap(&segment.words);
    segment.leftwards = bidi::set_in_order(&mut segment);
    for word in &mut segment.words {
        segment.frame = segment.frame.cover(&word.rect);
        word.rect = on_page(angle, word.rect);
    }
    Some(segment)
}

impl Segment {
    /// Adds a glyph to the last word, or as the start of a new one.
    fn add(&mut self, text: &str, sign: &Sign<'_>, apart: bool) {
        let (glyph, at) = (sign.glyph, sign.at);
        let size = f64::from(glyph.size);
        let rect = Rect {
            left: at.u,
            top: at.v - f64::from(glyph.ascent) * size,
            right: at.u + at.width,
            bottom: at.v - f64::from(glyph.descent) * size,
        };
        self.size = self.size.max(size);
        let text = text.trim_matches(' ');
        match self.words.last_mut().filter(|_| !apart) {
            Some(word) => {
                self.text.push_str(text);
                word.end = self.text.len();
                word.rect = word.rect.cover(&rect);
            }
            None => {
                if !self.text.is_empty() {
                    self.text.push(' ');
                }
                let start = self.text.len();
                self.text.push_str(text);
                self.words.push(Word { start, end: self.text.len(), rect });
            }
        }
    }
}

/// The widest gap between words.
fn widest_gap(words: &[Word]) -> f64 {
    words.iter().zip(words.iter().skip(1)).map(|(before, next)| next.rect.left - before.rect.right).fold(0.0, f64::max)
}

/// The gap between two signs in ems.
fn gap(before: &Sign<'_>, sign: &Sign<'_>) -> f64 {
    let em = f64::from(before.glyph.size.max(sign.glyph.size));
    (sign.at.u - before.at.u - before.at.width) / em.max(0.01)
}

/// The same without what the file itself puts between letters: it sets text wide by that, and means no space.
fn own_gap(before: &Sign<'_>, sign: &Sign<'_>) -> f64 {
    gap(before, sign) - f64::from(before.glyph.tracking / before.glyph.size.max(sign.glyph.size).max(0.01))
}

fn is_apart(before: &Sign<'_>, sign: &Sign<'_>, limit: f64) -> bool {
    if sign.spaced { !(-0.3..=NO_SPACE).contains(&gap(before, sign)) } else { own_gap(before, sign) > limit }
}

/// The gap, in ems, from which on there is a space. Text that is set wide has gaps everywhere: they are taken off.
fn space_limit(signs: &[Sign<'_>]) -> f64 {
    let pairs = || signs.iter().zip(signs.iter().skip(1));
    let mut gaps: Vec<f64> =
        pairs().filter(|(_, sign)| !sign.spaced).map(|(before, sign)| own_gap(before, sign)).collect();
    let has_spaces = signs.iter().any(|sign| sign.spaced);
    gaps.sort_by(f64::total_cmp);
    let usual = gaps.get(gaps.len() / 2).copied().filter(|_| gaps.len() >= 5).unwrap_or(0.0);
    let usual = if usual > 0.05 { usual } else { 0.0 };
    usual + if has_spaces { SPACE_BESIDE_SPACES } else { SPACE }
}

/// Whether signs of unknown meaning, not all the same, stand in a row.
fn has_unknown_word(signs: &[Sign<'_>]) -> bool {
    signs.chunk_by(|a, b| a.glyph.known == b.glyph.known).any(|row| {
        let unknown = row.first().is_some_and(|sign| !sign.glyph.known);
        let mut codes: Vec<u16> = row.iter().map(|sign| sign.glyph.code).collect();
        codes.sort_unstable();
        codes.dedup();
        unknown && row.len() >= UNKNOWN_WORD && codes.len() >= UNKNOWN_WORD - 1
    })
}
