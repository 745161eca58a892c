//! Markdown: CommonMark with tables, strikethrough, task lists, footnotes and YAML front matter.
//!
//! The events of pulldown-cmark carry byte ranges. A text event whose range holds the very words is verbatim;
//! one whose words were changed on the way (a character reference, a NUL) is decoded, and stands for its range.
//!
//! Key decision: text that is not part of the document (struck through, by `~~` or by `<del>` and its kin) is read
//! and then taken away again once its end is found. So an opening tag that is never closed hides nothing.

mod code;

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::front::front_matter;
use super::html;
use super::values::Values;
use super::{Block, BlockKind, Cell, Content, ItemPosition, Text};
use crate::span::{Source, Span};

/// Reads `source`.
pub(super) fn read(source: &str) -> Content {
    let front = front_matter(source);
    let base = front.end;
    let body = source.get(base..).unwrap_or_default();
    let mut reader = Reader::new(source, front.blocks);
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        reader.event(event, base + range.start..base + range.end);
    }
    reader.close();
    Content { blocks: reader.blocks, values: Values::read(front.values), faults: front.faults, ..Content::default() }
}

/// How many struck-through stretches may lie in each other; more of them are not struck. It bounds the search for
/// the one that a tag closes.
const STRUCK_MAX: usize = 32;

/// What is read beyond CommonMark.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_FOOTNOTES
}

/// The state between two events.
struct Reader<'s> {
    source: &'s str,
    blocks: Vec<Block>,
    open: Option<Open>,
    quote: usize,
    items: Vec<ItemPosition>,
    lists: Vec<List>,
    list_count: u32,
    /// The innermost item has no text yet.
    fresh: bool,
    footnote: Option<String>,
    cell: Cell,
    table_count: u32,
    strong: Vec<usize>,
    struck: Vec<Strike>,
    /// The lines of the HTML block that is being read.
    html: Option<Vec<Span<Source>>>,
}

/// A list that is being read.
struct List {
    number: u32,
    next: u32,
}

/// The block that is being read.
struct Open {
    kind: BlockKind,
    span: Range<usize>,
    text: Text,
    /// A tight list item's text has no paragraph around it: the block ends where its last piece does.
    implicit: bool,
    /// Where a line break began that no text followed yet.
    line_break: Option<usize>,
}

/// Struck-through text that is being read.
struct Strike {
    /// Which HTML element; `None` for `~~`.
    element: Option<Element>,
    /// Length of the text before it.
    kept: usize,
}

/// The HTML elements that say something about the text in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Element {
    Del,
    S,
    Strike,
    Br,
}

impl<'s> Reader<'s> {
    fn new(source: &'s str, mut blocks: Vec<Block>) -> Self {
        // People write a block about every 80 bytes.
        blocks.reserve(source.len() / 64);
        Self {
            source,
            blocks,
            open: None,
            quote: 0,
            items: Vec::new(),
            lists: Vec::new(),
            list_count: 0,
            fresh: false,
            footnote: None,
            cell: Cell { table: 0, row: 0, column: 0 },
            table_count: 0,
            strong: Vec::new(),
            struck: Vec::new(),
            html: None,
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            // The parser tells the indentation of an HTML block as text.
            Event::Text(_) if self.html.is_some() => {}
            Event::Text(words) => self.words(&words, range),
            Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => self.code(&words, range),
            Event::Html(_) => self.html(range),
            Event::InlineHtml(tag) => self.inline_html(&tag, range),
            Event::FootnoteReference(_) => {
                self.inline(&range);
            }
            Event::SoftBreak | Event::HardBreak => self.inline(&range).line_break = Some(range.start),
            Event::Rule => self.close(),
            Event::TaskListMarker(done) => self.task(done),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                let kind = self.prose_kind();
                self.begin(kind, range);
            }
            Tag::Heading { level, .. } => self.begin(BlockKind::Heading(rank(level)), range),
            Tag::CodeBlock(_) => self.begin(BlockKind::Code, range),
            Tag::HtmlBlock => {
                self.close();
                self.html = Some(Vec::new());
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.quote += 1;
            }
            Tag::List(_) => {
                self.close();
                self.lists.push(List { number: self.list_count, next: 0 });
                self.list_count += 1;
            }
            Tag::Item => self.start_item(),
            Tag::FootnoteDefinition(label) => {
                self.close();
                self.footnote = Some(label.to_string());
            }
            Tag::Table(_) => {
                self.close();
                self.cell = Cell { table: self.table_count, row: 0, column: 0 };
                self.table_count += 1;
            }
            Tag::TableCell => self.begin(BlockKind::Cell(self.cell), range),
            Tag::TableHead | Tag::TableRow => self.cell.column = 0,
            Tag::MetadataBlock(_) | Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {
                self.close()
            }
            Tag::Strong => {
                let at = self.inline(&range).text.len();
                self.strong.push(at);
            }
            Tag::Strikethrough => {
                let kept = self.inline(&range).text.len();
                self.struck.push(Strike { element: None, kept });
            }
            Tag::Emphasis | Tag::Superscript | Tag::Subscript | Tag::Link { .. } | Tag::Image { .. } => {
                self.inline(&range);
            }
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::MetadataBlock(_)
            | TagEnd::Table
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => self.close(),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quote = self.quote.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.close();
                self.items.pop();
                self.fresh = false;
            }
            TagEnd::FootnoteDefinition => {
                self.close();
                self.footnote = None;
            }
            TagEnd::TableCell => {
                self.close();
                self.cell.column += 1;
            }
            TagEnd::TableHead | TagEnd::TableRow => self.cell.row += 1,
            TagEnd::Strong => self.end_strong(&range),
            TagEnd::Strikethrough => self.end_strike(None, &range),
            TagEnd::Emphasis | TagEnd::Superscript | TagEnd::Subscript | TagEnd::Link | TagEnd::Image => {
                self.reach(&range);
            }
        }
    }

    fn start_item(&mut self) {
        self.close();
        let Some(list) = self.lists.last_mut() else { return };
        self.items.push(ItemPosition { list: list.number, index: list.next, task: None });
        list.next += 1;
        self.fresh = true;
    }

    fn task(&mut self, done: bool) {
        if let Some(item) = self.items.last_mut() {
            item.task = Some(done);
        }
    }

    /// What a paragraph is here.
    fn prose_kind(&self) -> BlockKind {
        match &self.footnote {
            _ if self.fresh => BlockKind::Item,
            Some(label) if self.items.is_empty() => BlockKind::Footnote(label.clone()),
            _ => BlockKind::Paragraph,
        }
    }

    fn begin(&mut self, kind: BlockKind, range: Range<usize>) {
        self.close();
        self.open = Some(Open::new(kind, range, false));
        self.fresh = false;
    }

    /// The open block, for something inside a line that starts at `range`; a tight item's block begins here.
    fn inline(&mut self, range: &Range<usize>) -> &mut Open {
        if self.open.is_none() {
            self.open = Some(Open::new(self.prose_kind(), range.clone(), true));
            self.fresh = false;
        }
        let open = self.open.get_or_insert_with(|| Open::new(BlockKind::Paragraph, range.clone(), true));
        open.reach(range);
        if let Some(at) = open.line_break.take() {
            open.text.push_decoded(" ", Span::new(at, range.start));
        }
        open
    }

    /// Notes that the open block goes to the end of `range` at least.
    fn reach(&mut self, range: &Range<usize>) {
        if let Some(open) = &mut self.open {
            open.reach(range);
        }
    }

    fn words(&mut self, words: &str, range: Range<usize>) {
        let source = self.source;
        self.inline(&range).push(words, range, source);
    }

    fn code(&mut self, words: &str, range: Range<usize>) {
        let source = self.source;
        let open = self.inline(&range);
        let start = open.text.len();
        code::push_code(&mut open.text, words, range, source);
        open.text.mark_code(Span::new(start, open.text.len()));
    }

    fn inline_html(&mut self, tag: &str, range: Range<usize>) {
        let open = self.inline(&range);
        let kept = open.text.len();
        match element(tag) {
            Some((Element::Br, _)) => open.text.push_decoded(" ", Span::new(range.start, range.end)),
            Some((_, Side::Opens)) if self.struck.len() >= STRUCK_MAX => {}
            Some((element, Side::Opens)) => self.struck.push(Strike { element: Some(element), kept }),
            Some((element, Side::Closes)) => self.end_strike(Some(element), &range),
            None => {}
        }
    }

    /// A line of an HTML block.
    fn html(&mut self, line: Range<usize>) {
        if let Some(html) = &mut self.html {
            html.push(Span::new(line.start, line.end));
        }
    }

    fn end_html(&mut self) {
        let lines = self.html.take().unwrap_or_default();
        let (quote, items) = (u8::try_from(self.quote).unwrap_or(u8::MAX), self.items.clone());
        for mut block in html::part(self.source, &lines, &mut self.list_count, &mut self.table_count) {
            block.quote = block.quote.saturating_add(quote);
            block.items.splice(..0, items.iter().copied());
            self.blocks.push(block);
        }
    }

    fn end_strong(&mut self, range: &Range<usize>) {
        let Some(start) = self.strong.pop() else { return };
        if let Some(open) = &mut self.open {
            open.reach(range);
            let start = start.min(open.text.len());
            open.text.mark_strong(Span::new(start, open.text.len()));
        }
    }

    fn end_strike(&mut self, element: Option<Element>, range: &Range<usize>) {
        let Some(at) = self.struck.iter().rposition(|strike| strike.element == element) else { return };
        let Some(strike) = self.struck.drain(at..).next() else { return };
        if let Some(open) = &mut self.open {
            open.reach(range);
            open.text.truncate(strike.kept);
            // Bold that began in words that are gone begins where they stood.
            self.strong
                .iter_mut()
                .rev()
                .take_while(|start| **start > strike.kept)
                .for_each(|start| *start = strike.kept);
        }
    }

    /// Ends the open block, if there is one.
    fn close(&mut self) {
        self.strong.clear();
        self.struck.clear();
        let Some(open) = self.open.take() else { return };
        let after = self.blocks.last().map_or(0, |last| last.span.end);
        let start = open.span.start.max(after);
        let mut span = trimmed(self.source, start..open.span.end);
        if !open.text.is_empty() {
            span = span.cover(open.text.to_source(Span::new(0, open.text.len())));
        }
        self.put(open.kind, span, open.text);
    }

    fn put(&mut self, kind: BlockKind, span: Span<Source>, text: Text) {
        let quote = u8::try_from(self.quote).unwrap_or(u8::MAX);
        self.blocks.push(Block { kind, span, text, quote, items: self.items.clone() });
    }
}

impl Open {
    fn new(kind: BlockKind, span: Range<usize>, implicit: bool) -> Self {
        let text = Text::with_capacity(span.len());
        Self { kind, span, text, implicit, line_break: None }
    }

    fn reach(&mut self, range: &Range<usize>) {
        if self.implicit {
            self.span.end = self.span.end.max(range.end);
        }
    }

    fn push(&mut self, words: &str, range: Range<usize>, source: &str) {
        match source.get(range.clone()) {
            Some(there) if std::ptr::eq(there, words) || there == words => self.text.push_verbatim(words, range.start),
            _ => self.text.push_decoded(words, Span::new(range.start, range.end)),
        }
    }
}

/// `range` without the white space at its ends.
fn trimmed(source: &str, range: Range<usize>) -> Span<Source> {
    let words = source.get(range.clone()).unwrap_or_default();
    let inner = words.trim_start();
    let start = range.start + (words.len() - inner.len());
    Span::new(start, start + inner.trim_end().len())
}

fn rank(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Which end of an element a tag is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
}

/// The element of an inline tag such as `<del class="x">`, if it is one that matters here.
fn element(tag: &str) -> Option<(Element, Side)> {
    let inner = tag.strip_prefix('<')?;
    let (side, inner) = match inner.strip_prefix('/') {
        Some(rest) => (Side::Closes, rest),
        None => (Side::Opens, inner),
    };
    let name = inner.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    let is = |known: &str| name.eq_ignore_ascii_case(known);
    let element = match () {
        () if is("del") => Element::Del,
        () if is("s") => Element::S,
        () if is("strike") => Element::Strike,
        () if is("br") => Element::Br,
        () => return None,
    };
    Some((element, side))
}

#[cfg(test)]
mod tests;
