//! What is put forward and what becomes of it: "Motion 4: that X be sold. Motion lost.", "☐ Approve ☒ Decline".

use super::ScopeRule;
use super::form::ticked;
use super::frame::own_label;
use super::list::List;
use super::reader::{Found, Place, Reader, bytes};
use super::sense::{Sense, Strength};
use super::token::{Tag, Token};
use crate::document::BlockKind;

/// How many sentences after what is put forward are looked at.
const REACH: usize = 4;
/// More letters than this are no row of boxes.
const BOXES: usize = 80;

impl Reader<'_> {
    /// The outcome of the motion or proposal that the hit stands in.
    pub(super) fn outcome(&self, place: &Place<'_>, sense: &Sense) -> Option<Found> {
        let label = own_label(place.parsed.sentence(place.number), place.target);
        let opening = label.or_else(|| own_label(place.parsed.sentence(0), usize::MAX));
        let put = |label: &[Token]| label.iter().take(3).any(|token| List::Change.has(&token.norm));
        let first = place.parsed.sentence(0);
        let opening = opening.or_else(|| first.get(..first.len().checked_sub(1)?).filter(|label| label.len() <= 2));
        opening.filter(|label| put(label))?;
        let says = if sense.strength == Strength::Explicit { sense.sign } else { 1 };
        let here = (place.number + 1..place.parsed.sentences.len()).take(REACH);
        let found = |block: usize, tokens: &[Token]| {
            let (sign, at) = fate(tokens)?;
            Some(Found::at(block, bytes(tokens, &(at..at + 1)), sign * says, ScopeRule::FollowUp))
        };
        if let Some(found) = here.filter_map(|number| found(place.hit.block, place.parsed.sentence(number))).next() {
            return Some(found);
        }
        let block = place.hit.block + 1;
        let next = self.document().blocks.get(block)?;
        if matches!(next.kind, BlockKind::Heading(_) | BlockKind::Cell(_) | BlockKind::Code) {
            return None;
        }
        found(block, self.parse(block).sentence(0))
    }

    /// A row of boxes right before or after the hit's line, one of them ticked.
    pub(super) fn boxed(&self, place: &Place<'_>, sense: &Sense) -> Option<Found> {
        let block = place.hit.block;
        let own = self.document().blocks.get(block)?;
        if !matches!(own.kind, BlockKind::Paragraph) || !own.items.is_empty() {
            return None;
        }
        let says = if sense.strength == Strength::Explicit { sense.sign } else { 1 };
        [block.checked_sub(1), Some(block + 1)].into_iter().flatten().find_map(|at| {
            let row = self.document().blocks.get(at)?;
            let text = row.text.plain();
            let boxes = matches!(row.kind, BlockKind::Paragraph) && text.len() <= BOXES && text.starts_with(BOX);
            if !boxes || !row.items.is_empty() {
                return None;
            }
            let parsed = self.parse(at);
            let sign = ticked(&parsed.tokens)?;
            Some(Found::at(at, 0..text.len(), sign * says, ScopeRule::Status))
        })
    }
}

/// What a box starts with.
const BOX: [char; 6] = ['[', '(', '☐', '☒', '☑', '✅'];

/// "Motion lost", "Fell for want of a majority", "Proposal was carried by 9 to 2": what became of it.
fn fate(tokens: &[Token]) -> Option<(i8, usize)> {
    let mut at = tokens.iter().take_while(|token| token.tag == Tag::Det).count();
    if tokens.get(at).is_some_and(|token| List::Change.has(&token.norm)) {
        at += 1;
        at += tokens.iter().skip(at).take_while(|token| matches!(token.tag, Tag::Num | Tag::Be | Tag::Have)).count();
    }
    let word = tokens.get(at)?;
    match () {
        () if List::Defeated.has(&word.norm) => Some((-1, at)),
        () if List::Carried.has(&word.norm) => Some((1, at)),
        () => None,
    }
}
