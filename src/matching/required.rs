//! The literals that a pattern can't match without: a look for them spares the run of the pattern.

use regex_syntax::hir::literal::Extractor;
use regex_syntax::hir::{Hir, HirKind};

/// Literals of which every match of `pattern` holds at least one, as it is written; `None` where there is no such set. Of the sets a sequence offers, the one whose shortest literal is longest is taken.
///
/// ```
/// use gatelint::{matching::required_literals, policy::pattern::Pattern};
/// let literals = |pattern| required_literals(Pattern::parse(pattern).unwrap().hir());
/// assert_eq!(literals(r"\b[A-Z_]*(?:TOKEN|SECRET)=\S+"), Some(vec!["TOKEN".to_owned(), "SECRET".to_owned()]));
/// assert_eq!(literals(r"\bgh[po]_[a-z]+"), Some(vec!["gho_".to_owned(), "ghp_".to_owned()]));
/// assert_eq!(literals(r"[a-z]+"), None);
/// ```
#[must_use]
pub fn required_literals(pattern: &Hir) -> Option<Vec<String>> {
    let sets = [prefixes(pattern), of(pattern)].into_iter().flatten();
    let mut literals = sets.max_by_key(|set| shortest(set))?;
    literals.dedup();
    Some(literals)
}

/// What every match starts with, small classes spelled out; `None` where that is nothing, or too much.
fn prefixes(hir: &Hir) -> Option<Vec<String>> {
    let found = Extractor::new().limit_class(10).limit_literal_len(8).limit_total(64).extract(hir);
    let literals = found.literals()?.iter().map(|one| String::from_utf8(one.as_bytes().to_vec()).ok());
    literals.collect::<Option<Vec<String>>>().filter(|set| shortest(set) > 0)
}

fn of(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => Some(vec![std::str::from_utf8(&literal.0).ok()?.to_owned()]),
        HirKind::Capture(capture) => of(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => of(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().filter_map(of).max_by_key(|set| shortest(set)),
        HirKind::Alternation(parts) => {
            let sets: Option<Vec<Vec<String>>> = parts.iter().map(of).collect();
            Some(sets?.concat())
        }
        HirKind::Empty | HirKind::Class(_) | HirKind::Look(_) | HirKind::Repetition(_) => None,
    }
}

fn shortest(set: &[String]) -> usize {
    set.iter().map(String::len).min().unwrap_or(0)
}
