//! Clauses and actions under a verb, a noun or an adjective.

use std::ops::Range;

use super::{Sense, Strength};
use crate::claim::ScopeRule;
use crate::claim::groups::Group;
use crate::claim::lexicon::{CLAUSAL, Cat, Cats, NOUNS};
use crate::claim::list::List;
use crate::claim::token::Tag;

use super::Sentence;

impl Sentence<'_> {
    pub(in crate::claim) fn above_phrase(&self, preposition: usize, sense: &mut Sense, depth: usize) {
        let before = preposition - 1;
        let token = self.tokens.get(before);
        if token.is_some_and(|token| {
            List::NegativeAdjective.has(&token.norm) || token.tag == Tag::Adj && token.is(Cat::Unavailable)
        }) {
            sense.flip(before..before + 1, ScopeRule::Predicate);
        }
        if self.norm(preposition) == "from"
            && let Some((outer, group)) = self.outer_group(preposition)
            && group.main.is_some_and(|main| {
                [
                    "keep",
                    "kept",
                    "stop",
                    "prevent",
                    "hold",
                    "held",
                    "bar",
                    "block",
                    "ban",
                    "discourage",
                    "deter",
                    "hinder",
                    "free",
                    "prohibit",
                    "preclude",
                    "refrain",
                    "abstain",
                    "desist",
                    "forbid",
                ]
                .iter()
                .any(|stem| self.norm(main).starts_with(stem))
            })
        {
            sense.flip(group.start..group.end, ScopeRule::Complement);
            return self.clause_negation(outer, sense, depth);
        }
        if matches!(self.norm(preposition), "by" | "through")
            && let Some((outer, group)) = self.outer_group(preposition)
            && group.end < preposition
            && (self.main_is(group, Cat::Exclude) || self.main_is(group, Cat::Refuse))
        {
            // "Get rid of typing by using X": the means is not what goes.
            return self.clause_negation(outer, sense, depth);
        }
        if let Some((outer, _)) = self.group_at(before) {
            return self.complement(outer, sense, depth + 1);
        }
        if self.tokens.get(before).is_some_and(|token| token.tag == Tag::Noun && token.cats.any(NOUNS)) {
            if self.has(before, Cat::Exclusion) {
                sense.flip(before..before + 1, ScopeRule::Noun);
            }
            if self.has(before, Cat::Attribute) {
                sense.strength = sense.strength.min(Strength::Presupposed);
                return;
            }
            return self.up(before, preposition, sense, depth + 1);
        }
        let outer = (0..preposition).rev().find(|&at| {
            self.group_at(at).is_some() || matches!(self.tag(at), Some(Tag::Semi | Tag::Stop | Tag::Colon))
        });
        if let Some((outer, _)) = outer.and_then(|at| self.group_at(at)) {
            self.complement(outer, sense, depth + 1);
        }
    }

    /// What stands over "that …": a verb, a noun or an adjective.
    pub(in crate::claim) fn complement_up(&self, that: usize, sense: &mut Sense, depth: usize) {
        let Some(before) = that.checked_sub(1) else {
            // "That X is included is a misunderstanding."
            let judgement = self.groups.iter().enumerate().filter(|(_, group)| group.finite()).nth(1);
            if let Some((number, group)) = judgement {
                let mut judged = Sense::new();
                self.predicate(number, group.start, &mut judged, false);
                if judged.strength == Strength::Explicit && judged.sign < 0 {
                    sense.flip(group.start..group.end, ScopeRule::FalseStatement);
                }
            }
            return;
        };
        if let Some((number, _)) = self.group_at(before) {
            return self.complement(number, sense, depth + 1);
        }
        let Some(token) = self.tokens.get(before) else { return };
        match token.tag {
            Tag::Noun | Tag::Adj if token.cats.any(NOUNS) && !token.is(Cat::Customer) || token.tag == Tag::Noun => {
                let truth = ["case", "true", "fact"].contains(&token.norm.as_str());
                let outer = (0..before).rev().find_map(|at| self.group_at(at));
                if truth && let Some((_, group)) = outer.filter(|(_, group)| group.copula) {
                    for &at in &group.negations {
                        sense.flip(at..at + 1, ScopeRule::FalseStatement);
                    }
                    return;
                }
                if List::FalseNoun.has(&token.norm) {
                    sense.flip(before..before + 1, ScopeRule::FalseStatement);
                    return;
                }
                if token.is(Cat::Offer) || token.is(Cat::Proposal) || token.is(Cat::Wording) {
                    sense.said = true;
                    return self.up(before, that, sense, depth + 1);
                }
                if let Some((number, _)) = outer.filter(|(_, group)| self.main_clausal(group)) {
                    return self.complement(number, sense, depth + 1);
                }
                if let Some((next, _)) =
                    self.groups.iter().enumerate().filter(|(_, group)| group.start > that && group.finite()).nth(1)
                {
                    let mut about = Sense::new();
                    self.predicate(next, self.groups.get(next).map_or(0, |group| group.start), &mut about, false);
                    if about.strength == Strength::Explicit && about.sign < 0 {
                        sense.sign = -sense.sign;
                        sense.ops.extend(about.ops);
                    }
                }
                sense.said = true;
                self.up(before, that, &mut Sense::new(), depth + 1);
            }
            Tag::Adj => {
                let outer = (0..before).rev().find_map(|at| self.group_at(at));
                if token.is(Cat::Unavailable) {
                    sense.flip(before..before + 1, ScopeRule::FalseStatement);
                }
                if let Some((_, group)) = outer.filter(|(_, group)| group.copula)
                    && (token.is(Cat::Available) || token.is(Cat::Unavailable))
                {
                    for &at in &group.negations {
                        sense.flip(at..at + 1, ScopeRule::FalseStatement);
                    }
                }
            }
            Tag::Comma => {
                if let Some((number, _)) = (0..before)
                    .rev()
                    .find_map(|at| self.group_at(at))
                    .filter(|(_, group)| group.finite() || group.infinitive)
                {
                    let verb = (0..before)
                        .rev()
                        .filter_map(|at| self.group_at(at))
                        .find(|(_, group)| self.main_clausal(group))
                        .map_or(number, |(number, _)| number);
                    self.complement(verb, sense, depth + 1);
                }
            }
            _ => {
                let outer =
                    (0..before).rev().filter_map(|at| self.group_at(at)).find(|(_, group)| self.main_clausal(group));
                if let Some((number, _)) = outer {
                    self.complement(number, sense, depth + 1);
                }
            }
        }
    }

    pub(in crate::claim) fn main_clausal(&self, group: &Group) -> bool {
        group
            .main
            .and_then(|main| self.tokens.get(main))
            .is_some_and(|verb| verb.cats.any(CLAUSAL.with(Cats::of(Cat::Refuse)).with(Cats::of(Cat::Ask))))
    }

    /// A clause or an action stands under the verb of `number`.
    pub(in crate::claim) fn complement(&self, number: usize, sense: &mut Sense, depth: usize) {
        let Some(group) = self.groups.get(number) else { return };
        if group.main.is_some_and(|main| self.norm(main) == "used")
            && self.tag(group.end) == Some(Tag::To)
            && !group.passive
        {
            let speech = self.groups.get(number + 1).is_some_and(|next| self.main_is(next, Cat::Say));
            if speech && sense.sign < 0 {
                return;
            }
            let rule = if speech { ScopeRule::Speech } else { ScopeRule::Complement };
            return sense.flip(group.start..group.end, rule);
        }
        let words = group.start..group.end;
        let verb = group.main.and_then(|main| self.tokens.get(main));
        let cats = verb.map_or(Cats::default(), |verb| verb.cats);
        let stem = verb.map_or("", |verb| verb.norm.as_str());
        let would = group.modal.is_some_and(|at| matches!(self.norm(at), "would" | "'d"));
        if ["lying", "joking", "kidding", "dreaming", "wish", "wishes", "wished"].contains(&stem)
            && group.polarity() > 0
            || would && stem == "need"
        {
            return sense.flip(words, ScopeRule::FalseStatement);
        }
        if stem.starts_with("preten") {
            return sense.flip(words, ScopeRule::FalseStatement);
        }
        sense.future |= self.is_future(group) && !cats.has(Cat::Say);
        let denied = group.polarity() < 0;
        let deny = |sense: &mut Sense| {
            for &at in &group.negations {
                sense.flip(at..at + 1, ScopeRule::NegatedVerb);
            }
        };
        let other = cats.has(Cat::OtherVerb) && denied && !cats.has(Cat::Permit) && !cats.has(Cat::Include);
        match () {
            () if other => {
                if sense.ops.last().is_some_and(|op| op.rule == ScopeRule::VerbObject && op.flips) {
                    deny(sense);
                }
            }
            () if cats.has(Cat::Refuse)
                && !(cats.has(Cat::Permit) && group.passive)
                && !(cats.has(Cat::Permit) && self.to_follows(group)) =>
            {
                sense.flip(words, ScopeRule::Complement);
                deny(sense);
            }
            () if cats.has(Cat::Say) => {
                sense.said = true;
                if denied {
                    sense.mention = true;
                }
                deny(sense);
                if self.norm(group.start.saturating_sub(1)) == "lying" {
                    sense.flip(words, ScopeRule::FalseStatement);
                }
            }
            () if cats.has(Cat::Plan) && !cats.has(Cat::Include) => {
                sense.future = true;
                deny(sense);
            }
            () if cats.has(Cat::Think) => {
                sense.said = true;
                deny(sense);
            }
            () if cats.has(Cat::Ask) && !cats.has(Cat::Permit) && !denied => {
                sense.strength = Strength::Weak;
                sense.said = true;
            }
            () if cats.has(Cat::Ask) && denied && stem.starts_with("want") => deny(sense),
            () if cats.has(Cat::Ask)
                && matches!(
                    verb.map(|verb| verb.norm.as_str()),
                    Some("ask" | "asked" | "asks" | "want" | "wants" | "wanted" | "asking" | "wish" | "wishes")
                ) =>
            {
                sense.strength = Strength::Weak;
            }
            () if group.copula => {
                let adjective = (group.end..self.tokens.len()).take(4).find(|&at| self.tag(at) == Some(Tag::Adj));
                match adjective {
                    Some(at) if self.has(at, Cat::OtherPredicate) => {}
                    Some(at) if self.has(at, Cat::Unavailable) => {
                        sense.flip(at..at + 1, ScopeRule::Predicate);
                        deny(sense);
                    }
                    _ => deny(sense),
                }
            }
            () if cats.has(Cat::Exclude) && !cats.has(Cat::Include) && !cats.has(Cat::Permit) => {
                sense.flip(words, ScopeRule::Complement);
                deny(sense);
            }
            () => deny(sense),
        }
        self.clause_up(number, sense, depth + 1);
    }

    pub(in crate::claim) fn to_follows(&self, group: &Group) -> bool {
        self.tag(group.end) == Some(Tag::To)
            && group.main.is_some_and(|main| matches!(self.norm(main), "come" | "continue" | "get"))
    }

    /// What is done with a quotation: never written, wrong, forbidden.
    pub(in crate::claim) fn speech_up(&self, quote: usize, sense: &mut Sense, depth: usize) {
        let Some(before) = quote.checked_sub(1) else { return };
        let outer = (0..quote).rev().take(6).find_map(|at| self.group_at(at));
        let direct = self.group_at(before).is_some()
            || matches!(self.tag(before), Some(Tag::Colon | Tag::Comma | Tag::That | Tag::Noun | Tag::Adj));
        if !direct {
            return;
        }
        if let Some((number, group)) = outer {
            let verb = group.main.and_then(|main| self.tokens.get(main));
            let bans = verb.is_some_and(|verb| List::Banning.starts(&verb.norm));
            if bans && group.polarity() > 0 {
                sense.mention = true;
                sense.flip(group.start..group.end, ScopeRule::Wording);
                return;
            }
            self.complement(number, sense, depth + 1);
        }
    }
}

pub(in crate::claim) enum Complement {
    Sign(i8, Range<usize>),
    Other,
    None,
}
