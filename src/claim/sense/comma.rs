//! What a comma does: it goes on with a list, sets a part aside, or ends the phrase.

use super::Sentence;
use crate::claim::token::Tag;

impl Sentence<'_> {
    /// What a comma left of the target is.
    pub(in crate::claim) fn comma(&self, comma: usize, left: usize, right: usize) -> CommaKind {
        let after_target = self.after_phrase(right);
        let resumed = self.skip_adverbs(after_target + 1);
        if self.tag(after_target) == Some(Tag::Comma)
            && self.group_at(resumed).is_some_and(|(_, group)| group.finite() && !group.imperative)
            && !(comma..left).any(|at| matches!(self.tag(at), Some(Tag::And)))
        {
            return CommaKind::Boundary;
        }
        let closes = self.tag(after_target) == Some(Tag::Comma) || self.tag(after_target) == Some(Tag::And);
        let joined = (comma..left).any(|at| self.tag(at) == Some(Tag::And));
        let predicate = self.next_finite(right, false).is_some();
        // ", of course," / ", during the term," directly before the target.
        let between =
            comma.checked_sub(1).and_then(|end| (0..=end).rev().take(14).find(|&at| self.tag(at) == Some(Tag::Comma)));
        if let Some(open) = between {
            let inside = self.tokens.get(open + 1..comma).unwrap_or_default();
            let starts = inside.first().map(|first| first.tag);
            let adverbial = inside.iter().all(|token| matches!(token.tag, Tag::Adv | Tag::Idiom))
                || matches!(
                    starts,
                    Some(
                        Tag::Prep
                            | Tag::Rel
                            | Tag::Cond
                            | Tag::Sub
                            | Tag::Besides
                            | Tag::Without
                            | Tag::Except
                            | Tag::Instead
                            | Tag::To
                    )
                ) && !inside.is_empty()
                    && (self.group_at(open.saturating_sub(1)).is_some()
                        || self.tag(open.saturating_sub(1)) == Some(Tag::And)
                        || self.tag(open.saturating_sub(1)) == Some(Tag::That));
            if adverbial {
                return CommaKind::Parenthesis(open);
            }
        }
        let before = comma.checked_sub(1).and_then(|at| self.tag(at));
        let nominal = matches!(
            before,
            Some(Tag::Noun | Tag::Target | Tag::Adj | Tag::Close | Tag::QuoteClose | Tag::Num | Tag::Verb)
        );
        let start = (0..comma)
            .rev()
            .find(|&at| matches!(self.tag(at), Some(Tag::Semi | Tag::Stop | Tag::Colon | Tag::Dash | Tag::Open)))
            .map_or(0, |at| at + 1);
        let clause = start..comma;
        let finite = clause.clone().any(|at| self.group_at(at).is_some_and(|(_, group)| group.finite()));
        let intro = clause.clone().next().is_some_and(|first| {
            matches!(
                self.tag(first),
                Some(
                    Tag::Sub
                        | Tag::Cond
                        | Tag::Prep
                        | Tag::Without
                        | Tag::Besides
                        | Tag::Instead
                        | Tag::To
                        | Tag::Except
                )
            )
        });
        if self.tag(comma + 1) == Some(Tag::Not) || self.tag(comma + 1) == Some(Tag::Nor) {
            return if nominal { CommaKind::List } else { CommaKind::Boundary };
        }
        if predicate && (finite || intro) {
            return CommaKind::Boundary;
        }
        if nominal && (closes || joined || !finite) && !(intro && !finite && predicate) {
            return CommaKind::List;
        }
        if nominal && finite && !predicate { CommaKind::List } else { CommaKind::Boundary }
    }

    /// Past the modifiers that belong to a noun phrase ending at `right`: "for all users", "(beta)".
    pub(in crate::claim) fn after_phrase(&self, right: usize) -> usize {
        let mut at = right;
        while let Some(token) = self.tokens.get(at) {
            match token.tag {
                Tag::Prep
                | Tag::Det
                | Tag::Noun
                | Tag::Num
                | Tag::Adj
                | Tag::QuoteClose
                | Tag::Target
                | Tag::Sign
                | Tag::Adv => at += 1,
                Tag::Open => at = self.closing(at).map_or(at + 1, |close| close + 1),
                _ => break,
            }
        }
        at
    }

    pub(in crate::claim) fn closing(&self, open: usize) -> Option<usize> {
        (open..self.tokens.len()).find(|&at| self.tag(at) == Some(Tag::Close))
    }

    pub(in crate::claim) fn opening(&self, close: usize) -> Option<usize> {
        (0..close).rev().find(|&at| self.tag(at) == Some(Tag::Open))
    }
}

pub(in crate::claim) enum CommaKind {
    List,
    Parenthesis(usize),
    Boundary,
}
