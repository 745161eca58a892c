//! What comes after: a pronoun that stands for the hit, an answer, a reply, a decision, a correction.

use super::ScopeRule;
use super::lexicon::{Cat, PREDICATES};
use super::reader::{Found, Parsed, Place, Reader, bytes};
use super::sense::{Sense, Sentence, Strength, TRUTHS};
use super::token::{Tag, Token};
use crate::document::BlockKind;

/// How many sentences after the hit are looked at.
const REACH: usize = 4;
/// A pronoun among so many words at the start of a sentence says what the sentence is about.
const LEADING: usize = 6;

/// What an answer settles.
struct Asked {
    /// The sign that a "yes" would give; 0 where a "yes" says nothing about the thing.
    yes: i8,
    /// A question with who, when, how: a plain answer takes the thing for granted.
    open: bool,
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
        if sense.said
            && let Some(found) = self.corrected(place, sentence, sense)
        {
            return Some(found);
        }
        if !settled && let Some(found) = self.same_sentence(place, sentence, sense) {
            return Some(found);
        }
        if settled
            && let Some(found) = self.same_sentence(place, sentence, sense)
            && (sense.subordinate
                || sense.sign < 0 && found.sign > 0 && !unreal(sense)
                || sense.sign > 0 && found.sign < 0 && (sense.said || sense.past || sense.third || found.strong))
        {
            return Some(found);
        }
        if settled
            && sense.sign < 0
            && let Some(found) = self.other_does(place, sentence)
        {
            return Some(found);
        }
        if asks && let Some(found) = self.quoted_answer(place, sentence, asked.as_ref()) {
            return Some(found);
        }
        let mut seen = 0;
        for number in place.number + 1..place.parsed.sentences.len() {
            if seen >= REACH {
                return None;
            }
            seen += 1;
            match self.next(place.hit.block, place.parsed, number, sense, asked.as_ref(), settled, seen) {
                Next::Found(found) => return Some(found),
                Next::Stop => return None,
                Next::On => {}
            }
        }
        self.next_blocks(place, sense, asked.as_ref(), settled, seen)
    }

    /// "He let them think that X …, and we had to undeceive them", "She misspoke": what was said is taken back.
    fn corrected(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<Found> {
        let rest = sentence.tokens.get(place.target + 1..).unwrap_or_default();
        let next = place.parsed.sentence(place.number + 1);
        let word = rest
            .iter()
            .chain(next)
            .find(|token| token.tag != Tag::Noun && CORRECTING.iter().any(|stem| token.norm.starts_with(stem)))?;
        Some(Found::at(place.hit.block, word.span.clone(), -sense.sign, ScopeRule::FollowUp))
    }

    fn next_blocks(
        &self,
        place: &Place<'_>,
        sense: &Sense,
        asked: Option<&Asked>,
        settled: bool,
        mut seen: usize,
    ) -> Option<Found> {
        let own = self.document().blocks.get(place.hit.block)?;
        if let BlockKind::Cell(_) = own.kind {
            return self.answer_cell(place, sense, asked?);
        }
        let heading = matches!(own.kind, BlockKind::Heading(_));
        let statement = Asked { yes: sense.sign, open: false };
        let bold = super::discourse::is_pseudo_heading(own);
        for at in place.hit.block + 1..(place.hit.block + 4).min(self.document().blocks.len()) {
            let block = self.document().blocks.get(at)?;
            if matches!(block.kind, BlockKind::Heading(_)) || seen >= REACH {
                return None;
            }
            if matches!(block.kind, BlockKind::Code | BlockKind::Aside) {
                continue;
            }
            let within = block.items == own.items && !own.items.is_empty();
            let sibling = block.items.len() == own.items.len()
                && block.items.last().map(|item| item.list) == own.items.last().map(|item| item.list)
                && !own.items.is_empty()
                && block.items != own.items;
            let reply = own.quote > block.quote;
            let noted = block
                .text
                .plain()
                .chars()
                .next()
                .filter(|mark| "†‡*§¹²³⁴".contains(*mark))
                .is_some_and(|mark| own.text.plain().contains(mark));
            let subject = own.text.plain().trim_start().to_lowercase().starts_with("subject:");
            let related = within
                || noted
                || subject
                || heading
                || bold
                || reply
                || asked.is_some()
                || block.items.len() > own.items.len()
                || matches!(block.kind, BlockKind::Footnote(_));
            if sibling && asked.is_none() {
                return None;
            }
            let parsed = self.parse(at);
            let first = parsed.sentence(0);
            if !related && !self.refers(first) {
                return None;
            }
            for number in 0..parsed.sentences.len().min(3) {
                seen += 1;
                let asked = asked.or(reply.then_some(&statement));
                match self.next(at, &parsed, number, sense, asked, settled && !reply, seen) {
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

    /// The answer to a question in a cell: another cell of its row.
    fn answer_cell(&self, place: &Place<'_>, sense: &Sense, asked: &Asked) -> Option<Found> {
        let BlockKind::Cell(cell) = self.document().blocks.get(place.hit.block)?.kind else { return None };
        for column in self.index().columns_near(cell) {
            let Some(at) = self.index().cell(cell.table, cell.row, column) else { continue };
            let parsed = self.parse(at);
            for number in 0..parsed.sentences.len().min(3) {
                match self.next(at, &parsed, number, sense, Some(asked), false, number + 1) {
                    Next::Found(found) => return Some(Found { rule: ScopeRule::Answer, ..found }),
                    Next::Stop => break,
                    Next::On => {}
                }
            }
        }
        let found = self.table(place.hit.block, true)?;
        let sign = if asked.yes == 0 { found.sign } else { found.sign * asked.yes };
        Some(Found { sign, rule: ScopeRule::Answer, ..found })
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
            && tokens.first().is_some_and(|token| LABELS.iter().any(|label| token.norm.starts_with(label)));
        leads || label
    }

    /// Later clauses of the same sentence: "Whereas X was excluded, it is included now".
    fn same_sentence(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<Found> {
        let after = |at: usize| at > place.target;
        let Some((found, at)) = self.about_from(sentence, &after, (sense.sign, sense.bare_sign()), sense.order) else {
            return self.contrast(place, sentence, sense).or_else(|| self.remark(place, sentence, sense));
        };
        let words = found.cue().map_or(at..at + 1, |op| op.tokens.clone());
        let span = bytes(sentence.tokens, &words);
        let object = !found.subject;
        Some(Found {
            future: found.future && found.sign > 0,
            strong: object,
            ..Found::at(place.hit.block, span, found.sign, ScopeRule::FollowUp)
        })
    }

    /// "X – we had to decline", "We discussed X but declined": a later clause without an object of its own.
    fn remark(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<Found> {
        if sense.strength > Strength::Weak {
            return None;
        }
        let rest = Sentence::new(sentence.tokens.get(place.target + 1..)?);
        if let Some((sign, words)) = said_answer(rest.tokens).or_else(|| elsewhere(&rest)) {
            return Some(Found::at(place.hit.block, bytes(rest.tokens, &words), sign, ScopeRule::FollowUp));
        }
        let delimited = rest.tokens.first().is_some_and(|first| matches!(first.tag, Tag::Colon | Tag::Dash));
        if delimited
            && rest.groups.iter().all(|group| !group.finite())
            && let Some((sign, words)) = rest.status(1..rest.tokens.len(), true)
        {
            return Some(Found::at(place.hit.block, bytes(rest.tokens, &words), sign, ScopeRule::Status));
        }
        let group = rest.groups.iter().rev().find(|group| {
            let joined = group
                .start
                .checked_sub(1)
                .and_then(|at| rest.tokens.get(at))
                .is_some_and(|before| before.tag == Tag::And);
            (group.finite() || group.participle) && (joined || delimited)
        })?;
        let verb = group.main.and_then(|main| rest.tokens.get(main))?;
        let closes = rest
            .tokens
            .get(group.end)
            .is_none_or(|next| matches!(next.tag, Tag::Stop | Tag::Adv | Tag::Semi | Tag::Comma | Tag::Prep));
        if !closes {
            return None;
        }
        let sign = match () {
            () if verb.is(Cat::Exclude) || verb.is(Cat::Refuse) => -1,
            () if verb.is(Cat::Include) || verb.is(Cat::Permit) || delimited && !group.negations.is_empty() => 1,
            () => return None,
        };
        Some(Found::at(
            place.hit.block,
            bytes(rest.tokens, &(group.start..group.end)),
            sign * group.polarity(),
            ScopeRule::FollowUp,
        ))
    }

    /// "Our competitor offers X; we don't."
    fn contrast(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<Found> {
        if sense.strength == Strength::Explicit {
            return None;
        }
        let rest = Sentence::new(sentence.tokens.get(place.target + 1..)?);
        let (sign, words) = elliptic(&rest, &Asked { yes: 1, open: false })?;
        let ours = words
            .start
            .checked_sub(1)
            .and_then(|at| rest.tokens.get(at))
            .is_some_and(|subject| matches!(subject.norm.as_str(), "we" | "vendor" | "i" | "ours" | "you"));
        ours.then(|| Found::at(place.hit.block, bytes(rest.tokens, &words), sign, ScopeRule::FollowUp))
    }

    /// "Basic doesn't get X, but Pro does."
    fn other_does(&self, place: &Place<'_>, sentence: &Sentence<'_>) -> Option<Found> {
        let rest = Sentence::new(sentence.tokens.get(place.target + 1..)?);
        let joined = rest.tokens.iter().any(|token| matches!(token.norm.as_str(), "but" | ";" | "yet"));
        let (sign, words) = elliptic(&rest, &Asked { yes: 1, open: false }).filter(|(sign, _)| joined && *sign > 0)?;
        Some(Found::at(place.hit.block, bytes(rest.tokens, &words), sign, ScopeRule::Ellipsis))
    }

    /// The rest of a sentence after a quoted question: "… said that we will not".
    fn quoted_answer(&self, place: &Place<'_>, sentence: &Sentence<'_>, asked: Option<&Asked>) -> Option<Found> {
        let close = (place.target..sentence.tokens.len())
            .find(|&at| sentence.tokens.get(at).is_some_and(|token| token.tag == Tag::QuoteClose))?;
        let rest = Sentence::new(sentence.tokens.get(close + 1..)?);
        let (sign, words) = match self.about(&rest) {
            Some((about, at)) => (about.sign, about.cue().map_or(at..at + 1, |op| op.tokens.clone())),
            None => elliptic(&rest, asked?)?,
        };
        Some(Found::at(place.hit.block, bytes(rest.tokens, &words), sign, ScopeRule::Answer))
    }

    #[allow(clippy::too_many_arguments)]
    fn next(
        &self,
        block: usize,
        parsed: &Parsed,
        number: usize,
        sense: &Sense,
        asked: Option<&Asked>,
        settled: bool,
        distance: usize,
    ) -> Next {
        let whole = parsed.sentence(number);
        let tokens = strip_label(whole);
        if tokens.is_empty() {
            return Next::On;
        }
        let label = whole.get(..whole.len() - tokens.len()).unwrap_or_default();
        let named = label.iter().find(|token| token.tag == Tag::Noun).map(|token| token.norm.as_str());
        if asked.is_none()
            && let Some(named) = named
            && !LABELS.iter().any(|label| named.starts_with(label))
            && label.iter().any(|token| token.tag == Tag::Colon)
            && !(label.len() == 2 && label.iter().all(|token| token.cats.is_empty()) && tokens.len() >= 2)
        {
            return self.keyed(block, label, tokens);
        }
        if asked.is_none() && named.is_some_and(|named| DECISIONS.iter().any(|label| named.starts_with(label))) {
            let sentence = Sentence::new(tokens);
            if self.about(&sentence).is_none()
                && let Some((sign, words)) = sentence.status(0..tokens.len(), false)
            {
                let sign = if sense.strength == Strength::Explicit { sign * sense.sign } else { sign };
                return Next::Found(Found::at(block, bytes(tokens, &words), sign, ScopeRule::FollowUp));
            }
        }
        let sentence = Sentence::new(tokens);
        // A denial that is settled is not turned by a word that only comes up later in a sentence about something else.
        if asked.is_none() && settled && sense.sign < 0 && self.about(&sentence).is_some_and(|(_, at)| at >= LEADING) {
            return Next::On;
        }
        let found = |sign: i8, words: std::ops::Range<usize>, rule: ScopeRule| {
            Next::Found(Found::at(block, bytes(tokens, &words), sign, rule))
        };
        let replied = Asked { yes: sense.sign, open: false };
        let answers = named.is_some_and(|named| ANSWERS.iter().any(|label| named.starts_with(label)));
        let asked = asked.or((answers && sense.strength < Strength::Explicit).then_some(&replied));
        if let Some(asked) = asked {
            let content = self.about(&sentence);
            if distance == 1
                && let Some(yes) = answer(tokens)
            {
                if asked.yes != 0 && !asked.open {
                    return found(yes * asked.yes, 0..1, ScopeRule::Answer);
                }
                if asked.open && yes < 0 {
                    return found(-1, 0..1, ScopeRule::Answer);
                }
            }
            if let Some((about, at)) = content {
                let words = about.cue().map_or(at..at + 1, |op| op.tokens.clone());
                return found(about.sign, words, ScopeRule::Answer);
            }
            if asked.yes == 0 && distance == 1 && answer(tokens).is_some() {
                let last = number + 1 >= parsed.sentences.len();
                let denied = (number + 1..parsed.sentences.len()).any(|next| {
                    let next = Sentence::new(parsed.sentence(next));
                    self.about(&next).is_some_and(|(about, _)| about.sign < 0) || refused(&next).is_some()
                });
                return if denied && !last { Next::On } else { found(1, 0..1, ScopeRule::Answer) };
            }
            if let Some((sign, words)) = elliptic(&sentence, asked) {
                return found(sign, words, ScopeRule::Answer);
            }
            if let Some((sign, words)) = judged(&sentence) {
                return found(sign * if asked.yes == 0 { 1 } else { asked.yes }, words, ScopeRule::Answer);
            }
            let plain = answer(tokens).is_some() && asked.yes == 0;
            if !plain
                && !sentence.groups.iter().any(|group| group.finite())
                && let Some((sign, words)) = sentence.status(0..tokens.len(), false)
            {
                return found(sign * if asked.yes == 0 { 1 } else { asked.yes }, words, ScopeRule::Answer);
            }
            if distance <= 2
                && let Some(words) = refused(&sentence)
            {
                return found(if asked.yes < 0 && !asked.open { 1 } else { -1 }, words, ScopeRule::Answer);
            }
            if distance == 1
                && let Some(words) = granted(&sentence)
            {
                return found(if asked.yes < 0 { -1 } else { 1 }, words, ScopeRule::Answer);
            }
            if answers && sentence.groups.iter().any(|group| group.finite()) {
                return found(asked.yes, 0..1, ScopeRule::Answer);
            }
            if sentence.asks() {
                return Next::Stop;
            }
            if distance == 1 && asked.open {
                return found(1, 0..1, ScopeRule::Answer);
            }
            return Next::On;
        }
        if settled {
            return self.taken_back(block, &sentence, sense, distance);
        }
        if let Some((sign, words)) = said_answer(tokens) {
            return found(sign, words, ScopeRule::FollowUp);
        }
        if let Some((about, at)) = self.about_signed(&sentence, sense) {
            let words = about.cue().map_or(at..at + 1, |op| op.tokens.clone());
            let mut next = Found::at(block, bytes(tokens, &words), about.sign, ScopeRule::FollowUp);
            next.future = about.future && about.sign > 0;
            return Next::Found(next);
        }
        let fragment = !sentence.groups.iter().any(|group| group.finite());
        if fragment
            && distance <= if sense.strength == Strength::Bare { 3 } else { 1 }
            && starts_status(tokens)
            && let Some((sign, words)) = sentence.status(0..tokens.len(), true)
        {
            return found(sign, words, ScopeRule::FollowUp);
        }
        if let Some((sign, words)) = elliptic(&sentence, &Asked { yes: sense.sign, open: false })
            .filter(|_| distance <= 2 && (sense.strength == Strength::Weak || !sense.firm))
        {
            return found(sign, words, ScopeRule::FollowUp);
        }
        Next::On
    }

    /// A line with a key of its own: "Available: no".
    fn keyed(&self, block: usize, label: &[Token], tokens: &[Token]) -> Next {
        let key = Sentence::new(label);
        let end = label.iter().position(|token| token.tag == Tag::Colon).unwrap_or(label.len());
        let (Some((sign, _)), Some(answer)) = (key.status(0..end, false), answer(tokens)) else { return Next::On };
        Next::Found(Found::at(block, bytes(tokens, &(0..1)), sign * answer, ScopeRule::FollowUp))
    }

    /// A claim that is taken back, or an exclusion that is lifted, in the next sentence.
    fn taken_back(&self, block: usize, sentence: &Sentence<'_>, sense: &Sense, distance: usize) -> Next {
        let corrects = sentence.tokens.iter().any(|token| CORRECTIONS.contains(&token.norm.as_str()));
        if distance > 2 {
            return Next::Stop;
        }
        let other = Asked { yes: sense.bare_sign(), open: false };
        if (sense.past || sense.said)
            && distance == 1
            && let Some((sign, words)) = elliptic(sentence, &other)
            && sign != sense.sign
        {
            return Next::Found(Found::at(block, bytes(sentence.tokens, &words), sign, ScopeRule::FollowUp));
        }
        if let Some((about, at)) = self.about_signed(sentence, sense) {
            let words = about.cue().map_or(at..at + 1, |op| op.tokens.clone());
            let change = sentence.tokens.get(at).is_some_and(|token| CHANGES.contains(&token.norm.as_str()));
            if about.sign != sense.sign
                && (change || sense.past || sense.said || sense.third || corrects || about.subject)
            {
                return Next::Found(Found::at(block, bytes(sentence.tokens, &words), about.sign, ScopeRule::FollowUp));
            }
            return Next::Stop;
        }
        Next::On
    }

    /// What a sentence says of a pronoun in it.
    pub(super) fn about(&self, sentence: &Sentence<'_>) -> Option<(Sense, usize)> {
        self.about_from(sentence, &|_| true, (1, 1), None)
    }

    fn about_signed(&self, sentence: &Sentence<'_>, sense: &Sense) -> Option<(Sense, usize)> {
        self.about_from(sentence, &|_| true, (sense.sign, sense.bare_sign()), sense.order)
    }

    fn about_from(
        &self,
        sentence: &Sentence<'_>,
        allowed: &dyn Fn(usize) -> bool,
        antecedent: (i8, i8),
        order: Option<u8>,
    ) -> Option<(Sense, usize)> {
        let tokens = sentence.tokens;
        let mut last = None;
        for (at, token) in tokens.iter().enumerate() {
            if !allowed(at) || !stands_for(tokens, at) {
                continue;
            }
            if let Some(first) = ordinal(&token.norm)
                && let Some(order) = order
                && first != order
            {
                if tokens.iter().any(|token| token.norm == "only") {
                    let mut sense = sentence.read(at..at + 1);
                    sense.sign = -sense.sign;
                    return (sense.strength == Strength::Explicit).then_some((sense, at));
                }
                continue;
            }
            let such = token.norm.ends_with("such") || token.norm == "such a" || token.norm == "such an";
            let mut sense = if such { sentence.read(at + 1..at + 2) } else { sentence.read(at..at + 1) };
            if NEGATIVE_ANAPHORS.iter().any(|negative| token.norm.starts_with(negative))
                && !sense.ops.iter().any(|op| op.tokens.contains(&at))
            {
                sense.sign = -sense.sign;
                sense.strength = sense.strength.max(if sense.strength >= Strength::Presupposed {
                    Strength::Explicit
                } else {
                    Strength::Bare
                });
                sense.ops.insert(0, super::sense::Op { tokens: at..at + 1, rule: ScopeRule::Determiner, flips: true });
            }
            let truth = sense.ops.iter().any(|op| {
                tokens
                    .get(op.tokens.clone())
                    .unwrap_or_default()
                    .iter()
                    .any(|token| TRUTHS.contains(&token.norm.as_str()))
            });
            if (truth || CHANGES.contains(&token.norm.as_str())) && sense.strength == Strength::Explicit {
                sense.sign *= antecedent.0;
            }
            if sense.polar {
                sense.sign *= antecedent.1;
                sense.strength = Strength::Explicit;
            }
            if sense.strength == Strength::Explicit && !sense.in_condition {
                last = Some((sense, at));
                break;
            }
        }
        last
    }
}

enum Next {
    Found(Found),
    Stop,
    On,
}

/// Nouns that, with "the" or "this", stand for what was said before.
const ANAPHORIC_NOUNS: &[&str] = &[
    "request",
    "statement",
    "claim",
    "rumour",
    "rumor",
    "assumption",
    "sentence",
    "phrase",
    "line",
    "decision",
    "proposal",
    "idea",
    "answer",
    "feature",
    "capability",
    "item",
    "service",
    "module",
    "option",
    "wish",
    "demand",
    "promise",
    "wording",
    "ask",
    "suggestion",
    "motion",
    "function",
    "functionality",
    "reply",
    "point",
    "topic",
    "expectation",
    "offer",
    "paragraph",
    "clause",
    "entry",
    "passage",
    "text",
    "change",
    "edit",
    "amendment",
    "addition",
    "redline",
    "insertion",
    "deletion",
];
/// Of these, the ones that stand for a change: to accept it is to accept what it says, to refuse it the opposite.
const CHANGES: &[&str] = &["change", "edit", "amendment", "addition", "redline", "insertion", "deletion"];
const LABELS: &[&str] = &[
    "decision",
    "outcome",
    "status",
    "answer",
    "a",
    "disposition",
    "verdict",
    "result",
    "response",
    "vendor",
    "ruling",
    "resolution",
    "reply",
    "correction",
    "update",
    "reviewer",
    "final",
    "note",
    "support",
    "conclusion",
];
const ANSWERS: &[&str] = &["answer", "a", "response", "reply", "vendor", "supplier", "support", "compliance"];
const DECISIONS: &[&str] = &[
    "decision",
    "outcome",
    "status",
    "disposition",
    "verdict",
    "result",
    "ruling",
    "resolution",
    "conclusion",
    "decided",
    "vote",
];
const CORRECTIONS: &[&str] = &[
    "correction",
    "wrong",
    "incorrect",
    "error",
    "mistake",
    "mistaken",
    "update",
    "erratum",
    "however",
    "not true",
    "untrue",
    "false",
    "misunderstanding",
    "since",
    "now",
    "meanwhile",
];
/// Verbs of taking back what was said, by the start of the word.
const CORRECTING: &[&str] =
    &["undeceiv", "disabus", "misspoke", "misspoken", "retract", "took back", "taken back", "set straight"];
const NEGATIVE_ANAPHORS: &[&str] = &["none", "neither", "nothing", "no such"];

/// Which of several things a word picks: the former is 0, the latter 1.
fn ordinal(word: &str) -> Option<u8> {
    match word {
        "the former" | "the first" => Some(0),
        "the latter" | "the second" => Some(1),
        "the third" => Some(2),
        _ => None,
    }
}

/// Whether a token can stand for what was said before.
fn stands_for(tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    let next = tokens.get(at + 1);
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    if ANAPHORIC_NOUNS.contains(&token.norm.as_str()) {
        let definite = before.is_some_and(|before| {
            matches!(before.norm.as_str(), "the" | "this" | "that" | "your" | "their" | "quoted")
        });
        let complemented = next.is_some_and(|next| {
            matches!(next.tag, Tag::Prep | Tag::To | Tag::That | Tag::Noun | Tag::Num | Tag::Rel | Tag::Colon)
        });
        return definite && !complemented;
    }
    if !token.is(Cat::Anaphor) {
        return false;
    }
    let nominal_next = next.is_some_and(|next| matches!(next.tag, Tag::Noun | Tag::Adj | Tag::Target | Tag::Num));
    let word = token.norm.as_str();
    match word {
        "such" => true,
        "this" | "that" | "these" | "those" | "any" | "each" | "both" | "either" | "one" | "none" | "neither"
        | "all three" | "the two" | "the three" | "the first" | "the second" | "the third" => {
            let determined =
                matches!(word, "neither" | "none" | "both") && next.is_some_and(|next| next.tag == Tag::Det);
            let dated = ordinal(word).is_some() && next.is_some_and(|next| matches!(next.norm.as_str(), "of" | "in"));
            !nominal_next
                && next.is_none_or(|next| next.norm != "of")
                && !determined
                && !dated
                && token.tag != Tag::That
                && token.tag != Tag::Rel
                && !matches!(token.tag, Tag::Nor if next.is_some_and(|next| next.tag == Tag::Noun))
        }
        "such a" | "such an" | "no such" | "no such thing" => true,
        "such things" | "such a thing" => true,
        "so" => before.is_some_and(|before| {
            before.norm.starts_with("do") || before.norm == "did" || before.norm.starts_with("sa")
        }),
        "ours" | "nothing of the sort" | "nothing of that sort" | "nothing of the kind" => true,
        "them" if before.is_some_and(|before| matches!(before.norm.as_str(), "with" | "by" | "from")) => false,
        "it" if before.is_some_and(|before| before.norm == "be") => false,
        "it" => !(next.is_some_and(|next| next.tag == Tag::Be) && pleonastic(tokens, at)),
        "nothing" | "everything" => next.is_some_and(|next| next.norm == "comparable"),
        "the line" | "the phrase" | "the decision" | "the proposal" | "the idea" | "the request" | "the same" => {
            !nominal_next
        }
        _ => !(before.is_some_and(|before| before.tag == Tag::Det) && word != "it"),
    }
}

/// "It is possible to …", "it is clear that …".
fn pleonastic(tokens: &[Token], at: usize) -> bool {
    tokens.iter().skip(at + 2).take(4).any(|token| matches!(token.tag, Tag::To | Tag::That))
        && tokens.iter().skip(at + 2).take(3).any(|token| token.cats.any(PREDICATES) || token.tag == Tag::Adj)
}

/// What a yes would say.
fn question(sentence: &Sentence<'_>, sense: &Sense) -> Asked {
    let open = sentence
        .tokens
        .iter()
        .take(3)
        .any(|token| ["when", "where", "how", "which", "who", "what", "why"].contains(&token.norm.as_str()));
    let obliged = sentence
        .tokens
        .windows(2)
        .any(|pair| matches!(pair, [have, to] if matches!(have.norm.as_str(), "have" | "need") && to.norm == "to"))
        || sentence.tokens.first().is_some_and(|first| first.norm == "must");
    let starts = |at: usize| sentence.tokens.get(at).map(|token| token.norm.as_str());
    let existential = starts(1) == Some("there") && sense.sign > 0;
    if existential {
        return Asked { yes: 1, open };
    }
    let counts = !obliged && sense.strength == Strength::Explicit || sense.polar || sense.strength == Strength::Bare;
    Asked { yes: if counts { sense.sign } else { 0 }, open }
}

/// The sign of a yes or a no at the start of an answer.
pub(super) fn answer(tokens: &[Token]) -> Option<i8> {
    let ticked = tokens.windows(4).find_map(|four| match four {
        [open, tick, close, word]
            if open.tag == Tag::Open && close.tag == Tag::Close && matches!(tick.norm.as_str(), "x" | "✓" | "✔") =>
        {
            match word.norm.as_str() {
                "yes" => Some(1),
                "no" => Some(-1),
                _ => None,
            }
        }
        _ => None,
    });
    if ticked.is_some() {
        return ticked;
    }
    let first = tokens.first()?;
    let alone = tokens.get(1).is_none_or(|next| {
        !matches!(next.tag, Tag::Noun | Tag::Adj | Tag::Target | Tag::Verb) || next.spaced && first.norm.len() > 3
    });
    let no = first.is(Cat::NoAnswer) && !first.is(Cat::Yes);
    if no && (alone || first.tag == Tag::Not) {
        return Some(-1);
    }
    if tokens.iter().take(4).any(|token| token.is(Cat::NoAnswer) && token.norm.ends_with("no")) && tokens.len() < 6 {
        return Some(-1);
    }
    (first.is(Cat::Yes) && first.tag != Tag::Verb).then_some(1)
}

/// An answer that grants without a yes: "Since May.", "We hold three.", "Happy to."
fn granted(sentence: &Sentence<'_>) -> Option<std::ops::Range<usize>> {
    let first = sentence.tokens.first()?;
    if sentence.tokens.iter().any(|token| {
        matches!(token.tag, Tag::Not | Tag::No | Tag::Nobody | Tag::Nor)
            || token.is(Cat::Unavailable) && token.tag == Tag::Adj
    }) {
        return None;
    }
    let Some(group) = sentence.groups.iter().find(|group| group.finite()) else {
        let timed = [
            "since", "from", "within", "by", "in", "on", "after", "starting", "every", "always", "already", "now",
            "today", "happy", "glad", "only",
        ]
        .contains(&first.norm.as_str());
        return timed.then_some(0..1);
    };
    let ours = group
        .start
        .checked_sub(1)
        .and_then(|at| sentence.tokens.get(at))
        .is_some_and(|subject| matches!(subject.norm.as_str(), "we" | "you" | "i" | "they"));
    let quantity = sentence.tokens.get(group.end).is_some_and(|next| {
        ["one", "two", "three", "four", "several", "plenty", "many", "some", "lots", "both", "all", "most"]
            .contains(&next.norm.as_str())
            || next.tag == Tag::Num
    });
    let verb = group.main.and_then(|main| sentence.tokens.get(main));
    let grants = verb.is_some_and(|verb| verb.is(Cat::Include) && !verb.is(Cat::Exclude));
    let object = sentence
        .tokens
        .get(group.end)
        .is_some_and(|next| !matches!(next.tag, Tag::Stop | Tag::Adv | Tag::Comma | Tag::Prep));
    (ours && grants && (quantity || !object)).then_some(group.start..group.end)
}

/// An answer whose first clause is denied, whatever its verb: "We do not comply."
fn refused(sentence: &Sentence<'_>) -> Option<std::ops::Range<usize>> {
    let group = sentence.groups.iter().find(|group| group.finite())?;
    let verb = group.main.and_then(|main| sentence.tokens.get(main));
    let counts = verb.is_none_or(|verb| !verb.is(Cat::OtherVerb) && !verb.is(Cat::Exclude));
    let early = group.start <= 6;
    (group.polarity() < 0 && counts && early).then_some(group.start..group.end)
}

/// "You assume wrong.": a judgement of what was said before.
fn judged(sentence: &Sentence<'_>) -> Option<(i8, std::ops::Range<usize>)> {
    let at = sentence.tokens.iter().position(|token| {
        matches!(
            token.norm.as_str(),
            "wrong" | "right" | "incorrect" | "correct" | "mistaken" | "false" | "true" | "correctly" | "wrongly"
        )
    })?;
    let false_word =
        matches!(sentence.tokens.get(at)?.norm.as_str(), "wrong" | "incorrect" | "mistaken" | "false" | "wrongly");
    let denied = sentence.tokens.iter().take(at).any(|token| token.tag == Tag::Not);
    let short = sentence.tokens.len() <= 8;
    short.then_some((if false_word != denied { -1 } else { 1 }, at..at + 1))
}

/// "Tom said no", "say yes".
fn said_answer(tokens: &[Token]) -> Option<(i8, std::ops::Range<usize>)> {
    let told = tokens.windows(3).position(|three| matches!(three, [tell, whom, answer] if tell.is(Cat::Say) && whom.tag == Tag::Pron && matches!(answer.norm.as_str(), "no" | "yes"))).map(|at| at + 1);
    let at = told.or(tokens.windows(2).position(|pair| matches!(pair, [say, answer] if say.norm.starts_with("sa") && say.is(Cat::Say) && matches!(answer.norm.as_str(), "no" | "yes"))))?;
    let closes = tokens.get(at + 2).is_none_or(|next| {
        matches!(next.tag, Tag::Stop | Tag::Comma | Tag::Semi | Tag::QuoteClose | Tag::Close | Tag::And)
    });
    let yes = tokens.get(at + 1).is_some_and(|answer| answer.norm == "yes");
    closes.then_some((if yes { 1 } else { -1 }, at..at + 2))
}

/// "have to go elsewhere".
fn elsewhere(sentence: &Sentence<'_>) -> Option<(i8, std::ops::Range<usize>)> {
    let at = sentence.tokens.iter().position(|token| token.norm.ends_with("elsewhere"))?;
    let denied = sentence.groups.iter().any(|group| !group.negations.is_empty());
    Some((if denied { 1 } else { -1 }, at..at + 1))
}

/// Said under a condition that is not so: "if we had X, we would offer it".
fn unreal(sense: &Sense) -> bool {
    sense.ops.iter().any(|op| op.flips && op.rule == ScopeRule::Condition)
}

/// "I'm afraid we won't.", "It doesn't.", "We do."
fn elliptic(sentence: &Sentence<'_>, asked: &Asked) -> Option<(i8, std::ops::Range<usize>)> {
    let (at, group) = sentence.groups.iter().enumerate().find(|(_, group)| group.finite() && group.main.is_none())?;
    let next = sentence.tokens.get(group.end);
    let closes = next
        .is_none_or(|next| matches!(next.tag, Tag::Stop | Tag::Comma | Tag::Semi | Tag::Adv | Tag::Sub | Tag::Dash));
    let subject = group
        .start
        .checked_sub(1)
        .and_then(|at| sentence.tokens.get(at))
        .is_some_and(|before| matches!(before.tag, Tag::Pron | Tag::Noun | Tag::Num | Tag::Nobody));
    let _ = at;
    let yes = if asked.yes == 0 { 1 } else { asked.yes };
    let nobody = sentence
        .tokens
        .iter()
        .take(group.start)
        .rev()
        .take(3)
        .take_while(|token| !matches!(token.tag, Tag::Stop | Tag::Semi | Tag::Comma | Tag::Colon))
        .any(|token| matches!(token.tag, Tag::No | Tag::Nobody));
    let sign = if nobody { -group.polarity() } else { group.polarity() };
    (closes && subject).then(|| (sign * yes, group.start..group.end))
}

/// Whether a fragment begins as a status does.
fn starts_status(tokens: &[Token]) -> bool {
    tokens.first().is_some_and(|first| {
        matches!(first.tag, Tag::Not | Tag::No | Tag::Nor)
            || first.cats.any(PREDICATES)
            || first.is(Cat::Exclude)
            || first.is(Cat::Include) && first.tag != Tag::Noun
            || first.is(Cat::NoAnswer)
            || first.is(Cat::Yes)
    })
}

/// "Decision: rejected" without its label; also "A:", "**A:**", "A14.".
fn strip_label(tokens: &[Token]) -> &[Token] {
    let colon = tokens.iter().take(6).position(|token| token.tag == Tag::Colon || token.norm == ">");
    let start = match colon {
        Some(colon)
            if !tokens
                .iter()
                .take(colon)
                .any(|token| matches!(token.tag, Tag::Verb | Tag::Be | Tag::Modal | Tag::Have)) =>
        {
            colon + 1
        }
        _ => 0,
    };
    let rest = tokens.get(start..).unwrap_or_default();
    let signs = rest
        .iter()
        .take_while(|token| {
            matches!(token.tag, Tag::Dash | Tag::QuoteOpen | Tag::Stop)
                || token.tag == Tag::Sign && token.cats.is_empty()
        })
        .count();
    rest.get(signs..).unwrap_or_default()
}
