//! Large and hostile files: each gives the right result. They are large enough that work that grows with the square
//! of the size would be felt, and nothing asserts a time.

use gatelint::policy::{PolicyText, load};
use gatelint::{Input, Job, Outcome, lint};

const POLICY: &str = r#"policy large "Large"
  edition  1

block checkout "Checkout" error
  phrase   "self-serve checkout"
  opens    never
  say      "Not yet."
  flags    "We sell [[self-serve checkout]]."
  passes   "Self-serve checkout is excluded."
"#;

fn outcome(name: &str, text: &str) -> Outcome {
    let loaded = load(vec![PolicyText { path: "large.gate".to_owned(), text: POLICY.to_owned() }], &|_, _| {
        Err("no files here".to_owned())
    });
    let job = Job::new(&loaded.policy, "2026-11-22".parse().unwrap()).unwrap();
    lint(&job, vec![Input::new(name, text.as_bytes().to_vec())])
}

/// Holds how many hits `text` has and how many of them are findings.
fn check(name: &str, text: &str, hits: usize, findings: usize) {
    let outcome = outcome(name, text);
    let found: usize = outcome.artifacts.iter().map(|artifact| artifact.hits.len()).sum();
    assert_eq!((found, outcome.applied.findings.len()), (hits, findings), "{name}");
}

/// Holds the code of the one finding.
fn check_fault(name: &str, text: &str, code: &str) {
    let outcome = outcome(name, text);
    let codes: Vec<&str> = outcome.applied.findings.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(codes, [code], "{name}");
}

const PHRASE: &str = "self-serve checkout";

#[test]
fn one_phrase_over_and_over() {
    check("line.md", &"self-serve checkout ".repeat(4000), 4000, 4000);
    check("commas.md", &format!("{PHRASE}, ").repeat(4000), 4000, 4000);
    check("sentences.md", &"Self-serve checkout is excluded. ".repeat(4000), 4000, 0);
    check("headings.md", &format!("## {PHRASE}\n\nIt is excluded.\n\n").repeat(2000), 2000, 0);
    check("strings.json", &format!("[{}\"\"]", format!("\"{PHRASE}\",").repeat(4000)), 4000, 4000);
}

#[test]
fn very_wide_and_very_long_tables() {
    let columns = 4000;
    let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(columns));
    check("wide.md", &format!("{}{}{}", row("a"), row("-"), row(PHRASE)), columns, columns);
    let rows = format!("| {PHRASE} | Excluded |\n").repeat(4000);
    check("long.md", &format!("| Item | Status |\n|--|--|\n{rows}"), 4000, 0);
}

#[test]
fn deep_nesting() {
    check("quotes.md", &format!("{}{PHRASE}", ">".repeat(20_000)), 1, 1);
    check("items.md", &format!("{}{PHRASE}", "- ".repeat(4000)), 1, 1);
    check_fault("lists.json", &"[".repeat(20_000), "artifact/too-deep");
    check_fault("objects.json", &"{\"a\":".repeat(20_000), "artifact/too-deep");
    check_fault("lists.yaml", &format!("{}a", "- ".repeat(20_000)), "artifact/too-deep");
    check_fault("flow.yaml", &"[".repeat(20_000), "artifact/too-deep");
}

#[test]
fn words_that_never_end() {
    check("hyphens.md", &"self-".repeat(20_000), 0, 0);
    check("hyphens-2.md", &"self-serve-".repeat(10_000), 0, 0);
    check("gap.md", &format!("{PHRASE}{}", "a".repeat(100_000)), 0, 0);
}

#[test]
fn ten_thousand_phrases_of_one_rule_and_those_that_are_covered() {
    let phrase = |number: usize| format!("           \"word{number} [very] {} thing\"\n", number % 7);
    let phrases: String = (0..3000).map(phrase).collect();
    let more = "           \"word7 0 thing\"\n           \"word8 .. thing\"\n           \"word8 1 blue thing\"\n";
    let text = POLICY.replace("\"self-serve checkout\"\n", &format!("\"self-serve checkout\"\n{phrases}{more}"));
    let loaded = load(vec![PolicyText { path: "large.gate".to_owned(), text }], &|_, _| Err(String::new()));
    let doubts = loaded.doubts();
    let messages: Vec<&str> = doubts.iter().map(|doubt| doubt.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "the phrase `word8 [very] 1 thing` is covered by `word8 .. thing`",
            "the phrase `word7 0 thing` is covered by `word7 [very] 0 thing`",
            "the phrase `word8 1 blue thing` is covered by `word8 .. thing`",
        ]
    );
}
