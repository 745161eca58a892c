//! `gatelint explain`: what a code means; why a line was, or was not, flagged.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::args::Explain;
use super::files::Wanted;
use super::item::{self, FAMILIES, Found, Item};
use super::{Exit, Trouble, annotate, files, launch, out};
use crate::artifact::{Artifact, Hit, RuleRef};
use crate::claim::{Cue, Status};
use crate::codes;
use crate::finding::Origin;
use crate::policy::Policy;
use crate::policy::ast::ItemKind;
use crate::policy::diagnostic::nearest;
use crate::policy::model::{Block, Wording};
use crate::policy::parse::clause_words;
use crate::report::{counted, safe};
use crate::span::{Lines, Source, Span};
use crate::{Job, Outcome};

pub(super) fn run(args: &Explain) -> Result<Exit, Trouble> {
    let what = args.what.as_str();
    let text = match place(what) {
        Some((path, line)) if is_policy(&path) => explain_policy(args, &path, Some(line))?,
        Some((path, line)) => explain_document(args, &path, Some(line))?,
        None if is_policy(Path::new(what)) => explain_policy(args, Path::new(what), None)?,
        None if Path::new(what).is_file() => explain_document(args, Path::new(what), None)?,
        None => explain_code(args)?,
    };
    out::print(&text)?;
    Ok(Exit::Clean)
}

fn is_policy(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "gate")
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
    let items = item::items(policy);
    if let Some((family, about)) = FAMILIES.iter().find(|(family, _)| *family == code) {
        return Ok(family_text(policy, family, about, &items));
    }
    let asked = |item: &&Item<'_>| item.code == code || item.decl.name == code;
    let texts: Vec<String> = items.iter().filter(asked).map(|item| item::text(policy, item)).collect();
    if !texts.is_empty() {
        return Ok(texts.join("\n"));
    }
    let own = codes::CODES.iter().map(|row| row.code);
    let names = items.iter().flat_map(|item| [item.code.as_str(), item.decl.name.as_str()]);
    let families = FAMILIES.iter().map(|(family, _)| *family);
    let help = match nearest(code, own.chain(names).chain(families)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`gatelint rules list` shows the codes of the policy; a place is written FILE:LINE".to_owned(),
    };
    Err(Trouble(format!("there is no code and no file `{code}`\n{help}")))
}

/// What a family of codes is for, its codes, and how an item of it is written.
fn family_text(policy: &Policy, family: &str, about: &str, items: &[Item<'_>]) -> String {
    let mut text = format!("{family}: {about}\n");
    let of_family = |code: &str| code.split_once('/').is_some_and(|(start, _)| start == family);
    for item in items.iter().filter(|item| of_family(&item.code)) {
        let _ = writeln!(text, "  {}  {}", item.code, item.decl.title);
    }
    for row in codes::CODES.iter().filter(|row| of_family(row.code)) {
        let _ = writeln!(text, "  {}  {}", row.code, row.title);
    }
    if let Some(kind) = ItemKind::ALL.into_iter().find(|kind| kind.word() == family) {
        let clauses: Vec<&str> = clause_words(kind).collect();
        let _ = writeln!(text, "\nits clauses: {}", clauses.join(", "));
    }
    let first = items.iter().find(|item| of_family(&item.code));
    if let Some(written) = first.and_then(|item| item::written(policy, item.decl)) {
        let (place, lines) = written;
        let _ = writeln!(text, "\none of them, {place}\n{lines}");
    }
    text
}

/// The item at a line of a policy file; without a line, all its items.
fn explain_policy(args: &Explain, path: &Path, line: Option<usize>) -> Result<String, Trouble> {
    let shown = files::shown(path);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let own = if path.is_file() { files::gate_files(folder) } else { Vec::new() };
    let loaded = files::load_policy(if args.with.policy.is_empty() { &own } else { &args.with.policy })?;
    let policy = &loaded.policy;
    let Some(number) = policy.files.iter().position(|file| file.path == shown) else {
        return Err(Trouble(format!("there is no policy file `{shown}`")));
    };
    launch::refuse_unsound(&loaded)?;
    let source = policy.files.get(number).map_or("", |file| file.text.as_str());
    let items = item::items(policy);
    let Some(line) = line else {
        let lines = Lines::new(source);
        let mut text = format!("{shown}\n");
        for item in items.iter().filter(|item| item.decl.at.file == number) {
            let at = lines.position(source, item.decl.at.span.start).line;
            let _ = writeln!(text, "  {at:>4}  {}  {}", item.code, item.decl.title);
        }
        return Ok(text);
    };
    match item::at_line(source, line) {
        Found::Item(code) => {
            let here = items.iter().find(|item| item.decl.at.file == number && item.code == code);
            Ok(here.map_or_else(String::new, |item| item::text(policy, item)))
        }
        Found::Use(name) => Ok(format!(
            "use {name}\n  all that `{name}` declares holds here too\n  `gatelint rules list {shown}` shows it\n"
        )),
        Found::Past => Err(past(&shown, source)),
        Found::Nothing => Ok(format!("{shown}:{line} belongs to no item\n")),
    }
}

fn past(shown: &str, source: &str) -> Trouble {
    Trouble(format!("`{shown}` has {}", counted(source.lines().count(), "line")))
}

/// How a line of a document was read; without a line, each line on which there is something to tell.
fn explain_document(args: &Explain, path: &Path, line: Option<usize>) -> Result<String, Trouble> {
    let (wanted, mut faults) = files::resolve(&[path.to_owned()]);
    super::unless_faulty(&faults)?;
    if !matches!(wanted.as_slice(), [Wanted::File(_)]) {
        return Err(Trouble(format!("`{}` is no file: a place is written FILE:LINE", path.display())));
    }
    let (roots, units) = launch::plan(&args.with, wanted, None, &mut faults)?;
    let terms = launch::terms(&args.with);
    let done = launch::lint_all(&roots, units.clone(), None, terms, &mut faults)?;
    super::unless_faulty(&faults)?;
    let found = units.iter().zip(&done).find_map(|(unit, (job, outcome))| {
        let number = outcome.artifacts.iter().position(|artifact| !artifact.context)?;
        Some((unit, Read { job, outcome, number, artifact: outcome.artifacts.get(number)? }))
    });
    let Some((unit, read)) = found else {
        return Err(Trouble(format!("`{}` could not be checked", path.display())));
    };
    if let Some(fault) = read.artifact.document.faults.iter().find(|fault| !fault.code.is_note()) {
        return Err(Trouble(format!("`{}`: {}", path.display(), fault.message)));
    }
    // The source of a document that nothing is asked of is not kept.
    let whole = match read.artifact.document.source.is_empty() {
        true => annotate::whole(unit, read.artifact, terms.1),
        false => None,
    };
    let source = whole.as_ref().map_or(read.artifact.document.source.as_str(), |whole| &whole.source);
    let lines = Lines::new(source);
    let kind = read.artifact.kind.and_then(|kind| read.job.policy.documents.get(kind));
    let kind = kind.map_or("a document of no kind", |kind| kind.decl.title.as_str());
    let shown = safe(&read.artifact.path);
    if let Some(line) = line {
        let span = lines.span(source, line).ok_or_else(|| past(&shown, source))?;
        let touches = |words: Span<Source>| words.start <= span.end && words.end >= span.start;
        let told = read
            .told(&lines, &touches)
            .unwrap_or_else(|| "\nno blocked wording and no finding stands on this line\n".to_owned());
        return Ok(format!("{shown}:{line}, {kind}\n  {}\n{told}", safe(read.line(span, source).trim())));
    }
    let mut text = format!("{shown}, {kind}\n");
    for line in 1..=lines.count() {
        let Some(span) = lines.span(source, line) else { break };
        let begins = |words: Span<Source>| span.start <= words.start && words.start <= span.end;
        if let Some(told) = read.told(&lines, &begins) {
            let _ = write!(text, "\n{shown}:{line}\n  {}\n{told}", safe(read.line(span, source).trim()));
        }
    }
    if text.lines().count() == 1 {
        let _ = writeln!(text, "  nothing to tell by {}", counted(read.job.policy.rule_count(), "rule"));
    }
    Ok(text)
}

/// The document that was asked about, as it was read.
struct Read<'r> {
    job: &'r Job<'r>,
    outcome: &'r Outcome,
    number: usize,
    artifact: &'r Artifact,
}

impl Read<'_> {
    /// A line of `source`; the artifact keeps its text wherever there is a secret to hide.
    fn line(&self, span: Span<Source>, source: &str) -> String {
        match self.artifact.document.source.is_empty() {
            true => span.slice(source).to_owned(),
            false => self.artifact.shown(span),
        }
    }

    /// What there is to tell of the words that are asked for: readings, findings, what is excused.
    fn told(&self, lines: &Lines, asked: &dyn Fn(Span<Source>) -> bool) -> Option<String> {
        let Self { job, outcome, number, artifact } = self;
        let mut text = String::new();
        for hit in artifact.hits.iter().filter(|hit| asked(hit.source)) {
            let RuleRef::Block(rule) = hit.rule else { continue };
            if let Some(block) = job.policy.blocks.get(rule) {
                explain_hit(&mut text, job, outcome, artifact, lines, hit, block);
            }
        }
        let here = |finding: &&crate::finding::Finding| {
            finding.place.origin == Origin::Artifact(*number) && asked(finding.place.span)
        };
        for finding in outcome.applied.findings.iter().filter(here).filter(|one| !one.code.starts_with("block/")) {
            let _ = writeln!(text, "\n{} {}: {}", finding.severity.word(), finding.code, safe(&finding.message));
            for line in &finding.help {
                let _ = writeln!(text, "  {}", safe(line));
            }
        }
        for (title, excused) in [("a directive", &outcome.applied.suppressed), ("a waiver", &outcome.applied.waived)] {
            for finding in excused.iter().filter(here) {
                let _ = writeln!(text, "\n{} on `{}` is excused by {title}", finding.code, safe(&finding.text));
            }
        }
        (!text.is_empty()).then_some(text)
    }
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
    let words = safe(&artifact.shown(hit.source)).split_whitespace().collect::<Vec<_>>().join(" ");
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
