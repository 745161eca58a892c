//! Phrases and patterns found in text, with the exact words.
//!
//! One search for all rules: each phrase has an anchor, the word of it that a text is least likely to have
//! without the phrase. Where an anchor stands, the phrase is read around it, which sees through what
//! parts and decorates words. Folded positions do not leave this stage.
//!
//! What is seen through: case; hyphens, dashes, underscores and slashes between words, and their absence where the
//! phrase has a hyphen; hyphens inside words; white space, line ends and hyphenation at them; invisible characters,
//! compatibility forms and look-alikes; quotation marks around words; `SelfServe`; possessives, and plural or singular
//! of the last word. What is not: a comma, a stop, an em dash or a spaced dash between words; part of a longer
//! word or name (`self_serve_checkout_enabled`); web and mail addresses.
//!
//! ```
//! use gatelint::document::Text;
//! use gatelint::matching::{Matcher, RulePatterns};
//! use gatelint::policy::phrase::parse_phrase;
//! let phrases = vec![parse_phrase("self-serve (checkout|check-out)").unwrap()];
//! let rules = vec![RulePatterns { phrases, patterns: Vec::new(), in_code: false }];
//! let matcher = Matcher::new(rules, &|_| None).unwrap();
//! let text = Text::verbatim("Seats are bought through SelfServe check- out.", 0);
//! let found = matcher.find(&text);
//! assert_eq!(found[0].span.slice(text.plain()), "SelfServe check- out");
//! ```

mod anchor;
mod choose;
mod common;
mod inflect;
mod markup;
mod neighbour;
mod pattern;
mod program;
mod raw;
mod read;
mod reference;
mod required;
mod splice;
mod splice_raw;
mod table;

use std::collections::HashMap;
use std::fmt;

use rayon::prelude::*;

use crate::document::Text;
use crate::policy::pattern::Pattern;
use crate::policy::phrase::Phrase;
use crate::span::{Plain, Span};
use crate::text::Folded;
use anchor::Choices;
use choose::Candidate;
use neighbour::{Letters, Neighbours, Sight};
use pattern::Patterns;
use program::{Backward, Node, Program, Words, compile};
use read::{Read, Reader};
pub use required::required_literals;
use table::Table;

/// What one rule looks for.
#[derive(Debug, Clone, Default)]
pub struct RulePatterns {
    /// Its `phrase` clauses.
    pub phrases: Vec<Phrase>,
    /// Its `pattern` clauses.
    pub patterns: Vec<Pattern>,
    /// Whether inline code counts too.
    pub in_code: bool,
}

/// Which clause of a rule matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PatternIndex {
    /// Number in [`RulePatterns::phrases`].
    Phrase(usize),
    /// Number in [`RulePatterns::patterns`].
    Pattern(usize),
}

/// Words of a text that a rule looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// Number of the rule in the list given to [`Matcher::new`].
    pub rule: usize,
    /// Its clause; of several that match the same words the first.
    pub pattern: PatternIndex,
    /// The words, whole characters. A quotation mark before or after them is part of it when its partner is inside.
    pub span: Span<Plain>,
}

/// Why rules can't be matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatcherFault {
    /// Number of the rule.
    pub rule: usize,
    /// Number of the phrase in it.
    pub phrase: usize,
    /// What is wrong.
    pub kind: MatcherFaultKind,
}

/// What may be wrong with a phrase once its lists are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatcherFaultKind {
    /// No `words` list has this name.
    UnknownList(String),
    /// The list of this name has no phrase.
    EmptyList(String),
    /// Lists refer to each other more than eight deep, or in a circle.
    ListTooDeep(String),
    /// No word that must stand has a letter or digit that is left by folding.
    NoLetters,
    /// With its lists spelled out the phrase has more than 50,000 parts.
    TooLarge,
}

impl fmt::Display for MatcherFaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownList(name) => write!(f, "there is no `words` list `{name}`"),
            Self::EmptyList(name) => write!(f, "the `words` list `{name}` is empty"),
            Self::ListTooDeep(name) => write!(f, "the `words` list `{name}` refers to itself, or lists stand too deep"),
            Self::NoLetters => f.write_str("the phrase has no letter or digit to look for"),
            Self::TooLarge => f.write_str("the phrase stands for too much; split it"),
        }
    }
}

impl fmt::Display for MatcherFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl std::error::Error for MatcherFault {}

/// All phrases and patterns of all rules, ready to be found.
#[derive(Debug)]
pub struct Matcher {
    in_code: Vec<bool>,
    phrases: Vec<Clause>,
    patterns: Patterns,
    words: Words,
    table: Table,
    /// For each string of the table, what it leads to.
    leads: Vec<Lead>,
    /// Whether a string to look for has letters beyond ASCII.
    foreign: bool,
}

/// A phrase of a rule.
#[derive(Debug)]
struct Clause {
    rule: usize,
    index: usize,
    program: Program,
    /// Whether it has a gap.
    gaps: bool,
}

/// What an anchor leads to.
#[derive(Debug)]
struct Lead {
    phrases: Vec<Around>,
    /// Length of the anchor.
    length: usize,
    /// What may stand before the anchor, of all phrases.
    before: Letters,
}

/// A phrase, and how many words of it may stand before and after the anchor.
#[derive(Debug)]
struct Around {
    phrase: u32,
    before: u32,
    after: u32,
    neighbours: Neighbours,
}

impl Matcher {
    /// Prepares `rules`; `words` gives the phrases of a `words` list by name.
    ///
    /// # Errors
    /// When a phrase names a list that is unknown, empty, or part of a circle, or grows too large by its lists.
    /// Never for rules without lists of fewer than 50,000 words a phrase.
    pub fn new(rules: Vec<RulePatterns>, words: &dyn Fn(&str) -> Option<Vec<Phrase>>) -> Result<Self, MatcherFault> {
        let mut table = Words::default();
        let (mut phrases, mut patterns, mut in_code) = (Vec::new(), Vec::new(), Vec::new());
        for (rule, one) in rules.into_iter().enumerate() {
            in_code.push(one.in_code);
            for (index, phrase) in one.phrases.iter().enumerate() {
                let program = compile(phrase, words, &mut table).map_err(|kind| kind.at(rule, index))?;
                let gaps = program.nodes.iter().any(|node| matches!(node, Node::Gap { .. }));
                phrases.push(Clause { rule, index, program, gaps });
            }
            patterns.extend(one.patterns.into_iter().enumerate().map(|(index, pattern)| (rule, index, pattern)));
        }
        let patterns = Patterns::new(patterns);
        let leads = Leads::new(&phrases, &table)?;
        let foreign = leads.strings.iter().any(|string| !string.is_ascii());
        let strings = Table::new(&leads.strings);
        Ok(Self { in_code, phrases, patterns, words: table, table: strings, leads: leads.leads, foreign })
    }

    /// The words of `text` that the rules look for, sorted by span, then rule. Matches of one rule do not overlap:
    /// those with the fewest words skipped by gaps come first, then the longest. Matches in inline code are left out
    /// unless the rule wants them. Time is linear in the length of the text.
    #[must_use]
    pub fn find(&self, text: &Text) -> Vec<Match> {
        let folded = Folded::new(text.plain());
        let mut found = Found::default();
        self.find_phrases(&folded, &mut found);
        found.candidates.extend(self.patterns.find(text.plain()).into_iter().map(|(rule, index, span)| Candidate {
            rule,
            pattern: PatternIndex::Pattern(index),
            span,
            skipped: 0,
        }));
        choose::choose(found.candidates, text, &self.in_code)
    }

    fn find_phrases(&self, folded: &Folded<'_>, found: &mut Found) {
        let mut reader = Reader::new(folded, &self.words);
        self.table.scan(folded, |id, at| {
            let Some(lead) = self.leads.get(id as usize) else { return false };
            let Some(sight) = Sight::new(folded, at, at + lead.length, lead.before, false) else { return false };
            let likely = lead.phrases.iter().filter(|one| !sight.refuses(&one.neighbours));
            likely.for_each(|one| self.read(one, at, &mut reader, found));
            false
        });
        splice::scan(&self.table, folded, |id, at, before| {
            // An anchor that ends before the hyphen stands in one piece.
            let lead = self.leads.get(id as usize).filter(|lead| lead.length > before);
            let phrases = lead.into_iter().flat_map(|lead| &lead.phrases);
            phrases.for_each(|one| self.read(one, at, &mut reader, found));
            false
        });
    }

    /// Reads a phrase around its anchor at `at`.
    fn read(&self, one: &Around, at: usize, reader: &mut Reader<'_>, found: &mut Found) {
        let Some(clause) = self.phrases.get(one.phrase as usize) else { return };
        found.reads.clear();
        reader.around(&clause.program, at, one.before as usize, &mut found.reads);
        found.candidates.extend(found.reads.iter().map(|read| Candidate {
            rule: clause.rule,
            pattern: PatternIndex::Phrase(clause.index),
            span: choose::with_quotes(reader.text(), read.span),
            skipped: read.skipped,
        }));
    }
}

/// What one search gathers.
#[derive(Default)]
struct Found {
    candidates: Vec<Candidate>,
    /// The readings of one phrase around one anchor.
    reads: Vec<Read>,
}

/// The strings to look for and what each leads to, while they are gathered.
#[derive(Default)]
struct Leads {
    numbers: HashMap<Box<[u8]>, usize>,
    strings: Vec<Box<[u8]>>,
    leads: Vec<Lead>,
}

impl Leads {
    /// Fails where a phrase has nothing to look for.
    fn new(phrases: &[Clause], words: &Words) -> Result<Self, MatcherFault> {
        let mut leads = Self::default();
        let choices = Choices::new(phrases.iter().map(|clause| &clause.program), words);
        let one = |(phrase, clause): (usize, &Clause)| arounds(u32::try_from(phrase).ok()?, clause, &choices, words);
        // Looked at in parallel, taken in order: a fault is that of the first phrase which has one. A few phrases are not
        // worth waking the other threads.
        let all: Vec<_> = match phrases.len() {
            0..MANY => phrases.iter().enumerate().map(one).collect(),
            _ => phrases.par_iter().enumerate().with_min_len(MANY).map(one).collect(),
        };
        for (clause, arounds) in phrases.iter().zip(all) {
            let arounds = arounds.ok_or_else(|| MatcherFaultKind::NoLetters.at(clause.rule, clause.index))?;
            arounds.into_iter().for_each(|(anchor, around)| leads.add(anchor, around));
        }
        Ok(leads)
    }

    fn add(&mut self, anchor: &[u8], around: Around) {
        let next = self.strings.len();
        let number = *self.numbers.entry(anchor.into()).or_insert(next);
        if number == next {
            self.strings.push(anchor.into());
            self.leads.push(Lead { phrases: Vec::new(), length: anchor.len(), before: 0 });
        }
        if let Some(lead) = self.leads.get_mut(number) {
            lead.before |= around.neighbours.before();
            lead.phrases.push(around);
        }
    }
}

/// How many phrases are worth a thread.
const MANY: usize = 512;

/// The anchors of one phrase with what stands around them; `None` where it has nothing to look for.
fn arounds<'c>(phrase: u32, clause: &Clause, choices: &'c Choices, words: &Words) -> Option<Vec<(&'c [u8], Around)>> {
    let backward = Backward::new(&clause.program);
    let (before, after) = (clause.program.words_before(), clause.program.words_after());
    let mut found = Vec::new();
    for node in choices.choose(&clause.program, &backward)? {
        let words_at =
            |of: &[usize]| of.get(node as usize).map_or(0, |words| u32::try_from(*words).unwrap_or(u32::MAX));
        let (before, after) = (words_at(&before), words_at(&after));
        for anchor in choices.anchors(&clause.program, node) {
            let neighbours = Neighbours::new(&clause.program, &backward, node, anchor, words);
            found.push((&**anchor, Around { phrase, before, after, neighbours }));
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests;
