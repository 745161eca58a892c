//! `gatelint explain`: what a code means; why a line was, or was not, flagged.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::args::Explain;
use super::files::Wanted;
use super::{Exit, Trouble, files, launch, out};
use crate::artifact::{Artifact, Hit, RuleRef};
use crate::claim::{Cue, Status};
use crate::codes;
use crate::finding::Origin;
use crate::policy::diagnostic::nearest;
use crate::policy::model::{Block, Decl, Policy, Wording};
use crate::report::safe;
use crate::span::Lines;
use crate::{Job, Outcome};

pub(super) fn run(args: &Explain) -> Result<Exit, Trouble> {
    let text = match place(&args.what) {
        Some((path, line)) => explain_line(args, path, line)?,
        None => explain_code(args)?,
    };
    out::print(&text)?;
    Ok(Exit::Clean)
}

/// `FILE:LINE`, if that is what was asked for: the file is there, or the part after the colon is a number.
fn place(what: &str) -> Option<(PathBuf, usize)> {
    let (path, line) = what.rsplit_once(':')?;
    // A column may follow, as reports print it.
    if let (Some((path, first)), true) = (path.rsplit_once(':'), line.parse::<usize>().is_ok())
        && let Ok(line) = first.parse()
    {
        return Some((PathBuf::from(path), line));
    }
    Some((PathBuf::from(path), line.parse().ok()?))
}

fn explain_code(args: &Explain) -> Result<String, Trouble> {
    let code = args.what.as_str();
    if let Some(row) = codes::code(code) {
        return Ok(format!("{}\n  {}\n  {}\n", row.code, row.title, row.advice));
    }
    let policies = match args.with.policy.is_empty() {
        true => files::nearest_policy(Path::new("."), &mut Default::default()).map(|folder| files::gate_files(&folder)),
        false => Some(args.with.policy.clone()),
    };
    let loaded = files::load_policy(&policies.unwrap_or_default())?;
    launch::refuse_unsound(&loaded)?;
    let policy = &loaded.policy;
    let mut known: Vec<String> = codes::CODES.iter().map(|row| row.code.to_owned()).collect();
    for item in items(policy) {
        if item.code == code {
            return Ok(item_text(policy, &item));
        }
        known.push(item.code);
    }
    let help = match nearest(code, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`gatelint rules list` shows the rules; a place is written FILE:LINE".to_owned(),
    };
    Err(Trouble(format!("there is no code `{code}`\n{help}")))
}

/// An item of the policy that has a code: its declaration and what it says to people.
struct Item<'p> {
    code: String,
    decl: &'p Decl,
    say: &'p [String],
}

fn items(policy: &Policy) -> Vec<Item<'_>> {
    let mut all = Vec::new();
    all.extend(policy.blocks.iter().map(|one| Item::new("block", &one.decl, &one.wording.say)));
    all.extend(policy.secrets.iter().map(|one| Item::new("secret", &one.decl, &one.wording.say)));
    all.extend(policy.requires.iter().map(|one| Item::new("require", &one.decl, &one.say)));
    all.extend(policy.gates.iter().map(|one| Item::new("gate", &one.decl, &one.if_missing)));
    all.extend(policy.roles.iter().map(|one| Item::new("role", &one.decl, &one.decides)));
    all.extend(policy.steps.iter().map(|one| Item::new("step", &one.decl, &one.exit)));
    all.extend(policy.evidence.iter().map(|one| Item::new("evidence", &one.decl, &[])));
    all.extend(policy.waivers.iter().map(|one| Item::new("waiver", &one.decl, &one.because)));
    all
}

impl<'p> Item<'p> {
    fn new(family: &str, decl: &'p Decl, say: &'p [String]) -> Self {
        Self { code: format!("{family}/{}", decl.name), decl, say }
    }
}

/// The item as its policy states it, with its place.
fn item_text(policy: &Policy, item: &Item<'_>) -> String {
    let at = item.decl.at;
    let mut text = format!("{}  {}\n", item.code, item.decl.title);
    for say in item.say {
        let _ = writeln!(text, "  {say}");
    }
    if let Some(file) = policy.files.get(at.file) {
        let lines = Lines::new(&file.text);
        let first = lines.position(&file.text, at.span.start).line;
        let _ = writeln!(text, "\n{}:{first}", file.path);
        for number in first..=lines.count() {
            let Some(line) = lines.span(&file.text, number).map(|span| span.slice(&file.text)) else { break };
            let ends = number > first && (line.trim().is_empty() || !line.starts_with([' ', '\t']));
            if ends {
                break;
            }
            let _ = writeln!(text, "  {line}");
        }
    }
    text
}

fn explain_line(args: &Explain, path: PathBuf, line: usize) -> Result<String, Trouble> {
    let (wanted, mut faults) = files::resolve(std::slice::from_ref(&path));
    super::unless_faulty(&faults)?;
    if !matches!(wanted.as_slice(), [Wanted::File(_)]) {
        return Err(Trouble(format!("`{}` is no file: a place is written FILE:LINE", path.display())));
    }
    let (roots, units) = launch::plan(&args.with, wanted, None, &mut faults)?;
    let done = launch::lint_all(&roots, units, None, launch::terms(&args.with), &mut faults)?;
    super::unless_faulty(&faults)?;
    let found = done.iter().find_map(|(job, outcome)| {
        let number = outcome.artifacts.iter().position(|artifact| !artifact.context)?;
        Some((job, outcome, number))
    });
    let Some((job, outcome, number)) = found else {
        return Err(Trouble(format!("`{}` could not be checked", path.display())));
    };
    let Some(artifact) = outcome.artifacts.get(number) else { return Ok(String::new()) };
    if let Some(fault) = artifact.document.faults.iter().find(|fault| !fault.code.is_note()) {
        return Err(Trouble(format!("`{}`: {}", path.display(), fault.message)));
    }
    let source = &artifact.document.source;
    let lines = Lines::new(source);
    let Some(span) = lines.span(source, line) else {
        return Err(Trouble(format!("`{}` has {} lines", path.display(), lines.count())));
    };
    let on_line = |start: usize, end: usize| start <= span.end && end >= span.start;
    let kind = artifact.kind.and_then(|kind| job.policy.documents.get(kind));
    let kind = kind.map_or("a document of no kind", |kind| kind.decl.title.as_str());
    let mut text = format!("{}:{line}, {kind}\n  {}\n", safe(&artifact.path), safe(span.slice(source).trim()));
    let mut nothing = true;
    for hit in artifact.hits.iter().filter(|hit| on_line(hit.source.start, hit.source.end)) {
        let RuleRef::Block(rule) = hit.rule else { continue };
        if let Some(block) = job.policy.blocks.get(rule) {
            nothing = false;
            explain_hit(&mut text, job, outcome, artifact, &lines, hit, block);
        }
    }
    let here = |finding: &&crate::finding::Finding| {
        finding.place.origin == Origin::Artifact(number) && on_line(finding.place.span.start, finding.place.span.end)
    };
    for finding in outcome.applied.findings.iter().filter(here).filter(|one| !one.code.starts_with("block/")) {
        nothing = false;
        let _ = writeln!(text, "\n{} {}: {}", finding.severity.word(), finding.code, safe(&finding.message));
        if let Some(help) = &finding.help {
            let _ = writeln!(text, "  {}", safe(help));
        }
    }
    for (title, excused) in [("a directive", &outcome.applied.suppressed), ("a waiver", &outcome.applied.waived)] {
        for finding in excused.iter().filter(here) {
            let _ = writeln!(text, "\n{} on `{}` is excused by {title}", finding.code, safe(&finding.text));
        }
    }
    if nothing {
        text.push_str("\nno blocked wording and no finding stands on this line\n");
    }
    Ok(text)
}

fn explain_hit(
    text: &mut String,
    job: &Job<'_>,
    outcome: &Outcome,
    artifact: &Artifact,
    lines: &Lines,
    hit: &Hit,
    block: &Block,
) {
    let source = &artifact.document.source;
    let words = safe(hit.source.slice(source)).split_whitespace().collect::<Vec<_>>().join(" ");
    let status = hit.reading.status;
    let _ = writeln!(text, "\n`{words}` is {}  [block/{}]", status.name(), block.decl.name);
    let place = |cue: &Cue| {
        let at = lines.position(source, cue.source.start);
        format!("`{}` at {}:{}", safe(&cue.words), at.line, at.column)
    };
    match &hit.reading.cue {
        Some(cue) => {
            let _ = writeln!(text, "  {} {} it: {}", place(cue), does(status), cue.scope.sentence());
        }
        None => text.push_str("  nothing around it denies it, so it counts as a claim\n"),
    }
    for step in hit.reading.steps.iter().filter(|step| Some(&step.cue) != hit.reading.cue.as_ref()) {
        let turns = if step.turns { "turns" } else { "does not turn" };
        let _ = writeln!(text, "  {} {turns} the reading: {}", place(&step.cue), step.cue.scope.sentence());
    }
    let gate = block.opens.and_then(|gate| Some((gate, job.policy.gates.get(gate)?)));
    match gate {
        Some((number, gate)) if outcome.state.is_open(number) => {
            let _ = writeln!(text, "  gate `{}` is open, so the wording is allowed", gate.decl.name);
        }
        Some((number, gate)) => {
            let verdict = outcome.state.gates.get(number).map_or("missing", |state| state.verdict.word());
            let _ = writeln!(text, "  gate `{}` is not open ({verdict})", gate.decl.name);
        }
        None => text.push_str("  no gate opens it\n"),
    }
    advice(text, &block.wording);
}

/// What the deciding words do to the wording.
fn does(status: Status) -> &'static str {
    match status {
        Status::Claimed => "claims",
        Status::Promised => "promises",
        Status::Denied => "denies",
        Status::Conditional => "makes a proof the condition of",
        Status::Mentioned => "only mentions",
        Status::Asked => "asks about",
    }
}

fn advice(text: &mut String, wording: &Wording) {
    if let Some(instead) = &wording.instead {
        let _ = writeln!(text, "  write instead: {instead}");
    }
    for say in &wording.say {
        let _ = writeln!(text, "  {say}");
    }
}
