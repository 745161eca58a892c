//! What users see, held whole: one test binary, one module a subject.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
#![allow(clippy::print_stdout, reason = "figures are printed")]

mod broken;
mod charsets;
mod claims;
mod cues;
mod edge;
mod edit;
mod explain;
mod faults;
mod grammar;
mod large;
mod launches;
mod look;
mod mail;
mod mutation;
mod office;
mod packages;
mod pages;
mod pdf;
mod pdf_planted;
mod plan;
mod readme;
mod robust;
mod shape;
mod support;
mod word;
