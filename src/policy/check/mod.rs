//! What a policy means, held against itself: one file a check.

mod examples;
mod gates;
mod launches;
mod phrases;
mod shadows;
mod sizes;
mod unused;
mod waivers;
mod words;

use crate::policy::ast::{File, Severity};
use crate::policy::diagnostic::Diagnostic;
use crate::policy::model::Policy;
use crate::policy::resolve::names::Names;

/// Errors of meaning; none while a clause could not be read.
pub(crate) fn check(policy: &Policy, trees: &[&File], out: &mut Vec<Diagnostic>) {
    if out.iter().all(|diagnostic| diagnostic.severity != Severity::Error) {
        gates::check(policy, trees, out);
        waivers::check(policy, out);
        let before = out.len();
        words::check(policy, out);
        if out.len() == before {
            sizes::check(policy, out);
        }
        examples::check(policy, out);
        launches::check(policy, out);
    }
}

/// Doubts about a sound policy. They are for its author alone and cost more than the rest, so linting leaves them out.
pub(crate) fn doubts(policy: &Policy, names: &Names) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    unused::check(policy, names, &mut out);
    phrases::check(policy, &mut out);
    shadows::check(policy, &mut out);
    out
}
