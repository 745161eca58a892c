//! Products of matrices in whole numbers: the same on every machine, in whatever order they are added up.

#[cfg(target_arch = "x86_64")]
mod wide;

/// The steps of a row of input run to this on each side of zero: with weights up to 127 and rows of 2,048 numbers a sum stays
/// below 2^31.
const STEPS: f32 = 4095.0;

/// A layer's weights: a row for each output.
#[derive(Debug)]
pub(super) struct Matrix {
    columns: usize,
    /// Whole numbers from -127 to 127, as signed bytes.
    weights: &'static [u8],
    /// What 1 means in each row, and what is added to its product.
    rows: Vec<(f32, f32)>,
}

impl Matrix {
    /// A matrix of `rows` outputs, each with its scale and bias.
    pub(super) fn new(weights: &'static [u8], rows: Vec<(f32, f32)>) -> Self {
        Self { columns: weights.len() / rows.len().max(1), weights, rows }
    }

    /// The outputs for each row of `input`, one row after the other.
    pub(super) fn times(&self, input: &[f32]) -> Vec<f32> {
        let (steps, sizes) = stepped(input, self.columns);
        let mut output = Vec::with_capacity(sizes.len() * self.rows.len());
        for (sums, size) in self.products(steps).chunks_exact(self.rows.len()).zip(sizes) {
            let values = sums.iter().zip(&self.rows);
            output.extend(values.map(|(sum, (scale, bias))| *sum as f32 * size * scale + bias));
        }
        output
    }

    /// The sums of products of each row of `steps` with each row of weights.
    fn products(&self, steps: Vec<i16>) -> Vec<i32> {
        #[cfg(target_arch = "x86_64")]
        if let Some(sums) = wide::products(self.weights, &steps, self.columns) {
            return sums;
        }
        plain(self.weights, &steps, self.columns)
    }
}

/// Each row of `input` in whole steps, and how large a step of it is.
fn stepped(input: &[f32], columns: usize) -> (Vec<i16>, Vec<f32>) {
    let mut steps = Vec::with_capacity(input.len());
    let mut sizes = Vec::new();
    for row in input.chunks_exact(columns) {
        let largest = row.iter().fold(f32::MIN_POSITIVE, |largest, value| largest.max(value.abs()));
        sizes.push(largest / STEPS);
        steps.extend(row.iter().map(|value| whole(value * (STEPS / largest))));
    }
    (steps, sizes)
}

/// The whole number next to `value`.
fn whole(value: f32) -> i16 {
    (value + 0.5_f32.copysign(value)) as i16
}

/// The products for a machine of any kind.
fn plain(weights: &[u8], steps: &[i16], columns: usize) -> Vec<i32> {
    let product = |row: &[i16], weights: &[u8]| -> i32 {
        let pairs = row.iter().zip(weights);
        pairs.map(|(step, weight)| i32::from(*step) * i32::from(weight.cast_signed())).sum()
    };
    let rows = steps.chunks_exact(columns);
    rows.flat_map(|row| weights.chunks_exact(columns).map(move |weights| product(row, weights))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_that_of_the_numbers() {
        static WEIGHTS: [u8; 4] = [2, 253, 0, 127];
        let matrix = Matrix::new(&WEIGHTS, vec![(0.5, 1.0), (1.0, 0.0)]);
        let input: Vec<f32> = vec![1.0, 2.0, 0.0, -1.0, 4.0, 4.0, 0.5, 0.25, -2.0, 1.0];
        let output = matrix.times(&input);
        let exact: Vec<f32> =
            input.chunks(2).flat_map(|row| [(2.0 * row[0] - 3.0 * row[1]) * 0.5 + 1.0, 127.0 * row[1]]).collect();
        assert_eq!(output.len(), exact.len());
        assert!(
            output.iter().zip(&exact).all(|(value, exact)| (value - exact).abs() < 0.02 * exact.abs().max(1.0)),
            "{output:?} {exact:?}"
        );
    }

    #[cfg(target_arch = "x86_64")]
    #[test]
    fn wide_products_are_the_plain_ones() {
        let weights: Vec<u8> = (0..64 * 6).map(|at| (at * 89 % 255) as u8).collect();
        for rows in 0..10 {
            let steps: Vec<i16> = (0..64 * rows).map(|at| (at * 7919 % 8191) as i16 - 4095).collect();
            if let Some(sums) = wide::products(&weights, &steps, 64) {
                assert_eq!(sums, plain(&weights, &steps, 64));
            }
        }
        assert_eq!(wide::products(&weights, &[], 5), None);
    }
}
