//! Phrases around the target: openings, heads, owners, parentheses, exceptions.

use std::ops::Range;

use super::{Sense, Strength};
use crate::claim::ScopeRule;
use crate::claim::groups::Group;
use crate::claim::lexicon::Cat;
use crate::claim::list::List;
use crate::claim::token::Tag;

use super::Sentence;

impl Sentence<'_> {
    /// Whether a preposition starts its sentence or clause.
    pub(in crate::claim) fn fronted(&self, at: usize) -> bool {
        at.checked_sub(1).is_none_or(|before| {
            matches!(self.tag(before), Some(Tag::Stop | Tag::Semi | Tag::Colon | Tag::Dash | Tag::Sub | Tag::That))
                || matches!(self.tag(before), Some(Tag::Adv | Tag::And)) && before == 0
        })
    }

    /// "For X you would have to look elsewhere", "With X ruled out, they pay by transfer".
    pub(in crate::claim) fn fronted_phrase(&self, at: usize, right: usize, sense: &mut Sense) {
        let comma = (right..self.tokens.len()).find(|&at| self.tag(at) == Some(Tag::Comma));
        let next = (right..self.tokens.len()).find(|&at| self.group_at(at).is_some());
        if let Some(next) = next
            && comma.is_none_or(|comma| next < comma)
            && let Some((_, group)) = self.group_at(next)
            && (group.participle || group.gerund)
        {
            let class = self.object_sign(group);
            sense.op(group.start..group.end, ScopeRule::Predicate, class < 0, Strength::Explicit);
            return;
        }
        if let Some(adjective) = (right..comma.unwrap_or(self.tokens.len())).find(|&at| self.has(at, Cat::Unavailable))
            && next.is_none_or(|next| adjective < next)
        {
            sense.flip(adjective..adjective + 1, ScopeRule::Predicate);
            return;
        }
        if let Some(see) = self.tokens.iter().position(|token| token.norm == "see").filter(|&see| see >= right)
            && let Some((sign, words)) = self.status(see + 1..self.tokens.len(), false)
        {
            return sense.op(words, ScopeRule::Status, sign < 0, Strength::Explicit);
        }
        let elsewhere = self.tokens.iter().position(|token| token.norm.ends_with("elsewhere"));
        if let Some(elsewhere) = elsewhere.filter(|_| matches!(self.norm(at), "for")) {
            let denied = self.groups.iter().any(|group| !group.negations.is_empty());
            sense.op(elsewhere..elsewhere + 1, ScopeRule::Predicate, !denied, Strength::Explicit);
            return;
        }
        if matches!(self.norm(at), "of" | "in" | "on" | "under" | "within" | "through" | "via" | "for" | "from")
            && let Some((number, group)) = next.and_then(|next| self.group_at(next))
            && (!group.negations.is_empty() || self.negative_subject(number))
            && comma.is_none()
        {
            let flips = (group.polarity() < 0) != self.negative_subject(number);
            sense.op(group.start..group.end, ScopeRule::NegatedVerb, flips, Strength::Explicit);
            return;
        }
        let begins = match comma {
            Some(comma) => Some(comma + 1),
            None => (self.tag(right) == Some(Tag::Pron)).then_some(right),
        };
        if List::Topic.has(self.norm(at))
            && let Some((sign, words)) = begins.and_then(|start| self.comment(start))
        {
            return sense.op(words, ScopeRule::Fronted, sign < 0, Strength::Explicit);
        }
        if self.norm(at) == "against" && next.is_none() {
            return sense.flip(at..at + 1, ScopeRule::Fronted);
        }
        sense.op(at..at + 1, ScopeRule::Fronted, false, Strength::Presupposed);
    }

    /// What the clause from `start` says of the topic set before it: "As for X, **we are the wrong shop**".
    pub(in crate::claim) fn comment(&self, start: usize) -> Option<(i8, Range<usize>)> {
        let tokens = self.tokens.get(start..)?;
        let clause = Sentence::new(tokens);
        let shifted = |words: Range<usize>| words.start + start..words.end + start;
        let denied = tokens.iter().any(|token| matches!(token.tag, Tag::Not | Tag::No));
        let alone = tokens.iter().any(|token| {
            matches!(token.norm.as_str(), "itself" | "themselves" | "yourself" | "yourselves" | "elsewhere")
        });
        if alone || clause.others(0..tokens.len()) {
            return Some((if denied { 1 } else { -1 }, start..start + tokens.len()));
        }
        let pronoun = tokens.iter().position(|token| token.is(Cat::Anaphor) && token.tag != Tag::That);
        if let Some(at) = pronoun {
            let about = clause.read(at..at + 1);
            if about.strength == Strength::Explicit {
                return Some((about.sign, shifted(about.cue().map_or(at..at + 1, |op| op.tokens.clone()))));
            }
        }
        let Some(group) = clause.groups.iter().find(|group| group.finite()) else {
            return clause.status(0..tokens.len(), false).map(|(sign, words)| (sign, shifted(words)));
        };
        let waits = group.main.is_some_and(|main| clause.norm(main).starts_with("wait"))
            || clause
                .groups
                .iter()
                .any(|next| next.infinitive && next.main.is_some_and(|main| clause.norm(main).starts_with("wait")));
        if waits {
            return Some((if denied { 1 } else { -1 }, shifted(group.start..group.end)));
        }
        if let Some(at) = tokens.iter().position(|token| token.norm.ends_with("elsewhere")) {
            return Some((-group.polarity(), shifted(at..at + 1)));
        }
        if group.polarity() < 0 && !clause.main_is(group, Cat::OtherVerb) {
            return Some((-1, shifted(group.start..group.end)));
        }
        if clause.main_is(group, Cat::End) || clause.main_is(group, Cat::Exclude) {
            return Some((-group.polarity(), shifted(group.start..group.end)));
        }
        clause.status(group.end..tokens.len(), false).map(|(sign, words)| (sign * group.polarity(), shifted(words)))
    }

    /// "at the end of the pilot": a time, and nothing about what comes then.
    fn ends_a_time(&self, noun: usize) -> bool {
        let (Some(article), Some(preposition)) = (noun.checked_sub(1), noun.checked_sub(2)) else { return false };
        let time = ["at", "by", "after", "before", "until", "till", "from", "since", "towards"];
        self.norm(noun) == "end" && self.norm(article) == "the" && time.contains(&self.norm(preposition))
    }

    /// The noun a prepositional phrase belongs to. Whether the climb goes on.
    pub(in crate::claim) fn head_noun(
        &self,
        head: usize,
        preposition: Option<usize>,
        sibling: bool,
        sense: &mut Sense,
    ) -> bool {
        let Some(token) = self.tokens.get(head) else { return true };
        if preposition.is_some_and(|at| self.text_taken_out(head, at, sense)) {
            return false;
        }
        let of = preposition
            .is_some_and(|at| matches!(self.norm(at), "of" | "on" | "to" | "in" | "for" | "from" | "against"));
        if token.norm == "news" && head > 0 && matches!(self.norm(head - 1), "bad" | "sad") {
            sense.flip(head - 1..head + 1, ScopeRule::Noun);
            return false;
        }
        if List::FalseNoun.has(&token.norm) && preposition.is_some_and(|at| self.norm(at) == "of") {
            sense.flip(head..head + 1, ScopeRule::FalseStatement);
            return false;
        }
        if token.is(Cat::Exclusion) && of && !self.ends_a_time(head) {
            sense.flip(head..head + 1, ScopeRule::Noun);
            return true;
        }
        let token_is_demand = matches!(token.norm.as_str(), "demand" | "demands" | "request" | "requests");
        if token_is_demand {
            return true;
        }
        if token.is(Cat::Attribute) && !sibling && preposition.is_none_or(|at| self.norm(at) != "of") {
            sense.op(head..head + 1, ScopeRule::OwnObject, false, Strength::Presupposed);
            return false;
        }
        if token.is(Cat::Attribute) && !sibling {
            sense.op(head..head + 1, ScopeRule::OwnObject, false, Strength::Weak);
            return false;
        }
        if token.is(Cat::Unavailable) && token.tag == Tag::Adj {
            sense.flip(head..head + 1, ScopeRule::Predicate);
            return true;
        }
        true
    }

    /// "The slide on X has been taken out", "Statements made in May about X are withdrawn": a text about the thing, and
    /// its predicate.
    fn text_taken_out(&self, head: usize, preposition: usize, sense: &mut Sense) -> bool {
        let about = matches!(self.norm(preposition), "about" | "regarding" | "concerning");
        if !about && !matches!(self.norm(preposition), "on" | "to" | "of" | "for") {
            return false;
        }
        let text = |at: usize| List::Text.has(self.norm(at));
        let parts = |at: usize| {
            let time = matches!(self.norm(at), "before" | "after" | "since" | "until");
            !time && self.tag(at).is_none_or(|tag| tag.ends_phrase())
        };
        let parts = |at: usize| parts(at) || self.group_at(at).is_some_and(|(_, group)| group.finite());
        let far = || (0..head).rev().take_while(|&at| !parts(at)).any(text);
        if !(text(head) || about && far()) {
            return false;
        }
        let said = |group: &Group| {
            let mut said = Sense::new();
            let number = self.group_at(group.start).map_or(0, |(number, _)| number);
            self.predicate(number, group.start, &mut said, false);
            said.strength == Strength::Explicit && said.sign < 0
        };
        let Some((number, _)) = self.next_finite(preposition + 1, true) else { return false };
        let joined = |group: &&Group| {
            let before = group.start.checked_sub(1).and_then(|at| self.tag(at));
            matches!(before, Some(Tag::Comma | Tag::And))
        };
        let first = self.groups.get(number);
        let rest = self.groups.iter().skip(number + 1).take_while(joined);
        let Some(group) = first.into_iter().chain(rest).find(|group| said(group)) else { return false };
        sense.mention = true;
        sense.flip(group.start..group.end, ScopeRule::Wording);
        true
    }

    /// Whether the possessive at `at` names somebody else than the vendor.
    pub(in crate::claim) fn owner_is_other(&self, at: usize) -> bool {
        let mut owner = at;
        let had = matches!(self.norm(at), "own" | "existing" | "current" | "present" | "legacy");
        if had {
            let Some(before) = at.checked_sub(1) else { return false };
            owner = before;
        }
        match self.norm(owner) {
            "your" | "yours" => return had,
            "their" | "its" | "his" | "her" => {
                return self.norm(at) == "own" && !self.vendor_before(at);
            }
            "'s" | "'" => {}
            _ => return false,
        }
        owner.checked_sub(1).is_some_and(|name| {
            (self.has(name, Cat::Customer) || self.has(name, Cat::Third)) && (had || self.has(name, Cat::Third))
        })
    }

    /// Whether the vendor is named left of `at`: not "a provider" or "each hosting provider".
    fn vendor_before(&self, at: usize) -> bool {
        (0..at).any(|at| {
            let named = matches!(self.norm(at), "vendor" | "supplier" | "provider");
            let before = at.checked_sub(1).map_or("the", |before| self.norm(before));
            matches!(self.norm(at), "we" | "our") || named && matches!(before, "the" | "our" | "," | ":" | "." | "and")
        })
    }

    /// "X of their own": somebody else's.
    pub(super) fn of_their_own(&self, target: &Range<usize>, sense: &mut Sense) {
        let at = target.end;
        let own = self.norm(at) == "of" && self.norm(at + 2) == "own";
        let theirs = matches!(self.norm(at + 1), "their" | "its" | "his" | "her" | "your");
        let had = target.start.checked_sub(1).is_some_and(|at| matches!(self.norm(at), "existing" | "current"));
        let side = matches!(self.norm(at), "on" | "at" | "in")
            && matches!(self.norm(at + 1), "your" | "their" | "customer")
            && (at + 2..at + 4).any(|at| matches!(self.norm(at), "side" | "end" | "company" | "office"));
        sense.third |= (own && theirs || had && side) && !self.vendor_before(target.start);
    }

    /// In "(…)": the phrase inside is on its own; where nothing inside acts on it, it takes the place of what
    /// stands before.
    pub(in crate::claim) fn in_parentheses(&self, open: usize, right: usize, sense: &mut Sense, depth: usize) {
        let settled = sense.strength;
        if settled == Strength::Explicit {
            return;
        }
        let close = self.closing(open).unwrap_or(self.tokens.len());
        if let Some((number, at)) = self.next_finite(right, true)
            && at < close
        {
            sense.subject = true;
            return self.predicate(number, right, sense, false);
        }
        self.fragment_after(right, sense);
        if sense.strength == Strength::Explicit {
            return;
        }
        if open > 0 {
            self.up(open, (close + 1).min(self.tokens.len()), sense, depth + 1);
        }
    }

    /// An exception turns what its clause says of the rest.
    pub(in crate::claim) fn excepted(&self, at: usize, right: usize, sense: &mut Sense, depth: usize) {
        let fronted = self.fronted(at);
        let whole = if fronted {
            let comma = (right..self.tokens.len()).find(|&at| self.tag(at) == Some(Tag::Comma)).unwrap_or(right);
            let main = self.skip_relative(comma);
            self.quantified_phrase(main..self.tokens.len())
        } else {
            self.quantified_phrase(0..at)
        };
        if fronted && self.tokens.iter().skip(right).any(|token| token.norm == "also") {
            return sense.op(at..at + 1, ScopeRule::Besides, false, Strength::Explicit);
        }
        sense.flip(at..at + 1, ScopeRule::Except);
        let Some(whole) = whole else { return };
        let mut host = Sense::new();
        self.up_excluding(whole.clone(), right, &mut host, depth + 1);
        if host.sign < 0 {
            sense.sign = -sense.sign;
            sense.ops.extend(host.ops);
        }
    }

    pub(in crate::claim) fn up_excluding(&self, whole: Range<usize>, right: usize, sense: &mut Sense, depth: usize) {
        let negative = whole.clone().any(|at| matches!(self.tag(at), Some(Tag::No | Tag::Nobody)));
        self.up(whole.end - 1, whole.end, sense, depth);
        if sense.strength < Strength::Explicit
            && let Some((number, _)) = self.next_finite(right, true)
        {
            self.predicate(number, right, sense, false);
        }
        let counted = sense.ops.iter().any(|op| {
            whole.contains(&op.tokens.start) && matches!(op.rule, ScopeRule::Determiner | ScopeRule::NegativeSubject)
        });
        if negative && !counted {
            sense.sign = -sense.sign;
        }
    }

    /// Past ", which we do not supply," to the main clause.
    pub(in crate::claim) fn skip_relative(&self, comma: usize) -> usize {
        if matches!(self.tag(comma + 1), Some(Tag::Rel | Tag::Nor))
            && let Some(end) = (comma + 1..self.tokens.len()).find(|&at| self.tag(at) == Some(Tag::Comma))
        {
            return end + 1;
        }
        comma + 1
    }

    /// The noun phrase of `range` that an exception is made from: the quantified one, else the first.
    pub(in crate::claim) fn quantified_phrase(&self, range: Range<usize>) -> Option<Range<usize>> {
        let quantified = range.clone().rev().find(|&at| {
            matches!(self.norm(at), "all" | "every" | "everything" | "each" | "any" | "anything" | "whole" | "everyone")
                || matches!(self.tag(at), Some(Tag::Nobody | Tag::No))
        });
        let start = quantified
            .or_else(|| range.clone().find(|&at| matches!(self.tag(at), Some(Tag::Noun | Tag::Pron | Tag::Target))))?;
        let mut end = start + 1;
        if !matches!(self.tag(start), Some(Tag::Pron)) && self.norm(start) != "nothing" {
            while end < range.end && matches!(self.tag(end), Some(Tag::Noun | Tag::Det | Tag::Adj | Tag::Num)) {
                end += 1;
            }
        }
        Some(start..end)
    }
}
