//! Paths: which straight lines they draw.
//!
//! Source: ISO 32000-1, 8.5.

use super::super::geometry::{Matrix, Rect};
use super::super::rules::Rules;

/// Lines and boxes of one path; a longer one is a drawing.
const MAX_PARTS: usize = 10_000;

/// A path under construction, in the space of the page as it is shown.
#[derive(Default)]
pub(super) struct Path {
    start: (f64, f64),
    pen: (f64, f64),
    lines: Vec<((f64, f64), (f64, f64))>,
    boxes: Vec<Rect>,
    bounds: Option<Rect>,
}

impl Path {
    pub(super) fn move_to(&mut self, point: (f64, f64)) {
        (self.start, self.pen) = (point, point);
        self.reach(point);
    }

    pub(super) fn line_to(&mut self, point: (f64, f64)) {
        let from = std::mem::replace(&mut self.pen, point);
        self.reach(point);
        if self.lines.len() < MAX_PARTS {
            self.lines.push((from, point));
        }
    }

    /// A curve is no line, but goes somewhere.
    pub(super) fn curve_to(&mut self, point: (f64, f64)) {
        self.pen = point;
        self.reach(point);
    }

    fn reach(&mut self, point: (f64, f64)) {
        self.bounds = Some(self.bounds.unwrap_or(Rect::EMPTY).with(point));
    }

    /// The box around the points that the path goes through.
    pub(super) fn bounds(&self) -> Rect {
        self.boxes.iter().fold(self.bounds.unwrap_or(Rect::EMPTY), |all, rect| all.cover(rect))
    }

    pub(super) fn close(&mut self) {
        self.line_to(self.start);
    }

    pub(super) fn rectangle(&mut self, matrix: &Matrix, [x, y, width, height]: [f64; 4]) {
        if self.boxes.len() < MAX_PARTS {
            self.boxes.push(matrix.rectangle(Rect::of_corners([x, y, x + width, y + height])));
        }
    }

    /// Draws the path's lines.
    pub(super) fn stroke(&mut self, rules: &mut Rules) {
        for (from, to) in self.lines.drain(..) {
            rules.line(from, to);
        }
        for Rect { left, top, right, bottom } in self.boxes.drain(..) {
            rules.line((left, top), (right, top));
            rules.line((left, bottom), (right, bottom));
            rules.line((left, top), (left, bottom));
            rules.line((right, top), (right, bottom));
        }
        self.end();
    }

    /// Fills the path: thin boxes are lines.
    pub(super) fn fill(&mut self, rules: &mut Rules) {
        let all = self.lines.drain(..).fold(Rect::EMPTY, |all, (from, to)| all.with(from).with(to));
        for rect in self.boxes.drain(..).chain([all]) {
            rules.filled(rect);
        }
        self.end();
    }

    /// Ends the path without drawing it.
    pub(super) fn end(&mut self) {
        self.bounds = None;
        self.lines.clear();
        self.boxes.clear();
    }
}
