//! The first cut: a policy file into headers, clauses and comments, by lines alone.
//!
//! A line at column 0 opens an item, an indented line is a clause, an indented line that starts with a string goes
//! on with the clause above. So a fault can cost no more than its own clause.

use super::token::OTHER_QUOTES;
use crate::policy::ast::{Comments, Inside};
use crate::span::{Source, Span};

/// A header with the clauses under it, not parsed yet.
#[derive(Debug)]
pub(super) struct RawItem {
    pub header: Raw,
    pub clauses: Vec<Raw>,
}

/// The bytes of a header or a clause (continuation lines included) and its comments.
#[derive(Debug)]
pub(super) struct Raw {
    pub span: Span<Source>,
    pub comments: Comments,
    /// How many strings it has so far.
    strings: usize,
}

/// What the first cut gives.
#[derive(Debug, Default)]
pub(super) struct Cut {
    pub items: Vec<RawItem>,
    /// Indented lines before the first header.
    pub strays: Vec<Span<Source>>,
    /// Comments after the last line of code.
    pub trailing: Vec<String>,
}

/// Cuts `source` (a byte order mark at its start is skipped).
pub(super) fn cut(source: &str) -> Cut {
    let mut cut = Cut::default();
    let mut pending: Vec<String> = Vec::new();
    let mut offset = if source.starts_with('\u{feff}') { 3 } else { 0 };
    let body = source.get(offset..).unwrap_or_default();
    for line in body.split_inclusive(['\n', '\r']) {
        let start = offset;
        offset += line.len();
        place(&mut cut, &mut pending, line.trim_end_matches(['\n', '\r']), start);
    }
    while pending.last().is_some_and(String::is_empty) {
        pending.pop();
    }
    cut.trailing = pending;
    cut
}

fn place(cut: &mut Cut, pending: &mut Vec<String>, line: &str, start: usize) {
    let Signs { comment: comment_at, strings } = signs(line);
    let strings = strings.len();
    let code = line.get(..comment_at.unwrap_or(line.len())).unwrap_or_default().trim_end();
    let comment = comment_at.and_then(|at| line.get(at..)).map(|text| text.trim_end().to_owned());
    let words = code.trim_start();
    if words.is_empty() {
        match comment {
            Some(text) => pending.push(text),
            None if !pending.is_empty() && !pending.last().is_some_and(String::is_empty) => pending.push(String::new()),
            None => {}
        }
        return;
    }
    let indent = code.len() - words.len();
    let span = Span::new(start + indent, start + code.len());
    let last = cut.items.last_mut();
    match last {
        _ if indent == 0 => {
            let comments = Comments { before: std::mem::take(pending), after: comment, inside: Vec::new() };
            cut.items.push(RawItem { header: Raw { span, comments, strings }, clauses: Vec::new() });
        }
        None => cut.strays.push(span),
        Some(item) => match item.clauses.last_mut() {
            Some(clause) if words.starts_with('"') || words.starts_with(OTHER_QUOTES) => {
                go_on(clause, pending, comment);
                clause.span.end = span.end;
                clause.strings += strings;
            }
            _ => {
                let comments = Comments { before: std::mem::take(pending), after: comment, inside: Vec::new() };
                item.clauses.push(Raw { span, comments, strings });
            }
        },
    }
}

/// Comments inside a clause of several lines stay where they are: after a string of it, or between two.
fn go_on(clause: &mut Raw, pending: &mut Vec<String>, comment: Option<String>) {
    let after = clause.strings;
    let beside = clause.comments.after.take().map(|text| Inside { after, own_line: false, text });
    let between = pending.drain(..).filter(|text| !text.is_empty());
    let between = between.map(|text| Inside { after, own_line: true, text });
    clause.comments.inside.extend(beside.into_iter().chain(between));
    clause.comments.after = comment;
}

/// What a line holds beside words.
#[derive(Debug, Default)]
pub(crate) struct Signs {
    /// Where its comment starts: the first `#` at the start of a token, outside strings, patterns and queries.
    pub comment: Option<usize>,
    /// Start and end of each string outside patterns and queries, quotes included.
    pub strings: Vec<(usize, usize)>,
}

/// Finds the comment and the strings of a line of a policy.
pub(crate) fn signs(line: &str) -> Signs {
    let bytes = line.as_bytes();
    let mut signs = Signs::default();
    let mut at = 0;
    let mut token_start = true;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'#' if token_start => {
                signs.comment = Some(at);
                break;
            }
            b'"' => {
                let end = after_quoted(bytes, at, b'"');
                signs.strings.push((at, end));
                at = end;
            }
            b'/' if token_start && opens_pattern(line, at) => at = after_quoted(bytes, at, b'/'),
            b'$' if token_start => at += query_length(line.get(at..).unwrap_or_default()),
            _ => at += 1,
        }
        token_start = bytes.get(at.saturating_sub(1)).is_some_and(|b| b.is_ascii_whitespace() || *b == b',');
    }
    signs
}

/// Whether the `/` there opens a pattern: the one of `rule block/name` may stand alone too.
fn opens_pattern(line: &str, at: usize) -> bool {
    let before = line.get(..at).unwrap_or_default().trim_end();
    before.ends_with("pattern") || before.ends_with("matches")
}

fn after_quoted(bytes: &[u8], open: usize, quote: u8) -> usize {
    let mut at = open + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            _ if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// How many bytes of `text` (which starts with `$`) belong to the query: up to the first blank outside its brackets
/// and quotes, or the end of the line.
pub(super) fn query_length(text: &str) -> usize {
    let mut depth = 0_i32;
    let mut quote: Option<char> = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if matches!(c, '\n' | '\r') {
            return at;
        }
        match quote {
            Some(_) if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None => match c {
                '"' | '\'' if depth > 0 => quote = Some(c),
                '[' | '(' => depth += 1,
                ']' | ')' => depth -= 1,
                c if c.is_whitespace() && depth <= 0 => return at,
                _ => {}
            },
        }
    }
    text.len()
}
