//! The products with AVX2, sixteen numbers at a time.

use core::arch::x86_64::__m256i;

use pulp::NullaryFnOnce;
use pulp::x86::V3;

/// So many numbers are multiplied at once.
const LANES: usize = 16;
/// So many rows of steps and of weights are gone through together, so that each number is fetched once for several products.
const STEPS: usize = 4;
const WEIGHTS: usize = 2;

/// The sums of products of each row of `steps` with each row of `weights`; `None` where the machine can't, or `columns` and
/// rows of weights are no multiples.
pub(super) fn products(weights: &[u8], steps: &[i16], columns: usize) -> Option<Vec<i32>> {
    let machine = V3::try_new()?;
    if !columns.is_multiple_of(LANES) || !weights.len().is_multiple_of(columns * WEIGHTS) {
        return None;
    }
    let rows = steps.len() / columns;
    // The last rows are filled up with zeros.
    let mut filled = steps.to_vec();
    filled.resize(rows.next_multiple_of(STEPS) * columns, 0);
    let mut sums = machine.vectorize(Products { machine, weights, steps: &filled, columns });
    sums.truncate(rows * (weights.len() / columns));
    Some(sums)
}

struct Products<'p> {
    machine: V3,
    weights: &'p [u8],
    steps: &'p [i16],
    columns: usize,
}

impl NullaryFnOnce for Products<'_> {
    type Output = Vec<i32>;

    #[inline(always)]
    fn call(self) -> Vec<i32> {
        let Self { machine, weights, steps, columns } = self;
        let width = weights.len() / columns;
        let weights: Vec<&[[u8; LANES]]> = weights.chunks_exact(columns).map(|row| row.as_chunks().0).collect();
        let steps: Vec<&[[i16; LANES]]> = steps.chunks_exact(columns).map(|row| row.as_chunks().0).collect();
        let mut sums = vec![0; width * steps.len()];
        for (at, weights) in weights.as_chunks::<WEIGHTS>().0.iter().enumerate() {
            for (steps, sums) in steps.as_chunks::<STEPS>().0.iter().zip(sums.chunks_exact_mut(width * STEPS)) {
                for (sums, found) in sums.chunks_exact_mut(width).zip(tile(machine, *weights, *steps)) {
                    if let Some(place) = sums.get_mut(at * WEIGHTS..(at + 1) * WEIGHTS) {
                        place.copy_from_slice(&found);
                    }
                }
            }
        }
        sums
    }
}

/// The sums for some rows of weights and of steps.
#[inline(always)]
fn tile(
    machine: V3,
    [one, two]: [&[[u8; LANES]]; WEIGHTS],
    [a, b, c, d]: [&[[i16; LANES]]; STEPS],
) -> [[i32; WEIGHTS]; STEPS] {
    let mut sums = [[machine.avx._mm256_setzero_si256(); WEIGHTS]; STEPS];
    for (((((one, two), a), b), c), d) in one.iter().zip(two).zip(a).zip(b).zip(c).zip(d) {
        // Written out: `map` would be a function of its own, made for any machine.
        let weights = [wide(machine, *one), wide(machine, *two)];
        let steps: [__m256i; STEPS] = [pulp::cast(*a), pulp::cast(*b), pulp::cast(*c), pulp::cast(*d)];
        for (sums, steps) in sums.iter_mut().zip(steps) {
            for (sum, weights) in sums.iter_mut().zip(weights) {
                *sum = machine.avx2._mm256_add_epi32(*sum, machine.avx2._mm256_madd_epi16(weights, steps));
            }
        }
    }
    let mut found = [[0; WEIGHTS]; STEPS];
    for (found, sums) in found.iter_mut().zip(sums) {
        for (found, sum) in found.iter_mut().zip(sums) {
            *found = added(sum);
        }
    }
    found
}

#[inline(always)]
fn wide(machine: V3, bytes: [u8; LANES]) -> __m256i {
    machine.avx2._mm256_cvtepi8_epi16(pulp::cast(bytes))
}

/// The sum of the eight numbers, none of which can overflow.
#[inline(always)]
fn added(sums: __m256i) -> i32 {
    let sums: [i32; 8] = pulp::cast(sums);
    sums.iter().fold(0, |sum, number| sum.wrapping_add(*number))
}
