//! Nested lists of a page: which tags open and close between one block and the next.

use std::fmt::Write as _;

use crate::document::ItemPosition;

/// The lists and block quotes that stand open.
#[derive(Debug, Default)]
pub(super) struct Open {
    quote: u8,
    items: Vec<ItemPosition>,
}

impl Open {
    /// Closes what the next block does not stand in, and opens what it does.
    pub(super) fn go_to(&mut self, quote: u8, items: &[ItemPosition], out: &mut String) {
        let same = |(a, b): &(&ItemPosition, &ItemPosition)| a.list == b.list && a.index == b.index;
        let kept = match quote == self.quote {
            true => self.items.iter().zip(items).take_while(same).count(),
            false => 0,
        };
        // The next item of a list that stands open.
        let goes_on = self.items.get(kept).zip(items.get(kept)).is_some_and(|(a, b)| a.list == b.list);
        while self.items.len() > kept + usize::from(goes_on) {
            self.items.pop();
            out.push_str("</li></ul>\n");
        }
        if goes_on && quote == self.quote {
            self.items.pop();
            out.push_str("</li>\n");
        }
        while self.quote > quote {
            self.quote -= 1;
            out.push_str("</blockquote>\n");
        }
        while self.quote < quote {
            self.quote += 1;
            out.push_str("<blockquote>\n");
        }
        for (depth, item) in items.iter().enumerate().skip(kept) {
            let list = if goes_on && depth == kept { "" } else { "<ul>" };
            let task = match item.task {
                Some(true) => "<input type=\"checkbox\" checked disabled> ",
                Some(false) => "<input type=\"checkbox\" disabled> ",
                None => "",
            };
            let _ = write!(out, "{list}<li>{task}");
            self.items.push(*item);
        }
    }
}
