//! The query production, and what is wrong with a query that is no JSONPath.

use super::lines::query_length;
use super::token::{Expected, Input, Parsed, advance, between, blanks};
use crate::policy::ast::{Query, Spanned};

/// Brackets of a query may stand inside each other this deep: the time to read one doubles with each.
const DEPTH: usize = 8;

/// query = ? an RFC 9535 JSONPath; it ends at the first blank outside its brackets and quotes ? ;
pub(super) fn query(input: Input<'_>) -> Parsed<'_, Query> {
    let start = blanks(input);
    if !start.fragment().starts_with('$') {
        return Err(nom::Err::Error(Expected::one(start, "a query such as `$.tenant`")));
    }
    let length = query_length(start.fragment());
    let text = start.fragment().get(..length).unwrap_or_default();
    if let Some((at, taken, message)) = fault(text) {
        let broken = Some(("policy/query", message, taken));
        return Err(nom::Err::Failure(Expected { rest: advance(start, at), words: Vec::new(), broken }));
    }
    let rest = advance(start, length);
    Ok((rest, Spanned::new(text.to_owned(), between(start, rest))))
}

/// What keeps `text` from being a query: where, how many bytes, and what to write. The usual slips are named; of the
/// others the place is told.
fn fault(text: &str) -> Option<(usize, usize, String)> {
    if let Some(at) = too_deep(text) {
        return Some((at, 1, format!("this query nests deeper than {DEPTH} brackets")));
    }
    let error = serde_json_path::JsonPath::parse(text).err()?;
    Some(slip(text).unwrap_or_else(|| {
        let at = text.char_indices().nth(error.position()).map_or(text.len(), |(at, _)| at);
        let at = if at == 0 { text.chars().next().map_or(0, char::len_utf8) } else { at };
        let message =
            "this query can't be read from here on; queries are JSONPath, such as `$.checks[?@.id == \"a\"].status`";
        (at, text.len() - at, message.to_owned())
    }))
}

/// Where the brackets of `query` first nest too deep.
fn too_deep(query: &str) -> Option<usize> {
    let mut depth = 0_usize;
    query.char_indices().find_map(|(at, c)| {
        match c {
            '[' | '(' => depth += 1,
            ']' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth > DEPTH).then_some(at)
    })
}

/// The first of the slips that people make in queries.
fn slip(text: &str) -> Option<(usize, usize, String)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        match c {
            '"' | '\'' => {
                let closed = after_quoted(&mut chars, c);
                if !closed {
                    return Some((at, text.len() - at, format!("the text after `{c}` is not closed")));
                }
            }
            '[' | '(' => open.push((at, c)),
            ']' | ')' if open.pop().is_none() => return Some((at, 1, format!("`{c}` closes nothing"))),
            '=' if !matches!(before, '=' | '!' | '<' | '>') && next != '=' => {
                return Some((at, 1, "a filter compares with `==`, not with `=`".to_owned()));
            }
            '&' | '|' if before != c && next != c => {
                return Some((at, 1, format!("a filter joins with `{c}{c}`, not with `{c}`")));
            }
            '-' if open.is_empty() => return Some(hyphen(text, at)),
            c if c.is_alphabetic() && !open.is_empty() => {
                let word = word_at(text, at);
                if is_bare(text, at, word) {
                    return Some((
                        at,
                        word.len(),
                        format!("`{word}` is no value: a text stands in quotes, `\"{word}\"`"),
                    ));
                }
            }
            _ => {}
        }
        before = c;
    }
    if let Some((at, c)) = open.pop() {
        let close = if c == '[' { ']' } else { ')' };
        return Some((at, text.len() - at, format!("`{c}` has no `{close}`")));
    }
    let dots = text.len() - text.trim_end_matches('.').len();
    (dots > 0).then(|| (text.len() - dots, dots, format!("a name or `*` is missing after `{}`", ".".repeat(dots))))
}

fn after_quoted(chars: &mut impl Iterator<Item = (usize, char)>, quote: char) -> bool {
    let mut escaped = false;
    for (_, c) in chars {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return true,
            _ => {}
        }
    }
    false
}

fn hyphen(text: &str, at: usize) -> (usize, usize, String) {
    let start = text.get(..at).and_then(|before| before.rfind(['.', '$'])).map_or(0, |dot| dot + 1);
    let tail = text.get(start..).unwrap_or_default();
    let name = tail.get(..tail.find(['.', '[']).unwrap_or(tail.len())).unwrap_or_default();
    (at, 1, format!("a name with `-` in it stands in brackets: `['{name}']`"))
}

fn word_at(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    rest.get(..rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len()))
        .unwrap_or_default()
}

/// Whether a word of a filter stands where a value is compared, without being one.
fn is_bare(text: &str, at: usize, word: &str) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end();
    before.ends_with(['=', '<', '>'])
        && !matches!(word, "true" | "false" | "null")
        && !text.get(at + word.len()..).is_some_and(|after| after.starts_with('('))
}
