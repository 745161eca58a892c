//! Whether a word that can be a verb is one where it stands, and what a word is that the table does not know.

use super::tag::verb_word;
use super::{POSSESSIVE, PRONOUN, SUBJECT, Tag, Token};
use crate::claim::lexicon::{Cat, Cats, NOUNS, VERBS, form};

pub(super) fn is_verb(
    token: &Token,
    before: Option<&Token>,
    next: Option<&Token>,
    tokens: &[Token],
    at: usize,
) -> bool {
    let base = token.forms & form::BASE != 0;
    let third = token.forms & form::S != 0;
    let past = token.forms & form::PAST != 0;
    let participle = token.forms & form::PARTICIPLE != 0;
    let ing = token.forms & form::ING != 0;
    let nounish = token.cats.any(NOUNS);
    let object_next = next.is_some_and(|next| {
        next.tag == Tag::Target
            || next.tag == Tag::QuoteOpen
            || next.is(Cat::Determiner) && next.norm != "all"
            || next.is(Cat::No)
            || PRONOUN.contains(&next.norm.as_str())
            || POSSESSIVE.contains(&next.norm.as_str())
            || next.norm == "that"
            || tokens.get(at + 2).is_some_and(|owner| owner.norm == "'s")
            || next.is(Cat::Nor)
            || next.forms & form::ING != 0
                && next.cats.any(VERBS)
                && (!next.cats.any(NOUNS)
                    || tokens.get(at + 2).is_some_and(|after| after.tag == Tag::Target || after.is(Cat::Determiner)))
                && (token.is(Cat::Refuse) || token.is(Cat::Permit))
            || next.is(Cat::Not) && !third
    });
    let Some(before) = before else {
        return if base {
            object_next || !nounish && next.is_some_and(|next| !matches!(next.tag, Tag::Colon | Tag::Stop))
        } else {
            ing && !next.is_some_and(verb_word) || participle || third && object_next && !another_verb(tokens, at)
        };
    };
    let word = before.norm.as_str();
    match before.tag {
        Tag::Modal | Tag::To | Tag::Do => base,
        Tag::Be => participle || ing,
        Tag::Have => participle,
        Tag::Det if word == "'s" || word == "all" || word == "each" || word == "both" => {
            (third || past) && !nounish
                || third && object_next
                || participle && word != "'s"
                || base && !nounish && word != "'s"
        }
        Tag::Det => matches!(word, "this" | "that" | "these" | "those") && (third || past) && !nounish && object_next,
        Tag::No => false,
        Tag::Pron => base && SUBJECT.contains(&word) || third || past || participle || ing || base && !nounish,
        Tag::Rel | Tag::That => base && (!nounish || object_next || word == "who") || third || past,
        Tag::Nobody => third || past || base && !nounish,
        Tag::Verb => ing || base && (object_next || before.cats.any(Cats::of(Cat::Permit))) || participle,
        Tag::Noun | Tag::Target | Tag::Close | Tag::QuoteClose | Tag::Num | Tag::Adj => {
            let plural = before.norm.ends_with('s') || before.norm == "parties";
            let compound = nounish && third && !object_next && before.tag != Tag::Target && another_verb(tokens, at);
            let subject = plural || before.tag == Tag::Target;
            third && !compound
                || past
                || participle
                || ing && (!nounish || object_next)
                || base && subject && (object_next || !nounish)
                || base && open_auxiliary(tokens, at)
                || base && object_next && tokens.iter().skip(at + 1).take(3).any(|token| token.tag == Tag::Target)
        }
        Tag::Prep if word == "than" => (base || ing) && (!nounish || object_next),
        Tag::Prep | Tag::Without | Tag::Instead | Tag::Besides | Tag::Except => ing && (!nounish || object_next),
        Tag::Nor => (third || base || past || ing) && (!nounish || object_next),
        Tag::And => {
            let earlier = tokens
                .get(..at)
                .unwrap_or_default()
                .iter()
                .any(|earlier| matches!(earlier.tag, Tag::Verb | Tag::Modal | Tag::Be | Tag::Have));
            third && (object_next || !nounish)
                || past
                || participle
                || ing && object_next
                || base && earlier && (object_next || !nounish)
        }
        Tag::Comma => {
            let earlier = tokens
                .get(..at)
                .unwrap_or_default()
                .iter()
                .any(|earlier| matches!(earlier.tag, Tag::Verb | Tag::Modal));
            third && (object_next || !nounish)
                || past
                || participle
                || ing && (!nounish || object_next)
                || base && (object_next || earlier && !nounish)
        }
        Tag::Stop | Tag::Semi | Tag::Colon | Tag::Dash | Tag::QuoteOpen | Tag::Sign | Tag::Open => {
            if base {
                object_next || !nounish && next.is_some_and(|next| next.tag == Tag::Noun)
            } else {
                participle || ing || past || third && object_next
            }
        }
        Tag::Sub | Tag::Cond => participle || ing,
        Tag::Adv | Tag::Not | Tag::Idiom => base || third || past,
    }
}

/// Whether the sentence has a finite verb besides the word at `at`.
fn another_verb(tokens: &[Token], at: usize) -> bool {
    let ends = |token: &&Token| !matches!(token.tag, Tag::Stop | Tag::Semi);
    tokens.iter().skip(at + 1).take_while(ends).any(verb_word)
        || tokens
            .get(..at)
            .unwrap_or_default()
            .iter()
            .rev()
            .take_while(ends)
            .any(|token| matches!(token.tag, Tag::Verb | Tag::Be | Tag::Modal | Tag::Have | Tag::Do))
}

/// Whether an auxiliary left of the subject still waits for its verb: "Does our plan lack", "shall Vendor provide".
fn open_auxiliary(tokens: &[Token], at: usize) -> bool {
    for token in tokens.get(..at).unwrap_or_default().iter().rev().take(14) {
        match token.tag {
            Tag::Modal | Tag::Do => return true,
            Tag::Det
            | Tag::Noun
            | Tag::Target
            | Tag::Adj
            | Tag::Num
            | Tag::Adv
            | Tag::Pron
            | Tag::QuoteOpen
            | Tag::QuoteClose
            | Tag::And
            | Tag::Not
            | Tag::No => {}
            _ => return false,
        }
    }
    false
}

pub(super) fn unknown(
    word: &str,
    before: Option<&Token>,
    next: Option<&Token>,
    token: &Token,
    tokens: &[Token],
    at: usize,
) -> Tag {
    if word.chars().all(|letter| letter.is_ascii_digit()) {
        return Tag::Num;
    }
    if word.ends_with("ly") && word.len() > 4 {
        return Tag::Adv;
    }
    let object_next = next.is_some_and(|next| {
        next.tag == Tag::Target || next.is(Cat::Determiner) || PRONOUN.contains(&next.norm.as_str())
    });
    let Some(before) = before else { return Tag::Noun };
    let direct = at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|direct| direct.tag != Tag::Not);
    match before.tag {
        Tag::Modal if token.capital && at == 1 => Tag::Noun,
        Tag::Modal | Tag::To => Tag::Verb,
        Tag::Do if !token.capital && (!direct || object_next) => Tag::Verb,
        Tag::Pron if SUBJECT.contains(&before.norm.as_str()) && !word.ends_with("ing") => Tag::Verb,
        Tag::Be | Tag::Have if word.ends_with("ed") || word.ends_with("ing") && !object_next => Tag::Verb,
        Tag::Noun | Tag::Target | Tag::Rel
            if (word.ends_with("ed") || word.ends_with('s')) && object_next && !token.capital =>
        {
            Tag::Verb
        }
        Tag::Noun | Tag::Target | Tag::Rel if word.ends_with("ed") => Tag::Verb,
        Tag::Prep | Tag::Without if word.ends_with("ing") && object_next => Tag::Verb,
        _ => Tag::Noun,
    }
}
