//! The status that a hit's own sentence gives: claimed or promised, denied, conditional, asked.

use std::ops::Range;

use super::lexicon::{Cat, VERBS, form};
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

/// "We hold X, want a copy?": a statement, and a question after its comma.
pub(super) fn stated_first(sentence: &Sentence<'_>, target: usize) -> bool {
    let first = sentence.tokens.first().is_some_and(|first| matches!(first.norm.as_str(), "we" | "our" | "yes"));
    let stated = sentence.groups.first().is_some_and(|group| group.finite() && group.inverted.is_none());
    let comma = (target..sentence.tokens.len())
        .find(|&at| sentence.tokens.get(at).is_some_and(|token| matches!(token.tag, Tag::Comma | Tag::Dash)));
    let asked = comma.and_then(|comma| sentence.tokens.get(comma + 1)).is_some_and(|next| {
        matches!(next.tag, Tag::Verb | Tag::Modal | Tag::Do)
            || matches!(next.norm.as_str(), "want" | "need" | "interested" | "care" | "ok" | "okay" | "right")
    });
    first && stated && asked
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
