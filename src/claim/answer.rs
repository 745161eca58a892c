//! What an answer says: a yes or a no, a refusal, a grant, a judgement of what was asked.

use std::ops::Range;

use super::ScopeRule;
use super::follow::{Line, Next, Sequel};
use super::form::ticked;
use super::frame::words;
use super::groups::Group;
use super::lexicon::{Cat, PREDICATES};
use super::list::List;
use super::reader::{Found, Place, Reader};
use super::sense::{Sense, Sentence, Strength};
use super::token::{Tag, Token};
use crate::document::BlockKind;

/// What an answer settles.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Asked {
    /// The sign that a "yes" would give; 0 where a "yes" says nothing about the thing.
    pub(super) yes: i8,
    /// A question with who, when, how: a plain answer takes the thing for granted.
    pub(super) open: bool,
    /// A question with who.
    pub(super) who: bool,
    /// Something that the thing may have is asked for: its price, its snags.
    pub(super) beside: bool,
    /// Whether somebody asked for the thing is what is asked.
    pub(super) raised: bool,
}

impl Asked {
    /// The sign that a yes (1) or a no (-1) gives the thing; `None` where it settles nothing.
    pub(super) fn sign(&self, yes: i8) -> Option<i8> {
        match () {
            () if self.yes != 0 && !self.open => Some(yes * self.yes),
            () if self.open && yes < 0 => Some(-1),
            () => None,
        }
    }
}

impl Reader<'_> {
    /// The answer to a question in a cell: another cell of its row.
    pub(super) fn answer_cell(&self, place: &Place<'_>, sense: &Sense, asked: &Asked) -> Option<Found> {
        let BlockKind::Cell(cell) = self.document().blocks.get(place.hit.block)?.kind else { return None };
        let sequel = Sequel { sense, asked: Some(asked), settled: false, earlier: false };
        for column in self.index().columns_near(cell) {
            let Some(block) = self.index().cell(cell.table, cell.row, column) else { continue };
            if is_number(self.plain(block)) {
                continue;
            }
            let parsed = self.parse(block);
            for number in 0..parsed.sentences.len().min(3) {
                match self.next(Line { block, parsed: &parsed, number, distance: number + 1 }, sequel) {
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
}

/// Whether a cell holds the number or the code of its row and nothing more: "3", "Q12".
fn is_number(cell: &str) -> bool {
    let cell = cell.trim().trim_start_matches(['#', 'Q', 'R', '§']).trim_end_matches(['.', ')']);
    !cell.is_empty() && cell.chars().all(|digit| digit.is_ascii_digit() || digit == '.')
}

/// What a yes would say.
pub(super) fn question(sentence: &Sentence<'_>, sense: &Sense) -> Asked {
    let open = sentence
        .tokens
        .iter()
        .take(3)
        .any(|token| ["when", "where", "how", "which", "who", "what", "why"].contains(&token.norm.as_str()));
    let who = sentence.tokens.iter().take(4).any(|token| token.norm == "who");
    let obliged = sentence
        .tokens
        .windows(2)
        .any(|pair| matches!(pair, [have, to] if matches!(have.norm.as_str(), "have" | "need") && to.norm == "to"))
        || sentence.tokens.first().is_some_and(|first| first.norm == "must");
    let starts = |at: usize| sentence.tokens.get(at).map(|token| token.norm.as_str());
    let existential = starts(1) == Some("there") && sense.sign > 0;
    let done = sentence
        .tokens
        .windows(2)
        .any(|pair| matches!(pair, [verb, hit] if verb.norm == "do" && hit.tag == Tag::Target) && sense.sign > 0);
    if existential || done {
        return Asked { yes: 1, open, who, beside: beside(sentence, open), ..Asked::default() };
    }
    let counts = !obliged && sense.strength == Strength::Explicit || sense.polar || sense.strength == Strength::Bare;
    let raised = sense.strength < Strength::Explicit
        && sentence
            .tokens
            .iter()
            .take_while(|token| token.tag != Tag::Target)
            .any(|token| token.tag == Tag::Verb && ASKING.iter().any(|stem| token.norm.starts_with(stem)));
    Asked { yes: if counts { sense.sign } else { 0 }, open, who, beside: beside(sentence, open), raised }
}

/// Stems of verbs of asking.
const ASKING: &[&str] = &["ask", "enquir", "inquir", "request", "demand", "quer"];

/// "What is the fee for X?", "Any snags with X?"
fn beside(sentence: &Sentence<'_>, open: bool) -> bool {
    let Some(target) = sentence.tokens.iter().position(|token| token.tag == Tag::Target) else { return false };
    let before = sentence.tokens.get(..target).unwrap_or_default();
    let Some(noun) = before.iter().position(drawback) else {
        return false;
    };
    let any = open || before.iter().take(3).any(|token| matches!(token.norm.as_str(), "any" | "there"));
    any && before.iter().skip(noun + 1).any(|token| token.tag == Tag::Prep)
}

/// "catch", "extra charges": something that a thing may have to its disadvantage.
pub(super) fn drawback(token: &Token) -> bool {
    let noun = token.norm.rsplit(' ').next().unwrap_or_default();
    List::Drawback.has(noun) || List::Drawback.has(noun.trim_end_matches('s'))
}

/// The sign of a yes or a no at the start of an answer.
pub(super) fn answer(tokens: &[Token]) -> Option<i8> {
    if let Some(sign) = ticked(tokens) {
        return Some(sign);
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
pub(super) fn granted(sentence: &Sentence<'_>) -> Option<Range<usize>> {
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
pub(super) fn refused(sentence: &Sentence<'_>) -> Option<Range<usize>> {
    let group = sentence.groups.iter().find(|group| group.finite())?;
    let verb = group.main.and_then(|main| sentence.tokens.get(main));
    let counts = verb.is_none_or(|verb| !verb.is(Cat::OtherVerb) && !verb.is(Cat::Exclude));
    let early = group.start <= 6;
    // "We are not a fit."
    let subject = group.start.checked_sub(1).and_then(|at| sentence.tokens.get(at));
    let lacks = group.copula
        && sentence.tokens.get(group.end).is_some_and(|next| next.is(Cat::Unavailable))
        && subject.is_some_and(|subject| subject.norm == "we" || subject.is(Cat::Vendor));
    ((group.polarity() < 0 || lacks) && counts && early).then_some(group.start..group.end)
}

/// "You assume wrong.": a judgement of what was said before.
pub(super) fn judged(sentence: &Sentence<'_>) -> Option<(i8, Range<usize>)> {
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
pub(super) fn said_answer(tokens: &[Token]) -> Option<(i8, Range<usize>)> {
    let told = tokens.windows(3).position(|three| matches!(three, [tell, whom, answer] if tell.is(Cat::Say) && whom.tag == Tag::Pron && matches!(answer.norm.as_str(), "no" | "yes"))).map(|at| at + 1);
    let at = told.or(tokens
        .windows(2)
        .position(|pair| matches!(pair, [say, answer] if says(say) && matches!(answer.norm.as_str(), "no" | "yes"))))?;
    let closes = tokens.get(at + 2).is_none_or(|next| {
        matches!(next.tag, Tag::Stop | Tag::Comma | Tag::Semi | Tag::QuoteClose | Tag::Close | Tag::And)
    });
    let yes = tokens.get(at + 1).is_some_and(|answer| answer.norm == "yes");
    closes.then_some((if yes { 1 } else { -1 }, at..at + 2))
}

/// A verb by which an answer is given.
fn says(verb: &Token) -> bool {
    verb.is(Cat::Say) && ["sa", "answer", "repl", "respond"].iter().any(|stem| verb.norm.starts_with(stem))
}

/// "have to go elsewhere".
pub(super) fn elsewhere(sentence: &Sentence<'_>) -> Option<(i8, Range<usize>)> {
    let at = sentence.tokens.iter().position(|token| token.norm.ends_with("elsewhere"))?;
    let denied = sentence.groups.iter().any(|group| !group.negations.is_empty());
    Some((if denied { 1 } else { -1 }, at..at + 1))
}

/// "I'm afraid we won't.", "It doesn't.", "We do."
pub(super) fn elliptic(sentence: &Sentence<'_>, asked: &Asked) -> Option<(i8, Range<usize>)> {
    let feels = |group: &Group| {
        sentence.tokens.get(group.end).is_some_and(|next| matches!(next.norm.as_str(), "afraid" | "sorry" | "glad"))
    };
    let bare = |group: &Group| group.finite() && group.main.is_none() && !feels(group);
    let (at, group) = sentence.groups.iter().enumerate().find(|(_, group)| bare(group))?;
    let next = sentence.tokens.get(group.end);
    let closes = next.is_none_or(|next| {
        matches!(next.tag, Tag::Stop | Tag::Comma | Tag::Semi | Tag::Adv | Tag::Sub | Tag::Dash)
            || matches!(next.norm.as_str(), "that" | "so") && next.tag == Tag::Pron
    });
    let subject = group
        .start
        .checked_sub(1)
        .and_then(|at| sentence.tokens.get(at))
        .is_some_and(|before| matches!(before.tag, Tag::Pron | Tag::Noun | Tag::Num | Tag::Nobody));
    let doubted = sentence.groups.iter().take(at).filter(|over| {
        let verb = over.main.and_then(|main| sentence.tokens.get(main));
        let parted = (over.end..group.start).any(|at| {
            sentence
                .tokens
                .get(at)
                .is_some_and(|token| matches!(token.tag, Tag::Comma | Tag::Semi | Tag::Stop | Tag::And))
        });
        over.polarity() < 0 && !parted && verb.is_some_and(|verb| verb.is(Cat::Think) || verb.is(Cat::Say))
    });
    let doubted = if doubted.count() % 2 == 1 { -1 } else { 1 };
    let yes = doubted * (if asked.yes == 0 { 1 } else { asked.yes });
    let nobody = sentence
        .tokens
        .iter()
        .take(group.start)
        .rev()
        .take(3)
        .take_while(|token| !matches!(token.tag, Tag::Stop | Tag::Semi | Tag::Comma | Tag::Colon))
        .any(|token| matches!(token.tag, Tag::No | Tag::Nobody));
    let sign = if nobody != unsaid(sentence, group.start) { -group.polarity() } else { group.polarity() };
    (closes && subject).then(|| (sign * yes, group.start..group.end))
}

/// "Can't say that we do": whether the clause of the group at `verb` is what somebody can't say.
fn unsaid(sentence: &Sentence<'_>, verb: usize) -> bool {
    sentence.groups.iter().any(|group| {
        let says = group.main.and_then(|main| sentence.tokens.get(main)).is_some_and(|verb| verb.is(Cat::Say));
        let joined = (group.end..verb).filter_map(|at| sentence.tokens.get(at)).any(|token| token.tag == Tag::And);
        let near = group.end < verb && verb <= group.end + 3 && !joined;
        says && near && group.polarity() < 0
    })
}

/// Whether a fragment begins as a status does.
pub(super) fn starts_status(tokens: &[Token]) -> bool {
    tokens.first().is_some_and(|first| {
        matches!(first.tag, Tag::Not | Tag::No | Tag::Nor)
            || first.cats.any(PREDICATES)
            || first.is(Cat::Exclude)
            || first.is(Cat::Include) && first.tag != Tag::Noun
            || first.is(Cat::NoAnswer)
            || first.is(Cat::Yes)
    })
}

/// A count of votes: "for 2, against 6", "6 against, 2 for", "4 ayes, 1 no".
pub(super) fn vote(tokens: &[Token]) -> Option<i8> {
    let number = |at: usize| {
        let word = tokens.get(at)?.norm.as_str();
        let spelt = NUMBERS.iter().position(|number| *number == word).and_then(|at| u32::try_from(at).ok());
        spelt.or_else(|| word.parse::<u32>().ok())
    };
    let count = |names: &[&str]| {
        let at = tokens.iter().position(|token| names.contains(&token.norm.as_str()))?;
        let before = at.checked_sub(1).and_then(number);
        let after = number(at + 1).or_else(|| number(at + 2));
        if number(0).is_some() { before.or(after) } else { after.or(before) }
    };
    let ayes = count(&["for", "ayes", "aye", "yes", "in favour", "in favor", "favour", "yeas"])?;
    let noes = count(&["against", "noes", "nays", "no", "opposed", "nos"])?;
    (ayes != noes).then_some(if ayes > noes { 1 } else { -1 })
}

const NUMBERS: &[&str] = &[
    "nil", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen",
];

/// Whether an answer says no by its tone: "hope elsewhere, I'm afraid", "sorry, never had it".
pub(super) fn regrets(sentence: &Sentence<'_>) -> Option<Range<usize>> {
    let tokens = sentence.tokens;
    let at = tokens.iter().position(|token| List::Regret.words().iter().any(|word| token.norm.contains(word)));
    let phrase = || List::Regret.stands_in(&words(tokens)).then_some(0..tokens.len());
    at.map(|at| at..at + 1).or_else(phrase).filter(|_| tokens.len() <= 14)
}

/// A short answer without a verb of its own and without a denial: "To everybody who asks", "From day one".
pub(super) fn affirms(sentence: &Sentence<'_>) -> bool {
    let tokens = sentence.tokens;
    let content = tokens.iter().filter(|token| !matches!(token.tag, Tag::Stop | Tag::Comma)).count();
    let denies = tokens.iter().any(|token| {
        matches!(
            token.tag,
            Tag::Not | Tag::No | Tag::Nobody | Tag::Nor | Tag::Without | Tag::Except | Tag::Cond | Tag::Instead
        ) || token.is(Cat::NoAnswer)
            || token.is(Cat::Unavailable)
            || token.is(Cat::Exclude)
            || token.is(Cat::Refuse)
            || matches!(
                token.norm.as_str(),
                "depends" | "maybe" | "perhaps" | "later" | "check" | "ask" | "unclear" | "hm" | "hmm"
            )
    });
    let subject = sentence
        .tokens
        .first()
        .is_some_and(|first| matches!(first.tag, Tag::Pron | Tag::That | Tag::Rel | Tag::Have) || first.norm == "that");
    let finite = sentence.groups.iter().any(|group| group.finite());
    (1..=7).contains(&content) && !denies && (!finite || subject) && !sentence.asks()
}

/// "Strike", "Keep it", "Decline": what to do with the thing.
pub(super) fn ordered(sentence: &Sentence<'_>) -> Option<(i8, Range<usize>)> {
    let group = sentence.groups.first().filter(|group| group.start == 0 && (group.imperative || group.end == 1))?;
    let verb = sentence.tokens.get(group.main?)?;
    let open = sentence.tokens.get(group.end).is_none_or(|next| {
        matches!(next.tag, Tag::Stop | Tag::Comma | Tag::Semi | Tag::Pron | Tag::Prep | Tag::Adv | Tag::And | Tag::Open)
    });
    let sign = match () {
        () if !open => return None,
        () if verb.is(Cat::Exclude)
            || verb.is(Cat::Refuse)
            || matches!(verb.norm.as_str(), "strike" | "cut" | "bin") =>
        {
            -1
        }
        () if verb.is(Cat::Include)
            || verb.is(Cat::Permit)
            || matches!(verb.norm.as_str(), "keep" | "accept" | "approve") =>
        {
            1
        }
        () => return None,
    };
    Some((sign * group.polarity(), group.start..group.end))
}

/// "The answer is no", "our answer has to be yes".
pub(super) fn worded_answer(tokens: &[Token]) -> Option<(i8, Range<usize>)> {
    let noun = tokens.iter().position(|token| {
        matches!(token.norm.as_str(), "answer" | "reply" | "verdict" | "word" | "heard" | "got" | "received")
            || ["answered", "replied", "responded"].iter().any(|verb| token.norm.starts_with(verb))
    })?;
    let word = |at: usize| tokens.get(at).map_or("", |token| token.norm.as_str());
    if let Some(at) =
        (noun + 1..tokens.len().min(noun + 4)).find(|&at| word(at) == "negative" || word(at) == "affirmative")
    {
        return Some((if word(at) == "affirmative" { 1 } else { -1 }, at..at + 1));
    }
    let at = (noun + 1..tokens.len().min(noun + 9))
        .find(|&at| tokens.get(at).is_some_and(|token| matches!(token.norm.as_str(), "no" | "yes")))?;
    let closes = tokens.get(at + 1).is_none_or(|next| {
        matches!(next.tag, Tag::Stop | Tag::Comma | Tag::Semi | Tag::And | Tag::Dash | Tag::Close | Tag::QuoteClose)
    });
    let yes = tokens.get(at).is_some_and(|token| token.norm == "yes");
    closes.then_some((if yes { 1 } else { -1 }, at..at + 1))
}

/// An answer that leaves it to somebody else: "You run it yourselves", "Another vendor does", "That stays with you".
pub(super) fn left_to_others(tokens: &[Token]) -> bool {
    tokens.len() <= 14 && List::LeftToOthers.stands_in(&words(tokens).replace(" 's", "'s"))
}

/// "Only a CSV import", "Just by hand": less than what was asked for.
pub(super) fn only_less(tokens: &[Token]) -> bool {
    tokens.first().is_some_and(|first| matches!(first.norm.as_str(), "only" | "just" | "merely"))
        && !tokens.iter().any(|token| token.tag == Tag::Target || token.is(Cat::Yes) || token.is(Cat::Anaphor))
}
