//! Phrases made ready to be read along a text: a graph without loops whose edges read a word or a gap.

use std::collections::{HashMap, HashSet};

use super::inflect::{Place, forms};
use super::{MatcherFault, MatcherFaultKind};
use crate::policy::phrase::{DEEPEST, GAP_WORDS, Item, Joint, MOST_PARTS, Phrase, Piece, Sequence, Word};
use crate::text::{Class, Folded, class};

/// Number of a node in its program.
pub(super) type NodeId = u32;
/// Number of a word in [`Words`].
pub(super) type WordId = u32;

/// How a word hangs on what was read before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// A separator stands between.
    Apart,
    /// A separator may stand between.
    Near,
    /// After a gap: any punctuation within the sentence.
    Loose,
}

/// One step.
#[derive(Debug, Clone)]
pub(super) enum Node {
    /// The phrase ends.
    Accept,
    /// Read a form of the word, then go on at `next`.
    Word { word: WordId, link: Link, next: NodeId },
    /// Skip up to three words, then go on at `next`.
    Gap { next: NodeId },
    /// Go on at each of these.
    Fork(Vec<NodeId>),
}

/// A phrase as a graph; each node's successors have smaller numbers.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) nodes: Vec<Node>,
    pub(super) entry: NodeId,
    /// Which words occur in each match.
    pub(super) needs: Needs,
}

/// Which nodes every match goes through.
#[derive(Debug)]
pub(super) enum Needs {
    /// This one.
    Node(NodeId),
    /// One at least of each of these sets.
    Each(Vec<Needs>),
    /// Some of these sets, but which is open.
    Some(Vec<Needs>),
    /// Nothing.
    Nothing,
}

impl Program {
    /// For each node how many words may be read before it, at most.
    pub(super) fn words_before(&self) -> Vec<usize> {
        let mut before = vec![0; self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate().rev() {
            let here = before.get(at).copied().unwrap_or(0);
            let mut reach = |next: NodeId, words: usize| {
                if let Some(most) = before.get_mut(next as usize) {
                    *most = words.max(*most);
                }
            };
            match node {
                Node::Accept => {}
                Node::Word { next, .. } => reach(*next, here + 1),
                Node::Gap { next } => reach(*next, here + GAP_WORDS),
                Node::Fork(nexts) => nexts.iter().for_each(|next| reach(*next, here)),
            }
        }
        before
    }
}

impl Program {
    /// For each node how many words may be read from it on, at most, its own left out.
    pub(super) fn words_after(&self) -> Vec<usize> {
        let mut from: Vec<usize> = Vec::with_capacity(self.nodes.len());
        let mut after = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            let of = |next: &NodeId| from.get(*next as usize).copied().unwrap_or(0);
            let (beyond, own) = match node {
                Node::Accept => (0, 0),
                Node::Word { next, .. } => (of(next), 1),
                Node::Gap { next } => (of(next), GAP_WORDS),
                Node::Fork(nexts) => (nexts.iter().map(of).max().unwrap_or(0), 0),
            };
            after.push(beyond);
            from.push(beyond + own);
        }
        after
    }
}

/// A program's edges turned around.
pub(super) struct Backward<'p> {
    program: &'p Program,
    edges: Vec<Vec<NodeId>>,
}

/// What may be read right before a node.
#[derive(Debug, Default)]
pub(super) struct Before {
    /// These words.
    pub(super) words: Vec<NodeId>,
    /// Nothing, or a gap.
    pub(super) open: bool,
}

impl<'p> Backward<'p> {
    pub(super) fn new(program: &'p Program) -> Self {
        let mut edges = vec![Vec::new(); program.nodes.len()];
        for (at, node) in (0..).zip(&program.nodes) {
            let mut add = |next: &NodeId| edges.get_mut(*next as usize).into_iter().for_each(|of| of.push(at));
            match node {
                Node::Accept => {}
                Node::Word { next, .. } | Node::Gap { next } => add(next),
                Node::Fork(nexts) => nexts.iter().for_each(add),
            }
        }
        Self { program, edges }
    }

    pub(super) fn before(&self, node: NodeId) -> Before {
        let mut before = Before::default();
        let mut open = vec![node];
        let mut seen = HashSet::new();
        while let Some(node) = open.pop() {
            before.open |= node == self.program.entry;
            for from in self.edges.get(node as usize).into_iter().flatten().filter(|from| seen.insert(**from)) {
                match self.program.nodes.get(*from as usize) {
                    Some(Node::Word { .. }) => before.words.push(*from),
                    Some(Node::Gap { .. }) => before.open = true,
                    Some(Node::Fork(_)) => open.push(*from),
                    Some(Node::Accept) | None => {}
                }
            }
        }
        before
    }

    /// `node`, and all words that its word may be written together with: one of them starts a word of the text.
    pub(super) fn joined(&self, node: NodeId) -> Vec<NodeId> {
        let mut joined = vec![node];
        let mut next = 0;
        while let Some(node) = joined.get(next).copied() {
            next += 1;
            if let Some(Node::Word { link: Link::Near, .. }) = self.program.nodes.get(node as usize) {
                let before = self.before(node).words.into_iter().filter(|word| !joined.contains(word));
                let before: Vec<NodeId> = before.collect();
                joined.extend(before);
            }
        }
        joined
    }
}

/// All words of all phrases with their forms, each once.
#[derive(Debug, Default)]
pub(super) struct Words {
    ids: HashMap<(String, bool, Place), WordId>,
    forms: Vec<Forms>,
}

/// The folded forms of a word, hyphens left out.
#[derive(Debug)]
pub(super) struct Forms {
    pub(super) all: Vec<Box<[u8]>>,
    /// How many bytes of each form stand before its first letter or digit (`.net`); all forms start alike.
    pub(super) lead: usize,
}

impl Words {
    pub(super) fn get(&self, word: WordId) -> Option<&Forms> {
        self.forms.get(word as usize)
    }

    /// Of each word, in the order of their numbers.
    pub(super) fn forms(&self) -> impl Iterator<Item = &Forms> {
        self.forms.iter()
    }

    fn id(&mut self, word: &Word, place: Place) -> WordId {
        let key = (word.text.clone(), word.inflected, place);
        let next = WordId::try_from(self.forms.len()).unwrap_or(WordId::MAX);
        *self.ids.entry(key).or_insert_with(|| {
            self.forms.push(Forms::new(word, place));
            next
        })
    }
}

impl Forms {
    fn new(word: &Word, place: Place) -> Self {
        let mut all: Vec<Box<[u8]>> = Vec::new();
        for spelling in spellings(&word.text) {
            let more = forms(&spelling, word.inflected, place).into_iter().map(|form| form.into_bytes().into());
            all.extend(more);
        }
        let lead = all.first().map_or(0, |form| form.iter().take_while(|byte| class(**byte) != Class::Word).count());
        let lead = if all.iter().any(|form| form.len() <= lead) { 0 } else { lead };
        all.sort_unstable();
        all.dedup();
        Self { all, lead }
    }
}

/// The foldings of a word. A letter beyond ASCII may fold to two different Latin ones in upper and lower case.
fn spellings(word: &str) -> Vec<String> {
    let mut cased = vec![word.to_owned()];
    if !word.is_ascii() {
        let mut letters = word.chars();
        let title = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters.flat_map(char::to_lowercase));
        cased.extend([word.to_lowercase(), word.to_uppercase(), title.collect()]);
    }
    let mut spellings: Vec<String> = cased.iter().map(|word| fold_word(word)).collect();
    spellings.sort();
    spellings.dedup();
    spellings
}

fn fold_word(word: &str) -> String {
    let folded = Folded::new(word);
    let bytes = (0..folded.len()).map(|at| folded.byte(at)).filter(|byte| class(*byte) != Class::Hyphen).collect();
    String::from_utf8(bytes).unwrap_or_default()
}

/// Gives the phrases of a `words` list.
pub(super) type Lists<'l> = dyn Fn(&str) -> Option<Vec<Phrase>> + 'l;

/// Makes a program of `phrase`.
pub(super) fn compile(phrase: &Phrase, lists: &Lists<'_>, words: &mut Words) -> Result<Program, MatcherFaultKind> {
    let mut builder = Builder { nodes: vec![Node::Accept], may_end: vec![true], lists, words };
    let (entry, needs) = builder.sequence(&phrase.sequence, Link::Near, 0, DEEPEST)?;
    Ok(Program { nodes: builder.nodes, entry, needs })
}

/// Builds from the end to the start, so that what follows is known: a last word has more endings.
struct Builder<'b> {
    nodes: Vec<Node>,
    /// For each node, whether the phrase may end there without reading another word.
    may_end: Vec<bool>,
    lists: &'b Lists<'b>,
    words: &'b mut Words,
}

type Built = Result<(NodeId, Needs), MatcherFaultKind>;

impl Builder<'_> {
    fn push(&mut self, node: Node) -> Result<NodeId, MatcherFaultKind> {
        if self.nodes.len() >= MOST_PARTS {
            return Err(MatcherFaultKind::TooLarge);
        }
        let may_end = match &node {
            Node::Accept => true,
            Node::Fork(nexts) => nexts.iter().any(|next| self.may_end(*next)),
            Node::Gap { next } => self.may_end(*next),
            Node::Word { .. } => false,
        };
        self.nodes.push(node);
        self.may_end.push(may_end);
        NodeId::try_from(self.nodes.len() - 1).map_err(|_| MatcherFaultKind::TooLarge)
    }

    fn sequence(&mut self, sequence: &Sequence, entry: Link, next: NodeId, depth: usize) -> Built {
        let links = links(&sequence.pieces, entry);
        let mut at = next;
        let mut needs = Vec::new();
        for (piece, link) in sequence.pieces.iter().zip(links).rev() {
            let (start, need) = self.item(&piece.item, link, at, depth)?;
            needs.push(need);
            at = if piece.gap { self.push(Node::Gap { next: start })? } else { start };
        }
        Ok((at, Needs::Some(needs)))
    }

    fn item(&mut self, item: &Item, link: Link, next: NodeId, depth: usize) -> Built {
        match item {
            Item::Word(word) => {
                let place = if self.may_end(next) { Place::Last } else { Place::Inside };
                let word = self.words.id(word, place);
                let node = self.push(Node::Word { word, link, next })?;
                Ok((node, Needs::Node(node)))
            }
            Item::Optional(inner) => {
                let (start, _) = self.sequence(inner, link, next, depth)?;
                Ok((self.push(Node::Fork(vec![start, next]))?, Needs::Nothing))
            }
            Item::Group(branches) => self.fork(branches.iter(), link, next, depth),
            Item::List(name) => {
                let below = depth.checked_sub(1).ok_or_else(|| MatcherFaultKind::ListTooDeep(name.clone()))?;
                let phrases = (self.lists)(name).ok_or_else(|| MatcherFaultKind::UnknownList(name.clone()))?;
                if phrases.is_empty() {
                    return Err(MatcherFaultKind::EmptyList(name.clone()));
                }
                self.fork(phrases.iter().map(|phrase| &phrase.sequence), link, next, below)
            }
        }
    }

    fn fork<'s>(
        &mut self,
        branches: impl Iterator<Item = &'s Sequence>,
        link: Link,
        next: NodeId,
        depth: usize,
    ) -> Built {
        let mut starts = Vec::new();
        let mut needs = Vec::new();
        for branch in branches {
            let (start, need) = self.sequence(branch, link, next, depth)?;
            starts.push(start);
            needs.push(need);
        }
        Ok((self.push(Node::Fork(starts))?, Needs::Each(needs)))
    }

    fn may_end(&self, node: NodeId) -> bool {
        self.may_end.get(node as usize).copied().unwrap_or(false)
    }
}

/// How each piece hangs on what was read before. Up to the first piece that can't be left out, the link into the
/// whole sequence counts too, for what stands before may have been left out; the weaker of the two holds.
fn links(pieces: &[Piece], entry: Link) -> Vec<Link> {
    let mut open = Some(entry);
    let mut links = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let own = match (piece.gap, piece.joint) {
            (true, _) => Link::Loose,
            (false, Joint::Space) => Link::Apart,
            (false, Joint::Hyphen) => Link::Near,
        };
        links.push(match open {
            Some(entry) if at == 0 || own == Link::Apart => entry,
            Some(_) | None => own,
        });
        if piece.item.is_fixed() {
            open = None;
        }
    }
    links
}

impl MatcherFaultKind {
    /// Says where the fault is.
    pub(super) fn at(self, rule: usize, phrase: usize) -> MatcherFault {
        MatcherFault { rule, phrase, kind: self }
    }
}
