//! `secret` rules: what may never stand in a public document. The words themselves are never shown.

use super::apply::{Context, applies};
use crate::artifact::{Artifact, RuleRef};
use crate::document::is_blank;
use crate::finding::{Finding, Origin, Place, Related};
use crate::policy::model::Secret;
use crate::span::{Source, Span};

/// The secrets of one artifact. Patterns run over the file's own text, code and markup included; where a pattern has
/// a group, the group is the secret, and a placeholder in its place is none. Of overlapping secrets the longest is
/// reported, of equal ones the first rule's.
pub(super) fn check(context: &Context<'_>, number: usize, artifact: &Artifact) -> Vec<Finding> {
    let mut found: Vec<(Span<Source>, usize, &Secret)> = Vec::new();
    for (rule, secret) in context.policy.secrets.iter().enumerate() {
        if !applies(context.policy, &secret.wording.within, artifact.kind) {
            continue;
        }
        let spans = spans(secret, &artifact.document.source);
        found.extend(spans.into_iter().map(|span| (span, rule, secret)));
        let hits = artifact.hits.iter().filter(|hit| hit.rule == RuleRef::Secret(rule));
        found.extend(hits.map(|hit| (hit.source, rule, secret)));
    }
    found.sort_by_key(|(span, rule, _)| (std::cmp::Reverse(span.len()), span.start, *rule));
    let mut kept: Vec<(Span<Source>, usize, &Secret)> = Vec::new();
    for candidate in found {
        if !kept.iter().any(|(span, _, _)| span.overlaps(candidate.0)) {
            kept.push(candidate);
        }
    }
    kept.into_iter().map(|(span, _, secret)| finding(number, artifact, span, secret)).collect()
}

/// Where the patterns of a rule find a secret in `source`.
pub(super) fn spans(secret: &Secret, source: &str) -> Vec<Span<Source>> {
    let mut spans = Vec::new();
    for (regex, _) in &secret.wording.patterns {
        for captures in regex.captures_iter(source) {
            let Some(words) = captures.get(1).or_else(|| captures.get(0)) else { continue };
            if !is_placeholder(words.as_str()) {
                spans.push(Span::new(words.start(), words.end()));
            }
        }
    }
    spans
}

/// A blank, or a place that is filled in elsewhere: `<token>`, `${TOKEN}`, `$TOKEN`, `%TOKEN%`, stars, an ellipsis.
fn is_placeholder(words: &str) -> bool {
    let words = words.trim_matches(|c: char| matches!(c, '"' | '\'' | '`' | ',' | ';'));
    let wrapped = |open: char, close: char| words.starts_with(open) && words.trim_end_matches('.').ends_with(close);
    is_blank(words)
        || words.starts_with('$')
        || wrapped('<', '>')
        || wrapped('{', '}')
        || wrapped('[', ']')
        || wrapped('%', '%')
        || words.contains('…')
        || words.contains("...")
        || words.chars().all(|c| matches!(c, '*' | 'x' | 'X' | '•' | '-' | '_' | '.'))
}

/// What of a secret may be shown: at most its first four characters.
fn masked(words: &str) -> String {
    let shown = words.chars().count() / 4;
    format!("{}…", words.chars().take(shown.min(4)).collect::<String>())
}

fn finding(number: usize, artifact: &Artifact, span: Span<Source>, secret: &Secret) -> Finding {
    let words = span.slice(&artifact.document.source);
    let place = Place { origin: Origin::Artifact(number), span };
    let message = format!("a secret stands in a document that may leave the house: {}", secret.decl.title);
    let mut finding = Finding::new(format!("secret/{}", secret.decl.name), secret.severity, message, place);
    finding.text = masked(words);
    finding.secret = true;
    let mut help = vec!["take it out, and replace the secret itself: it has been written down".to_owned()];
    help.extend(secret.wording.instead.iter().map(|instead| format!("write `{instead}`")));
    help.extend(secret.wording.say.iter().cloned());
    finding.help = Some(help.join("; "));
    let at = secret.decl.at;
    let place = Place { origin: Origin::Policy(at.file), span: at.span };
    finding.related.push(Related { place, message: "kept out here".to_owned() });
    finding
}
