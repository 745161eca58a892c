//! The lines that a page draws: they part the cells of tables.
//!
//! Lines that touch make a [`Grid`]. Its cells are what lies between them; where a line is missing, a cell goes on. So
//! cells that wrap, that are empty, or that stand close beside each other are told apart without a guess.

use super::geometry::Rect;

/// Lines of one page that are looked at: more of them are a drawing.
const MAX_RULES: usize = 5_000;
/// The same after those that make one line are joined.
const MAX_JOINED: usize = 500;
/// Cells of a grid.
const MAX_CELLS: usize = 5_000;
/// How far lines that touch may lie apart, in points.
const TOUCHING: f64 = 2.0;
/// Lines nearer than this are one edge: double ones.
const EDGE: f64 = 3.0;
/// A box thinner than this is a line.
const THIN: f64 = 3.0;

/// A level or an upright line.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Rule {
    /// Where it stands: y of a level line, x of an upright one.
    at: f64,
    from: f64,
    to: f64,
}

impl Rule {
    fn covers(&self, point: f64) -> bool {
        self.from - TOUCHING <= point && point <= self.to + TOUCHING
    }
}

/// The lines of a page.
#[derive(Debug, Default)]
pub(super) struct Rules {
    level: Vec<Rule>,
    upright: Vec<Rule>,
}

impl Rules {
    /// Adds a line that is drawn from one point to another; one that is neither level nor upright is none.
    pub(super) fn line(&mut self, (x, y): (f64, f64), (u, v): (f64, f64)) {
        let (width, height) = ((u - x).abs(), (v - y).abs());
        if self.level.len() + self.upright.len() > MAX_RULES || !(width + height).is_finite() {
            return;
        }
        if height < 0.5 && width > THIN {
            self.level.push(Rule { at: y, from: x.min(u), to: x.max(u) });
        } else if width < 0.5 && height > THIN {
            self.upright.push(Rule { at: x, from: y.min(v), to: y.max(v) });
        }
    }

    /// Adds a box that is filled, which is a line where it is thin.
    pub(super) fn filled(&mut self, rect: Rect) {
        let (x, y) = ((rect.left + rect.right) / 2.0, (rect.top + rect.bottom) / 2.0);
        if rect.height() < THIN {
            self.line((rect.left, y), (rect.right, y));
        } else if rect.width() < THIN {
            self.line((x, rect.top), (x, rect.bottom));
        }
    }

    /// The grids that the lines make, the smallest first, so that one inside a cell of another comes before it.
    pub(super) fn grids(&self) -> Vec<Grid> {
        if self.level.len() + self.upright.len() > MAX_RULES || self.upright.is_empty() || self.level.is_empty() {
            return Vec::new();
        }
        let (level, upright) = (joined(&self.level), joined(&self.upright));
        if level.len() + upright.len() > MAX_JOINED {
            return Vec::new();
        }
        let mut grids: Vec<Grid> = hanging_together(&level, &upright).into_iter().filter_map(Grid::new).collect();
        grids.sort_by(|a, b| a.area().total_cmp(&b.area()));
        grids
    }
}

/// Lines that touch end to end, or lie over each other, as one.
fn joined(rules: &[Rule]) -> Vec<Rule> {
    let mut rules = rules.to_vec();
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut before: Option<(f64, f64)> = None;
    for rule in &mut rules {
        let (last, edge) = before.filter(|(last, _)| rule.at - last < TOUCHING / 2.0).unwrap_or((rule.at, rule.at));
        before = Some((rule.at.max(last), edge));
        rule.at = edge;
    }
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut joined: Vec<Rule> = Vec::new();
    for rule in rules {
        match joined.last_mut().filter(|last| last.at == rule.at && rule.from <= last.to + TOUCHING) {
            Some(last) => last.to = last.to.max(rule.to),
            None => joined.push(rule),
        }
    }
    joined
}

/// The level and upright lines that hang together.
fn hanging_together(level: &[Rule], upright: &[Rule]) -> Vec<Rules> {
    let mut parts = Vec::new();
    let mut left: (Vec<Rule>, Vec<Rule>) = (level.to_vec(), upright.to_vec());
    while let Some(first) = left.1.pop() {
        let mut part = Rules { level: Vec::new(), upright: vec![first] };
        let (mut levels, mut uprights) = (0, 0);
        while levels < part.level.len() || uprights < part.upright.len() {
            if let Some(one) = part.upright.get(uprights).copied() {
                part.level.extend(left.0.extract_if(.., |other| crosses(&one, other)));
                uprights += 1;
            } else if let Some(one) = part.level.get(levels).copied() {
                part.upright.extend(left.1.extract_if(.., |other| crosses(&one, other)));
                levels += 1;
            }
        }
        parts.push(part);
    }
    parts
}

fn crosses(one: &Rule, other: &Rule) -> bool {
    one.covers(other.at) && other.covers(one.at)
}

/// Lines that part cells.
#[derive(Debug)]
pub(super) struct Grid {
    rules: Rules,
    /// The edges of its columns, from left to right, and of its rows, downwards.
    columns: Vec<f64>,
    rows: Vec<f64>,
    /// The cell that each slot between edges belongs to, by the slot at its top left corner; row by row.
    owners: Vec<(usize, usize)>,
}

impl Grid {
    fn new(rules: Rules) -> Option<Self> {
        let columns = edges(&rules.upright, &rules.level);
        let rows = edges(&rules.level, &rules.upright);
        let (width, height) = (columns.len().checked_sub(1)?, rows.len().checked_sub(1)?);
        if width < 2 || height < 1 || width * height > MAX_CELLS {
            return None;
        }
        let mut grid = Self { rules, columns, rows, owners: Vec::new() };
        for row in 0..height {
            for column in 0..width {
                let owner = grid.find_owner(row, column, width);
                grid.owners.push(owner);
            }
        }
        Some(grid)
    }

    /// The cell of a slot: that of the slot before it, or of the one above, where no line is between them.
    fn find_owner(&self, row: usize, column: usize, width: usize) -> (usize, usize) {
        let middle = |edges: &[f64], at: usize| Some((edges.get(at)? + edges.get(at + 1)?) / 2.0);
        let ruled = |rules: &[Rule], edge: Option<&f64>, point: Option<f64>| {
            let (Some(edge), Some(point)) = (edge, point) else { return true };
            rules.iter().any(|rule| (rule.at - edge).abs() <= EDGE && rule.from <= point && point <= rule.to)
        };
        let (x, y) = (middle(&self.columns, column), middle(&self.rows, row));
        let owner = |row: usize, column: usize| self.owners.get(row * width + column).copied();
        if column > 0 && !ruled(&self.rules.upright, self.columns.get(column), y) {
            return owner(row, column - 1).unwrap_or((row, column));
        }
        if row > 0 && !ruled(&self.rules.level, self.rows.get(row), x) {
            return owner(row - 1, column).unwrap_or((row, column));
        }
        (row, column)
    }

    fn area(&self) -> f64 {
        let length = |edges: &[f64]| edges.last().unwrap_or(&0.0) - edges.first().unwrap_or(&0.0);
        length(&self.columns) * length(&self.rows)
    }

    /// The edges of its columns, from left to right.
    pub(super) fn columns(&self) -> &[f64] {
        &self.columns
    }

    /// The cells, by row and column of their top left corners, in order.
    pub(super) fn cells(&self) -> Vec<(usize, usize)> {
        let mut cells = self.owners.clone();
        cells.sort_unstable();
        cells.dedup();
        cells
    }

    /// The cell in which a point lies.
    pub(super) fn cell(&self, x: f64, y: f64) -> Option<(usize, usize)> {
        let slot = |edges: &[f64], point: f64| {
            let after = edges.partition_point(|edge| *edge <= point);
            (after < edges.len()).then(|| after.checked_sub(1)).flatten()
        };
        let width = self.columns.len() - 1;
        self.owners.get(slot(&self.rows, y)? * width + slot(&self.columns, x)?).copied()
    }

    /// The left and the right edge of a cell.
    pub(super) fn sides(&self, cell: (usize, usize)) -> (f64, f64) {
        let width = self.columns.len() - 1;
        let row = self.owners.iter().skip(cell.0 * width).take(width);
        let count = row.skip(cell.1).take_while(|owner| **owner == cell).count();
        let edge = |at: usize| self.columns.get(at).copied().unwrap_or(0.0);
        (edge(cell.1), edge(cell.1 + count.max(1)))
    }

    /// Whether an upright line stands between two points at a height.
    pub(super) fn parts(&self, left: f64, right: f64, y: f64) -> bool {
        self.rules.upright.iter().any(|rule| left <= rule.at && rule.at <= right && rule.from <= y && y <= rule.to)
    }
}

/// Where lines stand, those at the ends of the lines across them counted; near ones are one.
fn edges(rules: &[Rule], across: &[Rule]) -> Vec<f64> {
    let mut edges: Vec<f64> = rules.iter().map(|rule| rule.at).collect();
    edges.extend(across.iter().map(|rule| rule.from).min_by(f64::total_cmp));
    edges.extend(across.iter().map(|rule| rule.to).max_by(f64::total_cmp));
    edges.sort_by(f64::total_cmp);
    edges.dedup_by(|next, before| *next - *before <= EDGE);
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines from and to points `[x, y, u, v]`.
    fn grids(lines: &[[f64; 4]]) -> Vec<Grid> {
        let mut rules = Rules::default();
        for [x, y, u, v] in lines {
            rules.line((*x, *y), (*u, *v));
        }
        rules.grids()
    }

    fn check(lines: &[[f64; 4]], expected: &[&[(usize, usize)]]) {
        let found: Vec<Vec<(usize, usize)>> = grids(lines).iter().map(Grid::cells).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn cells() {
        let frame = [[0., 0., 100., 0.], [0., 40., 100., 40.], [0., 0., 0., 40.], [100., 0., 100., 40.]];
        check(&frame, &[]);
        let two = [frame.as_slice(), &[[50., 0., 50., 40.]]].concat();
        check(&two, &[&[(0, 0), (0, 1)]]);
        let doubled = [two.as_slice(), &[[51., 0., 51., 40.], [0., 1., 49., 1.], [50., 1., 100., 1.]]].concat();
        check(&doubled, &[&[(0, 0), (0, 1)]]);
        // The second row has one cell across; the third one goes on from the second in its right column.
        check(&[frame.as_slice(), &[[50., 0., 50., 20.], [0., 20., 100., 20.]]].concat(), &[&[(0, 0), (0, 1), (1, 0)]]);
        check(&[two.as_slice(), &[[0., 20., 50., 20.]]].concat(), &[&[(0, 0), (0, 1), (1, 0)]]);
        // Lines between cells only: the ends of the lines across them are the outer edges.
        check(&[[50., 0., 50., 40.], [0., 20., 100., 20.]], &[&[(0, 0), (0, 1), (1, 0), (1, 1)]]);
        check(&[[0., 0., 100., 0.], [0., 300., 0., 400.], [0., 0., 100., 40.]], &[]);
    }

    #[test]
    fn places_in_cells() {
        let lines = [[50., 0., 50., 20.], [0., 20., 100., 20.], [0., 0., 0., 40.], [100., 0., 100., 40.]];
        let grids = grids(&lines);
        let grid = &grids[0];
        assert_eq!(grid.cell(10., 10.), Some((0, 0)));
        assert_eq!(grid.cell(60., 10.), Some((0, 1)));
        assert_eq!(grid.cell(60., 30.), Some((1, 0)));
        assert_eq!(grid.cell(120., 30.), None);
        assert_eq!((grid.sides((0, 1)), grid.sides((1, 0))), ((50.0, 100.0), (0.0, 100.0)));
        assert!(grid.parts(40., 60., 10.) && !grid.parts(40., 60., 30.));
    }
}
