//! The forms that answers come in: labels before them, boxes beside them, menus of what may be answered.

use super::lexicon::{Cat, form};
use super::list::List;
use super::token::{Tag, Token};

/// "Decision: rejected" without its label; also "A:", "**A:**", "A14.".
pub(super) fn strip_label(tokens: &[Token]) -> &[Token] {
    let close = tokens.iter().take(8).position(|token| token.tag == Tag::Close);
    let bracketed = close.filter(|_| {
        tokens.first().is_some_and(|first| first.tag == Tag::Open)
            && tokens.get(1).is_some_and(|time| time.norm.starts_with(|first: char| first.is_ascii_digit()))
    });
    let tokens = tokens.get(bracketed.map_or(0, |close| close + 1)..).unwrap_or_default();
    let colon = tokens.iter().take(6).position(|token| token.tag == Tag::Colon || token.norm == ">");
    let start = match colon {
        Some(colon)
            if !tokens.iter().take(colon).any(|token| {
                matches!(token.tag, Tag::Be | Tag::Modal | Tag::Have)
                    || token.tag == Tag::Verb && !(colon <= 2 && token.forms & form::PARTICIPLE != 0)
            }) =>
        {
            colon + 1
        }
        _ => 0,
    };
    let rest = tokens.get(start..).unwrap_or_default();
    let signs = rest
        .iter()
        .take_while(|token| {
            matches!(token.tag, Tag::Dash | Tag::QuoteOpen | Tag::Stop)
                || token.tag == Tag::Sign && token.cats.is_empty()
        })
        .count();
    rest.get(signs..).unwrap_or_default()
}

/// The word beside the ticked one of several boxes: "☒ Yes ☐ No", "[ ] yes [x] no", "Yes [x] No [ ]".
pub(super) fn ticked(tokens: &[Token]) -> Option<i8> {
    let bracketed = |at: usize| {
        let inside = tokens.get(at + 1)?;
        let open = tokens.get(at).is_some_and(|open| open.tag == Tag::Open);
        let closes = |at: usize| tokens.get(at).is_some_and(|close| close.tag == Tag::Close);
        let tick = matches!(inside.norm.as_str(), "x" | "✓" | "✔" | "☒" | "☑" | "✗" | "✘");
        match () {
            () if open && inside.tag == Tag::Close => Some((at, at + 2, false)),
            () if open && tick && closes(at + 2) => Some((at, at + 3, true)),
            () => None,
        }
    };
    let boxes: Vec<(usize, usize, bool)> = (0..tokens.len())
        .filter_map(|at| match tokens.get(at)?.norm.as_str() {
            "☒" | "☑" | "✅" | "🗹" => Some((at, at + 1, true)),
            "☐" | "⬜" | "▢" | "□" => Some((at, at + 1, false)),
            _ => bracketed(at),
        })
        .collect();
    let word = |at: usize| match tokens.get(at)?.norm.as_str() {
        "yes" | "y" | "comply" | "compliant" | "included" | "in scope" => Some(1),
        "no" | "n" | "not included" | "excluded" | "out of scope" | "n/a" | "no-go" | "no go" => Some(-1),
        "go" => Some(1),
        _ => decided(tokens.get(at)?),
    };
    let first = boxes.first()?;
    let leading = word(first.1).is_some();
    let (start, end, _) = boxes.iter().find(|(_, _, ticked)| *ticked)?;
    if leading { word(*end) } else { word(start.checked_sub(1)?) }
}

/// "Approve", "Declined": a decision in one word.
fn decided(token: &Token) -> Option<i8> {
    match () {
        () if token.tag == Tag::Not => Some(-1),
        () if [Cat::Exclude, Cat::Refuse, Cat::Unavailable, Cat::NoAnswer].iter().any(|cat| token.is(*cat)) => Some(-1),
        () if [Cat::Include, Cat::Permit, Cat::Available, Cat::Yes].iter().any(|cat| token.is(*cat)) => Some(1),
        () => None,
    }
}

/// Takes out the answers a form offers: "(Y/N)", "(yes / no / roadmap)".
pub(super) fn drop_menus(tokens: &mut Vec<Token>) {
    let offered = |token: &Token| {
        token.is(Cat::Yes)
            || token.is(Cat::NoAnswer)
            || matches!(
                token.norm.as_str(),
                "y" | "n" | "in" | "out" | "on" | "off" | "p" | "partial" | "roadmap" | "tbd" | "na" | "n/a"
            )
    };
    let separates = |token: &Token| matches!(token.norm.as_str(), "/" | "|" | "or" | ",");
    let mut at = 0;
    while at < tokens.len() {
        let rest = tokens.get(at..).unwrap_or_default();
        let close = rest.iter().take(9).position(|token| token.tag == Tag::Close).filter(|&close| close >= 4);
        let menu = close.is_some_and(|close| {
            let inside = rest.get(1..close).unwrap_or_default();
            rest.first().is_some_and(|open| open.tag == Tag::Open)
                && inside.iter().any(|token| matches!(token.norm.as_str(), "/" | "|"))
                && inside.iter().all(|token| offered(token) || separates(token))
        });
        match close.filter(|_| menu) {
            Some(close) => drop(tokens.drain(at..=at + close)),
            None => at += 1,
        }
    }
}

/// Whether a sentence is the label of a question or an answer and nothing more: "A.", "A4.", "Answer 4:".
pub(super) fn only_label(tokens: &[Token]) -> bool {
    let letter = |word: &str| matches!(word.trim_end_matches(|last: char| last.is_ascii_digit()), "a" | "q");
    let named = |word: &str| ["answer", "question", "response", "reply"].iter().any(|name| word.starts_with(name));
    let label = tokens.first().is_some_and(|first| letter(&first.norm) || named(&first.norm));
    // Its number stands right behind it: what comes after a mark is the answer ("A: 0.").
    let numbered = usize::from(tokens.get(1).is_some_and(|second| second.tag == Tag::Num));
    let closes = |token: &Token| matches!(token.tag, Tag::Stop | Tag::Colon | Tag::Dash | Tag::Close);
    label && tokens.iter().skip(1 + numbered).all(closes)
}

/// "X ........ included": a row of dots that leads to a status stands for a colon.
fn join_leaders(tokens: &mut Vec<Token>) {
    let dots = |four: &[Token]| four.iter().all(|token| token.tag == Tag::Stop && token.norm.starts_with('.'));
    while let Some(at) = tokens.windows(4).position(dots) {
        let length = tokens.iter().skip(at).take_while(|token| token.norm.starts_with('.')).count();
        let rest: Vec<Token> = tokens.drain(at + 1..at + length).collect();
        if let Some(first) = tokens.get_mut(at) {
            first.tag = Tag::Colon;
            first.norm = ":".to_owned();
            first.span.end = rest.last().map_or(first.span.end, |last| last.span.end);
        }
    }
}

/// "Decision. Declined." and "X -> out": the stop after a label and an arrow stand for a colon.
pub(super) fn close_labels(tokens: &mut Vec<Token>) {
    for at in 0..tokens.len() {
        let opens = at == 0 || tokens.get(at).is_some_and(|token| token.starts_line);
        let label = tokens.get(at).is_some_and(|token| token.capital && List::AnswerLabel.has(&token.norm));
        let goes_on = tokens.get(at + 2).is_some();
        if opens
            && label
            && goes_on
            && let Some(stop) = tokens.get_mut(at + 1).filter(|stop| stop.norm == ".")
        {
            stop.tag = Tag::Colon;
        }
    }
    join_leaders(tokens);
    let arrow = |pair: &[Token]| matches!(pair, [shaft, head] if matches!(shaft.norm.as_str(), "-" | "=" | "–") && head.norm == ">" && !head.spaced);
    while let Some(at) = tokens.windows(2).position(arrow) {
        let head = tokens.remove(at + 1);
        if let Some(shaft) = tokens.get_mut(at) {
            shaft.span.end = head.span.end;
            shaft.tag = Tag::Colon;
            shaft.cats = super::lexicon::Cats::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::only_label;
    use crate::claim::token::tokens;

    #[test]
    fn a_label_may_have_a_number_and_no_answer() {
        let labels = |text: &str| only_label(&tokens(text, &[], &[]));
        for label in ["A.", "a4.", "Q17:", "Answer 4.", "Question 12:", "Response:", "Reply –"] {
            assert!(labels(label), "{label}");
        }
        for other in ["A: 0.", "Answer: 0", "Answer 4: 0", "No.", "4.", "A plan.", "Answers follow."] {
            assert!(!labels(other), "{other}");
        }
    }
}
