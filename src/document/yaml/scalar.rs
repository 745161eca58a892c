//! Scalars: what they hold by the core schema (YAML 1.2.2, chapter 10.3), and where each of their characters stands.

use saphyr_parser::{ScalarStyle, Tag};

use crate::document::{Text, Value, json};
use crate::span::{Source, Span};

/// What a scalar holds; `None` for a string.
///
/// # Errors
/// The type a core tag demands, when the words are no value of it.
pub(super) fn resolve(words: &str, style: ScalarStyle, tag: Option<&Tag>) -> Result<Option<Value>, &'static str> {
    let core = tag.filter(|tag| tag.is_yaml_core_schema()).map(|tag| tag.suffix.as_str());
    let non_specific = tag.is_some_and(|tag| tag.handle.is_empty() && tag.suffix == "!");
    match core {
        Some("str") => Ok(None),
        Some("null") => null(words).map(Some).ok_or("null"),
        Some("bool") => bool(words).map(Some).ok_or("bool"),
        Some("int") => int(words).map(Some).ok_or("int"),
        Some("float") => float(words).or_else(|| int(words)).map(Some).ok_or("float"),
        _ if style != ScalarStyle::Plain || non_specific => Ok(None),
        _ => Ok(null(words).or_else(|| bool(words)).or_else(|| int(words)).or_else(|| float(words))),
    }
}

fn null(words: &str) -> Option<Value> {
    matches!(words, "" | "~" | "null" | "Null" | "NULL").then_some(Value::Null)
}

fn bool(words: &str) -> Option<Value> {
    match words {
        "true" | "True" | "TRUE" => Some(Value::Bool(true)),
        "false" | "False" | "FALSE" => Some(Value::Bool(false)),
        _ => None,
    }
}

fn int(words: &str) -> Option<Value> {
    let radix = |digits: &str, radix| u64::from_str_radix(digits, radix).ok().map(|n| Value::Number(n.into()));
    match words.split_at_checked(2) {
        Some(("0o", digits)) if is_digits(digits, 8) => return radix(digits, 8),
        Some(("0x", digits)) if is_digits(digits, 16) => return radix(digits, 16),
        _ => {}
    }
    let digits = words.strip_prefix(['-', '+']).unwrap_or(words);
    is_digits(digits, 10).then(|| json::number(words).map(Value::Number)).flatten()
}

fn float(words: &str) -> Option<Value> {
    let unsigned = words.strip_prefix(['-', '+']).unwrap_or(words);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['-', '+']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = (whole.is_empty() || is_digits(whole, 10)) && (fraction.is_empty() || is_digits(fraction, 10));
    let fits = digits && !(whole.is_empty() && fraction.is_empty()) && exponent.is_none_or(|e| is_digits(e, 10));
    fits.then(|| json::number(words).map(Value::Number)).flatten()
}

fn is_digits(digits: &str, radix: u32) -> bool {
    !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix))
}

/// The bytes a scalar is written with: `span` without the tag and anchor before it, a block scalar's header line
/// included only where these stand before it. A quoted scalar keeps its quotes.
pub(super) fn written(source: &str, span: Span<Source>, style: ScalarStyle, has_properties: bool) -> Span<Source> {
    if !has_properties {
        return span;
    }
    let mut rest = span.slice(source);
    loop {
        rest = skip_space(rest);
        if !rest.starts_with(['!', '&']) {
            break;
        }
        rest = rest.find([' ', '\t', '\r', '\n']).and_then(|end| rest.get(end..)).unwrap_or_default();
    }
    if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
        rest = from_line_end(rest).trim_start_matches(SPACE);
    }
    Span::new(span.end - rest.len(), span.end)
}

/// `words` without leading white space and comments.
fn skip_space(words: &str) -> &str {
    let mut rest = words.trim_start_matches(SPACE);
    while rest.starts_with('#') {
        rest = from_line_end(rest).trim_start_matches(SPACE);
    }
    rest
}

/// `words` from the end of their first line on.
fn from_line_end(words: &str) -> &str {
    words.find(['\n', '\r']).and_then(|end| words.get(end..)).unwrap_or_default()
}

/// `words` with their places in `written`.
pub(super) fn text(source: &str, written: Span<Source>, words: &str, style: ScalarStyle) -> Text {
    let raw = written.slice(source);
    let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) && raw.len() >= 2;
    let inner = if quoted { raw.get(1..raw.len() - 1).unwrap_or_default() } else { raw };
    let at = written.start + usize::from(quoted);
    if inner == words {
        return Text::verbatim(words, at);
    }
    let mut aligner = Aligner { text: Text::with_capacity(words.len()), words, raw: inner, at };
    while !aligner.words.is_empty() {
        let aligned = match style {
            ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => aligner.folded() || aligner.run(&[]),
            ScalarStyle::SingleQuoted => aligner.folded() || aligner.run(&['\'']) || aligner.doubled_quote(),
            ScalarStyle::DoubleQuoted => aligner.folded_once() || aligner.run(&['\\']) || aligner.escape(),
        };
        if !aligned {
            aligner.rest();
        }
    }
    aligner.text
}

/// Walks along a scalar's value and the bytes it was written with. Each step either takes something of the value, or
/// of the bytes, or says that it does not fit here.
struct Aligner<'s> {
    text: Text,
    /// What is left of the value.
    words: &'s str,
    /// What is left of the bytes.
    raw: &'s str,
    at: usize,
}

/// YAML's white space, line ends included.
const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];

impl Aligner<'_> {
    /// A line break with the white space around it, whatever the value has instead.
    fn folded(&mut self) -> bool {
        let words = leading(self.words, &SPACE);
        let raw = leading(self.raw, &SPACE);
        if !words.contains('\n') && !raw.contains(['\n', '\r']) {
            return false;
        }
        let (words, raw) = (words.len(), raw.len());
        self.take_decoded(words, raw);
        words + raw > 0
    }

    /// A line break of a double-quoted scalar: white space after it may also come from an escape.
    fn folded_once(&mut self) -> bool {
        let raw = leading(self.raw, &SPACE);
        let breaks = raw.matches(['\n', '\r']).count() - raw.matches("\r\n").count();
        if breaks == 0 {
            return false;
        }
        let words = if breaks == 1 {
            leading(self.words, &[' ']).len().min(1)
        } else {
            leading(self.words, &['\n']).len().min(breaks - 1)
        };
        let raw = raw.len();
        self.take_decoded(words, raw);
        true
    }

    /// Words that stand as they are, up to a line end or one of `special`.
    fn run(&mut self, special: &[char]) -> bool {
        let end = self.raw.find(|c| matches!(c, '\n' | '\r') || special.contains(&c)).unwrap_or(self.raw.len());
        let line = self.raw.get(..end).unwrap_or_default();
        let at_break = self.raw.get(end..).is_some_and(|rest| rest.starts_with(['\n', '\r']));
        let run = if at_break { line.trim_end_matches([' ', '\t']) } else { line };
        if run.is_empty() || !self.words.starts_with(run) {
            return false;
        }
        let length = run.len();
        self.text.push_verbatim(run, self.at);
        self.advance(length, length);
        true
    }

    /// `''` in a single-quoted scalar.
    fn doubled_quote(&mut self) -> bool {
        let fits = self.raw.starts_with("''") && self.words.starts_with('\'');
        if fits {
            self.take_decoded(1, 2);
        }
        fits
    }

    /// An escape of a double-quoted scalar; one before a line end stands for nothing.
    fn escape(&mut self) -> bool {
        let mut chars = self.raw.chars();
        if chars.next() != Some('\\') {
            return false;
        }
        let raw = match chars.next() {
            Some('x') => 4,
            Some('u') => 6,
            Some('U') => 10,
            Some('\n' | '\r') => {
                let lines = leading(self.raw.get(1..).unwrap_or_default(), &['\r', '\n']);
                let rest = self.raw.get(1 + lines.len()..).unwrap_or_default();
                let raw = 1 + lines.len() + leading(rest, &[' ', '\t']).len();
                self.advance(0, raw);
                return true;
            }
            Some(c) => 1 + c.len_utf8(),
            None => return false,
        };
        let words = self.words.chars().next().map_or(0, char::len_utf8);
        self.take_decoded(words, raw);
        true
    }

    /// Everything that is left, as one piece.
    fn rest(&mut self) {
        let (words, raw) = (self.words.len(), self.raw.len());
        self.take_decoded(words, raw);
    }

    fn take_decoded(&mut self, words: usize, raw: usize) {
        let raw = raw.min(self.raw.len());
        self.text.push_decoded(self.words.get(..words).unwrap_or_default(), Span::new(self.at, self.at + raw));
        self.advance(words, raw);
    }

    fn advance(&mut self, words: usize, raw: usize) {
        self.words = self.words.get(words..).unwrap_or_default();
        self.raw = self.raw.get(raw..).unwrap_or_default();
        self.at += raw;
    }
}

/// The characters of `set` that `words` start with.
fn leading<'s>(words: &'s str, set: &[char]) -> &'s str {
    let rest = words.trim_start_matches(set);
    words.get(..words.len() - rest.len()).unwrap_or_default()
}
