//! Frames about words: quotations that are struck, phrases that are banned, requests to confirm something.

use super::ScopeRule;
use super::lexicon::Cat;
use super::list::List;
use super::reader::{Found, Place, Reader, bytes};
use super::sense::{Sense, Sentence, Strength};
use super::token::{Tag, Token};
use crate::document::BlockKind;

impl Reader<'_> {
    /// "The following are excluded. X is one of them."
    pub(super) fn one_of_them(&self, place: &Place<'_>, sentence: &Sentence<'_>) -> Option<Found> {
        let member = sentence.tokens.iter().skip(place.target).any(|token| {
            matches!(
                token.norm.as_str(),
                "one of them" | "one of these" | "one of those" | "among them" | "two of them"
            )
        });
        let before = place.number.checked_sub(1)?;
        let listed = sentence.groups.is_empty()
            && place
                .parsed
                .sentence(before)
                .iter()
                .any(|token| matches!(token.norm.as_str(), "following" | "the following" | "below" | "the below"));
        if !(member || listed) || sentence.groups.iter().any(|group| !group.negations.is_empty()) {
            return None;
        }
        let label: Vec<Token> =
            place.parsed.sentence(before).iter().filter(|token| token.tag != Tag::Stop).cloned().collect();
        self.label_sign(place.hit.block, label).map(|found| Found { rule: ScopeRule::FollowUp, ..found })
    }

    /// 'The sentence "X is excluded" is deleted': what is said of the words turns what they say.
    pub(super) fn quoted_wording(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<Found> {
        let tokens = sentence.tokens;
        let open =
            (0..place.target).rev().find(|&at| tokens.get(at).is_some_and(|token| token.tag == Tag::QuoteOpen))?;
        let close = (place.target..tokens.len())
            .find(|&at| tokens.get(at).is_some_and(|token| token.tag == Tag::QuoteClose))?;
        if let Some(found) = misprint(place.hit.block, tokens, open, close, sense) {
            return Some(found);
        }
        let noun = open.checked_sub(1).filter(|&at| tokens.get(at).is_some_and(|token| token.is(Cat::Wording)))?;
        let mut outer: Vec<Token> = tokens.get(..open)?.to_vec();
        outer.extend_from_slice(tokens.get(close + 1..)?);
        let outer = Sentence::new(&outer);
        let read = outer.read(noun..noun + 1);
        if read.strength < Strength::Explicit || read.sign > 0 {
            return None;
        }
        let words = read.cue().map_or(0..1, |op| op.tokens.clone());
        let sign = if sense.strength == Strength::Explicit
            && sense.ops.iter().all(|op| op.tokens.start > open && op.tokens.end <= close)
        {
            -sense.sign
        } else {
            -1
        };
        Some(Found::at(place.hit.block, bytes(outer.tokens, &words), sign, ScopeRule::Wording))
    }

    /// "Please confirm that …" with an answer after it.
    pub(super) fn requests(&self, place: &Place<'_>, sentence: &Sentence<'_>) -> bool {
        let mut words = sentence
            .tokens
            .iter()
            .filter(|token| token.norm != "please" && !matches!(token.tag, Tag::Num | Tag::Stop | Tag::Colon));
        let verb = words.next().is_some_and(|first| {
            [
                "confirm",
                "state",
                "describe",
                "explain",
                "indicate",
                "specify",
                "clarify",
                "outline",
                "detail",
                "tell us",
                "let us know",
                "advise",
                "list",
                "name",
            ]
            .contains(&first.norm.as_str())
        });
        let labelled = |tokens: &[Token]| {
            super::frame::own_label(tokens, usize::MAX).is_some_and(|label| {
                super::frame::contains(
                    &super::frame::words(label),
                    &[
                        "response",
                        "answer",
                        "a",
                        "reply",
                        "supplier",
                        "vendor",
                        "bidder",
                        "provider",
                        "us",
                        "our response",
                    ],
                )
            })
        };
        let polite = sentence.tokens.iter().take(3).any(|token| token.norm == "please")
            || labelled(place.parsed.sentence(place.number + 1));
        let own = self.document().blocks.get(place.hit.block);
        let last = place.number + 1 >= place.parsed.sentences.len();
        let answered = !last
            || self.document().blocks.get(place.hit.block + 1).is_some_and(|next| {
                own.is_some_and(|own| next.quote <= own.quote && !matches!(next.kind, BlockKind::Heading(_)))
            });
        verb && polite && answered
    }

    /// A frame about words around the hit: "the phrase X is prohibited", "replace X by Y".
    pub(super) fn frame(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<Found> {
        let tokens = sentence.tokens;
        let quoted =
            (0..place.target).rev().take(40).any(|at| tokens.get(at).is_some_and(|token| token.tag == Tag::QuoteOpen))
                && (place.target..tokens.len())
                    .any(|at| tokens.get(at).is_some_and(|token| token.tag == Tag::QuoteClose));
        let replaced = tokens
            .iter()
            .take(place.target)
            .rev()
            .take(3)
            .find(|token| token.norm == "replace" || token.norm == "swap");
        if let Some(verb) = replaced {
            return Some(Found::at(place.hit.block, verb.span.clone(), -1, ScopeRule::Wording));
        }
        if !quoted && !sense.mention {
            return None;
        }
        let ban = tokens.iter().enumerate().find(|(at, token)| {
            let outside = *at != place.target;
            outside
                && (List::Banned.has(&token.norm)
                    || token.tag == Tag::Modal
                        && tokens.get(at + 1).is_some_and(|next| next.tag == Tag::Not)
                        && token.norm == "must")
        });
        if sense.sign < 0 {
            return None;
        }
        ban.map(|(_, token)| Found::at(place.hit.block, token.span.clone(), -1, ScopeRule::Wording))
    }
}

/// 'For "X is included" read "X is excluded"': what stands in the first quotation is not so.
fn misprint(block: usize, tokens: &[Token], open: usize, close: usize, sense: &Sense) -> Option<Found> {
    let read = (close + 1..tokens.len().min(close + 4)).find(|&at| {
        tokens.get(at).is_some_and(|token| matches!(token.norm.as_str(), "read" | "substitute" | "write"))
    })?;
    tokens.iter().skip(read).any(|token| token.tag == Tag::QuoteOpen).then_some(())?;
    let replaced = open > 0 && tokens.get(open - 1).is_some_and(|token| token.tag != Tag::Verb);
    let whole =
        sense.strength == Strength::Explicit && tokens.get(open.saturating_sub(1)).is_some_and(|of| of.norm == "for");
    let sign = if whole { -sense.sign } else { -1 };
    replaced.then(|| Found::at(block, bytes(tokens, &(read..read + 1)), sign, ScopeRule::Wording))
}
