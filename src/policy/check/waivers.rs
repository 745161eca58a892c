//! Waivers: none outlives the limit that the policy sets.

use crate::policy::diagnostic::Diagnostic;
use crate::policy::model::Policy;

pub(super) fn check(policy: &Policy, out: &mut Vec<Diagnostic>) {
    let Some(limit) = policy.about.iter().filter_map(|about| about.waiver_days).min() else { return };
    for waiver in &policy.waivers {
        let at = waiver.decl.at;
        let name = &waiver.decl.name;
        let Some(granted) = waiver.granted_on else {
            let message = format!("waiver `{name}` does not say on which day it was granted");
            let help = format!("waivers last {limit} days at most: write `granted by ROLE on YYYY-MM-DD`");
            out.push(Diagnostic::error("policy/waiver", at.file, at.span, message).help(help));
            continue;
        };
        let days = (waiver.expires - granted).get_days();
        if days < 0 || i64::from(days) > i64::from(limit) {
            let message = format!("waiver `{name}` runs {days} days, from {granted} to {}", waiver.expires);
            let help = format!("waivers last {limit} days at most and end after they begin");
            out.push(Diagnostic::error("policy/waiver", at.file, at.span, message).help(help));
        }
    }
}
