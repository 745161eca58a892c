//! What `annotate` wrote into a document before: the comments signed by it, and the marks of their places.

use std::collections::BTreeSet;

use crate::document::ANNOTATOR;
use crate::document::xml::{Broken, Xml};
use crate::span::{Raw, Span};

/// The bytes of the comments in the part `text` that are signed by [`ANNOTATOR`]; puts their numbers into `ids`.
///
/// # Errors
/// When the XML is broken.
pub(in crate::document) fn comments(text: &str, ids: &mut BTreeSet<String>) -> Result<Vec<Span<Raw>>, Broken> {
    let mut found = Vec::new();
    let mut xml = Xml::new(text);
    while xml.child(0)?.is_some() {
        while let Some(element) = xml.child(1)? {
            if element.name() == "comment" && element.attribute("author").as_deref() == Some(ANNOTATOR) {
                ids.extend(element.attribute("id"));
                found.push(whole(&mut xml)?);
            }
        }
    }
    Ok(found)
}

/// The bytes of the marks in the part `text` that say where the comments with these numbers stand. A run that holds
/// nothing but such a mark is one with it.
///
/// # Errors
/// When the XML is broken.
pub(in crate::document) fn marks(text: &str, ids: &BTreeSet<String>) -> Result<Vec<Span<Raw>>, Broken> {
    let mut found = Vec::new();
    inside(&mut Xml::new(text), ids, &mut found)?;
    Ok(found)
}

fn inside(xml: &mut Xml<'_>, ids: &BTreeSet<String>, found: &mut Vec<Span<Raw>>) -> Result<(), Broken> {
    let depth = xml.depth();
    while let Some(element) = xml.child(depth)? {
        match element.name() {
            "commentRangeStart" | "commentRangeEnd" | "commentReference" => {
                if element.attribute("id").is_some_and(|id| ids.contains(&id)) {
                    found.push(whole(xml)?);
                }
            }
            "r" => run(xml, ids, found)?,
            _ => inside(xml, ids, found)?,
        }
    }
    Ok(())
}

fn run(xml: &mut Xml<'_>, ids: &BTreeSet<String>, found: &mut Vec<Span<Raw>>) -> Result<(), Broken> {
    let (tag, before) = (xml.at(), found.len());
    let depth = xml.depth();
    let mut bare = true;
    while let Some(element) = xml.child(depth)? {
        let own = element.attribute("id").is_some_and(|id| ids.contains(&id));
        match element.name() {
            "rPr" => {}
            "commentReference" if own => found.push(whole(xml)?),
            _ => {
                bare = false;
                inside(xml, ids, found)?;
            }
        }
    }
    if bare && found.len() > before {
        found.truncate(before);
        found.push(tag.cover(xml.at()));
    }
    Ok(())
}

/// The bytes of the element that the walk stands in, which is walked to its end.
fn whole(xml: &mut Xml<'_>) -> Result<Span<Raw>, Broken> {
    let (tag, depth) = (xml.at(), xml.depth());
    while xml.next(depth)?.is_some() {}
    Ok(tag.cover(xml.at()))
}
