//! Findings shown in the document itself, where people read it: a page for the browser with the words marked, or the
//! Word document with comments on them.

mod comments;
mod list;
mod page;
mod word;

pub use page::page;
pub use word::comments;
