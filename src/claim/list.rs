//! Lists of words that a rule looks for by themselves: labels, verdicts, names of parties.
//!
//! Unlike a cue, which has a category of grammar wherever it stands, these count only in the one place their rule
//! reads. They stand in `lists.tsv`, one row a word: the list's name and the word.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

static TABLE: &str = include_str!("lists.tsv");

/// A list of words, in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    /// Nouns of what is believed and not so.
    Myth,
    /// Words that call an answer, an example or a sentence a bad one.
    BadText,
    /// Nouns of pieces of text.
    Text,
    /// What is said of a text that is not in use.
    Withdrawn,
    /// Orders that something must not be written.
    Ban,
    /// Nouns of complaints about what was said.
    Finding,
    /// What turns a complaint down.
    Unfounded,
    /// What is believed or used, said outright.
    Stands,
    /// Stems that keep words from being written.
    Banned,
    /// Verdicts that a statement is not so.
    Wrong,
    /// Verdicts that it is so.
    Right,
    /// What a retraction takes back.
    Said,
    /// Verbs of taking back what stands above.
    Retract,
    /// What a source is that no longer counts.
    Stale,
    /// Headings of columns that hold decisions.
    DecisionColumn,
    /// Headings of columns that hold remarks, not decisions.
    RemarkColumn,
    /// Headings of columns that say who does it.
    WhoColumn,
    /// Headings of columns that put the rows in order.
    OrderColumn,
    /// Words that may stand beside a party's name in a heading.
    BesideParty,
    /// Names of the customer's side.
    TheirName,
    /// Names of our side.
    OurName,
    /// What a party does in a label: "customer provides".
    PartyVerb,
    /// How a thing is left to a party.
    LeftTo,
    /// Nouns of a party's part.
    Duty,
    /// Nouns that, with "the" or "this", stand for what was said before; those of [`List::Change`] do too.
    SaidNoun,
    /// What is put forward: to accept it is to accept what it says, to refuse it the opposite.
    Change,
    /// Words of a label that stand for what is under it.
    LabelAnaphor,
    /// Words that make a number or a letter after them a reference.
    LabelKind,
    /// Labels of what was chosen.
    Chosen,
    /// Headings and labels of corrections.
    Erratum,
    /// Parts of a document that another part can name.
    Part,
    /// Verbs of what such a part has in it.
    Holds,
    /// Stems of verbs of selling and running.
    Supplying,
    /// Words of a line that explains codes.
    LegendKey,
    /// Answers that leave it to somebody else.
    LeftToOthers,
    /// Words that say no by their tone.
    Regret,
    /// Labels whose stop stands for a colon.
    AnswerLabel,
    /// Labels of lines about what went before, by their start.
    FollowLabel,
    /// Words by which a sentence corrects the one before.
    Correction,
    /// Labels of decisions, by their start.
    DecisionLabel,
    /// Openings that name what a sentence is about.
    Topic,
    /// Nouns whose complement is not so.
    FalseNoun,
    /// Adjectives that deny the action after them.
    NegativeAdjective,
    /// Stems of orders that keep words out of a text.
    Banning,
    /// Nouns of what may be wrong with a thing or be asked for it, in the singular: to have none speaks for the thing.
    Drawback,
    /// Names of who asks, before a colon.
    AskingSpeaker,
    /// Names of who replies for us.
    ReplyingSpeaker,
    /// What a motion does that does not pass.
    Defeated,
    /// What a motion does that passes.
    Carried,
    /// Nouns of what is counted of a thing.
    Count,
    /// Labels of what a count came to.
    Actual,
    /// Nouns of lines between what we do and what we do not.
    Boundary,
    /// Words for doing a thing some other way than with it.
    OtherMeans,
    /// Verbs that link a subject with its predicate as "be" does.
    Linking,
    /// Who or what a thing has that is kept in the house.
    Internal,
    /// How somebody is said to have promised too much.
    SpeechError,
    /// Stems of what a customer gets where a thing fails.
    Remedy,
    /// Predicates that judge a statement, not a thing.
    Truth,
    /// Stems of verbs of turning to somebody else for a thing.
    Hiring,
    /// Stems of verbs by which a speaker claims.
    Claiming,
    /// Words before "vendor" that say it is another one than us.
    OtherVendor,
    /// Nouns of what others run by themselves: "your payroll bureau".
    TheirSystem,
    /// What the status of a record is that is not in force.
    Void,
    /// Those in the house whom a wish is handed on to.
    Deciders,
    /// Labels of what somebody wishes for.
    WishLabel,
    /// Verbs of filling in a form.
    FillIn,
    /// Stems of verbs and adjectives of wishing.
    Wishing,
    /// Stems of verbs that wish only after "would".
    WouldWish,
    /// Stems of verbs of needing: what they have an object of their own for is not needed.
    Needing,
    /// Stems of verbs of talk, which settle nothing of what they are about.
    Talking,
    /// Words and stems that name a proof whatever the gate is called.
    Proof,
    /// Events that make one of [`List::ProofEvent`] a proof: "the check passes".
    ProofTest,
    /// What happens to such a test.
    ProofEvent,
    /// Everyday words and stems of titles, which name no proof.
    ProofCommon,
    /// Cues of speculation of the scope reading.
    Speculation,
    /// Cues of negation of the scope reading.
    Negation,
}

impl List {
    /// Its words, in the order of the table.
    pub(super) fn words(self) -> &'static [&'static str] {
        table().words.get(self as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether `word` stands in it.
    pub(super) fn has(self, word: &str) -> bool {
        table().starting(start(word)).iter().any(|(known, lists)| *known == word && lists.has(self))
    }

    /// Whether `word` starts with one of its words: lists of stems are asked so.
    pub(super) fn starts(self, word: &str) -> bool {
        self.words().iter().any(|stem| word.starts_with(stem))
    }

    /// Whether one of its words stands in `text` (in lower case) as whole words.
    pub(super) fn stands_in(self, text: &str) -> bool {
        found(text).any(|(_, _, lists)| lists.has(self))
    }
}

/// A set of lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Lists(u128);

impl Lists {
    /// The lists of which a word stands in `text` (in lower case) as whole words.
    pub(super) fn of(text: &str) -> Self {
        found(text).fold(Self::default(), |all, (_, _, lists)| Self(all.0 | lists.0))
    }

    /// Whether `list` is one of them.
    pub(super) fn has(self, list: List) -> bool {
        self.0 & 1 << list as u32 != 0
    }

    fn with(self, list: List) -> Self {
        Self(self.0 | 1 << list as u32)
    }
}

/// The words of lists that stand in `text` (in lower case) as whole words, in order: where, the word, its lists.
pub(super) fn found(text: &str) -> impl Iterator<Item = (usize, &'static str, Lists)> {
    word_starts(text).flat_map(|(at, rest)| {
        let stands = move |(word, _): &&(&str, Lists)| starts_with(rest, word);
        table().starting(start(rest)).iter().filter(stands).map(move |(word, lists)| (at, *word, *lists))
    })
}

/// The letters and digits that a text starts with, the whole of its first word or nothing before a mark.
fn start(text: &str) -> &str {
    let ascii = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    match text.as_bytes().get(ascii) {
        Some(next) if !next.is_ascii() => text.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or(text),
        _ => text.get(..ascii).unwrap_or(text),
    }
}

/// The places of `text` before which no letter or digit stands, each with what follows.
pub(super) fn word_starts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut before = None;
    let starts = text.char_indices().filter(move |(_, letter)| {
        let inside = before.replace(*letter).is_some_and(char::is_alphanumeric);
        !inside
    });
    starts.filter_map(|(at, _)| Some((at, text.get(at..)?)))
}

/// Whether `rest` starts with `phrase`, and no letter or digit follows.
pub(super) fn starts_with(rest: &str, phrase: &str) -> bool {
    let ends = || rest.get(phrase.len()..).is_some_and(|after| !after.starts_with(char::is_alphanumeric));
    rest.as_bytes().first() == phrase.as_bytes().first() && rest.starts_with(phrase) && ends()
}

/// The table, read.
struct Table {
    /// The words of each list.
    words: Vec<Vec<&'static str>>,
    /// All words with their lists, those that start with the same letters and digits beside each other.
    all: Vec<(&'static str, Lists)>,
    /// Where in `all` those stand that start so.
    by_start: FxHashMap<&'static str, Range<usize>>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(Table::read)
}

impl Table {
    fn read() -> Self {
        let mut words = vec![Vec::new(); NAMES.len()];
        let mut all: Vec<(&str, Lists)> = Vec::new();
        let mut last = None;
        for (name, word) in rows() {
            // Rows of one list stand together.
            let same = last.filter(|(known, _)| *known == name);
            let Some((name, list)) = same.or_else(|| NAMES.iter().find(|(known, _)| *known == name).copied()) else {
                continue;
            };
            last = Some((name, list));
            words.iter_mut().skip(list as usize).take(1).for_each(|words| words.push(word));
            all.push((word, Lists::default().with(list)));
        }
        all.sort_unstable_by_key(|(word, lists)| (start(word), *word, lists.0));
        let mut by_start: FxHashMap<&str, Range<usize>> = FxHashMap::default();
        for (at, (word, _)) in all.iter().enumerate() {
            by_start.entry(start(word)).or_insert(at..at).end = at + 1;
        }
        Self { words, all, by_start }
    }

    /// The words that start with these letters and digits and no more.
    fn starting(&self, start: &str) -> &[(&'static str, Lists)] {
        self.by_start.get(start).and_then(|range| self.all.get(range.clone())).unwrap_or_default()
    }
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.lines().filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t'))
}

/// The names that the table uses, in the order of the variants.
const NAMES: &[(&str, List)] = &[
    ("myth", List::Myth),
    ("bad text", List::BadText),
    ("text", List::Text),
    ("withdrawn text", List::Withdrawn),
    ("ban", List::Ban),
    ("finding", List::Finding),
    ("unfounded", List::Unfounded),
    ("stands", List::Stands),
    ("banned wording", List::Banned),
    ("verdict wrong", List::Wrong),
    ("verdict right", List::Right),
    ("what was said", List::Said),
    ("retract", List::Retract),
    ("stale", List::Stale),
    ("decision column", List::DecisionColumn),
    ("remark column", List::RemarkColumn),
    ("who column", List::WhoColumn),
    ("order column", List::OrderColumn),
    ("beside a party", List::BesideParty),
    ("customer name", List::TheirName),
    ("vendor name", List::OurName),
    ("party verb", List::PartyVerb),
    ("left to", List::LeftTo),
    ("duty", List::Duty),
    ("said noun", List::SaidNoun),
    ("change", List::Change),
    ("label anaphor", List::LabelAnaphor),
    ("label kind", List::LabelKind),
    ("chosen", List::Chosen),
    ("erratum", List::Erratum),
    ("part", List::Part),
    ("holds", List::Holds),
    ("supplying", List::Supplying),
    ("legend", List::LegendKey),
    ("left to others", List::LeftToOthers),
    ("regret", List::Regret),
    ("answer label", List::AnswerLabel),
    ("follow label", List::FollowLabel),
    ("correction", List::Correction),
    ("decision label", List::DecisionLabel),
    ("topic", List::Topic),
    ("false noun", List::FalseNoun),
    ("negative adjective", List::NegativeAdjective),
    ("banning", List::Banning),
    ("drawback", List::Drawback),
    ("asking speaker", List::AskingSpeaker),
    ("replying speaker", List::ReplyingSpeaker),
    ("defeated", List::Defeated),
    ("carried", List::Carried),
    ("count", List::Count),
    ("actual", List::Actual),
    ("boundary", List::Boundary),
    ("other means", List::OtherMeans),
    ("linking", List::Linking),
    ("internal", List::Internal),
    ("speech error", List::SpeechError),
    ("remedy", List::Remedy),
    ("truth", List::Truth),
    ("hiring", List::Hiring),
    ("claiming", List::Claiming),
    ("other vendor", List::OtherVendor),
    ("their system", List::TheirSystem),
    ("void", List::Void),
    ("deciders", List::Deciders),
    ("wish label", List::WishLabel),
    ("fill in", List::FillIn),
    ("wishing", List::Wishing),
    ("would wish", List::WouldWish),
    ("needing", List::Needing),
    ("talking", List::Talking),
    ("proof", List::Proof),
    ("test", List::ProofTest),
    ("test event", List::ProofEvent),
    ("common word", List::ProofCommon),
    ("speculation", List::Speculation),
    ("negation", List::Negation),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_row_has_a_known_list_and_stands_once() {
        let mut seen = HashSet::new();
        for (name, word) in rows() {
            assert!(NAMES.iter().any(|(known, _)| *known == name), "{name}");
            assert!(seen.insert((name, word)), "{name}\t{word}");
            assert_eq!(word, word.trim().to_lowercase(), "{name}");
        }
    }

    #[test]
    fn finds_whole_words_and_their_lists() {
        let found = found("the urban legend of urbanity, a myth-like hoax");
        let myths = found.filter(|(_, _, lists)| lists.has(List::Myth)).map(|(at, word, _)| (at, word));
        assert_eq!(myths.collect::<Vec<_>>(), [(4, "urban legend"), (32, "myth"), (42, "hoax")]);
        let lists = Lists::of("a hoax in the answer");
        assert!(lists.has(List::Myth) && lists.has(List::Text) && !lists.has(List::Ban));
        assert!(List::Myth.stands_in("pure nonsense.") && !List::Myth.stands_in("mythical"));
    }

    #[test]
    fn each_list_has_words() {
        for (at, (name, list)) in NAMES.iter().enumerate() {
            assert!(!list.words().is_empty() && *list as usize == at, "{name}");
        }
    }
}
