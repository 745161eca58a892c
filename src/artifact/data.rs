//! The data of an artifact as queries need them: plain values, and the places of what a query finds.

use std::sync::OnceLock;

use serde_json::Value as Json;

use super::Artifact;
use crate::document::{Document, Node};
use crate::span::{Source, Span};

/// Data made ready for queries, as far as they were asked for.
#[derive(Debug, Default)]
pub(super) struct Prepared {
    whole: OnceLock<Option<Json>>,
    /// For each top-level member that a query stays in, the value and an object of it alone.
    members: OnceLock<Vec<(String, OnceLock<Option<Member>>)>>,
}

#[derive(Debug)]
struct Member {
    node: Node,
    object: Json,
}

/// What a query looks into.
#[derive(Debug, Clone, Copy)]
pub struct Data<'a> {
    json: &'a Json,
    node: &'a Node,
    /// The member that `node` is the value of, where the data are that member alone.
    member: Option<&'a str>,
}

impl<'a> Data<'a> {
    /// The values.
    #[must_use]
    pub fn json(&self) -> &'a Json {
        self.json
    }

    /// The place of the value at a JSON pointer (RFC 6901).
    #[must_use]
    pub fn span(&self, pointer: &str) -> Option<Span<Source>> {
        let inner = match self.member {
            Some(name) => pointer.strip_prefix('/')?.strip_prefix(name)?,
            None => pointer,
        };
        Some(self.node.pointer(inner)?.span)
    }
}

impl Prepared {
    fn whole<'a>(&'a self, document: &'a Document) -> Option<Data<'a>> {
        let json = self.whole.get_or_init(|| document.values().map(Node::to_json)).as_ref()?;
        Some(Data { json, node: document.values()?, member: None })
    }

    fn member<'a>(&'a self, document: &Document, name: &str) -> Option<Data<'a>> {
        let names = || document.member_names().map(|name| (name.to_owned(), OnceLock::new())).collect();
        let (name, member) = self.members.get_or_init(names).iter().find(|(other, _)| other == name)?;
        let read = || {
            let node = document.member(name)?;
            let object = std::iter::once((name.clone(), node.to_json())).collect();
            Some(Member { node, object })
        };
        let Member { node, object } = member.get_or_init(read).as_ref()?;
        Some(Data { json: object, node, member: Some(name) })
    }
}

impl Artifact {
    /// The data of a JSON or YAML file, or of the front matter; `member` names the top-level member that is asked for,
    /// where that is one alone: the data may then be an object of that member.
    #[must_use]
    pub fn data(&self, member: Option<&str>) -> Option<Data<'_>> {
        match member {
            Some(name) if self.document.has_members() => self.lookups.data.member(&self.document, name),
            Some(_) | None => self.lookups.data.whole(&self.document),
        }
    }
}
