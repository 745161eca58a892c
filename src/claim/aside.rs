//! What the rest of a sentence says: "X was considered but left out", "X – we had to decline", "they do X; we don't".

use std::ops::Range;

use super::ScopeRule;
use super::answer::{Asked, answer, elliptic, elsewhere, said_answer, worded_answer};
use super::lexicon::Cat;
use super::reader::{Found, Place, Reader, bytes};
use super::sense::{Sense, Sentence, Strength};
use super::token::{Tag, Token};

impl Reader<'_> {
    /// Later clauses of the same sentence: "Whereas X was excluded, it is included now".
    pub(super) fn same_sentence(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<Found> {
        let after = |at: usize| at > place.target;
        let Some((found, at)) = self.about_from(sentence, &after, (sense.sign, sense.bare_sign()), sense.order) else {
            return self.contrast(place, sentence, sense).or_else(|| self.remark(place, sentence, sense));
        };
        let words = found.cue().map_or(at..at + 1, |op| op.tokens.clone());
        let span = bytes(sentence.tokens, &words);
        let object = !found.subject;
        Some(Found {
            future: found.future && found.sign > 0,
            strong: object,
            ..Found::at(place.hit.block, span, found.sign, ScopeRule::FollowUp)
        })
    }

    /// "X – we had to decline", "We discussed X but declined": a later clause without an object of its own.
    pub(super) fn remark(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<Found> {
        let rest = Sentence::new(sentence.tokens.get(place.target + 1..)?);
        if sense.strength <= Strength::Presupposed
            && let Some((sign, words)) = closing_answer(rest.tokens).or_else(|| worded_answer(rest.tokens))
        {
            return Some(Found::at(place.hit.block, bytes(rest.tokens, &words), sign, ScopeRule::FollowUp));
        }
        if sense.strength > Strength::Weak {
            return None;
        }
        if let Some((sign, words)) = said_answer(rest.tokens).or_else(|| elsewhere(&rest)) {
            return Some(Found::at(place.hit.block, bytes(rest.tokens, &words), sign, ScopeRule::FollowUp));
        }
        let delimited = rest.tokens.first().is_some_and(|first| matches!(first.tag, Tag::Colon | Tag::Dash));
        if delimited
            && rest.groups.iter().all(|group| !group.finite())
            && let Some((sign, words)) = rest.status(1..rest.tokens.len(), true)
        {
            return Some(Found::at(place.hit.block, bytes(rest.tokens, &words), sign, ScopeRule::Status));
        }
        let group = rest.groups.iter().rev().find(|group| {
            let joined = group
                .start
                .checked_sub(1)
                .and_then(|at| rest.tokens.get(at))
                .is_some_and(|before| before.tag == Tag::And);
            (group.finite() || group.participle) && (joined || delimited)
        })?;
        let verb = group.main.and_then(|main| rest.tokens.get(main))?;
        let closes = rest
            .tokens
            .get(group.end)
            .is_none_or(|next| matches!(next.tag, Tag::Stop | Tag::Adv | Tag::Semi | Tag::Comma | Tag::Prep));
        if !closes {
            return None;
        }
        let sign = match () {
            () if verb.is(Cat::Exclude) || verb.is(Cat::Refuse) => -1,
            () if verb.is(Cat::Include) || verb.is(Cat::Permit) || delimited && !group.negations.is_empty() => 1,
            () => return None,
        };
        Some(Found::at(
            place.hit.block,
            bytes(rest.tokens, &(group.start..group.end)),
            sign * group.polarity(),
            ScopeRule::FollowUp,
        ))
    }

    /// "Our competitor offers X; we don't."
    pub(super) fn contrast(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<Found> {
        if sense.strength == Strength::Explicit && sense.firm && !sense.in_condition {
            return None;
        }
        let rest = Sentence::new(sentence.tokens.get(place.target + 1..)?);
        let (sign, words) = elliptic(&rest, &Asked { yes: 1, open: false, who: false })?;
        let ours = words
            .start
            .checked_sub(1)
            .and_then(|at| rest.tokens.get(at))
            .is_some_and(|subject| matches!(subject.norm.as_str(), "we" | "vendor" | "i" | "ours" | "you"));
        ours.then(|| Found::at(place.hit.block, bytes(rest.tokens, &words), sign, ScopeRule::FollowUp))
    }

    /// "Basic doesn't get X, but Pro does."
    pub(super) fn other_does(&self, place: &Place<'_>, sentence: &Sentence<'_>) -> Option<Found> {
        let rest = Sentence::new(sentence.tokens.get(place.target + 1..)?);
        let joined = rest.tokens.iter().any(|token| matches!(token.norm.as_str(), "but" | ";" | "yet"));
        let (sign, words) =
            elliptic(&rest, &Asked { yes: 1, open: false, who: false }).filter(|(sign, _)| joined && *sign > 0)?;
        Some(Found::at(place.hit.block, bytes(rest.tokens, &words), sign, ScopeRule::Ellipsis))
    }

    /// The rest of a sentence after a quoted question: "… said that we will not".
    pub(super) fn quoted_answer(
        &self,
        place: &Place<'_>,
        sentence: &Sentence<'_>,
        asked: Option<&Asked>,
    ) -> Option<Found> {
        let close = (place.target..sentence.tokens.len())
            .find(|&at| sentence.tokens.get(at).is_some_and(|token| token.tag == Tag::QuoteClose))?;
        let rest = Sentence::new(sentence.tokens.get(close + 1..)?);
        let (sign, words) = match self.about(&rest) {
            Some((about, at)) => (about.sign, about.cue().map_or(at..at + 1, |op| op.tokens.clone())),
            None => elliptic(&rest, asked?)?,
        };
        Some(Found::at(place.hit.block, bytes(rest.tokens, &words), sign, ScopeRule::Answer))
    }
}

/// "As for X, let me be blunt: no."
fn closing_answer(tokens: &[Token]) -> Option<(i8, Range<usize>)> {
    let colon = tokens.iter().rposition(|token| token.tag == Tag::Colon).filter(|&colon| colon > 0)?;
    let rest = tokens.get(colon + 1..)?;
    let short = rest.iter().filter(|token| token.tag != Tag::Stop).count() == 1;
    answer(rest).filter(|_| short).map(|sign| (sign, colon + 1..colon + 2))
}
