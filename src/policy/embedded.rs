//! The policies inside the binary: data of the `rules` folder, nothing of it in the code.

use crate::policy::ast::ItemKind;
use crate::policy::parse::parse_file;

/// An embedded policy file.
#[derive(Debug, Clone, Copy)]
pub struct Embedded {
    /// The name `use` calls it by.
    pub name: &'static str,
    /// Its path in reports.
    pub path: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// Every embedded policy file; the first is used when no policy is named or found.
pub const EMBEDDED: &[Embedded] = &[
    Embedded {
        name: "first-customer-launch",
        path: "builtin:first-customer-launch.gate",
        text: include_str!("../../rules/first-customer-launch.gate"),
    },
    Embedded {
        name: "public-safe",
        path: "builtin:public-safe.gate",
        text: include_str!("../../rules/public-safe.gate"),
    },
];

/// The first line of the first clause of that name in an item of `kind` of the embedded policies.
///
/// ```
/// use gatelint::policy::ast::ItemKind;
/// use gatelint::policy::embedded::sample;
/// assert!(sample(ItemKind::Gate, "asks").is_some_and(|line| line.starts_with("asks ")));
/// ```
#[must_use]
pub fn sample(kind: ItemKind, clause: &str) -> Option<String> {
    EMBEDDED.iter().find_map(|policy| {
        let items = parse_file(policy.text, 0).file.items;
        let mut clauses = items.iter().filter(|item| item.kind == kind).flat_map(|item| &item.clauses);
        let found = clauses.find(|one| one.word.slice(policy.text) == clause)?;
        let words = found.span.slice(policy.text).lines().next()?.split_whitespace();
        Some(words.collect::<Vec<_>>().join(" "))
    })
}

/// The embedded policy of that name.
#[must_use]
pub fn embedded(name: &str) -> Option<&'static Embedded> {
    EMBEDDED.iter().find(|policy| policy.name == name)
}
