//! The policies inside the binary: data of the `rules` folder, nothing of it in the code.

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

/// The embedded policy of that name.
#[must_use]
pub fn embedded(name: &str) -> Option<&'static Embedded> {
    EMBEDDED.iter().find(|policy| policy.name == name)
}
