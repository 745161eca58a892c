//! Words that markup cuts in pieces, put together again from bytes that are not parsed.

use super::reference::{Meaning, escape, reference};
use super::table::{is_letter, places};
use crate::text::{Class, Folded, class};

/// A link's address, a tag or a label longer than this is not followed to its end.
const FAR: usize = 1024;
/// Calls `hit` with each place where a word may go on behind a sign, until it says stop by `true`; gives whether it
/// did.
pub(super) fn cuts(text: &[u8], mut hit: impl FnMut(usize) -> bool) -> bool {
    let byte = |at: usize| text.get(at).copied().unwrap_or(b' ');
    let may = |before: u8, byte: u8| starts_anywhere(byte) | (is_letter(before) & goes_on(byte));
    places(text, may, |at| may_follow(byte(at), byte(at + 1)) && hit(at))
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

/// Whether a word may go on behind `byte`, as far as the byte `after` it tells.
fn may_follow(byte: u8, after: u8) -> bool {
    let word = class(after) == Class::Word;
    match byte {
        b'&' => word || after == b'#',
        b'\\' => true,
        b'-' => word || may_cut(after) || after == b'>' || class(after) == Class::Space,
        b'<' => word || matches!(after, b'/' | b'!' | b'?'),
        b']' => word || may_cut(after) || after == b'(',
        b'~' => word || after == b'~',
        b'!' => after == b'[',
        _ => word || may_cut(after),
    }
}

fn may_cut(byte: u8) -> bool {
    starts_anywhere(byte) || goes_on(byte)
}

/// The letters of a word in pieces.
pub(super) struct Splice {
    letters: Vec<u8>,
    /// How many of them stand before the cut.
    before: usize,
    /// How many letters to take on each side.
    reach: usize,
    /// Where the text goes on after a reference or an escape that ended the word.
    resumes: Option<usize>,
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
    /// Takes up to `reach` letters on each side of a cut.
    pub(super) fn new(reach: usize) -> Self {
        Self { letters: Vec::new(), before: 0, reach, resumes: None }
    }

    /// The letters put together last, and how many of them stand before the cut.
    pub(super) fn letters(&self) -> (&[u8], usize) {
        (&self.letters, self.before)
    }

    /// Puts together the word that is cut at `cut`; gives whether that can't be told without parsing.
    pub(super) fn gather(&mut self, text: &[u8], cut: usize) -> bool {
        self.letters.clear();
        self.resumes = None;
        let head = text.get(..cut).unwrap_or_default();
        self.before = head.iter().rev().take(self.reach).take_while(|byte| class(**byte) == Class::Word).count();
        self.letters.extend_from_slice(head.get(cut - self.before..).unwrap_or_default());
        self.go_on(text, cut)
    }

    /// Where behind a reference or an escape at the last cut a word of its own may start, puts that together; gives
    /// its place, and whether it can't be told without parsing.
    pub(super) fn resume(&mut self, text: &[u8]) -> Option<(usize, bool)> {
        let at = self.resumes.take()?;
        self.letters.clear();
        self.before = 0;
        Some((at, self.go_on(text, at)))
    }

    fn go_on(&mut self, text: &[u8], from: usize) -> bool {
        let mut at = from;
        let mut hyphen = false;
        while self.letters.len() <= self.before + self.reach {
            if at > from + 4 * FAR {
                return true;
            }
            match self.step(text, at, &mut hyphen) {
                Next::At(next) => at = next,
                Next::End => break,
                Next::Unclear => return true,
            }
        }
        false
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
        self.resumes.get_or_insert(next);
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
    if takes_text_away(name) || may_hide(inside) {
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
    let names: [&[u8]; 13] = [
        b"del",
        b"s",
        b"strike",
        b"script",
        b"style",
        b"template",
        b"title",
        b"head",
        b"noscript",
        b"dialog",
        b"iframe",
        b"noembed",
        b"noframes",
    ];
    names.iter().any(|one| one.eq_ignore_ascii_case(name))
}

/// Whether the attributes of a tag may hide its element.
fn may_hide(tag: &[u8]) -> bool {
    let names: [&[u8]; 2] = [b"hidden", b"style"];
    names.iter().any(|name| memchr::memmem::find(tag, name).is_some())
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
