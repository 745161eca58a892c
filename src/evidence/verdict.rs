//! The four verdicts, and why each was given.

use crate::policy::model::At;
use crate::span::{Source, Span};

/// What is known of a fact. Only [`Verdict::Pass`] opens a gate; unknown is never pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// A document proves it.
    Pass,
    /// A document that somebody signed off excuses it: its wording stands excluded. It is written, never inferred.
    NotApplicable,
    /// No document speaks of it, or the place for it is blank.
    Missing,
    /// A document speaks against it.
    Fail,
}

impl Verdict {
    /// The word for it in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::NotApplicable => "not-applicable",
            Self::Missing => "missing",
            Self::Fail => "fail",
        }
    }

    /// Whether a need for it is met: it passes, or somebody wrote that it does not apply.
    ///
    /// ```
    /// use gatelint::evidence::Verdict;
    /// let met = [Verdict::Pass, Verdict::NotApplicable, Verdict::Missing, Verdict::Fail].map(Verdict::meets);
    /// assert_eq!(met, [true, true, false, false]);
    /// ```
    #[must_use]
    pub fn meets(self) -> bool {
        match self {
            Self::Pass | Self::NotApplicable => true,
            Self::Missing | Self::Fail => false,
        }
    }

    /// The verdict of things that must all hold: fail over missing over pass; nothing at all is missing, for nothing
    /// was shown. A need that does not apply counts as met.
    #[must_use]
    pub fn all(verdicts: impl IntoIterator<Item = Self>) -> Self {
        let mut whole = None;
        for verdict in verdicts {
            let counted = if verdict == Self::NotApplicable { Self::Pass } else { verdict };
            whole = Some(whole.map_or(counted, |before: Self| before.max(counted)));
        }
        whole.unwrap_or(Self::Missing)
    }

    /// The verdict of "at least `least` of these": pass when so many are met; fail when so many fail that the rest
    /// can't reach it; else missing.
    #[must_use]
    pub fn quorum(least: usize, verdicts: &[Self]) -> Self {
        let met = verdicts.iter().filter(|verdict| verdict.meets()).count();
        let failed = verdicts.iter().filter(|verdict| **verdict == Self::Fail).count();
        if met >= least && least > 0 {
            Self::Pass
        } else if failed + least > verdicts.len() {
            Self::Fail
        } else {
            Self::Missing
        }
    }
}

/// What a verdict is about, by its number in the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// An evidence.
    Evidence(usize),
    /// A role.
    Role(usize),
    /// A gate.
    Gate(usize),
}

/// One reason of a verdict.
#[derive(Debug, Clone)]
pub struct Because {
    /// What it is about.
    pub subject: Subject,
    /// The verdict on that.
    pub verdict: Verdict,
    /// The reason in plain words.
    pub message: String,
    /// The artifact it was read from, and the words in it.
    pub place: Option<(usize, Span<Source>)>,
    /// The clause of the policy that asks for it.
    pub at: At,
}

/// A verdict with its reasons; there is always one.
#[derive(Debug, Clone)]
pub struct State {
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub because: Vec<Because>,
}
