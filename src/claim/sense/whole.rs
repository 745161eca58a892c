//! What the sentence as a whole does with what it says: judges it, takes it for unreal, promises amends, names the owner.

use std::ops::Range;

use super::{Sense, Sentence, Strength};
use crate::claim::ScopeRule;
use crate::claim::lexicon::Cat;
use crate::claim::list::List;
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
            self.tokens.get(op.tokens.clone()).unwrap_or_default().iter().any(|token| List::Truth.has(&token.norm))
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
        let amends = self
            .tokens
            .iter()
            .position(|token| List::Remedy.starts(&token.norm) || token.tag == Tag::Verb && token.norm == "renew");
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
        let edge = |at: &usize| matches!(self.tag(*at), Some(Tag::Stop | Tag::Semi | Tag::Colon));
        let start = (0..target.start).rev().find(edge).unwrap_or(0);
        let end = (target.end..self.tokens.len()).find(edge).unwrap_or(self.tokens.len());
        let found = (target.end..end).find(|&at| {
            self.norm(at) == "not"
                && at > 0
                && matches!(self.tag(at - 1), Some(Tag::Comma | Tag::And | Tag::Dash | Tag::Open))
                && (us(at + 1) || self.tag(at + 1) == Some(Tag::Prep) && us(at + 2))
                && self.group_at(at).is_none()
        });
        let apposed = (start.max(1)..target.start).find(|&at| {
            self.norm(at) == "not"
                && us(at + 1)
                && self.tag(at - 1) == Some(Tag::Comma)
                && self.tag(at + 2) == Some(Tag::Comma)
        });
        // "They need a vendor with X, and that's not us."
        let disowned = self.groups.iter().find(|group| {
            let that = group.start.checked_sub(1).is_some_and(|at| matches!(self.norm(at), "that" | "which"));
            that && group.start > target.end && group.copula && group.polarity() < 0 && us(group.end)
        });
        let disowned = disowned.and_then(|group| group.negations.first().copied());
        if let Some(at) = found.or(apposed).or(disowned).filter(|_| sense.sign > 0) {
            sense.flip(at..at + 1, ScopeRule::Constituent);
        }
    }

    /// "He got carried away when he mentioned X", "anyone who says that X is coming is guessing".
    pub(super) fn misspoken(&self, target: &Range<usize>, sense: &mut Sense) {
        let spoken = sense.said || sense.ops.iter().any(|op| op.rule == ScopeRule::Speech);
        if !spoken || sense.ops.iter().any(|op| op.rule == ScopeRule::FalseStatement) {
            return;
        }
        let error =
            self.tokens.iter().position(|token| List::SpeechError.has(&token.norm)).filter(|at| !target.contains(at));
        let denied = error.is_some_and(|at| {
            self.groups.iter().any(|group| group.polarity() < 0 && (group.start..group.end + 3).contains(&at))
        });
        if let Some(at) = error.filter(|_| !denied) {
            sense.flip(at..at + 1, ScopeRule::FalseStatement);
        }
    }

    /// "If you need X, you need another supplier": what the main clause says to those who want it.
    pub(super) fn wanted_if(&self, target: &Range<usize>, sense: &mut Sense) {
        let wants = (1..target.start).any(|at| {
            let came = matches!(self.norm(at), "came" | "come") && self.norm(at + 1) == "for";
            came || ["need", "want", "expect", "look", "insist", "after", "requir", "hop", "wish", "count"]
                .iter()
                .any(|stem| self.norm(at).starts_with(stem))
        });
        let leads = self.norm(0) == "if" && wants && !self.parted(0..target.end);
        let comma = (target.end..self.tokens.len()).find(|&at| self.tag(at) == Some(Tag::Comma));
        if let Some((sign, words)) = comma.filter(|_| leads).and_then(|comma| self.comment(comma + 1)) {
            sense.sign = 1;
            sense.ops.clear();
            sense.op(words, ScopeRule::Fronted, sign < 0, Strength::Explicit);
        }
    }

    /// "The best we can do on X is a spreadsheet": something less than it.
    pub(super) fn next_best(&self, target: &Range<usize>, sense: &mut Sense) {
        let best = self.norm(0) == "the" && matches!(self.norm(1), "best" | "most" | "closest" | "nearest");
        let copula = self.groups.iter().any(|group| group.copula && group.start >= target.end);
        if best && copula && sense.sign > 0 && !self.parted(0..target.start) {
            sense.flip(1..2, ScopeRule::Instead);
        }
    }

    /// "Only our own staff can use X", "X exists only in the deck": kept to a place that no customer reaches.
    pub(super) fn internal_only(&self, target: &Range<usize>, sense: &mut Sense) {
        if sense.sign < 0 {
            return;
        }
        let edge = |at: &usize| matches!(self.tag(*at), Some(Tag::Stop | Tag::Semi | Tag::Colon | Tag::Dash));
        let start = (0..target.start).rev().find(edge).map_or(0, |at| at + 1);
        let end = (target.end..self.tokens.len()).find(edge).unwrap_or(self.tokens.len());
        let only = (start..end).find(|&at| {
            matches!(self.norm(at), "only" | "solely" | "exclusively" | "merely" | "nowhere" | "purely" | "nobody")
                && !target.contains(&at)
        });
        let inside = (start..end).any(|at| List::Internal.has(self.norm(at)) && !target.contains(&at));
        let denied = (start..end)
            .any(|at| self.norm(at) == "not" || self.norm(at) == "n't" || self.norm(at).starts_with("not "));
        if let Some(at) = only.filter(|_| inside && !denied) {
            sense.flip(at..at + 1, ScopeRule::Constituent);
        }
    }

    /// 'In the row for X we wrote "no"': an answer in quotation marks.
    pub(super) fn written_answer(&self, target: &Range<usize>, sense: &mut Sense) {
        if sense.strength == Strength::Explicit && sense.sign < 0 {
            return;
        }
        let answer = (0..self.tokens.len().saturating_sub(2)).find(|&at| {
            self.tag(at) == Some(Tag::QuoteOpen)
                && self.tag(at + 2) == Some(Tag::QuoteClose)
                && !target.contains(&(at + 1))
        });
        let Some(at) = answer.map(|open| open + 1) else { return };
        if self.has(at, Cat::NoAnswer) && !self.has(at, Cat::Yes) {
            sense.sign = -1;
            sense.op(at..at + 1, ScopeRule::Answer, false, Strength::Explicit);
        }
    }

    /// Whether `range` names somebody else: a third party, or "your" supplier.
    pub(in crate::claim) fn others(&self, range: Range<usize>) -> bool {
        range.clone().any(|at| self.has(at, Cat::Third) || self.other_vendor(at, range.start))
    }

    /// Whether the noun at `at` is a vendor, and one of the words before it says that it is not us: "your reseller",
    /// "the previous vendor".
    fn other_vendor(&self, at: usize, start: usize) -> bool {
        let vendor =
            self.has(at, Cat::Vendor) || matches!(self.norm(at), "bureau" | "reseller" | "agency" | "integrator");
        let nominal = |at: &usize| matches!(self.tag(*at), Some(Tag::Noun | Tag::Adj | Tag::Det | Tag::Num | Tag::Adv));
        let before = || (start..at).rev().take_while(nominal).take(3);
        // "Your suppliers" are those who deal with you by the product, "your supplier" may be another one than us.
        let many = |word: &str| self.norm(at).ends_with('s') && matches!(word, "your" | "their");
        let other = vendor && before().any(|at| List::OtherVendor.has(self.norm(at)) && !many(self.norm(at)));
        other && !before().any(|at| matches!(self.norm(at), "new" | "next"))
    }

    /// Whether something parts `range` into clauses.
    pub(super) fn parted(&self, range: Range<usize>) -> bool {
        range.clone().any(|at| matches!(self.tag(at), Some(Tag::Stop | Tag::Semi | Tag::Colon)))
    }
}

/// What is said of something that nothing else matches.
pub(super) const BETTER: &[&str] =
    &["better", "finer", "cheaper", "faster", "easier", "simpler", "smoother", "safer", "quicker"];
