//! Words that markup cuts in pieces, put together again from bytes that are not parsed.

use super::reference::{Meaning, escape, reference};
use super::scan::Scanner;
use crate::text::{Class, Folded, class};

/// A link's address, a tag or a label longer than this is not followed to its end.
const FAR: usize = 1024;
/// Bytes looked at in one go.
const CHUNK: usize = 32;

/// Calls `hit` with each place where a string of `scanner` may go on behind a sign, until it says stop by `true`; gives
/// whether it did.
pub(super) fn may_splice(text: &[u8], scanner: &Scanner, mut hit: impl FnMut(usize) -> bool) -> bool {
    let mut visit = |at: usize| {
        let byte = |at: usize| text.get(at).copied().unwrap_or(b' ');
        let (before, after) = (at.checked_sub(1).map_or(b' ', byte), byte(at + 1));
        cuts(before, byte(at), after) && joins(before, byte(at), after, scanner) && hit(at)
    };
    let (befores, _) = text.as_chunks::<CHUNK>();
    let (chunks, rest) = text.get(1..).unwrap_or_default().as_chunks::<CHUNK>();
    let first = text.len().min(1);
    let last = text.len() - rest.len();
    (0..first).any(&mut visit)
        || befores.iter().zip(chunks).enumerate().any(|(number, (before, chunk))| {
            let marks = marks(before, chunk);
            let (words, _) = marks.as_chunks::<8>();
            words.iter().enumerate().any(|(at, word)| {
                let start = 1 + number * CHUNK + at * 8;
                set_bytes(u64::from_le_bytes(*word)).any(|at| visit(start + at))
            })
        })
        || (last.max(first)..text.len()).any(visit)
}

/// The places of the bytes of `word` that are not 0, from the lowest on.
fn set_bytes(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = word.trailing_zeros() as usize / 8;
        word &= word.wrapping_sub(1);
        (place < 8).then_some(place)
    })
}

/// Marks by 1 each of `bytes` that may cut a word, told from it and the byte before. Comparisons only, no branch and no
/// table, so that the compiler makes it work on many bytes at once.
fn marks(befores: &[u8; CHUNK], bytes: &[u8; CHUNK]) -> [u8; CHUNK] {
    let mut marks = [0; CHUNK];
    for ((before, byte), mark) in befores.iter().zip(bytes).zip(&mut marks) {
        let letter = (before | 0x20).wrapping_sub(b'a') < 26;
        let word = letter | (before.wrapping_sub(b'0') < 10) | (*before >= 0x80);
        *mark = u8::from(starts_anywhere(*byte) | (word & goes_on(*byte)));
    }
    marks
}

/// References and escapes may start a word.
fn starts_anywhere(byte: u8) -> bool {
    (byte == b'&') | (byte == b'\\')
}

/// Signs behind which a word may go on.
fn goes_on(byte: u8) -> bool {
    (byte == b'<')
        | (byte == b'-')
        | (byte == b'*')
        | (byte == b'_')
        | (byte == b'[')
        | (byte == b']')
        | (byte == b'`')
        | (byte == b'~')
        | (byte == b'^')
        | (byte == b'!')
}

/// Whether a word may go on behind `byte`, as far as its neighbours tell.
fn cuts(before: u8, byte: u8, after: u8) -> bool {
    let word = class(after) == Class::Word;
    let may = match byte {
        b'&' => return word || after == b'#',
        b'\\' => return true,
        b'-' => word || may_cut(after) || after == b'>' || class(after) == Class::Space,
        b'<' => word || matches!(after, b'/' | b'!' | b'?'),
        b']' => word || may_cut(after) || after == b'(',
        b'~' => word || after == b'~',
        b'!' => after == b'[',
        b'*' | b'_' | b'[' | b'`' | b'^' => word || may_cut(after),
        _ => false,
    };
    may && class(before) == Class::Word
}

/// Whether a string may have the letters on both sides of a cut, where a letter follows right away.
fn joins(before: u8, byte: u8, after: u8, scanner: &Scanner) -> bool {
    let unclear = matches!(byte, b'&' | b'\\' | b'<' | b'~');
    unclear || class(after) != Class::Word || scanner.has_pair(before, after)
}

fn may_cut(byte: u8) -> bool {
    starts_anywhere(byte) || goes_on(byte)
}

/// The letters of a word in pieces.
pub(super) struct Splice {
    letters: Vec<u8>,
    /// Where the first of them stands.
    start: usize,
    /// How many letters to take on each side.
    reach: usize,
}

/// Where a word goes on.
enum Next {
    /// At this place.
    At(usize),
    /// Nowhere: it ends here.
    End,
    /// Can't be told without parsing.
    Unclear,
}

impl Splice {
    /// For strings of up to `longest` bytes.
    pub(super) fn new(longest: usize) -> Self {
        Self { letters: Vec::new(), start: 0, reach: longest.saturating_sub(1) }
    }

    /// The letters put together by the last [`Splice::gather`].
    pub(super) fn letters(&self) -> &[u8] {
        &self.letters
    }

    /// Where the first of them stands in the text.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    /// Puts together the word that is cut at `cut`, if a string of `scanner` may be among its letters; gives whether
    /// that can't be told without parsing.
    pub(super) fn gather(&mut self, text: &[u8], cut: usize, scanner: &Scanner) -> bool {
        self.letters.clear();
        let head = text.get(..cut).unwrap_or_default();
        let before = head.iter().rev().take(self.reach).take_while(|byte| class(**byte) == Class::Word).count();
        self.start = cut - before;
        self.letters.extend_from_slice(head.get(cut - before..).unwrap_or_default());
        let mut at = cut;
        let mut hyphen = false;
        while self.letters.len() <= before + self.reach {
            if at > cut + 4 * FAR {
                return true;
            }
            match self.step(text, at, &mut hyphen) {
                Next::At(next) => at = next,
                Next::End => break,
                Next::Unclear => return true,
            }
            if self.letters.len() == before + 1 && !self.may_join(before, scanner) {
                break;
            }
        }
        if self.letters.len() == before || !self.may_join(before, scanner) {
            self.letters.clear();
        }
        false
    }

    /// Whether some string has the two letters at the cut side by side. Of a word that starts at the cut all may be.
    fn may_join(&self, before: usize, scanner: &Scanner) -> bool {
        let letter = |at: usize| self.letters.get(at).copied();
        match (before.checked_sub(1).and_then(letter), letter(before)) {
            (Some(last), Some(next)) => scanner.has_pair(last, next),
            (None, _) | (_, None) => true,
        }
    }

    /// Takes what stands at `at`. `hyphen` says whether a hyphen stood before, so that a line may end.
    fn step(&mut self, text: &[u8], at: usize, hyphen: &mut bool) -> Next {
        let Some(byte) = text.get(at) else { return Next::End };
        let after = text.get(at + 1..).unwrap_or_default();
        let length = match byte {
            b'&' => return self.decoded(reference(after), at, hyphen),
            b'\\' => return self.decoded(escape(after), at, hyphen),
            b'<' => tag(after),
            b']' => target(after),
            b'[' if after.starts_with(b"^") => label(after),
            b'[' | b'*' | b'_' | b'`' | b'^' => Past::By(0),
            b'!' if after.starts_with(b"[") => Past::By(0),
            b'>' if *hyphen => Past::By(0),
            b'~' => struck(after),
            _ => return self.byte(*byte, at, hyphen),
        };
        match length {
            Past::By(length) => Next::At(at + 1 + length),
            Past::None => Next::End,
            Past::Unclear => Next::Unclear,
        }
    }

    fn byte(&mut self, byte: u8, at: usize, hyphen: &mut bool) -> Next {
        match class(byte) {
            Class::Word => {
                self.letters.push(byte);
                *hyphen = false;
            }
            Class::Hyphen => *hyphen = true,
            Class::Space if *hyphen => {}
            Class::Space | Class::Dash | Class::Slash | Class::Quote | Class::Stop | Class::Other => return Next::End,
        }
        Next::At(at + 1)
    }

    fn decoded(&mut self, (meaning, length): (Meaning, usize), at: usize, hyphen: &mut bool) -> Next {
        let next = at + 1 + length;
        match meaning {
            Meaning::Unknown => Next::Unclear,
            Meaning::Break | Meaning::Literal => Next::End,
            Meaning::Char('\u{AD}') => {
                *hyphen = true;
                Next::At(next)
            }
            Meaning::Char(char) => {
                let mut buffer = [0; 4];
                let folded = Folded::new(char.encode_utf8(&mut buffer));
                let ends = folded.bytes().iter().any(|byte| matches!(self.byte(*byte, 0, hyphen), Next::End));
                if ends { Next::End } else { Next::At(next) }
            }
        }
    }
}

/// How far a construct reaches behind its first sign.
enum Past {
    By(usize),
    /// It is none.
    None,
    /// Its end can't be told.
    Unclear,
}

/// Text struck through is left out; whether a `~` between letters starts or ends it, a parser has to say. Before
/// anything else it can only end it, and then the word before it is gone.
fn struck(after: &[u8]) -> Past {
    let next = after.iter().find(|byte| **byte != b'~');
    if next.is_some_and(|byte| class(*byte) == Class::Word) { Past::Unclear } else { Past::None }
}

/// A tag or comment whose `<` stands before `after`.
fn tag(after: &[u8]) -> Past {
    if after.starts_with(b"!--") {
        return found(after, memchr::memmem::find(near(after), b"-->").map(|at| at + 3));
    }
    let name = after.strip_prefix(b"/").unwrap_or(after);
    match name.first() {
        Some(first) if first.is_ascii_alphabetic() => {}
        Some(b'!' | b'?') => return Past::Unclear,
        _ => return Past::None,
    }
    let name = name.get(..name.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()).unwrap_or_default();
    let end = end_of(after, b'>');
    let Past::By(length) = end else { return end };
    let inside = after.get(..length).unwrap_or_default();
    let odd = |quote: u8| inside.iter().filter(|byte| **byte == quote).count() % 2 == 1;
    let spaced = inside.iter().any(|byte| class(*byte) == Class::Space);
    let address = inside.get(name.len()) == Some(&b':') || (inside.contains(&b'@') && !spaced);
    if takes_text_away(name) {
        return Past::Unclear;
    }
    match (address || odd(b'"') || odd(b'\''), goes_on_behind(after, b'>')) {
        (false, _) => end,
        // A tag or an address in angles? One is gone, the other stays.
        (true, true) => Past::Unclear,
        (true, false) => Past::By(0),
    }
}

/// Whether a word may go on behind some `sign` that is not far.
fn goes_on_behind(after: &[u8], sign: u8) -> bool {
    memchr::memchr_iter(sign, near(after)).any(|at| after.get(at + 1).is_some_and(|next| may_go_on(*next)))
}

/// Elements whose text a reader leaves out.
fn takes_text_away(name: &[u8]) -> bool {
    let names: [&[u8]; 9] = [b"del", b"s", b"strike", b"script", b"style", b"template", b"title", b"head", b"noscript"];
    names.iter().any(|one| one.eq_ignore_ascii_case(name))
}

/// What hangs on a link's text behind its `]`: an address, a label, or nothing.
fn target(after: &[u8]) -> Past {
    match after.first() {
        Some(b'[') => label(after),
        Some(b'(') => address(after),
        _ => Past::By(0),
    }
}

fn label(after: &[u8]) -> Past {
    end_of(after, b']')
}

fn address(after: &[u8]) -> Past {
    let end = end_of(after, b')');
    let Past::By(length) = end else { return end };
    let inside = after.get(1..length).unwrap_or_default();
    if !inside.iter().any(|byte| matches!(byte, b'(' | b'<' | b'\\' | b'"' | b'\'')) {
        return end;
    }
    // Where it ends is for a parser to say; it matters only where a word could go on.
    if goes_on_behind(after, b')') { Past::Unclear } else { Past::None }
}

fn may_go_on(byte: u8) -> bool {
    class(byte) == Class::Word || may_cut(byte)
}

fn end_of(after: &[u8], sign: u8) -> Past {
    found(after, memchr::memchr(sign, near(after)).map(|at| at + 1))
}

fn found(after: &[u8], end: Option<usize>) -> Past {
    match end {
        Some(end) => Past::By(end),
        None if after.len() > FAR => Past::Unclear,
        None => Past::None,
    }
}

fn near(after: &[u8]) -> &[u8] {
    after.get(..FAR).unwrap_or(after)
}
