//! Infinitives and gerunds: "decline to offer X", "without selling X", "X is not ours to sell".

use super::whole::BETTER;
use super::{Sense, Sentence, Strength};
use crate::claim::ScopeRule;
use crate::claim::groups::Group;
use crate::claim::lexicon::{Cat, NOUNS, VERBS};
use crate::claim::list::List;
use crate::claim::token::Tag;

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
        if let Some((outer, above)) = self.group_at(before) {
            let needed = above.passive && self.main_is(above, Cat::OtherVerb) && above.negations.is_empty();
            if needed && self.negation_of_subject(outer).is_some_and(|at| self.tag(at) == Some(Tag::No)) {
                // "No code is required to run X": what is not needed is the code.
                return;
            }
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
            let need = ["need", "reason"].contains(&token.norm.as_str());
            let target = (group.end..self.tokens.len()).find(|&at| self.tag(at) == Some(Tag::Target));
            if need && target.is_some_and(|target| (group.end..target).any(|at| self.tag(at) == Some(Tag::Prep))) {
                // "There is no need to call anyone for X": what is not needed is the call.
                return;
            }
            if token.is(Cat::Attribute) && !need {
                sense.strength = Strength::Presupposed;
            }
            return self.up(before, group.end, sense, depth + 1);
        }
        if let Some(no) = self.no_means(before) {
            return sense.flip(no..before + 1, ScopeRule::Determiner);
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

    /// "There is no switch to turn X on": the negation of the thing that an infinitive after `noun` says the use of.
    fn no_means(&self, noun: usize) -> Option<usize> {
        let nominal = |at: usize| matches!(self.tag(at), Some(Tag::Noun | Tag::Adj | Tag::Num));
        let no = (0..=noun).rev().find(|&at| !nominal(at)).filter(|&at| self.tag(at) == Some(Tag::No) && at < noun)?;
        let there = no >= 2 && self.norm(no - 2) == "there" && self.group_at(no - 1).is_some();
        let better = (no..noun).any(|at| BETTER.contains(&self.norm(at)));
        (there && !better).then_some(no)
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
}
