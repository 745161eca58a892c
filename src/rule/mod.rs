//! Rules on documents: wording, secrets, what must stand in them, and what excuses a violation.

mod apply;
mod engine;
mod example;
mod launch;
mod require;
mod secret;
mod suppress;
mod waiver;
mod wide;
mod wording;

pub(crate) use apply::applies;
pub use apply::{Applied, apply};
pub use engine::Engine;
pub use example::{Tested, test};
pub use suppress::{Suppression, suppressions};
pub use wide::wide;
