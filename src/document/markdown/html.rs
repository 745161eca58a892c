//! Raw HTML that stands as a block of its own in Markdown: its markup and comments on one side, the words that a
//! reader of the page sees on the other.
//!
//! Only as much of HTML is read as it takes to know which words are seen: tags and their quotes, comments, character
//! references, and the elements that hold no prose. Elements in [`INLINE`] stand inside of a line; any other tag ends it.

use pulldown_cmark::{Event, Parser};

use super::{Element, STRUCK_MAX, Side, Strike, element};
use crate::document::{BlockKind, Text};
use crate::span::{Source, Span};

/// Elements inside of a line of text.
const INLINE: &str = "a|abbr|b|bdi|bdo|big|br|cite|code|data|del|dfn|em|font|i|img|ins|kbd|mark|q|s|samp|small|span|strike|\
    strong|sub|sup|time|tt|u|var|wbr";
/// Elements whose content nobody reads as prose.
const HIDDEN: &str = "script|style|template|svg|math|head|title";
/// The longest name of an element that is looked at; none of those above is longer.
const NAME_MAX: usize = 16;
/// The longest character reference, from `&` to `;`.
const REFERENCE_MAX: usize = 40;

/// A stretch of an HTML block.
pub(super) struct Part {
    pub(super) kind: BlockKind,
    pub(super) span: Span<Source>,
    pub(super) text: Text,
}

/// Walks over the lines of an HTML block.
pub(super) struct Html<'s> {
    source: &'s str,
    mode: Mode,
    parts: Vec<Part>,
    prose: Prose,
    /// What prose is here: a paragraph, or what the last tag said.
    kind: BlockKind,
}

/// Inside of what the next byte stands.
#[derive(Clone, Copy)]
enum Mode {
    Prose,
    /// A tag that started at a byte, and the quote it is in.
    Tag {
        start: usize,
        quote: Option<u8>,
    },
    Comment,
    /// An element of [`HIDDEN`] that started at a byte.
    Hidden {
        name: Span<Source>,
    },
}

/// The words that are being read.
#[derive(Default)]
struct Prose {
    text: Text,
    span: Option<Span<Source>>,
    /// Where white space began that no word followed yet.
    gap: Option<usize>,
    struck: Vec<Strike>,
    code: Option<usize>,
}

impl<'s> Html<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Self { source, mode: Mode::Prose, parts: Vec::new(), prose: Prose::default(), kind: BlockKind::Paragraph }
    }

    /// Reads the bytes of one line. Each step takes at least a byte, or leaves a hidden element before its end tag.
    pub(super) fn line(&mut self, line: Span<Source>) {
        let mut at = line.start;
        while at < line.end {
            let rest = Span::new(at, line.end);
            let length = match self.mode {
                Mode::Prose => self.words(rest),
                Mode::Tag { start, quote } => self.tag(rest, start, quote),
                Mode::Comment => self.comment(rest),
                Mode::Hidden { name } => self.hidden(rest, name),
            };
            at += length;
        }
    }

    /// The stretches of the block, in order.
    pub(super) fn finish(mut self) -> Vec<Part> {
        self.end_prose();
        self.parts
    }

    /// Words up to the next tag, comment or character reference, or that one's beginning.
    fn words(&mut self, rest: Span<Source>) -> usize {
        let words = rest.slice(self.source);
        let special = words.find(['<', '&']).unwrap_or(words.len());
        if special > 0 {
            self.prose.push_words(words.get(..special).unwrap_or_default(), rest.start);
            return special;
        }
        if words.starts_with("<!--") {
            self.mode = Mode::Comment;
            self.markup(Span::new(rest.start, rest.start + 4));
            return 4;
        }
        if words.starts_with('<') && words.get(1..).is_some_and(opens_tag) {
            self.mode = Mode::Tag { start: rest.start, quote: None };
            return 1;
        }
        if let Some((decoded, length)) = reference(words) {
            self.prose.push_decoded(&decoded, Span::new(rest.start, rest.start + length));
            return length;
        }
        self.prose.push_words(words.get(..1).unwrap_or_default(), rest.start);
        1
    }

    /// A tag up to its end, if that is in this line.
    fn tag(&mut self, rest: Span<Source>, start: usize, mut quote: Option<u8>) -> usize {
        let from = if rest.start == start + 1 { start } else { rest.start };
        for (at, byte) in rest.slice(self.source).bytes().enumerate() {
            match (quote, byte) {
                (None, b'>') => {
                    self.mode = Mode::Prose;
                    self.end_tag(Span::new(start, rest.start + at + 1), from);
                    return at + 1;
                }
                (None, b'"' | b'\'') => quote = Some(byte),
                (Some(open), byte) if open == byte => quote = None,
                _ => {}
            }
        }
        self.mode = Mode::Tag { start, quote };
        let name = self.tag_name(start);
        if !is_one_of(INLINE, name.slice(self.source)) {
            self.markup(Span::new(from, rest.end));
        }
        rest.len()
    }

    /// The name of the tag that starts at byte `start`.
    fn tag_name(&self, start: usize) -> Span<Source> {
        let tag = self.source.get(start..).unwrap_or_default();
        let opening = if tag.starts_with("</") { 2 } else { 1 };
        let inner = tag.bytes().skip(opening).take(NAME_MAX).take_while(u8::is_ascii_alphanumeric).count();
        Span::new(start + opening, start + opening + inner)
    }

    /// What a whole tag does to the words around it; the part of it in its last line begins at `from`.
    fn end_tag(&mut self, tag: Span<Source>, from: usize) {
        let words = tag.slice(self.source);
        let name_span = self.tag_name(tag.start);
        let name = name_span.slice(self.source);
        let opens = !words.starts_with("</");
        if is_one_of(INLINE, name) {
            self.prose.inline(tag, element(words), name, opens);
            return;
        }
        self.markup(Span::new(from, tag.end));
        self.kind = match name.as_bytes() {
            [b'h' | b'H', level @ b'1'..=b'6'] if opens => BlockKind::Heading(level - b'0'),
            _ if opens && name.eq_ignore_ascii_case("pre") => BlockKind::Code,
            _ => BlockKind::Paragraph,
        };
        if opens && !words.ends_with("/>") && is_one_of(HIDDEN, name) {
            self.mode = Mode::Hidden { name: name_span };
        }
    }

    fn comment(&mut self, rest: Span<Source>) -> usize {
        let end = rest.slice(self.source).find("-->").map(|at| at + 3);
        if end.is_some() {
            self.mode = Mode::Prose;
        }
        let length = end.unwrap_or(rest.len());
        self.markup(Span::new(rest.start, rest.start + length));
        length
    }

    fn hidden(&mut self, rest: Span<Source>, name: Span<Source>) -> usize {
        let words = rest.slice(self.source);
        let closes = |at: &usize| {
            let after = words.get(at + 2..at + 2 + name.len());
            after.is_some_and(|after| after.eq_ignore_ascii_case(name.slice(self.source)))
        };
        let end = words.match_indices("</").map(|(at, _)| at).find(closes);
        if end.is_some() {
            self.mode = Mode::Prose;
        }
        let length = end.unwrap_or(words.len());
        self.markup(Span::new(rest.start, rest.start + length));
        length
    }

    /// Bytes that nobody reads as prose. They end the words before them.
    fn markup(&mut self, bytes: Span<Source>) {
        self.end_prose();
        let words = bytes.slice(self.source);
        match self.parts.last_mut() {
            Some(Part { kind: BlockKind::Markup, span, text }) => {
                let bytes = Span::new(bytes.start.max(span.end), bytes.end);
                text.push_verbatim(bytes.slice(self.source), bytes.start);
                *span = span.cover(bytes);
            }
            _ if words.is_empty() => {}
            _ => {
                let text = Text::verbatim(words, bytes.start);
                self.parts.push(Part { kind: BlockKind::Markup, span: bytes, text });
            }
        }
    }

    fn end_prose(&mut self) {
        let prose = std::mem::take(&mut self.prose);
        if let (Some(span), false) = (prose.span, prose.text.is_empty()) {
            let span = span.cover(prose.text.to_source(Span::new(0, prose.text.len())));
            self.parts.push(Part { kind: self.kind.clone(), span, text: prose.text });
        }
    }
}

impl Prose {
    /// Words as they stand; white space with a line end in it is one space.
    fn push_words(&mut self, words: &str, start: usize) {
        let mut at = start;
        for piece in words.split_inclusive(char::is_whitespace) {
            let word = piece.trim_end();
            if !word.is_empty() {
                self.fill_gap(at);
                self.text.push_verbatim(word, at);
                self.reach(Span::new(at, at + word.len()));
            }
            if word.len() < piece.len() {
                self.gap.get_or_insert(at + word.len());
            }
            at += piece.len();
        }
    }

    fn push_decoded(&mut self, words: &str, bytes: Span<Source>) {
        self.fill_gap(bytes.start);
        self.text.push_decoded(words, bytes);
        self.reach(bytes);
    }

    /// One space for the white space before `at`, unless it stands at the start.
    fn fill_gap(&mut self, at: usize) {
        if let Some(gap) = self.gap.take().filter(|_| self.span.is_some()) {
            self.text.push_decoded(" ", Span::new(gap, at));
        }
    }

    fn reach(&mut self, bytes: Span<Source>) {
        self.span = Some(self.span.map_or(bytes, |span| span.cover(bytes)));
    }

    /// A tag inside of a line.
    fn inline(&mut self, tag: Span<Source>, known: Option<(Element, Side)>, name: &str, opens: bool) {
        self.fill_gap(tag.start);
        let length = self.text.len();
        match known {
            Some((Element::Br, _)) => {
                self.gap.get_or_insert(tag.start);
            }
            Some((_, Side::Opens)) if self.struck.len() >= STRUCK_MAX => {}
            Some((element, Side::Opens)) => self.struck.push(Strike { element: Some(element), kept: length }),
            Some((element, Side::Closes)) => {
                let open = self.struck.iter().rposition(|strike| strike.element == Some(element));
                if let Some(strike) = open.and_then(|at| self.struck.drain(at..).next()) {
                    self.text.truncate(strike.kept);
                    self.code = self.code.map(|start| start.min(strike.kept));
                    self.reach(tag);
                }
            }
            None if name.eq_ignore_ascii_case("code") && opens => self.code = Some(length),
            None if name.eq_ignore_ascii_case("code") => {
                if let Some(start) = self.code.take() {
                    self.text.mark_code(Span::new(start.min(length), length));
                }
            }
            None => {}
        }
    }
}

/// Whether what follows a `<` makes it a tag, a declaration or an instruction.
fn opens_tag(after: &str) -> bool {
    let after = after.strip_prefix('/').unwrap_or(after);
    after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?'))
}

fn is_one_of(names: &str, name: &str) -> bool {
    names.split('|').any(|known| known.eq_ignore_ascii_case(name))
}

/// The character reference that `words` start with, decoded, and its length. The Markdown parser has HTML's table of them.
fn reference(words: &str) -> Option<(String, usize)> {
    let end = words.bytes().take(REFERENCE_MAX).position(|b| b == b';')?;
    let written = words.get(..=end).filter(|written| written.starts_with('&'))?;
    let decoded = Parser::new(written).find_map(|event| match event {
        Event::Text(words) => Some(words.to_string()),
        _ => None,
    })?;
    (decoded != written && !decoded.starts_with('&') || written == "&amp;").then_some((decoded, end + 1))
}

#[cfg(test)]
mod tests {
    use crate::document::Format;
    use crate::document::told::{check_blocks, check_place};

    fn check(source: &str, expected: &[&str]) {
        check_blocks(Format::Markdown, source, expected);
    }

    #[test]
    fn words_between_tags_are_prose() {
        check(
            "<p align=\"a>b\">Self-serve <b>check</b>out</p>\n",
            &["markup <p align=\"a>b\">", "p Self-serve checkout", "markup </p>"],
        );
        check(
            "<div>\n<h2>Ex&amp;clusions</h2>\n  one\n  two<br>three\n</div>\n",
            &["markup <div><h2>", "h2 Ex&clusions", "markup </h2>", "p one two three", "markup </div>"],
        );
        check(
            "<table><tr><td>a</td><td>b &lt; c</td></tr></table>",
            &["markup <table><tr><td>", "p a", "markup </td><td>", "p b < c", "markup </td></tr></table>"],
        );
        check_place(Format::Markdown, "> <p>a <i>b</i>\n> c&eacute;</p>", "b c\u{e9}", "b</i>\n> c&eacute;");
    }

    #[test]
    fn comments_and_hidden_elements_are_not() {
        check("<!-- a -->\n", &["markup <!-- a -->"]);
        check("<!-- a\n  b --> seen\n", &["markup <!-- a\n  b -->", "p seen"]);
        check("<script>\nlet a = '<p>b</p>';\n</script>\n", &["markup <script>\nlet a = '<p>b</p>';\n</script>"]);
        check("<div>a <del>b</del> c <s>d</div>\n", &["markup <div>", "p a  c d", "markup </div>"]);
        check("<pre>\na b\n</pre>\n", &["markup <pre>", "code a b", "markup </pre>"]);
        check("<p>self-<a\nhref='x'>serve</a></p>\n", &["markup <p>", "p self-serve", "markup </p>"]);
        check("<div\n  class='x'\n>a</div>\n", &["markup <div\n  class='x'\n>", "p a", "markup </div>"]);
    }
}
