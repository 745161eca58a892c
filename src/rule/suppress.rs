//! Directives in an artifact: `<!-- gatelint: allow CODE "words" because "reason" until DATE -->` excuses one
//! occurrence of those words, under that rule, on its own line or in the next block.

use jiff::civil::Date;

use super::apply::Context;
use crate::artifact::Artifact;
use crate::document::{BlockKind, DIRECTIVE, is_directive};
use crate::finding::{Finding, Origin, Place, Severity};
use crate::policy::Policy;
use crate::policy::diagnostic::nearest;
use crate::span::{Lines, Source, Span};

/// A directive as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The rule it excuses.
    pub code: String,
    /// The exact words.
    pub words: String,
    /// Why.
    pub because: String,
    /// The last day it holds.
    pub until: Option<Date>,
}

/// How a directive is written, and where.
const DIRECTIVE_HELP: [&str; 2] = [
    "write <!-- gatelint: allow RULE \"exact words\" because \"reason\" until YYYY-MM-DD -->",
    "on a line of its own before the block, or on the line of the words",
];

/// Every directive of a text with its place; one that can't be read gives what is wrong with it.
///
/// ```
/// use gatelint::rule::suppressions;
/// let text = r#"<!-- gatelint: allow block/a "b c" because "quoted" until 2026-12-31 -->"#;
/// let (span, directive) = &suppressions(text)[0];
/// assert_eq!(span.len(), text.len());
/// assert_eq!(directive.as_ref().unwrap().words, "b c");
/// let bare = suppressions(r#"<!-- gatelint: allow block/a "b c" -->"#);
/// assert_eq!(bare[0].1, Err("the reason is missing: because \"…\"".to_owned()));
/// ```
#[must_use]
pub fn suppressions(source: &str) -> Vec<(Span<Source>, Result<Suppression, String>)> {
    let mut all = Vec::new();
    for at in memchr::memmem::find_iter(source.as_bytes(), DIRECTIVE.as_bytes()) {
        let before = source.get(..at).unwrap_or_default().trim_end();
        let after = source.get(at + DIRECTIVE.len()..).unwrap_or_default();
        if !is_directive(after) {
            continue;
        }
        let (open, close) = if before.ends_with("<!--") {
            ("<!--", "-->")
        } else if before.ends_with('#') {
            ("#", "\n")
        } else {
            continue;
        };
        let start = before.len() - open.len();
        let body = after
            .find(close)
            .map_or(after.lines().next().unwrap_or_default(), |end| after.get(..end).unwrap_or_default());
        let end = at
            + DIRECTIVE.len()
            + body.len()
            + if close == "-->" && after.get(body.len()..).is_some_and(|rest| rest.starts_with(close)) { 3 } else { 0 };
        all.push((Span::new(start, end), read(body)));
    }
    all
}

fn read(body: &str) -> Result<Suppression, String> {
    let Some(body) = body.strip_prefix(':') else {
        return Err("the colon is missing: `gatelint: allow`".to_owned());
    };
    let mut rest = body.trim();
    if word(&mut rest, "allow").is_none() {
        return Err("a directive starts with `allow`".to_owned());
    }
    let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let code = rest.get(..length).unwrap_or_default().to_owned();
    if !code.contains('/') {
        return Err("it does not say which rule it excuses, such as `block/self-serve-checkout`".to_owned());
    }
    rest = rest.get(length..).unwrap_or_default().trim_start();
    let words = quoted(&mut rest).ok_or("the exact words are missing: they stand in quotes after the rule")?;
    let because = word(&mut rest, "because").and_then(|()| quoted(&mut rest));
    let because = because.ok_or("the reason is missing: because \"…\"")?;
    let until = match word(&mut rest, "until") {
        None => None,
        Some(()) => {
            let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let day = rest.get(..length).unwrap_or_default();
            rest = rest.get(length..).unwrap_or_default().trim_start();
            Some(day.parse().map_err(|_| format!("`{day}` is no date: write it as `2026-12-31`"))?)
        }
    };
    if !rest.is_empty() {
        return Err(format!("`{rest}` does not belong there"));
    }
    if words.trim().is_empty() || because.trim().is_empty() {
        return Err("the words and the reason must not be empty".to_owned());
    }
    Ok(Suppression { code, words, because, until })
}

fn word(rest: &mut &str, wanted: &str) -> Option<()> {
    let after = rest.strip_prefix(wanted)?;
    *rest = after.trim_start();
    Some(())
}

/// A text in straight or typographic quotes, as word processors write them.
fn quoted(rest: &mut &str) -> Option<String> {
    let body = rest.strip_prefix(['"', '\u{201c}', '\u{201e}'])?;
    let end = body.find(['"', '\u{201d}', '\u{201c}'])?;
    let text = body.get(..end)?.to_owned();
    *rest = body.get(end..)?.trim_start_matches(['"', '\u{201d}', '\u{201c}']).trim_start();
    Some(text)
}

/// Parts the findings of one artifact into those that stay and those that a directive excuses; a directive that is
/// malformed, names no rule of the policy, has expired or excuses nothing is a finding of its own.
pub(super) fn excuse(
    context: &Context<'_>,
    number: usize,
    artifact: &Artifact,
    mut findings: Vec<Finding>,
) -> (Vec<Finding>, Vec<Finding>) {
    let source = &artifact.document.source;
    // A directive that is shown as an example, in a code block, is none.
    let shown = |span: Span<Source>| {
        let mut code = artifact.document.blocks.iter().filter(|block| block.kind == BlockKind::Code);
        code.any(|block| block.span.contains(span))
    };
    let directives: Vec<_> = suppressions(source).into_iter().filter(|(span, _)| !shown(*span)).collect();
    let mut suppressed = Vec::new();
    if directives.is_empty() {
        return (findings, suppressed);
    }
    let lines = Lines::new(source);
    for (span, directive) in directives {
        let problem = match directive {
            Err(message) => Some(("artifact/directive", Severity::Error, message)),
            Ok(one) if !knows(context.policy, &one.code) => {
                Some(("artifact/directive", Severity::Error, unknown(context.policy, &one.code)))
            }
            Ok(Suppression { until: Some(day), .. }) if day < context.as_of => {
                Some(("artifact/directive-expired", Severity::Error, format!("this directive expired on {day}")))
            }
            Ok(Suppression { until: Some(day), .. }) if day > furthest(context.as_of) => {
                let furthest = furthest(context.as_of);
                let message = format!("this directive holds until {day}: the furthest day is {furthest}, a year ahead");
                Some(("artifact/directive-far", Severity::Error, message))
            }
            Ok(one) => {
                let reach = reach(artifact, &lines, span);
                let fits = |finding: &Finding| {
                    finding.code == one.code
                        && same_words(&finding.text, &one.words)
                        && reach.contains(finding.place.span)
                };
                match findings.iter().position(fits) {
                    Some(index) => {
                        suppressed.push(findings.remove(index));
                        findings.iter_mut().filter(|finding| fits(finding)).for_each(used_up);
                        None
                    }
                    None => {
                        let message =
                            format!("this directive excuses nothing: no `{}` under it on `{}`", one.code, one.words);
                        Some(("artifact/directive-unused", Severity::Warning, message))
                    }
                }
            }
        };
        if let Some((code, severity, message)) = problem {
            let place = Place { origin: Origin::Artifact(number), span };
            let mut finding = Finding::new(code, severity, message, place);
            finding.text = span.slice(source).to_owned();
            finding.help = DIRECTIVE_HELP.map(str::to_owned).to_vec();
            findings.push(finding);
        }
    }
    (findings, suppressed)
}

/// The last day that a directive may hold until: a year on. What excuses for longer is looked at by nobody again.
fn furthest(as_of: Date) -> Date {
    as_of.saturating_add(jiff::Span::new().years(1))
}

/// Says at further words of the same kind why they are reported all the same.
fn used_up(finding: &mut Finding) {
    let used = "the directive here excuses one place, the first: write another for this one";
    finding.help.push(used.to_owned());
}

/// The rules that a directive may excuse: none of those for secrets, whoever writes the document.
fn excusable(policy: &Policy) -> impl Iterator<Item = String> {
    let blocks = policy.blocks.iter().map(|rule| format!("block/{}", rule.decl.name));
    blocks.chain(policy.requires.iter().map(|rule| format!("require/{}", rule.decl.name)))
}

fn knows(policy: &Policy, code: &str) -> bool {
    excusable(policy).any(|known| known == code)
}

fn unknown(policy: &Policy, code: &str) -> String {
    if code.starts_with("secret/") {
        return "a secret can't be excused in the document it stands in: take it out".to_owned();
    }
    let known: Vec<String> = excusable(policy).collect();
    match nearest(code, known.iter().map(String::as_str)) {
        Some(near) => format!("the policy has no rule `{code}`: did you mean `{near}`?"),
        None => format!("the policy has no rule `{code}`"),
    }
}

/// The bytes a directive reaches: its own line, else the next block after it.
fn reach(artifact: &Artifact, lines: &Lines, span: Span<Source>) -> Span<Source> {
    let source = &artifact.document.source;
    let line = lines.span(source, lines.position(source, span.start).line).unwrap_or(span);
    let alone = line.slice(source).trim() == span.slice(source).trim();
    if !alone {
        return line;
    }
    let blocks = artifact.document.blocks.iter();
    let next = blocks.filter(|block| block.kind != BlockKind::Aside).find(|block| block.span.start >= span.end);
    next.map_or(Span::at(span.end), |block| block.span)
}

fn same_words(found: &str, wanted: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(found) == plain(wanted)
}
