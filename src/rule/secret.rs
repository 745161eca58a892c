//! `secret` rules: what may never stand in a public document. The words themselves are never shown.

use aho_corasick::{AhoCorasick, MatchKind};

use super::apply::{Context, applies};
use crate::artifact::{Artifact, RuleRef};
use crate::document::is_blank;
use crate::finding::{Finding, NoFix, Origin, Place, Related};
use crate::matching::required_literals;
use crate::policy::model::Secret;
use crate::policy::pattern::Pattern;
use crate::span::{Source, Span};

/// The patterns of all `secret` rules, behind one search for the literals they can't match without.
#[derive(Debug)]
pub(super) struct Scanner {
    /// Rule number and pattern.
    patterns: Vec<(usize, Pattern)>,
    literals: AhoCorasick,
    /// For each literal, the numbers of the patterns that need it (or another of their literals).
    needed_by: Vec<Vec<usize>>,
    /// Patterns without such literals: they always run.
    always: Vec<usize>,
}

impl Scanner {
    /// Prepares the patterns of `secrets`.
    ///
    /// # Errors
    /// When the literals can't be searched for together; never for fewer than some millions of them.
    pub(super) fn new(secrets: &[Secret]) -> Result<Self, String> {
        let mut patterns = Vec::new();
        let (mut literals, mut needed_by, mut always) = (Vec::new(), Vec::new(), Vec::new());
        for (rule, secret) in secrets.iter().enumerate() {
            for (pattern, _) in &secret.wording.patterns {
                let number = patterns.len();
                patterns.push((rule, pattern.clone()));
                match required_literals(pattern.hir()) {
                    Some(required) => {
                        for literal in required {
                            literals.push(literal);
                            needed_by.push(number);
                        }
                    }
                    None => always.push(number),
                }
            }
        }
        let fewest = fewest(&literals);
        // One pass that reports no overlaps is the fast one; a literal that may hide behind another is marked with it.
        let needed_by = fewest
            .iter()
            .map(|found| {
                let hidden = literals.iter().zip(&needed_by).filter(|(other, _)| may_hide(found, other));
                hidden.map(|(_, number)| *number).collect()
            })
            .collect();
        // Leftmost-first is the kind with the vectorised search.
        let search = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(&fewest);
        let literals = search.map_err(|error| error.to_string())?;
        Ok(Self { patterns, literals, needed_by, always })
    }

    /// Where secrets stand in `source`: the words and the rule's number. Patterns run over the file's own text, code
    /// and markup included; where a pattern has a group, the group is the secret, and a placeholder in its place is none.
    pub(super) fn find(&self, source: &str) -> Vec<(Span<Source>, usize)> {
        if self.patterns.is_empty() {
            return Vec::new();
        }
        let mut runs = vec![false; self.patterns.len()];
        let mark =
            |runs: &mut Vec<bool>, number: usize| runs.iter_mut().skip(number).take(1).for_each(|run| *run = true);
        self.always.iter().for_each(|number| mark(&mut runs, *number));
        for found in self.literals.find_iter(source) {
            let numbers = self.needed_by.get(found.pattern().as_usize());
            numbers.into_iter().flatten().for_each(|number| mark(&mut runs, *number));
        }
        let run = self.patterns.iter().zip(runs).filter(|(_, run)| *run);
        run.flat_map(|((rule, pattern), _)| spans(pattern, source).into_iter().map(|span| (span, *rule))).collect()
    }
}

/// The literals one of which stands wherever one of `all` does: those that hold no other. The vectorised search takes
/// no more than 64.
fn fewest(all: &[String]) -> Vec<&str> {
    let mut fewest: Vec<&str> = all.iter().map(String::as_str).collect();
    fewest.sort_by_key(|literal| (literal.len(), *literal));
    fewest.dedup();
    let holds_another = |at: usize, one: &str| fewest.iter().take(at).any(|other| one.contains(other));
    let held: Vec<bool> = fewest.iter().enumerate().map(|(at, one)| holds_another(at, one)).collect();
    fewest.into_iter().zip(held).filter(|(_, held)| !held).map(|(one, _)| one).collect()
}

/// Whether an occurrence of literal `other` can overlap one of literal `found`.
fn may_hide(found: &str, other: &str) -> bool {
    let (found, other) = (found.as_bytes(), other.as_bytes());
    let inside = found.windows(other.len().max(1)).any(|part| part == other);
    let around = other.windows(found.len().max(1)).any(|part| part == found);
    let ends =
        |a: &[u8], b: &[u8]| (1..=a.len().min(b.len())).any(|length| a.ends_with(b.get(..length).unwrap_or_default()));
    inside || around || ends(found, other) || ends(other, found)
}

/// Of secrets that overlap the longest stays, of equal ones the first rule's.
pub(super) fn longest(mut found: Vec<(Span<Source>, usize)>) -> Vec<(Span<Source>, usize)> {
    found.sort_by_key(|(span, rule)| (std::cmp::Reverse(span.len()), span.start, *rule));
    let mut kept: Vec<(Span<Source>, usize)> = Vec::new();
    for candidate in found {
        if !kept.iter().any(|(span, _)| span.overlaps(candidate.0)) {
            kept.push(candidate);
        }
    }
    kept.sort_by_key(|(span, _)| *span);
    kept
}

/// The secrets of one artifact.
pub(super) fn check(context: &Context<'_>, number: usize, artifact: &Artifact) -> Vec<Finding> {
    let rule = |number: usize| context.policy.secrets.get(number);
    let here =
        |number: &usize| rule(*number).is_some_and(|rule| applies(context.policy, &rule.wording.within, artifact.kind));
    let by_phrase = artifact.hits.iter().filter_map(|hit| match hit.rule {
        RuleRef::Secret(rule) => Some((hit.source, rule)),
        RuleRef::Block(_) | RuleRef::Text(_) => None,
    });
    let found = artifact.secrets.iter().copied().chain(by_phrase).filter(|(_, rule)| here(rule)).collect();
    let kept = longest(found);
    kept.into_iter().filter_map(|(span, of)| Some(finding(number, artifact, span, rule(of)?))).collect()
}

/// A pattern that could not be run may match anything: the whole is kept in.
fn spans(pattern: &Pattern, source: &str) -> Vec<Span<Source>> {
    let Some(regex) = pattern.regex() else { return vec![Span::new(0, source.len())] };
    let words = regex.captures_iter(source).filter_map(|captures| captures.get(1).or_else(|| captures.get(0)));
    words.filter(|words| !is_placeholder(words.as_str())).map(|words| Span::new(words.start(), words.end())).collect()
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
    finding.fix = Err(NoFix::Secret);
    let mut help = vec!["take it out, and replace the secret itself: it has been written down".to_owned()];
    help.extend(secret.wording.instead.iter().map(|instead| format!("write `{instead}`")));
    help.extend(secret.wording.say.iter().cloned());
    finding.help = help;
    let at = secret.decl.at;
    let place = Place { origin: Origin::Policy(at.file), span: at.span };
    finding.related.push(Related { place, message: "kept out here".to_owned() });
    finding
}
