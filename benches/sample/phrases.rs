//! Policies of eight and of many phrases, and the same phrases as patterns of a line search.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use gatelint::policy::Policy;
use gatelint::policy::phrase::{Item, Joint, Piece, Sequence};

use super::rng::Rng;

/// The blocked wording of the shipped plan, without its synonyms.
pub(crate) const EIGHT: &[&str] = &[
    "self-serve checkout",
    "public self-serve checkout",
    "broad enterprise SSO",
    "official issuer automation",
    "unscoped enterprise automation",
    "external certification",
    "automated paid conversion",
    "HRIS automation",
];

const STARTS: &[&str] = &[
    "ab", "bal", "cor", "del", "eb", "fal", "gor", "hes", "il", "jun", "kel", "lam", "mor", "nev", "or", "pel", "quar",
    "ros", "sil", "tor", "ul", "ven", "wil", "yar", "zan", "bre", "cla", "dro", "fri", "gla", "pro", "stra",
];
const MIDDLES: &[&str] = &[
    "an", "be", "ci", "do", "er", "fu", "gi", "ho", "in", "ka", "le", "mi", "no", "op", "ra", "si", "ta", "un", "va",
    "we",
];
const ENDS: &[&str] = &[
    "ment", "tion", "ster", "gate", "line", "ward", "ness", "form", "dale", "rix", "mark", "tex", "lum", "nor", "vane",
];

/// One of about ten thousand words that are in no dictionary and read like English.
pub(crate) fn rare_word(rng: &mut Rng) -> String {
    let middle = if rng.once_in(4) { "" } else { rng.pick(MIDDLES) };
    format!("{}{middle}{}", rng.pick(STARTS), rng.pick(ENDS))
}

/// How many phrases there are.
pub(crate) const MANY: usize = 10_000;

/// Phrase number `number` of two to four rare words.
fn numbered(number: usize) -> String {
    let mut rng = Rng::new(number as u64);
    let words: Vec<String> = (0..2 + rng.below(3)).map(|_| rare_word(&mut rng)).collect();
    words.join(" ")
}

/// One of the phrases of [`many`].
pub(crate) fn phrase(rng: &mut Rng) -> String {
    numbered(rng.below(MANY))
}

/// [`MANY`] phrases, or a few less where two are the same.
pub(crate) fn many() -> Vec<String> {
    (0..MANY).map(numbered).collect::<BTreeSet<String>>().into_iter().collect()
}

/// A policy with one `block` a phrase.
pub(crate) fn policy<'p>(phrases: impl Iterator<Item = &'p str>) -> String {
    let mut text = String::from("policy bench \"Bench\"\n  edition  1\n");
    for (number, phrase) in phrases.enumerate() {
        let _ = write!(
            text,
            "\nblock bench-{number} \"{phrase}\" error\n  phrase   \"{phrase}\"\n  opens    never\n  \
             say      \"Not part of this order.\"\n  flags    \"The order includes [[{phrase}]].\"\n  \
             passes   \"The desk answers by mail.\"\n",
        );
    }
    text
}

/// A policy with one `block` that has all phrases.
pub(crate) fn policy_of_one_block(phrases: &[String]) -> String {
    let mut text = String::from("policy bench \"Bench\"\n  edition  1\n\nblock bench \"All\" error\n  phrase   ");
    let quoted: Vec<String> = phrases.iter().map(|phrase| format!("\"{phrase}\"")).collect();
    text.push_str(&quoted.join("\n           "));
    let first = phrases.first().map_or("", String::as_str);
    let _ = write!(
        text,
        "\n  opens    never\n  say      \"Not part of this order.\"\n  \
         flags    \"The order includes [[{first}]].\"\n  passes   \"The desk answers by mail.\"\n",
    );
    text
}

/// The phrases as regular expressions, one a line: any white space or hyphen between words, hyphens optional.
pub(crate) fn patterns<'p>(phrases: impl Iterator<Item = &'p str>) -> String {
    phrases.map(|phrase| phrase.replace('-', r"[-\s]*").replace(' ', r"[-\s]+") + "s?\n").collect()
}

/// All phrases of a policy's `block` items as regular expressions, one a line: their alternatives, optional words, gaps,
/// lists and inflections; between words any white space or hyphens, nothing where the phrase has a hyphen; the last word
/// in the plural too. Of the rest that gatelint sees through (markup, entities, invisible characters, look-alikes) nothing.
pub(crate) fn patterns_of(policy: &Policy) -> String {
    let phrases = policy.blocks.iter().flat_map(|block| &block.wording.phrases);
    phrases.map(|(phrase, _)| format!("\\b{}s?\\b\n", sequence(&phrase.sequence, policy))).collect()
}

fn sequence(sequence: &Sequence, policy: &Policy) -> String {
    let mut pattern = String::new();
    let mut started = false;
    for (at, piece) in sequence.pieces.iter().enumerate() {
        let before = if started { between(piece) } else { "" };
        let words = item(piece, policy);
        match (&piece.item, started, sequence.pieces.get(at + 1)) {
            // What may be left out takes the joint beside it with it.
            (Item::Optional(_), false, Some(next)) => {
                let _ = write!(pattern, "(?:{words}{})?", between(next));
                continue;
            }
            (Item::Optional(_), _, _) => {
                let _ = write!(pattern, "(?:{before}{words})?");
            }
            (Item::Word(_) | Item::Group(_) | Item::List(_), _, _) => pattern += &format!("{before}{words}"),
        }
        started = true;
    }
    pattern
}

fn between(piece: &Piece) -> &'static str {
    match (piece.gap, piece.joint) {
        (true, _) => r"(?:[-\s]+\S+){0,3}[-\s]+",
        (false, Joint::Space) => r"[-\s]+",
        (false, Joint::Hyphen) => r"[-\s]*",
    }
}

fn item(piece: &Piece, policy: &Policy) -> String {
    let one_of = |branches: Vec<String>| format!("(?:{})", branches.join("|"));
    match &piece.item {
        // An inflection may take the place of the last letter: automate, automating; certify, certifies.
        Item::Word(word) if word.inflected => match (word.text.strip_suffix('e'), word.text.strip_suffix('y')) {
            (Some(stem), _) => format!(r"{stem}\w*"),
            (None, Some(stem)) => format!(r"{stem}[yi]\w*"),
            (None, None) => format!(r"{}\w*", word.text),
        },
        Item::Word(word) => regex::escape(&word.text),
        Item::Optional(inner) => sequence(inner, policy),
        Item::Group(branches) => one_of(branches.iter().map(|branch| sequence(branch, policy)).collect()),
        Item::List(name) => {
            let phrases = policy.words(name).unwrap_or_default();
            one_of(phrases.iter().map(|phrase| sequence(&phrase.sequence, policy)).collect())
        }
    }
}
