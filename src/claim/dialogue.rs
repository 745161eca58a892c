//! Who speaks: what the other side says is only put to us, and our reply to it decides.

use super::ScopeRule;
use super::answer::Asked;
use super::follow::{Line, Next, Sequel};
use super::frame::own_label;
use super::list::List;
use super::parsed::Parsed;
use super::reader::{Found, Place, Reader, bytes};
use super::sense::{Sense, Sentence, Strength};
use super::token::{Tag, Token};

/// How many sentences of a reply are read.
const REACH: usize = 3;

impl Reader<'_> {
    /// What our side replies to a statement or a wish of the other side: "Client: we need X. Us: you'll have it."
    pub(super) fn reply(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<Found> {
        if sentence.asks() {
            return None;
        }
        speaker(sentence.tokens, place.target).filter(|name| List::AskingSpeaker.has(name))?;
        let said = if sense.strength == Strength::Explicit && sense.sign > 0 { sense.sign } else { 1 };
        let asked = Asked { yes: said, ..Asked::default() };
        let sequel = Sequel { sense, asked: Some(&asked), settled: false, earlier: false };
        let replies =
            |tokens: &[Token]| speaker(tokens, usize::MAX).is_some_and(|name| List::ReplyingSpeaker.has(name));
        let here = (place.number + 1..place.parsed.sentences.len()).find(|&at| replies(place.parsed.sentence(at)));
        if let Some(first) = here {
            return self.replied(place.hit.block, place.parsed, first, sequel);
        }
        let block = place.hit.block + 1;
        self.document().blocks.get(block)?;
        let parsed = self.parse(block);
        replies(parsed.sentence(0)).then(|| self.replied(block, &parsed, 0, sequel))?
    }

    fn replied(&self, block: usize, parsed: &Parsed, first: usize, sequel: Sequel<'_>) -> Option<Found> {
        for number in first..parsed.sentences.len().min(first + REACH) {
            let tokens = parsed.sentence(number);
            if number > first && speaker(tokens, usize::MAX).is_some() {
                return None;
            }
            let sentence = Sentence::new(tokens);
            if let Some((about, at)) = self.about(&sentence) {
                let words = about.cue().map_or(at..at + 1, |op| op.tokens.clone());
                return Some(Found::at(block, bytes(tokens, &words), about.sign, ScopeRule::Answer));
            }
            match self.next(Line { block, parsed, number, distance: number + 1 - first }, sequel) {
                Next::Found(found) => return Some(found),
                Next::Stop => return None,
                Next::On => {}
            }
        }
        None
    }
}

/// The name before the colon of a line, a time in brackets left out.
fn speaker(tokens: &[Token], target: usize) -> Option<&str> {
    let close = tokens.iter().take(8).position(|token| token.tag == Tag::Close);
    let timed = tokens.first().is_some_and(|first| first.tag == Tag::Open);
    let start = close.filter(|_| timed).map_or(0, |close| close + 1);
    let label = own_label(tokens.get(start..)?, target.saturating_sub(start))?;
    tokens.get(start + label.len()).filter(|colon| colon.tag == Tag::Colon)?;
    (label.len() <= 2).then(|| label.last().map(|name| name.norm.as_str()))?
}
