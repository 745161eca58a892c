//! Phrases: none that another one covers.

use std::collections::{BTreeSet, HashMap};

use crate::policy::diagnostic::Diagnostic;
use crate::policy::model::{At, Policy, Wording};
use crate::policy::phrase::{COVER_LIMIT, Item, Lists, Phrase};

pub(super) fn check(policy: &Policy, out: &mut Vec<Diagnostic>) {
    let resolve = |name: &str| policy.words(name).map(<[Phrase]>::to_vec);
    for block in &policy.blocks {
        covered(&block.wording, &resolve, out);
    }
    for secret in &policy.secrets {
        covered(&secret.wording, &resolve, out);
    }
}

/// Within one rule: across rules a wider phrase may open at another gate, and then both are wanted.
fn covered(wording: &Wording, resolve: &Lists<'_>, out: &mut Vec<Diagnostic>) {
    let index = Index::new(wording, resolve);
    for (number, (phrase, at)) in wording.phrases.iter().enumerate() {
        let others = index.may_cover(phrase, resolve).into_iter().filter(|other| *other != number);
        let wider = others
            .filter_map(|other| Some((other, wording.phrases.get(other)?)))
            .filter(|(_, (other, _))| other.covers(phrase, resolve))
            .find(|(other, (wide, _))| *other < number || !phrase.covers(wide, resolve));
        if let Some((_, (wide, place))) = wider {
            out.push(message(phrase, *at, wide, *place));
        }
    }
}

/// The phrases of a rule by what they can cover, so that not each has to be compared with every other.
#[derive(Default)]
struct Index {
    /// By the letters of what they stand for, where no gap is in it.
    whole: HashMap<String, Vec<usize>>,
    /// By their first word, where a gap is.
    first: HashMap<String, Vec<usize>>,
    /// Those that stand for too much to be told.
    any: Vec<usize>,
}

impl Index {
    fn new(wording: &Wording, resolve: &Lists<'_>) -> Self {
        let mut index = Self::default();
        for (number, (phrase, _)) in wording.phrases.iter().enumerate() {
            match phrase.expansions(COVER_LIMIT, resolve) {
                Some(all) => all.iter().for_each(|expansion| index.add(expansion, number)),
                None => index.any.push(number),
            }
        }
        index
    }

    fn add(&mut self, expansion: &Phrase, number: usize) {
        let words = words(expansion);
        let numbers = match has_gap(expansion) {
            true => self.first.entry(words.into_iter().next().unwrap_or_default()).or_default(),
            false => self.whole.entry(words.concat()).or_default(),
        };
        numbers.push(number);
    }

    /// The phrases that may cover `phrase`, in order: whatever it stands for first has to be matched by them.
    fn may_cover(&self, phrase: &Phrase, resolve: &Lists<'_>) -> BTreeSet<usize> {
        let all = phrase.expansions(COVER_LIMIT, resolve);
        let Some(expansion) = all.as_ref().and_then(|all| all.first()) else { return BTreeSet::new() };
        let letters = words(expansion).concat();
        let whole = self.whole.get(&letters).filter(|_| !has_gap(expansion));
        let starts = letters.char_indices().map(|(at, letter)| at + letter.len_utf8());
        let first = starts.filter_map(|end| self.first.get(letters.get(..end)?));
        first.chain(whole).chain([&self.any]).flatten().copied().collect()
    }
}

fn has_gap(expansion: &Phrase) -> bool {
    expansion.sequence.pieces.iter().any(|piece| piece.gap)
}

/// The words of a phrase that is spelled out, in lower case.
fn words(expansion: &Phrase) -> Vec<String> {
    let words = expansion.sequence.pieces.iter().filter_map(|piece| match &piece.item {
        Item::Word(word) => Some(word.text.chars().flat_map(char::to_lowercase).collect()),
        Item::Optional(_) | Item::Group(_) | Item::List(_) => None,
    });
    words.collect()
}

fn message(phrase: &Phrase, at: At, wide: &Phrase, place: At) -> Diagnostic {
    let message = format!("the phrase `{phrase}` is covered by `{wide}`");
    Diagnostic::warning("policy/covered-phrase", at.file, at.span, message)
        .related(place.file, place.span, "covers it")
        .help("take one of the two out")
}
