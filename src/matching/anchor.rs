//! Which word of a phrase to look for: the one that a text is least likely to have without the phrase.

use std::collections::HashMap;

use super::common::is_common;
use super::program::{Backward, Needs, Node, NodeId, Program, Words};
use super::table::KEY;
use crate::text::{Class, class};

/// The strings to look for, one of which starts a run of letters wherever a word stands in any of its forms.
/// Empty when the word has no letter or digit in some form.
pub(super) type Anchors = Vec<Box<[u8]>>;

/// The anchors of each word and how rare they are, in the order of [`Words`].
pub(super) struct Choices {
    of_word: Vec<Choice>,
}

struct Choice {
    anchors: Anchors,
    /// That of the commonest anchor; `None` where the word has none.
    score: Option<i64>,
}

impl Choices {
    /// Looks at all programs together, since a word that many phrases share leads nowhere in particular.
    pub(super) fn new<'p>(programs: impl Iterator<Item = &'p Program>, words: &Words) -> Self {
        let anchors: Vec<Anchors> = words.forms().map(|forms| anchors_of(&forms.all)).collect();
        let mut of_word = vec![0_u32; anchors.len()];
        for node in programs.flat_map(|program| &program.nodes) {
            let Node::Word { word, .. } = node else { continue };
            of_word.iter_mut().skip(*word as usize).take(1).for_each(|uses| *uses += 1);
        }
        // How many places of phrases have a word with this anchor.
        let mut uses: HashMap<&[u8], u32> = HashMap::with_capacity(anchors.len());
        for (anchors, times) in anchors.iter().zip(of_word) {
            anchors.iter().for_each(|anchor| *uses.entry(anchor).or_insert(0) += times);
        }
        let of = |anchor: &[u8]| score(anchor, uses.get(anchor).copied().unwrap_or(1));
        let scores: Vec<Option<i64>> = anchors.iter().map(|all| all.iter().map(|anchor| of(anchor)).min()).collect();
        let choice = |(anchors, score)| Choice { anchors, score };
        Self { of_word: anchors.into_iter().zip(scores).map(choice).collect() }
    }

    /// The nodes of `program` the anchor of one of which starts a word of the text in every match, rarest words
    /// preferred. `None` when there are none.
    pub(super) fn choose(&self, program: &Program, backward: &Backward<'_>) -> Option<Vec<NodeId>> {
        self.best(program, &program.needs, backward).map(|(_, nodes)| nodes)
    }

    /// The anchors of the word at `node`.
    pub(super) fn anchors(&self, program: &Program, node: NodeId) -> &[Box<[u8]>] {
        self.of_node(program, node).map(|choice| choice.anchors.as_slice()).unwrap_or_default()
    }

    fn of_node(&self, program: &Program, node: NodeId) -> Option<&Choice> {
        match program.nodes.get(node as usize) {
            Some(Node::Word { word, .. }) => self.of_word.get(*word as usize),
            Some(Node::Accept | Node::Gap { .. } | Node::Fork(_)) | None => None,
        }
    }

    fn best(&self, program: &Program, needs: &Needs, backward: &Backward<'_>) -> Option<(i64, Vec<NodeId>)> {
        match needs {
            Needs::Nothing => None,
            Needs::Node(node) => {
                let nodes = backward.joined(*node);
                let scores = nodes.iter().map(|node| self.of_node(program, *node).and_then(|choice| choice.score));
                Some((scores.min()??, nodes))
            }
            Needs::Each(all) => {
                let mut every = (i64::MAX, Vec::new());
                for needs in all {
                    let (score, nodes) = self.best(program, needs, backward)?;
                    every.0 = every.0.min(score);
                    every.1.extend(nodes);
                }
                Some(every)
            }
            Needs::Some(all) => {
                all.iter().filter_map(|needs| self.best(program, needs, backward)).max_by_key(|best| best.0)
            }
        }
    }
}

/// The higher, the rarer in a text, by guess: long words are rare, known common ones and those of many phrases are not.
fn score(anchor: &[u8], uses: u32) -> i64 {
    let length = i64::try_from(anchor.len()).unwrap_or(0) * 3;
    let shared = i64::from(uses.max(1).ilog2()) * 4;
    length - shared - if is_common(anchor) { 25 } else { 0 }
}

/// What all forms start with, if that says enough; else each form that no other one starts.
fn anchors_of(forms: &[Box<[u8]>]) -> Anchors {
    let shortest = forms.iter().map(|form| form.len()).min().unwrap_or(0);
    let common = forms.iter().skip(1).fold(forms.first().map(|form| &**form).unwrap_or_default(), |start, form| {
        let length = start.iter().zip(form.iter()).take_while(|(one, other)| one == other).count();
        start.get(..length).unwrap_or_default()
    });
    let stem = letters(common);
    if stem.len() >= shortest.div_ceil(2).max(3).min(shortest) && !stem.is_empty() {
        return vec![stem.into()];
    }
    let starts = |form: &[u8]| !forms.iter().any(|other| form.len() > other.len() && form.starts_with(other));
    let mut anchors: Anchors = forms.iter().filter(|form| starts(form)).map(|form| letters(form).into()).collect();
    anchors.sort_unstable();
    anchors.dedup();
    if anchors.iter().any(|anchor| anchor.is_empty()) { Anchors::new() } else { anchors }
}

/// The first bytes of the longest run of letters: those of ASCII, or, where they are too few, all.
fn letters(form: &[u8]) -> &[u8] {
    let run = form.split(|byte| class(*byte) != Class::Word).max_by_key(|run| run.len()).unwrap_or_default();
    let ascii = run.iter().take_while(|byte| byte.is_ascii()).count();
    let length = if ascii < run.len().min(3) { run.len() } else { ascii };
    run.get(..length.min(KEY)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(forms: &[&str], anchors: &[&str]) {
        let forms: Vec<Box<[u8]>> = forms.iter().map(|form| form.as_bytes().into()).collect();
        let found = anchors_of(&forms);
        let found: Vec<String> = found.iter().map(|anchor| String::from_utf8_lossy(anchor).into_owned()).collect();
        assert_eq!(found, anchors);
    }

    #[test]
    fn anchors() {
        check(&["checkout", "checkouts", "checkout's"], &["checkout"]);
        check(&["automate", "automating", "automation"], &["automat"]);
        check(&["sell", "sells", "sold"], &["sell", "sold"]);
        check(&["ai", "ais"], &["ai"]);
        check(&["at&t"], &["at"]);
        check(&["&"], &[]);
        check(&["café"], &["caf"]);
        check(&["日本"], &["日本"]);
        check(&["éclair"], &["éclair"]);
        check(&["internationalization"], &["internat"]);
    }
}
