//! Bytes of a file to text, and places in that text back to bytes of the file.

use encoding_rs::{DecoderResult, Encoding as Charset, ISO_2022_JP};

use super::html;

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
    /// The character set that a page names.
    Named {
        charset: &'static Charset,
        /// The same, and one more pair behind each character that takes more or fewer bytes than it does by itself.
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
    /// Neither UTF-8 nor UTF-16.
    BrokenText {
        /// The first byte of the file that is not understood.
        offset: usize,
    },
}

/// Decodes UTF-8, with or without a byte order mark, and UTF-16 of either order, with one or where its zero bytes leave
/// no doubt. No bytes are an empty text.
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
        [0xff, 0xfe, ..] => return utf16(&bytes, false),
        [0xfe, 0xff, ..] => return utf16(&bytes, true),
        _ => {}
    }
    if memchr::memchr(0, &bytes).is_some() {
        return unmarked(&bytes);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text, encoding: Encoding(Units::Utf8) }),
        Err(error) => Err(Unreadable::BrokenText { offset: error.utf8_error().valid_up_to() }),
    }
}

/// Decodes a page: as [`decode`] does, or else in the character set that the page names. One that names none and is not
/// UTF-8 is refused: what it is in could only be guessed.
///
/// # Errors
/// When the bytes are no text in that character set.
///
/// ```
/// use gatelint::document::decode_page;
/// let page = b"<meta charset=windows-1251>\xe4\xe0 x";
/// let decoded = decode_page(page.to_vec()).unwrap();
/// assert!(decoded.text.ends_with("да x"));
/// assert_eq!(decoded.on_disk(decoded.text.len() - 1), page.len() - 1);
/// assert!(decode_page(b"<p>caf\xe9".to_vec()).is_err());
/// ```
pub fn decode_page(bytes: Vec<u8>) -> Result<Decoded, Unreadable> {
    let marked = matches!(bytes.as_slice(), [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0xef, 0xbb, 0xbf, ..]);
    // Japanese in seven bits is ASCII, and so UTF-8, to look at.
    let plain = || std::str::from_utf8(&bytes).is_ok() && memchr::memchr(0x1b, &bytes).is_none();
    match html::declared(&bytes).filter(|_| !marked && !plain()) {
        Some(charset) if charset == ISO_2022_JP || std::str::from_utf8(&bytes).is_err() => named(&bytes, charset),
        Some(_) | None => decode(bytes),
    }
}

/// Decodes byte by byte, so that it is known which bytes each character comes from.
fn named(bytes: &[u8], charset: &'static Charset) -> Result<Decoded, Unreadable> {
    if memchr::memchr(0, bytes).is_some() {
        return Err(Unreadable::Binary);
    }
    let mut decoder = charset.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len());
    let mut table = vec![(0, 0)];
    // Where the characters so far would end if each took the bytes that it takes by itself.
    let mut expected = 0;
    let mut buffer = [0; 16];
    let ends = bytes.chunks(1).map(Some).chain([None]);
    for (at, byte) in ends.enumerate() {
        let (result, read, length) =
            decoder.decode_to_utf8_without_replacement(byte.unwrap_or_default(), &mut buffer, byte.is_none());
        let end = at + read;
        if let DecoderResult::Malformed(bad, after) = result {
            return Err(Unreadable::BrokenText { offset: end.saturating_sub(usize::from(bad) + usize::from(after)) });
        }
        let written = buffer.get(..length).and_then(|written| std::str::from_utf8(written).ok());
        for c in written.unwrap_or_default().chars() {
            text.push(c);
            expected += width(charset, c);
            let far = table.last().is_none_or(|&(known, _)| text.len() - known >= STEP);
            if far || expected != end {
                table.push((text.len(), end));
                expected = end;
            }
        }
    }
    Ok(Decoded { text, encoding: Encoding(Units::Named { charset, table }) })
}

/// How many bytes a character takes by itself.
fn width(charset: &'static Charset, c: char) -> usize {
    match c.is_ascii() || charset.is_single_byte() {
        true => 1,
        false => charset.encode(c.encode_utf8(&mut [0; 4])).0.len(),
    }
}

/// Decodes UTF-16 without a byte order mark: in Western text the higher byte of nearly every letter is zero and the
/// lower one of none, which is so in no other file that has zeros.
fn unmarked(bytes: &[u8]) -> Result<Decoded, Unreadable> {
    let (pairs, _) = bytes.as_chunks::<2>();
    let zeros = |at: usize| pairs.iter().filter(|pair| pair.get(at) == Some(&0)).count();
    let most = |high: usize| high > 1 && high > pairs.len() / 2;
    let decoded = match (zeros(0), zeros(1)) {
        (high, 0) if most(high) => utf16(bytes, true)?,
        (0, high) if most(high) => utf16(bytes, false)?,
        _ => return Err(Unreadable::Binary),
    };
    let sign = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}');
    if decoded.text.contains(sign) { Err(Unreadable::Binary) } else { Ok(decoded) }
}

/// Decodes UTF-16, a byte order mark included.
fn utf16(bytes: &[u8], big: bool) -> Result<Decoded, Unreadable> {
    let unit = if big { u16::from_be_bytes } else { u16::from_le_bytes };
    let mut text = String::with_capacity(bytes.len());
    let mut table = vec![(0, 0)];
    let mut on_disk = 0;
    let (pairs, odd) = bytes.as_chunks::<2>();
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
            // What it has no letter for becomes a character reference, which is right in a page.
            Units::Named { charset, .. } => charset.encode(words).0.into_owned(),
        }
    }

    /// The byte of the file where the character at byte `offset` of `text` (the decoded text) starts. An offset
    /// inside a character gives that character, one past the end the end.
    #[must_use]
    pub fn on_disk(&self, text: &str, offset: usize) -> usize {
        let offset = offset.min(text.len());
        let table = match &self.0 {
            Units::Utf8 => return offset,
            Units::Utf16 { table, .. } | Units::Named { table, .. } => table,
        };
        let width = |c: char| match &self.0 {
            Units::Utf8 => c.len_utf8(),
            Units::Utf16 { .. } => 2 * c.len_utf16(),
            Units::Named { charset, .. } => width(charset, c),
        };
        let near = table.partition_point(|&(known, _)| known <= offset).saturating_sub(1);
        let (known, on_disk) = table.get(near).copied().unwrap_or_default();
        let rest = text.get(known..).unwrap_or_default();
        let before = rest.char_indices().take_while(|(at, c)| known + at + c.len_utf8() <= offset);
        on_disk + before.map(|(_, c)| width(c)).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn encode(text: &str, big: bool) -> Vec<u8> {
        let order = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        text.encode_utf16().flat_map(order).collect()
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
        check(b"H\0i\0 \0\xac\x20", Ok("Hi €"));
        check(b"\0H\0i\0 \x20\xac", Ok("Hi €"));
        check(b"H\0i\0x", Err(Unreadable::BrokenText { offset: 4 }));
        check(b"H\0i\0\x01\0", Err(Unreadable::Binary));
        check(b"\x34\0\0\0\x07\0\0\0", Err(Unreadable::Binary));
    }

    /// Holds that each character of `text` stands, in a page of that character set, where the bytes are that it is
    /// written with.
    fn check_page(label: &str, text: &str) {
        let charset = Charset::for_label(label.as_bytes()).unwrap();
        let page = format!("<meta charset={label}>{text}");
        let (bytes, _, lost) = charset.encode(&page);
        assert!(!lost, "{text:?} is not of {label}");
        let decoded = decode_page(bytes.to_vec()).unwrap();
        assert_eq!(decoded.text, page);
        let mut decoder = charset.new_decoder_without_bom_handling();
        let mut end = 0;
        for (at, c) in page.char_indices() {
            let start = decoded.on_disk(at);
            assert_eq!(start, end, "{c:?} of {text:?} in {label}");
            end = decoded.on_disk(at + c.len_utf8());
            let mut buffer = [0; 64];
            let (_, _, length, _) = decoder.decode_to_utf8(&bytes[start..end], &mut buffer, false);
            assert_eq!(std::str::from_utf8(&buffer[..length]), Ok(c.encode_utf8(&mut [0; 4]) as &str), "{label}");
        }
        let trailer = if charset == ISO_2022_JP && !text.ends_with(|c: char| c.is_ascii()) { 3 } else { 0 };
        assert_eq!(end + trailer, bytes.len());
    }

    #[test]
    fn pages_in_the_character_set_that_they_name() {
        let long = "caf\u{e9} und Gr\u{fc}\u{df}e, ".repeat(200);
        for label in ["windows-1252", "iso-8859-15", "latin2"] {
            check_page(label, &long);
        }
        check_page("windows-1251", "\u{434}\u{430}, pre-sale");
        for label in ["shift_jis", "euc-jp", "iso-2022-jp", "gb18030", "gbk", "big5"] {
            check_page(label, "a\u{6c5f}\u{6c60} b\n\u{6c34}");
            check_page(label, &"pre-sale \u{6c5f}\u{6c34}".repeat(300));
        }
        check_page("gb18030", "\u{1f600}\u{e9}x");
        check_page("euc-kr", "a\u{ac00}b");
    }

    #[test]
    fn pages_that_are_not_what_they_say() {
        let page = |bytes: &[u8]| decode_page(bytes.to_vec()).map(|decoded| decoded.text);
        assert_eq!(page("<meta charset=latin1>é".as_bytes()), Ok("<meta charset=latin1>é".to_owned()));
        assert_eq!(page(b"<meta charset=utf-8>\xe9"), Err(Unreadable::BrokenText { offset: 20 }));
        assert_eq!(page(b"<meta charset=sjis>a\x81"), Err(Unreadable::BrokenText { offset: 20 }));
        assert_eq!(page(b"<meta charset=gbk>\x81\x20a"), Err(Unreadable::BrokenText { offset: 18 }));
        assert_eq!(page(b"<meta charset=latin1>\xe9\0"), Err(Unreadable::Binary));
        assert_eq!(page(b"\xff\xfe<\0"), Ok("\u{feff}<".to_owned()));
        assert_eq!(page(b"\x1b<p>"), Ok("\x1b<p>".to_owned()));
    }

    #[test]
    fn utf8_places_stay() {
        let decoded = decode("\u{feff}äx".into()).unwrap();
        assert_eq!((decoded.on_disk(5), decoded.on_disk(99)), (5, 6));
    }

    proptest! {
        #[test]
        fn utf16_places_are_those_of_the_file(text in "[a-zé😀\n]{0,3000}", big: bool) {
            let text = format!("\u{feff}{text}");
            let decoded = decode(encode(&text, big)).unwrap();
            prop_assert_eq!(&decoded.text, &text);
            let mut on_disk = 0;
            for (at, c) in decoded.text.char_indices() {
                prop_assert_eq!(decoded.on_disk(at), on_disk);
                on_disk += 2 * c.len_utf16();
            }
            prop_assert_eq!(decoded.on_disk(decoded.text.len()), on_disk);
        }

        #[test]
        fn unmarked_utf16_places_are_those_of_the_file(text in "[a-zé\n]{2,3000}", big: bool) {
            let decoded = decode(encode(&text, big)).unwrap();
            prop_assert_eq!(&decoded.text, &text);
            for (number, (at, _)) in decoded.text.char_indices().enumerate() {
                prop_assert_eq!(decoded.on_disk(at), 2 * number);
            }
        }

        #[test]
        fn no_bytes_panic(bytes: Vec<u8>, label in prop::sample::select(vec!["gb18030", "big5", "iso-2022-jp", "latin1"])) {
            let _ = decode_page([format!("<meta charset={label}>").as_bytes(), &bytes].concat());
            let _ = decode(bytes);
        }
    }
}
