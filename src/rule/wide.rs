//! Phrases and patterns that are too wide: they match ordinary English.

use crate::document::Text;
use crate::matching::{Matcher, RulePatterns};
use crate::policy::Policy;
use crate::policy::diagnostic::Diagnostic;
use crate::policy::model::{At, Wording};

/// Sentences of everyday business English, one a line; none promises anything that a launch would have to block.
const COMMON_ENGLISH: &str = include_str!("../../testdata/common-english.txt");

/// A warning for each phrase and pattern of a `block` or `secret` rule that matches a sentence of everyday English.
/// The policy is sound: one with a phrase that can't be looked for has been refused, and gives none.
#[must_use]
pub fn wide(policy: &Policy) -> Vec<Diagnostic> {
    let blocks = policy.blocks.iter().map(|block| &block.wording);
    let secrets = policy.secrets.iter().map(|secret| &secret.wording);
    let (mut looked_for, mut places) = (Vec::new(), Vec::new());
    for wording in blocks.chain(secrets) {
        let (patterns, at) = one_by_one(wording);
        looked_for.extend(patterns);
        places.extend(at);
    }
    let lists = |name: &str| policy.words(name).map(<[_]>::to_vec);
    let Ok(matcher) = Matcher::new(looked_for, &lists) else { return Vec::new() };
    let mut first: Vec<Option<(&str, &str)>> = vec![None; places.len()];
    for sentence in COMMON_ENGLISH.lines() {
        for found in matcher.find(&Text::verbatim(sentence, 0)) {
            if let Some(first) = first.get_mut(found.rule) {
                first.get_or_insert((found.span.slice(sentence), sentence));
            }
        }
    }
    places.iter().zip(first).filter_map(|(place, first)| first.map(|first| warning(*place, first))).collect()
}

/// Each phrase and each pattern as a rule of its own, and its place.
fn one_by_one(wording: &Wording) -> (Vec<RulePatterns>, Vec<(&'static str, At)>) {
    let phrases = wording.phrases.iter().map(|(phrase, at)| {
        (RulePatterns { phrases: vec![phrase.clone()], ..RulePatterns::default() }, ("phrase", *at))
    });
    let patterns = wording.patterns.iter().map(|(pattern, at)| {
        (RulePatterns { patterns: vec![pattern.clone()], ..RulePatterns::default() }, ("pattern", *at))
    });
    phrases.chain(patterns).unzip()
}

fn warning((what, at): (&str, At), (words, sentence): (&str, &str)) -> Diagnostic {
    let message = format!("the {what} is too wide: it matches `{words}` in the ordinary sentence `{sentence}`");
    Diagnostic::warning("policy/wide-phrase", at.file, at.span, message)
        .help("add the words that make it the blocked promise and nothing else")
}
