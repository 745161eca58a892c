//! From all readings to the matches that are reported.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Match, PatternIndex};
use crate::document::Text;
use crate::span::{Folded as FoldedSpace, Plain, Span};
use crate::text::{Class, Folded, class};

/// A reading of a clause, before overlaps are settled.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) rule: usize,
    pub(super) pattern: PatternIndex,
    pub(super) span: Span<Plain>,
    /// Words that gaps skipped.
    pub(super) skipped: usize,
}

/// The plain words of `span`; with a quotation mark beside them whose partner is inside.
pub(super) fn with_quotes(folded: &Folded<'_>, span: Span<FoldedSpace>) -> Span<Plain> {
    let class_at = |at: usize| folded.bytes().get(at).map_or(Class::Other, |byte| class(*byte));
    let is_mark = |at: &usize| {
        let inside_word = class_at(at.saturating_sub(1)) == Class::Word && class_at(at + 1) == Class::Word;
        class_at(*at) == Class::Quote && !inside_word
    };
    let before = span.start.checked_sub(1).filter(is_mark);
    let odd = (span.start..span.end).filter(is_mark).count() % 2 == 1;
    folded.to_plain(match (odd, before, is_mark(&span.end)) {
        (true, Some(before), _) => Span::new(before, span.end),
        (true, None, true) => Span::new(span.start, span.end + 1),
        (true, None, false) | (false, _, _) => span,
    })
}

/// Settles overlaps rule by rule, and sorts. `in_code` says for each rule whether inline code counts.
pub(super) fn choose(mut candidates: Vec<Candidate>, text: &Text, in_code: &[bool]) -> Vec<Match> {
    candidates.retain(|one| {
        let anywhere = in_code.get(one.rule).copied().unwrap_or(false);
        (anywhere || !in_spans(text.code(), one.span)) && !in_address(text.plain(), one)
    });
    candidates.sort_by_key(|one| (one.rule, one.skipped, Reverse(one.span.len()), one.span, one.pattern));
    let mut matches: Vec<Match> = Vec::new();
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut rule = None;
    for one in candidates {
        if rule.replace(one.rule) != Some(one.rule) {
            taken.clear();
        }
        let overlaps = taken.range(..one.span.end).next_back().is_some_and(|(_, end)| *end > one.span.start);
        if !overlaps {
            taken.insert(one.span.start, one.span.end);
            matches.push(Match { rule: one.rule, pattern: one.pattern, span: one.span });
        }
    }
    matches.sort_by_key(|one| (one.span, one.rule));
    matches
}

/// Whether one of `spans` (sorted) holds all of `span`.
fn in_spans(spans: &[Span<Plain>], span: Span<Plain>) -> bool {
    let after = spans.partition_point(|code| code.start <= span.start);
    after.checked_sub(1).and_then(|at| spans.get(at)).is_some_and(|code| code.contains(span))
}

/// Whether the words of a phrase are part of a web or mail address, where they name and don't claim.
fn in_address(plain: &str, one: &Candidate) -> bool {
    if matches!(one.pattern, PatternIndex::Pattern(_)) || one.span.slice(plain).contains(char::is_whitespace) {
        return false;
    }
    let before = plain.get(..one.span.start).unwrap_or_default().rsplit(char::is_whitespace).next().unwrap_or_default();
    let after = plain.get(one.span.end..).unwrap_or_default().split(char::is_whitespace).next().unwrap_or_default();
    let starts = before.contains("://") || before.contains("www.");
    starts || [before, after].iter().any(|part| part.contains('@'))
}
