//! What the rest of a sentence says: "X was considered but left out", "X – we had to decline", "they do X; we don't".

use std::ops::Range;

use super::ScopeRule;
use super::answer::{Asked, answer, elliptic, elsewhere, regrets, said_answer, vote, worded_answer};
use super::groups::Group;
use super::lexicon::Cat;
use super::reader::{Found, Place, Reader, bytes};
use super::sense::{Sense, Sentence, Strength};
use super::token::{Tag, Token};

impl Reader<'_> {
    /// Later clauses of the same sentence: "Whereas X was excluded, it is included now".
    pub(super) fn same_sentence(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<Found> {
        // A pronoun in the clause of the hit itself stands for something else: "X was part of it".
        let own = sentence.tokens.iter().skip(place.target + 1).position(ends_clause);
        let own = own.map_or(sentence.tokens.len(), |length| place.target + 1 + length);
        let personal = |at: usize| {
            sentence.tokens.get(at).is_some_and(|token| matches!(token.norm.as_str(), "it" | "they" | "them"))
        };
        let deictic = |at: usize| {
            sentence.asks()
                && sentence.tokens.get(at).is_some_and(|token| matches!(token.norm.as_str(), "this" | "that"))
        };
        let inside = |at: usize| at == place.target + 1 || !personal(at) && !deictic(at);
        let after = |at: usize| at > place.target && (at > own || inside(at));
        let Some((found, at)) = self.about_from(sentence, &after, (sense.said_sign(), sense.bare_sign()), sense.order)
        else {
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
        if let Some(sign) = vote(rest.tokens).filter(|_| sense.strength <= Strength::Presupposed) {
            return Some(Found::at(
                place.hit.block,
                bytes(rest.tokens, &(0..rest.tokens.len())),
                sign,
                ScopeRule::FollowUp,
            ));
        }
        if sense.strength <= Strength::Presupposed
            && let Some((sign, words)) = closing_answer(rest.tokens).or_else(|| worded_answer(rest.tokens))
        {
            return Some(Found::at(place.hit.block, bytes(rest.tokens, &words), sign, ScopeRule::FollowUp));
        }
        if let Some((sign, words)) = said_answer(rest.tokens) {
            let found = Found::at(place.hit.block, bytes(rest.tokens, &words), sign, ScopeRule::FollowUp);
            return Some(Found { strong: true, ..found });
        }
        if sense.strength > Strength::Weak {
            return None;
        }
        if let Some((sign, words)) = elsewhere(&rest) {
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

    /// "They wanted X, and we had to tell them it will never come", "If a buyer brings X up, say we don't play there":
    /// a thing that is only raised, and a clause after it, in its sentence or the next, that declines whatever its words.
    pub(super) fn declined(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<Found> {
        let ours = place.target.checked_sub(1).and_then(|at| sentence.tokens.get(at)).is_some_and(is_ours);
        if sense.strength != Strength::Weak || sense.sign < 0 || ours {
            return None;
        }
        let read = sense.ops.iter().map(|op| op.tokens.end).fold(place.target + 1, usize::max);
        let rest = sentence.tokens.get(read..).unwrap_or_default();
        [rest, place.parsed.sentence(place.number + 1)].into_iter().find_map(|tokens| {
            let clause = Sentence::new(tokens);
            let words = declines(&clause)?;
            Some(Found::at(place.hit.block, bytes(tokens, &words), -1, ScopeRule::FollowUp))
        })
    }

    /// "Our competitor offers X; we don't."
    pub(super) fn contrast(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<Found> {
        if sense.strength == Strength::Explicit && sense.firm && !sense.in_condition {
            return None;
        }
        let rest = Sentence::new(sentence.tokens.get(place.target + 1..)?);
        let (sign, words) = elliptic(&rest, &Asked { yes: 1, ..Asked::default() })?;
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
            elliptic(&rest, &Asked { yes: 1, ..Asked::default() }).filter(|(sign, _)| joined && *sign > 0)?;
        let start = rest.tokens.iter().take(words.start).rposition(ends_clause).map_or(0, |at| at + 1);
        if rest.others(start..words.start) {
            return None;
        }
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

fn is_ours(token: &Token) -> bool {
    token.norm == "our"
}

/// The verb of a clause that says no, where none says yes.
fn declines(clause: &Sentence<'_>) -> Option<Range<usize>> {
    let verb = |group: &Group| group.main.and_then(|main| clause.tokens.get(main));
    let finite = || clause.groups.iter().filter(|group| group.finite());
    let kept = |group: &Group| {
        let after = clause.tokens.get(group.end + 1).filter(|after| matches!(after.norm.as_str(), "in" | "on"));
        after.is_some() && clause.tokens.get(group.end).is_some_and(|object| object.tag == Tag::Pron)
    };
    let says_no = |group: &&Group| match verb(group) {
        Some(_) if kept(group) => group.polarity() < 0,
        Some(verb) if verb.is(Cat::Include) || verb.is(Cat::Permit) => group.polarity() < 0,
        Some(verb) if verb.is(Cat::Exclude) || verb.is(Cat::Refuse) || verb.is(Cat::End) => group.polarity() > 0,
        Some(verb) => group.polarity() < 0 && !verb.is(Cat::OtherVerb),
        None => group.polarity() < 0,
    };
    let says_yes = |group: &Group| {
        group.polarity() > 0 && verb(group).is_some_and(|verb| verb.is(Cat::Include) && !verb.is(Cat::Exclude))
    };
    if finite().any(says_yes) {
        return None;
    }
    finite().find(says_no).map(|group| group.start..group.end).or_else(|| regrets(clause))
}

/// Whether the clause before `token` may end with it.
fn ends_clause(token: &Token) -> bool {
    token.tag.ends_phrase()
        || matches!(token.tag, Tag::Close | Tag::QuoteClose | Tag::Stop | Tag::Sign | Tag::To | Tag::Adv)
}

/// "As for X, let me be blunt: no."
fn closing_answer(tokens: &[Token]) -> Option<(i8, Range<usize>)> {
    let colon = tokens.iter().rposition(|token| token.tag == Tag::Colon).filter(|&colon| colon > 0)?;
    let rest = tokens.get(colon + 1..)?;
    let short = rest.iter().filter(|token| token.tag != Tag::Stop).count() == 1;
    answer(rest).filter(|_| short).map(|sign| (sign, colon + 1..colon + 2))
}
