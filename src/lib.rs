//! gatelint: a claim in a sales document compiles only when its proof does.

pub mod claim;
pub mod document;
pub mod policy;
pub mod span;
pub mod text;
