//! The first cut: a policy file into headers, clauses and comments, by lines alone.
//!
//! A line at column 0 opens an item, an indented line is a clause, an indented line that starts with a string goes
//! on with the clause above. So a fault can cost no more than its own clause.

use super::token::OTHER_QUOTES;
use crate::policy::ast::Comments;
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
    let comment_at = comment_start(line);
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
            let comments = Comments { before: std::mem::take(pending), after: comment };
            cut.items.push(RawItem { header: Raw { span, comments }, clauses: Vec::new() });
        }
        None => cut.strays.push(span),
        Some(item) => match item.clauses.last_mut() {
            Some(clause) if words.starts_with('"') || words.starts_with(OTHER_QUOTES) => {
                go_on(clause, pending, span, comment)
            }
            _ => {
                let comments = Comments { before: std::mem::take(pending), after: comment };
                item.clauses.push(Raw { span, comments });
            }
        },
    }
}

/// Comments inside a clause of several lines move above it: none is lost, and the clause prints in one shape.
fn go_on(clause: &mut Raw, pending: &mut Vec<String>, span: Span<Source>, comment: Option<String>) {
    clause.span.end = span.end;
    clause.comments.before.extend(clause.comments.after.take());
    clause.comments.before.append(pending);
    clause.comments.before.extend(comment);
}

/// Where the comment of a line starts: the first `#` at the start of a token, outside strings, patterns and queries.
pub(super) fn comment_start(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let mut at = 0;
    let mut token_start = true;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'#' if token_start => return Some(at),
            b'"' => at = after_quoted(bytes, at, b'"'),
            b'/' if token_start => at = after_quoted(bytes, at, b'/'),
            b'$' if token_start => at += query_length(line.get(at..).unwrap_or_default()),
            _ => at += 1,
        }
        token_start = bytes.get(at.saturating_sub(1)).is_some_and(|b| b.is_ascii_whitespace() || *b == b',');
    }
    None
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
