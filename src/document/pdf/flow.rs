//! Segments to paragraphs and rows, in the order in which a person reads them.
//!
//! The content of a page stands in reading order almost always, and what writers get wrong is known: values of a form
//! drawn after all of its labels, pages drawn word by word in no order. So the order of the content is followed, lines
//! below each other are joined where the text wraps, what stands beside a short text on its line is drawn to it, and
//! where the order makes no sense, lines are read downwards.

mod wrap;

use super::geometry::Rect;
use super::segment::Segment;

/// Lines that wrap into each other: a paragraph, a heading, a cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Passage {
    pub(super) lines: Vec<Segment>,
}

/// Passages that stand beside each other; most often just one.
pub(super) type Row = Vec<Passage>;

impl Passage {
    fn words(&self) -> usize {
        self.lines.iter().map(|line| line.words.len()).sum()
    }

    /// Whether it is running text rather than a label or a value.
    pub(super) fn is_prose(&self) -> bool {
        let lines = self.lines.len();
        self.words() >= if lines > 1 { 4 * lines } else { 8 }
    }

    /// Its box in the frame of its direction.
    pub(super) fn frame(&self) -> Rect {
        self.lines.iter().fold(Rect::EMPTY, |all, line| all.cover(&line.frame))
    }

    /// The size of its largest text.
    pub(super) fn size(&self) -> f64 {
        self.lines.iter().map(|line| line.size).fold(0.0, f64::max)
    }

    fn row(&self) -> usize {
        self.lines.first().map_or(0, |line| line.row)
    }
}

/// The rows of a page, whose segments are sorted downwards.
pub(super) fn rows(segments: Vec<Segment>) -> Vec<Row> {
    let mut rows = Vec::new();
    for direction in by_direction(segments) {
        rows.extend(grouped(wrap::passages(in_order(direction))));
    }
    rows
}

/// The segments of each direction of text, that with the most text first.
fn by_direction(segments: Vec<Segment>) -> Vec<Vec<Segment>> {
    let mut directions: Vec<Vec<Segment>> = Vec::new();
    for segment in segments {
        match directions.last_mut().filter(|last| last.last().is_some_and(|last| last.angle == segment.angle)) {
            Some(direction) => direction.push(segment),
            None => directions.push(vec![segment]),
        }
    }
    directions.sort_by_key(|direction| std::cmp::Reverse(direction.iter().map(|one| one.text.len()).sum::<usize>()));
    directions
}

/// The order of the content, unless it leaps back too often to be one that is read.
fn in_order(segments: Vec<Segment>) -> Vec<Segment> {
    let mut content = segments.clone();
    content.sort_by_key(|segment| segment.first);
    let leaps = content.iter().zip(content.iter().skip(1)).filter(|(before, next)| leaps(before, next)).count();
    if leaps > 4 && leaps * 5 > content.len() { segments } else { content }
}

/// Whether reading goes back upwards, or to the left on a line.
fn leaps(before: &Segment, next: &Segment) -> bool {
    let beside = next.frame.right <= before.frame.left || next.frame.left >= before.frame.right;
    let above = next.base < before.base - 2.0 * next.size && !beside;
    above || (next.row == before.row && next.frame.right <= before.frame.left)
}

/// Passages on one line that are looked at; a line of more stays as the content has it.
const MAX_MATES: usize = 100;

/// Draws passages of one line together: those that follow each other in the content, and short ones from elsewhere.
fn grouped(passages: Vec<Passage>) -> Vec<Row> {
    let mut by_row: Vec<(usize, usize)> = passages.iter().enumerate().map(|(at, one)| (one.row(), at)).collect();
    by_row.sort_unstable();
    let mut left: Vec<Option<Passage>> = passages.into_iter().map(Some).collect();
    let mut rows = Vec::new();
    for at in 0..left.len() {
        let Some(passage) = left.get_mut(at).and_then(Option::take) else { continue };
        let (line, short) = (passage.row(), !passage.is_prose());
        let mut row = vec![passage];
        let later = by_row.partition_point(|mate| *mate <= (line, at));
        let mut next = at + 1;
        for (_, mate) in by_row.iter().skip(later).take(MAX_MATES).take_while(|(row, _)| *row == line) {
            let Some(place) = left.get_mut(*mate) else { continue };
            let follows = *mate == next;
            if follows || (short && place.as_ref().is_some_and(|mate| !mate.is_prose())) {
                row.extend(place.take());
                next += usize::from(follows);
            }
        }
        row.sort_by(|a, b| a.frame().left.total_cmp(&b.frame().left));
        rows.push(row);
    }
    rows
}
