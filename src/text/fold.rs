//! Folding with the map back to plain bytes.

use std::borrow::Cow;

use unicode_normalization::char::{canonical_combining_class, compose, decompose_compatible};

use super::class::{DASH, OTHER};
use super::look_alike::latin;
use crate::span::{Folded as FoldedSpace, Plain, Span};

/// One block's text made comparable, with the way back.
///
/// ASCII text is its own folding: nothing is copied, and bytes are lower-cased as they are read ([`Folded::byte`]).
/// Other text is rewritten: compatibility forms (NFKC), look-alikes, dashes, quotes and spaces become ASCII, invisible
/// characters go, letters are lower-cased. Text and map grow in one place, and the map never decreases.
///
/// ```
/// use gatelint::span::Span;
/// use gatelint::text::Folded;
/// let folded = Folded::new("ﬁrst Self\u{AD}‑Serve");
/// let bytes: Vec<u8> = (0..folded.len()).map(|at| folded.byte(at)).collect();
/// assert_eq!(bytes, b"first self-serve");
/// assert_eq!(folded.to_plain(Span::new(6, 16)).slice("ﬁrst Self\u{AD}‑Serve"), "Self\u{AD}‑Serve");
/// ```
#[derive(Debug, Clone)]
pub struct Folded<'t> {
    bytes: Cow<'t, [u8]>,
    runs: Vec<Run>,
}

/// A stretch of folded bytes that came from plain bytes in one manner; it ends where the next one starts.
#[derive(Debug, Clone, Copy)]
struct Run {
    folded: usize,
    plain: Span<Plain>,
    /// Byte by byte; else all folded bytes stand for all plain ones.
    verbatim: bool,
}

impl<'t> Folded<'t> {
    /// Folds a block's text. Costs a pass over the bytes for ASCII, a rewrite of the text otherwise.
    #[must_use]
    pub fn new(plain: &'t str) -> Self {
        match plain.is_ascii() {
            true => Self { bytes: Cow::Borrowed(plain.as_bytes()), runs: Vec::new() },
            false => Folder::fold(plain),
        }
    }

    /// How many folded bytes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether nothing is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The bytes, ASCII letters in the case the text has them.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The folded byte at `at`, lower case; 0 past the end.
    #[must_use]
    #[inline]
    pub fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).map_or(0, u8::to_ascii_lowercase)
    }

    /// Whether a new word may start at `at` without a separator: a capital after a small letter or digit
    /// (`SelfServe`), or an invisible character taken out.
    #[must_use]
    pub fn soft_break(&self, at: usize) -> bool {
        let byte = |at: usize| self.bytes.get(at).copied().unwrap_or_default();
        let before = at.checked_sub(1).map_or(0, byte);
        let hump = byte(at).is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit());
        hump || self.dropped_before(at)
    }

    /// The places where invisible characters were taken out between what is left, in order.
    pub fn drops(&self) -> impl Iterator<Item = usize> {
        let pairs = self.runs.iter().zip(self.runs.iter().skip(1));
        pairs.filter(|(before, run)| run.plain.start > before.plain.end).map(|(_, run)| run.folded)
    }

    fn dropped_before(&self, at: usize) -> bool {
        let next = self.runs.partition_point(|run| run.folded < at);
        match (next.checked_sub(1).and_then(|before| self.runs.get(before)), self.runs.get(next)) {
            (Some(before), Some(run)) => run.folded == at && run.plain.start > before.plain.end,
            _ => false,
        }
    }

    /// The plain bytes that `span` came from, whole characters; an empty span gives an empty one.
    #[must_use]
    pub fn to_plain(&self, span: Span<FoldedSpace>) -> Span<Plain> {
        let start = self.plain_start(span.start);
        match span.is_empty() {
            true => Span::at(start),
            false => Span::new(start, self.plain_end(span.end)),
        }
    }

    fn run_at(&self, at: usize) -> Option<&Run> {
        let after = self.runs.partition_point(|run| run.folded <= at);
        self.runs.get(after.checked_sub(1)?)
    }

    fn plain_start(&self, at: usize) -> usize {
        match self.run_at(at) {
            Some(run) if run.verbatim => (run.plain.start + (at - run.folded)).min(run.plain.end),
            Some(run) if at >= self.bytes.len() => run.plain.end,
            Some(run) => run.plain.start,
            None => at.min(self.bytes.len()),
        }
    }

    fn plain_end(&self, at: usize) -> usize {
        match self.run_at(at.saturating_sub(1)) {
            Some(run) if run.verbatim => (run.plain.start + (at - run.folded)).min(run.plain.end),
            Some(run) => run.plain.end,
            None => at.min(self.bytes.len()),
        }
    }
}

/// Grows folded text and its map together.
#[derive(Default)]
struct Folder {
    bytes: Vec<u8>,
    runs: Vec<Run>,
    /// The character the last run stands for, if a mark may still join it.
    base: Option<char>,
}

impl Folder {
    fn fold(plain: &str) -> Folded<'_> {
        let mut folder = Self { bytes: Vec::with_capacity(plain.len()), ..Self::default() };
        let mut rest = plain;
        while let Some(first) = rest.chars().next() {
            let at = plain.len() - rest.len();
            let length = match first.is_ascii() {
                true => folder.ascii(rest, at),
                false => folder.other(first, rest.get(first.len_utf8()..).unwrap_or_default(), at),
            };
            rest = rest.get(length..).unwrap_or_default();
        }
        Folded { bytes: Cow::Owned(folder.bytes), runs: folder.runs }
    }

    /// Takes the ASCII text at the front of `rest`; gives its length.
    fn ascii(&mut self, rest: &str, at: usize) -> usize {
        let bytes = rest.as_bytes();
        let length = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(bytes.len());
        let stretch = bytes.get(..length).unwrap_or_default();
        self.push_verbatim(stretch, at);
        self.base = stretch.last().map(|byte| char::from(*byte));
        length
    }

    /// Takes one character beyond ASCII; gives its length.
    fn other(&mut self, first: char, rest: &str, at: usize) -> usize {
        let from = Span::new(at, at + first.len_utf8());
        match simple(first, rest) {
            Simple::Nothing => {}
            Simple::Byte(byte) => self.push(&[byte], from),
            Simple::Letter => self.letter(first, from),
        }
        from.len()
    }

    fn letter(&mut self, first: char, from: Span<Plain>) {
        let joins = self.base.is_some_and(|base| compose(base, first).is_some());
        if joins || canonical_combining_class(first) != 0 {
            return self.mark(first, from);
        }
        let parts = compatible(first);
        self.base = match parts.as_slice() {
            [one] => Some(*one),
            _ => None,
        };
        let base = self.base;
        let mut folded = String::new();
        parts.into_iter().for_each(|part| push_folded(part, &mut folded));
        self.push(folded.as_bytes(), from);
        self.base = base;
    }

    /// A mark joins the letter before it when Unicode has a letter for the two; it is left out otherwise.
    fn mark(&mut self, mark: char, from: Span<Plain>) {
        let Some(both) = self.base.and_then(|base| compose(base, mark)) else { return };
        let base_len = self.base.map_or(0, folded_len);
        let keep = self.bytes.len().saturating_sub(base_len);
        let start = self.split_off(keep).unwrap_or(from.start);
        let mut folded = String::new();
        push_folded(both, &mut folded);
        self.push(folded.as_bytes(), Span::new(start, from.end));
        self.base = Some(both);
    }

    /// Takes back the folded bytes from `keep` on; gives where they came from.
    fn split_off(&mut self, keep: usize) -> Option<usize> {
        let last = self.runs.last_mut()?;
        let start = if last.verbatim { last.plain.start + (keep - last.folded) } else { last.plain.start };
        last.plain.end = start;
        if last.folded >= keep {
            self.runs.pop();
        }
        self.bytes.truncate(keep);
        Some(start)
    }

    fn push(&mut self, folded: &[u8], from: Span<Plain>) {
        self.base = None;
        match folded.len() == from.len() {
            true => self.push_verbatim(folded, from.start),
            false if folded.is_empty() => {}
            false => {
                self.runs.push(Run { folded: self.bytes.len(), plain: from, verbatim: false });
                self.bytes.extend_from_slice(folded);
            }
        }
    }

    fn push_verbatim(&mut self, folded: &[u8], at: usize) {
        let plain = Span::new(at, at + folded.len());
        match self.runs.last_mut() {
            Some(last) if last.verbatim && last.plain.end == at => last.plain.end = plain.end,
            _ => self.runs.push(Run { folded: self.bytes.len(), plain, verbatim: true }),
        }
        self.bytes.extend_from_slice(folded);
    }
}

/// What a character beyond ASCII is, when that can be said without its decomposition.
enum Simple {
    Nothing,
    Byte(u8),
    Letter,
}

fn simple(letter: char, rest: &str) -> Simple {
    match letter {
        // A soft hyphen that is shown, at a line's end, is a hyphen.
        '\u{AD}' if rest.starts_with(char::is_whitespace) => Simple::Byte(b'-'),
        letter if is_invisible(letter) => Simple::Nothing,
        '\u{2010}'..='\u{2013}' | '\u{2043}' | '\u{2212}' | '\u{02D7}' | '\u{05BE}' | '\u{FE63}' | '\u{FF0D}' => {
            Simple::Byte(b'-')
        }
        '\u{2014}' | '\u{2015}' | '\u{2E3A}' | '\u{2E3B}' | '\u{FE58}' | '\u{FE31}' => Simple::Byte(DASH),
        '‘' | '’' | '‚' | '‛' | '′' | '‹' | '›' | 'ʼ' | '´' | '＇' => Simple::Byte(b'\''),
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' | '＂' => Simple::Byte(b'"'),
        '。' => Simple::Byte(b'.'),
        // A raised figure after a word is a note's number, not a part of the word.
        '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{2070}'..='\u{209C}' => Simple::Byte(OTHER),
        '\u{2800}' | '\u{3164}' => Simple::Byte(b' '),
        letter if letter.is_whitespace() => Simple::Byte(b' '),
        _ => Simple::Letter,
    }
}

/// Characters that a reader doesn't see: soft hyphen, zero-width and direction marks, variation selectors, tags; and
/// the trade-mark signs that hang on a word without changing it.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E01EF}'
        | '\u{A9}' | '\u{AE}' | '\u{2122}' | '\u{2120}')
}

/// The compatibility form (NFKC) of one character; marks that don't compose are left out.
fn compatible(letter: char) -> Vec<char> {
    let mut parts: Vec<char> = Vec::new();
    decompose_compatible(letter, |part| match parts.last().and_then(|last| compose(*last, part)) {
        Some(both) => {
            parts.pop();
            parts.push(both);
        }
        None if canonical_combining_class(part) != 0 => {}
        None => parts.push(part),
    });
    parts
}

fn push_folded(letter: char, folded: &mut String) {
    match latin(letter).unwrap_or(letter) {
        letter if letter.is_ascii() => folded.push(letter),
        '\u{2044}' => folded.push('/'),
        letter if letter.is_whitespace() => folded.push(' '),
        letter if letter.is_alphanumeric() => {
            folded.extend(letter.to_lowercase().filter(|part| canonical_combining_class(*part) == 0));
        }
        _ => folded.push(char::from(OTHER)),
    }
}

fn folded_len(letter: char) -> usize {
    let mut folded = String::new();
    push_folded(letter, &mut folded);
    folded.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(plain: &str, expected: &str) {
        let folded = Folded::new(plain);
        let bytes: Vec<u8> = (0..folded.len()).map(|at| folded.byte(at)).collect();
        assert_eq!(String::from_utf8_lossy(&bytes), expected, "{plain}");
    }

    #[test]
    fn folds() {
        check("Self-Serve", "self-serve");
        check("self‑serve self–serve self−serve", "self-serve self-serve self-serve");
        check("self\u{A0}serve\u{3000}x", "self serve x");
        check("self\u{AD}serve \u{FEFF}out\u{200B}side", "selfserve outside");
        check("check\u{AD} out", "check- out");
        check("ｓｅｌｆ－ｓｅｒｖｅ", "self-serve");
        check("ﬁxture ﬀ", "fixture ff");
        check("ѕеlf-ѕеrvе СНЕСКОUТ", "self-serve checkout");
        check("SΕLF", "self");
        check("𝐬𝐞𝐥𝐟 Ⓢ", "self s");
        check("‘self’ “x” it’s", "'self' \"x\" it's");
        check("Self-Serve™ checkout®", "self-serve checkout");
        check("checkout¹", "checkout\u{1f}");
        check("CAFÉ cafe\u{301} n\u{303}", "café café ñ");
        check("s\u{336}elf\u{336}", "self");
        check("a\u{2026}b", "a...b");
        check("• one", "\u{1f} one");
        check("한국 \u{1112}\u{1161}", "한국 하");
    }

    fn back(plain: &str, words: &str) {
        let folded = Folded::new(plain);
        let is_x = |at: &usize| folded.byte(*at) == b'x';
        let at = (0..folded.len()).find(is_x).unwrap()..(0..folded.len()).rfind(is_x).unwrap() + 1;
        assert_eq!(folded.to_plain(Span::new(at.start, at.end)).slice(plain), words);
    }

    #[test]
    fn maps_back() {
        back("ab x-x c", "x-x");
        back("é x\u{AD}x \u{AD}", "x\u{AD}x");
        back("ﬁ ｘ‑ｘ.", "ｘ‑ｘ");
        back("e\u{301}x e\u{301} x\u{301}b", "x e\u{301} x");
    }

    #[test]
    fn soft_breaks() {
        let at = |plain: &str| -> Vec<usize> {
            let folded = Folded::new(plain);
            (0..folded.len()).filter(|at| folded.soft_break(*at)).collect()
        };
        assert_eq!(at("SelfServe ABC"), [4]);
        assert_eq!(at("self\u{200B}serve \u{2026}"), [4]);
        assert_eq!(at("self serve"), [] as [usize; 0]);
    }

    proptest! {
        #[test]
        fn map_never_decreases(plain in "[a-cA-C é\u{301}\u{AD}\u{200B}ﬁΣ½‑—“Ⓢ한\u{1112}\u{1161}İß]{0,40}") {
            let folded = Folded::new(&plain);
            let mut before = 0;
            for at in 0..=folded.len() {
                let start = folded.to_plain(Span::at(at)).start;
                prop_assert!(start >= before && start <= plain.len());
                before = start;
            }
            for (start, end) in (0..folded.len()).flat_map(|s| (s..=folded.len()).map(move |e| (s, e))) {
                let boundary = |at: usize| (folded.bytes().get(at).copied().unwrap_or(0) as i8) >= -64;
                if boundary(start) && boundary(end) {
                    let span = folded.to_plain(Span::new(start, end));
                    prop_assert!(plain.get(span.start..span.end).is_some());
                }
            }
        }

        #[test]
        fn never_panics(plain in any::<String>()) {
            let folded = Folded::new(&plain);
            prop_assert_eq!(folded.to_plain(Span::new(0, folded.len())).slice(&plain).len() <= plain.len(), true);
            prop_assert!(std::str::from_utf8(folded.bytes()).is_ok());
        }
    }
}
