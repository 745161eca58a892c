//! Fonts whose codes are single bytes: Type1, TrueType, Type3.

use lopdf::Object;

use super::super::cmap::CMap;
use super::super::encoding::{Encoding, glyph_text};
use super::super::lookup::{Dict, number_of};
use super::{Shown, program, standard};

/// A font of single bytes.
pub(super) struct Simple {
    texts: Vec<Option<Box<str>>>,
    widths: [f64; 256],
}

impl Simple {
    pub(super) fn load(font: Dict<'_>, descriptor: Option<Dict<'_>>, name: &str) -> Self {
        let mut texts = encoded(font, descriptor, name);
        if let Some(map) = font.unpacked("ToUnicode").map(|map| CMap::parse(&map)) {
            for (code, text) in (0..).zip(&mut texts) {
                if let Some(said) = map.text(code) {
                    *text = Some(said.into());
                }
            }
        }
        Self { texts, widths: widths(font, descriptor, name) }
    }

    pub(super) fn shown(&self, code: u8) -> Shown<'_> {
        let text = self.texts.get(usize::from(code)).and_then(Option::as_deref);
        let width = self.widths.get(usize::from(code)).copied().unwrap_or_default();
        Shown { text, width, code: u32::from(code), length: 1 }
    }
}

/// What each code means by the font's encoding.
fn encoded(font: Dict<'_>, descriptor: Option<Dict<'_>>, name: &str) -> Vec<Option<Box<str>>> {
    let encoding = font.get("Encoding");
    let named = encoding.and_then(|encoding| encoding.as_name().ok()).and_then(Encoding::named);
    let details = encoding.and_then(|encoding| Dict::of(font.file, encoding));
    let base = named.or_else(|| Encoding::named(details?.name("BaseEncoding")?));
    let mut texts = match (signs(name), base, symbols(name)) {
        (Some(signs), _, _) => signs,
        (None, Some(base), _) => characters(base),
        (None, None, Some(symbols)) => characters(symbols),
        (None, None, None) => built_in(font, descriptor),
    };
    let mut code = 0_usize;
    for item in details.iter().flat_map(|details| details.items("Differences")) {
        if let Object::Name(glyph) = item {
            if let Some(place) = texts.get_mut(code) {
                *place = glyph_text(&String::from_utf8_lossy(glyph)).map(Into::into);
            }
            code += 1;
        } else if let Some(start) = item.as_i64().ok().and_then(|start| usize::try_from(start).ok()) {
            code = start.min(256);
        }
    }
    texts
}

fn characters(encoding: Encoding) -> Vec<Option<Box<str>>> {
    encoding.table().iter().map(|c| c.map(|c| c.to_string().into())).collect()
}

/// Fonts of signs that have no order to speak of, whatever encoding the file gives: bullets and check marks.
fn signs(name: &str) -> Option<Vec<Option<Box<str>>>> {
    let name = name.to_ascii_lowercase();
    let signs = (name.contains("wingdings") || name.contains("webdings")) && !name.contains("text");
    let sign = |code: u8| if code == 0xFC || code == 0xFE { "✓" } else { "•" };
    signs.then(|| (0..=255).map(|code| Some(sign(code).into())).collect())
}

/// The encoding of the two fonts of signs that every reader brings along.
fn symbols(name: &str) -> Option<Encoding> {
    let name = name.to_ascii_lowercase();
    if name.contains("dingbats") {
        return Some(Encoding::Dingbats);
    }
    name.starts_with("symbol").then_some(Encoding::Symbol)
}

/// What codes mean where the file leaves it to the font: by the font program, else by StandardEncoding, or, for a font
/// program that can't be asked, nothing.
fn built_in(font: Dict<'_>, descriptor: Option<Dict<'_>>) -> Vec<Option<Box<str>>> {
    let program = |key: &str| descriptor?.unpacked(key);
    if let Some(program) = program("FontFile") {
        return program::type1_encoding(&program);
    }
    if let Some(program) = program("FontFile3") {
        return program::cff_encoding(&program);
    }
    match font.name("Subtype") {
        Some(b"Type3") => vec![None; 256],
        Some(b"TrueType") => characters(Encoding::WinAnsi),
        _ => characters(Encoding::Standard),
    }
}

fn widths(font: Dict<'_>, descriptor: Option<Dict<'_>>, name: &str) -> [f64; 256] {
    let matrix = font.numbers::<6>("FontMatrix").filter(|_| font.name("Subtype") == Some(b"Type3"));
    let unit = matrix.map_or(0.001, |[scale, ..]| scale.abs());
    let missing = descriptor.and_then(|descriptor| descriptor.number("MissingWidth")).unwrap_or(0.0);
    let given = font.array("Widths");
    let standard = given.is_none().then(|| standard::widths(name)).flatten();
    let mut widths = standard.unwrap_or([if given.is_none() && missing == 0.0 { 500.0 } else { missing }; 256]);
    let first = font.integer("FirstChar").and_then(|first| usize::try_from(first).ok()).unwrap_or(0);
    for (place, width) in widths.iter_mut().skip(first).zip(font.items("Widths")) {
        *place = number_of(width).unwrap_or(missing);
    }
    widths.map(|width| width * unit)
}
