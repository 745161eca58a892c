//! The arguments of each command, with their help.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::document::Limits;

/// A claim in a sales document compiles only when its proof does.
#[derive(Debug, Parser)]
#[command(
    name = "gatelint",
    version,
    about,
    after_help = "Examples:\n  gatelint check draft.md                     lint one draft against the shipped policy\n  gatelint check launches/acme --format json  lint a launch folder, for a machine\n  gatelint status launches/acme               where the launch stands\n  gatelint explain draft.md:12                how line 12 was read\n\nExit codes: 0 nothing to report, 1 violations, 2 could not check."
)]
pub(super) struct Args {
    /// Work on at most so many threads (default: as many as there are cores)
    #[arg(long, short = 'j', global = true, value_name = "N", value_parser = threads)]
    pub jobs: Option<usize>,
    /// Colour the terminal report (default: on a terminal, unless NO_COLOR is set)
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value = "auto")]
    pub color: Colour,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    Auto,
    Always,
    Never,
}

fn threads(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|number| (1..=1024).contains(number)).ok_or_else(|| "a number from 1 to 1024".to_owned())
}

fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "a number from 0 to 1, such as 0.97 for 97 %".to_owned())
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Lint files and folders
    #[command(
        after_help = "Examples:\n  gatelint check draft.md\n  gatelint check launches/acme --target paid-beta\n  gatelint check 'orders/*.md' --as order-form\n  cat mail.txt | gatelint check -\n\nA file named here is always checked. Of a folder, the files that are a kind of document of the\npolicy are checked (with --as, all of them); .gitignore is respected.\n\nThe policy is --policy, else the *.gate files of the nearest folder up to the repository's root,\nelse the one that ships with gatelint."
    )]
    Check(Check),
    /// Show each gate, role, step and piece of evidence with its verdict and its reason
    #[command(after_help = "Examples:\n  gatelint status\n  gatelint status launches/acme --as-of 2026-12-01")]
    Status(Status),
    /// Say what a rule wants, or how a document was read
    #[command(
        after_help = "Examples:\n  gatelint explain block/self-serve-checkout\n  gatelint explain policy/undeclared\n  gatelint explain block                 what blocks are for, and which there are\n  gatelint explain launch.gate:3         the item at a line of a policy\n  gatelint explain draft.md:12           how line 12 was read\n  gatelint explain draft.md              how each line was read that says something"
    )]
    Explain(Explain),
    /// Put what to write instead into documents
    #[command(
        after_help = "Examples:\n  gatelint fix draft.md --unsafe              look at what would change\n  gatelint fix draft.md --unsafe --in-place   write it\n  gatelint fix draft.md --output clean.md     write the safe fixes to another file\n\nWithout --in-place and --output nothing is written. Most rules don't declare their wording safe:\nit wants a look, and --unsafe takes it too. Words that stand in a quotation, or where the new\nwording does not fit the sentence, are left to you. Every byte that is not asked for stays as it\nis. In Word documents the wording comes as tracked changes, to accept or refuse there; --accept\nputs it in plainly."
    )]
    Fix(Fix),
    /// Show the findings in the document itself
    #[command(
        after_help = "Examples:\n  gatelint annotate draft.docx                  writes draft.annotated.docx, with comments\n  gatelint annotate draft.md                    writes draft.annotated.html\n  gatelint annotate draft.docx --output look.html\n\nA Word document comes back with a comment on the words of each finding, a PDF with highlights. Of\nall others, and where --output ends in .html, a page is written; it stands alone, runs no script,\nand can be mailed."
    )]
    Annotate(Annotate),
    /// The rule author's bench: check, test, format and list rules
    #[command(
        after_help = "A first policy, in a file such as launch.gate:\n\n  document order \"Order form\"\n    files    \"**/*order*.md\"\n\n  evidence signed \"The order is signed\"\n    from     order\n    field    \"Signed on\" is filled\n\n  gate paid \"Paid\"\n    needs    signed\n\n  block free-seats \"Free seats\"\n    phrase   \"free seat~\"\n    opens    at paid\n    say      \"Seats are free once the order is signed.\"\n    instead  \"seats on request\"\n    flags    \"You get [[free seats]].\"\n    passes   \"Free seats are excluded.\"\n\n  require order-fields \"The order form is filled in\"\n    in       order\n    field    \"Customer\" is filled\n    say      \"Name the customer.\"\n\n`gatelint explain document` shows the clauses of an item and how one is written; so do evidence,\nrole, gate, step, block, secret, require, words, key, launch and waiver."
    )]
    Rules(Rules),
    /// Measure the reading of claims on a labelled set
    #[command(
        after_help = "Two forms are read, both tab-separated:\n  flag|pass, construction, document (\\n for a line break)\n  words, asserted|negated|hypothetical, sentence\n\nExample:\n  gatelint eval testdata/claims/sales-dev.tsv --min-f1 0.97"
    )]
    Eval(Eval),
    /// Print a completion script for a shell
    Completions {
        /// bash, zsh, fish, elvish or powershell
        shell: clap_complete::Shell,
    },
}

/// Which policy, on which day.
#[derive(Debug, ClapArgs)]
pub(super) struct With {
    /// Use this policy file (may be given more than once)
    #[arg(long, value_name = "FILE")]
    pub policy: Vec<PathBuf>,
    /// Give the verdict for this day (default: today)
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub as_of: Option<Date>,
    #[command(flatten)]
    pub bounds: Bounds,
}

const LIMITS: &str = "Limits on packed files";

/// How much a file may unpack to. What is over a limit is not checked, and says so.
#[derive(Debug, ClapArgs)]
pub(super) struct Bounds {
    /// Bytes that one input may unpack to, such as 64M or 2G
    #[arg(long, help_heading = LIMITS, value_name = "SIZE", value_parser = size, default_value = "256M")]
    pub max_unpacked: u64,
    /// How many times its packed size a part may unpack to, beyond 1M
    #[arg(long, help_heading = LIMITS, value_name = "TIMES", default_value_t = Limits::default().ratio)]
    pub max_ratio: u64,
    /// Members of archives and attachments in one input
    #[arg(long, help_heading = LIMITS, value_name = "N", default_value_t = Limits::default().members)]
    pub max_members: usize,
    /// Archives in archives
    #[arg(long, help_heading = LIMITS, value_name = "N", default_value_t = Limits::default().nesting)]
    pub max_nesting: usize,
}

impl Bounds {
    pub(super) fn limits(&self) -> Limits {
        Limits {
            unpacked: self.max_unpacked,
            ratio: self.max_ratio,
            members: self.max_members,
            nesting: self.max_nesting,
        }
    }
}

fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(['k', 'K', 'm', 'M', 'g', 'G']);
    let shift = match text.get(digits.len()..) {
        Some("") => Some(0),
        Some("k" | "K") => Some(10),
        Some("m" | "M") => Some(20),
        Some("g" | "G") => Some(30),
        _ => None,
    };
    let number = digits.parse::<u64>().ok().zip(shift);
    number.and_then(|(number, shift)| number.checked_mul(1 << shift)).ok_or_else(|| "a size such as 64M".to_owned())
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a date such as 2026-11-22".to_owned())
}

/// How documents are linted.
#[derive(Debug, ClapArgs)]
pub(super) struct Lint {
    #[command(flatten)]
    pub with: With,
    /// Read every file as this kind of document
    #[arg(long = "as", value_name = "KIND")]
    pub kind: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Check {
    /// Files, folders or globs; `-` is standard input (default: this folder)
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub lint: Lint,
    /// Report each thing that keeps this gate shut (default: the target of the launch)
    #[arg(long, value_name = "GATE")]
    pub target: Option<String>,
    /// How to report (default: terminal on a terminal, else plain)
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Exit with 1 from this severity on
    #[arg(long, value_enum, default_value = "error")]
    pub fail_on: FailOn,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Fix {
    /// Files, folders or globs; `-` is standard input, and the fixed text goes to standard output
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub lint: Lint,
    /// Take wording that has to be looked at too
    #[arg(long = "unsafe")]
    pub take_unsafe: bool,
    /// Put the wording into Word documents as plain text (default: as tracked changes)
    #[arg(long)]
    pub accept: bool,
    /// Show what would change, and write nothing
    #[arg(long, conflicts_with_all = ["in_place", "output"])]
    pub diff: bool,
    /// Write the files where they are
    #[arg(long, conflicts_with = "output")]
    pub in_place: bool,
    /// Write the one file to this path
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Annotate {
    /// Files, folders or globs
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub lint: Lint,
    /// Write to this path (default: `NAME.annotated.docx`, `.pdf` or `.html` beside the document)
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// The words underlined, for people
    Terminal,
    /// Sentences, for logs and screen readers
    Plain,
    /// One object, for machines
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Status {
    /// The launch's folder (default: this folder)
    #[arg(value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
    #[command(flatten)]
    pub with: With,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Explain {
    /// A code such as `block/self-serve-checkout`, a family such as `block`, or a place such as `draft.md:12`
    #[arg(value_name = "CODE|FILE[:LINE]")]
    pub what: String,
    #[command(flatten)]
    pub with: With,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Rules {
    #[command(subcommand)]
    pub command: RulesCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum RulesCommand {
    /// Report every fault of policy files
    Check(RuleFiles),
    /// Run the examples of each rule
    Test(RuleFiles),
    /// Write policy files in their canonical form
    Fmt {
        #[command(flatten)]
        files: RuleFiles,
        /// Only say which files would change; exit with 1 if any
        #[arg(long)]
        check: bool,
    },
    /// List the rules, gates, roles and evidence of a policy
    List(RuleFiles),
}

#[derive(Debug, ClapArgs)]
pub(super) struct RuleFiles {
    /// Policy files (default: the *.gate files of this folder, else the shipped policy)
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Eval {
    /// Files of labelled cases
    #[arg(value_name = "CASES.tsv", required = true)]
    pub files: Vec<PathBuf>,
    /// What to read: whether it is claimed, or the linguistic scope
    #[arg(long, value_enum, default_value = "claim")]
    pub reading: Reading,
    /// Exit with 1 when the F1 of a label is lower (0 to 1)
    #[arg(long, value_name = "F1", value_parser = share)]
    pub min_f1: Option<f64>,
    /// Don't list the cases that were read otherwise than labelled
    #[arg(long)]
    pub quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Reading {
    Claim,
    Scope,
}
