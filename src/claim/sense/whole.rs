//! What the sentence as a whole does with what it says: judges it, takes it for unreal, promises amends, names the owner.

use std::ops::Range;

use super::{Sense, Sentence, Strength, TRUTHS};
use crate::claim::ScopeRule;
use crate::claim::lexicon::Cat;
use crate::claim::token::Tag;

impl Sentence<'_> {
    /// "…, which was a mistake": the whole statement is judged.
    pub(super) fn judged(&self, from: usize, sense: &mut Sense) {
        if sense.ops.iter().any(|op| op.rule == ScopeRule::FalseStatement) {
            return;
        }
        let which = (from..self.tokens.len())
            .find(|&at| self.norm(at) == "which" && at > from + 1 && self.tag(at - 1) == Some(Tag::Comma));
        let Some(which) = which else { return };
        let Some((number, _)) = self.group_at(which + 1).filter(|(_, group)| group.copula || group.passive) else {
            return;
        };
        let mut judgement = Sense::new();
        self.predicate(number, which + 1, &mut judgement, false);
        let truth = judgement.ops.iter().any(|op| {
            self.tokens
                .get(op.tokens.clone())
                .unwrap_or_default()
                .iter()
                .any(|token| TRUTHS.contains(&token.norm.as_str()))
        });
        if truth && judgement.sign < 0 {
            sense.flip(which..self.groups.get(number).map_or(which + 1, |group| group.end), ScopeRule::FalseStatement);
        }
    }

    /// "You will not find a better X", "nobody does X better": denied of all others, so said of this one.
    pub(super) fn praised(&self, target: &Range<usize>, sense: &mut Sense) {
        let before = (target.start.saturating_sub(3)..target.start).any(|at| BETTER.contains(&self.norm(at)));
        let after = BETTER.contains(&self.norm(target.end));
        let negated = sense.ops.iter().filter(|op| op.flips).count() == 1
            && sense
                .ops
                .iter()
                .any(|op| op.flips && matches!(op.rule, ScopeRule::NegatedVerb | ScopeRule::NegativeSubject));
        if (before || after) && negated && sense.sign < 0 {
            sense.op(target.clone(), ScopeRule::OtherPredicate, true, Strength::Presupposed);
        }
    }

    /// "every connector, X aside": the place of the word that excepts the target.
    pub(super) fn set_aside(&self, target: &Range<usize>) -> Option<usize> {
        let at = target.end;
        let closes = self.tag(at + 1).is_none_or(|next| {
            matches!(next, Tag::Comma | Tag::Stop | Tag::Semi | Tag::Dash | Tag::Close | Tag::Colon)
        });
        let opens = target.start.checked_sub(1).is_none_or(|before| {
            matches!(self.tag(before), Some(Tag::Comma | Tag::Open | Tag::Dash | Tag::Stop | Tag::And | Tag::Det))
        });
        (matches!(self.norm(at), "aside" | "excepted" | "apart") && closes && opens).then_some(at)
    }

    /// "Were we to offer X, we'd tell you", "Had we offered X, …": it is not so.
    pub(super) fn unreal_opening(&self, target: &Range<usize>, sense: &mut Sense) {
        let opens = matches!(self.norm(0), "were" | "had") && !self.asks();
        let ours = matches!(self.norm(1), "we" | "i" | "vendor" | "supplier") || target.start == 1;
        let clause = !(0..target.start).any(|at| matches!(self.tag(at), Some(Tag::Comma | Tag::Semi | Tag::Dash)));
        if opens && ours && clause && sense.sign > 0 {
            sense.flip(0..1, ScopeRule::Condition);
        }
    }

    /// "If X is not live by May, we refund the fee": amends for its absence promise the thing.
    pub(super) fn remedied(&self, sense: &mut Sense) {
        let outage = sense.in_condition || self.tokens.iter().any(|token| token.norm.starts_with("accru"));
        if sense.sign > 0 || !outage || sense.ops.iter().any(|op| op.rule == ScopeRule::Condition) {
            return;
        }
        let amends = self.tokens.iter().position(|token| {
            REMEDIES.iter().any(|stem| token.norm.starts_with(stem)) || token.tag == Tag::Verb && token.norm == "renew"
        });
        let denied = self.groups.iter().any(|group| {
            !group.negations.is_empty() && !sense.ops.iter().any(|op| group.negations.contains(&op.tokens.start))
        });
        if let Some(at) = amends.filter(|&at| !denied && !self.has(at.wrapping_sub(1), Cat::No)) {
            sense.op(at..at + 1, ScopeRule::OtherPredicate, true, Strength::Presupposed);
        }
    }

    /// "X is run by the landlord, not by us".
    pub(super) fn not_ours(&self, target: &Range<usize>, sense: &mut Sense) {
        let us = |at: usize| matches!(self.norm(at), "us" | "we" | "ours" | "vendor" | "supplier" | "me" | "mine");
        let found = (target.end..self.tokens.len()).find(|&at| {
            self.norm(at) == "not"
                && at > 0
                && matches!(self.tag(at - 1), Some(Tag::Comma | Tag::And | Tag::Dash | Tag::Open))
                && (us(at + 1) || self.tag(at + 1) == Some(Tag::Prep) && us(at + 2))
                && self.group_at(at).is_none()
        });
        let apposed = (1..target.start).find(|&at| {
            self.norm(at) == "not"
                && us(at + 1)
                && self.tag(at - 1) == Some(Tag::Comma)
                && self.tag(at + 2) == Some(Tag::Comma)
        });
        if let Some(at) = found.or(apposed).filter(|_| sense.sign > 0) {
            sense.flip(at..at + 1, ScopeRule::Constituent);
        }
    }

    /// Whether something parts `range` into clauses.
    pub(super) fn parted(&self, range: Range<usize>) -> bool {
        range.clone().any(|at| matches!(self.tag(at), Some(Tag::Stop | Tag::Semi | Tag::Colon)))
    }
}

/// What is owed for an absence, by the start of the word.
const REMEDIES: &[&str] = &[
    "refund",
    "credit",
    "reimburse",
    "compensat",
    "penalt",
    "money-back",
    "restor",
    "repair",
    "rebate",
    "damages",
    "liable",
    "remedy",
    "make good",
    "waive the fee",
    "apologis",
    "apologiz",
];

const BETTER: &[&str] = &["better", "finer", "cheaper", "faster", "easier", "simpler", "smoother", "safer", "quicker"];
