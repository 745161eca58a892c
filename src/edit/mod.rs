//! Findings written back into documents: which words give way to which, and the file that comes of it.
//!
//! An edit replaces the bytes that the words of a finding came from and no other: markup that stands between them
//! stays, and so does every byte of the rest of the file.

mod fitted;
mod original;
mod splice;
pub mod word;
mod written;

use crate::artifact::Artifact;
use crate::document::{Block, Document};
use crate::finding::{Finding, NoFix};
use crate::span::{Plain, Source, Span};
use fitted::{Fitted, fitted};
pub use original::{Original, Stale};
pub use splice::splice;
pub use written::written;

/// Bytes of a document's text to replace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit<S = Source> {
    /// The bytes that give way.
    pub span: Span<S>,
    /// What takes their place, as the format writes it.
    pub words: String,
}

/// What is to be done in one document.
#[derive(Debug, Default)]
pub struct Plan {
    /// In the order of the file, disjoint.
    pub edits: Vec<Edit>,
    /// How many findings they mend.
    pub mended: usize,
    /// Findings that are left alone, by their number in the list given, each with the reason.
    pub left: Vec<(usize, Left)>,
}

/// Why a finding is not mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// There is nothing to put in.
    NoFix(NoFix),
    /// The wording has to be looked at before it is put in.
    Unsafe,
    /// Its words share bytes with those of a finding that is mended.
    Overlaps,
    /// The format can't hold the new wording at that place.
    Unwritable,
    /// It lies in another file.
    Packed,
}

impl Left {
    /// The reason in words.
    #[must_use]
    pub fn why(self) -> &'static str {
        match self {
            Self::NoFix(why) => why.why(),
            Self::Unsafe => "its fix has to be looked at: --unsafe puts it in",
            Self::Overlaps => "it overlaps words that are mended: run again",
            Self::Unwritable => "the new wording can't be written at this place: put it in by hand",
            Self::Packed => "it lies in another file: take it out of there to mend it",
        }
    }
}

/// Plans the fixes of `findings`, all of them on `artifact`, for its file as it stands on disk; `None` where it lies in
/// another file. Those that are not declared safe are only taken with `take_unsafe`.
#[must_use]
pub fn plan(artifact: &Artifact, findings: &[&Finding], take_unsafe: bool, original: Option<&Original>) -> Plan {
    let mut plan = Plan::default();
    let mut taken: Vec<Span<Source>> = Vec::new();
    for (number, finding) in findings.iter().enumerate() {
        let span = finding.place.span;
        match edits_of(artifact, finding, take_unsafe, original) {
            Ok(_) if taken.iter().any(|taken| taken.overlaps(span)) => plan.left.push((number, Left::Overlaps)),
            Ok(edits) => {
                plan.edits.extend(edits);
                plan.mended += 1;
                taken.push(span);
            }
            Err(left) => plan.left.push((number, left)),
        }
    }
    plan.edits.sort_by_key(|edit| edit.span);
    plan
}

/// The new wording where the first words stood, and nothing where the others did.
fn edits_of(
    artifact: &Artifact,
    finding: &Finding,
    take_unsafe: bool,
    original: Option<&Original>,
) -> Result<Vec<Edit>, Left> {
    let fix = finding.fix.as_ref().map_err(|why| Left::NoFix(*why))?;
    if !fix.safe && !take_unsafe {
        return Err(Left::Unsafe);
    }
    let original = original.ok_or(Left::Packed)?;
    let (block, plain) = words_of(&artifact.document, finding.place.span).ok_or(Left::Unwritable)?;
    let Fitted { plain, words } = fitted(block.text.plain(), plain, &fix.replacement, |wider| {
        block.text.parts(wider).len() == block.text.parts(plain).len()
    });
    let parts = block.text.parts(plain);
    let words = match original {
        Original::Text(_) => {
            let first = parts.first().ok_or(Left::Unwritable)?.slice(&artifact.document.source);
            written(artifact.document.format, &block.kind, first, &words).ok_or(Left::Unwritable)?
        }
        Original::Pages(_) | Original::Closed => return Err(Left::Unwritable),
        Original::Word(draft) => {
            let holds = parts.iter().all(|part| draft.trace().holds(*part, draft.text()));
            Some(words).filter(|_| holds).ok_or(Left::Unwritable)?
        }
    };
    let mut words = Some(words);
    Ok(parts.into_iter().map(|span| Edit { span, words: words.take().unwrap_or_default() }).collect())
}

/// The block that holds `span`, and its words there.
#[must_use]
pub fn words_of(document: &Document, span: Span<Source>) -> Option<(&Block, Span<Plain>)> {
    let blocks = &document.blocks;
    let after = blocks.partition_point(|block| block.span.start <= span.start);
    let block = blocks.get(..after)?.iter().rev().find(|block| block.span.contains(span))?;
    let plain = block.text.to_plain(span);
    (!plain.is_empty()).then_some((block, plain))
}
