//! Whose thing it is, where nothing but a contrast tells: "Nordvik sells X. We sell through account managers only."

use super::ScopeRule;
use super::lexicon::Cat;
use super::list::List;
use super::reader::{Place, Reader};
use super::sense::{Sense, Sentence};
use super::token::{Tag, Token};

impl Reader<'_> {
    /// "Your recruiting tool **automatically syncs with BambooHR**": the hit is a verb, and its subject somebody else's.
    pub(super) fn done_by_others(&self, place: &Place<'_>, sentence: &Sentence<'_>) -> bool {
        let words = place.hit.span.slice(self.plain(place.hit.block)).to_lowercase();
        if !words.starts_with("automatically ") {
            return false;
        }
        let tokens = sentence.tokens;
        let mut start = place.target;
        while let Some(before) = start.checked_sub(1).and_then(|at| tokens.get(at)) {
            if before.tag == Tag::Close
                && let Some(open) = tokens.iter().take(start).rposition(|token| token.tag == Tag::Open)
            {
                start = open;
                continue;
            }
            if matches!(
                before.tag,
                Tag::Stop | Tag::Semi | Tag::Colon | Tag::Dash | Tag::Open | Tag::That | Tag::Sub | Tag::Cond
            ) {
                break;
            }
            start -= 1;
        }
        let subject = start..place.target;
        let owned = |at: usize| {
            let whose = tokens
                .get(at)
                .is_some_and(|whose| matches!(whose.norm.as_str(), "your" | "their" | "his" | "her" | "'s"));
            let what = tokens.get(at + 1..place.target).unwrap_or_default().iter().take(4);
            whose && what.into_iter().any(|noun| List::TheirSystem.has(&noun.norm))
        };
        sentence.others(subject.clone()) || subject.clone().any(owned)
    }

    /// Whether somebody else is said to supply the hit, and we are set against them: in the rest of the sentence or
    /// in the next one.
    pub(super) fn supplied_by_others(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> bool {
        let own = |three: &[Token]| matches!(three, [of, whose, own] if of.norm == "of" && own.norm == "own" && matches!(whose.norm.as_str(), "their" | "his" | "her" | "its"));
        if sense.sign > 0
            && sentence.tokens.get(place.target + 1..).is_some_and(|rest| rest.windows(3).take(3).any(own))
        {
            return true;
        }
        if sense.sign < 0 || !supplier_is_other(sentence, sense) {
            return false;
        }
        let own_means = sentence.tokens.iter().skip(place.target).any(|token| OWN_MEANS.contains(&token.norm.as_str()));
        let rest = sentence.tokens.get(place.target + 1..).unwrap_or_default();
        own_means || sets_us_apart(rest) || sets_us_apart(place.parsed.sentence(place.number + 1))
    }
}

/// Whether the subject of the verb over the target is a name, the customer or "they", and the verb one of supplying.
fn supplier_is_other(sentence: &Sentence<'_>, sense: &Sense) -> bool {
    let verb = sense.ops.iter().find(|op| op.rule == ScopeRule::VerbObject).map(|op| op.tokens.start);
    let Some(group) = verb.and_then(|verb| {
        sentence.groups.iter().find(|group| (group.start..group.end).contains(&verb) && group.finite())
    }) else {
        return false;
    };
    let supplies =
        group.main.and_then(|main| sentence.tokens.get(main)).is_some_and(|verb| List::Supplying.starts(&verb.norm));
    let start = sentence.clause_start(group.start);
    let subject = sentence.tokens.get(start..group.start).unwrap_or_default();
    let told = subject.len() == 1 && subject.iter().all(|token| matches!(token.norm.as_str(), "it" | "they"));
    let speaker = sentence.tokens.get(..start).filter(|_| told).unwrap_or_default();
    let named = subject.iter().chain(speaker).any(is_somebody);
    supplies && !subject.iter().chain(speaker).any(is_us) && named
}

/// Whether a clause says of us that we only do something else, or do not.
fn sets_us_apart(tokens: &[Token]) -> bool {
    let clause = Sentence::new(tokens);
    clause.groups.iter().filter(|group| group.finite()).any(|group| {
        let start = clause.clause_start(group.start);
        let ours = tokens.get(start..group.start).unwrap_or_default().iter().any(is_us);
        let end = tokens
            .iter()
            .skip(group.start)
            .position(|token| matches!(token.tag, Tag::Stop | Tag::Semi))
            .map_or(tokens.len(), |ahead| group.start + ahead);
        let words = tokens.get(start..end).unwrap_or_default();
        let limits = words.iter().any(|token| matches!(token.norm.as_str(), "only" | "merely" | "just" | "simply"));
        let denies = group.polarity() < 0
            || words.iter().any(|token| matches!(token.tag, Tag::No | Tag::Nobody | Tag::Without))
            || group
                .main
                .and_then(|main| tokens.get(main))
                .is_some_and(|verb| verb.is(Cat::Exclude) && !verb.is(Cat::Include));
        let other = group
            .main
            .and_then(|main| tokens.get(main))
            .is_some_and(|verb| verb.is(Cat::OtherVerb) && !verb.is(Cat::Include));
        ours && (limits || denies && !other)
    })
}

fn is_us(token: &Token) -> bool {
    token.is(Cat::Vendor) || matches!(token.norm.as_str(), "we" | "our" | "ours" | "i" | "us")
}

fn is_somebody(token: &Token) -> bool {
    token.is(Cat::Customer)
        || token.is(Cat::Third)
        || token.norm == "they"
        || token.capital && token.tag == Tag::Noun && token.cats.is_empty()
}

const OWN_MEANS: &[&str] = &["in-house", "in house", "itself", "themselves", "yourself", "yourselves"];
