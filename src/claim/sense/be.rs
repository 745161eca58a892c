//! What stands after a form of be: "what we do not offer is X", "out of stock is X", "we are against X".

use std::ops::Range;

use super::{Phrase, Sense, Sentence, Strength};
use crate::claim::ScopeRule;
use crate::claim::lexicon::{Cat, PREDICATES, VERBS, form};
use crate::claim::token::Tag;

impl Sentence<'_> {
    /// The target stands after a form of be.
    pub(super) fn complement_of_be(&self, number: usize, phrase: Phrase, sense: &mut Sense, depth: usize) {
        let Phrase { left, preposition, .. } = phrase;
        let Some(group) = self.groups.get(number) else { return };
        let words = group.start..group.end;
        let inside = group.end..left.max(group.end);
        sense.future |= self.is_future(group);
        let start = if matches!(self.norm(0), "what" | "among" | "amongst") && !self.parted(0..group.start) {
            0
        } else {
            self.clause_start(group.start)
        };
        let fronted = (start..group.start).find(|&at| {
            self.tokens.get(at).is_some_and(|token| {
                token.cats.any(PREDICATES)
                    || token.cats.any(VERBS) && token.forms & form::PARTICIPLE != 0 && token.tag != Tag::Noun
            })
        });
        let opening = self.tokens.first().is_some_and(|first| {
            first.cats.any(PREDICATES) && first.tag == Tag::Adj
                || first.tag == Tag::Verb && first.forms & form::PARTICIPLE != 0 && first.forms & form::BASE == 0
        });
        let fronted = fronted.or((opening
            && inside.clone().all(|at| matches!(self.tag(at), Some(Tag::Det | Tag::Adv | Tag::Adj | Tag::Noun))))
        .then_some(0));
        let start = if fronted == Some(0) { 0 } else { start };
        let charged = inside.clone().find(|&at| matches!(self.norm(at), "responsible" | "accountable" | "in charge"));
        if let Some(at) = charged
            && (start..group.start)
                .any(|at| self.norm(at) == "you" || self.has(at, Cat::Customer) || self.has(at, Cat::Third))
            && group.polarity() > 0
        {
            sense.third = true;
            return sense.op(at..at + 1, ScopeRule::Owner, false, Strength::Weak);
        }
        if group.infinitive && group.start > 0 && self.norm(group.start - 1) == "used" {
            return sense.flip(group.start - 1..group.end, ScopeRule::Predicate);
        }
        let predicate = inside
            .clone()
            .find(|&at| self.tokens.get(at).is_some_and(|token| token.tag == Tag::Adj && token.cats.any(PREDICATES)));
        if let Some(at) = predicate {
            let flips = self.has(at, Cat::Unavailable) && !self.has(at, Cat::Available);
            if self.has(at, Cat::OtherPredicate) || preposition.is_some() && !flips {
                return sense.op(at..at + 1, ScopeRule::OwnObject, false, Strength::Presupposed);
            }
            sense.op(at..at + 1, ScopeRule::Predicate, flips, Strength::Explicit);
        } else if let Some(at) = fronted.filter(|&at| at == start && preposition.is_none()) {
            let token = self.tokens.get(at);
            let flips = token
                .is_some_and(|token| (token.is(Cat::Unavailable) || token.is(Cat::Exclude)) && !token.is(Cat::Include));
            sense.op(at..at + 1, ScopeRule::Predicate, flips, Strength::Explicit);
        } else if let Some(at) = preposition.filter(|&at| at == group.end && OPPOSED.contains(&self.norm(at))) {
            sense.op(at..at + 1, ScopeRule::Predicate, true, Strength::Explicit);
        } else if preposition.is_some() && !self.norm(group.start.saturating_sub(1)).eq("there") {
            sense.op(words.clone(), ScopeRule::Predicate, false, Strength::Weak);
            if group.polarity() < 0 {
                sense.strength = Strength::Explicit;
            }
        } else {
            let subject_sign = self.subject_sign(start..group.start);
            sense.op(words.clone(), ScopeRule::Predicate, subject_sign < 0, Strength::Explicit);
        }
        for &at in &group.negations {
            sense.flip(at..at + 1, ScopeRule::NegatedVerb);
        }
        if start > 0 || !matches!(self.norm(0), "what" | "among" | "amongst") {
            self.clause_up(number, sense, depth + 1);
        }
    }

    /// The sign a subject like "what we do not offer" or "the only exclusion" gives to what it is said to be.
    pub(in crate::claim) fn subject_sign(&self, range: Range<usize>) -> i8 {
        // "By the end of May we will be X": a pronoun right before the verb is the whole subject.
        let pronoun = range.end.checked_sub(1).filter(|at| range.contains(at)).map(|at| self.norm(at));
        if pronoun.is_some_and(|pronoun| matches!(pronoun, "we" | "i" | "it" | "they" | "he" | "she")) {
            return 1;
        }
        let free = range
            .clone()
            .find(|&at| self.tag(at) == Some(Tag::Rel) || matches!(self.norm(at), "all" | "among" | "amongst"));
        let mut sign = 1;
        for group in self.groups.iter().filter(|group| range.contains(&group.start)) {
            if free.is_some_and(|free| group.start >= free) || !group.finite() {
                sign *= group.polarity();
                match self.object_sign(group) {
                    0 => {}
                    class => sign *= class,
                }
                if self.main_is(group, Cat::End) {
                    sign = -sign;
                }
            }
            if group.copula && (group.end..range.end).any(|at| self.has(at, Cat::Unavailable)) {
                sign = -sign;
            }
        }
        let missing = |at: usize| {
            self.tag(at) == Some(Tag::Adj) && self.has(at, Cat::Unavailable) && self.tag(at + 1) == Some(Tag::Noun)
        };
        if free.is_none() && range.clone().any(missing) {
            return -sign;
        }
        if free.is_none() && range.clone().any(|at| self.has(at, Cat::Exclusion) && !self.has(at, Cat::Container)) {
            sign = -sign;
        }
        sign
    }
}

/// Prepositions that keep the subject of a form of be from what follows: "we are against X", "out of X".
const OPPOSED: &[&str] = &["against", "out of", "beyond", "past", "off"];
