//! Glyphs to segments: the words that stand on one line without a wide gap.

mod bidi;
mod words;

use super::geometry::Rect;
use super::glyph::{Glyph, Shown};
use super::rules::Grid;

/// A word or a part of one, with its place on the page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    /// Where it lies in its segment's text.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) rect: Rect,
}

/// How a line follows the one before it in its passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Lead {
    /// As the next line of one text.
    #[default]
    Wrapped,
    /// Beside it.
    Beside,
    /// As a line of its own.
    Anew,
}

/// Words on one line without a wide gap between them. Its box lies in the frame of its own direction, where text runs
/// from left to right and lines follow each other downwards.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    pub(super) text: String,
    pub(super) words: Vec<Word>,
    pub(super) frame: Rect,
    pub(super) base: f64,
    pub(super) size: f64,
    pub(super) bold: bool,
    /// Its page, from 1.
    pub(super) page: u32,
    /// The direction of the text in degrees, clockwise.
    pub(super) angle: i32,
    pub(super) lead: Lead,
    /// Whether it runs from right to left.
    pub(super) leftwards: bool,
    /// Number of its first glyph in the page's content.
    pub(super) first: usize,
    /// Number of the line, counted downwards; segments of one line share it.
    pub(super) row: usize,
    /// The widest gap between its words.
    pub(super) gap: f64,
    /// Whether it has a stretch of signs of unknown meaning that looks like a word.
    pub(super) unknown: bool,
}

/// Glyphs that follow each other in the content and on the page.
struct Run {
    first: usize,
    last: usize,
    left: f64,
    right: f64,
    base: f64,
    size: f64,
}

/// A glyph in the frame of its direction.
#[derive(Clone, Copy)]
struct Framed {
    u: f64,
    v: f64,
    width: f64,
    angle: i32,
}

/// A gap of that many ems, where the content goes on right behind it, still lies in one segment.
const GAP_NEXT: f64 = 1.2;
/// The same where the content comes from elsewhere.
const GAP_OTHER: f64 = 0.6;

/// How far, in ems, a space at the end of a cell's text may reach over the line beside it.
const OVER_RULE: f64 = 0.35;

/// The segments of a page, ordered by direction, line and place on it. No line of the grids goes through one.
pub(super) fn segments(shown: &Shown, grids: &[Grid], page: u32) -> Vec<Segment> {
    let framed: Vec<Framed> = shown.glyphs.iter().map(frame).collect();
    let mut angles: Vec<i32> = framed.iter().map(|glyph| glyph.angle).collect();
    angles.sort_unstable();
    angles.dedup();
    let runs = runs(shown, &framed, grids);
    let mut segments = Vec::new();
    for angle in angles {
        let mut here: Vec<&Run> = runs.iter().filter(|(at, _)| *at == angle).map(|(_, run)| run).collect();
        here.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.left.total_cmp(&b.left)));
        lines(shown, &framed, angle, grids, &here, &mut segments);
    }
    for segment in &mut segments {
        segment.page = page;
    }
    segments
}

fn frame(glyph: &Glyph) -> Framed {
    let (dx, dy) = (f64::from(glyph.dx), f64::from(glyph.dy));
    let width = dx.hypot(dy);
    #[expect(clippy::cast_possible_truncation, reason = "degrees")]
    let angle = if width < 1e-6 { 0 } else { dy.atan2(dx).to_degrees().round() as i32 };
    let (u, v) = turned(angle, f64::from(glyph.x), f64::from(glyph.y));
    Framed { u, v, width, angle }
}

/// A point of the page in the frame of a direction.
fn turned(angle: i32, x: f64, y: f64) -> (f64, f64) {
    match angle {
        0 => (x, y),
        90 => (y, -x),
        -90 => (-y, x),
        _ => {
            let (sin, cos) = f64::from(angle).to_radians().sin_cos();
            (x * cos + y * sin, y * cos - x * sin)
        }
    }
}

/// A box of the frame of a direction, on the page.
fn on_page(angle: i32, rect: Rect) -> Rect {
    let Rect { left, top, right, bottom } = rect;
    let corners = [(left, top), (right, top), (left, bottom), (right, bottom)];
    corners.iter().fold(Rect::EMPTY, |all, (u, v)| all.with(turned(-angle, *u, *v)))
}

fn runs(shown: &Shown, framed: &[Framed], grids: &[Grid]) -> Vec<(i32, Run)> {
    let mut runs: Vec<(i32, Run)> = Vec::new();
    for (index, (glyph, at)) in shown.glyphs.iter().zip(framed).enumerate() {
        let size = f64::from(glyph.size);
        if let Some((angle, run)) = runs.last_mut() {
            let em = run.size.max(size);
            let gap = at.u - run.right;
            // Raised and lowered signs are smaller than what they stand at.
            let raised = if (run.size - size).abs() > 0.15 * em { 0.45 } else { 0.15 };
            let ruled = at.angle == 0 && gap > 0.1 * em && is_ruled(grids, run, at.u);
            let near = gap > -0.4 * em && gap < GAP_NEXT * em && !ruled;
            if *angle == at.angle && (at.v - run.base).abs() < raised * em && near {
                run.last = index;
                run.right = run.right.max(at.u + at.width);
                if size > run.size * 1.15 {
                    (run.base, run.size) = (at.v, size);
                }
                continue;
            }
        }
        let run = Run { first: index, last: index, left: at.u, right: at.u + at.width, base: at.v, size };
        runs.push((at.angle, run));
    }
    runs.retain(|(_, run)| {
        !shown.glyphs.get(run.first..=run.last).unwrap_or_default().iter().all(|g| is_space(shown, g))
    });
    runs
}

/// Whether a line of a grid stands between the run and what starts at `left`.
fn is_ruled(grids: &[Grid], run: &Run, left: f64) -> bool {
    let middle = run.base - 0.3 * run.size;
    grids.iter().any(|grid| grid.parts(run.right - OVER_RULE * run.size, left + 0.1 * run.size, middle))
}

fn is_space(shown: &Shown, glyph: &Glyph) -> bool {
    shown.text(glyph).bytes().all(|byte| byte == b' ')
}

/// Puts runs of one direction, sorted downwards, on lines, and cuts the lines into segments.
fn lines(shown: &Shown, framed: &[Framed], angle: i32, grids: &[Grid], runs: &[&Run], segments: &mut Vec<Segment>) {
    let mut rest = runs;
    while let Some(first) = rest.first() {
        let count =
            rest.iter().take_while(|run| run.base - first.base <= 0.3 * first.size.min(run.size).max(1.0)).count();
        let (line, after) = rest.split_at(count.max(1));
        rest = after;
        let mut line = line.to_vec();
        line.sort_by(|a, b| a.left.total_cmp(&b.left).then(a.first.cmp(&b.first)));
        let row = segments.last().map_or(0, |segment| segment.row + 1);
        let mut group: Vec<&Run> = Vec::new();
        let mut right = f64::NEG_INFINITY;
        for run in line {
            let apart = group.last().is_some_and(|before| {
                let em = before.size.max(run.size);
                let next = run.first == before.last + 1;
                let limit = if next { GAP_NEXT } else { GAP_OTHER };
                run.left - right > limit * em || (angle == 0 && is_ruled(grids, before, run.left))
            });
            if apart {
                segments.extend(words::segment(shown, framed, angle, &group, row));
                group.clear();
                right = f64::NEG_INFINITY;
            }
            right = right.max(run.right);
            if !group.last().is_some_and(|before| repeats(shown, before, run)) {
                group.push(run);
            }
        }
        segments.extend(words::segment(shown, framed, angle, &group, row));
    }
}

/// Whether a run draws once more what the run before it drew, a hair beside it, as some writers make bold text.
fn repeats(shown: &Shown, before: &Run, run: &Run) -> bool {
    let near = 0.15 * run.size;
    let texts = |run: &Run| shown.glyphs.get(run.first..=run.last).unwrap_or_default().iter().map(|g| shown.text(g));
    (before.left - run.left).abs() < near && (before.right - run.right).abs() < near && texts(before).eq(texts(run))
}
