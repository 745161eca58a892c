//! The words of a gate's own proof, to tell "once the fixture proof passes" from "once you sign".

use std::collections::HashSet;

use super::list::List;

/// The stems of the words in the titles of a gate and of its evidence.
///
/// ```
/// use gatelint::claim::ProofWords;
/// let proof = ProofWords::new(["Self-serve paid launch", "Stripe fixture proof"]);
/// assert!(proof.names("until the Stripe fixtures have passed"));
/// assert!(!proof.names("once the invoice is paid in full"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct ProofWords {
    stems: HashSet<String>,
}

impl ProofWords {
    /// Takes the words of `titles`; words of three letters or fewer and everyday words are left out.
    pub fn new<'t>(titles: impl IntoIterator<Item = &'t str>) -> Self {
        let stems = titles
            .into_iter()
            .flat_map(words)
            .map(|word| stem(&word))
            .filter(|stem| stem.len() > 3 && !List::ProofCommon.has(stem))
            .collect();
        Self { stems }
    }

    /// Whether `condition` speaks of the proof.
    #[must_use]
    pub fn names(&self, condition: &str) -> bool {
        let words: Vec<String> = words(condition).collect();
        let generic = words.iter().any(|word| {
            let stem = stem(word);
            self.stems.contains(&stem) || List::Proof.has(&stem) || List::Proof.has(word)
        });
        let test =
            words.iter().any(|word| List::ProofTest.has(word)) && words.iter().any(|word| List::ProofEvent.has(word));
        generic || test
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// The word without its commonest endings; close enough to compare "fixtures" with "fixture", "passes" with "pass".
fn stem(word: &str) -> String {
    let endings = ["ations", "ation", "ings", "ing", "ments", "ment", "ness", "ies", "ied", "ed", "es", "s", "e"];
    let cut = endings.iter().find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() >= 4));
    cut.unwrap_or(word).to_owned()
}
