//! From paths to jobs: which policy a file falls under, which launch it belongs to, and what else that launch holds.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use super::args::With;
use super::files::{self, Wanted};
use super::{Trouble, out};
use crate::policy::Policy;
use crate::policy::model::Launch;
use crate::read::{As, Input, fits_globs};
use crate::report::safe;
use crate::rule::Engine;
use crate::span::Lines;
use crate::{Job, Outcome, lint};

/// A policy that some of the files fall under.
pub(super) struct Root {
    pub policy: Policy,
}

/// One launch ready to lint: which root, which launch of it, its files.
pub(super) struct Unit {
    pub root: usize,
    pub launch: Option<usize>,
    pub inputs: Vec<Input>,
    /// Files of walked folders that no kind of the policy fits by name.
    pub unchecked: usize,
}

/// A file to check under its policy root.
struct Filed {
    path: PathBuf,
    walked: bool,
}

/// Sorts everything the user wanted by policy and launch, and adds what the gates need to see beside it.
pub(super) fn plan(with: &With, wanted: Vec<Wanted>, kind: Option<&str>) -> Result<(Vec<Root>, Vec<Unit>), Trouble> {
    let mut sorted = sort_by_policy(with, wanted)?;
    let mut roots = Vec::new();
    let mut units = Vec::new();
    for (folder, (policy_files, files, stdin)) in std::mem::take(&mut sorted) {
        let loaded = files::load_policy(&policy_files)?;
        refuse_unsound(&loaded)?;
        let policy = loaded.policy;
        if policy.rule_count() == 0 && policy.gates.is_empty() {
            return Err(Trouble(format!(
                "the policy of `{}` says nothing: it has no rules and no gates",
                folder.display()
            )));
        }
        let number = roots.len();
        let kind = match kind {
            Some(name) => Some(kind_of(&policy, name)?),
            None => None,
        };
        units.extend(units_of(&policy, &folder, number, files, stdin, kind)?);
        roots.push(Root { policy });
    }
    Ok((roots, units))
}

type Sorted = BTreeMap<PathBuf, (Vec<PathBuf>, Vec<Filed>, bool)>;

fn sort_by_policy(with: &With, wanted: Vec<Wanted>) -> Result<Sorted, Trouble> {
    let mut known = BTreeMap::new();
    let mut sorted: Sorted = BTreeMap::new();
    let here = std::env::current_dir().map_err(|error| format!("the working folder is gone: {error}"))?;
    let mut file = |folder: &Path, base: &Path, filed: Option<Filed>| {
        let root = if with.policy.is_empty() { files::nearest_policy(folder, &mut known) } else { None };
        let (root, policies) = match root {
            Some(root) => {
                let policies = files::gate_files(&root);
                (root, policies)
            }
            None => (std::path::absolute(base).unwrap_or_else(|_| base.to_owned()), with.policy.clone()),
        };
        let entry = sorted.entry(files::clean(&root)).or_insert_with(|| (policies, Vec::new(), false));
        match filed {
            Some(filed) => entry.1.push(filed),
            None => entry.2 = true,
        }
    };
    let mut seen: BTreeSet<PathBuf> = BTreeSet::new();
    for one in wanted {
        match one {
            Wanted::Stdin => file(&here, &here, None),
            Wanted::File(path) => {
                if seen.insert(files::clean(&path)) {
                    let folder =
                        path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
                    let folder = folder.to_owned();
                    file(&folder, &here, Some(Filed { path, walked: false }));
                }
            }
            Wanted::Folder(folder, paths) => {
                for path in paths {
                    if seen.insert(files::clean(&path)) {
                        let parent = path.parent().unwrap_or(Path::new(".")).to_owned();
                        file(&parent, &folder, Some(Filed { path, walked: true }));
                    }
                }
            }
        }
    }
    Ok(sorted)
}

/// A policy with an error is not used: what it would let through is unknown.
pub(super) fn refuse_unsound(loaded: &crate::policy::Loaded) -> Result<(), Trouble> {
    if loaded.is_sound() {
        return Ok(());
    }
    let errors = loaded.diagnostics.iter().filter(|d| d.severity == crate::finding::Severity::Error);
    let mut lines = vec!["the policy has errors, so nothing was checked".to_owned()];
    for diagnostic in errors {
        let file = loaded.policy.files.get(diagnostic.file);
        let (path, text) = file.map_or(("", ""), |file| (file.path.as_str(), file.text.as_str()));
        let at = Lines::new(text).position(text, diagnostic.span.start);
        let help = diagnostic.help.as_ref().map_or_else(String::new, |help| format!("; {help}"));
        lines.push(format!("{path}:{}:{}: {}: {}{help}", at.line, at.column, diagnostic.code, diagnostic.message));
    }
    Err(Trouble(lines.join("\n")))
}

fn kind_of(policy: &Policy, name: &str) -> Result<usize, Trouble> {
    let found = policy.documents.iter().position(|kind| kind.decl.name == name);
    found.ok_or_else(|| {
        let names: Vec<&str> = policy.documents.iter().map(|kind| kind.decl.name.as_str()).collect();
        Trouble(format!("the policy has no kind of document `{name}`\nit has {}", names.join(", ")))
    })
}

/// The folder of each launch of a policy: its `folder` clause under the policy's folder.
pub(super) fn launch_folder(launch: &Launch, root: &Path) -> PathBuf {
    match &launch.folder {
        Some(folder) => files::clean(&root.join(folder)),
        None => root.to_owned(),
    }
}

fn units_of(
    policy: &Policy,
    root: &Path,
    number: usize,
    filed: Vec<Filed>,
    stdin: bool,
    kind: Option<usize>,
) -> Result<Vec<Unit>, Trouble> {
    let launches: Vec<(usize, PathBuf)> =
        policy.launches.iter().enumerate().map(|(number, launch)| (number, launch_folder(launch, root))).collect();
    let mut by_launch: BTreeMap<Option<usize>, Vec<(Filed, PathBuf)>> = BTreeMap::new();
    for one in filed {
        let absolute = files::clean(&std::path::absolute(&one.path).unwrap_or_else(|_| one.path.clone()));
        // The launch whose folder is the innermost around the file.
        let launch = launches
            .iter()
            .filter(|(_, folder)| absolute.starts_with(folder))
            .max_by_key(|(_, folder)| folder.components().count())
            .map(|(launch, _)| *launch);
        by_launch.entry(launch).or_default().push((one, absolute));
    }
    if stdin {
        by_launch.entry(launches.first().map(|(launch, _)| *launch)).or_default();
    }
    let mut units = Vec::new();
    for (launch, filed) in by_launch {
        let base = launch.and_then(|launch| launches.get(launch)).map_or(root, |(_, folder)| folder.as_path());
        let mut unit = Unit { root: number, launch, inputs: Vec::new(), unchecked: 0 };
        let mut jobs: Vec<(PathBuf, PathBuf, As)> = Vec::new();
        let mut seen: BTreeSet<PathBuf> = BTreeSet::new();
        for (one, absolute) in filed {
            let as_kind = match kind {
                Some(kind) => As::Kind(kind),
                None if one.walked => As::Walked,
                None => As::Named,
            };
            seen.insert(absolute.clone());
            if as_kind == As::Walked && !fits_any(policy, &local(&absolute, base)) {
                unit.unchecked += 1;
                continue;
            }
            jobs.push((one.path, absolute, as_kind));
        }
        if launch.is_some() {
            jobs.extend(beside(policy, base, &seen)?);
        }
        unit.inputs =
            jobs.into_iter().map(|(path, absolute, as_kind)| input(&path, local(&absolute, base), as_kind)).collect();
        if stdin {
            unit.inputs.push(standard_input(kind)?);
        }
        units.push(unit);
    }
    Ok(units)
}

/// The launch's other documents: the gates need to see them all.
fn beside(policy: &Policy, base: &Path, seen: &BTreeSet<PathBuf>) -> Result<Vec<(PathBuf, PathBuf, As)>, Trouble> {
    let all = files::walk(base)?;
    Ok(all
        .into_iter()
        .map(|path| (path.clone(), files::clean(&path)))
        .filter(|(_, absolute)| !seen.contains(absolute) && fits_any(policy, &local(absolute, base)))
        .map(|(path, absolute)| (path, absolute, As::Context))
        .collect())
}

fn fits_any(policy: &Policy, local: &str) -> bool {
    policy.documents.iter().any(|kind| fits_globs(kind, local))
}

fn local(absolute: &Path, base: &Path) -> String {
    files::slashed(absolute.strip_prefix(base).unwrap_or(absolute))
}

fn input(path: &Path, local: String, as_kind: As) -> Input {
    let shown = files::shown(path);
    let path = path.to_owned();
    let read = move || match std::fs::metadata(&path) {
        // A pipe or a device never ends.
        Ok(about) if !about.is_file() => Err("it is no ordinary file".to_owned()),
        Ok(_) => std::fs::read(&path).map_err(|error| files::reason(&error)),
        Err(error) => Err(files::reason(&error)),
    };
    let bytes = Arc::new(move || read().map_err(|reason| format!("the file can't be read: {reason}")));
    Input { path: shown, local, bytes, as_kind }
}

fn standard_input(kind: Option<usize>) -> Result<Input, Trouble> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|error| format!("standard input can't be read: {error}"))?;
    let as_kind = kind.map_or(As::Named, As::Kind);
    Ok(Input { path: "-".to_owned(), local: "-".to_owned(), bytes: Arc::new(move || Ok(bytes.clone())), as_kind })
}

/// Lints every unit; the jobs borrow the policies of `roots`.
pub(super) fn lint_all<'r>(
    roots: &'r [Root],
    units: Vec<Unit>,
    target: Option<&str>,
    as_of: Date,
) -> Result<Vec<(Job<'r>, Outcome)>, Trouble> {
    let mut done = Vec::new();
    let total: usize = units.iter().map(|unit| unit.inputs.len()).sum();
    for unit in units {
        let Some(root) = roots.get(unit.root) else { continue };
        let policy = &root.policy;
        let launch = unit.launch.and_then(|launch| policy.launches.get(launch));
        let target = match target {
            Some(name) => Some(gate_of(policy, name)?),
            None => launch.and_then(|launch| launch.target),
        };
        if total > 200 {
            out::progress(&format!("reading {total} files …"));
        }
        let engine = Engine::new(policy).map_err(|fault| safe(&fault))?;
        let job = Job { policy, engine, launch, target, as_of };
        let mut outcome = lint(&job, unit.inputs);
        outcome.unchecked += unit.unchecked;
        done.push((job, outcome));
    }
    if total > 200 {
        out::progress("");
    }
    Ok(done)
}

pub(super) fn gate_of(policy: &Policy, name: &str) -> Result<usize, Trouble> {
    let found = policy.gates.iter().position(|gate| gate.decl.name == name);
    found.ok_or_else(|| {
        let names: Vec<&str> = policy.gates.iter().map(|gate| gate.decl.name.as_str()).collect();
        Trouble(format!("the policy has no gate `{name}`\nit has {}", names.join(", ")))
    })
}

/// The day of the verdict: the one asked for, else today, read once.
pub(super) fn as_of(with: &With) -> Date {
    with.as_of.unwrap_or_else(|| jiff::Zoned::now().date())
}
