//! Where sentences end: stops that are no abbreviation, and the starts of entries in running text.

use std::ops::Range;

use super::token::{Tag, Token};

/// The ranges of tokens that are sentences.
pub(super) fn sentences(tokens: &[Token]) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut start = 0;
    for at in 0..tokens.len() {
        if at > start && breaks_before(tokens, start, at) {
            all.push(start..at);
            start = at;
        }
    }
    if start < tokens.len() {
        all.push(start..tokens.len());
    }
    all
}

const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "st", "inc", "ltd", "corp", "vs", "sec", "fig", "prof", "approx", "est", "jr", "sr",
    "incl", "excl", "cf", "art", "cl", "ch", "p", "pp",
];

fn breaks_before(tokens: &[Token], start: usize, at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    if token.starts_line && starts_entry(tokens, start, at) {
        return true;
    }
    let mut last = at - 1;
    let mut quoted = false;
    while last > start && tokens.get(last).is_some_and(|last| matches!(last.tag, Tag::QuoteClose | Tag::Close)) {
        quoted = true;
        last -= 1;
    }
    let Some(stop) = tokens.get(last).filter(|stop| stop.tag == Tag::Stop) else { return false };
    if matches!(token.tag, Tag::Stop | Tag::QuoteClose | Tag::Close | Tag::Comma | Tag::Semi)
        || !token.spaced && !token.starts_line
    {
        return false;
    }
    let before = last.checked_sub(1).and_then(|at| tokens.get(at));
    let lower = !token.capital && token.norm.starts_with(|letter: char| letter.is_alphabetic());
    if stop.norm == "." {
        let abbreviated = before.is_some_and(|before| {
            ABBREVIATIONS.contains(&before.norm.as_str())
                || before.norm.len() == 1 && before.capital && last > start + 1
        });
        let numbered = before.is_some_and(|before| before.tag == Tag::Num) && last == start + 1;
        return !abbreviated && !numbered && (!lower || quoted || token.starts_line || !lower_goes_on(before));
    }
    !(quoted && lower)
}

fn lower_goes_on(before: Option<&Token>) -> bool {
    before.is_some_and(|before| before.norm.len() <= 3)
}

/// A line that starts an entry of its own: a label with a colon, a speaker, a number, a tick box; or the line
/// before it was one.
fn starts_entry(tokens: &[Token], start: usize, at: usize) -> bool {
    let labelled = |from: usize| {
        let line: Vec<&Token> = tokens
            .iter()
            .skip(from)
            .enumerate()
            .take_while(|(ahead, token)| *ahead == 0 || !token.starts_line)
            .take(8)
            .map(|(_, token)| token)
            .collect();
        let colon = line.iter().position(|token| matches!(token.tag, Tag::Colon | Tag::Dash) || token.norm == ">");
        let boxed = line.first().is_some_and(|first| {
            first.tag == Tag::Open || first.tag == Tag::Sign || first.tag == Tag::Num || first.norm == "-"
        });
        let reference = line
            .first()
            .is_some_and(|first| first.norm.len() <= 4 && first.norm.ends_with(|last: char| last.is_ascii_digit()));
        boxed || reference || colon.is_some_and(|colon| colon <= 5)
    };
    let capital = tokens.get(at).is_some_and(|token| token.capital || token.tag == Tag::Target);
    labelled(at) || labelled(start) && capital
}
