//! Blocks in tokens and sentences: those that a hit needs, as far as it needs them.

use std::ops::Range;
use std::rc::Rc;

use super::form::{close_labels, drop_menus};
use super::reader::{Reader, WINDOW};
use super::sentences::sentences;
use super::token::{Token, tokens};
use crate::document::Block;
use crate::span::Span;

/// How many blocks are kept parsed.
const KEPT: usize = 256;

/// A block, or a part of it, in tokens and sentences.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) tokens: Vec<Token>,
    pub(super) sentences: Vec<Range<usize>>,
}

impl Parsed {
    /// The tokens of sentence `number`.
    pub(super) fn sentence(&self, number: usize) -> &[Token] {
        self.sentences.get(number).and_then(|range| self.tokens.get(range.clone())).unwrap_or_default()
    }
}

impl Reader<'_> {
    /// Tokens and sentences of a block; of a long block, its beginning.
    pub(super) fn parse(&self, block: usize) -> Rc<Parsed> {
        if let Some(parsed) = self.parsed.borrow().get(&block) {
            return Rc::clone(parsed);
        }
        let parsed = Rc::new(self.parse_around(block, None, WINDOW));
        let mut kept = self.parsed.borrow_mut();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(block, Rc::clone(&parsed));
        parsed
    }

    /// Tokens and sentences of a block, with the words `target` taken for the hit.
    pub(super) fn parse_at(&self, block: usize, target: Range<usize>) -> Parsed {
        self.parse_around(block, Some(target), WINDOW)
    }

    /// Tokens and sentences of a block, `window` bytes on each side of `target`.
    pub(super) fn parse_around(&self, block: usize, target: Option<Range<usize>>, window: usize) -> Parsed {
        let Some(found) = self.document().blocks.get(block) else {
            return Parsed { tokens: Vec::new(), sentences: Vec::new() };
        };
        let text = found.text.plain();
        let centre = target.clone().unwrap_or(0..0);
        let start = floor(text, centre.start.saturating_sub(window));
        let end = floor(text, (centre.end + window).min(text.len()));
        let window = text.get(start..end).unwrap_or_default();
        let targets: Vec<Range<usize>> =
            target.iter().map(|target| target.start - start..with_twin(window, target.end - start)).collect();
        let breaks = self.line_starts(found, window, start);
        let mut tokens = tokens(window, &targets, &breaks);
        for token in &mut tokens {
            token.span = token.span.start + start..token.span.end + start;
        }
        drop_menus(&mut tokens);
        close_labels(&mut tokens);
        let sentences = sentences(&tokens);
        Parsed { tokens, sentences }
    }

    /// Offsets in `window` after white space that is a line break in the file.
    fn line_starts(&self, block: &Block, window: &str, start: usize) -> Vec<usize> {
        let source = block.text.to_source(Span::new(start, start + window.len()));
        if !source.slice(&self.document().source).contains('\n') {
            return Vec::new();
        }
        let blank = |&(at, letter): &(usize, char)| {
            letter == '\n'
                || letter.is_whitespace() && {
                    let place = block.text.to_source(Span::new(start + at, start + at + letter.len_utf8()));
                    place.slice(&self.document().source).contains('\n')
                }
        };
        window.char_indices().filter(blank).map(|(at, letter)| at + letter.len_utf8()).collect()
    }
}

/// The end of a hit with what a slash or an ampersand ties to it: `SSO` in "SSO/SCIM" stands for both.
fn with_twin(text: &str, end: usize) -> usize {
    let rest = text.get(end..).unwrap_or_default();
    let Some((joint, twin)) = ["/", " & ", "&"].iter().find_map(|joint| Some((joint, rest.strip_prefix(joint)?)))
    else {
        return end;
    };
    let length: usize = twin.chars().take_while(|letter| letter.is_alphanumeric()).map(char::len_utf8).sum();
    let name = joint == &"/" || twin.get(..length).is_some_and(|name| name.chars().all(char::is_uppercase));
    if length == 0 || !name { end } else { end + joint.len() + length }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
