//! Places of findings: the path, the lines and columns, the words around.

use std::collections::HashMap;

use super::safe;
use crate::Outcome;
use crate::finding::{Origin, Place};
use crate::policy::Policy;
use crate::span::{Lines, Position, Source, Span};

/// A place as a report shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Located {
    pub path: String,
    /// Bytes in the file as it is on disk.
    pub start: usize,
    pub end: usize,
    pub from: Position,
    pub to: Position,
    /// The address in words that mean something to a person, where bytes and lines don't.
    pub place: Option<String>,
}

/// The texts of one unit, with their line starts, each indexed once.
pub(crate) struct Sources<'s> {
    policy: &'s Policy,
    outcome: &'s Outcome,
    lines: HashMap<Origin, Lines>,
}

impl<'s> Sources<'s> {
    pub(crate) fn new(policy: &'s Policy, outcome: &'s Outcome) -> Self {
        Self { policy, outcome, lines: HashMap::new() }
    }

    pub(crate) fn path(&self, origin: Origin) -> &'s str {
        match origin {
            Origin::Policy(file) => self.policy.files.get(file).map_or("", |file| file.path.as_str()),
            Origin::Artifact(number) => self.outcome.artifacts.get(number).map_or("", |one| one.path.as_str()),
        }
    }

    pub(crate) fn text(&self, origin: Origin) -> &'s str {
        match origin {
            Origin::Policy(file) => self.policy.files.get(file).map_or("", |file| file.text.as_str()),
            Origin::Artifact(number) => {
                self.outcome.artifacts.get(number).map_or("", |one| one.document.source.as_str())
            }
        }
    }

    /// A stretch of a text as it may be shown, byte for byte as long.
    pub(crate) fn shown(&self, origin: Origin, span: Span<Source>) -> String {
        let words = match origin {
            Origin::Policy(_) => span.slice(self.text(origin)).to_owned(),
            Origin::Artifact(number) => {
                self.outcome.artifacts.get(number).map_or_else(String::new, |one| one.shown(span))
            }
        };
        safe(&words)
    }

    pub(crate) fn lines(&mut self, origin: Origin) -> &Lines {
        let text = self.text(origin);
        self.lines.entry(origin).or_insert_with(|| Lines::new(text))
    }

    pub(crate) fn locate(&mut self, place: Place) -> Located {
        let text = self.text(place.origin);
        let lines = self.lines(place.origin);
        let (from, to) = (lines.position(text, place.span.start), lines.position(text, place.span.end));
        let on_disk = |offset: usize| match place.origin {
            Origin::Policy(_) => offset,
            Origin::Artifact(number) => {
                self.outcome.artifacts.get(number).map_or(offset, |one| one.encoding.on_disk(text, offset))
            }
        };
        let (start, end) = (on_disk(place.span.start), on_disk(place.span.end));
        let named = match place.origin {
            Origin::Policy(_) => None,
            Origin::Artifact(number) => {
                self.outcome.artifacts.get(number).and_then(|one| one.document.places.of(place.span))
            }
        };
        Located { path: self.path(place.origin).to_owned(), start, end, from, to, place: named }
    }
}
