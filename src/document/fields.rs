//! The fields of a document: what has a name and a value.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::label::{key_of, name_hash, numbering};
use super::node::push_token;
use super::{Block, BlockKind, Document, Node, Value};
use crate::span::{Plain, Source, Span};

/// A name with its value, whatever the document writes them as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The name as it is written, without its colon; compare it by [`super::fold_name`].
    pub name: String,
    /// Where the name stands.
    pub name_span: Span<Source>,
    /// The value as plain text, trimmed; empty where there is none. [`super::is_blank`] says whether it is filled in.
    pub value: String,
    /// Where the value stands; where it has no text, the bytes after the name (a `<name>` that is markup, say).
    pub value_span: Span<Source>,
    /// The JSON pointer of a JSON, YAML or front matter member.
    pub pointer: Option<String>,
}

/// A field as it is listed: where its parts stand, and enough to tell it by its name.
#[derive(Debug)]
pub(crate) struct Listed {
    /// See [`name_hash`].
    hash: u64,
    name_span: Span<Source>,
    place: Place,
}

#[derive(Debug)]
enum Place {
    /// Two cells, by the numbers of their blocks.
    Cells { name: usize, value: usize },
    /// A line of a block, up to a byte of its text.
    Line { block: usize, key: Span<Plain>, end: usize },
    /// A member of data.
    Member(Box<Field>),
}

impl Document {
    /// Every field, in order:
    /// - `Key: value` lines, also several in one paragraph or one line (`Name: ____    Date: ____`), in bold or not; a
    ///   line without a key goes on with the value above;
    /// - the rows of a table with at least two columns (first cell: the name, second: the value), and, where it has one
    ///   row below its header, that row's cells under the names in the header;
    /// - JSON, YAML and front matter members that hold a string, a number, a truth value or nothing.
    ///
    /// ```
    /// use gatelint::document::{Document, Format};
    /// let document = Document::read(Format::Markdown, "- **Billing owner:** Anna\n- Date:\n");
    /// let fields = document.fields();
    /// assert_eq!((fields[0].name.as_str(), fields[0].value.as_str()), ("Billing owner", "Anna"));
    /// assert_eq!((fields[1].name.as_str(), fields[1].value.as_str()), ("Date", ""));
    /// ```
    #[must_use]
    pub fn fields(&self) -> Vec<Field> {
        self.list_fields().iter().filter_map(|listed| self.field(listed)).collect()
    }

    /// Where every field stands, in order: [`Document::field`] reads the few that are asked for.
    pub(crate) fn list_fields(&self) -> Vec<Listed> {
        let mut fields = Vec::new();
        if let Some(node) = self.values() {
            members(node, &self.source, &mut String::new(), &mut fields);
        }
        let mut at = 0;
        while let Some((block, after)) = self.blocks.get(at..).and_then(<[Block]>::split_first) {
            let BlockKind::Cell(cell) = block.kind else {
                prose(at, block, &self.source, &mut fields);
                at += 1;
                continue;
            };
            let in_table = |other: &&Block| matches!(other.kind, BlockKind::Cell(next) if next.table == cell.table);
            let length = 1 + after.iter().take_while(in_table).count();
            self.rows(at..at + length, &mut fields);
            at += length;
        }
        fields.sort_by_key(|field| field.name_span);
        fields
    }

    /// The field that is listed there; `None` where another document was listed.
    pub(crate) fn field(&self, listed: &Listed) -> Option<Field> {
        match &listed.place {
            Place::Cells { name, value } => {
                let (name, value) = (self.blocks.get(*name)?, self.blocks.get(*value)?);
                Some(Field {
                    name: cell_name(name, &self.source).to_owned(),
                    name_span: name.span,
                    value: value.text.plain().trim().to_owned(),
                    value_span: value.span,
                    pointer: None,
                })
            }
            Place::Line { block, key, end } => Some(field(self.blocks.get(*block)?, &self.source, *key, *end)),
            Place::Member(field) => Some((**field).clone()),
        }
    }

    /// Fields of a table, whose cells are the blocks `cells`.
    fn rows(&self, cells: Range<usize>, fields: &mut Vec<Listed>) {
        let row_of = |at: usize| match self.blocks.get(at).map(|block| &block.kind) {
            Some(BlockKind::Cell(cell)) => Some(cell.row),
            _ => None,
        };
        let starts = cells.clone().filter(|at| *at == cells.start || row_of(*at) != row_of(at - 1));
        let starts: Vec<usize> = starts.collect();
        let ends = starts.iter().skip(1).copied().chain([cells.end]);
        let rows: Vec<Range<usize>> = starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect();
        for row in &rows {
            if row.len() > 1 {
                fields.extend(self.pair(row.start, row.start + 1));
            }
            for at in row.clone() {
                // A cell of several lines is a form of its own, as signature blocks are.
                let Some(cell) = self.blocks.get(at).filter(|cell| cell.text.plain().contains(':')) else { continue };
                if cell.first_line(&self.source).len() < cell.text.plain().trim().len() {
                    lines(at, cell, &self.source, fields);
                }
            }
        }
        if let [header, row] = rows.as_slice() {
            fields.extend(header.clone().zip(row.clone()).filter_map(|(name, value)| self.pair(name, value)));
        }
    }

    /// The field that two cells make; none, where the first is empty. What stands on further lines of the first
    /// describes the field.
    fn pair(&self, name: usize, value: usize) -> Option<Listed> {
        let block = self.blocks.get(name)?;
        let words = cell_name(block, &self.source);
        let place = Place::Cells { name, value };
        (!words.is_empty()).then(|| Listed { hash: name_hash(words), name_span: block.span, place })
    }
}

impl Listed {
    /// Whether its name may fold to one of this hash; see [`name_hash`].
    pub(crate) fn may_be(&self, hash: u64) -> bool {
        self.hash == hash
    }
}

fn cell_name<'b>(cell: &'b Block, source: &str) -> &'b str {
    cell.first_line(source).trim_end_matches([' ', ':'])
}

/// Fields of the lines of a block.
fn prose(number: usize, block: &Block, source: &str, fields: &mut Vec<Listed>) {
    match block.kind {
        BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Item | BlockKind::Footnote(_) => {}
        BlockKind::Cell(_) | BlockKind::Code | BlockKind::Value(_) | BlockKind::Aside => return,
    }
    lines(number, block, source, fields);
}

fn lines(number: usize, block: &Block, source: &str, fields: &mut Vec<Listed>) {
    let words = block.text.plain();
    if memchr::memchr(b':', words.as_bytes()).is_none() {
        return;
    }
    let keys = keys(block, source);
    let ends = keys.iter().skip(1).map(|next| next.start).chain([words.len()]);
    for (key, end) in keys.iter().zip(ends) {
        let hash = name_hash(key.slice(words));
        let place = Place::Line { block: number, key: *key, end };
        fields.push(Listed { hash, name_span: block.text.to_source(*key), place });
    }
}

/// Where the keys of a block's lines stand, in order.
fn keys(block: &Block, source: &str) -> Vec<Span<Plain>> {
    let words = block.text.plain();
    let mut starts: Vec<usize> = std::iter::once(0).chain(block.text.line_ends(source)).collect();
    starts.extend(columns(words));
    starts.sort_unstable();
    let mut keys: Vec<Span<Plain>> = Vec::new();
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(words.len());
        let line = words.get(*start..end).unwrap_or_default();
        if memchr::memchr(b':', line.as_bytes()).is_none() {
            continue;
        }
        let inner = line.trim_start();
        let start = start + (line.len() - inner.len()) + numbering(inner);
        if let Some(key) = key_of(words.get(start..end).unwrap_or_default()) {
            keys.push(Span::new(start, start + key.len()));
        }
    }
    keys
}

impl Block {
    /// The words of the block's first line that has any, without white space at its ends.
    pub(crate) fn first_line(&self, source: &str) -> &str {
        let words = self.text.plain();
        let mut start = 0;
        for end in self.text.line_ends(source).chain([words.len()]) {
            let line = words.get(start..end).unwrap_or_default().trim();
            if !line.is_empty() {
                return line;
            }
            start = end;
        }
        ""
    }
}

static TWO_SPACES: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("  "));

/// Where something starts after a wide gap inside a line, a tab, two spaces or ` | `.
fn columns(words: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let bytes = words.as_bytes();
    if memchr::memchr2(b'\t', b'|', bytes).is_none() && TWO_SPACES.find(bytes).is_none() {
        return starts;
    }
    let mut space = false;
    for (at, byte) in words.bytes().enumerate() {
        let wide = byte == b' ' && space;
        if wide || matches!(byte, b'\t' | b'|') {
            starts.push(at + 1);
        }
        space = byte == b' ' && !wide;
    }
    starts
}

fn field(block: &Block, source: &str, key: Span<Plain>, end: usize) -> Field {
    let words = block.text.plain();
    let after = words.get(key.end + 1..end).unwrap_or_default();
    let start = key.end + 1 + (after.len() - after.trim_start().len());
    let value = after.trim().trim_end_matches([' ', '|', '\t']);
    let value_span = match value {
        "" => after_colon(block, source, key, end),
        _ => block.text.to_source(Span::new(start, start + value.len())),
    };
    Field {
        name: key.slice(words).trim_end().to_owned(),
        name_span: block.text.to_source(key),
        value: value.to_owned(),
        value_span,
        pointer: None,
    }
}

/// The bytes between a key's colon and the next field of the block, or the block's end: a value that left no text.
fn after_colon(block: &Block, source: &str, key: Span<Plain>, end: usize) -> Span<Source> {
    let start = block.text.to_source(Span::new(key.end, key.end + 1)).end;
    let end = match end < block.text.len() {
        true => block.text.to_source(Span::new(end, end + 1)).start,
        false => block.span.end,
    };
    let rest = Span::<Source>::new(start, end).slice(source);
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    let inner = line.trim_start_matches([' ', '\t', '*', '_']);
    let start = start + (line.len() - inner.len());
    Span::new(start, start + inner.trim_end().len())
}

/// Fields of JSON, YAML or front matter.
fn members(node: &Node, source: &str, pointer: &mut String, fields: &mut Vec<Listed>) {
    let length = pointer.len();
    match &node.value {
        Value::Object(members_here) => {
            for member in members_here {
                push_token(pointer, &member.name);
                if let Some(value) = scalar(&member.node, source) {
                    let field = Field {
                        name: member.name.clone(),
                        name_span: member.name_span,
                        value,
                        value_span: member.node.span,
                        pointer: Some(pointer.clone()),
                    };
                    let (hash, place) = (name_hash(&field.name), Place::Member(Box::new(field)));
                    fields.push(Listed { hash, name_span: member.name_span, place });
                }
                members(&member.node, source, pointer, fields);
                pointer.truncate(length);
            }
        }
        Value::Array(nodes) => {
            for (index, node) in nodes.iter().enumerate() {
                push_token(pointer, &index.to_string());
                members(node, source, pointer, fields);
                pointer.truncate(length);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A scalar as a field's value: numbers and truth values as the file has them, nothing for null.
fn scalar(node: &Node, source: &str) -> Option<String> {
    match &node.value {
        Value::Null => Some(String::new()),
        Value::Bool(_) | Value::Number(_) => Some(node.span.slice(source).to_owned()),
        Value::String(text) => Some(text.plain().trim().to_owned()),
        Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;

    /// `expected`: for each field its name, its value and the bytes its value's place covers.
    fn check(format: Format, source: &str, expected: &[(&str, &str, &str)]) {
        let document = Document::read(format, source);
        let fields = document.fields();
        let told: Vec<(&str, &str, &str)> =
            fields.iter().map(|f| (f.name.as_str(), f.value.as_str(), f.value_span.slice(source))).collect();
        assert_eq!(told, expected, "{source}");
    }

    #[test]
    fn lines() {
        check(
            Format::Text,
            "Owner: Sales\nDate:\nNote: a\n",
            &[("Owner", "Sales", "Sales"), ("Date", "", ""), ("Note", "a", "a")],
        );
        check(
            Format::Markdown,
            "Owner: *Sales*\nExit gate: signed\nby all\n",
            &[("Owner", "Sales", "Sales"), ("Exit gate", "signed by all", "signed\nby all")],
        );
        check(
            Format::Markdown,
            "**Owner:** Anna\\\n**Date**: 3 May<br>Place: here\n",
            &[("Owner", "Anna", "Anna"), ("Date", "3 May", "3 May"), ("Place", "here", "here")],
        );
        check(
            Format::Markdown,
            "- [ ] Owner: Anna\n1. 2.1 Date: now\n",
            &[("Owner", "Anna", "Anna"), ("Date", "now", "now")],
        );
        check(Format::Markdown, "See https://a.b: it is 10:30.", &[]);
    }

    #[test]
    fn several_in_a_line() {
        check(
            Format::Text,
            "Name: ______    Date: ______\n",
            &[("Name", "______", "______"), ("Date", "______", "______")],
        );
        check(Format::Text, "Name: Anna | Date: now\n", &[("Name", "Anna", "Anna"), ("Date", "now", "now")]);
    }

    #[test]
    fn a_value_that_is_markup_has_its_place() {
        check(Format::Markdown, "Owner: <name>\nDate: now", &[("Owner", "", "<name>"), ("Date", "now", "now")]);
        check(Format::Markdown, "**Owner:** ~~Anna~~", &[("Owner", "", "~~Anna~~")]);
    }

    #[test]
    fn tables() {
        check(
            Format::Markdown,
            "| Role | Who |\n|--|--|\n| Billing owner: | Anna |\n| Security |  |\n",
            &[("Role", "Who", "Who"), ("Billing owner", "Anna", "Anna"), ("Security", "", "")],
        );
        check(
            Format::Markdown,
            "| Owner | Date | Plan |\n|--|--|--|\n| Anna | now | b |\n",
            &[
                ("Owner", "Date", "Date"),
                ("Owner", "Anna", "Anna"),
                ("Date", "now", "now"),
                ("Plan", "b", "b"),
                ("Anna", "now", "now"),
            ],
        );
    }

    #[test]
    fn members() {
        check(
            Format::Yaml,
            "roles:\n  billing_owner: Anna\n  seats: 12\n  date:\n",
            &[("billing_owner", "Anna", "Anna"), ("seats", "12", "12"), ("date", "", "")],
        );
        let document = Document::read(Format::Json, r#"{"a": [{"b/c": true}]}"#);
        assert_eq!(document.fields()[0].pointer.as_deref(), Some("/a/0/b~1c"));
    }
}
