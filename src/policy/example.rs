//! Examples of rules: a text with the words in `[[ ]]` that must be flagged.

use crate::span::{Source, Span};

/// The text without its marks, and the marked words in it.
///
/// ```
/// use gatelint::policy::example::marked;
/// let (text, words) = marked("A [[magic wand]].");
/// assert_eq!((text.as_str(), words[0].slice(&text)), ("A magic wand.", "magic wand"));
/// ```
#[must_use]
pub fn marked(text: &str) -> (String, Vec<Span<Source>>) {
    let mut plain = String::new();
    let mut spans = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[[") {
        let Some((words, tail)) = after.split_once("]]") else { break };
        plain.push_str(before);
        spans.push(Span::new(plain.len(), plain.len() + words.len()));
        plain.push_str(words);
        rest = tail;
    }
    plain.push_str(rest);
    (plain, spans)
}
