//! Points, boxes and the transformations between a page's spaces.

/// A transformation of the plane: `[a b c d e f]` as PDF writes it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    pub(super) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First `self`, then `next`.
    pub(super) fn then(&self, next: &Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [na, nb, nc, nd, ne, nf] = next.0;
        Self([
            a * na + b * nc,
            a * nb + b * nd,
            c * na + d * nc,
            c * nb + d * nd,
            e * na + f * nc + ne,
            e * nb + f * nd + nf,
        ])
    }

    /// Where the point goes.
    pub(super) fn point(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// Where a direction goes.
    pub(super) fn direction(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, ..] = self.0;
        (a * x + c * y, b * x + d * y)
    }

    /// The same with the origin moved by `(x, y)` before.
    pub(super) fn moved(&self, x: f64, y: f64) -> Self {
        let [a, b, c, d, ..] = self.0;
        let (e, f) = self.point(x, y);
        Self([a, b, c, d, e, f])
    }

    /// The way back; `None` where all points of a line go to one.
    pub(super) fn inverse(&self) -> Option<Self> {
        let [a, b, c, d, e, f] = self.0;
        let area = a * d - b * c;
        (area.abs() > 1e-9)
            .then(|| Self([d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area]))
    }

    /// The smallest upright box around where `rectangle` goes.
    pub(super) fn rectangle(&self, rectangle: Rect) -> Rect {
        let Rect { left, top, right, bottom } = rectangle;
        let corners = [(left, top), (right, top), (left, bottom), (right, bottom)];
        corners.iter().fold(Rect::EMPTY, |all, (x, y)| all.with(self.point(*x, *y)))
    }
}

/// An upright box; `top` is the smaller y.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Rect {
    /// The box around nothing.
    pub(super) const EMPTY: Self =
        Self { left: f64::INFINITY, top: f64::INFINITY, right: f64::NEG_INFINITY, bottom: f64::NEG_INFINITY };

    /// The box between two corners, whichever they are.
    pub(super) fn of_corners([x, y, u, v]: [f64; 4]) -> Self {
        Self { left: x.min(u), top: y.min(v), right: x.max(u), bottom: y.max(v) }
    }

    /// The smallest box around this one and a point.
    pub(super) fn with(&self, (x, y): (f64, f64)) -> Self {
        self.cover(&Self { left: x, top: y, right: x, bottom: y })
    }

    /// The smallest box around both.
    pub(super) fn cover(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// What both have in common; [`Rect::is_empty`] where that is nothing.
    pub(super) fn meet(&self, other: &Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// Whether it has no inside.
    pub(super) fn is_empty(&self) -> bool {
        self.right <= self.left || self.bottom <= self.top
    }

    /// Its width; 0 for an empty one.
    pub(super) fn width(&self) -> f64 {
        (self.right - self.left).max(0.0)
    }

    /// Its height; 0 for an empty one.
    pub(super) fn height(&self) -> f64 {
        (self.bottom - self.top).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_run_from_left_to_right() {
        let turn = Matrix([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]);
        let shift = Matrix([1.0, 0.0, 0.0, 1.0, 10.0, 20.0]);
        assert_eq!(turn.then(&shift).point(1.0, 0.0), (10.0, 21.0));
        assert_eq!(shift.then(&turn).point(1.0, 0.0), (-20.0, 11.0));
        let both = turn.then(&shift);
        assert_eq!(both.inverse().map(|back| both.then(&back)), Some(Matrix::IDENTITY));
        assert_eq!(shift.moved(1.0, 2.0).point(0.0, 0.0), (11.0, 22.0));
        assert_eq!(
            turn.rectangle(Rect::of_corners([0.0, 0.0, 2.0, 1.0])),
            Rect { left: -1.0, top: 0.0, right: 0.0, bottom: 2.0 }
        );
    }
}
