//! What a predicate says of its subject.

use super::complement::Complement;
use super::{Sense, Strength};
use crate::claim::ScopeRule;
use crate::claim::groups::Group;
use crate::claim::lexicon::{Cat, Cats, PREDICATES, form};
use crate::claim::list::List;
use crate::claim::token::Tag;

use super::Sentence;

impl Sentence<'_> {
    /// What the predicate `number` says of its subject, which ends at `right`.
    pub(in crate::claim) fn predicate(&self, number: usize, right: usize, sense: &mut Sense, inverted: bool) {
        if self.spent() {
            return;
        }
        let Some(group) = self.groups.get(number) else { return };
        sense.future |= self.is_future(group);
        let mut strength = Strength::Explicit;
        let mut words = group.start
            ..group
                .end
                .max(group.main.map_or(0, |main| main + 1))
                .min(group.end.max(group.start) + if inverted { 0 } else { 99 });
        let verb = group.main.and_then(|main| self.tokens.get(main));
        let cats = verb.map_or(Cats::default(), |verb| verb.cats);
        sense.past |= verb.is_some_and(|verb| verb.forms & form::PAST != 0) && !group.passive
            || (group.start..group.end).any(|at| matches!(self.norm(at), "was" | "were"));
        let after = if inverted { group.main.map_or(right, |main| main + 1).max(right) } else { group.end };
        let mut counts = true;
        let mut flips = false;
        let infinitive =
            self.groups.get(number + 1).filter(|next| next.infinitive && next.start == self.skip_adverbs(after));
        let carries = (group.main.is_some() || group.copula) && !cats.has(Cat::Say);
        if infinitive.is_some() && carries {
            let refuses =
                cats.has(Cat::Refuse) || cats.has(Cat::Exclude) && !cats.has(Cat::Permit) && !cats.has(Cat::Include);
            if refuses {
                sense.flip(words.clone(), ScopeRule::Complement);
            }
            sense.future |= cats.has(Cat::Plan);
            let waits = group.copula
                && (group.start..infinitive.map_or(after, |next| next.start)).any(|at| self.norm(at) == "still")
                || group.main.is_some_and(|main| matches!(self.norm(main), "remain" | "remains" | "remained"));
            if waits && self.groups.get(number + 1).is_some_and(|next| next.passive || self.main_is(next, Cat::Exist)) {
                sense.flip(words.clone(), ScopeRule::Complement);
            }
            for &at in &group.negations {
                sense.flip(at..at + 1, ScopeRule::NegatedVerb);
            }
            return self.predicate(number + 1, right, sense, false);
        }
        if group.copula
            || group.main.is_some_and(|main| {
                List::Linking.has(self.norm(main))
                    && !(self.norm(main).starts_with("run") && self.tag(after) == Some(Tag::Prep))
            }) && self.complement_follows(after)
        {
            match self.after_be(after, right, group.polarity() < 0) {
                Complement::Sign(sign, range) => {
                    flips = sign < 0;
                    words = range;
                }
                Complement::Other => counts = false,
                Complement::None => match self.borrowed(number) {
                    Some(sign) => flips = sign < 0,
                    None => {
                        sense.polar = true;
                        strength = if group.negations.is_empty() && !self.negative_subject(number) {
                            Strength::Weak
                        } else {
                            Strength::Explicit
                        };
                    }
                },
            }
        } else if group.main.is_none() && self.acts(group) {
            counts = false;
        } else if group.main.is_none()
            || group.main.is_some_and(|main| matches!(self.tag(main), Some(Tag::Have))) && self.nothing_follows(after)
        {
            match self.borrowed(number) {
                Some(sign) => flips = sign < 0,
                None => sense.polar = true,
            }
        } else if let Some(sign) = self.predicative(group) {
            flips = sign < 0;
        } else if group.main.is_some() && self.declares(cats) && self.adjective_follows(after) {
            match self.after_be(after, right, group.polarity() < 0) {
                Complement::Sign(sign, range) => {
                    flips = sign < 0;
                    words = range;
                }
                Complement::Other | Complement::None => counts = false,
            }
        } else if group.passive {
            let sign = self.passive_sign(group, after, sense);
            match sign {
                0 if cats.has(Cat::Ask) || cats.has(Cat::Say) || cats.has(Cat::Think) => {
                    sense.op(words, ScopeRule::Raised, false, Strength::Weak);
                    sense.said |= cats.has(Cat::Say);
                    if cats.has(Cat::Say) && group.polarity() < 0 {
                        sense.mention = true;
                        sense.sign = -sense.sign;
                    }
                    return;
                }
                0 => counts = false,
                sign => flips = sign < 0,
            }
        } else {
            match self.active_sign(group, after) {
                0 => counts = false,
                sign => flips = sign < 0,
            }
        }
        let waits =
            group.main.is_some_and(|main| self.norm(main).starts_with("wait") || self.norm(main).starts_with("await"));
        let waits = waits
            && (group.modal.is_some()
                || self.norm(group.end.saturating_sub(1)).starts_with("await")
                || self.norm(group.end.saturating_sub(1)).ends_with(" for")
                || matches!(self.norm(after), "for" | "on" | "upon" | "until" | "till")
                || (group.start..group.end).any(|at| self.tag(at) == Some(Tag::To)));
        if waits && !counts && !self.tokens.iter().skip(after).take(3).any(|token| token.norm == "you") {
            sense.flip(words, ScopeRule::Condition);
            for &at in &group.negations {
                sense.flip(at..at + 1, ScopeRule::NegatedVerb);
            }
            return;
        }
        let costs = group.main.is_some_and(|main| {
            ["require", "need", "cost", "mean", "take"].iter().any(|stem| self.norm(main).starts_with(stem))
        });
        if costs && group.modal.is_some_and(|at| matches!(self.norm(at), "would" | "'d")) && group.negations.is_empty()
        {
            return sense.flip(words, ScopeRule::FalseStatement);
        }
        if !counts && (cats.has(Cat::Include) || cats.has(Cat::Exist)) && self.nobody_served(after) {
            sense.flip(after..after + 1, ScopeRule::Determiner);
            for &at in &group.negations {
                sense.flip(at..at + 1, ScopeRule::NegatedVerb);
            }
            return;
        }
        if !counts {
            if let Some(next) = self.conjunct(number) {
                let mut second = Sense::new();
                self.predicate(next, right, &mut second, false);
                if second.strength == Strength::Explicit {
                    sense.sign *= second.sign;
                    sense.strength = Strength::Explicit;
                    sense.ops.extend(second.ops);
                    return;
                }
            }
            return sense.op(words, ScopeRule::OtherPredicate, false, Strength::Presupposed);
        }

        if let Some(last) = self.later(number, right, flips) {
            return self.predicate(last, right, sense, false);
        }
        sense.op(words, ScopeRule::Predicate, flips, strength);
        for &at in &group.negations {
            sense.flip(at..at + 1, ScopeRule::NegatedVerb);
        }
        let paired = sense.ops.iter().any(|op| self.tag(op.tokens.start) == Some(Tag::Nor));
        if let Some(at) = self.negation_of_subject(number)
            && !sense.ops.iter().any(|op| op.tokens.contains(&at))
            && !(paired && self.tag(at) == Some(Tag::Nor))
        {
            sense.flip(at..at + 1, ScopeRule::NegativeSubject);
        }
        self.negated_rest(group, after, sense);
    }

    /// "does the leavers": a form of do that is the verb itself.
    fn acts(&self, group: &Group) -> bool {
        let last = group.end.checked_sub(1).and_then(|at| self.tag(at));
        let object = matches!(self.tag(group.end), Some(Tag::Det | Tag::Noun))
            || matches!(self.norm(group.end), "it" | "everything" | "this") && group.polarity() > 0;
        last == Some(Tag::Do) && group.inverted.is_none() && object
    }

    /// "serves no client", "covers nobody": the object of the verb is nobody.
    fn nobody_served(&self, at: usize) -> bool {
        match self.tag(at) {
            Some(Tag::Nobody) => !matches!(self.norm(at + 1), "but" | "else"),
            Some(Tag::No) => {
                self.has(at + 1, Cat::Customer) || self.has(at + 1, Cat::Container) && !self.has(at + 1, Cat::Attribute)
            }
            _ => false,
        }
    }

    /// A second predicate of the same subject: "X lacks proof **and stays locked**".
    pub(in crate::claim) fn conjunct(&self, number: usize) -> Option<usize> {
        let next = self.groups.get(number + 1)?;
        let before = (0..next.start).rev().find(|&at| !matches!(self.tag(at), Some(Tag::Adv | Tag::Not)))?;
        (next.finite() && self.tag(before) == Some(Tag::And)).then_some(number + 1)
    }

    /// "X was slated for May **and has since been pulled**": a second predicate of the same subject that is said of
    /// a later time and turns the first, which flips the sign or not.
    fn later(&self, number: usize, right: usize, flips: bool) -> Option<usize> {
        let group = self.groups.get(number)?;
        let past = (group.start..group.end).any(|at| matches!(self.norm(at), "was" | "were" | "had" | "used to"))
            || group.main.and_then(|main| self.tokens.get(main)).is_some_and(|verb| verb.forms & form::PAST != 0);
        let next = self.conjunct(number).filter(|_| past)?;
        let follows = self.groups.get(next)?;
        let later = (group.end..follows.end).any(|at| {
            matches!(
                self.norm(at),
                "since" | "now" | "later" | "then" | "meanwhile" | "subsequently" | "today" | "finally"
            )
        });
        let mut second = Sense::new();
        if later {
            self.predicate(next, right, &mut second, false);
        }
        (second.strength == Strength::Explicit && (second.sign < 0) != flips).then_some(next)
    }

    /// A form of be with a participle that is a predicate of its own: "is missing", "is gone".
    pub(in crate::claim) fn predicative(&self, group: &Group) -> Option<i8> {
        let verb = group.main.and_then(|main| self.tokens.get(main))?;
        let be =
            (group.start..group.end).chain(group.rest.clone().unwrap_or(0..0)).any(|at| self.tag(at) == Some(Tag::Be));
        let ing = verb.forms & form::ING != 0;
        match () {
            () if !be || verb.is(Cat::Include) || verb.is(Cat::Exclude) && !ing => None,
            () if verb.is(Cat::Unavailable) => Some(-1),
            () if verb.is(Cat::Available) => Some(1),
            () => None,
        }
    }

    pub(in crate::claim) fn declares(&self, cats: Cats) -> bool {
        cats.has(Cat::Say) || cats.has(Cat::Ask) || cats.has(Cat::Think) || cats.has(Cat::Permit)
    }

    pub(in crate::claim) fn adjective_follows(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            (token.cats.any(PREDICATES) || token.is(Cat::Exclude)) && token.tag == Tag::Adj
                || token.tag == Tag::Verb && token.is(Cat::Exclude)
        })
    }

    /// "is available to nobody", "comes with neither tier", "goes into no renewal".
    pub(in crate::claim) fn negated_rest(&self, group: &Group, after: usize, sense: &mut Sense) {
        let main = group.main.unwrap_or(after);
        for at in after.max(main + 1)..self.tokens.len() {
            match self.tag(at) {
                Some(tag) if tag.ends_phrase() || tag == Tag::Without => return,
                Some(Tag::Nobody | Tag::Nor | Tag::No)
                    if !sense.ops.iter().any(|op| op.tokens.contains(&at))
                        && !self.norm(at).starts_with("and")
                        && at
                            .checked_sub(1)
                            .is_some_and(|before| self.tag(before) == Some(Tag::Prep) || before == main)
                        && (self.norm(at - 1) != "at" || REAL_AT.contains(&self.norm(at + 1)))
                        && !self.has(at + 1, Cat::Attribute) =>
                {
                    return sense.flip(at..at + 1, ScopeRule::Determiner);
                }
                _ if self.group_at(at).is_some_and(|(_, other)| other.start > group.start && other.finite()) => return,
                _ => {}
            }
        }
    }

    pub(in crate::claim) fn skip_adverbs(&self, from: usize) -> usize {
        let mut at = from;
        while matches!(self.tag(at), Some(Tag::Adv | Tag::Adj))
            && !self.tokens.get(at).is_some_and(|token| token.cats.any(PREDICATES))
        {
            at += 1;
        }
        at
    }

    pub(in crate::claim) fn complement_follows(&self, at: usize) -> bool {
        let at = self.skip_adverbs(at);
        self.tokens.get(at).is_some_and(|token| {
            token.cats.any(PREDICATES)
                || matches!(token.tag, Tag::Adj | Tag::Prep | Tag::Verb | Tag::Without | Tag::No | Tag::Not)
        })
    }

    pub(in crate::claim) fn nothing_follows(&self, at: usize) -> bool {
        let at = self.skip_adverbs(at);
        self.tag(at)
            .is_none_or(|tag| matches!(tag, Tag::Stop | Tag::Comma | Tag::Semi | Tag::And | Tag::Close | Tag::Dash))
    }

    /// The sign of the predicate that an ellipsis stands for: "A is excluded, X is not".
    pub(in crate::claim) fn borrowed(&self, number: usize) -> Option<i8> {
        let group = self.groups.get(number)?;
        let start = self.clause_start(group.start);
        let copies = (start.saturating_sub(2)..self.tokens.len().min(group.end + 2))
            .any(|at| matches!(self.norm(at), "too" | "so" | "also" | "likewise" | "as well"));
        for earlier in (0..number).rev() {
            let Some(other) = self.groups.get(earlier) else { continue };
            if !other.finite() {
                continue;
            }
            let mut sense = Sense::new();
            if other.copula || other.passive {
                self.predicate(earlier, other.start, &mut sense, false);
            } else {
                let sign = self.object_sign(other);
                let subject = self.active_sign(other, other.end);
                let sign = if subject != 0 { subject } else { sign };
                if sign == 0 {
                    continue;
                }
                sense.op(other.start..other.end, ScopeRule::Ellipsis, sign < 0, Strength::Explicit);
                for &at in &other.negations {
                    sense.flip(at..at + 1, ScopeRule::Ellipsis);
                }
            }
            if sense.strength < Strength::Explicit {
                continue;
            }
            if copies && group.negations.is_empty() {
                return Some(sense.sign);
            }
            let negations = sense
                .ops
                .iter()
                .filter(|op| {
                    op.flips
                        && matches!(op.rule, ScopeRule::NegatedVerb | ScopeRule::NegativeSubject | ScopeRule::Ellipsis)
                })
                .count();
            let own = other.negations.len() + usize::from(self.negative_subject(earlier));
            let negations = negations.min(own);
            return Some(if negations % 2 == 1 { -sense.sign } else { sense.sign });
        }
        None
    }
}

/// "at no price" denies, "at no charge" does not.
const REAL_AT: &[&str] = &["price", "point", "stage", "level"];
