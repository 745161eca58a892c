//! The table of weights.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::view::{LONGEST, Zone};

static TABLE: &str = include_str!("weights.tsv");

/// The number of a word that the table does not have.
pub(super) const UNKNOWN: u32 = u32::MAX;
/// What fills a clue of fewer words.
pub(super) const BLANK: u32 = u32::MAX - 1;

/// A clue: where it stands, and the numbers of its words.
pub(super) type Clue = (Zone, [u32; LONGEST]);

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
        let mut clue = [BLANK; LONGEST];
        for (at, word) in clue.iter_mut().zip(words.split(SPACE)) {
            let next = u32::try_from(self.numbers.len()).ok()?;
            *at = *self.numbers.entry(word).or_insert(next);
        }
        self.weights.insert((zone, clue), weight);
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
    pub(super) fn of(&self, clue: &Clue) -> Option<f32> {
        self.weights.get(clue).copied()
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
    fn every_row_of_the_table_is_read() {
        let rows = TABLE.lines().filter(|row| !row.starts_with('#')).count();
        let weights = Weights::get();
        assert_eq!(weights.weights.len() + 1, rows);
        assert!(weights.bias.is_finite() && weights.weights.values().all(|weight| weight.is_finite()));
    }
}
