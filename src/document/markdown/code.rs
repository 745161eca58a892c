//! Inline code: its words against the bytes it was written with.

use std::ops::Range;

use crate::document::Text;
use crate::span::Span;

/// What a line of a quote or of a list's item may start with.
const PREFIX: [char; 3] = [' ', '\t', '>'];

/// Adds the words of inline code that stands, back-ticks included, at `range`. Inside, a line end is a space and
/// `\|` in a table a `|`; one space at each end may be gone.
pub(super) fn push_code(text: &mut Text, words: &str, range: Range<usize>, source: &str) {
    let there = source.get(range.clone()).unwrap_or_default();
    if let Some(at) = there.find(words) {
        return text.push_verbatim(words, range.start + at);
    }
    let mut raw = there.trim_start_matches('`');
    if raw.starts_with([' ', '\n', '\r']) && !words.starts_with(' ') {
        raw = raw.trim_start_matches([' ', '\n', '\r']);
    }
    let mut left = words;
    while let Some(c) = left.chars().next() {
        let at = range.end - raw.len();
        let mut after = left.get(c.len_utf8()..).unwrap_or_default();
        let length = match raw.chars().next() {
            Some(same) if same == c => {
                text.push_verbatim(c.encode_utf8(&mut [0; 4]), at);
                c.len_utf8()
            }
            Some('\n' | '\r') if c == ' ' => {
                let rest = raw.strip_prefix("\r\n").or_else(|| raw.get(1..)).unwrap_or_default();
                if raw.starts_with("\r\n") {
                    // The parser gives one space for each of the two.
                    after = after.strip_prefix(' ').unwrap_or(after);
                }
                let length = raw.len() - rest.trim_start_matches(PREFIX).len();
                text.push_decoded(" ", Span::new(at, at + length));
                length
            }
            Some('\\') if raw.starts_with("\\|") && c == '|' => {
                text.push_decoded("|", Span::new(at, at + 2));
                2
            }
            _ => return text.push_decoded(left, Span::new(at, range.end)),
        };
        raw = raw.get(length..).unwrap_or_default();
        left = after;
    }
}
