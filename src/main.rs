//! The `gatelint` command: arguments to [`gatelint::cli::run`] to exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    gatelint::cli::run()
}
