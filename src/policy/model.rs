//! The policy as the later stages read it: every name resolved to a number, every query and pattern compiled.

use jiff::civil::Date;

pub use crate::policy::ast::{Severity, When};
use crate::policy::pattern::Pattern;
use crate::policy::phrase::Phrase;
use crate::policy::query::Query;
use crate::span::{Source, Span};

/// A place in one of the policy's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct At {
    /// Number of the file in [`Policy::files`].
    pub file: usize,
    /// The words.
    pub span: Span<Source>,
}

/// One file the policy was read from.
#[derive(Debug, Clone)]
pub struct PolicyFile {
    /// The name of its `policy` item; of a file without one, its file name up to the first dot.
    pub name: String,
    /// Its path as it is shown; `builtin:NAME.gate` for an embedded one.
    pub path: String,
    /// Its text.
    pub text: String,
    /// SHA-256 of its bytes (FIPS 180-4), in lower-case hexadecimal.
    pub sha256: String,
}

/// A whole policy: all its files, as one.
#[derive(Debug, Default)]
#[expect(missing_docs, reason = "the fields are the item kinds of the language")]
pub struct Policy {
    pub files: Vec<PolicyFile>,
    pub about: Vec<About>,
    pub documents: Vec<DocumentKind>,
    pub evidence: Vec<Evidence>,
    pub roles: Vec<Role>,
    pub gates: Vec<Gate>,
    pub steps: Vec<Step>,
    pub blocks: Vec<Block>,
    pub secrets: Vec<Secret>,
    pub requires: Vec<Require>,
    pub words: Vec<Words>,
    pub keys: Vec<Key>,
    pub launches: Vec<Launch>,
    pub waivers: Vec<Waiver>,
}

impl Policy {
    /// How many rules it holds that say something about documents: `block`, `secret` and `require` items.
    #[must_use]
    pub fn rule_count(&self) -> usize {
        self.blocks.len() + self.secrets.len() + self.requires.len()
    }

    /// The alternatives of a `words` list.
    #[must_use]
    pub fn words(&self, name: &str) -> Option<&[Phrase]> {
        self.words.iter().find(|words| words.decl.name == name).map(|words| words.any.as_slice())
    }
}

/// What every item has: its name, its title (the name where none was given) and its header's place.
#[derive(Debug, Clone)]
pub struct Decl {
    /// The name.
    pub name: String,
    /// The title.
    pub title: String,
    /// The name's place.
    pub at: At,
}

/// A `policy` item.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields are the clauses of the language")]
pub struct About {
    pub decl: Decl,
    pub edition: Option<u32>,
    pub owner: Option<String>,
    pub source: Option<String>,
    pub stance: Vec<String>,
    /// Launch motions that may be chosen, the recommended one first: name and title.
    pub motions: Vec<(String, String)>,
    pub billing: Vec<String>,
    pub boundary: Vec<String>,
    /// Longest time between the day a waiver is granted and the day it expires, in days.
    pub waiver_days: Option<u32>,
}

/// A `document` item.
#[derive(Debug)]
pub struct DocumentKind {
    /// Name and title.
    pub decl: Decl,
    /// Globs relative to the launch's folder.
    pub files: Vec<glob::Pattern>,
    /// What a value of it must be.
    pub wheres: Vec<Demand>,
    /// May leave the house: `secret` rules `in public` apply.
    pub public: bool,
    /// Stays in the house.
    pub locked: bool,
}

/// An `evidence` item.
#[derive(Debug)]
pub struct Evidence {
    /// Name and title.
    pub decl: Decl,
    /// Kinds of document that can prove it.
    pub from: Vec<usize>,
    /// All of these hold of one document.
    pub demands: Vec<Demand>,
    /// Equal to the launch's tenant.
    pub same: Vec<(Place, At)>,
    /// Where its date stands.
    pub dated: Option<(Place, At)>,
    /// How many days it counts after its date.
    pub fresh: Option<(u32, At)>,
    /// Keys of which one must have signed it.
    pub signed: Option<(Vec<usize>, At)>,
    /// The command that makes it.
    pub command: Option<String>,
    /// What excuses it.
    pub excuses: Vec<Excuse>,
}

/// `or denied … in …`: the evidence is excused while a document denies this wording.
#[derive(Debug, Clone)]
pub struct Excuse {
    /// The `block` rules.
    pub blocks: Vec<usize>,
    /// The kinds of document.
    pub documents: Vec<usize>,
    /// The clause.
    pub at: At,
}

/// One demand on a document.
#[derive(Debug)]
pub struct Demand {
    /// What is demanded.
    pub kind: DemandKind,
    /// The clause.
    pub at: At,
    /// The clause in its own words, for messages.
    pub words: String,
}

/// What a demand asks for.
#[derive(Debug)]
pub enum DemandKind {
    /// The selected values as a whole.
    Query {
        /// How many of them must pass.
        quantifier: Quantifier,
        /// Which values.
        query: Box<Query>,
        /// What each is held against.
        test: Test,
    },
    /// How many values are selected.
    Count {
        /// Which values.
        query: Box<Query>,
        /// The bound on their number.
        test: Test,
    },
    /// The first of these fields that is there.
    Field(Vec<String>, Test),
    /// A table cell.
    Row {
        /// The row's first cell.
        row: String,
        /// Possible names of the column.
        columns: Vec<String>,
        /// What the cell is held against.
        test: Test,
    },
    /// A section of one of these names that holds something.
    Section(Vec<String>),
    /// One of these phrases is claimed.
    Text(Vec<Phrase>),
}

/// How many selected values must pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantifier {
    /// At least one.
    Some,
    /// All, and there is one.
    Each,
    /// None of them.
    None,
}

/// What a value is held against.
#[derive(Debug)]
pub enum Test {
    /// Equal to this value.
    Equals(serde_json::Value),
    /// Not blank, no placeholder.
    Filled,
    /// One of these texts, whatever the case.
    OneOf(Vec<String>),
    /// Matches.
    Matches(Pattern),
    /// A number of at least this.
    AtLeast(u32),
    /// A number of at most this.
    AtMost(u32),
}

/// Where a value stands.
#[derive(Debug)]
pub enum Place {
    /// In data.
    Query(Box<Query>),
    /// In the first of these fields that is there.
    Field(Vec<String>),
}

impl Place {
    /// The place in the user's words.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Query(query) => format!("`{query}`"),
            Self::Field(names) => names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or "),
        }
    }
}

/// A `role` item.
#[derive(Debug)]
pub struct Role {
    /// Name and title.
    pub decl: Decl,
    /// The party that names it.
    pub of: String,
    /// The gate before which it must be named.
    pub due: usize,
    /// What the person decides.
    pub decides: Vec<String>,
    /// What shows that the person does.
    pub proof: Vec<String>,
    /// Where the name may stand; one filled place is enough.
    pub named: Vec<Named>,
}

/// One place where a role's name may stand.
#[derive(Debug)]
pub struct Named {
    /// The place.
    pub place: Place,
    /// The kinds of document.
    pub documents: Vec<usize>,
    /// The clause.
    pub at: At,
}

/// A `gate` item.
#[derive(Debug)]
pub struct Gate {
    /// Name and title.
    pub decl: Decl,
    /// Gates that must be open before.
    pub after: Vec<usize>,
    /// The party that is asked.
    pub asks: Option<String>,
    /// What it needs.
    pub needs: Vec<Need>,
    /// The command that shows where the gate stands.
    pub command: Option<String>,
    /// The stop rule.
    pub if_missing: Vec<String>,
}

/// One `needs` clause: at least `at_least` of `of`.
#[derive(Debug)]
pub struct Need {
    /// How many must pass.
    pub at_least: usize,
    /// Which.
    pub of: Vec<Needed>,
    /// The clause.
    pub at: At,
}

/// What can be needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Needed {
    /// An evidence, by number.
    Evidence(usize),
    /// A role, by number.
    Role(usize),
}

/// A `step` item.
#[derive(Debug)]
pub struct Step {
    /// Name and title.
    pub decl: Decl,
    /// Week after the launch's start, from 0.
    pub week: u32,
    /// Who does it.
    pub owner: Option<String>,
    /// The party that is asked.
    pub asks: Option<String>,
    /// What it is for.
    pub goal: Vec<String>,
    /// The to-do list.
    pub todo: Vec<String>,
    /// The condition under which the week closes, in words.
    pub exit: Vec<String>,
    /// What it needs.
    pub needs: Vec<Need>,
    /// The stop rule.
    pub if_missing: Vec<String>,
}

/// What `block` and `secret` rules share.
#[derive(Debug)]
pub struct Wording {
    /// Phrases with the places of their texts.
    pub phrases: Vec<(Phrase, At)>,
    /// Patterns with the places of their texts.
    pub patterns: Vec<(Pattern, At)>,
    /// What to tell the author of the document.
    pub say: Vec<String>,
    /// What to write instead.
    pub instead: Option<String>,
    /// Whether `instead` may be put in without being looked at.
    pub safe: bool,
    /// Where the rule applies; empty is everywhere.
    pub within: Vec<Within>,
    /// Examples that must be flagged, on the words in `[[ ]]`.
    pub flags: Vec<(String, At)>,
    /// Examples that must pass.
    pub passes: Vec<(String, At)>,
}

/// Where a rule applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Within {
    /// In documents of kinds that may leave the house, and in documents of no kind.
    Public,
    /// In documents of kinds that stay in the house.
    Locked,
    /// In documents of this kind.
    Kind(usize),
}

/// A `block` item.
#[derive(Debug)]
pub struct Block {
    /// Name and title.
    pub decl: Decl,
    /// How much a violation matters.
    pub severity: Severity,
    /// What is looked for and what is said.
    pub wording: Wording,
    /// The gate that allows the wording; `None`: it stays blocked.
    pub opens: Option<usize>,
    /// Whether a bare mention violates.
    pub when: When,
    /// Whether code is read too.
    pub reads_code: bool,
}

/// A `secret` item.
#[derive(Debug)]
pub struct Secret {
    /// Name and title.
    pub decl: Decl,
    /// How much a violation matters.
    pub severity: Severity,
    /// What is looked for and what is said.
    pub wording: Wording,
}

/// A `require` item.
#[derive(Debug)]
pub struct Require {
    /// Name and title.
    pub decl: Decl,
    /// How much a violation matters.
    pub severity: Severity,
    /// Where it applies.
    pub within: Vec<Within>,
    /// What a document must hold.
    pub demands: Vec<Demand>,
    /// Texts that must stand in it.
    pub attaches: Vec<(String, At)>,
    /// Wording that must stand denied in it: rule numbers with the clause.
    pub denies: Vec<(usize, At)>,
    /// What to tell the author.
    pub say: Vec<String>,
}

/// A `words` item.
#[derive(Debug)]
pub struct Words {
    /// Name and title.
    pub decl: Decl,
    /// The alternatives.
    pub any: Vec<Phrase>,
}

/// A `key` item.
#[derive(Debug)]
pub struct Key {
    /// Name and title.
    pub decl: Decl,
    /// The public key, 32 bytes (RFC 8032, section 5.1.5).
    pub public: [u8; 32],
}

/// A `launch` item.
#[derive(Debug, Clone)]
pub struct Launch {
    /// Name and title.
    pub decl: Decl,
    /// The tenant that evidence must belong to.
    pub tenant: Option<String>,
    /// The gate the launch is going for.
    pub target: Option<usize>,
    /// The chosen motion.
    pub motion: Option<String>,
    /// The first day of week 0.
    pub starts: Option<Date>,
    /// Its folder, relative to the policy file; `None`: the folder of the policy file.
    pub folder: Option<String>,
}

/// A `waiver` item.
#[derive(Debug, Clone)]
pub struct Waiver {
    /// Name and title.
    pub decl: Decl,
    /// The code it excuses: `block/…`, `secret/…` or `require/…`.
    pub rule: String,
    /// The file it excuses it in, relative to the launch's folder.
    pub file: String,
    /// The role that granted it.
    pub role: usize,
    /// The day it was granted.
    pub granted_on: Option<Date>,
    /// The last day it holds.
    pub expires: Date,
    /// Why.
    pub because: Vec<String>,
}
