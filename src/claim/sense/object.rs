//! What a verb does with the phrase to its right.

use std::ops::Range;

use super::{Phrase, Sense, Strength};
use crate::claim::ScopeRule;
use crate::claim::groups::Group;
use crate::claim::lexicon::{CLAUSAL, Cat, Cats, form};
use crate::claim::list::List;
use crate::claim::token::Tag;

use super::Sentence;

impl Sentence<'_> {
    /// A phrase is governed by a verb group to its left.
    pub(super) fn governed(&self, number: usize, phrase: Phrase, sense: &mut Sense, depth: usize) {
        let Phrase { left, right, preposition, sibling } = phrase;
        let Some(group) = self.groups.get(number) else { return };
        let clausal = group.main.and_then(|main| self.tokens.get(main)).is_some_and(|verb| verb.cats.any(CLAUSAL));
        if preposition.is_none()
            && !sibling
            && (clausal || group.copula)
            && let Some((next, _)) = self.next_finite(right, true)
            && self.groups.get(next).is_some_and(Group::finite)
            && !(group.copula && !self.has(left - 1, Cat::OtherPredicate) && group.end == left)
            && group.finite()
            && !self.relative_before(group)
        {
            sense.subject = true;
            self.predicate(next, right, sense, false);
            return self.complement(number, sense, depth + 1);
        }
        if group.copula {
            return self.complement_of_be(number, phrase, sense, depth);
        }
        self.object(number, right, preposition, sense);
        if sense.ops.last().is_some_and(|op| op.rule == ScopeRule::OwnObject) && sense.strength == Strength::Presupposed
        {
            return;
        }
        self.clause_up(number, sense, depth + 1);
    }

    pub(in crate::claim) fn relative_before(&self, group: &Group) -> bool {
        group.start.checked_sub(1).is_some_and(|at| matches!(self.tag(at), Some(Tag::Rel)))
            || group.start.checked_sub(2).is_some_and(|at| matches!(self.tag(at), Some(Tag::Rel)))
    }

    /// The sign a verb gives its object, its own negation left out; 0 where it says nothing of it.
    pub(in crate::claim) fn object_sign(&self, group: &Group) -> i8 {
        let Some(verb) = group.main.and_then(|main| self.tokens.get(main)) else { return 1 };
        match () {
            () if verb.is(Cat::Exclude) && !(verb.is(Cat::Include)) => -1,
            () if verb.is(Cat::Include) => 1,
            () if verb.is(Cat::Refuse) => -1,
            () => 0,
        }
    }

    pub(in crate::claim) fn object(&self, number: usize, right: usize, preposition: Option<usize>, sense: &mut Sense) {
        let Some(group) = self.groups.get(number) else { return };
        let place = group.main.unwrap_or(group.start);
        let words = group.start..group.end.max(place + 1);
        let verb = group.main.and_then(|main| self.tokens.get(main));
        let cats = verb.map_or(Cats::default(), |verb| verb.cats);
        let particle = self.particle(group, right);
        let cats = particle.as_ref().map_or(cats, |(_, entry)| *entry);
        let cats = if cats.is_empty() && self.takes_away(group) { Cats::of(Cat::Exclude) } else { cats };
        let words = particle.map_or(words.clone(), |(at, _)| words.start..at.max(words.end));
        let own_object = preposition.is_some_and(|at| {
            at > group.end && (group.end..at).any(|at| matches!(self.tag(at), Some(Tag::Noun | Tag::Pron)))
        });
        let denied = group.polarity() < 0;
        let direct = preposition.is_none();
        sense.firm &= group.finite() && !group.imperative;
        sense.future |= self.is_future(group);
        sense.past |= verb.is_some_and(|verb| verb.forms & form::PAST != 0 && verb.forms & form::BASE == 0)
            && group.modal.is_none();
        if !cats.has(Cat::Ask)
            && (matches!(self.norm(group.end), "us" | "me")
                || preposition.is_some_and(|_| matches!(self.norm(group.end), "us" | "me")))
            && (group.imperative || group.start.checked_sub(1).is_some_and(|at| self.norm(at) == "please"))
        {
            sense.third = true;
        }
        let after = self.after_phrase(right);
        sense.third |= group.passive && [right, after].into_iter().any(|at| self.by_third(at));
        if self.handed_on(right) {
            return sense.op(words, ScopeRule::Raised, false, Strength::Weak);
        }
        let negation = |sense: &mut Sense| {
            for &at in &group.negations {
                sense.flip(at..at + 1, ScopeRule::NegatedVerb);
            }
        };
        let mixes = verb.is_some_and(|verb| verb.norm.starts_with("confus") || verb.norm.starts_with("mistak"));
        if mixes && denied && preposition.is_some_and(|at| matches!(self.norm(at), "with" | "for" | "and")) {
            return sense.flip(words, ScopeRule::VerbObject);
        }
        let stem = |stems: &[&str]| verb.is_some_and(|verb| stems.iter().any(|stem| verb.norm.starts_with(stem)));
        let hired = preposition.is_some_and(|at| self.norm(at) == "for" && self.others(group.end..at));
        if hired && stem(List::Hiring.words()) {
            sense.flip(words, ScopeRule::Owner);
            return negation(sense);
        }
        let turned =
            direct && stem(TURNING) && (right..self.tokens.len().min(right + 6)).any(|at| self.norm(at) == "into");
        if turned || sense.said && direct && stem(&["regret"]) {
            sense.flip(words, ScopeRule::VerbObject);
            return negation(sense);
        }
        let hopes = verb.is_some_and(|verb| {
            ["expect", "hop", "look", "search", "count", "ask", "wait", "hold"]
                .iter()
                .any(|stem| verb.norm.starts_with(stem))
        });
        if cats.has(Cat::Ask) && denied && hopes {
            sense.op(words, ScopeRule::Raised, false, Strength::Explicit);
            return negation(sense);
        }
        let spared = verb.is_some_and(|verb| verb.norm.starts_with("spar") || verb.norm.starts_with("save"))
            && direct
            && !self.norm(group.end).ends_with("sel")
            && !self.norm(group.end).ends_with("selves")
            && self.tag(group.end) != Some(Tag::Pron);
        if spared {
            sense.op(words, ScopeRule::VerbObject, false, Strength::Explicit);
            return negation(sense);
        }
        if direct && stem(&["touch"]) && (denied || self.negative_subject(number)) {
            sense.op(words, ScopeRule::VerbObject, false, Strength::Explicit);
            return negation(sense);
        }
        let instrument = preposition.is_some_and(|at| {
            INSTRUMENT.contains(&self.norm(at))
                || matches!(self.norm(at), "with" | "by") && (group.passive && self.norm(at) == "by" || own_object)
        });
        let favoured = preposition.is_some_and(|at| matches!(self.norm(at), "in favour of" | "in favor of"));
        if cats.has(Cat::Exclude) && !cats.has(Cat::Include) && (instrument || favoured) && !denied {
            let strength = if favoured { Strength::Explicit } else { Strength::Presupposed };
            return sense.op(words, ScopeRule::OwnObject, false, strength);
        }
        let excludes = cats.has(Cat::Exclude) && (direct || !cats.has(Cat::Include) && !cats.has(Cat::OtherVerb));
        if excludes {
            if own_object {
                negation(sense);
                if !denied {
                    sense.op(words, ScopeRule::OwnObject, false, Strength::Presupposed);
                }
                return;
            }
            if cats.has(Cat::OtherVerb) && denied {
                sense.op(words, ScopeRule::OwnObject, false, Strength::Presupposed);
                return;
            }
            sense.op(words, ScopeRule::VerbObject, true, Strength::Explicit);
            return negation(sense);
        }
        let titled = verb.is_some_and(|verb| TITLING.contains(&verb.norm.as_str()));
        if titled && direct && self.tag(group.end) == Some(Tag::QuoteOpen) {
            sense.mention = true;
            return sense.op(words, ScopeRule::Wording, false, Strength::Weak);
        }
        if verb.is_some_and(|verb| matches!(verb.norm.as_str(), "means" | "mean" | "denotes" | "designates")) {
            let start = self.clause_start(group.start);
            if let Some((sign, label)) = self.status(start..group.start, false).filter(|(sign, _)| *sign < 0) {
                return sense.op(label, ScopeRule::Predicate, sign < 0, Strength::Explicit);
            }
        }
        if cats.has(Cat::End) && !cats.has(Cat::Include) && !cats.has(Cat::Exclude) {
            return sense.op(words, ScopeRule::Raised, false, Strength::Weak);
        }
        if cats.has(Cat::OtherVerb) && !cats.has(Cat::Include) {
            return sense.op(words, ScopeRule::OwnObject, false, Strength::Presupposed);
        }
        if cats.has(Cat::Include) && !(cats.has(Cat::Ask) && !denied && !direct) {
            sense.op(words, ScopeRule::VerbObject, false, Strength::Explicit);
            return negation(sense);
        }
        if cats.has(Cat::Say) {
            sense.said = true;
            let claims = verb.is_some_and(|verb| List::Claiming.starts(&verb.norm));
            let strength = if claims && !denied { Strength::Explicit } else { Strength::Weak };
            sense.op(words, ScopeRule::Speech, false, strength);
            if denied {
                sense.mention = true;
                negation(sense);
            }
            return;
        }
        let working = verb.is_some_and(|verb| verb.norm.starts_with("work"))
            && preposition.is_some_and(|at| matches!(self.norm(at), "on" | "towards" | "toward"));
        if cats.has(Cat::Plan) || working {
            sense.future = true;
            sense.op(words, ScopeRule::Future, false, Strength::Explicit);
            return negation(sense);
        }
        if cats.has(Cat::Ask) || cats.has(Cat::Think) {
            sense.op(words, ScopeRule::Raised, false, Strength::Weak);
            return;
        }
        if cats.has(Cat::Refuse) {
            sense.op(words, ScopeRule::VerbObject, true, Strength::Explicit);
            return negation(sense);
        }
        if denied {
            sense.op(words.clone(), ScopeRule::VerbObject, false, Strength::Explicit);
            return negation(sense);
        }
        let strength = if cats.is_empty() || !direct { Strength::Weak } else { Strength::Explicit };
        sense.op(words, ScopeRule::VerbObject, false, strength.max(Strength::Presupposed));
    }

    /// A particle or a predicate after the object that belongs to the verb: "leaves X out", "takes X off the list".
    pub(in crate::claim) fn particle(&self, group: &Group, right: usize) -> Option<(usize, Cats)> {
        let verb = group.main.and_then(|main| self.tokens.get(main))?;
        let after = self.tokens.get(right)?;
        let lexicon = crate::claim::lexicon::Lexicon::get();
        let first = after.norm.split(' ').next()?;
        if !matches!(after.tag, Tag::Prep | Tag::Adv | Tag::Adj | Tag::Noun | Tag::Without) {
            return None;
        }
        match lexicon.particle(&verb.norm, first) {
            Some(entry) => Some((right + 1, entry.cats)),
            None => (verb.cats.is_empty() && TAKING.contains(&first)).then_some((right + 1, Cats::of(Cat::Exclude))),
        }
    }

    /// A verb the table does not know, with a particle that takes things away: "traded away", "swept overboard".
    pub(in crate::claim) fn takes_away(&self, group: &Group) -> bool {
        group.main.is_some_and(|main| {
            let particle = self.norm(main + 1);
            self.tokens.get(main).is_some_and(|verb| verb.cats.is_empty())
                && (TAKING.contains(&particle) || group.passive && matches!(particle, "off" | "out" | "down"))
        })
    }

    /// "pass X on to product": a wish that is handed on to those who decide.
    fn handed_on(&self, right: usize) -> bool {
        let to = if self.norm(right) == "on" { right + 1 } else { right };
        let on = matches!(self.norm(to), "to" | "with") || self.norm(right) == "on to";
        on && (to + 1..to + 5).any(|at| List::Deciders.has(self.norm(at)))
    }

    pub(in crate::claim) fn is_future(&self, group: &Group) -> bool {
        group.modal.is_some_and(|at| self.has(at, Cat::Future) || self.has(at, Cat::Could))
            || (group.start..group.end).any(|at| self.norm(at).contains("going to"))
    }

    /// "keep X blocked", "leave X out of the order", "write X into the exclusions".
    pub(in crate::claim) fn object_complement(&self, target: &Range<usize>, sense: &mut Sense) {
        let verb =
            sense.ops.iter().any(|op| matches!(op.rule, ScopeRule::VerbObject | ScopeRule::Raised | ScopeRule::Speech));
        if !verb || sense.subject {
            return;
        }
        let mut at = target.end;
        while matches!(self.tag(at), Some(Tag::QuoteClose | Tag::Adv | Tag::Noun)) && !self.has(at, Cat::Unavailable) {
            at += 1;
        }
        let Some(token) = self.tokens.get(at) else { return };
        let unavailable =
            token.is(Cat::Unavailable) && !token.is(Cat::Include) && matches!(token.tag, Tag::Adj | Tag::Noun)
                || token.tag == Tag::Verb
                    && token.is(Cat::Exclude)
                    && token.forms & form::PARTICIPLE != 0
                    && self.group_at(at).is_some_and(|(_, group)| group.participle);
        let place = matches!(
            self.norm(at),
            "as" | "to" | "under" | "among" | "amongst" | "on" | "from" | "in" | "into" | "off" | "with" | "out of"
        ) && self.place_sign(at) < 0;
        let excluding = sense.ops.iter().any(|op| op.flips && op.rule == ScopeRule::VerbObject);
        let left_to = self.norm(at) == "to"
            && at > target.start + 1 - 1
            && sense.ops.iter().any(|op| {
                op.rule == ScopeRule::VerbObject
                    && (op.tokens.clone()).any(|at| matches!(self.norm(at), "leave" | "leaves" | "left" | "leaving"))
            });
        if left_to && !excluding {
            return sense.flip(at..at + 1, ScopeRule::ObjectComplement);
        }
        if place {
            sense.flip(at..at + 1, ScopeRule::Noun);
        } else if unavailable && !excluding {
            sense.flip(at..at + 1, ScopeRule::ObjectComplement);
        } else if unavailable && excluding && !self.groups.iter().any(|group| !group.negations.is_empty()) {
            // "leaves X out": the particle has been read with the verb.
        } else if matches!(self.norm(at), "off" | "out of" | "out" | "outside" | "away from" | "back")
            && !excluding
            && self.light_verb()
        {
            sense.flip(at..at + 1, ScopeRule::ObjectComplement);
        }
    }

    pub(in crate::claim) fn light_verb(&self) -> bool {
        self.tokens.iter().any(|token| {
            token.tag == Tag::Verb
                && [
                    "keep", "kept", "leave", "left", "take", "took", "hold", "held", "put", "move", "pull", "cut",
                    "push",
                ]
                .iter()
                .any(|stem| token.norm.starts_with(stem))
        })
    }
}

/// Prepositions of the means by which a thing is done.
const INSTRUMENT: &[&str] = &["through", "via", "using", "thanks to", "by means of", "with the help of"];

/// Verbs that make one thing of another: "X into Y".
const TURNING: &[&str] = &["turn", "convert", "transform", "rework", "morph"];

/// Participles that put a title on a thing.
const TITLING: &[&str] =
    &["titled", "entitled", "headed", "captioned", "headlined", "labelled", "labeled", "dubbed", "nicknamed"];

/// Particles that take things away, whatever the verb.
const TAKING: &[&str] = &["away", "aside", "overboard"];
