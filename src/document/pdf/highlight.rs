//! Comments written into a PDF: highlights on words, with what is to be said of them.
//!
//! The file is only added to (ISO 32000-1, 7.5.6): its bytes stay as they are at the start of the new one, so that
//! signatures over them hold and nothing that is not read here is lost.

#[cfg(test)]
mod tests;
mod write;

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary, text_string};

use super::file::{Broken, File};
use super::form::is_signed;
use super::geometry::Rect;
use super::lookup::Dict;
use super::pages::{Page, pages};
use crate::document::{ANNOTATOR, Address};
use write::Update;

/// Words of a page to be highlighted, and the comment on them.
#[derive(Debug, Clone, PartialEq)]
pub struct Highlight {
    /// Where the words stand: addresses of the kind [`Address::Box`]; others are passed over.
    pub places: Vec<Address>,
    /// What is to be said of them.
    pub comment: String,
}

/// Why a PDF can't be written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unwritable {
    /// Its parts, or its cross references, can't be found: whatever is added would not be either.
    Damaged,
    /// It is locked with a password.
    Locked,
}

/// The PDF `bytes` with highlights added, in place of those that an earlier run added. What was there before stays, byte
/// for byte, at the start.
///
/// # Errors
/// When the file can't be read ([`Unwritable::Locked`]), or only by looking for its parts ([`Unwritable::Damaged`]).
pub fn highlighted(bytes: &[u8], highlights: &[Highlight]) -> Result<Vec<u8>, Unwritable> {
    let file = File::open(bytes, 256 << 20).map_err(|broken| match broken {
        Broken::Damaged => Unwritable::Damaged,
        Broken::Locked => Unwritable::Locked,
    })?;
    let mut update = Update::new(&file).ok_or(Unwritable::Damaged)?;
    let pages = pages(&file);
    let mut by_page: BTreeMap<u32, Vec<ObjectId>> = BTreeMap::new();
    for (number, page) in (1..).zip(&pages) {
        if annotations(page).any(|(_, signed)| signed) {
            by_page.insert(number, Vec::new());
        }
    }
    for highlight in highlights {
        for (number, lines) in lines(&highlight.places) {
            let page = usize::try_from(number).ok().and_then(|number| pages.get(number.checked_sub(1)?));
            if let Some(added) = page.and_then(|page| annotate(&mut update, page, &lines, &highlight.comment)) {
                by_page.entry(number).or_default().push(added);
            }
        }
    }
    for (number, added) in by_page {
        let page = usize::try_from(number).ok().and_then(|number| pages.get(number.checked_sub(1)?));
        page.and_then(|page| attach(&mut update, page, &added));
    }
    Ok(update.finish())
}

/// The boxes of the words, page by page, those of one line joined.
fn lines(places: &[Address]) -> BTreeMap<u32, Vec<Rect>> {
    let mut lines: BTreeMap<u32, Vec<Rect>> = BTreeMap::new();
    for place in places {
        let Address::Box { page, x, y, width, height } = place else { continue };
        let [left, top, width, height] = [x, y, width, height].map(|number| f64::from(*number));
        let rect = Rect { left, top, right: left + width, bottom: top + height };
        let on_page = lines.entry(*page).or_default();
        match on_page.last_mut().filter(|last| (last.top - top).abs() < 0.4 * height && last.left <= left) {
            Some(last) => *last = last.cover(&rect),
            None => on_page.push(rect),
        }
    }
    lines
}

/// Adds the annotation and what draws it.
fn annotate(update: &mut Update<'_>, page: &Page<'_>, lines: &[Rect], comment: &str) -> Option<ObjectId> {
    let from_view = page.to_view.inverse()?;
    let own: Vec<Rect> = lines.iter().map(|line| from_view.rectangle(*line)).collect();
    let all = own.iter().fold(Rect::EMPTY, |all, line| all.cover(line));
    // The order that viewers draw by: left top, right top, left bottom, right bottom.
    let corners =
        |line: &Rect| [line.left, line.bottom, line.right, line.bottom, line.left, line.top, line.right, line.top];
    let drawn = update.add(Object::Stream(appearance(&own, all)));
    let mut annotation = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Highlight",
        "Rect" => numbers(&[all.left, all.top, all.right, all.bottom]),
        "QuadPoints" => numbers(&own.iter().flat_map(corners).collect::<Vec<_>>()),
        "Contents" => text_string(comment),
        "T" => Object::string_literal(ANNOTATOR),
        "C" => numbers(&COLOUR),
        "F" => 4,
        "AP" => dictionary! { "N" => drawn },
    };
    if let Some(id) = page.id {
        annotation.set("P", id);
    }
    Some(update.add(Object::Dictionary(annotation)))
}

/// A light yellow that print keeps legible.
const COLOUR: [f64; 3] = [1.0, 0.87, 0.35];

/// Boxes in the colour of a marker, through which the words are seen.
fn appearance(lines: &[Rect], all: Rect) -> Stream {
    let boxes: Vec<String> = lines
        .iter()
        .map(|line| format!("{:.2} {:.2} {:.2} {:.2} re f", line.left, line.top, line.width(), line.height()))
        .collect();
    let [red, green, blue] = COLOUR;
    let content = format!("/M gs {red} {green} {blue} rg {}", boxes.join(" "));
    let dict = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => numbers(&[all.left, all.top, all.right, all.bottom]),
        "Resources" => dictionary! { "ExtGState" => dictionary! { "M" => dictionary! { "BM" => "Multiply" } } },
        "Group" => dictionary! { "S" => "Transparency" },
    };
    Stream::new(dict, content.into_bytes())
}

/// The annotations of a page, each with whether gatelint signed it.
fn annotations<'d>(page: &Page<'d>) -> impl Iterator<Item = (&'d Object, bool)> {
    let (all, file) = (page.dict.array("Annots").unwrap_or_default(), page.dict.file);
    all.iter().map(move |object| (object, Dict::of(file, object).is_some_and(is_signed)))
}

/// Adds annotations to those of the page that others made: to the list itself where it stands by itself, else with the
/// page.
fn attach(update: &mut Update<'_>, page: &Page<'_>, added: &[ObjectId]) -> Option<()> {
    let others = annotations(page).filter(|(_, signed)| !signed);
    let mut all: Vec<Object> = others.map(|(object, _)| object.clone()).collect();
    all.extend(added.iter().map(|id| Object::Reference(*id)));
    match page.dict.reference("Annots").filter(|_| page.dict.array("Annots").is_some()) {
        Some(list) => update.replace(list, Object::Array(all)),
        None => {
            let mut entries: Dictionary = page.dict.entries.clone();
            entries.set("Annots", Object::Array(all));
            update.replace(page.id?, Object::Dictionary(entries));
        }
    }
    Some(())
}

#[expect(clippy::cast_possible_truncation, reason = "PDF's numbers are single precision")]
fn numbers(numbers: &[f64]) -> Object {
    Object::Array(numbers.iter().map(|number| Object::Real(*number as f32)).collect())
}
