//! Launches: a folder belongs to one, for a document can't be evidence of two.

use crate::policy::diagnostic::Diagnostic;
use crate::policy::model::{Launch, Policy};

pub(super) fn check(policy: &Policy, out: &mut Vec<Diagnostic>) {
    for (number, launch) in policy.launches.iter().enumerate() {
        let Some(first) = policy.launches.iter().take(number).find(|first| folder(first) == folder(launch)) else {
            continue;
        };
        let at = launch.decl.at;
        let message = format!("launch `{}` has the same folder as launch `{}`", launch.decl.name, first.decl.name);
        let diagnostic = Diagnostic::error("policy/launch-folder", at.file, at.span, message)
            .related(first.decl.at.file, first.decl.at.span, "the first stands here")
            .help(format!("give each a folder of its own, such as `folder \"{}\"`", launch.decl.name));
        out.push(diagnostic);
    }
}

fn folder(launch: &Launch) -> Vec<&str> {
    let folder = launch.folder.as_deref().unwrap_or_default();
    folder.split(['/', '\\']).filter(|part| !matches!(*part, "" | ".")).collect()
}
