//! Paths to files: folders walked, globs expanded, policies found and read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use ignore::WalkBuilder;

use super::Trouble;
use crate::policy::embedded::EMBEDDED;
use crate::policy::glob::patterns;
use crate::policy::{Loaded, PolicyText, load};
use crate::report::Fault;

/// What the user pointed at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Standard input.
    Stdin,
    /// A file, by name.
    File(PathBuf),
    /// A folder, and the files in it.
    Folder(PathBuf, Vec<PathBuf>),
}

impl Wanted {
    pub(super) fn folder(&self) -> Option<&Path> {
        match self {
            Self::Folder(folder, _) => Some(folder),
            Self::Stdin | Self::File(_) => None,
        }
    }
}

/// Resolves the paths of a command line. A path that matches nothing is a fault, never an empty success, and hides none
/// of the others.
pub(super) fn resolve(paths: &[PathBuf]) -> (Vec<Wanted>, Vec<Fault>) {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here[..] } else { paths };
    let (mut wanted, mut faults) = (Vec::new(), Vec::new());
    for path in paths {
        let found = if path.as_os_str() == "-" {
            Ok(vec![Wanted::Stdin])
        } else if path.is_dir() {
            let Walked { files, mut unread } = walk(path);
            faults.append(&mut unread);
            Ok(vec![Wanted::Folder(path.clone(), files)])
        } else if is_policy(path) {
            Err(policy_file(path))
        } else if path.exists() || path.is_symlink() {
            Ok(vec![Wanted::File(path.clone())])
        } else {
            expand(path)
        };
        match found {
            Ok(found) => wanted.extend(found),
            Err(fault) => faults.push(fault),
        }
    }
    (wanted, faults)
}

fn is_policy(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "gate")
}

fn policy_file(path: &Path) -> Fault {
    let shown = shown(path);
    if !path.exists() {
        return absent(&shown);
    }
    Fault::of_path("artifact/policy", &shown, format!("`{shown}` is a policy file, not a document"))
        .help(format!("`gatelint rules check {shown}` checks it; `gatelint check --policy {shown} …` lints with it"))
}

fn absent(shown: &str) -> Fault {
    Fault::of_path("artifact/absent", shown, format!("there is no file or folder `{shown}`"))
}

/// A glob, or a path that is not there. As in a folder, links to folders are not followed: they may go round.
fn expand(path: &Path) -> Result<Vec<Wanted>, Fault> {
    const SIGNS: [char; 4] = ['*', '?', '[', '{'];
    let text = path.to_string_lossy();
    if !text.contains(SIGNS) {
        return Err(absent(&text));
    }
    let fault = |message: String| Fault::of_path("artifact/absent", &text, message);
    let patterns =
        patterns(&slashed(&clean(path))).map_err(|reason| fault(format!("`{text}` is no glob: {reason}")))?;
    let plain = |part: &Component<'_>| !part.as_os_str().to_string_lossy().contains(SIGNS);
    let base: PathBuf = clean(path).components().take_while(plain).collect();
    let from = if base.as_os_str().is_empty() { Path::new(".") } else { base.as_path() };
    let options =
        glob::MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };
    let fits = |path: &Path| patterns.iter().any(|pattern| pattern.matches_with(&slashed(&clean(path)), options));
    let none = || fault(format!("no file matches `{text}`"));
    if !from.is_dir() {
        return Err(none());
    }
    let mut files = files_below(from, WalkBuilder::new(from).standard_filters(false)).whole()?;
    files.retain(|path| fits(path));
    // A file that is reached by its name and by links is taken once, by its name.
    files.sort_by_key(|path| (path.is_symlink(), path.clone()));
    let mut seen = BTreeSet::new();
    files.retain(|path| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
    files.sort();
    match files.is_empty() {
        true => Err(none()),
        false => Ok(files.into_iter().map(Wanted::File).collect()),
    }
}

/// The files of a folder tree, sorted; hidden and ignored ones, policy files and links to folders are left out.
pub(super) fn walk(folder: &Path) -> Walked {
    files_below(folder, WalkBuilder::new(folder).require_git(false))
}

/// The files of a tree, and what of it could not be looked into.
pub(super) struct Walked {
    pub files: Vec<PathBuf>,
    pub unread: Vec<Fault>,
}

impl Walked {
    /// The files, where all of the tree could be looked into.
    pub(super) fn whole(self) -> Result<Vec<PathBuf>, Fault> {
        self.unread.into_iter().next().map_or(Ok(self.files), Err)
    }
}

fn files_below(folder: &Path, walker: &WalkBuilder) -> Walked {
    let mut walked = paths_below(folder, walker);
    walked.files.retain(|path| !is_policy(path));
    walked
}

/// The folders of a tree that hold policy files, sorted.
pub(super) fn policy_folders(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let paths = paths_below(folder, WalkBuilder::new(folder).require_git(false)).whole()?;
    let policies = paths.iter().filter(|path| is_policy(path));
    let mut folders: Vec<PathBuf> = policies.filter_map(|path| path.parent().map(Path::to_owned)).collect();
    folders.dedup();
    Ok(folders)
}

fn paths_below(folder: &Path, walker: &WalkBuilder) -> Walked {
    let (mut files, mut unread) = (Vec::new(), Vec::new());
    for entry in walker.build() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                unread.push(unreadable(folder, &error));
                continue;
            }
        };
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        let is_link = entry.path_is_symlink() && entry.path().is_file();
        if is_file || is_link {
            files.push(entry.into_path());
        }
    }
    files.sort();
    Walked { files, unread }
}

/// What could not be looked into below `folder`.
fn unreadable(folder: &Path, error: &ignore::Error) -> Fault {
    fn at(error: &ignore::Error) -> Option<&Path> {
        match error {
            ignore::Error::WithPath { path, .. } => Some(path),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => at(err),
            ignore::Error::Loop { child, .. } => Some(child),
            _ => None,
        }
    }
    let shown = shown(at(error).unwrap_or(folder));
    let reason = error.io_error().map_or_else(|| error.to_string(), reason);
    Fault::of_path("artifact/unreadable", &shown, format!("`{shown}` can't be looked into: {reason}"))
}

/// The nearest folder from `start` up to the repository's root that holds policy files, with those files.
pub(super) fn nearest_policy(start: &Path, known: &mut BTreeMap<PathBuf, Vec<PathBuf>>) -> Option<PathBuf> {
    let absolute = std::path::absolute(start).ok()?;
    let mut folder = Some(absolute.as_path());
    while let Some(here) = folder {
        let files = known.entry(here.to_owned()).or_insert_with(|| gate_files(here));
        if !files.is_empty() {
            return Some(here.to_owned());
        }
        if here.join(".git").exists() {
            return None;
        }
        folder = here.parent();
    }
    None
}

/// The `*.gate` files that lie in `folder`, sorted.
pub(super) fn gate_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "gate") && path.is_file())
        .collect();
    files.sort();
    files
}

/// Reads policy files and all that they use; without any, the shipped policy.
///
/// # Errors
/// When one of `files` can't be read as text; what they use and can't read is a diagnostic.
pub(super) fn load_policy(files: &[PathBuf]) -> Result<Loaded, Fault> {
    let mut texts = Vec::new();
    for file in files {
        let text = policy_text(file);
        texts.push(text.map_err(|reason| Fault::of_path("policy/unreadable", &shown(file), reason))?);
    }
    if let (true, Some(shipped)) = (files.is_empty(), EMBEDDED.first()) {
        texts.push(PolicyText { path: shipped.path.to_owned(), text: shipped.text.to_owned() });
    }
    Ok(load(texts, &|base, wanted| {
        let folder = Path::new(base).parent().unwrap_or(Path::new("."));
        policy_text(&clean(&folder.join(wanted)))
    }))
}

fn policy_text(path: &Path) -> Result<PolicyText, String> {
    let shown = shown(path);
    let bytes =
        std::fs::read(path).map_err(|error| format!("the policy `{shown}` can't be read: {}", reason(&error)))?;
    match crate::document::decode(bytes) {
        Ok(decoded) => Ok(PolicyText { path: shown, text: decoded.text }),
        Err(_) => Err(format!("the policy `{shown}` is not UTF-8 text")),
    }
}

/// Why a file could not be read, in plain words.
pub(super) fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        std::io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    }
}

/// The path as it is shown: relative to the working folder where that is shorter, with `/` between its parts.
pub(super) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let relative = path.strip_prefix(&here).unwrap_or(path);
    slashed(&clean(relative))
}

/// The path with `/` between its parts.
pub(super) fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// The path without `.` and with `..` taken back where that is plain.
pub(super) fn clean(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    if out.as_os_str().is_empty() { PathBuf::from(".") } else { out }
}

/// Writes beside the file and renames, so that a failure leaves the original as it was. A link stays a link, and the
/// permissions of a file that is there stay as they are.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let failed =
        |error: &std::io::Error| Trouble(format!("`{}` can't be written: {}", shown(&path), not_written(error)));
    // A rename would do it, for it asks for leave to write in the folder, not in the file.
    if path.exists() {
        std::fs::OpenOptions::new().write(true).open(&path).map_err(|error| failed(&error))?;
        if std::fs::metadata(&path).is_ok_and(|about| about.permissions().readonly()) {
            return Err(Trouble(format!("`{}` can't be written: it is read-only", shown(&path))));
        }
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let beside = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let write = || {
        std::fs::write(&beside, bytes)?;
        if let Ok(about) = std::fs::metadata(&path) {
            std::fs::set_permissions(&beside, about.permissions())?;
        }
        std::fs::rename(&beside, &path)
    };
    write().map_err(|error| {
        let _ = std::fs::remove_file(&beside);
        failed(&error)
    })
}

fn not_written(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::PermissionDenied => "you may not write it".to_owned(),
        std::io::ErrorKind::NotFound => "there is no such folder".to_owned(),
        _ => reason(error),
    }
}
