//! The tests that rules carry: each `flags` example is flagged exactly on its marked words, each `passes` example is
//! left alone, and nothing that a rule tells people to write is itself blocked.

use super::Engine;
use super::secret;
use crate::artifact::{Hit, RuleRef};
use crate::claim::Status;
use crate::document::{Document, Format};
use crate::policy::Policy;
use crate::policy::diagnostic::Diagnostic;
use crate::policy::example::marked;
use crate::policy::model::{At, When, Wording};
use crate::span::{Source, Span};

/// What came of the examples.
#[derive(Debug, Default)]
pub struct Tested {
    /// How many examples were run.
    pub examples: usize,
    /// How many rules they belong to.
    pub rules: usize,
    /// Those that failed, each on its text in the policy.
    pub failures: Vec<Diagnostic>,
}

/// Runs every example of every `block` and `secret` rule, each as a Markdown document of its own with all gates shut.
#[must_use]
pub fn test(policy: &Policy, engine: &Engine) -> Tested {
    let mut tested = Tested::default();
    for (number, block) in policy.blocks.iter().enumerate() {
        let read = |text: &str| {
            let document = Document::read(Format::Markdown, text);
            let hits = engine.hits(&document);
            let own = hits.into_iter().filter(|hit| hit.rule == RuleRef::Block(number));
            own.map(|hit| (hit.source, violates(block.when, &hit), shown(&hit))).collect()
        };
        run(&format!("block/{}", block.decl.name), &block.wording, &read, &mut tested);
    }
    for (number, rule) in policy.secrets.iter().enumerate() {
        let read = |text: &str| {
            let document = Document::read(Format::Markdown, text);
            let by_phrase = engine.hits(&document).into_iter().filter(|hit| hit.rule == RuleRef::Secret(number));
            let by_pattern = engine.secrets(text).into_iter().filter(|(_, of)| *of == number);
            let found = by_pattern.chain(by_phrase.map(|hit| (hit.source, number))).collect();
            secret::longest(found).into_iter().map(|(span, _)| (span, true, "a secret".to_owned())).collect()
        };
        run(&format!("secret/{}", rule.decl.name), &rule.wording, &read, &mut tested);
    }
    say(policy, engine, &mut tested.failures);
    tested
}

fn violates(when: When, hit: &Hit) -> bool {
    when == When::Mentioned || hit.reading.status.violates()
}

fn shown(hit: &Hit) -> String {
    let cue = hit.reading.cue.as_ref().map_or_else(String::new, |cue| format!(" because of `{}`", cue.words));
    format!("{}{cue}", hit.reading.status.name())
}

type Reading = Vec<(Span<Source>, bool, String)>;

fn run(code: &str, wording: &Wording, read: &dyn Fn(&str) -> Reading, tested: &mut Tested) {
    tested.rules += 1;
    for (text, at) in &wording.flags {
        tested.examples += 1;
        let (plain, wanted) = marked(text);
        let mut found: Vec<Span<Source>> = Vec::new();
        let reading = read(&plain);
        found.extend(reading.iter().filter(|(_, violates, _)| *violates).map(|(span, _, _)| *span));
        found.sort_unstable();
        if found != wanted {
            tested.failures.push(failure(code, *at, &plain, &wanted, &found, &reading));
        }
    }
    for (text, at) in &wording.passes {
        tested.examples += 1;
        if let Some((span, _, why)) = read(text).iter().find(|(_, violates, _)| *violates) {
            let message = format!("{code} flags `{}` here: it is read as {why}", span.slice(text));
            tested.failures.push(Diagnostic::error("policy/example-failed", at.file, at.span, message));
        }
    }
}

fn failure(
    code: &str,
    at: At,
    text: &str,
    wanted: &[Span<Source>],
    found: &[Span<Source>],
    reading: &Reading,
) -> Diagnostic {
    let list = |spans: &[Span<Source>]| {
        let words: Vec<String> = spans.iter().map(|span| format!("`{}`", span.slice(text))).collect();
        if words.is_empty() { "nothing".to_owned() } else { words.join(", ") }
    };
    let message = format!("{code} should flag {} here, and flags {}", list(wanted), list(found));
    let diagnostic = Diagnostic::error("policy/example-failed", at.file, at.span, message);
    match reading.iter().find(|(_, violates, _)| !*violates) {
        Some((span, _, why)) => diagnostic.help(format!("`{}` is read as {why}", span.slice(text))),
        None if found.is_empty() => diagnostic.help("no phrase or pattern of the rule matches"),
        None => diagnostic,
    }
}

/// What rules tell people to say and write must pass all rules.
fn say(policy: &Policy, engine: &Engine, out: &mut Vec<Diagnostic>) {
    let blocks = policy.blocks.iter().map(|block| (&block.decl, &block.wording));
    let secrets = policy.secrets.iter().map(|secret| (&secret.decl, &secret.wording));
    for (decl, wording) in blocks.chain(secrets) {
        for text in wording.say.iter().chain(&wording.instead) {
            let document = Document::read(Format::Markdown, text.as_str());
            let hit = engine.hits(&document).into_iter().find_map(|hit| match hit.rule {
                RuleRef::Block(rule) if matches!(hit.reading.status, Status::Claimed | Status::Promised) => {
                    Some((hit.source, policy.blocks.get(rule)?))
                }
                _ => None,
            });
            if let Some((span, block)) = hit {
                let message =
                    format!("what `{}` says is blocked by `{}`: `{}`", decl.name, block.decl.name, span.slice(text));
                let diagnostic = Diagnostic::warning("policy/say-blocked", decl.at.file, decl.at.span, message);
                out.push(diagnostic.related(block.decl.at.file, block.decl.at.span, "blocked here"));
            }
        }
    }
}
