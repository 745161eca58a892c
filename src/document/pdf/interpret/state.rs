//! The graphics state and the text object, as far as text needs them.

use std::rc::Rc;

use super::super::font::Font;
use super::super::geometry::Matrix;

/// What `q` saves and `Q` brings back.
#[derive(Clone)]
pub(super) struct State {
    /// From the current space to the view.
    pub(super) matrix: Matrix,
    pub(super) font: Option<Rc<Font>>,
    pub(super) size: f64,
    pub(super) character_space: f64,
    pub(super) word_space: f64,
    pub(super) scale: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
}

impl State {
    pub(super) fn new(matrix: Matrix) -> Self {
        Self {
            matrix,
            font: None,
            size: 0.0,
            character_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

/// A text object: where the pen is and where its line starts.
pub(super) struct Text {
    pub(super) matrix: Matrix,
    line: Matrix,
}

impl Default for Text {
    fn default() -> Self {
        Self { matrix: Matrix::IDENTITY, line: Matrix::IDENTITY }
    }
}

impl Text {
    pub(super) fn set(&mut self, matrix: Matrix) {
        self.matrix = matrix;
        self.line = matrix;
    }

    pub(super) fn move_line(&mut self, x: f64, y: f64) {
        self.set(self.line.moved(x, y));
    }

    pub(super) fn next_line(&mut self, state: &State) {
        self.move_line(0.0, -state.leading);
    }

    /// Moves the pen along the line without showing anything.
    pub(super) fn shift(&mut self, by: f64, state: &State) {
        let vertical = state.font.as_ref().is_some_and(|font| font.vertical);
        self.matrix = if vertical { self.matrix.moved(0.0, by) } else { self.matrix.moved(by * state.scale, 0.0) };
    }
}
