//! From a noun phrase to the left: what governs it.

use super::{Phrase, Sense, Strength};
use crate::claim::ScopeRule;
use crate::claim::groups::Group;
use crate::claim::lexicon::Cat;
use crate::claim::list::List;
use crate::claim::token::Tag;

use super::Sentence;
use super::comma::CommaKind;

impl Sentence<'_> {
    /// Climbs from the noun phrase `left..right`.
    pub(in crate::claim) fn up(&self, left: usize, right: usize, sense: &mut Sense, depth: usize) {
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
            let had = at == left && matches!(token.norm.as_str(), "current" | "present" | "legacy");
            sense.third |= had && self.owner_is_other(before);
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
                return self.governed(number, Phrase { left: at, right, preposition, sibling }, sense, depth);
            }
            match token.tag {
                Tag::No if !sibling && self.needed(before, right) => {
                    return sense.op(before..before + 1, ScopeRule::OwnObject, false, Strength::Presupposed);
                }
                Tag::No => {
                    let owned = sibling && self.has(at, Cat::Attribute) && self.tag(at + 1) == Some(Tag::And);
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
                        return sense.op(
                            before..before + 1,
                            ScopeRule::Constituent,
                            host.is_none_or(|sign| sign < 0),
                            Strength::Explicit,
                        );
                    }
                    let shared = sibling && (but || sense.ops.iter().any(|op| op.rule == ScopeRule::Constituent));
                    if !shared && !self.quantifier(at) {
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
                Tag::Without if !sibling || self.or_list(at, left) || self.tag(at - 1) != Some(Tag::Comma) => {
                    sense.flip(before..before + 1, ScopeRule::Without);
                    preposition = Some(before);
                    sibling = false;
                    if self.fronted(before) {
                        return;
                    }
                    let phrase = before
                        .checked_sub(1)
                        .is_some_and(|at| matches!(self.tag(at), Some(Tag::Noun | Tag::Adv | Tag::Adj)));
                    if let Some((outer, _)) = self.outer_group(before).filter(|_| phrase) {
                        return self.clause_negation(outer, sense, depth);
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
                    if token.norm == "thanks to" {
                        return sense.op(before..before + 1, ScopeRule::Besides, false, Strength::Presupposed);
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
                    if self.chosen_over(before) {
                        return sense.flip(before..before + 1, ScopeRule::Instead);
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
                Tag::Num | Tag::Noun if preposition.is_some() && token.norm.ends_with('%') => {
                    return sense.op(before..before + 1, ScopeRule::OwnObject, false, Strength::Presupposed);
                }
                Tag::Noun | Tag::Adj if preposition.is_some_and(|at| self.means(at, before)) => {}
                Tag::Noun if preposition.is_some() && token.is(Cat::Customer) && self.recipient(before) => {}
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
                Tag::Noun
                    if token.is(Cat::Wording)
                        && (at == left || at + 1 == left && self.tag(at) == Some(Tag::QuoteOpen))
                        && !sibling =>
                {
                    sense.mention = true
                }
                Tag::Adj if at == left && !sibling && self.attributive_adjective(before) => {
                    sense.op(before..before + 1, ScopeRule::Attribute, true, Strength::Weak);
                }
                Tag::Det => {
                    let owned =
                        matches!(token.norm.as_str(), "own" | "existing" | "'s" | "'" | "their" | "his" | "her");
                    sense.third |= owned && self.owner_is_other(before);
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
                Tag::QuoteOpen if self.tag(right) != Some(Tag::QuoteClose) => {
                    let close = (right..self.tokens.len()).find(|&at| self.tag(at) == Some(Tag::QuoteClose));
                    return match close.filter(|&close| {
                        !(before..close).any(|at| self.group_at(at).is_some_and(|(_, group)| group.finite()))
                    }) {
                        Some(close) => self.up(before, close + 1, sense, depth + 1),
                        None => self.as_subject(at, right, sense, depth),
                    };
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
    pub(in crate::claim) fn new_clause(&self, and: usize, right: usize) -> bool {
        if !self
            .next_finite(right, false)
            .is_some_and(|(number, _)| self.groups.get(number).is_some_and(|group| group.finite()))
        {
            return false;
        }
        for at in (0..and).rev() {
            if matches!(self.tag(at), Some(Tag::Semi | Tag::Stop)) {
                return false;
            }
            if self.group_at(at).is_some_and(|(_, group)| group.finite() && group.start == at) {
                return !matches!(at.checked_sub(1).and_then(|at| self.tag(at)), Some(Tag::Rel))
                    && !self.tokens.iter().take(at).any(|token| token.norm == "what" || token.norm == "who");
            }
        }
        false
    }

    /// "no A, B or X": the list closes with "or".
    pub(in crate::claim) fn or_list(&self, from: usize, left: usize) -> bool {
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

    pub(in crate::claim) fn quantifier(&self, at: usize) -> bool {
        matches!(
            self.norm(at),
            "all" | "every" | "everyone" | "everybody" | "everything" | "each" | "many" | "much" | "only" | "just"
        )
    }

    /// "We opted for phone orders over X", "we prefer A to X".
    fn chosen_over(&self, preposition: usize) -> bool {
        let stems: &[&str] = match self.norm(preposition) {
            "over" => {
                &["opt", "choos", "chose", "prefer", "favo", "pick", "select", "took", "take", "went for", "go for"]
            }
            "to" => &["prefer"],
            _ => return false,
        };
        let group = (0..preposition).rev().find_map(|at| self.group_at(at)).map(|(_, group)| group);
        group
            .and_then(|group| group.main)
            .is_some_and(|main| main + 1 < preposition && stems.iter().any(|stem| self.norm(main).starts_with(stem)))
    }

    /// "Avoid manual imports **with** X", "forget passwords thanks to X": a phrase after the object of a verb that takes
    /// things away says by what, where the object is no thing that could have X in it.
    fn means(&self, preposition: usize, head: usize) -> bool {
        let by = matches!(self.norm(preposition), "with" | "by" | "through" | "via" | "using" | "thanks to");
        let start = (0..=head)
            .rev()
            .take_while(|&at| matches!(self.tag(at), Some(Tag::Noun | Tag::Adj | Tag::Det | Tag::Num)))
            .last()
            .unwrap_or(head);
        let definite = matches!(self.norm(start), "the" | "this" | "that" | "these" | "those");
        let own = |at: usize| {
            [Cat::Container, Cat::Wording, Cat::Offer, Cat::Proposal, Cat::Exclusion, Cat::Customer]
                .iter()
                .any(|cat| self.has(at, *cat))
        };
        let removes = start.checked_sub(1).and_then(|at| self.group_at(at)).is_some_and(|(_, group)| {
            self.main_is(group, Cat::Exclude) && !self.main_is(group, Cat::Include) && group.negations.is_empty()
        });
        by && removes && !definite && !own(head) && !List::Text.has(self.norm(head))
    }

    /// "You need **no developer** for X", "it takes no code to run X": what is not needed is something else.
    fn needed(&self, no: usize, right: usize) -> bool {
        let needs = no.checked_sub(1).and_then(|at| self.group_at(at)).is_some_and(|(_, group)| {
            self.main_is(group, Cat::OtherVerb) && !self.main_is(group, Cat::Include) && group.negations.is_empty()
        });
        let nominal = |at: &usize| matches!(self.tag(*at), Some(Tag::Noun | Tag::Adj | Tag::Num | Tag::Target));
        let end = (no + 1..right).find(|at| !nominal(at)).unwrap_or(right);
        needs && end < right && matches!(self.tag(end), Some(Tag::Prep | Tag::To | Tag::Verb))
    }

    /// "entitles **Customer** to X": the one who gets it stands between the verb and its object.
    fn recipient(&self, noun: usize) -> bool {
        let verb = (0..noun).rev().find(|&at| self.tag(at) != Some(Tag::Det));
        verb.and_then(|at| self.group_at(at)).is_some_and(|(_, group)| {
            self.main_is(group, Cat::Permit) || self.main_is(group, Cat::Include) || self.main_is(group, Cat::Exclude)
        })
    }

    pub(in crate::claim) fn replaces(&self, group: &Group) -> bool {
        group.main.is_some_and(|main| {
            ["replac", "swap", "substitut", "exchang"].iter().any(|stem| self.norm(main).starts_with(stem))
        })
    }

    pub(in crate::claim) fn attributive_adjective(&self, at: usize) -> bool {
        let particle = matches!(self.norm(at), "out" | "off" | "down" | "over" | "up" | "back" | "away" | "short");
        let unavailable = !particle && (self.has(at, Cat::Unavailable) || self.has(at, Cat::Exclude));
        let determined = at.checked_sub(1).is_none_or(|before| {
            matches!(self.tag(before), Some(Tag::Det | Tag::Colon | Tag::Comma | Tag::Prep | Tag::Verb | Tag::And))
        });
        unavailable && determined && !self.has(at, Cat::Available)
    }

    /// A participle that stands between a determiner and the target: "the excluded X".
    pub(in crate::claim) fn attributive(&self, group: &Group, right: usize) -> bool {
        let determined = group.start.checked_sub(1).is_some_and(|before| matches!(self.tag(before), Some(Tag::Det)));
        determined && group.end < right
    }

    pub(in crate::claim) fn attribute(&self, group: &Group, sense: &mut Sense) {
        let flips = self.main_is(group, Cat::Exclude) && !self.main_is(group, Cat::Include);
        sense.op(group.start..group.end, ScopeRule::Attribute, flips, Strength::Weak);
    }
}
