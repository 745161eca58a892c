//! Standard output and standard error, and what is known of the terminal.

use std::io::{ErrorKind, IsTerminal, Write};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

use super::Trouble;
use super::args::Colour;
use crate::report::{Look, counted, safe};

/// Writes to standard output. A reader that has gone away is no trouble.
pub(super) fn print(text: &str) -> Result<(), Trouble> {
    print_bytes(text.as_bytes())
}

/// The same, for a document that is no text.
pub(super) fn print_bytes(bytes: &[u8]) -> Result<(), Trouble> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Trouble(format!("the report could not be written: {error}"))),
    }
}

/// Writes an error message for the user.
pub(super) fn complain(message: &str) {
    let mut lines = message.lines();
    let first = lines.next().unwrap_or_default();
    let mut text = format!("gatelint: {}\n", safe(first));
    for line in lines {
        text.push_str(&format!("  {}\n", safe(line)));
    }
    // With standard error gone there is nobody left to tell.
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// How to draw on standard output: unless it is asked for, colour only on a terminal and without `NO_COLOR`.
pub(super) fn look(asked: Colour) -> Look {
    let terminal = std::io::stdout().is_terminal();
    let colour = match asked {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    };
    let columns = std::env::var("COLUMNS").ok().and_then(|value| value.parse().ok());
    Look { colour, width: columns.filter(|columns| *columns >= 40).unwrap_or(100) }
}

/// How far long work has come: a line on standard error that is written over, only on a terminal.
#[derive(Debug)]
pub(super) struct Progress {
    total: usize,
    done: AtomicUsize,
    since: Instant,
    /// Tenths of a second since the start at which the line was last drawn; 0: not yet.
    drawn: AtomicU64,
    shown: bool,
}

impl Progress {
    /// Tenths of a second of work before anything is shown.
    const QUIET: u64 = 3;

    pub(super) fn new(total: usize) -> Self {
        let shown = std::io::stderr().is_terminal();
        Self { total, done: AtomicUsize::new(0), since: Instant::now(), drawn: AtomicU64::new(0), shown }
    }

    /// One more file is done.
    pub(super) fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if !self.shown {
            return;
        }
        let now = u64::try_from(self.since.elapsed().as_millis() / 100).unwrap_or(u64::MAX);
        let before = self.drawn.load(Ordering::Relaxed);
        let due = now >= Self::QUIET && now > before;
        if due && self.drawn.compare_exchange(before, now, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            let mut err = std::io::stderr().lock();
            let _ = write!(err, "\r\u{1b}[K{done} of {} read", counted(self.total, "file"));
            let _ = err.flush();
        }
    }

    /// Takes the line away.
    pub(super) fn end(&self) {
        if self.drawn.load(Ordering::Relaxed) > 0 {
            let _ = write!(std::io::stderr().lock(), "\r\u{1b}[K");
        }
    }
}
