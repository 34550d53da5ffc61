//! Mentions: what stands where, in every disguise.
//!
//! Each file looks for one kind: names of the lists ([`names`]), names with letters struck out
//! ([`masked`]), firms that stand in no list ([`firm`]), people ([`person`]) and part numbers that
//! look like the listed ones ([`part`]).

pub mod firm;
pub mod masked;
pub mod names;
pub mod ordinary;
pub mod part;
pub mod person;

use senbiki_line::{EntryId, EntryKind};
use senbiki_text::{Folded, Span};

use crate::finding::Step;
use crate::token::{Classes, Token};
use crate::vocabulary::Vocabulary;

/// What a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An entry of the lists that must not be named here.
    Listed(EntryKind),
    /// An entry of the lists that may be named here.
    Free(EntryKind),
    /// A firm with letters struck out or replaced, in no list.
    Masked,
    /// A firm by its shape, in no list.
    Firm,
    /// A firm that everybody knows.
    Famous,
    /// A person by name and honorific, in no list.
    Person,
    /// A number with the shape of the listed part numbers.
    PartShape,
}

/// Something that stands in the draft.
#[derive(Debug, Clone)]
pub struct Mention {
    /// Where.
    pub span: Span<Folded>,
    /// What.
    pub kind: Kind,
    /// The entry, when it is listed.
    pub entry: Option<EntryId>,
    /// Confidence, 0 to 100.
    pub confidence: u8,
    /// How it was recognised.
    pub path: Vec<Step>,
}

/// Names of all kinds, as rules write them.
pub const NAMES: &[&str] = &[
    "@listed",
    "@party",
    "@customer",
    "@supplier",
    "@partner",
    "@competitor",
    "@part",
    "@equipment",
    "@project",
    "@person",
    "@place",
    "@public",
    "@ours",
    "@masked",
    "@firm",
    "@famous",
    "@org",
    "@name",
    "@public_term",
    "@publicparty",
];

impl Kind {
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Listed(kind) => match kind {
                EntryKind::Customer => &["@listed", "@party", "@org", "@customer"],
                EntryKind::Supplier => &["@listed", "@party", "@org", "@supplier"],
                EntryKind::Partner => &["@listed", "@party", "@org", "@partner"],
                EntryKind::Competitor => &["@org", "@competitor"],
                EntryKind::Part => &["@listed", "@part"],
                EntryKind::Equipment
                | EntryKind::Jig
                | EntryKind::ProductionLine
                | EntryKind::Process
                | EntryKind::Software => &["@listed", "@equipment"],
                EntryKind::CodeName | EntryKind::Product | EntryKind::Plan | EntryKind::Alliance => {
                    &["@listed", "@project"]
                }
                EntryKind::Person => &["@listed", "@person", "@name"],
                EntryKind::Place => &["@listed", "@place"],
            },
            Self::Free(kind) => match kind {
                EntryKind::Customer | EntryKind::Supplier | EntryKind::Partner | EntryKind::Competitor => {
                    &["@public", "@publicparty"]
                }
                _ => &["@public"],
            },
            Self::Masked => &["@masked", "@org"],
            Self::Firm => &["@firm", "@org"],
            Self::Famous => &["@famous"],
            Self::Person => &["@name"],
            Self::PartShape => &["@part"],
        }
    }
}

/// Mentions as tokens.
pub fn tokens(mentions: &[Mention], vocabulary: &Vocabulary) -> Vec<Token<'static>> {
    mentions
        .iter()
        .map(|m| {
            let mut classes = Classes::default();
            for name in m.kind.names() {
                if let Some(id) = vocabulary.id(name) {
                    classes.push(id);
                }
            }
            Token { span: m.span, classes }
        })
        .collect()
}
