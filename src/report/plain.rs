//! The report as sentences, for screen readers and logs.

use std::fmt::Write as _;

use super::place::Sources;
use super::{Report, Unit, counted, last_line, safe};
use crate::finding::{Origin, listed};

/// One paragraph a finding: place, severity, code, message, then the words, the help and the clause of the rule.
#[must_use]
pub fn plain(report: &Report<'_>) -> String {
    let mut out = String::new();
    faults(&mut out, report);
    for unit in &report.units {
        findings(&mut out, unit);
    }
    closing(&mut out, report);
    out.push_str(&last_line(&report.summary(), report.unchecked));
    out.push('\n');
    out
}

/// What could not be checked at all, before what could.
pub(super) fn faults(out: &mut String, report: &Report<'_>) {
    for fault in report.faults {
        let _ = writeln!(out, "{}: error {}: {}", safe(&fault.place()), fault.code, safe(&fault.message));
        for line in fault.help.iter().flat_map(|help| help.lines()) {
            let _ = writeln!(out, "  help: {}", safe(line));
        }
        out.push('\n');
    }
}

fn findings(out: &mut String, unit: &Unit<'_>) {
    let mut sources = Sources::new(unit.job.policy, unit.outcome);
    for finding in &unit.outcome.applied.findings {
        let located = sources.locate(finding.place);
        let (line, column) = (located.from.line, located.from.column);
        let severity = finding.severity.word();
        let message = safe(&finding.message);
        let _ = writeln!(out, "{}:{line}:{column}: {severity} {}: {message}", safe(&located.path), finding.code);
        if let Some(place) = &located.place {
            let _ = writeln!(out, "  at {}", safe(place));
        }
        if let Some(claim) = &finding.claim {
            let cue = claim.cue.as_ref().map_or_else(String::new, |cue| format!(", because of `{}`", safe(cue)));
            let _ = writeln!(out, "  read as {}{cue}", claim.status);
        }
        for (number, line) in finding.help.iter().enumerate() {
            let lead = if number == 0 { "help: " } else { "      " };
            let _ = writeln!(out, "  {lead}{}", safe(line));
        }
        for related in &finding.related {
            let located = sources.locate(related.place);
            let _ = writeln!(out, "  {}: {}:{}", related.message, located.path, located.from.line);
        }
        out.push('\n');
    }
}

/// What stands after the findings: how to read a rule that is in no file of the user's, and where the gates stand.
pub(super) fn closing(out: &mut String, report: &Report<'_>) {
    let shipped = report.units.iter().find_map(|unit| {
        let shipped = |origin: Origin| match origin {
            Origin::Policy(file) => unit.policy().files.get(file).is_some_and(|file| file.path.starts_with("builtin:")),
            Origin::Artifact(_) => false,
        };
        let mut findings = unit.outcome.applied.findings.iter();
        findings.find(|finding| finding.related.iter().any(|related| shipped(related.place.origin)))
    });
    if let Some(finding) = shipped {
        let _ = writeln!(out, "the shipped rules are shown by their code, such as: gatelint explain {}", finding.code);
    }
    for line in report.units.iter().filter_map(gates_line) {
        let _ = writeln!(out, "{line}");
    }
    not_given(out, report);
}

/// Which documents rules are about that nobody gave; where no document was recognised, how to say what it is.
fn not_given(out: &mut String, report: &Report<'_>) {
    let absent = report.not_given();
    let kind = absent.iter().find_map(|one| one.kind).filter(|_| report.knows_no_kind());
    let rules = report.vacuous().len();
    let _ = match (kind, rules) {
        _ if absent.is_empty() => Ok(()),
        (Some(kind), 1) => writeln!(out, "1 more rule looks at a kind of document: name yours, such as: --as {kind}"),
        (Some(kind), _) => {
            writeln!(out, "{rules} more rules look at kinds of documents: name yours, such as: --as {kind}")
        }
        (None, _) => {
            let (count, are) = (counted(rules, "rule"), if rules == 1 { "is" } else { "are" });
            let titles = listed(absent.iter().map(|one| format!("`{}`", safe(one.title))).collect(), 3);
            writeln!(out, "not given, though {count} {are} about them: {titles}")
        }
    };
}

/// Where the gates stand, in one line.
fn gates_line(unit: &Unit<'_>) -> Option<String> {
    let policy = unit.job.policy;
    let gates = policy.gates.iter().zip(&unit.outcome.state.gates);
    let shown: Vec<String> =
        gates.map(|(gate, state)| format!("{} {}", gate.decl.name, state.verdict.word())).collect();
    let launch = unit.job.launch?;
    (!shown.is_empty()).then(|| format!("gates of {}: {}", launch.decl.name, shown.join(", ")))
}
