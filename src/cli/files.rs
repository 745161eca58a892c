//! Paths to files: folders walked, globs expanded, policies found and read.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use ignore::WalkBuilder;

use super::Trouble;
use crate::policy::embedded::EMBEDDED;
use crate::policy::{Loaded, PolicyText, load};

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

/// Resolves the paths of a command line. A path that matches nothing is trouble, never an empty success.
pub(super) fn resolve(paths: &[PathBuf]) -> Result<Vec<Wanted>, Trouble> {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here[..] } else { paths };
    let mut wanted = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            wanted.push(Wanted::Stdin);
        } else if path.is_dir() {
            wanted.push(Wanted::Folder(path.clone(), walk(path)?));
        } else if path.exists() || path.is_symlink() {
            wanted.push(Wanted::File(path.clone()));
        } else {
            wanted.extend(expand(path)?);
        }
    }
    Ok(wanted)
}

/// A glob, or a path that is not there.
fn expand(path: &Path) -> Result<Vec<Wanted>, Trouble> {
    let text = path.to_string_lossy();
    if !text.contains(['*', '?', '[']) {
        return Err(Trouble(format!("there is no file or folder `{text}`")));
    }
    let found = glob::glob(&text).map_err(|error| format!("`{text}` is no glob: {}", error.msg))?;
    let mut files: Vec<PathBuf> = found.filter_map(Result::ok).filter(|path| path.is_file()).collect();
    files.sort();
    if files.is_empty() {
        return Err(Trouble(format!("no file matches `{text}`")));
    }
    Ok(files.into_iter().map(Wanted::File).collect())
}

/// The files of a folder tree, sorted; hidden and ignored ones, policy files and links to folders are left out.
pub(super) fn walk(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let mut files = Vec::new();
    for entry in WalkBuilder::new(folder).require_git(false).build() {
        let entry = entry.map_err(|error| format!("`{}` can't be walked: {error}", folder.display()))?;
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        let is_link = entry.path_is_symlink() && entry.path().is_file();
        if (is_file || is_link) && entry.path().extension().is_none_or(|extension| extension != "gate") {
            files.push(entry.into_path());
        }
    }
    files.sort();
    Ok(files)
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
pub(super) fn load_policy(files: &[PathBuf]) -> Result<Loaded, Trouble> {
    let mut texts = Vec::new();
    for file in files {
        texts.push(policy_text(file).map_err(Trouble)?);
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
