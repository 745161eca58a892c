//! Labels that say what kind of text stands under them: a myth, a withdrawn template, a finding, the customer's part.
//!
//! A status label ("Exclusions:") yields to what a sentence under it says outright; these do not. "Myth: we offer X"
//! claims nothing although its sentence does. A label is the words before a colon of the hit's own line, the
//! heading of its column, the line over its quotation or list, or a heading. The nearest that frames anything decides.

use std::ops::Range;

use super::lexicon::{Cat, Lexicon};
use super::list::{List, Lists, starts_with, word_starts};
use super::party::{Party, duties, party};
use super::reader::{Found, Place, Reader, bytes};
use super::sense::{Sense, Sentence, Strength};
use super::token::{Tag, Token};
use super::{ScopeRule, Status};
use crate::document::{BlockKind, Document};

/// What a label makes of the text under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame {
    /// Called false: what is said there is not so.
    Untrue,
    /// Text that is no longer used, or never to be used.
    Withdrawn,
    /// A complaint about what was said.
    Finding,
    /// What may go wrong: a promise named there is the risk.
    Risk,
    /// What has gone wrong: only what was said may be it, not what runs.
    Issue,
    /// The other party's part.
    Theirs,
    /// Called true or current: whatever stands further out does not reach in.
    Stands,
}

/// Nouns of what may go wrong.
const RISKS: &[&str] = &["risk", "risks", "danger", "threat", "hazard"];
/// Nouns of what has.
const ISSUES: &[&str] = &["issue", "problem"];
/// Those we compete with.
const RIVALS: &[&str] = &["them", "they", "competitor", "competitors", "rival", "rivals", "competition"];

/// More tokens than this make no label.
const LONGEST: usize = 24;

/// A label over the hit: where it stands and its words.
struct Label {
    block: usize,
    tokens: Vec<Token>,
    words: String,
    rule: ScopeRule,
}

impl Reader<'_> {
    /// What the nearest label that frames its text makes of the hit.
    pub(super) fn framed(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<(Found, Status)> {
        let labels = self.labels(place, sentence);
        for label in &labels {
            let own = label.block == place.hit.block;
            if own && Sentence::new(&label.tokens).groups.iter().any(|group| group.finite() && !group.imperative) {
                continue;
            }
            let touched = own && sense.ops.iter().any(|op| op.tokens.start < label.tokens.len());
            let Some((frame, at)) = frame(label) else { continue };
            let span = bytes(&label.tokens, &at);
            let found = |sign: i8| Found::at(label.block, span.clone(), sign, label.rule);
            let explicit = sense.strength == Strength::Explicit;
            return match frame {
                Frame::Stands => None,
                Frame::Untrue if explicit && sense.sign < 0 && !touched => Some((found(1), Status::Claimed)),
                Frame::Finding if self.unfounded(place) => Some((found(1), Status::Claimed)),
                Frame::Finding if explicit && sense.sign < 0 => None,
                Frame::Theirs if explicit => None,
                Frame::Risk if !(explicit && sense.sign > 0) => None,
                Frame::Issue if !(explicit && sense.sign > 0 && sense.said) => None,
                Frame::Issue | Frame::Theirs | Frame::Untrue | Frame::Withdrawn | Frame::Finding | Frame::Risk => {
                    Some((found(-1), Status::Mentioned))
                }
            };
        }
        self.replaced_by(place, sentence, sense)
    }

    /// Whether the complaint that the hit stands in is turned down after it.
    fn unfounded(&self, place: &Place<'_>) -> bool {
        let here = (place.number + 1..place.parsed.sentences.len()).take(2);
        here.map(|number| words(place.parsed.sentence(number))).any(|words| List::Unfounded.stands_in(&words))
    }

    /// The labels over a hit, nearest first.
    fn labels(&self, place: &Place<'_>, sentence: &Sentence<'_>) -> Vec<Label> {
        let block = place.hit.block;
        let mut all = Vec::new();
        let own = own_label(sentence.tokens, place.target);
        let opening =
            (own.is_none() && place.number > 0).then(|| own_label(place.parsed.sentence(0), usize::MAX)).flatten();
        // "Risk: low. X is live.": a label with a grade has its value, and leads into nothing more.
        let graded = |label: &&[Token]| {
            let value = place.parsed.sentence(0).len().saturating_sub(label.len());
            label.first().is_some_and(|first| RISKS.contains(&first.norm.as_str())) && value <= 3
        };
        let opening = opening.filter(|label| !graded(label));
        for tokens in own.into_iter().chain(opening) {
            all.push(self.label_at(block, tokens.to_vec(), ScopeRule::LeadIn));
        }
        for (at, rule) in self.outer_labels(block) {
            let parsed = self.parse(at);
            if parsed.tokens.len() <= LONGEST {
                all.push(self.label_at(at, parsed.tokens.clone(), rule));
            }
        }
        all
    }

    fn label_at(&self, block: usize, tokens: Vec<Token>, rule: ScopeRule) -> Label {
        let words = words(&tokens);
        Label { block, tokens, words, rule }
    }

    /// The blocks that stand over a block: the heading of its column, the line that leads into its quotation or
    /// list, its headings.
    fn outer_labels(&self, at: usize) -> Vec<(usize, ScopeRule)> {
        let Some(block) = self.document().blocks.get(at) else { return Vec::new() };
        let mut all = Vec::new();
        let mut start = at;
        if let BlockKind::Cell(cell) = block.kind {
            all.extend(self.header(cell, cell.column).map(|header| (header, ScopeRule::Column)));
            start = self.index().table_start(cell.table).unwrap_or(at);
        }
        all.extend(self.index().lead_ins(block).into_iter().map(|lead| (lead, ScopeRule::LeadIn)));
        all.extend(over_quote(self.document(), at).map(|lead| (lead, ScopeRule::LeadIn)));
        let colon = |before: &usize| self.plain(*before).trim_end().ends_with(':');
        all.extend(start.checked_sub(1).filter(colon).map(|lead| (lead, ScopeRule::LeadIn)));
        let headings = std::iter::successors(self.index().heading(start), |&over| self.index().heading(over));
        all.extend(headings.take(8).map(|over| (over, ScopeRule::Heading)));
        all
    }
}

/// The words before the first colon or dash of a line, where the hit stands after it.
pub(super) fn own_label(tokens: &[Token], target: usize) -> Option<&[Token]> {
    let ends = |at: &usize| tokens.get(*at).is_some_and(|token| matches!(token.tag, Tag::Colon | Tag::Dash));
    let sign = tokens.first().filter(|first| first.tag == Tag::Sign && first.norm.chars().all(|sign| !sign.is_ascii()));
    if sign.is_some() && target > 0 {
        return tokens.get(..1);
    }
    let end = (1..tokens.len().min(target).min(12)).find(ends)?;
    let label = tokens.get(..end)?;
    let boxed = label.first().is_some_and(|first| first.tag == Tag::Open);
    label.get(usize::from(boxed)..)
}

/// The words of a label, in lower case, one space apart.
pub(super) fn words(tokens: &[Token]) -> String {
    let words: Vec<&str> = tokens
        .iter()
        .filter(|token| !matches!(token.tag, Tag::Colon | Tag::Stop | Tag::QuoteOpen | Tag::QuoteClose))
        .map(|token| token.norm.as_str())
        .collect();
    words.join(" ").replace(" n't", "n't")
}

/// The block that introduces the quotation a block stands in.
fn over_quote(document: &Document, at: usize) -> Option<usize> {
    let quote = document.blocks.get(at).filter(|block| block.quote > 0)?.quote;
    let before = (at.saturating_sub(6)..at)
        .rev()
        .find(|&before| document.blocks.get(before).is_some_and(|block| block.quote < quote))?;
    document.blocks.get(before).filter(|block| !matches!(block.kind, BlockKind::Code | BlockKind::Aside))?;
    Some(before)
}

/// What a label makes of the text under it, and the words that say so.
fn frame(label: &Label) -> Option<(Frame, Range<usize>)> {
    let tokens = &label.tokens;
    let lists = Lists::of(&label.words);
    let has = |list: List| lists.has(list);
    let says = |phrases: &[&str]| contains(&label.words, phrases);
    let whole = 0..tokens.len();
    let negated = tokens.first().is_some_and(|first| matches!(first.tag, Tag::No | Tag::Not)) && !has(List::Ban);
    let both = has(List::Stands) && !tokens.iter().any(|token| token.tag == Tag::Not);
    if negated || tokens.len() > LONGEST {
        return None;
    }
    let myth = has(List::Myth);
    let text = has(List::Text);
    let bad = text && has(List::BadText) || tokens.len() == 1 && says(&["wrong", "false", "untrue"]);
    let withdrawn = text && has(List::Withdrawn) && !says(&["not deleted", "not withdrawn", "not retired"])
        || text && removes(tokens)
        || has(List::Ban);
    match () {
        () if (myth || bad) && both => None,
        () if myth || bad => Some((Frame::Untrue, whole)),
        () if withdrawn => Some((Frame::Withdrawn, whole)),
        () if has(List::Finding) => Some((Frame::Finding, whole)),
        () if numbered(&label.words, RISKS) => Some((Frame::Risk, whole)),
        () if numbered(&label.words, ISSUES) => Some((Frame::Issue, whole)),
        () if tokens.len() <= 3 && says(RIVALS) && !says(&["say", "said", "ask", "asked", "want", "claim"]) => {
            Some((Frame::Theirs, whole))
        }
        () if tokens.len() <= 8 && duties(&label.words) == Some(Party::Theirs) => Some((Frame::Theirs, whole)),
        () if label.rule == ScopeRule::Column && party(&label.words) == Some(Party::Theirs) => {
            Some((Frame::Theirs, whole))
        }
        () if both && tokens.len() <= 4 => Some((Frame::Stands, whole)),
        () => None,
    }
}

/// Whether a label is one of `nouns` and no more than a number or a code: "Risk R4", "Issue 12".
fn numbered(label: &str, nouns: &[&str]) -> bool {
    let (first, rest) = label.trim().split_once(' ').unwrap_or((label, ""));
    let code = rest.len() <= 6 && !rest.contains(' ') && rest.chars().any(|letter| letter.is_ascii_digit());
    nouns.contains(&first.trim_end_matches(|end: char| !end.is_alphabetic())) && (rest.is_empty() || code)
}

/// "Please take this line off our website": an order to take a text away.
fn removes(label: &[Token]) -> bool {
    let sentence = Sentence::new(label);
    let Some(group) = sentence.groups.first().filter(|group| group.imperative && group.polarity() > 0) else {
        return false;
    };
    let Some(verb) = group.main.and_then(|main| label.get(main)) else { return false };
    let particle = label.iter().skip(group.end).find_map(|token| {
        let first = token.norm.split(' ').next()?;
        Lexicon::get().particle(&verb.norm, first)
    });
    let cats = particle.map_or(verb.cats, |entry| entry.cats);
    cats.has(Cat::Exclude) && !cats.has(Cat::Include)
}

/// Whether one of `phrases` stands in `words` as whole words.
pub(super) fn contains(words: &str, phrases: &[&str]) -> bool {
    // Phrases are many and labels short: a searcher for each phrase would take longer to make than to run.
    word_starts(words).any(|(_, rest)| phrases.iter().any(|phrase| starts_with(rest, phrase)))
}

/// Whether no letter or digit stands right before or after the bytes from `start` to `end`.
pub(super) fn is_whole(words: &str, start: usize, end: usize) -> bool {
    let inside = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let before = words.get(..start).and_then(|before| before.chars().next_back());
    let after = words.get(end..).and_then(|after| after.chars().next());
    !inside(before) && !inside(after)
}
