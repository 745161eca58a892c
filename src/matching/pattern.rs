//! Regular expressions of `pattern` clauses: checked when they are read, run over plain text.

use std::ops::Range;

use aho_corasick::AhoCorasick;
use regex::{Regex, RegexBuilder};

use crate::span::{Plain, Span};

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

/// The patterns of all rules.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    all: Vec<Pattern>,
    /// Finds the literals of those that have one; `None` when none has.
    literals: Option<AhoCorasick>,
    /// Length of the longest literal.
    longest: usize,
    /// The letters of all literals, small, sorted.
    inner: Vec<u8>,
    /// Whether some have none.
    everywhere: bool,
}

#[derive(Debug)]
struct Pattern {
    rule: usize,
    index: usize,
    regex: Regex,
}

impl Patterns {
    /// Of patterns with the numbers of their rule and of their clause in it.
    pub(super) fn new(patterns: Vec<(usize, usize, Regex)>) -> Self {
        let literals: Vec<Option<Box<[u8]>>> = patterns.iter().map(|(.., regex)| literal(regex)).collect();
        let everywhere = literals.contains(&None);
        let literals: Vec<Box<[u8]>> = literals.into_iter().flatten().collect();
        let longest = literals.iter().map(|literal| literal.len()).max().unwrap_or(0);
        let mut inner = literals.concat();
        inner.make_ascii_lowercase();
        inner.sort_unstable();
        inner.dedup();
        let any_case = patterns.iter().any(|(.., regex)| regex.as_str().contains("(?"));
        let builder = || AhoCorasick::builder().ascii_case_insensitive(any_case).build(&literals).ok();
        let finder = if literals.is_empty() { None } else { builder() };
        // A set too large for the crate is not looked for but run.
        let everywhere = everywhere || (finder.is_none() && !literals.is_empty());
        let all = patterns.into_iter().map(|(rule, index, regex)| Pattern { rule, index, regex }).collect();
        Self { all, literals: finder, longest, inner, everywhere }
    }

    /// Whether a literal may be cut after `letter` (small).
    pub(super) fn may_be_cut(&self, letter: u8) -> bool {
        self.inner.binary_search(&letter).is_ok()
    }

    /// Length of the longest string to look for.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// Whether some pattern has nothing to look for.
    pub(super) fn runs_everywhere(&self) -> bool {
        self.everywhere
    }

    /// Whether some pattern may match in `text`.
    pub(super) fn may_match(&self, text: &[u8]) -> bool {
        self.everywhere || self.literals.as_ref().is_some_and(|literals| literals.is_match(text))
    }

    /// Rule, clause and reported part of each match.
    pub(super) fn find(&self, plain: &str) -> Vec<(usize, usize, Span<Plain>)> {
        if !self.may_match(plain.as_bytes()) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for one in &self.all {
            let parts = one.regex.captures_iter(plain).filter_map(|groups| groups.get(1).or_else(|| groups.get(0)));
            let parts = parts.filter(|part| !part.is_empty());
            found.extend(parts.map(|part| (one.rule, one.index, Span::new(part.start(), part.end()))));
        }
        found
    }
}

/// A run of letters and digits that every match has in it, as written; `None` when none can be told.
///
/// Only what stands outside all groups and classes is looked at, up to the next operator; that misses some runs and
/// invents none.
fn literal(pattern: &Regex) -> Option<Box<[u8]>> {
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
    bytes.get(longest).filter(|run| run.len() >= 2).map(Box::from)
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
        check("(?i)SK-Live", Some("Live"));
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
