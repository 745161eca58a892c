//! What a run reports: findings on exact words, in one order.

use sha2::{Digest, Sha256};

pub use crate::policy::ast::Severity;
use crate::span::{Source, Span};

/// Which text a place is in: a file of the policy or an artifact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    /// Number of the file in the policy.
    Policy(usize),
    /// Number of the artifact in the launch.
    Artifact(usize),
}

/// Words in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The text.
    pub origin: Origin,
    /// The words.
    pub span: Span<Source>,
}

/// Another place that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What it is, such as "blocked here".
    pub message: String,
}

/// How the words of a wording finding were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimNote {
    /// `claimed`, `promised`, ….
    pub status: &'static str,
    /// The words that decided it.
    pub cue: Option<String>,
}

/// A replacement for the words of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What to write instead.
    pub replacement: String,
    /// Whether it may be put in without being looked at.
    pub safe: bool,
}

/// Why a finding has no words that may take the place of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoFix {
    /// Something is missing, or the file can't be read: no words are wrong.
    NoWords,
    /// Its rule names no wording.
    Unnamed,
    /// A secret is not reworded: it is taken out, and replaced where it is used.
    Secret,
    /// Its words are quoted: what somebody else wrote is not rewritten.
    Quoted,
    /// The rule's wording names a thing, and the words are no name of one: "is certified", "automates".
    Unfit,
}

impl NoFix {
    /// The reason in words.
    #[must_use]
    pub fn why(self) -> &'static str {
        match self {
            Self::NoWords => "no wording mends it",
            Self::Unnamed => "its rule names no wording to put in",
            Self::Secret => "a secret is taken out by hand, and the secret itself replaced",
            Self::Quoted => "it stands in a quotation, which is not rewritten: leave it out, or answer it",
            Self::Unfit => "the wording of its rule does not fit into the sentence: rewrite it by hand",
        }
    }
}

/// One thing that breaks the policy, on its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// `FAMILY/NAME`.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong; lower case, no full stop, the user's words in backticks.
    pub message: String,
    /// The words.
    pub place: Place,
    /// The words, as they may be shown: a secret is masked.
    pub text: String,
    /// Whether the words are a secret, which no report shows.
    pub secret: bool,
    /// How the words were read, for a wording finding.
    pub claim: Option<ClaimNote>,
    /// What to do: each thing a line of its own.
    pub help: Vec<String>,
    /// Other places.
    pub related: Vec<Related>,
    /// What to write instead, or why nothing can be put in.
    pub fix: Result<Fix, NoFix>,
    /// Stable name of the finding over runs; see [`fingerprint`].
    pub fingerprint: String,
}

impl Finding {
    /// A finding with no more than its code, message and place.
    #[must_use]
    pub fn new(code: impl Into<String>, severity: Severity, message: impl Into<String>, place: Place) -> Self {
        Self {
            code: code.into(),
            severity,
            message: message.into(),
            place,
            text: String::new(),
            secret: false,
            claim: None,
            help: Vec::new(),
            related: Vec::new(),
            fix: Err(NoFix::NoWords),
            fingerprint: String::new(),
        }
    }
}

/// The stable name of a finding: SHA-256 over its code, the file's path in the launch, its words and its number among
/// the findings that share those three; the first 16 hexadecimal digits. Moving the words does not change it.
///
/// ```
/// use gatelint::finding::fingerprint;
/// let one = fingerprint("block/a", "order.md", "self-serve checkout", 0);
/// assert_eq!(one.len(), 16);
/// assert_ne!(one, fingerprint("block/a", "order.md", "self-serve checkout", 1));
/// ```
#[must_use]
pub fn fingerprint(code: &str, path: &str, words: &str, number: usize) -> String {
    let mut hasher = Sha256::new();
    for part in [code, path, words, &number.to_string()] {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Items as people list them: `a, b and c`; of more than `most` + 1, the first ones and how many more there are.
pub(crate) fn listed(mut items: Vec<String>, most: usize) -> String {
    let more = items.len().saturating_sub(most);
    if more > 1 {
        items.truncate(most);
        items.push(format!("{more} more"));
    }
    match items.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        Some((only, _)) => only.clone(),
        None => String::new(),
    }
}
