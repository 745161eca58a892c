//! PDF: the words of its pages with their places, as blocks.
//!
//! 1. [`file`]: the objects, with limits, also of files whose cross references are broken or that the empty password opens;
//! 2. [`interpret`]: the content's operators, fonts and character maps give glyphs, each with its place;
//! 3. [`segment`]: glyphs on one line without a wide gap, and where the spaces between their words are;
//! 4. [`rules`] and [`ruled`]: the cells of tables that have lines between them;
//! 5. [`flow`]: segments in reading order, joined to passages where lines wrap, drawn together where they stand beside
//!    each other;
//! 6. [`blocks`]: headings, paragraphs, list items, tables, and the text they are written down as.
//!
//! A page whose letters can't be had is a fault, never an empty page: see [`legible`].

mod across;
mod blocks;
mod cmap;
mod encoding;
mod file;
mod flow;
mod font;
mod form;
mod geometry;
mod glyph;
mod highlight;
mod interpret;
mod layers;
mod legible;
mod lex;
mod lookup;
mod margin;
mod marker;
mod pages;
mod ruled;
mod rules;
mod segment;
mod table;
mod tagged;
#[cfg(test)]
mod tests;
mod text;

use super::{Address, Block, BlockKind, Budget, Cell, Content, Extract, Fault, FaultCode, ItemPosition, Places, Text};
use crate::span::Span;
use blocks::{Blocks, Kind, Piece, Placed, blocks};
use file::{Broken, File};
pub use highlight::{Highlight, Unwritable, highlighted};

/// Reads the file `bytes`.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Extract {
    match File::open(bytes, budget.left()) {
        Ok(file) => {
            let extract = read_file(&file);
            budget.spend(file.spent());
            extract
        }
        Err(broken) => {
            let content = Content { faults: vec![unopened(broken)], ..Content::default() };
            Extract { content, ..Extract::default() }
        }
    }
}

fn unopened(broken: Broken) -> Fault {
    match broken {
        Broken::Damaged => Fault::new(FaultCode::Unreadable, "the PDF is damaged: its pages can't be found"),
        Broken::Locked => {
            let message = "the PDF is protected by a password: save a copy without one and check that";
            Fault::new(FaultCode::NoTextLayer, message)
        }
    }
}

fn read_file(file: &File<'_>) -> Extract {
    let mut shared = interpret::Shared::new(file);
    let mut margins = margin::Margins::default();
    let mut illegible = legible::Illegible::default();
    let (mut comments, mut signed) = (Vec::new(), 0);
    let mut read = Vec::new();
    let pages = pages::pages(file);
    for (number, page) in (1..).zip(&pages) {
        let mut shown = interpret::show_page(&mut shared, page);
        let notes = form::annotations(&mut shared, page, &mut shown);
        signed += notes.signed;
        let pictures = std::mem::take(&mut shown.pictures);
        let told = notes.read.into_iter().map(|comment| (comment.text, comment.rect)).chain(pictures);
        comments.extend(told.map(|(text, rect)| (number, text, rect)));
        let grids = shown.rules.grids();
        let segments = segment::segments(&shown, &grids, number);
        illegible.note(number, &shown, &segments, page.height);
        let (tables, segments) = ruled::tables(&grids, segments, number);
        let rows = flow::rows(segments);
        margins.note(&rows, page.height);
        read.push((number, page.height, ruled::in_order(rows, tables)));
    }
    let mut placed = Vec::new();
    for (page, height, rows) in read {
        placed.extend(rows.into_iter().map(|(row, ruled)| {
            let margin = ruled.is_none() && margins.has(&row, height);
            Placed { page, row, margin, ruled }
        }));
    }
    let mut blocks = blocks(placed);
    for (page, text, rect) in &comments {
        blocks.comment(*page, text, *rect);
    }
    let mut faults = illegible.faults();
    faults.extend(missing(file, pages.len()));
    faults.extend(Fault::annotated(signed));
    extract(blocks, faults)
}

/// Says so when the file has fewer pages than it says.
fn missing(file: &File<'_>, found: usize) -> Option<Fault> {
    let said = file.root().and_then(|root| root.dict("Pages")?.integer("Count")).unwrap_or(0);
    let found = i64::try_from(found).unwrap_or(i64::MAX);
    let message = match found {
        0 => "the PDF has no page".to_owned(),
        _ if found < said => format!("the PDF is damaged: it has {said} pages, and {found} of them were found"),
        _ => return None,
    };
    Some(Fault::new(FaultCode::Unreadable, message))
}

/// The text with its blocks and the place of each word.
fn extract(blocks: Blocks, faults: Vec<Fault>) -> Extract {
    let Blocks { text, words, pieces } = blocks;
    let mut places = Places::default();
    for word in &words {
        #[expect(clippy::cast_possible_truncation, reason = "points of a page")]
        let [x, y, width, height] =
            [word.rect.left, word.rect.top, word.rect.width(), word.rect.height()].map(|number| number as f32);
        places.push(word.start, Address::Box { page: word.page, x, y, width, height });
    }
    let blocks = pieces.into_iter().map(|piece| block(&text, piece)).collect();
    let content = Content { blocks, faults, ..Content::default() };
    Extract { text, content, places, members: Vec::new() }
}

fn block(text: &str, piece: Piece) -> Block {
    let Piece { kind, start, end, items } = piece;
    let kind = match kind {
        Kind::Heading(rank) => BlockKind::Heading(rank),
        Kind::Paragraph => BlockKind::Paragraph,
        Kind::Item => BlockKind::Item,
        Kind::Cell { table, row, column } => BlockKind::Cell(Cell { table, row, column }),
    };
    let span = Span::new(start, end);
    let items = items.into_iter().map(|(list, index)| ItemPosition { list, index, task: None }).collect();
    // A line's end inside of a cell reads as a space.
    let words = span.slice(text).replace('\n', " ");
    Block { kind, span, text: Text::verbatim(&words, start), quote: 0, items }
}
