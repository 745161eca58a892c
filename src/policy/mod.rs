//! Policies: text to syntax tree, checks of meaning, the policy that the later stages read.

pub mod ast;
mod check;
pub mod diagnostic;
pub mod embedded;
pub mod example;
pub mod glob;
pub mod model;
pub mod parse;
pub mod pattern;
pub mod phrase;
pub mod print;
pub mod query;
mod resolve;

pub use model::Policy;
pub use resolve::{Loaded, PolicyText, load};
