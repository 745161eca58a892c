//! Regular expressions of `pattern` clauses, run over plain text.

use aho_corasick::AhoCorasick;
use regex_syntax::hir::{Class, Hir, HirKind};

use crate::policy::pattern::Pattern;
use crate::span::{Plain, Span};

/// Literals are cut to this length: more letters make none rarer.
const LONGEST: usize = 12;

/// The patterns of all rules.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    all: Vec<Clause>,
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
struct Clause {
    rule: usize,
    index: usize,
    pattern: Pattern,
}

impl Patterns {
    /// Of patterns with the numbers of their rule and of their clause in it.
    pub(super) fn new(patterns: Vec<(usize, usize, Pattern)>) -> Self {
        let literals: Vec<Option<Vec<Run>>> = patterns.iter().map(|(.., pattern)| runs(pattern.hir())).collect();
        let everywhere = literals.contains(&None);
        let runs: Vec<Run> = literals.into_iter().flatten().flatten().collect();
        let any_case = runs.iter().any(|run| run.any_case);
        let literals: Vec<Vec<u8>> = runs.into_iter().map(|run| run.letters).collect();
        let longest = literals.iter().map(|literal| literal.len()).max().unwrap_or(0);
        let mut inner = literals.concat();
        inner.make_ascii_lowercase();
        inner.sort_unstable();
        inner.dedup();
        let builder = || AhoCorasick::builder().ascii_case_insensitive(any_case).build(&literals).ok();
        let finder = if literals.is_empty() { None } else { builder() };
        // A set too large for the crate is not looked for but run.
        let everywhere = everywhere || (finder.is_none() && !literals.is_empty());
        let all = patterns.into_iter().map(|(rule, index, pattern)| Clause { rule, index, pattern }).collect();
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
            // A pattern that could not be run may match anything.
            let Some(regex) = one.pattern.regex() else {
                found.push((one.rule, one.index, Span::new(0, plain.len())));
                continue;
            };
            let parts = regex.captures_iter(plain).filter_map(|groups| groups.get(1).or_else(|| groups.get(0)));
            let parts = parts.filter(|part| !part.is_empty());
            found.extend(parts.map(|part| (one.rule, one.index, Span::new(part.start(), part.end()))));
        }
        found
    }
}

/// Runs of ASCII letters and digits one of which every match of `pattern` has in it, in some case; `None` when no such
/// set can be told. Unlike [`super::required_literals`] these are found in text of which markup is not taken away yet.
fn runs(pattern: &Hir) -> Option<Vec<Run>> {
    let sets = runs_of(pattern);
    sets.into_iter().filter(|set| shortest(set) >= 2).max_by_key(|set| shortest(set))
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Run {
    letters: Vec<u8>,
    /// Whether some letter may be of either case.
    any_case: bool,
}

fn shortest(set: &[Run]) -> usize {
    set.iter().map(|run| run.letters.len()).min().unwrap_or(0)
}

/// Sets of runs; of each set every match has one.
fn runs_of(hir: &Hir) -> Vec<Vec<Run>> {
    match hir.kind() {
        HirKind::Literal(_) | HirKind::Class(_) => runs_of_all(std::slice::from_ref(hir)),
        HirKind::Concat(parts) => runs_of_all(parts),
        HirKind::Capture(capture) => runs_of(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => runs_of(&repetition.sub),
        HirKind::Alternation(parts) => {
            let best = |part| runs_of(part).into_iter().max_by_key(|set| shortest(set));
            parts.iter().map(best).collect::<Option<Vec<_>>>().map(|sets| vec![sets.concat()]).unwrap_or_default()
        }
        HirKind::Empty | HirKind::Look(_) | HirKind::Repetition(_) => Vec::new(),
    }
}

/// Of parts that stand one after the other: letters that stand together make one run.
fn runs_of_all(parts: &[Hir]) -> Vec<Vec<Run>> {
    let mut sets = Vec::new();
    let mut run = Run::default();
    for part in parts {
        match part.kind() {
            HirKind::Look(_) => {}
            HirKind::Literal(literal) => literal.0.iter().for_each(|byte| run.take(Some(*byte), &mut sets)),
            HirKind::Class(class) => {
                let letter = one_letter(class);
                run.take(letter, &mut sets);
                run.any_case |= letter.is_some();
            }
            HirKind::Empty
            | HirKind::Repetition(_)
            | HirKind::Capture(_)
            | HirKind::Concat(_)
            | HirKind::Alternation(_) => {
                run.take(None, &mut sets);
                sets.extend(runs_of(part));
            }
        }
    }
    run.take(None, &mut sets);
    sets
}

impl Run {
    /// Takes a letter; anything else ends the run, which makes a set of its own.
    fn take(&mut self, letter: Option<u8>, sets: &mut Vec<Vec<Run>>) {
        match letter.filter(u8::is_ascii_alphanumeric) {
            Some(letter) => self.letters.push(letter),
            None if self.letters.is_empty() => {}
            None => {
                let mut run = std::mem::take(self);
                run.letters.truncate(LONGEST);
                sets.push(vec![run]);
            }
        }
    }
}

/// The letter whose two cases are all the class holds, small.
fn one_letter(class: &Class) -> Option<u8> {
    let Class::Unicode(class) = class else { return None };
    let mut letters = class.iter().flat_map(|range| [range.start(), range.end()]);
    let first = letters.next()?.to_ascii_lowercase();
    let same = class.iter().all(|range| range.start() == range.end());
    (same && first.is_ascii() && letters.all(|letter| letter.eq_ignore_ascii_case(&first)))
        .then(|| u8::try_from(first).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, expected: Option<&[&str]>) {
        let found = runs(&regex_syntax::parse(pattern).unwrap())
            .map(|set| set.into_iter().map(|run| String::from_utf8(run.letters).unwrap()).collect::<Vec<_>>());
        assert_eq!(found, expected.map(|set| set.iter().map(|run| (*run).to_owned()).collect()), "{pattern}");
    }

    #[test]
    fn runs_of_letters() {
        check(r"\bscim_[A-Za-z0-9_-]{20,}\b", Some(&["scim"]));
        check("sk_live_[0-9]{24}", Some(&["live"]));
        check("(?i)sk-live", Some(&["live"]));
        check("(?i)secret", Some(&["ecret"]));
        check("abc|def", Some(&["abc", "def"]));
        check("abc|d", None);
        check("(abc|def)ghij", Some(&["ghij"]));
        check("[Bb]earer", Some(&["bearer"]));
        check("abcd?e", Some(&["abc"]));
        check("abx{0,3}", Some(&["ab"]));
        check("abx+y", Some(&["ab"]));
        check(r"[]abc]de", Some(&["de"]));
        check(r"ab\bcd", Some(&["abcd"]));
        check(r"\x41bc", Some(&["Abc"]));
        check(r"\w+", None);
        check("(?x) ab # cd", Some(&["ab"]));
        check("internationalization", Some(&["internationa"]));
    }

    #[test]
    fn finds_either_case() {
        let pattern = Pattern::parse("[Bb]earer [0-9]+").unwrap();
        let patterns = Patterns::new(vec![(0, 1, pattern)]);
        assert_eq!(patterns.find("a Bearer 12").len(), 1);
        assert!(patterns.find("a BEARER 12").is_empty() && !patterns.may_match(b"bear"));
    }
}
