//! What kept a part of the work from being done: no document holds it, so it stands beside the launches.

use super::place::Located;
use crate::finding::{Severity, fingerprint};
use crate::policy::Policy;
use crate::policy::diagnostic::Diagnostic;
use crate::span::{Lines, Position, Source, Span};

/// A path or a policy that could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// `artifact/…` or `policy/…`.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    pub(super) located: Box<Located>,
    placed: bool,
}

impl Fault {
    /// A fault of a path as a whole.
    #[must_use]
    pub fn of_path(code: &'static str, path: &str, message: impl Into<String>) -> Self {
        let first = Position { line: 1, column: 1 };
        let located =
            Box::new(Located { path: path.to_owned(), start: 0, end: 0, from: first, to: first, place: None });
        Self { code, message: message.into(), help: None, located, placed: false }
    }

    /// A fault on words of a policy file.
    #[must_use]
    pub fn of_words(code: &'static str, policy: &Policy, file: usize, span: Span<Source>, message: &str) -> Self {
        let (path, text) = policy.files.get(file).map_or(("", ""), |file| (file.path.as_str(), file.text.as_str()));
        let lines = Lines::new(text);
        let (from, to) = (lines.position(text, span.start), lines.position(text, span.end));
        let located =
            Box::new(Located { path: path.to_owned(), start: span.start, end: span.end, from, to, place: None });
        Self { code, message: message.to_owned(), help: None, located, placed: true }
    }

    /// Every error of a policy.
    pub fn of_policy(policy: &Policy, diagnostics: &[Diagnostic]) -> Vec<Self> {
        let errors = diagnostics.iter().filter(|one| one.severity == Severity::Error);
        errors
            .map(|one| {
                let fault = Self::of_words(one.code, policy, one.file, one.span, &one.message);
                Self { help: one.help.clone(), ..fault }
            })
            .collect()
    }

    /// The same with what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The path, with line and column where the fault has a place.
    #[must_use]
    pub fn place(&self) -> String {
        let at = self.located.from;
        if self.placed { format!("{}:{}:{}", self.located.path, at.line, at.column) } else { self.located.path.clone() }
    }

    /// Whether it stands on words of a policy file.
    #[must_use]
    pub fn is_placed(&self) -> bool {
        self.placed
    }

    pub(super) fn fingerprint(&self) -> String {
        fingerprint(self.code, &self.located.path, &self.message, 0)
    }
}
