//! `gatelint check`: lint files and folders.

use std::io::IsTerminal;

use super::args::{Check, Colour, FailOn, Format};
use super::{Exit, Trouble, files, launch, out};
use crate::document::FaultCode;
use crate::finding::Severity;
use crate::report::{self, Fault, Report, Unit};
use crate::{Job, Outcome};

pub(super) fn run(args: &Check, colour: Colour) -> Result<Exit, Trouble> {
    let (wanted, mut faults) = files::resolve(&args.paths);
    let terms = launch::terms(&args.lint.with);
    let (roots, units) = launch::plan(&args.lint.with, wanted, args.lint.kind.as_deref(), &mut faults)?;
    let done = launch::lint_all(&roots, units, args.target.as_deref(), terms, &mut faults)?;
    let unchecked = done.iter().map(|(_, outcome)| outcome.unchecked).sum();
    let checked = anything_checked(&done, &mut faults);
    if !checked && args.format != Some(Format::Json) {
        return Err(Trouble(super::told(&faults)));
    }
    let units = done.iter().map(|(job, outcome)| Unit { job, outcome }).collect();
    let report = Report { as_of: terms.0, units, unchecked, faults: &faults };
    out::print(&rendered(&report, args.format, colour)?)?;
    let exit = exit(&report, args.fail_on);
    drop(report);
    // The process ends here: to free each value of a large launch first would only take time.
    std::mem::forget(done);
    std::mem::forget(roots);
    Ok(exit)
}

/// Whether any document was checked; where none was and nothing says why yet, a fault does.
pub(super) fn anything_checked(done: &[(Job<'_>, Outcome)], faults: &mut Vec<Fault>) -> bool {
    let checked = done.iter().flat_map(|(_, outcome)| &outcome.artifacts).any(|artifact| !artifact.context);
    if !checked && faults.is_empty() {
        faults.push(nothing_checked(done.iter().map(|(_, outcome)| outcome.unchecked).sum()));
    }
    checked
}

fn nothing_checked(unchecked: usize) -> Fault {
    let message = match unchecked {
        0 => "nothing was checked: there is no file".to_owned(),
        1 => "nothing was checked: the only file is no kind of document of the policy".to_owned(),
        _ => format!("nothing was checked: none of {unchecked} files is a kind of document of the policy"),
    };
    Fault::of_path("artifact/none", ".", message)
        .help("name a file to check it in any case, or say what the files are with --as KIND")
}

fn rendered(report: &Report<'_>, format: Option<Format>, colour: Colour) -> Result<String, Trouble> {
    let unnamed = if std::io::stdout().is_terminal() { Format::Terminal } else { Format::Plain };
    Ok(match format.unwrap_or(unnamed) {
        Format::Terminal => report::terminal(report, out::look(colour)),
        Format::Plain => report::plain(report),
        Format::Json => {
            report::json(report).map_err(|error| format!("the report can't be written as JSON: {error}"))?
        }
    })
}

/// The highest of what the findings ask for. What could not be read was not checked, whatever else was found.
pub(super) fn exit(report: &Report<'_>, fail_on: FailOn) -> Exit {
    let least = match fail_on {
        FailOn::Error => Some(Severity::Error),
        FailOn::Warning => Some(Severity::Warning),
        FailOn::Note => Some(Severity::Note),
        FailOn::Never => None,
    };
    let of_finding = |finding: &crate::finding::Finding| {
        if is_unread(&finding.code) {
            Exit::Unchecked
        } else if least.is_some_and(|least| finding.severity >= least) {
            Exit::Violations
        } else {
            Exit::Clean
        }
    };
    let whole = if report.faults.is_empty() { Exit::Clean } else { Exit::Unchecked };
    report.findings().map(of_finding).fold(whole, Exit::max)
}

fn is_unread(code: &str) -> bool {
    FaultCode::ALL.iter().any(|fault| fault.name() == code && !fault.is_note())
}
