//! `gatelint annotate`: the findings in the document itself.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::args::{Annotate, FailOn};
use super::{Exit, Trouble, check, files, launch, out};
use crate::annotate::page;
use crate::finding::{Finding, Origin};
use crate::report::{Report, Unit, counted, last_line};

pub(super) fn run(args: &Annotate) -> Result<Exit, Trouble> {
    let (wanted, mut faults) = files::resolve(&args.paths);
    let terms = launch::terms(&args.with);
    let (roots, units) = launch::plan(&args.with, wanted, args.kind.as_deref(), &mut faults)?;
    super::unless_faulty(&faults)?;
    let done = launch::lint_all(&roots, units, None, terms, &mut faults)?;
    super::unless_faulty(&faults)?;
    let units = done.iter().map(|(job, outcome)| Unit { job, outcome }).collect();
    let report = Report { as_of: terms.0, units, unchecked: 0, faults: &faults };
    let told = format!("As of {}: {}", terms.0, last_line(&report.summary(), 0));
    let mut written: Vec<(PathBuf, String, usize)> = Vec::new();
    for (_, outcome) in &done {
        for (number, artifact) in outcome.artifacts.iter().enumerate().filter(|(_, artifact)| !artifact.context) {
            let findings = outcome.applied.findings.iter();
            let own: Vec<&Finding> =
                findings.filter(|finding| finding.place.origin == Origin::Artifact(number)).collect();
            let target = args.output.clone().unwrap_or_else(|| beside(&artifact.path));
            written.push((target, page(artifact, &own, &told), own.len()));
        }
    }
    if args.output.is_some() && written.len() > 1 {
        return Err(Trouble(format!("--output is for one document, and there are {}", written.len())));
    }
    if written.is_empty() {
        return Err(Trouble("there is no document to show".to_owned()));
    }
    let mut text = String::new();
    for (path, page, marks) in written {
        files::replace(&path, page.as_bytes())?;
        let _ = writeln!(text, "{}: {} shown", files::shown(&path), counted(marks, "finding"));
    }
    out::print(&text)?;
    Ok(check::exit(&report, FailOn::Error))
}

/// `orders/draft.md` is shown in `orders/draft.annotated.html`.
fn beside(path: &str) -> PathBuf {
    match path {
        "-" => PathBuf::from("annotated.html"),
        path => Path::new(path).with_extension("annotated.html"),
    }
}
