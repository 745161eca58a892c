//! Which lines wrap into each other.

use super::super::geometry::Rect;
use super::super::marker::{is_marker, is_number, marker};
use super::super::segment::Segment;
use super::Passage;
use crate::document::label::key_of;

/// Lines further apart than this, in ems, are of two paragraphs.
const MAX_PITCH: f64 = 2.0;
/// An indentation, in ems.
const INDENT: f64 = 0.8;
/// Words of a field's name at the start of a line.
const NAME_WORDS: usize = 5;

/// Joins segments, in reading order, into passages.
pub(super) fn passages(segments: Vec<Segment>) -> Vec<Passage> {
    let mut chains: Vec<Vec<Segment>> = Vec::new();
    for segment in segments {
        let step = chains.last().map_or(Step::Apart, |chain| step(chain, &segment));
        match (step, chains.last_mut()) {
            (Step::Below, Some(chain)) => chain.push(segment),
            (Step::Tighter, Some(chain)) => {
                let last = chain.pop();
                chains.push(last.into_iter().chain([segment]).collect());
            }
            (Step::Apart, _) | (_, None) => chains.push(vec![segment]),
        }
    }
    chains.into_iter().flat_map(split).collect()
}

/// How a line follows a chain of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// As the next line of one text.
    Below,
    /// The same, but nearer than the lines above follow each other: those are paragraphs, this is their line.
    Tighter,
    Apart,
}

fn step(chain: &[Segment], next: &Segment) -> Step {
    let Some(last) = chain.last() else { return Step::Apart };
    let em = last.size.max(next.size);
    let pitch = next.base - last.base;
    let overlap = last.frame.right.min(next.frame.right) - last.frame.left.max(next.frame.left);
    let alike = (last.size - next.size).abs() < 0.15 * em && (last.bold == next.bold || last.words.len() > 3);
    if !alike
        || pitch < 0.4 * em
        || pitch > MAX_PITCH * em
        || overlap < 0.3 * last.frame.width().min(next.frame.width())
    {
        return Step::Apart;
    }
    match chain.len().checked_sub(2).and_then(|before| chain.get(before)).map(|before| last.base - before.base) {
        Some(usual) if pitch < usual * 0.85 => Step::Tighter,
        Some(usual) if pitch > usual * 1.2 + 0.05 * em => Step::Apart,
        _ => Step::Below,
    }
}

/// Cuts a chain of lines where a line ends although the next word would have fitted on it, where a list item or an
/// indented line starts, and, in short texts, where the next line starts anew.
fn split(chain: Vec<Segment>) -> Vec<Passage> {
    let all = chain.iter().fold(Rect::EMPTY, |all, line| all.cover(&line.frame));
    let words: usize = chain.iter().map(|line| line.words.len()).sum();
    let prose = words >= 5 * chain.len();
    let mut passages: Vec<Passage> = Vec::new();
    for line in chain {
        let open = passages.last_mut().filter(|passage| goes_on(passage, &line, &all, prose));
        match open {
            Some(passage) => passage.lines.push(line),
            None => passages.push(Passage { lines: vec![line] }),
        }
    }
    passages
}

fn goes_on(passage: &Passage, next: &Segment, all: &Rect, prose: bool) -> bool {
    let (Some(first), Some(last)) = (passage.lines.first(), passage.lines.last()) else { return false };
    if marker(&next.text).is_some() || is_marker(&next.text) {
        return false;
    }
    if names_field(&first.text) && names_field(&next.text) {
        return false;
    }
    wraps(last, next, all) && (prose || runs_on(&last.text, &next.text)) && !is_indented(passage, first, last, next)
}

/// Whether the line starts with the name of a field and a colon: lines of a form follow each other.
fn names_field(line: &str) -> bool {
    let capital = line.starts_with(char::is_uppercase);
    capital && key_of(line).is_some_and(|key| key.split(' ').count() <= NAME_WORDS)
}

/// Whether the first word of `next` would not have fitted at the end of `last`.
fn wraps(last: &Segment, next: &Segment, all: &Rect) -> bool {
    let ahead = if last.leftwards { last.frame.left - all.left } else { all.right - last.frame.right };
    let room = ahead.min(all.width() - last.frame.width());
    let along = |rect: &Rect| if next.angle.abs() == 90 { rect.height() } else { rect.width() };
    let word = next.words.first().map_or(0.0, |word| along(&word.rect));
    room < word + last.gap.max(0.5 * next.size)
}

/// Whether a short text goes on in the next line: that starts small, or this one ends in the middle.
fn runs_on(last: &str, next: &str) -> bool {
    let small = next.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase);
    let word = last.rsplit(' ').next().unwrap_or_default();
    let joins = ["and", "or", "of", "the", "to", "for", "in", "by", "with", "a", "an", "&"].contains(&word);
    small || joins || last.ends_with([',', '-', '/', '(', '\u{AD}'])
}

/// Whether the next line is set in or out so that it starts a paragraph. The first line of a paragraph may be set in
/// by itself, or, behind a list's marker, the lines below it.
fn is_indented(passage: &Passage, first: &Segment, last: &Segment, next: &Segment) -> bool {
    let step = (next.frame.left - last.frame.left) / next.size.max(0.1);
    let opening = passage.lines.len() == 1;
    let centred = ((next.frame.left + next.frame.right) - (last.frame.left + last.frame.right)).abs() < next.size;
    if centred || step.abs() <= INDENT {
        return false;
    }
    let word = first.text.split(' ').next().unwrap_or_default();
    !(opening && (step < 0.0 || is_marker(word) || is_number(word)))
}
