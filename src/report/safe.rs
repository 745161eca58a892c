//! Text of a document made safe for a terminal.

/// Replaces what could drive a terminal or hide words: control characters but the tab and the line feed, and marks
/// that turn the writing direction. Each is replaced by as many bytes, so that spans stay right. A line end of two
/// characters becomes a blank and a line feed.
#[must_use]
pub(crate) fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\t' | '\n' => out.push(c),
            '\r' => out.push(if chars.peek() == Some(&'\n') { ' ' } else { '\n' }),
            c if c.is_control() => out.extend(std::iter::repeat_n('?', c.len_utf8())),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
