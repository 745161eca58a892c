//! Relative clauses: the target's own ("X, which we do not offer"), and one that the target stands in.

use std::ops::Range;

use super::{Op, Sense, Sentence, Strength};
use crate::claim::ScopeRule;
use crate::claim::lexicon::Cat;
use crate::claim::list::List;
use crate::claim::token::Tag;

impl Sentence<'_> {
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
        let opens = |at: usize| {
            self.tag(at) == Some(Tag::Rel) && self.norm(at) != "what"
                || self.tag(at) == Some(Tag::That) && at == target.end
        };
        let Some(relative) = relative.filter(|&at| opens(at)) else {
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
                let span = relative..self.tokens.len().min(group.end + 2);
                sense.third |= group.modal.is_none()
                    && span.clone().any(|at| matches!(self.norm(at), "already" | "today" | "currently"));
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

    /// The relative pronoun that opens the clause of a group, where it stands right before its subject.
    pub(in crate::claim) fn relative_of(&self, group_start: usize) -> Option<usize> {
        let mut at = group_start;
        for _ in 0..7 {
            at = at.checked_sub(1)?;
            match self.tag(at)? {
                Tag::That
                    if at > 0
                        && matches!(self.tag(at - 1), Some(Tag::Noun))
                        && !self
                            .tokens
                            .get(at - 1)
                            .is_some_and(|noun| noun.is(Cat::Offer) || noun.is(Cat::Proposal)) =>
                {
                    return Some(at);
                }
                Tag::Rel
                    if at > 0 && !matches!(self.tag(at - 1), Some(Tag::Stop | Tag::Semi | Tag::Verb | Tag::Be)) =>
                {
                    return Some(at);
                }
                Tag::Noun | Tag::Det | Tag::Pron | Tag::Adj | Tag::Adv | Tag::Target | Tag::Num => {}
                _ => return None,
            }
        }
        None
    }

    /// The end of a relative clause inside a subject.
    pub(in crate::claim) fn relative_end(&self, relative: usize, limit: usize) -> Option<usize> {
        if relative.checked_sub(1).is_some_and(|before| self.tag(before) == Some(Tag::Comma)) {
            return (relative..limit).rev().find(|&at| self.tag(at) == Some(Tag::Comma));
        }
        let group = self.groups.iter().find(|group| group.start > relative && group.start < limit)?;
        Some(group.end.max(relative + 1))
    }

    /// Whether the noun phrase that ends at `head` names somebody else: "the other bidder, who put X into …".
    pub(in crate::claim) fn head_is_other(&self, head: usize) -> bool {
        let head = if self.tag(head) == Some(Tag::Comma) { head.saturating_sub(1) } else { head };
        let nominal = |at: &usize| matches!(self.tag(*at), Some(Tag::Noun | Tag::Det | Tag::Adj | Tag::Num));
        let start = (0..=head).rev().take_while(nominal).last().unwrap_or(head);
        self.others(start..head + 1)
    }

    /// A relative clause acts on its head: "no plan that includes X".
    pub(in crate::claim) fn head_up(&self, head: usize, sense: &mut Sense, depth: usize) {
        let owned = head > 1 && matches!(self.norm(head), "ours" | "yours" | "theirs") && self.norm(head - 1) == "of";
        let head = if owned { head - 2 } else { head };
        let pronoun = matches!(self.tag(head), Some(Tag::Pron | Tag::Nobody));
        if self.tag(head) == Some(Tag::Nobody) {
            sense.flip(head..head + 1, ScopeRule::Determiner);
            return;
        }
        let mut at = head;
        while let Some(before) = at.checked_sub(1) {
            match self.tag(before) {
                Some(Tag::No) => {
                    sense.flip(before..before + 1, ScopeRule::Determiner);
                }
                Some(Tag::Det | Tag::Adj | Tag::Num | Tag::Noun | Tag::Adv) => {}
                Some(Tag::Prep) if !pronoun => {}
                Some(Tag::Without) => {
                    sense.flip(before..before + 1, ScopeRule::Without);
                    return;
                }
                _ => {
                    if let Some((number, group)) = self.group_at(before) {
                        self.container_verb(number, group, sense, depth);
                        return;
                    }
                    break;
                }
            }
            at = before;
        }
    }

    /// What the main clause says of the noun a relative clause belongs to, which the target is part of.
    pub(in crate::claim) fn head_predicate(&self, relative: usize, inner: usize, sense: &mut Sense) {
        let next = self.groups.iter().enumerate().skip(inner + 1).find(|(_, group)| group.finite());
        let Some((number, group)) = next else { return };
        let closes = (relative..group.start).any(|at| {
            matches!(self.tag(at), Some(Tag::Semi | Tag::Stop | Tag::Colon | Tag::Sub | Tag::Cond | Tag::That))
        });
        let subject = (group.start.saturating_sub(1)..group.start)
            .any(|at| matches!(self.tag(at), Some(Tag::Comma | Tag::Noun | Tag::Target | Tag::Close)));
        if closes || !subject {
            return;
        }
        let mut main = Sense::new();
        self.predicate(number, group.start, &mut main, false);
        if main.strength == Strength::Explicit {
            sense.sign *= main.sign;
            sense.strength = Strength::Explicit;
            sense.ops.extend(main.ops);
        }
    }
}
