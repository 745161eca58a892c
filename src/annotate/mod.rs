//! Findings shown in the document itself, where people read it: a page for the browser with the words marked.

mod list;
mod page;

pub use page::page;
