//! What was seen, where, on which grounds, and what could not be inspected.

use senbiki_line::{Category, EntryId};
use senbiki_text::{Original, Span};

/// A sentence for people, in both languages of the product.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Message {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

impl Message {
    /// A message from its two languages.
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ja: ja.into(), en: en.into() }
    }
}

/// Somebody who could use what a post gives away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each variant is explained by Audience::label")]
pub enum Audience {
    Competitor,
    Customer,
    Supplier,
    OverseasMaker,
    JobSeeker,
    Press,
    Intruder,
    Investor,
    PersonConcerned,
}

impl Audience {
    /// Every audience.
    pub const ALL: [Self; 9] = [
        Self::Competitor,
        Self::Customer,
        Self::Supplier,
        Self::OverseasMaker,
        Self::JobSeeker,
        Self::Press,
        Self::Intruder,
        Self::Investor,
        Self::PersonConcerned,
    ];
    /// The fixed id, as written in rules and results.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Competitor => "competitor",
            Self::Customer => "customer",
            Self::Supplier => "supplier",
            Self::OverseasMaker => "overseas_maker",
            Self::JobSeeker => "job_seeker",
            Self::Press => "press",
            Self::Intruder => "intruder",
            Self::Investor => "investor",
            Self::PersonConcerned => "person_concerned",
        }
    }
    /// The audience with this id, if there is one.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.id() == id)
    }
    /// What people call it: Japanese and English.
    #[must_use]
    pub const fn label(self) -> (&'static str, &'static str) {
        match self {
            Self::Competitor => ("競合", "competitors"),
            Self::Customer => ("お客様", "customers"),
            Self::Supplier => ("仕入先", "suppliers"),
            Self::OverseasMaker => ("海外メーカー", "makers overseas"),
            Self::JobSeeker => ("就職・転職を考える人", "job seekers"),
            Self::Press => ("報道", "the press"),
            Self::Intruder => ("侵入をたくらむ人", "intruders"),
            Self::Investor => ("投資家", "investors"),
            Self::PersonConcerned => ("ご本人", "the person concerned"),
        }
    }
}

/// What a finding rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Grounds {
    /// An entry of the line's lists.
    Entry(EntryId),
    /// A rule, built in or the company's own; its text is [`Finding::rule`].
    Rule,
}

/// How sure the engine is, from 0 to 100. Findings below 50 are never shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Confidence(pub u8);

/// One step of the way to a finding: what was folded, which context raised or lowered it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A disguise that fell away by folding (`width`, `case`, `line_break`, `mask` …).
    Folded(&'static str),
    /// A context that spoke for the finding; the cue's class and its weight in tenths.
    Raised(String, i16),
    /// A context that spoke against it.
    Lowered(String, i16),
    /// Another finding on the same place was joined to this one; its rule.
    Joined(String),
}

/// Something in the draft that stands on or over the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of protected thing.
    pub category: Category,
    /// Where, in the draft as it was written.
    pub span: Span<Original>,
    /// The characters there.
    pub surface: String,
    /// An entry of the lists, or a rule.
    pub grounds: Grounds,
    /// Id of the rule or detector that made the finding (always there, also for list entries).
    pub rule: String,
    /// How sure.
    pub confidence: Confidence,
    /// Why it matters.
    pub why: Message,
    /// Who could use it.
    pub who: Vec<Audience>,
    /// What to do or say instead.
    pub advice: Message,
    /// What this finding asks for.
    pub action: senbiki_line::Action,
    /// The way to this finding.
    pub path: Vec<Step>,
}

/// Something that could not be inspected, and what would close the gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// A fixed id (`too_long`, `media_not_inspected`, `not_utf8`, `rule_budget` …).
    pub id: &'static str,
    /// What was not inspected.
    pub what: Message,
    /// What a person can do about it.
    pub close: Message,
}
