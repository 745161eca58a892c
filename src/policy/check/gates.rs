//! Gates: each can be reached, each asks for something, and a role is due before the gate that needs it.

use crate::policy::ast::{File, ItemKind};
use crate::policy::diagnostic::Diagnostic;
use crate::policy::model::{Gate, Needed, Policy};

pub(super) fn check(policy: &Policy, trees: &[&File], out: &mut Vec<Diagnostic>) {
    let broken = |name: &str| {
        let items = trees.iter().flat_map(|tree| &tree.items);
        items.filter(|item| item.kind == ItemKind::Gate && item.name.value == name).any(|item| item.broken)
    };
    for (number, gate) in policy.gates.iter().enumerate() {
        let at = gate.decl.at;
        if comes_after(policy, number, number) {
            circle(policy, number, gate, out);
            continue;
        }
        let has_roles = policy.roles.iter().any(|role| role.due == number);
        if gate.needs.is_empty() && !has_roles && !broken(&gate.decl.name) {
            let message = format!("gate `{}` needs nothing: it would be open from the first day", gate.decl.name);
            let help = "add a `needs` clause, or let a role be `due` at it";
            out.push(Diagnostic::error("policy/missing-clause", at.file, at.span, message).help(help));
        }
        late_roles(policy, number, gate, out);
    }
}

/// One message a circle, on its first gate; what else its gates lack is not told.
fn circle(policy: &Policy, number: usize, gate: &Gate, out: &mut Vec<Diagnostic>) {
    let around = |other: usize| comes_after(policy, other, number) && comes_after(policy, number, other);
    if (0..number).any(around) {
        return;
    }
    let message = format!("gate `{}` can't be reached: it comes after itself", gate.decl.name);
    let at = gate.decl.at;
    let mut diagnostic = Diagnostic::error("policy/unreachable", at.file, at.span, message)
        .help("take one of the `after` clauses of the circle out");
    let others = policy.gates.iter().enumerate().filter(|(other, _)| *other != number && around(*other));
    for (_, gate) in others {
        diagnostic = diagnostic.related(gate.decl.at.file, gate.decl.at.span, "in the same circle");
    }
    out.push(diagnostic);
}

fn late_roles(policy: &Policy, number: usize, gate: &Gate, out: &mut Vec<Diagnostic>) {
    for need in &gate.needs {
        for needed in &need.of {
            let Needed::Role(role) = needed else { continue };
            let Some(role) = policy.roles.get(*role) else { continue };
            let Some(due) = policy.gates.get(role.due).filter(|_| comes_after(policy, role.due, number)) else {
                continue;
            };
            let message = format!(
                "gate `{}` needs role `{}`, which is due only at the later gate `{}`",
                gate.decl.name, role.decl.name, due.decl.name
            );
            let diagnostic = Diagnostic::error("policy/late-role", need.at.file, need.at.span, message);
            let at = role.decl.at;
            out.push(diagnostic.related(at.file, at.span, format!("due at `{}`", due.decl.name)));
        }
    }
}

/// Whether gate `late` comes, directly or not, after gate `early`.
fn comes_after(policy: &Policy, late: usize, early: usize) -> bool {
    let mut seen = vec![false; policy.gates.len()];
    let mut open: Vec<usize> = policy.gates.get(late).map(|gate| gate.after.clone()).unwrap_or_default();
    while let Some(gate) = open.pop() {
        if gate == early {
            return true;
        }
        if let Some(mark) = seen.get_mut(gate).filter(|mark| !**mark) {
            *mark = true;
            open.extend(policy.gates.get(gate).map(|gate| gate.after.as_slice()).unwrap_or_default());
        }
    }
    false
}
