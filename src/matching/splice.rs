//! Anchors that a hyphen cuts in two: `check- out`, `auto-mation`.

use super::scan::Scanner;
use crate::text::{Class, class};

/// Calls `hit` for each string of `scanner` that stands in folded `text` with hyphens inside it. See [`Scanner::scan`].
pub(super) fn scan(scanner: &Scanner, text: &[u8], mut hit: impl FnMut(u32, usize) -> bool) -> bool {
    let reach = scanner.longest().saturating_sub(1);
    let mut word = Spliced::default();
    memchr::memchr_iter(b'-', text).any(|hyphen| {
        word.gather(text, hyphen, reach, scanner)
            && scanner.scan(&word.letters, |id, start| {
                let crosses = start < word.before && start + scanner.string(id).len() > word.before;
                crosses && word.places.get(start).is_some_and(|at| hit(id, *at))
            })
    })
}

/// The letters around a hyphen, without it and the hyphens after it, and where each stands.
#[derive(Default)]
struct Spliced {
    letters: Vec<u8>,
    places: Vec<usize>,
    /// How many letters stand before the hyphen.
    before: usize,
}

impl Spliced {
    /// Takes up to `reach` letters on both sides; gives whether a string may be among them.
    fn gather(&mut self, text: &[u8], hyphen: usize, reach: usize, scanner: &Scanner) -> bool {
        self.letters.clear();
        self.places.clear();
        let head = text.get(..hyphen).unwrap_or_default();
        self.before = head.iter().rev().take(reach).take_while(|byte| is_word(Some(byte))).count();
        let Some(mut at) = past_hyphen(text, hyphen).filter(|_| self.before > 0) else { return false };
        let letter = |at: usize| text.get(at).copied().unwrap_or_default();
        if !scanner.has_pair(letter(hyphen - 1), letter(at)) {
            return false;
        }
        for place in hyphen - self.before..hyphen {
            self.take(text, place);
        }
        while self.letters.len() < self.before + reach {
            if is_word(text.get(at)) {
                self.take(text, at);
                at += 1;
            } else if let Some(next) = past_hyphen(text, at) {
                at = next;
            } else {
                break;
            }
        }
        true
    }

    fn take(&mut self, text: &[u8], place: usize) {
        if let Some(letter) = text.get(place) {
            self.letters.push(*letter);
            self.places.push(place);
        }
    }
}

fn is_word(byte: Option<&u8>) -> bool {
    byte.is_some_and(|byte| class(*byte) == Class::Word)
}

/// The letter after a hyphen, or after the white space of a line's end behind it.
fn past_hyphen(text: &[u8], hyphen: usize) -> Option<usize> {
    if text.get(hyphen) != Some(&b'-') {
        return None;
    }
    let rest = text.get(hyphen + 1..)?;
    let next = hyphen + 1 + rest.iter().take_while(|byte| class(**byte) == Class::Space).count();
    is_word(text.get(next)).then_some(next)
}
