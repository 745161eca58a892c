//! A quick look at the words beside an anchor, before the phrase is read around it.
//!
//! Where phrases are many, most anchors that a text has stand alone. Two letters of the next word tell that nearly
//! always. The look says *no* only where a reading would fail too, or, in text that is not parsed yet, where no
//! markup stands between that could change what is read.

use super::markup::{hides_neighbour, starts_escaped};
use super::program::{Link, Node, NodeId, Program, WordId, Words};
use crate::text::{Class, Folded, class};

/// Programs and closures larger than this are not looked into.
const MOST: usize = 256;

/// Which two letters a neighbouring word may have on the near side, by a hash of 64 values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Letters(u64);

impl Letters {
    fn add(&mut self, near: u8, far: u8) {
        self.0 |= 1 << Self::hash(near, far);
    }

    fn may_be(self, near: u8, far: u8) -> bool {
        self.0 >> Self::hash(near, far) & 1 == 1
    }

    fn hash(near: u8, far: u8) -> u32 {
        ((u32::from(near.to_ascii_lowercase()) * 31 + u32::from(far.to_ascii_lowercase())) * 0x9E37 >> 10) & 63
    }
}

/// What must stand beside an anchor; `None` where anything may.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Neighbours {
    left: Option<Side>,
    right: Option<Side>,
    /// The anchor is the first of its word's letters, and the word is not hung on by a hyphen.
    starts_word: bool,
}

#[derive(Debug, Clone, Copy)]
struct Side {
    letters: Letters,
    /// The neighbour may be written together with the anchor's word.
    near: bool,
    /// The anchor is all of its word's letters, but for an `s`.
    whole: bool,
}

impl Neighbours {
    /// Of `anchor`, which is an anchor of the word at `node`.
    pub(super) fn new(program: &Program, node: NodeId, anchor: &[u8], words: &Words) -> Self {
        let Some(Node::Word { word, link, next }) = program.nodes.get(node as usize) else { return Self::default() };
        let forms = || words.get(*word).into_iter().flat_map(|forms| &forms.all);
        let in_front = forms().all(|form| !contains(form, anchor) || form.starts_with(anchor));
        let tail =
            |form: &[u8]| form.get(anchor.len()..).is_some_and(|tail| matches!(tail, b"" | b"s" | b"'s" | b"s'"));
        let whole = forms().all(|form| form.starts_with(anchor) && tail(form));
        let right = words_at(program, *next).and_then(|after| side(&after, words, first_letters));
        let right = right.filter(|side| whole || !side.near).map(|side| Side { whole, ..side });
        let left = words_before(program, node).filter(|_| in_front);
        let left = left.and_then(|before| side(&before, words, last_letters));
        let left = left.map(|side| Side { near: *link == Link::Near, ..side });
        Self { left, right, starts_word: in_front && *link != Link::Near }
    }

    /// Whether no reading of the phrase around the anchor `start..end` can succeed. In `raw` text markup is minded.
    pub(super) fn refuse(&self, text: &Folded<'_>, start: usize, end: usize, raw: bool) -> bool {
        (self.starts_word && inside_word(text, start, raw))
            || self.left.is_some_and(|side| refuses_left(text, start, side, raw))
            || self.right.is_some_and(|side| refuses_right(text, end, side, raw))
    }
}

fn contains(form: &[u8], anchor: &[u8]) -> bool {
    form.windows(anchor.len().max(1)).any(|part| part == anchor)
}

/// The words that may be read next at `node` with their links; `None` where a gap or the end may come, or too many.
fn words_at(program: &Program, node: NodeId) -> Option<Vec<(WordId, Link)>> {
    let mut open = vec![node];
    let mut found = Vec::new();
    while let Some(node) = open.pop() {
        match program.nodes.get(node as usize)? {
            Node::Accept | Node::Gap { .. } => return None,
            Node::Word { word, link, .. } => found.push((*word, *link)),
            Node::Fork(nexts) => open.extend(nexts),
        }
        if found.len() + open.len() > MOST {
            return None;
        }
    }
    Some(found)
}

/// The words that may be read right before `node`; `None` where it may be the first or follow a gap.
fn words_before(program: &Program, node: NodeId) -> Option<Vec<(WordId, Link)>> {
    if program.nodes.len() > MOST || reaches(program, program.entry, node) {
        return None;
    }
    let mut found = Vec::new();
    for before in &program.nodes {
        match before {
            Node::Gap { next } if reaches(program, *next, node) => return None,
            Node::Word { word, link, next } if reaches(program, *next, node) => found.push((*word, *link)),
            Node::Accept | Node::Gap { .. } | Node::Word { .. } | Node::Fork(_) => {}
        }
    }
    Some(found)
}

/// Whether `wanted` may be read next at `from`.
fn reaches(program: &Program, from: NodeId, wanted: NodeId) -> bool {
    let mut open = vec![from];
    while let Some(node) = open.pop() {
        match program.nodes.get(node as usize) {
            _ if node == wanted => return true,
            Some(Node::Fork(nexts)) if node > wanted => open.extend(nexts),
            Some(Node::Accept | Node::Gap { .. } | Node::Word { .. } | Node::Fork(_)) | None => {}
        }
    }
    false
}

fn side(found: &[(WordId, Link)], words: &Words, letters_of: fn(&[u8]) -> Option<(u8, u8)>) -> Option<Side> {
    let mut letters = Letters(0);
    for (word, _) in found {
        for form in &words.get(*word)?.all {
            let (near, far) = letters_of(form)?;
            letters.add(near, far);
        }
    }
    Some(Side { letters, near: found.iter().any(|(_, link)| *link == Link::Near), whole: false })
}

fn is_word(byte: u8) -> bool {
    class(byte) == Class::Word
}

/// The first two letters of the first run of letters; the second is 0 where there is one only.
fn first_letters(form: &[u8]) -> Option<(u8, u8)> {
    let mut rest = form.iter().skip_while(|byte| !is_word(**byte));
    let near = *rest.next()?;
    Some((near, rest.next().copied().filter(|byte| is_word(*byte)).unwrap_or(0)))
}

/// The last two letters of the last run of letters, the last one first.
fn last_letters(form: &[u8]) -> Option<(u8, u8)> {
    let mut rest = form.iter().rev().skip_while(|byte| !is_word(**byte));
    let near = *rest.next()?;
    Some((near, rest.next().copied().filter(|byte| is_word(*byte)).unwrap_or(0)))
}

/// Whether a letter stands right before `start`, so that no word of its own starts there.
fn inside_word(text: &Folded<'_>, start: usize, raw: bool) -> bool {
    let Some(before) = start.checked_sub(1) else { return false };
    is_word(text.byte(before)) && !text.soft_break(start) && !(raw && starts_escaped(text.bytes(), before))
}

fn refuses_right(text: &Folded<'_>, end: usize, side: Side, raw: bool) -> bool {
    let bytes = text.bytes();
    let rest = bytes.get(end..).unwrap_or_default();
    let word_end = end + rest.iter().take_while(|byte| is_word(**byte)).count();
    if word_end > end && side.near {
        return refuses_joined(text, end, side, raw);
    }
    if (end..word_end).any(|at| text.soft_break(at)) {
        return false;
    }
    let rest = bytes.get(word_end..).unwrap_or_default();
    let next = word_end + rest.iter().take_while(|byte| !is_word(**byte)).count();
    let between = bytes.get(word_end..next).unwrap_or_default();
    if is_inside(between, side.whole) || (raw && hides_neighbour(between)) {
        return false;
    }
    next >= bytes.len() || !may_be(text, next, text.byte(next + 1), side, raw)
}

/// Refuses letters that go on right after the anchor of a whole word, where the next word may be joined.
fn refuses_joined(text: &Folded<'_>, end: usize, side: Side, raw: bool) -> bool {
    let far = text.byte(end + 1);
    let possessive = text.byte(end) == b's' && class(far) == Class::Quote;
    !possessive && !may_be(text, end, far, side, raw)
}

fn refuses_left(text: &Folded<'_>, start: usize, side: Side, raw: bool) -> bool {
    let bytes = text.bytes();
    let head = bytes.get(..start).unwrap_or_default();
    let between = head.iter().rev().take_while(|byte| !is_word(**byte)).count();
    let signs = bytes.get(start - between..start).unwrap_or_default();
    if (raw && hides_neighbour(signs)) || (between == 0 && (!side.near || text.soft_break(start))) {
        return false;
    }
    let Some(last) = (start - between).checked_sub(1) else { return true };
    let far = last.checked_sub(1).map_or(0, |far| text.byte(far));
    !(raw && starts_escaped(bytes, last)) && !may_be(text, last, far, side, raw)
}

/// Whether the letter at `near` and the sign beside it may be those of the neighbour.
fn may_be(text: &Folded<'_>, near: usize, far: u8, side: Side, raw: bool) -> bool {
    // A reference ends with `;`.
    let cut = class(far) == Class::Hyphen || (raw && (far == b';' || hides_neighbour(&[far])));
    cut || side.letters.may_be(text.byte(near), if is_word(far) { far } else { 0 })
}

/// Whether the signs after some letters of a word may stand inside it; after all its letters only `'s` is inside.
fn is_inside(between: &[u8], whole: bool) -> bool {
    let has = |wanted: Class| between.iter().any(|byte| class(*byte) == wanted);
    match whole {
        true => !between.is_empty() && between.iter().all(|byte| class(*byte) == Class::Quote),
        false => !has(Class::Space) || has(Class::Hyphen),
    }
}
