//! Notes to a hit: "X [a] … [a] withdrawn in May", "X (1) … (1) Not part of the order"; counts of it: "Actual 0".

use super::ScopeRule;
use super::lexicon::Cat;
use super::list::List;
use super::reader::{Found, Place, Reader, bytes};
use super::sense::{Sense, Sentence, Strength};
use super::token::{Tag, Token};

/// How many blocks after the hit a note may stand.
const REACH: usize = 14;

/// Marks of notes that stand right after a word.
const SIGNS: &[&str] = &["*", "†", "‡", "§", "¹", "²", "³"];

impl Reader<'_> {
    /// What the note says whose mark stands in brackets right after the hit.
    pub(super) fn marked_note(&self, place: &Place<'_>, sense: &Sense) -> Option<Found> {
        if sense.strength == Strength::Explicit && sense.firm && !sense.ops.iter().all(|op| !op.flips) {
            return None;
        }
        let rest = place.parsed.sentence(place.number).get(place.target + 1..)?;
        if let Some(sign) = rest.first().filter(|sign| SIGNS.contains(&sign.norm.as_str()) && !sign.spaced) {
            let length = rest.iter().take_while(|next| next.norm == sign.norm).count();
            return self.signed_note(place.hit.block, &sign.norm.repeat(length));
        }
        let [open, mark, close] = rest.get(..3)? else { return None };
        let sign = SIGNS.contains(&mark.norm.as_str());
        let short = sign || mark.norm.chars().count() <= 2 && mark.norm.chars().all(char::is_alphanumeric);
        if open.tag != Tag::Open || close.tag != Tag::Close || !short {
            return None;
        }
        (place.hit.block + 1..(place.hit.block + REACH).min(self.document().blocks.len())).find_map(|at| {
            self.plain(at).starts_with(['(', '[']).then_some(())?;
            let parsed = self.parse(at);
            let [first, second, third, note @ ..] = parsed.sentence(0) else { return None };
            let same = first.tag == Tag::Open && third.tag == Tag::Close && second.norm == mark.norm;
            same.then(|| self.note(at, note))?
        })
    }

    /// What the note below says that `mark` is put before: "† not part of this order"; one star makes a list item of it.
    fn signed_note(&self, hit: usize, mark: &str) -> Option<Found> {
        let starred = |at: usize| {
            let block = self.document().blocks.get(at).filter(|_| mark == "*")?;
            let before = self.document().source.get(..block.span.start)?.trim_end();
            block.items.last().filter(|_| before.ends_with('*') && !before.ends_with("**"))
        };
        let own = starred(hit).map(|item| item.list);
        (hit + 1..(hit + REACH).min(self.document().blocks.len())).find_map(|at| {
            if starred(at).is_some_and(|item| Some(item.list) != own) {
                return self.note(at, self.parse(at).sentence(0));
            }
            self.plain(at).contains(mark).then_some(())?;
            let parsed = self.parse(at);
            (0..parsed.sentences.len()).find_map(|number| {
                let tokens = parsed.sentence(number);
                let signs = tokens.iter().take_while(|token| SIGNS.contains(&token.norm.as_str())).count();
                let opening: String = tokens.iter().take(signs).map(|token| token.norm.as_str()).collect();
                (signs > 0 && opening == mark).then(|| self.note(at, tokens.get(signs..)?))?
            })
        })
    }

    /// What the words of a note say of what it is a note to.
    fn note(&self, at: usize, note: &[Token]) -> Option<Found> {
        let sentence = Sentence::new(note);
        if let Some((about, word)) = self.about(&sentence) {
            let words = about.cue().map_or(word..word + 1, |op| op.tokens.clone());
            return Some(Found::at(at, bytes(note, &words), about.sign, ScopeRule::FollowUp));
        }
        let never = note.iter().any(|token| token.tag == Tag::Not || token.tag == Tag::Nobody);
        let said = note.iter().any(|token| token.is(Cat::Say));
        if never && said {
            return Some(Found {
                mention: true,
                ..Found::at(at, bytes(note, &(0..note.len())), -1, ScopeRule::Wording)
            });
        }
        let finite = sentence.groups.iter().any(|group| group.finite());
        let (sign, words) = (!finite).then(|| sentence.status(0..note.len(), false))??;
        Some(Found::at(at, bytes(note, &words), sign, ScopeRule::FollowUp))
    }

    /// "Number of clients with X. Target 0. Actual 0.": what was counted of it, where that is nothing.
    pub(super) fn counted(&self, place: &Place<'_>) -> Option<Found> {
        let tokens = place.parsed.sentence(place.number);
        let counts = |token: &Token| List::Count.has(&token.norm);
        tokens.iter().take(place.target).any(counts).then_some(())?;
        (place.number + 1..place.parsed.sentences.len().min(place.number + 4)).find_map(|number| {
            let [key, number] = place.parsed.sentence(number).get(..2)? else { return None };
            let zero = number.norm.trim_end_matches('%').chars().all(|digit| matches!(digit, '0' | '.' | ','))
                || matches!(number.norm.as_str(), "nil" | "none" | "zero");
            let actual = List::Actual.has(&key.norm) && zero;
            actual.then(|| Found::at(place.hit.block, key.span.start..number.span.end, -1, ScopeRule::FollowUp))
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::claim::Status;
    use crate::claim::testing::{check, check_by_rules};

    // A page made from it has no star before its note.
    #[test]
    fn a_star_before_a_note_makes_an_item_of_it() {
        check("- checkout*\n- Dashboards\n\n* not included", Status::Denied);
        check_by_rules("- checkout\n- Dashboards*\n\n* not included", Status::Claimed);
        check("The order includes:\n\n- checkout\n- Dashboards*\n\n* not included", Status::Claimed);
    }
}
