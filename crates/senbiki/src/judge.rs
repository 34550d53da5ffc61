//! One draft through the engine.

use std::panic::{AssertUnwindSafe, catch_unwind};

use senbiki_engine::{Channel, Engine, Inspection, Material, Reframe, Verdict};
use senbiki_text::Text;

use crate::input::draft::Draft;
use crate::input::gaps;
use crate::writer::Outside;

/// What holds for every draft of a run.
#[derive(Debug, Clone, Copy)]
pub struct Occasion<'a> {
    /// Where a draft goes that does not say it itself.
    pub channel: Option<Channel>,
    /// The day of publication.
    pub as_of: jiff::civil::Date,
    /// Whether rewordings are looked for.
    pub reframe: bool,
    /// Who is asked for one more; nobody unless the line and the command name one.
    pub writer: Option<&'a Outside>,
}

/// What the engine saw, and the answer.
pub struct Judged {
    /// Findings and gaps.
    pub inspection: Inspection,
    /// The answer.
    pub verdict: Verdict,
    /// Rewordings that hold, the best first; empty unless they were asked for.
    pub reframes: Vec<Reframe>,
}

/// Inspects and judges a draft. A draft on which the program fails is not "ok": it gets a gap.
pub fn judge(engine: &Engine, draft: &mut Draft<'_>, occasion: Occasion<'_>) -> Judged {
    let outside = std::mem::take(&mut draft.gaps);
    let spare = outside.clone();
    let channel = draft.channel.or(occasion.channel);
    let inspected = catch_unwind(AssertUnwindSafe(|| {
        let text = Text::new(&draft.text);
        let material = Material { text: &text, channel, as_of: occasion.as_of, gaps: outside };
        let inspection = engine.inspect(&material);
        let reframes = if occasion.reframe { engine.reframe(&material, &inspection) } else { Vec::new() };
        let reframes = match occasion.writer.filter(|_| occasion.reframe) {
            Some(writer) => writer.first(engine, &material, &inspection, reframes),
            None => reframes,
        };
        (inspection, reframes)
    }));
    let (inspection, reframes) = inspected.unwrap_or_else(|_| {
        let mut gaps = spare;
        gaps.push(gaps::inspection_failed());
        (Inspection { findings: Vec::new(), gaps }, Vec::new())
    });
    let verdict = senbiki_engine::judge(engine.line(), &inspection);
    Judged { inspection, verdict, reframes }
}
