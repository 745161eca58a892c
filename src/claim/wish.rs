//! What is only wished for or talked about: "The customer wants X", "You asked for X", "We discussed X".
//!
//! Nothing is settled by it. Where nothing else in the document answers the wish, the thing is asked for, not claimed.

use std::ops::Range;

use super::ScopeRule;
use super::frame::{own_label, words};
use super::groups::Group;
use super::lexicon::{Cat, form};
use super::list::List;
use super::reader::{Found, Place, Reader, bytes};
use super::sense::{Sense, Sentence, Strength};
use super::token::{Tag, Token};

/// How many blocks after a wish its decision may stand.
const REACH: usize = 10;

impl Reader<'_> {
    /// A wish for the hit, or talk about it, that nothing in the document answers.
    pub(super) fn only_wished(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<Found> {
        let words = wished(sentence, place.target, sense)?;
        let next = place.parsed.sentence(place.number + 1);
        if next.first().is_some_and(|first| first.norm == "please") && next.iter().any(|token| token.is(Cat::Anaphor)) {
            return None;
        }
        let blocks = self.document().blocks.iter().skip(place.hit.block + 1).take(REACH);
        let decides = |text: &str| {
            let start = text.trim_start_matches(|letter: char| !letter.is_alphabetic()).get(..16).unwrap_or(text);
            List::DecisionLabel.starts(&start.to_lowercase())
        };
        // A decision further down that was not read may well have granted it.
        let decided = blocks.map(|block| block.text.plain()).any(decides);
        (!decided).then(|| Found::at(place.hit.block, bytes(sentence.tokens, &words), 1, ScopeRule::Raised))
    }

    /// "What the customer wants:" over a list, "Feature requests: X": a label of wishes over a bare name.
    pub(super) fn wish_label(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<Found> {
        if sense.strength > Strength::Bare || sense.sign < 0 {
            return None;
        }
        let found = |block: usize, label: &[Token], rule: ScopeRule| {
            is_wish(label).then(|| Found::at(block, bytes(label, &(0..label.len())), 1, rule))
        };
        let last = place.number + 1 >= place.parsed.sentences.len();
        let own = own_label(sentence.tokens, place.target).filter(|_| last);
        if let Some(found) = own.and_then(|own| found(place.hit.block, own, ScopeRule::LeadIn)) {
            return Some(found);
        }
        let block = self.document().blocks.get(place.hit.block)?;
        let leads = self.index().lead_ins(block).into_iter().map(|at| (at, ScopeRule::LeadIn));
        let heading = self.index().heading(place.hit.block).map(|at| (at, ScopeRule::Heading));
        leads.chain(heading).find_map(|(at, rule)| found(at, &self.parse(at).tokens, rule))
    }
}

/// Whether a label is one of wishes: it names them, or its verb lacks what is wished for.
fn is_wish(label: &[Token]) -> bool {
    let ends = |token: &&Token| matches!(token.tag, Tag::Colon | Tag::Stop);
    let end = label.len() - label.iter().rev().take_while(ends).count();
    let label = label.get(..end).unwrap_or_default();
    let words = words(label);
    let what = label.first().is_some_and(|first| first.norm == "what");
    let wants = || {
        let group = Sentence::new(label).groups.into_iter().rev().find(Group::finite)?;
        let verb = label.get(group.main?)?;
        let asked = List::Wishing.starts(&verb.norm) || List::Needing.starts(&verb.norm);
        Some(asked && group.polarity() > 0 && subject(label, &[], &group) != Some(Side::Ours))
    };
    label.len() <= 8 && List::WishLabel.stands_in(&words) && !words.contains("deliver")
        || what && label.len() <= 10 && wants() == Some(true)
}

/// The words by which the sentence only wishes for the hit or talks about it.
fn wished(sentence: &Sentence<'_>, target: usize, sense: &Sense) -> Option<Range<usize>> {
    if taken_up(sentence.tokens.get(target + 1..)?) {
        return None;
    }
    if sense.sign < 0 || sense.mention || sense.ops.iter().any(|op| op.rule == ScopeRule::Relative) {
        return None;
    }
    let over = |group: &&Group| {
        (group.finite() || group.start == 0) && group.start < target && group.main.is_none_or(|main| main < target)
    };
    if let Some(words) = told(sentence, target) {
        return Some(words);
    }
    if let Some(words) = unneeded(sentence, target).or_else(|| topped(sentence, target)) {
        return Some(words);
    }
    if sense.subject {
        return raised(sentence, target);
    }
    let group = sentence.groups.iter().rev().find(over)?;
    let between = sentence.tokens.get(group.end..target)?;
    let settled = sense.strength == Strength::Explicit && !action(sentence, group, target);
    if settled || group.polarity() < 0 || between.iter().any(parts) {
        return None;
    }
    let subject = subject(sentence.tokens, &sentence.groups, group)?;
    let wishes = match subject {
        Side::Theirs => wishes(sentence, group, between) || spoken_of(sentence, group),
        Side::Ours => spoken_of(sentence, group),
        Side::Unsaid => false,
    };
    wishes.then_some(group.start..group.end)
}

/// "You do not need X", "there is no need for X": what somebody can do without.
fn unneeded(sentence: &Sentence<'_>, target: usize) -> Option<Range<usize>> {
    let word = |back: usize| target.checked_sub(back).and_then(|at| sentence.tokens.get(at));
    let none = word(3).is_some_and(|no| no.tag == Tag::No) && word(2).is_some_and(|need| need.norm == "need");
    if none && word(1).is_some_and(|prep| prep.norm == "for") {
        return Some(target - 3..target);
    }
    let group = sentence.groups.iter().find(|group| group.finite() && group.end == target)?;
    let verb = group.main.and_then(|main| sentence.tokens.get(main))?;
    let theirs = subject(sentence.tokens, &sentence.groups, group) == Some(Side::Theirs);
    (theirs && group.polarity() < 0 && List::Needing.starts(&verb.norm)).then_some(group.start..group.end)
}

/// "The top wish was X": the subject is itself a wish.
fn topped(sentence: &Sentence<'_>, target: usize) -> Option<Range<usize>> {
    let group = sentence.groups.iter().find(|group| group.copula && group.end == target)?;
    let head = group.start.checked_sub(1).and_then(|at| sentence.tokens.get(at))?;
    let wish = head.tag == Tag::Noun && matches!(head.norm.as_str(), "wish" | "wishes" | "request" | "requests");
    (wish && group.polarity() > 0).then_some(group.start - 1..group.end)
}

/// "…; legal left it in", "…, and they got it": a later clause takes the hit up.
fn taken_up(rest: &[Token]) -> bool {
    let joined = rest.iter().position(|token| matches!(token.tag, Tag::Comma | Tag::Semi | Tag::And | Tag::Dash));
    let later = joined.and_then(|at| rest.get(at..)).unwrap_or_default();
    later.iter().any(|token| token.is(Cat::Anaphor))
}

/// Whose subject it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Ours,
    Theirs,
    /// Nobody's: an order, a relative clause, a condition.
    Unsaid,
}

/// "You told us that X runs already": what the other side said.
fn told(sentence: &Sentence<'_>, target: usize) -> Option<Range<usize>> {
    let us =
        |group: &Group| sentence.tokens.get(group.end).is_some_and(|whom| matches!(whom.norm.as_str(), "us" | "me"));
    let tells = |group: &&Group| {
        let verb = group.main.and_then(|main| sentence.tokens.get(main));
        group.end < target && us(group) && verb.is_some_and(|verb| verb.is(Cat::Say) && verb.forms & form::PAST != 0)
    };
    let group = sentence.groups.iter().find(tells)?;
    let theirs = subject(sentence.tokens, &sentence.groups, group) == Some(Side::Theirs);
    (theirs && group.polarity() > 0).then_some(group.start..group.end)
}

/// Whether the target is the object of an action under `group`: "would like **to have** X".
fn action(sentence: &Sentence<'_>, group: &Group, target: usize) -> bool {
    sentence.groups.iter().any(|next| next.infinitive && next.start >= group.end && next.end <= target)
}

/// Whether `token` starts another clause.
fn parts(token: &Token) -> bool {
    matches!(token.tag, Tag::Stop | Tag::Semi | Tag::Colon | Tag::Dash | Tag::Sub | Tag::Cond | Tag::Rel | Tag::No)
}

fn subject(tokens: &[Token], groups: &[Group], group: &Group) -> Option<Side> {
    let opens = |token: &Token| {
        matches!(token.tag, Tag::Comma | Tag::Semi | Tag::Stop | Tag::Colon | Tag::Dash | Tag::That | Tag::QuoteOpen)
            || matches!(token.tag, Tag::Rel | Tag::Cond | Tag::Sub | Tag::And | Tag::Verb)
    };
    let before = tokens.get(..group.start)?;
    let start = before.iter().rposition(opens).map_or(0, |at| at + 1);
    let words = before.get(start..)?;
    let bound = start.checked_sub(1).and_then(|at| before.get(at));
    let open = bound.is_some_and(|bound| matches!(bound.tag, Tag::Rel | Tag::Cond));
    let nobody = words.iter().any(|word| matches!(word.tag, Tag::No | Tag::Nobody | Tag::Nor));
    let names = |word: &Token| matches!(word.tag, Tag::Noun | Tag::Pron | Tag::Num) || word.is(Cat::Customer);
    if words.is_empty() {
        let past = group.main.and_then(|main| tokens.get(main));
        let past = past.is_some_and(|verb| verb.forms & form::PAST != 0 && verb.forms & form::BASE == 0);
        return match bound.map(|bound| bound.tag) {
            // "the customer wrote and asked for X": the subject stands before the first verb.
            Some(Tag::And) => {
                let earlier = groups.iter().rev().find(|other| !other.infinitive && other.end < group.start)?;
                subject(tokens, groups, earlier)
            }
            // "Wanted X.": notes leave out who.
            None | Some(Tag::Stop) if past => Some(Side::Theirs),
            _ => Some(Side::Unsaid),
        };
    }
    let Some(head) = words.iter().rev().find(|word| names(word)).filter(|_| !open && !nobody) else {
        return Some(Side::Unsaid);
    };
    let ours = matches!(head.norm.as_str(), "we" | "i" | "us") || head.is(Cat::Vendor);
    let yours = words.iter().any(|word| matches!(word.norm.as_str(), "your" | "their"));
    Some(if ours && !yours { Side::Ours } else { Side::Theirs })
}

/// "wants X", "would like to have X", "is interested in X": a verb or an adjective of wishing over the hit.
fn wishes(sentence: &Sentence<'_>, group: &Group, between: &[Token]) -> bool {
    let modal = group.modal.and_then(|at| sentence.tokens.get(at)).map(|modal| modal.norm.as_str());
    let Some(verb) = group.main.and_then(|main| sentence.tokens.get(main)) else {
        let adjective = between.iter().take(3).find(|token| List::Wishing.has(&token.norm));
        return group.copula && adjective.is_some();
    };
    if modal.is_some_and(|modal| !matches!(modal, "would" | "'d" | "will" | "'ll" | "did" | "should")) {
        return false;
    }
    let would = matches!(modal, Some("would" | "'d"));
    let direct = between.iter().all(|token| !matches!(token.tag, Tag::To | Tag::Prep));
    match () {
        () if List::WouldWish.starts(&verb.norm) => would,
        () if List::Needing.starts(&verb.norm) => direct,
        () => List::Wishing.starts(&verb.norm) && modal != Some("will"),
    }
}

/// "We discussed X": talk in the past that settles nothing.
fn spoken_of(sentence: &Sentence<'_>, group: &Group) -> bool {
    let Some(verb) = group.main.and_then(|main| sentence.tokens.get(main)) else { return false };
    group.modal.is_none() && verb.forms & form::PAST != 0 && List::Talking.starts(&verb.norm)
}

/// "X was requested by the customer", "X came up in the call".
fn raised(sentence: &Sentence<'_>, target: usize) -> Option<Range<usize>> {
    let group = sentence.groups.iter().find(|group| group.finite() && group.start > target)?;
    let verb = group.main.and_then(|main| sentence.tokens.get(main))?;
    let wished = group.passive && (List::Wishing.starts(&verb.norm) || List::Talking.starts(&verb.norm));
    let past = (group.start..group.end)
        .filter_map(|at| sentence.tokens.get(at))
        .any(|word| matches!(word.norm.as_str(), "was" | "were" | "been" | "got"));
    (wished && past && group.polarity() > 0 && group.modal.is_none()).then_some(group.start..group.end)
}
