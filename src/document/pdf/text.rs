//! The text of a document as it grows: words with their pages and places, cut into blocks.

use super::flow::Passage;
use super::geometry::Rect;
use super::segment::Lead;

/// A word's bytes in the text and its box on its page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PlacedWord {
    /// First byte of it.
    pub(super) start: usize,
    /// One past its last byte.
    pub(super) end: usize,
    /// Its page, from 1.
    pub(super) page: u32,
    /// Points from the top left corner of the page.
    pub(super) rect: Rect,
}

/// Text that was written down so far.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) text: String,
    pub(super) words: Vec<PlacedWord>,
}

impl Written {
    /// Starts a block, apart from what stands before it by `apart`.
    pub(super) fn begin(&mut self, apart: &str) -> usize {
        if !self.text.is_empty() {
            self.text.push_str(apart);
        }
        self.text.len()
    }

    /// Adds white space inside of a block.
    pub(super) fn apart(&mut self, space: &str) {
        self.text.push_str(space);
    }

    /// Adds the lines of a passage, joined.
    pub(super) fn passage(&mut self, passage: &Passage, hyphens: &Hyphens) {
        for (at, line) in passage.lines.iter().enumerate() {
            match line.lead {
                _ if at == 0 => {}
                Lead::Wrapped => self.join(line.text.as_str(), hyphens),
                Lead::Beside => self.text.push_str("  "),
                Lead::Anew => self.text.push('\n'),
            }
            let base = self.text.len();
            self.text.push_str(&line.text);
            self.words.extend(line.words.iter().map(|word| PlacedWord {
                start: base + word.start,
                end: base + word.end,
                page: line.page,
                rect: word.rect,
            }));
        }
    }

    /// Makes ready for the next line: a space, or, behind a hyphen that cuts a word, nothing. Such a hyphen stays where
    /// the document has the word with it elsewhere; else it becomes a soft one, so that the word reads either way. Names
    /// of files and options are broken without a hyphen of their own.
    fn join(&mut self, next: &str, hyphens: &Hyphens) {
        let small = |c: Option<char>| c.is_some_and(char::is_lowercase);
        if self.text.ends_with('\u{AD}') || breaks_name(&self.text, next) {
            return;
        }
        let Some(before) = self.text.strip_suffix(['-', '\u{2010}']) else {
            self.text.push(' ');
            return;
        };
        let cuts = before.chars().next_back().is_some_and(char::is_alphanumeric);
        if !cuts || !next.starts_with(char::is_alphanumeric) {
            self.text.push(' ');
            return;
        }
        let whole = small(before.chars().next_back()) && small(next.chars().next());
        if whole && !hyphens.has(before, next) {
            let length = before.len();
            let gone = self.text.len() - length;
            self.text.truncate(length);
            self.text.push('\u{AD}');
            // The soft hyphen is as long as the sign it replaces, or a byte longer.
            let longer = '\u{AD}'.len_utf8() - gone.min(2);
            if let Some(word) = self.words.last_mut() {
                word.end += longer;
            }
        }
    }
}

/// Whether a path, an address, an option or the name of a variable ends a line and goes on in the next one. Lines are broken
/// behind the signs that join their parts.
fn breaks_name(text: &str, next: &str) -> bool {
    let mut words = text.rsplit(|c: char| c.is_whitespace());
    let (word, before) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if !next.starts_with(|c: char| c.is_alphanumeric() || c == '/') {
        return false;
    }
    match word.chars().next_back() {
        Some('-') if word == "--" => is_name(before) || before == word,
        Some('/' | '-' | '_' | '=' | '&') => is_name(word),
        Some('?') => is_name(word) && next.split(' ').next().is_some_and(|next| next.contains('=')),
        _ => false,
    }
}

fn is_name(word: &str) -> bool {
    let colon =
        word.split_once(':').is_some_and(|(_, after)| after.starts_with(|c: char| c.is_alphanumeric() || c == '/'));
    word.len() > 1 && (word.starts_with('/') || word.starts_with("--") || colon || word.contains('_'))
}

/// The words with hyphens that stand inside lines of the document.
#[derive(Debug, Default)]
pub(super) struct Hyphens(std::collections::HashSet<String>);

impl Hyphens {
    /// Notes the words of a line.
    pub(super) fn note(&mut self, line: &str) {
        let hyphened = line.split(' ').filter(|word| word.contains('-') && self.0.len() < 10_000);
        let words: Vec<String> = hyphened.map(core).filter(|word| !word.ends_with('-')).collect();
        self.0.extend(words);
    }

    /// Whether the word whose parts end `before` and start `next` is among them.
    fn has(&self, before: &str, next: &str) -> bool {
        let first = before.rsplit(' ').next().unwrap_or_default();
        let second = next.split(' ').next().unwrap_or_default();
        self.0.contains(&core(&format!("{first}-{second}")))
    }
}

/// A word in small letters without the signs around it.
fn core(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-').to_lowercase()
}
