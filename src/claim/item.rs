//! References by label: "C1: X … C1 is excluded", "1. X … Item 1 is declined", "Option A: X … We chose option B".

use super::ScopeRule;
use super::answer::answer;
use super::frame::{contains, own_label, words};
use super::list::List;
use super::reader::{Found, Place, Reader, bytes};
use super::sense::{Sense, Sentence, Strength};
use super::token::{Tag, Token};
use crate::document::BlockKind;

/// Labels of what there was to choose from, and of what was chosen.
const OFFERED: &[&str] =
    &["considered", "options", "candidates", "shortlist", "shortlisted", "alternatives", "on the table", "ideas"];
const CHOICES: &[&str] = &["option", "alternative", "variant", "choice"];

/// Headings of sections that settle what others left open, and how many blocks apart they may stand.
const SETTLED: &[&str] = &["decision", "outcome", "the decision", "decided", "conclusion", "result", "resolution"];
const SECTION: usize = 10;

/// Labels of what is right in a quiz.
const SOLUTION: &[&str] = &["answer", "solution", "key", "correct", "right"];

/// The label of a line: its kind, where it has one, and its own sign.
struct Label {
    kind: Option<String>,
    sign: String,
}

impl Reader<'_> {
    /// What a later sentence says of the label that the hit's line carries.
    pub(super) fn by_label(&self, place: &Place<'_>, sense: &Sense) -> Option<Found> {
        let label = self.label_of(place)?;
        for number in place.number + 1..place.parsed.sentences.len().min(place.number + 10) {
            let tokens = place.parsed.sentence(number);
            if let Some(found) =
                self.sorted(&label, place.hit.block, tokens).or_else(|| named(&label, place.hit.block, tokens, sense))
            {
                return Some(found);
            }
        }
        let own = self.document().blocks.get(place.hit.block)?;
        for at in place.hit.block + 1..(place.hit.block + 14).min(self.document().blocks.len()) {
            let block = self.document().blocks.get(at)?;
            if block.items == own.items && !own.items.is_empty()
                || matches!(block.kind, BlockKind::Code | BlockKind::Aside)
            {
                continue;
            }
            let parsed = self.parse(at);
            for number in 0..parsed.sentences.len().min(8) {
                let tokens = parsed.sentence(number);
                if let Some(found) = self.sorted(&label, at, tokens).or_else(|| named(&label, at, tokens, sense)) {
                    return Some(found);
                }
            }
        }
        None
    }

    /// "Declined: R1, R4.": a line whose label sorts the labels after it.
    fn sorted(&self, label: &Label, block: usize, tokens: &[Token]) -> Option<Found> {
        let key = own_label(tokens, usize::MAX)?;
        let value = tokens.get(key.len()..)?;
        let named = (1..value.len()).any(|at| value.get(at).is_some_and(|token| token.norm == label.sign));
        let only = value.iter().skip(1).all(|token| {
            matches!(token.tag, Tag::Comma | Tag::And | Tag::Stop | Tag::Semi | Tag::Num) || token.norm.len() <= 5
        });
        (named && only && label.sign != key.first()?.norm).then(|| self.label_sign(block, key.to_vec()))?
    }

    /// "Chosen: B", "Kept: exports": a line that names what was taken out of several.
    pub(super) fn chosen(&self, place: &Place<'_>, sense: &Sense) -> Option<Found> {
        let quiz = self.quiz(place);
        let name = place.hit.span.slice(self.plain(place.hit.block)).to_lowercase();
        let own = leading_label(place.parsed.sentence(place.number));
        let label = own_label(place.parsed.sentence(place.number), place.target);
        let over = self.index().heading(place.hit.block).map(|over| self.plain(over).to_lowercase());
        let section = over.is_some_and(|over| contains(&over, OFFERED) && over.split_whitespace().count() <= 4);
        if section && let Some(found) = self.settled_in_section(place, &name) {
            return Some(found);
        }
        if sense.strength > Strength::Weak && quiz.is_none() {
            return None;
        }
        let offered = label.is_some_and(|label| contains(&words(label), OFFERED))
            || own.as_ref().is_some_and(|own| own.kind.as_deref().is_some_and(|kind| CHOICES.contains(&kind)));
        if !offered && quiz.is_none() {
            return None;
        }
        let listed = place.parsed.sentence(place.number);
        let inline = (1..place.target).rev().find(|&at| {
            listed.get(at).is_some_and(|close| close.tag == Tag::Close) && listed.get(at - 1).is_some_and(is_sign)
        });
        let inline = inline.and_then(|at| listed.get(at - 1));
        let read = |block: usize, tokens: &[Token]| {
            let key = own_label(tokens, usize::MAX).filter(|key| {
                List::Chosen.stands_in(&words(key)) || quiz.is_some() && contains(&words(key), SOLUTION)
            })?;
            let value = tokens.get(key.len() + 1..)?;
            let text = words(value);
            let mine = text.contains(&name)
                || inline.is_some_and(|sign| value.iter().any(|token| token.norm == sign.norm))
                || own.as_ref().is_some_and(|own| value.iter().any(|token| token.norm == own.sign));
            let sign = quiz.unwrap_or(1) * if mine { 1 } else { -1 };
            Some(Found::at(block, bytes(value, &(0..value.len())), sign, ScopeRule::FollowUp))
        };
        let here = (place.number + 1..place.parsed.sentences.len()).take(6);
        if let Some(found) = here.filter_map(|number| read(place.hit.block, place.parsed.sentence(number))).next() {
            return Some(found);
        }
        (place.hit.block + 1..(place.hit.block + 6).min(self.document().blocks.len())).find_map(|at| {
            let parsed = self.parse(at);
            (0..parsed.sentences.len().min(3)).find_map(|number| read(at, parsed.sentence(number)))
        })
    }

    /// "## Options … X … ## Decision … Y": whether the section that settles it names the hit.
    fn settled_in_section(&self, place: &Place<'_>, name: &str) -> Option<Found> {
        let near = place.hit.block.saturating_sub(SECTION)..place.hit.block + SECTION;
        near.filter(|&at| at != place.hit.block).find_map(|at| {
            let over = self.index().heading(at)?;
            let label = self.plain(over).trim().to_lowercase();
            let settles = SETTLED.contains(&label.as_str()) || List::Chosen.has(&label);
            self.document().blocks.get(at).filter(|block| settles && !matches!(block.kind, BlockKind::Heading(_)))?;
            let text = self.plain(at).to_lowercase();
            if List::LabelKind.stands_in(&text) {
                return None;
            }
            let sign = match text.find(name).filter(|_| text.len() == self.plain(at).len()) {
                None => -1,
                Some(start) => {
                    let parsed = self.parse_at(at, start..start + name.len());
                    let target = parsed.tokens.iter().position(|token| token.tag == Tag::Target)?;
                    let number = parsed.sentences.iter().position(|range| range.contains(&target))?;
                    let first = parsed.sentences.get(number)?.start;
                    Sentence::new(parsed.sentence(number)).read(target - first..target - first + 1).sign
                }
            };
            Some(Found::at(at, 0..text.len().min(self.plain(at).len()), sign, ScopeRule::FollowUp))
        })
    }

    fn label_of(&self, place: &Place<'_>) -> Option<Label> {
        let tokens = place.parsed.sentence(place.number);
        if let Some(label) = leading_label(tokens) {
            return Some(label);
        }
        let block = self.document().blocks.get(place.hit.block)?;
        let item = block.items.last()?;
        let ordered = block.span.slice(&self.document().source).starts_with(|first: char| first.is_ascii_digit())
            || self.document().source.get(..block.span.start)?.trim_end().ends_with(['.', ')']);
        ordered.then(|| Label { kind: Some("item".to_owned()), sign: (item.index + 1).to_string() })
    }
}

/// "C1:", "(a)", "Option A:", "Decision 7:" at the start of a line.
fn leading_label(tokens: &[Token]) -> Option<Label> {
    let first = tokens.first()?;
    let closes = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| matches!(token.tag, Tag::Colon | Tag::Dash | Tag::Stop | Tag::Close | Tag::Open))
    };
    if first.tag == Tag::Open && is_sign(tokens.get(1)?) && closes(2) {
        return Some(Label { kind: None, sign: tokens.get(1)?.norm.clone() });
    }
    if List::LabelKind.has(&first.norm) && is_sign(tokens.get(1)?) && closes(2) {
        return Some(Label { kind: Some(first.norm.clone()), sign: tokens.get(1)?.norm.clone() });
    }
    let code = first.norm.len() <= 5
        && first.norm.ends_with(|last: char| last.is_ascii_digit())
        && first.norm.starts_with(char::is_alphabetic);
    (code && closes(1)).then(|| Label { kind: None, sign: first.norm.clone() })
}

fn is_sign(token: &Token) -> bool {
    token.norm.len() <= 3 && (token.norm.len() == 1 || token.norm.chars().all(|letter| letter.is_ascii_digit()))
}

/// What `tokens` say of the thing labelled `label`; of another label of the same kind that was chosen, the opposite.
fn named(label: &Label, block: usize, tokens: &[Token], sense: &Sense) -> Option<Found> {
    let sentence = Sentence::new(tokens);
    let mine = (0..tokens.len()).find(|&at| refers(label, tokens, at, true));
    let found =
        |sign: i8, words: &std::ops::Range<usize>| Found::at(block, bytes(tokens, words), sign, ScopeRule::FollowUp);
    let exclusive = tokens.iter().any(|token| {
        token.norm == "only"
            || ["chose", "pick", "select", "prefer", "opted", "settle", "went", "go"]
                .iter()
                .any(|stem| token.norm.starts_with(stem))
    });
    let kinded = tokens.first().is_some_and(|first| List::LabelKind.has(&first.norm));
    let bare = kinded && tokens.len() <= 3;
    if let Some(at) = mine {
        if leading_label(tokens).is_some_and(|other| other.sign == label.sign) && at <= 1 {
            let colon = tokens
                .iter()
                .position(|token| matches!(token.tag, Tag::Colon | Tag::Dash | Tag::Stop | Tag::Close))
                .unwrap_or(0);
            let rest = Sentence::new(tokens.get(colon + 1..)?);
            let (sign, words) =
                answer(rest.tokens).map(|sign| (sign, 0..1)).or_else(|| rest.status(0..rest.tokens.len(), true))?;
            return Some(Found::at(block, bytes(rest.tokens, &words), sign, ScopeRule::FollowUp));
        }
        let read = sentence.read(at..at + 1);
        if read.strength == Strength::Explicit {
            let words = read.cue().map_or(at..at + 1, |op| op.tokens.clone());
            let proposal = sense.strength == Strength::Explicit && sense.sign < 0;
            return Some(found(if proposal { read.sign * sense.sign } else { read.sign }, &words));
        }
        return (bare || exclusive).then(|| found(1, &(at..at + 1)));
    }
    let other = (0..tokens.len()).find(|&at| refers(label, tokens, at, false))?;
    let chosen = exclusive && sentence.read(other..other + 1).sign > 0 || bare;
    chosen.then(|| found(-1, &(other..other + 1)))
}

/// Whether the token at `at` is a reference: to `label` itself, or to another label of its kind.
fn refers(label: &Label, tokens: &[Token], at: usize, own: bool) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    let alphanumeric = label.sign.len() > 1 && label.sign.starts_with(char::is_alphabetic);
    let shape = if alphanumeric {
        token.norm.len() == label.sign.len()
            && token.norm.chars().next() == label.sign.chars().next()
            && token.norm.ends_with(|last: char| last.is_ascii_digit())
    } else {
        is_sign(token)
            && token.norm.chars().all(char::is_numeric) == label.sign.chars().all(char::is_numeric)
            && token.norm.chars().all(char::is_alphanumeric)
            && introduced(label, tokens, at)
    };
    shape && own == (token.norm == label.sign)
}

/// A lone number or letter refers only after its kind ("items 2 and 3", "option B") or in brackets ("(a)").
fn introduced(label: &Label, tokens: &[Token], at: usize) -> bool {
    let bracketed = at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|open| open.tag == Tag::Open)
        && tokens.get(at + 1).is_some_and(|close| close.tag == Tag::Close);
    let mut before = at;
    while let Some(left) = before.checked_sub(1).and_then(|left| tokens.get(left).map(|token| (left, token))) {
        if List::LabelKind.has(&left.1.norm) {
            return label.kind.as_ref().is_none_or(|kind| kind == "item" || left.1.norm.trim_end_matches('s') == kind);
        }
        if !matches!(left.1.tag, Tag::Num | Tag::And | Tag::Comma) && !is_sign(left.1) {
            break;
        }
        before = left.0;
    }
    bracketed && label.kind.is_none()
}

#[cfg(test)]
mod tests {
    use crate::claim::Status;
    use crate::claim::testing::check;

    #[test]
    fn a_choice_leaves_out_the_rest_and_a_decision_does_not() {
        check("Option A: checkout.\n\nOption B: invoices.\n\nChosen: A", Status::Claimed);
        check("Option A: checkout.\n\nOption B: invoices.\n\nChosen: B", Status::Denied);
        check("Item 3: checkout for the client. Decision: included.", Status::Claimed);
        check("Item 3: checkout for the client. Decision: rejected.", Status::Denied);
    }
}
