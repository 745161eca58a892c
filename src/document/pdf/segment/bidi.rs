//! Text that runs from right to left, in the order in which it is read.
//!
//! A line's signs come from left to right, as they are shown. Here the reordering of the Unicode Bidirectional Algorithm
//! (UAX #9, rule L2) is taken back, for one direction inside of another.

use super::{Segment, Word};

/// Which way a sign or a word runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Left,
    Right,
    /// As what stands around it.
    Either,
}

fn way_of(c: char) -> Way {
    match c {
        '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' => Way::Right,
        '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => Way::Left,
        c if c.is_alphanumeric() => Way::Right,
        _ => Way::Either,
    }
}

/// Puts the words of a line, and their letters, in the order in which they are read. Says whether it runs to the left.
pub(super) fn set_in_order(segment: &mut Segment) -> bool {
    let count = |way: Way| segment.text.chars().filter(|c| c.is_alphabetic() && way_of(*c) == way).count();
    if segment.text.is_ascii() || count(Way::Left) == 0 {
        return false;
    }
    let base = if count(Way::Left) >= count(Way::Right) { Way::Left } else { Way::Right };
    let mut words: Vec<(Way, String, Word)> = Vec::new();
    for word in segment.words.drain(..) {
        let text = segment.text.get(word.start..word.end).unwrap_or_default();
        let ways = || text.chars().map(way_of);
        let way = ways().find(|way| *way == Way::Left).or(ways().find(|way| *way == Way::Right));
        let text = if way == Some(Way::Left) { turned(text) } else { text.to_owned() };
        words.push((way.unwrap_or(Way::Either), text, word));
    }
    in_order(&mut words, base, |word| word.0);
    segment.text.clear();
    for (_, text, word) in words {
        if !segment.text.is_empty() {
            segment.text.push(' ');
        }
        let start = segment.text.len();
        segment.text.push_str(&text);
        segment.words.push(Word { start, end: segment.text.len(), rect: word.rect });
    }
    base == Way::Left
}

/// A word that runs to the left; numbers in it stay as they are.
fn turned(word: &str) -> String {
    let mut signs: Vec<char> = word.chars().collect();
    in_order(&mut signs, Way::Left, |sign| way_of(*sign));
    signs.into_iter().collect()
}

/// Puts what is shown from left to right in the order of `base`, and what runs the other way inside of it in its own.
fn in_order<T>(shown: &mut [T], base: Way, way: impl Fn(&T) -> Way) {
    if base == Way::Left {
        shown.reverse();
    }
    let mut rest = shown;
    loop {
        let inner = |one: &T| way(one) != base && way(one) != Way::Either;
        let Some(start) = rest.iter().position(inner) else { return };
        let after = rest.split_at_mut(start).1;
        let length = after.iter().position(|one| way(one) == base).unwrap_or(after.len());
        let length = after.iter().take(length).enumerate().filter(|(_, one)| inner(one)).map(|(at, _)| at + 1).last();
        let (turned, next) = after.split_at_mut(length.unwrap_or(1));
        turned.reverse();
        rest = next;
    }
}
