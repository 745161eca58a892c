//! What is wrong with a policy, on its place. Every message is made here or by a constructor beside its check.

use crate::policy::ast::Severity;
use crate::span::{Source, Span};

/// One fault or doubt in a policy file.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// `policy/…`, a row of [`crate::codes`].
    pub code: &'static str,
    /// Errors make the policy unusable; warnings do not.
    pub severity: Severity,
    /// Number of the file in the policy.
    pub file: usize,
    /// The words it is about.
    pub span: Span<Source>,
    /// What is wrong; lower case, no full stop, the user's words in backticks.
    pub message: String,
    /// What to do next.
    pub help: Option<String>,
    /// Other places that belong to it: file, words, what they are.
    pub related: Vec<(usize, Span<Source>, String)>,
}

impl Diagnostic {
    /// An error.
    #[must_use]
    pub fn error(code: &'static str, file: usize, span: Span<Source>, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, file, span, message: message.into(), help: None, related: Vec::new() }
    }

    /// A warning.
    #[must_use]
    pub fn warning(code: &'static str, file: usize, span: Span<Source>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, file, span, message) }
    }

    /// The same with what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with another place that belongs to it.
    #[must_use]
    pub fn related(mut self, file: usize, span: Span<Source>, message: impl Into<String>) -> Self {
        self.related.push((file, span, message.into()));
        self
    }
}

/// The one of `known` that `word` was most likely meant to be: at most a third of its letters away
/// (Damerau-Levenshtein, optimal string alignment), the nearest first, then the first in order.
///
/// ```
/// use gatelint::policy::diagnostic::nearest;
/// assert_eq!(nearest("evidnce", ["evidence", "edition"]), Some("evidence"));
/// assert_eq!(nearest("zebra", ["evidence", "edition"]), None);
/// ```
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let limit = (word.chars().count().max(3) / 3).max(1);
    known
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Like [`nearest`], and else the first of `known` that begins with `word` or that `word` begins with: people leave the
/// ending of a word of the language out, or give it one.
///
/// ```
/// use gatelint::policy::diagnostic::nearest_word;
/// assert_eq!(nearest_word("pass", ["flags", "passes"]), Some("passes"));
/// ```
pub fn nearest_word<'k>(word: &str, known: impl IntoIterator<Item = &'k str> + Clone) -> Option<&'k str> {
    let stem = |candidate: &&str| {
        word.len().min(candidate.len()) >= 3 && (candidate.starts_with(word) || word.starts_with(candidate))
    };
    nearest(word, known.clone()).or_else(|| known.into_iter().find(stem))
}

/// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 8 {
        return usize::MAX;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at = |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&above, j + 1) + 1).min(at(&row, j) + 1).min(at(&above, j) + usize::from(x != y));
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(0)
}
