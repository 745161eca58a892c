//! Legends: "Key: C = comply, D = deviate", "ticked = supplied", "Items with an asterisk are not part of the offer".

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Match};

use super::answer::refused;
use super::form::ticked;
use super::list::List;
use super::party::{Party, party};
use super::reader::{Found, Place, Reader, bytes};
use super::sense::Sentence;
use super::token::{Tag, Token};
use super::{ScopeRule, frame};
use crate::document::BlockKind;

/// The signs that codes stand for, with the place of their meaning.
#[derive(Debug, Default)]
pub(super) struct Legend {
    codes: HashMap<String, (i8, usize, Range<usize>)>,
}

/// Words for marks, and the mark each is.
const MARKS: &[(&str, &str)] = &[
    ("ticked", "☑"),
    ("tick", "☑"),
    ("ticks", "☑"),
    ("checked", "☑"),
    ("check", "☑"),
    ("marked", "☑"),
    ("x", "☑"),
    ("[x]", "☑"),
    ("selected", "☑"),
    ("✓", "☑"),
    ("✔", "☑"),
    ("✅", "☑"),
    ("unticked", "☐"),
    ("unchecked", "☐"),
    ("blank", "☐"),
    ("empty", "☐"),
    ("open", "☐"),
    ("unmarked", "☐"),
    ("asterisk", "*"),
    ("asterisks", "*"),
    ("star", "*"),
    ("stars", "*"),
    ("starred", "*"),
    ("dagger", "†"),
];

/// All of them at once: every block of a document with a hit is looked through.
static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = List::LegendKey.words().iter().copied().chain(MARKS.iter().map(|(word, _)| *word));
    AhoCorasick::builder().ascii_case_insensitive(true).build(words).ok()
});

/// Whether a block may hold a legend: an equals sign, or, where it is short, a word that announces one.
fn announces(text: &str) -> bool {
    let told = |found: Match| {
        let near = found.pattern().as_usize() < List::LegendKey.words().len() || text.len() < 200;
        near && frame::is_whole(text, found.start(), found.end())
    };
    let words = || WORDS.as_ref().is_some_and(|words| words.find_overlapping_iter(text).any(told));
    text.contains('=') || text.len() < 600 && words()
}

impl Legend {
    /// Reads the legends of a document.
    pub(super) fn new(reader: &Reader<'_>) -> Self {
        let mut legend = Self::default();
        for (at, block) in reader.document().blocks.iter().enumerate() {
            let text = block.text.plain();
            if announces(text) && !matches!(block.kind, BlockKind::Code | BlockKind::Aside | BlockKind::Value(_)) {
                legend.take(reader, at);
            }
        }
        legend
    }

    fn take(&mut self, reader: &Reader<'_>, block: usize) {
        let parsed = reader.parse(block);
        let tokens = &parsed.tokens;
        let key = List::LegendKey.stands_in(&frame::words(tokens.get(..tokens.len().min(8)).unwrap_or_default()));
        let starts: Vec<(usize, usize)> = (0..tokens.len()).filter_map(|at| entry(tokens, at, key)).collect();
        for (number, &(code, meaning)) in starts.iter().enumerate() {
            let end = starts.get(number + 1).map_or(tokens.len(), |next| next.0);
            let words = trim(tokens.get(meaning..end).unwrap_or_default());
            if let Some(sign) = tokens.get(code).and_then(|_| reader.meaning(block, words))
                && let Some(code) = tokens.get(code)
            {
                self.codes.insert(mark(&code.norm), (sign, block, bytes(words, &(0..words.len()))));
            }
        }
    }

    /// The sign of a code and where its meaning stands.
    fn get(&self, code: &str) -> Option<&(i8, usize, Range<usize>)> {
        self.codes.get(&mark(code))
    }
}

/// The code that starts an entry at `at`, and the first token of its meaning.
fn entry(tokens: &[Token], at: usize, key: bool) -> Option<(usize, usize)> {
    let code = tokens.get(at)?;
    let named = MARKS.iter().any(|(word, _)| *word == code.norm);
    let short =
        code.norm.chars().count() <= 3 && (code.capital || matches!(code.tag, Tag::Num | Tag::Sign | Tag::Dash));
    let opens = at.checked_sub(1).and_then(|at| tokens.get(at)).is_none_or(|before| {
        matches!(before.tag, Tag::Colon | Tag::Comma | Tag::Semi | Tag::Stop | Tag::Open | Tag::And | Tag::Close)
            || code.starts_line
            || code.tag == Tag::Sign
            || key && named
    });
    let next = tokens.get(at + 1)?;
    if !(short && opens || named) {
        return None;
    }
    match next.norm.as_str() {
        "=" | "means" | "mean" => Some((at, at + 2)),
        "stands for" => Some((at, at + 2)),
        ":" | "–" | "—" | "-" | "is" | "are" | "for" | "(" if key && short && opens => Some((at, at + 2)),
        "boxes" | "items" | "lines" | "rows" | "ones" | "entries" | "box" | "features" | "modules" if named => {
            Some((at, at + 2))
        }
        "is" | "are" | ":" if named => Some((at, at + 2)),
        _ => None,
    }
}

/// A mark by one name, whatever it is called.
fn mark(code: &str) -> String {
    let code = code.trim().trim_end_matches('\u{fe0f}').to_lowercase();
    MARKS.iter().find(|(word, _)| *word == code).map_or(code, |(_, mark)| (*mark).to_owned())
}

fn trim(tokens: &[Token]) -> &[Token] {
    let ends = |token: &Token| {
        matches!(token.tag, Tag::Comma | Tag::Semi | Tag::Stop | Tag::And | Tag::Open | Tag::Close | Tag::Colon)
    };
    let start = tokens.iter().take_while(|token| ends(token)).count();
    let stop = tokens
        .iter()
        .skip(start)
        .position(|token| token.tag == Tag::Stop || token.starts_line && token.tag != Tag::Noun);
    let mut end = stop.map_or(tokens.len(), |stop| start + stop);
    while end > start && tokens.get(end - 1).is_some_and(ends) {
        end -= 1;
    }
    tokens.get(start..end).unwrap_or_default()
}

impl Reader<'_> {
    /// The sign of a meaning: a side, a status, or what it says of what stands under it.
    fn meaning(&self, block: usize, words: &[Token]) -> Option<i8> {
        match party(&frame::words(words)) {
            Some(Party::Ours) => return Some(1),
            Some(Party::Theirs) => return Some(-1),
            None => {}
        }
        let sentence = Sentence::new(words);
        self.about(&sentence)
            .map(|(about, _)| about.sign)
            .or_else(|| self.label_sign(block, words.to_vec()).map(|found| found.sign))
            .or_else(|| refused(&sentence).map(|_| -1))
    }

    /// What a code stands for, where the document has a legend for it.
    pub(super) fn coded(&self, code: &str) -> Option<Found> {
        let legend = self.legend();
        let (sign, block, span) = legend.get(code)?;
        Some(Found { strong: true, ..Found::at(*block, span.clone(), *sign, ScopeRule::Status) })
    }

    /// The code that stands beside a hit: "X: B", "X (D)", "● X", "X*", a ticked box.
    pub(super) fn marked(&self, place: &Place<'_>, sentence: &Sentence<'_>) -> Option<Found> {
        let rest = sentence.tokens.get(place.target + 1..).unwrap_or_default();
        if let Some(sign) = ticked(rest) {
            return Some(Found::at(place.hit.block, bytes(rest, &(0..rest.len())), sign, ScopeRule::Status));
        }
        if let Some(found) = given_to(place.hit.block, rest) {
            return Some(found);
        }
        let own = self.document().blocks.get(place.hit.block)?;
        let task = own.items.last().and_then(|item| item.task).map(|ticked| if ticked { "☑" } else { "☐" });
        let after = code_after(sentence.tokens, place.target);
        let before = (place.target == 1).then(|| sentence.tokens.first()).flatten();
        let other = |found: &Found| found.block != place.hit.block || found.span.end <= place.hit.span.start;
        let names = [task, after, before.map(|token| token.norm.as_str())];
        // The whole document is read for its legend where a code stands there, and only there.
        let ticked = || {
            let tick = before.filter(|tick| matches!(tick.norm.as_str(), "☑" | "✅" | "✔" | "✓" | "☐" | "⬜"))?;
            let sign = if matches!(tick.norm.as_str(), "☐" | "⬜") { -1 } else { 1 };
            Some(Found::at(place.hit.block, tick.span.clone(), sign, ScopeRule::Status))
        };
        names.into_iter().flatten().find_map(|code| self.coded(code)).filter(other).or_else(ticked)
    }
}

/// A code after the hit and nothing more.
fn code_after(tokens: &[Token], target: usize) -> Option<&str> {
    let mut at = target + 1;
    if tokens.get(at).is_some_and(|token| matches!(token.tag, Tag::Colon | Tag::Dash | Tag::Open | Tag::Comma)) {
        at += 1;
    }
    let is_sign = |code: &&Token| matches!(code.tag, Tag::Stop | Tag::Comma | Tag::Semi | Tag::Colon | Tag::Close);
    let code = tokens.get(at).filter(|code| !is_sign(code))?;
    let closes = tokens
        .get(at + 1)
        .is_none_or(|next| matches!(next.tag, Tag::Close | Tag::Comma | Tag::Stop | Tag::Semi) || next.starts_line);
    closes.then_some(code.norm.as_str())
}

/// "X: customer", "X (you)": the side whose part it is, and nothing more.
fn given_to(block: usize, rest: &[Token]) -> Option<Found> {
    let open = rest.first().filter(|open| matches!(open.tag, Tag::Colon | Tag::Dash | Tag::Open))?;
    let end = rest
        .iter()
        .skip(1)
        .position(|token| matches!(token.tag, Tag::Close | Tag::Stop | Tag::Semi | Tag::Comma) || token.starts_line);
    let words = rest.get(1..end.map_or(rest.len(), |end| end + 1))?;
    let named = words.first().is_some_and(|first| first.norm != "yours");
    let whose = party(&frame::words(words)).filter(|_| named && words.len() <= 4)?;
    let sign = if whose == Party::Ours { 1 } else { -1 };
    let _ = open;
    Some(Found {
        mention: whose == Party::Theirs,
        ..Found::at(block, bytes(words, &(0..words.len())), sign, ScopeRule::Owner)
    })
}
