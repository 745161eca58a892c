//! What a phrase stands for, spelled out, and whether one phrase makes another needless.

use std::collections::BTreeSet;

use super::{DEEPEST, GAP_WORDS, Item, Joint, Phrase, Piece, Sequence, Word};

/// Gives the phrases of a `words` list by its name; `None` when there is no such list.
pub type Lists<'l> = dyn Fn(&str) -> Option<Vec<Phrase>> + 'l;

/// More expansions than this, and [`Phrase::covers`] gives up (and says no).
pub(crate) const COVER_LIMIT: usize = 256;

impl Phrase {
    /// All the phrases of plain words and gaps that this one stands for, at most `limit`. `None` when there are more,
    /// a list is unknown, or lists refer to each other too deep.
    ///
    /// ```
    /// # use gatelint::policy::phrase::parse_phrase;
    /// let phrase = parse_phrase("[public] self-serve (checkout|check-out)").unwrap();
    /// let all: Vec<String> = phrase.expansions(10, &|_| None).unwrap().iter().map(|one| one.to_string()).collect();
    /// assert_eq!(all, [
    ///     "self-serve checkout", "self-serve check-out", "public self-serve checkout", "public self-serve check-out",
    /// ]);
    /// ```
    #[must_use]
    pub fn expansions(&self, limit: usize, lists: &Lists<'_>) -> Option<Vec<Phrase>> {
        let all = expand_sequence(&self.sequence, limit, lists, DEEPEST)?;
        Some(all.into_iter().map(|pieces| Phrase { sequence: Sequence { pieces } }).collect())
    }

    /// Whether whatever `other` matches as a whole is matched as a whole by this one too. Says no when in doubt: for
    /// phrases of very many expansions, and where only the rules of inflection would show it.
    ///
    /// ```
    /// # use gatelint::policy::phrase::parse_phrase;
    /// let wide = parse_phrase("self-serve (checkout|check-out)").unwrap();
    /// let narrow = parse_phrase("selfserve checkout").unwrap();
    /// assert!(wide.covers(&narrow, &|_| None));
    /// assert!(!narrow.covers(&wide, &|_| None));
    /// ```
    #[must_use]
    pub fn covers(&self, other: &Phrase, lists: &Lists<'_>) -> bool {
        let Some(all) = other.expansions(COVER_LIMIT, lists) else { return false };
        all.iter().all(|expansion| {
            let signs = spell(&expansion.sequence);
            let reader = Reader { signs: &signs, lists };
            let ends = reader.sequence(&self.sequence, Joint::Space, &BTreeSet::from([0]), DEEPEST);
            ends.contains(&signs.len())
        })
    }
}

type Pieces = Vec<Piece>;

fn expand_sequence(sequence: &Sequence, limit: usize, lists: &Lists<'_>, depth: usize) -> Option<Vec<Pieces>> {
    let mut all: Vec<Pieces> = vec![Vec::new()];
    for piece in &sequence.pieces {
        let choices = expand_item(piece, limit, lists, depth)?;
        if all.len() * choices.len() > limit {
            return None;
        }
        all = all.iter().flat_map(|before| choices.iter().map(|choice| join(before, choice))).collect();
    }
    Some(all)
}

fn join(before: &[Piece], choice: &[Piece]) -> Pieces {
    let mut pieces = before.to_vec();
    pieces.extend_from_slice(choice);
    if let Some(first) = pieces.first_mut() {
        (first.joint, first.gap) = (Joint::Space, false);
    }
    pieces
}

fn expand_item(piece: &Piece, limit: usize, lists: &Lists<'_>, depth: usize) -> Option<Vec<Pieces>> {
    let mut all = match &piece.item {
        Item::Word(_) => return Some(vec![vec![piece.clone()]]),
        Item::Optional(inner) => expand_sequence(inner, limit, lists, depth)?,
        Item::Group(branches) => {
            let parts: Option<Vec<_>> =
                branches.iter().map(|branch| expand_sequence(branch, limit, lists, depth)).collect();
            parts?.concat()
        }
        Item::List(name) => {
            let below = depth.checked_sub(1)?;
            let parts: Option<Vec<_>> =
                lists(name)?.iter().map(|one| expand_sequence(&one.sequence, limit, lists, below)).collect();
            parts?.concat()
        }
    };
    for first in all.iter_mut().filter_map(|pieces| pieces.first_mut()) {
        (first.joint, first.gap) = (piece.joint, piece.gap);
    }
    if let Item::Optional(_) = piece.item {
        all.insert(0, Vec::new());
    }
    Some(all)
}

/// One step of an expansion, letter by letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Letter(char),
    /// `~` after the letters of a word.
    Inflected,
    Joint(Joint),
    Gap,
}

fn spell(sequence: &Sequence) -> Vec<Sign> {
    let mut signs = Vec::new();
    for (at, piece) in sequence.pieces.iter().enumerate() {
        match (at, piece.gap) {
            (0, _) => {}
            (_, true) => signs.extend([Sign::Joint(Joint::Space), Sign::Gap, Sign::Joint(Joint::Space)]),
            (_, false) => signs.push(Sign::Joint(piece.joint)),
        }
        if let Item::Word(word) = &piece.item {
            signs.extend(word.text.chars().flat_map(char::to_lowercase).map(Sign::Letter));
            signs.extend(word.inflected.then_some(Sign::Inflected));
        }
    }
    signs
}

type Places = BTreeSet<usize>;

/// Reads a spelled-out expansion with another phrase, all ways at once.
struct Reader<'r> {
    signs: &'r [Sign],
    lists: &'r Lists<'r>,
}

impl Reader<'_> {
    fn sequence(&self, sequence: &Sequence, entry: Joint, from: &Places, depth: usize) -> Places {
        let mut places = from.clone();
        let mut joint = Some(entry);
        for piece in &sequence.pieces {
            let joint = joint.take().unwrap_or(piece.joint);
            let before = if piece.gap { self.gap(&places) } else { places.clone() };
            let after = self.item(&piece.item, joint, &before, depth);
            match piece.item {
                Item::Optional(_) => places.extend(after),
                Item::Word(_) | Item::Group(_) | Item::List(_) => places = after,
            }
        }
        places
    }

    fn item(&self, item: &Item, joint: Joint, from: &Places, depth: usize) -> Places {
        match item {
            Item::Word(word) => from.iter().flat_map(|&at| self.word(word, joint, at)).collect(),
            Item::Optional(inner) => self.sequence(inner, joint, from, depth),
            Item::Group(branches) => {
                branches.iter().flat_map(|branch| self.sequence(branch, joint, from, depth)).collect()
            }
            Item::List(name) => match (depth.checked_sub(1), (self.lists)(name)) {
                (Some(below), Some(phrases)) => {
                    phrases.iter().flat_map(|one| self.sequence(&one.sequence, joint, from, below)).collect()
                }
                _ => Places::new(),
            },
        }
    }

    /// The places after `word`, hung on by `joint` unless it is the first of all.
    fn word(&self, word: &Word, joint: Joint, at: usize) -> Vec<usize> {
        let starts: Vec<usize> = match (at, self.signs.get(at), joint) {
            (0, _, _) => vec![0],
            (_, Some(Sign::Joint(_)), Joint::Hyphen) => vec![at + 1],
            (_, Some(Sign::Joint(Joint::Space)), Joint::Space) => vec![at + 1],
            (_, Some(Sign::Letter(_)), Joint::Hyphen) => vec![at],
            _ => Vec::new(),
        };
        starts.into_iter().filter_map(|start| self.letters(word, start)).collect()
    }

    fn letters(&self, word: &Word, start: usize) -> Option<usize> {
        let mut at = start;
        for letter in word.text.chars().flat_map(char::to_lowercase) {
            if self.signs.get(at) != Some(&Sign::Letter(letter)) {
                return None;
            }
            at += 1;
        }
        let mark = self.signs.get(at) == Some(&Sign::Inflected);
        (word.inflected || !mark).then_some(at + usize::from(mark))
    }

    /// The places after a gap: the other's own gap, or up to three of its words.
    fn gap(&self, from: &Places) -> Places {
        let mut places = from.clone();
        // Words are skipped from the end of a word on, not from inside of one.
        for &at in from.iter().filter(|at| matches!(self.signs.get(**at), Some(Sign::Joint(_)))) {
            if self.signs.get(at + 1) == Some(&Sign::Gap) {
                places.insert(at + 2);
                continue;
            }
            let words = self.signs.iter().enumerate().skip(at + 1);
            let ends = words.filter(|(_, sign)| **sign == Sign::Joint(Joint::Space)).map(|(end, _)| end);
            let held = |end: &usize| !self.signs.get(at..*end).unwrap_or_default().contains(&Sign::Gap);
            places.extend(ends.take(GAP_WORDS).take_while(held));
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::phrase::parse_phrase;

    fn lists(name: &str) -> Option<Vec<Phrase>> {
        match name {
            "pay" => Some(vec![parse_phrase("checkout").unwrap(), parse_phrase("check-out").unwrap()]),
            "loop" => Some(vec![parse_phrase("a {loop}").unwrap()]),
            _ => None,
        }
    }

    fn check(wide: &str, narrow: &str, expected: bool) {
        let covers = parse_phrase(wide).unwrap().covers(&parse_phrase(narrow).unwrap(), &lists);
        assert_eq!(covers, expected, "`{wide}` covers `{narrow}`");
    }

    #[test]
    fn covers() {
        check("self-serve checkout", "self-serve checkout", true);
        check("self-serve checkout", "Self-Serve Checkout", true);
        check("self-serve checkout", "self serve checkout", true);
        check("self serve checkout", "self-serve checkout", false);
        check("check-out", "checkout", true);
        check("checkout", "check-out", false);
        check("[public] self-serve {pay}", "self-serve (checkout|check-out)", true);
        check("self-serve {pay}", "public self-serve checkout", false);
        check("self-serve checkout", "self-serve {pay}", false);
        check("self-serve .. checkout", "self-serve checkout", true);
        check("self-serve .. checkout", "self-serve online checkout", true);
        check("self-serve .. checkout", "self-serve a b c checkout", true);
        check("self-serve .. checkout", "self-serve a b c d checkout", false);
        check("self-serve .. checkout", "self-serve .. checkout", true);
        check("self-serve checkout", "self-serve .. checkout", false);
        check("self .. checkout", "self .. a checkout", false);
        check("self .. checkout", "selfish a checkout", false);
        check("offer~", "offer", true);
        check("offer", "offer~", false);
        check("pre-(paid|sold) plan", "prepaid plan", true);
        check("{nowhere} a", "b a", false);
        check("{loop}", "{loop}", false);
    }

    #[test]
    fn expansions_have_a_limit() {
        let phrase = parse_phrase("(a|b) (a|b) (a|b)").unwrap();
        assert_eq!(phrase.expansions(8, &lists).map(|all| all.len()), Some(8));
        assert_eq!(phrase.expansions(7, &lists), None);
        assert_eq!(parse_phrase("{loop}").unwrap().expansions(8, &lists), None);
    }
}
