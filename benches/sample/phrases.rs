//! Policies of eight and of many phrases, and the same phrases as patterns of a line search.

use std::collections::BTreeSet;
use std::fmt::Write as _;

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
