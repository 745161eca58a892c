//! YAML 1.2 with the core schema, read from the events of saphyr-parser.
//!
//! Decisions:
//! - Dates stay strings, `.inf` and `.nan` too; `<<` is a name like any other (merging is YAML 1.1).
//! - An alias is expanded to what its anchor holds, places included. All expansions of a file together are limited
//!   ([`EXPANSION_MAX`]), so that a small file can't become a large value.
//! - Several documents in one file are read as one array of them; a single one is itself.
//! - A name has to be a scalar; it is taken as it is written (`1: x` has the name `1`).
//! - As in JSON, any fault leaves no values: half-read data prove nothing.

mod place;
mod scalar;

use std::borrow::Cow;
use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use self::place::CharIndex;
use super::json::DEPTH_MAX;
use super::node::duplicates;
use super::values::Values;
use super::{Content, Fault, FaultCode, Member, Node, Value, text_start};
use crate::span::{Source, Span};

/// How much all aliases of a file together may repeat: a value counts 1, a string 1 more for each 16 bytes.
const EXPANSION_MAX: usize = 100_000;
/// How the parser says that brackets nest deeper than its own limit, which is about [`DEPTH_MAX`].
const PARSER_DEPTH: &str = "recursion limit exceeded";
/// How many faults are told.
const FAULTS_MAX: usize = 50;

/// Reads `source`.
pub(super) fn read(source: &str) -> Content {
    let start = text_start(source);
    match parse(source, Span::new(start, source.len())) {
        Ok(values) => Content { values: Values::read(values), ..Content::default() },
        Err(faults) => Content { faults, ..Content::default() },
    }
}

/// The data in `part` of `source`; `Ok(None)` where it holds no document at all.
///
/// # Errors
/// The faults, at least one, when `part` is not YAML, repeats a name or goes beyond a limit.
pub(super) fn parse(source: &str, part: Span<Source>) -> Result<Option<Node>, Vec<Fault>> {
    let words = part.slice(source);
    let mut builder = Builder::new(source, part.start, words);
    for event in Parser::new_from_str(words) {
        let step = match event {
            Ok((event, span)) => builder.event(event, builder.places.span(span)),
            Err(error) => Err(builder.syntax(error.marker().index(), error.info())),
        };
        if let Err(fault) = step {
            builder.faults.push(fault);
            break;
        }
    }
    builder.faults.truncate(FAULTS_MAX);
    if !builder.faults.is_empty() {
        return Err(builder.faults);
    }
    let mut documents = builder.documents;
    Ok(match documents.len() {
        0 | 1 => documents.pop(),
        _ => Some(Node { span: cover(&documents, part.start), value: Value::Array(documents) }),
    })
}

/// Builds nodes out of events, without recursion.
struct Builder<'s> {
    source: &'s str,
    places: CharIndex<'s>,
    open: Vec<Frame>,
    anchors: HashMap<usize, Node>,
    expanded: usize,
    documents: Vec<Node>,
    faults: Vec<Fault>,
}

/// A collection that is being read.
struct Frame {
    anchor: usize,
    /// Where its opening bracket stands, if it has one.
    bracket: Option<usize>,
    start: usize,
    content: Collection,
}

enum Collection {
    Array(Vec<Node>),
    Object { members: Vec<Member>, name: Option<(String, Span<Source>)> },
}

type Step = Result<(), Fault>;

impl<'s> Builder<'s> {
    fn new(source: &'s str, base: usize, words: &'s str) -> Self {
        Self {
            source,
            places: CharIndex::new(words, base),
            open: Vec::new(),
            anchors: HashMap::new(),
            expanded: 0,
            documents: Vec::new(),
            faults: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span<Source>) -> Step {
        match event {
            Event::Scalar(value, style, anchor, tag) => self.scalar(&value, style, anchor, tag.as_deref(), span),
            Event::SequenceStart(anchor, _) => self.begin(anchor, span, b'[', Collection::Array(Vec::new())),
            Event::MappingStart(anchor, _) => {
                self.begin(anchor, span, b'{', Collection::Object { members: Vec::new(), name: None })
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::DocumentStart(_) | Event::DocumentEnd | Event::StreamStart | Event::StreamEnd | Event::Nothing => {
                Ok(())
            }
        }
    }

    fn scalar(
        &mut self,
        words: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: Span<Source>,
    ) -> Step {
        let written = scalar::written(self.source, span, style, anchor != 0 || tag.is_some());
        if let Some(slot) = self.name_slot() {
            *slot = Some((words.to_owned(), written));
            if anchor != 0 {
                let value = Value::String(scalar::text(self.source, written, words, style));
                self.anchor(anchor, &Node { span: written, value })?;
            }
            return Ok(());
        }
        let value = match scalar::resolve(words, style, tag) {
            Ok(Some(value)) => value,
            Ok(None) => Value::String(scalar::text(self.source, written, words, style)),
            Err(wanted) => {
                let message = format!("`{}` is not a value of the type `{wanted}`", words.escape_debug());
                return Err(Fault { code: FaultCode::Syntax, span: written, message });
            }
        };
        self.put(anchor, Node { span: written, value })
    }

    fn begin(&mut self, anchor: usize, span: Span<Source>, bracket: u8, content: Collection) -> Step {
        if self.name_slot().is_some() {
            return Err(self.unnamable(span));
        }
        if self.open.len() == DEPTH_MAX {
            return Err(too_deep(span));
        }
        let last = span.end.checked_sub(1).filter(|&at| self.source.as_bytes().get(at) == Some(&bracket));
        let bracket = last.filter(|_| !span.is_empty());
        self.open.push(Frame { anchor, bracket, start: span.end, content });
        Ok(())
    }

    fn end(&mut self, span: Span<Source>) -> Step {
        let Some(frame) = self.open.pop() else { return Ok(()) };
        let (inner, value) = match frame.content {
            Collection::Array(nodes) => (cover(&nodes, frame.start), Value::Array(nodes)),
            Collection::Object { members, .. } => {
                if self.faults.len() < FAULTS_MAX {
                    let names: Vec<_> =
                        members.iter().map(|one| (Cow::Borrowed(one.name.as_str()), one.name_span)).collect();
                    self.faults.append(&mut duplicates(&names));
                }
                (cover_members(&members, frame.start), Value::Object(members))
            }
        };
        let span = frame.bracket.map_or(inner, |start| Span::new(start, span.end));
        self.put(frame.anchor, Node { span, value })
    }

    fn alias(&mut self, anchor: usize, span: Span<Source>) -> Step {
        let Some(node) = self.anchors.get(&anchor) else {
            let message = "this alias stands inside of what it repeats".to_owned();
            return Err(Fault { code: FaultCode::TooDeep, span, message });
        };
        if matches!(self.open.last(), Some(Frame { content: Collection::Object { name: None, .. }, .. })) {
            let Some(name) = node.as_str().map(str::to_owned) else { return Err(self.unnamable(span)) };
            if let Some(slot) = self.name_slot() {
                *slot = Some((name, span));
            }
            return Ok(());
        }
        let node = self.repeat(anchor, span)?;
        self.put(0, node)
    }

    /// A copy of what `anchor` holds, if the limit allows it.
    fn repeat(&mut self, anchor: usize, span: Span<Source>) -> Result<Node, Fault> {
        let node = self.anchors.get(&anchor);
        let left = EXPANSION_MAX - self.expanded.min(EXPANSION_MAX);
        let deep = self.open.len() + node.map_or(0, depth) > DEPTH_MAX;
        match node {
            Some(node) if !deep && weight(node, left) < left => {
                self.expanded += weight(node, left);
                Ok(node.clone())
            }
            _ => {
                let message = "aliases repeat more here than a file of this kind can need".to_owned();
                Err(Fault { code: FaultCode::TooDeep, span, message })
            }
        }
    }

    /// Keeps `node` for the aliases of `anchor`.
    fn anchor(&mut self, anchor: usize, node: &Node) -> Step {
        let left = EXPANSION_MAX - self.expanded.min(EXPANSION_MAX);
        let weight = weight(node, left);
        if weight < left {
            self.expanded += weight;
            self.anchors.insert(anchor, node.clone());
            return Ok(());
        }
        let message = "anchors hold more here than a file of this kind can need".to_owned();
        Err(Fault { code: FaultCode::TooDeep, span: node.span, message })
    }

    /// Puts a finished value where it belongs.
    fn put(&mut self, anchor: usize, node: Node) -> Step {
        if anchor != 0 {
            self.anchor(anchor, &node)?;
        }
        match self.open.last_mut().map(|frame| &mut frame.content) {
            Some(Collection::Array(nodes)) => nodes.push(node),
            Some(Collection::Object { members, name }) => {
                let (name, name_span) = name.take().unwrap_or_else(|| (String::new(), Span::at(node.span.start)));
                members.push(Member { name, name_span, node });
            }
            None => self.documents.push(node),
        }
        Ok(())
    }

    /// Where the next scalar belongs, if it is a name.
    fn name_slot(&mut self) -> Option<&mut Option<(String, Span<Source>)>> {
        match self.open.last_mut().map(|frame| &mut frame.content) {
            Some(Collection::Object { name, .. }) if name.is_none() => Some(name),
            _ => None,
        }
    }

    fn unnamable(&self, span: Span<Source>) -> Fault {
        let message = "a name has to be a single text, not a list or a mapping".to_owned();
        Fault { code: FaultCode::Syntax, span, message }
    }

    /// A fault of the grammar at the character `index`.
    fn syntax(&self, index: usize, message: &str) -> Fault {
        if message == PARSER_DEPTH {
            return too_deep(Span::at(self.places.byte(index)));
        }
        let start = self.places.byte(index);
        let length = self.source.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Fault { code: FaultCode::Syntax, span: Span::new(start, start + length), message: message.to_owned() }
    }
}

fn too_deep(span: Span<Source>) -> Fault {
    Fault { code: FaultCode::TooDeep, span, message: "nested too deep".to_owned() }
}

fn cover(nodes: &[Node], at: usize) -> Span<Source> {
    match (nodes.first(), nodes.last()) {
        (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
        _ => Span::at(at),
    }
}

fn cover_members(members: &[Member], at: usize) -> Span<Source> {
    match (members.first(), members.last()) {
        (Some(first), Some(last)) => Span::new(first.name_span.start, last.node.span.end.max(last.name_span.end)),
        _ => Span::at(at),
    }
}

/// How much `node` counts towards the limit, told no further than `enough`.
fn weight(node: &Node, enough: usize) -> usize {
    let mut sum = 0;
    let mut rest = vec![node];
    while let Some(node) = rest.pop() {
        sum += 1;
        match &node.value {
            Value::String(text) => sum += text.len() / 16,
            Value::Array(nodes) => rest.extend(nodes),
            Value::Object(members) => {
                sum += members.iter().map(|member| member.name.len() / 16).sum::<usize>();
                rest.extend(members.iter().map(|member| &member.node));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
        if sum >= enough {
            return enough;
        }
    }
    sum
}

/// How many arrays and objects lie in each other at most.
fn depth(node: &Node) -> usize {
    match &node.value {
        Value::Array(nodes) => 1 + nodes.iter().map(depth).max().unwrap_or(0),
        Value::Object(members) => 1 + members.iter().map(|member| depth(&member.node)).max().unwrap_or(0),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

#[cfg(test)]
mod tests;
