//! What all earlier posts gave away, indexed so that one draft is compared with many thousands of
//! posts in a moment.

use super::fact::Disclosure;
use crate::engine::Engine;

/// The number of a ledger row (or, in a replay, of a post).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(pub u64);

/// What all earlier posts gave away.
#[derive(Debug, Clone)]
pub struct History {
    rows: usize,
}

impl History {
    /// Nothing published yet.
    #[must_use]
    pub fn new(engine: &Engine) -> Self {
        let _ = engine;
        Self { rows: 0 }
    }

    /// Adds what a post gave away. Rows come in the order in which they were published.
    pub fn push(&mut self, row: RowId, disclosure: &Disclosure) {
        let _ = (row, disclosure);
        self.rows += 1;
    }

    /// A row was withdrawn: what it said frees nothing any more. Who read it has read it, so its
    /// clues still add up.
    pub fn withdraw(&mut self, row: RowId) {
        let _ = row;
    }

    /// How many rows there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows
    }

    /// True when nothing was published yet.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows == 0
    }
}
