//! What the scanner makes of the values it passes.

use std::borrow::Cow;

use super::literal::Literal;
use crate::document::{Member, Node, Value};
use crate::span::{Source, Span};

/// A way to keep values.
pub(super) trait Build {
    /// A value that is kept.
    type Value;
    /// A member of an object that is kept.
    type Member;

    /// A string.
    fn string(source: &str, literal: Literal) -> Self::Value;
    /// A number.
    fn number(number: serde_json::Number, span: Span<Source>) -> Self::Value;
    /// `true`, `false` or (`None`) `null`.
    fn word(truth: Option<bool>, span: Span<Source>) -> Self::Value;
    /// A list.
    fn array(values: Vec<Self::Value>, span: Span<Source>) -> Self::Value;
    /// An object.
    fn object(members: Vec<Self::Member>, span: Span<Source>) -> Self::Value;
    /// A member of an object.
    fn member(name: Cow<'_, str>, name_span: Span<Source>, value: Self::Value) -> Self::Member;
}

/// Keeps nodes.
pub(super) struct Tree;

impl Build for Tree {
    type Value = Node;
    type Member = Member;

    fn string(source: &str, literal: Literal) -> Node {
        Node { span: literal.span(), value: Value::String(literal.text(source)) }
    }

    fn number(number: serde_json::Number, span: Span<Source>) -> Node {
        Node { span, value: Value::Number(number) }
    }

    fn word(truth: Option<bool>, span: Span<Source>) -> Node {
        Node { span, value: truth.map_or(Value::Null, Value::Bool) }
    }

    fn array(values: Vec<Node>, span: Span<Source>) -> Node {
        Node { span, value: Value::Array(values) }
    }

    fn object(members: Vec<Member>, span: Span<Source>) -> Node {
        Node { span, value: Value::Object(members) }
    }

    fn member(name: Cow<'_, str>, name_span: Span<Source>, node: Node) -> Member {
        Member { name: name.into_owned(), name_span, node }
    }
}

/// Keeps nothing: only the grammar counts.
pub(super) struct Nothing;

impl Build for Nothing {
    type Value = ();
    type Member = ();

    fn string(_: &str, _: Literal) {}
    fn number(_: serde_json::Number, _: Span<Source>) {}
    fn word(_: Option<bool>, _: Span<Source>) {}
    fn array(_: Vec<()>, _: Span<Source>) {}
    fn object(_: Vec<()>, _: Span<Source>) {}
    fn member(_: Cow<'_, str>, _: Span<Source>, (): ()) {}
}
