//! The `gatelint` command: arguments to [`gatelint::cli::run`] to exit code.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    gatelint::cli::run()
}
