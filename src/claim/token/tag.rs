//! What a word is where it stands: first the words of grammar, then verbs, predicates and nouns.

use super::verb::{is_verb, unknown};
use super::{BE, DO, HAVE, MODAL, POSSESSIVE, PRONOUN, SUBJECT, Tag, Token};
use crate::claim::lexicon::{Cat, Cats, NOUNS, PREDICATES, VERBS, form};

pub(super) fn tag(tokens: &[Token], at: usize) -> Tag {
    let Some(token) = tokens.get(at) else { return Tag::Noun };
    if token.tag != Tag::Noun {
        return token.tag;
    }
    let before = tokens
        .get(..at)
        .unwrap_or_default()
        .iter()
        .rev()
        .find(|before| !matches!(before.tag, Tag::Adv | Tag::Not | Tag::Idiom));
    let next = tokens.get(at + 1);
    let word = token.norm.as_str();
    if let Some(tag) = function_word(token, before, next, tokens, at) {
        return tag;
    }
    if token.cats.any(VERBS) && is_verb(token, before, next, tokens, at) {
        return Tag::Verb;
    }
    if token.cats.any(PREDICATES) {
        return Tag::Adj;
    }
    if token.cats.any(VERBS) && token.forms & (form::PARTICIPLE | form::ING) != 0 && !token.cats.any(NOUNS) {
        return Tag::Adj;
    }
    if token.is(Cat::Adverb) || token.is(Cat::False) {
        return Tag::Adv;
    }
    if token.cats.is_empty() {
        return unknown(word, before, next, token, tokens, at);
    }
    if word.chars().all(|letter| letter.is_ascii_digit()) { Tag::Num } else { Tag::Noun }
}

fn function_word(
    token: &Token,
    before: Option<&Token>,
    next: Option<&Token>,
    tokens: &[Token],
    at: usize,
) -> Option<Tag> {
    let word = token.norm.as_str();
    let next_is = |tags: &[Tag]| next.is_some_and(|next| tags.contains(&next.tag));
    let table = [(BE, Tag::Be), (HAVE, Tag::Have), (DO, Tag::Do), (POSSESSIVE, Tag::Det), (PRONOUN, Tag::Pron)];
    if word == "'s" {
        let be = before.is_some_and(|before| {
            matches!(before.norm.as_str(), "it" | "that" | "there" | "what" | "here" | "who" | "he" | "she" | "where")
        });
        return Some(if be { Tag::Be } else { Tag::Det });
    }
    if word == "may" && token.capital && at > 0 && !before.is_some_and(|before| before.tag == Tag::Stop) {
        return Some(Tag::Noun);
    }
    if word == "will" && before.is_some_and(|before| before.tag == Tag::Det && before.norm != "'s") {
        return Some(Tag::Noun);
    }
    let got = ["get", "gets", "got", "getting", "gotten"].contains(&word);
    let struck = next.is_some_and(|next| {
        (next.is(Cat::Exclude) || next.is(Cat::Include))
            && next.forms & form::PARTICIPLE != 0
            && !next.is(Cat::Determiner)
    });
    if got
        && struck
        && before
            .is_some_and(|before| matches!(before.tag, Tag::Target | Tag::Noun | Tag::Pron | Tag::Modal | Tag::Have))
    {
        return Some(Tag::Be);
    }
    if MODAL.contains(&word) {
        return Some(Tag::Modal);
    }
    if word == "dated" && next.is_some_and(|next| next.norm.starts_with(|first: char| first.is_ascii_digit())) {
        return Some(Tag::Prep);
    }
    let auxiliary = before.is_some_and(|before| matches!(before.tag, Tag::Be | Tag::Have));
    if auxiliary && matches!(word, "going to" | "gonna" | "yet to") {
        return Some(Tag::To);
    }
    if word == "need" && next.is_some_and(|next| next.is(Cat::Not)) {
        return Some(Tag::Modal);
    }
    if word == "her" || word == "that" {
        return Some(that(word, before, next, tokens, at));
    }
    if let Some((_, tag)) = table.iter().find(|(words, _)| words.contains(&word)) {
        return Some(*tag);
    }
    if word == "to" {
        return Some(if starts_infinitive(tokens, at) { Tag::To } else { Tag::Prep });
    }
    if token.is(Cat::Idiom) {
        return Some(Tag::Idiom);
    }
    if token.is(Cat::Not) {
        return Some(Tag::Not);
    }
    if token.is(Cat::Nor) && !(word == "neither" && next.is_some_and(|next| next.norm == "of")) {
        return Some(Tag::Nor);
    }
    if token.is(Cat::No) {
        return Some(Tag::No);
    }
    if token.is(Cat::Nobody) {
        return Some(Tag::Nobody);
    }
    let multi = word.contains(' ');
    let by_cat = [
        (Cat::Except, Tag::Except),
        (Cat::Instead, Tag::Instead),
        (Cat::Without, Tag::Without),
        (Cat::And, Tag::And),
        (Cat::Relative, Tag::Rel),
    ];
    if let Some((_, tag)) = by_cat.iter().find(|(cat, _)| token.is(*cat)) {
        let verb_like = token.cats.any(VERBS) && !multi;
        let after_subject = before.is_some_and(|before| {
            SUBJECT.contains(&before.norm.as_str())
                || matches!(before.tag, Tag::Modal | Tag::To | Tag::Do | Tag::Be | Tag::Have)
        });
        if verb_like && (after_subject || token.forms & (form::S | form::PAST) != 0 && *tag != Tag::Without) {
            return Some(Tag::Verb);
        }
        if word == "but" && next.is_some() && excepts(tokens, at) {
            return Some(Tag::Except);
        }
        if *tag == Tag::Except && !multi && ["save", "bar", "barring"].contains(&word) && !quantified(tokens, at) {
            return None;
        }
        return Some(*tag);
    }
    if word == "since" && auxiliary {
        return Some(Tag::Adv);
    }
    let opening = at == 0 && matches!(word, "assuming" | "providing");
    if token.is(Cat::Condition) && (!token.cats.any(VERBS) || opening) {
        let time =
            ["before", "after", "following", "upon", "prior to", "where", "when", "until", "till"].contains(&word);
        if !time || clause_or_event_follows(tokens, at) {
            return Some(Tag::Cond);
        }
        return Some(Tag::Prep);
    }
    if token.is(Cat::Subordinator) {
        return Some(match word {
            "for"
                if !tokens
                    .get(at.wrapping_sub(1))
                    .is_some_and(|before| matches!(before.tag, Tag::Comma | Tag::Dash | Tag::Semi)) =>
            {
                Tag::Prep
            }
            // "construed as a statement that …": the clause is the noun's.
            "as" if tokens.iter().skip(at + 1).take(4).any(|token| token.norm == "that") && next_is_article(next) => {
                Tag::Prep
            }
            "for" | "as" | "since" | "despite" | "in spite of" | "irrespective of" | "regardless of"
            | "notwithstanding" | "so"
                if !clause_follows(tokens, at) =>
            {
                if word == "so" {
                    Tag::Adv
                } else {
                    Tag::Prep
                }
            }
            _ => Tag::Sub,
        });
    }
    if token.is(Cat::Besides) {
        let verb = word == "like" && before.is_some_and(|before| matches!(before.tag, Tag::Pron | Tag::Modal));
        return Some(if verb { Tag::Verb } else { Tag::Besides });
    }
    if word == "one" && before.is_some_and(|before| before.tag == Tag::Adj || before.norm == "the") {
        return Some(Tag::Noun);
    }
    if token.is(Cat::Determiner) && !next_is(&[Tag::Stop]) && !(word == "only" || word == "more") {
        return Some(Tag::Det);
    }
    if token.is(Cat::Preposition) {
        return Some(Tag::Prep);
    }
    None
}

fn next_is_article(next: Option<&Token>) -> bool {
    next.is_some_and(|next| matches!(next.norm.as_str(), "a" | "an" | "the" | "any"))
}

/// "everything but X", "all modules but X": a quantified phrase right before, and no verb yet.
fn excepts(tokens: &[Token], at: usize) -> bool {
    let before = tokens.get(..at).unwrap_or_default();
    let verb = before.iter().any(|token| matches!(token.tag, Tag::Verb | Tag::Be | Tag::Modal | Tag::Have | Tag::Do));
    let last = before.last().map_or("", |token| token.norm.as_str());
    let pronoun = ["everything", "nothing", "anything", "all", "none", "everyone", "nobody", "anyone"].contains(&last);
    let target = tokens.iter().skip(at + 1).take(3).any(|token| token.tag == Tag::Target);
    pronoun && target
        || !verb
            && target
            && quantified(before, at)
            && !before.iter().any(|token| matches!(token.tag, Tag::Comma | Tag::Not))
}

fn quantified(tokens: &[Token], at: usize) -> bool {
    tokens.get(..at).unwrap_or_default().iter().any(|token| {
        token.is(Cat::Nobody)
            || token.is(Cat::No)
            || ["all", "every", "everything", "each", "any"].contains(&token.norm.as_str())
    })
}

fn that(word: &str, before: Option<&Token>, next: Option<&Token>, tokens: &[Token], at: usize) -> Tag {
    if word == "her" {
        return Tag::Det;
    }
    let next_is_verb = next.is_some_and(|next| verb_word(next) || matches!(next.norm.as_str(), "'s" | "'ll" | "n't"));
    let after_noun = before
        .is_some_and(|before| matches!(before.tag, Tag::Noun | Tag::Target | Tag::Adj | Tag::Close | Tag::QuoteClose));
    let after_verb = before.is_some_and(|before| matches!(before.tag, Tag::Verb | Tag::Be));
    let boundary = before.is_none_or(|before| {
        matches!(before.tag, Tag::Stop | Tag::Semi | Tag::Colon | Tag::Comma | Tag::And | Tag::Dash)
    });
    let noun_next = next.is_some_and(|next| next.cats.any(NOUNS) && !clause_follows(tokens, at));
    match () {
        () if before.is_some_and(|before| matches!(before.norm.as_str(), "ours" | "yours" | "theirs")) => Tag::Rel,
        () if boundary && next_is_verb => Tag::Pron,
        () if next_is_verb && after_noun => Tag::Rel,
        () if next.is_none_or(|next| matches!(next.tag, Tag::Stop | Tag::Comma)) => Tag::Pron,
        () if clause_follows(tokens, at) => Tag::That,
        () if next_is_verb && after_verb => Tag::Pron,
        () if noun_next || boundary => Tag::Det,
        () => Tag::Det,
    }
}

pub(super) fn verb_word(token: &Token) -> bool {
    let word = token.norm.as_str();
    BE.contains(&word)
        || HAVE.contains(&word)
        || DO.contains(&word)
        || MODAL.contains(&word)
        || token.cats.any(VERBS) && token.forms & (form::S | form::PAST) != 0 && !token.cats.any(NOUNS)
}

/// Whether a finite verb follows before the clause can have ended.
fn clause_follows(tokens: &[Token], at: usize) -> bool {
    for token in tokens.iter().skip(at + 1).take(40) {
        let word = token.norm.as_str();
        if word == "and" && tokens.get(at).is_some_and(|opening| opening.is(Cat::Condition)) {
            return false;
        }
        if BE.contains(&word) && word != "being" && word != "be" && word != "been"
            || HAVE.contains(&word) && word != "having"
            || DO.contains(&word) && word != "doing"
            || MODAL.contains(&word) && !(word == "may" && token.capital)
            || token.cats.any(VERBS) && token.forms & (form::S | form::PAST) != 0
            || ["we", "you", "they", "i", "it", "he", "she"].contains(&word)
        {
            return true;
        }
        if matches!(token.tag, Tag::Stop | Tag::Semi | Tag::Colon | Tag::Comma | Tag::Close) {
            return false;
        }
    }
    false
}

fn clause_or_event_follows(tokens: &[Token], at: usize) -> bool {
    let event = |token: &Token| {
        let word = token.norm.as_str();
        word.ends_with("ing")
            || word.ends_with("ment")
            || word.ends_with("tion")
            || word.ends_with("ture")
            || word.ends_with("ance")
            || [
                "receipt", "approval", "review", "proof", "evidence", "gate", "check", "test", "tests", "order",
                "sign-off", "invoice", "deposit",
            ]
            .contains(&word)
    };
    clause_follows(tokens, at)
        || tokens
            .iter()
            .skip(at + 1)
            .take_while(|token| !matches!(token.tag, Tag::Stop | Tag::Comma | Tag::Semi))
            .any(event)
}

fn starts_infinitive(tokens: &[Token], at: usize) -> bool {
    let Some(next) = tokens.iter().skip(at + 1).find(|next| !next.is(Cat::Adverb) || next.cats.any(VERBS)) else {
        return false;
    };
    let word = next.norm.as_str();
    if next.tag == Tag::Target || matches!(word, "the" | "a" | "an" | "your" | "our" | "any" | "every" | "each" | "all")
    {
        return false;
    }
    if matches!(word, "be" | "have" | "do") {
        return true;
    }
    let after = tokens.iter().find(|token| token.span.start > next.span.start);
    let object = after.is_some_and(|after| {
        after.tag == Tag::Target
            || after.is(Cat::Determiner)
            || after.is(Cat::Preposition)
            || matches!(after.tag, Tag::Stop | Tag::Comma | Tag::Semi | Tag::QuoteOpen)
            || PRONOUN.contains(&after.norm.as_str())
    });
    let told = at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|before| {
        before.norm == "used" && next.forms & form::BASE != 0
            || before.tag == Tag::Verb
                && before.cats.any(Cats::of(Cat::Say).with(Cats::of(Cat::Ask)).with(Cats::of(Cat::Plan)))
    });
    if next.cats.any(VERBS) && next.forms & form::BASE != 0 {
        return told || !next.cats.any(NOUNS) || object || after.is_none_or(|after| after.cats.is_empty());
    }
    next.cats.is_empty()
        && object
        && next.tag == Tag::Noun
        && !next.capital
        && !word.ends_with('s')
        && !word.ends_with("ing")
}
