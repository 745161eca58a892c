//! The wording language of `phrase` and `words` clauses.
//!
//! A phrase is words with few signs: `[word]` is optional, `(a|b c)` are alternatives, `..` is a gap of up to three
//! words, `word~` is a word in any of its inflections, `{name}` is a `words` list. Words are parted by white space,
//! hyphens or slashes. A hyphen is a weaker joint than a space: `self-serve` also stands for `selfserve`. A
//! backslash takes a sign's meaning away.
//!
//! ```
//! use gatelint::policy::phrase::parse_phrase;
//! let phrase = parse_phrase("[public]  self-serve (checkout|check-out)").unwrap();
//! assert_eq!(phrase.to_string(), "[public] self-serve (checkout|check-out)");
//! assert_eq!(parse_phrase("[public] (self").unwrap_err().span, 9..10);
//! ```

mod cover;
mod parse;

use std::fmt;

pub(crate) use cover::COVER_LIMIT;
pub use cover::Lists;
pub use parse::{PhraseFault, parse_phrase};

/// Brackets may stand inside each other this deep.
pub const DEEPEST: usize = 8;
/// A phrase has fewer words, gaps and branchings than this, its lists spelled out: what has more is a mistake.
pub const MOST_PARTS: usize = 50_000;
/// A gap stands for at most this many words.
pub const GAP_WORDS: usize = 3;

/// A phrase as its author wrote it, case included; [`fmt::Display`] prints canonical text that parses back to it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Phrase {
    /// What stands one after the other.
    pub sequence: Sequence,
}

/// Items one after the other: at least one piece, and among them one that can't be left out.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sequence {
    /// In order.
    pub pieces: Vec<Piece>,
}

/// An item and how it hangs on what stands before it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Piece {
    /// What parts it from the item before; [`Joint::Space`] for the first of a sequence and after a gap.
    pub joint: Joint,
    /// Whether `..` stands before it.
    pub gap: bool,
    /// The item.
    pub item: Item,
}

/// What parts two words of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Joint {
    /// White space or a slash: the words are apart in the text too.
    Space,
    /// A hyphen: the words may also be written as one.
    Hyphen,
}

/// One item of a sequence.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Item {
    /// A word.
    Word(Word),
    /// `[…]`: may be left out.
    Optional(Sequence),
    /// `(…|…)`: one of these.
    Group(Vec<Sequence>),
    /// `{name}`: one of the phrases of a `words` list.
    List(String),
}

/// A word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Word {
    /// As written, escapes resolved; not empty, no white space.
    pub text: String,
    /// Whether `~` follows: any inflection of it.
    pub inflected: bool,
}

impl Phrase {
    /// The names of the `words` lists it uses, in order, repeated where they are.
    #[must_use]
    pub fn lists(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.sequence.collect_lists(&mut names);
        names
    }
}

impl Sequence {
    /// Whether some item here can't be left out and holds a letter or digit.
    pub(crate) fn has_fixed(&self) -> bool {
        self.pieces.iter().any(|piece| piece.item.is_fixed())
    }

    fn collect_lists<'p>(&'p self, names: &mut Vec<&'p str>) {
        for piece in &self.pieces {
            match &piece.item {
                Item::Word(_) => {}
                Item::List(name) => names.push(name),
                Item::Optional(inner) => inner.collect_lists(names),
                Item::Group(branches) => branches.iter().for_each(|branch| branch.collect_lists(names)),
            }
        }
    }
}

impl Item {
    /// Whether it can't be left out and holds a letter or digit. A list counts: each of its phrases has a fixed word.
    pub(crate) fn is_fixed(&self) -> bool {
        match self {
            Item::Word(word) => word.text.chars().any(char::is_alphanumeric),
            Item::Optional(_) => false,
            Item::Group(branches) => branches.iter().all(Sequence::has_fixed),
            Item::List(_) => true,
        }
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.sequence.fmt(f)
    }
}

impl fmt::Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, piece) in self.pieces.iter().enumerate() {
            match (at, piece.gap, piece.joint) {
                (0, _, _) => {}
                (_, true, _) => f.write_str(" .. ")?,
                (_, false, Joint::Space) => f.write_str(" ")?,
                (_, false, Joint::Hyphen) => f.write_str("-")?,
            }
            piece.item.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Item::Word(word) => word.fmt(f),
            Item::Optional(inner) => write!(f, "[{inner}]"),
            Item::List(name) => write!(f, "{{{name}}}"),
            Item::Group(branches) => {
                for (at, branch) in branches.iter().enumerate() {
                    f.write_str(if at == 0 { "(" } else { "|" })?;
                    branch.fmt(f)?;
                }
                f.write_str(")")
            }
        }
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before = None;
        for letter in self.text.chars() {
            let second_dot = letter == '.' && before == Some('.');
            if second_dot || parse::is_sign(letter) {
                f.write_str("\\")?;
            }
            write!(f, "{letter}")?;
            before = Some(letter);
        }
        f.write_str(if self.inflected { "~" } else { "" })
    }
}
