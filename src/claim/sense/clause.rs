//! A clause: where it starts, what negates its subject, what stands over it.

use std::ops::Range;

use super::{Sense, Strength};
use crate::claim::ScopeRule;
use crate::claim::groups::Group;
use crate::claim::lexicon::{CLAUSAL, Cat, Cats, form};
use crate::claim::token::Tag;

use super::Sentence;

/// Conjunctions that call what follows unreal, or past.
pub(super) const UNREAL: &[&str] = &[
    "as if",
    "as though",
    "gone are the days when",
    "gone is the time when",
    "time was when",
    "there was a time when",
    "gone are the times when",
    "over are the days when",
    "the days are gone when",
];

impl Sentence<'_> {
    /// The first token of the clause a group at `at` is the predicate of.
    pub(in crate::claim) fn clause_start(&self, group_start: usize) -> usize {
        let mut at = group_start;
        let mut comma = None;
        let mut passed = false;
        while let Some(before) = at.checked_sub(1) {
            if let Some((_, group)) = self.group_at(before) {
                if let Some(relative) = self.relative_of(group.start) {
                    at = relative;
                    comma = None;
                    passed = true;
                    continue;
                }
                if !group.finite() {
                    at = group.start;
                    continue;
                }
                return comma.unwrap_or(at);
            }
            match self.tag(before) {
                Some(Tag::Cond | Tag::Sub) if !passed && !self.subject_between(before, group_start) => {}
                Some(
                    Tag::Semi
                    | Tag::Stop
                    | Tag::Colon
                    | Tag::Dash
                    | Tag::That
                    | Tag::Sub
                    | Tag::Cond
                    | Tag::Open
                    | Tag::Rel,
                ) => return at,
                Some(Tag::QuoteOpen) if !self.closes_before(before, group_start) => return at,
                Some(Tag::Close) => {
                    at = self.opening(before).unwrap_or(before);
                    continue;
                }
                Some(Tag::Comma | Tag::And) => comma = Some(at),
                _ => {}
            }
            at = before;
        }
        at
    }

    /// Whether a conjunction at `at` has the subject of the group at `verb` after it, and not an event of its own:
    /// "before or after signature shall Vendor provide".
    pub(in crate::claim) fn subject_between(&self, at: usize, verb: usize) -> bool {
        !self.groups.iter().any(|group| group.start == verb && group.inverted.is_some() && at + 1 < verb)
    }

    pub(in crate::claim) fn closes_before(&self, open: usize, end: usize) -> bool {
        (open..end).any(|at| self.tag(at) == Some(Tag::QuoteClose))
    }

    /// The negation that the subject of a group carries: "no plan", "none of the items, which …,", "at no time".
    pub(in crate::claim) fn negation_of_subject(&self, number: usize) -> Option<usize> {
        self.negative_opening(number).filter(|&at| !matches!(self.norm(at + 1), "else" | "other"))
    }

    pub(in crate::claim) fn negative_opening(&self, number: usize) -> Option<usize> {
        let group = self.groups.get(number)?;
        let paired = self.tag(0) == Some(Tag::Nor) && group.negations.iter().any(|&at| self.tag(at) == Some(Tag::Nor));
        if group.inverted.is_some() && paired {
            return None;
        }
        if group.inverted.is_some()
            && matches!(self.tag(0), Some(Tag::Not | Tag::Nor))
            && group.start > 0
            && !group.negations.contains(&0)
            && !self.asks()
        {
            return Some(0);
        }
        let start = self.clause_start(group.start);
        let mut found = None;
        let mut at = start;
        while at < group.start {
            if self.tag(at) == Some(Tag::Open)
                && let Some(close) = self.closing(at).filter(|&close| close < group.start)
            {
                at = close + 1;
                continue;
            }
            if self.tag(at) == Some(Tag::Rel)
                && at > start
                && let Some(end) = self.relative_end(at, group.start)
            {
                at = end;
                continue;
            }
            let before = at.checked_sub(1).filter(|_| at > start).and_then(|at| self.tag(at));
            let leads = at == start || matches!(before, Some(Tag::Comma | Tag::And | Tag::Adv | Tag::Idiom));
            let negative = match self.tag(at) {
                Some(Tag::No | Tag::Nobody) => {
                    leads
                        || group.inverted.is_some() && at > start
                        || !matches!(
                            before,
                            Some(Tag::Prep | Tag::Without | Tag::Besides | Tag::Be | Tag::Have | Tag::Verb)
                        )
                }
                Some(Tag::Not) => {
                    leads
                        && (before != Some(Tag::Comma) || self.tag(group.start - 1) != Some(Tag::Comma))
                        && !(at..group.start).any(|at| self.norm(at) == "but")
                        && !self.quantifier(at + 1)
                        && !self.group_negates(number, at)
                }
                Some(Tag::Nor) => leads && !self.group_negates(number, at) && self.norm(at) != "nor",
                _ => false,
            };
            if negative && self.reaches(at, group.start) {
                found = Some(at);
                break;
            }
            at += 1;
        }
        found.or_else(|| {
            let open = group.inverted.as_ref()?;
            let at = open.clone().find(|&at| matches!(self.tag(at), Some(Tag::No | Tag::Nobody)))?;
            (at == open.start).then_some(at)
        })
    }

    pub(in crate::claim) fn group_negates(&self, number: usize, at: usize) -> bool {
        self.groups.get(number).is_some_and(|group| group.negations.contains(&at))
    }

    pub(in crate::claim) fn negative_subject(&self, number: usize) -> bool {
        self.negation_of_subject(number).is_some()
    }

    /// Whether nothing between a negation and its verb starts a new phrase.
    pub(in crate::claim) fn reaches(&self, at: usize, verb: usize) -> bool {
        let commas: Vec<usize> = (at..verb).filter(|&at| self.tag(at) == Some(Tag::Comma)).collect();
        match commas.last() {
            None => true,
            Some(&last) => {
                last + 1 == verb
                    || commas.len() >= 2 && (last + 1..verb).all(|at| matches!(self.tag(at), Some(Tag::And | Tag::Adv)))
                    || self.tag(last + 1) == Some(Tag::And)
                    || matches!(self.tag(at), Some(Tag::Not))
                    || commas.len() == 1 && (at..last).any(|at| self.tag(at) == Some(Tag::And))
            }
        }
    }

    /// What stands over a clause whose verb group is `number`.
    pub(in crate::claim) fn clause_up(&self, number: usize, sense: &mut Sense, depth: usize) {
        let Some(group) = self.groups.get(number) else { return };
        if depth > 14 {
            return;
        }
        if group.infinitive {
            return self.infinitive_up(number, sense, depth);
        }
        if group.gerund || group.participle {
            return self.gerund_up(number, sense, depth);
        }
        let bare = group.main.and_then(|main| self.tokens.get(main)).is_some_and(|verb| verb.forms & form::BASE != 0)
            && group.modal.is_none()
            && !(group.start..group.end).any(|at| self.tag(at) == Some(Tag::Do));
        if let Some(shared) = self.coordinated(number) {
            let finite = (0..=shared).rev().find(|&at| self.groups.get(at).is_some_and(Group::finite));
            self.share(if bare { shared } else { finite.unwrap_or(shared) }, bare, sense, depth);
            return;
        }
        if let Some(at) = self.negation_of_subject(number) {
            sense.flip(at..at + 1, ScopeRule::NegativeSubject);
        }
        let start = self.clause_start(group.start);
        let comma = |end: usize| (start..end).rev().find(|&at| self.tag(at) == Some(Tag::Comma));
        let subject = comma(group.start).map_or(start, |comma| comma + 1);
        // "Stripe, our payment processor, is …": the subject stands before its apposition.
        let whole = if subject == group.start {
            comma(subject.saturating_sub(1)).map_or(start, |comma| comma + 1)
        } else {
            subject
        };
        if self.others(whole..group.start) {
            if let Some(op) = sense.ops.pop_if(|op| op.rule == ScopeRule::NegativeSubject) {
                sense.sign = -sense.sign;
                sense.op(op.tokens, ScopeRule::OtherPredicate, false, Strength::Presupposed);
            } else {
                sense.third = true;
                sense.strength = sense.strength.min(Strength::Weak);
            }
        }
        if (start..group.end).any(|at| self.has(at, Cat::False)) {
            sense.flip(start..group.end, ScopeRule::FalseStatement);
        }
        if group.finite()
            && sense.ops.first().is_some_and(|op| op.rule == ScopeRule::VerbObject)
            && self.exclusion_subject(subject..group.start, group)
        {
            sense.flip(subject..group.start, ScopeRule::Noun);
        }
        let preferred = group
            .start
            .checked_sub(1)
            .filter(|&at| self.norm(at) == "than")
            .and_then(|than| (0..than).rev().find(|&at| matches!(self.norm(at), "rather" | "sooner" | "better")));
        if let Some(at) = preferred {
            return sense.flip(at..at + 1, ScopeRule::Instead);
        }
        if let Some(what) = start.checked_sub(1).filter(|&at| self.norm(at) == "what")
            && sense.strength < Strength::Explicit
        {
            self.head_predicate(what, number, sense);
        }
        let Some(before) = start.checked_sub(1) else { return };
        match self.tag(before) {
            Some(Tag::That) => self.complement_up(before, sense, depth),
            Some(Tag::Rel) if self.norm(before) == "what" && before > 0 && self.group_at(before - 1).is_some() => {
                if let Some((outer, _)) = self.group_at(before - 1) {
                    self.complement(outer, sense, depth + 1);
                }
            }
            Some(Tag::Rel) => {
                if before > 0
                    && matches!(self.tag(before - 1), Some(Tag::Noun | Tag::Adj | Tag::Pron | Tag::Nobody | Tag::Comma))
                {
                    sense.third |= self.head_is_other(before - 1);
                    if self.tag(before - 1) == Some(Tag::Comma) {
                        if sense.strength < Strength::Explicit && before > 1 {
                            self.head_predicate(before - 1, number, sense);
                        }
                        return;
                    }
                    self.head_up(before - 1, sense, depth);
                    if sense.strength < Strength::Explicit {
                        self.head_predicate(before, number, sense);
                    }
                }
            }
            Some(Tag::QuoteOpen) => self.speech_up(before, sense, depth),
            Some(Tag::Cond) if before > 0 && self.norm(before) == "if" && self.group_at(before - 1).is_some() => {
                self.complement_up(before, sense, depth)
            }
            Some(Tag::Cond)
                if before > 0
                    && ["lying", "wrong", "mistaken", "misleading", "dishonest", "untrue", "false"]
                        .contains(&self.norm(before - 1)) =>
            {
                sense.flip(before - 1..before, ScopeRule::FalseStatement);
            }
            Some(Tag::Cond) => self.condition_up(before, number, sense),
            Some(Tag::Sub) if UNREAL.contains(&self.norm(before)) => {
                sense.flip(before..before + 1, ScopeRule::FalseStatement)
            }
            Some(Tag::Sub) if matches!(self.norm(before), "whether" | "why" | "how") => {
                self.complement_up(before, sense, depth)
            }
            Some(Tag::Sub) => sense.subordinate = true,
            _ => {
                let told = before > 0
                    && matches!(self.norm(before), "you" | "us" | "them" | "me" | "him" | "her" | "everyone")
                    && self.group_at(before - 1).is_some_and(|(_, outer)| self.main_is(outer, Cat::Say));
                if let Some((up, outer)) = self.group_at(if told { before - 1 } else { before })
                    && outer.main.and_then(|main| self.tokens.get(main)).is_some_and(|verb| {
                        verb.cats.any(CLAUSAL.with(Cats::of(Cat::Include)).with(Cats::of(Cat::Refuse)))
                            || verb.norm.starts_with("wish")
                    })
                {
                    self.complement(up, sense, depth + 1);
                }
            }
        }
    }

    /// The target stands in the condition: "if we had X, we would …", "until X is live".
    pub(in crate::claim) fn condition_up(&self, at: usize, number: usize, sense: &mut Sense) {
        sense.in_condition = self.norm(at) != "where";
        let Some(group) = self.groups.get(number) else { return };
        let would = self.groups.iter().any(|other| {
            other.modal.is_some_and(|modal| matches!(self.norm(modal), "would" | "could" | "might" | "'d"))
        });
        let past = (group.start..group.end).any(|at| matches!(self.norm(at), "were" | "had" | "was"))
            || group
                .main
                .and_then(|main| self.tokens.get(main))
                .is_some_and(|verb| verb.forms & form::PAST != 0 && verb.forms & form::BASE == 0);
        let reader = (at..group.start).any(|at| self.norm(at) == "you" || self.has(at, Cat::Customer));
        let ours = sense.subject
            || (at..group.start).any(|at| {
                matches!(self.norm(at), "we" | "i" | "anyone" | "anybody" | "someone") || self.has(at, Cat::Vendor)
            });
        let waits =
            matches!(self.norm(at), "until" | "till" | "unless and until" | "before" | "prior to") && !reader && ours;
        if waits || self.norm(at) == "if" && past && would {
            sense.flip(at..at + 1, ScopeRule::Condition);
        }
    }

    /// "The exclusions include X": a subject of keeping out turns the verb.
    pub(in crate::claim) fn exclusion_subject(&self, range: Range<usize>, group: &Group) -> bool {
        let listing = group.main.and_then(|main| self.tokens.get(main)).is_some_and(|verb| {
            [
                "includ",
                "contain",
                "list",
                "cover",
                "compris",
                "extend",
                "appl",
                "name",
                "mention",
                "concern",
                "carr",
                "feature",
                "encompass",
                "consist",
                "show",
                "affect",
            ]
            .iter()
            .any(|stem| verb.norm.starts_with(stem))
        });
        listing
            && range.clone().any(|at| {
                self.has(at, Cat::Exclusion)
                    || self.has(at, Cat::Unavailable) && self.tag(at) == Some(Tag::Adj)
                    || self.norm(at).starts_with("excluded")
                    || self.norm(at).starts_with("blocked")
            })
    }
}
