//! What the structure of a document says of its parts: words that they read as, and what pictures show.
//!
//! Source: ISO 32000-1, 14.7 (structure) and 14.9 (alternate descriptions, replacement text).

use std::collections::{HashMap, HashSet};

use lopdf::{Object, ObjectId};

use super::file::File;
use super::lookup::Dict;

/// Nodes of the structure that are looked at.
const MAX_NODES: usize = 200_000;

/// What is said of a stretch of marked content.
#[derive(Debug, Clone)]
pub(super) enum Reading {
    /// What it reads as.
    Words(String),
    /// What it shows, if that is a picture.
    Picture(String),
}

/// What is said of the marked content of each page, by its number there.
#[derive(Debug, Default)]
pub(super) struct Tagged {
    readings: HashMap<(ObjectId, i64), Reading>,
}

/// A node of the structure, with what is said above it.
#[derive(Clone, Copy)]
struct Node<'d> {
    object: &'d Object,
    page: Option<ObjectId>,
    said: Option<usize>,
}

impl Tagged {
    /// By the tree of the document's structure. Words that stand for several stretches are left out: what is shown in
    /// their place stays.
    pub(super) fn load(file: &File<'_>) -> Self {
        let mut found: Vec<(Reading, Vec<(ObjectId, i64)>)> = Vec::new();
        let root = file.root().and_then(|root| root.dict("StructTreeRoot"));
        let mut open: Vec<Node<'_>> = Vec::new();
        open.extend(root.and_then(|root| root.get("K")).map(|object| Node { object, page: None, said: None }));
        let mut seen = HashSet::new();
        for _ in 0..MAX_NODES {
            let Some(node) = open.pop() else { break };
            if node.object.as_reference().is_ok_and(|id| !seen.insert(id)) {
                continue;
            }
            match file.resolve(node.object) {
                Some(Object::Array(kids)) => open.extend(kids.iter().map(|object| Node { object, ..node })),
                Some(Object::Integer(id)) => add(&mut found, node, *id),
                Some(Object::Dictionary(entries)) => {
                    let dict = Dict::new(file, entries);
                    let mut node = Node { page: dict.reference("Pg").or(node.page), ..node };
                    if let Some(id) = dict.integer("MCID") {
                        add(&mut found, node, id);
                    } else if let Ok(object) = entries.get(b"K") {
                        if let Some(reading) = reading(dict).filter(|_| node.said.is_none()) {
                            node.said = Some(found.len());
                            found.push((reading, Vec::new()));
                        }
                        open.push(Node { object, ..node });
                    }
                }
                _ => {}
            }
        }
        let single = found.into_iter().filter_map(|(reading, marks)| match marks.as_slice() {
            [mark] => Some((*mark, reading)),
            _ => None,
        });
        Self { readings: single.collect() }
    }

    /// What is said of the marked content with that number on a page.
    pub(super) fn reading(&self, page: Option<ObjectId>, id: i64) -> Option<&Reading> {
        self.readings.get(&(page?, id))
    }
}

fn add(found: &mut [(Reading, Vec<(ObjectId, i64)>)], node: Node<'_>, id: i64) {
    if let (Some(page), Some((_, marks))) = (node.page, node.said.and_then(|said| found.get_mut(said))) {
        marks.push((page, id));
    }
}

fn reading(element: Dict<'_>) -> Option<Reading> {
    let words = element.text("ActualText").map(Reading::Words);
    words.or_else(|| element.text("Alt").filter(|_| element.name("S") == Some(b"Figure")).map(Reading::Picture))
}
