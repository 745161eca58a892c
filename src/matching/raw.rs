//! Whether a file can hold a match, told from its bytes before anything is parsed.
//!
//! The answer is careful: *no* only when no reading of the bytes, as Markdown, HTML, JSON, YAML or plain text, has a
//! match. An anchor that stands in one piece is read around as it stands; where it finds no phrase and no markup
//! stands near enough to hide one, it does not count. An anchor in pieces (by emphasis, a tag, a character reference,
//! an escape, a hyphen at a line's end) is put together from the letters on both sides ([`Splice`]).

use super::read::{Read, Reader};
use super::splice_raw::{Splice, may_splice};
use super::{Around, Matcher};
use crate::text::{Class, Folded, class};

impl Matcher {
    /// Whether a text file with these contents may hold words that [`Matcher::find`] would find in some block of it.
    /// False only when none can. Meant for Markdown, HTML, JSON, YAML and plain text; packed formats (Word, PDF,
    /// mail) have to be read.
    ///
    /// ```
    /// # use gatelint::matching::{Matcher, RulePatterns};
    /// # use gatelint::policy::phrase::parse_phrase;
    /// # let phrases = vec![parse_phrase("self-serve checkout").unwrap()];
    /// # let matcher = Matcher::new(vec![RulePatterns { phrases, ..Default::default() }], &|_| None).unwrap();
    /// assert!(matcher.may_match("We sell **self**-serve check&shy;out."));
    /// assert!(!matcher.may_match("We sell at the checkout."));
    /// ```
    #[must_use]
    pub fn may_match(&self, source: &str) -> bool {
        if !self.everywhere.is_empty() {
            return true;
        }
        let shown = source.contains('\u{AD}').then(|| source.replace('\u{AD}', "&shy;"));
        let source = shown.as_deref().unwrap_or(source);
        let escapes = || memchr::memchr2(b'&', b'\\', source.as_bytes()).is_some();
        if self.foreign && (!source.is_ascii() || escapes()) {
            return true;
        }
        let folded = Folded::new(source);
        let mut search = Search { matcher: self, reader: Reader::new(&folded, &self.words), reads: Vec::new() };
        let mut splice = Splice::new(self.scanner.longest());
        self.scanner.scan(folded.bytes(), |id, at| search.may_follow(id, at))
            || may_splice(folded.bytes(), |cut| {
                splice.gather(folded.bytes(), cut)
                    || self.scanner.scan(splice.letters(), |id, _| search.may_follow(id, splice.start()))
            })
    }
}

/// A search of one file.
struct Search<'s> {
    matcher: &'s Matcher,
    reader: Reader<'s>,
    reads: Vec<Read>,
}

impl Search<'_> {
    /// Whether what the anchor at `at` leads to may be there: as it stands, or with markup near it.
    fn may_follow(&mut self, id: u32, at: usize) -> bool {
        let Some(lead) = self.matcher.leads.get(id as usize) else { return true };
        !lead.patterns.is_empty() || lead.phrases.iter().any(|one| self.may_read(one, at))
    }

    fn may_read(&mut self, one: &Around, at: usize) -> bool {
        let Some(clause) = self.matcher.phrases.get(one.phrase) else { return true };
        self.reads.clear();
        self.reader.around(&clause.what, at, one.before, &mut self.reads);
        let text = self.reader.bytes();
        !self.reads.is_empty() || hides_left(text, at, one.before) || hides_right(text, at, one.after)
    }
}

/// Whether markup stands in the word that holds `at` or within `words` words before it.
fn hides_left(text: &[u8], at: usize, words: usize) -> bool {
    hides(text.get(..at).unwrap_or_default().iter().rev(), words)
}

/// Whether markup stands in the word that holds `at` or within `words` words after it.
fn hides_right(text: &[u8], at: usize, words: usize) -> bool {
    hides(text.get(at..).unwrap_or_default().iter(), words)
}

/// Walks over `words` words past the one at hand. As in [`Reader::around`], signs between words join them.
fn hides<'b>(bytes: impl Iterator<Item = &'b u8>, words: usize) -> bool {
    let (mut passed, mut space, mut hyphen, mut before) = (0, false, false, 0);
    for byte in bytes {
        if is_markup(*byte) || (*byte == before && matches!(byte, b'"' | b'\'')) {
            return true;
        }
        match class(*byte) {
            Class::Word => {
                passed += usize::from(space && !hyphen);
                if passed > words {
                    return false;
                }
                (space, hyphen) = (false, false);
            }
            Class::Space | Class::Dash => space = true,
            Class::Hyphen => hyphen = true,
            Class::Slash | Class::Quote | Class::Stop | Class::Other => {}
        }
        before = *byte;
    }
    false
}

/// Signs that a reader of some format may take away, or put other text in their place.
fn is_markup(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | b'>' | b'\\' | b'*' | b'_' | b'`' | b'~' | b'[' | b']' | b'(' | b')' | b'|' | b'^')
}

#[cfg(test)]
mod tests;
