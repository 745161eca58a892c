//! A PDF with its findings as highlights on the words.

use super::told::told;
use crate::document::{ANNOTATED, Address, Document, Highlight, Unwritable, highlighted};
use crate::finding::Finding;
use crate::span::Span;

/// The PDF `bytes`, which was read as `document`, with a highlight for each finding: its comment says what is wrong, what
/// to do, and which rule says so. Findings on the whole document stand on its first words. Highlights of an earlier run
/// are taken off. The bytes that were there stay, at the start of the file.
///
/// # Errors
/// When highlights can't be added to the file, with the reason.
pub fn highlights(bytes: &[u8], document: &Document, findings: &[&Finding]) -> Result<Vec<u8>, String> {
    // That an earlier run left highlights is no longer to be told.
    let findings = findings.iter().filter(|finding| finding.code != ANNOTATED);
    let all: Vec<Highlight> = findings.map(|finding| highlight(document, finding)).collect();
    highlighted(bytes, &all).map_err(|unwritable| match unwritable {
        Unwritable::Damaged => "its parts can't be found in the order they are listed: save it anew as PDF".to_owned(),
        Unwritable::Locked => "it is locked with a password: take the password off".to_owned(),
    })
}

fn highlight(document: &Document, finding: &Finding) -> Highlight {
    let boxes = |span| -> Vec<Address> {
        let all = document.places.addresses(span);
        all.filter(|address| matches!(address, Address::Box { .. })).cloned().collect()
    };
    let span = finding.place.span;
    match span.is_empty() {
        true => Highlight {
            places: boxes(Span::at(0)),
            comment: told(finding, Some("the whole document".to_owned())).join("\n"),
        },
        false => Highlight { places: boxes(span), comment: told(finding, None).join("\n") },
    }
}
