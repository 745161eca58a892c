//! From paths to jobs: which policy a file falls under, which launch it belongs to, and what else that launch holds.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;

use super::args::With;
use super::files::{self, Wanted};
use super::{Trouble, out};
use crate::artifact::Artifact;
use crate::document::{Format, Limits};
use crate::edit::Original;
use crate::policy::diagnostic::nearest;
use crate::policy::model::Launch;
use crate::policy::{Loaded, Policy};
use crate::read::{As, Input, fits_globs};
use crate::report::{Fault, safe};
use crate::rule::Engine;
use crate::{Job, Outcome, lint};

/// A policy that some of the files fall under.
pub(super) struct Root {
    pub policy: Policy,
}

/// One launch ready to lint: which root, which launch of it, its files.
#[derive(Clone)]
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

/// Sorts everything the user wanted by policy and launch, and adds what the gates need to see beside it. A policy that
/// can't be used is a fault, and the files under it are not checked.
pub(super) fn plan(
    with: &With,
    wanted: Vec<Wanted>,
    kind: Option<&str>,
    faults: &mut Vec<Fault>,
) -> Result<(Vec<Root>, Vec<Unit>), Trouble> {
    let walked: Vec<PathBuf> = wanted.iter().filter_map(Wanted::folder).map(absolute).collect();
    let mut roots = Vec::new();
    let mut units = Vec::new();
    for (folder, under) in sort_by_policy(with, wanted, faults)? {
        let found = files::load_policy(&under.policies).map_err(|fault| vec![fault]);
        let found = found.and_then(|loaded| usable(loaded, &folder));
        let planned = match found {
            // Policy files that no document falls under matter for the launches they name.
            Ok(policy) if under.is_empty() && policy.launches.is_empty() => continue,
            Err(_) if under.is_empty() && !names_launch(&under.policies) => continue,
            Ok(policy) => kind_of(&policy, kind).map_err(|fault| vec![fault]).and_then(|kind| {
                units_of(&policy, &folder, roots.len(), under, kind, &walked).map(|all| (policy, all))
            }),
            Err(all) => Err(all),
        };
        match planned {
            Ok((policy, mut all)) => {
                units.append(&mut all);
                roots.push(Root { policy });
            }
            Err(all) => all.into_iter().for_each(|fault| note(faults, fault)),
        }
    }
    Ok((roots, units))
}

/// Several folders may fall under one faulty policy: it is told once.
fn note(faults: &mut Vec<Fault>, fault: Fault) {
    if !faults.contains(&fault) {
        faults.push(fault);
    }
}

/// A policy with an error is not used, for what it would let through is unknown; nor is one that says nothing.
fn usable(loaded: Loaded, folder: &Path) -> Result<Policy, Vec<Fault>> {
    if !loaded.is_sound() {
        return Err(Fault::of_policy(&loaded.policy, &loaded.diagnostics));
    }
    let policy = loaded.policy;
    if policy.rule_count() == 0 && policy.gates.is_empty() {
        let shown = files::shown(folder);
        let message = format!("the policy of `{shown}` says nothing: it has no rules and no gates");
        let help = "build on the plan that ships with gatelint: use first-customer-launch";
        return Err(vec![Fault::of_path("policy/empty", &shown, message).help(help)]);
    }
    Ok(policy)
}

/// Whether policy files that can't be used as a whole would have named a launch.
fn names_launch(policies: &[PathBuf]) -> bool {
    files::load_policy(policies).is_ok_and(|loaded| !loaded.policy.launches.is_empty())
}

fn absolute(path: &Path) -> PathBuf {
    files::clean(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

/// What falls under one policy.
struct Under {
    policies: Vec<PathBuf>,
    files: Vec<Filed>,
    stdin: bool,
}

impl Under {
    fn is_empty(&self) -> bool {
        self.files.is_empty() && !self.stdin
    }
}

fn sort_by_policy(
    with: &With,
    wanted: Vec<Wanted>,
    faults: &mut Vec<Fault>,
) -> Result<BTreeMap<PathBuf, Under>, Trouble> {
    let here = std::env::current_dir().map_err(|error| format!("the working folder is gone: {error}"))?;
    let mut sorting = Sorting { with, nearest: BTreeMap::new(), known: BTreeMap::new(), sorted: BTreeMap::new() };
    let mut seen: BTreeSet<PathBuf> = BTreeSet::new();
    for one in wanted {
        match one {
            Wanted::Stdin => sorting.under(&here, &here).stdin = true,
            Wanted::File(path) => {
                if seen.insert(files::clean(&path)) {
                    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
                    let folder = folder.unwrap_or(Path::new(".")).to_owned();
                    sorting.under(&folder, &here).files.push(Filed { path, walked: false });
                }
            }
            Wanted::Folder(folder, paths) => {
                for path in paths {
                    if seen.insert(files::clean(&path)) {
                        let parent = path.parent().unwrap_or(Path::new(".")).to_owned();
                        sorting.under(&parent, &folder).files.push(Filed { path, walked: true });
                    }
                }
                if with.policy.is_empty() {
                    match files::policy_folders(&folder) {
                        // A launch without any document is told too.
                        Ok(all) => all.iter().for_each(|policies| _ = sorting.under(policies, &folder)),
                        Err(fault) => note(faults, fault),
                    }
                }
            }
        }
    }
    Ok(sorting.sorted)
}

/// Finds the policy of each folder, once.
struct Sorting<'w> {
    with: &'w With,
    nearest: BTreeMap<PathBuf, Option<PathBuf>>,
    known: BTreeMap<PathBuf, Vec<PathBuf>>,
    sorted: BTreeMap<PathBuf, Under>,
}

impl Sorting<'_> {
    /// What falls under the policy of `folder`; `base` stands for the folder of a policy that has none.
    fn under(&mut self, folder: &Path, base: &Path) -> &mut Under {
        let nearest = match self.with.policy.is_empty() {
            true => {
                let known = &mut self.known;
                self.nearest.entry(folder.to_owned()).or_insert_with(|| files::nearest_policy(folder, known)).clone()
            }
            false => None,
        };
        let named = nearest.is_some();
        let root = files::clean(&nearest.unwrap_or_else(|| absolute(base)));
        // The files of a policy are listed once, however many artifacts fall under it.
        self.sorted.entry(root.clone()).or_insert_with(|| {
            let policies = if named { files::gate_files(&root) } else { self.with.policy.clone() };
            Under { policies, files: Vec::new(), stdin: false }
        })
    }
}

/// A policy with an error is not used: what it would let through is unknown.
pub(super) fn refuse_unsound(loaded: &Loaded) -> Result<(), Trouble> {
    super::unless_faulty(&Fault::of_policy(&loaded.policy, &loaded.diagnostics))
}

fn kind_of(policy: &Policy, name: Option<&str>) -> Result<Option<usize>, Fault> {
    let Some(name) = name else { return Ok(None) };
    let names: Vec<&str> = policy.documents.iter().map(|kind| kind.decl.name.as_str()).collect();
    match names.iter().position(|known| *known == name) {
        Some(number) => Ok(Some(number)),
        None => Err(undeclared(policy, format!("the policy has no kind of document `{name}`"), name, &names)),
    }
}

fn undeclared(policy: &Policy, message: String, name: &str, names: &[&str]) -> Fault {
    let path = policy.files.first().map_or("", |file| file.path.as_str());
    let help = match nearest(name, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("it has {}", names.join(", ")),
    };
    Fault::of_path("policy/undeclared", path, message).help(help)
}

/// The folder of each launch of a policy: its `folder` clause under the policy's folder.
pub(super) fn launch_folder(launch: &Launch, root: &Path) -> PathBuf {
    match &launch.folder {
        Some(folder) => files::clean(&root.join(folder)),
        None => root.to_owned(),
    }
}

/// Each launch with its folder; one that is not there is a fault on the launch.
fn launch_folders(policy: &Policy, root: &Path) -> Result<Vec<(usize, PathBuf)>, Vec<Fault>> {
    let all: Vec<(usize, PathBuf)> =
        policy.launches.iter().enumerate().map(|(number, launch)| (number, launch_folder(launch, root))).collect();
    let absent = all.iter().filter(|(_, folder)| !folder.is_dir()).filter_map(|(number, folder)| {
        let decl = &policy.launches.get(*number)?.decl;
        let message = format!("launch `{}` has the folder `{}`, and there is none", decl.name, files::shown(folder));
        let fault = Fault::of_words("policy/launch-folder", policy, decl.at.file, decl.at.span, &message);
        Some(fault.help("mend its `folder`, which is relative to the policy file"))
    });
    let absent: Vec<Fault> = absent.collect();
    if absent.is_empty() { Ok(all) } else { Err(absent) }
}

fn units_of(
    policy: &Policy,
    root: &Path,
    number: usize,
    under: Under,
    kind: Option<usize>,
    walked: &[PathBuf],
) -> Result<Vec<Unit>, Vec<Fault>> {
    let launches = launch_folders(policy, root)?;
    let mut by_launch: BTreeMap<Option<usize>, Vec<(Filed, PathBuf)>> = BTreeMap::new();
    // A launch in a folder that is looked through is judged, whether it has any document or not.
    for (launch, folder) in &launches {
        if walked.iter().any(|walked| folder.starts_with(walked)) {
            by_launch.entry(Some(*launch)).or_default();
        }
    }
    for one in under.files {
        let absolute = absolute(&one.path);
        // The launch whose folder is the innermost around the file.
        let launch = launches
            .iter()
            .filter(|(_, folder)| absolute.starts_with(folder))
            .max_by_key(|(_, folder)| folder.components().count())
            .map(|(launch, _)| *launch);
        by_launch.entry(launch).or_default().push((one, absolute));
    }
    if under.stdin {
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
            jobs.extend(beside(policy, base, &seen).map_err(|fault| vec![fault])?);
        }
        unit.inputs =
            jobs.into_iter().map(|(path, absolute, as_kind)| input(&path, local(&absolute, base), as_kind)).collect();
        if under.stdin {
            unit.inputs.push(standard_input(kind).map_err(|fault| vec![fault])?);
        }
        units.push(unit);
    }
    Ok(units)
}

/// The launch's other documents: the gates need to see them all.
fn beside(policy: &Policy, base: &Path, seen: &BTreeSet<PathBuf>) -> Result<Vec<(PathBuf, PathBuf, As)>, Fault> {
    let all = files::walk(base).whole()?;
    Ok(all
        .into_iter()
        .map(|path| (path.clone(), files::clean(&path)))
        .filter(|(_, absolute)| !seen.contains(absolute) && fits_any(policy, &local(absolute, base)))
        .map(|(path, absolute)| (path, absolute, As::Context))
        .collect())
}

/// Whether a file of a folder is read: a kind of document claims its name, or it may hold files that one claims.
fn fits_any(policy: &Policy, local: &str) -> bool {
    Format::holds_files(local) || policy.documents.iter().any(|kind| fits_globs(kind, local))
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

fn standard_input(kind: Option<usize>) -> Result<Input, Fault> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).map_err(|error| {
        Fault::of_path("artifact/unreadable", "-", format!("standard input can't be read: {error}"))
    })?;
    let as_kind = kind.map_or(As::Named, As::Kind);
    Ok(Input { path: "-".to_owned(), local: "-".to_owned(), bytes: Arc::new(move || Ok(bytes.clone())), as_kind })
}

/// Lints every unit; the jobs borrow the policies of `roots`. A policy without the gate `target` is a fault.
pub(super) fn lint_all<'r>(
    roots: &'r [Root],
    units: Vec<Unit>,
    target: Option<&str>,
    (as_of, limits): (Date, Limits),
    faults: &mut Vec<Fault>,
) -> Result<Vec<(Job<'r>, Outcome)>, Trouble> {
    let mut done = Vec::new();
    let total: usize = units.iter().map(|unit| unit.inputs.len()).sum();
    let progress = out::Progress::new(total);
    for mut unit in units {
        let Some(root) = roots.get(unit.root) else { continue };
        let policy = &root.policy;
        let launch = unit.launch.and_then(|launch| policy.launches.get(launch));
        let target = match target.map(|name| gate_of(policy, name)) {
            Some(Ok(gate)) => Some(gate),
            Some(Err(fault)) => {
                note(faults, fault);
                continue;
            }
            None => launch.and_then(|launch| launch.target),
        };
        let engine = Engine::new(policy).map_err(|fault| safe(&fault))?;
        let job = Job { policy, engine, launch, target, as_of, limits };
        unit.inputs.iter_mut().for_each(|input| count(input, progress.done()));
        let mut outcome = lint(&job, unit.inputs);
        outcome.unchecked += unit.unchecked;
        done.push((job, outcome));
    }
    Ok(done)
}

/// Counts a file as done when its bytes have been taken.
fn count(input: &mut Input, done: Arc<AtomicUsize>) {
    let bytes = Arc::clone(&input.bytes);
    input.bytes = Arc::new(move || {
        done.fetch_add(1, Ordering::Relaxed);
        bytes()
    });
}

fn gate_of(policy: &Policy, name: &str) -> Result<usize, Fault> {
    let names: Vec<&str> = policy.gates.iter().map(|gate| gate.decl.name.as_str()).collect();
    let found = names.iter().position(|known| *known == name);
    found.ok_or_else(|| undeclared(policy, format!("the policy has no gate `{name}`"), name, &names))
}

/// The day of the verdict (the one asked for, else today, read once) and how much a file may unpack to.
pub(super) fn terms(with: &With) -> (Date, Limits) {
    (with.as_of.unwrap_or_else(|| jiff::Zoned::now().date()), with.bounds.limits())
}

/// The file an artifact was read from; `None` where it lies in another file.
pub(super) fn input_of<'u>(unit: &'u Unit, artifact: &Artifact) -> Option<&'u Input> {
    unit.inputs.iter().find(|input| input.path == artifact.path && input.local == artifact.local)
}

/// The file of an artifact, read once more to be written to; `None` where it lies in another file.
pub(super) fn original(unit: &Unit, artifact: &Artifact, limits: Limits) -> Result<Option<Original>, Trouble> {
    let Some(input) = input_of(unit, artifact) else { return Ok(None) };
    let bytes = (input.bytes)().map_err(|reason| format!("`{}`: {reason}", artifact.path))?;
    let stale = |_| Trouble(format!("`{}` was changed while it was read: run again", artifact.path));
    Original::of(artifact, bytes, limits).map(Some).map_err(stale)
}
