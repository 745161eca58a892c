//! Records that are not in force: a Status apart from the text ("## Status", "Status: superseded") voids what stands beside it.

use super::ScopeRule;
use super::lexicon::Cat;
use super::list::List;
use super::reader::{Found, Place, Reader};
use super::sense::Sense;
use super::token::{Tag, Token};
use crate::document::BlockKind;

impl Reader<'_> {
    /// The status of the record that the hit stands in, where it says that the record does not count.
    pub(super) fn void_record(&self, place: &Place<'_>, sense: &Sense) -> Option<Found> {
        let block = self.document().blocks.get(place.hit.block)?;
        if sense.sign < 0 || self.index().states().is_empty() {
            return None;
        }
        let heading = |at: usize| self.index().heading(at);
        let own =
            if matches!(block.kind, BlockKind::Heading(_)) { Some(place.hit.block) } else { heading(place.hit.block) };
        let mut roots: Vec<Option<usize>> = std::iter::successors(own, |&over| heading(over)).map(Some).collect();
        if roots.len() < 2 {
            roots.push(None);
        }
        let states = roots.into_iter().find_map(|root| {
            let state = self.index().states().iter().find(|(record, _)| *record == root);
            state.map(|(_, value)| *value)
        });
        let value = states.filter(|&value| value != place.hit.block)?;
        let parsed = self.parse(value);
        let label = parsed.tokens.iter().position(|token| token.tag == Tag::Colon).map_or(0, |colon| colon + 1);
        let word = void(parsed.tokens.get(label..)?)?;
        Some(Found { mention: true, ..Found::at(value, word.span.clone(), -1, ScopeRule::Heading) })
    }
}

/// "Rejected on 4 May", "not adopted": the word by which a status says that its record does not count.
fn void(status: &[Token]) -> Option<&Token> {
    let first = status.iter().find(|token| !matches!(token.tag, Tag::Sign | Tag::Adv | Tag::Be | Tag::Have))?;
    let adopted = || status.iter().take(3).find(|token| List::Carried.has(&token.norm));
    match () {
        () if first.tag == Tag::Not => adopted(),
        () if List::Withdrawn.has(&first.norm) => Some(first),
        () if first.is(Cat::Refuse) || List::Void.has(&first.norm) => Some(first),
        () => None,
    }
}
