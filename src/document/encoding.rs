//! Bytes of a file to text, and places in that text back to bytes of the file.

/// A file's text. Places in it are UTF-8 offsets; [`Decoded::on_disk`] gives the bytes in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, a byte order mark included (so that offsets into UTF-8 files are offsets into the file).
    pub text: String,
    encoding: Encoding,
}

/// How a text stands in its file: the way from places in the text to bytes of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Encoding(Units);

#[derive(Debug, Clone, PartialEq, Eq, Default)]
enum Units {
    #[default]
    Utf8,
    Utf16 {
        /// Whether the first byte of a unit is the higher one.
        big: bool,
        /// For every [`STEP`] bytes of the text or a little more: its offset, and the one in the file.
        table: Vec<(usize, usize)>,
    },
}

/// One pair of offsets is kept for at least this many bytes of text.
const STEP: usize = 1024;

/// Why bytes are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// There are NUL bytes: a picture, an archive, a program.
    Binary,
    /// Neither UTF-8 nor UTF-16 with a byte order mark.
    BrokenText {
        /// The first byte of the file that is not understood.
        offset: usize,
    },
}

/// Decodes UTF-8, with or without a byte order mark, and UTF-16 of either order with one. No bytes are an empty text.
///
/// # Errors
/// When the bytes are no text in one of these encodings; never because of the text's length or content.
///
/// ```
/// use gatelint::document::{Unreadable, decode};
/// let decoded = decode(vec![0xff, 0xfe, 0xe9, 0x00, b'x', 0x00]).unwrap();
/// assert_eq!(decoded.text, "\u{feff}éx");
/// assert_eq!(decoded.on_disk(5), 4); // the `x`: byte 5 of the text, byte 4 of the file
/// assert_eq!(decode(b"caf\xe9".to_vec()), Err(Unreadable::BrokenText { offset: 3 }));
/// ```
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, Unreadable> {
    match bytes.as_slice() {
        [0xff, 0xfe, 0, 0, ..] => return Err(Unreadable::Binary),
        [0xff, 0xfe, rest @ ..] => return utf16(rest, false),
        [0xfe, 0xff, rest @ ..] => return utf16(rest, true),
        _ => {}
    }
    if memchr::memchr(0, &bytes).is_some() {
        return Err(Unreadable::Binary);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text, encoding: Encoding(Units::Utf8) }),
        Err(error) => Err(Unreadable::BrokenText { offset: error.utf8_error().valid_up_to() }),
    }
}

/// Decodes what follows the byte order mark.
fn utf16(rest: &[u8], big: bool) -> Result<Decoded, Unreadable> {
    let unit = if big { u16::from_be_bytes } else { u16::from_le_bytes };
    let mut text = String::with_capacity(rest.len());
    text.push('\u{feff}');
    let mut table = vec![(0, 0)];
    let mut on_disk = 2;
    let (pairs, odd) = rest.as_chunks::<2>();
    for decoded in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        let Ok(c) = decoded else { return Err(Unreadable::BrokenText { offset: on_disk }) };
        if c == '\0' {
            return Err(Unreadable::Binary);
        }
        if table.last().is_none_or(|&(known, _)| text.len() - known >= STEP) {
            table.push((text.len(), on_disk));
        }
        text.push(c);
        on_disk += 2 * c.len_utf16();
    }
    match odd {
        [] => Ok(Decoded { text, encoding: Encoding(Units::Utf16 { big, table }) }),
        _ => Err(Unreadable::BrokenText { offset: on_disk }),
    }
}

impl Decoded {
    /// The byte of the file where the character at byte `offset` of the text starts; see [`Encoding::on_disk`].
    #[must_use]
    pub fn on_disk(&self, offset: usize) -> usize {
        self.encoding.on_disk(&self.text, offset)
    }

    /// The text, and the way back to the file's bytes.
    #[must_use]
    pub fn into_parts(self) -> (String, Encoding) {
        (self.text, self.encoding)
    }
}

impl Encoding {
    /// `words` as bytes of this encoding, without a byte order mark.
    #[must_use]
    pub fn encode(&self, words: &str) -> Vec<u8> {
        match &self.0 {
            Units::Utf8 => words.as_bytes().to_vec(),
            Units::Utf16 { big: true, .. } => words.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Units::Utf16 { big: false, .. } => words.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        }
    }

    /// The byte of the file where the character at byte `offset` of `text` (the decoded text) starts. An offset
    /// inside a character gives that character, one past the end the end.
    #[must_use]
    pub fn on_disk(&self, text: &str, offset: usize) -> usize {
        let offset = offset.min(text.len());
        let Units::Utf16 { table, .. } = &self.0 else { return offset };
        let near = table.partition_point(|&(known, _)| known <= offset).saturating_sub(1);
        let (known, on_disk) = table.get(near).copied().unwrap_or_default();
        let rest = text.get(known..).unwrap_or_default();
        let before = rest.char_indices().take_while(|(at, c)| known + at + c.len_utf8() <= offset);
        on_disk + before.map(|(_, c)| 2 * c.len_utf16()).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn encode(text: &str, big: bool) -> Vec<u8> {
        let order = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(order).collect()
    }

    fn check(bytes: &[u8], expected: Result<&str, Unreadable>) {
        let decoded = decode(bytes.to_vec());
        assert_eq!(decoded.as_ref().map(|decoded| decoded.text.as_str()).map_err(|&error| error), expected);
    }

    #[test]
    fn each_encoding() {
        check(b"", Ok(""));
        check("é".as_bytes(), Ok("é"));
        check("\u{feff}x".as_bytes(), Ok("\u{feff}x"));
        check(b"x\0y", Err(Unreadable::Binary));
        check(b"ok\xffno", Err(Unreadable::BrokenText { offset: 2 }));
        check(&[0xff, 0xfe], Ok("\u{feff}"));
        check(&[0xff, 0xfe, b'x'], Err(Unreadable::BrokenText { offset: 2 }));
        check(&[0xfe, 0xff, 0, b'x', 0xd8, 0], Err(Unreadable::BrokenText { offset: 4 }));
        check(&[0xff, 0xfe, 0, 0, b'x', 0, 0, 0], Err(Unreadable::Binary));
    }

    #[test]
    fn utf8_places_stay() {
        let decoded = decode("\u{feff}äx".into()).unwrap();
        assert_eq!((decoded.on_disk(5), decoded.on_disk(99)), (5, 6));
    }

    proptest! {
        #[test]
        fn utf16_places_are_those_of_the_file(text in "[a-zé😀\n]{0,3000}", big: bool) {
            prop_assume!(!text.contains('\0'));
            let decoded = decode(encode(&text, big)).unwrap();
            prop_assert_eq!(&decoded.text, &format!("\u{feff}{text}"));
            let mut on_disk = 0;
            for (at, c) in decoded.text.char_indices() {
                prop_assert_eq!(decoded.on_disk(at), on_disk);
                on_disk += 2 * c.len_utf16();
            }
            prop_assert_eq!(decoded.on_disk(decoded.text.len()), on_disk);
        }

        #[test]
        fn no_bytes_panic(bytes: Vec<u8>) {
            let _ = decode(bytes);
        }
    }
}
