//! Edits put into the bytes of a text file.

use super::Edit;
use crate::document::Encoding;

/// `bytes`, which hold `text` in `encoding`, with the edits put in; they are in order and disjoint. Every other byte
/// stays as it is.
///
/// ```
/// use gatelint::document::decode;
/// use gatelint::edit::{Edit, splice};
/// use gatelint::span::Span;
/// let (text, encoding) = decode(b"self-serve checkout\r\n".to_vec()).unwrap().into_parts();
/// let edit: Edit = Edit { span: Span::new(0, 10), words: "managed".into() };
/// assert_eq!(splice(text.as_bytes(), &text, &encoding, &[edit]), b"managed checkout\r\n");
/// ```
#[must_use]
pub fn splice<S>(bytes: &[u8], text: &str, encoding: &Encoding, edits: &[Edit<S>]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    for edit in edits {
        let (start, end) = (encoding.on_disk(text, edit.span.start), encoding.on_disk(text, edit.span.end));
        out.extend_from_slice(bytes.get(at..start).unwrap_or_default());
        out.extend(encoding.encode(&edit.words));
        at = end;
    }
    out.extend_from_slice(bytes.get(at..).unwrap_or_default());
    out
}
