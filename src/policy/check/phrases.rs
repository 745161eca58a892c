//! Phrases: none that another one covers.

use crate::policy::diagnostic::Diagnostic;
use crate::policy::model::{At, Policy, Wording};
use crate::policy::phrase::Phrase;

pub(super) fn check(policy: &Policy, out: &mut Vec<Diagnostic>) {
    let resolve = |name: &str| policy.words(name).map(<[Phrase]>::to_vec);
    for block in &policy.blocks {
        covered(&block.wording, &resolve, out);
    }
    for secret in &policy.secrets {
        covered(&secret.wording, &resolve, out);
    }
}

/// Within one rule: across rules a wider phrase may open at another gate, and then both are wanted.
fn covered(wording: &Wording, resolve: &dyn Fn(&str) -> Option<Vec<Phrase>>, out: &mut Vec<Diagnostic>) {
    for (number, (phrase, at)) in wording.phrases.iter().enumerate() {
        let others = wording.phrases.iter().enumerate().filter(|(other, _)| *other != number);
        let wider = others
            .filter(|(_, (other, _))| other.covers(phrase, resolve))
            .find(|(other, (wide, _))| *other < number || !phrase.covers(wide, resolve));
        if let Some((_, (wide, place))) = wider {
            out.push(message(phrase, *at, wide, *place));
        }
    }
}

fn message(phrase: &Phrase, at: At, wide: &Phrase, place: At) -> Diagnostic {
    let message = format!("the phrase `{phrase}` is covered by `{wide}`");
    Diagnostic::warning("policy/covered-phrase", at.file, at.span, message)
        .related(place.file, place.span, "covers it")
        .help("take one of the two out")
}
