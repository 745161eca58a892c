//! Verdicts on a statement: "'X is included' – wrong.", "True or false: … False.", "PS: scratch that", "(reversed by D4)".
//!
//! A verdict is about what was said, so it keeps or turns whatever the sentence says.

use super::reader::{Found, Place, Reader, bytes};
use super::sense::{Sense, Sentence, Strength};
use super::token::{Tag, Token};
use super::{ScopeRule, frame};
use crate::document::BlockKind;

/// How many blocks after the statement a retraction may stand.
const REACH: usize = 3;

const FALSE: &[&str] = &[
    "wrong",
    "false",
    "untrue",
    "incorrect",
    "nonsense",
    "rubbish",
    "debunked",
    "busted",
    "bogus",
    "baloney",
    "mistaken",
    "not true",
    "not so",
    "overturned",
    "reversed",
    "overruled",
    "retracted",
    "superseded",
    "rescinded",
    "no longer true",
    "not any more",
    "not anymore",
    "myth busted",
    "hogwash",
    "bunk",
    "fake",
    "a myth",
    "a lie",
    "a mistake",
    "an error",
    "a slip",
    "a typo",
    "revoked",
    "annulled",
    "void",
    "cancelled",
    "canceled",
    "never true",
    "never was",
    "far from it",
    "as if",
    "not quite",
    "not at all",
    "quite wrong",
    "plain wrong",
    "dead wrong",
    "simply wrong",
    "not correct",
    "not accurate",
    "inaccurate",
    "struck out",
    "struck",
    "repealed",
    "zero marks",
    "no points",
    "premature",
];
const TRUE: &[&str] = &[
    "true",
    "correct",
    "right",
    "confirmed",
    "stands",
    "quite right",
    "quite so",
    "so it is",
    "still true",
    "still so",
    "affirmed",
    "reaffirmed",
    "accurate",
    "full marks",
];
/// Verbs that take back what was written.
const RETRACT: &[&str] = &[
    "scratch",
    "disregard",
    "ignore",
    "forget",
    "strike",
    "delete",
    "retract",
    "withdraw",
    "scrap",
    "unsay",
    "cancel",
];
/// What they take back.
const SAID: &[&str] = &[
    "that",
    "this",
    "it",
    "the above",
    "above",
    "the last",
    "that last",
    "my last",
    "the previous",
    "what i wrote",
    "what i said",
    "the sentence",
    "the line",
    "the paragraph",
    "that line",
    "that sentence",
    "the statement",
    "those",
];

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
        () if FALSE.contains(&words) => Some(-1),
        () if TRUE.contains(&words) => Some(1),
        () => None,
    }
}

/// "Scratch that last line", "Please disregard the above".
fn taken_back(tokens: &[Token]) -> Option<i8> {
    let first = tokens.first()?;
    let verb = RETRACT.iter().any(|verb| first.norm == *verb || first.norm.starts_with(&format!("{verb} ")));
    let words = frame::words(tokens.get(..tokens.len().min(6))?);
    let object = words.strip_prefix(RETRACT.iter().find(|verb| words.starts_with(**verb))?)?.trim_start();
    (verb && SAID.iter().any(|said| object.starts_with(said))).then_some(-1)
}

/// "The brochure promises X. The brochure is out of date.": the source named before is called stale or wrong.
fn outdated(own: &[Token], target: usize, tokens: &[Token]) -> bool {
    const STALE: &[&str] = &[
        "out of date",
        "outdated",
        "obsolete",
        "wrong",
        "old",
        "superseded",
        "a draft",
        "incorrect",
        "mistaken",
        "stale",
    ];
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
    named && STALE.iter().any(|stale| words.trim_start().starts_with(stale))
}
