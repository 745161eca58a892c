//! Finding which of many words start at the words of a text, whatever their number.
//!
//! Each word is cut to its first eight bytes, which are one machine word. Where a word of the text starts, its first
//! bytes are looked up once for each length that occurs among the words looked for: a bit of a hash says *no* nearly
//! always, and the bits fit the cache. So the time grows with the words of the text and hardly with those looked for.
//!
//! An Aho-Corasick automaton was turned down: it is faster only as long as its vector prefilter holds, up to about a
//! hundred words, and several times slower past that. So was a hash of every few bytes (after Wu and Manber 1994): in
//! prose most of the strings that start like a word are inside of others.

use crate::text::{Class, Folded, class};

/// Bit 5 of every byte: set, it makes ASCII letters small and leaves digits and bytes beyond ASCII comparable.
const SMALL: u64 = 0x2020_2020_2020_2020;
/// Words are looked for by their first bytes up to this many.
pub(super) const KEY: usize = 8;
/// Bytes looked at in one go: one bit each of a machine word.
const CHUNK: usize = 64;
/// Bits for each three letters, by five bits of each.
const TRIPLES: usize = 1 << 15;

/// A set of beginnings of words. Letters of ASCII match in either case; hits may be false for other letters.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// For each length that occurs, the bytes that count.
    masks: Vec<u64>,
    bits: Vec<u64>,
    /// 64 minus the number of bits of a hash, for the bits and for the buckets.
    shifts: (u32, u32),
    /// Where the entries of each bucket start; one more at the end.
    buckets: Vec<u32>,
    /// Key and number of each string.
    entries: Vec<(u64, u32)>,
    /// For the lower five bits of a first letter, those of the second letters.
    begins: [u32; 32],
    /// A bit for each three letters that a string may begin with, see [`triple`].
    triples: Vec<u64>,
}

impl Table {
    /// Of strings of 1 to [`KEY`] bytes; longer ones are cut, an empty one is never found.
    pub(super) fn new(strings: &[Box<[u8]>]) -> Self {
        let mut masks: Vec<u64> = Vec::new();
        let mut entries: Vec<(u64, u32)> = Vec::new();
        let mut begins = [0; 32];
        let mut triples = vec![0; TRIPLES / 64];
        for (id, string) in (0..).zip(strings).filter(|(_, string)| !string.is_empty()) {
            let mask = u64::MAX >> (64 - 8 * string.len().min(KEY));
            masks.push(mask);
            entries.push((load(string) & mask, id));
            if let Some(seconds) = string.first().and_then(|first| begins.get_mut(usize::from(first & 31))) {
                *seconds |= string.get(1).map_or(u32::MAX, |second| 1 << (second & 31));
            }
            mark_triples(string, &mut triples);
        }
        masks.sort_unstable();
        masks.dedup();
        let size = entries.len().max(1).ilog2();
        let shifts = (64 - (size + 7).clamp(12, 20), 64 - (size + 1));
        let mut table = Self { masks, bits: Vec::new(), shifts, buckets: Vec::new(), entries, begins, triples };
        table.fill();
        table
    }

    fn fill(&mut self) {
        let (bits, buckets) = self.shifts;
        self.bits = vec![0; 1 << (64 - bits - 6)];
        self.entries.sort_by_key(|(key, id)| (hash(*key, buckets), *key, *id));
        self.buckets = vec![0; (1 << (64 - buckets)) + 1];
        for (key, _) in &self.entries {
            let hash_of_bit = hash(*key, bits);
            if let Some(word) = self.bits.get_mut(hash_of_bit >> 6) {
                *word |= 1 << (hash_of_bit & 63);
            }
            if let Some(count) = self.buckets.get_mut(hash(*key, buckets) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        self.buckets.iter_mut().for_each(|count| {
            sum += *count;
            *count = sum;
        });
    }

    /// Whether a string may begin with these two letters; never false when one does.
    #[inline]
    pub(super) fn may_begin(&self, first: u8, second: u8) -> bool {
        self.begins.get(usize::from(first & 31)).is_some_and(|seconds| seconds >> (second & 31) & 1 == 1)
    }

    /// Calls `hit` with the number and the start of each string that a word of `text` begins with, in no promised
    /// order, until it says stop by `true`; gives whether it did.
    pub(super) fn scan(&self, text: &Folded<'_>, mut hit: impl FnMut(u32, usize) -> bool) -> bool {
        let bytes = text.bytes();
        word_starts(bytes, |at| self.probe(bytes, at, |id| hit(id, at)))
            || text.drops().any(|at| self.probe(bytes, at, |id| hit(id, at)))
    }

    /// Calls `hit` with the number of each string that stands at `at`; see [`Table::scan`].
    #[inline]
    pub(super) fn probe(&self, text: &[u8], at: usize, hit: impl FnMut(u32) -> bool) -> bool {
        let rest = text.get(at..).unwrap_or_default();
        let word = rest.first_chunk::<KEY>().map_or_else(|| load(rest), |bytes| u64::from_le_bytes(*bytes) | SMALL);
        let triple = triple(word);
        let may = self.triples.get(triple >> 6).is_some_and(|bits| bits >> (triple & 63) & 1 == 1);
        may && self.probe_keys(word, hit)
    }

    #[inline(never)]
    fn probe_keys(&self, word: u64, mut hit: impl FnMut(u32) -> bool) -> bool {
        self.masks.iter().any(|mask| {
            let key = word & mask;
            let bit = hash(key, self.shifts.0);
            let may = self.bits.get(bit >> 6).is_some_and(|word| word >> (bit & 63) & 1 == 1);
            may && self.entries_of(key).iter().any(|(_, id)| hit(*id))
        })
    }

    fn entries_of(&self, key: u64) -> &[(u64, u32)] {
        let bucket = hash(key, self.shifts.1);
        let bound = |at: usize| self.buckets.get(at).map_or(0, |bound| *bound as usize);
        let entries = self.entries.get(bound(bucket)..bound(bucket + 1)).unwrap_or_default();
        let start = entries.partition_point(|(other, _)| *other < key);
        let length = entries.iter().skip(start).take_while(|(other, _)| *other == key).count();
        entries.get(start..start + length).unwrap_or_default()
    }
}

/// Five bits of each of the first three bytes of a key.
#[inline]
fn triple(word: u64) -> usize {
    (word & 0x1F | word >> 3 & 0x3E0 | word >> 6 & 0x7C00) as usize
}

/// Marks all three letters that a text with `string` may have there.
fn mark_triples(string: &[u8], triples: &mut [u64]) {
    let letters = |at: usize| match string.get(at) {
        Some(letter) => usize::from(letter & 31)..usize::from(letter & 31) + 1,
        None => 0..32,
    };
    for (second, third) in letters(1).flat_map(|second| letters(2).map(move |third| (second, third))) {
        let triple = letters(0).start | second << 5 | third << 10;
        if let Some(bits) = triples.get_mut(triple >> 6) {
            *bits |= 1 << (triple & 63);
        }
    }
}

/// Up to eight bytes as a number, the first lowest, ASCII letters small.
fn load(bytes: &[u8]) -> u64 {
    bytes.iter().take(KEY).rev().fold(0, |number, byte| number << 8 | u64::from(*byte)) | SMALL
}

/// The upper bits of a product with an odd constant (2^64 divided by the golden ratio): Knuth, TAOCP 6.4.
#[inline]
fn hash(key: u64, shift: u32) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> shift) as usize
}

/// Calls `visit` with each place of folded `text` where a word starts (also a capital after a small letter or digit,
/// as in `SelfServe`), until it says stop by `true`; gives whether it did.
fn word_starts(text: &[u8], visit: impl FnMut(usize) -> bool) -> bool {
    places(text, |before, byte| is_letter(byte) & (!is_letter(before) | is_hump(before, byte)), visit)
}

/// Whether a word starts at `at`, as [`Table::scan`] sees it.
pub(super) fn starts_word(text: &Folded<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| text.bytes().get(before));
    before.is_none_or(|before| class(*before) != Class::Word) || text.soft_break(at)
}

#[inline]
pub(super) fn is_letter(byte: u8) -> bool {
    ((byte | 0x20).wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'0') < 10) | (byte >= 0x80)
}

#[inline]
fn is_hump(before: u8, byte: u8) -> bool {
    (byte.wrapping_sub(b'A') < 26) & ((before.wrapping_sub(b'a') < 26) | (before.wrapping_sub(b'0') < 10))
}

/// Calls `visit` with each place whose byte, and the one before it (a space at the start), satisfy `of`, until it says
/// stop by `true`; gives whether it did. `of` should be comparisons without a branch or a table, so that the compiler
/// makes it work on many bytes at once; it must not hold for a space.
#[inline]
pub(super) fn places(text: &[u8], of: impl Fn(u8, u8) -> bool, mut visit: impl FnMut(usize) -> bool) -> bool {
    let (befores, _) = text.as_chunks::<CHUNK>();
    let (chunks, rest) = text.get(1..).unwrap_or_default().as_chunks::<CHUNK>();
    let mut look = |before: &[u8; CHUNK], bytes: &[u8; CHUNK], start: usize| {
        let mut marks = [0; CHUNK];
        for ((before, byte), mark) in before.iter().zip(bytes).zip(&mut marks) {
            *mark = u8::from(of(*before, *byte));
        }
        let (words, _) = marks.as_chunks::<8>();
        let marked = words.iter().rev().fold(0, |bits: u64, word| bits << 8 | bits_of(u64::from_le_bytes(*word)));
        set_bits(marked).any(|bit| visit(start + bit))
    };
    let Some(first) = text.first() else { return false };
    let last = text.len() - rest.len();
    let end = |from: usize| {
        let mut bytes = [b' '; CHUNK];
        bytes.iter_mut().zip(text.get(from..).unwrap_or_default()).for_each(|(to, byte)| *to = *byte);
        bytes
    };
    let mut one = [b' '; CHUNK];
    one.iter_mut().take(1).for_each(|to| *to = *first);
    look(&[b' '; CHUNK], &one, 0)
        || befores.iter().zip(chunks).zip(0..).any(|((before, bytes), number)| look(before, bytes, 1 + number * CHUNK))
        || (!rest.is_empty() && look(&end(last - 1), &end(last), last))
}

/// Eight bytes that are 0 or 1 as the lowest eight bits: the product puts byte `n` at bit 56 + `n`, and all else below
/// bit 56 or above the word.
#[inline]
fn bits_of(bytes: u64) -> u64 {
    bytes.wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The places of the bits that are set, from the lowest on.
#[inline]
fn set_bits(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = bits.trailing_zeros() as usize;
        bits &= bits.wrapping_sub(1);
        (place < 64).then_some(place)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(strings: &[&str], text: &str) -> Vec<(u32, usize)> {
        let strings: Vec<Box<[u8]>> = strings.iter().map(|string| string.as_bytes().into()).collect();
        let mut found = Vec::new();
        Table::new(&strings).scan(&Folded::new(text), |id, start| {
            found.push((id, start));
            false
        });
        found.sort_unstable();
        found
    }

    #[test]
    fn finds_beginnings_of_words() {
        assert_eq!(found(&["checkout"], "Checkout, checkouts recheckout CHECKOUT"), [(0, 0), (0, 10), (0, 31)]);
        assert_eq!(found(&["sso", "automati"], "SSO automation"), [(0, 0), (1, 4)]);
        assert_eq!(found(&["serve"], "SelfServe self-serve selfserve self\u{200B}serve"), [(0, 4), (0, 15), (0, 35)]);
        assert_eq!(found(&["", "a"], "a aa"), [(1, 0), (1, 2)]);
        assert_eq!(found(&["sso"], "ss"), []);
        assert_eq!(found(&[], "aa"), []);
    }

    #[test]
    fn stops_when_told() {
        let table = Table::new(&[b"checkout".as_slice().into()]);
        assert!(table.scan(&Folded::new("a checkout"), |_, _| true));
        assert!(!table.scan(&Folded::new("a checkout"), |_, _| false));
    }

    #[test]
    fn beginnings() {
        let table = Table::new(&[b"checkout".as_slice().into(), b"a".as_slice().into()]);
        assert!(table.may_begin(b'C', b'h') && table.may_begin(b'a', b'x') && !table.may_begin(b'o', b'u'));
    }

    proptest! {
        #[test]
        fn agrees_with_a_plain_search(
            strings in prop::collection::vec("[ab1]{1,8}", 0..6), text in "[abA1 -]{0,100}",
        ) {
            let mut expected = Vec::new();
            let folded = Folded::new(&text);
            for (id, string) in (0..).zip(&strings) {
                let at = |at: usize| text.get(at..).unwrap_or_default().to_lowercase().starts_with(string) && starts_word(&folded, at);
                expected.extend((0..text.len()).filter(|start| at(*start)).map(|at| (id, at)));
            }
            let strings: Vec<&str> = strings.iter().map(String::as_str).collect();
            prop_assert_eq!(found(&strings, &text), expected);
        }
    }
}
