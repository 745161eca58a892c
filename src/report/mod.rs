//! Findings to bytes: one file a format. Nothing is decided here.

mod count;
mod fault;
mod json;
mod place;
mod plain;
mod safe;
mod terminal;

pub(crate) use count::counted;
pub use fault::Fault;
pub use json::json;
pub(crate) use json::subject_name;
pub use plain::plain;
pub(crate) use safe::safe;
pub use terminal::{Look, terminal};

use jiff::civil::Date;

use crate::finding::{Finding, Severity};
use crate::policy::Policy;
use crate::policy::model::Within;
use crate::{Job, Outcome};

/// All that a run of `check` has to tell.
#[derive(Debug)]
pub struct Report<'r> {
    /// The day of the verdicts.
    pub as_of: Date,
    /// One a launch, in the order of their folders.
    pub units: Vec<Unit<'r>>,
    /// Files of walked folders that are of no kind of their policy.
    pub unchecked: usize,
    /// Paths and policies that could not be used.
    pub faults: &'r [Fault],
}

/// One launch with its policy and outcome.
#[derive(Debug)]
pub struct Unit<'r> {
    /// What it was linted with.
    pub job: &'r Job<'r>,
    /// What came out.
    pub outcome: &'r Outcome,
}

impl Unit<'_> {
    /// The policy.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        self.job.policy
    }
}

/// Documents that rules are about and that were not given.
#[derive(Debug, PartialEq, Eq)]
struct NotGiven<'p> {
    title: &'p str,
    /// The name of their kind, where they are one kind.
    kind: Option<&'p str>,
}

/// What a report counts.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the words of the report's last line")]
pub struct Summary {
    pub documents: usize,
    pub bytes: usize,
    pub rules: usize,
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
    pub suppressed: usize,
    pub waived: usize,
    pub vacuous: usize,
}

impl Report<'_> {
    /// The counts over all units; rules of one policy count once however many launches it serves.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        let mut policies: Vec<&Policy> = Vec::new();
        for unit in &self.units {
            let checked = unit.outcome.artifacts.iter().filter(|artifact| !artifact.context);
            for artifact in checked {
                summary.documents += 1;
                summary.bytes += artifact.bytes;
            }
            if !policies.iter().any(|known| same_rules(known, unit.policy())) {
                policies.push(unit.policy());
                summary.rules += unit.policy().rule_count();
            }
            let applied = &unit.outcome.applied;
            let count = |severity| applied.findings.iter().filter(|f| f.severity == severity).count();
            summary.errors += count(Severity::Error);
            summary.warnings += count(Severity::Warning);
            summary.notes += count(Severity::Note);
            summary.suppressed += applied.suppressed.len();
            summary.waived += applied.waived.len();
        }
        summary.errors += self.faults.len();
        summary.vacuous = self.vacuous().len();
        summary
    }

    /// Codes of rules that applied to no document of any unit, sorted.
    #[must_use]
    pub fn vacuous(&self) -> Vec<&str> {
        let in_all = |code: &&str| {
            self.units.iter().all(|unit| {
                let known = unit.outcome.applied.vacuous.iter().any(|other| other == code);
                known || within(unit.policy(), code).is_none()
            })
        };
        let mut codes: Vec<&str> =
            self.units.iter().flat_map(|unit| &unit.outcome.applied.vacuous).map(String::as_str).collect();
        codes.sort_unstable();
        codes.dedup();
        codes.retain(in_all);
        codes
    }

    /// What the rules of [`Report::vacuous`] are about, in the order of each policy.
    fn not_given(&self) -> Vec<NotGiven<'_>> {
        let vacuous = self.vacuous();
        let mut all: Vec<NotGiven<'_>> = Vec::new();
        for policy in self.units.iter().map(Unit::policy) {
            let mut places: Vec<Within> =
                vacuous.iter().filter_map(|code| within(policy, code)).flatten().copied().collect();
            places.sort_unstable();
            for place in places {
                let one = match place {
                    Within::Public => NotGiven { title: "documents that may leave the house", kind: None },
                    Within::Locked => NotGiven { title: "locked documents", kind: None },
                    Within::Kind(number) => match policy.documents.get(number) {
                        Some(kind) => NotGiven { title: &kind.decl.title, kind: Some(&kind.decl.name) },
                        None => continue,
                    },
                };
                if !all.contains(&one) {
                    all.push(one);
                }
            }
        }
        all
    }

    /// Whether no document that was checked is of any kind.
    fn knows_no_kind(&self) -> bool {
        let mut checked = self.units.iter().flat_map(|unit| &unit.outcome.artifacts).filter(|one| !one.context);
        checked.all(|artifact| artifact.kind.is_none())
    }

    /// Every finding, by unit.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.units.iter().flat_map(|unit| &unit.outcome.applied.findings)
    }
}

/// Whether two policies hold the same rules: the files that declare rules are the same.
fn same_rules(a: &Policy, b: &Policy) -> bool {
    let hashes = |policy: &Policy| -> Vec<String> {
        let mut used: Vec<usize> = policy.blocks.iter().map(|rule| rule.decl.at.file).collect();
        used.extend(policy.secrets.iter().map(|rule| rule.decl.at.file));
        used.extend(policy.requires.iter().map(|rule| rule.decl.at.file));
        used.sort_unstable();
        used.dedup();
        used.iter().filter_map(|file| policy.files.get(*file)).map(|file| file.sha256.clone()).collect()
    };
    hashes(a) == hashes(b)
}

/// The documents that a rule is limited to; `None` where the policy has no such rule.
fn within<'p>(policy: &'p Policy, code: &str) -> Option<&'p [Within]> {
    let (family, name) = code.split_once('/')?;
    let blocks = policy.blocks.iter().map(|rule| ("block", &rule.decl, &rule.wording.within));
    let secrets = policy.secrets.iter().map(|rule| ("secret", &rule.decl, &rule.wording.within));
    let requires = policy.requires.iter().map(|rule| ("require", &rule.decl, &rule.within));
    let mut rules = blocks.chain(secrets).chain(requires);
    rules.find(|(own, decl, _)| *own == family && decl.name == name).map(|(_, _, within)| within.as_slice())
}

/// The last line of every human report: what was checked, and what came of it.
///
/// ```
/// use gatelint::report::{Summary, last_line};
/// let summary = Summary { documents: 3, rules: 41, errors: 1, warnings: 2, vacuous: 1, ..Summary::default() };
/// assert_eq!(last_line(&summary, 0), "3 documents x 41 rules: 1 error, 2 warnings; 1 rule had no document");
/// ```
#[must_use]
pub fn last_line(summary: &Summary, unchecked: usize) -> String {
    let found: Vec<String> = [(summary.errors, "error"), (summary.warnings, "warning"), (summary.notes, "note")]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| counted(number, word))
        .collect();
    let found = if found.is_empty() { "nothing to report".to_owned() } else { found.join(", ") };
    let mut line = format!("{} x {}: {found}", counted(summary.documents, "document"), counted(summary.rules, "rule"));
    let extras = [
        (summary.suppressed, "suppressed".to_owned(), ""),
        (summary.waived, "waived".to_owned(), ""),
        (summary.vacuous, "had no document".to_owned(), "rule"),
        (unchecked, "not checked".to_owned(), "file"),
    ];
    for (number, words, noun) in extras.into_iter().filter(|(number, _, _)| *number > 0) {
        let shown = if noun.is_empty() { number.to_string() } else { counted(number, noun) };
        line.push_str(&format!("; {shown} {words}"));
    }
    line
}
