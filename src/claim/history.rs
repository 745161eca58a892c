//! What changed over time: "2024: we offered X. 2025: we stopped.", "Until May: … Since May: …". The last state decides.

use super::ScopeRule;
use super::answer::{Asked, elliptic, refused};
use super::frame::{own_label, words};
use super::lexicon::Cat;
use super::reader::{Found, Place, Reader, bytes};
use super::sense::{Sense, Sentence, Strength};
use super::table::staged;
use super::token::{Tag, Token};
use crate::document::BlockKind;

/// How many blocks after the hit are looked at for later dates.
const REACH: usize = 6;

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "week",
    "today",
    "yesterday",
    "now",
    "since",
    "until",
    "before",
    "then",
    "formerly",
    "previously",
    "originally",
    "initially",
    "once",
    "later",
    "afterwards",
    "currently",
    "nowadays",
    "meanwhile",
    "last",
    "this",
];
const BEGIN: &[&str] = &["start", "began", "begin", "begun", "resum", "launch", "reintroduc", "reinstat", "went live"];
const END: &[&str] =
    &["stop", "ceas", "quit", "end", "discontinu", "gave up", "pull", "shut", "kill", "scrap", "retir", "axe"];

impl Reader<'_> {
    /// What the last of the dated lines after the hit's own says of it.
    pub(super) fn history(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<Found> {
        own_label(sentence.tokens, place.target).filter(|label| dated(&words(label)))?;
        let mut last = None;
        for number in (place.number + 1..place.parsed.sentences.len()).take(2 * REACH) {
            self.dated(place, place.hit.block, place.parsed.sentence(number), sense, &mut last);
        }
        let own = self.document().blocks.get(place.hit.block)?;
        for at in place.hit.block + 1..(place.hit.block + REACH).min(self.document().blocks.len()) {
            let block = self.document().blocks.get(at)?;
            if matches!(block.kind, BlockKind::Heading(_)) || block.items.len() != own.items.len() {
                break;
            }
            let parsed = self.parse(at);
            let mut dated = false;
            for number in 0..parsed.sentences.len().min(6) {
                dated |= self.dated(place, at, parsed.sentence(number), sense, &mut last);
            }
            if !dated {
                break;
            }
        }
        let found = last?;
        let changes = sense.strength < Strength::Explicit || found.sign != sense.sign;
        changes.then_some(found)
    }

    /// Takes up what a line with a date says, and whether it has one.
    fn dated(
        &self,
        place: &Place<'_>,
        block: usize,
        tokens: &[Token],
        sense: &Sense,
        last: &mut Option<Found>,
    ) -> bool {
        let dated = own_label(tokens, usize::MAX).is_some_and(|label| dated(&words(label)));
        if dated && let Some(sign) = self.states(place, block, tokens, sense) {
            *last = Some(Found::at(block, bytes(tokens, &(0..tokens.len())), sign, ScopeRule::FollowUp));
        }
        dated
    }

    /// What a later line says of the hit: its name again, a word that stands for it, a status, a begin or an end.
    pub(super) fn states(&self, place: &Place<'_>, block: usize, line: &[Token], sense: &Sense) -> Option<i8> {
        let label = own_label(line, usize::MAX).map_or(0, <[Token]>::len);
        let mut rest = line.get(label..)?;
        while rest.first().is_some_and(|first| matches!(first.tag, Tag::Colon | Tag::Dash)) {
            rest = rest.get(1..)?;
        }
        if let Some(sign) = self.named_again(place, block, rest) {
            return Some(sign);
        }
        let sentence = Sentence::new(rest);
        let pronoun = Asked { yes: sense.bare_sign(), ..Asked::default() };
        if let Some((about, _)) = self.about_signed(&sentence, sense) {
            return Some(about.sign);
        }
        if let Some((sign, _)) = elliptic(&sentence, &pronoun) {
            return Some(sign);
        }
        if let Some(sign) = turns(&sentence) {
            return Some(sign);
        }
        if refused(&sentence).is_some() {
            return Some(-1);
        }
        let finite = sentence.groups.iter().any(|group| group.finite());
        if finite { None } else { sentence.status(0..rest.len(), false).map(|(sign, _)| sign) }
    }

    /// What a line that names the hit once more says of it.
    fn named_again(&self, place: &Place<'_>, block: usize, line: &[Token]) -> Option<i8> {
        let span = bytes(line, &(0..line.len()));
        let name = place.hit.span.slice(self.plain(place.hit.block)).to_lowercase();
        let text = self.plain(block).get(span.clone())?.to_lowercase();
        let at = text.find(&name).filter(|_| text.len() == span.len())? + span.start;
        let parsed = self.parse_at(block, at..at + name.len());
        let target = parsed.tokens.iter().position(|token| token.tag == Tag::Target)?;
        let number = parsed.sentences.iter().position(|range| range.contains(&target))?;
        let start = parsed.sentences.get(number)?.start;
        let sense = Sentence::new(parsed.sentence(number)).read(target - start..target - start + 1);
        Some(sense.sign)
    }
}

/// "we stopped", "we began again": a verb of beginning or ending without an object.
fn turns(sentence: &Sentence<'_>) -> Option<i8> {
    let group = sentence.groups.iter().rev().find(|group| group.finite() || group.participle)?;
    let verb = sentence.tokens.get(group.main?)?;
    let after = sentence.tokens.get(group.end);
    let open = after.is_none_or(|next| matches!(next.tag, Tag::Stop | Tag::Comma | Tag::Prep | Tag::Adv | Tag::Semi));
    let stem = |list: &[&str]| list.iter().any(|stem| verb.norm.starts_with(stem));
    match () {
        () if !open => None,
        () if stem(END) || verb.is(Cat::Refuse) => Some(-group.polarity()),
        () if stem(BEGIN) => Some(group.polarity()),
        () => None,
    }
}

/// Whether a label is a date or names a version: "2024", "Rev 2".
fn dated(label: &str) -> bool {
    let versions = ["rev", "revision", "version", "edition", "draft", "issue"];
    timed(label) || versions.iter().any(|version| label.starts_with(version)) && staged(label)
}

/// Whether a label is a date, a version or a word of time.
pub(super) fn timed(label: &str) -> bool {
    label.split_whitespace().any(|word| {
        let year = word.len() == 4 && word.starts_with(['1', '2']) && word.chars().all(|digit| digit.is_ascii_digit());
        let short = word
            .strip_prefix(['v', 'q', 'w', 'r', 'h'])
            .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|digit| digit.is_ascii_digit() || digit == '.'));
        let date = word.contains(['-', '/', '.'])
            && word.chars().filter(char::is_ascii_digit).count() >= 2
            && !word.chars().any(char::is_alphabetic);
        year || short || date || MONTHS.contains(&word)
    })
}
