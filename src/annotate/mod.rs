//! Findings shown in the document itself, where people read it: a page for the browser with the words marked, the
//! Word document with comments on them, or the PDF with highlights.

mod comments;
mod list;
mod page;
mod pdf;
mod told;
mod word;

pub use page::page;
pub use pdf::highlights;
pub use word::comments;
