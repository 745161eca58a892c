//! What keeps a page, or a whole file, from being read: no text, text without meaning, too much of it.

use super::super::{Fault, FaultCode};
use super::glyph::Shown;
use super::segment::Segment;

/// The part of a page that images cover from which on it is taken for a scan.
const SCAN: f64 = 0.5;
/// An image that covers less than this part of the page is a mark.
const MARK: f64 = 0.02;
/// So many painted shapes on a page without text may be letters.
const SHAPES: usize = 30;
/// The part of a page's height, at its top and at its bottom, where stamps on scans stand.
const EDGE: f64 = 0.1;
/// Stretches of page numbers that a message lists.
const MAX_LISTED: usize = 8;

/// The pages that could not be read, or not wholly, by the reason.
#[derive(Debug, Default)]
pub(super) struct Illegible {
    without_text: Vec<u32>,
    without_meaning: Vec<u32>,
    cut: Vec<u32>,
    pages: u32,
}

impl Illegible {
    /// Notes what is wrong with a page.
    pub(super) fn note(&mut self, number: u32, shown: &Shown, segments: &[Segment], height: f64) {
        self.pages += 1;
        let edge = |segment: &Segment| segment.base < EDGE * height || segment.base > (1.0 - EDGE) * height;
        let bare = segments.is_empty() && (shown.images > MARK || shown.strokes >= SHAPES);
        if bare || (shown.images >= SCAN && segments.iter().all(edge)) {
            self.without_text.push(number);
        }
        if segments.iter().any(|segment| segment.unknown) {
            self.without_meaning.push(number);
        }
        if shown.cut {
            self.cut.push(number);
        }
    }

    /// One fault a reason, each with its pages.
    pub(super) fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut add = |pages: &[u32], code: FaultCode, what: &str| {
            if !pages.is_empty() {
                faults.push(Fault::new(code, format!("{} {what}", self.listed(pages))));
            }
        };
        let scan = "no text layer, only images: make the text readable with OCR, or save the PDF from its source";
        add(&self.without_text, FaultCode::NoTextLayer, scan);
        let font = "text in a font that does not say which letters it shows: save the PDF from its source again";
        add(&self.without_meaning, FaultCode::NoTextLayer, font);
        let cut = "content that is damaged, or more of it than is read";
        add(&self.cut, FaultCode::TooLarge, cut);
        faults
    }

    /// `page 3 has`, `pages 1-4 and 7 have`, `every page has`.
    fn listed(&self, pages: &[u32]) -> String {
        if u32::try_from(pages.len()) == Ok(self.pages) && self.pages > 1 {
            return format!("every page (of {}) has", self.pages);
        }
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for page in pages {
            match ranges.last_mut().filter(|range| range.1 + 1 == *page) {
                Some(range) => range.1 = *page,
                None => ranges.push((*page, *page)),
            }
        }
        let more = ranges.len().saturating_sub(MAX_LISTED);
        let show =
            |(first, last): &(u32, u32)| if first == last { first.to_string() } else { format!("{first}-{last}") };
        let mut shown: Vec<String> = ranges.iter().take(MAX_LISTED).map(show).collect();
        if more > 0 {
            shown.push("others".to_owned());
        }
        let last = shown.pop().unwrap_or_default();
        match (shown.is_empty(), pages.len()) {
            (true, 1) => format!("page {last} has"),
            (true, _) => format!("pages {last} have"),
            (false, _) => format!("pages {} and {last} have", shown.join(", ")),
        }
    }
}
