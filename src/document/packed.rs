//! Packages for tests, made of small parts.

use std::io::{Cursor, Write as _};

use super::told::told_document;
use super::{Budget, Document, Limits, open};
use crate::span::Span;

/// A package of these parts.
pub(super) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// An Office package whose main part is `main`, of the media type `kind`.
pub(super) fn office(main: &str, kind: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let types = format!("<Types><Override PartName=\"/{main}\" ContentType=\"application/{kind}\"/></Types>");
    let root =
        format!("<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"{main}\"/></Relationships>");
    let mut all = vec![("[Content_Types].xml", types.as_str()), ("_rels/.rels", root.as_str())];
    all.extend(parts);
    package(&all)
}

/// A part of relationships: id, kind, target.
pub(super) fn rels(entries: &[(&str, &str, &str)]) -> String {
    let entry = |(id, kind, target): &(&str, &str, &str)| {
        format!("<Relationship Id=\"{id}\" Type=\"x/{kind}\" Target=\"{target}\"/>")
    };
    format!("<Relationships>{}</Relationships>", entries.iter().map(entry).collect::<String>())
}

pub(super) fn read(name: &str, bytes: Vec<u8>) -> Document {
    open(name, bytes, &mut Budget::new(Limits::default())).document
}

/// Holds that a document is read without fault and told as `expected`: its place before each block.
pub(super) fn check(name: &str, bytes: Vec<u8>, expected: &[&str]) {
    let document = read(name, bytes.clone());
    assert_eq!(document.faults, [], "{name}");
    let places = document.blocks.iter().map(|block| document.places.of(block.span).unwrap_or_default());
    let told: Vec<String> =
        places.zip(told_document(&document)).map(|(place, told)| format!("{place}: {told}")).collect();
    assert_eq!(told, expected, "{name}");
    for at in (0..bytes.len()).step_by(3) {
        let mut broken = bytes.clone();
        broken[at] ^= 0x11;
        let _ = read(name, broken);
        let _ = read(name, bytes[..at].to_vec());
    }
}

/// Holds that `words` of the document stand at `place`.
pub(super) fn check_place(document: &Document, words: &str, place: &str) {
    let start = document.source.find(words).unwrap_or_else(|| panic!("{words} in {:?}", document.source));
    let span = Span::new(start, start + words.len());
    assert_eq!(document.places.of(span).as_deref(), Some(place), "{words}");
}
