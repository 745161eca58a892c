//! Answers that are only a name: "What do you not deliver? X." The question says the rest.

use super::ScopeRule;
use super::answer::drawback;
use super::form::{only_label, strip_label};
use super::lexicon::{Cat, PREDICATES};
use super::reader::{Found, Place, Reader, bytes};
use super::sense::{Sense, Sentence, Strength};
use super::token::{Tag, Token};

/// How many sentences before the hit may hold the question.
const REACH: usize = 3;

impl Reader<'_> {
    /// What the question before the hit says of what is named in answer to it.
    pub(super) fn fills(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<Found> {
        let refuses = sentence.tokens.first().is_some_and(|first| first.is(Cat::NoAnswer) || first.tag == Tag::Except);
        let named = sense.sign > 0 && !refuses && !sentence.asks();
        if !named || sentence.groups.iter().any(|group| group.finite()) || self.chooses(place) {
            return None;
        }
        let (block, question) = self.question_over(place)?;
        let sign = asked_of(&question)?;
        Some(Found::at(block, bytes(&question, &(0..question.len())), sign, ScopeRule::Answer))
    }

    /// The sign that the question before the hit gives to what is picked in answer to it: "Which of these may we
    /// not offer? (a) … (b) X".
    pub(super) fn quiz(&self, place: &Place<'_>) -> Option<i8> {
        let (_, question) = self.question_over(place)?;
        question.iter().take(6).any(|token| matches!(token.norm.as_str(), "which" | "which one")).then_some(())?;
        asked_of(&question)
    }

    /// Whether the hit is one of several options that carry letters.
    fn chooses(&self, place: &Place<'_>) -> bool {
        let tokens = place.parsed.sentence(place.number);
        let before = place.target.checked_sub(1).and_then(|at| tokens.get(at));
        before.is_some_and(|close| close.tag == Tag::Close) && place.target > 2
    }

    /// The question that stands right before the hit's sentence, in its block or the one before.
    fn question_over(&self, place: &Place<'_>) -> Option<(usize, Vec<Token>)> {
        for number in (0..place.number).rev().take(REACH) {
            let tokens = place.parsed.sentence(number);
            if tokens.last().is_some_and(|last| last.norm == "?") {
                return Some((place.hit.block, strip_label(tokens).to_vec()));
            }
            if !only_label(tokens) {
                return None;
            }
        }
        let own = self.document().blocks.get(place.hit.block)?;
        let over = self.index().lead_ins(own).first().copied().or(place.hit.block.checked_sub(1))?;
        let before = self.document().blocks.get(over).filter(|before| before.quote == own.quote)?;
        if before.items.last().is_some_and(|item| own.items.last().is_some_and(|own| own.list == item.list)) {
            return None;
        }
        let parsed = self.parse(over);
        let question = parsed.sentence(parsed.sentences.len().checked_sub(1)?);
        question.last().filter(|last| last.norm == "?")?;
        Some((over, strip_label(question).to_vec()))
    }
}

/// What a question says of the thing it asks for: the thing is put in the place of "what", "which …" or "anything".
fn asked_of(question: &[Token]) -> Option<i8> {
    let end = question.iter().rposition(|token| token.tag != Tag::Stop)? + 1;
    let words = question.get(..end)?;
    if let Some(at) = words.iter().position(|token| INDEFINITE.contains(&token.norm.as_str())) {
        let noun = words.get(at + 1).filter(|next| matches!(next.tag, Tag::Noun | Tag::Adj));
        if let Some(sign) = noun.and_then(lacking) {
            return Some(sign);
        }
        // "anything you cannot meet": the clause after it says what is asked for.
        let clause = words
            .get(at + 1..)?
            .iter()
            .position(|token| token.tag == Tag::Pron && PARTIES.contains(&token.norm.as_str()));
        if let Some(clause) = clause.filter(|&clause| clause <= 6 && at > 0) {
            return open_clause(words.get(at + 1 + clause..)?);
        }
        let length = if noun.is_some() { 2 } else { 1 };
        return explicit(&with(words, at..at + length, at), None);
    }
    let lacking_place = words.first().is_some_and(|first| first.norm == "where");
    if lacking_place {
        let lacks = |token: &Token| token.is(Cat::Exclude) || token.is(Cat::End) || token.is(Cat::Unavailable);
        return words.iter().any(lacks).then_some(-1);
    }
    let wh = words.iter().take(4).position(|token| matches!(token.norm.as_str(), "what" | "which" | "which one"))?;
    let opens = |token: &Token| matches!(token.tag, Tag::Be | Tag::Modal | Tag::Do | Tag::Have | Tag::Verb | Tag::Pron);
    let length = words.get(wh + 1..)?.iter().position(opens)? + 1;
    let rest = with(words, wh..wh + length, wh);
    let open: Vec<Token> = rest.iter().filter(|token| token.tag != Tag::Target).cloned().collect();
    open_clause(&open).or_else(|| explicit(&rest, None))
}

/// The sign that a clause without its object gives to it: "can you not deliver".
fn open_clause(clause: &[Token]) -> Option<i8> {
    let sentence = Sentence::new(clause);
    let group = sentence.groups.iter().rfind(|group| group.finite())?;
    let after = group.rest.as_ref().map_or(group.end, |rest| rest.end);
    let sign = explicit(&with(clause, after..after, after), Some(after))?;
    // "can you not deliver" is no request here, but denies.
    let denied = group.negations.is_empty() && clause.iter().take(after).any(|token| token.tag == Tag::Not);
    Some(if denied { -sign } else { sign })
}

const PARTIES: &[&str] = &["we", "you", "they", "i"];

/// "Any gaps": the noun says what is asked for.
fn lacking(noun: &Token) -> Option<i8> {
    let lacks = noun.is(Cat::Exclusion) || noun.cats.any(PREDICATES) && noun.is(Cat::Unavailable);
    (lacks || drawback(noun)).then_some(-1)
}

/// `tokens` without those of `range`, and with a target before what stood at `at`.
fn with(tokens: &[Token], range: std::ops::Range<usize>, at: usize) -> Vec<Token> {
    let place = tokens.get(at).or(tokens.last()).map_or(0, |token| token.span.start);
    let mut all: Vec<Token> = tokens.get(..range.start).unwrap_or_default().to_vec();
    all.push(Token::stand_in(place));
    all.extend_from_slice(tokens.get(range.end..).unwrap_or_default());
    all
}

/// The sign of the target in `tokens`, where they say it outright.
fn explicit(tokens: &[Token], at: Option<usize>) -> Option<i8> {
    let at = at.or_else(|| tokens.iter().position(|token| token.tag == Tag::Target))?;
    let sense = Sentence::new(tokens).read(at..at + 1);
    (sense.strength == Strength::Explicit && !sense.ops.is_empty()).then_some(sense.sign)
}

const INDEFINITE: &[&str] = &["anything", "something", "any", "anything else", "any other"];
