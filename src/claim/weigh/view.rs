//! What is looked at when a reading is weighed: the words around the hit, by where they stand.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::table::{BLANK, Clue, UNKNOWN};
use crate::claim::Reading;
use crate::claim::lexicon::{Cat, Cats, NAMES};
use crate::claim::reader::{Place, Reader};
use crate::claim::sense::{Sense, Sentence, Strength};
use crate::claim::token::{Tag, Token};
use crate::document::BlockKind;

/// Clues are of so many words in a row.
pub(super) const LONGEST: usize = 3;
/// How many words of the sentences further away, and of a neighbouring block, are looked at.
const STRETCH: usize = 60;
const BESIDE: usize = 16;
/// How many words on each side of the hit count by their distance.
const NEAR: usize = 5;
/// How far the two words of a pair stand apart at most, and over how many of their kind it reaches.
const APART: usize = 8;
const AHEAD: usize = 3;

/// Where a clue stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    Left(u8),
    /// So many words after it.
    Right(u8),
    /// What the rules made of the hit.
    Rules,
}

/// The zones by name; those with a distance have one name each.
const ZONES: &[(&str, Zone)] = &[
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
    ("left 1", Zone::Left(1)),
    ("left 2", Zone::Left(2)),
    ("left 3", Zone::Left(3)),
    ("left 4", Zone::Left(4)),
    ("left 5", Zone::Left(5)),
    ("right 1", Zone::Right(1)),
    ("right 2", Zone::Right(2)),
    ("right 3", Zone::Right(3)),
    ("right 4", Zone::Right(4)),
    ("right 5", Zone::Right(5)),
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
            Self::Before | Self::Above | Self::Below | Self::Rules | Self::Left(_) | Self::Right(_) => None,
            Self::PairBefore | Self::PairAfter | Self::PairPrevious | Self::PairNext => None,
        }
    }
}

/// A word of a clue.
#[derive(Debug, Clone)]
pub(super) struct Word {
    number: u32,
    /// Whether it is of one of the [`CLASSES`].
    closed: bool,
    /// Its block and its bytes there, if it stands in the document.
    place: Option<(usize, Range<usize>)>,
}

impl Word {
    /// Its block and its bytes there.
    pub(super) fn place(&self) -> Option<(usize, Range<usize>)> {
        self.place.clone()
    }
}

/// Gives each word of clues its number, [`UNKNOWN`] to those that are in no clue.
pub(super) type Number<'n> = &'n dyn Fn(&str) -> u32;

/// All that is looked at around one hit.
#[derive(Debug)]
pub(super) struct View {
    /// Words in a row, each of which starts clues of up to [`LONGEST`] words.
    rows: Vec<(Zone, Vec<Word>)>,
    /// Clues by themselves.
    single: Vec<(Zone, Vec<Word>)>,
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
        let surroundings = Surroundings { reader, place, sentence, number };
        let rows = surroundings.rows();
        let mut single = Vec::new();
        for (zone, words) in &rows {
            if let Some(paired) = paired(*zone) {
                single.extend(pairs(words).into_iter().map(|pair| (paired, pair)));
            }
        }
        single.extend(surroundings.by_distance());
        single.extend(surroundings.by_category());
        let rules = surroundings.rules(sense, reading);
        single.extend(rules.into_iter().map(|fact| (Zone::Rules, vec![surroundings.bare(&fact)])));
        Self { rows, single }
    }

    /// Calls `visit` with every clue whose words all have a number.
    pub(super) fn each<'v>(&'v self, visit: &mut impl FnMut(Clue, &'v [Word])) {
        let mut known = |zone: Zone, words: &'v [Word]| {
            let mut clue = [BLANK; LONGEST];
            clue.iter_mut().zip(words).for_each(|(to, word)| *to = word.number);
            if !clue.contains(&UNKNOWN) {
                visit((zone, clue), words);
                if let Some(wider) = zone.wider() {
                    visit((wider, clue), words);
                }
            }
        };
        for (zone, words) in &self.rows {
            for clue in (1..=LONGEST).flat_map(|length| words.windows(length)) {
                known(*zone, clue);
            }
        }
        for (zone, words) in &self.single {
            known(*zone, words);
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

/// Words of the closed classes that stand near each other: who, and whether not.
fn pairs(words: &[Word]) -> Vec<Vec<Word>> {
    let closed: Vec<(usize, &Word)> = words.iter().enumerate().filter(|(_, word)| word.closed).collect();
    let mut pairs = Vec::new();
    for (number, (at, first)) in closed.iter().enumerate() {
        let ahead = closed.iter().skip(number + 1).take(AHEAD).filter(|(other, _)| other - at <= APART);
        pairs.extend(ahead.map(|(_, second)| vec![(*first).clone(), (*second).clone()]));
    }
    pairs
}

/// A hit with what is needed to look around it.
struct Surroundings<'s> {
    reader: &'s Reader<'s>,
    place: &'s Place<'s>,
    sentence: &'s Sentence<'s>,
    number: Number<'s>,
}

impl Surroundings<'_> {
    fn bare(&self, text: &str) -> Word {
        Word { number: (self.number)(text), closed: false, place: None }
    }

    fn words<'t>(&self, block: usize, tokens: impl IntoIterator<Item = &'t Token>) -> Vec<Word> {
        let word = |token: &Token| {
            let class = class(token);
            let text = class.unwrap_or(token.norm.as_str());
            let closed = class.is_some_and(|class| class != HIT && class != DIGITS);
            Word { number: (self.number)(text), closed, place: Some((block, token.span.clone())) }
        };
        tokens.into_iter().map(word).collect()
    }

    /// Words between a mark of where they start and one of where they end.
    fn row(&self, first: &str, words: Vec<Word>, last: &str) -> Vec<Word> {
        std::iter::once(self.bare(first)).chain(words).chain(std::iter::once(self.bare(last))).collect()
    }

    fn own(&self) -> (&[Token], &[Token]) {
        let tokens = self.sentence.tokens;
        let target = self.place.target;
        (tokens.get(..target).unwrap_or_default(), tokens.get(target + 1..).unwrap_or_default())
    }

    fn other(&self, number: Option<usize>) -> &[Token] {
        number.map(|number| self.place.parsed.sentence(number)).unwrap_or_default()
    }

    fn rows(&self) -> Vec<(Zone, Vec<Word>)> {
        let (block, number) = (self.place.hit.block, self.place.number);
        let (before, after) = self.own();
        let sentences = |range: Range<usize>| range.flat_map(|number| self.place.parsed.sentence(number));
        let far: Vec<&Token> = sentences(0..number.saturating_sub(1)).collect();
        let far = far.get(far.len().saturating_sub(STRETCH)..).unwrap_or_default();
        let mut earlier = block.checked_sub(1).map(|above| self.beside(above)).unwrap_or_default();
        earlier.extend(self.words(block, far.iter().copied()));
        let mut later = self.words(block, sentences(number + 2..self.place.parsed.sentences.len()).take(STRETCH));
        later.extend(self.beside(block + 1));
        vec![
            (Zone::Before, self.row("^", self.words(block, before), HIT)),
            (Zone::After, self.row(HIT, self.words(block, after), "$")),
            (Zone::Previous, self.row("^", self.words(block, self.other(number.checked_sub(1))), "$")),
            (Zone::Next, self.row("^", self.words(block, self.other(Some(number + 1))), "$")),
            (Zone::Earlier, self.row("^", earlier, "$")),
            (Zone::Later, self.row("^", later, "$")),
        ]
    }

    /// The first words of a neighbouring block.
    fn beside(&self, block: usize) -> Vec<Word> {
        self.words(block, self.reader.parse(block).tokens.iter().take(BESIDE))
    }

    fn by_distance(&self) -> Vec<(Zone, Vec<Word>)> {
        let block = self.place.hit.block;
        let (before, after) = self.own();
        let left = (1..).zip(self.words(block, before.iter().rev().take(NEAR)));
        let right = (1..).zip(self.words(block, after.iter().take(NEAR)));
        let left = left.map(|(distance, word)| (Zone::Left(distance), vec![word]));
        left.chain(right.map(|(distance, word)| (Zone::Right(distance), vec![word]))).collect()
    }

    /// The categories of the cue table that words of a zone can be.
    fn by_category(&self) -> Vec<(Zone, Vec<Word>)> {
        let (before, after) = self.own();
        let number = self.place.number;
        let zones = [
            (Zone::Before, before),
            (Zone::After, after),
            (Zone::Previous, self.other(number.checked_sub(1))),
            (Zone::Next, self.other(Some(number + 1))),
        ];
        let of_zone = |(zone, tokens): (Zone, &[Token])| {
            let all = tokens.iter().fold(Cats::default(), |all, token| all.with(token.cats));
            let named = NAMES.iter().filter(move |(_, cat)| all.has(*cat));
            named.map(move |(name, _)| (zone, vec![self.bare(name)])).collect::<Vec<_>>()
        };
        zones.into_iter().flat_map(of_zone).collect()
    }

    /// What the rules made of the hit, one fact each.
    fn rules(&self, sense: &Sense, reading: &Reading) -> Vec<String> {
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
        facts
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
