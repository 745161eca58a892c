//! Second thoughts about a reading: the words around the hit, weighed by what labelled documents taught.
//!
//! The grammar of [`super::sense`] and the rules of discourse read what they know. What they don't know (an idiom of
//! refusal, whose thing it is, which of two statements has the last word) they take for a claim. The weights correct
//! that: a logistic regression over the words around the hit and what the rules made of it, learned on labelled
//! documents with an L1 penalty (Tibshirani, *Regression shrinkage and selection via the lasso*, 1996), so that of the
//! many clues only some thousands are left, in a table that can be read: `weights.tsv`, one row a clue: where it
//! stands, its words, its weight (above zero for a claim). [`learn`] makes it.
//!
//! A sum near zero changes nothing. A reading that is changed names the clue that weighed most.

mod learn;
mod table;
mod view;

use super::reader::{Place, Reader};
use super::sense::{Sense, Sentence, Strength};
use super::{Cue, Reading, ScopeRule, Status, Step};
pub use learn::{Lesson, learn};
use table::{Clue, Weights};
use view::{View, Word};

/// A sum of weights (the logarithm of the odds for a claim) nearer to zero than this leaves the reading as it is.
const DOUBT: f32 = 0.4;
/// The same where the hit's own sentence says how it is, or takes it for granted.
const OUTRIGHT: f32 = 1.5;
/// How many clues a changed reading names.
const NAMED: usize = 3;

impl Reader<'_> {
    /// The reading that the rules gave, or the opposite one where the clues around the hit weigh against it.
    pub(super) fn weigh(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense, reading: Reading) -> Reading {
        let weights = Weights::get();
        let view = View::new(self, place, sentence, sense, &reading, &|word| weights.number(word));
        let found = view.weighed(weights);
        let sum = weights.bias() + found.iter().map(|(weight, _)| weight).sum::<f32>();
        let least = if sense.strength >= Strength::Presupposed { OUTRIGHT } else { DOUBT };
        if sum.abs() < least || (sum > 0.0) == reading.status.violates() {
            return reading;
        }
        let cues = self.named(found, sum);
        let status = match () {
            () if sum < 0.0 => Status::Denied,
            () if sense.future => Status::Promised,
            () => Status::Claimed,
        };
        let weighed = cues.iter().cloned().map(|cue| Step { cue, turns: true });
        let steps = weighed.chain(reading.cue.map(|cue| Step { cue, turns: false })).collect();
        Reading { status, cue: cues.into_iter().next(), steps }
    }

    /// The clues that weighed most for the sign of `sum`, those that are words of the document.
    fn named(&self, mut found: Vec<(f32, &[Word])>, sum: f32) -> Vec<Cue> {
        found.retain(|(weight, _)| (*weight > 0.0) == (sum > 0.0));
        found.sort_by(|(one, _), (other, _)| other.abs().total_cmp(&one.abs()));
        let mut cues: Vec<Cue> = Vec::new();
        for cue in found.iter().filter_map(|(_, words)| self.clue_words(words)) {
            if cues.len() < NAMED && !cues.iter().any(|known| known.block == cue.block && known.span.overlaps(cue.span))
            {
                cues.push(cue);
            }
        }
        cues
    }

    fn clue_words(&self, words: &[Word]) -> Option<Cue> {
        let (block, first) = words.iter().find_map(|word| word.place)?;
        let (_, last) = words.iter().rev().find_map(|word| word.place)?;
        self.cue(block, first.start..last.end.max(first.start), ScopeRule::Weighed)
    }
}

impl View {
    /// Each clue of the table that is there, once, with its weight.
    fn weighed(&self, weights: &Weights) -> Vec<(f32, &[Word])> {
        let mut seen: Vec<Clue> = Vec::new();
        let mut found = Vec::new();
        self.each(&mut |clue, words| {
            if let Some(weight) = weights.of(clue)
                && !seen.contains(&clue)
            {
                seen.push(clue);
                found.push((weight, words));
            }
        });
        found
    }
}

#[cfg(test)]
mod tests {
    use crate::claim::ScopeRule;
    use crate::claim::testing::read;

    #[test]
    fn what_is_weighed_otherwise_names_its_clue() {
        let reading = read("Our payroll vendor is SOC 2 certified. We are not.", "soc 2 certified");
        assert!(!reading.status.violates());
        let cue = reading.cue.unwrap();
        assert_eq!((cue.scope, cue.words.as_str()), (ScopeRule::Weighed, "We are not"));
    }

    /// A sentence that says outright how it is means the same among other sentences. The lessons stood among these very
    /// 700 ones, so the limit, a little over what is misread today (the rules alone misread as many), guards against
    /// breakage; how it goes among other prose is told in `testdata/claims/README.md`.
    #[test]
    fn ordinary_sentences_around_it_turn_few_plain_statements() {
        let plain = [
            ("Self-serve checkout is included.", true),
            ("We offer self-serve checkout.", true),
            ("The order includes self-serve checkout.", true),
            ("Self-serve checkout is excluded.", false),
            ("We do not offer self-serve checkout.", false),
            ("This order comes without self-serve checkout.", false),
        ];
        let (mut turned, mut all) = (Vec::new(), 0);
        for other in include_str!("../../../testdata/common-english.txt").lines() {
            for (statement, claims) in plain {
                let among = [
                    format!("{other} {statement}"),
                    format!("{statement} {other}"),
                    format!("{other}\n\n{statement}\n\n{other}"),
                ];
                all += among.len();
                let misread = |text: &String| read(text, "self-serve checkout").status.violates() != claims;
                turned.extend(among.into_iter().filter(misread));
            }
        }
        assert!(all > 12_000 && turned.len() * 200 < all, "{} of {all} turned: {}", turned.len(), turned.join("\n"));
    }
}
