//! The rows of a table as objects of the names in its header, for queries and fields.

use std::collections::HashMap;

use super::{Block, BlockKind, Member, Node, Text, Value};
use crate::span::{Source, Span};

/// A cell: its bytes and its text.
pub(super) type Filled = (Span<Source>, Text);

/// The names of the columns; none for those that share one.
pub(super) fn header(cells: Vec<Filled>) -> Vec<(String, Span<Source>)> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let names: Vec<(String, Span<Source>)> =
        cells.into_iter().map(|(span, text)| (text.plain().trim().to_owned(), span)).collect();
    names.iter().for_each(|(name, _)| *counts.entry(name.clone()).or_default() += 1);
    let single = |name: String| if counts.get(&name) == Some(&1) { name } else { String::new() };
    names.into_iter().map(|(name, span)| (single(name), span)).collect()
}

/// One row as an object; `None` for a row without cells.
pub(super) fn object(names: &[(String, Span<Source>)], cells: Vec<Filled>) -> Option<Node> {
    let span = cells.first()?.0.cover(cells.last()?.0);
    let named = names.iter().zip(cells).filter(|((name, _), _)| !name.is_empty());
    let members = named.map(|((name, name_span), (span, text))| Member {
        name: name.clone(),
        name_span: *name_span,
        node: Node { span, value: Value::String(text) },
    });
    Some(Node { span, value: Value::Object(members.collect()) })
}

/// The rows below the headers of all tables among `blocks`, in one list, as a text file of the same table would have
/// them; `None` where there are none.
pub(super) fn rows(blocks: &[Block]) -> Option<Node> {
    let place = |block: &Block| match &block.kind {
        BlockKind::Cell(cell) => Some((cell.table, cell.row)),
        _ => None,
    };
    let mut names: (Option<u32>, Vec<(String, Span<Source>)>) = (None, Vec::new());
    let mut rows = Vec::new();
    for row in blocks.chunk_by(|a, b| place(a) == place(b)) {
        let Some((table, _)) = row.first().and_then(place) else { continue };
        let cells = row.iter().map(|block| (block.span, block.text.clone())).collect();
        match names.0 == Some(table) {
            true => rows.extend(object(&names.1, cells)),
            false => names = (Some(table), header(cells)),
        }
    }
    let span = rows.first().map(|row: &Node| row.span)?.cover(rows.last()?.span);
    Some(Node { span, value: Value::Array(rows) })
}
