//! Fonts, as far as reading needs them: what each code means and how wide it is.
//!
//! Source: ISO 32000-1, 9.6 to 9.10.

mod composite;
mod national;
mod program;
mod simple;
mod standard;

use std::rc::Rc;

use composite::Composite;
use simple::Simple;

use super::lookup::Dict;

/// A font of the document.
pub(super) struct Font {
    codes: Codes,
    /// How far letters reach above the base line, in parts of the font's size; positive.
    pub(super) ascent: f64,
    /// How far they reach below it; negative.
    pub(super) descent: f64,
    /// Whether its name says that it is bold.
    pub(super) bold: bool,
    /// Whether its text runs from top to bottom.
    pub(super) vertical: bool,
}

enum Codes {
    Simple(Box<Simple>),
    Composite(Box<Composite>),
}

/// What one code of a string shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shown<'f> {
    /// What it means; `None` where the file does not say.
    pub(super) text: Option<&'f str>,
    /// How far it moves the pen, in parts of the font's size.
    pub(super) width: f64,
    /// The code.
    pub(super) code: u32,
    /// How many bytes it took.
    pub(super) length: usize,
}

impl Font {
    /// Reads a font. Never fails: a code whose meaning is not to be found has none.
    pub(super) fn load(font: Dict<'_>) -> Rc<Self> {
        let composite = font.name("Subtype") == Some(b"Type0");
        let descendant = font.items("DescendantFonts").find_map(|object| Dict::of(font.file, object));
        let described = descendant.filter(|_| composite).unwrap_or(font);
        let descriptor = described.dict("FontDescriptor");
        let name = base_name(described.name("BaseFont").or_else(|| font.name("BaseFont")).unwrap_or_default());
        let (ascent, descent) = extent(font, descriptor, &name);
        let codes = match composite {
            true => Codes::Composite(Box::new(Composite::load(font, described))),
            false => Codes::Simple(Box::new(Simple::load(font, descriptor, &name))),
        };
        let lower = name.to_ascii_lowercase();
        Rc::new(Self {
            codes,
            ascent,
            descent,
            bold: ["bold", "black", "heavy"].iter().any(|word| lower.contains(word)),
            vertical: composite && font.name("Encoding").is_some_and(|name| name.ends_with(b"-V")),
        })
    }

    /// What the first code of `bytes` shows; `None` at the end.
    pub(super) fn next<'f>(&'f self, bytes: &[u8]) -> Option<Shown<'f>> {
        let first = *bytes.first()?;
        Some(match &self.codes {
            Codes::Simple(simple) => simple.shown(first),
            Codes::Composite(composite) => composite.shown(bytes),
        })
    }
}

/// A font's name without the tag of its subset.
fn base_name(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name).into_owned();
    match name.split_once('+') {
        Some((tag, rest)) if tag.len() == 6 => rest.to_owned(),
        _ => name,
    }
}

/// How far the letters reach above and below the base line.
fn extent(font: Dict<'_>, descriptor: Option<Dict<'_>>, name: &str) -> (f64, f64) {
    let unit = if font.name("Subtype") == Some(b"Type3") { 1.0 } else { 0.001 };
    let (ascent, descent) = standard::extent(name);
    let said = |key: &str| descriptor.and_then(|descriptor| descriptor.number(key)).map(|number| number * unit);
    let said_descent = said("Descent").map(|descent| -descent.abs());
    (
        said("Ascent").filter(|ascent| (0.4..1.3).contains(ascent)).unwrap_or(ascent),
        said_descent.filter(|descent| (-0.6..-0.05).contains(descent)).unwrap_or(descent),
    )
}

/// The width of each code of a font that is not embedded.
#[cfg(test)]
pub(super) fn standard_widths(name: &str) -> Option<[f64; 256]> {
    standard::widths(name)
}
