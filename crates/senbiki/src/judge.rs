//! One draft through the engine.

use std::panic::{AssertUnwindSafe, catch_unwind};

use senbiki_engine::{Channel, Engine, Inspection, Material, Verdict};
use senbiki_text::Text;

use crate::coaching::{Coaching, Help};
use crate::input::draft::Draft;
use crate::input::gaps;

/// What holds for every draft of a run.
#[derive(Debug, Clone, Copy)]
pub struct Occasion {
    /// Where a draft goes that does not say it itself.
    pub channel: Option<Channel>,
    /// The day of publication.
    pub as_of: jiff::civil::Date,
    /// Whether the author is to be helped on, beyond the verdict.
    pub help: Help,
}

/// What the engine saw, and the answer.
pub struct Judged {
    /// Findings and gaps.
    pub inspection: Inspection,
    /// The answer.
    pub verdict: Verdict,
    /// Other angles, and who decides.
    pub coaching: Coaching,
}

/// Inspects and judges a draft. A draft on which the program fails is not "ok": it gets a gap.
pub fn judge(engine: &Engine, draft: &mut Draft<'_>, occasion: Occasion) -> Judged {
    let outside = std::mem::take(&mut draft.gaps);
    let spare = outside.clone();
    let inspected = catch_unwind(AssertUnwindSafe(|| {
        let text = Text::new(&draft.text);
        let channel = draft.channel.or(occasion.channel);
        let material = Material { text: &text, channel, as_of: occasion.as_of, gaps: outside };
        let inspection = engine.inspect(&material);
        let coaching = Coaching::new(engine, &material, &inspection, occasion.help);
        (inspection, coaching)
    }));
    let (inspection, coaching) = inspected.unwrap_or_else(|_| {
        let mut gaps = spare;
        gaps.push(gaps::inspection_failed());
        (Inspection { gaps, ..Inspection::default() }, Coaching::default())
    });
    let verdict = senbiki_engine::judge(engine.line(), &inspection);
    Judged { inspection, verdict, coaching }
}
