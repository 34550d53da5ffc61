//! The rewording rules that ship, as a table: their words filled in, and beside each rule what a
//! sentence must hold before the rule is worth compiling.

#[path = "place.rs"]
mod place;

pub use place::{ANY_MARK, MOST_NAMES, PLACES, pair, single, triple};

/// A rewording rule that ships.
#[derive(Debug, Clone, Copy)]
pub struct Reword {
    /// Unique id.
    pub id: &'static str,
    /// When it is asked.
    pub phase: &'static str,
    /// `ja` or `en`.
    pub lang: &'static str,
    /// The expression; marks are written `⟨category⟩`, words are filled in.
    pub find: &'static str,
    /// What replaces a match.
    pub say: &'static str,
    /// Sets of places: of each at least one is taken in a sentence that the rule may change. A place
    /// from [`PLACES`] up is the kind of mark with that number among the [`names`].
    pub gates: &'static [&'static [u16]],
}

// `TABLE` and `NAMES`, written by the build script in the order of the files.
include!(concat!(env!("OUT_DIR"), "/rewords.rs"));

/// The rules, in the order of their files.
#[must_use]
pub const fn shipped() -> &'static [Reword] {
    TABLE
}

/// The kinds of marks (a category or a group of them) that the gates speak of.
#[must_use]
pub const fn names() -> &'static [&'static str] {
    NAMES
}
