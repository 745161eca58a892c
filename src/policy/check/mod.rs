//! What a policy means, held against itself: one file a check.
//!
//! Doubts (warnings) are only raised once nothing is an error: half a policy would raise doubts that are none.

mod gates;
mod phrases;
mod unused;
mod waivers;

use crate::policy::ast::{File, Severity};
use crate::policy::diagnostic::Diagnostic;
use crate::policy::model::Policy;
use crate::policy::resolve::names::Names;

pub(crate) fn check(policy: &Policy, trees: &[&File], names: &Names, out: &mut Vec<Diagnostic>) {
    let has_errors = |out: &[Diagnostic]| out.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    if has_errors(out) {
        return;
    }
    gates::check(policy, trees, out);
    waivers::check(policy, out);
    if !has_errors(out) {
        unused::check(policy, names, out);
        phrases::check(policy, out);
    }
}
