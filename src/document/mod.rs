//! Bytes to [`Document`]: blocks of text with exact places, and values where the file is data.
//!
//! Every reader (one file a format) gives the same shape, so that the stages after it know one kind of document.
//! A reader never fails: what it can't read becomes a [`Fault`] and, where nothing can be trusted, an empty
//! document that is *not checked*.
//!
//! There are two kinds of reader. A text format's takes `&str`, and its spans are bytes of the file
//! (`Content`: blocks, values, faults, links). A packed format's takes bytes and a [`Budget`], writes a text out and
//! tells where each stretch of it stands (`Extract`: text, content, [`Places`], and the files it [`Held`]). The table in
//! `format.rs` names them all; [`open`] takes a file by name and bytes and gives its document and what lies in it, which
//! is opened in turn.
//!
//! # Example
//! ```
//! use gatelint::document::{Document, Format};
//! let document = Document::read(Format::Markdown, "# Scope\n\nWe sell **self-serve** checkout.\n");
//! let block = &document.blocks[1];
//! assert_eq!(block.text.plain(), "We sell self-serve checkout.");
//! ```

mod blank;
mod charset;
mod csv;
mod docx;
mod draft;
mod drawing;
mod eml;
mod encoding;
mod fault;
mod fields;
mod find;
mod format;
mod front;
mod grid;
mod html;
#[cfg(test)]
mod invariants;
mod json;
mod label;
mod limits;
mod lists;
mod markdown;
mod node;
mod ods;
mod office;
mod open;
mod package;
#[cfg(test)]
mod packed;
mod pdf;
mod places;
mod plain;
mod pptx;
mod record;
mod sections;
pub mod text;
#[cfg(test)]
mod told;
mod toml;
mod values;
mod writer;
mod xlsx;
mod xml;
mod yaml;
mod zip;

use crate::span::{Source, Span};
pub use blank::is_blank;
pub use docx::{Leaf, Piece, Run, Trace, Twin};
pub use draft::{Draft, InPart, Part};
pub use encoding::{Decoded, Encoding, Unreadable, decode, decode_page};
pub use fault::{ANNOTATED, Fault, FaultCode};
pub use fields::Field;
pub(crate) use fields::Listed;
pub use find::Link;
pub use format::Format;
use format::Reader;
pub use label::fold_name;
pub(crate) use label::name_hash;
pub use limits::{Budget, Limits};
pub(crate) use open::refused;
pub use open::{Held, Opened, open};
pub use pdf::{Highlight, Unwritable, highlighted};
pub use places::{Address, Places};
pub use sections::Section;
pub use text::Text;
use values::Values;

/// One artifact as the stages after reading see it.
#[derive(Debug, Clone)]
pub struct Document {
    /// What it was read as.
    pub format: Format,
    /// The text that every [`Span<Source>`] of this document slices: the file's own, or the one extracted from it.
    pub source: String,
    /// Sorted by `span.start`, disjoint but for [`BlockKind::Aside`].
    pub blocks: Vec<Block>,
    /// See [`Document::values`].
    values: Values,
    /// What could not be read, each on its place; notes too.
    pub faults: Vec<Fault>,
    /// Where the words of an extracted text stand in the file; empty where spans are bytes of the file.
    pub places: Places,
    /// The targets of links, where they are no part of the text (those of Markdown: [`Document::link_targets`]).
    pub links: Vec<Link>,
}

impl Document {
    /// Reads the text `source` as `format`. Never fails: what can't be read is in [`Document::faults`]. Text is no
    /// file of a packed format, and is read as plain text where one is asked for; see [`open`] for files.
    ///
    /// A byte order mark at the start is skipped, but its three bytes count in every span.
    #[must_use]
    pub fn read(format: Format, source: impl Into<String>) -> Self {
        let mut document = Self::read_values(format, source);
        document.add_string_blocks();
        document
    }

    /// Whether there are no values, and no letter or digit in any block.
    pub(crate) fn says_nothing(&self) -> bool {
        let words = |block: &Block| block.text.plain().contains(char::is_alphanumeric);
        !self.blocks.iter().any(words) && self.values().is_none()
    }

    /// Says that a reader finds no text in it, which is no pass.
    pub(crate) fn nothing_shown(&mut self) {
        if self.is_sound() {
            self.faults.push(Fault::new(FaultCode::Empty, open::NO_TEXT));
        }
    }

    /// The same, but JSON and YAML give their values only: queries need no blocks, and most bundles are only queried.
    #[must_use]
    pub(crate) fn read_values(format: Format, source: impl Into<String>) -> Self {
        let source = source.into();
        match format.reader() {
            Reader::Text(read) => Self::of(format, read(&source), source),
            Reader::Extract(_) => Self::of(format, plain::read(&source), source),
        }
    }

    fn of(format: Format, content: Content, source: String) -> Self {
        let Content { blocks, values, faults, links } = content;
        Self { format, source, blocks, values, faults, places: Places::default(), links }
    }

    /// A document of which nothing is read yet.
    #[must_use]
    pub(crate) fn unread(format: Format, source: String) -> Self {
        Self::of(format, Content::default(), source)
    }

    /// Whether it could be read: there is no fault but notes.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.faults.iter().all(|fault| fault.code.is_note())
    }

    /// Makes a block of each string of JSON and YAML values; nothing where that was done, or for another format.
    pub(crate) fn add_string_blocks(&mut self) {
        if !self.format.is_data() || !self.blocks.is_empty() {
            return;
        }
        let mut blocks = Vec::new();
        if let Some(values) = self.values() {
            node::string_blocks(values, &mut blocks);
        }
        self.blocks = blocks;
    }
}

/// What a reader makes of a source.
#[derive(Debug, Default)]
struct Content {
    blocks: Vec<Block>,
    values: Values,
    faults: Vec<Fault>,
    links: Vec<Link>,
}

/// What a reader of a packed format makes of bytes. Text and places are written together, by [`writer::Writer`].
#[derive(Debug, Default)]
struct Extract {
    /// The text that the spans of `content` are of.
    text: String,
    content: Content,
    places: Places,
    /// The files that lie in it.
    members: Vec<Held>,
}

/// Where the text starts: after the byte order mark, if there is one.
fn text_start(source: &str) -> usize {
    if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// A stretch of text that is read as one: a paragraph, a list item's own text, a table cell, a heading, a string value.
#[derive(Debug, Clone)]
pub struct Block {
    /// What it is and where it stands in the structure.
    pub kind: BlockKind,
    /// The block's own bytes in the file, markup included; a list item's span holds its own text only, not its
    /// nested lists.
    pub span: Span<Source>,
    /// The text without its markup, each piece tied to the bytes it came from. Struck-through text is left out.
    pub text: Text,
    /// How many block quotes enclose it.
    pub quote: u8,
    /// The list items that enclose it, outermost first (an `Item` block's own position is the last).
    pub items: Vec<ItemPosition>,
}

/// A place in a list: which list of the document, which item of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemPosition {
    /// Number of the list in the document, in order of its start.
    pub list: u32,
    /// Number of the item in its list, from 0.
    pub index: u32,
    /// `Some(checked)` for a task-list item.
    pub task: Option<bool>,
}

/// The author of the comments that findings are shown in. They quote what they are about, so they are not read as part
/// of the document; since anyone can sign so, [`FaultCode::Annotated`] says that they are there.
pub const ANNOTATOR: &str = "gatelint";

/// What a directive to gatelint in a document starts with, in a comment.
pub(crate) const DIRECTIVE: &str = "gatelint";

/// Whether what follows [`DIRECTIVE`] makes it one; the colon may have been forgotten.
pub(crate) fn is_directive(after: &str) -> bool {
    after.starts_with(':') || after.trim_start().starts_with("allow ")
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of level 1 to 6 (in plain text: a short line that stands alone before a paragraph or list).
    Heading(u8),
    /// A paragraph, also one inside a list item after the item's first.
    Paragraph,
    /// The first text of a list item.
    Item,
    /// A cell of a table.
    Cell(Cell),
    /// A fenced or indented code block: it names things, it claims nothing.
    Code,
    /// A footnote's text, with its label.
    Footnote(String),
    /// A string of JSON, YAML or front matter: its JSON pointer (RFC 6901).
    Value(String),
    /// Words beside the prose that a reader may never see: hidden text, the `alt` or `title` of an element. They may
    /// claim, but they exclude nothing, fill no field and prove nothing. Alone among the blocks, one of these may lie
    /// inside of the block before it.
    Aside,
}

/// A cell's place in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Number of the table in the document.
    pub table: u32,
    /// Row, 0 is the header row.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
}

/// A value of JSON or YAML with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The value's bytes in the file (a string's quotes included).
    pub span: Span<Source>,
    /// What it holds.
    pub value: Value,
}

/// What a [`Node`] holds. Absence is no value: a member that is not there has no node.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`, or nothing after a YAML key.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it stands in the file.
    Number(serde_json::Number),
    /// A string, decoded, with the map back to its bytes.
    String(Text),
    /// A list.
    Array(Vec<Node>),
    /// Members in the order of the file; a name occurs once (a second one is a fault).
    Object(Vec<Member>),
}

/// One member of an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The name, decoded.
    pub name: String,
    /// Where the name stands (quotes included).
    pub name_span: Span<Source>,
    /// The value.
    pub node: Node,
}
