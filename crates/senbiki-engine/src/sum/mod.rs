//! The sum of many posts: what each gave away, what the firm has made public by saying it, and
//! when posts that were each harmless add up to a secret.
//!
//! Start reading at [`Disclosure`] (what one post gives away), then [`History`] (what all earlier
//! posts gave away) and [`Engine::add_up`] (one draft against them). Nothing here knows a file or
//! a clock; a ledger stores the facts as text ([`Fact`]'s `Display` and `FromStr`).

mod encoding;
mod fact;
mod history;
mod result;

pub use encoding::FactProblem;
pub use fact::{Amount, Attribute, Detail, Disclosure, Fact, Ingredient, Measure, Piece, Reference};
pub use history::{History, RowId};
pub use result::{Crossing, Freed, Opening, Post, SumFinding, SumKind, SumResult};

use crate::engine::{Engine, Material};
use crate::verdict::Inspection;

impl Engine {
    /// What a post gives away, as pure data.
    #[must_use]
    pub fn disclose(&self, material: &Material<'_>) -> Disclosure {
        Disclosure { date: material.as_of, channel: material.channel, facts: Vec::new(), places: Vec::new() }
    }

    /// What a draft adds up to with everything that was published before it, and which of its
    /// findings only repeat what is public by now.
    #[must_use]
    pub fn add_up(&self, history: &History, draft: &Disclosure, inspection: &Inspection) -> SumResult {
        let _ = (history, draft, inspection);
        SumResult::default()
    }

    /// Reads posts in their order and stops at the first with which they add up to a secret. What
    /// a single post gives away by itself is no crossing of the sum.
    #[must_use]
    pub fn replay(&self, posts: &[Post<'_>]) -> Crossing {
        let _ = posts;
        Crossing::default()
    }
}
