//! The sum of many posts: what each gave away, what the firm has made public by saying it, and
//! when posts that were each harmless add up to a secret.
//!
//! Start reading at [`Disclosure`] (what one post gives away), then [`History`] (what all earlier
//! posts gave away) and [`Engine::add_up`] (one draft against them). Nothing here knows a file or
//! a clock; a ledger stores the facts as text ([`Fact`]'s `Display` and `FromStr`).
//!
//! How a reader adds up, and so how this does: posts belong together when they tell the same story
//! (they share words that few posts share, all the more when the later one says 「先日の」); what such
//! posts tell of somebody or something is put together; what is told of different parties is not.

mod capacity;
mod capacity_read;
mod clue_read;
mod concept;
mod cues;
mod disclose;
mod encoding;
mod fact;
mod free;
mod history;
mod level_read;
mod lexicon;
mod masked;
mod plan;
mod plan_lists;
mod plan_read;
mod result;
mod say;
mod sets;
mod single_out;
mod story;
mod when;

pub use encoding::FactProblem;
pub use fact::{Amount, Attribute, Detail, Disclosure, Fact, Ingredient, Measure, Piece, Reference};
pub use history::{History, RowId};
pub(crate) use lexicon::Lexicon;
pub use masked::StoryWord;
pub use result::{Crossing, Freed, Opening, Post, SumFinding, SumKind, SumResult};

use senbiki_text::Text;

use crate::engine::{Engine, Material};
use crate::verdict::Inspection;

/// The words of a text by which posts are known to tell the same story.
#[must_use]
pub fn story_words(text: &str) -> Vec<String> {
    story::words(&senbiki_text::fold(text), &disclose::Mask::new(0)).into_iter().map(|w| w.0).collect()
}

impl Engine {
    /// What a post gives away, as pure data.
    #[must_use]
    pub fn disclose(&self, material: &Material<'_>) -> Disclosure {
        disclose::disclose(self, material)
    }

    /// What a draft adds up to with everything that was published before it, and which of its
    /// findings only repeat what is public by now.
    ///
    /// A name that a standing row published is free as a name, whatever it was published in
    /// connection with: who reads one post knows that the two deal with each other. What a draft
    /// tells beyond the name (a price, a volume, a new part) is a finding of its own and stays. A
    /// level is free when a standing row said the same thing at least as exactly.
    #[must_use]
    pub fn add_up(&self, history: &History, draft: &Disclosure, inspection: &Inspection) -> SumResult {
        SumResult {
            findings: self.sums(history, draft),
            freed: free::freed(self.line(), history, draft, inspection),
        }
    }

    fn sums(&self, history: &History, draft: &Disclosure) -> Vec<SumFinding> {
        let row = history.read(RowId(u64::MAX), draft);
        let links = history.links(&row);
        let story = history.widened(&links);
        let mut out: Vec<SumFinding> = Vec::new();
        for singled in single_out::find(history, &row, &story) {
            out.push(say::singled_out(self.line(), history, draft, &singled));
        }
        if let Some(told) = plan::find(history, &row, &links) {
            out.push(say::plan(self.line(), draft, &told));
        }
        if let Some(output) = capacity::find(history, &row, &links) {
            out.push(say::capacity(draft, &output));
        }
        out
    }

    /// Reads posts in their order and stops at the first with which they add up to a secret. What
    /// a single post gives away by itself is no crossing of the sum.
    #[must_use]
    pub fn replay(&self, posts: &[Post<'_>]) -> Crossing {
        let mut history = History::new(self);
        for (at, post) in posts.iter().enumerate() {
            let text = Text::new(post.text);
            let material =
                Material { text: &text, channel: post.channel, as_of: post.date, gaps: Vec::new() };
            let disclosure = self.disclose(&material);
            if let Some(found) = self.sums(&history, &disclosure).into_iter().next() {
                let mut because: Vec<usize> =
                    found.posts.iter().filter_map(|row| history.position(*row)).collect();
                because.push(at);
                return Crossing {
                    crosses_at: Some(at),
                    kind: Some(found.kind),
                    reveals: Some(found.reveals),
                    entity: found.entity,
                    because,
                };
            }
            history.push(RowId(at as u64), &disclosure);
        }
        Crossing::default()
    }
}
