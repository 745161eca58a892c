//! Pairs of labels: what stands under "Before", "Old" or "Don't" is replaced by what stands under "After", "New", "Do".
//!
//! The pairs stand in `pairs.tsv`.

use std::ops::Range;
use std::sync::OnceLock;

use super::answer::{Asked, elliptic};
use super::frame::{own_label, words};
use super::history::timed;
use super::reader::{Found, Place, Reader, bytes};
use super::sense::{Sense, Sentence, Strength};
use super::token::Token;
use super::{ScopeRule, Status};
use crate::document::{BlockKind, Cell};

static TABLE: &str = include_str!("pairs.tsv");

/// The labels of what is replaced, and of what replaces it.
type Pair = (Vec<&'static str>, Vec<&'static str>);

fn pairs() -> &'static [Pair] {
    static PAIRS: OnceLock<Vec<Pair>> = OnceLock::new();
    let side = |side: &'static str| side.split(", ").collect();
    let pair = |row: &'static str| row.split_once('\t').map(|(first, second)| (side(first), side(second)));
    PAIRS.get_or_init(|| TABLE.lines().filter(|row| !row.starts_with('#')).filter_map(pair).collect())
}

impl Reader<'_> {
    /// "Before: X. After: Y.", "| Old | New |": the hit stands under the first label of a pair.
    pub(super) fn replaced_by(
        &self,
        place: &Place<'_>,
        sentence: &Sentence<'_>,
        sense: &Sense,
    ) -> Option<(Found, Status)> {
        let block = self.document().blocks.get(place.hit.block)?;
        if let BlockKind::Cell(cell) = block.kind {
            let header = self.header(cell, cell.column)?;
            let own = self.plain(header).to_lowercase();
            let columns = self.index().columns_near(cell);
            let others: Vec<String> = columns
                .filter_map(|column| self.header(cell, column).map(|header| self.plain(header).to_lowercase()))
                .collect();
            let pair = pairs()
                .iter()
                .find(|pair| starts(&own, &pair.0) && others.iter().any(|other| starts(other, &pair.1)))?;
            let own = replaced(header, 0..self.plain(header).len(), &pair.0, sense, ScopeRule::Column);
            let denied = own.1 == Status::Claimed && self.repeats_denial(cell, sense);
            return Some(if denied { (own.0, Status::Denied) } else { own });
        }
        let own = own_label(sentence.tokens, place.target)?;
        let label = words(own);
        let dated = label.split_once(' ').is_some_and(|(_, rest)| timed(rest));
        let pair = pairs().iter().find(|pair| !dated && starts(&label, &pair.0))?;
        let (at, line) = self.counterpart(place, &pair.1)?;
        if let Some(sign) = self.states(place, at, &line, sense) {
            let found = Found::at(at, bytes(&line, &(0..line.len())), sign, ScopeRule::FollowUp);
            return Some((found, if sign < 0 { Status::Denied } else { Status::Claimed }));
        }
        Some(replaced(place.hit.block, bytes(own, &(0..own.len())), &pair.0, sense, ScopeRule::LeadIn))
    }

    /// "You have no X" | "We have not": the other cells take the denial up instead of turning it.
    fn repeats_denial(&self, cell: Cell, sense: &Sense) -> bool {
        let columns = self.index().columns_near(cell);
        let asked = Asked { yes: sense.bare_sign(), ..Asked::default() };
        columns.filter_map(|column| self.index().cell(cell.table, cell.row, column)).any(|at| {
            let parsed = self.parse(at);
            elliptic(&Sentence::new(parsed.sentence(0)), &asked).is_some_and(|(sign, _)| sign < 0)
        })
    }

    /// The line after the hit that carries one of `labels`.
    fn counterpart(&self, place: &Place<'_>, labels: &[&str]) -> Option<(usize, Vec<Token>)> {
        let carries =
            |tokens: &[Token]| own_label(tokens, usize::MAX).is_some_and(|label| starts(&words(label), labels));
        let here = (place.number + 1..place.parsed.sentences.len()).take(4);
        if let Some(tokens) = here.map(|number| place.parsed.sentence(number)).find(|tokens| carries(tokens)) {
            return Some((place.hit.block, tokens.to_vec()));
        }
        (place.hit.block + 1..place.hit.block + 4).find_map(|at| {
            let parsed = self.parse(at);
            let tokens = parsed.sentence(0);
            carries(tokens).then(|| (at, tokens.to_vec()))
        })
    }
}

/// What stands under the first label of a pair is not so, or not so any more; a belief that denies is turned.
fn replaced(block: usize, span: Range<usize>, pair: &[&str], sense: &Sense, rule: ScopeRule) -> (Found, Status) {
    let belief = pair.contains(&"expectation") && sense.strength == Strength::Explicit && sense.sign < 0;
    let (sign, status) = if belief { (1, Status::Claimed) } else { (-1, Status::Mentioned) };
    (Found::at(block, span, sign, rule), status)
}

/// Whether a label begins with one of `firsts`, word for word.
fn starts(label: &str, firsts: &[&str]) -> bool {
    let label = label.trim().trim_end_matches([':', '.', '\u{fe0f}']);
    let label = label.strip_prefix("the ").unwrap_or(label);
    firsts.iter().any(|first| {
        label.strip_prefix(first).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',', ':', '(']))
    })
}
