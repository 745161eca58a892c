//! Made-up order forms, proof bundles and policies in any size, the same bytes for the same seed.

#![allow(dead_code, clippy::indexing_slicing, reason = "each bench uses a part; the lists are not empty")]

pub(crate) mod bundle;
pub(crate) mod order_form;
pub(crate) mod phrases;
pub(crate) mod rng;
