//! The cue table and its lookup: each form with the categories it can have, inflected forms included.
//!
//! The table is `cues.tsv`, one row a cue: form, category, where the words it acts on stand. Verbs and nouns stand
//! in it by lemma; their regular inflections are made here, the irregular ones stand in [`IRREGULAR`]. Rows of
//! several words are inflected in their first word.

use std::collections::HashMap;
use std::sync::OnceLock;

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

const NAMES: &[(&str, Cat)] = &[
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
    words: HashMap<String, Entry>,
    phrases: HashMap<String, Vec<(Vec<String>, Entry)>>,
    particles: HashMap<String, Vec<(String, Entry)>>,
}

impl Lexicon {
    /// The lexicon of the shipped table.
    pub(super) fn get() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| Self::read(TABLE))
    }

    fn read(table: &str) -> Self {
        let mut lexicon = Self { words: HashMap::new(), phrases: HashMap::new(), particles: HashMap::new() };
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

const PARTICLES: &[&str] = &["out", "off", "aside", "back", "down", "up", "away", "on", "in", "over"];

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

/// Irregular verbs: lemma, past, participle.
const IRREGULAR: &str = "get got got|give gave given|take took taken|make made made|come came come|go went gone|\
have had had|leave left left|keep kept kept|hold held held|buy bought bought|sell sold sold|resell resold resold|\
send sent sent|build built built|find found found|meet met met|see saw seen|run ran run|put put put|set set set|\
cut cut cut|let let let|bring brought brought|throw threw thrown|withhold withheld withheld|\
withdraw withdrew withdrawn|strike struck struck|forbid forbade forbidden|forgo forwent forgone|\
forego forewent foregone|give gave given|undertake undertook undertaken|choose chose chosen|write wrote written|\
say said said|tell told told|think thought thought|speak spoke spoken|know knew known|show showed shown|\
begin began begun|become became become|stand stood stood|lie lay lain|sit sat sat|fall fell fallen|\
rise rose risen|lose lost lost|win won won|pay paid paid|shut shut shut|freeze froze frozen|mean meant meant|\
feel felt felt|understand understood understood|read read read|hear heard heard|beat beat beaten|\
hurt hurt hurt|forget forgot forgotten|cost cost cost|sleep slept slept|break broke broken|stick stuck stuck|\
spread spread spread|lead led led|do did done|deal dealt dealt|overthrow overthrew overthrown|\
hide hid hidden|undo undid undone|draw drew drawn|seek sought sought|rely relied relied|bet bet bet|\
teach taught taught|learn learnt learnt|foresee foresaw foreseen|spend spent spent|swear swore sworn|\
forswear forswore forsworn|grow grew grown|wear wore worn|slide slid slid|lend lent lent|bind bound bound|\
arise arose arisen|steal stole stolen|drive drove driven|offset offset offset|input input input|quit quit quit|\
shrink shrank shrunk|bake baked baked|prove proved proven|redo redid redone|overrule overruled overruled|\
light lit lit|mistake mistook mistaken|bid bid bid|hit hit hit|bite bit bitten|lay laid laid|tear tore torn|wind wound wound|cast cast cast|shed shed shed|\
shoot shot shot|sink sank sunk|spin spun spun|eat ate eaten|fly flew flown|hang hung hung|blow blew blown|\
forbear forbore forborne|forsake forsook forsaken|sweep swept swept|split split split|burn burnt burnt|\
unwind unwound unwound|sunset sunset sunset|unmake unmade unmade|backtrack backtracked backtracked|\
fight fought fought|rid rid rid|oversell oversold oversold";

fn inflections(word: &str, cats: Cats) -> Vec<(String, u8)> {
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

fn irregular(word: &str) -> Option<(String, String)> {
    IRREGULAR
        .split('|')
        .find_map(|row| {
            let mut forms = row.split(' ');
            (forms.next() == Some(word)).then(|| (forms.next(), forms.next()))
        })
        .and_then(|(past, participle)| Some((past?.to_owned(), participle?.to_owned())))
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
