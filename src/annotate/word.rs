//! Findings as comments in a Word document (ECMA-376-1, 17.13.4), on the very words.
//!
//! Comments stand in the body only. Word takes none in headers, footers and text boxes; in notes it does, but LibreOffice
//! 7.4 can't open such a document at all. What is found in a note or a text box is told at the note's sign or the box, with
//! its place; what is found in headers, footers and other people's comments, or concerns the whole document, in one
//! comment at the first words.

use jiff::civil::Date;

use super::comments::Comments;
use super::told::told;
use crate::artifact::Artifact;
use crate::document::{ANNOTATED, Draft, Trace};
use crate::edit::Edit;
use crate::edit::word::{Cuts, rewritten};
use crate::finding::Finding;
use crate::span::{Lines, Raw, Source, Span};

/// The document with a comment on the words of each of `findings`, all of them on `artifact`, made on the day `on`, in
/// place of the comments of an earlier run. Every other part of it stays byte for byte.
///
/// # Errors
/// When its body has no words to put a comment on, or the package can't be written anew, with the reason.
pub fn comments(draft: &Draft, artifact: &Artifact, findings: &[&Finding], on: Date) -> Result<Vec<u8>, String> {
    let own = draft.own_comments().map_err(|fault| fault.message)?;
    if own.is_empty() {
        return commented(draft, artifact, findings, on);
    }
    let cleared = own.into_iter().map(|(part, spans)| {
        let edits = spans.into_iter().map(|span| Edit::<Raw> { span, words: String::new() }).collect();
        (part.name.clone(), rewritten(&part, edits))
    });
    let bytes = draft.with(&cleared.collect::<Vec<_>>());
    let draft = bytes.and_then(|bytes| Draft::read(bytes, draft.limits())).map_err(|fault| fault.message)?;
    // That they were there is no longer to be told.
    let findings: Vec<&Finding> = findings.iter().filter(|finding| finding.code != ANNOTATED).copied().collect();
    commented(&draft, artifact, &findings, on)
}

fn commented(draft: &Draft, artifact: &Artifact, findings: &[&Finding], on: Date) -> Result<Vec<u8>, String> {
    if findings.is_empty() {
        return draft.with(&[]).map_err(|fault| fault.message);
    }
    let (trace, body) = (draft.trace(), draft.part(draft.main()).map_err(|fault| fault.message)?);
    let body = body.ok_or("its body is not there")?;
    let mut comments = Comments::of(draft, &body, on)?;
    let mut cuts = Cuts::new(trace, &body.text);
    // On the first words of the body: all that has no place in it.
    let mut beside: Vec<String> = Vec::new();
    let mut placed: Vec<(Anchor, Vec<String>)> = Vec::new();
    for finding in findings {
        let span = finding.place.span;
        let place = || Some(place(artifact, finding));
        match (on_words(trace, span), on_sign(trace, span)) {
            (Some(anchor), _) => placed.push((anchor, told(finding, None))),
            (None, Some(anchor)) => placed.push((anchor, told(finding, place()))),
            (None, None) => beside.extend(told(finding, place())),
        }
    }
    if !beside.is_empty() {
        let none = "its body has no words to put a comment on: --output NAME.html shows the findings on a page";
        placed.insert(0, (on_first(trace).ok_or(none)?, beside));
    }
    placed.iter().for_each(|(anchor, told)| mark(&mut cuts, anchor, told, &mut comments));
    let mut changed = vec![(body.name.clone(), rewritten(&body, cuts.finish()))];
    changed.extend(comments.parts(draft)?);
    draft.with(&changed).map_err(|fault| fault.message)
}

/// What a comment is on: from a byte of one leaf of the body to a byte of another.
#[derive(Clone, Copy)]
struct Anchor {
    first: (usize, usize),
    last: (usize, usize),
}

/// Where words stand in the body.
fn on_words(trace: &Trace, words: Span<Source>) -> Option<Anchor> {
    let mut leaves = trace.leaves_of(words);
    leaves.retain(|(leaf, _)| takes_comments(trace, *leaf));
    let ((first, start), (last, end)) = (leaves.first()?, leaves.last()?);
    Some(Anchor { first: (*first, start.start), last: (*last, end.end) })
}

/// What shows in the body where words belong that stand beside it.
fn on_sign(trace: &Trace, words: Span<Source>) -> Option<Anchor> {
    let sign = trace.sign_of(words).filter(|leaf| takes_comments(trace, *leaf))?;
    on_leaf(trace, sign)
}

/// The first words of the body.
fn on_first(trace: &Trace) -> Option<Anchor> {
    let piece = trace.pieces.iter().find(|piece| takes_comments(trace, piece.leaf))?;
    on_leaf(trace, piece.leaf)
}

fn on_leaf(trace: &Trace, number: usize) -> Option<Anchor> {
    let leaf = trace.leaves.get(number)?;
    let raw = leaf.text.unwrap_or(leaf.span);
    Some(Anchor { first: (number, raw.start), last: (number, raw.end) })
}

fn takes_comments(trace: &Trace, leaf: usize) -> bool {
    let run = trace.leaves.get(leaf).and_then(|leaf| trace.runs.get(leaf.run));
    run.is_some_and(|run| run.takes_comments)
}

/// Adds a comment of these paragraphs, and puts its marks around its words.
fn mark(cuts: &mut Cuts<'_>, anchor: &Anchor, told: &[String], comments: &mut Comments) {
    let id = comments.add(told);
    let prefix = cuts.prefix(anchor.first.0);
    let look = comments.reference_look(prefix);
    let start = format!("<{prefix}commentRangeStart {prefix}id=\"{id}\"/>");
    let end = format!(
        "<{prefix}commentRangeEnd {prefix}id=\"{id}\"/><{prefix}r>{look}<{prefix}commentReference {prefix}id=\"{id}\"/></{prefix}r>"
    );
    cuts.begin(anchor.first.0, anchor.first.1, &start, false);
    cuts.end(anchor.last.0, anchor.last.1, &end, false);
}

/// Where a finding stands that has no comment of its own.
fn place(artifact: &Artifact, finding: &Finding) -> String {
    let document = &artifact.document;
    let span = finding.place.span;
    let whole = || "the whole document".to_owned();
    if span.is_empty() {
        return whole();
    }
    document
        .places
        .of(span)
        .unwrap_or_else(|| format!("line {}", Lines::new(&document.source).position(&document.source, span.start).line))
}
