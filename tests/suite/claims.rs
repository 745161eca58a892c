//! How well claims are read: the figures of the labelled sets stand in their README, and this test puts them there.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use gatelint::claim::eval::{Evaluation, ReadingKind, evaluate, wilson};
use gatelint::document::Document;
use gatelint::policy::{PolicyText, embedded::EMBEDDED, load};
use gatelint::rule::Engine;

use crate::support::{expect, root};

const SETS: &[&str] = &[
    "sales-dev",
    "sales-test",
    "records-dev",
    "records-test",
    "fresh-dev",
    "fresh-test",
    "everyday-dev",
    "everyday-test",
    "ordinary-dev",
    "ordinary-test",
    "answers-dev",
    "answers-test",
    "dossiers-dev",
    "dossiers-test",
    "further-dev",
    "further-test",
    "mixed-test",
    "plain-test",
    "unseen-test",
    "pairs-test",
    "common-test",
    "constructions",
];

fn measured(name: &str) -> Evaluation {
    let shipped = PolicyText { path: EMBEDDED[0].path.into(), text: EMBEDDED[0].text.into() };
    let policy = load(vec![shipped], &|_, path| Err(path.into())).policy;
    let engine = Engine::new(&policy).unwrap();
    let find = |document: &Document| engine.find(document);
    let cases = std::fs::read_to_string(root().join(format!("testdata/claims/{name}.tsv"))).unwrap();
    evaluate(&cases, ReadingKind::Claim, &find)
}

#[test]
fn the_figures_of_the_readme_are_those_of_today() {
    let mut table = String::from(
        "| set | rows | right | 95 % interval | precision of `flag` | recall of `flag` |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    for name in SETS {
        let evaluation = measured(name);
        assert!(evaluation.skipped.is_empty(), "{name}: lines {:?} are no rows", evaluation.skipped);
        let (low, high) = wilson(evaluation.right, evaluation.rows);
        let flag = evaluation.labels["flag"];
        let percent = |share: f64| format!("{:.1} %", 100.0 * share);
        let right = percent(evaluation.right as f64 / evaluation.rows as f64);
        let interval = format!("{:.1} to {:.1}", 100.0 * low, 100.0 * high);
        let (precision, recall) = (percent(flag.precision()), percent(flag.recall()));
        let _ = writeln!(table, "| {name} | {} | {right} | {interval} | {precision} | {recall} |", evaluation.rows);
    }
    print!("{table}");
    let path = root().join("testdata/claims/README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once("<!-- figures -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- end of figures -->\n").unwrap();
    expect(&path, &format!("{before}<!-- figures -->\n{table}<!-- end of figures -->\n{after}"));
}

/// The weights are learned on no row of a test file.
#[test]
fn no_lesson_is_a_test() {
    let bodies = |path: std::path::PathBuf| -> Vec<String> {
        let text = std::fs::read_to_string(path).unwrap();
        text.lines().filter_map(|row| Some(row.splitn(3, '\t').nth(2)?.trim().to_lowercase())).collect()
    };
    let claims = root().join("testdata/claims");
    let tests = SETS.iter().filter(|name| name.ends_with("-test"));
    let tests: BTreeSet<String> = tests.flat_map(|name| bodies(claims.join(format!("{name}.tsv")))).collect();
    let mut lessons = 0;
    let folders = ["lessons", "encoder-lessons"].map(|folder| std::fs::read_dir(claims.join(folder)).unwrap());
    for file in folders.into_iter().flatten() {
        for body in bodies(file.unwrap().path()) {
            assert!(!tests.contains(&body), "this lesson stands in a test file: {body}");
            lessons += 1;
        }
    }
    assert!(tests.len() > 4000 && lessons > 90_000, "{} test rows, {lessons} lessons", tests.len());
}

/// The public forms of labels are read too, and a set that holds nothing is no success.
#[test]
fn both_forms_of_labelled_sets_are_read() {
    let find = |_: &Document| Vec::new();
    let cases = "checkout\tnegated\tWe do not offer checkout.\ncheckout\tasserted\tWe offer checkout.\n";
    let evaluation = evaluate(cases, ReadingKind::Scope, &find);
    assert_eq!((evaluation.rows, evaluation.right), (2, 2));
    assert_eq!(evaluate("# nothing\n", ReadingKind::Scope, &find).rows, 0);
}
