//! What comes after: a pronoun that stands for the hit, an answer, a reply, a decision, a correction.

use std::ops::Range;

use super::ScopeRule;
use super::answer::{
    Asked, affirms, answer, drawback, elliptic, granted, judged, left_to_others, only_less, question, refused, regrets,
    said_answer, starts_status, vote, worded_answer,
};
use super::form::{only_label, strip_label, ticked};
use super::lexicon::{Cat, PREDICATES};
use super::list::List;
use super::parsed::Parsed;
use super::reader::{Found, Place, Reader, bytes};
use super::sense::{Sense, Sentence, Strength};
use super::status::quoted;
use super::token::{Tag, Token};
use crate::document::{Block, BlockKind};

/// Openings that turn what was asked; what follows says how it is.
const CONTRARY: &[&str] =
    &["on the contrary", "quite the contrary", "quite the opposite", "quite the reverse", "actually"];
/// Answers that there is nothing of the kind.
const NOTHING: &[&str] = &["none", "no", "nothing", "nil", "zero", "none at all", "no such thing", "not at all"];
/// Labels of who answers and until when.
const ERRANDS: &[&str] = &["owner", "due", "deadline", "assignee", "contact", "responsible"];
/// How many sentences after the hit are looked at.
const REACH: usize = 4;
/// A pronoun among so many words at the start of a sentence says what the sentence is about.
const LEADING: usize = 6;

/// What is known when the text after a hit is read.
#[derive(Clone, Copy)]
pub(super) struct Sequel<'s> {
    /// What the hit's own sentence says.
    pub(super) sense: &'s Sense,
    /// What is asked there, if it asks.
    pub(super) asked: Option<&'s Asked>,
    /// Whether that sentence settles it, so that only words that take it back count.
    pub(super) settled: bool,
    /// Whether it speaks of an earlier time.
    pub(super) earlier: bool,
}

/// A sentence after the hit.
#[derive(Clone, Copy)]
pub(super) struct Line<'l> {
    /// Its block.
    pub(super) block: usize,
    /// That block in sentences.
    pub(super) parsed: &'l Parsed,
    /// Its number among them.
    pub(super) number: usize,
    /// How many sentences it is away.
    pub(super) distance: usize,
}

/// What a sentence after the hit does to the reading.
pub(super) enum Next {
    /// It decides.
    Found(Found),
    /// Nothing after it can decide.
    Stop,
    /// It says nothing of the hit.
    On,
}

impl Reader<'_> {
    /// What the text after the hit says of it, where the hit's own sentence leaves it open or is taken back.
    pub(super) fn follow(
        &self,
        place: &Place<'_>,
        sentence: &Sentence<'_>,
        sense: &Sense,
        asks: bool,
    ) -> Option<Found> {
        let settled = sense.strength == Strength::Explicit && !asks && sense.firm;
        let asked = asks.then(|| question(sentence, sense));
        let earlier = quoted(sentence.tokens, place.target)
            || sentence.tokens.iter().take(12).any(|token| EARLIER.contains(&token.norm.as_str()));
        let mut sequel = Sequel { sense, asked: asked.as_ref(), settled, earlier };
        let doubts = [doubted(sense), objected()];
        if let Some(found) = self.in_the_sentence(place, sentence, sequel) {
            return Some(found);
        }
        let mut seen = 0;
        for number in place.number + 1..place.parsed.sentences.len() {
            if seen >= REACH {
                return None;
            }
            if only_label(place.parsed.sentence(number)) {
                continue;
            }
            let [doubt, objection] = &doubts;
            let tokens = place.parsed.sentence(number);
            if let Some(asked) = between(tokens, doubt, objection).filter(|_| !asks) {
                sequel = Sequel { asked: Some(asked), settled: false, ..sequel };
                seen = 0;
                continue;
            }
            seen += 1;
            if let Some(found) = only_other(place, sentence, place.parsed.sentence(number)).filter(|_| !asks) {
                return Some(found);
            }
            let line = Line { block: place.hit.block, parsed: place.parsed, number, distance: seen };
            match self.next(line, sequel) {
                Next::Found(found) => return Some(found),
                Next::Stop => return None,
                Next::On => {}
            }
        }
        self.next_blocks(place, sequel, seen)
    }

    /// What the rest of the hit's own sentence says.
    fn in_the_sentence(&self, place: &Place<'_>, sentence: &Sentence<'_>, sequel: Sequel<'_>) -> Option<Found> {
        let Sequel { sense, asked, settled, .. } = sequel;
        let pledged = || {
            sense.ops.iter().any(|op| {
                let words = sentence.tokens.get(op.tokens.clone()).unwrap_or_default();
                op.rule == ScopeRule::VerbObject && words.iter().any(|token| token.norm.starts_with("promis"))
            })
        };
        if (sense.said || pledged())
            && let Some(found) = self.taken_back_in_words(place, sentence, sense)
        {
            return Some(found);
        }
        let rest = self.same_sentence(place, sentence, sense);
        if !settled && rest.is_some() {
            return rest;
        }
        let turned = |found: &Found| {
            sense.subordinate
                || sense.in_condition && found.sign < 0
                || sense.sign < 0 && found.sign > 0 && !unreal(sense) && !sense.mention
                || sense.sign > 0 && found.sign < 0 && (sense.said || sense.past || sense.third || found.strong)
        };
        let other = || (settled && sense.sign < 0).then(|| self.other_does(place, sentence))?;
        let quoted = || self.quoted_answer(place, sentence, Some(asked?));
        rest.filter(turned).or_else(other).or_else(quoted)
    }

    fn next_blocks(&self, place: &Place<'_>, sequel: Sequel<'_>, mut seen: usize) -> Option<Found> {
        let own = self.document().blocks.get(place.hit.block)?;
        if let BlockKind::Cell(_) = own.kind {
            return self.answer_cell(place, sequel.sense, sequel.asked?);
        }
        let heading = matches!(own.kind, BlockKind::Heading(_));
        let statement = Asked { yes: sequel.sense.sign, ..Asked::default() };
        for at in place.hit.block + 1..(place.hit.block + 4).min(self.document().blocks.len()) {
            let block = self.document().blocks.get(at)?;
            if matches!(block.kind, BlockKind::Heading(_)) || seen >= REACH {
                return None;
            }
            if matches!(block.kind, BlockKind::Code | BlockKind::Aside) {
                continue;
            }
            if sibling(own, block) && sequel.asked.is_none() {
                return None;
            }
            let parsed = self.parse(at);
            if sibling(own, block) && !replies(parsed.sentence(0)) {
                return None;
            }
            if !(sequel.asked.is_some() || belongs(own, block) || self.refers(parsed.sentence(0))) {
                return None;
            }
            let reply = own.quote > block.quote;
            let asked = sequel.asked.or(reply.then_some(&statement));
            let sequel = Sequel { asked, settled: sequel.settled && !reply, ..sequel };
            let labels = parsed
                .sentences
                .iter()
                .take_while(|range| only_label(parsed.tokens.get((*range).clone()).unwrap_or_default()));
            let first = labels.count();
            for number in first..parsed.sentences.len().min(first + 3) {
                seen += 1;
                match self.next(Line { block: at, parsed: &parsed, number, distance: seen }, sequel) {
                    Next::Found(found) => return Some(found),
                    Next::Stop => return None,
                    Next::On => {}
                }
            }
            if heading && block.items.is_empty() && seen > 0 && !matches!(block.kind, BlockKind::Footnote(_)) {
                return None;
            }
        }
        None
    }

    /// Whether a sentence of a later block is about what went before: a pronoun, a labelled decision, a correction.
    fn refers(&self, tokens: &[Token]) -> bool {
        let leads = tokens.iter().take(4).any(|token| {
            token.is(Cat::Anaphor) && !matches!(token.norm.as_str(), "all" | "such" | "so" | "any" | "one" | "this")
        }) || tokens.first().is_some_and(|token| {
            token.norm == "this"
                && tokens.get(1).is_some_and(|next| matches!(next.tag, Tag::Be | Tag::Modal | Tag::Have))
        });
        let label = tokens.iter().take(4).any(|token| token.tag == Tag::Colon)
            && tokens.first().is_some_and(|token| List::FollowLabel.starts(&token.norm));
        leads || label
    }

    /// What a sentence after the hit does to the reading.
    pub(super) fn next(&self, line: Line<'_>, sequel: Sequel<'_>) -> Next {
        let Line { block, parsed, number, distance } = line;
        let Sequel { sense, asked, settled, earlier } = sequel;
        let whole = parsed.sentence(number);
        let tokens = strip_label(whole);
        if tokens.is_empty() {
            return Next::On;
        }
        let label = whole.get(..whole.len() - tokens.len()).unwrap_or_default();
        let named = label.iter().find(|token| token.tag == Tag::Noun).map(|token| token.norm.as_str());
        if asked.is_none()
            && let Some(next) = self.labelled(block, label, tokens, sense)
        {
            return next;
        }
        if named.is_some_and(|named| ERRANDS.contains(&named)) {
            return Next::On;
        }
        let sentence = Sentence::new(tokens);
        // A denial that is settled is not turned by a word that only comes up later in a sentence about something else.
        let now = earlier && tokens.iter().take(3).any(|token| NOW.contains(&token.norm.as_str()));
        let leads = |at: usize| {
            now || tokens.get(..at).is_none_or(|before| {
                before.iter().rev().take(LEADING).any(|token| matches!(token.tag, Tag::Colon | Tag::Semi | Tag::Dash))
            })
        };
        if asked.is_none()
            && settled
            && sense.sign < 0
            && self.about(&sentence).is_some_and(|(_, at)| at >= LEADING && !leads(at))
        {
            return Next::On;
        }
        let replied = Asked { yes: sense.sign, ..Asked::default() };
        let answers = named.is_some_and(|named| ANSWERS.iter().any(|label| named.starts_with(label)));
        if let Some(asked) = asked.or((answers && sense.strength < Strength::Explicit).then_some(&replied)) {
            return self.answered(line, &sentence, asked, answers);
        }
        if settled {
            return self.taken_back(block, &sentence, sense, distance, now);
        }
        self.said_next(line, &sentence, sense)
    }

    /// A sentence that may answer: a yes or a no, a word about the thing, a refusal, a status.
    fn answered(&self, line: Line<'_>, sentence: &Sentence<'_>, asked: &Asked, labelled: bool) -> Next {
        let (tokens, distance) = (sentence.tokens, line.distance);
        let found = |sign: i8, words: Range<usize>| {
            Next::Found(Found::at(line.block, bytes(tokens, &words), sign, ScopeRule::Answer))
        };
        let settled = if asked.yes == 0 { 1 } else { asked.yes };
        if asked.raised {
            return self.answered_asking(line, sentence);
        }
        if let Some(sign) = self.same_answer(line.block, tokens).and_then(|yes| asked.sign(yes)) {
            return found(sign, 0..tokens.len());
        }
        if asked.beside && distance == 1 && tokens.iter().take(3).any(|token| NOTHING.contains(&token.norm.as_str())) {
            return found(1, 0..1);
        }
        if distance <= 2 && asked.yes >= 0 && (left_to_others(tokens) || distance == 1 && only_less(tokens)) {
            return found(-1, 0..tokens.len());
        }
        if asked.who && asked.open && distance == 1 && tokens.first().is_some_and(|first| first.norm == "you") {
            return found(-1, 0..tokens.len());
        }
        if let Some((sign, words)) = worded_answer(tokens) {
            return found(sign * settled, words);
        }
        let contrary = tokens.first().is_some_and(|first| CONTRARY.contains(&first.norm.as_str()));
        if let Some((about, at)) = self.about(sentence).filter(|_| contrary) {
            return found(about.sign, about.cue().map_or(at..at + 1, |op| op.tokens.clone()));
        }
        if let Some(sign) = answer(tokens).filter(|_| distance == 1).and_then(|yes| asked.sign(yes)) {
            return found(sign, 0..1);
        }
        if let Some((about, at)) = self.about(sentence) {
            return found(about.sign, about.cue().map_or(at..at + 1, |op| op.tokens.clone()));
        }
        if asked.yes == 0 && distance == 1 && answer(tokens).is_some() {
            return if self.refused_later(line) { Next::On } else { found(1, 0..1) };
        }
        if let Some((sign, words)) = elliptic(sentence, asked) {
            return found(sign, words);
        }
        if let Some((sign, words)) = judged(sentence) {
            return found(sign * settled, words);
        }
        let plain = answer(tokens).is_some() && asked.yes == 0;
        let finite = sentence.groups.iter().any(|group| group.finite());
        if !plain
            && !finite
            && let Some((sign, words)) = sentence.status(0..tokens.len(), false)
        {
            // "Is X out? Out.": a status says how it is; a bare "not at all" says no to what was asked.
            let said = tokens.get(words.clone()).unwrap_or_default();
            let status = said.iter().any(|token| {
                token.cats.any(PREDICATES) && !token.is(Cat::NoAnswer) && !token.is(Cat::Yes) || token.is(Cat::Exclude)
            });
            return found(if status { sign } else { sign * settled }, words);
        }
        if let Some(words) = refused(sentence).filter(|_| distance <= 2) {
            return found(if asked.yes < 0 && !asked.open { 1 } else { -1 }, words);
        }
        if let Some(words) = granted(sentence).filter(|_| distance == 1) {
            return found(if asked.yes < 0 { -1 } else { 1 }, words);
        }
        if let Some(words) = regrets(sentence).filter(|_| distance <= 2 && asked.yes >= 0) {
            return found(-1, words);
        }
        match () {
            () if distance == 1 && asked.yes > 0 && affirms(sentence) => found(1, 0..1),
            () if labelled && finite => found(asked.yes, 0..1),
            () if sentence.asks() => Next::Stop,
            () if distance == 1 && asked.open => found(1, 0..1),
            () => Next::On,
        }
    }

    /// "Did they ask for X? They did, and heard a no.": only what was said to them says something of the thing.
    fn answered_asking(&self, line: Line<'_>, sentence: &Sentence<'_>) -> Next {
        let told = worded_answer(sentence.tokens).or_else(|| said_answer(sentence.tokens));
        let asker = |at: usize| sentence.tokens.get(at).is_some_and(|token| token.norm == "they");
        let about = || {
            let ours = self.about_from(sentence, &|at| !asker(at), (1, 1), None);
            let told = ours.or_else(|| self.about(sentence).filter(|(about, _)| about.sign < 0));
            told.map(|(about, at)| (about.sign, at..at + 1))
        };
        let refuses = || regrets(sentence).or_else(|| refused(sentence)).map(|words| (-1, words));
        match told.or_else(about).or_else(refuses) {
            Some((sign, words)) => {
                Next::Found(Found::at(line.block, bytes(sentence.tokens, &words), sign, ScopeRule::Answer))
            }
            None => Next::On,
        }
    }

    /// Whether a sentence after this one of the same block denies the thing.
    fn refused_later(&self, line: Line<'_>) -> bool {
        (line.number + 1..line.parsed.sentences.len()).any(|next| {
            let next = Sentence::new(line.parsed.sentence(next));
            self.about(&next).is_some_and(|(about, _)| about.sign < 0) || refused(&next).is_some()
        })
    }

    /// A sentence about a thing that its own sentence leaves open.
    fn said_next(&self, line: Line<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Next {
        let (tokens, distance) = (sentence.tokens, line.distance);
        let found = |sign: i8, words: Range<usize>| {
            Next::Found(Found::at(line.block, bytes(tokens, &words), sign, ScopeRule::FollowUp))
        };
        if let Some(sign) = ticked(tokens).filter(|_| distance == 1 && sense.strength == Strength::Bare) {
            return found(sign, 0..tokens.len());
        }
        if let Some((sign, words)) = said_answer(tokens).or_else(|| worded_answer(tokens)) {
            return found(sign, words);
        }
        if let Some((about, at)) = self.about_signed(sentence, sense) {
            let words = about.cue().map_or(at..at + 1, |op| op.tokens.clone());
            let mut next = Found::at(line.block, bytes(tokens, &words), about.sign, ScopeRule::FollowUp);
            next.future = about.future && about.sign > 0;
            return Next::Found(next);
        }
        let proposed = if sense.strength == Strength::Explicit { sense.sign } else { 1 };
        if let Some(sign) = vote(tokens) {
            return found(sign * proposed, 0..tokens.len());
        }
        let first = tokens.iter().position(|token| token.tag == Tag::Semi).unwrap_or(tokens.len());
        let fragment = !sentence.groups.iter().any(|group| group.finite() && group.start < first);
        if fragment
            && distance <= if sense.strength == Strength::Bare { 3 } else { 1 }
            && starts_status(tokens)
            && let Some((sign, words)) = sentence.status(0..first, true)
        {
            return found(sign * proposed, words);
        }
        if let Some((sign, words)) = opening_status(tokens).filter(|_| !fragment && distance == 1) {
            return found(sign * proposed, words);
        }
        if let Some(words) = regrets(sentence).filter(|_| distance <= 2 && sense.strength <= Strength::Weak) {
            return found(-1, words);
        }
        if let Some((sign, words)) =
            elliptic(sentence, &Asked { yes: sense.sign, ..Asked::default() }).filter(|(_, words)| {
                distance <= 2
                    && (sense.strength == Strength::Weak || !sense.firm)
                    && !(sense.subject && another(tokens, words.start))
            })
        {
            return found(sign, words);
        }
        Next::On
    }
}

/// "Denied; keep it off the order": a status that the rest of its sentence acts on.
fn opening_status(tokens: &[Token]) -> Option<(i8, Range<usize>)> {
    let end = tokens.iter().position(|token| matches!(token.tag, Tag::Semi | Tag::Comma | Tag::Dash | Tag::Colon))?;
    let head = Sentence::new(tokens.get(..end)?);
    let status =
        end <= 3 && starts_status(head.tokens) && !head.groups.iter().any(|group| group.finite() && !group.imperative);
    status.then(|| head.status(0..end, true))?
}

/// "We heard that you have X. Is it true?": a yes would say so.
fn doubted(sense: &Sense) -> Asked {
    Asked { yes: sense.sign, ..Asked::default() }
}

/// "We insist on X. Any problem?": to have none is to have X.
fn objected() -> Asked {
    Asked { yes: -1, beside: true, ..Asked::default() }
}

/// A short question of a statement before it: whether it is so, or whether something is against it.
fn between<'a>(tokens: &[Token], doubt: &'a Asked, objection: &'a Asked) -> Option<&'a Asked> {
    let short = tokens.len() <= 7 && tokens.last().is_some_and(|last| last.norm == "?");
    let asks = |word: fn(&Token) -> bool| short && tokens.iter().any(word);
    let pronoun = tokens.iter().take(3).any(|token| matches!(token.norm.as_str(), "it" | "that" | "this"));
    let any = tokens.first().is_some_and(|first| first.norm == "any");
    if asks(|token| matches!(token.norm.as_str(), "true" | "right" | "correct" | "accurate")) && pronoun {
        return Some(doubt);
    }
    (asks(drawback) && (pronoun || any)).then_some(objection)
}

/// "X and backup were wanted. Only backup is delivered.": only what was named beside the hit is there.
fn only_other(place: &Place<'_>, own: &Sentence<'_>, next: &[Token]) -> Option<Found> {
    let [only, other, ..] = next else { return None };
    let beside = own.tokens.iter().any(|token| token.tag == Tag::Noun && token.norm == other.norm);
    if only.norm != "only" || other.tag != Tag::Noun || !beside {
        return None;
    }
    let sense = Sentence::new(next).read(1..2);
    let says = sense.strength == Strength::Explicit && sense.sign > 0;
    says.then(|| Found::at(place.hit.block, only.span.start..other.span.end, -1, ScopeRule::FollowUp))
}

/// "The gift shop did not": the subject before `at` is some other thing than the hit.
pub(super) fn another(tokens: &[Token], at: usize) -> bool {
    let subject = at.checked_sub(1).and_then(|at| tokens.get(at));
    subject.is_some_and(|noun| {
        noun.tag == Tag::Noun
            && !(noun.is(Cat::Vendor) || noun.is(Cat::Customer) || noun.is(Cat::Third) || noun.is(Cat::Anaphor))
            && !List::SaidNoun.has(&noun.norm)
    })
}

/// Whether an item after a question answers it in words, and is not just the next point of a list.
fn replies(tokens: &[Token]) -> bool {
    let sentence = Sentence::new(strip_label(tokens));
    answer(sentence.tokens).is_some()
        || worded_answer(sentence.tokens).is_some()
        || sentence.groups.iter().any(|group| group.finite() && !group.imperative)
}

/// Another item of the hit's list.
fn sibling(own: &Block, block: &Block) -> bool {
    block.items.len() == own.items.len()
        && block.items.last().map(|item| item.list) == own.items.last().map(|item| item.list)
        && !own.items.is_empty()
        && block.items != own.items
}

/// Whether a later block is about the hit's block by its place: within its item, under its heading, a note to it.
fn belongs(own: &Block, block: &Block) -> bool {
    let text = own.text.plain();
    let mark = block.text.plain().chars().next().filter(|mark| "†‡*§¹²³⁴".contains(*mark));
    block.items == own.items && !own.items.is_empty()
        || mark.is_some_and(|mark| text.contains(mark))
        || ["subject:", "re:"].iter().any(|head| text.trim_start().to_lowercase().starts_with(head))
        || matches!(own.kind, BlockKind::Heading(_))
        || super::discourse::is_pseudo_heading(own)
        || own.quote > block.quote
        || block.items.len() > own.items.len()
        || matches!(block.kind, BlockKind::Footnote(_))
}

/// Words of a time before and of the present: what is said of now replaces what was said of then.
const EARLIER: &[&str] =
    &["last", "previous", "former", "earlier", "old", "until", "yesterday", "formerly", "previously"];
const NOW: &[&str] = &["this", "now", "today", "current", "new", "since", "meanwhile", "nowadays"];

const ANSWERS: &[&str] = &["answer", "a", "response", "reply", "vendor", "supplier", "support", "compliance"];

/// Said under a condition that is not so: "if we had X, we would offer it".
fn unreal(sense: &Sense) -> bool {
    sense.ops.iter().any(|op| op.flips && op.rule == ScopeRule::Condition)
}
