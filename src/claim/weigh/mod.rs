//! Second thoughts about a reading: the words around the hit, weighed by what labelled documents taught.
//!
//! The grammar of [`super::sense`] and the rules of discourse read what they know. What they don't know (an idiom of
//! refusal, whose thing it is, which of two statements has the last word) they take for a claim. The weights correct
//! that: a logistic regression over the words around the hit and what the rules made of it, learned on labelled
//! documents with an L1 penalty (Tibshirani, *Regression shrinkage and selection via the lasso*, 1996), so that of the
//! many clues only some thousands are left, in a table that can be read: `weights.tsv`, one row a clue: where it
//! stands, its words, its weight (above zero for a claim). [`learn`] makes it.
//!
//! But for what is said outright the [`Encoder`] is asked too, and its odds are added. A reading that is changed names the
//! clue that weighed most.

mod learn;
mod table;
mod view;

use super::encoder::Encoder;
use super::reader::{Place, Reader};
use super::sense::{Sense, Sentence, Strength};
use super::{Cue, Hit, Reading, ScopeRule, Status, Step};
use crate::document::{BlockKind, Document};
pub use learn::{Lesson, learn, lesson_hit};
use table::{Clue, Weights};
use view::{View, Word};

/// A sum of weights (the logarithm of the odds for a claim) that goes farther than this with what the rules say is sure.
const SURE: f32 = 10.0;
/// The same for what order forms are full of: a short sentence that stands alone and claims its object or its subject, a
/// subject that its predicate denies, and a bare item of a list that the sentence above denies. They say it outright,
/// and a folder of order forms must not be slow for them.
const SURE_OF_OBJECT: f32 = 2.2;
const SURE_OF_SUBJECT: f32 = 3.4;
const SURE_OF_ITEM: f32 = 1.7;
/// The tokens of a short sentence.
const SHORT: usize = 12;
/// What the sum, the encoder's odds and the rules' reading (1 for a claim, -1 for none) count where the encoder is asked.
/// More for the rules than a logistic regression gives over 1,000 rows that the encoder had not been taught
/// (`encoder-lessons/proceedings.tsv`): they say why, and whole documents are further from the lessons than such rows.
const SUM: f32 = 0.2;
const ODDS: f32 = 0.85;
const RULES: f32 = 1.0;
/// What the rules' reading counts in a table, and where it comes from a heading or a note, or points to an item by its number:
/// the encoder sees all blocks one after the other, and doesn't count.
const RULES_OF_STRUCTURE: f32 = 3.0;
/// How far the sum has to go against the rules where the encoder can't be asked.
const UNAIDED: f32 = 1.5;
/// The encoder is asked about so many windows of a document at most, so that the time has a bound. A document with
/// more such hits in different surroundings is no launch artifact.
const ASKED: usize = 200;
/// How many clues a changed reading names, and what each of them weighs at least.
const NAMED: usize = 3;
const TELLING: f32 = 0.5;

impl Reader<'_> {
    /// The reading that the rules gave, or the opposite one where the clues around the hit weigh against it.
    pub(super) fn weigh(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense, reading: Reading) -> Reading {
        // What a gate's own evidence is called stands in the policy: words alone can't tell.
        if reading.status == Status::Conditional {
            return reading;
        }
        let weights = Weights::get();
        let view = View::new(self, place, sentence, sense, &reading, &|word| weights.number(word));
        let found = view.weighed(weights);
        let sum = weights.bias() + found.iter().map(|(weight, _)| weight).sum::<f32>();
        let side = if reading.status.violates() { 1.0 } else { -1.0 };
        if sum * side > sure(place, sentence, sense, &reading) {
            return reading;
        }
        let sum = match self.encoded(place.hit, &reading) {
            Some(odds) => SUM * sum + ODDS * odds + trust(self.document(), place.hit, &reading) * side,
            None if sum.abs() < UNAIDED => return reading,
            None => sum,
        };
        if sum * side >= 0.0 {
            return reading;
        }
        let mut cues = self.named(found, sum);
        if cues.is_empty() {
            cues.extend(self.whole(place, sentence));
        }
        let status = match () {
            () if sum < 0.0 => Status::Denied,
            () if sense.future => Status::Promised,
            () => Status::Claimed,
        };
        let weighed = cues.iter().cloned().map(|cue| Step { cue, turns: true });
        let steps = weighed.chain(reading.cue.map(|cue| Step { cue, turns: false })).collect();
        Reading { status, cue: cues.into_iter().next(), steps }
    }

    /// The odds for a claim by the encoder; `None` where it doesn't see what the rules go by, or has been asked often enough.
    fn encoded(&self, hit: Hit, reading: &Reading) -> Option<f32> {
        let encoder = Encoder::get()?;
        let window = encoder.window(self.document(), hit)?;
        if reading.cue.as_ref().is_some_and(|cue| !window.shows(cue.block)) {
            return None;
        }
        let mut known = self.encoded.borrow_mut();
        if let Some(odds) = known.get(&window) {
            return Some(*odds);
        }
        (known.len() < ASKED).then(|| {
            let odds = encoder.odds(&window);
            known.insert(window, odds);
            odds
        })
    }

    /// The clues that weighed most for the sign of `sum`, those that are words of the document.
    fn named(&self, mut found: Vec<(f32, &[Word])>, sum: f32) -> Vec<Cue> {
        found.retain(|(weight, _)| weight * sum.signum() > TELLING);
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

    /// The hit's sentence, where no single clue says it.
    fn whole(&self, place: &Place<'_>, sentence: &Sentence<'_>) -> Option<Cue> {
        let (first, last) = (sentence.tokens.first()?, sentence.tokens.last()?);
        self.cue(place.hit.block, first.span.start..last.span.end, ScopeRule::Weighed)
    }

    fn clue_words(&self, words: &[Word]) -> Option<Cue> {
        let (block, first) = words.iter().find_map(|word| word.place)?;
        let (_, last) = words.iter().rev().find_map(|word| word.place)?;
        self.cue(block, first.start..last.end.max(first.start), ScopeRule::Weighed)
    }
}

/// How far the sum has to go with the rules for the encoder not to be asked.
fn sure(place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense, reading: &Reading) -> f32 {
    let Some(cue) = &reading.cue else { return SURE };
    let alone = place.parsed.sentences.len() == 1 && sentence.tokens.len() <= SHORT;
    match (sense.strength, cue.scope, reading.status) {
        (Strength::Explicit, ScopeRule::VerbObject, Status::Claimed) if alone => SURE_OF_OBJECT,
        (Strength::Explicit, ScopeRule::Predicate, Status::Claimed) if alone => SURE_OF_SUBJECT,
        (Strength::Explicit, ScopeRule::Predicate, Status::Denied) => SURE_OF_SUBJECT,
        (Strength::Bare, ScopeRule::LeadIn, Status::Denied) if cue.block != place.hit.block => SURE_OF_ITEM,
        _ => SURE,
    }
}

/// What the rules' reading counts beside the encoder's odds.
fn trust(document: &Document, hit: Hit, reading: &Reading) -> f32 {
    let own = document.blocks.get(hit.block).map(|block| &block.kind);
    let structure = matches!(own, Some(BlockKind::Cell(_)))
        || reading.cue.as_ref().is_some_and(|cue| match cue.scope {
            ScopeRule::Column | ScopeRule::Row | ScopeRule::Heading => true,
            ScopeRule::Status => cue.block != hit.block,
            ScopeRule::FollowUp => cue.block != hit.block || numbered(&cue.words),
            ScopeRule::Answer => numbered(&cue.words),
            _ => false,
        });
    if structure { RULES_OF_STRUCTURE } else { RULES }
}

/// Whether the words point to an item by its number.
fn numbered(words: &str) -> bool {
    words.contains(|c: char| c.is_ascii_digit())
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
        for other in include_str!("../../../testdata/common-english.txt").lines().step_by(10) {
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
        assert!(all > 1_200 && turned.len() * 200 < all, "{} of {all} turned: {}", turned.len(), turned.join("\n"));
    }
}
