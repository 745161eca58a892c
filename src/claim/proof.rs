//! The words of a gate's own proof, to tell "once the fixture proof passes" from "once you sign".

use std::collections::HashSet;

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

/// Words that name a proof whatever the gate is called.
const GENERIC: &[&str] = &[
    "gate",
    "readiness",
    "readi",
    "proof",
    "proven",
    "prove",
    "fixture",
    "readines",
    "evidence",
    "evidenc",
    "verif",
    "verification",
    "certif",
    "certification",
    "audit",
    "conformance",
    "conformanc",
    "security review",
    "attestation",
    "attest",
    "register",
    "dossier",
    "preflight",
    "fixtures",
];
/// Events that make one of [`EVENTS`] a proof: "the check passes", "tests are green".
const TESTS: &[&str] = &[
    "check",
    "checks",
    "test",
    "tests",
    "review",
    "reviews",
    "run",
    "smoke",
    "suite",
    "validation",
    "ready",
    "ready",
    "clearance",
    "approval",
    "approves",
    "assessment",
    "inspection",
];
const EVENTS: &[&str] = &[
    "pass",
    "passes",
    "passed",
    "passing",
    "green",
    "complete",
    "completes",
    "completed",
    "clear",
    "clears",
    "cleared",
    "succeed",
    "succeeds",
    "done",
    "signed",
    "attached",
    "recorded",
    "exists",
    "pending",
    "gate",
    "ready",
    "finished",
];
const COMMON: &[&str] = &[
    "the",
    "and",
    "for",
    "paid",
    "launch",
    "beta",
    "pilot",
    "customer",
    "order",
    "plan",
    "form",
    "first",
    "self",
    "serve",
    "invoice",
    "private",
    "enterprise",
    "expansion",
    "setup",
    "only",
    "with",
    "that",
    "are",
    "from",
    "has",
    "have",
    "was",
    "not",
    "our",
    "your",
    "accept",
    "decision",
    "support",
    "billing",
    "manage",
    "led",
    "profile",
    "fallback",
    "owner",
    "name",
    "pass",
    "checkout",
    "automation",
];

impl ProofWords {
    /// Takes the words of `titles`; words of three letters or fewer and everyday words are left out.
    pub fn new<'t>(titles: impl IntoIterator<Item = &'t str>) -> Self {
        let stems = titles
            .into_iter()
            .flat_map(words)
            .map(|word| stem(&word))
            .filter(|stem| stem.len() > 3 && !COMMON.contains(&stem.as_str()))
            .collect();
        Self { stems }
    }

    /// Whether `condition` speaks of the proof.
    #[must_use]
    pub fn names(&self, condition: &str) -> bool {
        let words: Vec<String> = words(condition).collect();
        let generic = words.iter().any(|word| {
            let stem = stem(word);
            self.stems.contains(&stem) || GENERIC.contains(&stem.as_str()) || GENERIC.contains(&word.as_str())
        });
        let test = words.iter().any(|word| TESTS.contains(&word.as_str()))
            && words.iter().any(|word| EVENTS.contains(&word.as_str()));
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
