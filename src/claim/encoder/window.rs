//! What the encoder is shown of a document: the text around the hit, over the borders of blocks.

use super::pieces::{Piece, Vocabulary};
use crate::claim::Hit;
use crate::document::{Block, BlockKind, Document};

/// So many pieces are shown at most.
pub(super) const LONGEST: usize = 96;
/// So many bytes on each side hold them, as good as always.
const REACH: usize = 1500;
/// What stands between two blocks, and between two cells of a row.
const GAP: &str = " ; ";
const CELL: &str = " | ";

/// The pieces around a hit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::claim) struct Window {
    /// All of them, the hit's in their place.
    pub(super) pieces: Vec<Piece>,
    /// The place of the middle one of the hit's.
    pub(super) hit: usize,
    /// The first and the last block that are shown whole, or as much of the hit's own as there is room for.
    shown: (usize, usize),
}

impl Window {
    /// The window around `hit`; `None` where it lies outside the document.
    pub(super) fn new(document: &Document, hit: Hit, vocabulary: &Vocabulary) -> Option<Self> {
        let text = document.blocks.get(hit.block)?.text.plain();
        let own = led(document, hit.block) + tail(text.get(..hit.span.start)?);
        let earlier = (0..hit.block).rev().map(|at| (at, shown(document, at, tail)));
        let before = Side::new(vocabulary, (hit.block, &own), earlier);
        let later = (hit.block + 1..document.blocks.len()).map(|at| (at, shown(document, at, head)));
        let after = Side::new(vocabulary, (hit.block, head(text.get(hit.span.end..)?)), later);
        let room = LONGEST - vocabulary.hit.len() - 2;
        let left = before.length().min((room / 2).max(room.saturating_sub(after.length())));
        let right = after.length().min(room - left);
        let all: Vec<Piece> = before.blocks.iter().rev().flat_map(|(_, pieces)| pieces).copied().collect();
        let mut pieces = vec![vocabulary.start];
        pieces.extend(all.get(all.len() - left..).unwrap_or_default());
        let place = pieces.len() + 1;
        pieces.extend(vocabulary.hit);
        pieces.extend(after.blocks.iter().flat_map(|(_, pieces)| pieces).take(right));
        pieces.push(vocabulary.end);
        Some(Self { pieces, hit: place, shown: (before.last_whole(left), after.last_whole(right)) })
    }

    /// Whether block `at` is shown.
    pub(in crate::claim) fn shows(&self, at: usize) -> bool {
        (self.shown.0..=self.shown.1).contains(&at)
    }
}

/// What stands on one side of the hit: the pieces of each block, the nearest block first.
struct Side {
    blocks: Vec<(usize, Vec<Piece>)>,
}

impl Side {
    fn new(vocabulary: &Vocabulary, (own, text): (usize, &str), others: impl Iterator<Item = (usize, String)>) -> Self {
        let mut side = Self { blocks: vec![(own, vocabulary.split(text))] };
        let mut bytes = text.len();
        for (at, text) in others {
            if bytes > REACH {
                break;
            }
            bytes += text.len();
            side.blocks.push((at, vocabulary.split(&text)));
        }
        side
    }

    fn length(&self) -> usize {
        self.blocks.iter().map(|(_, pieces)| pieces.len()).sum()
    }

    /// The farthest block that is whole among the `room` nearest pieces; the hit's own in any case.
    fn last_whole(&self, room: usize) -> usize {
        let mut length = 0;
        let whole = self.blocks.iter().take_while(|(_, pieces)| {
            length += pieces.len();
            length <= room
        });
        whole.last().or(self.blocks.first()).map_or(0, |(at, _)| *at)
    }
}

/// A block as the window shows it, the `part` of its text that can be needed. Nothing of words that a reader may never see,
/// and nothing of a block without text, but for cells: a thousand nested lists have a thousand of these.
fn shown(document: &Document, at: usize, part: fn(&str) -> &str) -> String {
    let Some(block) = document.blocks.get(at).filter(|block| block.kind != BlockKind::Aside) else {
        return String::new();
    };
    let text = block.text.plain();
    let empty = text.trim().is_empty() && !matches!(block.kind, BlockKind::Cell(_));
    if empty { String::new() } else { led(document, at) + part(text) }
}

/// What leads from the block before to the text of block `at`.
fn led(document: &Document, at: usize) -> String {
    let mark = shown_before(document, at);
    if at == 0 || mark == CELL { mark } else { format!("{GAP}{mark}") }
}

/// What the encoder is shown before the text of block `at`: a mark of its kind, with what the structure says and the text
/// doesn't: the number of an item, whether it is ticked, where a row begins, the name of a value.
///
/// ```
/// use gatelint::claim::shown_before;
/// use gatelint::document::{Document, Format};
/// let document = Document::read(Format::Markdown, "# Scope\n\n3. Seats\n\n> - [x] Checkout\n");
/// assert_eq!([0, 1, 2].map(|at| shown_before(&document, at)), ["# ", "3. ", "> - [x] "]);
/// ```
#[must_use]
pub fn shown_before(document: &Document, at: usize) -> String {
    let Some(block) = document.blocks.get(at) else { return String::new() };
    let mark = match &block.kind {
        BlockKind::Heading(_) => "# ".to_owned(),
        BlockKind::Cell(cell) if cell.column > 0 => return CELL.to_owned(),
        BlockKind::Cell(_) => "| ".to_owned(),
        BlockKind::Item => item(document, block),
        BlockKind::Value(pointer) => named(pointer),
        _ => String::new(),
    };
    if block.quote > 0 { format!("> {mark}") } else { mark }
}

/// A list item's number or dash, and its box.
fn item(document: &Document, block: &Block) -> String {
    let before = tail(document.source.get(..block.span.start).unwrap_or_default());
    let line = before.rsplit('\n').next().unwrap_or_default();
    let numbered = |word: &&str| word.starts_with(|letter: char| letter.is_ascii_digit()) && word.ends_with(['.', ')']);
    let written = line.split_whitespace().rfind(|word| !word.ends_with(']') && !word.ends_with('['));
    let mark = written.filter(numbered).unwrap_or("-");
    let task = block.items.last().and_then(|item| item.task);
    let tick = task.map_or("", |ticked| if ticked { "[x] " } else { "[ ] " });
    format!("{mark} {tick}")
}

/// The name of the member nearest to a value.
fn named(pointer: &str) -> String {
    let name = pointer.rsplit('/').find(|name| !name.chars().all(|letter| letter.is_ascii_digit()));
    name.map_or(String::new(), |name| format!("{}: ", name.replace(['_', '-'], " ")))
}

/// The last bytes of `text` that are looked at.
fn tail(text: &str) -> &str {
    let start = (text.len().saturating_sub(REACH)..=text.len()).find(|at| text.is_char_boundary(*at));
    start.and_then(|at| text.get(at..)).unwrap_or_default()
}

/// The first ones.
fn head(text: &str) -> &str {
    let end = (0..=text.len().min(REACH)).rev().find(|at| text.is_char_boundary(*at));
    end.and_then(|at| text.get(..at)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;
    use crate::span::Span;

    const LIST: &str = "[UNK]\n[CLS]\n[SEP]\n[unused0]\nfeature\n[unused1]\n#\n-\n|\n;\nscope\nwe\nsell\n.\nitem\nword";

    fn shown(text: &str, block: usize, hit: &str) -> String {
        let document = Document::read(Format::Markdown, text);
        let at = document.blocks[block].text.plain().find(hit).unwrap();
        let window =
            Window::new(&document, Hit { block, span: Span::new(at, at + hit.len()) }, &Vocabulary::read(LIST))
                .unwrap();
        assert_eq!(LIST.lines().nth(window.pieces[window.hit].into()), Some("feature"));
        let names = window.pieces.iter().filter_map(|piece| LIST.lines().nth(usize::from(*piece)));
        names.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn blocks_stand_in_a_row_with_their_marks() {
        let text = "# Scope\n\n- Item\n- We sell **checkout**.\n\n| Item | word |\n| --- | --- |\n| word | |\n";
        assert_eq!(
            shown(text, 2, "checkout"),
            "[CLS] # scope ; - item ; - we sell [unused0] feature [unused1] . ; | item | word ; | word | [SEP]"
        );
    }

    #[test]
    fn blocks_without_text_take_no_room() {
        let nested = format!("word\n\n{}checkout\n", "- ".repeat(40));
        let block = Document::read(Format::Markdown, nested.as_str()).blocks.len() - 1;
        assert_eq!(shown(&nested, block, "checkout"), "[CLS] word ; - [unused0] feature [unused1] [SEP]");
    }

    #[test]
    fn a_long_text_is_cut_around_the_hit() {
        let words = "word ".repeat(600);
        for text in [format!("{words}checkout"), format!("{words}checkout {words}"), format!("checkout {words}")] {
            let shown = shown(&text, 0, "checkout");
            assert_eq!(shown.split(' ').count(), LONGEST, "{shown}");
        }
        let both = shown(&format!("{words}checkout {words}"), 0, "checkout");
        let (before, after) = both.split_once(" [unused0] feature [unused1] ").unwrap();
        assert_eq!((before.matches("word").count(), after.matches("word").count()), (45, 46));
    }
}
