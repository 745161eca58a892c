//! How much a file may unpack to. What is over a limit is a fault, never a pass.

use std::io::Read;

use super::{Fault, FaultCode};

/// The limits on one input and all that lies in it, at any depth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes that all unpacked parts and members may come to (default 256 MiB).
    pub unpacked: u64,
    /// How many times its packed size one part or member may unpack to, beyond its first MiB (default 200).
    pub ratio: u64,
    /// Members of archives and attachments of mails (default 10,000).
    pub members: usize,
    /// Archives in archives, mails in mails (default 4).
    pub nesting: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { unpacked: 256 << 20, ratio: 200, members: 10_000, nesting: 4 }
    }
}

/// Bytes of one part that are unpacked whatever the ratio: small texts of blanks pack very well.
const FREE: u64 = 1 << 20;

/// What is left of the [`Limits`] while an input is read. One budget serves an input and everything in it, in order,
/// so that the verdict does not depend on threads.
#[derive(Debug)]
pub struct Budget {
    limits: Limits,
    unpacked: u64,
    members: usize,
}

impl Budget {
    /// The whole of `limits`.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self { limits, unpacked: limits.unpacked, members: limits.members }
    }

    /// What it started from.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Reads `from`, the unpacked form of `packed` bytes that `name` names, to its end.
    ///
    /// # Errors
    /// When a limit is reached ([`FaultCode::TooLarge`]) or reading fails ([`FaultCode::Unreadable`]).
    pub(super) fn unpack(&mut self, name: &str, packed: u64, from: impl Read) -> Result<Vec<u8>, Fault> {
        let by_ratio = packed.saturating_mul(self.limits.ratio).max(FREE);
        let allowed = self.unpacked.min(by_ratio);
        let mut bytes = Vec::new();
        let read = from.take(allowed.saturating_add(1)).read_to_end(&mut bytes);
        let length = bytes.len() as u64;
        self.unpacked = self.unpacked.saturating_sub(length);
        if length > allowed {
            let message = match by_ratio <= allowed {
                true => format!(
                    "`{name}` unpacks to more than {} times its size: that is a trap, or raise --max-ratio",
                    self.limits.ratio
                ),
                false => format!(
                    "it unpacks to more than {} bytes at `{name}`: check its parts one by one, or raise --max-unpacked",
                    self.limits.unpacked
                ),
            };
            return Err(Fault::new(FaultCode::TooLarge, message));
        }
        match read {
            Ok(_) => Ok(bytes),
            Err(error) => Err(Fault::new(FaultCode::Unreadable, format!("`{name}` can't be unpacked: {error}"))),
        }
    }

    /// Bytes that may still be unpacked.
    pub(super) fn left(&self) -> u64 {
        self.unpacked
    }

    /// Counts bytes that a reader with limits of its own unpacked.
    pub(super) fn spend(&mut self, bytes: u64) {
        self.unpacked = self.unpacked.saturating_sub(bytes);
    }

    /// Counts one member more.
    ///
    /// # Errors
    /// When there are more than the limit ([`FaultCode::TooLarge`]).
    pub(super) fn member(&mut self) -> Result<(), Fault> {
        match self.members.checked_sub(1) {
            Some(left) => {
                self.members = left;
                Ok(())
            }
            None => {
                let message =
                    format!("it holds more than {} members: unpack it, or raise --max-members", self.limits.members);
                Err(Fault::new(FaultCode::TooLarge, message))
            }
        }
    }
}
