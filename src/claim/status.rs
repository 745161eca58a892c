//! The status that a hit's own sentence gives: claimed or promised, denied, conditional, asked.

use std::ops::Range;

use super::lexicon::{Cat, VERBS, form};
use super::list::List;
use super::reader::{Found, Place, bytes};
use super::sense::{Sense, Sentence, Strength};
use super::token::{Tag, Token};
use super::{ProofWords, ScopeRule, Status};

/// Questions that don't ask: "Why settle for less?", "why not".
pub(super) fn rhetorical(sentence: &Sentence<'_>) -> bool {
    let word = |at: usize| sentence.tokens.get(at);
    word(0).is_some_and(|first| {
        first.norm.starts_with("why ")
            || first.norm == "why"
                && word(1).is_some_and(|next| {
                    next.norm == "bother" || next.cats.any(VERBS) && next.forms & form::BASE != 0 && next.tag != Tag::Be
                })
    })
}

/// Whether the quotation around the target ends as a question: "Will you have X?" asked your lead.
pub(super) fn quoted_question(tokens: &[Token], target: usize) -> bool {
    let close = (target..tokens.len()).find(|&at| tokens.get(at).is_some_and(|token| token.tag == Tag::QuoteClose));
    close.and_then(|close| close.checked_sub(1)).and_then(|at| tokens.get(at)).is_some_and(|token| token.norm == "?")
}

/// Whether the target stands between quotation marks.
pub(super) fn quoted(tokens: &[Token], target: usize) -> bool {
    let opens = tokens.iter().take(target).any(|token| token.tag == Tag::QuoteOpen);
    opens && tokens.iter().skip(target).any(|token| token.tag == Tag::QuoteClose)
}

/// "Why is there no X?": the denial is taken for granted.
pub(super) fn why_not(place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<Found> {
    let why = sentence.tokens.first().is_some_and(|first| matches!(first.norm.as_str(), "why" | "how come"));
    let denies = sense.sign < 0
        && sense.strength == Strength::Explicit
        && sense.ops.iter().all(|op| op.rule != ScopeRule::OwnObject)
        && sentence.asks();
    let words = sense.cue().map_or(0..1, |op| op.tokens.clone());
    (why && denies).then(|| Found::at(place.hit.block, bytes(sentence.tokens, &words), -1, ScopeRule::Question))
}

/// "We have X, want a copy?": what is said before the last clause, which asks something else.
pub(super) fn asks_beside(sentence: &Sentence<'_>, target: usize) -> bool {
    let tokens = sentence.tokens;
    let Some(mark) = tokens.iter().rposition(|token| token.norm == "?") else { return false };
    let parts =
        |at: &usize| tokens.get(*at).is_some_and(|token| matches!(token.tag, Tag::Comma | Tag::Semi | Tag::Dash));
    let Some(comma) = (target + 1..mark).rev().find(parts) else { return false };
    let tail = tokens.get(comma + 1..mark).unwrap_or_default();
    let told = sentence.groups.iter().find(|group| group.finite()).is_some_and(|first| {
        let before = first.start.checked_sub(1).and_then(|at| tokens.get(at));
        let subject = before.is_some_and(|before| matches!(before.tag, Tag::Pron | Tag::Noun | Tag::Adv | Tag::Target));
        subject
            && first.inverted.is_none()
            && first.start < comma
            && tokens.iter().take(first.start).all(|token| token.tag != Tag::Rel)
    });
    let [first, next, ..] = tail else { return false };
    let us = matches!(next.norm.as_str(), "you" | "we" | "i");
    let inverted = matches!(first.tag, Tag::Modal | Tag::Do | Tag::Be | Tag::Have) && us && tail.len() > 2;
    told && (inverted || OFFERING.contains(&first.norm.as_str()))
}

/// How a question offers something.
const OFFERING: &[&str] = &["want", "wanna", "interested", "care", "fancy", "shall", "ready"];

/// "Open: whether X is included", "it is unclear whether we offer X": a question inside a sentence.
pub(super) fn wonders(sentence: &Sentence<'_>, target: usize) -> bool {
    let tokens = sentence.tokens;
    let wondering = |at: usize, token: &Token| token.norm == "whether" || token.norm == "if" && filled_in(tokens, at);
    let found = (0..target).rev().find(|&at| tokens.get(at).is_some_and(|token| wondering(at, token)));
    let Some(at) = found else { return false };
    let whole =
        !tokens.iter().take(target).skip(at).any(|token| matches!(token.tag, Tag::Comma | Tag::Semi | Tag::Dash));
    let before = tokens.get(..at).unwrap_or_default();
    let moot =
        before.last().is_some_and(|last| matches!(last.norm.as_str(), "regardless" | "of" | "matter" | "no matter"));
    let form = before.iter().find(|token| token.norm != "please").is_some_and(|verb| List::FillIn.has(&verb.norm));
    whole && !moot && (form || !before.iter().any(|token| token.norm == "you"))
}

/// "Tick the box if you use X", "state here if X is in use": an order to fill in a form before `at`.
fn filled_in(tokens: &[Token], at: usize) -> bool {
    let verb = tokens.iter().take(at).find(|token| token.norm != "please");
    verb.is_some_and(|verb| List::FillIn.has(&verb.norm))
}

/// The words of a subject that alone does what the verb says: "only a passed gate can open X".
fn sole_subject<'t>(sentence: &Sentence<'t>, target: usize) -> Option<&'t [Token]> {
    let group = sentence.groups.iter().rev().find(|group| group.finite() && group.start < target)?;
    let parts = |token: &Token| matches!(token.tag, Tag::Comma | Tag::Semi | Tag::Dash | Tag::Colon | Tag::Stop);
    let start = sentence.tokens.get(..group.start)?.iter().rposition(parts).map_or(0, |at| at + 1);
    let subject = sentence.tokens.get(start..group.start)?;
    let first = subject.first()?;
    let but = subject.get(1).is_some_and(|second| matches!(second.norm.as_str(), "but" | "except"));
    let sole = first.norm.starts_with("only") || first.norm.starts_with("nothing") && (but || first.norm != "nothing");
    (sole && group.negations.is_empty()).then_some(subject)
}

/// The status of what the sentence itself says.
pub(super) fn status(sense: &Sense, sentence: &Sentence<'_>, target: usize, proof: &ProofWords) -> Status {
    if sense.sign < 0 {
        return if sense.mention || sense.said && sense.ops.iter().any(|op| op.rule == ScopeRule::Wording) {
            Status::Mentioned
        } else {
            Status::Denied
        };
    }
    let over = |condition: &Range<usize>| {
        let opening = sentence.tokens.get(condition.start).map_or("", |token| token.norm.as_str());
        sense.past && matches!(opening, "when" | "once" | "after" | "as soon as" | "since" | "following" | "upon")
    };
    if let Some(condition) = condition(sentence, target).filter(|condition| !over(condition)) {
        let words: Vec<&str> =
            sentence.tokens.get(condition).unwrap_or_default().iter().map(|token| token.norm.as_str()).collect();
        return if proof.names(&words.join(" ")) { Status::Conditional } else { Status::Promised };
    }
    let sole = sole_subject(sentence, target)
        .map(|words| words.iter().map(|token| token.norm.as_str()).collect::<Vec<&str>>().join(" "));
    if sole.is_some_and(|words| proof.names(&words)) {
        return Status::Conditional;
    }
    let promise = sentence.tokens.iter().any(|token| token.is(Cat::Promise));
    if sense.future || promise { Status::Promised } else { Status::Claimed }
}

/// The tokens of a condition on the clause of the target: "once …", "If …,".
fn condition(sentence: &Sentence<'_>, target: usize) -> Option<Range<usize>> {
    let tokens = sentence.tokens;
    let barrier = |token: &Token| {
        matches!(token.tag, Tag::Semi | Tag::Stop | Tag::Dash)
            || matches!(token.norm.as_str(), "while" | "whereas" | "although" | "though" | "but" | "because")
    };
    let start = (0..target).rev().find(|&at| tokens.get(at).is_some_and(barrier)).map_or(0, |at| at + 1);
    let end = (target..tokens.len()).find(|&at| tokens.get(at).is_some_and(barrier)).unwrap_or(tokens.len());
    let opens = (start..end).find(|&at| {
        tokens.get(at).is_some_and(|token| token.tag == Tag::Cond && token.norm != "even if" && token.norm != "where")
    })?;
    let close = (opens + 1..end).find(|&at| tokens.get(at).is_some_and(|token| token.tag == Tag::Comma)).unwrap_or(end);
    (!(opens..close).contains(&target) || tokens.get(opens).is_some_and(|token| token.norm != "if"))
        .then_some(opens..close)
}
