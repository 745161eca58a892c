//! Regular expressions of a policy (`pattern`, `matches`): checked when they are read, compiled when first needed.

use std::fmt;
use std::sync::{Arc, OnceLock};

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Class, Hir, HirKind};

/// A pattern stands for at most so many states of an automaton: compiled it takes about a MiB.
const MOST_STATES: usize = 1 << 14;

/// A regular expression of the `regex` crate that is known to compile. Its matches are found in linear time; a first
/// capture group, if there is one, is the part that is reported.
#[derive(Debug, Clone)]
pub struct Pattern {
    text: String,
    hir: Hir,
    /// Compiled on first use: most runs need few of a policy's patterns, and compiling all would be a third of a start.
    compiled: Arc<OnceLock<Option<Regex>>>,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// The reason, lower case and without full stop, when it is no regular expression, stands for too much to be
    /// compiled, or matches the empty text.
    ///
    /// ```
    /// use gatelint::policy::pattern::Pattern;
    /// assert!(Pattern::parse(r"\bscim_[A-Za-z0-9_-]{20,}\b").is_ok());
    /// assert_eq!(Pattern::parse("(a").unwrap_err(), "this is no regular expression: unclosed group");
    /// assert_eq!(Pattern::parse("x*").unwrap_err(), "this pattern matches the empty text, so it would match everywhere");
    /// ```
    pub fn parse(text: &str) -> Result<Self, String> {
        let hir = regex_syntax::parse(text).map_err(|error| {
            // The crate draws the pattern over several lines; the last one says what is wrong.
            let told = error.to_string();
            let reason = told.lines().last().unwrap_or_default().trim_start_matches("error: ");
            format!("this is no regular expression: {reason}")
        })?;
        if states(&hir) > MOST_STATES {
            return Err("this pattern is too large".to_owned());
        }
        if hir.properties().minimum_len() == Some(0) {
            return Err("this pattern matches the empty text, so it would match everywhere".to_owned());
        }
        Ok(Self { text: text.to_owned(), hir, compiled: Arc::default() })
    }

    /// The expression, ready to run. Never `None` while [`Pattern::parse`] admits what compiles alone; who gets none has
    /// to take that for the worse case.
    #[must_use]
    pub fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| RegexBuilder::new(&self.text).size_limit(usize::MAX).build().ok()).as_ref()
    }

    /// What it stands for.
    #[must_use]
    pub fn hir(&self) -> &Hir {
        &self.hir
    }

    /// The expression as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// About how many states of an automaton over bytes an expression stands for, at some 64 bytes each.
fn states(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(Class::Unicode(class)) => class.iter().map(|one| range(one.start(), one.end())).sum(),
        HirKind::Class(Class::Bytes(class)) => class.ranges().len(),
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min).max(1);
            states(&repetition.sub).saturating_mul(usize::try_from(times).unwrap_or(usize::MAX)).saturating_add(1)
        }
        HirKind::Capture(capture) => states(&capture.sub).saturating_add(2),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().map(states).fold(1, usize::saturating_add),
    }
}

/// A range over characters of several lengths in UTF-8 is several sequences of bytes.
fn range(start: char, end: char) -> usize {
    if start.len_utf8() == end.len_utf8() { 1 } else { 8 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_admitted_compiles_to_about_a_mib() {
        for text in [r"\w{20}", ".{500}", "[a-z]{16000}", "(?i)[a-z]{4000}", r"(?:[^a]|\d){80}", r"\pL{24}"] {
            Pattern::parse(text).unwrap();
            RegexBuilder::new(text).size_limit(5 << 18).build().unwrap();
        }
        for text in [r"\w{40}", "[a-z]{20000}", "(((((a{10}){10}){10}){10}){10}){10}", r"\pL{30}"] {
            assert_eq!(Pattern::parse(text).unwrap_err(), "this pattern is too large", "{text}");
        }
    }

    #[test]
    fn a_pattern_that_can_match_nothing_is_refused() {
        for text in ["", "a*", "^", r"\b", "(?:a|)", "a?b?"] {
            assert!(Pattern::parse(text).unwrap_err().contains("the empty text"), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_parses_compiles(text in r"([a-z.]|\[\^?[a-zé]{1,3}\]|\\[wdsSpL]|[(|)*+?]|\{[0-9]{1,2}\}){0,12}") {
            if let Ok(pattern) = Pattern::parse(&text) {
                prop_assert!(pattern.regex().is_some());
            }
        }
    }
}
