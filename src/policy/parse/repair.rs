//! What a line that can't be read was most likely meant to say: the first small change after which it can be read.

use crate::policy::ast::ItemKind;

/// Words that other tools have for a severity, and the language's own.
const SEVERITIES: &[(&str, &str)] = &[
    ("critical", "error"),
    ("fatal", "error"),
    ("severe", "error"),
    ("high", "error"),
    ("blocker", "error"),
    ("warn", "warning"),
    ("medium", "warning"),
    ("info", "note"),
    ("low", "note"),
    ("hint", "note"),
    ("advice", "note"),
];

/// Longest line that is shown with its change, in characters.
const LONGEST: usize = 100;

/// The line with its first possible repair at the faulty token (`length` bytes from `at`): the word for an item left out
/// before its name, a word or sign that was expected there put before the token, a sign taken out, a text put in quotes;
/// where the line ends, what most often goes on. `None` when none of them can be read.
///
/// The expected `words` are as messages show them: fixed words stand in backticks.
pub(super) fn repaired(
    line: &str,
    at: usize,
    length: usize,
    words: &[&str],
    reads: &dyn Fn(&str) -> bool,
) -> Option<String> {
    let (before, rest) = (line.get(..at)?, line.get(at..)?);
    let (token, after) = (rest.get(..length)?, rest.get(length..)?);
    if line.contains(['\n', '\r']) || line.chars().count() > LONGEST {
        return None;
    }
    if token.is_empty() {
        return Some(format!("{} is filled", line.trim_end())).filter(|line| reads(line));
    }
    let mut tries: Vec<String> = Vec::new();
    let item = ItemKind::ALL.into_iter().find_map(|kind| before.trim_end().strip_suffix(kind.word()));
    tries.extend(item.filter(|item| item.ends_with([' ', ','])).map(|item| format!("{item}{rest}")));
    for word in words.iter().filter_map(|word| word.strip_prefix('`')?.strip_suffix('`')) {
        let severity = SEVERITIES.iter().any(|(other, own)| *other == token.to_lowercase() && *own == word);
        if severity {
            tries.push(format!("{before}{word}{after}"));
        }
    }
    for word in words.iter().filter_map(|word| word.strip_prefix('`')?.strip_suffix('`')) {
        match word {
            "," => tries.push(format!("{}, {rest}", before.trim_end())),
            word if severity_word(word) => {}
            word => {
                tries.push(format!("{before}{word} {rest}"));
            }
        }
    }
    if !token.starts_with(|c: char| c.is_alphanumeric()) {
        tries.push(format!("{before}{after}"));
    }
    if words.iter().any(|word| word.ends_with("in double quotes")) && !rest.contains('"') {
        let quoted = |text: &str| format!("\"{}\"", text.trim().replace('\\', "\\\\"));
        // The last word may be the severity of a header.
        let last = rest.trim_end().rsplit_once(' ').filter(|(_, last)| severity_word(last));
        tries.extend(last.map(|(title, severity)| format!("{before}{} {severity}", quoted(title))));
        tries.push(format!("{before}{}", quoted(rest)));
    }
    tries.into_iter().find(|line| reads(line))
}

fn severity_word(word: &str) -> bool {
    SEVERITIES.iter().any(|(_, own)| *own == word)
}
