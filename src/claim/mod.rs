//! Whether a document *claims* a thing it names: the status of each hit, with the words that decided it.
//!
//! "Self-serve checkout is excluded" names self-serve checkout and claims nothing. A [`Reader`] reads the sentence
//! a hit stands in, then what follows it, then the structure around it (list lead-ins, headings, table rows and
//! columns, questions and answers), and gives a [`Reading`].
//!
//! The approach is that of ConText (Harkema, Chapman et al., *ConText: an algorithm for determining negation,
//! experiencer, and temporal status from clinical reports*, 2009): a table of cues and rules for how far each
//! reaches. Where ConText gives a cue a window, here a light grammar gives it the phrase it governs: the signs of
//! the verb, noun, preposition and negation over a phrase are multiplied, so that "rescinds the exclusion of X"
//! claims X and "declines to provide X" does not. No model, no randomness: a pure function of the document.
//!
//! # Example
//! ```
//! use gatelint::claim::{Hit, ProofWords, Reader, Status};
//! use gatelint::document::{Document, Format};
//! use gatelint::span::Span;
//! let document = Document::read(Format::Markdown, "Self-serve checkout is excluded until the proof passes.");
//! let hit = Hit { block: 0, span: Span::new(0, 19) };
//! let reading = Reader::new(&document).read(hit, &ProofWords::default());
//! assert_eq!(reading.status, Status::Denied);
//! assert_eq!(reading.cue.map(|cue| cue.words), Some("is excluded".to_owned()));
//! ```

mod anaphor;
mod answer;
mod aside;
mod data;
mod dialogue;
mod discourse;
mod encoder;
pub mod eval;
mod filled;
mod follow;
mod form;
mod frame;
mod groups;
mod history;
mod inflect;
mod item;
mod keyed;
mod legend;
mod lexicon;
mod list;
mod noted;
mod owner;
mod parsed;
mod party;
mod proof;
mod put;
mod reader;
mod record;
mod reference;
mod replaced;
mod retract;
mod rule;
mod same;
mod scope;
mod section;
mod sense;
mod sentences;
mod status;
mod table;
#[cfg(test)]
mod testing;
mod thing;
mod token;
mod verdict;
mod weigh;
mod wish;
mod wording;

use crate::span::{Plain, Source, Span};
pub use encoder::shown_before;
pub use proof::ProofWords;
pub use reader::Reader;
pub use rule::ScopeRule;
pub use scope::{LinguisticLabel, read_scope};
pub use thing::fits;
pub use weigh::{Lesson, learn, lesson_hit};

/// What a document does with a thing it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// It says that the thing is there: "Seats are bought through self-serve checkout."
    Claimed,
    /// It says that the thing is to come: "will be live next quarter", "once you sign".
    Promised,
    /// It says that the thing is not there: "is excluded", "we do not offer".
    Denied,
    /// It makes the thing depend on its proof: "once the fixture proof passes".
    Conditional,
    /// It names the words, not the thing: "do not write …".
    Mentioned,
    /// It asks.
    Asked,
}

impl Status {
    /// Whether the default rule, `when claimed`, is broken: a claim or a promise.
    #[must_use]
    pub fn violates(self) -> bool {
        match self {
            Self::Claimed | Self::Promised => true,
            Self::Denied | Self::Conditional | Self::Mentioned | Self::Asked => false,
        }
    }

    /// The status in lower case, as reports show it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Promised => "promised",
            Self::Denied => "denied",
            Self::Conditional => "conditional",
            Self::Mentioned => "mentioned",
            Self::Asked => "asked",
        }
    }
}

/// A place where a phrase was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Number of the block in [`crate::document::Document::blocks`].
    pub block: usize,
    /// The words, in the text of that block.
    pub span: Span<Plain>,
}

/// The words that decided a status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// Number of the block they stand in.
    pub block: usize,
    /// Their place in that block's text.
    pub span: Span<Plain>,
    /// Their bytes in the file.
    pub source: Span<Source>,
    /// The words themselves.
    pub words: String,
    /// The rule that carried the cue to the hit.
    pub scope: ScopeRule,
}

/// One step on the way to a status: a cue, and whether it turned the sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The words met.
    pub cue: Cue,
    /// Whether they turned the reading from there to not there, or back.
    pub turns: bool,
}

/// The status of a hit and its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What the document does with the thing.
    pub status: Status,
    /// The words that decided, `None` where a bare name was taken for a claim.
    pub cue: Option<Cue>,
    /// Everything that was met, nearest first; shown by `explain`.
    pub steps: Vec<Step>,
}
