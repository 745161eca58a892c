//! Evidence: whether some document of a launch proves a fact, with the reason and its place.

mod date;
mod demand;
mod evaluate;
mod verdict;

pub use date::{Dated, read_date};
pub use demand::{Found, Judged, field_value, judge, place_value};
pub use evaluate::evaluate;
pub use verdict::{Because, State, Subject, Verdict};
