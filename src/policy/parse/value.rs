//! The productions that clauses share: lists of strings and names, literals, durations, and the parts of a header.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, opt};
use nom::sequence::preceded;

use super::token::{Expected, Input, Parsed, advance, between, blanks, integer, name, sign, string, word};
use crate::policy::ast::{Duration, Literal, Name, Severity, Spanned, Str};

/// A fixed word after which there is no way back.
pub(super) fn then<'a>(text: &'static str, shown: &'static str) -> impl FnMut(Input<'a>) -> Parsed<'a, ()> {
    move |input| map(cut(word(text, shown)), |_| ()).parse(input)
}

/// severity = "error" | "warning" | "note" ;
pub(super) fn severity(input: Input<'_>) -> Parsed<'_, Severity> {
    alt((
        map(word("error", "`error`"), |_| Severity::Error),
        map(word("warning", "`warning`"), |_| Severity::Warning),
        map(word("note", "`note`"), |_| Severity::Note),
    ))
    .parse(input)
}

/// title = string ;
pub(super) fn title(input: Input<'_>) -> Parsed<'_, Option<Str>> {
    opt(string).parse(input)
}

/// strings = string , { ( "," , [ fold ] | fold ) , string } ;
pub(super) fn strings(input: Input<'_>) -> Parsed<'_, Vec<Str>> {
    let (mut rest, first) = string(input)?;
    let mut all = vec![first];
    loop {
        let next = blanks(rest);
        let comma = next.fragment().starts_with(',');
        let folded = super::token::crosses_line(rest, next) && next.fragment().starts_with('"');
        if !comma && !folded {
            if next.fragment().starts_with('"') {
                return Err(no_comma(next));
            }
            return Ok((rest, all));
        }
        let (after, text) = cut(string).parse(if comma { advance(next, 1) } else { next })?;
        all.push(text);
        rest = after;
    }
}

/// names = name , { "," , name } ;
pub(super) fn names(input: Input<'_>) -> Parsed<'_, Vec<Name>> {
    let (mut rest, first) = name(input)?;
    let mut all = vec![first];
    while let Ok((after, ())) = sign(",", "`,`")(rest) {
        let (after, next) = cut(name).parse(after)?;
        all.push(next);
        rest = after;
    }
    match name(rest) {
        // The only word that may follow a list of names.
        Ok((_, next)) if next.value != "in" => Err(no_comma(blanks(rest))),
        _ => Ok((rest, all)),
    }
}

/// A further entry of a list stands where a comma should.
fn no_comma(rest: Input<'_>) -> nom::Err<Expected<'_>> {
    nom::Err::Failure(Expected { rest, words: vec!["`,`", "the end of the line"], broken: None })
}

/// code = name , "/" , name ;
pub(super) fn code(input: Input<'_>) -> Parsed<'_, (Name, Name)> {
    map((name, sign("/", "`/`"), name), |(family, (), name)| (family, name)).parse(input)
}

/// literal = string | integer | "true" | "false" | "null" ;
pub(super) fn literal(input: Input<'_>) -> Parsed<'_, Literal> {
    alt((
        map(string, |text: Str| Literal::String(text.value)),
        map(integer, |number| Literal::Integer(number.value)),
        map(word("true", "`true`"), |_| Literal::Bool(true)),
        map(word("false", "`false`"), |_| Literal::Bool(false)),
        map(word("null", "`null`"), |_| Literal::Null),
    ))
    .parse(input)
}

/// duration = integer , ( "days" | "day" | "weeks" | "week" ) ;
pub(super) fn duration(input: Input<'_>) -> Parsed<'_, Duration> {
    let days = alt((word("days", "`days`"), word("day", "`day`")));
    let weeks = alt((word("weeks", "`weeks`"), word("week", "`week`")));
    let unit = alt((map(days, |_| false), map(weeks, |_| true)));
    map((integer, unit), |(amount, weeks)| Duration { amount: amount.value, weeks }).parse(input)
}

/// The pin of a `use`: the optional part of its header.
pub(super) fn pin(input: Input<'_>) -> Parsed<'_, Option<Str>> {
    opt(preceded(word("sha256", "`sha256`"), cut(string))).parse(input)
}

/// What a `use` names: `name | string`; whether it was a string.
pub(super) fn used(input: Input<'_>) -> Parsed<'_, (Name, bool)> {
    let by_name = map(name, |name| (name, false));
    let by_path = map(string, |path: Spanned<String>| (path, true));
    alt((by_path, by_name)).parse(input)
}

/// Nothing is left: `end` of the grammar.
pub(super) fn end(input: Input<'_>) -> Parsed<'_, ()> {
    let rest = blanks(input);
    if rest.fragment().is_empty() {
        return Ok((rest, ()));
    }
    debug_assert!(between(input, rest).start <= between(input, rest).end);
    Err(nom::Err::Error(Expected::one(rest, "the end of the line")))
}
