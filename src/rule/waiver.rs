//! `waiver` items: a rule is excused in one file, by a role that is held, until a day.

use super::apply::{Applied, Context};
use crate::evidence::Verdict;
use crate::finding::{Finding, Origin, Place, Severity};
use crate::policy::model::Waiver;

/// Moves what a valid waiver excuses, and reports each waiver that excuses nothing.
pub(super) fn excuse(context: &Context<'_>, applied: &mut Applied) {
    for waiver in &context.policy.waivers {
        let covers = |finding: &Finding| covers(context, waiver, finding);
        let problem = problem(context, waiver);
        let used = applied.findings.iter().any(covers);
        if let Some((severity, message)) = problem {
            applied.findings.push(report(waiver, severity, message));
        } else if used {
            let (waived, kept) = std::mem::take(&mut applied.findings).into_iter().partition(covers);
            applied.findings = kept;
            applied.waived.extend::<Vec<Finding>>(waived);
        } else {
            let message = format!("this waiver excuses nothing: no `{}` in `{}`", waiver.rule, waiver.file);
            applied.findings.push(report(waiver, Severity::Warning, message));
        }
    }
}

fn covers(context: &Context<'_>, waiver: &Waiver, finding: &Finding) -> bool {
    let Origin::Artifact(number) = finding.place.origin else { return false };
    let local = context.artifacts.get(number).map_or("", |artifact| artifact.local.as_str());
    finding.code == waiver.rule && local == waiver.file
}

/// Why a waiver does not count today.
fn problem(context: &Context<'_>, waiver: &Waiver) -> Option<(Severity, String)> {
    if waiver.expires < context.as_of {
        return Some((Severity::Error, format!("this waiver expired on {}", waiver.expires)));
    }
    if let Some(granted) = waiver.granted_on.filter(|day| *day > context.as_of) {
        return Some((Severity::Error, format!("this waiver is granted only from {granted} on")));
    }
    let held = context.state.roles.get(waiver.role).is_some_and(|role| role.verdict == Verdict::Pass);
    if !held {
        let title = context.policy.roles.get(waiver.role).map_or("", |role| role.decl.title.as_str());
        return Some((
            Severity::Error,
            format!("this waiver is granted by the {}, and nobody is named", title.to_lowercase()),
        ));
    }
    None
}

fn report(waiver: &Waiver, severity: Severity, message: String) -> Finding {
    let at = waiver.decl.at;
    let place = Place { origin: Origin::Policy(at.file), span: at.span };
    let mut finding = Finding::new(format!("waiver/{}", waiver.decl.name), severity, message, place);
    finding.text.clone_from(&waiver.decl.name);
    finding.help.push("take it out, or grant it anew".to_owned());
    finding
}
