//! Words of a block with what each can be, and what it is where it stands.
//!
//! Splitting knows contractions ("isn't" is `is`, `n't`), set phrases of the cue table (one token each) and the
//! hits (one token each, whatever is in them). The tag of a word that can be a noun or a verb is decided by its
//! neighbours: a determiner before it makes a noun, a pronoun or a modal makes a verb.

mod split;
mod tag;
mod verb;

use std::ops::Range;

use split::{join_phrases, split};
use tag::tag;

use super::lexicon::{Cat, Cats};

/// What a token is where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// A hit, or words that stand for it.
    Target,
    /// A determiner or a possessive.
    Det,
    /// "no" before a noun.
    No,
    /// not, never.
    Not,
    /// nobody, nothing, none of.
    Nobody,
    /// neither, nor.
    Nor,
    /// without.
    Without,
    /// except for.
    Except,
    /// instead of.
    Instead,
    /// besides, including.
    Besides,
    /// Any other preposition.
    Prep,
    /// A form of be.
    Be,
    /// A form of have.
    Have,
    /// A form of do.
    Do,
    /// A modal verb.
    Modal,
    /// "to" before a verb.
    To,
    /// A verb.
    Verb,
    /// A noun, or a word nothing is known about.
    Noun,
    /// An adjective or another predicate.
    Adj,
    /// An adverb.
    Adv,
    /// A pronoun.
    Pron,
    /// which, who, what.
    Rel,
    /// "that", when it opens a clause.
    That,
    /// because, although.
    Sub,
    /// if, until.
    Cond,
    /// and, or, but.
    And,
    /// A set phrase that says nothing.
    Idiom,
    /// `,`
    Comma,
    /// `;`
    Semi,
    /// `:`
    Colon,
    /// A dash between words.
    Dash,
    /// `(` or `[`
    Open,
    /// `)` or `]`
    Close,
    /// An opening quotation mark.
    QuoteOpen,
    /// A closing one.
    QuoteClose,
    /// `.`, `!`, `?`
    Stop,
    /// A number.
    Num,
    /// Anything else: a tick, an arrow.
    Sign,
}

impl Tag {
    /// Whether no phrase reaches over it: a mark, a conjunction, the start of another clause.
    pub(super) fn ends_phrase(self) -> bool {
        matches!(
            self,
            Self::Comma
                | Self::Semi
                | Self::Stop
                | Self::Colon
                | Self::Dash
                | Self::Open
                | Self::And
                | Self::Sub
                | Self::Cond
                | Self::Rel
                | Self::That
        )
    }
}

/// One token.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// Bytes of the block's text.
    pub(super) span: Range<usize>,
    /// The words in lower case, typographic apostrophes made plain.
    pub(super) norm: String,
    /// What it is here.
    pub(super) tag: Tag,
    /// What it can be.
    pub(super) cats: Cats,
    /// Its inflections, bits of [`form`].
    pub(super) forms: u8,
    /// The first of its line.
    pub(super) starts_line: bool,
    /// White space before it.
    pub(super) spaced: bool,
    /// Starts with a capital letter.
    pub(super) capital: bool,
}

impl Token {
    /// Whether it can be of `cat`.
    pub(super) fn is(&self, cat: Cat) -> bool {
        self.cats.has(cat)
    }
    /// A stand-in for a hit where a text leaves one out: the end of a lead-in.
    pub(super) fn stand_in(at: usize) -> Self {
        Self {
            span: at..at,
            norm: String::new(),
            tag: Tag::Target,
            cats: Cats::default(),
            forms: 0,
            starts_line: false,
            spaced: true,
            capital: false,
        }
    }
}

const BE: &[&str] = &["am", "is", "are", "was", "were", "be", "been", "being", "'m", "'re", "ai"];
const HAVE: &[&str] = &["have", "has", "had", "having", "'ve"];
const DO: &[&str] = &["do", "does", "did", "doing"];
const MODAL: &[&str] = &[
    "will", "shall", "'ll", "can", "could", "may", "might", "must", "would", "should", "'d", "ought", "wo", "ca", "sha",
];
const PRONOUN: &[&str] = &[
    "i",
    "we",
    "you",
    "he",
    "she",
    "it",
    "they",
    "us",
    "me",
    "him",
    "them",
    "everyone",
    "everybody",
    "everything",
    "anyone",
    "anybody",
    "anything",
    "someone",
    "somebody",
    "something",
    "there",
    "itself",
    "themselves",
    "yours",
    "ours",
];
const SUBJECT: &[&str] = &["i", "we", "you", "he", "she", "it", "they", "who", "nobody", "everyone", "everybody"];
const POSSESSIVE: &[&str] = &["my", "our", "your", "his", "her", "its", "their", "'s", "whose", "'"];

/// Splits `text` into tagged tokens; each of `targets` becomes one token. `line_starts` are the offsets at which a
/// new line of the file starts.
pub(super) fn tokens(text: &str, targets: &[Range<usize>], line_starts: &[usize]) -> Vec<Token> {
    let raw = split(text, targets, line_starts);
    let mut tokens = join_phrases(raw);
    for at in 0..tokens.len() {
        let tag = tag(&tokens, at);
        if let Some(token) = tokens.get_mut(at) {
            token.tag = tag;
        }
    }
    tokens
}
