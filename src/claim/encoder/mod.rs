//! A third look at what isn't said outright: a small encoder that was trained on texts at large reads the words around the hit.
//!
//! The rules know what they were told and the weights of [`super::weigh`] know words and pairs of words; neither knows that
//! "shelved", "binned" and "not to be had" are alike, nor how four clauses of a sentence go together. An encoder does:
//! six layers of attention over pieces of words, pre-trained on a billion pairs of sentences (all-MiniLM-L6-v2, Wang et
//! al., *MiniLM*, 2020; Reimers and Gurevych, *Sentence-BERT*, 2019) and then taught with the labelled documents of
//! `testdata/claims` (`lessons` and `encoder-lessons`). It sees the text around the hit and never the hit's own words, so that what it learned holds for
//! any phrase of any policy. It reckons in whole numbers and gives the same bits on every machine.
//!
//! It is a thousand times slower than the rest of the reading (some milliseconds a hit), so what is said outright doesn't get there.

mod file;
mod layers;
mod matrix;
mod numbers;
mod pieces;
mod window;

use std::sync::OnceLock;

use super::Hit;
use crate::document::Document;
use file::Weights;
use numbers::tanh;
use pieces::Vocabulary;
pub(super) use window::Window;
pub use window::shown_before;

static VOCABULARY: &str = include_str!("pieces.txt");
static WEIGHTS: &[u8] = include_bytes!("weights.bin");

/// The vocabulary and the weights.
#[derive(Debug)]
pub(super) struct Encoder {
    vocabulary: Vocabulary,
    weights: Weights,
}

impl Encoder {
    /// The shipped encoder, unpacked at the first hit that needs it.
    pub(super) fn get() -> Option<&'static Self> {
        static ENCODER: OnceLock<Option<Encoder>> = OnceLock::new();
        let unpack = || Some(Self { vocabulary: Vocabulary::read(VOCABULARY), weights: Weights::read(WEIGHTS)? });
        ENCODER.get_or_init(unpack).as_ref()
    }

    /// What it is shown for a hit; `None` where the hit lies outside the document.
    pub(super) fn window(&self, document: &Document, hit: Hit) -> Option<Window> {
        Window::new(document, hit, &self.vocabulary)
    }

    /// The logarithm of the odds that what it sees claims the hit.
    pub(super) fn odds(&self, window: &Window) -> f32 {
        let weights = &self.weights;
        let mut rows = Vec::with_capacity(window.pieces.len() * weights.width);
        for (piece, place) in window.pieces.iter().zip(weights.places.chunks_exact(weights.width)) {
            let Some((scale, vector)) = weights.pieces.get(usize::from(*piece)) else { continue };
            rows.extend(vector.iter().zip(place).map(|(byte, place)| f32::from(byte.cast_signed()) * scale + place));
        }
        weights.norm.apply(&mut rows);
        // The last layer's outcome is needed for the hit and the start alone.
        let asking = |rows: &[f32]| -> Vec<f32> {
            let row = |at: usize| rows.get(at * weights.width..(at + 1) * weights.width).unwrap_or_default();
            [row(window.hit), row(0)].concat()
        };
        let last = weights.layers.len().saturating_sub(1);
        for (number, layer) in weights.layers.iter().enumerate() {
            rows = if number == last { layer.apply(&rows, &asking(&rows)) } else { layer.apply(&rows, &rows) };
        }
        let decides = weights.head.times(&rows);
        weights.bias + decides.iter().zip(&weights.decides).map(|(value, weight)| tanh(*value) * weight).sum::<f32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;
    use crate::span::Span;

    fn odds(text: &str, hit: &str) -> f32 {
        let document = Document::read(Format::Markdown, text);
        let (block, at) = document
            .blocks
            .iter()
            .enumerate()
            .find_map(|(number, block)| Some((number, block.text.plain().find(hit)?)))
            .unwrap();
        let encoder = Encoder::get().unwrap();
        encoder.odds(&encoder.window(&document, Hit { block, span: Span::new(at, at + hit.len()) }).unwrap())
    }

    #[test]
    fn the_shipped_files_belong_together() {
        let encoder = Encoder::get().unwrap();
        assert_eq!(encoder.weights.pieces.len(), VOCABULARY.lines().count());
        assert_eq!(encoder.weights.places.len(), window::LONGEST * encoder.weights.width);
    }

    #[test]
    fn the_words_of_the_hit_do_not_matter() {
        let one = odds("Nobody has built checkout yet.", "checkout");
        assert_eq!(one, odds("Nobody has built the moon yet.", "the moon"));
        assert!(one < 0.0 && odds("We have built checkout.", "checkout") > 0.0);
    }
}
