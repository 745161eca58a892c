//! gatelint: a claim in a sales document compiles only when its proof does.
//!
//! A policy says which gates a launch passes through, which evidence opens each, and which wording stays blocked until
//! then. [`lint`] is the whole program: it reads the artifacts of a launch, judges its gates, and reports each
//! violation on the exact words. Nothing in here touches files, clock, environment or terminal but [`cli`].
//!
//! The modules in the order of the data:
//!
//! 1. [`policy`]: text to [`Policy`]; [`document`]: bytes to [`Document`](document::Document).
//! 2. [`text`] folds a block so that look-alikes compare equal; [`matching`] finds the phrases of all rules at once;
//!    [`claim`] reads what the document says of each hit.
//! 3. [`evidence`] and [`gate`] judge what the documents prove.
//! 4. [`rule`] makes the findings; [`report`] writes them, [`annotate`] shows them in the document, and [`edit`] puts
//!    what to write instead in.
//!
//! # Example
//! ```
//! use gatelint::{Input, Job, lint, policy::{PolicyText, load}};
//! let text = r#"
//! gate paid "Paid"
//!   needs  proof
//! document bundle
//!   files  "*.json"
//! evidence proof "The proof"
//!   from   bundle
//!   some   $.status = "pass"
//! block self-serve "Self-serve checkout"
//!   phrase "self-serve checkout"
//!   opens  at paid
//!   say    "Not yet."
//!   flags  "Buy by [[self-serve checkout]]."
//!   passes "Self-serve checkout is excluded."
//! "#;
//! let loaded = load(vec![PolicyText { path: "a.gate".into(), text: text.into() }], &|_, _| Err("none".into()));
//! assert!(loaded.is_sound());
//! let draft = Input::new("draft.md", b"Seats come by *self-serve* checkout.\n".to_vec());
//! let bundle = Input::new("bundle.json", br#"{"status": "pass"}"#.to_vec());
//! let as_of = "2026-11-22".parse().unwrap();
//! let shut = lint(&Job::new(&loaded.policy, as_of).unwrap(), vec![draft.clone()]);
//! assert_eq!(shut.applied.findings[0].message, "`self-serve checkout` is claimed, and gate `paid` is not open");
//! let open = lint(&Job::new(&loaded.policy, as_of).unwrap(), vec![draft, bundle]);
//! assert!(open.applied.findings.is_empty());
//! ```

pub mod annotate;
pub mod artifact;
pub mod claim;
pub mod cli;
pub mod codes;
pub mod document;
pub mod edit;
pub mod evidence;
pub mod finding;
pub mod gate;
pub mod matching;
pub mod policy;
pub mod read;
pub mod report;
pub mod rule;
pub mod span;
pub mod text;

use jiff::civil::Date;

use artifact::Artifact;
use document::Limits;
use finding::{Finding, Origin};
use gate::LaunchState;
use policy::Policy;
use policy::model::Launch;
pub use read::{As, Input};
use rule::{Applied, Engine};

/// What to lint with: a policy, one launch of it, the gate to go for, and the day of the verdict.
#[derive(Debug)]
pub struct Job<'p> {
    /// The policy.
    pub policy: &'p Policy,
    /// Its wording, made ready.
    pub engine: Engine,
    /// The launch whose documents these are.
    pub launch: Option<&'p Launch>,
    /// The gate whose lacks are findings.
    pub target: Option<usize>,
    /// The day the verdict is for.
    pub as_of: Date,
    /// How much an input may unpack to.
    pub limits: Limits,
}

impl<'p> Job<'p> {
    /// A job for the policy's only launch and that launch's target; for none when it has none or several.
    ///
    /// # Errors
    /// When a phrase of the policy can't be compiled; see [`Engine::new`].
    pub fn new(policy: &'p Policy, as_of: Date) -> Result<Self, String> {
        let launch = match policy.launches.as_slice() {
            [only] => Some(only),
            _ => None,
        };
        let target = launch.and_then(|launch| launch.target);
        Ok(Self { policy, engine: Engine::new(policy)?, launch, target, as_of, limits: Limits::default() })
    }
}

/// What a run gives: everything a report needs.
#[derive(Debug)]
pub struct Outcome {
    /// The artifacts, by path.
    pub artifacts: Vec<Artifact>,
    /// How many inputs are of no kind of the policy, and so not checked.
    pub unchecked: usize,
    /// The verdicts on the launch.
    pub state: LaunchState,
    /// The findings.
    pub applied: Applied,
}

impl Outcome {
    /// The artifacts that were asked for, each with the findings on it; those that are only there for the gates are left
    /// out.
    pub fn checked(&self) -> impl Iterator<Item = (&Artifact, Vec<&Finding>)> {
        let asked = self.artifacts.iter().enumerate().filter(|(_, artifact)| !artifact.context);
        asked.map(|(number, artifact)| {
            let own = |finding: &&Finding| finding.place.origin == Origin::Artifact(number);
            (artifact, self.applied.findings.iter().filter(own).collect())
        })
    }
}

/// The whole path: bytes to documents to hits, documents to verdicts, both to findings.
///
/// A pure function of its arguments: same job, same inputs, same outcome, whatever the order of the inputs and the
/// number of threads.
#[must_use]
pub fn lint(job: &Job<'_>, inputs: Vec<Input>) -> Outcome {
    let (artifacts, unchecked) = read::read_all(job, inputs);
    let state = gate::evaluate(job.policy, &artifacts);
    let applied = rule::apply(job.policy, &state, job.launch, job.target, job.as_of, &artifacts);
    Outcome { artifacts, unchecked, state, applied }
}
