//! Text to [`Phrase`]: one function a production.

use std::ops::Range;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while1};
use nom::character::complete::{char, satisfy};
use nom::combinator::{map, opt, recognize, verify};
use nom::error::{ErrorKind, ParseError};
use nom::multi::{many0, many1};
use nom::sequence::{preceded, terminated};
use nom::{Err, IResult, Parser};

use super::{DEEPEST, Item, Joint, Phrase, Piece, Sequence, Word};

/// Why a text is no phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseFault {
    /// Bytes of the phrase's text; empty at its end when something is missing there.
    pub span: Range<usize>,
    /// What is wrong and what to write; lower case, no full stop.
    pub message: String,
    /// What could have stood there; may be empty.
    pub expected: Vec<&'static str>,
}

/// Reads a phrase.
///
/// # Errors
/// When the text is empty, could match without any word of its own, starts or ends with a gap, has brackets that don't
/// pair or stand deeper than [`DEEPEST`], or parts words by nothing.
///
/// ```
/// # use gatelint::policy::phrase::parse_phrase;
/// let fault = parse_phrase("self-serve ..").unwrap_err();
/// assert_eq!((fault.span, fault.message.as_str()), (11..13, "a gap `..` needs a word on both sides"));
/// ```
pub fn parse_phrase(text: &str) -> Result<Phrase, PhraseFault> {
    match phrase(text) {
        Ok((_, phrase)) => Ok(phrase),
        Err(Err::Error(miss) | Err::Failure(miss)) => Err(miss.into_fault(text)),
        Err(Err::Incomplete(_)) => Err(Miss::expecting(text, WORD).into_fault(text)),
    }
}

const WORD: &[&str] = &["a word", "`[`", "`(`", "`{`"];

/// A place (the input from there on), and what could have stood there.
#[derive(Debug)]
struct Miss<'t> {
    rest: &'t str,
    length: usize,
    message: Option<&'static str>,
    expected: &'static [&'static str],
}

type Parsed<'t, T> = IResult<&'t str, T, Miss<'t>>;

impl<'t> Miss<'t> {
    fn expecting(rest: &'t str, expected: &'static [&'static str]) -> Self {
        Self { rest, length: first_len(rest), message: None, expected }
    }

    fn because(rest: &'t str, length: usize, message: &'static str) -> Err<Self> {
        Err::Failure(Self { rest, length, message: Some(message), expected: &[] })
    }

    fn into_fault(self, text: &str) -> PhraseFault {
        let start = text.len() - self.rest.len();
        let message = match (self.message, self.rest.chars().next()) {
            (Some(message), _) => message.to_owned(),
            (None, Some(found)) => format!("expected {}, found `{found}`", self.expected.join(" or ")),
            (None, None) => format!("expected {} at the end", self.expected.join(" or ")),
        };
        PhraseFault { span: start..start + self.length, message, expected: self.expected.to_vec() }
    }
}

impl<'t> ParseError<&'t str> for Miss<'t> {
    fn from_error_kind(rest: &'t str, _: ErrorKind) -> Self {
        Self::expecting(rest, WORD)
    }

    fn append(_: &'t str, _: ErrorKind, other: Self) -> Self {
        other
    }
}

fn first_len(rest: &str) -> usize {
    rest.chars().next().map_or(0, char::len_utf8)
}

/// phrase = [ space ] , sequence , [ space ] ;
fn phrase(input: &str) -> Parsed<'_, Phrase> {
    let (rest, _) = space(input)?;
    if rest.is_empty() {
        return Err(Miss::because(input, input.len(), "a phrase needs at least one word"));
    }
    let (rest, sequence) = sequence(0).parse(rest)?;
    let (rest, _) = space(rest)?;
    match rest.is_empty() {
        true => Ok((rest, Phrase { sequence })),
        false => Err(misplaced(rest)),
    }
}

/// sequence = { optional , separator } , fixed , { separator , [ gap , separator ] , item } ;
fn sequence<'t>(depth: usize) -> impl Parser<&'t str, Output = Sequence, Error = Miss<'t>> {
    move |input: &'t str| {
        refuse_gap(input)?;
        let (rest, first) = item(depth).parse(input)?;
        let (rest, others) = many0(piece(depth)).parse(rest)?;
        let mut pieces = vec![Piece { joint: Joint::Space, gap: false, item: first }];
        pieces.extend(others);
        let sequence = Sequence { pieces };
        let covered = input.len() - rest.len();
        if !sequence.has_fixed() {
            return Err(Miss::because(input, covered, "all of this can be left out; at least one word must stand"));
        }
        if gap_before_fixed(&sequence) {
            return Err(Miss::because(input, covered, "a gap `..` needs a word on both sides that can't be left out"));
        }
        Ok((rest, sequence))
    }
}

fn gap_before_fixed(sequence: &Sequence) -> bool {
    let fixed = sequence.pieces.iter().position(|piece| piece.item.is_fixed()).unwrap_or(0);
    sequence.pieces.iter().take(fixed + 1).any(|piece| piece.gap)
}

/// A separator (and a gap) with the item after it; stops without a fault where a sequence may end.
fn piece<'t>(depth: usize) -> impl Parser<&'t str, Output = Piece, Error = Miss<'t>> {
    move |input: &'t str| {
        let (rest, joint) = separator(input)?;
        if joint == Joint::Space && (rest.is_empty() || rest.starts_with([']', ')', '|'])) {
            return Err(Err::Error(Miss::expecting(rest, WORD)));
        }
        let (after, gap) = opt(terminated(gap, separator)).parse(rest)?;
        refuse_gap(if gap.is_some() { rest } else { after })
            .or_else(|fault| if gap.is_some() && !ends_here(after) { Ok(()) } else { Err(fault) })?;
        if after.is_empty() {
            return Err(Err::Failure(Miss::expecting(after, WORD)));
        }
        let (after, item) = item(depth).parse(after).map_err(harden)?;
        let joint = if gap.is_some() { Joint::Space } else { joint };
        Ok((after, Piece { joint, gap: gap.is_some(), item }))
    }
}

fn ends_here(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([']', ')', '|']) || rest.starts_with("..")
}

fn refuse_gap(input: &str) -> Result<(), Err<Miss<'_>>> {
    match input.starts_with("..") {
        true => Err(Miss::because(input, 2, "a gap `..` needs a word on both sides")),
        false => Ok(()),
    }
}

fn harden(err: Err<Miss<'_>>) -> Err<Miss<'_>> {
    match err {
        Err::Error(miss) => Err::Failure(miss),
        other @ (Err::Failure(_) | Err::Incomplete(_)) => other,
    }
}

/// gap = ".." ;
fn gap(input: &str) -> Parsed<'_, &str> {
    tag("..").parse(input)
}

/// item = fixed | optional ;
fn item<'t>(depth: usize) -> impl Parser<&'t str, Output = Item, Error = Miss<'t>> {
    move |input: &'t str| match input.chars().next() {
        Some('[' | '(') if depth >= DEEPEST => Err(Miss::because(input, 1, "brackets stand more than 8 deep")),
        _ => alt((fixed(depth), optional(depth))).parse(input).map_err(|err| explain(err, input)),
    }
}

/// Where no item starts, the sign that stands there tells more than the list of what could.
fn explain<'t>(err: Err<Miss<'t>>, input: &'t str) -> Err<Miss<'t>> {
    match err {
        Err::Error(_) if input.starts_with([']', ')', '}', '|', '~', '\\']) => misplaced(input),
        other => other,
    }
}

/// fixed = word | group | list ;
fn fixed<'t>(depth: usize) -> impl Parser<&'t str, Output = Item, Error = Miss<'t>> {
    alt((map(word, Item::Word), group(depth), list))
}

/// optional = "[" , [ space ] , sequence , [ space ] , "]" ;
fn optional<'t>(depth: usize) -> impl Parser<&'t str, Output = Item, Error = Miss<'t>> {
    move |input: &'t str| {
        let (rest, _) = terminated(char('['), space).parse(input)?;
        let (rest, inner) = sequence(depth + 1).parse(rest).map_err(|err| unclosed(err, input))?;
        let (rest, _) = preceded(space, char(']')).parse(rest).map_err(|_: Err<Miss<'_>>| unpaired(rest, input))?;
        Ok((rest, Item::Optional(inner)))
    }
}

/// group = "(" , [ space ] , sequence , [ space ] , { "|" , [ space ] , sequence , [ space ] } , ")" ;
fn group<'t>(depth: usize) -> impl Parser<&'t str, Output = Item, Error = Miss<'t>> {
    move |input: &'t str| {
        let (mut rest, _) = terminated(char('('), space).parse(input)?;
        let mut branches = Vec::new();
        loop {
            let (after, branch) = sequence(depth + 1).parse(rest).map_err(|err| unclosed(err, input))?;
            branches.push(branch);
            let (after, sign) = preceded(space, satisfy(|c| c == '|' || c == ')'))
                .parse(after)
                .map_err(|_: Err<Miss<'_>>| unpaired(after, input))?;
            if sign == ')' {
                return Ok((after, Item::Group(branches)));
            }
            rest = space(after)?.0;
        }
    }
}

/// list = "{" , name , "}" ;
fn list(input: &str) -> Parsed<'_, Item> {
    let (rest, _) = char('{').parse(input)?;
    let (rest, name) = name(rest).map_err(|_| Err::Failure(Miss::expecting(rest, &["the name of a `words` list"])))?;
    let (rest, _) = char('}').parse(rest).map_err(|_: Err<Miss<'_>>| unpaired(rest, input))?;
    Ok((rest, Item::List(name.to_owned())))
}

/// name = ( lower | digit ) , { lower | digit | "-" } ;
fn name(input: &str) -> Parsed<'_, &str> {
    recognize((
        satisfy(|c| c.is_ascii_lowercase() || c.is_ascii_digit()),
        take_while(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
    ))
    .parse(input)
}

/// word = letter , { letter } , [ "~" ] ;
fn word(input: &str) -> Parsed<'_, Word> {
    let (rest, letters) = many1(letter).parse(input)?;
    let (rest, mark) = opt(char('~')).parse(rest)?;
    Ok((rest, Word { text: letters.into_iter().collect(), inflected: mark.is_some() }))
}

/// letter = plain | "\" , sign ;
fn letter(input: &str) -> Parsed<'_, char> {
    if input.starts_with("..") {
        return Err(Err::Error(Miss::expecting(input, WORD)));
    }
    alt((plain, preceded(char('\\'), sign))).parse(input)
}

/// plain = ? any character but white space, a hyphen or dash, "/" and one of \ [ ] ( ) { } | ~ ? ;
fn plain(input: &str) -> Parsed<'_, char> {
    satisfy(|c| !is_sign(c) && !c.is_whitespace()).parse(input)
}

/// sign = ? any character but white space, letters and digits ? ;
fn sign(input: &str) -> Parsed<'_, char> {
    satisfy(|c| !c.is_whitespace() && !c.is_alphanumeric()).parse(input)
}

/// separator = ( space | "-" | "/" ) , { space | "-" | "/" } ;
fn separator(input: &str) -> Parsed<'_, Joint> {
    let part = |c: char| c.is_whitespace() || c == '/' || is_hyphen(c);
    map(take_while1(part), |run: &str| match run.contains(is_hyphen) && !run.contains('/') {
        true => Joint::Hyphen,
        false => Joint::Space,
    })
    .parse(input)
}

/// space = { ? white space ? } ;
fn space(input: &str) -> Parsed<'_, &str> {
    verify(take_while(char::is_whitespace), |_: &str| true).parse(input)
}

/// Hyphens, dashes and the minus: all of them part words weakly.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}

/// Whether a character in a word must be written with a backslash before it.
pub(super) fn is_sign(c: char) -> bool {
    is_hyphen(c) || matches!(c, '\\' | '[' | ']' | '(' | ')' | '{' | '}' | '|' | '~' | '/')
}

fn unclosed<'t>(err: Err<Miss<'t>>, open: &'t str) -> Err<Miss<'t>> {
    match err {
        Err::Error(miss) | Err::Failure(miss) if miss.rest.is_empty() => unpaired(miss.rest, open),
        other => harden(other),
    }
}

fn unpaired<'t>(rest: &'t str, open: &'t str) -> Err<Miss<'t>> {
    match (rest.trim_start().is_empty(), open.chars().next()) {
        (true, Some('[')) => Miss::because(open, 1, "`[` is never closed"),
        (true, Some('(')) => Miss::because(open, 1, "`(` is never closed"),
        (true, _) => Miss::because(open, 1, "`{` is never closed"),
        (false, Some('{')) => Err::Failure(Miss::expecting(rest, &["`}`"])),
        (false, _) => misplaced(rest.trim_start()),
    }
}

/// What to say about a sign that can't stand where a sequence ended.
fn misplaced(rest: &str) -> Err<Miss<'_>> {
    let message = match rest.chars().next() {
        Some(']') => "`]` closes nothing here; write `\\]` for the sign itself",
        Some(')') => "`)` closes nothing here; write `\\)` for the sign itself",
        Some('}') => "`}` closes nothing here; write `\\}` for the sign itself",
        Some('|') => "`|` parts alternatives in `( )`; write `\\|` for the sign itself",
        Some('~') => "`~` stands right after a word",
        Some('\\') => "a backslash stands before a sign, such as `\\(`",
        Some('.') => "a gap `..` has a space on both sides",
        _ => "put a space or a hyphen before this",
    };
    Miss::because(rest, first_len(rest), message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, canonical: &str) {
        let phrase = parse_phrase(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
        assert_eq!(phrase.to_string(), canonical);
        assert_eq!(parse_phrase(canonical), Ok(phrase), "{canonical}");
    }

    fn refuses(text: &str, words: &str, message: &str) {
        let fault = parse_phrase(text).expect_err(text);
        assert_eq!((text.get(fault.span.clone()), fault.message.as_str()), (Some(words), message), "{text}");
    }

    #[test]
    fn reads_and_prints() {
        check("self-serve checkout", "self-serve checkout");
        check("  self \u{2011} serve\tcheckout ", "self-serve checkout");
        check("[public] self-serve (checkout|check-out)", "[public] self-serve (checkout|check-out)");
        check("self-serve .. checkout", "self-serve .. checkout");
        check("broad enterprise (SSO|SCIM|SSO/SCIM|SSO and SCIM)", "broad enterprise (SSO|SCIM|SSO SCIM|SSO and SCIM)");
        check("external certification~", "external certification~");
        check("{segments}  automation~", "{segments} automation~");
        check(r"24\/7 ( a | b c )", r"24\/7 (a|b c)");
        check(r"wait\. \.. v2.0", r"wait. .\. v2.0");
        check("pre-[x] paid", "pre-[x] paid");
        check("a .. [b] c", "a .. [b] c");
        check("( [a] b )", "([a] b)");
    }

    #[test]
    fn refuses_with_the_place() {
        refuses("", "", "a phrase needs at least one word");
        refuses("  ", "  ", "a phrase needs at least one word");
        refuses("[a]", "[a]", "all of this can be left out; at least one word must stand");
        refuses("([a]|b)", "[a]", "all of this can be left out; at least one word must stand");
        refuses("&", "&", "all of this can be left out; at least one word must stand");
        refuses("..", "..", "a gap `..` needs a word on both sides");
        refuses(".. a", "..", "a gap `..` needs a word on both sides");
        refuses("a ..", "..", "a gap `..` needs a word on both sides");
        refuses("a .. .. b", "..", "a gap `..` needs a word on both sides");
        refuses("(a ..|b)", "..", "a gap `..` needs a word on both sides");
        refuses("[a] .. b", "[a] .. b", "a gap `..` needs a word on both sides that can't be left out");
        refuses("a..b", ".", "a gap `..` has a space on both sides");
        refuses("[a b", "[", "`[` is never closed");
        refuses("a (b|c", "(", "`(` is never closed");
        refuses("a (b|", "(", "`(` is never closed");
        refuses("a {b", "{", "`{` is never closed");
        refuses("a] b", "]", "`]` closes nothing here; write `\\]` for the sign itself");
        refuses("(a] b)", "]", "`]` closes nothing here; write `\\]` for the sign itself");
        refuses("a | b", "|", "`|` parts alternatives in `( )`; write `\\|` for the sign itself");
        refuses("(a|)", ")", "`)` closes nothing here; write `\\)` for the sign itself");
        refuses("check[out]", "[", "put a space or a hyphen before this");
        refuses("a ~", "~", "`~` stands right after a word");
        refuses(r"a \b", "\\", "a backslash stands before a sign, such as `\\(`");
        refuses("a-", "", "expected a word or `[` or `(` or `{` at the end");
        refuses("a {B}", "B", "expected the name of a `words` list, found `B`");
        refuses("-a", "-", "expected a word or `[` or `(` or `{`, found `-`");
        refuses(&"(".repeat(9), "(", "brackets stand more than 8 deep");
    }

    fn words() -> impl Strategy<Value = Item> {
        ("[a-zé0-9.&\\[\\]|~/–(){}\\\\-]{0,6}[a-z0-9]", any::<bool>())
            .prop_map(|(text, inflected)| Item::Word(Word { text, inflected }))
    }

    fn sequences(items: impl Strategy<Value = Item> + Clone) -> impl Strategy<Value = Sequence> {
        let joint = prop_oneof![Just((Joint::Space, true)), Just((Joint::Space, false)), Just((Joint::Hyphen, false))];
        (words(), prop::collection::vec((joint, items), 0..4)).prop_map(|(first, others)| {
            let mut pieces = vec![Piece { joint: Joint::Space, gap: false, item: first }];
            pieces.extend(others.into_iter().map(|((joint, gap), item)| Piece { joint, gap, item }));
            Sequence { pieces }
        })
    }

    fn items() -> impl Strategy<Value = Item> {
        let leaf = prop_oneof![words(), "[a-z0-9][a-z0-9-]{0,5}".prop_map(Item::List)].boxed();
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                sequences(inner.clone()).prop_map(Item::Optional),
                prop::collection::vec(sequences(inner), 1..4).prop_map(Item::Group),
            ]
        })
    }

    proptest! {
        #[test]
        fn prints_what_it_reads(sequence in sequences(items().boxed())) {
            let phrase = Phrase { sequence };
            let text = phrase.to_string();
            prop_assert_eq!(parse_phrase(&text), Ok(phrase), "{}", text);
        }

        #[test]
        fn never_panics(text in "[a-z \\[\\](){}|~.\\\\/&é–-]{0,40}") {
            match parse_phrase(&text) {
                Ok(phrase) => prop_assert_eq!(parse_phrase(&phrase.to_string()), Ok(phrase)),
                Err(fault) => prop_assert!(text.get(fault.span).is_some()),
            }
        }
    }
}
