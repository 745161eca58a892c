//! Finding many short strings in a text at once, whatever their number.
//!
//! At every `stride`-th byte a hash of the next `gram` bytes is looked up in a table of bits that fits the cache; a
//! set bit leads to the few strings that have these bytes, and the whole string is compared. A string brings the
//! grams of `stride` neighbouring places, so that each occurrence is met exactly once. (The idea of Wu and Manber,
//! "A fast algorithm for multi-pattern searching", 1994, with a fixed stride in the place of their shift table.)
//!
//! The time does not grow with the number of strings until the table of bits outgrows the cache, and one mechanism
//! serves eight strings and ten thousand. An Aho-Corasick automaton was turned down: it is faster only as long as its
//! vector prefilter holds, up to about a hundred strings, and several times slower past that.

/// Bit 5 of every byte: set, it makes ASCII letters small and leaves digits and bytes beyond ASCII comparable.
const SMALL: u64 = 0x2020_2020_2020_2020;
/// Longer strings are looked for by their first bytes up to this many.
const LONG: usize = 8;
/// Strings shorter than this are searched in a pass of their own, lest they cost the others their stride.
const SHORT: usize = 5;

/// A set of strings to look for. Letters of ASCII match in either case.
#[derive(Debug, Default)]
pub(super) struct Scanner {
    strings: Vec<Box<[u8]>>,
    passes: Vec<Pass>,
    /// For the lower five bits of a letter, those of the letters that follow it in some string.
    pairs: [u32; 32],
}

impl Scanner {
    /// Strings must not be empty; an empty one is never found.
    pub(super) fn new(strings: Vec<Box<[u8]>>) -> Self {
        let (short, long): (Vec<u32>, Vec<u32>) = (0..)
            .zip(&strings)
            .filter(|(_, string)| !string.is_empty())
            .map(|(id, _): (u32, _)| id)
            .partition(|id| strings.get(*id as usize).is_some_and(|string| string.len() < SHORT));
        let passes = [long, short].into_iter().filter(|ids| !ids.is_empty()).map(|ids| Pass::new(&ids, &strings));
        let mut pairs = [0; 32];
        for pair in strings.iter().flat_map(|string| string.windows(2)) {
            let [first, second] = [pair.first(), pair.last()].map(|byte| byte.copied().unwrap_or_default() & 31);
            if let Some(seconds) = pairs.get_mut(usize::from(first)) {
                *seconds |= 1 << second;
            }
        }
        Self { passes: passes.collect(), strings, pairs }
    }

    /// Whether some string may have these two letters side by side; never false when one does.
    pub(super) fn has_pair(&self, first: u8, second: u8) -> bool {
        self.pairs.get(usize::from(first & 31)).is_some_and(|seconds| seconds >> (second & 31) & 1 == 1)
    }

    /// Length of the longest string.
    pub(super) fn longest(&self) -> usize {
        self.strings.iter().map(|string| string.len()).max().unwrap_or(0)
    }

    /// The string of that number.
    pub(super) fn string(&self, id: u32) -> &[u8] {
        self.strings.get(id as usize).map(|string| &**string).unwrap_or_default()
    }

    /// Calls `hit` with the number and the start of each occurrence, in no promised order, until it says stop by
    /// `true`; gives whether it did.
    pub(super) fn scan(&self, text: &[u8], mut hit: impl FnMut(u32, usize) -> bool) -> bool {
        self.passes.iter().any(|pass| {
            pass.scan(text, |id, start| {
                let string = self.string(id);
                let there =
                    text.get(start..start + string.len()).is_some_and(|words| words.eq_ignore_ascii_case(string));
                there && hit(id, start)
            })
        })
    }
}

/// The strings that are searched with one gram length and one stride.
#[derive(Debug)]
struct Pass {
    /// Which bytes of the eight that are loaded count.
    mask: u64,
    gram: usize,
    stride: usize,
    /// 64 minus the number of bits of a hash.
    shift: u32,
    bits: Vec<u64>,
    /// Where the entries of a hash's upper bits start; one more at the end.
    buckets: Vec<u32>,
    entries: Vec<Entry>,
}

/// A gram of a string.
#[derive(Debug, Clone, Copy)]
struct Entry {
    gram: u64,
    id: u32,
    offset: u32,
}

/// Bits of the hash that choose a bucket of entries.
const BUCKET_BITS: u32 = 12;

impl Pass {
    fn new(ids: &[u32], strings: &[Box<[u8]>]) -> Self {
        let string = |id: &u32| strings.get(*id as usize).map(|string| &**string).unwrap_or_default();
        let shortest = ids.iter().map(|id| string(id).len()).min().unwrap_or(1).clamp(1, LONG);
        let (gram, stride) = shape(shortest);
        let mask = u64::MAX >> (64 - 8 * gram);
        let mut entries = Vec::new();
        for id in ids {
            let places = string(id).windows(gram).zip(0..).take(stride);
            entries.extend(places.map(|(bytes, offset)| Entry { gram: load(bytes) & mask, id: *id, offset }));
        }
        let size = (entries.len().max(1).ilog2() + 7).clamp(BUCKET_BITS, 20);
        let mut pass = Self { mask, gram, stride, shift: 64 - size, bits: Vec::new(), buckets: Vec::new(), entries };
        pass.fill(size);
        pass
    }

    fn fill(&mut self, size: u32) {
        let shift = self.shift;
        self.bits = vec![0; 1 << (size - 6)];
        self.entries.sort_by_key(|entry| hash(entry.gram, shift));
        for entry in &self.entries {
            let hash = hash(entry.gram, shift);
            if let Some(word) = self.bits.get_mut(hash >> 6) {
                *word |= 1 << (hash & 63);
            }
        }
        let bucket = |entry: &Entry| hash(entry.gram, 64 - BUCKET_BITS);
        let starts = (0..=1 << BUCKET_BITS).map(|at| self.entries.partition_point(|entry| bucket(entry) < at));
        self.buckets = starts.map(|start| u32::try_from(start).unwrap_or(u32::MAX)).collect();
    }

    fn scan(&self, text: &[u8], mut hit: impl FnMut(u32, usize) -> bool) -> bool {
        for (at, bytes) in text.windows(8).enumerate().step_by(self.stride) {
            let gram = bytes.try_into().map_or(0, u64::from_le_bytes) | SMALL;
            if self.has(gram & self.mask) && self.lookup(gram & self.mask, at, &mut hit) {
                return true;
            }
        }
        self.scan_end(text, hit)
    }

    /// The last places, where no eight bytes are left.
    fn scan_end(&self, text: &[u8], mut hit: impl FnMut(u32, usize) -> bool) -> bool {
        let first = text.len().saturating_sub(7).next_multiple_of(self.stride);
        let places = (first..(text.len() + 1).saturating_sub(self.gram)).step_by(self.stride);
        places.into_iter().any(|at| {
            let gram = load(text.get(at..at + self.gram).unwrap_or_default()) & self.mask;
            self.has(gram) && self.lookup(gram, at, &mut hit)
        })
    }

    #[inline]
    fn has(&self, gram: u64) -> bool {
        let hash = hash(gram, self.shift);
        self.bits.get(hash >> 6).is_some_and(|word| word >> (hash & 63) & 1 == 1)
    }

    #[inline(never)]
    fn lookup(&self, gram: u64, at: usize, hit: &mut impl FnMut(u32, usize) -> bool) -> bool {
        let bucket = hash(gram, 64 - BUCKET_BITS);
        let start = self.buckets.get(bucket).map_or(0, |start| *start as usize);
        let end = self.buckets.get(bucket + 1).map_or(0, |end| *end as usize);
        let entries = self.entries.get(start..end).unwrap_or_default();
        let mut same = entries.iter().filter(|entry| entry.gram == gram);
        same.any(|entry| at.checked_sub(entry.offset as usize).is_some_and(|start| hit(entry.id, start)))
    }
}

/// Gram length and stride for strings of at least `shortest` bytes: the two always add up to one more than that.
fn shape(shortest: usize) -> (usize, usize) {
    match shortest {
        8.. => (6, 3),
        7 => (5, 3),
        6 => (4, 3),
        5 => (4, 2),
        4 => (3, 2),
        shorter => (shorter.max(1), 1),
    }
}

/// Up to eight bytes as a number, the first lowest, ASCII letters small.
fn load(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)) | SMALL
}

/// The upper bits of a product with an odd constant (2^64 divided by the golden ratio): Knuth, TAOCP 6.4.
#[inline]
fn hash(gram: u64, shift: u32) -> usize {
    (gram.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> shift) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(strings: &[&str], text: &str) -> Vec<(u32, usize)> {
        let scanner = Scanner::new(strings.iter().map(|string| string.as_bytes().into()).collect());
        let mut found = Vec::new();
        scanner.scan(text.as_bytes(), |id, start| {
            found.push((id, start));
            false
        });
        found.sort_unstable();
        found
    }

    #[test]
    fn finds_each_once() {
        assert_eq!(found(&["checkout"], "Checkout, checkout CHECKOUT"), [(0, 0), (0, 10), (0, 19)]);
        assert_eq!(found(&["sso", "automation"], "SSO automation"), [(0, 0), (1, 4)]);
        assert_eq!(found(&["sso"], "ss"), []);
        assert_eq!(found(&["", "a"], "aa"), [(1, 0), (1, 1)]);
        assert_eq!(found(&[], "aa"), []);
    }

    #[test]
    fn stops_when_told() {
        let scanner = Scanner::new(vec![b"checkout".as_slice().into()]);
        assert!(scanner.scan(b"a checkout", |_, _| true));
        assert!(!scanner.scan(b"a checkout", |_, _| false));
    }

    proptest! {
        #[test]
        fn agrees_with_a_plain_search(
            strings in prop::collection::vec("[abAB]{1,10}", 0..6), text in "[abAB ]{0,60}",
        ) {
            let mut expected = Vec::new();
            for (id, string) in (0..).zip(&strings) {
                let text = text.to_lowercase();
                let string = string.to_lowercase();
                expected.extend((0..text.len()).filter(|at| text[*at..].starts_with(&string)).map(|at| (id, at)));
            }
            let strings: Vec<&str> = strings.iter().map(String::as_str).collect();
            prop_assert_eq!(found(&strings, &text), expected);
        }
    }
}
