//! Whole launches with their whole reports, in every format; `UPDATE=1` rewrites them.

use std::path::PathBuf;

use crate::support::{expect, gatelint, root};

/// The launches of testdata, with the exit code a careful reader would give.
const LAUNCHES: &[(&str, i32)] = &[
    ("other-tenants-proof", 1),
    ("paid-beta-open", 0),
    ("paid-beta-stale-proof", 1),
    ("private-beta-open", 0),
    ("roles-left-open", 1),
    ("secrets-in-public", 1),
    ("self-serve-open", 0),
    ("setup-only", 0),
];

fn folder(name: &str) -> PathBuf {
    root().join("testdata/launches").join(name)
}

#[test]
fn every_launch_is_in_the_table() {
    let mut names: Vec<String> = std::fs::read_dir(root().join("testdata/launches"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, LAUNCHES.iter().map(|(name, _)| *name).collect::<Vec<_>>());
}

#[test]
fn each_launch_is_reported_as_expected() {
    for (name, exit) in LAUNCHES {
        for (format, ending) in [("json", "json"), ("plain", "plain.txt"), ("terminal", "terminal.txt")] {
            let output = gatelint(&folder(name), &["check", "--as-of", "2026-11-22", "--format", format], None);
            assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{name}");
            let text = String::from_utf8(output.stdout).unwrap();
            expect(&root().join("testdata/expected/launches").join(format!("{name}.{ending}")), &text);
            assert_eq!(output.status.code(), Some(*exit), "{name} {format}");
        }
        let output = gatelint(&folder(name), &["status", "--as-of", "2026-11-22"], None);
        let text = String::from_utf8(output.stdout).unwrap();
        expect(&root().join("testdata/expected/launches").join(format!("{name}.status.txt")), &text);
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    for (name, _) in LAUNCHES {
        let run = |jobs| {
            gatelint(&folder(name), &["check", "--as-of", "2026-11-22", "--format", "json", "--jobs", jobs], None)
        };
        assert_eq!(run("1").stdout, run("4").stdout, "{name}");
    }
}

/// Spans of the JSON report slice the file to the words that the report shows.
#[test]
fn spans_slice_the_files_to_their_words() {
    let mut checked = 0;
    for (name, _) in LAUNCHES {
        let output = gatelint(&folder(name), &["check", "--as-of", "2026-11-22", "--format", "json"], None);
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        for finding in report["findings"].as_array().unwrap() {
            let path = finding["path"].as_str().unwrap();
            if path.starts_with("builtin:") || finding["code"].as_str().unwrap().starts_with("secret/") {
                continue;
            }
            let bytes = std::fs::read(folder(name).join(path)).unwrap();
            let at = |key: &str| usize::try_from(finding["span"][key].as_u64().unwrap()).unwrap();
            let words = std::str::from_utf8(&bytes[at("start")..at("end")]).unwrap();
            let shown = finding["text"].as_str().unwrap();
            let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(squeeze(words), squeeze(shown), "{name} {path}");
            checked += 1;
        }
    }
    assert!(checked > 5);
}

/// The same sentence is an error in one launch and clean in the other, where its proof passes.
#[test]
fn a_claim_compiles_only_when_its_proof_does() {
    let sentence = "Branch managers add seats through self-serve checkout";
    for (name, reported) in [("paid-beta-stale-proof", true), ("self-serve-open", false)] {
        let text = std::fs::read_to_string(folder(name).join("order-form.md")).unwrap();
        assert!(text.contains(sentence), "{name}");
        let output = gatelint(&folder(name), &["check", "--as-of", "2026-11-22", "--format", "json"], None);
        let report = String::from_utf8(output.stdout).unwrap();
        assert_eq!(report.contains("block/self-serve-checkout"), reported, "{name}");
    }
}
