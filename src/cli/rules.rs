//! `gatelint rules`: the rule author's bench.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::args::{RuleFiles, Rules, RulesCommand};
use super::{Exit, Trouble, files, launch, out};
use crate::policy::diagnostic::Diagnostic;
use crate::policy::model::{Decl, Policy, Severity};
use crate::policy::parse::parse_file;
use crate::policy::print::print;
use crate::policy::{Loaded, embedded::EMBEDDED};
use crate::report::{counted, safe};
use crate::rule::{self, Engine};
use crate::span::Lines;

pub(super) fn run(args: &Rules) -> Result<Exit, Trouble> {
    match &args.command {
        RulesCommand::Check(files) => check(files),
        RulesCommand::Test(files) => test(files),
        RulesCommand::Fmt { files, check } => fmt(files, *check),
        RulesCommand::List(files) => list(files),
    }
}

/// The named files; else those of this folder; else none, which stands for the shipped policy.
fn chosen(args: &RuleFiles) -> Vec<PathBuf> {
    if args.files.is_empty() { files::gate_files(Path::new(".")) } else { args.files.clone() }
}

fn check(args: &RuleFiles) -> Result<Exit, Trouble> {
    let mut loaded = files::load_policy(&chosen(args))?;
    if loaded.is_sound() {
        let mut doubts = loaded.doubts();
        doubts.extend(rule::wide(&loaded.policy));
        doubts.sort_by_key(|doubt| (doubt.file, doubt.span));
        loaded.diagnostics.extend(doubts);
    }
    let mut text = diagnostics(&loaded.policy, &loaded.diagnostics);
    text.push_str(&totals(&loaded));
    out::print(&text)?;
    Ok(if loaded.is_sound() { Exit::Clean } else { Exit::Unchecked })
}

fn test(args: &RuleFiles) -> Result<Exit, Trouble> {
    let loaded = files::load_policy(&chosen(args))?;
    launch::refuse_unsound(&loaded)?;
    let engine = Engine::new(&loaded.policy)?;
    let tested = rule::test(&loaded.policy, &engine);
    if tested.examples == 0 {
        return Err(Trouble("nothing was tested: the policy has no rule with examples".to_owned()));
    }
    let mut text = diagnostics(&loaded.policy, &tested.failures);
    let failed = tested.failures.iter().filter(|failure| failure.severity == Severity::Error).count();
    let _ =
        writeln!(text, "{} of {}: {failed} failed", counted(tested.examples, "example"), counted(tested.rules, "rule"));
    out::print(&text)?;
    Ok(if failed == 0 { Exit::Clean } else { Exit::Violations })
}

/// Writes each file in its canonical form; a file that can't be read as a whole is left as it is.
fn fmt(args: &RuleFiles, only_check: bool) -> Result<Exit, Trouble> {
    let paths = chosen(args);
    if paths.is_empty() {
        return Err(Trouble("there is no policy file here to format".to_owned()));
    }
    let mut exit = Exit::Clean;
    for path in paths {
        let shown = files::shown(&path);
        let bytes =
            std::fs::read(&path).map_err(|error| format!("`{shown}` can't be read: {}", files::reason(&error)))?;
        let source = String::from_utf8(bytes).map_err(|_| format!("`{shown}` is not UTF-8 text"))?;
        let parsed = parse_file(&source, 0);
        if let Some(first) = parsed.diagnostics.first() {
            let at = Lines::new(&source).position(&source, first.span.start);
            out::complain(&format!("{shown}:{}:{}: {}; the file is left as it is", at.line, at.column, first.message));
            exit = exit.max(Exit::Unchecked);
            continue;
        }
        let printed = print(&parsed.file);
        // Lines that end as on Windows go on doing so.
        let windows = source.find('\n').is_some_and(|end| source.get(..end).unwrap_or_default().ends_with('\r'));
        let printed = if windows { printed.replace('\n', "\r\n") } else { printed };
        if printed == source {
            continue;
        }
        if only_check {
            out::print(&format!("{shown} would change\n"))?;
            exit = exit.max(Exit::Violations);
        } else {
            files::replace(&path, printed.as_bytes())?;
            out::print(&format!("{shown} formatted\n"))?;
        }
    }
    Ok(exit)
}

fn diagnostics(policy: &Policy, all: &[Diagnostic]) -> String {
    let mut text = String::new();
    for diagnostic in all {
        let place = |file: usize, start: usize| {
            let (path, source) =
                policy.files.get(file).map_or(("", ""), |file| (file.path.as_str(), file.text.as_str()));
            let at = Lines::new(source).position(source, start);
            format!("{path}:{}:{}", at.line, at.column)
        };
        let at = place(diagnostic.file, diagnostic.span.start);
        let severity = diagnostic.severity.word();
        let _ = writeln!(text, "{at}: {severity} {}: {}", diagnostic.code, safe(&diagnostic.message));
        if let Some((line, marks)) = underlined(policy, diagnostic) {
            let _ = writeln!(text, "    {line}\n    {marks}");
        }
        if let Some(help) = &diagnostic.help {
            let _ = writeln!(text, "  help: {}", safe(help));
        }
        for (file, span, message) in &diagnostic.related {
            let _ = writeln!(text, "  {message}: {}", place(*file, span.start));
        }
    }
    text
}

/// The line of a diagnostic and the marks under its words.
fn underlined(policy: &Policy, diagnostic: &Diagnostic) -> Option<(String, String)> {
    let source = &policy.files.get(diagnostic.file)?.text;
    let lines = Lines::new(source);
    let line = lines.span(source, lines.position(source, diagnostic.span.start).line)?;
    let text = line.slice(source);
    if text.chars().count() > 160 {
        return None;
    }
    let before = source.get(line.start..diagnostic.span.start)?;
    let words = source.get(diagnostic.span.start..diagnostic.span.end.min(line.end))?;
    let blank: String = before.chars().map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
    Some((safe(text), format!("{blank}{}", "^".repeat(words.chars().count().max(1)))))
}

fn totals(loaded: &Loaded) -> String {
    let policy = &loaded.policy;
    let count = |severity| loaded.diagnostics.iter().filter(|one| one.severity == severity).count();
    let paths: Vec<&str> = policy.files.iter().map(|file| file.path.as_str()).collect();
    format!(
        "{}: {}, {}, {} of evidence, {}, {}: {}, {}\n",
        paths.join(", "),
        counted(policy.rule_count(), "rule"),
        counted(policy.gates.len(), "gate"),
        counted(policy.evidence.len(), "piece"),
        counted(policy.roles.len(), "role"),
        counted(policy.steps.len(), "step"),
        counted(count(Severity::Error), "error"),
        counted(count(Severity::Warning), "warning"),
    )
}

fn list(args: &RuleFiles) -> Result<Exit, Trouble> {
    let chosen = chosen(args);
    let loaded = files::load_policy(&chosen)?;
    launch::refuse_unsound(&loaded)?;
    let policy = &loaded.policy;
    let mut text = String::new();
    if chosen.is_empty() {
        let names: Vec<&str> = EMBEDDED.iter().map(|policy| policy.name).collect();
        let _ = writeln!(text, "shipped with gatelint: {}", names.join(", "));
    }
    let gate = |number: Option<usize>| number.and_then(|number| policy.gates.get(number)).map(|gate| &gate.decl.name);
    let mut rows: Vec<(String, &Decl, String)> = Vec::new();
    for block in &policy.blocks {
        let opens = gate(block.opens).map_or_else(|| "never opens".to_owned(), |gate| format!("opens at {gate}"));
        rows.push((format!("block/{}", block.decl.name), &block.decl, opens));
    }
    rows.extend(policy.secrets.iter().map(|one| (format!("secret/{}", one.decl.name), &one.decl, String::new())));
    rows.extend(policy.requires.iter().map(|one| (format!("require/{}", one.decl.name), &one.decl, String::new())));
    for one in &policy.gates {
        let after: Vec<&str> = one.after.iter().filter_map(|before| gate(Some(*before))).map(String::as_str).collect();
        let after = if after.is_empty() { String::new() } else { format!("after {}", after.join(", ")) };
        rows.push((format!("gate/{}", one.decl.name), &one.decl, after));
    }
    for role in &policy.roles {
        let due = gate(Some(role.due)).map_or_else(String::new, |gate| format!("{}, due at {gate}", role.of));
        rows.push((format!("role/{}", role.decl.name), &role.decl, due));
    }
    rows.extend(policy.steps.iter().map(|s| (format!("step/{}", s.decl.name), &s.decl, format!("week {}", s.week))));
    for evidence in &policy.evidence {
        let fresh =
            evidence.fresh.map_or_else(String::new, |(days, _)| format!("fresh for {}", counted(days as usize, "day")));
        rows.push((format!("evidence/{}", evidence.decl.name), &evidence.decl, fresh));
    }
    rows.extend(policy.documents.iter().map(|one| (format!("document/{}", one.decl.name), &one.decl, String::new())));
    for words in &policy.words {
        rows.push((format!("words/{}", words.decl.name), &words.decl, counted(words.any.len(), "phrase")));
    }
    rows.extend(policy.keys.iter().map(|one| (format!("key/{}", one.decl.name), &one.decl, String::new())));
    rows.extend(policy.launches.iter().map(|one| (format!("launch/{}", one.decl.name), &one.decl, String::new())));
    rows.extend(policy.waivers.iter().map(|one| (format!("waiver/{}", one.decl.name), &one.decl, String::new())));
    let width = rows.iter().map(|(code, _, _)| code.chars().count()).max().unwrap_or(0);
    for (code, decl, note) in rows {
        let note = if note.is_empty() { note } else { format!(" ({note})") };
        let _ = writeln!(text, "{code:<width$}  {}{note}", decl.title);
    }
    out::print(&text)?;
    Ok(Exit::Clean)
}
