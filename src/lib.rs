//! gatelint: a claim in a sales document compiles only when its proof does.
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)
)]

pub mod document;
pub mod matching;
pub mod policy;
pub mod span;
pub mod text;
