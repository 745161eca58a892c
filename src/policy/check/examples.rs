//! Examples that must be flagged say on which words.

use crate::policy::diagnostic::Diagnostic;
use crate::policy::example::marked;
use crate::policy::model::Policy;

pub(super) fn check(policy: &Policy, out: &mut Vec<Diagnostic>) {
    let blocks = policy.blocks.iter().map(|block| &block.wording);
    let secrets = policy.secrets.iter().map(|secret| &secret.wording);
    for (text, at) in blocks.chain(secrets).flat_map(|wording| &wording.flags) {
        let (_, words) = marked(text);
        if words.is_empty() || words.iter().any(crate::span::Span::is_empty) {
            let message = "this example does not say which words must be flagged";
            let help = "put the exact words in brackets: flags \"… [[words]] …\"";
            out.push(Diagnostic::error("policy/example", at.file, at.span, message).help(help));
        }
    }
}
