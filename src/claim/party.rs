//! Whose part something is: ours, or the customer's or a competitor's.

use super::frame::contains;

/// A side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Party {
    /// The vendor's.
    Ours,
    /// Anybody else's.
    Theirs,
}

const OURS: &[&str] = &[
    "vendor",
    "supplier",
    "provider",
    "seller",
    "licensor",
    "bidder",
    "contractor",
    "we",
    "us",
    "our",
    "ours",
    "service provider",
    "tenderer",
    "offeror",
    "in-house team",
];
const THEIRS: &[&str] = &[
    "customer",
    "customers",
    "client",
    "clients",
    "buyer",
    "purchaser",
    "licensee",
    "you",
    "your",
    "yours",
    "them",
    "they",
    "their",
    "theirs",
    "competitor",
    "competitors",
    "rival",
    "rivals",
    "third party",
    "third parties",
    "subcontractor",
    "partner",
    "tenant",
    "landlord",
    "subscriber",
    "end user",
    "end users",
    "reseller",
    "others",
    "other vendor",
    "other vendors",
    "bank",
    "competition",
    "agency",
    "hr",
    "customer's",
    "client's",
    "buyer's",
];
/// Words that may stand beside the name of a side without changing whose it is.
const BESIDE: &[&str] = &[
    "the",
    "own",
    "it",
    "team",
    "side",
    "staff",
    "do",
    "does",
    "provides",
    "provide",
    "supplies",
    "supply",
    "runs",
    "run",
    "only",
    "itself",
    "themselves",
    "yourself",
    "yourselves",
    "offer",
    "offers",
    "offering",
    "product",
    "people",
    "department",
    "by",
    "hr",
    "admin",
    "admins",
    "organisation",
    "organization",
    "company",
    "tool",
    "system",
    "tools",
    "self",
    "platform",
    "inc",
    "ltd",
    "operated",
    "for",
    "delivered",
    "done",
    "handled",
    "managed",
    "owned",
    "provided",
    "supplied",
    "performed",
    "s",
    "with",
    "from",
    "a",
    "of",
];
/// Nouns of what a side has to do.
const DUTIES: &[&str] = &[
    "responsibility",
    "responsibilities",
    "homework",
    "task",
    "tasks",
    "duty",
    "duties",
    "obligation",
    "obligations",
    "to-do",
    "to-dos",
    "todo",
    "todos",
    "to do",
    "prerequisite",
    "prerequisites",
    "dependencies",
    "undertakings",
    "side",
    "inputs",
    "contributions",
    "chores",
    "workload",
];
/// Verbs that leave something with a side.
const LEFT: &[&str] = &[
    "stays with",
    "stay with",
    "remains with",
    "remain with",
    "left to",
    "up to",
    "falls to",
    "fall to",
    "falls on",
    "rests with",
    "lies with",
    "sits with",
    "kept by",
    "provided by",
    "supplied by",
    "handled by",
    "done by",
    "run by",
    "operated by",
    "owned by",
    "performed by",
    "delivered by",
    "brought by",
    "belongs to",
];
/// What a side itself does, after its name.
const DOES: &[&str] = &[
    "do",
    "does",
    "bring",
    "brings",
    "provide",
    "provides",
    "supply",
    "supplies",
    "handle",
    "handles",
    "run",
    "runs",
    "arrange",
    "arranges",
    "look after",
    "looks after",
    "take care of",
    "takes care of",
    "organise",
    "organises",
    "organize",
    "organizes",
    "must provide",
    "must bring",
    "must arrange",
    "keep",
    "keeps",
    "will provide",
];

/// The side that `words` (in lower case) name, where they name nothing else.
pub(super) fn party(words: &str) -> Option<Party> {
    let words = words.trim();
    let known = |part: &&str| OURS.contains(part) || THEIRS.contains(part) || BESIDE.contains(part);
    let parts =
        || words.split(|letter: char| !letter.is_alphanumeric() && letter != '-').filter(|part| !part.is_empty());
    if !parts().all(|part| known(&part)) && !contains(words, &["third party", "third parties", "other vendor"]) {
        return None;
    }
    side(words)
}

/// The first side named in `words`.
fn side(words: &str) -> Option<Party> {
    let first = |list: &[&str]| list.iter().filter_map(|name| place(words, name)).min();
    match (first(OURS), first(THEIRS)) {
        (Some(ours), Some(theirs)) if ours < theirs => Some(Party::Ours),
        (_, Some(_)) => Some(Party::Theirs),
        (Some(_), None) => Some(Party::Ours),
        (None, None) => None,
    }
}

/// Where `name` stands in `words` as a whole word.
fn place(words: &str, name: &str) -> Option<usize> {
    let inside = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    words.match_indices(name).map(|(at, _)| at).find(|&at| {
        let before = words.get(..at).and_then(|before| before.chars().next_back());
        let after = words.get(at + name.len()..).and_then(|after| after.chars().next());
        !inside(before) && !inside(after)
    })
}

/// The side whose duties a label heads: "Your responsibilities", "What stays with the customer".
pub(super) fn duties(words: &str) -> Option<Party> {
    let side = side(words)?;
    let names = OURS.iter().chain(THEIRS);
    let does = || {
        names.clone().any(|name| {
            place(words, name).is_some_and(|at| {
                words
                    .get(at + name.len()..)
                    .is_some_and(|rest| DOES.iter().any(|verb| rest.trim_start().starts_with(verb)))
            })
        })
    };
    (contains(words, DUTIES) || contains(words, LEFT) || does()).then_some(side)
}

#[cfg(test)]
mod tests {
    use super::{Party, duties, party};

    #[test]
    fn knows_whose_part_it_is() {
        assert_eq!(party("vendor"), Some(Party::Ours));
        assert_eq!(party("the customer's own it"), Some(Party::Theirs));
        assert_eq!(party("operated by us for you"), Some(Party::Ours));
        assert_eq!(party("you"), Some(Party::Theirs));
        assert_eq!(party("status"), None);
        assert_eq!(party("customer since"), None);
        assert_eq!(duties("your responsibilities"), Some(Party::Theirs));
        assert_eq!(duties("what stays with us"), Some(Party::Ours));
        assert_eq!(duties("what you get"), None);
    }
}
