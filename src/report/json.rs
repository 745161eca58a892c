//! The JSON report, schema `gatelint.report.v1`: one object, its keys in a fixed order.

use serde::Serialize;

use super::place::{Located, Sources};
use super::{Fault, Report, Unit};
use crate::evidence::{Because, Subject};
use crate::finding::{Finding, Place, Related};
use crate::policy::Policy;

#[derive(Serialize)]
struct Root<'a> {
    schema: &'static str,
    tool: Tool,
    as_of: String,
    policies: Vec<PolicyOut<'a>>,
    checked: Checked<'a>,
    findings: Vec<FindingOut>,
    gates: Vec<GateOut>,
    summary: SummaryOut,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize, PartialEq)]
struct PolicyOut<'a> {
    name: &'a str,
    path: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct Checked<'a> {
    documents: usize,
    bytes: usize,
    rules: usize,
    vacuous: Vec<&'a str>,
}

#[derive(Serialize)]
struct SpanOut {
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct ClaimOut {
    status: &'static str,
    cue: Option<String>,
}

#[derive(Serialize)]
struct RelatedOut {
    path: String,
    span: SpanOut,
    message: String,
}

#[derive(Serialize)]
struct FixOut {
    replacement: String,
    safe: bool,
}

#[derive(Serialize)]
struct FindingOut {
    code: String,
    severity: &'static str,
    message: String,
    path: String,
    span: SpanOut,
    place: Option<String>,
    text: String,
    claim: Option<ClaimOut>,
    help: Option<String>,
    related: Vec<RelatedOut>,
    fix: Option<FixOut>,
    fingerprint: String,
}

#[derive(Serialize)]
struct BecauseOut {
    evidence: String,
    verdict: &'static str,
    message: String,
    path: Option<String>,
}

#[derive(Serialize)]
struct GateOut {
    name: String,
    title: String,
    verdict: &'static str,
    because: Vec<BecauseOut>,
    launch: Option<String>,
}

#[derive(Serialize)]
struct SummaryOut {
    errors: usize,
    warnings: usize,
    notes: usize,
    suppressed: usize,
    waived: usize,
}

/// The report as JSON, indented by two blanks, ending in a line feed.
///
/// # Errors
/// Never for a report of [`crate::lint`]: every value in it can be written as JSON.
pub fn json(report: &Report<'_>) -> serde_json::Result<String> {
    let summary = report.summary();
    let mut policies: Vec<PolicyOut<'_>> = Vec::new();
    let mut findings: Vec<FindingOut> = report.faults.iter().map(fault_out).collect();
    let mut gates = Vec::new();
    for unit in &report.units {
        for file in &unit.job.policy.files {
            let row = PolicyOut { name: &file.name, path: &file.path, sha256: &file.sha256 };
            if !policies.contains(&row) {
                policies.push(row);
            }
        }
        let mut sources = Sources::new(unit.job.policy, unit.outcome);
        findings.extend(unit.outcome.applied.findings.iter().map(|one| finding_out(one, &mut sources)));
        gates.extend(gates_out(unit));
    }
    let root = Root {
        schema: "gatelint.report.v1",
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        as_of: report.as_of.to_string(),
        policies,
        checked: Checked {
            documents: summary.documents,
            bytes: summary.bytes,
            rules: summary.rules,
            vacuous: report.vacuous(),
        },
        findings,
        gates,
        summary: SummaryOut {
            errors: summary.errors,
            warnings: summary.warnings,
            notes: summary.notes,
            suppressed: summary.suppressed,
            waived: summary.waived,
        },
    };
    Ok(serde_json::to_string_pretty(&root)? + "\n")
}

fn span_out(located: &Located) -> SpanOut {
    SpanOut {
        start: located.start,
        end: located.end,
        line: located.from.line,
        column: located.from.column,
        end_line: located.to.line,
        end_column: located.to.column,
    }
}

fn finding_out(finding: &Finding, sources: &mut Sources<'_>) -> FindingOut {
    let located = sources.locate(finding.place);
    let claim = finding.claim.as_ref().map(|claim| ClaimOut { status: claim.status, cue: claim.cue.clone() });
    let fix = finding.fix.as_ref().ok().map(|fix| FixOut { replacement: fix.replacement.clone(), safe: fix.safe });
    FindingOut {
        code: finding.code.clone(),
        severity: finding.severity.word(),
        message: finding.message.clone(),
        span: span_out(&located),
        path: located.path,
        place: located.place,
        text: finding.text.clone(),
        claim,
        help: (!finding.help.is_empty()).then(|| finding.help.join("; ")),
        related: finding.related.iter().map(|one| related_out(one, sources)).collect(),
        fix,
        fingerprint: finding.fingerprint.clone(),
    }
}

fn fault_out(fault: &Fault) -> FindingOut {
    FindingOut {
        code: fault.code.to_owned(),
        severity: "error",
        message: fault.message.clone(),
        path: fault.located.path.clone(),
        span: span_out(&fault.located),
        place: None,
        text: String::new(),
        claim: None,
        help: fault.help.clone(),
        related: Vec::new(),
        fix: None,
        fingerprint: fault.fingerprint(),
    }
}

fn related_out(related: &Related, sources: &mut Sources<'_>) -> RelatedOut {
    let located = sources.locate(Place { ..related.place });
    RelatedOut { span: span_out(&located), path: located.path, message: related.message.clone() }
}

fn gates_out(unit: &Unit<'_>) -> Vec<GateOut> {
    let policy = unit.job.policy;
    let launch = unit.job.launch.map(|launch| launch.decl.name.clone());
    let gates = policy.gates.iter().zip(&unit.outcome.state.gates);
    gates
        .map(|(gate, state)| GateOut {
            name: gate.decl.name.clone(),
            title: gate.decl.title.clone(),
            verdict: state.verdict.word(),
            because: state.because.iter().map(|because| because_out(because, policy, unit)).collect(),
            launch: launch.clone(),
        })
        .collect()
}

fn because_out(because: &Because, policy: &Policy, unit: &Unit<'_>) -> BecauseOut {
    let path = because.place.and_then(|(artifact, _)| unit.outcome.artifacts.get(artifact));
    BecauseOut {
        evidence: subject_name(because.subject, policy),
        verdict: because.verdict.word(),
        message: because.message.clone(),
        path: path.map(|artifact| artifact.path.clone()),
    }
}

/// The name of what a reason is about; roles and gates carry their family.
pub(crate) fn subject_name(subject: Subject, policy: &Policy) -> String {
    match subject {
        Subject::Evidence(number) => policy.evidence.get(number).map(|one| one.decl.name.clone()).unwrap_or_default(),
        Subject::Role(number) => {
            policy.roles.get(number).map(|one| format!("role/{}", one.decl.name)).unwrap_or_default()
        }
        Subject::Gate(number) => {
            policy.gates.get(number).map(|one| format!("gate/{}", one.decl.name)).unwrap_or_default()
        }
    }
}
