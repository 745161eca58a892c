//! What a verb does with the phrase to its right.

use std::ops::Range;

use super::{Op, Sense, Strength};
use crate::claim::ScopeRule;
use crate::claim::groups::Group;
use crate::claim::lexicon::{CLAUSAL, Cat, Cats, PREDICATES, VERBS, form};
use crate::claim::list::List;
use crate::claim::token::Tag;

use super::Sentence;

impl Sentence<'_> {
    /// The tokens `..right` are governed by a verb group to their left.
    #[allow(clippy::too_many_arguments)]
    pub(in crate::claim) fn governed(
        &self,
        number: usize,
        left: usize,
        right: usize,
        preposition: Option<usize>,
        sibling: bool,
        sense: &mut Sense,
        depth: usize,
    ) {
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
            return self.complement_of_be(number, left, preposition, sense, depth);
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

    pub(in crate::claim) fn is_future(&self, group: &Group) -> bool {
        group.modal.is_some_and(|at| self.has(at, Cat::Future) || self.has(at, Cat::Could))
            || (group.start..group.end).any(|at| self.norm(at).contains("going to"))
    }

    /// The target stands after a form of be.
    pub(in crate::claim) fn complement_of_be(
        &self,
        number: usize,
        left: usize,
        preposition: Option<usize>,
        sense: &mut Sense,
        depth: usize,
    ) {
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

    /// The target's own relative clause decides where its clause does not: "X, which we do not offer, was named".
    pub(in crate::claim) fn own_relative(&self, target: &Range<usize>, sense: &mut Sense) {
        let mut at = target.end;
        while matches!(self.tag(at), Some(Tag::QuoteClose | Tag::Noun | Tag::Adv))
            || self.tag(at) == Some(Tag::Prep) && self.tag(at + 2) == Some(Tag::Comma)
        {
            at += 1;
        }
        if self.tag(at) == Some(Tag::And) {
            let end = (at + 1..self.tokens.len())
                .find(|&at| !matches!(self.tag(at), Some(Tag::Noun | Tag::Det | Tag::Adj | Tag::Target | Tag::Num)));
            if let Some(end) = end.filter(|&end| end > at + 1 && self.tag(end) == Some(Tag::Comma)) {
                at = end;
            }
        }
        if self.tag(at) == Some(Tag::Prep) {
            at = self.after_phrase(at);
        }
        if self.tag(at) == Some(Tag::Open) && matches!(self.tag(at + 1), Some(Tag::Rel))
            || self.tag(at) == Some(Tag::Comma)
        {
            at += 1;
        }
        let quantified = matches!(self.tag(at), Some(Tag::Nor | Tag::Nobody))
            && (matches!(self.norm(at + 1), "which" | "whom") || self.norm(at + 2) == "which")
            || matches!(self.norm(at), "none of" | "neither of") && self.norm(at + 1) == "which";
        let each = matches!(self.norm(at), "each" | "all" | "both") && self.norm(at + 2) == "which";
        let relative =
            if quantified || each { (at..self.tokens.len()).find(|&at| self.norm(at) == "which") } else { Some(at) };
        let Some(relative) = relative.filter(|&at| matches!(self.tag(at), Some(Tag::Rel)) && self.norm(at) != "what")
        else {
            return;
        };
        let mut inner = Sense::new();
        let Some((number, group)) = (relative..self.tokens.len().min(relative + 14)).find_map(|at| self.group_at(at))
        else {
            return;
        };
        let subject_gap =
            self.skip_adverbs(relative + 1) == group.start || group.negations.iter().any(|&at| at == relative + 1);
        if subject_gap {
            self.predicate(number, relative + 1, &mut inner, false);
            if inner.strength < Strength::Explicit && self.main_is(group, Cat::Include) {
                inner.strength = Strength::Presupposed;
            }
        } else {
            self.object(number, relative + 1, None, &mut inner);
            if let Some(at) = self.negation_of_subject(number) {
                inner.flip(at..at + 1, ScopeRule::NegativeSubject);
            }
            if (relative..group.start).any(|at| self.has(at, Cat::Customer) || self.has(at, Cat::Third))
                && inner.sign > 0
            {
                inner.strength = inner.strength.min(Strength::Weak);
            }
        }
        if quantified {
            inner.sign = -inner.sign;
            inner.ops.push(Op { tokens: at..relative, rule: ScopeRule::Determiner, flips: true });
        }
        let explicit = inner.strength == Strength::Explicit;
        let truth = inner.ops.iter().any(|op| {
            self.tokens.get(op.tokens.clone()).unwrap_or_default().iter().any(|token| List::Truth.has(&token.norm))
        });
        if explicit && truth && sense.strength >= Strength::Presupposed {
            if inner.sign < 0 {
                sense.sign = -sense.sign;
                sense.ops.insert(
                    0,
                    Op { tokens: relative..group.end.max(relative + 1), rule: ScopeRule::FalseStatement, flips: true },
                );
            }
            return;
        }
        let ours =
            (relative..group.start).any(|at| matches!(self.norm(at), "we" | "vendor" | "i" | "supplier" | "provider"));
        let absent = subject_gap && self.main_is(group, Cat::Exist);
        let excepted = explicit
            && inner.sign > 0
            && ours
            && sense.sign < 0
            && sense.ops.iter().all(|op| !op.flips || op.rule == ScopeRule::Except);
        let denies = excepted
            || explicit && inner.sign < 0 && (ours || absent) && !sense.subject && !inner.past && sense.sign > 0;
        if denies
            || explicit && inner.sign < 0 && sense.strength < Strength::Explicit
            || explicit && sense.strength < Strength::Presupposed
        {
            sense.sign = inner.sign;
            sense.strength = Strength::Explicit;
            sense.mention = false;
            let mut ops = inner.ops;
            for op in &mut ops {
                if op.rule == ScopeRule::VerbObject {
                    op.rule = ScopeRule::Relative;
                }
            }
            sense.ops = ops;
        }
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

/// Verbs that make one thing of another: "X into Y".
const TURNING: &[&str] = &["turn", "convert", "transform", "rework", "morph"];

/// Participles that put a title on a thing.
const TITLING: &[&str] =
    &["titled", "entitled", "headed", "captioned", "headlined", "labelled", "labeled", "dubbed", "nicknamed"];

/// Prepositions that keep the subject of a form of be from what follows: "we are against X", "out of X".
const OPPOSED: &[&str] = &["against", "out of", "beyond", "past", "off"];

/// Particles that take things away, whatever the verb.
const TAKING: &[&str] = &["away", "aside", "overboard"];
