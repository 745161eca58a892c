//! Dates in documents, and how long evidence counts.

use jiff::civil::{Date, DateTime};

/// What the date of a piece of evidence says on a given day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dated {
    /// It counts; its age in days.
    Fresh(i32),
    /// It has run out.
    Stale {
        /// Its age in days.
        age: i32,
        /// The last day it counted.
        until: Date,
    },
    /// It lies after the day of the verdict.
    Future,
    /// It is no date.
    Unreadable,
}

/// Reads a calendar date (`2026-11-22`) or the date part of a timestamp (RFC 3339, `2026-11-22T08:00:00Z`), as
/// written, whatever its offset. `None` when it is neither: other ways to write a date are ambiguous.
///
/// ```
/// use gatelint::evidence::read_date;
/// assert_eq!(read_date("2026-11-22T23:30:00+01:00").unwrap().to_string(), "2026-11-22");
/// assert_eq!(read_date("11/12/2026"), None);
/// ```
#[must_use]
pub fn read_date(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.len() == 10 {
        return text.parse().ok();
    }
    let has_date = text.as_bytes().get(10).is_some_and(|byte| matches!(byte, b'T' | b't' | b' '));
    let local = text.strip_suffix(['Z', 'z']).unwrap_or(text);
    let offset = local.get(11..)?.find(['+', '-']).map_or(local.len(), |at| at + 11);
    let time: DateTime = local.get(..offset)?.parse().ok()?;
    has_date.then(|| time.date())
}

impl Dated {
    /// Holds the date `text` against the day `as_of`; with `days`, evidence counts for so many days after its date.
    #[must_use]
    pub fn of(text: &str, as_of: Date, days: Option<u32>) -> Self {
        let Some(date) = read_date(text) else { return Self::Unreadable };
        let age = (as_of - date).get_days();
        let until = days.and_then(|days| date.checked_add(jiff::Span::new().try_days(days).ok()?).ok());
        match until {
            _ if age < 0 => Self::Future,
            Some(until) if until < as_of => Self::Stale { age, until },
            Some(_) | None => Self::Fresh(age),
        }
    }
}
