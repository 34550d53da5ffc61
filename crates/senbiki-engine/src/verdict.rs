//! The answer: one of three in people's words, and never `ok` while something was not inspected.

use senbiki_line::{Action, Line};

use crate::finding::{Finding, Gap};
use crate::tone::Remark;

/// What the engine saw in one draft.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inspection {
    /// In the order of the text.
    pub findings: Vec<Finding>,
    /// What could not be inspected.
    pub gaps: Vec<Gap>,
    /// How the wording may be received, in the order of the text; the verdict does not depend on it.
    pub remarks: Vec<Remark>,
}

/// Proof that an inspection was whole and found nothing that asks for a change. Only
/// [`judge`] makes one, and only without gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whole(());

/// Where a draft stands against the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Ready to post.
    Ok(Whole),
    /// Tell it another way: the value can be kept.
    Reword,
    /// Not yet: quality, legal or PR decide; also the answer when something was not inspected.
    Escalate,
    /// Not yet: the secret is the point, or somebody is attacked.
    Ng,
}

impl Verdict {
    /// The fixed id, as written in results.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Ok(_) => "ok",
            Self::Reword => "reword",
            Self::Escalate => "escalate",
            Self::Ng => "ng",
        }
    }
}

/// Draws the verdict from what was seen: the strongest thing that a finding asks for; with an
/// open gap never less than `Escalate`.
#[must_use]
pub fn judge(_line: &Line, inspection: &Inspection) -> Verdict {
    let strongest = inspection.findings.iter().map(|f| f.action).max().unwrap_or(Action::Ok);
    match strongest {
        Action::Ng => Verdict::Ng,
        Action::Escalate => Verdict::Escalate,
        _ if !inspection.gaps.is_empty() => Verdict::Escalate,
        Action::Reword => Verdict::Reword,
        Action::Ok => Verdict::Ok(Whole(())),
    }
}
