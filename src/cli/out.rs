//! Standard output and standard error, and what is known of the terminal.

use std::io::{ErrorKind, IsTerminal, Write};

use super::Trouble;
use super::args::Colour;
use crate::report::{Look, safe};

/// Writes to standard output. A reader that has gone away is no trouble.
pub(super) fn print(text: &str) -> Result<(), Trouble> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
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

/// A line on standard error that is written over as work goes on; only on a terminal.
pub(super) fn progress(message: &str) {
    let mut err = std::io::stderr().lock();
    if err.is_terminal() {
        let _ = write!(err, "\r\u{1b}[K{message}");
        let _ = err.flush();
    }
}
