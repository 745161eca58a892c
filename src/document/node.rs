//! Values of JSON and YAML: finding one by its pointer, handing them to a query, and reading their strings as blocks.

use std::borrow::Cow;

use super::{Block, BlockKind, Fault, FaultCode, Node, Value};
use crate::span::{Source, Span};

/// Objects up to this many members are checked for a name that occurs twice without sorting.
const FEW: usize = 8;

impl Node {
    /// The node at a JSON pointer (RFC 6901); `""` is the node itself, `None` where there is no such place.
    ///
    /// The located queries of `serde_json_path` over [`Node::to_json`] give such pointers
    /// (`NormalizedPath::to_json_pointer`): that is how a query's result gets its place in the file.
    ///
    /// ```
    /// use gatelint::document::{Document, Format};
    /// let document = Document::read(Format::Json, r#"{"roles": [{"a/b": "Anna"}]}"#);
    /// let name = document.values().and_then(|node| node.pointer("/roles/0/a~1b")).unwrap();
    /// assert_eq!(name.span.slice(&document.source), "\"Anna\"");
    /// ```
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&Self> {
        if pointer.is_empty() {
            return Some(self);
        }
        pointer.strip_prefix('/')?.split('/').try_fold(self, |node, token| node.child(token))
    }

    /// The node one token of a pointer below this one.
    fn child(&self, token: &str) -> Option<&Self> {
        match &self.value {
            Value::Object(members) if token.contains('~') => {
                let name = token.replace("~1", "/").replace("~0", "~");
                members.iter().find(|member| member.name == name).map(|member| &member.node)
            }
            Value::Object(members) => members.iter().find(|member| member.name == token).map(|member| &member.node),
            Value::Array(nodes) => {
                let canonical = token == "0" || !token.starts_with(['0', '+']);
                nodes.get(token.parse::<usize>().ok().filter(|_| canonical)?)
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        }
    }

    /// The same value without places, for a JSONPath query (RFC 9535).
    ///
    /// ```
    /// use gatelint::document::{Document, Format};
    /// let document = Document::read(Format::Yaml, "ran_at: 2026-11-22\nok: true\n");
    /// let json = document.values().map(|node| node.to_json());
    /// assert_eq!(json, Some(serde_json::json!({"ran_at": "2026-11-22", "ok": true})));
    /// ```
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(truth) => serde_json::Value::Bool(*truth),
            Value::Number(number) => serde_json::Value::Number(number.clone()),
            Value::String(text) => serde_json::Value::String(text.plain().to_owned()),
            Value::Array(nodes) => nodes.iter().map(Self::to_json).collect(),
            Value::Object(members) => {
                members.iter().map(|member| (member.name.clone(), member.node.to_json())).collect()
            }
        }
    }

    /// The string, where the value is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text.plain()),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
        }
    }
}

/// Adds `token` to a JSON pointer.
pub(super) fn push_token(pointer: &mut String, token: &str) {
    pointer.push('/');
    for c in token.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            c => pointer.push(c),
        }
    }
}

/// Every string below `node` as a block, in the order of the file. What an alias repeats is left out: it stands
/// where its anchor stands.
pub(super) fn string_blocks(node: &Node, blocks: &mut Vec<Block>) {
    strings(node, &mut String::new(), blocks);
    // Tables of TOML may go on behind other tables.
    blocks.sort_by_key(|block| block.span.start);
    let mut end = 0;
    blocks.retain(|block| {
        let apart = end <= block.span.start;
        end = if apart { block.span.end } else { end };
        apart
    });
}

fn strings(node: &Node, pointer: &mut String, blocks: &mut Vec<Block>) {
    let length = pointer.len();
    match &node.value {
        Value::String(text) => {
            let kind = BlockKind::Value(pointer.clone());
            blocks.push(Block { kind, span: node.span, text: text.clone(), quote: 0, items: Vec::new() });
        }
        Value::Array(nodes) => {
            for (index, node) in nodes.iter().enumerate() {
                push_token(pointer, &index.to_string());
                strings(node, pointer, blocks);
                pointer.truncate(length);
            }
        }
        Value::Object(members) => {
            for member in members {
                push_token(pointer, &member.name);
                strings(&member.node, pointer, blocks);
                pointer.truncate(length);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A fault for each of an object's names that already occurred before it.
pub(super) fn duplicates(names: &[(Cow<'_, str>, Span<Source>)]) -> Vec<Fault> {
    let mut repeated: Vec<&(Cow<'_, str>, Span<Source>)> = Vec::new();
    if names.len() <= FEW {
        for (at, name) in names.iter().enumerate() {
            if names.iter().take(at).any(|earlier| earlier.0 == name.0) {
                repeated.push(name);
            }
        }
    } else {
        let mut sorted: Vec<_> = names.iter().collect();
        sorted.sort_by(|a, b| a.0.cmp(&b.0));
        let pairs = sorted.iter().zip(sorted.iter().skip(1));
        repeated.extend(pairs.filter(|(earlier, name)| earlier.0 == name.0).map(|(_, name)| *name));
        repeated.sort_by_key(|name| name.1);
    }
    repeated.into_iter().map(|(name, span)| duplicate(name, *span)).collect()
}

fn duplicate(name: &str, span: Span<Source>) -> Fault {
    let message = format!("the name `{name}` occurs twice here, and nobody can say which of the two holds");
    Fault { code: FaultCode::DuplicateKey, span, message }
}
