//! Clauses and actions under a verb, a noun or an adjective.

use std::ops::Range;

use super::{Sense, Strength};
use crate::claim::ScopeRule;
use crate::claim::groups::Group;
use crate::claim::lexicon::{CLAUSAL, Cat, Cats, NOUNS, VERBS};
use crate::claim::list::List;
use crate::claim::token::Tag;

use super::Sentence;

impl Sentence<'_> {
    pub(in crate::claim) fn infinitive_up(&self, number: usize, sense: &mut Sense, depth: usize) {
        let Some(group) = self.groups.get(number) else { return };
        let first = group.negations.iter().copied().fold(group.start, usize::min);
        let Some(before) = first.checked_sub(1) else {
            sense.strength = sense.strength.min(Strength::Weak);
            if let Some((next, _)) = self.next_finite(group.end, true) {
                self.predicate_of_action(next, sense);
            }
            return;
        };
        if let Some(shared) = self.coordinated(number) {
            return self.share(shared, true, sense, depth);
        }
        if let Some((outer, _)) = self.group_at(before) {
            return self.complement(outer, sense, depth + 1);
        }
        if matches!(self.tag(before), Some(Tag::Except | Tag::Instead)) {
            return sense.flip(before..before + 1, ScopeRule::Except);
        }
        let beneficiary = (before.saturating_sub(4)..before).rev().find(|&at| {
            self.norm(at) == "for"
                && (at + 1..=before)
                    .all(|at| matches!(self.tag(at), Some(Tag::Pron | Tag::Noun | Tag::Det | Tag::Adj | Tag::Num)))
        });
        let before = match beneficiary {
            Some(at) if at > 0 => at - 1,
            _ => before,
        };
        let Some(token) = self.tokens.get(before) else { return };
        if before > 0 && self.norm(before - 1) == "too" {
            sense.flip(before - 1..before + 1, ScopeRule::Predicate);
            if let Some((outer, _)) = self.outer_group(before - 1) {
                self.clause_negation(outer, sense, depth);
            }
            return;
        }
        if List::NegativeAdjective.has(&token.norm) || token.tag == Tag::Adj && token.is(Cat::Unavailable) {
            sense.flip(before..before + 1, ScopeRule::Predicate);
            if let Some((outer, _)) = self.outer_group(before) {
                self.clause_negation(outer, sense, depth);
            }
            return;
        } else if token.tag == Tag::Noun && token.cats.any(NOUNS) && !token.is(Cat::Customer) {
            if token.is(Cat::Exclusion) {
                sense.flip(before..before + 1, ScopeRule::Noun);
            }
            if token.is(Cat::Proposal) {
                sense.strength = Strength::Weak;
            }
            if token.is(Cat::Attribute) && !["need", "reason"].contains(&token.norm.as_str()) {
                sense.strength = Strength::Presupposed;
            }
            return self.up(before, group.end, sense, depth + 1);
        }
        let outer = (0..group.start).rev().find(|&at| {
            self.group_at(at).is_some() || matches!(self.tag(at), Some(Tag::Semi | Tag::Stop | Tag::Colon | Tag::Comma))
        });
        match outer.and_then(|at| self.group_at(at)) {
            Some((outer, above))
                if above.copula
                    || above
                        .main
                        .is_some_and(|main| self.tokens.get(main).is_some_and(|verb| verb.cats.any(VERBS))) =>
            {
                self.complement(outer, sense, depth + 1);
            }
            _ => {}
        }
    }

    pub(in crate::claim) fn gerund_up(&self, number: usize, sense: &mut Sense, depth: usize) {
        let Some(group) = self.groups.get(number) else { return };
        let opens = group.start.checked_sub(1).is_none_or(|before| {
            matches!(
                self.tag(before),
                Some(Tag::Stop | Tag::Semi | Tag::Colon | Tag::Dash | Tag::That | Tag::Sub | Tag::Open)
            )
        });
        if opens {
            if group.gerund
                && let Some((next, _)) = self.next_finite(group.end, true)
            {
                self.predicate_of_action(next, sense);
            }
            return;
        }
        let before = group.start - 1;
        if let Some(shared) = self.coordinated(number) {
            return self.share(shared, true, sense, depth);
        }
        if let Some((outer, _)) = self.group_at(before) {
            if group.gerund {
                return self.complement(outer, sense, depth + 1);
            }
            return;
        }
        match self.tag(before) {
            Some(Tag::Without | Tag::Instead | Tag::Except) => {
                sense.flip(before..before + 1, ScopeRule::Without);
                if self.tag(before) == Some(Tag::Without)
                    && let Some((outer, _)) = self.outer_group(before)
                {
                    self.clause_negation(outer, sense, depth);
                }
            }
            Some(Tag::Prep) if before > 0 => self.above_phrase(before, sense, depth),
            Some(Tag::Noun | Tag::Pron) if group.gerund && self.without_subject(before).is_some() => {
                if let Some(without) = self.without_subject(before) {
                    sense.flip(without..without + 1, ScopeRule::Without);
                    if let Some((outer, _)) = self.outer_group(without) {
                        self.clause_negation(outer, sense, depth);
                    }
                }
            }
            Some(Tag::Noun | Tag::Pron)
                if group.gerund && self.outer_group(before).is_some_and(|(_, outer)| outer.finite()) =>
            {
                if let Some((outer, _)) = self.outer_group(before) {
                    self.clause_negation(outer, sense, depth);
                }
            }
            Some(Tag::Noun | Tag::Pron | Tag::Nobody) if group.gerund => {
                if let Some((next, _)) = self.next_finite(group.end, true) {
                    if matches!(self.tag(before), Some(Tag::Nobody)) {
                        sense.flip(before..group.start, ScopeRule::Determiner);
                    }
                    self.predicate_of_action(next, sense);
                }
            }
            _ => {}
        }
    }

    /// The "without" of "without your colleagues using X", where `at` ends the subject of the action.
    fn without_subject(&self, at: usize) -> Option<usize> {
        let start = (0..=at)
            .rev()
            .find(|&at| !matches!(self.tag(at), Some(Tag::Noun | Tag::Pron | Tag::Det | Tag::Adj | Tag::Num)))?;
        (self.tag(start) == Some(Tag::Without)).then_some(start)
    }

    /// The nearest verb group left of `at` in its clause.
    pub(in crate::claim) fn outer_group(&self, at: usize) -> Option<(usize, &Group)> {
        let outer = (0..at).rev().find(|&at| {
            self.group_at(at).is_some()
                || matches!(self.tag(at), Some(Tag::Semi | Tag::Stop | Tag::Colon | Tag::Comma | Tag::Rel | Tag::That))
        })?;
        self.group_at(outer)
    }

    /// An adjunct shares only the negations of its clause, not what its verb does.
    pub(in crate::claim) fn clause_negation(&self, number: usize, sense: &mut Sense, depth: usize) {
        let Some(group) = self.groups.get(number) else { return };
        if !self.main_is(group, Cat::OtherVerb) || self.main_is(group, Cat::Include) {
            for &at in &group.negations {
                sense.flip(at..at + 1, ScopeRule::NegatedVerb);
            }
        }
        self.clause_up(number, sense, depth + 1);
    }

    /// "Setting up X is a no-go", "Anyone hoping for X will be disappointed".
    pub(in crate::claim) fn predicate_of_action(&self, number: usize, sense: &mut Sense) {
        let mut action = Sense::new();
        self.predicate(number, self.groups.get(number).map_or(0, |group| group.start), &mut action, false);
        let disappointed =
            self.tokens.iter().any(|token| token.norm.starts_with("disappoint") || token.norm.starts_with("mistaken"));
        if action.strength == Strength::Explicit && action.sign < 0 || disappointed {
            sense.sign = -sense.sign;
            sense.strength = Strength::Explicit;
            sense.ops.extend(action.ops);
        }
    }

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
            return sense.flip(group.start..group.end, ScopeRule::Complement);
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
