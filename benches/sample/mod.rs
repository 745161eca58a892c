//! Made-up order forms, proof bundles and policies in any size, the same bytes for the same seed.

#![allow(dead_code, clippy::indexing_slicing, reason = "each bench uses a part; the lists are not empty")]

use gatelint::policy::embedded::EMBEDDED;
use gatelint::policy::{Loaded, PolicyText, load};

pub(crate) mod bundle;
pub(crate) mod order_form;
pub(crate) mod phrases;
pub(crate) mod rng;

/// A policy in memory.
pub(crate) fn loaded(path: &str, text: &str) -> Loaded {
    load(vec![PolicyText { path: path.to_owned(), text: text.to_owned() }], &|_, _| Err("no files here".to_owned()))
}

/// The policy that ships with gatelint.
pub(crate) fn shipped() -> Loaded {
    let policy = &EMBEDDED[0];
    loaded(policy.path, policy.text)
}
