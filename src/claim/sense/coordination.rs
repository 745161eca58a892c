//! Verbs that share a subject, a negation or an object: "we neither sell nor support X", "does not include, sell or run X".

use super::{Sense, Sentence};
use crate::claim::ScopeRule;
use crate::claim::groups::Group;
use crate::claim::lexicon::Cat;
use crate::claim::token::Tag;

impl Sentence<'_> {
    /// The group that `number` is coordinated with, as a second predicate of one subject.
    pub(in crate::claim) fn coordinated(&self, number: usize) -> Option<usize> {
        let group = self.groups.get(number)?;
        let mut at = group.start;
        loop {
            let before = at.checked_sub(1)?;
            match self.tag(before)? {
                Tag::Adv | Tag::Not | Tag::Idiom => at = before,
                Tag::And | Tag::Comma | Tag::Nor => break,
                _ => return None,
            }
        }
        let before = (0..at).rev().find(|&at| {
            self.group_at(at).is_some() || matches!(self.tag(at), Some(Tag::Semi | Tag::Stop | Tag::Colon))
        })?;
        let (earlier, first) = self.group_at(before)?;
        if first.participle && group.finite() {
            return None;
        }
        if self.tag(at - 1) == Some(Tag::Comma)
            && self
                .relative_of(first.start)
                .is_some_and(|relative| relative > 0 && self.tag(relative - 1) == Some(Tag::Comma))
        {
            return None;
        }
        let same = first.infinitive || !group.infinitive || group.imperative;
        let comma_only = self.tag(at - 1) == Some(Tag::Comma)
            && group.imperative
            && !first.imperative
            && first.modal.is_none()
            && !first.infinitive;
        (earlier != number && same && !comma_only).then_some(earlier)
    }

    /// A second predicate shares the subject of the first; a bare one its auxiliary and negation too.
    pub(in crate::claim) fn share(&self, first: usize, bare: bool, sense: &mut Sense, depth: usize) {
        let Some(group) = self.groups.get(first) else { return };
        let auxiliary = group.modal.is_some()
            || group.infinitive
            || (group.start..group.end).any(|at| self.tag(at) == Some(Tag::Do))
            || group.imperative;
        if bare && auxiliary && !group.imperative {
            for &at in &group.negations {
                sense.flip(at..at + 1, ScopeRule::NegatedVerb);
            }
            sense.future |= self.is_future(group);
        }
        if bare && group.imperative && !group.negations.is_empty() && self.norm(group.end) == "or" {
            sense.flip(group.start..group.end, ScopeRule::NegatedVerb);
        }
        self.clause_up(first, sense, depth + 1);
    }

    /// The verb over a thing that contains the target: only its negation and a verb of keeping out count.
    pub(in crate::claim) fn container_verb(&self, number: usize, group: &Group, sense: &mut Sense, depth: usize) {
        let existential = group.copula && group.start.checked_sub(1).is_some_and(|at| self.norm(at) == "there");
        let mends = group.main.is_some_and(|main| {
            ["fix", "resolv", "solv", "cure", "overcom", "overcame", "clear", "remed", "repair", "lift"]
                .iter()
                .any(|stem| self.norm(main).starts_with(stem))
        });
        if self.object_sign(group) < 0 || mends {
            sense.flip(group.start..group.end, ScopeRule::VerbObject);
        }
        for &at in &group.negations {
            if existential || !self.main_is(group, Cat::OtherVerb) {
                sense.flip(at..at + 1, ScopeRule::NegatedVerb);
            }
        }
        self.clause_up(number, sense, depth + 1);
    }
}
