//! Gates, roles and steps: what a launch has shown, and what still keeps each gate shut.

mod evaluate;

pub(crate) use evaluate::unmet;
pub use evaluate::{LaunchState, evaluate};
