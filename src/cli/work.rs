//! What a command that writes documents works on: nothing is written while anything of it can't be checked.

use std::path::PathBuf;

use jiff::civil::Date;

use super::args::Lint;
use super::launch::{self, Root, Unit};
use super::{Trouble, check, files};
use crate::document::Limits;
use crate::{Job, Outcome};

/// The documents a command was given, with their policies.
pub(super) struct Planned {
    roots: Vec<Root>,
    pub units: Vec<Unit>,
    pub terms: (Date, Limits),
}

impl Planned {
    pub(super) fn of(paths: &[PathBuf], how: &Lint) -> Result<Self, Trouble> {
        let (wanted, mut faults) = files::resolve(paths);
        let terms = launch::terms(&how.with);
        let (roots, units) = launch::plan(&how.with, wanted, how.kind.as_deref(), &mut faults)?;
        super::unless_faulty(&faults)?;
        Ok(Self { roots, units, terms })
    }

    /// Lints `units`, which are those of the plan or their like.
    pub(super) fn lint(&self, units: Vec<Unit>) -> Result<Vec<(Job<'_>, Outcome)>, Trouble> {
        let mut faults = Vec::new();
        let done = launch::lint_all(&self.roots, units, None, self.terms, &mut faults)?;
        check::anything_checked(&done, &mut faults);
        super::unless_faulty(&faults)?;
        Ok(done)
    }
}
