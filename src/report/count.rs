//! Numbers with their nouns.

/// `1 rule`, `2 rules`; the noun takes an `s`.
#[must_use]
pub(crate) fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
