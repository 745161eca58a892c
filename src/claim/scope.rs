//! The linguistic reading: does a word stand in the scope of a negation, or of a speculation?
//!
//! Scope is not polarity: in "X does not require a contract" the contract stands in the scope of "not", X does not,
//! and X is claimed all the same. This reading exists to compare with corpora annotated for scope; nothing in a
//! lint depends on it.
//!
//! A cue's scope runs from the cue to the end of its clause, in the manner of ConText (Harkema et al. 2009) with
//! clause ends in place of windows. A comma ends it, unless a list that closes with "or" goes on. "or" itself
//! speculates over both of its sides.

use std::ops::Range;

use super::list::List;

/// How a word stands to negation and speculation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LinguisticLabel {
    /// In the scope of neither.
    Asserted,
    /// In the scope of a negation.
    Negated,
    /// In the scope of a speculation, a condition or an alternative.
    Hypothetical,
}

impl LinguisticLabel {
    /// The label as labelled sets spell it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Negated => "negated",
            Self::Hypothetical => "hypothetical",
        }
    }
}

const ENDS: &[&str] = &[".", ";", ":", "!", "?", "(", ")", "-", "–", "—", "although", "though", "however", "while"];
/// Words that end the scope of a negation and not that of a speculation.
const NEGATION_ENDS: &[&str] = &["because", "which", "since"];
/// Words that end the scope of a speculation and not that of a negation.
const SPECULATION_ENDS: &[&str] = &["but", "since", "except", "yet", "until"];
const SUBJECTS: &[&str] = &["i", "you", "he", "she", "it", "they", "we", "this", "that", "there", "these", "those"];
const VERBS: &[&str] = &[
    "is", "are", "was", "were", "be", "am", "has", "have", "had", "do", "does", "did", "will", "would", "could", "can",
    "may", "might", "should", "must", "isn't", "don't", "doesn't", "didn't", "i'm", "it's", "that's", "makes", "made",
    "gets", "got", "comes", "came", "goes", "went", "looks", "looked", "seems", "works", "worked", "keeps", "kept",
    "takes", "took", "says", "said", "thinks", "turns", "turned", "gave", "gives", "found", "knew", "knows", "uses",
    "used", "plays", "shows",
];
/// How many words a negation reaches at most, and how far "or" is looked for.
const REACH: usize = 16;
const NEAR_OR: usize = 6;

struct Word {
    text: String,
    span: Range<usize>,
}

/// How the words `target` (bytes of `sentence`) stand in it. Words outside the sentence are asserted.
///
/// ```
/// use gatelint::claim::{LinguisticLabel, read_scope};
/// let sentence = "We have no public checkout, but reports.";
/// assert_eq!(read_scope(sentence, 18..26), LinguisticLabel::Negated);
/// assert_eq!(read_scope(sentence, 32..39), LinguisticLabel::Asserted);
/// ```
#[must_use]
pub fn read_scope(sentence: &str, target: Range<usize>) -> LinguisticLabel {
    let words = words(sentence);
    let Some(first) = words.iter().position(|word| word.span.end > target.start) else {
        return LinguisticLabel::Asserted;
    };
    let after = words.iter().position(|word| word.span.start >= target.end).unwrap_or(words.len());
    let before = || words.iter().enumerate().take(first).rev();
    if before().any(|(at, word)| first - at <= REACH && negates(&word.text) && reaches(&words, at, first, true)) {
        return LinguisticLabel::Negated;
    }
    let speculated = before().any(|(at, word)| List::Speculation.has(&word.text) && reaches(&words, at, first, false));
    if speculated || alternative(&words, first, after) {
        LinguisticLabel::Hypothetical
    } else {
        LinguisticLabel::Asserted
    }
}

fn negates(word: &str) -> bool {
    List::Negation.has(word)
        || word.ends_with("n't") && !matches!(word, "couldn't" | "wouldn't" | "shouldn't" | "mightn't")
}

fn ends(word: &str, negation: bool) -> bool {
    ENDS.contains(&word) || if negation { NEGATION_ENDS.contains(&word) } else { SPECULATION_ENDS.contains(&word) }
}

/// Whether no clause ends between the cue at `cue` and the word at `target`.
fn reaches(words: &[Word], cue: usize, target: usize, negation: bool) -> bool {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    (cue + 1..target).all(|at| match text(at) {
        "," => negation && list_goes_on(words, at),
        "and" | "or" => {
            !(SUBJECTS.contains(&text(at + 1)) || VERBS.contains(&text(at + 1)) || VERBS.contains(&text(at + 2)))
        }
        word => !ends(word, negation),
    })
}

/// Whether the comma at `at` parts items of a list that closes with "or".
fn list_goes_on(words: &[Word], at: usize) -> bool {
    let rest = || words.iter().skip(at + 1).take(5).map(|word| word.text.as_str());
    let joined = rest().any(|word| word == "or" || word == "nor");
    let clause =
        rest().next().is_some_and(|next| SUBJECTS.contains(&next)) || rest().take(3).any(|word| VERBS.contains(&word));
    joined && !clause
}

/// Whether an "or" stands near, on either side, in the same clause.
fn alternative(words: &[Word], first: usize, after: usize) -> bool {
    let near = |mut side: Box<dyn Iterator<Item = &Word> + '_>| {
        side.find(|word| word.text == "or" || word.text == "," || ends(&word.text, false))
            .is_some_and(|word| word.text == "or")
    };
    near(Box::new(words.iter().skip(after).take(NEAR_OR)))
        || near(Box::new(words.iter().take(first).rev().take(NEAR_OR)))
}

/// Words in lower case, contractions whole; each sign is a word. A hyphen inside a word is left out.
fn words(sentence: &str) -> Vec<Word> {
    let mut all: Vec<Word> = Vec::new();
    let mut letters = sentence.char_indices().peekable();
    let mut spaced = true;
    while let Some((start, letter)) = letters.next() {
        if letter.is_whitespace() {
            spaced = true;
            continue;
        }
        let mut end = start + letter.len_utf8();
        if letter.is_alphanumeric() {
            while let Some(&(at, next)) = letters.peek() {
                let apostrophe = matches!(next, '\'' | '’')
                    && sentence.get(at + next.len_utf8()..).is_some_and(|rest| rest.starts_with(char::is_lowercase));
                if !next.is_alphanumeric() && !apostrophe {
                    break;
                }
                end = at + next.len_utf8();
                letters.next();
            }
        } else if letter == '-' && !spaced {
            continue;
        }
        let text = sentence.get(start..end).unwrap_or_default().to_lowercase().replace('’', "'");
        all.push(Word { text, span: start..end });
        spaced = false;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentence: &str, target: &str, expected: LinguisticLabel) {
        let start = sentence.find(target).unwrap();
        assert_eq!(read_scope(sentence, start..start + target.len()), expected, "{target} in {sentence}");
    }

    #[test]
    fn negation_runs_to_the_end_of_its_clause() {
        use LinguisticLabel::{Asserted, Negated};
        check("The plan does not include seats in Asia.", "seats", Negated);
        check("The plan does not include seats in Asia.", "Asia", Negated);
        check("The plan does not include seats in Asia.", "plan", Asserted);
        check("There is no fee, no form or deposit.", "deposit", Negated);
        check("There is no fee, and training is included.", "training", Asserted);
        check("We have no alerts, reports, or exports.", "exports", Negated);
    }

    #[test]
    fn speculation_reads_modals_conditions_and_alternatives() {
        use LinguisticLabel::{Asserted, Hypothetical};
        check("You might get a discount.", "discount", Hypothetical);
        check("If the order is large, shipping is free.", "order", Hypothetical);
        check("If the order is large, shipping is free.", "shipping", Asserted);
        check("Pick tea or coffee.", "tea", Hypothetical);
        check("Pick tea or coffee.", "coffee", Hypothetical);
    }
}
