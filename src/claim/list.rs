//! Lists of words that a rule looks for by themselves: labels, verdicts, names of parties.
//!
//! Unlike a cue, which has a category of grammar wherever it stands, these count only in the one place their rule
//! reads. They stand in `lists.tsv`, one row a word: the list's name and the word.

use std::sync::OnceLock;

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
        static LISTS: OnceLock<Vec<Vec<&'static str>>> = OnceLock::new();
        LISTS.get_or_init(read).get(self as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether `word` stands in it.
    pub(super) fn has(self, word: &str) -> bool {
        self.words().contains(&word)
    }

    /// Whether `word` starts with one of its words: lists of stems are asked so.
    pub(super) fn starts(self, word: &str) -> bool {
        self.words().iter().any(|stem| word.starts_with(stem))
    }
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.lines().filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t'))
}

fn read() -> Vec<Vec<&'static str>> {
    let mut lists = vec![Vec::new(); NAMES.len()];
    for (name, word) in rows() {
        let list = NAMES.iter().find(|(known, _)| *known == name).and_then(|&(_, list)| lists.get_mut(list as usize));
        if let Some(list) = list {
            list.push(word);
        }
    }
    lists
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
    fn each_list_has_words() {
        for (at, (name, list)) in NAMES.iter().enumerate() {
            assert!(!list.words().is_empty() && *list as usize == at, "{name}");
        }
    }
}
