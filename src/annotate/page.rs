//! A document as an HTML page with the words of its findings marked and a note beside each.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::list::Open;
use super::told::capital;
use crate::document::{Block, BlockKind, Document};
use crate::edit::words_of;
use crate::finding::{Finding, Severity};
use crate::span::{Lines, Plain, Span};

const STYLE: &str = include_str!("page.css");

/// The page of the document at `path`: its text block by block, each finding of `findings` (all on this document) as a mark on
/// its words with a note after the block; findings on no words of the text stand before it. `last_line` says what was
/// checked. The page stands alone: it names no other file and runs no script.
#[must_use]
pub fn page(path: &str, document: &Document, findings: &[&Finding], last_line: &str) -> String {
    let placed = Placed::new(document, findings);
    let mut out = String::new();
    let path = escaped(path);
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{path}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{path}</h1>\n<p>{}</p>\n</header>\n",
        escaped(last_line)
    );
    if !placed.whole.is_empty() {
        out.push_str("<section class=\"whole\">\n<h2>On the whole document</h2>\n");
        placed.whole.iter().for_each(|(number, finding)| placed.note(&mut out, document, *number, finding));
        out.push_str("</section>\n");
    }
    out.push_str("<main>\n");
    body(&mut out, document, &placed);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// Words of a block that a finding is about.
struct Mark<'f> {
    words: Span<Plain>,
    number: usize,
    finding: &'f Finding,
}

/// Where each finding stands; numbers count from 1 in the order given.
struct Placed<'f> {
    /// By the number of the block, in the order of the words.
    marks: BTreeMap<usize, Vec<Mark<'f>>>,
    whole: Vec<(usize, &'f Finding)>,
    lines: Lines,
}

impl<'f> Placed<'f> {
    fn new(document: &Document, findings: &[&'f Finding]) -> Self {
        let lines = Lines::new(&document.source);
        let mut placed = Self { marks: BTreeMap::new(), whole: Vec::new(), lines };
        for (number, finding) in (1..).zip(findings) {
            let words = words_of(document, finding.place.span);
            let block = words.and_then(|(block, plain)| {
                document.blocks.iter().position(|one| std::ptr::eq(one, block)).map(|at| (at, plain))
            });
            match block {
                Some((block, words)) => placed.marks.entry(block).or_default().push(Mark { words, number, finding }),
                None => placed.whole.push((number, finding)),
            }
        }
        placed.marks.values_mut().for_each(|marks| marks.sort_by_key(|mark| (mark.words, mark.number)));
        placed
    }

    fn note(&self, out: &mut String, document: &Document, number: usize, finding: &Finding) {
        let line = || self.lines.position(&document.source, finding.place.span.start).line;
        let at = document.places.of(finding.place.span).unwrap_or_else(|| format!("line {}", line()));
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let _ = write!(
            out,
            "<aside class=\"{severity}\" id=\"note-{number}\"><p><b>{number}. {}</b> <span>{}, {}</span></p>",
            escaped(&capital(&finding.message)),
            escaped(&finding.code),
            escaped(&at)
        );
        for line in &finding.help {
            let _ = write!(out, "<p>{}</p>", escaped(&capital(line)));
        }
        out.push_str("</aside>\n");
    }
}

fn body(out: &mut String, document: &Document, placed: &Placed<'_>) {
    let mut open = Open::default();
    let mut table: Option<(u32, u32)> = None;
    let mut waiting: Vec<(usize, &Finding)> = Vec::new();
    for (number, block) in document.blocks.iter().enumerate() {
        let cell = match &block.kind {
            BlockKind::Cell(cell) => Some((cell.table, cell.row)),
            _ => None,
        };
        if table.map(|(of, _)| of) != cell.map(|(of, _)| of) {
            if table.is_some() {
                out.push_str("</tr></table>\n");
                waiting.drain(..).for_each(|(number, finding)| placed.note(out, document, number, finding));
            }
            open.go_to(block.quote, &block.items, out);
            if cell.is_some() {
                out.push_str("<table>\n<tr>");
            }
        } else if table != cell {
            out.push_str("</tr>\n<tr>");
        } else if cell.is_none() {
            open.go_to(block.quote, &block.items, out);
        }
        table = cell;
        let marks = placed.marks.get(&number).map_or(&[][..], Vec::as_slice);
        shown(out, block, marks);
        waiting.extend(marks.iter().map(|mark| (mark.number, mark.finding)));
        // Inside a table a note would stand in the way: it comes after it.
        if table.is_none() {
            waiting.drain(..).for_each(|(number, finding)| placed.note(out, document, number, finding));
        }
    }
    if table.is_some() {
        out.push_str("</tr></table>\n");
    }
    open.go_to(0, &[], out);
    waiting.drain(..).for_each(|(number, finding)| placed.note(out, document, number, finding));
}

fn shown(out: &mut String, block: &Block, marks: &[Mark<'_>]) {
    let words = marked(block, marks);
    let _ = match &block.kind {
        BlockKind::Heading(level) => {
            let level = (*level + 1).min(6);
            writeln!(out, "<h{level}>{words}</h{level}>")
        }
        BlockKind::Paragraph => writeln!(out, "<p>{words}</p>"),
        BlockKind::Item => writeln!(out, "{words}"),
        BlockKind::Cell(cell) => {
            let tag = if cell.row == 0 { "th" } else { "td" };
            write!(out, "<{tag}>{words}</{tag}>")
        }
        BlockKind::Code => writeln!(out, "<pre><code>{words}</code></pre>"),
        BlockKind::Footnote(label) => writeln!(out, "<p><sup>{}</sup> {words}</p>", escaped(label)),
        BlockKind::Value(pointer) => writeln!(out, "<p><code>{}</code> {words}</p>", escaped(pointer)),
        BlockKind::Aside => writeln!(out, "<p class=\"beside\">{words}</p>"),
    };
}

/// The block's words with a mark around those of each finding. Of marks that overlap the first holds; a secret is
/// masked.
fn marked(block: &Block, marks: &[Mark<'_>]) -> String {
    let plain = block.text.plain();
    let mut out = String::new();
    let mut at = 0;
    for Mark { words: span, number, finding } in marks {
        if span.start < at {
            // No letter of a secret is shown, also where another finding stands on the first of them.
            at = if finding.secret { at.max(span.end) } else { at };
            let _ = write!(out, "<sup><a href=\"#note-{number}\">{number}</a></sup>");
            continue;
        }
        out.push_str(&escaped(plain.get(at..span.start).unwrap_or_default()));
        let words = if finding.secret { finding.text.as_str() } else { span.slice(plain) };
        let _ = write!(
            out,
            "<mark class=\"{}\">{}</mark><sup><a href=\"#note-{number}\">{number}</a></sup>",
            finding.severity.word(),
            escaped(words)
        );
        at = span.end;
    }
    out.push_str(&escaped(plain.get(at..).unwrap_or_default()));
    out
}

/// Text as HTML: the five signs that mean something in it, control characters left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push('\u{fffd}'),
            letter if letter.is_control() && !matches!(letter, '\n' | '\t') => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out
}
