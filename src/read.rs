//! Bytes to artifacts: opened, classified, parsed where anything is to be found, and their wording read.

mod unpack;

use std::sync::Arc;

use rayon::prelude::*;

use crate::Job;
use crate::artifact::Artifact;
use crate::document::{Document, FaultCode, Format};
use crate::evidence::{Found, Required, Verdict, judge, judge_evidence, judge_required, place_value};
use crate::policy::Policy;
use crate::policy::glob::fits;
use crate::policy::model::{Demand, DemandKind, DocumentKind, Place};
use crate::rule::applies;
use unpack::{Piece, unpack};

/// A file as it comes from the edge.
#[derive(Clone)]
pub struct Input {
    /// The path to show.
    pub path: String,
    /// The path relative to the launch's folder, with `/` between its parts.
    pub local: String,
    /// Gives what it holds, or why it can't be read; called once, on a thread of the pool.
    pub bytes: Bytes,
    /// How its kind is chosen.
    pub as_kind: As,
}

/// A file's bytes, read when their turn comes: a large tree is never in memory as a whole.
pub type Bytes = Arc<dyn Fn() -> Result<Vec<u8>, String> + Send + Sync>;

/// How the kind of an input is chosen, and what becomes of it without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum As {
    /// By the policy's `document` items; when none fits it is checked as a document of no kind.
    Named,
    /// By the policy's `document` items; when none fits it is not checked.
    Walked,
    /// By the policy's `document` items; only for the gates, nothing is reported on it.
    Context,
    /// This kind, by number.
    Kind(usize),
}

impl Input {
    /// An input whose kind the policy chooses, checked in any case.
    #[must_use]
    pub fn new(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        let path = path.into();
        Self { local: path.clone(), path, bytes: Arc::new(move || Ok(bytes.clone())), as_kind: As::Named }
    }
}

/// Reads all inputs, in parallel, and what lies in them. The artifacts come sorted by their local path; beside them
/// stands how many files are of no kind and so not checked.
#[must_use]
pub fn read_all(job: &Job<'_>, inputs: Vec<Input>) -> (Vec<Artifact>, usize) {
    let read = inputs.into_par_iter().flat_map(|input| unpack(job, input)).map(|piece| read_one(job, piece));
    let read: Vec<Option<Artifact>> = read.collect();
    let count = read.len();
    let mut artifacts: Vec<Artifact> = read.into_iter().flatten().collect();
    artifacts.sort_by(|a, b| a.local.cmp(&b.local).then_with(|| a.path.cmp(&b.path)));
    let unchecked = count - artifacts.len();
    (artifacts, unchecked)
}

fn read_one(job: &Job<'_>, piece: Piece) -> Option<Artifact> {
    let (policy, engine) = (job.policy, &job.engine);
    let Piece { path, local, bytes, as_kind, held, opened } = piece;
    let mut artifact = Artifact::new(path, local, bytes, opened);
    artifact.context = as_kind == As::Context;
    if artifact.document.source.is_empty() {
        // A picture in an archive is no more than a picture in a folder.
        let foreign = held && artifact.document.faults.iter().all(|fault| fault.code == FaultCode::Foreign);
        return (!foreign || is_named(policy, &artifact.local)).then_some(artifact);
    }
    artifact.kind = classify(policy, &mut artifact, as_kind);
    // A file that is named like a document and can't be read may be one: it is reported, never passed over.
    let readable = artifact.document.is_sound();
    if artifact.kind.is_none() && readable && matches!(as_kind, As::Walked | As::Context) {
        return None;
    }
    if may_show_nothing(&artifact.document) {
        artifact.parse();
        if artifact.document.says_nothing() {
            artifact.document.nothing_shown();
        }
    }
    let wanted = artifact.kind.is_some_and(|kind| asks_for_structure(policy, kind));
    let data = artifact.document.format.is_data();
    let may_match = engine.may_match(&artifact.document.source);
    if wanted || data || may_match {
        artifact.parse();
    }
    let only_queries = artifact.kind.is_some_and(|kind| asks_only_queries(policy, kind));
    if may_match || !only_queries {
        artifact.document.add_string_blocks();
    }
    if may_match {
        artifact.hits = engine.hits(&artifact.document);
    }
    artifact.secrets = engine.secrets(&artifact.document.source);
    let tenant = job.launch.and_then(|launch| launch.tenant.as_deref());
    artifact.judged = judge_evidence(policy, &artifact, tenant, job.as_of);
    if wanted {
        artifact.required = judge_requires(policy, &artifact);
        artifact.named = named(policy, &artifact);
    }
    artifact.forget_judged();
    if !wanted && !data {
        artifact.forget_if_bare();
    }
    Some(artifact)
}

/// Whether a document with text may have nothing to read in it: a page of scripts, Markdown or YAML that is all
/// comment, a table with a quote that is never closed.
fn may_show_nothing(document: &Document) -> bool {
    match document.format {
        Format::Html | Format::Csv | Format::Yaml => true,
        Format::Markdown => document.source.trim_start_matches('\u{feff}').trim_start().starts_with("<!--"),
        _ => false,
    }
}

/// The kind of an artifact: the one it was given, else the first whose globs and values fit.
fn classify(policy: &Policy, artifact: &mut Artifact, as_kind: As) -> Option<usize> {
    if let As::Kind(kind) = as_kind {
        return Some(kind);
    }
    let mut kinds = policy.documents.iter();
    kinds.position(|kind| fits_globs(kind, &artifact.local) && fits_values(kind, artifact))
}

/// Whether a kind of document claims files of this name.
fn is_named(policy: &Policy, local: &str) -> bool {
    policy.documents.iter().any(|kind| !kind.files.is_empty() && fits_globs(kind, local))
}

/// Whether one of the kind's globs takes the path; a kind without globs takes every path. The path of a member of an
/// archive is taken with and without the archive's own.
#[must_use]
pub fn fits_globs(kind: &DocumentKind, local: &str) -> bool {
    let inside = local.rsplit_once("!/").map(|(_, inside)| inside);
    fits(&kind.files, local) || inside.is_some_and(|path| fits(&kind.files, path))
}

fn fits_values(kind: &DocumentKind, artifact: &mut Artifact) -> bool {
    if kind.wheres.is_empty() {
        return true;
    }
    artifact.parse();
    kind.wheres.iter().all(|demand| judge(demand, artifact).verdict == Verdict::Pass)
}

/// What the artifact says to every `require` that applies to its kind.
fn judge_requires(policy: &Policy, artifact: &Artifact) -> Vec<(usize, Required)> {
    let requires = policy.requires.iter().enumerate();
    let here = requires.filter(|(_, rule)| applies(policy, &rule.within, artifact.kind));
    here.map(|(number, rule)| (number, judge_required(rule, artifact))).collect()
}

/// What stands at the places of the artifact where roles are named.
fn named(policy: &Policy, artifact: &Artifact) -> Vec<(usize, usize, Found)> {
    let roles = policy.roles.iter().enumerate();
    let places = roles.flat_map(|(role, of)| of.named.iter().enumerate().map(move |(number, one)| (role, number, one)));
    let here = places.filter(|(_, _, one)| artifact.kind.is_some_and(|kind| one.documents.contains(&kind)));
    here.filter_map(|(role, number, one)| Some((role, number, place_value(&one.place, artifact)?))).collect()
}

/// Whether anything in the policy looks into documents of this kind beyond their wording.
fn asks_for_structure(policy: &Policy, kind: usize) -> bool {
    let asked = policy.requires.iter().any(|rule| applies(policy, &rule.within, Some(kind)));
    asked
        || policy.evidence.iter().any(|evidence| evidence.from.contains(&kind))
        || policy.roles.iter().any(|role| role.named.iter().any(|named| named.documents.contains(&kind)))
}

/// Whether all that is asked of documents of this kind is evidence by JSONPath, which reads values and no blocks.
fn asks_only_queries(policy: &Policy, kind: usize) -> bool {
    let by_query = |place: &Place| matches!(place, Place::Query(_));
    let required = policy.requires.iter().any(|rule| applies(policy, &rule.within, Some(kind)));
    let mut evidence = policy.evidence.iter().filter(|evidence| evidence.from.contains(&kind));
    let named = policy.roles.iter().flat_map(|role| &role.named).any(|named| named.documents.contains(&kind));
    !required
        && !named
        && evidence.all(|evidence| {
            let places = evidence.same.iter().chain(&evidence.dated).map(|(place, _)| place);
            let query = |demand: &Demand| matches!(demand.kind, DemandKind::Query { .. } | DemandKind::Count { .. });
            places.into_iter().all(by_query) && evidence.demands.iter().all(query)
        })
}
