//! The encoder's weights as the shipped file holds them.
//!
//! All numbers are little-endian: six 32-bit sizes (layers, width, inner width, places, pieces, head), then the pieces'
//! vectors, those of the places, and the layers' matrices and norms in the order of [`Weights::read`]. A matrix is a scale
//! and a bias for each output (32-bit floats), then a signed byte for each weight; a norm is a stretch and a shift for each column.

use super::layers::{Layer, Norm};
use super::matrix::Matrix;

/// All that was learned.
#[derive(Debug)]
pub(super) struct Weights {
    pub(super) width: usize,
    /// A scale for each piece, then its vector in signed bytes.
    pub(super) pieces: Vec<(f32, &'static [u8])>,
    /// A vector for each place in the window.
    pub(super) places: Vec<f32>,
    pub(super) norm: Norm,
    pub(super) layers: Vec<Layer>,
    /// From the vectors of the hit and of the text as a whole to what decides.
    pub(super) head: Matrix,
    /// What each of these counts for a claim, and what is added.
    pub(super) decides: Vec<f32>,
    pub(super) bias: f32,
}

impl Weights {
    /// The weights in `bytes`; `None` where these are no such file, or more than it.
    pub(super) fn read(bytes: &'static [u8]) -> Option<Self> {
        let mut file = File { rest: bytes };
        let [layers, width, inner, places, pieces, head] = file.sizes()?;
        let scales = file.floats(pieces)?;
        let vectors = file.take(pieces * width)?.chunks_exact(width);
        let weights = Self {
            width,
            pieces: scales.into_iter().zip(vectors).collect(),
            places: file.floats(places * width)?,
            norm: file.norm(width)?,
            layers: (0..layers).map(|_| file.layer(width, inner)).collect::<Option<_>>()?,
            head: file.matrix(2 * width, head)?,
            decides: file.floats(head)?,
            bias: file.floats(1)?.first().copied()?,
        };
        file.rest.is_empty().then_some(weights)
    }
}

struct File {
    rest: &'static [u8],
}

impl File {
    fn take(&mut self, length: usize) -> Option<&'static [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    fn sizes<const N: usize>(&mut self) -> Option<[usize; N]> {
        let (sizes, _) = self.take(N * 4)?.as_chunks();
        let sizes: Option<Vec<usize>> =
            sizes.iter().map(|size| usize::try_from(u32::from_le_bytes(*size)).ok()).collect();
        sizes?.try_into().ok()
    }

    fn floats(&mut self, count: usize) -> Option<Vec<f32>> {
        let (floats, _) = self.take(count * 4)?.as_chunks();
        Some(floats.iter().map(|float| f32::from_le_bytes(*float)).collect())
    }

    fn pairs(&mut self, count: usize) -> Option<Vec<(f32, f32)>> {
        let first = self.floats(count)?;
        Some(first.into_iter().zip(self.floats(count)?).collect())
    }

    fn norm(&mut self, width: usize) -> Option<Norm> {
        Some(Norm { columns: self.pairs(width)? })
    }

    fn matrix(&mut self, inputs: usize, outputs: usize) -> Option<Matrix> {
        let rows = self.pairs(outputs)?;
        Some(Matrix::new(self.take(inputs * outputs)?, rows))
    }

    fn layer(&mut self, width: usize, inner: usize) -> Option<Layer> {
        Some(Layer {
            query: self.matrix(width, width)?,
            key: self.matrix(width, width)?,
            value: self.matrix(width, width)?,
            output: self.matrix(width, width)?,
            looked: self.norm(width)?,
            up: self.matrix(width, inner)?,
            down: self.matrix(inner, width)?,
            done: self.norm(width)?,
        })
    }
}
