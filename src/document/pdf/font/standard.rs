//! Widths of the fonts that every reader of PDFs brings along, for files that do not embed them.
//!
//! Source: Adobe's Core 14 font metrics, codes 32 to 255 of WinAnsiEncoding.

use std::sync::LazyLock;

static ROWS: LazyLock<Vec<(&str, Vec<f64>)>> = LazyLock::new(|| {
    let rows = include_str!("widths.tsv").lines().filter_map(|row| row.split_once('\t'));
    rows.map(|(name, widths)| (name, widths.split(' ').filter_map(|width| width.parse().ok()).collect())).collect()
});

/// The width of each code of WinAnsiEncoding, in thousandths; `None` where the name is that of no such font, nor of one
/// made to replace it.
pub(super) fn widths(name: &str) -> Option<[f64; 256]> {
    let family = family(name)?;
    let mut widths = [600.0; 256];
    if let Some((_, row)) = ROWS.iter().find(|(known, _)| *known == family) {
        for (place, width) in widths.iter_mut().skip(32).zip(row) {
            *place = *width;
        }
    }
    Some(widths)
}

/// How far letters of the font reach above and below the base line.
pub(super) fn extent(name: &str) -> (f64, f64) {
    match family(name) {
        Some("Courier") => (0.629, -0.157),
        Some(family) if family.starts_with("Times") => (0.683, -0.217),
        Some(_) => (0.718, -0.207),
        None => (0.75, -0.22),
    }
}

fn family(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let has = |word: &str| name.contains(word);
    let (bold, slanted) = (has("bold"), has("italic") || has("oblique"));
    if has("courier") {
        return Some("Courier");
    }
    if has("helvetica") || has("arial") {
        return Some(if bold { "Helvetica-Bold" } else { "Helvetica" });
    }
    let times = has("times").then_some((bold, slanted))?;
    Some(match times {
        (false, false) => "Times-Roman",
        (true, false) => "Times-Bold",
        (false, true) => "Times-Italic",
        (true, true) => "Times-BoldItalic",
    })
}
