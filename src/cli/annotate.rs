//! `gatelint annotate`: the findings in the document itself.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::args::{Annotate, FailOn};
use super::launch;
use super::work::Planned;
use super::{Exit, Trouble, check, files, out};
use crate::annotate::{comments, highlights, page};
use crate::artifact::Artifact;
use crate::document::{Budget, Document, Format, Limits, open};
use crate::edit::Original;
use crate::report::{Report, Unit, counted, last_line};

/// A document with its findings shown in it, not yet written.
struct Annotated<'a> {
    from: &'a str,
    path: PathBuf,
    bytes: Vec<u8>,
    marks: usize,
}

pub(super) fn run(args: &Annotate) -> Result<Exit, Trouble> {
    let planned = Planned::of(&args.paths, &args.lint)?;
    let (terms, units) = (planned.terms, &planned.units);
    let done = planned.lint(units.clone())?;
    let reported = done.iter().map(|(job, outcome)| Unit { job, outcome }).collect();
    let report = Report { as_of: terms.0, units: reported, unchecked: 0, faults: &[] };
    let told = format!("As of {}: {}", terms.0, last_line(&report.summary(), 0));
    let mut written = Vec::new();
    for (unit, (_, outcome)) in units.iter().zip(&done) {
        for (artifact, findings) in outcome.checked() {
            let failed = |reason| Trouble(format!("`{}`: {reason}", artifact.path));
            let (target, bytes) = match commentable(args, unit, artifact, terms.1)? {
                Some(Original::Word(draft)) => {
                    let bytes = comments(&draft, artifact, &findings, terms.0);
                    (named(&artifact.path, None), bytes.map_err(failed)?)
                }
                Some(Original::Pages(bytes)) => {
                    let bytes = highlights(&bytes, &artifact.document, &findings);
                    (named(&artifact.path, None), bytes.map_err(failed)?)
                }
                Some(Original::Text(_) | Original::Closed) | None => {
                    let whole = whole(unit, artifact, terms.1);
                    let document = whole.as_ref().unwrap_or(&artifact.document);
                    (named(&artifact.path, Some("html")), page(&artifact.path, document, &findings, &told).into_bytes())
                }
            };
            let path = args.output.clone().unwrap_or(target);
            written.push(Annotated { from: &artifact.path, path, bytes, marks: findings.len() });
        }
    }
    write(args, &written)?;
    Ok(check::exit(&report, FailOn::Error))
}

fn write(args: &Annotate, written: &[Annotated<'_>]) -> Result<(), Trouble> {
    if args.output.is_some() && written.len() > 1 {
        return Err(Trouble(format!("--output is for one document, and there are {}", written.len())));
    }
    let same =
        |one: &Path, other: &Path| matches!((one.canonicalize(), other.canonicalize()), (Ok(a), Ok(b)) if a == b);
    if let Some(one) = written.iter().find(|one| same(Path::new(one.from), &one.path)) {
        return Err(Trouble(format!("`{}` is the document itself: annotate it into another file", one.from)));
    }
    let mut taken: BTreeMap<&Path, &str> = BTreeMap::new();
    for one in written {
        if let Some(other) = taken.insert(&one.path, one.from) {
            let (path, from) = (files::shown(&one.path), one.from);
            return Err(Trouble(format!(
                "`{other}` and `{from}` would both be shown in `{path}`, so nothing was written: annotate them one by one, with --output"
            )));
        }
    }
    let mut text = String::new();
    for one in written {
        files::replace(&one.path, &one.bytes)?;
        let _ = writeln!(text, "{}: {} shown", files::shown(&one.path), counted(one.marks, "finding"));
    }
    out::print(&text)
}

/// The file of an artifact that takes comments, unless a page is asked for.
fn commentable(
    args: &Annotate,
    unit: &launch::Unit,
    artifact: &Artifact,
    limits: Limits,
) -> Result<Option<Original>, Trouble> {
    let page = args.output.as_ref().and_then(|path| path.extension()).is_some_and(|name| name == "html");
    let takes = matches!(artifact.document.format, Format::Docx | Format::Pdf);
    match takes && artifact.document.is_sound() && !page {
        true => launch::original(unit, artifact, limits),
        false => Ok(None),
    }
}

/// The document as it was before what no rule has anything to say about was let go of; `None` where the file has changed
/// since, or lies in another.
pub(super) fn whole(unit: &launch::Unit, artifact: &Artifact, limits: Limits) -> Option<Document> {
    let input = launch::input_of(unit, artifact)?;
    let opened = open(&artifact.local, (input.bytes)().ok()?, &mut Budget::new(limits));
    let document = match opened.parsed {
        true => opened.document,
        false => Document::read(opened.document.format, opened.document.source),
    };
    let checked = &artifact.document.source;
    (checked.is_empty() || *checked == document.source).then_some(document)
}

/// `orders/draft.md` is shown in `orders/draft.annotated.html`, `orders/draft.docx` in `orders/draft.annotated.docx`,
/// and what lies in another file beside that file.
fn named(path: &str, extension: Option<&str>) -> PathBuf {
    let beside = path.split_once("!/").map(|(outer, inner)| format!("{outer}.{}", inner.replace(['/', '!'], ".")));
    let path = Path::new(beside.as_deref().unwrap_or(if path == "-" { "-.docx" } else { path }));
    let own = path.extension().and_then(|own| own.to_str()).unwrap_or("docx");
    let annotated = format!("annotated.{}", extension.unwrap_or(own));
    match path.file_stem().is_some_and(|stem| stem == "-") {
        true => PathBuf::from(annotated),
        false => path.with_extension(annotated),
    }
}
