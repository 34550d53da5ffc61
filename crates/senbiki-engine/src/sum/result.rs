//! What a draft adds up to.

use senbiki_line::{Action, Category, Date, EntryId};
use senbiki_text::{Original, Span};

use super::fact::Attribute;
use super::history::RowId;
use crate::channel::Channel;
use crate::finding::{Audience, Confidence, Finding, Grounds, Message, Step};

/// What adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SumKind {
    /// Clues leave only one or two parties of the lists.
    SingledOut,
    /// Pieces of something planned.
    Plan,
    /// Ingredients of an output.
    Capacity,
}

impl SumKind {
    /// The fixed id; also the rule of the finding, after `sum.`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::SingledOut => "single_out",
            Self::Plan => "plan",
            Self::Capacity => "capacity",
        }
    }
    /// The rule id that a finding of this kind carries.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::SingledOut => "sum.single_out",
            Self::Plan => "sum.plan",
            Self::Capacity => "sum.capacity",
        }
    }
}

/// The clue to leave out, and how many parties are possible again without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// What the clue is about.
    pub attribute: Attribute,
    /// The clue.
    pub value: String,
    /// How many parties are left without it.
    pub left: u64,
}

/// Something that the draft and earlier posts tell together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SumFinding {
    /// What adds up.
    pub kind: SumKind,
    /// The earlier posts that contribute, in their order. The draft itself is not among them.
    pub posts: Vec<RowId>,
    /// The part of the draft that contributes.
    pub span: Span<Original>,
    /// The characters there.
    pub surface: String,
    /// The entries that are revealed: one or two parties, or the listed plan; none when the lists
    /// do not hold it.
    pub entries: Vec<EntryId>,
    /// What is revealed, by its name in the lists or in the posts.
    pub entity: Option<String>,
    /// What a reader of all posts can tell, in a sentence.
    pub reveals: Message,
    /// How many parties are left; 0 for plans and capacities.
    pub left: u64,
    /// The clue whose removal opens the set again, where one does.
    pub opens: Option<Opening>,
    /// Why it matters.
    pub why: Message,
    /// What to leave out.
    pub advice: Message,
    /// The way to this finding.
    pub path: Vec<Step>,
}

impl SumFinding {
    /// The same as a finding among the others of the draft.
    #[must_use]
    pub fn to_finding(&self, action: Option<Action>) -> Finding {
        Finding {
            category: Category::Aggregate,
            span: self.span,
            surface: self.surface.clone(),
            grounds: match self.entries.as_slice() {
                [one] => Grounds::Entry(*one),
                _ => Grounds::Rule,
            },
            rule: self.kind.rule().to_owned(),
            confidence: Confidence(75),
            why: self.why.clone(),
            who: vec![Audience::Competitor, Audience::Press],
            advice: self.advice.clone(),
            action: action.unwrap_or_else(|| Category::Aggregate.default_action()),
            path: self.path.clone(),
        }
    }
}

/// A finding of the draft that only says again what is public by now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Freed {
    /// Which finding: its place in [`crate::Inspection::findings`].
    pub finding: usize,
    /// The row that made it public.
    pub row: RowId,
    /// The day of that row.
    pub date: Date,
    /// Why it is free.
    pub why: Message,
}

/// What a draft adds up to with what was published before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SumResult {
    /// What it crosses together with earlier posts.
    pub findings: Vec<SumFinding>,
    /// Its own findings that are free by now.
    pub freed: Vec<Freed>,
}

/// One post of a sequence.
#[derive(Debug, Clone, Copy)]
pub struct Post<'a> {
    /// The day.
    pub date: Date,
    /// Where.
    pub channel: Option<Channel>,
    /// What it says.
    pub text: &'a str,
}

/// Where a sequence of posts crosses the line, if it does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Crossing {
    /// The first post, counted from 0, with which the sum crosses the line.
    pub crosses_at: Option<usize>,
    /// What adds up.
    pub kind: Option<SumKind>,
    /// What a reader of all posts can tell.
    pub reveals: Option<Message>,
    /// The party, plan or product.
    pub entity: Option<String>,
    /// The posts that contribute, with the crossing one.
    pub because: Vec<usize>,
}
