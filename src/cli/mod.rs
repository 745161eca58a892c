//! The edge: arguments, files, clock, terminal. Everything behind it is a pure function.

mod annotate;
mod args;
mod check;
mod eval;
mod explain;
mod files;
mod fix;
mod item;
mod launch;
mod out;
mod rules;
mod status;
mod work;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::report::Fault;
use args::{Args, Command};

/// Why a command could not do its work: the message for the user. It ends in exit code 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble(pub String);

impl<T: Into<String>> From<T> for Trouble {
    fn from(message: T) -> Self {
        Self(message.into())
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self(told(&[fault]))
    }
}

/// How many faults of a policy are told to those who wanted a document checked: enough to see what is wrong.
const MOST_FAULTS: usize = 10;

/// Faults as one message, those on words of a policy after all others.
fn told(faults: &[Fault]) -> String {
    let mut lines: Vec<String> = Vec::new();
    let (placed, whole): (Vec<&Fault>, Vec<&Fault>) = faults.iter().partition(|fault| fault.is_placed());
    for fault in whole {
        lines.push(fault.message.clone());
        lines.extend(fault.help.iter().cloned());
    }
    if !placed.is_empty() {
        lines.push("the policy has errors, so nothing was checked with it".to_owned());
    }
    for fault in placed.iter().take(MOST_FAULTS) {
        let help = fault.help.as_ref().map_or_else(String::new, |help| format!("; {help}"));
        lines.push(format!("{}: {}: {}{help}", fault.place(), fault.code, fault.message));
    }
    if placed.len() > MOST_FAULTS {
        lines.push(format!("and {} more: `gatelint rules check` shows them all", placed.len() - MOST_FAULTS));
    }
    lines.join("\n")
}

/// Nothing, or trouble when there is a fault.
fn unless_faulty(faults: &[Fault]) -> Result<(), Trouble> {
    if faults.is_empty() { Ok(()) } else { Err(Trouble(told(faults))) }
}

/// What a command ends in: the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Nothing to report at or above the failing severity.
    Clean = 0,
    /// Violations.
    Violations = 1,
    /// Could not check.
    Unchecked = 2,
}

/// Runs the command line of this process.
#[must_use]
pub fn run() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version go to standard output and are no failure; clap knows which is which.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    if let Some(jobs) = args.jobs {
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global();
    }
    let result = match args.command {
        Command::Check(check) => check::run(&check, args.color),
        Command::Status(status) => status::run(&status),
        Command::Explain(explain) => explain::run(&explain),
        Command::Fix(fix) => fix::run(&fix),
        Command::Annotate(annotate) => annotate::run(&annotate),
        Command::Rules(rules) => rules::run(&rules),
        Command::Eval(eval) => eval::run(&eval),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "gatelint", &mut script);
            out::print(&String::from_utf8_lossy(&script)).map(|()| Exit::Clean)
        }
    };
    let exit = result.unwrap_or_else(|Trouble(message)| {
        out::complain(&message);
        Exit::Unchecked
    });
    ExitCode::from(exit as u8)
}
