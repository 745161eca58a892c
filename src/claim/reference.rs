//! References between parts of a document: "Reserved Matters means the items in Schedule 3", "Clause 4 is deleted",
//! a footnote to a sentence, a correction further down.

use std::collections::HashMap;
use std::ops::Range;

use super::ScopeRule;
use super::frame::{own_label, words};
use super::list::List;
use super::reader::{Found, Place, Reader, bytes};
use super::sense::{Sense, Sentence, Strength};
use super::token::{Tag, Token};
use crate::document::{BlockKind, Document};

/// Longer blocks are no lists, definitions or corrections.
const LONGEST: usize = 4000;
/// How many blocks below the hit a correction of it may stand.
const BELOW: usize = 40;
/// How many letters of a correction may come before the word that calls it one.
const OPENING: usize = 60;
/// Within how many bytes a label ends.
const LABELLED: usize = 160;

/// Where the parts and the notes of a document are mentioned.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    parts: HashMap<(String, String), Vec<usize>>,
    notes: HashMap<String, usize>,
}

impl Mentions {
    /// Goes through a document once.
    pub(super) fn new(document: &Document) -> Self {
        let mut all = Self::default();
        for (at, block) in document.blocks.iter().enumerate() {
            if matches!(block.kind, BlockKind::Code | BlockKind::Aside | BlockKind::Heading(_)) {
                continue;
            }
            if !matches!(block.kind, BlockKind::Footnote(_)) {
                all.take_notes(at, block.span.slice(&document.source));
            }
            if block.text.plain().len() <= LONGEST {
                all.take_parts(at, block.text.plain());
            }
        }
        all
    }

    fn take_notes(&mut self, at: usize, source: &str) {
        for (start, _) in source.match_indices("[^") {
            let label = source.get(start + 2..).and_then(|rest| rest.split(']').next()).unwrap_or_default();
            if label.len() <= 40 {
                self.notes.entry(label.to_owned()).or_insert(at);
            }
        }
    }

    fn take_parts(&mut self, at: usize, text: &str) {
        let words: Vec<&str> = text
            .split(|letter: char| !letter.is_alphanumeric() && letter != '.')
            .map(|word| word.trim_matches('.'))
            .filter(|word| !word.is_empty())
            .collect();
        for pair in words.windows(2) {
            let [kind, sign] = pair else { continue };
            if !is_sign(sign) {
                continue;
            }
            let kind = kind.to_lowercase();
            if List::Part.has(&kind) {
                let blocks = self.parts.entry((kind, sign.to_lowercase())).or_default();
                if blocks.last() != Some(&at) && blocks.len() < MENTIONS {
                    blocks.push(at);
                }
            }
        }
    }

    fn of_part(&self, kind: &str, sign: &str) -> &[usize] {
        self.parts.get(&(kind.to_owned(), sign.to_owned())).map_or(&[], Vec::as_slice)
    }

    fn of_note(&self, label: &str) -> Option<usize> {
        self.notes.get(label).copied()
    }
}

/// How many mentions of a part are looked at.
const MENTIONS: usize = 8;

impl Reader<'_> {
    /// What another sentence says of the part of the document that the hit stands in.
    pub(super) fn referred(&self, at: usize) -> Option<Found> {
        let mut over = self.index().heading(at);
        let mut guard = 0;
        while let Some(heading) = over.filter(|_| guard < 6) {
            let parsed = self.parse(heading);
            if let Some((kind, sign)) = part(&parsed.tokens)
                && let Some(found) = self.said_of_part(kind, sign)
            {
                return Some(found);
            }
            over = self.index().heading(heading);
            guard += 1;
        }
        None
    }

    /// What the document says of the part that the hit's own line is: "Schedule 2: X".
    pub(super) fn line_part(&self, place: &Place<'_>) -> Option<Found> {
        let (kind, sign) = part(place.parsed.sentence(place.number))?;
        (place.target > 1).then(|| self.said_of_part(kind, sign))?
    }

    /// What the document says of a part elsewhere.
    fn said_of_part(&self, kind: &str, sign: &str) -> Option<Found> {
        for &at in self.mentions().of_part(kind, sign) {
            let parsed = self.parse(at);
            for number in 0..parsed.sentences.len() {
                let tokens = parsed.sentence(number);
                let Some(reference) = (0..tokens.len()).find(|&at| names(tokens, at, kind, sign)) else { continue };
                if let Some(found) = self.holds(at, tokens, reference) {
                    return Some(found);
                }
            }
        }
        None
    }

    /// "Annex C lists what was removed", "'Excluded Items' means the items in Annex 2", "We supply nothing in Annex 2".
    fn holds(&self, block: usize, tokens: &[Token], reference: usize) -> Option<Found> {
        let verb = tokens.iter().position(|token| List::Holds.has(&token.norm));
        let unquoted = |tokens: &[Token]| {
            let kept = tokens.iter().filter(|token| !matches!(token.tag, Tag::QuoteOpen | Tag::QuoteClose | Tag::Stop));
            kept.cloned().collect::<Vec<Token>>()
        };
        let said = match verb {
            Some(verb) if verb > reference => {
                let rest = tokens.get(verb + 1..)?;
                let end = rest.iter().position(|token| token.tag == Tag::Semi).unwrap_or(rest.len());
                self.label_sign(block, unquoted(rest.get(..end)?))
            }
            Some(verb) if tokens.first().is_some_and(|first| first.tag == Tag::QuoteOpen) => {
                self.label_sign(block, unquoted(tokens.get(..verb)?))
            }
            _ => None,
        };
        if said.is_some() {
            return said.map(|found| Found { rule: ScopeRule::Heading, ..found });
        }
        let sentence = Sentence::new(tokens);
        // "Those of Schedule 1 are yours; those of Schedule 2 are not."
        let ellipsis = sentence.groups.iter().find(|group| group.start > reference).filter(|group| {
            let closes =
                tokens.get(group.end).is_none_or(|next| matches!(next.tag, Tag::Stop | Tag::Semi | Tag::Comma));
            group.finite() && group.main.is_none() && group.polarity() < 0 && closes
        });
        if let Some(group) = ellipsis {
            return Some(Found::at(block, bytes(tokens, &(group.start..group.end)), -1, ScopeRule::Heading));
        }
        let sense = sentence.read(reference..reference + 1);
        if sense.strength < Strength::Explicit {
            return None;
        }
        let cue = sense.cue().map_or(reference..reference + 1, |op| op.tokens.clone());
        Some(Found::at(block, bytes(tokens, &cue), sense.sign, ScopeRule::Heading))
    }

    /// "Clause 4: … Special terms: clause 4 is deleted": what is done with the part that the hit stands in.
    pub(super) fn part_changed(&self, place: &Place<'_>, sense: &Sense) -> Option<Found> {
        let own = place.parsed.sentence(place.number);
        let (kind, sign) = part(own)?;
        let blocks = &self.document().blocks;
        for at in place.hit.block + 1..(place.hit.block + 14).min(blocks.len()) {
            let parsed = self.parse(at);
            for number in 0..parsed.sentences.len().min(8) {
                let tokens = parsed.sentence(number);
                let Some(reference) = (0..tokens.len()).find(|&at| names(tokens, at, kind, sign)) else { continue };
                let read = Sentence::new(tokens).read(reference + 1..reference + 2);
                if read.strength == Strength::Explicit {
                    let cue = read.cue().map_or(reference..reference + 1, |op| op.tokens.clone());
                    let said = if sense.strength == Strength::Explicit { sense.sign } else { 1 };
                    return Some(Found::at(at, bytes(tokens, &cue), read.sign * said, ScopeRule::FollowUp));
                }
            }
        }
        None
    }

    /// A correction further down that names the thing again and says otherwise.
    pub(super) fn corrected_below(&self, place: &Place<'_>, sense: &Sense) -> Option<Found> {
        let name = place.hit.span.slice(self.plain(place.hit.block)).to_lowercase();
        let below = place.hit.block + 1..(place.hit.block + BELOW).min(self.document().blocks.len());
        for at in self.errata(below) {
            let text = self.plain(at).to_lowercase();
            let Some(start) = text.find(&name).filter(|_| text.len() == self.plain(at).len()) else { continue };
            let parsed = self.parse_at(at, start..start + name.len());
            let heading = self.index().heading(at).map(|heading| self.plain(heading).to_lowercase());
            let label = own_label(parsed.sentence(0), usize::MAX).map(words);
            let corrects = [heading, label].into_iter().flatten().any(|label| List::Erratum.stands_in(&label));
            if !corrects {
                continue;
            }
            let target = parsed.tokens.iter().position(|token| token.tag == Tag::Target)?;
            let number = parsed.sentences.iter().position(|range| range.contains(&target))?;
            let first = parsed.sentences.get(number)?.start;
            let tokens = parsed.sentence(number);
            let read = Sentence::new(tokens).read(target - first..target - first + 1);
            let settled = sense.strength == Strength::Explicit && sense.sign == read.sign;
            if read.strength == Strength::Explicit && !settled {
                let cue = read.cue().map_or(0..tokens.len(), |op| op.tokens.clone());
                return Some(Found::at(at, bytes(tokens, &cue), read.sign, ScopeRule::FollowUp));
            }
        }
        None
    }

    /// Those of `blocks` that may be corrections: their heading, or a label they start with, says so.
    fn errata(&self, blocks: Range<usize>) -> impl Iterator<Item = usize> {
        let corrects = |text: &str| List::Erratum.stands_in(&text.to_lowercase());
        // Blocks under one heading stand together.
        let mut last = (None, false);
        blocks.filter(move |&at| {
            let heading = self.index().heading(at);
            if last.0 != heading {
                last = (heading, heading.is_some_and(|heading| corrects(self.plain(heading))));
            }
            let text = self.plain(at);
            let opening = || text.char_indices().nth(OPENING).and_then(|(end, _)| text.get(..end)).unwrap_or(text);
            text.len() <= LONGEST && (last.1 || labelled(text) && corrects(opening()))
        })
    }

    /// What the sentence that a footnote belongs to says of what the footnote names.
    pub(super) fn noted(&self, at: usize) -> Option<Found> {
        let BlockKind::Footnote(label) = &self.document().blocks.get(at)?.kind else { return None };
        let host = self.mentions().of_note(label)?;
        self.label(host).map(|found| Found { rule: ScopeRule::LeadIn, ..found })
    }
}

/// Whether a text may start with a label: a colon or a dash of whatever kind stands not far from its start.
fn labelled(text: &str) -> bool {
    // All longer dashes and arrows start with this byte in UTF-8.
    let ends = |byte: &u8| matches!(byte, b':' | b'=' | b'|' | b'-' | 0xe2);
    text.as_bytes().iter().take(LABELLED).any(ends)
}

/// The kind and the number of a part, where a heading or a line starts with them: "Schedule 3", "Clause 4:".
pub(super) fn part(tokens: &[Token]) -> Option<(&str, &str)> {
    let kind = tokens.first()?.norm.as_str();
    let sign = tokens.get(1)?;
    let stands = sign.capital || sign.norm.starts_with(|first: char| first.is_ascii_digit());
    (stands && is_sign(&sign.norm) && List::Part.has(kind)).then_some((kind, sign.norm.as_str()))
}

/// Whether a word can be the number or letter of a part: "3", "12.4", "B".
fn is_sign(word: &str) -> bool {
    word.len() == 1 || word.len() <= 4 && word.starts_with(|first: char| first.is_ascii_digit())
}

/// Whether the part is named at `at`.
fn names(tokens: &[Token], at: usize, kind: &str, sign: &str) -> bool {
    let pair = [tokens.get(at), tokens.get(at + 1)];
    matches!(pair, [Some(first), Some(second)] if first.norm == kind && second.norm == sign)
}
