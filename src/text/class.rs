//! What a folded byte is to the matcher.

/// The part a folded byte plays between and inside words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// A letter or digit; any byte of a letter beyond ASCII.
    Word,
    /// White space.
    Space,
    /// A hyphen, short dash, minus or underscore.
    Hyphen,
    /// A dash that parts clauses.
    Dash,
    /// A slash.
    Slash,
    /// A quotation mark, an apostrophe, or an asterisk that stands for emphasis in text without markup.
    Quote,
    /// A sign that may end a sentence.
    Stop,
    /// Anything else.
    Other,
}

/// Stands for an em dash or a horizontal bar in folded text.
pub(super) const DASH: u8 = 0x1E;
/// Stands for a character that is neither a letter nor anything to see through.
pub(super) const OTHER: u8 = 0x1F;

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut at = 0;
    while at < 256 {
        #[expect(clippy::indexing_slicing, reason = "`at` is below 256, checked when this is compiled")]
        {
            classes[at] = of(at as u8);
        }
        at += 1;
    }
    classes
};

const fn of(byte: u8) -> Class {
    match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | 0x80.. => Class::Word,
        b' ' | b'\t'..=b'\r' => Class::Space,
        b'-' | b'_' => Class::Hyphen,
        DASH => Class::Dash,
        b'/' => Class::Slash,
        b'"' | b'\'' | b'`' | b'*' => Class::Quote,
        b'.' | b'!' | b'?' | b';' => Class::Stop,
        _ => Class::Other,
    }
}

/// The class of a folded byte.
///
/// ```
/// use gatelint::text::{Class, class};
/// assert_eq!(class(b'_'), Class::Hyphen);
/// assert_eq!(class(b'7'), Class::Word);
/// ```
#[must_use]
#[inline]
pub fn class(byte: u8) -> Class {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(Class::Other)
}
