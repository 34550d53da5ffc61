//! Fixtures and check functions.
pub mod line;
