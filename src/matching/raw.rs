//! Whether a file can hold a match, told from its bytes before anything is parsed.
//!
//! The answer is careful: *no* only when no reading of the bytes, as Markdown, HTML, JSON, YAML or plain text, has a
//! match. An anchor that stands in one piece is read around as it stands; where it finds no phrase and no markup
//! stands near enough to hide one, it does not count. An anchor in pieces (by emphasis, a tag, a character reference,
//! an escape, a hyphen at a line's end) is put together from the letters on both sides ([`Splice`]).

use super::markup::{hides_left, hides_right};
use super::read::{Read, Reader};
use super::splice_raw::{Splice, may_splice};
use super::{Around, Matcher};
use crate::text::Folded;

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
        let mut search =
            Search { matcher: self, folded: &folded, reader: Reader::new(&folded, &self.words), reads: vec![] };
        let mut splice = Splice::new(self.scanner.longest());
        self.scanner.scan(folded.bytes(), |id, at| search.may_stand(id, at))
            || may_splice(folded.bytes(), &self.scanner, |cut| {
                splice.gather(folded.bytes(), cut, &self.scanner)
                    || self.scanner.scan(splice.letters(), |id, _| search.may_start(id, splice.start()))
            })
    }
}

/// A search of one file.
struct Search<'s> {
    matcher: &'s Matcher,
    folded: &'s Folded<'s>,
    reader: Reader<'s>,
    reads: Vec<Read>,
}

impl Search<'_> {
    /// Whether what an anchor leads to may be there, where the anchor stands in one piece.
    fn may_stand(&mut self, id: u32, at: usize) -> bool {
        let Some(lead) = self.matcher.leads.get(id as usize) else { return true };
        let end = at + self.matcher.scanner.string(id).len();
        let refused = |one: &Around| one.neighbours.refuse(self.folded, at, end, true);
        !lead.patterns.is_empty()
            || lead
                .phrases
                .iter()
                .filter(|one| !refused(one))
                .any(|one| may_read(self.matcher, &mut self.reader, one, at, &mut self.reads))
    }

    /// Whether what an anchor leads to may be there, where the anchor's word stands in pieces and starts at `at`.
    fn may_start(&mut self, id: u32, at: usize) -> bool {
        let Some(lead) = self.matcher.leads.get(id as usize) else { return true };
        !lead.patterns.is_empty()
            || lead.phrases.iter().any(|one| may_read(self.matcher, &mut self.reader, one, at, &mut self.reads))
    }
}

/// Whether the phrase can be read as it stands, or markup near it may hide it.
fn may_read(matcher: &Matcher, reader: &mut Reader<'_>, one: &Around, at: usize, reads: &mut Vec<Read>) -> bool {
    let Some(clause) = matcher.phrases.get(one.phrase) else { return true };
    reads.clear();
    reader.around(&clause.what, at, one.before, reads);
    let text = reader.bytes();
    !reads.is_empty() || hides_left(text, at, one.before) || hides_right(text, at, one.after)
}

#[cfg(test)]
mod tests;
