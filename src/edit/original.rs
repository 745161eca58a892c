//! A document's file as it stands on disk, ready to be written to.

use jiff::civil::Date;

use super::{Edit, splice, word};
use crate::artifact::Artifact;
use crate::document::{Draft, Format, Limits};

/// A document's file, read once more to be written to.
#[derive(Debug)]
pub enum Original {
    /// The spans of the document are places in these bytes.
    Text(Vec<u8>),
    /// They are of words in a package.
    Word(Box<Draft>),
    /// They are of words on the pages of these bytes, which nothing but comments is added to.
    Pages(Vec<u8>),
    /// It is of a format that nothing is written to.
    Closed,
}

/// Why a file can't be written to: it is not, or no longer, what was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stale;

impl Original {
    /// The file of `artifact`, which holds `bytes`.
    ///
    /// # Errors
    /// When its words are not those that were checked.
    pub fn of(artifact: &Artifact, bytes: Vec<u8>, limits: Limits) -> Result<Self, Stale> {
        let checked = &artifact.document.source;
        let (original, same) = match artifact.document.format {
            Format::Docx => {
                let draft = Draft::read(bytes, limits).map_err(|_| Stale)?;
                let same = draft.text() == checked;
                (Self::Word(Box::new(draft)), same)
            }
            // The words of a PDF are not read twice: its length tells a file that was changed.
            Format::Pdf => {
                let same = bytes.len() == artifact.bytes;
                (Self::Pages(bytes), same)
            }
            Format::Xlsx | Format::Ods | Format::Pptx | Format::Eml | Format::Zip => (Self::Closed, true),
            Format::Markdown
            | Format::Text
            | Format::Html
            | Format::Json
            | Format::Yaml
            | Format::Toml
            | Format::Csv => {
                let same = artifact.document.format.decode(bytes.clone()).is_ok_and(|decoded| decoded.text == *checked);
                (Self::Text(bytes), same)
            }
        };
        // The text of a document that no rule has anything to say about is not kept, and nothing is written to it.
        if same || checked.is_empty() { Ok(original) } else { Err(Stale) }
    }

    /// The file with `edits` in, which are in order and disjoint. In Word they are changes to accept or refuse, made on
    /// the day `tracked`, or made plainly without one.
    ///
    /// # Errors
    /// When the file can't be written anew, with the reason.
    pub fn with(&self, artifact: &Artifact, edits: &[Edit], tracked: Option<Date>) -> Result<Vec<u8>, String> {
        match (self, tracked) {
            (Self::Text(bytes), _) => Ok(splice(bytes, &artifact.document.source, &artifact.encoding, edits)),
            (Self::Word(draft), Some(on)) => word::track(draft, edits, on).map_err(|fault| fault.message),
            (Self::Pages(_) | Self::Closed, _) => Err("nothing is written to files of its format".to_owned()),
            (Self::Word(draft), None) => word::accept(draft, edits).map_err(|fault| fault.message),
        }
    }
}
