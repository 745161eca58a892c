//! Standard output and standard error, and what is known of the terminal.

use std::io::{ErrorKind, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

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

/// How far long work has come: a line on standard error that is written over, only on a terminal. A thread of its own
/// draws it, so that it goes on while one large file is worked on.
pub(super) struct Progress {
    done: Arc<AtomicUsize>,
    drawing: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// How long work takes before anything is shown, and how long until the line is drawn again.
    const QUIET: Duration = Duration::from_millis(700);
    const AGAIN: Duration = Duration::from_millis(250);

    /// Of work on `total` files.
    pub(super) fn new(total: usize) -> Self {
        let done = Arc::new(AtomicUsize::new(0));
        let drawing = std::io::stderr().is_terminal().then(|| {
            let (end, ended) = channel();
            let done = Arc::clone(&done);
            (end, std::thread::spawn(move || draw(&ended, &done, total)))
        });
        Self { done, drawing }
    }

    /// Counts the files that are read.
    pub(super) fn done(&self) -> Arc<AtomicUsize> {
        Arc::clone(&self.done)
    }
}

impl Drop for Progress {
    /// Takes the line away.
    fn drop(&mut self) {
        if let Some((end, thread)) = self.drawing.take() {
            drop(end);
            let _ = thread.join();
        }
    }
}

/// Draws the line again and again until the other end of `ended` is gone.
fn draw(ended: &Receiver<()>, done: &AtomicUsize, total: usize) {
    let since = Instant::now();
    let mut shown = false;
    let mut wait = Progress::QUIET;
    while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
        let (done, seconds) = (done.load(Ordering::Relaxed), since.elapsed().as_secs());
        let mut err = std::io::stderr().lock();
        let _ = write!(err, "\r\u{1b}[K{done} of {} read, {seconds} s", counted(total, "file"));
        let _ = err.flush();
        (shown, wait) = (true, Progress::AGAIN);
    }
    if shown {
        let _ = write!(std::io::stderr().lock(), "\r\u{1b}[K");
    }
}
