//! The cue table and its lookup: each form with the categories it can have, inflected forms included.
//!
//! The table is `cues.tsv`, one row a cue: form, category, where the words it acts on stand. Verbs and nouns stand
//! in it by lemma; their inflected forms are made (`inflect.rs`). Rows of
//! several words are inflected in their first word.

use std::sync::OnceLock;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::inflect::inflections;

static TABLE: &str = include_str!("cues.tsv");

/// What a form can be. One name a category of the table; the number is its bit in a [`Cats`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Cat {
    /// A verb whose object is there: include, offer, sell.
    Include,
    /// A verb whose object is kept out: exclude, omit, withdraw.
    Exclude,
    /// A verb whose subject is there: exist, ship, belong to.
    Exist,
    /// A verb whose subject is not, or no longer, there: lapse, fall outside.
    End,
    /// A verb of speech.
    Say,
    /// A verb of belief.
    Think,
    /// A verb that raises its object without settling it: request, discuss.
    Ask,
    /// A verb that denies the action after it: refuse to, stop …ing.
    Refuse,
    /// A verb that lets the action after it stand: allow, undertake to.
    Permit,
    /// A verb of intention.
    Plan,
    /// A verb that, denied, says nothing about being there: require, limit.
    OtherVerb,
    /// A predicate of being there.
    Available,
    /// A predicate of not being there.
    Unavailable,
    /// A predicate that says something else.
    OtherPredicate,
    /// A noun of keeping out: exclusion, removal.
    Exclusion,
    /// A noun that stands for its complement: support for, right to.
    Offer,
    /// A noun that waits for a decision: proposal, request.
    Proposal,
    /// A noun that owns the cue before it: fee, limit.
    Attribute,
    /// A noun things are sold in: plan, order.
    Container,
    /// A noun that names words: phrase, wording.
    Wording,
    /// Somebody else's: competitor.
    Third,
    /// The reader's side.
    Customer,
    /// Our side.
    Vendor,
    /// not, never, no longer.
    Not,
    /// no, zero.
    No,
    /// nobody, nothing, none of.
    Nobody,
    /// neither, nor.
    Nor,
    /// without, minus.
    Without,
    /// except for, other than.
    Except,
    /// instead of, rather than.
    Instead,
    /// besides, including.
    Besides,
    /// A set phrase whose negation says nothing.
    Idiom,
    /// if, until, subject to.
    Condition,
    /// because, although.
    Subordinator,
    /// which, who, what.
    Relative,
    /// and, or, but.
    And,
    /// Determiners and what stands with them.
    Determiner,
    /// in, of, for.
    Preposition,
    /// also, currently.
    Adverb,
    /// wrongly, supposedly.
    False,
    /// Answers that affirm.
    Yes,
    /// Answers that deny.
    NoAnswer,
    /// will, shall.
    Future,
    /// can, may, must.
    Can,
    /// could, would, might.
    Could,
    /// coming soon, on the roadmap.
    Promise,
    /// Words that stand for something said before.
    Anaphor,
}

/// The categories by the names of the table.
pub(super) const NAMES: &[(&str, Cat)] = &[
    ("v.include", Cat::Include),
    ("v.exclude", Cat::Exclude),
    ("v.exist", Cat::Exist),
    ("v.end", Cat::End),
    ("v.say", Cat::Say),
    ("v.think", Cat::Think),
    ("v.ask", Cat::Ask),
    ("v.refuse", Cat::Refuse),
    ("v.permit", Cat::Permit),
    ("v.plan", Cat::Plan),
    ("v.other", Cat::OtherVerb),
    ("p.available", Cat::Available),
    ("p.unavailable", Cat::Unavailable),
    ("p.other", Cat::OtherPredicate),
    ("n.exclusion", Cat::Exclusion),
    ("n.offer", Cat::Offer),
    ("n.proposal", Cat::Proposal),
    ("n.attribute", Cat::Attribute),
    ("n.container", Cat::Container),
    ("n.wording", Cat::Wording),
    ("n.third", Cat::Third),
    ("n.customer", Cat::Customer),
    ("n.vendor", Cat::Vendor),
    ("f.not", Cat::Not),
    ("f.no", Cat::No),
    ("f.nobody", Cat::Nobody),
    ("f.nor", Cat::Nor),
    ("f.without", Cat::Without),
    ("f.except", Cat::Except),
    ("f.instead", Cat::Instead),
    ("f.besides", Cat::Besides),
    ("f.idiom", Cat::Idiom),
    ("f.cond", Cat::Condition),
    ("f.sub", Cat::Subordinator),
    ("f.rel", Cat::Relative),
    ("f.and", Cat::And),
    ("f.the", Cat::Determiner),
    ("f.prep", Cat::Preposition),
    ("f.adv", Cat::Adverb),
    ("f.false", Cat::False),
    ("a.yes", Cat::Yes),
    ("a.no", Cat::NoAnswer),
    ("m.future", Cat::Future),
    ("m.can", Cat::Can),
    ("m.could", Cat::Could),
    ("m.promise", Cat::Promise),
    ("t.anaphor", Cat::Anaphor),
];

/// A set of categories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Cats(u64);

impl Cats {
    /// The set of one.
    pub(super) const fn of(cat: Cat) -> Self {
        Self(1 << cat as u8)
    }
    /// Both sets together.
    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
    /// Whether `cat` is in it.
    pub(super) const fn has(self, cat: Cat) -> bool {
        self.0 & (1 << cat as u8) != 0
    }
    /// Whether the two share a category.
    pub(super) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
    /// What the two share.
    pub(super) const fn only(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
    /// Whether nothing is in it.
    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// What says that a thing is there.
const THERE: Cats = Cats::of(Cat::Include).with(Cats::of(Cat::Exist)).with(Cats::of(Cat::Available));
/// All verb categories.
pub(super) const VERBS: Cats = Cats(0b111_1111_1111);
/// Verbs that take a clause of their own and say something about its truth.
pub(super) const CLAUSAL: Cats = Cats::of(Cat::Say).with(Cats::of(Cat::Think)).with(Cats::of(Cat::Permit));
/// All predicates after a form of be.
pub(super) const PREDICATES: Cats =
    Cats::of(Cat::Available).with(Cats::of(Cat::Unavailable)).with(Cats::of(Cat::OtherPredicate));
/// All nouns of the table.
pub(super) const NOUNS: Cats = Cats::of(Cat::Exclusion)
    .with(Cats::of(Cat::Offer))
    .with(Cats::of(Cat::Proposal))
    .with(Cats::of(Cat::Attribute))
    .with(Cats::of(Cat::Container))
    .with(Cats::of(Cat::Wording))
    .with(Cats::of(Cat::Third))
    .with(Cats::of(Cat::Customer))
    .with(Cats::of(Cat::Vendor));

/// The inflection a form can be, as bits.
pub(super) mod form {
    /// The lemma.
    pub(crate) const BASE: u8 = 1;
    /// Third person singular, or a plural noun.
    pub(crate) const S: u8 = 2;
    /// Past tense.
    pub(crate) const PAST: u8 = 4;
    /// Past participle.
    pub(crate) const PARTICIPLE: u8 = 8;
    /// The -ing form.
    pub(crate) const ING: u8 = 16;
}

/// One form of the table with everything it can be.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Entry {
    /// Its categories.
    pub(super) cats: Cats,
    /// Its inflections, as bits of [`form`].
    pub(super) forms: u8,
}

/// The table, ready for lookups.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: FxHashMap<String, Entry>,
    phrases: FxHashMap<String, Vec<(Vec<String>, Entry)>>,
    particles: FxHashMap<String, Vec<(String, Entry)>>,
}

impl Lexicon {
    /// The lexicon of the shipped table.
    pub(super) fn get() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| Self::read(TABLE))
    }

    fn read(table: &str) -> Self {
        let rows = table.lines().count();
        // A verb has five forms, most rows are verbs or nouns.
        let words = FxHashMap::with_capacity_and_hasher(3 * rows, FxBuildHasher);
        let mut lexicon = Self {
            words,
            phrases: FxHashMap::with_capacity_and_hasher(rows, FxBuildHasher),
            particles: FxHashMap::default(),
        };
        for row in table.lines().filter(|row| !row.starts_with('#')) {
            let mut columns = row.split('\t');
            let (Some(form), Some(name)) = (columns.next(), columns.next()) else { continue };
            let Some(&(_, cat)) = NAMES.iter().find(|(known, _)| *known == name) else { continue };
            lexicon.add(form, Cats::of(cat));
        }
        for entries in lexicon.phrases.values_mut() {
            entries.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        lexicon
    }

    fn add(&mut self, form: &str, cats: Cats) {
        let pieces = split_contractions(form);
        let Some((first, rest)) = pieces.split_first() else { return };
        for (word, forms) in inflections(first, cats) {
            if rest.is_empty() {
                let entry = self.words.entry(word).or_default();
                entry.cats = entry.cats.with(cats);
                entry.forms |= forms;
                continue;
            }
            if cats.any(VERBS)
                && let [particle] = rest
                && PARTICLES.contains(&particle.as_str())
            {
                merge(self.particles.entry(word.clone()).or_default(), particle, Entry { cats, forms });
            }
            merge(self.phrases.entry(word).or_default(), rest, Entry { cats, forms });
        }
    }

    /// Everything a single word can be: its rows of the table, else what its prefix makes of the word under it.
    pub(super) fn word(&self, word: &str) -> Entry {
        self.words.get(word).copied().or_else(|| self.derived(word)).unwrap_or_default()
    }

    /// "unshipped", "non-operational", "undeliverable", "re-offer": a prefix on a word of being there. Only such a
    /// word is turned: what is "unlimited" or "unaffected" lacks nothing.
    fn derived(&self, word: &str) -> Option<Entry> {
        let there = |stem: &str| self.words.get(stem).copied().filter(|entry| entry.cats.any(THERE));
        if let Some(stem) =
            word.strip_prefix("non").or(word.strip_prefix("un")).map(|rest| rest.trim_start_matches('-'))
        {
            let deed = |verb: &str| there(verb).is_some_and(|entry| entry.cats.has(Cat::Include));
            let able = stem.strip_suffix("able").is_some_and(|verb| deed(verb) || deed(&format!("{verb}e")));
            let state =
                there(stem).is_some_and(|entry| entry.cats.has(Cat::Available) || entry.forms & form::PARTICIPLE != 0);
            return (able || state).then_some(Entry { cats: Cats::of(Cat::Unavailable), forms: 0 });
        }
        let entry = there(word.strip_prefix("re")?.trim_start_matches('-'))?;
        Some(Entry { cats: entry.cats.only(THERE), forms: entry.forms })
    }

    /// The longest phrase that starts with `first` and goes on as `next` says: its number of words, and what it is.
    pub(super) fn phrase<'w>(&self, first: &str, next: impl Fn(usize) -> Option<&'w str>) -> Option<(usize, Entry)> {
        let entries = self.phrases.get(first)?;
        let fits = |rest: &[String]| rest.iter().enumerate().all(|(at, word)| next(at + 1) == Some(word.as_str()));
        entries.iter().find(|(rest, _)| fits(rest)).map(|(rest, entry)| (rest.len() + 1, *entry))
    }

    /// What `verb` means with a `particle` that stands after its object: "leaves X out".
    pub(super) fn particle(&self, verb: &str, particle: &str) -> Option<Entry> {
        self.particles.get(verb)?.iter().find(|(known, _)| known == particle).map(|(_, entry)| *entry)
    }
}

const PARTICLES: &[&str] = &["out", "off", "aside", "back", "down", "up", "away", "on", "in", "over", "forward"];

fn merge<K: PartialEq<Q> + for<'q> From<&'q Q>, Q: ?Sized>(entries: &mut Vec<(K, Entry)>, key: &Q, entry: Entry) {
    match entries.iter_mut().find(|(known, _)| known == key) {
        Some((_, known)) => {
            known.cats = known.cats.with(entry.cats);
            known.forms |= entry.forms;
        }
        None => entries.push((K::from(key), entry)),
    }
}

/// The words of a form, contractions taken apart as in a text: `can't wait` is `ca`, `n't`, `wait`.
pub(super) fn split_contractions(form: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in form.split_whitespace() {
        match contraction(word) {
            Some(at) if at > 0 => {
                let (head, tail) = word.split_at_checked(at).unwrap_or((word, ""));
                words.push(head.to_owned());
                words.push(tail.to_owned());
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

/// Where a contracted word splits: before `n't`, `'s`, `'ll`, `'re`, `'ve`, `'m`, `'d`, or `not` of `cannot`.
pub(super) fn contraction(word: &str) -> Option<usize> {
    if word == "cannot" {
        return Some(3);
    }
    ["n't", "'s", "'ll", "'re", "'ve", "'m", "'d"].iter().find_map(|ending| {
        let head = word.strip_suffix(ending)?;
        (!head.is_empty()).then_some(head.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_known_category() {
        for row in TABLE.lines().filter(|row| !row.starts_with('#')) {
            let name = row.split('\t').nth(1).unwrap();
            assert!(NAMES.iter().any(|(known, _)| *known == name), "{row}");
        }
    }

    #[test]
    fn finds_the_longest_phrase() {
        let words = ["without", "a", "doubt", "we"];
        let (length, entry) = Lexicon::get().phrase("without", |at| words.get(at).copied()).unwrap();
        assert_eq!(length, 3);
        assert!(entry.cats.has(Cat::Idiom));
    }
}
