//! A file by its name and bytes: which format it is, its document, and what lies in it.

use super::format::Reader;
use super::{Budget, Document, Encoding, Extract, Fault, FaultCode, Format, Unreadable};

/// A file that lies in another: a member of an archive, an attachment of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its name in there, with `/` between its parts.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A file that was opened.
#[derive(Debug)]
pub struct Opened {
    /// Its document. That of a text format is not parsed yet: see `parsed`.
    pub document: Document,
    /// How its text stands on disk.
    pub encoding: Encoding,
    /// Whether the document is read to its end; if not, [`Document::read`] makes it of its format and source.
    pub parsed: bool,
    /// What lies in it, in order; to be opened in turn with the same budget.
    pub members: Vec<Held>,
}

/// Opens the file called `name`. Never fails: what can't be read is a fault of a document without text.
///
/// ```
/// use gatelint::document::{Budget, Limits, open};
/// let opened = open("draft.docx", b"no Word document".to_vec(), &mut Budget::new(Limits::default()));
/// assert_eq!(opened.document.faults[0].code.name(), "artifact/unreadable");
/// ```
#[must_use]
pub fn open(name: &str, bytes: Vec<u8>, budget: &mut Budget) -> Opened {
    if bytes.is_empty() {
        return refused(name, Fault::new(FaultCode::Empty, NOTHING));
    }
    let format = match Format::detect(name, &bytes) {
        Ok(format) => format,
        Err(fault) => return refused(name, fault),
    };
    match format.reader() {
        Reader::Extract(read) => extracted(format, read(&bytes, budget)),
        Reader::Text(_) => match format.decode(bytes) {
            Ok(decoded) => {
                let (source, encoding) = decoded.into_parts();
                if let Some(why) = says_nothing(format, &source) {
                    return refused(name, Fault::new(FaultCode::Empty, why));
                }
                let document = Document::unread(format, source);
                Opened { document, encoding, parsed: false, members: Vec::new() }
            }
            Err(unreadable) => refused(name, why_unreadable(unreadable)),
        },
    }
}

const NOTHING: &str = "the file is empty: there is nothing to check";
/// What is said of a file that a reader finds no text in.
pub(super) const NO_TEXT: &str = "no text was found in the file: there is nothing to check";

/// Why there is nothing to check in a text, if that can be seen before it is parsed.
fn says_nothing(format: Format, text: &str) -> Option<&'static str> {
    let blank = text.trim_start_matches('\u{feff}').trim().is_empty();
    let wordless = !format.is_data() && is_wordless(text);
    if blank { Some(NOTHING) } else { wordless.then_some(NO_TEXT) }
}

/// Whether a text has no letter and no digit.
fn is_wordless(text: &str) -> bool {
    !text.contains(char::is_alphanumeric)
}

/// A file that is not checked, with the reason.
pub(crate) fn refused(name: &str, fault: Fault) -> Opened {
    let mut document = Document::unread(Format::of(name, ""), String::new());
    document.faults.push(fault);
    Opened { document, encoding: Encoding::default(), parsed: true, members: Vec::new() }
}

fn extracted(format: Format, extract: Extract) -> Opened {
    let Extract { text, content, places, members } = extract;
    let mut document = Document { places, ..Document::of(format, content, text) };
    if is_wordless(&document.source) && members.is_empty() {
        document.nothing_shown();
    }
    Opened { document, encoding: Encoding::default(), parsed: true, members }
}

fn why_unreadable(unreadable: Unreadable) -> Fault {
    match unreadable {
        Unreadable::Binary => {
            Fault::new(FaultCode::Foreign, "the file is not text, and gatelint does not read its format")
        }
        Unreadable::BrokenText { offset } => {
            Fault::new(FaultCode::Unreadable, format!("the text is broken at byte {offset}: save the file as UTF-8"))
        }
    }
}
