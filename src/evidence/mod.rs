//! Evidence: whether some document of a launch proves a fact, with the reason and its place.

mod date;
mod demand;
mod evaluate;
mod verdict;

pub use date::{Dated, read_date};
pub use demand::{Found, Judged, Required, field_value, judge, judge_required, place_value};
pub use evaluate::{AllJudged, evaluate, judge_evidence};
pub use verdict::{Because, State, Subject, Verdict};
