//! What stands on a page beside its content: fields that are filled in, and comments.
//!
//! Source: ISO 32000-1, 12.5 (annotations) and 12.7 (forms).

use lopdf::{Object, Stream};

use super::geometry::{Matrix, Rect};
use super::glyph::{Place, Shown};
use super::interpret::{Shared, show_form};
use super::lookup::{Dict, text_of};
use super::pages::Page;
use crate::document::ANNOTATOR;

/// Annotations of one page that are read.
const MAX_ANNOTATIONS: usize = 10_000;
/// How far up a field's value is looked for.
const MAX_PARENTS: usize = 16;

/// A comment on a page: its words, and the box of what it is about.
#[derive(Debug)]
pub(super) struct Comment {
    pub(super) text: String,
    pub(super) rect: Rect,
}

/// The comments on a page.
#[derive(Debug, Default)]
pub(super) struct Comments {
    pub(super) read: Vec<Comment>,
    /// How many are signed by [`ANNOTATOR`].
    pub(super) signed: usize,
}

/// Whether an annotation is a highlight signed by [`ANNOTATOR`], or the window that shows the comment of one.
pub(super) fn is_signed(annotation: Dict<'_>) -> bool {
    let shows = annotation.dict("Parent").filter(|_| annotation.name("Subtype") == Some(b"Popup"));
    let annotation = shows.unwrap_or(annotation);
    annotation.name("Subtype") == Some(b"Highlight") && annotation.text("T").as_deref() == Some(ANNOTATOR)
}

/// Adds what the fields of the page show to its glyphs, and gives its comments.
pub(super) fn annotations<'d>(shared: &mut Shared<'d>, page: &Page<'d>, shown: &mut Shown) -> Comments {
    let mut comments = Comments::default();
    let annotations = page.dict.items("Annots").take(MAX_ANNOTATIONS);
    for annotation in annotations.filter_map(|object| Dict::of(page.dict.file, object)) {
        let flags = annotation.integer("F").unwrap_or(0);
        let hidden = flags & 0b10 != 0 || flags & 0b10_0000 != 0;
        let Some(rect) = page.rectangle(annotation, "Rect").filter(|_| !hidden && !shared.hides(annotation)) else {
            continue;
        };
        match annotation.name("Subtype") {
            Some(b"Widget") => field(shared, page, annotation, rect, shown),
            Some(b"FreeText" | b"Stamp") => free_text(shared, page, annotation, rect, shown),
            Some(b"Link" | b"Popup") => {}
            _ if is_signed(annotation) => comments.signed += 1,
            _ => comments.read.extend(annotation.text("Contents").map(|text| Comment { text, rect })),
        }
    }
    comments
}

/// A field's value: as it is drawn where that shows the very value, else the value in the field's box.
fn field<'d>(shared: &mut Shared<'d>, page: &Page<'d>, widget: Dict<'d>, rect: Rect, shown: &mut Shown) {
    let drawn = appearance(widget).map(|form| drawn(shared, page, form, rect));
    let text_field = matches!(inherited(widget, "FT").and_then(|kind| kind.as_name().ok()), Some(b"Tx" | b"Ch"));
    let value = inherited(widget, "V").and_then(value_of).filter(|_| text_field);
    let secret =
        inherited(widget, "Ff").and_then(|flags| flags.as_i64().ok()).is_some_and(|flags| flags & (1 << 13) != 0);
    match (value, drawn) {
        (Some(value), Some(drawn)) if letters(&drawn.all_text()) == letters(&value) => shown.append(drawn),
        (Some(value), _) if !secret => write(shown, &value, rect),
        (Some(_), _) => {}
        (None, Some(drawn)) => shown.append(drawn),
        (None, None) => {}
    }
}

/// Text put on the page: as it is drawn, else its words in its box.
fn free_text<'d>(shared: &mut Shared<'d>, page: &Page<'d>, annotation: Dict<'d>, rect: Rect, shown: &mut Shown) {
    let drawn =
        appearance(annotation).map(|form| drawn(shared, page, form, rect)).filter(|drawn| !drawn.glyphs.is_empty());
    match (drawn, annotation.text("Contents")) {
        (Some(drawn), _) => shown.append(drawn),
        (None, Some(text)) => write(shown, &text, rect),
        (None, None) => {}
    }
}

/// The form that draws an annotation in its present state.
fn appearance<'d>(annotation: Dict<'d>) -> Option<&'d Stream> {
    match annotation.dict("AP")?.get("N")? {
        Object::Stream(form) => Some(form),
        Object::Dictionary(states) => {
            let state = std::str::from_utf8(annotation.name("AS")?).ok()?;
            Dict::new(annotation.file, states).get(state)?.as_stream().ok()
        }
        _ => None,
    }
}

/// What a form shows when its box is fitted into `rect` (ISO 32000-1, 12.5.5, algorithm 8.1).
fn drawn<'d>(shared: &mut Shared<'d>, page: &Page<'d>, form: &'d Stream, rect: Rect) -> Shown {
    let dict = Dict::new(page.dict.file, &form.dict);
    let matrix = dict.numbers::<6>("Matrix").map_or(Matrix::IDENTITY, Matrix);
    let inner = dict.numbers::<4>("BBox").map_or(rect, Rect::of_corners);
    // The box of the form is measured as it lies on the page, so that the page's turn is not applied twice.
    let all = matrix.then(&page.to_view);
    let outer = all.rectangle(inner);
    let fit = |length: f64, to: f64| if length > 1e-6 { to / length } else { 1.0 };
    let (x, y) = (fit(outer.width(), rect.width()), fit(outer.height(), rect.height()));
    let fitted = Matrix([x, 0.0, 0.0, y, rect.left - outer.left * x, rect.top - outer.top * y]);
    show_form(shared, page, form, all.then(&fitted))
}

/// An entry of the field, or of a field above it.
fn inherited<'d>(field: Dict<'d>, key: &str) -> Option<&'d Object> {
    let above = std::iter::successors(Some(field), |field| field.dict("Parent"));
    above.take(MAX_PARENTS).find_map(|field| field.get(key))
}

fn value_of(value: &Object) -> Option<String> {
    match value {
        Object::Array(values) => Some(values.iter().filter_map(text_of).collect::<Vec<_>>().join(", ")),
        _ => text_of(value),
    }
    .filter(|text| !text.trim().is_empty())
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Puts words into a box, line by line, as if they were drawn there.
fn write(shown: &mut Shown, text: &str, rect: Rect) {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let count = f64::from(u32::try_from(lines.len().max(1)).unwrap_or(u32::MAX));
    let pitch = (rect.height() / count).clamp(1.0, 14.0);
    let size = pitch * 0.8;
    for (line, below) in lines.iter().zip(1_u32..) {
        let longest = f64::from(u32::try_from(line.chars().count()).unwrap_or(u32::MAX)).max(1.0);
        let step = (rect.width() / longest).min(size * 0.5);
        let base = rect.top + pitch * f64::from(below) - pitch * 0.25 + (rect.height() - pitch * count) / 2.0;
        for (c, at) in line.chars().zip(0_u32..) {
            let at = (rect.left + step * f64::from(at), base);
            let place =
                Place { at, advance: (step, 0.0), tracking: 0.0, size, ascent: 0.75, descent: -0.22, bold: false };
            shown.push(Some(c.encode_utf8(&mut [0; 4])), u32::from(c), &place);
        }
    }
}
