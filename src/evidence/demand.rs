//! One demand on one document: queries in data; fields, rows, sections and texts in prose and data alike.

use serde_json::Value as Json;
use serde_json_path::JsonPath;

use crate::artifact::Artifact;
use crate::document::{fold_name, is_blank};
use crate::evidence::Verdict;
use crate::policy::model::{Demand, DemandKind, Place, Quantifier, Require, Test};
use crate::policy::query::Query;
use crate::span::{Source, Span};

/// What a document says to a demand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// Whether it is met.
    pub verdict: Verdict,
    /// Why, in plain words.
    pub message: String,
    /// The words it was read from.
    pub span: Option<Span<Source>>,
}

impl Judged {
    pub(crate) fn new(verdict: Verdict, message: impl Into<String>, span: Option<Span<Source>>) -> Self {
        Self { verdict, message: message.into(), span }
    }
}

/// A value of a document: its text or data, and its place.
#[derive(Debug, Clone)]
pub struct Found {
    /// The value; text of prose is a JSON string.
    pub value: Json,
    /// Its place.
    pub span: Option<Span<Source>>,
}

/// Judges one demand on one document.
///
/// Nothing vacuous passes: a query that selects nothing, a field that is not there, a section without text is
/// `missing`; so is `none` where not even the list is there whose values it speaks of.
#[must_use]
pub fn judge(demand: &Demand, artifact: &Artifact) -> Judged {
    match &demand.kind {
        DemandKind::Query { quantifier, query, test } => quantified(*quantifier, query, test, artifact),
        DemandKind::Count { query, test } => counted(query, test, artifact),
        DemandKind::Field(names, test) => match field_value(names, artifact) {
            Some(found) => tested(test, &found, &quoted_names(names)),
            None => Judged::new(Verdict::Missing, format!("there is no field {}", quoted_names(names)), None),
        },
        DemandKind::Row { row, columns, test } => table_row(row, columns, test, artifact),
        DemandKind::Section(names) => section(names, artifact),
        DemandKind::Text(phrases) => artifact.claims(demand.at, phrases),
    }
}

/// What a document says to a `require`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Required {
    /// To each of its demands.
    pub demands: Vec<Judged>,
    /// Whether each of its attachments is there.
    pub attached: Vec<bool>,
}

/// Judges what a `require` asks of one document, but for its denials, which depend on the gates.
#[must_use]
pub fn judge_required(require: &Require, artifact: &Artifact) -> Required {
    let attaches: Vec<&str> = require.attaches.iter().map(|(text, _)| text.as_str()).collect();
    Required {
        demands: require.demands.iter().map(|demand| judge(demand, artifact)).collect(),
        attached: artifact.document.holds_texts(&attaches),
    }
}

/// The value at a place of the policy; `None` when it is not there.
#[must_use]
pub fn place_value(place: &Place, artifact: &Artifact) -> Option<Found> {
    match place {
        Place::Query(query) => selected(query, artifact).into_iter().next(),
        Place::Field(names) => field_value(names, artifact),
    }
}

/// The value of the first of these fields that stands in the document.
#[must_use]
pub fn field_value(names: &[String], artifact: &Artifact) -> Option<Found> {
    names.iter().find_map(|name| {
        let field = artifact.field(&fold_name(name))?;
        Some(Found { value: Json::String(field.value), span: Some(field.value_span) })
    })
}

fn selected(query: &Query, artifact: &Artifact) -> Vec<Found> {
    selected_by(query.path(), query, artifact)
}

/// What `path` selects, which looks at no other members of the data than `query`.
fn selected_by(path: &JsonPath, query: &Query, artifact: &Artifact) -> Vec<Found> {
    let Some(data) = artifact.data(query.member()) else { return Vec::new() };
    let nodes = path.query_located(data.json());
    nodes
        .into_iter()
        .map(|node| {
            let span = data.span(&node.location().to_json_pointer());
            Found { value: node.node().clone(), span }
        })
        .collect()
}

fn quantified(quantifier: Quantifier, query: &Query, test: &Test, artifact: &Artifact) -> Judged {
    let shown = format!("`{query}`");
    let found = selected(query, artifact);
    if found.is_empty() {
        return match quantifier {
            Quantifier::None if list_is_there(query, artifact) => {
                Judged::new(Verdict::Pass, format!("{shown} selects nothing of the list"), None)
            }
            Quantifier::Some | Quantifier::Each | Quantifier::None => {
                Judged::new(Verdict::Missing, format!("{shown} selects no value"), None)
            }
        };
    }
    let judged: Vec<Judged> = found.iter().map(|found| tested(test, found, &shown)).collect();
    let first = |wanted: bool| judged.iter().find(|one| (one.verdict == Verdict::Pass) == wanted);
    match quantifier {
        Quantifier::Some => match (first(true), judged.first()) {
            (Some(pass), _) => pass.clone(),
            (None, Some(other)) => other.clone(),
            (None, None) => Judged::new(Verdict::Missing, format!("{shown} selects no value"), None),
        },
        Quantifier::Each => match (first(false), judged.first()) {
            (Some(other), _) => other.clone(),
            (None, Some(pass)) => pass.clone(),
            (None, None) => Judged::new(Verdict::Missing, format!("{shown} selects no value"), None),
        },
        Quantifier::None => match first(true) {
            Some(bad) => {
                let message = format!("{}, which must not be", bad.message);
                Judged::new(Verdict::Fail, message, bad.span)
            }
            None => Judged::new(Verdict::Pass, format!("no value of {shown} is such"), None),
        },
    }
}

/// Whether the list is there of which a query picks values.
fn list_is_there(query: &Query, artifact: &Artifact) -> bool {
    query.list().is_some_and(|list| !selected_by(list, query, artifact).is_empty())
}

fn counted(query: &Query, test: &Test, artifact: &Artifact) -> Judged {
    let found = selected(query, artifact);
    let span = found.first().and_then(|found| found.span);
    if found.is_empty() {
        return Judged::new(Verdict::Missing, format!("`{query}` selects no value"), None);
    }
    let count = Found { value: found.len().into(), span };
    tested(test, &count, &format!("the number of `{query}`"))
}

fn table_row(row: &str, columns: &[String], test: &Test, artifact: &Artifact) -> Judged {
    let shown = format!("row `{row}`, column {}", quoted_names(columns));
    match artifact.cell(row, columns) {
        Some(found) => tested(test, &found, &shown),
        None => Judged::new(Verdict::Missing, format!("no table has {shown}"), None),
    }
}

fn section(names: &[String], artifact: &Artifact) -> Judged {
    match artifact.section(names) {
        Some((span, true)) => {
            Judged::new(Verdict::Pass, format!("section {} is there", quoted_names(names)), Some(span))
        }
        Some((span, false)) => {
            Judged::new(Verdict::Missing, format!("section {} is empty", quoted_names(names)), Some(span))
        }
        None => Judged::new(Verdict::Missing, format!("there is no section {}", quoted_names(names)), None),
    }
}

/// Holds one value against a test. A blank value or a placeholder is `missing`, whatever the test.
fn tested(test: &Test, found: &Found, what: &str) -> Judged {
    let shown = shown(&found.value);
    let blank = match &found.value {
        Json::Null => true,
        Json::String(text) => is_blank(text),
        Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => false,
    };
    // `= null` and `= ""` ask for the blank itself.
    let wants_blank =
        matches!(test, Test::Equals(Json::Null)) || matches!(test, Test::Equals(Json::String(text)) if is_blank(text));
    if blank && !wants_blank {
        let message = match &found.value {
            Json::String(text) if !text.trim().is_empty() => format!("{what} holds only the placeholder {shown}"),
            _ => format!("{what} is blank"),
        };
        return Judged::new(Verdict::Missing, message, found.span);
    }
    let verdict = if passes(test, &found.value) { Verdict::Pass } else { Verdict::Fail };
    let message = match (verdict, test) {
        (Verdict::Pass, _) => format!("{what} is {shown}"),
        (_, Test::Equals(wanted)) => format!("{what} is {shown}, not {}", self::shown(wanted)),
        (_, Test::OneOf(wanted)) => format!("{what} is {shown}, not {}", quoted_names(wanted)),
        (_, Test::Matches(pattern)) => format!("{what} is {shown}, which is not of the form `{pattern}`"),
        (_, Test::AtLeast(number)) => format!("{what} is {shown}, less than {number}"),
        (_, Test::AtMost(number)) => format!("{what} is {shown}, more than {number}"),
        (_, Test::Filled) => format!("{what} is blank"),
    };
    Judged::new(verdict, message, found.span)
}

fn passes(test: &Test, value: &Json) -> bool {
    match test {
        Test::Equals(Json::String(wanted)) => value.as_str().is_some_and(|text| text.trim() == wanted.trim()),
        Test::Equals(wanted) => {
            // Prose has texts only: `Enabled: true` equals the literal `true`.
            let shown = wanted.to_string();
            value == wanted || value.as_str().is_some_and(|text| text.trim() == shown)
        }
        Test::Filled => true,
        Test::OneOf(texts) => {
            let held = plain(value).to_lowercase();
            texts.iter().any(|text| text.trim().to_lowercase() == held)
        }
        Test::Matches(pattern) => pattern.regex().is_some_and(|regex| regex.is_match(&plain(value))),
        Test::AtLeast(number) => number_of(value).is_some_and(|held| held >= f64::from(*number)),
        Test::AtMost(number) => number_of(value).is_some_and(|held| held <= f64::from(*number)),
    }
}

fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), |text| text.trim().to_owned())
}

fn number_of(value: &Json) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())
}

fn shown(value: &Json) -> String {
    const LONGEST: usize = 60;
    let text = plain(value);
    if text.chars().count() <= LONGEST {
        return format!("`{text}`");
    }
    format!("`{}…`", text.chars().take(LONGEST).collect::<String>())
}

fn quoted_names(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ")
}
