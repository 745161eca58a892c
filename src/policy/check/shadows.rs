//! Kinds of document: none whose files an earlier kind takes all, for it would never be chosen.

use crate::policy::diagnostic::Diagnostic;
use crate::policy::glob::{fits, samples};
use crate::policy::model::{DocumentKind, Policy};

pub(super) fn check(policy: &Policy, out: &mut Vec<Diagnostic>) {
    for (number, kind) in policy.documents.iter().enumerate() {
        // What asks for values leaves the files that lack them to the kinds after it.
        let earlier = policy.documents.iter().take(number).filter(|earlier| earlier.wheres.is_empty());
        let Some(by) = taken(kind, &earlier.collect::<Vec<_>>()) else { continue };
        let (name, other) = (&kind.decl.name, &by.decl.name);
        let message = format!("document `{name}` is never chosen: `{other}` before it takes all of its files");
        let help = format!("put `{name}` before `{other}`, or narrow the `files` of `{other}`");
        let (at, taker) = (kind.decl.at, by.decl.at);
        out.push(Diagnostic::warning("policy/shadowed", at.file, at.span, message).help(help).related(
            taker.file,
            taker.span,
            "takes them",
        ));
    }
}

/// The first of `earlier` that takes a file of `kind`, where they take them all.
fn taken<'p>(kind: &DocumentKind, earlier: &[&'p DocumentKind]) -> Option<&'p DocumentKind> {
    let taker = |path: &str| earlier.iter().copied().find(|earlier| fits(&earlier.files, path));
    let any = ["\u{3}/\u{3}".to_owned()];
    let paths = kind.files.iter().flat_map(samples);
    let takers: Option<Vec<_>> = match kind.files.is_empty() {
        true => any.iter().map(|path| taker(path)).collect(),
        false => paths.map(|path| taker(&path)).collect(),
    };
    takers?.first().copied()
}
