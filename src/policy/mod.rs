//! Policy text to a checked policy: what may not be claimed, and what opens each gate.

pub mod phrase;
