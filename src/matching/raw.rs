//! Whether a file can hold a match, told from its bytes before anything is parsed.
//!
//! The answer is careful: *no* only when no reading of the bytes, as Markdown, HTML, JSON, YAML or plain text, has a
//! match. An anchor that stands in one piece is read around as it stands; where it finds no phrase and no markup
//! stands near enough to hide one, it does not count. An anchor in pieces (by emphasis, a tag, a character reference,
//! an escape, a hyphen at a line's end) is put together from the letters on both sides ([`Splice`]).

use super::markup::{Reach, hides_left, hides_right};
use super::neighbour::Sight;
use super::read::{Read, Reader};
use super::splice_raw::{Splice, cuts};
use super::table::{KEY, is_letter, starts_word};
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
        if self.patterns.runs_everywhere() {
            return true;
        }
        let shown = source.contains('\u{AD}').then(|| source.replace('\u{AD}', "&shy;"));
        let source = shown.as_deref().unwrap_or(source);
        let escapes = || memchr::memchr2(b'&', b'\\', source.as_bytes()).is_some();
        if self.foreign && (!source.is_ascii() || escapes()) {
            return true;
        }
        let folded = Folded::new(source);
        let mut search = Search::new(self, &folded);
        self.patterns.may_match(folded.bytes())
            || self.table.scan(&folded, |id, at| search.may_stand(id, at))
            || cuts(folded.bytes(), |cut| search.may_be_cut(cut))
    }
}

/// A search of one file.
struct Search<'s> {
    matcher: &'s Matcher,
    folded: &'s Folded<'s>,
    reader: Reader<'s>,
    reads: Vec<Read>,
    splice: Splice,
}

impl<'s> Search<'s> {
    fn new(matcher: &'s Matcher, folded: &'s Folded<'s>) -> Self {
        let splice = Splice::new(matcher.patterns.longest().max(KEY) - 1);
        Self { matcher, folded, reader: Reader::new(folded, &matcher.words), reads: Vec::new(), splice }
    }

    /// Whether what an anchor leads to may be there, where the anchor stands in one piece.
    fn may_stand(&mut self, id: u32, at: usize) -> bool {
        let Some(lead) = self.matcher.leads.get(id as usize) else { return true };
        let Some(sight) = Sight::new(self.folded, at, at + lead.length, lead.before, true) else { return false };
        lead.phrases
            .iter()
            .filter(|one| !sight.refuses(&one.neighbours))
            .any(|one| may_read(self.matcher, &mut self.reader, one, at, &mut self.reads))
    }

    /// Whether what an anchor leads to may be there, where the anchor's word stands in pieces and starts at `at`.
    fn may_start(&mut self, id: u32, at: usize) -> bool {
        let Some(lead) = self.matcher.leads.get(id as usize) else { return true };
        lead.phrases.iter().any(|one| may_read(self.matcher, &mut self.reader, one, at, &mut self.reads))
    }

    /// Whether an anchor or a pattern may stand in pieces around `cut`.
    fn may_be_cut(&mut self, cut: usize) -> bool {
        if !self.is_worth(cut) {
            return false;
        }
        let mut splice = std::mem::replace(&mut self.splice, Splice::new(0));
        let text = self.folded.bytes();
        let found = splice.gather(text, cut)
            || self.may_hold(splice.letters(), cut)
            || splice.resume(text).is_some_and(|(at, unclear)| unclear || self.may_hold(splice.letters(), at));
        self.splice = splice;
        found
    }

    /// Whether an anchor or a pattern may stand in `letters`, `before` of which stand before `cut`.
    fn may_hold(&mut self, (letters, before): (&[u8], usize), cut: usize) -> bool {
        let (matcher, folded, start) = (self.matcher, self.folded, cut - before);
        if letters.len() == before {
            return false;
        }
        let mut starts = (0..before.max(1)).filter(|at| *at == before || starts_word(folded, start + at));
        matcher.patterns.may_match(letters)
            || starts.any(|at| {
                // An anchor that ends before the cut stands in one piece.
                let crosses = |id| matcher.leads.get(id as usize).is_none_or(|lead| at + lead.length > before);
                matcher.table.probe(letters, at, |id| crosses(id) && self.may_start(id, start + at))
            })
    }

    /// Whether an anchor may begin in the letters before `cut`; a quick look, for most cuts are in other words.
    fn is_worth(&self, cut: usize) -> bool {
        let (text, table) = (self.folded, &self.matcher.table);
        let bytes = text.bytes();
        let sign = bytes.get(cut).copied().unwrap_or_default();
        if matches!(sign, b'&' | b'\\') || self.matcher.patterns.may_be_cut(text.byte(cut.saturating_sub(1))) {
            return true;
        }
        let head = bytes.get(..cut).unwrap_or_default();
        let before = head.iter().rev().take(KEY - 1).take_while(|byte| is_letter(**byte)).count();
        let mut starts = (cut - before..cut).filter(|start| starts_word(text, *start));
        starts.any(|start| start + 1 == cut || table.may_begin(text.byte(start), text.byte(start + 1)))
    }
}

/// Whether the phrase can be read as it stands, or markup near it may hide it.
fn may_read(matcher: &Matcher, reader: &mut Reader<'_>, one: &Around, at: usize, reads: &mut Vec<Read>) -> bool {
    let Some(clause) = matcher.phrases.get(one.phrase as usize) else { return true };
    reads.clear();
    reader.around(&clause.program, at, one.before as usize, reads);
    let text = reader.bytes();
    let reach = |words: u32| Reach { words: words as usize, gaps: clause.gaps };
    !reads.is_empty() || hides_left(text, at, reach(one.before)) || hides_right(text, at, reach(one.after))
}

#[cfg(test)]
mod tests;
