//! Whether one wording can stand in a sentence where another does.

use super::lexicon::form;
use super::token::{Tag, Token, tokens};
use crate::span::{Plain, Span};

/// How much of the text before and after the words is looked at, in bytes.
const AROUND: usize = 200;

/// Whether `replacement` can take the place of `words` in the sentence. It can't where one of the two names a thing and
/// the other says something of one, nor where what stands around the words asks for one thing and it names several.
///
/// ```
/// use gatelint::claim::fits;
/// use gatelint::span::Span;
/// assert!(fits("We have HRIS sync.", Span::new(8, 17), "a file import"));
/// assert!(!fits("We are ISO certified.", Span::new(7, 20), "a security document"));
/// ```
#[must_use]
pub fn fits(text: &str, words: Span<Plain>, replacement: &str) -> bool {
    let start = text.floor_char_boundary(words.start.saturating_sub(AROUND));
    let end = text.ceil_char_boundary((words.end + AROUND).min(text.len()));
    let around = tokens(text.get(start..end).unwrap_or_default(), &[], &[]);
    let from = around.partition_point(|token| token.span.start + start < words.start);
    let to = around.partition_point(|token| token.span.start + start < words.end);
    let place = Place {
        before: from.checked_sub(1).and_then(|before| around.get(before)),
        own: around.get(from..to).unwrap_or_default(),
        after: around.get(to),
    };
    let new = tokens(replacement, &[], &[]);
    match (place.names_thing(), Thing::of(&new)) {
        (Some(old), Some(new)) => place.takes(&old, &new),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// Words that name a thing.
struct Thing {
    several: bool,
    /// Words after its noun belong to it: "automation of imports".
    goes_on: bool,
}

impl Thing {
    /// Reads words as a noun with what belongs to it; `None` where they are none.
    fn of(words: &[Token]) -> Option<Self> {
        let goes_on = |token: &Token| matches!(token.tag, Tag::Prep | Tag::To);
        let length = words.iter().skip(1).position(goes_on).map_or(words.len(), |at| at + 1);
        let mut core = words.get(..length)?;
        let goes_on = length < words.len();
        // "documentation available for review", "the automation named in the order".
        while let Some((last, before)) = core.split_last()
            && goes_on
            && (last.tag == Tag::Adj || is_participle(last))
            && before.iter().any(|token| token.tag == Tag::Noun)
        {
            core = before;
        }
        let (last, before) = core.split_last()?;
        let clause = |token: &Token| {
            matches!(
                token.tag,
                Tag::Modal | Tag::Be | Tag::Have | Tag::Do | Tag::Pron | Tag::Not | Tag::Cond | Tag::Rel | Tag::That
            )
        };
        let named = matches!(last.tag, Tag::Noun | Tag::Num | Tag::Adj) && !is_participle(last);
        let noun = named && !looks_adjective(&last.norm) || last.tag == Tag::Verb && last.forms & form::ING != 0;
        let said = before.last().is_some_and(|token| token.tag == Tag::Adv)
            || before.iter().any(|token| token.tag == Tag::Verb && !is_participle(token))
            || core.iter().any(clause);
        (noun && !said).then(|| Self { several: is_plural(&last.norm), goes_on })
    }
}

/// Words in their sentence, with the ones next to them.
struct Place<'t> {
    before: Option<&'t Token>,
    own: &'t [Token],
    after: Option<&'t Token>,
}

impl Place<'_> {
    fn names_thing(&self) -> Option<Thing> {
        let thing = Thing::of(self.own)?;
        let starts = self.before.is_none_or(|before| before.tag == Tag::Stop);
        // "The vendor passed SOC 2": where a sentence starts, "passed" can belong to a thing.
        let acts = self.own.first().is_some_and(|first| first.tag == Tag::Verb) && !starts;
        // "Seats auto-upgrade": a verb that the table does not know.
        let acts = acts || self.before.is_some_and(|before| before.tag == Tag::Noun && is_plural(&before.norm));
        (!acts).then_some(thing)
    }

    /// Whether the words around, which hold `old`, can hold `new`.
    fn takes(&self, old: &Thing, new: &Thing) -> bool {
        let next = self.after.map_or("", |after| after.norm.as_str());
        let modifies = new.goes_on && !old.goes_on && self.after.is_some_and(|after| after.tag == Tag::Noun);
        let one =
            self.before.is_some_and(|before| ["a", "an", "this", "each", "every"].contains(&before.norm.as_str()))
                || ["is", "was", "has", "does"].contains(&next);
        let agrees = match (old.several, new.several) {
            (false, true) => !one,
            (true, false) => !["are", "were", "have", "do"].contains(&next),
            (true, true) | (false, false) => true,
        };
        agrees && !modifies
    }
}

fn is_participle(token: &Token) -> bool {
    token.forms & form::PARTICIPLE != 0
}

/// Words that the table does not know, by their endings.
fn looks_adjective(word: &str) -> bool {
    ["ed", "able", "ible", "iant"].iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending))
}

fn is_plural(word: &str) -> bool {
    word.len() > 3 && word.ends_with('s') && !["ss", "us", "is"].iter().any(|ending| word.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "security documentation available for review";
    const WORKFLOWS: &str = "managed workflows";

    /// `[…]` marks the words to replace.
    fn check(text: &str, replacement: &str, expected: bool) {
        let (start, end) = (text.find('[').unwrap(), text.find(']').unwrap() - 1);
        let plain = text.replace(['[', ']'], "");
        assert_eq!(fits(&plain, Span::new(start, end), replacement), expected, "{text}");
    }

    #[test]
    fn a_thing_takes_the_place_of_a_thing() {
        for text in [
            "Seats are bought through [self-serve checkout].",
            "[Self-serve sign-up] is part of this order.",
            "You get [SAML for all employees] at no charge.",
            "Expect [automation across your entire organisation] by May.",
            "Each leaves with [certified official credentials].",
            "We have [SOC 2 certification].",
            "Our [external certifications] and more",
            "It has [HRIS automation], and more",
            "[Single sign-on with any identity provider]",
        ] {
            check(text, DOCUMENT, true);
            check(text, "a signed order form", true);
        }
    }

    #[test]
    fn it_takes_the_place_of_nothing_else() {
        for text in [
            "AWS is [SOC 2 certified].",
            "We are SOC 2 and [ISO 27001 certified].",
            "AWS is [SOC 2 compliant] today",
            "It is [independently certified] every year.",
            "They [passed SOC2] in June.",
            "Our [SOC 2 certified] platform",
            "Trial seats [automatically convert to paid] ones.",
            "Seats [auto-upgrade] in January.",
            "It [automates every department].",
            "From March [anyone can buy] a seat.",
            "The roster is [synced nightly from BambooHR].",
            "Your [HRIS automatically provisions] new joiners.",
            "Joiners are [automatically provisioned from your HRIS].",
            "[Workday data automatically syncs] every night.",
        ] {
            check(text, DOCUMENT, false);
            check(text, WORKFLOWS, false);
        }
        check("AWS is [SOC 2 certified].", "independently reviewed", true);
    }

    #[test]
    fn one_thing_is_not_several() {
        check("[Broad enterprise automation] is included.", WORKFLOWS, false);
        check("The plan includes [broad enterprise automation].", WORKFLOWS, true);
        check("a [broad enterprise automation]", WORKFLOWS, false);
        check("Our [external certifications] are listed.", DOCUMENT, false);
        check("[Broad enterprise automation] is included.", DOCUMENT, true);
        check("the [SOC 2 certification] page", DOCUMENT, false);
        check("the [SOC 2 certification] page", "review", true);
    }
}
