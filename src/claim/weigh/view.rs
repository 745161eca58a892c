//! What is looked at when a reading is weighed: the words around the hit, by where they stand.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::table::{Clue, Numbers, UNKNOWN};
use crate::claim::Reading;
use crate::claim::lexicon::{Cat, Cats, NAMES};
use crate::claim::reader::{Place, Reader};
use crate::claim::sense::{Sense, Sentence, Strength};
use crate::claim::token::{Tag, Token};
use crate::document::BlockKind;
use crate::span::{Plain, Span};

/// Clues are of so many words in a row.
pub(super) const LONGEST: usize = 3;
/// How many words of the sentences further away, and of a neighbouring block, are looked at.
const STRETCH: usize = 60;
const BESIDE: usize = 16;
/// How far the two words of a pair stand apart at most, and over how many of their kind it reaches.
const APART: usize = 8;
const AHEAD: usize = 3;

/// Where a clue stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Zone {
    /// In the hit's own sentence before the hit.
    Before,
    /// The same, after it.
    After,
    /// In the sentence before.
    Previous,
    /// In the sentence after.
    Next,
    /// Further up in the block, or in the block above.
    Earlier,
    /// Further down in the block, or in the block below.
    Later,
    /// Anywhere before the hit's sentence.
    Above,
    /// Anywhere after the hit.
    Below,
    /// A pair of words with others between them, by the zone it is in.
    PairBefore,
    /// See [`Zone::PairBefore`].
    PairAfter,
    /// See [`Zone::PairBefore`].
    PairPrevious,
    /// See [`Zone::PairBefore`].
    PairNext,
    /// So many words before the hit.
    Left1,
    /// See [`Zone::Left1`].
    Left2,
    /// See [`Zone::Left1`].
    Left3,
    /// See [`Zone::Left1`].
    Left4,
    /// See [`Zone::Left1`].
    Left5,
    /// So many words after it.
    Right1,
    /// See [`Zone::Right1`].
    Right2,
    /// See [`Zone::Right1`].
    Right3,
    /// See [`Zone::Right1`].
    Right4,
    /// See [`Zone::Right1`].
    Right5,
    /// What the rules made of the hit.
    Rules,
}

/// Words count by their distance so far on each side of the hit.
const LEFT: [Zone; 5] = [Zone::Left1, Zone::Left2, Zone::Left3, Zone::Left4, Zone::Left5];
const RIGHT: [Zone; 5] = [Zone::Right1, Zone::Right2, Zone::Right3, Zone::Right4, Zone::Right5];

/// The zones by name.
pub(super) const ZONES: &[(&str, Zone)] = &[
    ("before", Zone::Before),
    ("after", Zone::After),
    ("previous", Zone::Previous),
    ("next", Zone::Next),
    ("earlier", Zone::Earlier),
    ("later", Zone::Later),
    ("above", Zone::Above),
    ("below", Zone::Below),
    ("pair before", Zone::PairBefore),
    ("pair after", Zone::PairAfter),
    ("pair previous", Zone::PairPrevious),
    ("pair next", Zone::PairNext),
    ("left 1", Zone::Left1),
    ("left 2", Zone::Left2),
    ("left 3", Zone::Left3),
    ("left 4", Zone::Left4),
    ("left 5", Zone::Left5),
    ("right 1", Zone::Right1),
    ("right 2", Zone::Right2),
    ("right 3", Zone::Right3),
    ("right 4", Zone::Right4),
    ("right 5", Zone::Right5),
    ("rules", Zone::Rules),
];

impl Zone {
    /// The zone of that name.
    pub(super) fn named(name: &str) -> Option<Self> {
        ZONES.iter().find(|(known, _)| *known == name).map(|(_, zone)| *zone)
    }

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        ZONES.iter().find(|(_, zone)| *zone == self).map_or("", |(name, _)| name)
    }

    /// The wider zone around it.
    fn wider(self) -> Option<Self> {
        match self {
            Self::Previous | Self::Earlier => Some(Self::Above),
            Self::After | Self::Next | Self::Later => Some(Self::Below),
            _ => None,
        }
    }
}

/// A word of a clue.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    number: u32,
    /// Whether it is of one of the [`CLASSES`].
    closed: bool,
    /// Its block and its bytes there, if it stands in the document.
    pub(super) place: Option<(usize, Span<Plain>)>,
}

/// Gives each word of clues its number, [`UNKNOWN`] to those that are in no clue.
pub(super) type Number<'n> = &'n dyn Fn(&str) -> u32;

/// All that is looked at around one hit.
#[derive(Debug, Default)]
pub(super) struct View {
    words: Vec<Word>,
    /// Words in a row, each of which starts clues of up to [`LONGEST`] words.
    rows: Vec<(Zone, Range<usize>)>,
    /// Clues by themselves.
    single: Vec<(Zone, Range<usize>)>,
}

impl View {
    /// Looks around the hit at `place`, for which the rules have `reading`.
    pub(super) fn new(
        reader: &Reader<'_>,
        place: &Place<'_>,
        sentence: &Sentence<'_>,
        sense: &Sense,
        reading: &Reading,
        number: Number<'_>,
    ) -> Self {
        let mut look = Look { reader, place, sentence, number, view: Self::default() };
        look.at_words();
        look.at_pairs();
        look.at_categories();
        look.at_rules(sense, reading);
        look.view
    }

    /// Calls `visit` with every clue whose words all have a number, in its zone and in the wider one.
    pub(super) fn each<'v>(&'v self, visit: &mut impl FnMut(Clue, &'v [Word])) {
        let mut visit = |zone: Zone, numbers: Numbers, words: &'v [Word]| {
            visit(Clue::new(zone, numbers), words);
            if let Some(wider) = zone.wider() {
                visit(Clue::new(wider, numbers), words);
            }
        };
        for (zone, row) in &self.rows {
            for start in row.clone() {
                let ahead = self.words.get(start..row.end.min(start + LONGEST)).unwrap_or_default();
                let mut clue = Numbers::default();
                for (at, word) in ahead.iter().enumerate().take_while(|(_, word)| word.number != UNKNOWN) {
                    clue = clue.with(word.number, at);
                    visit(*zone, clue, ahead.get(..=at).unwrap_or_default());
                }
            }
        }
        for (zone, range) in &self.single {
            let words = self.words.get(range.clone()).unwrap_or_default();
            if words.iter().all(|word| word.number != UNKNOWN) {
                let clue = words.iter().enumerate();
                let clue = clue.fold(Numbers::default(), |clue, (at, word)| clue.with(word.number, at));
                visit(*zone, clue, words);
            }
        }
    }
}

/// The zone of pairs in a zone.
fn paired(zone: Zone) -> Option<Zone> {
    match zone {
        Zone::Before => Some(Zone::PairBefore),
        Zone::After => Some(Zone::PairAfter),
        Zone::Previous => Some(Zone::PairPrevious),
        Zone::Next => Some(Zone::PairNext),
        _ => None,
    }
}

/// A view in the making, with what is needed to look around the hit.
struct Look<'s> {
    reader: &'s Reader<'s>,
    place: &'s Place<'s>,
    sentence: &'s Sentence<'s>,
    number: Number<'s>,
    view: View,
}

impl<'s> Look<'s> {
    /// A clue of words that stand nowhere in the document.
    fn single(&mut self, zone: Zone, text: &str) {
        let start = self.view.words.len();
        self.bare(text);
        self.view.single.push((zone, start..start + 1));
    }

    fn bare(&mut self, text: &str) {
        self.view.words.push(Word { number: (self.number)(text), closed: false, place: None });
    }

    fn take<'t>(&mut self, block: usize, tokens: impl IntoIterator<Item = &'t Token>) {
        let word = |token: &Token| {
            let class = class(token);
            let text = class.unwrap_or(token.norm.as_str());
            let closed = class.is_some_and(|class| class != HIT && class != DIGITS);
            let place = Some((block, Span::new(token.span.start, token.span.end)));
            Word { number: (self.number)(text), closed, place }
        };
        self.view.words.extend(tokens.into_iter().map(word));
    }

    /// The words that `fill` takes, between a mark of where they start and one of where they end.
    fn row(&mut self, zone: Zone, first: &str, fill: impl FnOnce(&mut Self), last: &str) -> Range<usize> {
        let start = self.view.words.len();
        self.bare(first);
        fill(self);
        self.bare(last);
        let row = start..self.view.words.len();
        self.view.rows.push((zone, row.clone()));
        row
    }

    fn own(&self) -> (&'s [Token], &'s [Token]) {
        let tokens = self.sentence.tokens;
        let target = self.place.target;
        (tokens.get(..target).unwrap_or_default(), tokens.get(target + 1..).unwrap_or_default())
    }

    fn other(&self, number: Option<usize>) -> &'s [Token] {
        number.map(|number| self.place.parsed.sentence(number)).unwrap_or_default()
    }

    fn at_words(&mut self) {
        let (block, number, parsed) = (self.place.hit.block, self.place.number, self.place.parsed);
        let (before, after) = self.own();
        let sentences = |range: Range<usize>| range.flat_map(|number| parsed.sentence(number));
        let left = self.row(Zone::Before, "^", |look| look.take(block, before), HIT);
        let right = self.row(Zone::After, HIT, |look| look.take(block, after), "$");
        let by_distance = LEFT.into_iter().zip((left.start + 1..left.end - 1).rev());
        let by_distance = by_distance.chain(RIGHT.into_iter().zip(right.start + 1..right.end - 1));
        self.view.single.extend(by_distance.map(|(zone, at)| (zone, at..at + 1)));
        for (zone, number) in [(Zone::Previous, number.checked_sub(1)), (Zone::Next, Some(number + 1))] {
            self.row(zone, "^", |look| look.take(block, look.other(number)), "$");
        }
        let far: Vec<&Token> = sentences(0..number.saturating_sub(1)).collect();
        let far = far.get(far.len().saturating_sub(STRETCH)..).unwrap_or_default();
        let earlier = |look: &mut Self| {
            block.checked_sub(1).into_iter().for_each(|above| look.take_beside(above));
            look.take(block, far.iter().copied());
        };
        self.row(Zone::Earlier, "^", earlier, "$");
        let later = |look: &mut Self| {
            look.take(block, sentences(number + 2..parsed.sentences.len()).take(STRETCH));
            look.take_beside(block + 1);
        };
        self.row(Zone::Later, "^", later, "$");
    }

    /// The first words of a neighbouring block.
    fn take_beside(&mut self, block: usize) {
        self.take(block, self.reader.parse(block).tokens.iter().take(BESIDE));
    }

    /// Words of the closed classes that stand near each other: who, and whether not.
    fn at_pairs(&mut self) {
        for (zone, row) in self.view.rows.clone() {
            let Some(paired) = paired(zone) else { continue };
            let words = self.view.words.get(row).unwrap_or_default().iter().enumerate();
            let closed: Vec<(usize, Word)> =
                words.filter(|(_, word)| word.closed).map(|(at, word)| (at, *word)).collect();
            for (number, (at, first)) in closed.iter().enumerate() {
                let ahead = closed.iter().skip(number + 1).take(AHEAD).filter(|(other, _)| other - at <= APART);
                for (_, second) in ahead {
                    let start = self.view.words.len();
                    self.view.words.extend([*first, *second]);
                    self.view.single.push((paired, start..start + 2));
                }
            }
        }
    }

    /// The categories of the cue table that words of a zone can be.
    fn at_categories(&mut self) {
        let (before, after) = self.own();
        let number = self.place.number;
        let zones = [
            (Zone::Before, before),
            (Zone::After, after),
            (Zone::Previous, self.other(number.checked_sub(1))),
            (Zone::Next, self.other(Some(number + 1))),
        ];
        for (zone, tokens) in zones {
            let all = tokens.iter().fold(Cats::default(), |all, token| all.with(token.cats));
            NAMES.iter().filter(|(_, cat)| all.has(*cat)).for_each(|(name, _)| self.single(zone, name));
        }
    }

    /// What the rules made of the hit, one fact each.
    fn at_rules(&mut self, sense: &Sense, reading: &Reading) {
        let side = if reading.status.violates() { "claim" } else { "none" };
        let rule = reading.cue.as_ref().map_or_else(|| "Bare".to_owned(), |cue| format!("{:?}", cue.scope));
        let mut facts = vec![
            side.to_owned(),
            reading.status.name().to_owned(),
            format!("{side} by {rule}"),
            format!("{:?}", sense.strength),
            format!("sign {}", sense.sign),
            format!("turns {}", sense.ops.iter().filter(|op| op.flips).count().min(3)),
        ];
        facts.extend(sense.ops.iter().map(|op| format!("{}{:?}", if op.flips { "not " } else { "" }, op.rule)));
        let flags = [
            ("mention", sense.mention),
            ("future", sense.future),
            ("third", sense.third),
            ("said", sense.said),
            ("in condition", sense.in_condition),
            ("subject", sense.subject),
            ("subordinate", sense.subordinate),
            ("past", sense.past),
            ("polar", sense.polar),
            ("firm", sense.firm),
            ("asks", self.sentence.asks()),
        ];
        facts.extend(flags.into_iter().filter(|(_, set)| *set).map(|(name, _)| name.to_owned()));
        // What follows, were the sentence itself to leave it open.
        let open = Sense { strength: Strength::Bare, firm: false, ..sense.clone() };
        if let Some(found) = self.reader.follow(self.place, self.sentence, &open, false) {
            facts.push(format!("follows {}", found.sign));
            facts.push(format!("follows {} {:?}", found.sign, found.rule));
        }
        if let Some(block) = self.reader.document().blocks.get(self.place.hit.block) {
            facts.push(kind(&block.kind).to_owned());
        }
        facts.iter().for_each(|fact| self.single(Zone::Rules, fact));
    }
}

fn kind(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(_) => "heading",
        BlockKind::Cell(_) => "cell",
        BlockKind::Footnote(_) => "footnote",
        _ => "text",
    }
}

/// What the hit itself, and a number, are written as.
const HIT: &str = "X";
const DIGITS: &str = "#";

/// Words that stand for a class: who speaks, negations, forms of the helping verbs.
const CLASSES: &[(&str, &[&str])] = &[
    (
        "WE",
        &[
            "we",
            "us",
            "our",
            "ours",
            "ourselves",
            "vendor",
            "supplier",
            "provider",
            "contractor",
            "seller",
            "licensor",
            "company",
        ],
    ),
    ("YOU", &["you", "your", "yours", "customer", "client", "buyer", "licensee", "tenant", "subscriber"]),
    (
        "THEY",
        &[
            "they",
            "them",
            "their",
            "theirs",
            "he",
            "she",
            "his",
            "her",
            "hers",
            "rival",
            "rivals",
            "competitor",
            "competitors",
            "reseller",
            "partner",
        ],
    ),
    ("NO", &["no", "none", "nothing", "neither"]),
    ("NOT", &["not", "n't", "never", "nor", "nobody", "without", "cannot"]),
    ("BE", &["be", "is", "are", "was", "were", "been", "am", "'re", "'m", "being"]),
    ("HAVE", &["have", "has", "had", "'ve", "having"]),
    ("DO", &["do", "does", "did"]),
    ("WILL", &["will", "shall", "'ll", "would", "wo", "'d"]),
    ("CAN", &["can", "could", "may", "might", "must", "should", "ca"]),
];

/// What a token is written as, where that is not its own words.
fn class(token: &Token) -> Option<&'static str> {
    let norm = token.norm.as_str();
    static CLASS_OF: OnceLock<FxHashMap<&str, &str>> = OnceLock::new();
    let members = |(name, words): &(&'static str, &'static [&'static str])| {
        let name = *name;
        words.iter().map(move |word| (*word, name))
    };
    let listed = || CLASS_OF.get_or_init(|| CLASSES.iter().flat_map(members).collect()).get(norm).copied();
    let digits = || norm.chars().all(|letter| letter.is_ascii_digit()).then_some(DIGITS);
    match () {
        () if token.tag == Tag::Target => Some(HIT),
        () => listed().or_else(|| match () {
            () if token.is(Cat::Vendor) => Some("WE"),
            () if token.is(Cat::Customer) => Some("YOU"),
            () if token.is(Cat::Third) => Some("THEY"),
            () => digits(),
        }),
    }
}
