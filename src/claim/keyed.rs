//! A line after the hit with a key of its own: "Decision: rejected", "Available: no", "Provided by: customer".

use std::ops::Range;

use super::ScopeRule;
use super::answer::{Asked, answer, elliptic, ordered, refused, said_answer};
use super::follow::Next;
use super::frame;
use super::list::List;
use super::party::{Party, party};
use super::reader::{Found, Reader, bytes};
use super::sense::{Sense, Sentence, Strength};
use super::token::{Tag, Token};

impl Reader<'_> {
    /// A line with a label of its own: a decision on the hit, or a key that says what its value means.
    pub(super) fn labelled(&self, block: usize, label: &[Token], tokens: &[Token], sense: &Sense) -> Option<Next> {
        let first = label.iter().find(|token| !matches!(token.tag, Tag::Dash | Tag::Sign | Tag::Open))?;
        let named = first.norm.as_str();
        let initials = label.len() == 2 && label.iter().all(|token| token.cats.is_empty()) && tokens.len() >= 2;
        if !List::FollowLabel.starts(named) && label.iter().any(|token| token.tag == Tag::Colon) && !initials {
            return Some(self.keyed(block, label, tokens));
        }
        if !List::DecisionLabel.starts(named) {
            return None;
        }
        let sentence = Sentence::new(tokens);
        if self.about(&sentence).is_some() {
            return None;
        }
        let (sign, words) =
            ordered(&sentence).or_else(|| said_answer(tokens)).or_else(|| sentence.status(0..tokens.len(), false))?;
        let sign = if sense.strength == Strength::Explicit { sign * sense.sign } else { sign };
        Some(Next::Found(Found::at(block, bytes(tokens, &words), sign, ScopeRule::FollowUp)))
    }

    /// A line with a key of its own: "Available: no", "State: off", "Quantity: 0", "Provided by: customer".
    pub(super) fn keyed(&self, block: usize, label: &[Token], tokens: &[Token]) -> Next {
        let name = super::data::spaced(&frame::words(label)).trim().to_owned();
        let found = |sign: i8, words: &Range<usize>| {
            Next::Found(Found::at(block, bytes(tokens, words), sign, ScopeRule::FollowUp))
        };
        let value = frame::words(tokens);
        if List::WhoColumn.stands_in(&name)
            && let Some(whose) = party(&value)
        {
            return found(if whose == Party::Ours { 1 } else { -1 }, &(0..tokens.len()));
        }
        let sentence = Sentence::new(tokens);
        if super::table::counts(&name) {
            let none = sentence.status(0..tokens.len(), true).is_some_and(|(sign, _)| sign < 0)
                || matches!(value.as_str(), "0" | "0 %" | "0%" | "–" | "—" | "-" | "nil");
            return if none { found(-1, &(0..tokens.len())) } else { Next::On };
        }
        let key = super::token::tokens(&name, &[], &[]);
        let key_sign = Sentence::new(&key).status(0..key.len(), false).map(|(sign, _)| sign);
        if let (Some(sign), Some(answer)) = (key_sign, answer(tokens)) {
            return found(sign * answer, &(0..1));
        }
        if super::table::decides(&name)
            && let Some((sign, words)) = self.value_sign(&sentence)
        {
            return found(sign, &words);
        }
        Next::On
    }

    /// What the value of a decision says.
    fn value_sign(&self, sentence: &Sentence<'_>) -> Option<(i8, Range<usize>)> {
        let finite = sentence.groups.iter().any(|group| group.finite());
        if let Some((about, at)) = self.about(sentence) {
            return Some((about.sign, at..at + 1));
        }
        if let Some(decided) = ordered(sentence).or_else(|| said_answer(sentence.tokens)) {
            return Some(decided);
        }
        if !finite {
            return sentence.status(0..sentence.tokens.len(), false);
        }
        elliptic(sentence, &Asked { yes: 1, ..Asked::default() }).or_else(|| refused(sentence).map(|words| (-1, words)))
    }
}
