//! Writing into Word documents: edits of the extracted text as edits of the XML of its parts.

mod change;
mod seam;

pub use change::{accept, track};
pub(crate) use seam::{Cuts, escaped, name_of, prefix_of};

use std::collections::BTreeSet;

use super::{Edit, splice};
use crate::document::{Draft, Fault, Part};
use crate::span::Raw;

/// Who writes, in comments and changes.
pub(crate) use crate::document::ANNOTATOR as AUTHOR;

/// The parts that words can be written to, by the number that the trace gives them.
pub(crate) fn parts(draft: &Draft) -> Result<Vec<Part>, Fault> {
    let parts = draft.trace().parts.iter().map(|name| draft.part(name));
    parts.filter_map(Result::transpose).collect()
}

/// The bytes of `part` with `edits` in, which may come in any order.
pub(crate) fn rewritten(part: &Part, mut edits: Vec<Edit<Raw>>) -> Vec<u8> {
    edits.sort_by_key(|edit| edit.span);
    splice(&part.bytes, &part.text, &part.encoding, &edits)
}

/// Numbers for what is marked in a document.
pub(crate) struct Ids {
    used: BTreeSet<u32>,
    next: u32,
}

impl Ids {
    /// Numbers that no mark has in `texts`, whatever the mark: `w:id="7"`.
    pub(crate) fn apart_from<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut used = BTreeSet::new();
        for text in texts {
            for after in text.split(":id=").skip(1) {
                let number = after.get(1..).and_then(|after| after.split(['"', '\'']).next());
                used.extend(number.and_then(|number| number.parse::<u32>().ok()));
            }
        }
        Self { used, next: 0 }
    }

    /// The next one.
    pub(crate) fn take(&mut self) -> u32 {
        while self.used.contains(&self.next) {
            self.next += 1;
        }
        self.next += 1;
        self.next - 1
    }
}
