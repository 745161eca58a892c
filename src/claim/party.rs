//! Whose part something is: ours, or the customer's or a competitor's.

use super::frame::contains;
use super::list::{List, Lists, found};

/// A side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Party {
    /// The vendor's.
    Ours,
    /// Anybody else's.
    Theirs,
}

/// The side that `words` (in lower case) name, where they name nothing else.
pub(super) fn party(words: &str) -> Option<Party> {
    let words = words.trim();
    let known = |part: &&str| List::OurName.has(part) || List::TheirName.has(part) || List::BesideParty.has(part);
    let parts =
        || words.split(|letter: char| !letter.is_alphanumeric() && letter != '-').filter(|part| !part.is_empty());
    if !parts().all(|part| known(&part)) && !contains(words, &["third party", "third parties", "other vendor"]) {
        return None;
    }
    side(words)
}

/// The first side named in `words`.
fn side(words: &str) -> Option<Party> {
    let (first, _, _) = names(words).next()?;
    let theirs = names(words).any(|(at, _, lists)| at == first && lists.has(List::TheirName));
    Some(if theirs { Party::Theirs } else { Party::Ours })
}

/// The names of sides in `words`, in order.
fn names(words: &str) -> impl Iterator<Item = (usize, &'static str, Lists)> {
    found(words).filter(|(_, _, lists)| lists.has(List::OurName) || lists.has(List::TheirName))
}

/// The side whose duties a label heads: "Your responsibilities", "What stays with the customer".
pub(super) fn duties(words: &str) -> Option<Party> {
    let side = side(words)?;
    let acts = |(at, name, _): (usize, &str, Lists)| {
        words.get(at + name.len()..).is_some_and(|rest| List::PartyVerb.starts(rest.trim_start()))
    };
    (List::Duty.stands_in(words) || List::LeftTo.stands_in(words) || names(words).any(acts)).then_some(side)
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
