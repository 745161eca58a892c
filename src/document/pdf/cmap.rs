//! Character maps: what a code of a composite font is (`Encoding`), and what a code means (`ToUnicode`).
//!
//! Source: Adobe Technical Note 5014; ISO 32000-1, 9.7.5 and 9.10.3.

use std::collections::HashMap;

use super::lex::{Lexer, Token};

/// Codes that a map may have: those of two bytes. No font in use has longer ones.
const MAX_CODES: usize = 1 << 16;

/// Entries that are looked at, so that ranges that lie on each other can't cost more.
const MAX_STEPS: usize = 1 << 20;

/// A parsed character map.
#[derive(Debug, Default)]
pub(super) struct CMap {
    steps: usize,
    /// Lengths of codes in bytes with their ranges, as the code space lists them.
    spaces: Vec<(usize, u32, u32)>,
    /// By code; as long as the highest one asks for.
    texts: Vec<Option<Box<str>>>,
    numbers: HashMap<u32, u32>,
}

impl CMap {
    /// Reads a map. Never fails: what can't be read is left out.
    pub(super) fn parse(source: &[u8]) -> Self {
        let mut map = Self::default();
        let mut lexer = Lexer::new(source);
        let mut operands: Vec<Token<'_>> = Vec::new();
        while let Some(token) = lexer.next() {
            let Token::Operator(name) = token else {
                operands.push(token);
                continue;
            };
            match name {
                b"endcodespacerange" => map.code_spaces(&lexer, &operands),
                b"endbfchar" => map.characters(&lexer, &operands),
                b"endbfrange" => map.ranges(&lexer, &operands),
                b"endcidchar" => map.numbers(&lexer, &operands),
                b"endcidrange" => map.number_ranges(&lexer, &operands),
                _ => {}
            }
            operands.clear();
            lexer.forget();
        }
        map
    }

    /// What the code means.
    pub(super) fn text(&self, code: u32) -> Option<&str> {
        self.texts.get(usize::try_from(code).ok()?)?.as_deref()
    }

    /// Whether it gives a meaning to no code at all.
    pub(super) fn is_silent(&self) -> bool {
        self.texts.is_empty()
    }

    /// The number of the character that the code selects.
    pub(super) fn number(&self, code: u32) -> Option<u32> {
        self.numbers.get(&code).copied()
    }

    /// The code at the start of `bytes` and its length: the shortest that lies in the code space, else two bytes.
    pub(super) fn next_code(&self, bytes: &[u8]) -> (u32, usize) {
        let found = (1..=4.min(bytes.len())).find_map(|length| {
            let code = number_of(bytes.get(..length)?);
            let inside = |&(bytes, low, high): &(usize, u32, u32)| bytes == length && within(code, low, high, length);
            self.spaces.iter().any(inside).then_some((code, length))
        });
        found.unwrap_or_else(|| {
            let length = bytes.len().min(self.spaces.iter().map(|space| space.0).min().unwrap_or(2));
            (number_of(bytes.get(..length).unwrap_or_default()), length.max(1))
        })
    }

    fn code_spaces(&mut self, lexer: &Lexer<'_>, operands: &[Token<'_>]) {
        for pair in operands.chunks_exact(2) {
            if let [Token::Text(low), Token::Text(high)] = pair {
                let (low, high) = (lexer.bytes(low), lexer.bytes(high));
                if (1..=4).contains(&low.len()) && self.spaces.len() < 256 {
                    self.spaces.push((low.len(), number_of(low), number_of(high)));
                }
            }
        }
    }

    fn characters(&mut self, lexer: &Lexer<'_>, operands: &[Token<'_>]) {
        for pair in operands.chunks_exact(2) {
            if let [Token::Text(code), Token::Text(text)] = pair {
                self.insert(number_of(lexer.bytes(code)), &utf16(lexer.bytes(text)));
            }
        }
    }

    fn ranges(&mut self, lexer: &Lexer<'_>, operands: &[Token<'_>]) {
        let mut rest = operands;
        while let [Token::Text(low), Token::Text(high), target, after @ ..] = rest {
            let (low, high) = (number_of(lexer.bytes(low)), number_of(lexer.bytes(high)));
            rest = after;
            match target {
                Token::Text(text) => self.run(low, high, lexer.bytes(text)),
                Token::ArrayStart => {
                    let end = rest.iter().position(|token| *token == Token::ArrayEnd).unwrap_or(rest.len());
                    for (code, token) in (low..=high).zip(rest.iter().take(end)) {
                        if let Token::Text(text) = token {
                            self.insert(code, &utf16(lexer.bytes(text)));
                        }
                    }
                    rest = rest.get(end + 1..).unwrap_or_default();
                }
                _ => {}
            }
        }
    }

    /// A range of codes that mean successive characters: the last unit counts up.
    fn run(&mut self, low: u32, high: u32, first: &[u8]) {
        let Some((unit, before)) =
            first.split_last_chunk::<2>().map(|(before, unit)| (u16::from_be_bytes(*unit), before))
        else {
            return self.run_of_bytes(low, high, first);
        };
        for code in low..=high {
            let step = u16::try_from(code - low).ok().and_then(|step| unit.checked_add(step));
            let Some(unit) = step else { break };
            let text = [before, &unit.to_be_bytes()].concat();
            if !self.insert(code, &utf16(&text)) {
                break;
            }
        }
    }

    /// Some writers give one byte for a character below 256.
    fn run_of_bytes(&mut self, low: u32, high: u32, first: &[u8]) {
        let start = number_of(first);
        for code in low..=high {
            let Some(c) = char::from_u32(start.saturating_add(code - low)).filter(|c| *c < '\u{100}') else { break };
            if !self.insert(code, c.encode_utf8(&mut [0; 4])) {
                break;
            }
        }
    }

    /// Notes what a code means; `false` where that was one too many.
    fn insert(&mut self, code: u32, text: &str) -> bool {
        self.steps += 1;
        let Some(code) = usize::try_from(code).ok().filter(|code| *code < MAX_CODES) else { return false };
        if self.texts.len() <= code {
            self.texts.resize_with(code + 1, || None);
        }
        if let Some(place) = self.texts.get_mut(code) {
            *place = Some(text.into());
        }
        self.steps < MAX_STEPS
    }

    fn numbers(&mut self, lexer: &Lexer<'_>, operands: &[Token<'_>]) {
        for pair in operands.chunks_exact(2) {
            if let [Token::Text(code), Token::Number(number)] = pair {
                self.number_run(number_of(lexer.bytes(code)), 1, *number);
            }
        }
    }

    fn number_ranges(&mut self, lexer: &Lexer<'_>, operands: &[Token<'_>]) {
        for triple in operands.chunks_exact(3) {
            if let [Token::Text(low), Token::Text(high), Token::Number(number)] = triple {
                let (low, high) = (number_of(lexer.bytes(low)), number_of(lexer.bytes(high)));
                self.number_run(low, high.saturating_sub(low).saturating_add(1), *number);
            }
        }
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what a number may be")]
    fn number_run(&mut self, low: u32, count: u32, first: f64) {
        let first = first.clamp(0.0, 65_535.0) as u32;
        for step in 0..count.min(65_536) {
            self.steps += 1;
            if self.steps > MAX_STEPS {
                break;
            }
            self.numbers.insert(low.saturating_add(step), first.saturating_add(step));
        }
    }
}

/// Each byte of a code lies in the range of its place.
fn within(code: u32, low: u32, high: u32, length: usize) -> bool {
    (0..length).all(|place| {
        let byte = |value: u32| (value >> (8 * place)) & 0xFF;
        (byte(low)..=byte(high)).contains(&byte(code))
    })
}

/// Up to four bytes as a number, the first one highest.
pub(super) fn number_of(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// Text in UTF-16, the higher byte first; a single byte is a character below 256.
fn utf16(bytes: &[u8]) -> String {
    if let [byte] = bytes {
        return char::from(*byte).to_string();
    }
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, code: u32, expected: Option<&str>) {
        assert_eq!(CMap::parse(source.as_bytes()).text(code), expected, "{source} {code:#x}");
    }

    #[test]
    fn meanings() {
        let map = "1 begincodespacerange <0000> <FFFF> endcodespacerange\n2 beginbfchar <0003> <0020> <0005><00660069>\n\
                   endbfchar 3 beginbfrange <0010> <0012> <0041> <0020> <0021> [<0061> <D83DDE00>] <30><31><7A> endbfrange";
        check(map, 3, Some(" "));
        check(map, 5, Some("fi"));
        check(map, 0x12, Some("C"));
        check(map, 0x13, None);
        check(map, 0x21, Some("😀"));
        check(map, 0x31, Some("{"));
        check("1 beginbfrange <00> <FFFFFFFF> <0041> endbfrange", 1, Some("B"));
        check("beginbfrange <02> <01> <0041> endbfrange", 1, None);
    }

    #[test]
    fn codes() {
        let map = CMap::parse(
            b"begincodespacerange <00> <80> <8140> <9FFC> endcodespacerange begincidrange <20> <7E> 231 endcidrange",
        );
        assert_eq!(map.next_code(b"A"), (0x41, 1));
        assert_eq!(map.next_code(&[0x81, 0x45, 0x20]), (0x8145, 2));
        assert_eq!(map.next_code(&[0xFF]), (0xFF, 1));
        assert_eq!(map.number(0x21), Some(232));
    }
}
