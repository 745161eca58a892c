//! What a sentence says about one of its tokens: the product of the operators that stand over it.
//!
//! English branches to the right, so that everything that acts on a noun phrase stands to its left (its verb, the
//! negation and the subject of that verb, the verb or noun above that one) except the predicate it is the subject
//! of. [`read`] climbs from the target to the left, one governor at a time, multiplies their signs, and reads the
//! predicate to the right where the climb reaches the start of the clause without having met a verb.

use std::ops::Range;

use super::ScopeRule;
use super::groups::{Group, groups};
use super::lexicon::{CLAUSAL, Cat, Cats, NOUNS, PREDICATES, VERBS, form};
use super::token::{Tag, Token};

/// How much a reading settles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// Nothing stands over it: a bare name.
    Bare,
    /// It is talked about, nothing more.
    Weak,
    /// It is taken for granted.
    Presupposed,
    /// It is said to be there or not to be there.
    Explicit,
}

/// An operator that was met.
#[derive(Debug, Clone)]
pub(super) struct Op {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// The rule that carried it.
    pub(super) rule: ScopeRule,
    /// Whether it turns the sign.
    pub(super) flips: bool,
}

/// What the sentence says.
#[derive(Debug, Clone)]
pub(super) struct Sense {
    /// +1 there, -1 not there.
    pub(super) sign: i8,
    /// How much it settles.
    pub(super) strength: Strength,
    /// The operators, nearest first.
    pub(super) ops: Vec<Op>,
    /// Words are asked for or forbidden, not the thing.
    pub(super) mention: bool,
    /// Said of the future or of a possibility.
    pub(super) future: bool,
    /// Somebody else's.
    pub(super) third: bool,
    /// A verb of speech or belief stands over it.
    pub(super) said: bool,
    /// It stands in the condition itself.
    pub(super) in_condition: bool,
    /// It has been the subject of its clause.
    pub(super) subject: bool,
    /// It stands in a subordinate clause.
    pub(super) subordinate: bool,
    /// In the past, or of an earlier draft.
    pub(super) past: bool,
    /// An answer would be a yes or a no.
    pub(super) polar: bool,
    /// Which of several coordinated things it is, from 0.
    pub(super) order: Option<u8>,
    /// Said outright: the verb is finite, in the present or future, and no order or wish.
    pub(super) firm: bool,
}

impl Sense {
    fn new() -> Self {
        Self {
            sign: 1,
            strength: Strength::Bare,
            ops: Vec::new(),
            mention: false,
            future: false,
            third: false,
            said: false,
            in_condition: false,
            subject: false,
            subordinate: false,
            past: false,
            polar: false,
            order: None,
            firm: true,
        }
    }

    fn op(&mut self, tokens: Range<usize>, rule: ScopeRule, flips: bool, strength: Strength) {
        if flips {
            self.sign = -self.sign;
        }
        self.strength = self.strength.max(strength);
        self.ops.push(Op { tokens, rule, flips });
    }

    fn flip(&mut self, tokens: Range<usize>, rule: ScopeRule) {
        self.op(tokens, rule, true, Strength::Explicit);
    }

    /// The sign without the negations of verbs and subjects: what "it is" and "they do" take over.
    pub(super) fn bare_sign(&self) -> i8 {
        let negations = self.ops.iter().filter(|op| op.flips && matches!(op.rule, ScopeRule::NegatedVerb | ScopeRule::NegativeSubject | ScopeRule::Determiner)).count();
        if negations % 2 == 1 { -self.sign } else { self.sign }
    }

    /// The operator to show for the sign it came to.
    pub(super) fn cue(&self) -> Option<&Op> {
        let flipping = self.ops.iter().find(|op| op.flips);
        flipping.or_else(|| self.ops.iter().find(|op| op.rule != ScopeRule::Future)).or(self.ops.first())
    }
}

/// One sentence, ready to be read.
#[derive(Debug)]
pub(super) struct Sentence<'t> {
    /// Its tokens.
    pub(super) tokens: &'t [Token],
    /// Its verb groups.
    pub(super) groups: Vec<Group>,
    group_of: Vec<Option<usize>>,
    /// Steps left for the reading that is under way: ellipses may refer to ellipses.
    fuel: std::cell::Cell<u32>,
}

impl<'t> Sentence<'t> {
    /// Groups the verbs of `tokens`.
    pub(super) fn new(tokens: &'t [Token]) -> Self {
        let groups = groups(tokens);
        let mut group_of = vec![None; tokens.len()];
        for (number, group) in groups.iter().enumerate() {
            for at in (group.start..group.end).chain(group.rest.clone().unwrap_or(0..0)) {
                if let Some(slot) = group_of.get_mut(at) {
                    *slot = Some(number);
                }
            }
        }
        Self { tokens, groups, group_of, fuel: std::cell::Cell::new(FUEL) }
    }

    fn spent(&self) -> bool {
        let left = self.fuel.get();
        self.fuel.set(left.saturating_sub(1));
        left == 0
    }
    fn tag(&self, at: usize) -> Option<Tag> {
        self.tokens.get(at).map(|token| token.tag)
    }
    fn group_at(&self, at: usize) -> Option<(usize, &Group)> {
        let number = (*self.group_of.get(at)?)?;
        Some((number, self.groups.get(number)?))
    }
    fn has(&self, at: usize, cat: Cat) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(cat))
    }
    fn norm(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.norm.as_str())
    }
    fn main_is(&self, group: &Group, cat: Cat) -> bool {
        group.main.is_some_and(|main| self.has(main, cat))
    }
    /// Whether the sentence is a question.
    pub(super) fn asks(&self) -> bool {
        self.tokens.iter().rev().take(3).any(|token| token.norm == "?")
    }

    /// What the sentence says about the tokens `target`.
    pub(super) fn read(&self, target: Range<usize>) -> Sense {
        self.fuel.set(FUEL);
        let mut sense = Sense::new();
        self.up(target.start, target.end, &mut sense, 0);
        self.own_relative(&target, &mut sense);
        self.object_complement(&target, &mut sense);
        sense.order = self.order(&target);
        self.judged(target.end, &mut sense);
        self.praised(&target, &mut sense);
        sense
    }

    /// "You will not find a better X", "nobody does X better": denied of all others, so said of this one.
    fn praised(&self, target: &Range<usize>, sense: &mut Sense) {
        let before = (target.start.saturating_sub(3)..target.start).any(|at| BETTER.contains(&self.norm(at)));
        let after = BETTER.contains(&self.norm(target.end));
        let negated = sense.ops.iter().filter(|op| op.flips).count() == 1 && sense.ops.iter().any(|op| op.flips && matches!(op.rule, ScopeRule::NegatedVerb | ScopeRule::NegativeSubject));
        if (before || after) && negated && sense.sign < 0 {
            sense.op(target.clone(), ScopeRule::OtherPredicate, true, Strength::Presupposed);
        }
    }

    /// "…, which was a mistake": the whole statement is judged.
    fn judged(&self, from: usize, sense: &mut Sense) {
        if sense.ops.iter().any(|op| op.rule == ScopeRule::FalseStatement) {
            return;
        }
        let which = (from..self.tokens.len()).find(|&at| self.norm(at) == "which" && at > from + 1 && self.tag(at - 1) == Some(Tag::Comma));
        let Some(which) = which else { return };
        let Some((number, group)) = self.group_at(which + 1).filter(|(_, group)| group.copula || group.passive) else { return };
        let mut judgement = Sense::new();
        self.predicate(number, which + 1, &mut judgement, false);
        let truth = judgement.ops.iter().any(|op| self.tokens.get(op.tokens.clone()).unwrap_or_default().iter().any(|token| TRUTHS.contains(&token.norm.as_str())));
        if truth && judgement.sign < 0 {
            sense.flip(which..self.groups.get(number).map_or(which + 1, |group| group.end), ScopeRule::FalseStatement);
        }
    }

    /// The place of the target in "A and B", "A, B and C".
    fn order(&self, target: &Range<usize>) -> Option<u8> {
        let nominal = |at: usize| matches!(self.tag(at), Some(Tag::Noun | Tag::Det | Tag::Adj | Tag::Target | Tag::Num | Tag::QuoteOpen | Tag::QuoteClose));
        let mut before = 0;
        let mut at = target.start;
        while let Some(left) = at.checked_sub(1) {
            match self.tag(left) {
                Some(Tag::And) if left > 0 => before += u8::from(self.tag(left - 1) != Some(Tag::Comma)),
                Some(Tag::Comma) if left > 0 && nominal(left - 1) => before += 1,
                _ if nominal(left) => {}
                _ => break,
            }
            at = left;
        }
        let joined = before > 0 || matches!(self.tag(self.after_phrase(target.end)), Some(Tag::And | Tag::Comma));
        joined.then_some(before)
    }

    /// Climbs from the noun phrase `left..right`.
    fn up(&self, left: usize, right: usize, sense: &mut Sense, depth: usize) {
        if depth > 14 || self.spent() {
            return;
        }
        let mut at = left;
        let mut preposition: Option<usize> = None;
        let mut sibling = false;
        let mut nor = false;
        let mut but = false;
        while let Some(before) = at.checked_sub(1) {
            let Some(token) = self.tokens.get(before) else { break };
            if let Some((_, group)) = self.group_at(before)
                && group.inverted.as_ref().is_some_and(|subject| subject.contains(&left))
                && (group.main.is_some() || group.copula)
            {
                return self.as_subject(at, right, sense, depth);
            }
            if let Some((number, group)) = self.group_at(before) {
                
                if group.participle && !sibling && preposition.is_none() && self.attributive(group, right) {
                    self.attribute(group, sense);
                    at = group.start;
                    continue;
                }
                return self.governed(number, at, right, preposition, sibling, sense, depth);
            }
            match token.tag {
                Tag::No => {
                    let owned = sibling && (at..left).any(|at| self.has(at, Cat::Attribute));
                    if !sibling || !owned && self.or_list(at, left) {
                        sense.flip(before..before + 1, ScopeRule::Determiner);
                    }
                }
                Tag::Nobody => {
                    if token.norm == "nothing" && self.tag(at) != Some(Tag::Prep) && !sibling && preposition.is_none() {
                        return self.as_subject(at, right, sense, depth);
                    }
                    sense.flip(before..before + 1, ScopeRule::Determiner);
                }
                Tag::Not => {
                    if token.norm == "not even" && before > 1 {
                        let host = self.quantified_phrase(0..before).map(|whole| {
                            let mut host = Sense::new();
                            self.up_excluding(whole, right, &mut host, depth + 1);
                            host.sign
                        });
                        return sense.op(before..before + 1, ScopeRule::Constituent, host.is_none_or(|sign| sign < 0), Strength::Explicit);
                    }
                    if !self.quantifier(at) && !(but && sibling) && !(sibling && sense.ops.iter().any(|op| op.rule == ScopeRule::Constituent)) {
                        sense.flip(before..before + 1, ScopeRule::Constituent);
                        sibling = true;
                        if before.checked_sub(1).is_none_or(|at| {
                            matches!(self.tag(at), Some(Tag::Open | Tag::Stop | Tag::Colon | Tag::Dash))
                        }) {
                            return;
                        }
                    }
                }
                Tag::Nor => {
                    if !nor {
                        sense.flip(before..before + 1, ScopeRule::Determiner);
                    }
                    nor = true;
                    sibling = token.norm.ends_with("nor");
                }
                Tag::Without => {
                    if !sibling || self.or_list(at, left) || self.tag(at - 1) != Some(Tag::Comma) {
                        sense.flip(before..before + 1, ScopeRule::Without);
                        preposition = Some(before);
                        sibling = false;
                        if self.fronted(before) {
                            return;
                        }
                    }
                }
                Tag::Except => return self.excepted(before, right, sense, depth),
                Tag::Instead => {
                    sense.flip(before..before + 1, ScopeRule::Instead);
                    return;
                }
                Tag::Besides => {
                    if self.fronted(before) {
                        sense.op(before..before + 1, ScopeRule::Besides, false, Strength::Presupposed);
                        return;
                    }
                    let aside = before.checked_sub(1).is_some_and(|at| self.tag(at) == Some(Tag::Comma));
                    if aside
                        && !(0..before).any(|at| self.group_at(at).is_some())
                        && let Some(whole) = self.quantified_phrase(0..before)
                    {
                        let mut host = Sense::new();
                        self.up_excluding(whole, right, &mut host, depth + 1);
                        if host.strength == Strength::Explicit {
                            return sense.op(before..before + 1, ScopeRule::Besides, host.sign < 0, Strength::Explicit);
                        }
                    }
                    if matches!(token.norm.as_str(), "i.e." | "namely") {
                        return self.as_subject(at, right, sense, depth);
                    }
                    sibling = true;
                }
                Tag::Prep => {
                    let greeting = before.checked_sub(1).map_or("", |at| self.norm(at));
                    if token.norm == "to" && matches!(greeting, "hello" | "welcome" | "yes") {
                        return sense.op(before - 1..before + 1, ScopeRule::VerbObject, false, Strength::Explicit);
                    }
                    if token.norm == "to" && matches!(greeting, "goodbye" | "farewell" | "no") {
                        return sense.flip(before - 1..before + 1, ScopeRule::VerbObject);
                    }
                    if matches!(token.norm.as_str(), "by" | "with" | "for")
                        && let Some((_, group)) = (0..before).rev().find_map(|at| self.group_at(at))
                        && self.replaces(group)
                    {
                        return sense.op(group.start..before + 1, ScopeRule::VerbObject, false, Strength::Explicit);
                    }
                    if token.norm == "than" {
                        return sense.op(before..before + 1, ScopeRule::OwnObject, false, Strength::Weak);
                    }
                    if self.fronted(before) && !sibling {
                        return self.fronted_phrase(before, right, sense);
                    }
                    preposition = Some(before);
                    sibling = false;
                }
                Tag::Noun | Tag::Adj if preposition.is_some() => {
                    let head = before;
                    if !self.head_noun(head, preposition, sibling, sense) {
                        return;
                    }
                    preposition = None;
                    if token.is(Cat::Exclusion) || token.is(Cat::Proposal) || token.is(Cat::Offer) {
                        return self.up(head, right, sense, depth + 1);
                    }
                }
                Tag::Noun if token.is(Cat::Wording) && (at == left || at + 1 == left && self.tag(at) == Some(Tag::QuoteOpen)) && !sibling => sense.mention = true,
                Tag::Adj if at == left && !sibling && self.attributive_adjective(before) => {
                    sense.op(before..before + 1, ScopeRule::Attribute, true, Strength::Weak);
                }
                Tag::Det => {
                    if matches!(token.norm.as_str(), "own" | "existing") && self.owner_is_other(before) {
                        sense.third = true;
                    } else if matches!(token.norm.as_str(), "'s" | "'" | "their" | "his" | "her")
                        && self.owner_is_other(before)
                    {
                        sense.third = true;
                    }
                }
                Tag::Adv if token.is(Cat::False) => sense.flip(before..before + 1, ScopeRule::FalseStatement),
                Tag::And => {
                    but |= token.norm == "but";
                    if self.new_clause(before, right) {
                        return self.as_subject(at, right, sense, depth);
                    }
                    sibling = true;
                }
                Tag::Comma => match self.comma(before, left, right) {
                    CommaKind::List => sibling = true,
                    CommaKind::Parenthesis(open) => {
                        at = open;
                        continue;
                    }
                    CommaKind::Boundary => return self.as_subject(at, right, sense, depth),
                },
                Tag::Rel | Tag::That | Tag::Sub | Tag::Cond | Tag::Semi | Tag::Stop | Tag::Colon | Tag::Dash => {
                    return self.as_subject(at, right, sense, depth);
                }
                Tag::Open => return self.in_parentheses(before, right, sense, depth),
                Tag::QuoteOpen => {
                    if self.tag(right) != Some(Tag::QuoteClose) {
                        let close = (right..self.tokens.len()).find(|&at| self.tag(at) == Some(Tag::QuoteClose));
                        return match close.filter(|&close| !(before..close).any(|at| self.group_at(at).is_some_and(|(_, group)| group.finite()))) {
                            Some(close) => self.up(before, close + 1, sense, depth + 1),
                            None => self.as_subject(at, right, sense, depth),
                        };
                    }
                }
                Tag::Close => {
                    at = self.opening(before).unwrap_or(before);
                    continue;
                }
                _ => {}
            }
            at = before;
        }
        self.as_subject(at, right, sense, depth);
    }

    /// A clause of its own starts after an "and" when a finite verb stands right of the target and another one in
    /// the clause before.
    fn new_clause(&self, and: usize, right: usize) -> bool {
        if !self
            .next_finite(right, false)
            .is_some_and(|(number, _)| self.groups.get(number).is_some_and(|group| group.finite()))
        {
            return false;
        }
        let mut nested = false;
        for at in (0..and).rev() {
            if matches!(self.tag(at), Some(Tag::Semi | Tag::Stop)) {
                return false;
            }
            if let Some((_, group)) = self.group_at(at) {
                nested |= !group.finite();
                if group.finite() && group.start == at {
                    return !matches!(at.checked_sub(1).and_then(|at| self.tag(at)), Some(Tag::Rel))
                        && !self.tokens.iter().take(at).any(|token| token.norm == "what" || token.norm == "who");
                }
            }
        }
        false
    }

    /// "no A, B or X": the list closes with "or".
    fn or_list(&self, from: usize, left: usize) -> bool {
        let mut tokens = (from..left).rev().chain(left..self.tokens.len());
        let mut seen_and = false;
        let joined = tokens.find_map(|at| match self.tag(at) {
            Some(Tag::And) if self.norm(at) == "or" => Some(true),
            Some(Tag::And) if matches!(self.norm(at), "and" | "&" | "plus") => {
                seen_and = true;
                Some(!(from..left).any(|at| self.tag(at) == Some(Tag::Comma)))
            }
            Some(
                Tag::And
                | Tag::Semi
                | Tag::Stop
                | Tag::Modal
                | Tag::Be
                | Tag::Have
                | Tag::Verb
                | Tag::Close
                | Tag::Colon,
            ) => Some(false),
            _ => None,
        });
        joined == Some(true)
    }

    fn quantifier(&self, at: usize) -> bool {
        matches!(
            self.norm(at),
            "all" | "every" | "everyone" | "everybody" | "everything" | "each" | "many" | "much" | "only" | "just"
        )
    }

    /// Whether a preposition starts its sentence or clause.
    fn fronted(&self, at: usize) -> bool {
        at.checked_sub(1).is_none_or(|before| {
            matches!(self.tag(before), Some(Tag::Stop | Tag::Semi | Tag::Colon | Tag::Dash | Tag::Sub | Tag::That))
                || matches!(self.tag(before), Some(Tag::Adv | Tag::And)) && before == 0
        })
    }

    /// "For X you would have to look elsewhere", "With X ruled out, they pay by transfer".
    fn fronted_phrase(&self, at: usize, right: usize, sense: &mut Sense) {
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
            && !(group.negations.is_empty() && !self.negative_subject(number))
            && comma.is_none()
        {
            let flips = (group.polarity() < 0) != self.negative_subject(number);
            sense.op(group.start..group.end, ScopeRule::NegatedVerb, flips, Strength::Explicit);
            return;
        }
        sense.op(at..at + 1, ScopeRule::Fronted, false, Strength::Presupposed);
    }

    /// The noun a prepositional phrase belongs to. Whether the climb goes on.
    fn head_noun(&self, head: usize, preposition: Option<usize>, sibling: bool, sense: &mut Sense) -> bool {
        let Some(token) = self.tokens.get(head) else { return true };
        let of = preposition
            .is_some_and(|at| matches!(self.norm(at), "of" | "on" | "to" | "in" | "for" | "from" | "against"));
        if token.norm == "news" && head > 0 && matches!(self.norm(head - 1), "bad" | "sad") {
            sense.flip(head - 1..head + 1, ScopeRule::Noun);
            return false;
        }
        if FALSE_NOUNS.contains(&token.norm.as_str()) && preposition.is_some_and(|at| self.norm(at) == "of") {
            sense.flip(head..head + 1, ScopeRule::FalseStatement);
            return false;
        }
        if token.is(Cat::Exclusion) && of {
            sense.flip(head..head + 1, ScopeRule::Noun);
            return true;
        }
        if token.is(Cat::Attribute) && !sibling && !preposition.is_some_and(|at| self.norm(at) == "of") {
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

    fn replaces(&self, group: &Group) -> bool {
        group.main.is_some_and(|main| ["replac", "swap", "substitut", "exchang"].iter().any(|stem| self.norm(main).starts_with(stem)))
    }

    fn attributive_adjective(&self, at: usize) -> bool {
        let unavailable = self.has(at, Cat::Unavailable) || self.has(at, Cat::Exclude);
        let determined = at.checked_sub(1).is_none_or(|before| {
            matches!(self.tag(before), Some(Tag::Det | Tag::Colon | Tag::Comma | Tag::Prep | Tag::Verb | Tag::And))
        });
        unavailable && determined && !self.has(at, Cat::Available)
    }

    /// A participle that stands between a determiner and the target: "the excluded X".
    fn attributive(&self, group: &Group, right: usize) -> bool {
        let determined = group.start.checked_sub(1).is_some_and(|before| matches!(self.tag(before), Some(Tag::Det)));
        determined && group.end < right
    }

    fn attribute(&self, group: &Group, sense: &mut Sense) {
        let flips = self.main_is(group, Cat::Exclude) && !self.main_is(group, Cat::Include);
        sense.op(group.start..group.end, ScopeRule::Attribute, flips, Strength::Weak);
    }

    /// Whether the possessive at `at` names somebody else than the vendor.
    fn owner_is_other(&self, at: usize) -> bool {
        let mut owner = at;
        if matches!(self.norm(at), "own" | "existing") {
            let Some(before) = at.checked_sub(1) else { return false };
            owner = before;
        }
        match self.norm(owner) {
            "your" | "yours" => return matches!(self.norm(at), "own" | "existing"),
            "their" | "its" | "his" | "her" => {
                return self.norm(at) == "own"
                    && !self
                        .tokens
                        .iter()
                        .take(at)
                        .any(|token| matches!(token.norm.as_str(), "vendor" | "we" | "our" | "supplier" | "provider"));
            }
            "'s" | "'" => {}
            _ => return false,
        }
        owner.checked_sub(1).is_some_and(|name| {
            (self.has(name, Cat::Customer) || self.has(name, Cat::Third))
                && (self.norm(at) == "own" || self.has(name, Cat::Third))
        })
    }

    /// What a comma left of the target is.
    fn comma(&self, comma: usize, left: usize, right: usize) -> CommaKind {
        let after_target = self.after_phrase(right);
        let resumed = self.skip_adverbs(after_target + 1);
        if self.tag(after_target) == Some(Tag::Comma)
            && self.group_at(resumed).is_some_and(|(_, group)| group.finite() && !group.imperative)
            && !(comma..left).any(|at| matches!(self.tag(at), Some(Tag::And)))
        {
            return CommaKind::Boundary;
        }
        let closes = self.tag(after_target) == Some(Tag::Comma) || self.tag(after_target) == Some(Tag::And);
        let joined = (comma..left).any(|at| self.tag(at) == Some(Tag::And));
        let predicate = self.next_finite(right, false).is_some();
        // ", of course," / ", during the term," directly before the target.
        let between =
            comma.checked_sub(1).and_then(|end| (0..=end).rev().take(14).find(|&at| self.tag(at) == Some(Tag::Comma)));
        if let Some(open) = between {
            let inside = self.tokens.get(open + 1..comma).unwrap_or_default();
            let starts = inside.first().map(|first| first.tag);
            let adverbial = inside.iter().all(|token| matches!(token.tag, Tag::Adv | Tag::Idiom))
                || matches!(
                    starts,
                    Some(
                        Tag::Prep
                            | Tag::Rel
                            | Tag::Cond
                            | Tag::Sub
                            | Tag::Besides
                            | Tag::Without
                            | Tag::Except
                            | Tag::Instead
                            | Tag::To
                    )
                ) && !inside.is_empty()
                    && (self.group_at(open.saturating_sub(1)).is_some()
                        || self.tag(open.saturating_sub(1)) == Some(Tag::And)
                        || self.tag(open.saturating_sub(1)) == Some(Tag::That));
            if adverbial {
                return CommaKind::Parenthesis(open);
            }
        }
        let before = comma.checked_sub(1).and_then(|at| self.tag(at));
        let nominal = matches!(
            before,
            Some(Tag::Noun | Tag::Target | Tag::Adj | Tag::Close | Tag::QuoteClose | Tag::Num | Tag::Verb)
        );
        let start = (0..comma)
            .rev()
            .find(|&at| matches!(self.tag(at), Some(Tag::Semi | Tag::Stop | Tag::Colon | Tag::Dash | Tag::Open)))
            .map_or(0, |at| at + 1);
        let clause = start..comma;
        let finite = clause.clone().any(|at| self.group_at(at).is_some_and(|(_, group)| group.finite()));
        let intro = clause.clone().next().is_some_and(|first| {
            matches!(
                self.tag(first),
                Some(
                    Tag::Sub
                        | Tag::Cond
                        | Tag::Prep
                        | Tag::Without
                        | Tag::Besides
                        | Tag::Instead
                        | Tag::To
                        | Tag::Except
                )
            )
        });
        if self.tag(comma + 1) == Some(Tag::Not) || self.tag(comma + 1) == Some(Tag::Nor) {
            return if nominal { CommaKind::List } else { CommaKind::Boundary };
        }
        if predicate && (finite || intro) {
            return CommaKind::Boundary;
        }
        if nominal && (closes || joined || !finite) && !(intro && !finite && predicate) {
            return CommaKind::List;
        }
        if nominal && finite && !predicate { CommaKind::List } else { CommaKind::Boundary }
    }

    /// Past the modifiers that belong to a noun phrase ending at `right`: "for all users", "(beta)".
    fn after_phrase(&self, right: usize) -> usize {
        let mut at = right;
        while let Some(token) = self.tokens.get(at) {
            match token.tag {
                Tag::Prep
                | Tag::Det
                | Tag::Noun
                | Tag::Num
                | Tag::Adj
                | Tag::QuoteClose
                | Tag::Target
                | Tag::Sign
                | Tag::Adv => at += 1,
                Tag::Open => at = self.closing(at).map_or(at + 1, |close| close + 1),
                _ => break,
            }
        }
        at
    }

    fn closing(&self, open: usize) -> Option<usize> {
        (open..self.tokens.len()).find(|&at| self.tag(at) == Some(Tag::Close))
    }
    fn opening(&self, close: usize) -> Option<usize> {
        (0..close).rev().find(|&at| self.tag(at) == Some(Tag::Open))
    }

    /// The predicate whose subject ends at `right`: its group, and whether anything unusual was skipped.
    /// `wide` also looks past a comma list.
    fn next_finite(&self, right: usize, wide: bool) -> Option<(usize, usize)> {
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
                    if !skipping && at == self.after_phrase(right) && self.group_at(self.skip_adverbs(at + 1)).is_some_and(|(_, group)| group.finite() && !group.imperative) {
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
                Tag::Pron if !skipping && !matches!(token.norm.as_str(), "all" | "both" | "each") => return None,
                Tag::And if !wide && self.norm(at) != "and" && self.norm(at) != "or" => return None,
                Tag::QuoteClose if at > right => return None,
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// After the comma at `at`, the place where a parenthetical ends and the clause goes on with its verb.
    fn resumes(&self, at: usize) -> Option<usize> {
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
    fn as_subject(&self, left: usize, right: usize, sense: &mut Sense, depth: usize) {
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
        let before = left.checked_sub(1);
        match before.and_then(|at| self.tag(at)) {
            Some(Tag::Cond) => {
                sense.in_condition = found.is_some() || !before.is_some_and(|at| self.norm(at) == "where")
            }
            Some(Tag::Sub) => sense.subordinate = true,
            _ => {}
        }
        let Some(number) = found else {
            self.fragment_after(right, sense);
            return;
        };
        sense.subject = true;
        self.predicate(number, right, sense, inverted.is_some());
        if let Some(at) = before {
            match self.tag(at) {
                Some(Tag::Cond) if !(self.norm(at) == "if" && at > 0 && self.group_at(at - 1).is_some()) => self.condition_up(at, number, sense),
                Some(Tag::Sub) if matches!(self.norm(at), "as if" | "as though") => sense.flip(at..at + 1, ScopeRule::FalseStatement),
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

    /// "X (excluded)", "X: not included", "X – no": a status without a verb of its own.
    fn fragment_after(&self, right: usize, sense: &mut Sense) {
        let mut at = right;
        while matches!(self.tag(at), Some(Tag::QuoteClose | Tag::Close)) {
            at += 1;
        }
        if self.tag(at) == Some(Tag::Prep) || matches!(self.tag(at), Some(Tag::Noun | Tag::Det | Tag::Num)) {
            at = self.after_modifiers(at);
        }
        let delimited =
            matches!(self.tag(at), Some(Tag::Open | Tag::Colon | Tag::Dash | Tag::Comma | Tag::Semi | Tag::Stop));
        let start = if delimited { at + 1 } else { at };
        let end = self.fragment_end(at, start);
        let comma_list = self.tag(at) == Some(Tag::Comma);
        if start >= end || self.tag(at) == Some(Tag::Semi) {
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

    fn after_modifiers(&self, from: usize) -> usize {
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

    fn fragment_end(&self, at: usize, start: usize) -> usize {
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
    pub(super) fn status(&self, range: Range<usize>, strict: bool) -> Option<(i8, Range<usize>)> {
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
                let noun = self.tokens.get(at + 1).is_some_and(|next| next.tag == Tag::Noun && !next.cats.any(PREDICATES) && !matches!(next.norm.as_str(), "part" | "way" | "such"));
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
            if token.tag == Tag::Without {
                return Some((-sign, start..at + 1));
            }
            if (matches!(token.tag, Tag::Adj | Tag::Noun) || token.tag == Tag::Verb && token.forms & form::ING != 0 && token.norm.contains("ing")) && token.is(Cat::Unavailable) || token.is(Cat::Exclusion) && at == range.start
            {
                return Some((-sign, start..at + 1));
            }
            if matches!(token.tag, Tag::Adj | Tag::Noun) && (token.is(Cat::Available) || token.is(Cat::Promise)) {
                return Some((sign, start..at + 1));
            }
            if token.is(Cat::Exclude) && token.forms & (form::PARTICIPLE | form::PAST) != 0 {
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
            if strict && !matches!(token.tag, Tag::Adv | Tag::Be | Tag::Have | Tag::Do | Tag::Modal) {
                break;
            }
        }
        negation.filter(|_| sign < 0).map(|at| (-1, at..at + 1))
    }

    /// In "(…)": the phrase inside is on its own; where nothing inside acts on it, it takes the place of what
    /// stands before.
    fn in_parentheses(&self, open: usize, right: usize, sense: &mut Sense, depth: usize) {
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
    fn excepted(&self, at: usize, right: usize, sense: &mut Sense, depth: usize) {
        let before = at.checked_sub(1);
        let trailing_comma = before.is_some_and(|before| self.tag(before) == Some(Tag::Comma));
        let fronted = self.fronted(at);
        let whole = if fronted {
            let comma = (right..self.tokens.len()).find(|&at| self.tag(at) == Some(Tag::Comma)).unwrap_or(right);
            let main = self.skip_relative(comma);
            self.quantified_phrase(main..self.tokens.len())
        } else {
            self.quantified_phrase(0..at)
        };
        sense.flip(at..at + 1, ScopeRule::Except);
        let Some(whole) = whole else { return };
        let mut host = Sense::new();
        self.up_excluding(whole.clone(), right, &mut host, depth + 1);
        if host.sign < 0 {
            sense.sign = -sense.sign;
            sense.ops.extend(host.ops);
        }
    }

    fn up_excluding(&self, whole: Range<usize>, right: usize, sense: &mut Sense, depth: usize) {
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
    fn skip_relative(&self, comma: usize) -> usize {
        if matches!(self.tag(comma + 1), Some(Tag::Rel | Tag::Nor))
            && let Some(end) = (comma + 1..self.tokens.len()).find(|&at| self.tag(at) == Some(Tag::Comma))
        {
            return end + 1;
        }
        comma + 1
    }

    /// The noun phrase of `range` that an exception is made from: the quantified one, else the first.
    fn quantified_phrase(&self, range: Range<usize>) -> Option<Range<usize>> {
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

    /// The tokens `..right` are governed by a verb group to their left.
    #[allow(clippy::too_many_arguments)]
    fn governed(
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
        let clausal = group.main.and_then(|main| self.tokens.get(main)).is_some_and(|verb| verb.cats.any(CLAUSAL))
            ;
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
            return self.complement_of_be(number, left, right, preposition, sense, depth);
        }
        self.object(number, left, right, preposition, sense);
        if sense.ops.last().is_some_and(|op| op.rule == ScopeRule::OwnObject) && sense.strength == Strength::Presupposed {
            return;
        }
        self.clause_up(number, sense, depth + 1);
    }

    fn relative_before(&self, group: &Group) -> bool {
        group.start.checked_sub(1).is_some_and(|at| matches!(self.tag(at), Some(Tag::Rel)))
            || group.start.checked_sub(2).is_some_and(|at| matches!(self.tag(at), Some(Tag::Rel)))
    }

    /// The sign a verb gives its object, its own negation left out; 0 where it says nothing of it.
    fn object_sign(&self, group: &Group) -> i8 {
        let Some(verb) = group.main.and_then(|main| self.tokens.get(main)) else { return 1 };
        match () {
            () if verb.is(Cat::Exclude) && !(verb.is(Cat::Include)) => -1,
            () if verb.is(Cat::Include) => 1,
            () if verb.is(Cat::Refuse) => -1,
            () => 0,
        }
    }

    fn object(&self, number: usize, left: usize, right: usize, preposition: Option<usize>, sense: &mut Sense) {
        let Some(group) = self.groups.get(number) else { return };
        let place = group.main.unwrap_or(group.start);
        let words = group.start..group.end.max(place + 1);
        let verb = group.main.and_then(|main| self.tokens.get(main));
        let cats = verb.map_or(Cats::default(), |verb| verb.cats);
        let particle = self.particle(group, left, right);
        let cats = particle.as_ref().map_or(cats, |(_, entry)| *entry);
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
        if (matches!(self.norm(group.end), "us" | "me") || preposition.is_some_and(|_| matches!(self.norm(group.end), "us" | "me")))
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
        let hopes = verb.is_some_and(|verb| ["expect", "hop", "look", "search", "count", "ask", "wait", "hold"].iter().any(|stem| verb.norm.starts_with(stem)));
        if cats.has(Cat::Ask) && denied && hopes {
            sense.op(words, ScopeRule::Raised, false, Strength::Explicit);
            return negation(sense);
        }
        if cats.has(Cat::Exclude) && !(cats.has(Cat::Include) && !direct) && !(cats.has(Cat::OtherVerb) && !direct) {
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
        if verb.is_some_and(|verb| matches!(verb.norm.as_str(), "means" | "mean" | "denotes" | "designates")) {
            let start = self.clause_start(group.start);
            if let Some((sign, label)) = self.status(start..group.start, false).filter(|(sign, _)| *sign < 0) {
                return sense.op(label, ScopeRule::Predicate, sign < 0, Strength::Explicit);
            }
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
            let claims = verb.is_some_and(|verb| CLAIMING.iter().any(|stem| verb.norm.starts_with(stem)));
            let strength = if claims && !denied { Strength::Explicit } else { Strength::Weak };
            sense.op(words, ScopeRule::Speech, false, strength);
            if denied {
                sense.mention = true;
                negation(sense);
            }
            return;
        }
        let working = verb.is_some_and(|verb| verb.norm.starts_with("work")) && preposition.is_some_and(|at| matches!(self.norm(at), "on" | "towards" | "toward"));
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
    fn particle(&self, group: &Group, left: usize, right: usize) -> Option<(usize, Cats)> {
        let verb = group.main.and_then(|main| self.tokens.get(main))?;
        let after = self.tokens.get(right)?;
        let lexicon = super::lexicon::Lexicon::get();
        let first = after.norm.split(' ').next()?;
        if !matches!(after.tag, Tag::Prep | Tag::Adv | Tag::Adj | Tag::Noun | Tag::Without) {
            return None;
        }
        let entry = lexicon.particle(&verb.norm, first)?;
        Some((right + 1, entry.cats))
    }

    fn is_future(&self, group: &Group) -> bool {
        group.modal.is_some_and(|at| self.has(at, Cat::Future) || self.has(at, Cat::Could))
            || (group.start..group.end).any(|at| self.norm(at).contains("going to"))
    }

    /// The target stands after a form of be.
    fn complement_of_be(
        &self,
        number: usize,
        left: usize,
        right: usize,
        preposition: Option<usize>,
        sense: &mut Sense,
        depth: usize,
    ) {
        let Some(group) = self.groups.get(number) else { return };
        let words = group.start..group.end;
        let inside = group.end..left.max(group.end);
        sense.future |= self.is_future(group);
        let start = self.clause_start(group.start);
        let fronted = (start..group.start).find(|&at| {
            self.tokens.get(at).is_some_and(|token| {
                token.cats.any(PREDICATES)
                    || token.cats.any(VERBS) && token.forms & form::PARTICIPLE != 0 && token.tag != Tag::Noun
            })
        });
        let opening = self.tokens.first().is_some_and(|first| first.cats.any(PREDICATES) && first.tag == Tag::Adj || first.tag == Tag::Verb && first.forms & form::PARTICIPLE != 0 && first.forms & form::BASE == 0);
        let fronted = fronted.or((opening && inside.clone().all(|at| matches!(self.tag(at), Some(Tag::Det | Tag::Adv | Tag::Adj | Tag::Noun)))).then_some(0));
        let start = if fronted == Some(0) { 0 } else { start };
        let predicate = inside.clone().find(|&at| self.tokens.get(at).is_some_and(|token| token.tag == Tag::Adj && token.cats.any(PREDICATES)));
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
        self.clause_up(number, sense, depth + 1);
    }

    /// The sign a subject like "what we do not offer" or "the only exclusion" gives to what it is said to be.
    fn subject_sign(&self, range: Range<usize>) -> i8 {
        let free = range.clone().find(|&at| self.tag(at) == Some(Tag::Rel) || matches!(self.norm(at), "all"));
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
        if free.is_none() && range.clone().any(|at| self.has(at, Cat::Exclusion) && !self.has(at, Cat::Container)) {
            sign = -sign;
        }
        sign
    }

    /// The first token of the clause a group at `at` is the predicate of.
    fn clause_start(&self, group_start: usize) -> usize {
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
                Some(Tag::Semi | Tag::Stop | Tag::Colon | Tag::Dash | Tag::That | Tag::Sub | Tag::Cond | Tag::Open | Tag::Rel) => return at,
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
    fn subject_between(&self, at: usize, verb: usize) -> bool {
        !self.groups.iter().any(|group| group.start == verb && group.inverted.is_some() && at + 1 < verb)
    }

    fn closes_before(&self, open: usize, end: usize) -> bool {
        (open..end).any(|at| self.tag(at) == Some(Tag::QuoteClose))
    }

    /// The relative pronoun that opens the clause of a group, where it stands right before its subject.
    fn relative_of(&self, group_start: usize) -> Option<usize> {
        let mut at = group_start;
        for _ in 0..7 {
            at = at.checked_sub(1)?;
            match self.tag(at)? {
                Tag::That if at > 0 && matches!(self.tag(at - 1), Some(Tag::Noun)) && !self.tokens.get(at - 1).is_some_and(|noun| noun.is(Cat::Offer) || noun.is(Cat::Proposal)) => return Some(at),
                Tag::Rel if at > 0 && !matches!(self.tag(at - 1), Some(Tag::Stop | Tag::Semi | Tag::Verb | Tag::Be)) =>
                {
                    return Some(at);
                }
                Tag::Noun | Tag::Det | Tag::Pron | Tag::Adj | Tag::Adv | Tag::Target | Tag::Num => {}
                _ => return None,
            }
        }
        None
    }

    /// The negation that the subject of a group carries: "no plan", "none of the items, which …,", "at no time".
    fn negation_of_subject(&self, number: usize) -> Option<usize> {
        self.negative_opening(number).filter(|&at| !matches!(self.norm(at + 1), "else" | "other"))
    }

    fn negative_opening(&self, number: usize) -> Option<usize> {
        let group = self.groups.get(number)?;
        if group.inverted.is_some() && self.tag(0) == Some(Tag::Not) && group.start > 0 && !group.negations.contains(&0) && !self.asks() {
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
                Some(Tag::No | Tag::Nobody) => leads || group.inverted.is_some() && at > start || !matches!(before, Some(Tag::Prep | Tag::Without | Tag::Besides | Tag::Be | Tag::Have | Tag::Verb)),
                Some(Tag::Not) => leads && !(at..group.start).any(|at| self.norm(at) == "but") && !self.quantifier(at + 1) && !self.group_negates(number, at),
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

    fn group_negates(&self, number: usize, at: usize) -> bool {
        self.groups.get(number).is_some_and(|group| group.negations.contains(&at))
    }

    fn negative_subject(&self, number: usize) -> bool {
        self.negation_of_subject(number).is_some()
    }

    /// The end of a relative clause inside a subject.
    fn relative_end(&self, relative: usize, limit: usize) -> Option<usize> {
        if relative.checked_sub(1).is_some_and(|before| self.tag(before) == Some(Tag::Comma)) {
            return (relative..limit).rev().find(|&at| self.tag(at) == Some(Tag::Comma));
        }
        let group = self.groups.iter().find(|group| group.start > relative && group.start < limit)?;
        Some(group.end.max(relative + 1))
    }

    /// Whether nothing between a negation and its verb starts a new phrase.
    fn reaches(&self, at: usize, verb: usize) -> bool {
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
    fn clause_up(&self, number: usize, sense: &mut Sense, depth: usize) {
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
            && group.modal.is_none();
        if let Some(shared) = self.coordinated(number) {
            self.share(shared, bare, sense, depth);
            return;
        }
        if let Some(at) = self.negation_of_subject(number) {
            sense.flip(at..at + 1, ScopeRule::NegativeSubject);
        }
        let start = self.clause_start(group.start);
        let subject = (start..group.start).rev().find(|&at| self.tag(at) == Some(Tag::Comma)).map_or(start, |comma| comma + 1);
        if (subject..group.start).any(|at| self.has(at, Cat::Third)) {
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
            && self.exclusion_subject(start..group.start, group)
        {
            sense.flip(start..group.start, ScopeRule::Noun);
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
                if before > 0 && matches!(self.tag(before - 1), Some(Tag::Noun | Tag::Adj | Tag::Pron | Tag::Nobody | Tag::Comma))
                {
                    if self.tag(before - 1) == Some(Tag::Comma) {
                        if sense.strength < Strength::Explicit && before > 1 {
                            self.head_predicate(before - 1, number, sense);
                        }
                        return;
                    }
                    self.head_up(before - 1, before, sense, depth);
                    if sense.strength < Strength::Explicit {
                        self.head_predicate(before, number, sense);
                    }
                }
            }
            Some(Tag::QuoteOpen) => self.speech_up(before, sense, depth),
            Some(Tag::Cond) if before > 0 && self.norm(before) == "if" && self.group_at(before - 1).is_some() => {
                self.complement_up(before, sense, depth)
            }
            Some(Tag::Cond) if before > 0 && ["lying", "wrong", "mistaken", "misleading", "dishonest", "untrue", "false"].contains(&self.norm(before - 1)) => {
                sense.flip(before - 1..before, ScopeRule::FalseStatement);
            }
            Some(Tag::Cond) => self.condition_up(before, number, sense),
            Some(Tag::Sub) if matches!(self.norm(before), "as if" | "as though") => sense.flip(before..before + 1, ScopeRule::FalseStatement),
            Some(Tag::Sub) if matches!(self.norm(before), "whether" | "why" | "how") => {
                self.complement_up(before, sense, depth)
            }
            Some(Tag::Sub) => sense.subordinate = true,
            _ => {
                if let Some((up, outer)) = self.group_at(before)
                    && outer.main.and_then(|main| self.tokens.get(main)).is_some_and(|verb| {
                        verb.cats.any(CLAUSAL.with(Cats::of(Cat::Include)).with(Cats::of(Cat::Refuse)))
                    })
                {
                    self.complement(up, sense, depth + 1);
                }
            }
        }
    }

    /// The target stands in the condition: "if we had X, we would …", "until X is live".
    fn condition_up(&self, at: usize, number: usize, sense: &mut Sense) {
        sense.in_condition = self.norm(at) != "where";
        let Some(group) = self.groups.get(number) else { return };
        let would = self.groups.iter().any(|other| other.modal.is_some_and(|modal| matches!(self.norm(modal), "would" | "could" | "might" | "'d")));
        let past = (group.start..group.end).any(|at| matches!(self.norm(at), "were" | "had" | "was"))
            || group.main.and_then(|main| self.tokens.get(main)).is_some_and(|verb| verb.forms & form::PAST != 0 && verb.forms & form::BASE == 0);
        let reader = (at..group.start).any(|at| self.norm(at) == "you" || self.has(at, Cat::Customer));
        let ours = sense.subject || (at..group.start).any(|at| matches!(self.norm(at), "we" | "i" | "anyone" | "anybody" | "someone") || self.has(at, Cat::Vendor));
        let waits = matches!(self.norm(at), "until" | "till" | "unless and until" | "before" | "prior to") && !reader && ours;
        if waits || self.norm(at) == "if" && past && would {
            sense.flip(at..at + 1, ScopeRule::Condition);
        }
    }

    /// "The exclusions include X": a subject of keeping out turns the verb.
    fn exclusion_subject(&self, range: Range<usize>, group: &Group) -> bool {
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

    /// A relative clause acts on its head: "no plan that includes X".
    fn head_up(&self, head: usize, relative: usize, sense: &mut Sense, depth: usize) {
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
    fn head_predicate(&self, relative: usize, inner: usize, sense: &mut Sense) {
        let next = self.groups.iter().enumerate().skip(inner + 1).find(|(_, group)| group.finite());
        let Some((number, group)) = next else { return };
        let closes = (relative..group.start).any(|at| matches!(self.tag(at), Some(Tag::Semi | Tag::Stop | Tag::Colon | Tag::Sub | Tag::Cond | Tag::That)));
        let subject = (group.start.saturating_sub(1)..group.start).any(|at| matches!(self.tag(at), Some(Tag::Comma | Tag::Noun | Tag::Target | Tag::Close)));
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

    /// The verb over a thing that contains the target: only its negation and a verb of keeping out count.
    fn container_verb(&self, number: usize, group: &Group, sense: &mut Sense, depth: usize) {
        let existential = group.copula && group.start.checked_sub(1).is_some_and(|at| self.norm(at) == "there");
        let mends = group.main.is_some_and(|main| ["fix", "resolv", "solv", "cure", "overcom", "overcame", "clear", "remed", "repair", "lift"].iter().any(|stem| self.norm(main).starts_with(stem)));
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

    /// The group that `number` is coordinated with, as a second predicate of one subject.
    fn coordinated(&self, number: usize) -> Option<usize> {
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
        if self.tag(at - 1) == Some(Tag::Comma) && self.relative_of(first.start).is_some_and(|relative| relative > 0 && self.tag(relative - 1) == Some(Tag::Comma)) {
            return None;
        }
        let same = first.infinitive == group.infinitive || !first.infinitive && group.imperative || first.infinitive;
        let comma_only = self.tag(at - 1) == Some(Tag::Comma)
            && group.imperative
            && !first.imperative
            && first.modal.is_none()
            && !first.infinitive;
        (earlier != number && same && !comma_only).then_some(earlier)
    }

    /// A second predicate shares the subject of the first; a bare one its auxiliary and negation too.
    fn share(&self, first: usize, bare: bool, sense: &mut Sense, depth: usize) {
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

    fn infinitive_up(&self, number: usize, sense: &mut Sense, depth: usize) {
        let Some(group) = self.groups.get(number) else { return };
        let first = group.negations.iter().copied().fold(group.start, usize::min);
        let Some(before) = first.checked_sub(1) else {
            return sense.strength = sense.strength.min(Strength::Weak);
        };
        if let Some(shared) = self.coordinated(number) {
            return self.share(shared, true, sense, depth);
        }
        if let Some((outer, _)) = self.group_at(before) {
            return self.complement(outer, sense, depth + 1);
        }
        let beneficiary = (before.saturating_sub(4)..before).rev().find(|&at| self.norm(at) == "for" && (at + 1..=before).all(|at| matches!(self.tag(at), Some(Tag::Pron | Tag::Noun | Tag::Det | Tag::Adj | Tag::Num))));
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
        if NEGATIVE_ADJECTIVES.contains(&token.norm.as_str()) || token.tag == Tag::Adj && token.is(Cat::Unavailable) {
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
            if token.is(Cat::Attribute) && !["need", "reason"].contains(&token.norm.as_str()) {
                sense.strength = Strength::Presupposed;
            }
            return self.up(before, group.end, sense, depth + 1);
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

    fn gerund_up(&self, number: usize, sense: &mut Sense, depth: usize) {
        let Some(group) = self.groups.get(number) else { return };
        let Some(before) = group.start.checked_sub(1) else {
            if group.gerund
                && let Some((next, _)) = self.next_finite(group.end, true)
            {
                self.predicate_of_action(next, sense);
            }
            return;
        };
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
            Some(Tag::Noun | Tag::Pron) if group.gerund && self.outer_group(before).is_some_and(|(_, outer)| outer.finite()) => {
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

    /// The nearest verb group left of `at` in its clause.
    fn outer_group(&self, at: usize) -> Option<(usize, &Group)> {
        let outer = (0..at).rev().find(|&at| self.group_at(at).is_some() || matches!(self.tag(at), Some(Tag::Semi | Tag::Stop | Tag::Colon | Tag::Comma | Tag::Rel | Tag::That)))?;
        self.group_at(outer)
    }

    /// An adjunct shares only the negations of its clause, not what its verb does.
    fn clause_negation(&self, number: usize, sense: &mut Sense, depth: usize) {
        let Some(group) = self.groups.get(number) else { return };
        if !self.main_is(group, Cat::OtherVerb) || self.main_is(group, Cat::Include) {
            for &at in &group.negations {
                sense.flip(at..at + 1, ScopeRule::NegatedVerb);
            }
        }
        self.clause_up(number, sense, depth + 1);
    }

    /// "Setting up X is a no-go", "Anyone hoping for X will be disappointed".
    fn predicate_of_action(&self, number: usize, sense: &mut Sense) {
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

    fn above_phrase(&self, preposition: usize, sense: &mut Sense, depth: usize) {
        let before = preposition - 1;
        let token = self.tokens.get(before);
        if token.is_some_and(|token| NEGATIVE_ADJECTIVES.contains(&token.norm.as_str()) || token.tag == Tag::Adj && token.is(Cat::Unavailable)) {
            sense.flip(before..before + 1, ScopeRule::Predicate);
        }
        if self.norm(preposition) == "from"
            && let Some((outer, group)) = self.outer_group(preposition)
            && group.main.is_some_and(|main| ["keep", "kept", "stop", "prevent", "hold", "held", "bar", "block", "ban", "discourage", "deter", "hinder", "free", "prohibit", "preclude", "refrain", "abstain", "desist", "forbid"].iter().any(|stem| self.norm(main).starts_with(stem)))
        {
            sense.flip(group.start..group.end, ScopeRule::Complement);
            return self.clause_negation(outer, sense, depth);
        }
        if let Some((outer, _)) = self.group_at(before) {
            return self.complement(outer, sense, depth + 1);
        }
        if self.tokens.get(before).is_some_and(|token| token.tag == Tag::Noun && token.cats.any(NOUNS)) {
            if self.has(before, Cat::Exclusion) {
                sense.flip(before..before + 1, ScopeRule::Noun);
            }
            if self.has(before, Cat::Attribute) {
                sense.strength = sense.strength.min(Strength::Presupposed);
                return;
            }
            return self.up(before, preposition, sense, depth + 1);
        }
        let outer = (0..preposition).rev().find(|&at| {
            self.group_at(at).is_some() || matches!(self.tag(at), Some(Tag::Semi | Tag::Stop | Tag::Colon))
        });
        if let Some((outer, _)) = outer.and_then(|at| self.group_at(at)) {
            self.complement(outer, sense, depth + 1);
        }
    }

    /// What stands over "that …": a verb, a noun or an adjective.
    fn complement_up(&self, that: usize, sense: &mut Sense, depth: usize) {
        let Some(before) = that.checked_sub(1) else {
            return;
        };
        if let Some((number, _)) = self.group_at(before) {
            return self.complement(number, sense, depth + 1);
        }
        let Some(token) = self.tokens.get(before) else { return };
        match token.tag {
            Tag::Noun | Tag::Adj if token.cats.any(NOUNS) && !token.is(Cat::Customer) || token.tag == Tag::Noun => {
                let truth = ["case", "true", "fact"].contains(&token.norm.as_str());
                let outer = (0..before).rev().find_map(|at| self.group_at(at));
                if truth && let Some((number, group)) = outer.filter(|(_, group)| group.copula) {
                    for &at in &group.negations {
                        sense.flip(at..at + 1, ScopeRule::FalseStatement);
                    }
                    return;
                }
                if FALSE_NOUNS.contains(&token.norm.as_str()) {
                    sense.flip(before..before + 1, ScopeRule::FalseStatement);
                    return;
                }
                if token.is(Cat::Offer) || token.is(Cat::Proposal) || token.is(Cat::Wording) {
                    sense.said = true;
                    return self.up(before, that, sense, depth + 1);
                }
                if let Some((number, group)) = outer.filter(|(_, group)| self.main_clausal(group)) {
                    return self.complement(number, sense, depth + 1);
                }
                if let Some((next, _)) = self
                    .groups
                    .iter()
                    .enumerate()
                    .filter(|(_, group)| group.start > that && group.finite())
                    .nth(1)
                    .map(|(number, group)| (number, group))
                {
                    let mut about = Sense::new();
                    self.predicate(next, self.groups.get(next).map_or(0, |group| group.start), &mut about, false);
                    if about.strength == Strength::Explicit && about.sign < 0 {
                        sense.sign = -sense.sign;
                        sense.ops.extend(about.ops);
                    }
                }
                sense.said = true;
                self.up(before, that, &mut Sense::new(), depth + 1);
            }
            Tag::Adj => {
                let outer = (0..before).rev().find_map(|at| self.group_at(at));
                if token.is(Cat::Unavailable) {
                    sense.flip(before..before + 1, ScopeRule::FalseStatement);
                }
                if let Some((_, group)) = outer.filter(|(_, group)| group.copula)
                    && (token.is(Cat::Available) || token.is(Cat::Unavailable))
                {
                    for &at in &group.negations {
                        sense.flip(at..at + 1, ScopeRule::FalseStatement);
                    }
                }
            }
            Tag::Comma => {
                if let Some((number, _)) = (0..before)
                    .rev()
                    .find_map(|at| self.group_at(at))
                    .filter(|(_, group)| group.finite() || group.infinitive)
                {
                    let verb = (0..before)
                        .rev()
                        .filter_map(|at| self.group_at(at))
                        .find(|(_, group)| self.main_clausal(group))
                        .map_or(number, |(number, _)| number);
                    self.complement(verb, sense, depth + 1);
                }
            }
            _ => {
                let outer =
                    (0..before).rev().filter_map(|at| self.group_at(at)).find(|(_, group)| self.main_clausal(group));
                if let Some((number, _)) = outer {
                    self.complement(number, sense, depth + 1);
                }
            }
        }
    }

    fn main_clausal(&self, group: &Group) -> bool {
        group
            .main
            .and_then(|main| self.tokens.get(main))
            .is_some_and(|verb| verb.cats.any(CLAUSAL.with(Cats::of(Cat::Refuse)).with(Cats::of(Cat::Ask))))
    }

    /// A clause or an action stands under the verb of `number`.
    fn complement(&self, number: usize, sense: &mut Sense, depth: usize) {
        let Some(group) = self.groups.get(number) else { return };
        if group.main.is_some_and(|main| self.norm(main) == "used") && self.tag(group.end) == Some(Tag::To) && !group.passive {
            return sense.flip(group.start..group.end, ScopeRule::Complement);
        }
        let words = group.start..group.end;
        let verb = group.main.and_then(|main| self.tokens.get(main));
        let cats = verb.map_or(Cats::default(), |verb| verb.cats);
        let stem = verb.map_or("", |verb| verb.norm.as_str());
        let would = group.modal.is_some_and(|at| matches!(self.norm(at), "would" | "'d"));
        if ["lying", "joking", "kidding", "dreaming", "wish", "wishes", "wished"].contains(&stem) && group.polarity() > 0 || would && stem == "need" {
            return sense.flip(words, ScopeRule::FalseStatement);
        }
        sense.future |= self.is_future(group) && !cats.has(Cat::Say);
        let denied = group.polarity() < 0;
        let deny = |sense: &mut Sense| {
            for &at in &group.negations {
                sense.flip(at..at + 1, ScopeRule::NegatedVerb);
            }
        };
        let other = cats.has(Cat::OtherVerb) && denied && !cats.has(Cat::Permit) && !cats.has(Cat::Include);
        match () {
            () if other => {}
            () if cats.has(Cat::Refuse)
                && !(cats.has(Cat::Permit) && group.passive)
                && !(cats.has(Cat::Permit) && self.to_follows(group)) =>
            {
                sense.flip(words, ScopeRule::Complement);
                deny(sense);
            }
            () if cats.has(Cat::Say) => {
                sense.said = true;
                if denied {
                    sense.mention = true;
                }
                deny(sense);
                if self.norm(group.start.saturating_sub(1)) == "lying" {
                    sense.flip(words, ScopeRule::FalseStatement);
                }
            }
            () if cats.has(Cat::Plan) && !cats.has(Cat::Include) => {
                sense.future = true;
                deny(sense);
            }
            () if cats.has(Cat::Think) => {
                sense.said = true;
                deny(sense);
            }
            () if cats.has(Cat::Ask) && !cats.has(Cat::Permit) && !denied => {
                sense.strength = Strength::Weak;
                sense.said = true;
            }
            () if cats.has(Cat::Ask) && denied && stem.starts_with("want") => deny(sense),
            () if cats.has(Cat::Ask) && matches!(verb.map(|verb| verb.norm.as_str()),
                    Some("ask" | "asked" | "asks" | "want" | "wants" | "wanted" | "asking" | "wish" | "wishes")
                ) =>
            {
                sense.strength = Strength::Weak;
            }
            () if group.copula => {
                let adjective = (group.end..self.tokens.len()).take(4).find(|&at| self.tag(at) == Some(Tag::Adj));
                match adjective {
                    Some(at) if self.has(at, Cat::OtherPredicate) => {}
                    Some(at) if self.has(at, Cat::Unavailable) => {
                        sense.flip(at..at + 1, ScopeRule::Predicate);
                        deny(sense);
                    }
                    _ => deny(sense),
                }
            }
            () if cats.has(Cat::Exclude) && !cats.has(Cat::Include) && !cats.has(Cat::Permit) => {
                sense.flip(words, ScopeRule::Complement);
                deny(sense);
            }
            () => deny(sense),
        }
        self.clause_up(number, sense, depth + 1);
    }

    fn to_follows(&self, group: &Group) -> bool {
        self.tag(group.end) == Some(Tag::To)
            && group.main.is_some_and(|main| matches!(self.norm(main), "come" | "continue" | "get"))
    }

    /// What is done with a quotation: never written, wrong, forbidden.
    fn speech_up(&self, quote: usize, sense: &mut Sense, depth: usize) {
        let Some(before) = quote.checked_sub(1) else { return };
        let outer = (0..quote).rev().take(6).find_map(|at| self.group_at(at));
        let direct = self.group_at(before).is_some()
            || matches!(self.tag(before), Some(Tag::Colon | Tag::Comma | Tag::That | Tag::Noun | Tag::Adj));
        if !direct {
            return;
        }
        if let Some((number, group)) = outer {
            let verb = group.main.and_then(|main| self.tokens.get(main));
            let bans = verb.is_some_and(|verb| BANNING.iter().any(|stem| verb.norm.starts_with(stem)));
            if bans && group.polarity() > 0 {
                sense.mention = true;
                sense.flip(group.start..group.end, ScopeRule::Wording);
                return;
            }
            self.complement(number, sense, depth + 1);
        }
    }

    /// What the predicate `number` says of its subject, which ends at `right`.
    pub(super) fn predicate(&self, number: usize, right: usize, sense: &mut Sense, inverted: bool) {
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
        if let Some(next) = infinitive.filter(|_| !group.copula || true)
            && !(group.main.is_none() && !group.copula)
            && !cats.has(Cat::Say)
        {
            let refuses =
                cats.has(Cat::Refuse) || cats.has(Cat::Exclude) && !cats.has(Cat::Permit) && !cats.has(Cat::Include);
            if refuses {
                sense.flip(words.clone(), ScopeRule::Complement);
            }
            sense.future |= cats.has(Cat::Plan);
            for &at in &group.negations {
                sense.flip(at..at + 1, ScopeRule::NegatedVerb);
            }
            return self.predicate(number + 1, right, sense, false);
        }
        if group.copula
            || group.main.is_some_and(|main| LINKING.contains(&self.norm(main))) && self.complement_follows(after)
        {
            match self.after_be(after, right) {
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
            match self.after_be(after, right) {
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
        let waits = group.main.is_some_and(|main| self.norm(main).starts_with("wait") || self.norm(main).starts_with("await"));
        if waits && !counts && !self.tokens.iter().skip(after).take(3).any(|token| token.norm == "you") {
            sense.flip(words, ScopeRule::Condition);
            for &at in &group.negations {
                sense.flip(at..at + 1, ScopeRule::NegatedVerb);
            }
            return;
        }
        let costs = group.main.is_some_and(|main| ["require", "need", "cost", "mean", "take"].iter().any(|stem| self.norm(main).starts_with(stem)));
        if costs && group.modal.is_some_and(|at| matches!(self.norm(at), "would" | "'d")) && group.negations.is_empty() {
            return sense.flip(words, ScopeRule::FalseStatement);
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

    /// A second predicate of the same subject: "X lacks proof **and stays locked**".
    fn conjunct(&self, number: usize) -> Option<usize> {
        let next = self.groups.get(number + 1)?;
        let before = (0..next.start).rev().find(|&at| !matches!(self.tag(at), Some(Tag::Adv | Tag::Not)))?;
        (next.finite() && self.tag(before) == Some(Tag::And)).then_some(number + 1)
    }

    /// A form of be with a participle that is a predicate of its own: "is missing", "is gone".
    fn predicative(&self, group: &Group) -> Option<i8> {
        let verb = group.main.and_then(|main| self.tokens.get(main))?;
        let be = (group.start..group.end).chain(group.rest.clone().unwrap_or(0..0)).any(|at| self.tag(at) == Some(Tag::Be));
        let ing = verb.forms & form::ING != 0;
        match () {
            () if !be || verb.is(Cat::Include) || verb.is(Cat::Exclude) && !ing => None,
            () if verb.is(Cat::Unavailable) => Some(-1),
            () if verb.is(Cat::Available) => Some(1),
            () => None,
        }
    }

    fn declares(&self, cats: Cats) -> bool {
        cats.has(Cat::Say) || cats.has(Cat::Ask) || cats.has(Cat::Think) || cats.has(Cat::Permit)
    }

    fn adjective_follows(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| (token.cats.any(PREDICATES) || token.is(Cat::Exclude)) && token.tag == Tag::Adj || token.tag == Tag::Verb && token.is(Cat::Exclude))
    }

    /// "is available to nobody", "comes with neither tier", "goes into no renewal".
    fn negated_rest(&self, group: &Group, after: usize, sense: &mut Sense) {
        let main = group.main.unwrap_or(after);
        for at in after.max(main + 1)..self.tokens.len() {
            match self.tag(at) {
                Some(
                    Tag::Comma
                    | Tag::Semi
                    | Tag::Stop
                    | Tag::Colon
                    | Tag::Dash
                    | Tag::Sub
                    | Tag::Cond
                    | Tag::Rel
                    | Tag::That
                    | Tag::Open
                    | Tag::And
                    | Tag::Without,
                ) => return,
                Some(Tag::Nobody | Tag::Nor | Tag::No)
                    if !sense.ops.iter().any(|op| op.tokens.contains(&at))
                        && !self.norm(at).starts_with("and")
                        && at.checked_sub(1).is_some_and(|before| self.tag(before) == Some(Tag::Prep) || before == main)
                        && !self.has(at + 1, Cat::Attribute) =>
                {
                    return sense.flip(at..at + 1, ScopeRule::Determiner);
                }
                _ if self.group_at(at).is_some_and(|(_, other)| other.start > group.start && other.finite()) => return,
                _ => {}
            }
        }
    }

    fn skip_adverbs(&self, from: usize) -> usize {
        let mut at = from;
        while matches!(self.tag(at), Some(Tag::Adv | Tag::Adj))
            && !self.has(at, Cat::Available)
            && !self.has(at, Cat::OtherPredicate)
        {
            at += 1;
        }
        at
    }

    fn complement_follows(&self, at: usize) -> bool {
        let at = self.skip_adverbs(at);
        self.tokens.get(at).is_some_and(|token| {
            token.cats.any(PREDICATES)
                || matches!(token.tag, Tag::Adj | Tag::Prep | Tag::Verb | Tag::Without | Tag::No | Tag::Not)
        })
    }

    fn nothing_follows(&self, at: usize) -> bool {
        let at = self.skip_adverbs(at);
        self.tag(at)
            .is_none_or(|tag| matches!(tag, Tag::Stop | Tag::Comma | Tag::Semi | Tag::And | Tag::Close | Tag::Dash))
    }

    /// The sign a passive gives its subject; 0 where it says nothing.
    fn passive_sign(&self, group: &Group, after: usize, sense: &mut Sense) -> i8 {
        let Some(verb) = group.main.and_then(|main| self.tokens.get(main)) else { return 0 };
        let cats = verb.cats;
        if matches!(self.norm(after), "as" | "by" | "to") && self.by_third(after) {
            sense.third = true;
        }
        if self.norm(after) == "as"
            && let Some((sign, _)) = self.status(after + 1..self.fragment_end(after, after + 1), false)
        {
            return sign;
        }
        let place = self.place_sign(after);
        let sign = match () {
            () if cats.has(Cat::Exclude) && !cats.has(Cat::Include) => -1,
            () if cats.has(Cat::Include) => 1,
            () if cats.has(Cat::OtherVerb) => 0,
            () if cats.has(Cat::Plan) && !cats.has(Cat::Ask) => {
                sense.future = true;
                1
            }
            () if cats.has(Cat::Refuse) => -1,
            () if cats.has(Cat::Available) => 1,
            () if cats.has(Cat::Unavailable) => -1,
            () if cats.has(Cat::Permit) && !cats.has(Cat::Ask) => 1,
            () if cats.has(Cat::Say)
                && CLAIMING.iter().any(|stem| verb.norm.starts_with(stem))
                && group.polarity() > 0 =>
            {
                1
            }
            () if cats.has(Cat::Say) || cats.has(Cat::Ask) || cats.has(Cat::Think) => {
                return if place < 0 { -1 } else { 0 };
            }
            () if cats.has(Cat::Exist) => 1,
            () if cats.is_empty() && !group.negations.is_empty() => 1,
            () => 0,
        };
        sign * place
    }

    /// "by third parties".
    fn by_third(&self, at: usize) -> bool {
        self.norm(at) == "by" && (at + 1..(at + 4).min(self.tokens.len())).any(|at| self.has(at, Cat::Third) || self.norm(at) == "others")
    }

    /// "… from the list of exclusions", "… as out of scope": -1 where the place turns the verb.
    fn place_sign(&self, after: usize) -> i8 {
        for at in after..self.tokens.len() {
            match self.tag(at) {
                Some(
                    Tag::Comma
                    | Tag::Semi
                    | Tag::Stop
                    | Tag::Colon
                    | Tag::Dash
                    | Tag::Sub
                    | Tag::Cond
                    | Tag::Rel
                    | Tag::That
                    | Tag::Open
                    | Tag::And,
                ) => return 1,
                _ if self.group_at(at).is_some_and(|(_, group)| group.finite() && group.start >= after) => return 1,
                Some(Tag::Adj)
                    if self.has(at, Cat::Unavailable)
                        && self.placed(at) =>
                {
                    return -1;
                }
                Some(Tag::Noun | Tag::Adj) if self.has(at, Cat::Exclusion) && !self.has(at, Cat::Container) => {
                    return -1;
                }
                _ => {}
            }
        }
        1
    }

    /// Whether the phrase at `at` is the place a verb puts something in: "as …", "among the …".
    fn placed(&self, at: usize) -> bool {
        let before = (0..at).rev().find(|&at| !matches!(self.tag(at), Some(Tag::Det | Tag::Adj | Tag::Adv | Tag::QuoteOpen)));
        before.is_some_and(|before| matches!(self.norm(before), "as" | "to" | "into" | "in" | "under" | "among" | "amongst" | "on"))
    }

    /// The sign an active verb gives its subject; 0 where it says nothing.
    fn active_sign(&self, group: &Group, after: usize) -> i8 {
        let Some(verb) = group.main.and_then(|main| self.tokens.get(main)) else { return 0 };
        let cats = verb.cats;
        let next = self.skip_adverbs(after);
        let object =
            matches!(self.tag(next), Some(Tag::Det | Tag::Noun | Tag::Target | Tag::Pron | Tag::Num | Tag::QuoteOpen))
                || matches!(self.tag(next), Some(Tag::No)) && !cats.has(Cat::Exist);
        if matches!(verb.tag, Tag::Have) || ["form", "forms", "formed", "make", "makes", "play", "plays", "constitute", "constitutes"].contains(&verb.norm.as_str()) {
            let place = (next..self.tokens.len().min(next + 4)).any(|at| matches!(self.norm(at), "place" | "home" | "room" | "part" | "part of" | "a part of" | "nothing" | "role"));
            return if place { 1 } else { 0 };
        }
        match () {
            () if cats.has(Cat::End) && !object && !cats.has(Cat::Exist) => -1,
            () if cats.has(Cat::End) && verb.norm.contains(' ') => -1,
            () if cats.has(Cat::Exist) && (!object || verb.norm.contains(' ')) => self.place_sign(after),
            () if cats.has(Cat::Exist)
                && matches!(verb.norm.as_str(), "enter" | "enters" | "join" | "joins" | "reach" | "reaches") =>
            {
                1
            }
            () if verb.norm.starts_with("get") || verb.norm.starts_with("got") => self.get_passive(next),
            () if cats.has(Cat::Say) || cats.has(Cat::OtherVerb) => 0,
            () if cats.is_empty() && !object && !group.negations.is_empty() && self.nothing_follows(after) => 1,
            () => 0,
        }
    }

    fn get_passive(&self, at: usize) -> i8 {
        let Some(token) = self.tokens.get(at) else { return 0 };
        match () {
            () if token.is(Cat::Exclude) && token.forms & form::PARTICIPLE != 0 => -1,
            () if token.is(Cat::Unavailable) => -1,
            () if token.is(Cat::Include) && token.forms & form::PARTICIPLE != 0 || token.is(Cat::Available) => 1,
            () => 0,
        }
    }

    /// What stands after a form of be.
    fn after_be(&self, after: usize, right: usize) -> Complement {
        let start = after.max(if self.groups.iter().any(|group| group.inverted.is_some()) { right } else { after });
        let mut sign = 1;
        let mut at = start;
        let mut first = None;
        while let Some(token) = self.tokens.get(at) {
            let words = first.unwrap_or(at)..at + 1;
            if token.tag == Tag::Be && matches!(token.norm.as_str(), "be" | "been" | "being") {
                at += 1;
                continue;
            }
            if let Some((_, group)) = self.group_at(at) {
                if group.infinitive && at > start {
                    return Complement::Other;
                }
                if group.participle || group.gerund || group.infinitive {
                    return match self.object_sign(group) {
                        0 => Complement::Other,
                        class => Complement::Sign(sign * class, words),
                    };
                }
                return Complement::None;
            }
            match token.tag {
                Tag::No | Tag::Not => {
                    if token.tag == Tag::No && self.has(at + 1, Cat::Attribute) {
                        return Complement::Other;
                    }
                    sign = -sign;
                    first = first.or(Some(at));
                }
                Tag::Nobody => {
                    return match self.relative_sign(at) {
                        0 => Complement::Sign(-sign, words),
                        class => Complement::Sign(-sign * class, words),
                    };
                }
                Tag::Nor => sign = -sign,
                Tag::Adv | Tag::Idiom | Tag::Det | Tag::Num | Tag::Sign => {}
                Tag::Without | Tag::Except => return Complement::Sign(-sign, words),
                Tag::Adj if token.is(Cat::OtherPredicate) && !token.is(Cat::Unavailable) => return Complement::Other,
                Tag::Adj | Tag::Noun if token.is(Cat::Unavailable) => {
                    return Complement::Sign(-sign, words);
                }
                Tag::Adj if matches!(token.norm.as_str(), "on" | "in" | "up") && matches!(self.tag(at + 1), Some(Tag::Det | Tag::Noun)) => return self.after_be_preposition(at, sign, words),
                Tag::Adj | Tag::Noun if token.is(Cat::Promise) => return Complement::Sign(sign, words),
                Tag::Adj | Tag::Noun if token.is(Cat::Available) => {
                    return Complement::Sign(sign * self.place_sign(at + 1), words);
                }
                Tag::Adj if token.is(Cat::Exclude) => return Complement::Sign(-sign, words),
                Tag::Adj if token.is(Cat::Include) => return Complement::Sign(sign, words),
                Tag::Prep => return self.after_be_preposition(at, sign, words),
                Tag::Rel => {
                    return match self.relative_sign(at) {
                        0 => Complement::Other,
                        class => Complement::Sign(sign * class, words),
                    };
                }
                Tag::Noun | Tag::Pron | Tag::Target | Tag::Adj => {
                    if self.has(at, Cat::Exclusion) {
                        return Complement::Sign(-sign, words);
                    }
                    let relative = self.relative_sign(at);
                    if relative != 0 {
                        return Complement::Sign(sign * relative, words);
                    }
                    if matches!(token.norm.as_str(), "business" | "thing" | "job" | "field" | "remit" | "department" | "line" | "trade" | "call") && at > 0 && self.norm(at - 1) == "our" {
                        return Complement::Sign(sign, words);
                    }
                    if token.is(Cat::Container) || matches!(
                            token.norm.as_str(),
                            "thing" | "deliverable" | "feature" | "capability" | "something" | "one" | "option"
                        ) && sign < 0
                    {
                        return Complement::Sign(sign, words);
                    }
                    if matches!(self.tag(at + 1), Some(Tag::Noun)) && token.tag != Tag::Pron {
                        at += 1;
                        continue;
                    }
                    return if first.is_some() && sign < 0 && self.has(at, Cat::Offer) {
                        Complement::Sign(sign, words)
                    } else {
                        Complement::Other
                    };
                }
                Tag::And
                | Tag::Comma
                | Tag::Stop
                | Tag::Semi
                | Tag::Close
                | Tag::Dash
                | Tag::QuoteClose
                | Tag::Sub
                | Tag::Cond
                | Tag::Colon => {
                    return if first.is_some() {
                        Complement::Sign(sign, first.unwrap_or(at)..at)
                    } else {
                        Complement::None
                    };
                }
                _ => return Complement::Other,
            }
            at += 1;
        }
        if first.is_some() { Complement::Sign(sign, start..at) } else { Complement::None }
    }

    fn after_be_preposition(&self, at: usize, sign: i8, words: Range<usize>) -> Complement {
        let preposition = self.norm(at);
        let place = self.place_sign(at);
        if place < 0 {
            return Complement::Sign(-sign, words);
        }
        if (at..(at + 4).min(self.tokens.len())).any(|at| matches!(self.norm(at), "wish" | "mind" | "minds" | "agenda" | "shopping" | "wishlist")) {
            return Complement::Other;
        }
        match preposition {
            "outside" | "out of" | "beyond" | "off" => Complement::Sign(-sign, words),
            "in" | "on" | "within" | "inside" | "among" | "amongst" | "under" | "with" | "at" | "between"
            | "part of" | "as part of" => Complement::Sign(sign, words),
            "for" => match self.norm(at + 1) {
                "sale" | "this" | "you" | "us" | "now" | "real" => Complement::Sign(sign, words),
                _ => Complement::Other,
            },
            _ => Complement::Other,
        }
    }

    /// The sign of a relative clause after `at`: "something we do not offer"; 0 where there is none that says.
    fn relative_sign(&self, at: usize) -> i8 {
        for next in at + 1..self.tokens.len().min(at + 9) {
            if matches!(self.tag(next), Some(Tag::Stop | Tag::Semi | Tag::Comma | Tag::Sub | Tag::Cond)) {
                return 0;
            }
            if let Some((_, group)) = self.group_at(next) {
                let class = self.object_sign(group);
                if (at + 1..group.start).any(|at| self.has(at, Cat::Third)) {
                    return -group.polarity();
                }
                return if class == 0 && group.negations.is_empty() {
                    0
                } else {
                    group.polarity() * if class == 0 { 1 } else { class }
                };
            }
        }
        0
    }

    /// The sign of the predicate that an ellipsis stands for: "A is excluded, X is not".
    fn borrowed(&self, number: usize) -> Option<i8> {
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

    /// The target's own relative clause decides where its clause does not: "X, which we do not offer, was named".
    fn own_relative(&self, target: &Range<usize>, sense: &mut Sense) {
        let mut at = target.end;
        while matches!(self.tag(at), Some(Tag::QuoteClose | Tag::Noun | Tag::Adv))
            || self.tag(at) == Some(Tag::Prep) && self.tag(at + 2) == Some(Tag::Comma) {
            at += 1;
        }
        if self.tag(at) == Some(Tag::And) {
            let end = (at + 1..self.tokens.len()).find(|&at| !matches!(self.tag(at), Some(Tag::Noun | Tag::Det | Tag::Adj | Tag::Target | Tag::Num)));
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
            self.object(number, relative, relative + 1, None, &mut inner);
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
        let truth = inner.ops.iter().any(|op| self.tokens.get(op.tokens.clone()).unwrap_or_default().iter().any(|token| TRUTHS.contains(&token.norm.as_str())));
        if explicit && truth && sense.strength >= Strength::Presupposed {
            if inner.sign < 0 {
                sense.sign = -sense.sign;
                sense.ops.insert(0, Op { tokens: relative..group.end.max(relative + 1), rule: ScopeRule::FalseStatement, flips: true });
            }
            return;
        }
        let ours = (relative..group.start).any(|at| matches!(self.norm(at), "we" | "vendor" | "i" | "supplier" | "provider"));
        let absent = subject_gap && self.main_is(group, Cat::Exist);
        let denies = explicit && inner.sign < 0 && (ours || absent) && !sense.subject && !inner.past && sense.sign > 0;
        if denies || explicit && inner.sign < 0 && sense.strength < Strength::Explicit
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
    fn object_complement(&self, target: &Range<usize>, sense: &mut Sense) {
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
            "as" | "to" | "under" | "among" | "amongst" | "on" | "from" | "in" | "into" | "off" | "with" | "out of") && self.place_sign(at) < 0;
        let excluding = sense.ops.iter().any(|op| op.flips && op.rule == ScopeRule::VerbObject);
        let left_to = self.norm(at) == "to" && at > target.start + 1 - 1 && sense.ops.iter().any(|op| op.rule == ScopeRule::VerbObject && (op.tokens.clone()).any(|at| matches!(self.norm(at), "leave" | "leaves" | "left" | "leaving")));
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

    fn light_verb(&self) -> bool {
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

/// How many phrases and predicates one reading may look at.
const FUEL: u32 = 64;

enum CommaKind {
    List,
    Parenthesis(usize),
    Boundary,
}

enum Complement {
    Sign(i8, Range<usize>),
    Other,
    None,
}

/// Predicates that judge a statement, not a thing.
pub(super) const TRUTHS: &[&str] = &[
    "wrong", "incorrect", "false", "untrue", "true", "mistaken", "an error", "a mistake", "error", "right", "correct", "inaccurate", "not true", "misleading", "a misunderstanding", "misunderstanding",
    "confirmed", "confirm", "a lie", "so", "case", "the case", "bogus", "accurate", "mistake", "nonsense", "disregarded",
];

/// Nouns that call the statement under them false, or only feared.
const FALSE_NOUNS: &[&str] = &["danger", "risk", "fear", "threat", "misconception", "myth", "illusion", "misunderstanding", "fallacy", "lie", "error", "mistake", "legend", "pretence", "dream", "illusion", "fantasy", "fiction", "hallucination"];
/// Adjectives that deny the action after them.
const NEGATIVE_ADJECTIVES: &[&str] = &["unable", "unwilling", "reluctant", "unlikely", "unprepared", "impossible", "forbidden", "ineligible", "loath", "late", "early", "incapable", "averse", "wrong", "mistaken", "false", "incorrect", "dishonest", "misleading", "opposed", "powerless", "unready", "hesitant"];

const BETTER: &[&str] = &["better", "finer", "cheaper", "faster", "easier", "simpler", "smoother", "safer", "quicker"];
const LINKING: &[&str] = &[
    "remain",
    "remains",
    "remained",
    "stay",
    "stays",
    "stayed",
    "staying",
    "remaining",
    "become",
    "becomes",
    "became",
    "keep",
    "keeps",
    "seem",
    "seems",
    "look",
    "looks",
    "go",
    "goes",
    "went",
    "sit",
    "sits",
    "stand",
    "stands",
    "come",
    "comes",
    "prove",
    "proves",
    "turn",
    "turns",
    "fall",
    "falls",
    "lie",
    "lies",
    "appear",
    "appears",
    "feel",
    "feels",
    "went",
    "get",
    "gets",
    "got",
    "run",
    "runs",
    "ran",
];
const CLAIMING: &[&str] = &[
    "claim",
    "promis",
    "confirm",
    "announc",
    "advertis",
    "guarante",
    "assur",
    "affirm",
    "promot",
    "declar",
    "say hello",
    "boast",
    "brag",
];
const BANNING: &[&str] = &[
    "avoid",
    "ban",
    "prohibit",
    "forbid",
    "disregard",
    "ignore",
    "delete",
    "remove",
    "strike",
    "struck",
    "replace",
    "retract",
    "withdraw",
    "withdrew",
    "drop",
    "omit",
    "block",
    "cut",
    "refrain",
    "stop",
    "scrap",
];
