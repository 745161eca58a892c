//! Anchors that a hyphen cuts in two: `check- out`, `auto-mation`.

use super::table::{KEY, Table, starts_word};
use crate::text::{Class, Folded, class};

/// Calls `hit` with the number and the start of each string of `table` that a word of `text` with hyphens inside may
/// begin with, and with how many letters of it stand before the hyphen. See [`Table::scan`].
pub(super) fn scan(table: &Table, text: &Folded<'_>, mut hit: impl FnMut(u32, usize, usize) -> bool) -> bool {
    let mut letters = Vec::new();
    memchr::memchr_iter(b'-', text.bytes()).any(|hyphen| {
        let head = text.bytes().get(..hyphen).unwrap_or_default();
        let before = head.iter().rev().take(KEY - 1).take_while(|byte| class(**byte) == Class::Word).count();
        let next = past_hyphen(text.bytes(), hyphen);
        next.filter(|_| before > 0).is_some_and(|next| {
            (hyphen - before..hyphen).filter(|start| starts_word(text, *start)).any(|start| {
                let second = if start + 1 < hyphen { start + 1 } else { next };
                table.may_begin(text.byte(start), text.byte(second)) && {
                    gather(text.bytes(), start, &mut letters);
                    table.probe(&letters, 0, |id| hit(id, start, hyphen - start))
                }
            })
        })
    })
}

/// Takes the letters from `start` on, hyphens left out, as many as an anchor may have.
fn gather(text: &[u8], start: usize, letters: &mut Vec<u8>) {
    letters.clear();
    let mut at = start;
    while letters.len() < KEY {
        match text.get(at) {
            Some(byte) if class(*byte) == Class::Word => {
                letters.push(*byte);
                at += 1;
            }
            _ => match past_hyphen(text, at) {
                Some(next) => at = next,
                None => return,
            },
        }
    }
}

/// The letter after a hyphen, or after the white space of a line's end behind it.
fn past_hyphen(text: &[u8], hyphen: usize) -> Option<usize> {
    if text.get(hyphen) != Some(&b'-') {
        return None;
    }
    let rest = text.get(hyphen + 1..)?;
    let next = hyphen + 1 + rest.iter().take_while(|byte| class(**byte) == Class::Space).count();
    text.get(next).is_some_and(|byte| class(*byte) == Class::Word).then_some(next)
}
