//! Where extracted text stands in its file, in words that mean something to a person.

use crate::span::{Source, Span};

/// An address in a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Address {
    /// Words: `paragraph 12`, `table 2 row 3 column 1`, `Sheet1!C7`, `slide 4`, `part 2`.
    Named(Box<str>),
    /// A rectangle on a page, in points from its left upper corner.
    Box {
        /// The page, from 1.
        page: u32,
        /// Left edge.
        x: f32,
        /// Upper edge.
        y: f32,
        /// Width.
        width: f32,
        /// Height.
        height: f32,
    },
}

/// The addresses of an extracted text: each holds from its offset to the next one's. Empty for a file whose spans are
/// its own bytes.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// Sorted by offset.
    starts: Vec<(usize, Address)>,
    /// What else is to be said of some words: who inserted them, that they are hidden. Sorted by start.
    remarks: Vec<(Span<Source>, Box<str>)>,
}

impl Places {
    /// What stands from byte `offset` of the text on is at `address`. Offsets come in order; one that is less than the
    /// last counts as the last.
    pub fn push(&mut self, offset: usize, address: Address) {
        let offset = offset.max(self.starts.last().map_or(0, |last| last.0));
        match self.starts.last_mut().filter(|last| last.0 == offset) {
            Some(last) => last.1 = address,
            None => self.starts.push((offset, address)),
        }
    }

    /// Says more of the words of `span`, which begin no earlier than the last ones.
    pub fn remark(&mut self, span: Span<Source>, words: &str) {
        match self.remarks.last_mut().filter(|last| last.0.end == span.start && &*last.1 == words) {
            Some(last) => last.0.end = span.end,
            None => self.remarks.push((span, words.into())),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The addresses that the words of `span` touch, in order.
    pub fn addresses(&self, span: Span<Source>) -> impl Iterator<Item = &Address> {
        let last = span.end.max(span.start + 1);
        let first = self.starts.partition_point(|(start, _)| *start <= span.start).saturating_sub(1);
        let from = self.starts.get(first..).unwrap_or_default();
        from.iter().take_while(move |(start, _)| *start < last).map(|(_, address)| address)
    }

    /// The address of `span` as reports show it; `None` where there are none, and for no words at the very start, which
    /// stand for the whole file. Words that go over several show the first and the last; boxes on one page are joined.
    ///
    /// ```
    /// use gatelint::document::{Address, Places};
    /// use gatelint::span::Span;
    /// let mut places = Places::default();
    /// places.push(0, Address::Named("paragraph 1".into()));
    /// places.push(10, Address::Named("paragraph 2".into()));
    /// places.remark(Span::new(12, 15), "inserted by A. Author");
    /// assert_eq!(places.of(Span::new(2, 5)).as_deref(), Some("paragraph 1"));
    /// assert_eq!(places.of(Span::new(8, 13)).as_deref(), Some("paragraph 1 to paragraph 2, inserted by A. Author"));
    /// ```
    #[must_use]
    pub fn of(&self, span: Span<Source>) -> Option<String> {
        if span == Span::at(0) {
            return None;
        }
        let mut joined: Vec<Address> = Vec::new();
        for address in self.addresses(span) {
            if !joined.last_mut().is_some_and(|last| last.join(address)) {
                joined.push(address.clone());
            }
        }
        let mut words = match joined.as_slice() {
            [] => return None,
            [only] => only.shown(),
            [first, .., last] => format!("{} to {}", first.shown(), last.shown()),
        };
        // Remarks are few; each is about some words of a person's.
        let about = |remark: &&(Span<Source>, Box<str>)| remark.0.overlaps(span);
        let mut told: Vec<&str> = Vec::new();
        for (_, remark) in self.remarks.iter().filter(about) {
            if !told.contains(&&**remark) {
                told.push(remark);
                words.push_str(", ");
                words.push_str(remark);
            }
        }
        Some(words)
    }
}

impl Address {
    /// Takes `other` in, if the two are one place or boxes on one page.
    fn join(&mut self, other: &Self) -> bool {
        match (self, other) {
            (Self::Named(own), Self::Named(other)) => own == other,
            (
                Self::Box { page, x, y, width, height },
                Self::Box { page: page2, x: x2, y: y2, width: width2, height: height2 },
            ) if page == page2 => {
                let (right, bottom) = ((*x + *width).max(x2 + width2), (*y + *height).max(y2 + height2));
                (*x, *y) = (x.min(*x2), y.min(*y2));
                (*width, *height) = (right - *x, bottom - *y);
                true
            }
            (Self::Named(_) | Self::Box { .. }, Self::Named(_) | Self::Box { .. }) => false,
        }
    }

    /// The address in words.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Named(words) => words.to_string(),
            Self::Box { page, x, y, width, height } => {
                format!("page {page} ({x:.0}, {y:.0}, {width:.0}, {height:.0})")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_of_one_page_are_joined() {
        let mut places = Places::default();
        let at = |page, x, y| Address::Box { page, x, y, width: 10.0, height: 5.0 };
        places.push(0, at(1, 72.0, 100.0));
        places.push(5, at(1, 90.0, 106.0));
        places.push(9, at(2, 72.0, 20.0));
        assert_eq!(places.of(Span::new(0, 7)).as_deref(), Some("page 1 (72, 100, 28, 11)"));
        assert_eq!(places.of(Span::new(6, 10)).as_deref(), Some("page 1 (90, 106, 10, 5) to page 2 (72, 20, 10, 5)"));
        assert_eq!(places.of(Span::at(9)).as_deref(), Some("page 2 (72, 20, 10, 5)"));
        assert_eq!(Places::default().of(Span::new(0, 7)), None);
    }
}
