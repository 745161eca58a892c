//! What a sentence says about one of its tokens: the product of the operators that stand over it.
//!
//! English branches to the right, so that everything that acts on a noun phrase stands to its left (its verb, the
//! negation and the subject of that verb, the verb or noun above that one) except the predicate it is the subject
//! of. [`read`] climbs from the target to the left, one governor at a time, multiplies their signs, and reads the
//! predicate to the right where the climb reaches the start of the clause without having met a verb.

mod action;
mod be;
mod clause;
mod climb;
mod comma;
mod complement;
mod coordination;
mod object;
mod phrase;
mod predicate;
mod relative;
mod subject;
mod verb;
mod whole;

use std::ops::Range;

use super::ScopeRule;
use super::groups::{Group, groups};
use super::lexicon::Cat;
use super::token::{Tag, Token};

/// How much a reading settles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::claim) enum Strength {
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
pub(in crate::claim) struct Op {
    /// Its tokens.
    pub(in crate::claim) tokens: Range<usize>,
    /// The rule that carried it.
    pub(in crate::claim) rule: ScopeRule,
    /// Whether it turns the sign.
    pub(in crate::claim) flips: bool,
}

/// What the sentence says.
#[derive(Debug, Clone)]
pub(in crate::claim) struct Sense {
    /// +1 there, -1 not there.
    pub(in crate::claim) sign: i8,
    /// How much it settles.
    pub(in crate::claim) strength: Strength,
    /// The operators, nearest first.
    pub(in crate::claim) ops: Vec<Op>,
    /// Words are asked for or forbidden, not the thing.
    pub(in crate::claim) mention: bool,
    /// Said of the future or of a possibility.
    pub(in crate::claim) future: bool,
    /// Somebody else's.
    pub(in crate::claim) third: bool,
    /// A verb of speech or belief stands over it.
    pub(in crate::claim) said: bool,
    /// It stands in the condition itself.
    pub(in crate::claim) in_condition: bool,
    /// It has been the subject of its clause.
    pub(in crate::claim) subject: bool,
    /// It stands in a subordinate clause.
    pub(in crate::claim) subordinate: bool,
    /// In the past, or of an earlier draft.
    pub(in crate::claim) past: bool,
    /// An answer would be a yes or a no.
    pub(in crate::claim) polar: bool,
    /// Which of several coordinated things it is, from 0.
    pub(in crate::claim) order: Option<u8>,
    /// Said outright: the verb is finite, in the present or future, and no order or wish.
    pub(in crate::claim) firm: bool,
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
    pub(in crate::claim) fn bare_sign(&self) -> i8 {
        let negations = self
            .ops
            .iter()
            .filter(|op| {
                op.flips
                    && matches!(op.rule, ScopeRule::NegatedVerb | ScopeRule::NegativeSubject | ScopeRule::Determiner)
            })
            .count();
        if negations % 2 == 1 { -self.sign } else { self.sign }
    }

    /// The sign of what was said, where it is said that it used to be said.
    pub(in crate::claim) fn said_sign(&self) -> i8 {
        let past = self.ops.iter().any(|op| op.flips && op.rule == ScopeRule::Speech);
        if past { -self.sign } else { self.sign }
    }

    /// The operator to show for the sign it came to.
    pub(in crate::claim) fn cue(&self) -> Option<&Op> {
        let flipping = self.ops.iter().find(|op| op.flips);
        flipping.or_else(|| self.ops.iter().find(|op| op.rule != ScopeRule::Future)).or(self.ops.first())
    }
}

/// One sentence, ready to be read.
#[derive(Debug)]
pub(in crate::claim) struct Sentence<'t> {
    /// Its tokens.
    pub(in crate::claim) tokens: &'t [Token],
    /// Its verb groups.
    pub(in crate::claim) groups: Vec<Group>,
    group_of: Vec<Option<usize>>,
    /// Steps left for the reading that is under way: ellipses may refer to ellipses.
    fuel: std::cell::Cell<u32>,
}

impl<'t> Sentence<'t> {
    /// Groups the verbs of `tokens`.
    pub(in crate::claim) fn new(tokens: &'t [Token]) -> Self {
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
    pub(in crate::claim) fn asks(&self) -> bool {
        self.tokens.iter().rev().take(3).any(|token| token.norm == "?")
    }

    /// What the sentence says about the tokens `target`.
    pub(in crate::claim) fn read(&self, target: Range<usize>) -> Sense {
        self.fuel.set(FUEL);
        let mut sense = Sense::new();
        if let Some(aside) = self.set_aside(&target) {
            self.excepted(target.start, aside + 1, &mut sense, 0);
            return sense;
        }
        self.up(target.start, target.end, &mut sense, 0);
        self.own_relative(&target, &mut sense);
        self.object_complement(&target, &mut sense);
        sense.order = self.order(&target);
        self.judged(target.end, &mut sense);
        self.praised(&target, &mut sense);
        self.unreal_opening(&target, &mut sense);
        self.wanted_if(&target, &mut sense);
        self.misspoken(&target, &mut sense);
        self.next_best(&target, &mut sense);
        self.internal_only(&target, &mut sense);
        self.written_answer(&target, &mut sense);
        self.remedied(&mut sense);
        self.not_ours(&target, &mut sense);
        self.of_their_own(&target, &mut sense);
        sense
    }

    /// The place of the target in "A and B", "A, B and C".
    fn order(&self, target: &Range<usize>) -> Option<u8> {
        let nominal = |at: usize| {
            matches!(
                self.tag(at),
                Some(Tag::Noun | Tag::Det | Tag::Adj | Tag::Target | Tag::Num | Tag::QuoteOpen | Tag::QuoteClose)
            )
        };
        let mut before = 0;
        let mut at = target.start;
        while let Some(left) = at.checked_sub(1) {
            match self.tag(left) {
                _ if left > 0 && matches!(self.norm(left), "against" | "versus" | "vs") => before += 1,
                Some(Tag::And) if left > 0 => before += u8::from(self.tag(left - 1) != Some(Tag::Comma)),
                Some(Tag::Comma) if left > 0 && nominal(left - 1) => before += 1,
                _ if nominal(left) => {}
                _ => break,
            }
            at = left;
        }
        let after = self.after_phrase(target.end);
        let weighed = matches!(self.norm(target.end), "against" | "versus" | "vs");
        let joined = before > 0 || weighed || matches!(self.tag(after), Some(Tag::And | Tag::Comma));
        joined.then_some(before)
    }
}

/// A phrase on the way up, with what was met to its left so far.
#[derive(Debug, Clone, Copy)]
struct Phrase {
    /// Its first token.
    left: usize,
    /// One past the last token of what the climb started from.
    right: usize,
    /// The preposition that governs it.
    preposition: Option<usize>,
    /// Whether it was reached from a later member of its list.
    sibling: bool,
}

/// How many phrases and predicates one reading may look at.
const FUEL: u32 = 64;
