//! What was said is taken back, or an exclusion lifted, in the words that follow.

use super::ScopeRule;
use super::answer::{Asked, elliptic};
use super::follow::{Next, another};
use super::list::List;
use super::reader::{Found, Place, Reader, bytes};
use super::sense::{Sense, Sentence};
use super::token::Tag;

impl Reader<'_> {
    /// A claim that is taken back, or an exclusion that is lifted, in the next sentence.
    pub(super) fn taken_back(
        &self,
        block: usize,
        sentence: &Sentence<'_>,
        sense: &Sense,
        distance: usize,
        now: bool,
    ) -> Next {
        let corrects = sentence.tokens.iter().any(|token| List::Correction.has(&token.norm));
        if distance > 2 || sense.mention && sense.sign < 0 {
            return Next::Stop;
        }
        let other = Asked { yes: sense.bare_sign() * amended(sense), ..Asked::default() };
        if (sense.past || sense.said || now)
            && distance == 1
            && let Some((sign, words)) = elliptic(sentence, &other)
            && sign != sense.sign
            && !(sense.subject && another(sentence.tokens, words.start))
        {
            return Next::Found(Found::at(block, bytes(sentence.tokens, &words), sign, ScopeRule::FollowUp));
        }
        if let Some((about, at)) = self.about_signed(sentence, sense) {
            let words = about.cue().map_or(at..at + 1, |op| op.tokens.clone());
            let change = sentence.tokens.get(at).is_some_and(|token| List::Change.has(&token.norm));
            if about.sign != sense.sign
                && (change || now || sense.past || sense.said || sense.third || corrects || about.subject)
            {
                return Next::Found(Found::at(block, bytes(sentence.tokens, &words), about.sign, ScopeRule::FollowUp));
            }
            return Next::Stop;
        }
        Next::On
    }

    /// "He let them think that X …, and we had to undeceive them", "She misspoke": what was said is taken back.
    pub(super) fn taken_back_in_words(
        &self,
        place: &Place<'_>,
        sentence: &Sentence<'_>,
        sense: &Sense,
    ) -> Option<Found> {
        let rest = sentence.tokens.get(place.target + 1..).unwrap_or_default();
        let next = place.parsed.sentence(place.number + 1);
        let person =
            next.first().is_some_and(|first| matches!(first.norm.as_str(), "he" | "she" | "they" | "i" | "we" | "you"));
        let mistaken = next.iter().find(|token| MISTAKEN.contains(&token.norm.as_str()));
        // "That statement was wrong and has been withdrawn."
        let text = matches!(next, [that, noun, ..] if matches!(that.norm.as_str(), "that" | "this" | "the") && List::SaidNoun.has(&noun.norm));
        if let Some(word) = mistaken
            && (text || person && next.len() <= 8)
            && !next.iter().any(|token| token.tag == Tag::Not)
        {
            return Some(Found::at(
                place.hit.block,
                word.span.clone(),
                -sense.sign * amended(sense),
                ScopeRule::FollowUp,
            ));
        }
        let word = rest
            .iter()
            .chain(next)
            .find(|token| token.tag != Tag::Noun && CORRECTING.iter().any(|stem| token.norm.starts_with(stem)))?;
        Some(Found::at(place.hit.block, word.span.clone(), -sense.sign * amended(sense), ScopeRule::FollowUp))
    }
}

/// -1 where the sentence says itself that what it tells of was said wrongly, and 1 elsewhere.
fn amended(sense: &Sense) -> i8 {
    let wrong = sense.ops.iter().filter(|op| op.flips && op.rule == ScopeRule::FalseStatement).count();
    if wrong % 2 == 1 { -1 } else { 1 }
}

/// What somebody is who was wrong.
const MISTAKEN: &[&str] = &["wrong", "mistaken", "misinformed", "confused", "misled", "misreading", "misunderstood"];

/// Verbs of taking back what was said, by the start of the word.
const CORRECTING: &[&str] =
    &["undeceiv", "disabus", "misspoke", "misspoken", "retract", "took back", "taken back", "set straight"];
