//! Plain text made comparable, and the way back to the plain bytes.
//!
//! Two texts that a reader takes for the same words fold to the same bytes, as far as single characters go; what
//! stands between words and inside them (hyphens, quotes, line ends) is left for the `matching` stage to see through.

mod class;
mod fold;
mod look_alike;

pub use class::{Class, class};
pub use fold::Folded;
