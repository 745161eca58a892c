//! The lexical productions: names, strings, numbers, dates, patterns, queries.

use nom::bytes::complete::take_while1;
use nom::error::{ErrorKind, ParseError};
use nom::{IResult, Parser};
use nom_locate::LocatedSpan;

use crate::policy::ast::{Date, Name, Spanned, Str};
use crate::span::{Source, Span};

/// What is left of a clause; the extra number is the clause's own offset in the file.
pub(super) type Input<'a> = LocatedSpan<&'a str, usize>;
/// The result of a production.
pub(super) type Parsed<'a, T> = IResult<Input<'a>, T, Expected<'a>>;

/// Why a production could not go on: what would have fitted, and where.
#[derive(Debug, Clone)]
pub(super) struct Expected<'a> {
    pub rest: Input<'a>,
    pub words: Vec<&'static str>,
    /// A token that begins well and is broken inside: its code, its message and how many bytes it takes.
    pub broken: Option<(&'static str, String, usize)>,
}

impl<'a> Expected<'a> {
    pub(super) fn one(rest: Input<'a>, word: &'static str) -> Self {
        Self { rest, words: vec![word], broken: None }
    }
}

impl<'a> ParseError<Input<'a>> for Expected<'a> {
    fn from_error_kind(rest: Input<'a>, _: ErrorKind) -> Self {
        Self { rest, words: Vec::new(), broken: None }
    }

    fn append(_: Input<'a>, _: ErrorKind, other: Self) -> Self {
        other
    }

    /// The alternative that came furthest speaks; where two came equally far, both do.
    fn or(mut self, other: Self) -> Self {
        match self.rest.location_offset().cmp(&other.rest.location_offset()) {
            std::cmp::Ordering::Greater => self,
            std::cmp::Ordering::Less => other,
            std::cmp::Ordering::Equal => {
                self.words.extend(other.words);
                self.broken = self.broken.or(other.broken);
                self
            }
        }
    }
}

/// The bytes between two states of the input.
pub(super) fn between(before: Input<'_>, after: Input<'_>) -> Span<Source> {
    Span::new(before.extra + before.location_offset(), after.extra + after.location_offset())
}

/// Skips blanks, and between the lines of one clause line breaks and comments.
pub(super) fn blanks(input: Input<'_>) -> Input<'_> {
    let mut rest = input;
    loop {
        let text = *rest.fragment();
        let trimmed = text.trim_start();
        let mut skip = text.len() - trimmed.len();
        if trimmed.starts_with('#') && (skip > 0 || rest.location_offset() == 0) {
            skip += trimmed.find(['\n', '\r']).unwrap_or(trimmed.len());
        }
        if skip == 0 {
            return rest;
        }
        rest = advance(rest, skip);
    }
}

/// The input after `count` bytes.
pub(super) fn advance(input: Input<'_>, count: usize) -> Input<'_> {
    nom::Input::take_from(&input, count)
}

/// Runs `parser` after blanks and ties its value to its bytes.
pub(super) fn spanned<'a, T>(
    mut parser: impl Parser<Input<'a>, Output = T, Error = Expected<'a>>,
) -> impl FnMut(Input<'a>) -> Parsed<'a, Spanned<T>> {
    move |input| {
        let start = blanks(input);
        let (rest, value) = parser.parse(start)?;
        Ok((rest, Spanned::new(value, between(start, rest))))
    }
}

fn is_word_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// A fixed word of the grammar; `shown` is the word in backticks for messages.
pub(super) fn word<'a>(
    text: &'static str,
    shown: &'static str,
) -> impl FnMut(Input<'a>) -> Parsed<'a, Span<Source>> + Clone {
    move |input| {
        let start = blanks(input);
        let fits = start.fragment().strip_prefix(text).is_some_and(|after| !after.starts_with(is_word_char));
        if fits {
            let rest = advance(start, text.len());
            Ok((rest, between(start, rest)))
        } else {
            Err(nom::Err::Error(Expected::one(start, shown)))
        }
    }
}

/// A sign such as `,`, `=` or `/`.
pub(super) fn sign<'a>(text: &'static str, shown: &'static str) -> impl FnMut(Input<'a>) -> Parsed<'a, ()> + Clone {
    move |input| {
        let start = blanks(input);
        match start.fragment().starts_with(text) {
            true => Ok((advance(start, text.len()), ())),
            false => Err(nom::Err::Error(Expected::one(start, shown))),
        }
    }
}

/// name = ? a lower-case letter, then lower-case letters, digits and single hyphens ? ;
pub(super) fn name(input: Input<'_>) -> Parsed<'_, Name> {
    let start = blanks(input);
    let (rest, text) = take_while1(is_word_char)(start)
        .map_err(|_: nom::Err<Expected<'_>>| nom::Err::Error(Expected::one(start, "a name")))?;
    let text = *text.fragment();
    if !is_name(text) {
        let message = format!("`{text}` is no name: names are lower-case letters, digits and single hyphens");
        let broken = Some(("policy/name", message, text.len()));
        return Err(nom::Err::Error(Expected { rest: start, words: vec!["a name"], broken }));
    }
    Ok((rest, Spanned::new(text.to_owned(), between(start, rest))))
}

/// Whether `text` is a name of the grammar.
pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('-')
        && !text.contains("--")
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Quotes that word processors and other languages write for `"`.
pub(super) const OTHER_QUOTES: [char; 8] =
    ['\u{201c}', '\u{201d}', '\u{201e}', '\u{ab}', '\u{bb}', '\u{2018}', '\u{2019}', '\''];

/// A text in other quotes than the language has.
fn other_quotes(start: Input<'_>) -> Option<nom::Err<Expected<'_>>> {
    let open = start.fragment().chars().next().filter(|c| OTHER_QUOTES.contains(c))?;
    let line = start.fragment().lines().next().unwrap_or_default();
    let body = line.get(open.len_utf8()..).unwrap_or_default();
    let length = body
        .char_indices()
        .find(|(_, c)| OTHER_QUOTES.contains(c))
        .map_or(line.len(), |(at, close)| open.len_utf8() + at + close.len_utf8());
    let message = format!("a text stands in straight double quotes, `\"`, and not in `{open}`");
    let broken = Some(("policy/syntax", message, length));
    Some(nom::Err::Failure(Expected { rest: start, words: Vec::new(), broken }))
}

/// string = ? text between double quotes on one line; \" \\ \n and \t are escapes ? ;
pub(super) fn string(input: Input<'_>) -> Parsed<'_, Str> {
    let start = blanks(input);
    let Some(body) = start.fragment().strip_prefix('"') else {
        if let Some(fault) = other_quotes(start) {
            return Err(fault);
        }
        return Err(nom::Err::Error(Expected::one(start, "a text in double quotes")));
    };
    let mut value = String::new();
    let mut read = 0;
    while let Some(plain) = body.get(read..).and_then(|left| left.find(['"', '\\', '\n', '\r'])) {
        let (at, next) = (read + plain, read + plain + 1);
        value.push_str(body.get(read..at).unwrap_or_default());
        match body.as_bytes().get(at) {
            Some(b'"') => {
                let rest = advance(start, at + 2);
                return Ok((rest, Spanned::new(value, between(start, rest))));
            }
            Some(b'\\') => match body.get(next..).and_then(|left| left.chars().next()) {
                Some('n') => value.push('\n'),
                Some('t') => value.push('\t'),
                Some(escaped @ ('"' | '\\')) => value.push(escaped),
                other => return Err(bad_escape(start, at + 1, other)),
            },
            _ => break,
        }
        read = next + 1;
    }
    let length = start.fragment().find(['\n', '\r']).unwrap_or(start.fragment().len());
    let message = "this text has no closing quote on its line".to_owned();
    Err(nom::Err::Failure(Expected {
        rest: start,
        words: Vec::new(),
        broken: Some(("policy/unclosed", message, length)),
    }))
}

fn bad_escape(start: Input<'_>, at: usize, found: Option<char>) -> nom::Err<Expected<'_>> {
    let shown = found.filter(|c| !c.is_control()).map_or_else(|| "\\".to_owned(), |c| format!("\\{c}"));
    let message =
        format!("`{shown}` is no escape: a text knows `\\\"`, `\\\\`, `\\n` and `\\t`; write `\\\\` for a backslash");
    let broken = Some(("policy/escape", message, 1 + found.map_or(0, char::len_utf8)));
    nom::Err::Failure(Expected { rest: advance(start, at), words: Vec::new(), broken })
}

/// integer = ? one to nine digits ? ;
pub(super) fn integer(input: Input<'_>) -> Parsed<'_, Spanned<u32>> {
    let start = blanks(input);
    let digits = start.fragment().chars().take_while(char::is_ascii_digit).count();
    let after = start.fragment().get(digits..).unwrap_or_default();
    let fits = (1..=9).contains(&digits) && !after.starts_with(is_word_char);
    let number = start.fragment().get(..digits).and_then(|text| text.parse().ok()).filter(|_| fits);
    match number {
        Some(number) => {
            let rest = advance(start, digits);
            Ok((rest, Spanned::new(number, between(start, rest))))
        }
        None => Err(nom::Err::Error(Expected::one(start, "a whole number"))),
    }
}

/// date = ? a calendar date YYYY-MM-DD ? ;
pub(super) fn date(input: Input<'_>) -> Parsed<'_, Date> {
    let start = blanks(input);
    let length = start.fragment().chars().take_while(|c| is_word_char(*c)).count();
    let text = start.fragment().get(..length).unwrap_or_default();
    let looks = length == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    match text.parse() {
        Ok(day) if looks => {
            let rest = advance(start, length);
            Ok((rest, Spanned::new(day, between(start, rest))))
        }
        _ if looks => {
            let broken = Some(("policy/date", format!("`{text}` is no day of the calendar"), length));
            Err(nom::Err::Error(Expected { rest: start, words: vec!["a date such as `2026-11-23`"], broken }))
        }
        _ => Err(nom::Err::Error(Expected::one(start, "a date such as `2026-11-23`"))),
    }
}

/// pattern = ? a regular expression between slashes; \/ is a slash ? ;
pub(super) fn pattern(input: Input<'_>) -> Parsed<'_, Str> {
    let start = blanks(input);
    let Some(body) = start.fragment().strip_prefix('/') else {
        return Err(nom::Err::Error(Expected::one(start, "a pattern between slashes")));
    };
    let mut value = String::new();
    let mut chars = body.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '/' => {
                let rest = advance(start, at + 2);
                return Ok((rest, Spanned::new(value, between(start, rest))));
            }
            '\n' | '\r' => break,
            '\\' => match chars.next() {
                Some((_, '/')) => value.push('/'),
                Some((_, escaped)) => value.extend(['\\', escaped]),
                None => break,
            },
            c => value.push(c),
        }
    }
    let message = "this pattern has no closing slash on its line".to_owned();
    let broken = Some(("policy/unclosed", message, start.fragment().len()));
    Err(nom::Err::Failure(Expected { rest: start, words: Vec::new(), broken }))
}

/// Whether a line break lies between two states of the input.
pub(super) fn crosses_line(before: Input<'_>, after: Input<'_>) -> bool {
    let skipped = after.location_offset() - before.location_offset();
    before.fragment().get(..skipped).is_some_and(|blank| blank.contains(['\n', '\r']))
}
