//! `gatelint status`: where a launch stands.

use std::fmt::Write as _;

use super::args::Status;
use super::files::Wanted;
use super::{Exit, Trouble, files, launch, out};
use crate::evidence::{State, Verdict};
use crate::policy::model::Decl;
use crate::report::{counted, safe, subject_name};
use crate::{Job, Outcome};

pub(super) fn run(args: &Status) -> Result<Exit, Trouble> {
    let folder = args.folder.clone().unwrap_or_else(|| ".".into());
    if !folder.is_dir() {
        return Err(Trouble(format!("`{}` is no folder: status looks at the folder of a launch", folder.display())));
    }
    let files = files::walk(&folder).whole()?;
    let mut faults = Vec::new();
    let (roots, units) = launch::plan(&args.with, vec![Wanted::Folder(folder, files)], None, &mut faults)?;
    let done = launch::lint_all(&roots, units, None, launch::terms(&args.with), &mut faults)?;
    let mut text = String::new();
    for (job, outcome) in &done {
        if outcome.artifacts.is_empty() && job.launch.is_none() {
            continue;
        }
        let name = job.launch.map_or("no launch is named", |launch| launch.decl.title.as_str());
        let between = if text.is_empty() { "" } else { "\n" };
        let documents = counted(outcome.artifacts.len(), "document");
        let _ = writeln!(text, "{between}{} as of {}: {documents}", safe(name), job.as_of);
        unit(&mut text, job, outcome);
    }
    out::print(&text)?;
    super::unless_faulty(&faults)?;
    if text.is_empty() {
        return Err(Trouble("nothing to look at: no file there is a kind of document of the policy".to_owned()));
    }
    Ok(Exit::Clean)
}

fn unit(text: &mut String, job: &Job<'_>, outcome: &Outcome) {
    let (policy, state) = (job.policy, &outcome.state);
    let gates: Vec<(&Decl, &State)> = policy.gates.iter().map(|gate| &gate.decl).zip(&state.gates).collect();
    let roles: Vec<(&Decl, &State)> = policy.roles.iter().map(|role| &role.decl).zip(&state.roles).collect();
    let steps: Vec<(&Decl, &State)> = policy.steps.iter().map(|step| &step.decl).zip(&state.steps).collect();
    let evidence: Vec<(&Decl, &State)> = policy.evidence.iter().map(|one| &one.decl).zip(&state.evidence).collect();
    for (title, rows) in [("Gates", gates), ("Roles", roles), ("Steps", steps), ("Evidence", evidence)] {
        section(text, job, outcome, title, &rows);
    }
}

/// One line an item; under it, unless it passes, the reasons with their places.
fn section(text: &mut String, job: &Job<'_>, outcome: &Outcome, title: &str, rows: &[(&Decl, &State)]) {
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{title}");
    let width = rows.iter().map(|(decl, _)| decl.name.chars().count()).max().unwrap_or(0);
    for (decl, state) in rows {
        let _ = writeln!(text, "  {:<14} {:<width$}  {}", state.verdict.word(), decl.name, decl.title);
        let shown = state.because.iter().filter(|because| match title {
            "Roles" | "Evidence" => because.verdict != Verdict::Pass || state.because.len() == 1,
            _ => because.verdict != Verdict::Pass,
        });
        for because in shown {
            let subject = subject_name(because.subject, job.policy);
            let of = if matches!(title, "Gates" | "Steps") { format!("{subject}: ") } else { String::new() };
            let place = because.place.and_then(|(artifact, _)| outcome.artifacts.get(artifact));
            let place = place.map_or_else(String::new, |artifact| format!(" ({})", safe(&artifact.path)));
            let _ = writeln!(text, "  {:<14} {:<width$}    {of}{}{place}", "", "", safe(&because.message));
        }
    }
}
