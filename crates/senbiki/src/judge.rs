//! One draft through the engine.

use std::panic::{AssertUnwindSafe, catch_unwind};

use senbiki_engine::{Channel, Engine, Inspection, Material, Reframe, Verdict};
use senbiki_text::Text;

use crate::coaching::{Coaching, Help};
use crate::input::draft::Draft;
use crate::input::gaps;
use crate::ledger_cmd::against::{Against, Sum};
use crate::writer::Outside;

/// What holds for every draft of a run.
#[derive(Clone, Copy)]
pub struct Occasion<'a> {
    /// Where a draft goes that does not say it itself.
    pub channel: Option<Channel>,
    /// The day of publication.
    pub as_of: jiff::civil::Date,
    /// Whether rewordings are looked for.
    pub reframe: bool,
    /// What was published before, if a ledger was named.
    pub ledger: Option<&'a Against>,
    /// Whether the author is to be helped on, beyond the verdict.
    pub help: Help,
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
    /// What the ledger added to it, if one was named.
    pub sum: Option<Sum>,
    /// Other angles, and who decides.
    pub coaching: Coaching,
}

/// Inspects and judges a draft. A draft on which the program fails is not "ok": it gets a gap.
pub fn judge(engine: &Engine, draft: &mut Draft<'_>, occasion: Occasion<'_>) -> Judged {
    let outside = std::mem::take(&mut draft.gaps);
    let spare = outside.clone();
    let channel = draft.channel.or(occasion.channel);
    let inspected = catch_unwind(AssertUnwindSafe(|| {
        let text = Text::new(&draft.text);
        let material = Material { text: &text, channel, as_of: occasion.as_of, gaps: outside };
        let mut inspection = engine.inspect(&material);
        let sum = occasion.ledger.map(|ledger| ledger.weigh(engine, &material, &mut inspection));
        let reframes = match (occasion.reframe, occasion.ledger, &sum) {
            (false, _, _) => Vec::new(),
            (true, Some(ledger), Some(sum)) => ledger.reframe(engine, &material, &inspection, sum),
            (true, _, _) => engine.reframe(&material, &inspection),
        };
        let reframes = match occasion.writer.filter(|_| occasion.reframe) {
            Some(writer) => {
                let holds = |r: &Reframe| occasion.ledger.is_none_or(|l| l.holds(engine, &material, r));
                writer.first(engine, &material, &inspection, reframes, &holds)
            }
            None => reframes,
        };
        let coaching = Coaching::new(engine, &material, &inspection, occasion.help);
        (inspection, reframes, sum, coaching)
    }));
    let (inspection, reframes, sum, coaching) = inspected.unwrap_or_else(|_| {
        let mut gaps = spare;
        gaps.push(gaps::inspection_failed());
        (Inspection { gaps, ..Inspection::default() }, Vec::new(), None, Coaching::default())
    });
    let verdict = senbiki_engine::judge(engine.line(), &inspection);
    Judged { inspection, verdict, reframes, sum, coaching }
}
