//! Adobe's maps for Asian scripts, as far as their codes are those of a known character set: they then say which
//! characters codes mean, though not which glyphs (ISO 32000-1, 9.7.5.2).

use std::sync::LazyLock;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS};

/// What each code of one or two bytes means.
pub(super) type Meanings = [Option<Box<str>>];

type Table = LazyLock<Vec<Option<Box<str>>>>;

/// Big-endian UTF-16, without what takes two units.
static UNICODE: Table =
    LazyLock::new(|| (0..=0xFFFF).map(|code| char::from_u32(code).map(|c| c.to_string().into())).collect());
static JAPANESE: Table = LazyLock::new(|| table(SHIFT_JIS));
static JAPANESE_EUC: Table = LazyLock::new(|| table(EUC_JP));
static CHINESE: Table = LazyLock::new(|| table(GB18030));
static TAIWANESE: Table = LazyLock::new(|| table(BIG5));
static KOREAN: Table = LazyLock::new(|| table(EUC_KR));

/// What the codes of the map called `name` mean; `None` where they are no character set's.
pub(super) fn meanings(name: &[u8]) -> Option<&'static Meanings> {
    let has = |part: &[u8]| memchr::memmem::find(name, part).is_some();
    let table = match () {
        () if is_unicode(name) => &UNICODE,
        () if has(b"RKSJ") => &JAPANESE,
        () if name.starts_with(b"EUC-") => &JAPANESE_EUC,
        () if name.starts_with(b"GB") && (has(b"EUC") || has(b"GBK")) => &CHINESE,
        () if name.starts_with(b"B5pc") || has(b"-B5-") => &TAIWANESE,
        () if name.starts_with(b"KSC") && (has(b"EUC") || has(b"UHC")) => &KOREAN,
        () => return None,
    };
    Some(table)
}

/// Whether codes of the map of that name are UTF-16.
pub(super) fn is_unicode(name: &[u8]) -> bool {
    let has = |part: &[u8]| memchr::memmem::find(name, part).is_some();
    name.starts_with(b"Uni") && (has(b"-UCS2-") || has(b"-UTF16-"))
}

/// All codes of a character set whose single bytes begin no pair.
fn table(charset: &'static Encoding) -> Vec<Option<Box<str>>> {
    let text = |bytes: &[u8]| {
        let text = charset.decode_without_bom_handling_and_without_replacement(bytes);
        text.map(|text| text.into_owned().into_boxed_str())
    };
    let pair =
        |first: u8| (0..=u8::MAX).map(move |second| if first == 0 { text(&[second]) } else { text(&[first, second]) });
    (0..=u8::MAX).flat_map(pair).collect()
}
