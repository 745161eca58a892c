//! `gatelint fix`: what to write instead, put into the documents.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use similar::TextDiff;

use super::args::{FailOn, Fix};
use super::launch::{self, Unit};
use super::work::Planned;
use super::{Exit, Trouble, check, files, out};
use crate::artifact::Artifact;
use crate::document::Encoding;
use crate::edit::{Edit, Left, Original, Plan, plan, splice};
use crate::finding::Finding;
use crate::report::{self, Report, counted, safe};
use crate::span::Lines;

/// A document with its fixes put in.
struct Fixed {
    path: String,
    after: Vec<u8>,
    mended: usize,
    diff: String,
}

pub(super) fn run(args: &Fix) -> Result<Exit, Trouble> {
    let piped = args.paths.iter().any(|path| path.as_os_str() == "-");
    if piped && (args.in_place || args.paths.len() > 1) {
        return Err("standard input is fixed alone, and goes to standard output: leave out the rest".into());
    }
    let work = Planned::of(&args.paths, &args.lint)?;
    let (terms, units) = (work.terms, &work.units);
    let done = work.lint(units.clone())?;
    let mut fixed = Vec::new();
    let mut text = String::new();
    for (unit, (_, outcome)) in units.iter().zip(&done) {
        for (artifact, findings) in outcome.checked() {
            let (planned, original) = planned(&work, args, unit, artifact, &findings)?;
            text.push_str(&left(artifact, &findings, &planned));
            if let Some(original) = original.filter(|_| !planned.edits.is_empty()) {
                let tracked = Some(terms.0).filter(|_| !args.accept);
                let after = original.with(artifact, &planned.edits, tracked);
                let after = after.map_err(|reason| format!("`{}`: {reason}", artifact.path))?;
                let diff = diff(artifact, &planned, &findings);
                fixed.push(Fixed { path: artifact.path.clone(), after, mended: planned.mended, diff });
            }
        }
    }
    let given = units.iter().flat_map(|unit| &unit.inputs).find(|input| input.path == "-");
    let given = given.map(|input| (input.bytes)()).transpose()?;
    let after = again(&work, args, &fixed, &mut text)?;
    match given.filter(|_| !args.diff && args.output.is_none()) {
        Some(given) => pass_on(&given, &fixed, &text)?,
        None => write(args, &fixed, text)?,
    }
    Ok(after)
}

/// What is to be done in a document, and its file where there is anything that could be.
fn planned(
    work: &Planned,
    args: &Fix,
    unit: &Unit,
    artifact: &Artifact,
    findings: &[&Finding],
) -> Result<(Plan, Option<Original>), Trouble> {
    let original = match findings.iter().any(|finding| finding.fix.is_ok()) {
        true => launch::original(unit, artifact, work.terms.1)?,
        false => None,
    };
    Ok((plan(artifact, findings, args.take_unsafe, original.as_ref()), original))
}

/// The findings that stay, each with the reason.
fn left(artifact: &Artifact, findings: &[&Finding], planned: &Plan) -> String {
    let source = &artifact.document.source;
    let lines = Lines::new(source);
    let mut text = String::new();
    for (number, why) in &planned.left {
        let Some(finding) = findings.get(*number) else { continue };
        let at = lines.position(source, finding.place.span.start);
        let path = safe(&artifact.path);
        let _ = writeln!(text, "{path}:{}:{}: {}: {}", at.line, at.column, finding.code, safe(&finding.message));
        let instead = match (why, &finding.fix) {
            (Left::Unsafe, Ok(fix)) => format!(" (`{}`)", safe(&fix.replacement)),
            _ => String::new(),
        };
        let _ = writeln!(text, "  left as it is: {}{instead}", why.why());
    }
    text
}

/// Lints once more with the fixes in: what would be left to report decides the exit code, and what could be mended now,
/// since what stands beside it has changed, is told of.
fn again(work: &Planned, args: &Fix, fixed: &[Fixed], text: &mut String) -> Result<Exit, Trouble> {
    let mut units = work.units.clone();
    let after: BTreeMap<&str, &Vec<u8>> = fixed.iter().map(|one| (one.path.as_str(), &one.after)).collect();
    for input in units.iter_mut().flat_map(|unit| &mut unit.inputs) {
        if let Some(bytes) = after.get(input.path.as_str()) {
            let bytes = (*bytes).clone();
            input.bytes = Arc::new(move || Ok(bytes.clone()));
        }
    }
    let done = work.lint(units.clone())?;
    for (unit, (_, outcome)) in units.iter().zip(&done) {
        let changed = outcome.checked().filter(|(artifact, _)| after.contains_key(artifact.path.as_str()));
        for (artifact, findings) in changed {
            let more = planned(work, args, unit, artifact, &findings)?.0.mended;
            if more > 0 {
                let (path, more) = (safe(&artifact.path), counted(more, "change"));
                let _ = writeln!(text, "{path}: {more} possible after these: run again");
            }
        }
    }
    let units = done.iter().map(|(job, outcome)| report::Unit { job, outcome }).collect();
    Ok(check::exit(&Report { as_of: work.terms.0, units, unchecked: 0, faults: &[] }, FailOn::Error))
}

/// Standard input goes on to standard output, changed or not; what is to be said goes to standard error.
fn pass_on(given: &[u8], fixed: &[Fixed], text: &str) -> Result<(), Trouble> {
    let mended = fixed.iter().map(|one| one.mended).sum();
    out::complain(format!("{} made\n{text}", counted(mended, "change")).trim_end());
    out::print_bytes(fixed.first().map_or(given, |one| &one.after))
}

fn write(args: &Fix, fixed: &[Fixed], mut text: String) -> Result<(), Trouble> {
    match (&args.output, args.in_place) {
        (Some(path), _) => {
            let [one] = fixed else {
                return match fixed.len() {
                    0 => out::print(&format!("{text}nothing to fix, so `{}` was not written\n", files::shown(path))),
                    many => {
                        Err(format!("--output is for one document, and {many} would change: use --in-place").into())
                    }
                };
            };
            files::replace(path, &one.after)?;
            let _ = writeln!(text, "{}: {} made", files::shown(path), counted(one.mended, "change"));
        }
        (None, true) => {
            for one in fixed {
                files::replace(Path::new(&one.path), &one.after)?;
                let _ = writeln!(text, "{}: {} made", safe(&one.path), counted(one.mended, "change"));
            }
        }
        (None, false) => {
            fixed.iter().for_each(|one| text.push_str(&one.diff));
            if !fixed.is_empty() {
                text.push_str("nothing was written: --in-place or --output FILE writes it\n");
            }
        }
    }
    if text.is_empty() {
        text.push_str("nothing to fix\n");
    }
    out::print(&text)
}

/// What changes, line by line; secrets that stand near are masked, for such output ends in logs.
fn diff(artifact: &Artifact, planned: &Plan, findings: &[&Finding]) -> String {
    let secrets = findings.iter().filter(|finding| finding.secret);
    let masks: Vec<Edit> = secrets.map(|secret| Edit { span: secret.place.span, words: secret.text.clone() }).collect();
    let apart = |edit: &&Edit| !masks.iter().any(|mask| mask.span.overlaps(edit.span));
    let mut both: Vec<Edit> = planned.edits.iter().filter(apart).chain(&masks).cloned().collect();
    both.sort_by_key(|edit| edit.span);
    let source = &artifact.document.source;
    let with = |edits: &[Edit]| {
        String::from_utf8_lossy(&splice(source.as_bytes(), source, &Encoding::default(), edits)).into_owned()
    };
    let (before, after) = (with(&masks), with(&both));
    let diff = TextDiff::from_lines(before.as_str(), after.as_str());
    safe(&diff.unified_diff().header(&artifact.path, &artifact.path).to_string())
}
