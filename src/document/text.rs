//! Text without its markup, each piece tied to the bytes it came from.

use crate::span::{Plain, Source, Span};

/// A block's text and its map back to the file. Both grow in one place, [`Text::push_verbatim`] and
/// [`Text::push_decoded`]; the map never decreases.
///
/// ```
/// use gatelint::document::Text;
/// use gatelint::span::Span;
/// let mut text = Text::default();          // from `R&amp;D team`
/// text.push_verbatim("R", 0);
/// text.push_decoded("&", Span::new(1, 6));
/// text.push_verbatim("D team", 6);
/// assert_eq!(text.plain(), "R&D team");
/// assert_eq!(text.to_source(Span::new(1, 3)), Span::new(1, 7));
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Text {
    plain: String,
    map: Map,
    /// Most texts have none.
    marks: Option<Box<Marks>>,
}

/// Where the words come from.
#[derive(Debug, Clone, PartialEq)]
enum Map {
    /// All stand in the file byte by byte, from this one on: most texts do, and such a map takes no memory of its own.
    Straight(usize),
    /// In pieces.
    Pieces(Vec<Piece>),
}

impl Default for Map {
    fn default() -> Self {
        Self::Straight(0)
    }
}

/// Stretches that are set apart, in order.
#[derive(Debug, Clone, Default, PartialEq)]
struct Marks {
    code: Vec<Span<Plain>>,
    strong: Vec<Span<Plain>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Piece {
    plain: usize,
    source: Span<Source>,
    /// Byte by byte; else all words stand for all bytes.
    straight: bool,
}

/// Texts with markup have some pieces: room for these is taken at once.
const PIECES: usize = 8;

impl Text {
    /// An empty text with room for `bytes` bytes of words, so that a reader that knows the block's length grows it once.
    #[must_use]
    pub fn with_capacity(bytes: usize) -> Self {
        Self { plain: String::with_capacity(bytes), ..Self::default() }
    }

    /// A text that stands in the file as it is, from byte `start` on.
    #[must_use]
    pub fn verbatim(words: &str, start: usize) -> Self {
        if words.is_empty() {
            return Self::default();
        }
        Self { plain: words.to_owned(), map: Map::Straight(start), marks: None }
    }

    /// Adds words that stand in the file byte for byte from `start` on.
    pub fn push_verbatim(&mut self, words: &str, start: usize) {
        if !words.is_empty() {
            self.add(Span::new(start, start + words.len()), true);
            self.plain.push_str(words);
        }
    }

    /// Adds words that stand for `source` without being its bytes (a character reference, a line break, an escape).
    pub fn push_decoded(&mut self, words: &str, source: Span<Source>) {
        if !words.is_empty() {
            // A space for one byte, a line's end mostly, leaves the map straight.
            self.add(source, words == " " && source.len() == 1);
            self.plain.push_str(words);
        }
    }

    /// Notes where the words come from that are about to be added.
    fn add(&mut self, source: Span<Source>, straight: bool) {
        let plain = self.plain.len();
        let piece = Piece { plain, source, straight };
        match &mut self.map {
            Map::Straight(start) if straight && (plain == 0 || *start + plain == source.start) => {
                *start = source.start - plain;
            }
            Map::Straight(start) => {
                let mut pieces = Vec::with_capacity(PIECES);
                if plain > 0 {
                    pieces.push(Piece { plain: 0, source: Span::new(*start, *start + plain), straight: true });
                }
                pieces.push(piece);
                self.map = Map::Pieces(pieces);
            }
            Map::Pieces(pieces) => match pieces.last_mut() {
                Some(last) if straight && last.straight && last.source.end == source.start => {
                    last.source.end = source.end;
                }
                _ => pieces.push(piece),
            },
        }
    }

    /// Takes everything from byte `length` of the words on away again, as if it had never been added (that is how
    /// struck-through words leave a text). A `length` inside a character or past the end changes nothing.
    ///
    /// ```
    /// use gatelint::document::Text;
    /// use gatelint::span::Span;
    /// let mut text = Text::verbatim("kept struck", 0);
    /// text.truncate(5);
    /// text.push_verbatim("on", 20);
    /// assert_eq!(text.plain(), "kept on");
    /// assert_eq!(text.to_source(Span::new(5, 7)), Span::new(20, 22));
    /// ```
    pub fn truncate(&mut self, length: usize) {
        if length >= self.plain.len() || !self.plain.is_char_boundary(length) {
            return;
        }
        self.plain.truncate(length);
        if let Map::Pieces(pieces) = &mut self.map {
            while pieces.pop_if(|piece| piece.plain >= length).is_some() {}
            if let Some(last) = pieces.last_mut().filter(|last| last.straight) {
                last.source.end = last.source.end.min(last.source.start + (length - last.plain));
            }
        }
        if let Some(marks) = &mut self.marks {
            while marks.code.pop_if(|span| span.end > length).is_some() {}
            while marks.strong.pop_if(|span| span.end > length).is_some() {}
        }
    }

    /// Moves the places of all words by so many bytes towards the end of the file.
    pub(super) fn shift(&mut self, by: usize) {
        match &mut self.map {
            Map::Straight(start) => *start += by,
            Map::Pieces(pieces) => pieces.iter_mut().for_each(|piece| piece.source = piece.source.shifted(by)),
        }
    }

    /// Notes that `span` is inline code.
    pub fn mark_code(&mut self, span: Span<Plain>) {
        self.marks.get_or_insert_default().code.push(span);
    }

    /// Notes that `span` is set in bold.
    pub fn mark_strong(&mut self, span: Span<Plain>) {
        self.marks.get_or_insert_default().strong.push(span);
    }

    /// The words.
    #[must_use]
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// Whether there are no words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }

    /// Length of the words in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.plain.len()
    }

    /// Inline code, in order.
    #[must_use]
    pub fn code(&self) -> &[Span<Plain>] {
        self.marks.as_ref().map_or(&[], |marks| &marks.code)
    }

    /// Bold stretches, in order.
    #[must_use]
    pub fn strong(&self) -> &[Span<Plain>] {
        self.marks.as_ref().map_or(&[], |marks| &marks.strong)
    }

    /// The bytes of the file that `span` came from: from the first byte of its first character to the last byte
    /// of its last, whatever markup lies between. An empty text gives an empty span at 0.
    #[must_use]
    pub fn to_source(&self, span: Span<Plain>) -> Span<Source> {
        if span.is_empty() {
            return Span::at(self.source_start(span.start));
        }
        Span::new(self.source_start(span.start), self.source_end(span.end))
    }

    /// The words that came from the bytes `source`: all characters that share a byte with it. Empty where none does.
    ///
    /// ```
    /// use gatelint::document::{Document, Format};
    /// use gatelint::span::Span;
    /// let document = Document::read(Format::Markdown, "We sell **self-serve** checkout.");
    /// let text = &document.blocks[0].text;
    /// assert_eq!(text.to_plain(Span::new(10, 31)).slice(text.plain()), "self-serve checkout");
    /// ```
    #[must_use]
    pub fn to_plain(&self, source: Span<Source>) -> Span<Plain> {
        let mut found: Option<Span<Plain>> = None;
        for (plain, from, straight) in self.pieces().filter(|(_, from, _)| from.overlaps(source)) {
            let part = match straight {
                true => {
                    let start = source.start.saturating_sub(from.start);
                    let end = source.end.min(from.end) - from.start;
                    let start = self.plain.floor_char_boundary(plain.start + start);
                    Span::new(start, self.plain.ceil_char_boundary(plain.start + end))
                }
                false => plain,
            };
            found = Some(found.map_or(part, |found| found.cover(part)));
        }
        found.unwrap_or(Span::at(0))
    }

    /// The bytes of the file that the words of `span` came from, piece by piece in order, without the markup that lies
    /// between them; neighbours are joined.
    ///
    /// ```
    /// use gatelint::document::{Document, Format};
    /// use gatelint::span::Span;
    /// let source = "We sell **self-serve** checkout.";
    /// let document = Document::read(Format::Markdown, source);
    /// let words: Vec<&str> = document.blocks[0].text.parts(Span::new(8, 27)).iter().map(|part| part.slice(source)).collect();
    /// assert_eq!(words, ["self-serve", " checkout"]);
    /// ```
    #[must_use]
    pub fn parts(&self, span: Span<Plain>) -> Vec<Span<Source>> {
        let mut parts: Vec<Span<Source>> = Vec::new();
        for (plain, ..) in self.pieces().filter(|(plain, ..)| plain.overlaps(span)) {
            let part = self.to_source(Span::new(plain.start.max(span.start), plain.end.min(span.end)));
            match parts.last_mut().filter(|last| last.end == part.start) {
                Some(last) => last.end = part.end,
                None => parts.push(part),
            }
        }
        parts
    }

    /// Where lines of the text end (the file's lines, or `<br>`): the place after the space that stands for the end.
    pub(super) fn line_ends<'t>(&'t self, source: &'t str) -> impl Iterator<Item = usize> + 't {
        self.pieces().flat_map(move |(plain, bytes, straight)| {
            let from = bytes.slice(source);
            let whole = (!straight && is_line_end(from)).then_some(plain.end);
            let inside = memchr::memchr2_iter(b'\n', b'\r', if straight { from.as_bytes() } else { b"" });
            let spaces = inside.filter(move |at| self.plain.as_bytes().get(plain.start + at) == Some(&b' '));
            whole.into_iter().chain(spaces.map(move |at| plain.start + at + 1))
        })
    }

    /// The pieces in order: words, their bytes in the file, and whether they stand there byte by byte, a space for a
    /// line's end at most.
    pub(super) fn pieces(&self) -> impl Iterator<Item = (Span<Plain>, Span<Source>, bool)> + '_ {
        let (straight, pieces) = match &self.map {
            Map::Straight(start) => (Some(*start).filter(|_| !self.plain.is_empty()), [].as_slice()),
            Map::Pieces(pieces) => (None, pieces.as_slice()),
        };
        let length = self.plain.len();
        let ends = pieces.iter().skip(1).map(|next| next.plain).chain([length]);
        let pieces = pieces.iter().zip(ends).map(|(one, end)| (Span::new(one.plain, end), one.source, one.straight));
        straight.map(|start| (Span::new(0, length), Span::new(start, start + length), true)).into_iter().chain(pieces)
    }

    /// The piece that holds `offset`, of the last one what goes past its end too.
    fn piece_at(&self, offset: usize) -> Option<Piece> {
        match &self.map {
            Map::Straight(_) if self.plain.is_empty() => None,
            Map::Straight(start) => {
                Some(Piece { plain: 0, source: Span::new(*start, start + self.plain.len()), straight: true })
            }
            Map::Pieces(pieces) => {
                let after = pieces.partition_point(|piece| piece.plain <= offset);
                pieces.get(after.checked_sub(1)?).copied()
            }
        }
    }

    fn source_start(&self, offset: usize) -> usize {
        match self.piece_at(offset) {
            Some(piece) if piece.straight => (piece.source.start + (offset - piece.plain)).min(piece.source.end),
            Some(piece) => piece.source.start,
            None => 0,
        }
    }

    fn source_end(&self, offset: usize) -> usize {
        match self.piece_at(offset.saturating_sub(1)) {
            Some(piece) if piece.straight => (piece.source.start + (offset - piece.plain)).min(piece.source.end),
            Some(piece) => piece.source.end,
            None => 0,
        }
    }
}

/// Whether a piece of text stands for the end of a line.
fn is_line_end(bytes: &str) -> bool {
    bytes.contains(['\n', '\r']) || bytes.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<br"))
}
