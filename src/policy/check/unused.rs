//! Declared and never used: a doubt, for the author meant something by it.

use crate::policy::ast::ItemKind;
use crate::policy::diagnostic::Diagnostic;
use crate::policy::model::Policy;
use crate::policy::resolve::names::Names;

pub(super) fn check(policy: &Policy, names: &Names, out: &mut Vec<Diagnostic>) {
    let kinds = [
        (ItemKind::Words, "no phrase calls it"),
        (ItemKind::Key, "no evidence is signed by it"),
        (ItemKind::Evidence, "no gate and no step needs it"),
        (ItemKind::Document, "no rule, role or evidence looks at it"),
    ];
    for (kind, reason) in kinds {
        for (name, at) in names.unused(kind) {
            // A kind that is public or locked is used by the rules that apply there.
            let marked = |name: &str| {
                let mut kinds = policy.documents.iter().filter(|document| document.decl.name == name);
                kinds.any(|document| document.public || document.locked)
            };
            if kind == ItemKind::Document && marked(name) {
                continue;
            }
            let message = format!("{} `{name}` is declared and never used: {reason}", kind.word());
            out.push(Diagnostic::warning("policy/unused", at.file, at.span, message));
        }
    }
}
