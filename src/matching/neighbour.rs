//! A quick look at the words beside an anchor, before the phrase is read around it.
//!
//! Where phrases are many, most anchors that a text has stand alone. Two letters of the next word tell that nearly
//! always. The look says *no* only where a reading would fail too, or, in text that is not parsed yet, where no
//! markup stands between that could change what is read.

use super::markup::{hides_next, hides_previous, may_stand_between, may_vanish, starts_escaped};
use super::program::{Backward, Link, Node, NodeId, Program, WordId, Words};
use crate::text::{Class, Folded, class};

/// More neighbours than this are not looked into.
const MOST: usize = 256;

/// Two letters of a word, by a hash of 64 values: one bit. No bit where there is no word, all where it can't be told.
pub(super) type Letters = u64;

const UNKNOWN: Letters = u64::MAX;
const NOTHING: Letters = 0;

fn letters(near: u8, far: u8) -> Letters {
    let both = u32::from(near.to_ascii_lowercase()) * 31 + u32::from(far.to_ascii_lowercase());
    1 << ((both * 0x9E37) >> 10 & 63)
}

/// What must stand beside an anchor.
#[derive(Debug, Clone, Copy)]
pub(super) struct Neighbours {
    /// How the anchor's own word goes on, as far as letters do.
    own: Letters,
    /// The last two letters of the word before.
    left: Letters,
    /// The first two letters of the word after.
    right: Letters,
    after: After,
}

/// How the word after an anchor is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    /// The anchor may be a part of its word.
    Part,
    /// The anchor is all of its word's letters, but for an `s`.
    Whole,
    /// It is, and the next word may be joined.
    Near,
}

impl Neighbours {
    /// Of `anchor`, which is an anchor of the word at `node`.
    pub(super) fn new(program: &Program, backward: &Backward<'_>, node: NodeId, anchor: &[u8], words: &Words) -> Self {
        let open = Self { own: UNKNOWN, left: UNKNOWN, right: UNKNOWN, after: After::Part };
        let Some(Node::Word { word, next, .. }) = program.nodes.get(node as usize) else { return open };
        let forms = || words.get(*word).into_iter().flat_map(|forms| &forms.all);
        let in_front = forms().all(|form| !contains(form, anchor) || form.starts_with(anchor));
        let tail =
            |form: &[u8]| form.get(anchor.len()..).is_some_and(|tail| matches!(tail, b"" | b"s" | b"'s" | b"s'"));
        let whole = forms().all(|form| form.starts_with(anchor) && tail(form));
        let next = words_at(program, *next).unwrap_or_default();
        let near = next.iter().any(|one| one.near);
        let after = match (whole, near) {
            (true, true) => After::Near,
            (true, false) => After::Whole,
            (false, _) => After::Part,
        };
        let plain = forms().all(|form| letters_only(form));
        let right = if (near && !whole) || !plain { UNKNOWN } else { side(&next, words, first_letters) };
        let before = backward.before(node);
        let before_words: Vec<_> = before.words.iter().filter_map(|node| word_before(program, *node)).collect();
        let left = if before.open || !in_front { UNKNOWN } else { side(&before_words, words, last_letters) };
        let run = |form: &[u8]| form.get(anchor.len()..).map_or(NOTHING, tail_letters);
        let tails = forms().filter(|form| form.starts_with(anchor)).fold(NOTHING, |all, form| all | run(form));
        let own = if near || !in_front { UNKNOWN } else { tails };
        Self { own, left, right, after }
    }
}

impl Neighbours {
    /// What may stand before the anchor.
    pub(super) fn before(&self) -> Letters {
        self.left
    }
}

/// What stands beside an anchor in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sight {
    own: Letters,
    left: Letters,
    part: Letters,
    whole: Letters,
    near: Letters,
}

impl Sight {
    /// Of the anchor `start..end`; `None` where what stands before it is none of `wanted`, which nearly all anchors end
    /// with. In `raw` text, markup is minded.
    pub(super) fn new(text: &Folded<'_>, start: usize, end: usize, wanted: Letters, raw: bool) -> Option<Self> {
        let left = left(text, start, raw);
        if wanted != UNKNOWN && left & wanted == NOTHING {
            return None;
        }
        let rest = text.bytes().get(end..).unwrap_or_default();
        let tail = rest.iter().take_while(|byte| is_word(**byte)).count();
        let next = Next::new(text, end, end + tail, raw);
        let own = if next.soft || goes_on(text, end + tail, raw) { UNKNOWN } else { tail_letters(rest) };
        let (part, whole) = (next.letters(text, false, raw), next.letters(text, true, raw));
        let near = if tail == 0 { whole } else { joined(text, end, raw) };
        Some(Self { own, left, part, whole, near })
    }

    /// Whether no reading of a phrase with these neighbours can succeed.
    #[inline]
    pub(super) fn refuses(&self, wanted: &Neighbours) -> bool {
        let right = match wanted.after {
            After::Part => self.part,
            After::Whole => self.whole,
            After::Near => self.near,
        };
        let differ = |seen: Letters, wanted: Letters| seen & wanted == 0 && wanted != UNKNOWN;
        differ(self.own, wanted.own) || differ(right, wanted.right) || differ(self.left, wanted.left)
    }
}

fn contains(form: &[u8], anchor: &[u8]) -> bool {
    form.windows(anchor.len().max(1)).any(|part| part == anchor)
}

/// A word beside the anchor's.
#[derive(Debug, Clone, Copy)]
struct Beside {
    word: WordId,
    /// May be written together with the anchor's word.
    near: bool,
    /// May be written together with the word on its other side.
    joinable: bool,
}

/// The words that may be read next at `node`; `None` where a gap or the end may come, or too many.
fn words_at(program: &Program, node: NodeId) -> Option<Vec<Beside>> {
    let mut open = vec![node];
    let mut found = Vec::new();
    while let Some(node) = open.pop() {
        match program.nodes.get(node as usize)? {
            Node::Accept | Node::Gap { .. } => return None,
            Node::Word { word, link, next } => {
                found.push(Beside { word: *word, near: *link == Link::Near, joinable: may_join(program, *next) });
            }
            Node::Fork(nexts) => open.extend(nexts),
        }
        if found.len() + open.len() > MOST {
            return None;
        }
    }
    Some(found)
}

/// Whether a word that may be read next at `node` may be joined to the one before; yes where there are too many.
fn may_join(program: &Program, node: NodeId) -> bool {
    let mut open = vec![node];
    let mut steps = 0;
    while let Some(node) = open.pop() {
        steps += 1;
        match program.nodes.get(node as usize) {
            Some(Node::Word { link: Link::Near, .. }) => return true,
            Some(Node::Fork(nexts)) if steps < MOST => open.extend(nexts),
            Some(Node::Fork(_)) => return true,
            Some(Node::Word { .. } | Node::Accept | Node::Gap { .. }) | None => {}
        }
    }
    false
}

fn word_before(program: &Program, node: NodeId) -> Option<Beside> {
    match program.nodes.get(node as usize)? {
        Node::Word { word, link, .. } => Some(Beside { word: *word, near: false, joinable: *link == Link::Near }),
        Node::Accept | Node::Gap { .. } | Node::Fork(_) => None,
    }
}

/// What the words have on one side; unknown where a word ends there with a sign, where a single letter may be joined to
/// the next word, or where they are none or too many.
fn side(found: &[Beside], words: &Words, letters_of: fn(&[u8]) -> Option<(u8, u8)>) -> Letters {
    let of_form = |form: &[u8], joinable: bool| match letters_of(form) {
        Some((_, 0)) if joinable => UNKNOWN,
        Some((near, far)) => letters(near, far),
        None => UNKNOWN,
    };
    let of_word = |one: &Beside| {
        let forms = words.get(one.word).into_iter().flat_map(|forms| &forms.all);
        forms.fold(NOTHING, |all, form| all | of_form(form, one.joinable))
    };
    if found.is_empty() || found.len() > MOST {
        UNKNOWN
    } else {
        found.iter().fold(NOTHING, |all, one| all | of_word(one))
    }
}

/// Whether no sign stands in a form but the apostrophe of its ending.
fn letters_only(form: &[u8]) -> bool {
    let form = form.strip_suffix(b"'s").or_else(|| form.strip_suffix(b"'")).unwrap_or(form);
    form.iter().all(|byte| is_word(*byte))
}

/// All letters at the front of `rest`.
fn tail_letters(rest: &[u8]) -> Letters {
    let run = rest.iter().take_while(|byte| is_word(**byte));
    1 << (run.fold(0, |hash: u32, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte.to_ascii_lowercase()))) & 63)
}

/// Whether a word whose letters end at `end` may go on behind a sign.
fn goes_on(text: &Folded<'_>, end: usize, raw: bool) -> bool {
    let sign = text.byte(end);
    sign == b'-' || (raw && may_vanish(sign) && class(text.byte(end + 1)) != Class::Space)
}

fn is_word(byte: u8) -> bool {
    class(byte) == Class::Word
}

/// The first two letters; the second is 0 where there is one only.
fn first_letters(form: &[u8]) -> Option<(u8, u8)> {
    let near = *form.first().filter(|byte| is_word(**byte))?;
    Some((near, form.get(1).copied().filter(|byte| is_word(*byte)).unwrap_or(0)))
}

/// The last two letters, the last one first; an apostrophe after them is no sign.
fn last_letters(form: &[u8]) -> Option<(u8, u8)> {
    let form = form.strip_suffix(b"'").unwrap_or(form);
    let mut rest = form.iter().rev();
    let near = *rest.next().filter(|byte| is_word(**byte))?;
    Some((near, rest.next().copied().filter(|byte| is_word(*byte)).unwrap_or(0)))
}

/// The word after an anchor's.
struct Next<'t> {
    start: usize,
    between: &'t [u8],
    /// Whether a new word may start in the letters that follow the anchor.
    soft: bool,
}

impl<'t> Next<'t> {
    fn new(text: &'t Folded<'_>, end: usize, word_end: usize, raw: bool) -> Self {
        let skip = |from: usize, of: fn(u8) -> bool| {
            from + text.bytes().get(from..).unwrap_or_default().iter().take_while(|byte| of(**byte)).count()
        };
        let mut start = skip(word_end, |byte| !is_word(byte));
        // The end of an element is no word, whether or not it is one of the text's.
        while raw && start < text.len() && text.bytes().get(..start).is_some_and(|head| head.ends_with(b"</")) {
            start = skip(skip(start, is_word), |byte| !is_word(byte));
        }
        let between = text.bytes().get(word_end..start).unwrap_or_default();
        Self { start, between, soft: (end..word_end).any(|at| text.soft_break(at)) }
    }

    fn letters(&self, text: &Folded<'_>, whole: bool, raw: bool) -> Letters {
        let from = self.start - self.between.len();
        if self.soft || (raw && hides_next(text.bytes(), from, self.start)) {
            return UNKNOWN;
        }
        if self.start >= text.len() || parts(self.between, raw) {
            return NOTHING;
        }
        if is_inside(self.between, whole) { UNKNOWN } else { seen(text, self.start, self.start + 1, raw) }
    }
}

/// The letters that go on right after the anchor of a whole word, where the next word may be joined.
fn joined(text: &Folded<'_>, end: usize, raw: bool) -> Letters {
    let far = text.byte(end + 1);
    let possessive = text.byte(end) == b's' && class(far) == Class::Quote;
    if possessive { UNKNOWN } else { seen(text, end, end + 1, raw) }
}

fn left(text: &Folded<'_>, start: usize, raw: bool) -> Letters {
    let bytes = text.bytes();
    let head = bytes.get(..start).unwrap_or_default();
    let between = head.iter().rev().take_while(|byte| !is_word(**byte)).count();
    if raw && hides_previous(bytes, start - between, start) {
        return UNKNOWN;
    }
    let Some(last) = (start - between).checked_sub(1) else { return NOTHING };
    if between == 0 || (raw && starts_escaped(bytes, last)) {
        return UNKNOWN;
    }
    let signs = bytes.get(start - between..start).unwrap_or_default();
    if parts(signs, raw) { NOTHING } else { seen(text, last, last.wrapping_sub(1), raw) }
}

/// Whether a sign stands between that parts the words of a phrase.
fn parts(between: &[u8], raw: bool) -> bool {
    let parts = |byte: u8| matches!(class(byte), Class::Stop | Class::Other) && !(raw && may_stand_between(byte));
    between.iter().any(|byte| parts(*byte))
}

/// The letter at `near` and what stands beside it at `beside` (past the text there is nothing).
fn seen(text: &Folded<'_>, near: usize, beside: usize, raw: bool) -> Letters {
    let far = text.byte(beside);
    // A reference ends with `;`.
    let cut = class(far) == Class::Hyphen || (raw && (far == b';' || may_vanish(far)));
    match cut || text.soft_break(near.max(beside.min(text.len()))) {
        true => UNKNOWN,
        false => letters(text.byte(near), if is_word(far) { far } else { 0 }),
    }
}

/// Whether the signs after some letters of a word may stand inside it; a hyphen may, unless these are all its letters.
fn is_inside(between: &[u8], whole: bool) -> bool {
    let has = |wanted: Class| between.iter().any(|byte| class(*byte) == wanted);
    let parts = has(Class::Space) || (whole && (has(Class::Hyphen) || has(Class::Slash) || has(Class::Dash)));
    !parts || (!whole && has(Class::Hyphen))
}
