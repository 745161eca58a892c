//! The encodings that a simple font's codes stand in, and the characters that glyph names stand for.
//!
//! Sources: ISO 32000-1 annex D (the encodings), the Adobe Glyph List for New Fonts (the names; `glyph_names.tsv`).

use std::collections::HashMap;
use std::sync::LazyLock;

/// Codes 128 to 255; a `\u{FFFD}` is a code that stands for nothing. Codes without a sign of their own are bullets.
const WIN_ANSI: &str = "€•‚ƒ„…†‡ˆ‰Š‹Œ•Ž••‘’“”•–—˜™š›œ•žŸ ¡¢£¤¥¦§¨©ª«¬-®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";
const MAC_ROMAN: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»… ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{FFFD}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";
/// Codes 161 to 255.
const STANDARD: &str = "¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ\u{FFFD}–†‡·\u{FFFD}¶•‚„”»…‰\u{FFFD}¿\u{FFFD}`´ˆ˜¯˘˙¨\u{FFFD}˚¸\u{FFFD}˝˛ˇ—\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}Æ\u{FFFD}ª\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}ŁØŒº\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}æ\u{FFFD}\u{FFFD}\u{FFFD}ı\u{FFFD}\u{FFFD}łøœß\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}";
/// Codes 32 to 126, and 160 to 255.
const SYMBOL: (&str, &str) = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\u{FFFD}αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…\u{FFFD}\u{FFFD}↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}〉∫⌠\u{FFFD}⌡\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}",
);
/// Codes 32 to 126, and 161 to 254.
const DINGBATS: (&str, &str) = (
    " ✁✂✃✄☎✆✇✈✉☛☞✌✍✎✏✐✑✒✓✔✕✖✗✘✙✚✛✜✝✞✟✠✡✢✣✤✥✦✧★✩✪✫✬✭✮✯✰✱✲✳✴✵✶✷✸✹✺✻✼✽✾✿❀❁❂❃❄❅❆❇❈❉❊❋●❍■❏❐❑❒▲▼◆❖◗❘❙❚❛❜❝❞",
    "❡❢❣❤❥❦❧♣♦♥♠①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺❻❼❽❾❿➀➁➂➃➄➅➆➇➈➉➊➋➌➍➎➏➐➑➒➓➔→↔↕➘➙➚➛➜➝➞➟➠➡➢➣➤➥➦➧➨➩➪➫➬➭➮➯\u{FFFD}➱➲➳➴➵➶➷➸➹➺➻➼➽➾",
);

/// An encoding that the PDF standard defines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Standard,
    WinAnsi,
    MacRoman,
    Symbol,
    Dingbats,
}

impl Encoding {
    /// The encoding of that name; `None` for another one.
    pub(super) fn named(name: &[u8]) -> Option<Self> {
        match name {
            b"WinAnsiEncoding" => Some(Self::WinAnsi),
            b"MacRomanEncoding" => Some(Self::MacRoman),
            b"StandardEncoding" => Some(Self::Standard),
            _ => None,
        }
    }

    /// The character of each code.
    pub(super) fn table(self) -> [Option<char>; 256] {
        let mut table = [None; 256];
        match self {
            Self::Standard => {
                fill(&mut table, 0x20, ASCII);
                fill(&mut table, 0x27, "\u{2019}");
                fill(&mut table, 0x60, "\u{2018}");
                fill(&mut table, 0xA1, STANDARD);
            }
            Self::WinAnsi => {
                fill(&mut table, 0x20, ASCII);
                fill(&mut table, 0x7F, "\u{2022}");
                fill(&mut table, 0x80, WIN_ANSI);
            }
            Self::MacRoman => {
                fill(&mut table, 0x20, ASCII);
                fill(&mut table, 0x80, MAC_ROMAN);
            }
            Self::Symbol => {
                fill(&mut table, 0x20, SYMBOL.0);
                fill(&mut table, 0xA0, SYMBOL.1);
            }
            Self::Dingbats => {
                fill(&mut table, 0x20, DINGBATS.0);
                fill(&mut table, 0xA1, DINGBATS.1);
            }
        }
        table
    }
}

const ASCII: &str = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

fn fill(table: &mut [Option<char>; 256], from: usize, characters: &str) {
    for (place, c) in table.iter_mut().skip(from).zip(characters.chars()) {
        *place = (c != '\u{FFFD}').then_some(c);
    }
}

static NAMES: LazyLock<HashMap<&str, char>> = LazyLock::new(|| {
    let rows = include_str!("glyph_names.tsv").lines().filter_map(|row| row.split_once('\t'));
    rows.filter_map(|(name, code)| Some((name, char::from_u32(u32::from_str_radix(code, 16).ok()?)?))).collect()
});

/// What a glyph of that name shows: by the list, by `uniXXXX` and `uXXXXX`, or, part by part, by the names that `_` joins.
/// A variant's suffix (`a.sc`) is left out. `None` where the name says nothing (`g12`, `.notdef`).
pub(super) fn glyph_text(name: &str) -> Option<String> {
    let base = name.split('.').next().filter(|base| !base.is_empty())?;
    base.split('_').map(component).collect()
}

fn component(name: &str) -> Option<String> {
    if let Some(c) = NAMES.get(name) {
        return Some(c.to_string());
    }
    if let Some(digits) = name.strip_prefix("uni").filter(|digits| digits.len() >= 4 && digits.len() % 4 == 0) {
        let units = digits.as_bytes().chunks(4).map(|unit| hexadecimal(unit).and_then(|unit| u16::try_from(unit).ok()));
        return String::from_utf16(&units.collect::<Option<Vec<u16>>>()?).ok();
    }
    let digits = name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len()))?;
    char::from_u32(hexadecimal(digits.as_bytes())?).map(String::from)
}

fn hexadecimal(digits: &[u8]) -> Option<u32> {
    let upper = digits.iter().all(|digit| digit.is_ascii_digit() || (b'A'..=b'F').contains(digit));
    u32::from_str_radix(std::str::from_utf8(digits).ok().filter(|_| upper)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(encoding: Encoding, code: usize, expected: Option<char>) {
        assert_eq!(encoding.table()[code], expected, "{encoding:?} {code:#x}");
    }

    #[test]
    fn codes() {
        check(Encoding::WinAnsi, 0x41, Some('A'));
        check(Encoding::WinAnsi, 0x80, Some('€'));
        check(Encoding::WinAnsi, 0x95, Some('•'));
        check(Encoding::WinAnsi, 0xFF, Some('ÿ'));
        check(Encoding::MacRoman, 0xDE, Some('ﬁ'));
        check(Encoding::MacRoman, 0xD5, Some('’'));
        check(Encoding::Standard, 0x27, Some('’'));
        check(Encoding::Standard, 0xAE, Some('ﬁ'));
        check(Encoding::Standard, 0xD0, Some('—'));
        check(Encoding::Standard, 0xFB, Some('ß'));
        check(Encoding::Standard, 0x80, None);
        check(Encoding::Symbol, 0xB7, Some('•'));
        check(Encoding::Symbol, 0x61, Some('α'));
        check(Encoding::Dingbats, 0x6C, Some('●'));
        check(Encoding::Dingbats, 0xFE, Some('➾'));
    }

    fn check_name(name: &str, expected: Option<&str>) {
        assert_eq!(glyph_text(name).as_deref(), expected, "{name}");
    }

    #[test]
    fn names() {
        check_name("A", Some("A"));
        check_name("eacute", Some("é"));
        check_name("quoteright", Some("’"));
        check_name("f_f_i", Some("ffi"));
        check_name("a.sc", Some("a"));
        check_name("uni00410042", Some("AB"));
        check_name("u1F600", Some("😀"));
        check_name("uniD800", None);
        check_name("g12", None);
        check_name(".notdef", None);
        check_name("", None);
        check_name("unikat", None);
    }
}
