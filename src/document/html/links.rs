//! The targets of links and pictures.

use html5gum::State;

use super::element::content;
use super::{Sink, Tag, tokens};
use crate::document::{Link, Text, text_start};
use crate::span::{Source, Span};

/// The links and pictures of a page.
pub(in crate::document) fn links(source: &str) -> Vec<Link> {
    let mut links = Links(Vec::new());
    tokens(source, Span::new(text_start(source), source.len()), &mut links);
    links.0
}

struct Links(Vec<Link>);

impl Sink for Links {
    fn words(&mut self, _words: &str, _start: usize) {}

    fn decoded(&mut self, _words: &str, _bytes: Span<Source>) {}

    fn open(&mut self, tag: &Tag<'_>) -> Option<State> {
        if let Some(target) = tag.attribute("href").or(tag.attribute("src")).map(Text::plain) {
            self.0.push(Link { target: target.to_owned(), span: tag.span });
        }
        content(tag.name)
    }

    fn close(&mut self, _name: &str, _tag: Span<Source>) {}

    fn wants(&self, attribute: &str) -> bool {
        matches!(attribute, "href" | "src")
    }
}
