//! Policies: text to syntax tree, checks of meaning, the policy that the later stages read.

pub mod ast;
pub mod diagnostic;
pub mod parse;
pub mod print;
