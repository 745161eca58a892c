//! One fault, one message, on its own line: every token of the shipped policy is deleted, garbled and mistyped in turn.

use std::ops::Range;

use gatelint::finding::Severity;
use gatelint::policy::diagnostic::Diagnostic;
use gatelint::policy::parse::parse_file;
use gatelint::policy::{Loaded, PolicyText, load};
use gatelint::span::Lines;
use rayon::prelude::*;

/// The tokens of a policy text: words, texts, patterns, queries, signs; comments are none.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let bytes = line.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let start = at;
            match bytes[at] {
                b'#' => break,
                b if b.is_ascii_whitespace() => {
                    at += 1;
                    continue;
                }
                quote @ (b'"' | b'/') => {
                    at += 1;
                    while at < bytes.len() && bytes[at] != quote {
                        at += if bytes[at] == b'\\' { 2 } else { 1 };
                    }
                    at += 1;
                }
                b'$' => {
                    let mut depth = 0;
                    while at < bytes.len() && (depth > 0 || !bytes[at].is_ascii_whitespace()) {
                        depth += match bytes[at] {
                            b'[' => 1,
                            b']' => -1,
                            _ => 0,
                        };
                        at += 1;
                    }
                }
                b if b.is_ascii_alphanumeric() => {
                    while at < bytes.len() && (bytes[at].is_ascii_alphanumeric() || bytes[at] == b'-') {
                        at += 1;
                    }
                }
                _ => at += 1,
            }
            tokens.push(offset + start..offset + at);
        }
        offset += line.len();
    }
    tokens
}

/// The faults a person makes with a token: it is left out, it is garbage, two of its letters are swapped (of a text:
/// its end is lost).
fn faults(text: &str, token: &Range<usize>) -> Vec<(&'static str, String)> {
    let word = &text[token.clone()];
    let with = |replacement: &str| format!("{}{replacement}{}", &text[..token.start], &text[token.end..]);
    let blank = text[token.end..].len() - text[token.end..].trim_start_matches(' ').len();
    let mut faults =
        vec![("deleted", format!("{}{}", &text[..token.start], &text[token.end + blank..])), ("garbled", with("%?!"))];
    if word.starts_with(['"', '/']) {
        faults.push(("mistyped", with(&word[..word.len() - 1])));
    } else if word.len() > 2 && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        let middle = word.len() / 2;
        let swapped = format!(
            "{}{}{}{}",
            &word[..middle - 1],
            &word[middle..=middle],
            &word[middle - 1..middle],
            &word[middle + 1..]
        );
        if swapped != word {
            faults.push(("mistyped", with(&swapped)));
        }
    }
    faults
}

fn check(text: &str, used: &str) -> Loaded {
    let files = vec![
        PolicyText { path: "plan.gate".into(), text: text.into() },
        PolicyText { path: "builtin:public-safe.gate".into(), text: used.into() },
    ];
    load(files, &|_, _| Err("no files".into()))
}

struct Outcome {
    line: usize,
    fault: &'static str,
    token: String,
    first: Option<(usize, String)>,
    count: usize,
    lost: usize,
}

#[test]
fn one_fault_is_one_message_on_its_line() {
    let text = gatelint::policy::embedded::EMBEDDED[0].text;
    let used = gatelint::policy::embedded::EMBEDDED[1].text;
    assert!(check(text, used).diagnostics.is_empty());
    let items = parse_file(text, 0).file.items.len();
    let lines = Lines::new(text);
    let outcomes: Vec<Outcome> = tokens(text)
        .par_iter()
        .flat_map_iter(|token| {
            let line = lines.position(text, token.start).line;
            faults(text, token).into_iter().map(move |(fault, mutated)| (line, fault, token.clone(), mutated))
        })
        .map(|(line, fault, token, mutated)| {
            let loaded = check(&mutated, used);
            let errors: Vec<&Diagnostic> =
                loaded.diagnostics.iter().filter(|one| one.severity == Severity::Error).collect();
            let at = Lines::new(&mutated);
            let first = errors.first().map(|one| {
                let line = if one.file == 0 { at.position(&mutated, one.span.start).line } else { 0 };
                (line, format!("{}: {}", one.code, one.message))
            });
            let kept = parse_file(&mutated, 0).file.items.len();
            let token = text[token].chars().take(40).collect();
            Outcome { line, fault, token, first, count: errors.len(), lost: items.saturating_sub(kept) }
        })
        .collect();
    let detected: Vec<&Outcome> = outcomes.iter().filter(|one| one.count > 0).collect();
    let on_line = detected.iter().filter(|one| one.first.as_ref().is_some_and(|(line, _)| *line == one.line)).count();
    let single = detected.iter().filter(|one| one.count == 1).count();
    let share = |part: usize| 100.0 * part as f64 / detected.len() as f64;
    println!(
        "{} faults, {} detectable: first message on the line {:.2} %, one message {:.2} %, most items lost {}",
        outcomes.len(),
        detected.len(),
        share(on_line),
        share(single),
        detected.iter().map(|one| one.lost).max().unwrap_or(0),
    );
    let worst =
        detected.iter().filter(|one| one.count > 1 || one.first.as_ref().is_none_or(|(line, _)| *line != one.line));
    for one in worst.take(25) {
        println!("  line {} {} `{}`: {} messages, first {:?}", one.line, one.fault, one.token, one.count, one.first);
    }
    assert!(share(on_line) >= 99.0);
    assert!(share(single) >= 97.0);
    assert!(detected.iter().all(|one| one.lost <= 1), "a fault costs at most its own item");
    assert!(detected.len() * 2 > outcomes.len(), "most faults are detectable");
}
