//! The productions of what a document must hold: a query or a place in prose, and the test it must pass.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map};
use nom::sequence::preceded;

use super::query::query;
use super::token::{Input, Parsed, integer, pattern, sign, spanned, string, word};
use super::value::{literal, strings, then};
use crate::policy::ast::{Body, Bound, Demand, Test};

/// demand = some | each | none | count | has | field | row | section | text ;
pub(super) fn demand(input: Input<'_>) -> Parsed<'_, Body> {
    let all = alt((some, each, none, count, has, field, row, section, text));
    map(all, Body::Demand).parse(input)
}

/// some = "some" , query , test ;
fn some(input: Input<'_>) -> Parsed<'_, Demand> {
    map(preceded(word("some", "`some`"), cut((query, test))), |(query, test)| Demand::Some(query, test)).parse(input)
}

/// each = "each" , query , test ;
fn each(input: Input<'_>) -> Parsed<'_, Demand> {
    map(preceded(word("each", "`each`"), cut((query, test))), |(query, test)| Demand::Each(query, test)).parse(input)
}

/// none = "none" , query , test ;
fn none(input: Input<'_>) -> Parsed<'_, Demand> {
    map(preceded(word("none", "`none`"), cut((query, test))), |(query, test)| Demand::None(query, test)).parse(input)
}

/// count = "count" , query , bound ;
fn count(input: Input<'_>) -> Parsed<'_, Demand> {
    map(preceded(word("count", "`count`"), cut((query, bound))), |(query, bound)| Demand::Count(query, bound))
        .parse(input)
}

/// has = "has" , query ;
fn has(input: Input<'_>) -> Parsed<'_, Demand> {
    map(preceded(word("has", "`has`"), cut(query)), Demand::Has).parse(input)
}

/// field = "field" , strings , test ;
fn field(input: Input<'_>) -> Parsed<'_, Demand> {
    map(preceded(word("field", "`field`"), cut((strings, test))), |(names, test)| Demand::Field(names, test))
        .parse(input)
}

/// row = "row" , string , "column" , strings , test ;
fn row(input: Input<'_>) -> Parsed<'_, Demand> {
    let cells = (string, then("column", "`column`"), strings, test);
    map(preceded(word("row", "`row`"), cut(cells)), |(row, (), columns, test)| Demand::Row(row, columns, test))
        .parse(input)
}

/// section = "section" , strings ;
fn section(input: Input<'_>) -> Parsed<'_, Demand> {
    map(preceded(word("section", "`section`"), cut(strings)), Demand::Section).parse(input)
}

/// text = "text" , strings ;
fn text(input: Input<'_>) -> Parsed<'_, Demand> {
    map(preceded(word("text", "`text`"), cut(strings)), Demand::Text).parse(input)
}

/// test = equals | is-filled | is-one-of | matches | bound ;
pub(super) fn test(input: Input<'_>) -> Parsed<'_, Test> {
    alt((equals, is_filled, is_one_of, matches, map(bound, Test::Bound))).parse(input)
}

/// equals = "=" , literal ;
fn equals(input: Input<'_>) -> Parsed<'_, Test> {
    map(preceded(sign("=", "`=`"), cut(spanned(literal))), Test::Equals).parse(input)
}

/// is-filled = "is" , "filled" ;
fn is_filled(input: Input<'_>) -> Parsed<'_, Test> {
    map(preceded(word("is", "`is`"), word("filled", "`filled`")), Test::Filled).parse(input)
}

/// is-one-of = "is" , strings ;
fn is_one_of(input: Input<'_>) -> Parsed<'_, Test> {
    map(preceded(word("is", "`is`"), strings), Test::OneOf).parse(input)
}

/// matches = "matches" , pattern ;
fn matches(input: Input<'_>) -> Parsed<'_, Test> {
    map(preceded(word("matches", "`matches`"), cut(pattern)), Test::Matches).parse(input)
}

/// bound = "at" , ( "least" | "most" ) , integer ;
fn bound(input: Input<'_>) -> Parsed<'_, Bound> {
    let side = alt((map(word("least", "`least`"), |_| true), map(word("most", "`most`"), |_| false)));
    map(preceded(word("at", "`at`"), cut((side, integer))), |(least, number)| Bound { least, number }).parse(input)
}
