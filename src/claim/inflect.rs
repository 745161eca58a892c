//! The inflected forms of a lemma. Regular ones are made; `irregular.tsv` has the others.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::lexicon::{Cats, NOUNS, VERBS, form};

static IRREGULAR: &str = include_str!("irregular.tsv");

/// The forms of `word`, each with what it can be, bits of [`form`].
pub(super) fn inflections(word: &str, cats: Cats) -> Vec<(String, u8)> {
    let inflected = cats.any(VERBS.with(NOUNS));
    let mut all = vec![(word.to_owned(), if inflected { form::BASE } else { 0 })];
    if cats.any(VERBS) && word.chars().all(|letter| letter.is_alphabetic() || letter == '-') {
        if word == "be" {
            all.extend(["is", "are", "was", "were", "been", "being", "am"].map(|be| (be.to_owned(), form::BASE)));
            return all;
        }
        let (past, participle) = irregular(word).unwrap_or_else(|| (with_ed(word), with_ed(word)));
        all.push((if word == "have" { "has".to_owned() } else { with_s(word) }, form::S));
        all.push((past, form::PAST));
        all.push((participle, form::PARTICIPLE));
        all.push((with_ing(word), form::ING));
        if doubles_either_way(word) {
            all.push((format!("{word}led"), form::PAST | form::PARTICIPLE));
            all.push((format!("{word}ling"), form::ING));
        }
    } else if cats.any(NOUNS) && !word.ends_with('s') {
        all.push((with_s(word), form::S));
    }
    all
}

/// Past and participle by lemma.
static BY_LEMMA: LazyLock<HashMap<&str, (&str, &str)>> = LazyLock::new(|| {
    let rows = IRREGULAR.lines().filter_map(|row| {
        let (lemma, forms) = row.split_once('\t')?;
        Some((lemma, forms.split_once('\t')?))
    });
    rows.collect()
});

fn irregular(word: &str) -> Option<(String, String)> {
    BY_LEMMA.get(word).map(|(past, participle)| ((*past).to_owned(), (*participle).to_owned()))
}

fn is_vowel(letter: Option<char>) -> bool {
    letter.is_some_and(|letter| "aeiou".contains(letter))
}

fn with_s(word: &str) -> String {
    let mut back = word.chars().rev();
    match (back.next(), back.next()) {
        (Some('y'), before) if !is_vowel(before) => format!("{}ies", word.trim_end_matches('y')),
        (Some('s' | 'x' | 'z'), _) | (Some('h'), Some('s' | 'c')) | (Some('o'), Some('g' | 't' | 'd')) => {
            format!("{word}es")
        }
        _ => format!("{word}s"),
    }
}

fn stem_before_vowel(word: &str) -> String {
    let mut back = word.chars().rev();
    match (back.next(), back.next(), back.next()) {
        (Some('e'), before, _) if before != Some('e') => word.strip_suffix('e').unwrap_or(word).to_owned(),
        (Some(last), middle, before) if doubles(word, last, middle, before) => format!("{word}{last}"),
        _ => word.to_owned(),
    }
}

fn doubles(word: &str, last: char, middle: Option<char>, before: Option<char>) -> bool {
    let short = word.chars().filter(|&letter| is_vowel(Some(letter))).count() == 1;
    let stressed = [
        "omit", "commit", "permit", "admit", "defer", "refer", "prefer", "confer", "bar", "annul", "rebut", "equip",
        "compel", "expel", "submit", "transfer", "ship", "plan", "unplug", "dispel", "deter",
    ];
    let shape = !is_vowel(Some(last)) && is_vowel(middle) && !is_vowel(before);
    shape && !"wxy".contains(last) && (short || stressed.contains(&word))
}

fn doubles_either_way(word: &str) -> bool {
    ["cancel", "label", "signal", "travel", "model"].contains(&word)
}

fn with_ed(word: &str) -> String {
    let stem = stem_before_vowel(word);
    if stem.ends_with('e') {
        return format!("{stem}d");
    }
    match stem.strip_suffix('y') {
        Some(head) if !is_vowel(head.chars().next_back()) => format!("{head}ied"),
        _ => format!("{stem}ed"),
    }
}

fn with_ing(word: &str) -> String {
    match word.strip_suffix("ie") {
        Some(head) => format!("{head}ying"),
        None => format!("{}ing", stem_before_vowel(word)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflects_verbs() {
        let check = |word: &str, expected: [&str; 3]| {
            assert_eq!([with_s(word), with_ed(word), with_ing(word)], expected.map(str::to_owned), "{word}");
        };
        check("exclude", ["excludes", "excluded", "excluding"]);
        check("omit", ["omits", "omitted", "omitting"]);
        check("supply", ["supplies", "supplied", "supplying"]);
        check("enjoy", ["enjoys", "enjoyed", "enjoying"]);
        check("drop", ["drops", "dropped", "dropping"]);
        check("offer", ["offers", "offered", "offering"]);
        check("veto", ["vetoes", "vetoed", "vetoing"]);
        check("agree", ["agrees", "agreed", "agreeing"]);
    }
}
