//! The README tells the truth: its blocks run, its picture is of a real report.

use std::fmt::Write as _;

use crate::support::{expect, gatelint, root};

/// Stands for an output that the README does not show.
const LEFT_OUT: &str = "left out";

/// Commands and the output the README shows for them.
fn blocks(readme: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    for block in readme.split("```sh\n").skip(1) {
        // Commands whose output the README leaves out.
        blocks.extend(
            block.split("```").next().unwrap().lines().map(|command| (command.to_owned(), LEFT_OUT.to_owned())),
        );
    }
    for block in readme.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap();
        for part in block.split("$ ").skip(1) {
            let (command, output) = part.split_once('\n').unwrap_or((part, ""));
            blocks.push((command.to_owned(), output.to_owned()));
        }
    }
    blocks
}

#[test]
fn every_block_of_the_readme_runs() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let blocks = blocks(&readme);
    assert!(blocks.len() >= 6);
    let mut updated = readme.clone();
    for (command, shown) in &blocks {
        let words: Vec<String> = split(command);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["gatelint", args @ ..] => {
                let output = gatelint(&root(), args, None);
                let text = String::from_utf8(output.stdout).unwrap();
                assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{command}");
                if shown == LEFT_OUT {
                    assert!(output.status.code() < Some(2), "{command}");
                } else if std::env::var_os("UPDATE").is_some() {
                    updated = updated.replace(&format!("$ {command}\n{shown}"), &format!("$ {command}\n{text}"));
                } else {
                    assert_eq!(&text, shown, "{command}");
                }
            }
            // The two commands of a fresh machine: the first is run here as the program it builds; the second runs this.
            ["cargo", "run", "--release", "--quiet", "--", args @ ..] => {
                let output = gatelint(&root(), args, None);
                assert_eq!(output.status.code(), Some(1), "{command}");
            }
            ["cargo", "test"] | ["cargo", "install", "--path", "."] => {}
            other => panic!("a command nobody runs: {other:?}"),
        }
    }
    if updated != readme {
        std::fs::write(root().join("README.md"), updated).unwrap();
    }
}

#[test]
fn the_policies_of_the_readme_parse() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let policies: Vec<&str> = readme.split("\n```\n\n```\n").collect();
    let policies = policies.into_iter().skip(1).chain(readme.split("\n\n```\n").skip(1));
    let mut count = 0;
    for policy in policies {
        let text = policy.split("\n```").next().unwrap().to_owned() + "\n";
        let parsed = gatelint::policy::parse::parse_file(&text, 0);
        assert!(parsed.diagnostics.is_empty(), "{text}{:?}", parsed.diagnostics);
        count += 1;
    }
    assert!(count >= 2, "{count}");
}

/// Splits a command line; single quotes hold words together.
fn split(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in command.trim().chars() {
        match c {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words
}

#[test]
fn the_picture_is_of_a_real_report() {
    let args = [
        "check",
        "testdata/launches/paid-beta-stale-proof",
        "--as-of",
        "2026-11-22",
        "--format",
        "terminal",
        "--color",
        "always",
    ];
    let output = gatelint(&root(), &args, None);
    let text = String::from_utf8(output.stdout).unwrap();
    let command = "gatelint check testdata/launches/paid-beta-stale-proof --as-of 2026-11-22";
    expect(&root().join("testdata/expected/report.svg"), &svg(command, &text));
}

/// Draws terminal output as SVG: one text element a line, the colours of its SGR sequences (ECMA-48, 8.3.117).
fn svg(command: &str, text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let columns = lines.iter().map(|line| plain(line).chars().count()).max().unwrap_or(0).max(80);
    let (width, height) = (columns * 8 + 32, (lines.len() + 2) * 18 + 24);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"A report of gatelint in a terminal\">\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#1b1f24\"/>\n<g font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" font-size=\"13\" fill=\"#d7dde4\" xml:space=\"preserve\">\n"
    );
    let _ = writeln!(out, "<text x=\"16\" y=\"28\"><tspan fill=\"#8b949e\">$ </tspan>{}</text>", escape(command));
    for (number, line) in lines.iter().enumerate() {
        let _ = writeln!(out, "<text x=\"16\" y=\"{}\">{}</text>", 28 + 18 * (number + 1), spans(line));
    }
    out.push_str("</g>\n</svg>\n");
    out
}

fn spans(line: &str) -> String {
    let mut out = String::new();
    for (number, part) in line.split("\u{1b}[").enumerate() {
        let (codes, words) = if number == 0 { ("", part) } else { part.split_once('m').unwrap_or(("", part)) };
        let colour = codes.split(';').filter_map(colour).next_back();
        if words.is_empty() {
            continue;
        }
        match colour {
            Some(colour) => {
                let _ = write!(out, "<tspan fill=\"{colour}\">{}</tspan>", escape(words));
            }
            None => out.push_str(&escape(words)),
        }
    }
    out
}

fn colour(code: &str) -> Option<&'static str> {
    match code {
        "31" => Some("#ff7b72"),
        "32" => Some("#7ee787"),
        "33" => Some("#e3b341"),
        "34" => Some("#79c0ff"),
        "35" => Some("#d2a8ff"),
        "36" => Some("#76e3ea"),
        "2" => Some("#8b949e"),
        _ => None,
    }
}

fn plain(line: &str) -> String {
    let mut parts = line.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').map_or("", |(_, words)| words))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
