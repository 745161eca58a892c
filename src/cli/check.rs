//! `gatelint check`: lint files and folders.

use std::io::IsTerminal;

use super::args::{Check, Colour, FailOn, Format};
use super::{Exit, Trouble, files, launch, out};
use crate::finding::Severity;
use crate::report::{self, Report, Unit};

pub(super) fn run(args: &Check, colour: Colour) -> Result<Exit, Trouble> {
    let wanted = files::resolve(&args.paths)?;
    let as_of = launch::as_of(&args.with);
    let (roots, units) = launch::plan(&args.with, wanted, args.kind.as_deref())?;
    let done = launch::lint_all(&roots, units, args.target.as_deref(), as_of)?;
    let unchecked = done.iter().map(|(_, outcome)| outcome.unchecked).sum();
    let units = done.iter().map(|(job, outcome)| Unit { job, outcome }).collect();
    let report = Report { as_of, units, unchecked };
    let summary = report.summary();
    if summary.documents == 0 {
        return Err(Trouble(format!(
            "nothing was checked: none of {unchecked} files is a kind of document of the policy\n\
             name a file to check it in any case, or say what the files are with --as KIND"
        )));
    }
    out::print(&rendered(&report, args.format, colour)?)?;
    Ok(exit(&report, args.fail_on))
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
fn exit(report: &Report<'_>, fail_on: FailOn) -> Exit {
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
    report.findings().map(of_finding).max().unwrap_or(Exit::Clean)
}

fn is_unread(code: &str) -> bool {
    matches!(
        code,
        "artifact/unreadable" | "artifact/syntax" | "artifact/duplicate-key" | "artifact/too-deep" | "artifact/empty"
    )
}
