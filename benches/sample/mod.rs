//! Made-up order forms, proof bundles and policies in any size, the same bytes for the same seed.

#![allow(dead_code, clippy::indexing_slicing, reason = "each bench uses a part; the lists are not empty")]

pub mod bundle;
pub mod order_form;
pub mod phrases;
pub mod rng;
