//! Headers and footers: lines that stand on many pages at the same place.

use std::collections::HashMap;

use super::flow::Row;

/// The part of a page's height, at its top and at its bottom, in which they stand.
const ZONE: f64 = 0.12;

/// What a row reads, numbers left out, and about where it stands.
type Key = (String, i32);

/// Counts rows near the edges of pages.
#[derive(Default)]
pub(super) struct Margins {
    counts: HashMap<Key, usize>,
}

impl Margins {
    /// Notes the rows of a page.
    pub(super) fn note(&mut self, rows: &[Row], height: f64) {
        for key in rows.iter().filter_map(|row| key(row, height)) {
            *self.counts.entry(key).or_default() += 1;
        }
    }

    /// Whether the row stands on several pages.
    pub(super) fn has(&self, row: &Row, height: f64) -> bool {
        key(row, height).and_then(|key| self.counts.get(&key)).is_some_and(|count| *count >= 2)
    }
}

fn key(row: &Row, height: f64) -> Option<Key> {
    let line = row.first()?.lines.first()?;
    let edge = line.angle == 0 && (line.base < ZONE * height || line.base > (1.0 - ZONE) * height);
    if !edge || row.iter().any(|passage| passage.lines.len() > 3) {
        return None;
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    let text = row.iter().flat_map(|passage| &passage.lines).map(|line| letters(&line.text)).collect();
    #[expect(clippy::cast_possible_truncation, reason = "points of a page, in steps of four")]
    Some((text, (line.base / 4.0).round() as i32))
}
