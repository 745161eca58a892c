//! Character references and escapes in bytes that are not parsed yet.

/// What a reference or an escape stands for, as far as hidden words go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// This character.
    Char(char),
    /// A character that is no part of a word and parts words.
    Break,
    /// It is none: the sign stands for itself.
    Literal,
    /// Not known here.
    Unknown,
}

/// What the bytes after a `&` stand for, and how many of them do.
pub(super) fn reference(after: &[u8]) -> (Meaning, usize) {
    if let Some(number) = after.strip_prefix(b"#") {
        return numeric(number);
    }
    let name = leading(after, |byte| byte.is_ascii_alphanumeric());
    let closed = after.get(name.len()) == Some(&b';');
    let length = name.len() + usize::from(closed);
    if let Some((_, char)) = NAMED.iter().find(|(known, _)| known.as_bytes() == name).filter(|_| closed) {
        return (Meaning::Char(*char), length);
    }
    // HTML lets some old names do without the `;`.
    if let Some((known, char)) = OLD.iter().find(|(known, _)| name.starts_with(known.as_bytes())).filter(|_| !closed) {
        return (Meaning::Char(*char), known.len());
    }
    match (closed, is_accented(name)) {
        (false, _) => (Meaning::Literal, 0),
        (true, true) => (Meaning::Break, length),
        (true, false) => (Meaning::Unknown, length),
    }
}

fn numeric(number: &[u8]) -> (Meaning, usize) {
    let (radix, prefix) = if number.first().is_some_and(|x| x.eq_ignore_ascii_case(&b'x')) { (16, 1) } else { (10, 0) };
    let rest = number.get(prefix..).unwrap_or_default();
    let digits = leading(rest, |byte| char::from(byte).is_digit(radix));
    let closed = rest.get(digits.len()) == Some(&b';');
    let length = 1 + prefix + digits.len() + usize::from(closed);
    match (digits.is_empty(), value(digits, radix)) {
        (true, _) => (Meaning::Literal, 0),
        (false, Some(char)) => (Meaning::Char(char), length),
        (false, None) => (Meaning::Unknown, length),
    }
}

/// What the bytes after a backslash stand for, and how many of them do: JSON and YAML escapes, Markdown's too.
pub(super) fn escape(after: &[u8]) -> (Meaning, usize) {
    let hex = |length: usize| after.get(1..=length).and_then(|digits| value(digits, 16));
    match after.first() {
        Some(b'x') => hex(2).map_or((Meaning::Break, 1), |char| (Meaning::Char(char), 3)),
        Some(b'U') => hex(8).map_or((Meaning::Break, 1), |char| (Meaning::Char(char), 9)),
        Some(b'u') => hex(4).map(|char| (Meaning::Char(char), 5)).unwrap_or_else(|| surrogates(after)),
        Some(sign) if sign.is_ascii_punctuation() => (Meaning::Char('\u{200B}'), 0),
        Some(b'\r' | b'\n') => {
            let space = leading(after, |byte| byte.is_ascii_whitespace());
            (Meaning::Char('\u{200B}'), space.len())
        }
        Some(b'n' | b't' | b'r' | b'f' | b'v' | b'b' | b'0' | b'e' | b'N' | b'L' | b'P' | b' ') => {
            (Meaning::Char(' '), 1)
        }
        _ => (Meaning::Literal, 0),
    }
}

/// Two `\u` escapes that make one character (RFC 8259, section 7).
fn surrogates(after: &[u8]) -> (Meaning, usize) {
    let unit = |from: usize| number(after.get(from..from + 4)?, 16);
    let second = after.get(5..7) == Some(b"\\u");
    match (unit(1), unit(7).filter(|_| second)) {
        (Some(high @ 0xD800..=0xDBFF), Some(low @ 0xDC00..=0xDFFF)) => {
            let char = char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00));
            (char.map_or(Meaning::Break, Meaning::Char), 11)
        }
        _ => (Meaning::Break, 1),
    }
}

fn number(digits: &[u8], radix: u32) -> Option<u32> {
    let digits = std::str::from_utf8(digits).ok().filter(|digits| digits.chars().all(|digit| digit.is_digit(radix)))?;
    u32::from_str_radix(digits, radix).ok()
}

fn value(digits: &[u8], radix: u32) -> Option<char> {
    char::from_u32(number(digits, radix)?)
}

fn leading(bytes: &[u8], of: impl Fn(u8) -> bool) -> &[u8] {
    let length = bytes.iter().take_while(|byte| of(**byte)).count();
    bytes.get(..length).unwrap_or_default()
}

/// One letter with an accent, no Latin one to be taken for; not the ligatures (`&filig;`), which are two letters.
fn is_accented(name: &[u8]) -> bool {
    let accents = ["acute", "grave", "circ", "uml", "tilde", "cedil", "ring", "slash", "caron"];
    accents.iter().any(|accent| name.len() == accent.len() + 1 && name.ends_with(accent.as_bytes()))
        || [b"szlig".as_slice(), b"aelig", b"AElig", b"oelig", b"OElig"].contains(&name)
}

/// Names that HTML reads without a `;`, as far as they can stand in a word or part one.
const OLD: &[(&str, char)] =
    &[("nbsp", '\u{A0}'), ("shy", '\u{AD}'), ("copy", '©'), ("reg", '®'), ("ordf", 'ª'), ("ordm", 'º')];

/// The names that texts use, of the HTML standard's table.
const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{A0}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("Tab", '\t'),
    ("NewLine", '\n'),
    ("shy", '\u{AD}'),
    ("hyphen", '\u{2010}'),
    ("dash", '\u{2010}'),
    ("ndash", '\u{2013}'),
    ("mdash", '\u{2014}'),
    ("minus", '\u{2212}'),
    ("lowbar", '_'),
    ("sol", '/'),
    ("zwj", '\u{200D}'),
    ("zwnj", '\u{200C}'),
    ("lrm", '\u{200E}'),
    ("rlm", '\u{200F}'),
    ("ZeroWidthSpace", '\u{200B}'),
    ("NoBreak", '\u{2060}'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("times", '×'),
    ("deg", '°'),
    ("euro", '€'),
    ("pound", '£'),
    ("sect", '§'),
    ("para", '¶'),
    ("plusmn", '±'),
    ("rarr", '→'),
    ("larr", '←'),
    ("lbrack", '['),
    ("rbrack", ']'),
    ("lpar", '('),
    ("rpar", ')'),
    ("ast", '*'),
    ("grave", '`'),
    ("vert", '|'),
    ("num", '#'),
    ("period", '.'),
    ("comma", ','),
    ("colon", ':'),
    ("semi", ';'),
    ("excl", '!'),
    ("quest", '?'),
    ("equals", '='),
    ("plus", '+'),
    ("percnt", '%'),
    ("dollar", '$'),
    ("check", '✓'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        assert_eq!(reference(b"amp;x"), (Meaning::Char('&'), 4));
        assert_eq!(reference(b"#99;x"), (Meaning::Char('c'), 4));
        assert_eq!(reference(b"#x63;x"), (Meaning::Char('c'), 5));
        assert_eq!(reference(b"#99 x"), (Meaning::Char('c'), 3));
        assert_eq!(reference(b"shyx"), (Meaning::Char('\u{AD}'), 3));
        assert_eq!(reference(b"b=2"), (Meaning::Literal, 0));
        assert_eq!(reference(b"eacute;"), (Meaning::Break, 7));
        assert_eq!(reference(b"filig;"), (Meaning::Unknown, 6));
        assert_eq!(reference(b"#;"), (Meaning::Literal, 0));
        assert_eq!(reference(b"#x110000;"), (Meaning::Unknown, 9));
        assert_eq!(reference(b""), (Meaning::Literal, 0));
    }

    #[test]
    fn escapes() {
        assert_eq!(escape(b"u0063h"), (Meaning::Char('c'), 5));
        assert_eq!(escape(b"x63h"), (Meaning::Char('c'), 3));
        assert_eq!(escape(b"ud835\\udc2cx"), (Meaning::Char('𝐬'), 11));
        assert_eq!(escape(b"ud835 x"), (Meaning::Break, 1));
        assert_eq!(escape(b"users"), (Meaning::Break, 1));
        assert_eq!(escape(b"-"), (Meaning::Char('\u{200B}'), 0));
        assert_eq!(escape(b"\n  out"), (Meaning::Char('\u{200B}'), 3));
        assert_eq!(escape(b"nout"), (Meaning::Char(' '), 1));
        assert_eq!(escape(b""), (Meaning::Literal, 0));
    }
}
