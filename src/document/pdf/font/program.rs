//! What the programs of embedded fonts say about their glyphs, for files that leave it to them.
//!
//! Sources: Adobe Type 1 Font Format, 2.3; Adobe Technical Note 5176 (CFF); the OpenType specification, `cmap`.

use std::sync::LazyLock;

use super::super::encoding::{Encoding, glyph_text};
use super::super::lex::{Lexer, Token};

type Texts = Vec<Option<Box<str>>>;

/// Entries of a table that are looked at; a font has at most 65,535 glyphs.
const MAX_STEPS: usize = 1 << 18;

/// What each code means by the encoding of a Type1 font program: `dup 65 /A put` for each code, or StandardEncoding.
pub(super) fn type1_encoding(program: &[u8]) -> Texts {
    let clear = program.get(..memchr::memmem::find(program, b"eexec").unwrap_or(0)).unwrap_or_default();
    let Some(start) = memchr::memmem::find(clear, b"/Encoding") else { return standard() };
    let mut lexer = Lexer::new(clear.get(start..).unwrap_or_default());
    let mut texts = vec![None; 256];
    let mut code = None;
    while let Some(token) = lexer.next() {
        match token {
            Token::Operator(b"StandardEncoding") => return standard(),
            Token::Operator(b"def") => break,
            Token::Number(number) => code = Some(number),
            Token::Name(name) => {
                if let Some(place) = code.take().and_then(|code| texts.get_mut(index(code))) {
                    *place = named(lexer.bytes(&name));
                }
            }
            _ => {}
        }
    }
    texts
}

fn standard() -> Texts {
    Encoding::Standard.table().iter().map(|c| c.map(|c| c.to_string().into())).collect()
}

fn named(name: &[u8]) -> Option<Box<str>> {
    glyph_text(&String::from_utf8_lossy(name)).map(Into::into)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
fn index(number: f64) -> usize {
    number.clamp(0.0, 1e6) as usize
}

/// Reads numbers off a font program; past its end it gives `None`.
#[derive(Clone, Copy)]
struct Cursor<'p> {
    program: &'p [u8],
    at: usize,
}

impl<'p> Cursor<'p> {
    fn number(&mut self, bytes: usize) -> Option<usize> {
        let end = self.at.checked_add(bytes)?;
        let number = self.program.get(self.at..end)?.iter().fold(0, |number, byte| number << 8 | usize::from(*byte));
        self.at = end;
        Some(number)
    }

    fn jump(&self, at: usize) -> Self {
        Self { program: self.program, at }
    }

    /// The entries of a CFF INDEX; the cursor stands behind it afterwards.
    fn entries(&mut self) -> Option<Vec<&'p [u8]>> {
        let count = self.number(2)?;
        if count == 0 {
            return Some(Vec::new());
        }
        let size = self.number(1).filter(|size| (1..=4).contains(size))?;
        let offsets = (0..=count).map(|_| self.number(size)).collect::<Option<Vec<usize>>>()?;
        let base = self.at.checked_sub(1)?;
        let entries = offsets.iter().zip(offsets.iter().skip(1));
        let entries = entries.map(|(from, to)| self.program.get(base + from..base + to)).collect();
        self.at = base + offsets.last()?;
        entries
    }
}

static CFF_NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("cff_names.txt").lines().collect());

/// What each code means by the encoding of a CFF font program; nothing where it can't be read.
pub(super) fn cff_encoding(program: &[u8]) -> Texts {
    read_cff(program).unwrap_or_else(|| vec![None; 256])
}

fn read_cff(program: &[u8]) -> Option<Texts> {
    let mut cursor = Cursor { program, at: usize::from(*program.get(2)?) };
    cursor.entries()?;
    let top = cursor.entries()?.first().copied()?;
    let strings = cursor.entries()?;
    let offset = |key: u8| operand(top, key).unwrap_or(0);
    if offset(16) == 0 {
        return Some(standard());
    }
    let glyphs = cursor.jump(offset(17)).number(2)?;
    let names = charset(cursor.jump(offset(15)), offset(15), glyphs)?;
    let name = |glyph: usize| -> Option<Box<str>> {
        let string = *names.get(glyph)?;
        match string.checked_sub(CFF_NAMES.len()) {
            Some(own) => named(strings.get(own)?),
            None => named(CFF_NAMES.get(string)?.as_bytes()),
        }
    };
    let mut texts = vec![None; 256];
    for (glyph, code) in (1..).zip(codes(cursor.jump(offset(16)))?) {
        if let Some(place) = texts.get_mut(code) {
            *place = name(glyph);
        }
    }
    Some(texts)
}

/// The last operand before the operator `key` of a top dictionary.
fn operand(dict: &[u8], key: u8) -> Option<usize> {
    let mut cursor = Cursor { program: dict, at: 0 };
    let mut last = None;
    while let Some(byte) = cursor.number(1) {
        match byte {
            12 => {
                cursor.number(1);
            }
            0..=21 if byte == usize::from(key) => return last,
            0..=21 => {}
            28 => last = cursor.number(2),
            29 => last = cursor.number(4),
            30 => while cursor.number(1).is_some_and(|digits| digits & 0xF != 0xF) {},
            32..=246 => last = byte.checked_sub(139),
            247..=250 => last = cursor.number(1).map(|low| (byte - 247) * 256 + low + 108),
            _ => {
                cursor.number(1);
                last = None;
            }
        }
    }
    None
}

/// The string number of each glyph's name.
fn charset(mut cursor: Cursor<'_>, offset: usize, glyphs: usize) -> Option<Vec<usize>> {
    if offset <= 2 {
        return Some((0..glyphs).collect());
    }
    let mut names = vec![0];
    let format = cursor.number(1)?;
    while names.len() < glyphs {
        let first = cursor.number(2)?;
        let left = match format {
            0 => 0,
            1 => cursor.number(1)?,
            _ => cursor.number(2)?,
        };
        names.extend((first..=first + left).take(glyphs - names.len()));
    }
    Some(names)
}

/// The code of each glyph from the second one on.
fn codes(mut cursor: Cursor<'_>) -> Option<Vec<usize>> {
    let format = cursor.number(1)? & 0x7F;
    let count = cursor.number(1)?;
    let mut codes = Vec::new();
    for _ in 0..count {
        let first = cursor.number(1)?;
        let left = if format == 0 { 0 } else { cursor.number(1)? };
        codes.extend(first..=first + left);
    }
    Some(codes)
}

/// The character that each glyph of a TrueType font stands for, by its `cmap` table; `None` where there is none of Unicode.
pub(super) fn truetype_meanings(program: &[u8]) -> Option<Vec<Option<char>>> {
    let start = Cursor { program, at: 0 };
    let tables = start.jump(4).number(2)?;
    let table = (0..tables).map(|table| 12 + 16 * table).find(|at| program.get(*at..at + 4) == Some(b"cmap"))?;
    let table = start.jump(table + 8).number(4)?;
    let count = start.jump(table + 2).number(2)?;
    let subtables = (0..count).filter_map(|subtable| {
        let mut entry = start.jump(table + 4 + 8 * subtable);
        let kind = (entry.number(2)?, entry.number(2)?);
        let rank = [(3, 10), (0, 4), (0, 6), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0)]
            .iter()
            .position(|known| *known == kind)?;
        Some((rank, table + entry.number(4)?))
    });
    let (_, at) = subtables.min()?;
    let mut glyphs = Vec::new();
    match start.jump(at).number(2)? {
        4 => segments(start.jump(at), &mut glyphs)?,
        12 => groups(start.jump(at + 12), &mut glyphs)?,
        _ => return None,
    }
    Some(glyphs)
}

fn note(glyphs: &mut Vec<Option<char>>, glyph: usize, code: usize) {
    let Some(c) = u32::try_from(code).ok().and_then(char::from_u32).filter(|_| (1..0xFFFF).contains(&glyph)) else {
        return;
    };
    if glyphs.len() <= glyph {
        glyphs.resize(glyph + 1, None);
    }
    if let Some(place) = glyphs.get_mut(glyph) {
        place.get_or_insert(c);
    }
}

fn segments(start: Cursor<'_>, glyphs: &mut Vec<Option<char>>) -> Option<()> {
    let count = start.jump(start.at + 6).number(2)? / 2;
    let field = |row: usize, segment: usize| {
        let skipped = usize::from(row > 0) * 2;
        start.jump(start.at + 14 + skipped + 2 * (row * count + segment)).number(2)
    };
    let mut steps = 0..MAX_STEPS;
    for segment in 0..count {
        let (end, first) = (field(0, segment)?, field(1, segment)?);
        let (delta, range) = (field(2, segment)?, field(3, segment)?);
        let here = start.at + 16 + 2 * (3 * count + segment);
        for code in first..=end.min(0xFFFE) {
            steps.next()?;
            let glyph = match range {
                0 => (code + delta) & 0xFFFF,
                _ => match start.jump(here + range + 2 * (code - first)).number(2) {
                    Some(0) | None => continue,
                    Some(glyph) => (glyph + delta) & 0xFFFF,
                },
            };
            note(glyphs, glyph, code);
        }
    }
    Some(())
}

fn groups(mut cursor: Cursor<'_>, glyphs: &mut Vec<Option<char>>) -> Option<()> {
    let count = cursor.number(4)?;
    let mut steps = 0..MAX_STEPS;
    for _ in 0..count {
        let (first, last, glyph) = (cursor.number(4)?, cursor.number(4)?, cursor.number(4)?);
        for (code, glyph) in (first..=last.min(0x10_FFFF)).zip(glyph..0xFFFF) {
            steps.next()?;
            note(glyphs, glyph, code);
        }
    }
    Some(())
}
