//! The words of a content stream or of a character map: ISO 32000-1, 7.2 and 7.3.
//!
//! lopdf's own reader of content streams builds an object for each operand; a page has a hundred thousand of them.

use std::ops::Range;

/// One word. Strings and names lie decoded in the lexer, see [`Lexer::bytes`].
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'s> {
    Number(f64),
    Name(Range<usize>),
    Text(Range<usize>),
    ArrayStart,
    ArrayEnd,
    DictStart,
    DictEnd,
    Operator(&'s [u8]),
}

/// Reads words off a stream; whatever is no word is passed over, so that it comes to its end in linear time.
#[derive(Debug)]
pub(super) struct Lexer<'s> {
    source: &'s [u8],
    at: usize,
    decoded: Vec<u8>,
}

impl<'s> Lexer<'s> {
    pub(super) fn new(source: &'s [u8]) -> Self {
        Self { source, at: 0, decoded: Vec::new() }
    }

    /// The decoded bytes of a name or a string.
    pub(super) fn bytes(&self, range: &Range<usize>) -> &[u8] {
        self.decoded.get(range.clone()).unwrap_or_default()
    }

    /// Lets go of all names and strings read so far.
    pub(super) fn forget(&mut self) {
        self.decoded.clear();
    }

    /// How many bytes were read.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// Goes back, or on, to a byte.
    pub(super) fn seek(&mut self, at: usize) {
        self.at = at;
    }

    fn peek(&self) -> Option<u8> {
        self.source.get(self.at).copied()
    }

    /// The next word; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Token<'s>> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'+' | b'-' | b'.' | b'0'..=b'9' => return Some(Token::Number(self.number(self.at - 1))),
                b'(' => return Some(Token::Text(self.literal())),
                b'/' => return Some(Token::Name(self.name())),
                b'[' => return Some(Token::ArrayStart),
                b']' => return Some(Token::ArrayEnd),
                b'<' if self.peek() == Some(b'<') => {
                    self.at += 1;
                    return Some(Token::DictStart);
                }
                b'<' => return Some(Token::Text(self.hexadecimal())),
                b'>' if self.peek() == Some(b'>') => {
                    self.at += 1;
                    return Some(Token::DictEnd);
                }
                b'%' => self.skip_comment(),
                byte if is_space(byte) || is_delimiter(byte) => {}
                _ => return Some(Token::Operator(self.operator(self.at - 1))),
            }
        }
    }

    fn skip_comment(&mut self) {
        let rest = self.source.get(self.at..).unwrap_or_default();
        self.at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
    }

    fn operator(&mut self, start: usize) -> &'s [u8] {
        while self.peek().is_some_and(|byte| !is_space(byte) && !is_delimiter(byte)) {
            self.at += 1;
        }
        self.source.get(start..self.at).unwrap_or_default()
    }

    /// A number, read as far as it makes sense; `--5` is -5 and `1.2.3` is 1.2, as other readers have it.
    fn number(&mut self, start: usize) -> f64 {
        self.at = start;
        let mut negative = false;
        while let Some(sign @ (b'+' | b'-')) = self.peek() {
            negative |= sign == b'-';
            self.at += 1;
        }
        let (mut value, mut scale) = (0.0_f64, 0.0_f64);
        while let Some(byte @ (b'0'..=b'9' | b'.' | b'-')) = self.peek() {
            self.at += 1;
            match byte {
                b'.' if scale == 0.0 => scale = 1.0,
                b'.' | b'-' => {
                    while let Some(b'0'..=b'9' | b'.' | b'-') = self.peek() {
                        self.at += 1;
                    }
                }
                digit => {
                    value = value * 10.0 + f64::from(digit - b'0');
                    scale *= 10.0;
                }
            }
        }
        let value = if scale > 1.0 { value / scale } else { value };
        let value = if value.is_finite() { value } else { 0.0 };
        if negative { -value } else { value }
    }

    fn name(&mut self) -> Range<usize> {
        let start = self.decoded.len();
        while let Some(byte) = self.peek().filter(|byte| !is_space(*byte) && !is_delimiter(*byte)) {
            self.at += 1;
            let digits = (self.source.get(self.at), self.source.get(self.at + 1));
            match (byte, digits) {
                (b'#', (Some(high), Some(low))) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                    self.decoded.push(hex(*high) << 4 | hex(*low));
                    self.at += 2;
                }
                _ => self.decoded.push(byte),
            }
        }
        start..self.decoded.len()
    }

    fn hexadecimal(&mut self) -> Range<usize> {
        let start = self.decoded.len();
        let mut high = None;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match (byte, high) {
                (b'>', _) => break,
                (digit, None) if digit.is_ascii_hexdigit() => high = Some(hex(digit)),
                (digit, Some(first)) if digit.is_ascii_hexdigit() => {
                    self.decoded.push(first << 4 | hex(digit));
                    high = None;
                }
                _ => {}
            }
        }
        self.decoded.extend(high.map(|digit| digit << 4));
        start..self.decoded.len()
    }

    fn literal(&mut self) -> Range<usize> {
        let start = self.decoded.len();
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b')' if depth == 0 => break,
                b'\\' => self.escape(),
                byte => {
                    depth = match byte {
                        b'(' => depth + 1,
                        b')' => depth - 1,
                        _ => depth,
                    };
                    self.decoded.push(byte);
                }
            }
        }
        start..self.decoded.len()
    }

    /// What stands after a backslash in a string.
    fn escape(&mut self) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        let meant = match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'0'..=b'7' => self.octal(byte),
            b'\n' => return,
            b'\r' => {
                self.at += usize::from(self.peek() == Some(b'\n'));
                return;
            }
            other => other,
        };
        self.decoded.push(meant);
    }

    fn octal(&mut self, first: u8) -> u8 {
        let mut value = u32::from(first - b'0');
        for _ in 0..2 {
            let Some(digit @ b'0'..=b'7') = self.peek() else { break };
            self.at += 1;
            value = value * 8 + u32::from(digit - b'0');
        }
        value.to_le_bytes().first().copied().unwrap_or_default()
    }

    /// Passes over the bytes of an inline image, from behind its `ID` to behind its `EI`: the first `EI` between white
    /// space that no binary bytes follow.
    pub(super) fn skip_inline_image(&mut self) {
        let rest = self.source.get(self.at..).unwrap_or_default();
        let end = memchr::memmem::find_iter(rest, b"EI").find(|&found| {
            let before = found.checked_sub(1).and_then(|before| rest.get(before));
            let after = rest.get(found + 2..).unwrap_or_default();
            let text = |byte: &u8| is_space(*byte) && *byte != 0 || (b' '..=b'~').contains(byte);
            before.is_none_or(|byte| is_space(*byte))
                && after.first().is_none_or(|byte| is_space(*byte))
                && after.iter().take(16).all(text)
        });
        self.at += end.map_or(rest.len(), |end| end + 2);
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | 12 | 0)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// The value of a hexadecimal digit; 0 for anything else.
fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        b'A'..=b'F' => digit - b'A' + 10,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words in short: `n1.5` a number, `/name`, `(text)`, `[`, `]`, `<<`, `>>`, anything else an operator.
    fn check(source: &str, expected: &str) {
        let mut lexer = Lexer::new(source.as_bytes());
        let mut words = Vec::new();
        while let Some(token) = lexer.next() {
            let show = |range: &Range<usize>| String::from_utf8_lossy(lexer.bytes(range)).into_owned();
            words.push(match &token {
                Token::Number(value) => format!("n{value}"),
                Token::Name(name) => format!("/{}", show(name)),
                Token::Text(text) => format!("({})", show(text)),
                Token::ArrayStart => "[".to_owned(),
                Token::ArrayEnd => "]".to_owned(),
                Token::DictStart => "<<".to_owned(),
                Token::DictEnd => ">>".to_owned(),
                Token::Operator(name) => String::from_utf8_lossy(name).into_owned(),
            });
            if token == Token::Operator(b"ID") {
                lexer.skip_inline_image();
            }
        }
        assert_eq!(words.join(" "), expected, "{source}");
    }

    #[test]
    fn words() {
        check("1 -2.5 +.5 0 0 cm", "n1 n-2.5 n0.5 n0 n0 cm");
        check("--5 1.2.3 4-5 - .", "n-5 n1.2 n4 n-0 n0");
        check("/F1 12 Tf(a\\(b\\)\\101\\n(c))Tj", "/F1 n12 Tf (a(b)A\n(c)) Tj");
        check("[(a)-120<4142 4>]TJ", "[ (a) n-120 (AB@) ] TJ");
        check("/A#42 <</MCID 1>>BDC T*", "/AB << /MCID n1 >> BDC T*");
        check("q % comment (\nQ", "q Q");
        check("(open", "(open)");
        check("(a\\\r\nb\\5)", "(ab\u{5})");
        check("BI /W 2 ID \u{1}EI\u{2} EI Q", "BI /W n2 ID Q");
        check("BI ID never ends", "BI ID");
        check("} ) > {", "");
        check("' \"", "' \"");
    }
}
