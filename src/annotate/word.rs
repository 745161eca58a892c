//! Findings as comments in a Word document (ECMA-376-1, 17.13.4), on the very words.
//!
//! Word takes comments in the body and in notes: what is found in headers, footers, text boxes and the like is told in
//! one comment at the first words of the document, with its place; so is what concerns the whole document.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::comments::Comments;
use crate::artifact::Artifact;
use crate::document::{ANNOTATED, Draft, Run, Trace};
use crate::edit::Edit;
use crate::edit::word::{Cuts, parts, rewritten};
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
    let trace = draft.trace();
    let texts = parts(draft).map_err(|fault| fault.message)?;
    let body = texts.first().ok_or("its body is not there")?;
    let mut comments = Comments::of(draft, body, &texts, on)?;
    let placed: Vec<(Option<Anchor>, &Finding)> =
        findings.iter().map(|finding| (anchor(trace, finding.place.span), *finding)).collect();
    let mut cuts: Vec<Cuts<'_>> = texts.iter().map(|part| Cuts::new(trace, &part.text)).collect();
    let elsewhere: Vec<&Finding> =
        placed.iter().filter(|(anchor, _)| anchor.is_none()).map(|(_, finding)| *finding).collect();
    if !elsewhere.is_empty() {
        let none = "its body has no words to put a comment on: --output NAME.html shows the findings on a page";
        let anchor = first(trace).ok_or(none)?;
        let told: Vec<String> =
            elsewhere.iter().flat_map(|finding| told(finding, Some(place(artifact, finding)))).collect();
        mark(&mut cuts, &anchor, &told, &mut comments);
    }
    for (anchor, finding) in &placed {
        if let Some(anchor) = anchor {
            mark(&mut cuts, anchor, &told(finding, None), &mut comments);
        }
    }
    let edits = texts.iter().zip(cuts.into_iter().map(Cuts::finish)).filter(|(_, edits)| !edits.is_empty());
    let mut changed: Vec<(String, Vec<u8>)> =
        edits.map(|(part, edits)| (part.name.clone(), rewritten(part, edits))).collect();
    changed.extend(comments.parts(draft)?);
    draft.with(&changed).map_err(|fault| fault.message)
}

/// The words that a comment is on: from a byte of one leaf to a byte of another, both in the part of that number.
struct Anchor {
    part: usize,
    first: (usize, usize),
    last: (usize, usize),
}

/// Where words stand that Word takes a comment on.
fn anchor(trace: &Trace, words: Span<Source>) -> Option<Anchor> {
    let leaves: Vec<(Run, usize, Span<Raw>)> = trace
        .leaves_of(words)
        .into_iter()
        .filter_map(|(leaf, raw)| Some((run_of(trace, leaf)?, leaf, raw)))
        .filter(|(run, _, _)| run.takes_comments)
        .collect();
    let (run, first, start) = leaves.first()?;
    let (_, last, end) = leaves.iter().rfind(|(other, _, _)| other.part == run.part)?;
    Some(Anchor { part: run.part, first: (*first, start.start), last: (*last, end.end) })
}

/// The first words of the body.
fn first(trace: &Trace) -> Option<Anchor> {
    let in_body = |leaf| run_of(trace, leaf).is_some_and(|run| run.part == 0 && run.takes_comments);
    let piece = trace.pieces.iter().find(|piece| in_body(piece.leaf))?;
    let leaf = trace.leaves.get(piece.leaf)?;
    let raw = leaf.text.unwrap_or(leaf.span);
    Some(Anchor { part: 0, first: (piece.leaf, raw.start), last: (piece.leaf, raw.end) })
}

fn run_of(trace: &Trace, leaf: usize) -> Option<Run> {
    trace.runs.get(trace.leaves.get(leaf)?.run).copied()
}

/// Adds a comment of these paragraphs, and puts its marks around its words.
fn mark(cuts: &mut [Cuts<'_>], anchor: &Anchor, told: &[String], comments: &mut Comments) {
    let Some(cuts) = cuts.get_mut(anchor.part) else { return };
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
