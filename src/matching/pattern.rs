//! Regular expressions of `pattern` clauses: checked when they are read, run over plain text.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

/// A pattern compiles to at most this many bytes.
const LARGEST: usize = 1 << 20;

/// Why a pattern is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternFault {
    /// What is wrong; lower case, no full stop.
    pub message: String,
}

/// Compiles a pattern. Its matches are found in linear time; a first capture group, if there is one, is the part
/// that is reported.
///
/// # Errors
/// When it is no regular expression of the `regex` crate, compiles to more than a MiB, or matches the empty text.
///
/// ```
/// use gatelint::matching::check_pattern;
/// assert!(check_pattern(r"\bscim_[A-Za-z0-9_-]{20,}\b").is_ok());
/// assert_eq!(check_pattern("x*").unwrap_err().message, "the pattern `x*` matches the empty text");
/// ```
pub fn check_pattern(pattern: &str) -> Result<Regex, PatternFault> {
    let regex = RegexBuilder::new(pattern).size_limit(LARGEST).build().map_err(|err| PatternFault {
        message: match err {
            regex::Error::CompiledTooBig(_) => format!("the pattern `{pattern}` is too large"),
            other => last_line(&other.to_string()),
        },
    })?;
    match regex.is_match("") {
        true => Err(PatternFault { message: format!("the pattern `{pattern}` matches the empty text") }),
        false => Ok(regex),
    }
}

/// The crate draws the pattern over several lines; the last one says what is wrong.
fn last_line(message: &str) -> String {
    let line = message.lines().last().unwrap_or(message);
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}

/// A run of letters and digits that every match has in it, lower case; `None` when none can be told.
///
/// Only what stands outside all groups and classes is looked at, up to the next operator; that misses some runs and
/// invents none.
pub(super) fn literal(pattern: &Regex) -> Option<Box<[u8]>> {
    let text = pattern.as_str();
    if is_hard_to_read(text) {
        return None;
    }
    let mut runs = Runs::default();
    let mut depth = Depth::default();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'|' if depth.outside() => return None,
            _ if depth.outside() => runs.take(*byte, at),
            _ => {}
        }
        depth.take(*byte);
        at += if *byte == b'\\' { escape_width(bytes.get(at + 1..).unwrap_or_default()) } else { 1 };
    }
    let longest = runs.all.into_iter().max_by_key(ExactSizeIterator::len)?;
    let run = bytes.get(longest)?.to_ascii_lowercase();
    (run.len() >= 2).then(|| run.into())
}

/// Letters and digits that stand together.
#[derive(Default)]
struct Runs {
    all: Vec<Range<usize>>,
}

impl Runs {
    /// Looks at the byte at `at`. An operator takes the last letter away from the run before it.
    fn take(&mut self, byte: u8, at: usize) {
        match (self.all.last_mut().filter(|run| run.end == at), byte) {
            (Some(run), b'?' | b'*' | b'{') => run.end -= 1,
            (Some(run), byte) if byte.is_ascii_alphanumeric() => run.end += 1,
            (None, byte) if byte.is_ascii_alphanumeric() => self.all.push(at..at + 1),
            _ => {}
        }
    }
}

/// Whether white space and comments are left out (flag `x`), or a class starts with its closing sign.
fn is_hard_to_read(pattern: &str) -> bool {
    let flags = |rest: &str| rest.split([')', ':']).next().unwrap_or_default().contains('x');
    let verbose = pattern.split("(?").skip(1).any(|rest| !rest.starts_with(['<', 'P']) && flags(rest));
    verbose || pattern.contains("[]") || pattern.contains("[^]")
}

/// Bytes of an escape, its backslash included. `\x41`, `\p{L}` and the like are longer than two.
fn escape_width(after: &[u8]) -> usize {
    let braced = |from: usize| after.iter().position(|byte| *byte == b'}').map_or(after.len(), |end| end + 1) + from;
    match (after.first(), after.get(1)) {
        (Some(b'p' | b'P' | b'x' | b'u' | b'U' | b'b'), Some(b'{')) => braced(1),
        (Some(b'p' | b'P'), Some(_)) => 3,
        (Some(b'x'), Some(_)) => 4,
        (Some(b'u'), Some(_)) => 6,
        (Some(b'U'), Some(_)) => 10,
        _ => 2,
    }
}

/// How many groups, classes and repetition counts are open.
#[derive(Default)]
struct Depth {
    groups: usize,
    classes: usize,
    counts: usize,
}

impl Depth {
    fn outside(&self) -> bool {
        self.groups == 0 && self.classes == 0 && self.counts == 0
    }

    fn take(&mut self, byte: u8) {
        match byte {
            b'[' => self.classes += 1,
            b']' => self.classes = self.classes.saturating_sub(1),
            b'(' if self.classes == 0 => self.groups += 1,
            b')' if self.classes == 0 => self.groups = self.groups.saturating_sub(1),
            b'{' if self.classes == 0 => self.counts += 1,
            b'}' if self.classes == 0 => self.counts = self.counts.saturating_sub(1),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, expected: Option<&str>) {
        let found = literal(&Regex::new(pattern).unwrap());
        assert_eq!(found.as_deref().map(String::from_utf8_lossy).as_deref(), expected, "{pattern}");
    }

    #[test]
    fn literals() {
        check(r"\bscim_[A-Za-z0-9_-]{20,}\b", Some("scim"));
        check("sk_live_[0-9]{24}", Some("live"));
        check("(?i)SK-Live", Some("live"));
        check("abc|def", None);
        check("(abc|def)ghi", Some("ghi"));
        check("abcd?e", Some("abc"));
        check("abx{0,3}", Some("ab"));
        check("abx+y", Some("abx"));
        check(r"[]abc]d", None);
        check(r"[a\]bc]de", Some("de"));
        check(r"(?P<x>ab)cd", Some("cd"));
        check("(?ix) ab # cd", None);
        check(r"\x41bc", Some("bc"));
        check(r"\p{Lu}xy\d", Some("xy"));
        check(r"\w+", None);
        check("(?x) a b", None);
    }

    #[test]
    fn refuses() {
        assert_eq!(check_pattern("a|").unwrap_err().message, "the pattern `a|` matches the empty text");
        assert_eq!(check_pattern("(a").unwrap_err().message, "unclosed group");
        assert_eq!(check_pattern(r"\w{500}{500}").unwrap_err().message, r"the pattern `\w{500}{500}` is too large");
    }
}
