//! What a reader could not read, or found and did not look into.

use super::ANNOTATOR;
use crate::span::{Source, Span};

/// Something in a file that could not be read, or was read with a doubt, or was left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// `artifact/…`.
    pub code: FaultCode,
    /// Where.
    pub span: Span<Source>,
    /// What, in the user's words; lower case, no full stop.
    pub message: String,
}

impl Fault {
    /// A fault of the whole file.
    #[must_use]
    pub fn new(code: FaultCode, message: impl Into<String>) -> Self {
        Self { code, span: Span::at(0), message: message.into() }
    }

    /// That so many comments are not read for their signature; `None` where there are none.
    pub(super) fn annotated(signed: usize) -> Option<Self> {
        let comments = match signed {
            0 => return None,
            1 => "a comment".to_owned(),
            many => format!("{many} comments"),
        };
        let message = format!("it holds {comments} signed `{ANNOTATOR}`, not read: look whether they are its own");
        Some(Self::new(FaultCode::Annotated, message))
    }
}

/// The code in reports of [`FaultCode::Annotated`].
pub const ANNOTATED: &str = "artifact/annotated";

/// The kinds of fault a reader reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FaultCode {
    /// The file breaks its format's grammar: it is not checked.
    Syntax,
    /// A name occurs twice in one object: the file is not checked, for nobody can say which of the two holds.
    DuplicateKey,
    /// Nested deeper, or expanded larger, than the limit: it is not checked.
    TooDeep,
    /// It unpacks to more than the limits allow: what is over them is not checked.
    TooLarge,
    /// No text could be had of it: broken, or not to be opened.
    Unreadable,
    /// It is of a format that is not read: a picture, a program.
    Foreign,
    /// It is locked with a password.
    Encrypted,
    /// Some or all of its pages have no text that can be had: images, fonts that do not say which letters they show, or a
    /// password on the file. What the other pages say is checked.
    NoTextLayer,
    /// It holds nothing.
    Empty,
    /// A note: it holds macros, which are neither run nor read.
    Macros,
    /// A note: it refers to something outside of it, which is never fetched.
    External,
    /// A note: it holds comments signed by gatelint, which are not read.
    Annotated,
    /// A note: it holds something that is not read, such as an embedded object.
    Unread,
}

impl FaultCode {
    /// Every kind.
    pub const ALL: [Self; 13] = [
        Self::Syntax,
        Self::DuplicateKey,
        Self::TooDeep,
        Self::TooLarge,
        Self::Unreadable,
        Self::Foreign,
        Self::Encrypted,
        Self::NoTextLayer,
        Self::Empty,
        Self::Macros,
        Self::External,
        Self::Annotated,
        Self::Unread,
    ];

    /// The code in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Syntax => "artifact/syntax",
            Self::DuplicateKey => "artifact/duplicate-key",
            Self::TooDeep => "artifact/too-deep",
            Self::TooLarge => "artifact/too-large",
            Self::Unreadable | Self::Foreign => "artifact/unreadable",
            Self::Encrypted => "artifact/encrypted",
            Self::NoTextLayer => "artifact/no-text-layer",
            Self::Empty => "artifact/empty",
            Self::Macros => "artifact/macros",
            Self::External => "artifact/external",
            Self::Annotated => ANNOTATED,
            Self::Unread => "artifact/unread-part",
        }
    }

    /// Whether the file is checked all the same.
    #[must_use]
    pub fn is_note(self) -> bool {
        match self {
            Self::Macros | Self::External | Self::Annotated | Self::Unread => true,
            Self::Syntax
            | Self::DuplicateKey
            | Self::TooDeep
            | Self::TooLarge
            | Self::Unreadable
            | Self::Foreign
            | Self::Encrypted
            | Self::NoTextLayer
            | Self::Empty => false,
        }
    }
}
