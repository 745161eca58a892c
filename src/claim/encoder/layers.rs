//! The layers of the encoder (Vaswani et al., *Attention is all you need*, 2017, section 3).

use super::matrix::Matrix;
use super::numbers::{exp, gelu};

/// How many ways a piece looks at the others at once.
const HEADS: usize = 12;

/// Moves and stretches each row so that its mean is 0 and its deviation 1, then by what was learned.
#[derive(Debug)]
pub(super) struct Norm {
    /// The learned stretch and shift of each column.
    pub(super) columns: Vec<(f32, f32)>,
}

impl Norm {
    /// `rows`, each brought to the norm.
    pub(super) fn apply(&self, rows: &mut [f32]) {
        let width = self.columns.len() as f32;
        for row in rows.chunks_exact_mut(self.columns.len()) {
            let mean = row.iter().sum::<f32>() / width;
            let spread = row.iter().map(|value| (value - mean) * (value - mean)).sum::<f32>() / width;
            let deviation = (spread + 1e-12).sqrt();
            for (value, (stretch, shift)) in row.iter_mut().zip(&self.columns) {
                *value = stretch * (*value - mean) / deviation + shift;
            }
        }
    }
}

/// One layer.
#[derive(Debug)]
pub(super) struct Layer {
    /// What a piece asks the others for, what it is found by, and what it gives.
    pub(super) query: Matrix,
    /// See `query`.
    pub(super) key: Matrix,
    /// See `query`.
    pub(super) value: Matrix,
    /// What is made of the answers.
    pub(super) output: Matrix,
    /// After looking around.
    pub(super) looked: Norm,
    /// What each piece makes of it by itself.
    pub(super) up: Matrix,
    /// See `up`.
    pub(super) down: Matrix,
    /// After that.
    pub(super) done: Norm,
}

impl Layer {
    /// What `asking` are after they looked at all of `rows` (the rows of which they are some).
    pub(super) fn apply(&self, rows: &[f32], asking: &[f32]) -> Vec<f32> {
        let queries = self.query.times(asking);
        let (keys, values) = (self.key.times(rows), self.value.times(rows));
        let mut next = self.output.times(&self.look(&queries, &keys, &values));
        add(&mut next, asking);
        self.looked.apply(&mut next);
        let mut inner = self.up.times(&next);
        gelu(&mut inner);
        let mut last = self.down.times(&inner);
        add(&mut last, &next);
        self.done.apply(&mut last);
        last
    }

    /// For each query the values, each as far as its key answers the query.
    fn look(&self, queries: &[f32], keys: &[f32], values: &[f32]) -> Vec<f32> {
        let width = self.done.columns.len();
        let head = width / HEADS;
        let scale = 1.0 / (head as f32).sqrt();
        let mut found = Vec::with_capacity(queries.len());
        for query in queries.chunks_exact(width) {
            for (number, query) in query.chunks_exact(head).enumerate() {
                let part = move |row: &'_ [f32]| number * head..((number + 1) * head).min(row.len());
                let answers =
                    keys.chunks_exact(width).map(|key| dot(query, key.get(part(key)).unwrap_or_default()) * scale);
                let weights = shares(answers.collect());
                let mut sum = vec![0.0; head];
                for (value, weight) in values.chunks_exact(width).zip(weights) {
                    let value = value.get(part(value)).unwrap_or_default();
                    sum.iter_mut().zip(value).for_each(|(sum, value)| *sum += weight * value);
                }
                found.extend(sum);
            }
        }
        found
    }
}

/// `values` as shares of one whole, by their exponentials.
fn shares(mut values: Vec<f32>) -> Vec<f32> {
    let largest = values.iter().copied().fold(f32::MIN, f32::max);
    values.iter_mut().for_each(|value| *value -= largest);
    exp(&mut values);
    let whole: f32 = values.iter().sum();
    values.iter_mut().for_each(|value| *value /= whole);
    values
}

/// The sum of products, in eight sums that are added up at last: eight at once, in the same order everywhere.
fn dot(one: &[f32], other: &[f32]) -> f32 {
    let mut sums = [0.0; 8];
    for (one, other) in one.as_chunks::<8>().0.iter().zip(other.as_chunks::<8>().0) {
        let products = one.iter().zip(other);
        sums.iter_mut().zip(products).for_each(|(sum, (one, other))| *sum += one * other);
    }
    sums.iter().sum()
}

fn add(sum: &mut [f32], other: &[f32]) {
    sum.iter_mut().zip(other).for_each(|(sum, other)| *sum += other);
}
