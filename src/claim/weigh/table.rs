//! The table of weights.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::view::{LONGEST, ZONES, Zone};

static TABLE: &str = include_str!("weights.tsv");

/// The number of a word that the table does not have; the others count from 1.
pub(super) const UNKNOWN: u32 = 0;
/// How many bits the number of a word takes in a clue, and its zone.
const BITS: usize = (64 - ZONE_BITS) / LONGEST;
const ZONE_BITS: usize = 5;

/// The words of a clue by their numbers, in one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Numbers(u64);

impl Numbers {
    /// These and one more, which comes after so many.
    pub(super) fn with(self, number: u32, after: usize) -> Self {
        Self(self.0 | u64::from(number) << (BITS * after))
    }

    /// The numbers one by one.
    pub(super) fn each(self) -> impl Iterator<Item = u32> {
        let number = move |at: usize| u32::try_from(self.0 >> (BITS * at) & ((1 << BITS) - 1)).unwrap_or(UNKNOWN);
        (0..LONGEST).map(number).take_while(|number| *number != UNKNOWN)
    }
}

/// A clue, its zone and its words in one: it is looked up hundreds of times a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Clue(u64);

impl Clue {
    /// The clue of these words in that zone.
    pub(super) fn new(zone: Zone, words: Numbers) -> Self {
        Self(words.0 << ZONE_BITS | zone as u64)
    }

    /// Its zone.
    pub(super) fn zone(self) -> Option<Zone> {
        let zone = self.0 & ((1 << ZONE_BITS) - 1);
        ZONES.iter().map(|(_, zone)| *zone).find(|known| *known as u64 == zone)
    }

    /// Its words.
    pub(super) fn words(self) -> Numbers {
        Numbers(self.0 >> ZONE_BITS)
    }
}

/// The number of the word that comes after `known` other ones.
pub(super) fn next_number(known: usize) -> u32 {
    u32::try_from(known + 1).ok().filter(|number| u64::from(*number) < 1 << BITS).unwrap_or(UNKNOWN)
}

/// Clues and their weights.
#[derive(Debug, Default)]
pub(super) struct Weights {
    bias: f32,
    numbers: FxHashMap<&'static str, u32>,
    weights: FxHashMap<Clue, f32>,
}

impl Weights {
    /// The weights of the shipped table.
    pub(super) fn get() -> &'static Self {
        static WEIGHTS: OnceLock<Weights> = OnceLock::new();
        WEIGHTS.get_or_init(|| Self::read(TABLE))
    }

    fn read(table: &'static str) -> Self {
        let rows = table.lines().count();
        let mut weights = Self::default();
        weights.weights.reserve(rows);
        weights.numbers.reserve(rows);
        // Rows of one zone stand together.
        let mut zone = None;
        for row in table.lines().filter(|row| !row.starts_with('#')) {
            weights.row(row, &mut zone);
        }
        weights
    }

    /// Takes a row in; one that is none has no weight. `last` is the zone of the row before.
    fn row(&mut self, row: &'static str, last: &mut Option<(&'static str, Zone)>) -> Option<()> {
        let mut columns = row.split('\t');
        let (name, words, weight) = (columns.next()?, columns.next()?, columns.next()?.parse().ok()?);
        if name == BIAS {
            self.bias = weight;
            return Some(());
        }
        let zone = match last {
            Some((known, zone)) if *known == name => *zone,
            _ => Zone::named(name)?,
        };
        *last = Some((name, zone));
        let mut numbers = Numbers::default();
        for (at, word) in words.split(SPACE).take(LONGEST).enumerate() {
            let next = next_number(self.numbers.len());
            numbers = numbers.with(*self.numbers.entry(word).or_insert(next), at);
        }
        self.weights.insert(Clue::new(zone, numbers), weight);
        Some(())
    }

    /// What every hit starts with.
    pub(super) fn bias(&self) -> f32 {
        self.bias
    }

    /// The number of a word.
    pub(super) fn number(&self, word: &str) -> u32 {
        self.numbers.get(word).copied().unwrap_or(UNKNOWN)
    }

    /// The weight of a clue.
    pub(super) fn of(&self, clue: Clue) -> Option<f32> {
        self.weights.get(&clue).copied()
    }
}

/// The first column of the row that every hit starts with.
pub(super) const BIAS: &str = "bias";
/// Between the words of a clue: a word of the table may have spaces in it.
pub(super) const SPACE: char = '|';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clue_keeps_its_zone_and_words() {
        for (_, zone) in ZONES {
            let words = Numbers::default().with(3, 0).with((1 << BITS) - 1, 1);
            let clue = Clue::new(*zone, words);
            assert_eq!(clue.zone(), Some(*zone));
            assert_eq!(clue.words().each().collect::<Vec<_>>(), [3, (1 << BITS) - 1]);
        }
        assert_eq!((next_number(0), next_number(1 << BITS)), (1, UNKNOWN));
    }

    #[test]
    fn every_row_of_the_table_is_read() {
        let rows = TABLE.lines().filter(|row| !row.starts_with('#')).count();
        let weights = Weights::get();
        assert_eq!(weights.weights.len() + 1, rows);
        assert!(weights.bias.is_finite() && weights.weights.values().all(|weight| weight.is_finite()));
    }
}
