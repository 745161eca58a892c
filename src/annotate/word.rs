//! Findings as comments in a Word document (ECMA-376-1, 17.13.4), on the very words.
//!
//! Word takes comments in the body only: what is found in headers, notes, text boxes and the like is told in one comment
//! at the first words of the document, with its place; so is what concerns the whole document.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::comments::Comments;
use crate::artifact::Artifact;
use crate::document::{Draft, Part, Trace};
use crate::edit::word::{Cuts, rewritten};
use crate::finding::Finding;
use crate::span::{Lines, Source, Span};

/// The document with a comment on the words of each of `findings`, all of them on `artifact`, made on the day `on`.
/// Every other part of it stays byte for byte.
///
/// # Errors
/// When its body has no words to put a comment on, or the package can't be written anew, with the reason.
pub fn comments(draft: &Draft, artifact: &Artifact, findings: &[&Finding], on: Date) -> Result<Vec<u8>, String> {
    if findings.is_empty() {
        return draft.with(&[]).map_err(|fault| fault.message);
    }
    let (body, mut comments) = open(draft, on)?;
    let trace = draft.trace();
    let placed: Vec<(Option<Anchor>, &Finding)> =
        findings.iter().map(|finding| (anchor(trace, finding.place.span), *finding)).collect();
    let mut cuts = Cuts::new(trace, &body.text);
    let elsewhere: Vec<&Finding> =
        placed.iter().filter(|(anchor, _)| anchor.is_none()).map(|(_, finding)| *finding).collect();
    if !elsewhere.is_empty() {
        let none = "its body has no words to put a comment on: --output NAME.html shows the findings on a page";
        let anchor = first(trace).ok_or(none)?;
        let told: Vec<String> =
            elsewhere.iter().flat_map(|finding| told(finding, Some(place(artifact, finding)))).collect();
        mark(&mut cuts, &anchor, comments.add(&told), &comments);
    }
    for (anchor, finding) in &placed {
        if let Some(anchor) = anchor {
            mark(&mut cuts, anchor, comments.add(&told(finding, None)), &comments);
        }
    }
    let mut parts = vec![(body.name.clone(), rewritten(&body, cuts.finish()))];
    parts.extend(comments.parts(draft)?);
    draft.with(&parts).map_err(|fault| fault.message)
}

fn open(draft: &Draft, on: Date) -> Result<(Part, Comments), String> {
    let body = draft.part(draft.main()).map_err(|fault| fault.message)?.ok_or("its body is not there")?;
    let comments = Comments::of(draft, &body, on)?;
    Ok((body, comments))
}

/// The words that a comment is on: from a byte of one leaf to a byte of another.
struct Anchor {
    first: (usize, usize),
    last: (usize, usize),
}

/// Where words stand in the body.
fn anchor(trace: &Trace, words: Span<Source>) -> Option<Anchor> {
    let mut leaves = trace.leaves_of(words);
    leaves.retain(|(leaf, _)| in_body(trace, *leaf));
    let ((first, start), (last, end)) = (leaves.first()?, leaves.last()?);
    Some(Anchor { first: (*first, start.start), last: (*last, end.end) })
}

/// The first words of the body.
fn first(trace: &Trace) -> Option<Anchor> {
    let piece = trace.pieces.iter().find(|piece| in_body(trace, piece.leaf))?;
    let leaf = trace.leaves.get(piece.leaf)?;
    let raw = leaf.text.unwrap_or(leaf.span);
    Some(Anchor { first: (piece.leaf, raw.start), last: (piece.leaf, raw.end) })
}

fn in_body(trace: &Trace, leaf: usize) -> bool {
    let run = trace.leaves.get(leaf).and_then(|leaf| trace.runs.get(leaf.run));
    run.is_some_and(|run| run.part == 0)
}

/// Puts the marks of the comment `id` around its words.
fn mark(cuts: &mut Cuts<'_>, anchor: &Anchor, id: u32, comments: &Comments) {
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

/// A finding in paragraphs: what is wrong, what to do, which rule says so.
pub(super) fn told(finding: &Finding, place: Option<String>) -> Vec<String> {
    let at = place.map_or_else(String::new, |place| format!("{}: ", capital(&place)));
    let message = if at.is_empty() { capital(&finding.message) } else { finding.message.clone() };
    let mut told = vec![format!("{at}{message}.")];
    let help = finding.help.as_deref().unwrap_or_default();
    told.extend(help.split("; ").filter(|line| !line.is_empty()).map(|line| {
        let stop = if line.ends_with(['.', '?', '!']) { "" } else { "." };
        format!("{}{stop}", capital(line))
    }));
    let mut rule = format!("{} {}", finding.severity.word(), finding.code);
    if let Some(cue) = finding.claim.as_ref().and_then(|claim| claim.cue.as_ref()) {
        let _ = write!(rule, ", read by `{cue}`");
    }
    told.push(rule);
    told.iter().map(|line| quoted(line)).collect()
}

/// With quotation marks for backticks, which mean nothing in Word.
fn quoted(line: &str) -> String {
    let mut open = false;
    let quote = |letter| match letter {
        '`' => {
            open = !open;
            if open { '“' } else { '”' }
        }
        letter => letter,
    };
    line.chars().map(quote).collect()
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
