//! What keeps the target gate shut, and which weeks have ended open: findings of the launch, not of a document.

use super::apply::Context;
use crate::evidence::{Because, State, Subject, Verdict};
use crate::finding::{Finding, Origin, Place, Related, Severity};
use crate::policy::model::{Decl, Gate, Need, Needed};

/// What to do when a target is asked for and nothing says which documents belong together.
const NO_LAUNCH: &str =
    "only the documents given were looked at: a `launch` item in a .gate file makes a folder one launch";

pub(super) fn check(context: &Context<'_>) -> Vec<Finding> {
    let Some(target) = context.target else { return Vec::new() };
    let mut findings = Vec::new();
    let mut seen: Vec<Subject> = Vec::new();
    for number in up_to(context, target) {
        let Some(gate) = context.policy.gates.get(number) else { continue };
        for need in &gate.needs {
            need_findings(context, gate, need, &mut seen, &mut findings);
        }
        for (role, _) in context.policy.roles.iter().enumerate().filter(|(_, role)| role.due == number) {
            subject_findings(context, gate, Subject::Role(role), &mut seen, &mut findings);
        }
    }
    findings.extend(late_steps(context));
    findings
}

/// The target and every gate it comes after, the earliest first.
fn up_to(context: &Context<'_>, target: usize) -> Vec<usize> {
    let mut wanted = vec![target];
    let mut next = 0;
    while let Some(number) = wanted.get(next).copied() {
        let before = context.policy.gates.get(number).map(|gate| gate.after.clone()).unwrap_or_default();
        wanted.extend(before);
        next += 1;
        if next > context.policy.gates.len() * context.policy.gates.len() {
            break;
        }
    }
    wanted.sort_unstable();
    wanted.dedup();
    wanted
}

fn need_findings(context: &Context<'_>, gate: &Gate, need: &Need, seen: &mut Vec<Subject>, out: &mut Vec<Finding>) {
    let [only] = need.of.as_slice() else {
        out.extend(quorum_finding(context, gate, need));
        return;
    };
    let subject = match only {
        Needed::Evidence(number) => Subject::Evidence(*number),
        Needed::Role(number) => Subject::Role(*number),
    };
    subject_findings(context, gate, subject, seen, out);
}

fn subject_findings(
    context: &Context<'_>,
    gate: &Gate,
    subject: Subject,
    seen: &mut Vec<Subject>,
    out: &mut Vec<Finding>,
) {
    let Some((state, decl, code)) = state_of(context, subject) else { return };
    if state.verdict.meets() || seen.contains(&subject) {
        return;
    }
    seen.push(subject);
    for because in state.because.iter().filter(|because| !because.verdict.meets()) {
        let message = match subject {
            Subject::Role(_) => because.message.clone(),
            Subject::Evidence(_) | Subject::Gate(_) => format!("{}: {}", decl.title, because.message),
        };
        let mut finding = at_place(context, code.clone(), message, because);
        finding.help = help(context, gate, subject);
        let place = Place { origin: Origin::Policy(because.at.file), span: because.at.span };
        finding.related.push(Related { place, message: "asked for here".to_owned() });
        out.push(finding);
    }
}

fn state_of<'a>(context: &'a Context<'_>, subject: Subject) -> Option<(&'a State, &'a Decl, String)> {
    match subject {
        Subject::Evidence(number) => {
            let decl = &context.policy.evidence.get(number)?.decl;
            Some((context.state.evidence.get(number)?, decl, format!("evidence/{}", decl.name)))
        }
        Subject::Role(number) => {
            let decl = &context.policy.roles.get(number)?.decl;
            Some((context.state.roles.get(number)?, decl, format!("role/{}", decl.name)))
        }
        Subject::Gate(number) => {
            let decl = &context.policy.gates.get(number)?.decl;
            Some((context.state.gates.get(number)?, decl, format!("gate/{}", decl.name)))
        }
    }
}

fn quorum_finding(context: &Context<'_>, gate: &Gate, need: &Need) -> Option<Finding> {
    let states: Vec<(&State, &Decl)> = need
        .of
        .iter()
        .filter_map(|needed| {
            let subject = match needed {
                Needed::Evidence(number) => Subject::Evidence(*number),
                Needed::Role(number) => Subject::Role(*number),
            };
            state_of(context, subject).map(|(state, decl, _)| (state, decl))
        })
        .collect();
    let verdicts: Vec<Verdict> = states.iter().map(|(state, _)| state.verdict).collect();
    if Verdict::quorum(need.at_least, &verdicts).meets() {
        return None;
    }
    let names: Vec<String> = states.iter().map(|(_, decl)| format!("`{}`", decl.title)).collect();
    let message = format!("gate `{}` needs at least {} of {}", gate.decl.title, need.at_least, names.join(", "));
    let mut finding = Finding::new(format!("gate/{}", gate.decl.name), Severity::Error, message, launch_place(context));
    finding.text = text(context, finding.place);
    let reasons: Vec<String> = states
        .iter()
        .filter(|(state, _)| !state.verdict.meets())
        .filter_map(|(state, decl)| Some(format!("{}: {}", decl.title, state.because.first()?.message)))
        .collect();
    let no_launch = context.launch.is_none().then(|| NO_LAUNCH.to_owned());
    finding.help = no_launch.into_iter().chain(reasons).collect();
    let place = Place { origin: Origin::Policy(need.at.file), span: need.at.span };
    finding.related.push(Related { place, message: "asked for here".to_owned() });
    Some(finding)
}

fn at_place(context: &Context<'_>, code: String, message: String, because: &Because) -> Finding {
    let place = match because.place {
        Some((artifact, span)) => Place { origin: Origin::Artifact(artifact), span },
        None => launch_place(context),
    };
    let mut finding = Finding::new(code, Severity::Error, message, place);
    finding.text = text(context, place);
    finding
}

/// What has no words of its own stands on the launch's name in its policy file, else on the target gate's.
fn launch_place(context: &Context<'_>) -> Place {
    let launch = context.launch.map(|launch| launch.decl.at);
    let gate = || context.target.and_then(|gate| context.policy.gates.get(gate)).map(|gate| gate.decl.at);
    match launch.or_else(gate) {
        Some(at) => Place { origin: Origin::Policy(at.file), span: at.span },
        None => Place { origin: Origin::Policy(0), span: crate::span::Span::at(0) },
    }
}

fn text(context: &Context<'_>, place: Place) -> String {
    const LONGEST: usize = 200;
    let source = match place.origin {
        Origin::Policy(file) => context.policy.files.get(file).map(|file| file.text.as_str()),
        Origin::Artifact(number) => context.artifacts.get(number).map(|artifact| artifact.document.source.as_str()),
    };
    place.span.slice(source.unwrap_or_default()).chars().take(LONGEST).collect()
}

fn help(context: &Context<'_>, gate: &Gate, subject: Subject) -> Vec<String> {
    let mut parts = vec![format!("gate `{}` needs it", gate.decl.title)];
    parts.extend(gate.if_missing.iter().map(|rule| format!("until then: {rule}")));
    if context.launch.is_none() {
        parts.push(NO_LAUNCH.to_owned());
    }
    if let Subject::Evidence(number) = subject {
        let command = context.policy.evidence.get(number).and_then(|evidence| evidence.command.as_ref());
        parts.extend(command.map(|command| format!("run `{command}`")));
    }
    parts
}

/// A week that has ended while its step is open.
fn late_steps(context: &Context<'_>) -> Vec<Finding> {
    let Some(starts) = context.launch.and_then(|launch| launch.starts) else { return Vec::new() };
    let steps = context.policy.steps.iter().zip(&context.state.steps);
    let open = steps.filter(|(_, state)| !state.verdict.meets());
    open.filter_map(|(step, state)| {
        let days = i64::from(step.week.saturating_add(1)).checked_mul(7)?;
        let end = starts.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
        if context.as_of < end {
            return None;
        }
        let message = format!("week {} has ended and `{}` is open", step.week, step.decl.title);
        let code = format!("step/{}", step.decl.name);
        let mut finding = Finding::new(code, Severity::Warning, message, launch_place(context));
        finding.text = text(context, finding.place);
        let reasons: Vec<String> = state.because.iter().map(|because| because.message.clone()).collect();
        finding.help = reasons.into_iter().chain(step.if_missing.iter().cloned()).collect();
        let at = step.decl.at;
        let place = Place { origin: Origin::Policy(at.file), span: at.span };
        finding.related.push(Related { place, message: "planned here".to_owned() });
        Some(finding)
    })
    .collect()
}
