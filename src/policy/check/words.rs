//! Word lists: none calls itself, for its phrases would have no end.

use crate::policy::diagnostic::Diagnostic;
use crate::policy::model::Policy;

pub(super) fn check(policy: &Policy, out: &mut Vec<Diagnostic>) {
    let mut told: Vec<String> = Vec::new();
    for list in &policy.words {
        let name = &list.decl.name;
        let Some(way) = way_back(policy, name).filter(|_| !told.contains(name)) else { continue };
        let through: Vec<String> = way.iter().map(|name| format!("`{name}`")).collect();
        let through = if through.is_empty() { String::new() } else { format!(" through {}", through.join(", ")) };
        let at = list.decl.at;
        let message = format!("words `{name}` calls itself{through}");
        out.push(
            Diagnostic::error("policy/circle", at.file, at.span, message).help("write the words out in one of them"),
        );
        told.extend(way);
    }
}

/// The lists between `start` and its next call of itself; `None` when it does not.
fn way_back(policy: &Policy, start: &str) -> Option<Vec<String>> {
    let calls = |name: &str| -> Vec<String> {
        policy.words(name).unwrap_or_default().iter().flat_map(|phrase| phrase.lists()).map(str::to_owned).collect()
    };
    let mut open: Vec<Vec<String>> = vec![Vec::new()];
    let mut seen: Vec<String> = Vec::new();
    while let Some(way) = open.pop() {
        for next in calls(way.last().map_or(start, String::as_str)) {
            if next == start {
                return Some(way);
            }
            if !seen.contains(&next) {
                seen.push(next.clone());
                open.push(way.iter().cloned().chain([next]).collect());
            }
        }
    }
    None
}
