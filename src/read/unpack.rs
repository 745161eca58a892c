//! Inputs to files: an input itself, and what lies in it at any depth.

use super::{As, Input};
use crate::Job;
use crate::document::{Budget, Fault, FaultCode, Held, Opened, open, refused};

/// One file to read: an input, or something that lies in one.
pub(super) struct Piece {
    pub(super) path: String,
    pub(super) local: String,
    /// Its size on disk, or unpacked.
    pub(super) bytes: usize,
    pub(super) as_kind: As,
    /// Whether it lies in another file.
    pub(super) held: bool,
    pub(super) opened: Opened,
}

/// Opens an input and, depth first, all that lies in it. One budget serves them all, in one order, so that it is the
/// same files every time that a limit leaves out.
pub(super) fn unpack(job: &Job<'_>, input: Input) -> Vec<Piece> {
    let Input { path, local, bytes, as_kind } = input;
    let mut unpacking = Unpacking { budget: Budget::new(job.limits), as_kind, pieces: Vec::new() };
    unpacking.file(path, local, bytes(), 0);
    unpacking.pieces
}

struct Unpacking {
    budget: Budget,
    as_kind: As,
    pieces: Vec<Piece>,
}

impl Unpacking {
    fn file(&mut self, path: String, local: String, bytes: Result<Vec<u8>, String>, depth: usize) {
        let size = bytes.as_ref().map_or(0, Vec::len);
        let mut opened = match bytes {
            Ok(bytes) => open(&local, bytes, &mut self.budget),
            Err(reason) => refused(&local, Fault::new(FaultCode::Unreadable, reason)),
        };
        let members = std::mem::take(&mut opened.members);
        if members.is_empty() {
            self.push(path, local, size, depth, opened);
            return;
        }
        let nesting = self.budget.limits().nesting;
        if depth >= nesting {
            let message =
                format!("archives lie in each other more than {nesting} deep: unpack it, or raise --max-nesting");
            opened.document.faults.push(Fault::new(FaultCode::TooLarge, message));
            self.push(path, local, size, depth, opened);
            return;
        }
        let first = self.pieces.len();
        for Held { name, bytes } in members {
            self.file(format!("{path}!/{name}"), format!("{local}!/{name}"), Ok(bytes), depth + 1);
        }
        let foreign = |piece: &Piece| piece.opened.document.faults.iter().any(|fault| fault.code == FaultCode::Foreign);
        let bare = opened.document.source.is_empty();
        let asked = matches!(self.as_kind, As::Named | As::Kind(_));
        if asked && bare && self.pieces.iter().skip(first).all(foreign) {
            let message = "nothing in it is of a format that gatelint reads: there is nothing to check";
            opened.document.faults.push(Fault::new(FaultCode::Empty, message));
        }
        // An archive is no document; what is to be said of it is.
        if !bare || !opened.document.faults.is_empty() {
            self.push(path, local, size, depth, opened);
        }
    }

    fn push(&mut self, path: String, local: String, bytes: usize, depth: usize, opened: Opened) {
        self.pieces.push(Piece { path, local, bytes, as_kind: self.as_kind, held: depth > 0, opened });
    }
}
