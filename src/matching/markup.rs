//! Markup near a place of text that is not parsed yet: signs that a reader of some format may take away, or put other
//! text in their place.

use crate::text::{Class, class};

/// How far around a word of a phrase its other words may stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach {
    /// At most so many words away.
    pub(super) words: usize,
    /// A gap may pass any sign but the end of a sentence.
    pub(super) gaps: bool,
}

/// Whether markup stands in the word that holds `at` or as far before it as the phrase may reach.
pub(super) fn hides_left(text: &[u8], at: usize, reach: Reach) -> bool {
    let ends = |byte: u8, before: u8| is_end(byte) && class(before) == Class::Space;
    hides(text.get(..at).unwrap_or_default().iter().rev(), reach, ends)
}

/// Whether markup stands in the word that holds `at` or as far after it as the phrase may reach.
pub(super) fn hides_right(text: &[u8], at: usize, reach: Reach) -> bool {
    let ends = |byte: u8, before: u8| is_end(before) && class(byte) == Class::Space;
    hides(text.get(at..).unwrap_or_default().iter(), reach, ends)
}

/// Whether what stands at `from..to`, between a word and the next one, may be more than signs that vanish or stay: text
/// that is taken away, or put in another text's place.
pub(super) fn hides_next(text: &[u8], from: usize, to: usize) -> bool {
    let between = text.get(from..to).unwrap_or_default();
    let followed = |at: usize, by: &[u8]| between.get(at + 1).is_some_and(|next| by.contains(next));
    has_doubled_quote(between)
        || between.iter().zip(0..).any(|(sign, at)| match sign {
            b'&' | b'\\' | b'~' => true,
            b'<' => !followed(at, b"/"),
            b']' => followed(at, b"(["),
            b'[' => followed(at, b"^"),
            _ => false,
        })
}

/// The same for what stands between a word and the one before it.
pub(super) fn hides_previous(text: &[u8], from: usize, to: usize) -> bool {
    let between = text.get(from..to).unwrap_or_default();
    // Where one sign of quotation starts its line, those after it do.
    let mut quoted = false;
    has_doubled_quote(between)
        || between.iter().zip(from..).any(|(sign, at)| match sign {
            b'&' | b'<' | b'\\' | b'~' | b']' | b')' => true,
            b'>' => {
                quoted = quoted || starts_line(text, at);
                !quoted
            }
            b' ' | b'\t' => false,
            _ => {
                quoted = false;
                false
            }
        })
}

/// Whether nothing but signs of quotation stands before `at` in its line.
fn starts_line(text: &[u8], at: usize) -> bool {
    let head = text.get(..at).unwrap_or_default();
    head.iter().rev().find(|byte| !matches!(byte, b' ' | b'\t' | b'>')).is_none_or(|byte| *byte == b'\n')
}

/// Whether a sign beside a letter may vanish.
pub(super) fn may_vanish(sign: u8) -> bool {
    is_markup(sign)
}

/// Whether a sign between words may vanish. (A parenthesis does only with a link's address, which
/// [`hides_next`] and [`hides_previous`] see; an exclamation mark before an image.)
pub(super) fn may_stand_between(sign: u8) -> bool {
    sign == b'!' || (is_markup(sign) && !matches!(sign, b'(' | b')'))
}

fn has_doubled_quote(between: &[u8]) -> bool {
    let doubled = |pair: &[u8]| pair.first() == pair.last() && pair.first().is_some_and(|byte| is_quote(*byte));
    between.windows(2).any(doubled)
}

/// Whether the run of letters that ends with the one at `last` starts with those of an escape (`\n`, `&#39`).
pub(super) fn starts_escaped(text: &[u8], last: usize) -> bool {
    let head = text.get(..=last).unwrap_or_default();
    let sign = head.iter().rev().find(|byte| class(**byte) != Class::Word);
    sign.is_some_and(|sign| matches!(sign, b'\\' | b'&' | b'#'))
}

/// How far is walked; what goes on longer without a space counts as hidden.
const FAR: usize = 2000;

/// Walks over the words past the one at hand. Signs between words join them, as where a phrase is read; `ends` says of a
/// byte and the one walked before it whether a sentence ends there.
fn hides<'b>(bytes: impl Iterator<Item = &'b u8>, reach: Reach, ends: impl Fn(u8, u8) -> bool) -> bool {
    let (mut passed, mut space, mut hyphen, mut before) = (0, false, false, 0);
    for (walked, byte) in bytes.enumerate() {
        if walked > FAR || is_markup(*byte) || (*byte == before && is_quote(*byte)) {
            return true;
        }
        if ends(*byte, before) || (!reach.gaps && matches!(byte, b'|' | b',')) {
            return false;
        }
        match class(*byte) {
            Class::Word => {
                passed += usize::from(space && !hyphen);
                if passed > reach.words {
                    return false;
                }
                (space, hyphen) = (false, false);
            }
            Class::Space | Class::Dash => space = true,
            // A reference, which ends with `;`, may stand for a hyphen.
            Class::Hyphen => hyphen = true,
            Class::Stop if *byte == b';' => hyphen = true,
            Class::Slash | Class::Quote | Class::Stop | Class::Other => {}
        }
        before = *byte;
    }
    false
}

/// Whether a sentence ends with this sign before white space: no phrase goes on behind it.
fn is_end(sign: u8) -> bool {
    matches!(sign, b'.' | b'?')
}

/// Doubled, these stand for one in the strings of YAML and of tables.
fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'')
}

fn is_markup(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | b'>' | b'\\' | b'*' | b'_' | b'`' | b'~' | b'[' | b']' | b'(' | b')' | b'^')
}
