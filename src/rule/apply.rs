//! All rules on all artifacts of a launch, in one order: wording, secrets, requirements, the launch's target; then
//! what excuses a finding.

use std::collections::HashMap;

use jiff::civil::Date;
use rayon::prelude::*;

use super::{launch, require, secret, suppress, waiver, wording};
use crate::artifact::Artifact;
use crate::finding::{Finding, Origin, Place, Severity, fingerprint};
use crate::gate::LaunchState;
use crate::policy::Policy;
use crate::policy::model::{Launch, Within};

/// What the rules need to know of the launch.
pub(super) struct Context<'a> {
    pub policy: &'a Policy,
    pub state: &'a LaunchState,
    pub launch: Option<&'a Launch>,
    pub target: Option<usize>,
    pub as_of: Date,
    pub artifacts: &'a [Artifact],
}

/// What came of the rules.
#[derive(Debug, Default)]
pub struct Applied {
    /// In the order of path, place and code.
    pub findings: Vec<Finding>,
    /// Findings that a directive in the artifact excuses.
    pub suppressed: Vec<Finding>,
    /// Findings that a waiver of the policy excuses.
    pub waived: Vec<Finding>,
    /// Codes of rules that applied to no document of the launch.
    pub vacuous: Vec<String>,
}

/// Applies every rule of the policy to the artifacts of one launch.
///
/// `target` is the gate the launch goes for: what keeps it shut becomes a finding. Without one, shut gates are state.
#[must_use]
pub fn apply(
    policy: &Policy,
    state: &LaunchState,
    launch: Option<&Launch>,
    target: Option<usize>,
    as_of: Date,
    artifacts: &[Artifact],
) -> Applied {
    let context = Context { policy, state, launch, target, as_of, artifacts };
    let per_artifact: Vec<(Vec<Finding>, Vec<Finding>)> = artifacts
        .par_iter()
        .enumerate()
        .filter(|(_, artifact)| !artifact.context)
        .map(|(number, artifact)| one_artifact(&context, number, artifact))
        .collect();
    let mut applied = Applied::default();
    for (mut kept, mut suppressed) in per_artifact {
        applied.findings.append(&mut kept);
        applied.suppressed.append(&mut suppressed);
    }
    applied.findings.extend(launch::check(&context));
    waiver::excuse(&context, &mut applied);
    applied.vacuous = vacuous(&context);
    name_findings(&context, &mut applied.findings);
    name_findings(&context, &mut applied.suppressed);
    name_findings(&context, &mut applied.waived);
    applied
}

fn one_artifact(context: &Context<'_>, number: usize, artifact: &Artifact) -> (Vec<Finding>, Vec<Finding>) {
    let mut findings = faults(number, artifact);
    findings.extend(wording::check(context, number, artifact));
    findings.extend(secret::check(context, number, artifact));
    if artifact.document.is_sound() {
        findings.extend(require::check(context, number, artifact));
    }
    suppress::excuse(context, number, artifact, findings)
}

/// What could not be read: such a file is not checked, and never passes.
fn faults(number: usize, artifact: &Artifact) -> Vec<Finding> {
    let faults = artifact.document.faults.iter();
    faults
        .map(|fault| {
            let note = fault.code.is_note();
            let severity = if note { Severity::Note } else { Severity::Error };
            let place = Place { origin: Origin::Artifact(number), span: fault.span };
            let mut finding = Finding::new(fault.code.name(), severity, fault.message.clone(), place);
            finding.help.extend((!note).then(|| "this file is not checked until it can be read".to_owned()));
            finding
        })
        .collect()
}

/// Whether a rule that is limited to `within` applies to a document of `kind`. What is of no kind may leave the house.
pub(crate) fn applies(policy: &Policy, within: &[Within], kind: Option<usize>) -> bool {
    let locked = kind.and_then(|kind| policy.documents.get(kind)).is_some_and(|kind| kind.locked);
    within.is_empty()
        || within.iter().any(|place| match place {
            Within::Public => !locked,
            Within::Locked => locked,
            Within::Kind(wanted) => kind == Some(*wanted),
        })
}

fn vacuous(context: &Context<'_>) -> Vec<String> {
    let policy = context.policy;
    let none = |within: &[Within], classified: bool| {
        !context.artifacts.iter().any(|a| (!classified || a.kind.is_some()) && applies(policy, within, a.kind))
    };
    let blocks = policy.blocks.iter().filter(|rule| none(&rule.wording.within, false));
    let secrets = policy.secrets.iter().filter(|rule| none(&rule.wording.within, false));
    let requires = policy.requires.iter().filter(|rule| none(&rule.within, true));
    blocks
        .map(|rule| format!("block/{}", rule.decl.name))
        .chain(secrets.map(|rule| format!("secret/{}", rule.decl.name)))
        .chain(requires.map(|rule| format!("require/{}", rule.decl.name)))
        .collect()
}

/// Gives each finding its fingerprint, and the findings their order.
fn name_findings(context: &Context<'_>, findings: &mut [Finding]) {
    let path = |origin: Origin| match origin {
        Origin::Policy(file) => context.policy.files.get(file).map_or("", |file| file.path.as_str()),
        Origin::Artifact(number) => context.artifacts.get(number).map_or("", |artifact| artifact.local.as_str()),
    };
    findings.sort_by(|a, b| {
        let key = |finding: &Finding| (finding.place.span.start, finding.place.span.end);
        path(a.place.origin).cmp(path(b.place.origin)).then(key(a).cmp(&key(b))).then(a.code.cmp(&b.code))
    });
    let mut seen: HashMap<(String, String, String), usize> = HashMap::new();
    for finding in findings {
        if finding.text.contains('\r') {
            finding.text = finding.text.replace("\r\n", "\n").replace('\r', "\n");
        }
        let local = path(finding.place.origin).to_owned();
        let words = if finding.text.is_empty() { finding.message.clone() } else { finding.text.clone() };
        let number = seen.entry((finding.code.clone(), local.clone(), words.clone())).or_default();
        finding.fingerprint = fingerprint(&finding.code, &local, &words, *number);
        *number += 1;
    }
}
