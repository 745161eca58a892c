//! The layers of the source, read from it: dependencies point one way, only the edge touches the world, and no rule
//! of the policy is in the code.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::support::root;

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            out.push(path);
        }
    }
}

/// Path under `src` and code (comments and tests left out).
fn code() -> BTreeMap<String, String> {
    let src = root().join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    files
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
            let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            let name = path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
            (name, lines.collect::<Vec<_>>().join("\n"))
        })
        .collect()
}

fn layer(name: &str) -> &str {
    name.split(['/', '.']).next().unwrap()
}

#[test]
fn dependencies_point_one_way() {
    // What each layer may use of the others.
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("span", &[][..]),
        ("codes", &[]),
        ("policy", &["span"]),
        ("document", &["span"]),
        ("text", &["span"]),
        ("finding", &["span", "policy"]),
        ("matching", &["span", "policy", "document", "text"]),
        ("claim", &["span", "document"]),
        ("artifact", &["span", "policy", "document", "claim", "evidence"]),
        ("evidence", &["span", "policy", "document", "artifact"]),
        ("gate", &["span", "policy", "document", "artifact", "evidence"]),
        ("rule", &["span", "policy", "document", "matching", "claim", "artifact", "evidence", "gate", "finding"]),
        ("edit", &["span", "document", "artifact", "finding"]),
        ("annotate", &["span", "document", "artifact", "finding", "edit"]),
        ("read", &["span", "policy", "document", "artifact", "evidence", "rule", "Job"]),
        ("report", &["span", "policy", "evidence", "finding", "Job", "Outcome"]),
    ]);
    for (name, text) in code() {
        let Some(allowed) = allowed.get(layer(&name)) else { continue };
        for line in text.lines() {
            for (at, _) in line.match_indices("crate::") {
                let used = line[at + 7..].split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
                let listed = line[at + 7..].starts_with('{');
                assert!(listed || used == layer(&name) || allowed.contains(&used), "{name} uses {used}: {line}");
            }
        }
    }
}

#[test]
fn only_the_edge_touches_the_world() {
    let worldly = [
        "std::fs",
        "std::env",
        "std::time",
        "Zoned::now",
        "println!",
        "eprintln!",
        "std::process",
        "std::net",
        "std::io::std",
    ];
    for (name, text) in code() {
        if layer(&name) == "cli" || name == "main.rs" {
            continue;
        }
        for word in worldly {
            assert!(!text.contains(word), "{name} names {word}");
        }
    }
    for (name, text) in code() {
        assert!(!text.contains("std::net") && !text.contains("TcpStream"), "{name}: nothing goes over a network");
    }
}

#[test]
fn no_rule_is_in_the_code() {
    let shipped = gatelint::policy::embedded::EMBEDDED;
    let names: Vec<String> = shipped
        .iter()
        .flat_map(|policy| gatelint::policy::parse::parse_file(policy.text, 0).file.items)
        .filter(|item| item.name.value.contains('-'))
        .filter(|item| {
            item.kind != gatelint::policy::ast::ItemKind::Policy && item.kind != gatelint::policy::ast::ItemKind::Use
        })
        .map(|item| item.name.value)
        .collect();
    assert!(names.len() > 50);
    for (name, text) in code() {
        // Help texts show a rule's code as an example; the codes table explains itself with one.
        let text: Vec<&str> =
            text.lines().filter(|line| !line.contains("after_help") && !line.contains("such as")).collect();
        for rule in &names {
            let quoted = [format!("\"{rule}\""), format!("/{rule}\"")];
            let found = text.iter().find(|line| quoted.iter().any(|quoted| line.contains(quoted.as_str())));
            assert!(found.is_none(), "{name} names the rule {rule}: {found:?}");
        }
    }
}
