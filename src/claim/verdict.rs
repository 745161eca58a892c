//! Verdicts on a statement: "'X is included' – wrong.", "True or false: … False.", "PS: scratch that", "(reversed by D4)".
//!
//! A verdict is about what was said, so it keeps or turns whatever the sentence says.

use super::list::List;
use super::reader::{Found, Place, Reader, bytes};
use super::sense::{Sense, Sentence, Strength};
use super::token::{Tag, Token};
use super::{ScopeRule, frame};
use crate::document::BlockKind;

/// How many blocks after the statement a retraction may stand.
const REACH: usize = 3;

impl Reader<'_> {
    /// What is said of the hit's statement right after it.
    pub(super) fn verdict(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<Found> {
        if sense.strength < Strength::Explicit {
            return None;
        }
        let judged = |block: usize, tokens: &[Token], sign: i8| {
            Found::at(block, bytes(tokens, &(0..tokens.len())), sign * sense.sign, ScopeRule::FalseStatement)
        };
        let said = sense.ops.iter().map(|op| op.tokens.end).max().unwrap_or(0);
        if let Some((tokens, sign)) = beside(sentence.tokens, place.target.max(said.saturating_sub(1))) {
            return Some(judged(place.hit.block, tokens, sign));
        }
        for number in place.number + 1..place.parsed.sentences.len().min(place.number + 3) {
            let tokens = place.parsed.sentence(number);
            if outdated(sentence.tokens, place.target, tokens) {
                return Some(judged(place.hit.block, tokens, -1));
            }
            if let Some(sign) = of_statement(tokens, number == place.number + 1) {
                return Some(judged(place.hit.block, tokens, sign));
            }
        }
        let own = self.document().blocks.get(place.hit.block)?;
        let last = place.number + 1 >= place.parsed.sentences.len();
        for at in place.hit.block + 1..(place.hit.block + 1 + REACH).min(self.document().blocks.len()) {
            let block = self.document().blocks.get(at)?;
            let apart = matches!(block.kind, BlockKind::Heading(_) | BlockKind::Code | BlockKind::Cell(_));
            let sibling = !own.items.is_empty() && block.items.len() == own.items.len() && block.items != own.items;
            if apart || sibling {
                return None;
            }
            let parsed = self.parse(at);
            for number in 0..parsed.sentences.len().min(2) {
                let tokens = parsed.sentence(number);
                let next = last && at == place.hit.block + 1 && number == 0;
                if let Some(sign) = of_statement(tokens, next) {
                    return Some(judged(at, tokens, sign));
                }
            }
        }
        None
    }
}

/// A verdict in the statement's own sentence: after a dash, in parentheses, after the quotation.
fn beside(tokens: &[Token], target: usize) -> Option<(&[Token], i8)> {
    let start = (target + 1..tokens.len())
        .find(|&at| tokens.get(at).is_some_and(|token| matches!(token.tag, Tag::Dash | Tag::Open | Tag::QuoteClose)))?;
    let mut rest = tokens.get(start..)?;
    while rest.first().is_some_and(|first| {
        matches!(first.tag, Tag::Dash | Tag::Open | Tag::QuoteClose | Tag::Colon | Tag::Comma | Tag::Sign)
    }) {
        rest = rest.get(1..)?;
    }
    Some((rest, truth(rest)?))
}

/// What a later sentence says of the statement; a bare verdict counts only right after it.
fn of_statement(tokens: &[Token], next: bool) -> Option<i8> {
    let label = frame::own_label(tokens, usize::MAX).map_or(0, <[Token]>::len);
    let mut rest = tokens.get(label..).unwrap_or_default();
    while rest.first().is_some_and(|first| {
        matches!(first.tag, Tag::Colon | Tag::Dash | Tag::QuoteClose | Tag::Open) || first.norm == "please"
    }) {
        rest = rest.get(1..).unwrap_or_default();
    }
    let labelled = tokens.get(..label).filter(|_| next).and_then(truth);
    labelled.or_else(|| truth(rest).filter(|_| next)).or_else(|| taken_back(rest))
}

/// "Wrong.", "False, and here is why": a verdict and nothing more in its clause.
fn truth(tokens: &[Token]) -> Option<i8> {
    let end = tokens
        .iter()
        .position(|token| {
            matches!(
                token.tag,
                Tag::Stop | Tag::Comma | Tag::Semi | Tag::Dash | Tag::Close | Tag::Colon | Tag::Prep | Tag::Open
            )
        })
        .unwrap_or(tokens.len());
    let words = frame::words(tokens.get(..end)?);
    let words = words.trim_start_matches(['*', '_', ' ']);
    match () {
        () if List::Wrong.has(words) => Some(-1),
        () if List::Right.has(words) => Some(1),
        () => None,
    }
}

/// "Scratch that last line", "Please disregard the above".
fn taken_back(tokens: &[Token]) -> Option<i8> {
    let first = tokens.first()?;
    let verb =
        List::Retract.words().iter().any(|verb| first.norm == *verb || first.norm.starts_with(&format!("{verb} ")));
    let words = frame::words(tokens.get(..tokens.len().min(6))?);
    let object = words.strip_prefix(List::Retract.words().iter().find(|verb| words.starts_with(**verb))?)?.trim_start();
    (verb && List::Said.starts(object)).then_some(-1)
}

/// "The brochure promises X. The brochure is out of date.": the source named before is called stale or wrong.
fn outdated(own: &[Token], target: usize, tokens: &[Token]) -> bool {
    let sources: Vec<&str> = own
        .iter()
        .take(target)
        .filter(|token| token.tag == Tag::Noun && token.norm.len() > 3)
        .map(|token| token.norm.as_str())
        .collect();
    let subject = tokens.iter().take(4).find(|token| token.tag == Tag::Noun);
    let be = tokens.iter().take(6).position(|token| token.tag == Tag::Be);
    let named = subject.is_some_and(|subject| sources.contains(&subject.norm.as_str()));
    let words = be.map(|be| frame::words(tokens.get(be + 1..).unwrap_or_default())).unwrap_or_default();
    named && List::Stale.words().iter().any(|stale| words.trim_start().starts_with(stale))
}
