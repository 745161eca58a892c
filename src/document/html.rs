//! HTML: what a reader of the page sees, in blocks like those of Markdown.
//!
//! Decisions:
//! - The tokens are those of the standard ([`tokens`]); of its tree only as much is kept as the text needs: which
//!   block, list, table, quote and code the words stand in, and which end tags are left out.
//! - Elements that the standard does not know stand inside of a line, as browsers show them.
//! - Text that is struck (`del`, `s`, `strike`) is read and taken away again at its end tag. One that is never closed,
//!   or not inside of the element it was opened in, hides nothing.
//! - Words beside the prose are [`BlockKind::Aside`]: those of attributes (`alt`, `title`, `aria-label`, `placeholder`
//!   and others), of `meta` descriptions, and text that the page hides (`hidden`, `display:none`, `template`,
//!   `noscript`). They may claim, but nothing that a reader may never see excludes anything or fills a field. What a
//!   style sheet or a script hides can't be told from the file: it is read as shown. `aria-hidden` text is shown.
//! - Scripts, styles and comments are no text.
//! - The first row of a table is its header if it stands in `thead`, or if all its cells are `th` or bold. A cell with a
//!   list, a heading or a table in it holds blocks of its own. A list of terms is a table of two columns.

mod declared;
mod element;
mod frames;
mod grid;
mod links;
mod part;
mod prose;
#[cfg(test)]
mod tests;
mod tokens;

use html5gum::State;

pub(super) use self::declared::declared;
use self::element::{Role, SPOKEN, TELLING, content, is_description, is_hidden_by, role};
use self::grid::Grid;
pub(super) use self::links::links;
pub(super) use self::part::part;
use self::prose::Prose;
use self::tokens::{Sink, Tag, tokens};
use super::{Block, BlockKind, Cell, Content, ItemPosition, Text, text_start};
use crate::span::{Source, Span};

/// How deep elements lie in each other at most; what lies deeper stands beside each other. Browsers have a limit like it.
const DEPTH_MAX: usize = 512;
/// How deep the items of lists are told at most.
const ITEMS_MAX: usize = 32;
/// How many struck stretches may lie in each other; more of them are not struck.
const STRUCK_MAX: usize = 32;

/// Reads `source`.
pub(super) fn read(source: &str) -> Content {
    let mut reader = Reader::default();
    tokens(source, Span::new(text_start(source), source.len()), &mut reader);
    Content { blocks: reader.finish(source.len()), ..Content::default() }
}

/// The state between two tokens.
#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    asides: Vec<Block>,
    prose: Prose,
    /// The hidden words that are being read.
    hidden: Prose,
    frames: Vec<Frame>,
    /// How many open elements lie deeper than [`DEPTH_MAX`].
    deeper: usize,
    /// How many open elements hide their content, hold none, or are SVG or MathML.
    unshown: usize,
    skipped: usize,
    foreign: usize,
    items: Vec<ItemPosition>,
    lists: Vec<List>,
    list_count: u32,
    /// The innermost item has no text yet.
    fresh: bool,
    quote: usize,
    marks: usize,
    grids: Vec<Grid>,
    table_count: u32,
    struck: Vec<Strike>,
    /// Where the tag at hand begins.
    at: usize,
}

/// An open element.
struct Frame {
    name: Box<str>,
    role: Role,
    hides: bool,
    /// It stands in hidden text, or hides its own.
    inert: bool,
    /// The cell that it is, as long as that has no text and no blocks of its own.
    cell: Option<Cell>,
    /// It is an item that is told.
    told: bool,
}

struct List {
    number: u32,
    next: u32,
}

/// Struck text that is being read.
struct Strike {
    name: Box<str>,
    /// It stands in hidden text.
    hidden: bool,
    /// How many elements were open, and how many blocks and asides stood before it.
    depth: usize,
    blocks: usize,
    asides: usize,
    /// How much of the open block's text stood before it.
    kept: usize,
}

impl Sink for Reader {
    fn words(&mut self, words: &str, start: usize) {
        let keeps = self.in_pre();
        match self.here() {
            Some(prose) if keeps => prose.keep(words, start),
            Some(prose) => prose.words(words, start),
            None => {}
        }
    }

    fn decoded(&mut self, words: &str, bytes: Span<Source>) {
        let keeps = self.in_pre();
        match self.here() {
            Some(prose) if keeps => prose.text.push_decoded(words, bytes),
            Some(prose) => prose.decoded(words, bytes),
            None => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) -> Option<State> {
        self.at = tag.span.start;
        let role = match tag.name {
            "text" | "desc" if self.foreign > 0 => Role::Block,
            name => role(name),
        };
        self.spoken(tag, role);
        let shown_dialog = tag.name == "dialog" && tag.attribute("open").is_some();
        let hides = role == Role::Unshown && !shown_dialog
            || tag.attribute("hidden").is_some()
            || tag.attribute("style").is_some_and(|style| is_hidden_by(style.plain()));
        match role {
            Role::Void => self.void(tag),
            Role::Inline | Role::Break | Role::Struck | Role::Code | Role::Strong | Role::Marks if !hides => {
                self.open_inline(tag, role);
            }
            Role::Break => {}
            _ if self.foreign > 0 && tag.closed => {}
            _ => self.open_frame(tag, role, hides),
        }
        content(tag.name).filter(|_| self.foreign == 0)
    }

    fn close(&mut self, name: &str, tag: Span<Source>) {
        self.at = tag.start;
        match role(name) {
            Role::Void => {}
            Role::Struck | Role::Code | Role::Strong | Role::Marks | Role::Break if !self.hides_as(name) => {
                self.close_inline(name, tag);
            }
            role => self.close_frame(name, role),
        }
    }

    fn wants(&self, attribute: &str) -> bool {
        SPOKEN.contains(&attribute) || TELLING.contains(&attribute)
    }
}

impl Reader {
    fn is_shown(&self) -> bool {
        self.unshown == 0 && self.skipped == 0
    }

    /// The words at hand: shown ones, or hidden ones; none in a script.
    fn here(&mut self) -> Option<&mut Prose> {
        match (self.skipped, self.unshown) {
            (0, 0) => Some(&mut self.prose),
            (0, _) => Some(&mut self.hidden),
            _ => None,
        }
    }

    /// Whether the innermost element that is closed by its end tag alone is one of that name that hides its text.
    fn hides_as(&self, name: &str) -> bool {
        self.unshown > 0 && self.frames.last().is_some_and(|frame| frame.hides && &*frame.name == name)
    }

    /// The innermost open element that says what its text is.
    fn telling(&self) -> Option<usize> {
        self.frames.iter().rposition(|frame| match frame.role {
            Role::Inline | Role::Void | Role::Block | Role::Paragraph | Role::Struck | Role::Code | Role::Strong => {
                false
            }
            Role::Marks | Role::Break | Role::Skipped | Role::Unshown | Role::Foreign => false,
            Role::Heading(_) | Role::List | Role::Item | Role::Terms | Role::Term | Role::Description => !frame.inert,
            Role::Table | Role::Rows | Role::Row | Role::Cell | Role::Quote | Role::Pre => !frame.inert,
        })
    }

    fn in_pre(&self) -> bool {
        self.is_shown()
            && self.telling().and_then(|at| self.frames.get(at)).is_some_and(|frame| frame.role == Role::Pre)
    }

    /// What the text here is.
    fn kind(&self) -> BlockKind {
        let frame = self.telling().and_then(|at| self.frames.get(at));
        match frame.map(|frame| (frame.role, frame.cell)) {
            Some((Role::Heading(level), _)) => BlockKind::Heading(level),
            Some((Role::Pre, _)) => BlockKind::Code,
            Some((Role::Item, _)) if self.fresh => BlockKind::Item,
            Some((_, Some(cell))) => BlockKind::Cell(cell),
            Some((_, None)) | None => BlockKind::Paragraph,
        }
    }

    /// Ends the block at hand.
    fn end_prose(&mut self) {
        let prose = std::mem::take(&mut self.prose);
        if prose.text.is_empty() {
            return;
        }
        let kind = self.kind();
        if let BlockKind::Cell(_) = kind {
            let frame = self.telling().and_then(|at| self.frames.get_mut(at));
            frame.into_iter().for_each(|frame| frame.cell = None);
        }
        self.fresh = false;
        self.put(kind, prose.finish());
    }

    fn put(&mut self, kind: BlockKind, text: Text) {
        let span = match text.is_empty() {
            true => Span::at(self.at),
            false => text.to_source(Span::new(0, text.len())),
        };
        let quote = u8::try_from(self.quote).unwrap_or(u8::MAX);
        self.blocks.push(Block { kind, span, text, quote, items: self.items.clone() });
    }

    /// Ends the hidden text at hand.
    fn end_hidden(&mut self) {
        let text = std::mem::take(&mut self.hidden).finish();
        self.aside(text);
    }

    fn aside(&mut self, text: Text) {
        if !text.plain().trim().is_empty() {
            let (kind, span) = (BlockKind::Aside, text.to_source(Span::new(0, text.len())));
            let quote = u8::try_from(self.quote).unwrap_or(u8::MAX);
            self.asides.push(Block { kind, span, text, quote, items: self.items.clone() });
        }
    }

    /// A block ends or begins: in a heading or a cell that is the end of a line.
    fn end_line(&mut self) {
        let frame = self.telling().and_then(|at| self.frames.get(at));
        match frame.is_some_and(|frame| frame.cell.is_some() || matches!(frame.role, Role::Heading(_))) {
            true => self.prose.end_line(self.at),
            false => self.end_prose(),
        }
    }

    /// The words of a tag's attributes.
    fn spoken(&mut self, tag: &Tag<'_>, role: Role) {
        if self.skipped > 0 {
            return;
        }
        for text in SPOKEN.iter().filter_map(|name| tag.attribute(name)) {
            self.aside(text.clone());
        }
        let plain = |name| tag.attribute(name).map_or("", Text::plain);
        let typed = plain("type").to_ascii_lowercase();
        let shows_value = matches!(typed.as_str(), "" | "text" | "button" | "submit" | "reset" | "search");
        let value = match (role, tag.name) {
            (Role::Void, "input") if shows_value => tag.attribute("value"),
            (Role::Void, "meta") if is_description(plain("name")) || is_description(plain("property")) => {
                tag.attribute("content")
            }
            _ => None,
        };
        value.into_iter().for_each(|text| self.aside(text.clone()));
    }

    fn void(&mut self, tag: &Tag<'_>) {
        let checkbox = || tag.attribute("type").is_some_and(|it| it.plain().eq_ignore_ascii_case("checkbox"));
        match tag.name {
            "hr" if self.is_shown() => self.end_line(),
            "input" if self.fresh && checkbox() => {
                let done = tag.attribute("checked").is_some();
                self.items.last_mut().into_iter().for_each(|item| item.task = Some(done));
            }
            _ => {}
        }
    }

    fn open_inline(&mut self, tag: &Tag<'_>, role: Role) {
        let (at, keeps, marks) = (self.at, self.in_pre(), usize::from(role == Role::Marks));
        if role == Role::Struck {
            return self.strike(tag.name);
        }
        let Some(prose) = self.here() else { return };
        match role {
            Role::Break if keeps => prose.text.push_decoded("\n", tag.span),
            Role::Break => prose.end_line(at),
            Role::Strong => prose.open_strong(at),
            Role::Code => prose.open_code(at),
            Role::Marks => prose.decoded("\u{201c}", tag.span),
            _ => {}
        }
        self.marks += marks;
    }

    fn close_inline(&mut self, name: &str, tag: Span<Source>) {
        let (at, role) = (self.at, role(name));
        let quoted = role == Role::Marks && self.marks > 0;
        if role == Role::Struck {
            return self.end_strike(name);
        }
        let Some(prose) = self.here() else { return };
        match role {
            Role::Break => prose.end_line(at),
            Role::Strong => prose.close_strong(),
            Role::Code => prose.close_code(),
            Role::Marks if quoted => prose.decoded("\u{201d}", tag),
            _ => {}
        }
        self.marks -= usize::from(quoted);
    }

    /// Struck text begins.
    fn strike(&mut self, name: &str) {
        let (at, hidden) = (self.at, self.unshown > 0);
        let (depth, blocks, asides) = (self.frames.len(), self.blocks.len(), self.asides.len());
        let full = self.struck.len() >= STRUCK_MAX;
        let Some(prose) = self.here().filter(|_| !full) else { return };
        prose.settle(at);
        let kept = prose.text.len();
        self.struck.push(Strike { name: name.into(), hidden, depth, blocks, asides, kept });
    }

    /// Takes the words away that stood since the start tag.
    fn end_strike(&mut self, name: &str) {
        let open = self.struck.iter().rposition(|strike| &*strike.name == name);
        let Some(strike) = open.and_then(|at| self.struck.drain(at..).next()) else { return };
        if strike.hidden {
            return if self.asides.len() == strike.asides {
                self.hidden.truncate(strike.kept)
            };
        }
        self.asides.truncate(strike.asides);
        if self.blocks.len() <= strike.blocks {
            return self.prose.truncate(strike.kept);
        }
        self.prose = Prose::default();
        self.blocks.truncate(strike.blocks + 1);
        match self.blocks.pop_if(|_| strike.kept == 0) {
            Some(_) => {}
            None => self.blocks.last_mut().into_iter().for_each(|block| {
                block.text.truncate(strike.kept);
                block.span = block.text.to_source(Span::new(0, block.text.len()));
            }),
        }
    }

    /// The blocks in the order of the file.
    fn finish(mut self, end: usize) -> Vec<Block> {
        self.at = end;
        while !self.frames.is_empty() {
            self.pop();
        }
        self.end_prose();
        self.end_hidden();
        let mut blocks = self.blocks;
        blocks.append(&mut self.asides);
        blocks.sort_by_key(|block| block.span.start);
        blocks
    }
}
