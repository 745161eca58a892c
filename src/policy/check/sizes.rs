//! Phrases: none that stands for more than can be looked for once its lists are spelled out.

use std::collections::HashMap;

use crate::policy::diagnostic::Diagnostic;
use crate::policy::model::{At, DemandKind, Policy};
use crate::policy::phrase::{DEEPEST, Item, MOST_PARTS, Phrase, Sequence};

/// Wants lists that do not call themselves.
pub(super) fn check(policy: &Policy, out: &mut Vec<Diagnostic>) {
    let mut sizes = Sizes { policy, known: HashMap::new() };
    let wordings = policy.blocks.iter().map(|block| &block.wording);
    let wordings = wordings.chain(policy.secrets.iter().map(|secret| &secret.wording));
    for (phrase, at) in wordings.flat_map(|wording| &wording.phrases) {
        out.extend(sizes.fault(phrase, *at));
    }
    let evidence = policy.evidence.iter().flat_map(|evidence| &evidence.demands);
    for demand in evidence.chain(policy.requires.iter().flat_map(|require| &require.demands)) {
        if let DemandKind::Text(phrases) = &demand.kind {
            out.extend(phrases.iter().find_map(|phrase| sizes.fault(phrase, demand.at)));
        }
    }
}

/// What a phrase or a part of it comes to.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    /// Words, gaps and branchings.
    parts: usize,
    /// How deep `words` lists stand in each other.
    lists: usize,
}

impl Size {
    fn and(self, other: Self) -> Self {
        Self { parts: self.parts.saturating_add(other.parts), lists: self.lists.max(other.lists) }
    }
}

/// The sizes of lists, each counted once.
struct Sizes<'p> {
    policy: &'p Policy,
    known: HashMap<&'p str, Size>,
}

impl<'p> Sizes<'p> {
    fn fault(&mut self, phrase: &'p Phrase, at: At) -> Option<Diagnostic> {
        let size = self.sequence(&phrase.sequence, 0).filter(|size| size.lists <= DEEPEST);
        let (message, help) = match size {
            // The end of the phrase is a part of it too.
            Some(size) if size.parts < MOST_PARTS => return None,
            Some(_) => (
                format!(
                    "the phrase stands for too much: with its lists spelled out it has more than {MOST_PARTS} parts"
                ),
                "split it into several phrases, or take words out of its lists",
            ),
            None => (
                format!("the phrase stands for too much: its lists call lists more than {DEEPEST} deep"),
                "write the words of the innermost lists out",
            ),
        };
        Some(Diagnostic::error("policy/large-phrase", at.file, at.span, message).help(help))
    }

    /// `None` where lists stand too deep.
    fn sequence(&mut self, sequence: &'p Sequence, depth: usize) -> Option<Size> {
        sequence.pieces.iter().try_fold(Size::default(), |size, piece| {
            let gap = Size { parts: usize::from(piece.gap), lists: 0 };
            Some(size.and(gap).and(self.item(&piece.item, depth)?))
        })
    }

    fn item(&mut self, item: &'p Item, depth: usize) -> Option<Size> {
        let fork = Size { parts: 1, lists: 0 };
        match item {
            Item::Word(_) => Some(Size { parts: 1, lists: 0 }),
            Item::Optional(inner) => Some(fork.and(self.sequence(inner, depth)?)),
            Item::Group(branches) => {
                branches.iter().try_fold(fork, |size, branch| Some(size.and(self.sequence(branch, depth)?)))
            }
            Item::List(name) => self.list(name, depth),
        }
    }

    fn list(&mut self, name: &'p str, depth: usize) -> Option<Size> {
        if let Some(size) = self.known.get(name) {
            return Some(*size);
        }
        if depth >= DEEPEST {
            return None;
        }
        let policy = self.policy;
        let phrases = policy.words(name).unwrap_or_default().iter();
        let fork = Size { parts: 1, lists: 0 };
        let mut size = phrases
            .map(|phrase| &phrase.sequence)
            .try_fold(fork, |size, sequence| Some(size.and(self.sequence(sequence, depth + 1)?)))?;
        size.lists += 1;
        self.known.insert(name, size);
        Some(size)
    }
}
