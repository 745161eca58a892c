//! Reading a program along a text: all ways at once, so the time is bounded by the phrase and not by the text.

use std::collections::HashSet;

use super::program::{Link, Node, NodeId, Program, Words};
use crate::policy::phrase::GAP_WORDS;
use crate::span::{Folded as FoldedSpace, Span};
use crate::text::{Class, Folded, class};

/// A place where a phrase was read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Read {
    pub(super) span: Span<FoldedSpace>,
    /// How many words its gaps skipped.
    pub(super) skipped: usize,
}

/// A text that programs are read along.
pub(super) struct Reader<'r> {
    text: &'r Folded<'r>,
    words: &'r Words,
    /// Steps to take, and those taken.
    steps: Vec<Step>,
    /// The steps again, once they are too many to search one by one.
    seen: HashSet<Step>,
    ends: Vec<usize>,
}

/// Up to so many steps, a search one by one is the faster.
const FEW: usize = 32;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Step {
    node: NodeId,
    at: usize,
    skipped: usize,
}

impl<'r> Reader<'r> {
    pub(super) fn new(text: &'r Folded<'r>, words: &'r Words) -> Self {
        Self { text, words, steps: Vec::new(), seen: HashSet::new(), ends: Vec::new() }
    }

    /// The text.
    pub(super) fn text(&self) -> &'r Folded<'r> {
        self.text
    }

    /// The folded bytes.
    pub(super) fn bytes(&self) -> &'r [u8] {
        self.text.bytes()
    }

    fn class(&self, at: usize) -> Class {
        self.text.bytes().get(at).map_or(Class::Other, |byte| class(*byte))
    }

    fn is_word(&self, at: usize) -> bool {
        self.class(at) == Class::Word
    }

    /// Reads `program` around a word that stands at `anchor`, from each word that may be its first.
    pub(super) fn around(&mut self, program: &Program, anchor: usize, words_before: usize, found: &mut Vec<Read>) {
        let mut start = self.word_start(anchor);
        let mut words = 0;
        // Words hung on by a sign are not counted, so that `self-ser- ve's` is one word; a chain of signs has an end.
        for _ in 0..=(words_before * 8 + 16) {
            found.extend(self.from(program, start));
            let Some((before, apart)) = self.word_before(start) else { return };
            words += usize::from(apart);
            if words > words_before {
                return;
            }
            start = before;
        }
    }

    fn word_start(&self, inside: usize) -> usize {
        let bytes = self.text.bytes().get(..inside).unwrap_or_default();
        inside - bytes.iter().rev().take_while(|byte| class(**byte) == Class::Word).count()
    }

    /// The start of the word before the one that starts at `start`, and whether the two are apart: a hyphen, an
    /// apostrophe or another sign joins them.
    fn word_before(&self, start: usize) -> Option<(usize, bool)> {
        let bytes = self.text.bytes().get(..start)?;
        let between = bytes.iter().rev().take_while(|byte| class(**byte) != Class::Word).count();
        let has = |wanted: Class| bytes.iter().rev().take(between).any(|byte| class(*byte) == wanted);
        let apart = (has(Class::Space) || has(Class::Dash)) && !has(Class::Hyphen);
        (between < start).then(|| (self.word_start(start - between), apart))
    }

    /// Reads `program` from a word's start. Of several ends the one with the fewest skipped words, then the last.
    fn from(&mut self, program: &Program, start: usize) -> Option<Read> {
        if !self.starts_phrase(start) {
            return None;
        }
        self.steps.clear();
        self.steps.push(Step { node: program.entry, at: start, skipped: 0 });
        let mut best: Option<Read> = None;
        let mut next = 0;
        while let Some(step) = self.steps.get(next).copied() {
            next += 1;
            match program.nodes.get(step.node as usize) {
                Some(Node::Accept) if self.ends_phrase(step.at) => {
                    let read = Read { span: Span::new(start, step.at), skipped: step.skipped };
                    let better = |best: Read| (read.skipped, best.span.end) < (best.skipped, read.span.end);
                    best = Some(best.filter(|best| !better(*best)).unwrap_or(read));
                }
                Some(Node::Word { word, link, next }) => self.read_word(step, start, *word, *link, *next),
                Some(Node::Gap { next }) => self.skip_words(step, *next),
                Some(Node::Fork(nexts)) => nexts.iter().for_each(|next| self.step(Step { node: *next, ..step })),
                Some(Node::Accept) | None => {}
            }
        }
        best
    }

    fn step(&mut self, step: Step) {
        let new = match self.steps.len() {
            few if few < FEW => !self.steps.contains(&step),
            FEW => {
                self.seen.clear();
                self.seen.extend(self.steps.iter().copied());
                self.seen.insert(step)
            }
            _ => self.seen.insert(step),
        };
        if new {
            self.steps.push(step);
        }
    }

    fn read_word(&mut self, step: Step, start: usize, word: u32, link: Link, next: NodeId) {
        let Some(forms) = self.words.get(word) else { return };
        let first = step.at == start;
        let Some(at) = (if first { Some(start) } else { self.across(step.at, link) }) else { return };
        let lead = if first { forms.lead } else { 0 };
        let mut ends = std::mem::take(&mut self.ends);
        ends.clear();
        ends.extend(forms.all.iter().filter_map(|form| self.read_form(form.get(lead..).unwrap_or_default(), at)));
        ends.dedup();
        ends.iter().for_each(|end| self.step(Step { node: next, at: *end, skipped: step.skipped }));
        self.ends = ends;
    }

    /// The end of `form` when it stands at `at`, hyphens inside it seen through.
    fn read_form(&self, form: &[u8], start: usize) -> Option<usize> {
        let mut at = start;
        for letter in form {
            if self.text.byte(at) != *letter && at > start {
                at = self.hyphen_inside(at)?;
            }
            if self.text.byte(at) != *letter {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// Past a hyphen inside a word, with the white space of a line's end after it.
    fn hyphen_inside(&self, at: usize) -> Option<usize> {
        if self.text.byte(at) != b'-' || !self.is_word(at.checked_sub(1)?) {
            return None;
        }
        let next = self.skip(at + 1, |class| class == Class::Space);
        self.is_word(next).then_some(next)
    }

    fn skip(&self, from: usize, through: impl Fn(Class) -> bool) -> usize {
        let rest = self.text.bytes().get(from..).unwrap_or_default();
        from + rest.iter().take_while(|byte| through(class(**byte))).count()
    }

    /// Where the next word starts after one that ends at `end`; `None` where `link` does not reach over what parts them.
    fn across(&self, end: usize, link: Link) -> Option<usize> {
        let see_through = |class| match class {
            Class::Space | Class::Hyphen | Class::Dash | Class::Slash | Class::Quote => true,
            Class::Word | Class::Stop | Class::Other => false,
        };
        match link {
            Link::Near if self.is_word(end) => Some(end),
            Link::Apart if self.is_word(end) => self.text.soft_break(end).then_some(end),
            Link::Loose => self.within_sentence(end).filter(|next| *next > end),
            Link::Near | Link::Apart => {
                let next = self.skip(end, see_through);
                let between = self.text.bytes().get(end..next).unwrap_or_default();
                joins(between, link).then_some(next)
            }
        }
    }

    /// The start of the next word of the sentence.
    fn within_sentence(&self, end: usize) -> Option<usize> {
        let next = self.skip(end, |class| class != Class::Word);
        let between = self.text.bytes().get(end..next)?;
        // A stop right before a letter (`.net`) ends nothing.
        let ends = between.split_last().is_some_and(|(_, signs)| signs.iter().any(|sign| class(*sign) == Class::Stop));
        (self.is_word(next) && !ends).then_some(next)
    }

    fn skip_words(&mut self, step: Step, next: NodeId) {
        let mut at = step.at;
        self.step(Step { node: next, ..step });
        for words in 1..=GAP_WORDS {
            let Some(start) = self.within_sentence(at).filter(|start| *start > at) else { return };
            at = self.token_end(start);
            self.step(Step { node: next, at, skipped: step.skipped + words });
        }
    }

    /// The end of a word of a gap: signs between letters (`well-known`, `v2.0`, `it's`) belong to it.
    fn token_end(&self, start: usize) -> usize {
        let mut at = self.skip(start, |class| class == Class::Word);
        while self.class(at) != Class::Space && self.is_word(at + 1) && at < self.text.len() {
            at = self.skip(at + 1, |class| class == Class::Word);
        }
        at
    }

    /// Whether a match may start at `at`: no letter, digit or part of a name before it.
    fn starts_phrase(&self, at: usize) -> bool {
        let before = self.text.bytes().get(..at).unwrap_or_default();
        let underscores = before.iter().rev().take_while(|byte| **byte == b'_').count();
        !(at - underscores).checked_sub(1).is_some_and(|before| self.is_word(before))
    }

    /// Whether a match may end at `at`: no letter, digit or part of a name after it.
    fn ends_phrase(&self, at: usize) -> bool {
        let after = self.text.bytes().get(at..).unwrap_or_default();
        let underscores = after.iter().take_while(|byte| **byte == b'_').count();
        let before_is_word = at.checked_sub(1).is_some_and(|before| self.is_word(before));
        !self.is_word(at + underscores) || (!before_is_word && underscores == 0)
    }
}

/// Whether the signs between two words leave them neighbours. A dash that parts clauses (set off by spaces, doubled, or
/// an em dash) does not, except where the phrase itself has a hyphen.
fn joins(between: &[u8], link: Link) -> bool {
    let parts = between.iter().any(|sign| class(*sign) != Class::Quote);
    parts && (link == Link::Near || !parts_clauses(between))
}

fn parts_clauses(between: &[u8]) -> bool {
    let mut signs = between.iter().map(|sign| (class(*sign), *sign));
    let (mut space_before, mut hyphens, mut space_after) = (false, 0, false);
    signs.any(|(class, sign)| {
        match class {
            Class::Space if hyphens == 0 => space_before = true,
            Class::Space => space_after = true,
            Class::Hyphen if sign == b'-' => hyphens += 1,
            Class::Hyphen | Class::Dash | Class::Slash | Class::Quote | Class::Word | Class::Stop | Class::Other => {}
        }
        class == Class::Dash || hyphens > 1 || (space_before && space_after)
    })
}
