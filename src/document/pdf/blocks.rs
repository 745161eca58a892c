//! Rows to blocks: headings, paragraphs, list items, tables.

use std::collections::BTreeMap;

use super::across::joined;
use super::flow::{Passage, Row};
use super::geometry::Rect;
use super::marker::{is_bullet, is_bullet_sign, is_marker, is_number, marker};
use super::ruled::Ruled;
use super::segment::Segment;
use super::table::{columns, table_rows};
use super::text::{Hyphens, PlacedWord, Written};

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Heading(u8),
    Paragraph,
    Item,
    Cell { table: u32, row: u32, column: u32 },
}

/// A block: bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// The number of each list around it, and the number of its item there.
    pub(super) items: Vec<(u32, u32)>,
}

/// A row of a page.
pub(super) struct Placed {
    pub(super) page: u32,
    pub(super) row: Row,
    /// Whether it stands on many pages at the same place: a header or a footer.
    pub(super) margin: bool,
    /// The table whose row it is, where lines part its cells.
    pub(super) ruled: Option<Ruled>,
}

/// The text of a document and what its parts are.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub(super) text: String,
    pub(super) words: Vec<PlacedWord>,
    pub(super) pieces: Vec<Piece>,
}

impl Blocks {
    /// Adds a comment, whose words all stand where its box is.
    pub(super) fn comment(&mut self, page: u32, text: &str, rect: Rect) {
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(&words.join(" "));
        let end = self.text.len();
        self.words.push(PlacedWord { start, end, page, rect });
        self.pieces.push(Piece { kind: Kind::Paragraph, start, end, items: Vec::new() });
    }
}

/// Writes the rows down.
pub(super) fn blocks(rows: Vec<Placed>) -> Blocks {
    let rows = joined(rows);
    let mut writer = Writer { sizes: Sizes::of(&rows), ..Writer::default() };
    for line in rows.iter().flat_map(|placed| &placed.row).flat_map(|passage| &passage.lines) {
        writer.hyphens.note(&line.text);
    }
    let mut rest = rows.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let table = table_rows(rest);
        if table > 0 {
            writer.table(rest.get(..table).unwrap_or_default());
            rest = rest.get(table..).unwrap_or_default();
        } else {
            writer.row(first, after.first());
            rest = after;
        }
    }
    Blocks { text: writer.written.text, words: writer.written.words, pieces: writer.pieces }
}

/// A heading is so much larger than the text, at least.
const LARGER: f64 = 1.12;
/// And has at most so many words.
const HEADING_WORDS: usize = 16;

/// The sizes of the document's text.
#[derive(Default)]
struct Sizes {
    body: f64,
    /// Those of headings, the largest first, in halves of points.
    larger: Vec<u32>,
    /// Whether most of the text is bold, so that bold says nothing.
    bold: bool,
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes of type, clamped")]
fn halves(size: f64) -> u32 {
    (size * 2.0).round().clamp(0.0, 1e6) as u32
}

impl Sizes {
    fn of(rows: &[Placed]) -> Self {
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        let (mut bold, mut all) = (0, 0);
        for line in rows.iter().flat_map(|placed| &placed.row).flat_map(|passage| &passage.lines) {
            *counts.entry(halves(line.size)).or_default() += line.text.len();
            all += line.text.len();
            bold += if line.bold { line.text.len() } else { 0 };
        }
        let body = counts.iter().max_by_key(|(_, count)| **count).map_or(0, |(size, _)| *size);
        let mut sizes = Self { body: f64::from(body) / 2.0, larger: Vec::new(), bold: bold * 2 > all };
        let passages =
            rows.iter().filter(|placed| placed.row.len() == 1 && placed.ruled.is_none()).flat_map(|placed| &placed.row);
        sizes.larger = passages
            .filter(|passage| sizes.is_larger(passage) && is_title(passage))
            .map(|one| halves(one.size()))
            .collect();
        sizes.larger.sort_unstable_by(|a, b| b.cmp(a));
        sizes.larger.dedup();
        sizes
    }

    fn is_larger(&self, passage: &Passage) -> bool {
        passage.size() > self.body * LARGER
    }

    /// The rank of the passage as a heading: by its size, below all larger ones where it is bold only.
    fn rank(&self, passage: &Passage, next: Option<&Placed>) -> Option<u8> {
        if !is_title(passage) {
            return None;
        }
        let rank = |above: usize| u8::try_from(above + 1).unwrap_or(6).min(6);
        if self.is_larger(passage) {
            return Some(rank(self.larger.iter().filter(|size| **size > halves(passage.size())).count()));
        }
        let bold = |passage: &Passage| passage.lines.iter().all(|line| line.bold);
        let text_follows = next.is_some_and(|next| !next.margin && !next.row.iter().all(bold));
        (!self.bold && bold(passage) && text_follows).then(|| rank(self.larger.len()))
    }
}

/// Whether the passage could be a heading by its words.
fn is_title(passage: &Passage) -> bool {
    let words: usize = passage.lines.iter().map(|line| line.words.len()).sum();
    let text = |end: fn(&[Segment]) -> Option<&Segment>| end(&passage.lines).map_or("", |line| line.text.as_str());
    let last = text(|lines| lines.last());
    words <= HEADING_WORDS
        && passage.lines.len() <= 3
        && !last.ends_with(['.', ',', ';', ':'])
        && !marker(text(|lines| lines.first())).is_some_and(|_| text(|lines| lines.first()).starts_with(is_bullet_sign))
        && passage.lines.iter().any(|line| line.text.contains(char::is_alphabetic))
}

/// A list that is open.
struct List {
    left: f64,
    bullets: bool,
    number: u32,
    index: u32,
}

#[derive(Default)]
struct Writer {
    written: Written,
    pieces: Vec<Piece>,
    sizes: Sizes,
    hyphens: Hyphens,
    /// The lists around the next item, outermost first.
    lists: Vec<List>,
    list_count: u32,
    table_count: u32,
}

impl Writer {
    fn row(&mut self, placed: &Placed, next: Option<&Placed>) {
        match placed.row.as_slice() {
            [passage] => self.passage(passage, placed.margin, next),
            [sign, passage] if is_sign(sign) => {
                self.numbered(sign, passage, next);
            }
            cells if cells.iter().all(Passage::is_prose) => {
                cells.iter().for_each(|passage| self.passage(passage, placed.margin, next));
            }
            cells => self.beside(cells),
        }
    }

    fn passage(&mut self, passage: &Passage, margin: bool, next: Option<&Placed>) {
        let first = passage.lines.first().map_or("", |line| line.text.as_str());
        if let Some(rank) = self.sizes.rank(passage, next).filter(|_| !margin) {
            self.lists.clear();
            self.block(Kind::Heading(rank), 0, |written, hyphens| written.passage(passage, hyphens));
        } else if let Some(length) = marker(first).filter(|_| !margin) {
            self.open_item(passage.frame().left, is_bullet(first.get(..length).unwrap_or_default()), passage.size());
            self.block(Kind::Item, length, |written, hyphens| written.passage(passage, hyphens));
        } else {
            if !margin {
                self.lists.clear();
            }
            self.block(Kind::Paragraph, 0, |written, hyphens| written.passage(passage, hyphens));
        }
    }

    /// A marker that stands apart from its item's text, or a heading from its number.
    fn numbered(&mut self, sign: &Passage, passage: &Passage, next: Option<&Placed>) {
        let text = sign.lines.first().map_or("", |line| line.text.as_str());
        let rank = self.sizes.rank(passage, next).filter(|_| !is_bullet(text));
        let (kind, skip) = match rank {
            Some(rank) => {
                self.lists.clear();
                (Kind::Heading(rank), 0)
            }
            None if !is_marker(text) => {
                self.lists.clear();
                (Kind::Paragraph, 0)
            }
            None => {
                self.open_item(sign.frame().left, is_bullet(text), passage.size());
                (Kind::Item, text.len() + 1)
            }
        };
        self.block(kind, skip, |written, hyphens| {
            written.passage(sign, hyphens);
            written.apart(" ");
            written.passage(passage, hyphens);
        });
    }

    /// Passages of one line that make no table: wide gaps stand between them.
    fn beside(&mut self, cells: &[Passage]) {
        self.lists.clear();
        self.block(Kind::Paragraph, 0, |written, hyphens| {
            for (at, cell) in cells.iter().enumerate() {
                if at > 0 {
                    written.apart("  ");
                }
                written.passage(cell, hyphens);
            }
        });
    }

    fn table(&mut self, rows: &[Placed]) {
        self.lists.clear();
        let table = self.table_count;
        self.table_count += 1;
        for (row, (placed, columns)) in (0..).zip(rows.iter().zip(columns(rows))) {
            for (cell, column) in placed.row.iter().zip(columns) {
                let apart = if column == 0 || self.pieces.last().is_none_or(|last| !is_in_row(last, table, row)) {
                    "\n"
                } else {
                    "\t"
                };
                let apart = if row == 0 && apart == "\n" { "\n\n" } else { apart };
                let start = self.written.begin(apart);
                self.written.passage(cell, &self.hyphens);
                let end = self.written.text.len();
                self.pieces.push(Piece { kind: Kind::Cell { table, row, column }, start, end, items: Vec::new() });
            }
        }
    }

    /// Writes a block; its first `skip` bytes, a list's marker, stand in the text before it.
    fn block(&mut self, kind: Kind, skip: usize, write: impl FnOnce(&mut Written, &Hyphens)) {
        let same_list = kind == Kind::Item && self.pieces.last().is_some_and(|last| last.kind == Kind::Item);
        let start = self.written.begin(if same_list { "\n" } else { "\n\n" }) + skip;
        write(&mut self.written, &self.hyphens);
        let end = self.written.text.len();
        let items = self.lists.iter().map(|list| (list.number, list.index)).collect();
        self.pieces.push(Piece { kind, start, end: end.max(start), items });
    }

    fn open_item(&mut self, left: f64, bullets: bool, size: f64) {
        let near = 0.8 * size;
        while self.lists.pop_if(|list| left < list.left - near).is_some() {}
        while self.lists.pop_if(|list| (left - list.left).abs() <= near && list.bullets != bullets).is_some() {}
        match self.lists.last_mut().filter(|list| (left - list.left).abs() <= near) {
            Some(list) => list.index += 1,
            None => {
                self.lists.push(List { left, bullets, number: self.list_count, index: 0 });
                self.list_count += 1;
            }
        }
    }
}

/// Whether the passage is a list's marker or a clause's number.
pub(super) fn is_sign(passage: &Passage) -> bool {
    match passage.lines.as_slice() {
        [line] => is_marker(&line.text) || is_number(&line.text) && line.text.contains('.'),
        _ => false,
    }
}

fn is_in_row(piece: &Piece, table: u32, row: u32) -> bool {
    matches!(piece.kind, Kind::Cell { table: of, row: at, .. } if of == table && at == row)
}
