//! A finding in words, for people who read documents and no reports.

use std::fmt::Write as _;

use crate::finding::Finding;

/// A finding in paragraphs: what is wrong, what to do, which rule says so.
pub(super) fn told(finding: &Finding, place: Option<String>) -> Vec<String> {
    let at = place.map_or_else(String::new, |place| format!("{}: ", capital(&place)));
    let message = if at.is_empty() { capital(&finding.message) } else { finding.message.clone() };
    let mut told = vec![format!("{at}{message}.")];
    told.extend(finding.help.iter().map(|line| {
        let stop = if line.ends_with(['.', '?', '!']) { "" } else { "." };
        format!("{}{stop}", capital(line))
    }));
    let mut rule = format!("{} {}", finding.severity.word(), finding.code);
    if let Some(cue) = finding.claim.as_ref().and_then(|claim| claim.cue.as_ref()) {
        let _ = write!(rule, ", read by `{cue}`");
    }
    told.push(rule);
    told.iter().map(|line| quoted(line)).collect()
}

/// With quotation marks for backticks, which mean nothing in Word.
fn quoted(line: &str) -> String {
    let mut open = false;
    let quote = |letter| match letter {
        '`' => {
            open = !open;
            if open { '“' } else { '”' }
        }
        letter => letter,
    };
    line.chars().map(quote).collect()
}

/// With a capital.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
