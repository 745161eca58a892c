//! Words of a head that are written in letters of ASCII whatever they are (RFC 2047).

use super::transfer;
use crate::document::charset;

/// `value` with its encoded words as they are meant, and whether all of them could be decoded. The blanks between two
/// of them are no part of either; a letter that is cut in two by them is put together.
pub(super) fn decoded(value: &str) -> (String, bool) {
    let mut out = String::with_capacity(value.len());
    let mut sound = true;
    // Bytes of encoded words that were read and not decoded yet, and their character set.
    let mut open: Option<(&str, Vec<u8>)> = None;
    let mut rest = value;
    loop {
        let next = rest.match_indices("=?").find_map(|(at, _)| word(rest.get(at..)?).map(|word| (at, word)));
        let (before, after) = match &next {
            Some((at, word)) => (rest.get(..*at), rest.get(at + word.length..)),
            None => (Some(rest), None),
        };
        let before = before.unwrap_or_default();
        let goes_on = match (&open, &next) {
            (Some((label, _)), Some((_, word))) => before.trim().is_empty() && *label == word.label,
            (None, _) | (_, None) => false,
        };
        if !goes_on && let Some((label, bytes)) = open.take() {
            let (words, why) = charset::decoded(Some(label), &bytes);
            sound &= why.is_none();
            out.push_str(&words);
            out.push_str(if before.trim().is_empty() && next.is_some() { "" } else { before });
        } else if !goes_on {
            out.push_str(before);
        }
        let Some((_, word)) = next else { return (out, sound) };
        sound &= word.sound;
        open.get_or_insert((word.label, Vec::new())).1.extend(word.bytes);
        rest = after.unwrap_or_default();
    }
}

/// An encoded word.
struct Word<'v> {
    label: &'v str,
    bytes: Vec<u8>,
    length: usize,
    sound: bool,
}

/// The encoded word at the start of `text`: `=?utf-8?Q?caf=C3=A9?=`. Each of its thirds ends at the next `?`, so that a
/// text is gone over no more than four times.
fn word(text: &str) -> Option<Word<'_>> {
    let mut thirds = text.get(2..)?.splitn(4, '?');
    let (label, encoding, words, end) = (thirds.next()?, thirds.next()?, thirds.next()?, thirds.next()?);
    if !end.starts_with('=') || label.is_empty() || label.contains(char::is_whitespace) {
        return None;
    }
    let (bytes, sound) = match encoding {
        "q" | "Q" => (transfer::quoted_printable(words.replace('_', " ").as_bytes()), true),
        "b" | "B" => {
            let decoded = transfer::base64(words.as_bytes());
            (decoded.bytes, decoded.rest.is_empty())
        }
        _ => return None,
    };
    let length = 2 + label.len() + encoding.len() + words.len() + 4;
    let label = label.split('*').next().unwrap_or_default();
    Some(Word { label, bytes, length, sound })
}
