//! Front matter: YAML between `---` lines at the start of a Markdown file.

use super::node::string_blocks;
use super::{Block, BlockKind, Fault, Node, Text, Value, text_start, yaml};
use crate::span::{Source, Span};

/// What stands before the Markdown.
#[derive(Debug, Default)]
pub(super) struct Front {
    pub(super) blocks: Vec<Block>,
    pub(super) values: Option<Node>,
    pub(super) faults: Vec<Fault>,
    /// Where the Markdown starts.
    pub(super) end: usize,
}

/// Reads the front matter of `source`. Without any, the result only says where the text starts.
///
/// Two thematic breaks around something else are no front matter: the line after the first `---` must not be blank,
/// and what stands between has to be a YAML mapping. If it is no YAML at all, its words are read as a paragraph, so
/// that a fault hides nothing.
pub(super) fn front_matter(source: &str) -> Front {
    let start = text_start(source);
    let none = Front { end: start, ..Front::default() };
    let Some((yaml, end)) = fences(source, start) else { return none };
    match yaml::parse(source, yaml) {
        Ok(Some(node)) if matches!(node.value, Value::Object(_)) => {
            let mut blocks = Vec::new();
            string_blocks(&node, &mut blocks);
            Front { blocks, values: Some(node), faults: Vec::new(), end }
        }
        Ok(_) => none,
        Err(faults) => {
            let words = yaml.slice(source).trim_end();
            let text = Text::verbatim(words, yaml.start);
            let span = Span::new(yaml.start, yaml.start + words.len());
            let block = Block { kind: BlockKind::Paragraph, span, text, quote: 0, items: Vec::new() };
            Front { blocks: vec![block], values: None, faults, end }
        }
    }
}

/// The bytes between the fences, and where the line after the second fence starts.
fn fences(source: &str, start: usize) -> Option<(Span<Source>, usize)> {
    let after = source.get(start..)?.strip_prefix("---")?;
    let opening = after.find('\n').filter(|&end| after.get(..end).is_some_and(is_blank))? + 1;
    let inner = start + 3 + opening;
    let mut at = inner;
    for line in source.get(inner..)?.split_inclusive('\n') {
        let words = line.trim_end();
        if matches!(words, "---" | "...") {
            return Some((Span::new(inner, at), at + line.len()));
        }
        if at == inner && words.is_empty() {
            return None;
        }
        at += line.len();
    }
    None
}

fn is_blank(words: &str) -> bool {
    words.trim().is_empty()
}
