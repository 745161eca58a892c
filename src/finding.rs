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
    /// What to do.
    pub help: Option<String>,
    /// Other places.
    pub related: Vec<Related>,
    /// What to write instead.
    pub fix: Option<Fix>,
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
            help: None,
            related: Vec::new(),
            fix: None,
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
