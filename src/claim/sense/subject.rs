//! The subject: the predicate it has, or the status that stands beside it.

use std::ops::Range;

use super::clause::UNREAL;
use super::{Sense, Strength};
use crate::claim::ScopeRule;
use crate::claim::lexicon::{Cat, PREDICATES, form};
use crate::claim::list::List;
use crate::claim::token::Tag;

use super::Sentence;

impl Sentence<'_> {
    /// The predicate whose subject ends at `right`: its group, and whether anything unusual was skipped.
    /// `wide` also looks past a comma list.
    pub(in crate::claim) fn next_finite(&self, right: usize, wide: bool) -> Option<(usize, usize)> {
        let mut at = right;
        let mut skipping = false;
        while let Some(token) = self.tokens.get(at) {
            if let Some((number, group)) = self.group_at(at) {
                if group.finite() && !skipping && !(group.inverted.is_some() && group.start < right) {
                    return Some((number, at));
                }
                if skipping && group.finite() {
                    skipping = false;
                }
                at = group.end.max(at + 1);
                continue;
            }
            match token.tag {
                Tag::Rel | Tag::That => {
                    if !wide && at != right {
                        return None;
                    }
                    skipping = true;
                    if !self.tokens.get(at + 1..).unwrap_or_default().iter().any(|_| true) {
                        return None;
                    }
                }
                Tag::Open => at = self.closing(at).unwrap_or(at),
                Tag::Comma => {
                    if !skipping
                        && at == self.after_phrase(right)
                        && self
                            .group_at(self.skip_adverbs(at + 1))
                            .is_some_and(|(_, group)| group.finite() && !group.imperative)
                    {
                        at += 1;
                        continue;
                    }
                    if let Some(resume) = self.resumes(at) {
                        at = resume;
                        skipping = false;
                        continue;
                    }
                    if !wide || skipping {
                        return None;
                    }
                }
                Tag::Semi | Tag::Stop | Tag::Colon | Tag::Dash | Tag::Sub | Tag::Cond | Tag::Close => return None,
                Tag::Pron if !skipping && !matches!(token.norm.as_str(), "all" | "both" | "each") => {
                    return self.after_bare_relative(right, at);
                }
                Tag::And if !wide && self.norm(at) != "and" && self.norm(at) != "or" => return None,
                Tag::QuoteClose if at > right => return None,
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// "the X you liked **is** free": the verb after a relative clause without a pronoun, whose subject is at `at`.
    fn after_bare_relative(&self, right: usize, at: usize) -> Option<(usize, usize)> {
        let (number, inner) =
            self.group_at(at + 1).filter(|(_, inner)| at == right && inner.finite() && !inner.copula)?;
        let next = self.groups.get(number + 1..)?.iter().find(|next| next.finite())?;
        let gap = inner.end..next.start;
        let part = |at: usize| {
            matches!(
                self.tag(at),
                Some(Tag::Prep | Tag::Noun | Tag::Det | Tag::Adv | Tag::Adj | Tag::Num | Tag::Pron | Tag::Idiom)
            )
        };
        let subject = next.start.checked_sub(1).is_some_and(|at| self.norm(at) == "we" || self.norm(at) == "it");
        (gap.clone().all(part) && !subject && inner.inverted.is_none())
            .then(|| self.group_of.get(next.start).copied().flatten().map(|number| (number, next.start)))?
    }

    /// After the comma at `at`, the place where a parenthetical ends and the clause goes on with its verb.
    pub(in crate::claim) fn resumes(&self, at: usize) -> Option<usize> {
        let inside = self.tag(at + 1);
        let parenthetical = matches!(
            inside,
            Some(
                Tag::Rel
                    | Tag::Prep
                    | Tag::Besides
                    | Tag::Adv
                    | Tag::Instead
                    | Tag::Not
                    | Tag::Without
                    | Tag::Idiom
                    | Tag::Nor
                    | Tag::Sub
                    | Tag::Except
            )
        ) || matches!(inside, Some(Tag::Verb))
            && self.group_at(at + 1).is_some_and(|(_, group)| !group.finite());
        let apposition = matches!(inside, Some(Tag::Det | Tag::Noun));
        if !parenthetical && !apposition {
            return None;
        }
        let mut close = None;
        for next in at + 1..self.tokens.len() {
            match self.tag(next) {
                Some(Tag::Comma) => {
                    let after = (next + 1..self.tokens.len()).find(|&at| self.tag(at) != Some(Tag::Adv));
                    if let Some(after) = after
                        && let Some((_, group)) = self.group_at(after)
                        && group.finite()
                        && !(group.imperative && inside != Some(Tag::Rel))
                    {
                        close = Some(group.start.max(next + 1));
                        break;
                    }
                    if apposition {
                        return None;
                    }
                }
                Some(Tag::Semi | Tag::Stop | Tag::Colon) => break,
                _ => {}
            }
        }
        close
    }

    /// The target has reached the start of its clause without meeting a verb: it is the subject, or bare.
    pub(in crate::claim) fn as_subject(&self, left: usize, right: usize, sense: &mut Sense, depth: usize) {
        if sense.strength == Strength::Explicit
            && self.tag(right) == Some(Tag::Close)
            && sense.ops.iter().any(|op| op.rule == ScopeRule::Determiner)
        {
            return;
        }
        let inverted = self
            .groups
            .iter()
            .position(|group| group.inverted.as_ref().is_some_and(|subject| subject.contains(&(right - 1))));
        let found = inverted.or_else(|| self.next_finite(right, true).map(|(number, _)| number));
        let found = found.filter(|&number| !self.struck_before(right, number));
        let before = left.checked_sub(1);
        match before.and_then(|at| self.tag(at)) {
            Some(Tag::Cond) => sense.in_condition = found.is_some() || before.is_none_or(|at| self.norm(at) != "where"),
            Some(Tag::Sub) => sense.subordinate = true,
            _ => {}
        }
        let Some(number) = found else {
            match self.topic_of(right) {
                Some(number) if sense.strength < Strength::Explicit => {
                    self.object(number, right, None, sense);
                    if let Some(at) = self.negation_of_subject(number) {
                        sense.flip(at..at + 1, ScopeRule::NegativeSubject);
                    }
                }
                _ => self.fragment_after(right, sense),
            }
            return;
        };
        sense.subject = true;
        sense.in_condition |= inverted.is_some() && self.norm(0) == "should" && !self.asks();
        self.predicate(number, right, sense, inverted.is_some());
        if let Some(at) = before {
            match self.tag(at) {
                Some(Tag::Cond) if !(self.norm(at) == "if" && at > 0 && self.group_at(at - 1).is_some()) => {
                    self.condition_up(at, number, sense)
                }
                Some(Tag::Sub) if UNREAL.contains(&self.norm(at)) => sense.flip(at..at + 1, ScopeRule::FalseStatement),
                Some(Tag::That) => self.complement_up(at, sense, depth),
                Some(Tag::QuoteOpen) => self.speech_up(at, sense, depth),
                Some(Tag::Sub) if matches!(self.norm(at), "whether" | "why" | "how") => {
                    self.complement_up(at, sense, depth)
                }
                Some(Tag::Cond) if self.norm(at) == "if" && at > 0 && self.group_at(at - 1).is_some() => {
                    self.complement_up(at, sense, depth)
                }
                Some(Tag::Verb) => {
                    if let Some((up, _)) = self.group_at(at) {
                        self.complement(up, sense, depth + 1);
                    }
                }
                _ => {}
            }
        }
    }

    /// "X struck out, price lowered": notes of changes, where the next verb is said of something else.
    fn struck_before(&self, right: usize, verb: usize) -> bool {
        let at = (right..self.tokens.len()).find(|&at| self.tag(at) != Some(Tag::QuoteClose)).unwrap_or(right);
        let Some((_, group)) = self.group_at(at).filter(|(_, group)| group.participle && group.start == at) else {
            return false;
        };
        let Some(next) = self.groups.get(verb).map(|next| next.start) else { return false };
        let comma = (group.end..next).find(|&at| self.tag(at) == Some(Tag::Comma));
        let bare = comma.is_some_and(|comma| {
            comma <= group.end + 1 && (comma + 1..next).all(|at| self.tag(at) == Some(Tag::Noun)) && comma + 1 < next
        });
        bare && self.main_is(group, Cat::Exclude)
    }

    /// "X we do not deliver", "X for your company I cannot promise": the verb whose object is put first.
    fn topic_of(&self, right: usize) -> Option<usize> {
        let at = self.after_phrase(right);
        let at = if self.tag(at) == Some(Tag::Comma) { at + 1 } else { at };
        let subject = matches!(self.norm(at), "we" | "i" | "you" | "they" | "nobody" | "no one");
        let (number, group) =
            self.group_at(at + 1).filter(|(_, group)| subject && group.finite() && group.inverted.is_none())?;
        let end = self.skip_adverbs(group.end);
        let closed = self.tag(end).is_none_or(|tag| {
            matches!(
                tag,
                Tag::Stop
                    | Tag::Semi
                    | Tag::Comma
                    | Tag::Prep
                    | Tag::And
                    | Tag::Close
                    | Tag::Dash
                    | Tag::Sub
                    | Tag::Cond
            )
        });
        (closed && group.main.is_some() && !group.copula).then_some(number)
    }

    /// "X (excluded)", "X: not included", "X – no": a status without a verb of its own.
    pub(in crate::claim) fn fragment_after(&self, right: usize, sense: &mut Sense) {
        let mut at = right;
        while matches!(self.tag(at), Some(Tag::QuoteClose | Tag::Close)) {
            at += 1;
        }
        if self.tag(at) == Some(Tag::Prep) || matches!(self.tag(at), Some(Tag::Noun | Tag::Det | Tag::Num)) {
            at = self.after_modifiers(at);
        }
        if matches!(self.tag(at), Some(Tag::Rel | Tag::That)) {
            return;
        }
        let delimited =
            matches!(self.tag(at), Some(Tag::Open | Tag::Colon | Tag::Dash | Tag::Comma | Tag::Semi | Tag::Stop));
        let start = if delimited { at + 1 } else { at };
        let end = self.fragment_end(at, start);
        let comma_list = self.tag(at) == Some(Tag::Comma);
        let own_complement = !delimited && self.tag(at) == Some(Tag::Without) && self.tag(at + 1) == Some(Tag::Noun);
        if start >= end || self.tag(at) == Some(Tag::Semi) || own_complement {
            return;
        }
        if self.tag(at) == Some(Tag::Stop) && self.norm(at) == "." {
            return;
        }
        let mut found = self.status(start..end, comma_list);
        if found.is_none() && matches!(self.tag(at), Some(Tag::Dash | Tag::Colon)) && self.tag(end) == Some(Tag::Semi) {
            found = self.status(end + 1..self.fragment_end(end, end + 1), true);
        }
        if let Some((sign, tokens)) = found {
            let strength = if comma_list && sign > 0 { Strength::Presupposed } else { Strength::Explicit };
            sense.op(tokens, ScopeRule::Status, sign < 0, strength);
        }
    }

    pub(in crate::claim) fn after_modifiers(&self, from: usize) -> usize {
        let mut at = from;
        while let Some(token) = self.tokens.get(at) {
            let predicate = token.cats.any(PREDICATES) && token.tag == Tag::Adj;
            if predicate
                || !matches!(token.tag, Tag::Prep | Tag::Det | Tag::Noun | Tag::Num | Tag::Target | Tag::Adv | Tag::Adj)
            {
                break;
            }
            at += 1;
        }
        at
    }

    pub(in crate::claim) fn fragment_end(&self, at: usize, start: usize) -> usize {
        let limit = match self.tag(at) {
            Some(Tag::Open) => return self.closing(at).unwrap_or(self.tokens.len()),
            Some(Tag::Comma) => self
                .tokens
                .iter()
                .skip(start)
                .position(|token| matches!(token.tag, Tag::Comma | Tag::Semi | Tag::Stop | Tag::Sub | Tag::Rel)),
            _ => self.tokens.iter().skip(start).position(|token| matches!(token.tag, Tag::Semi | Tag::Stop)),
        };
        limit.map_or(self.tokens.len(), |ahead| start + ahead)
    }

    /// What a status says: the sign of "not included", "out of scope", "yes", "removed in May"; `None` where it
    /// says nothing about being there. `strict` wants the status to be the first word.
    pub(in crate::claim) fn status(&self, range: Range<usize>, strict: bool) -> Option<(i8, Range<usize>)> {
        let mut sign = 1;
        let mut negation: Option<usize> = None;
        for at in range.clone() {
            let token = self.tokens.get(at)?;
            if matches!(token.tag, Tag::Not | Tag::No | Tag::Nobody | Tag::Nor)
                || token.is(Cat::NoAnswer) && at == range.start
            {
                let alone = at + 1 >= range.end
                    || matches!(
                        self.tag(at + 1),
                        Some(Tag::Comma | Tag::Stop | Tag::Dash | Tag::Semi | Tag::Colon | Tag::Open)
                    );
                if alone && !token.is(Cat::Yes) {
                    return Some((-sign, at..at + 1));
                }
                let noun = self.tokens.get(at + 1).is_some_and(|next| {
                    next.tag == Tag::Noun
                        && !next.cats.any(PREDICATES)
                        && !matches!(next.norm.as_str(), "part" | "way" | "such")
                });
                if token.tag == Tag::No && (self.has(at + 1, Cat::Attribute) || strict && noun) {
                    return None;
                }
                if token.is(Cat::NoAnswer) && token.is(Cat::Unavailable) && self.has(at + 1, Cat::Attribute) {
                    return None;
                }
                if token.is(Cat::Unavailable) && !matches!(token.tag, Tag::Not | Tag::No | Tag::Nor) {
                    return Some((-sign, at..at + 1));
                }
                sign = -sign;
                negation = negation.or(Some(at));
                continue;
            }
            if token.is(Cat::Yes) && at == range.start && !token.cats.any(PREDICATES) && token.tag != Tag::Verb {
                return Some((1, at..at + 1));
            }
            let start = negation.unwrap_or(at);
            if at == range.start && List::NegativeAdjective.has(&token.norm) && self.tag(at + 1) == Some(Tag::To) {
                return Some((-1, at..at + 2));
            }
            if token.tag == Tag::Cond {
                break;
            }
            if token.tag == Tag::Without && self.completed(at + 1) {
                return None;
            }
            if token.tag == Tag::Without {
                return Some((-sign, start..at + 1));
            }
            let names = strict
                && token.tag == Tag::Adj
                && !token.norm.contains(' ')
                && self.tokens.get(at + 1).is_some_and(|next| next.tag == Tag::Noun && next.cats.is_empty());
            if names && negation.is_none() && token.is(Cat::Unavailable) {
                return None;
            }
            if (matches!(token.tag, Tag::Adj | Tag::Noun)
                || token.tag == Tag::Verb && token.forms & form::ING != 0 && token.norm.contains("ing")
                || token.tag == Tag::Verb && token.forms & form::PARTICIPLE != 0 && !token.is(Cat::Include))
                && token.is(Cat::Unavailable)
                || token.is(Cat::Exclusion) && (at == range.start || negation.is_some_and(|not| not + 1 == at))
            {
                return Some((-sign, start..at + 1));
            }
            if matches!(token.tag, Tag::Adj | Tag::Noun) && (token.is(Cat::Available) || token.is(Cat::Promise)) {
                return Some((sign, start..at + 1));
            }
            if token.is(Cat::Exclude) && token.forms & (form::PARTICIPLE | form::PAST) != 0 {
                return Some((-sign, start..at + 1));
            }
            if token.is(Cat::End)
                && token.norm != "left"
                && !token.is(Cat::Include)
                && !token.is(Cat::Exist)
                && at == negation.map_or(range.start, |not| not + 1)
                && token.forms & (form::PARTICIPLE | form::PAST) != 0
            {
                return Some((-sign, start..at + 1));
            }
            if token.is(Cat::Include) && token.forms & (form::PARTICIPLE | form::PAST) != 0
                || token.is(Cat::Include) && negation.is_some()
            {
                return Some((sign, start..at + 1));
            }
            if token.is(Cat::Yes) && at == range.start {
                return Some((1, at..at + 1));
            }
            if token.is(Cat::OtherPredicate) || token.is(Cat::OtherVerb) {
                return None;
            }
            let leads = at == range.start
                && matches!(token.tag, Tag::Prep | Tag::Det)
                && self.tokens.get(at + 1).is_some_and(|next| {
                    matches!(next.tag, Tag::No | Tag::Nobody | Tag::Nor)
                        || token.tag == Tag::Det && next.is(Cat::Unavailable)
                });
            if strict && !leads && !matches!(token.tag, Tag::Adv | Tag::Be | Tag::Have | Tag::Do | Tag::Modal) {
                break;
            }
        }
        negation.filter(|_| sign < 0).map(|at| (-1, at..at + 1))
    }
}
