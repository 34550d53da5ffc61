//! The JSON that the command writes. These types are the interface: fields are added, never
//! renamed or given another meaning.

use senbiki_engine::sum::{Freed, SumFinding};
use senbiki_engine::{Audience, Edit, Finding, Gap, Grounds, Reframe, Step, Verdict};
use senbiki_line::{Entry, Line};
use senbiki_text::Positions;
use serde::Serialize;

use crate::input::draft::Draft;
use crate::judge::Judged;
use crate::lang::{Lang, of, word};

/// One draft and its answer.
#[derive(Serialize)]
pub struct Row<'a> {
    id: &'a str,
    verdict: &'static str,
    /// The answer in people's words.
    answer: &'static str,
    findings: Vec<FindingRow<'a>>,
    gaps: Vec<GapRow<'a>>,
    line_digest: &'a str,
    /// The best rewording that holds; null when none was asked for or none holds.
    reframed: Option<&'a str>,
    /// All rewordings that hold, the best first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reframes: Vec<ReframeRow<'a>>,
    /// Only with a ledger: findings that were dropped, since they only say again what is public.
    #[serde(skip_serializing_if = "Option::is_none")]
    freed: Option<Vec<FreedRow<'a>>>,
}

/// A complete rewording.
#[derive(Serialize)]
pub struct ReframeRow<'a> {
    text: &'a str,
    spirit: &'static str,
    edits: Vec<EditRow<'a>>,
}

/// One small replacement; `start` and `end` count Unicode code points of the draft.
#[derive(Serialize)]
pub struct EditRow<'a> {
    start: usize,
    end: usize,
    before: &'a str,
    after: &'a str,
    reason: &'a str,
    /// Indexes into `findings`.
    findings: &'a [usize],
}

impl<'a> ReframeRow<'a> {
    /// The rewording as it is told.
    pub fn new(reframe: &'a Reframe, positions: &Positions, lang: Lang) -> Self {
        let edit = |e: &'a Edit| {
            let bytes = e.span.range();
            EditRow {
                start: positions.place(bytes.start).code_point as usize,
                end: positions.place(bytes.end).code_point as usize,
                before: &e.before,
                after: &e.after,
                reason: of(lang, &e.reason),
                findings: &e.findings,
            }
        };
        Self {
            text: &reframe.text,
            spirit: reframe.spirit.id(),
            edits: reframe.edits.iter().map(edit).collect(),
        }
    }
}

/// One finding. Offsets are half-open; `start` and `end` count Unicode code points.
#[derive(Serialize)]
pub struct FindingRow<'a> {
    category: &'static str,
    start: usize,
    end: usize,
    utf8_start: usize,
    utf8_end: usize,
    utf16_start: usize,
    utf16_end: usize,
    /// From 1.
    line: usize,
    /// From 1, in code points.
    column: usize,
    surface: &'a str,
    rule: &'a str,
    entry: Option<EntryRow<'a>>,
    confidence: f64,
    why: &'a str,
    who: Vec<&'static str>,
    advice: &'a str,
    action: &'static str,
    path: Vec<StepRow<'a>>,
    /// Only for what adds up: the rows of the ledger that contribute.
    #[serde(skip_serializing_if = "Option::is_none")]
    ledger: Option<Vec<u64>>,
    /// Only for what adds up.
    #[serde(skip_serializing_if = "Option::is_none")]
    sum: Option<SumRow<'a>>,
}

/// What adds up.
#[derive(Serialize)]
pub struct SumRow<'a> {
    kind: &'static str,
    reveals: &'a str,
    entity: Option<&'a str>,
    entries: Vec<EntryRow<'a>>,
    /// How many parties of the line are left; 0 when it is not about a party.
    left: u64,
    opens: Option<OpeningRow<'a>>,
}

/// The clue without which more parties are possible again, and how many.
#[derive(Serialize)]
pub struct OpeningRow<'a> {
    attribute: &'static str,
    value: &'a str,
    left: u64,
}

/// A finding that is free by now. Offsets as in a finding, in code points.
#[derive(Serialize)]
pub struct FreedRow<'a> {
    category: &'static str,
    start: usize,
    end: usize,
    surface: &'a str,
    rule: &'a str,
    /// The row that made it public.
    ledger: [u64; 1],
    date: String,
    why: &'a str,
}

/// The entry of the line that a finding rests on.
#[derive(Serialize)]
pub struct EntryRow<'a> {
    kind: &'static str,
    name: &'a str,
    file: &'a str,
    row: u32,
}

impl<'a> EntryRow<'a> {
    /// The entry as it is told.
    pub fn new(entry: &Entry<'a>) -> Self {
        Self { kind: entry.kind.id(), name: entry.name, file: entry.file, row: entry.row }
    }
}

/// One step of the way to a finding.
#[derive(Serialize)]
pub struct StepRow<'a> {
    step: &'static str,
    what: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    weight: Option<f64>,
}

/// What was not inspected.
#[derive(Serialize)]
pub struct GapRow<'a> {
    id: &'static str,
    what: &'a str,
    close: &'a str,
}

/// What people are told.
pub const fn answer(verdict: Verdict, lang: Lang) -> &'static str {
    word(
        lang,
        match verdict {
            Verdict::Ok(_) => ("このまま出せます", "Ready to post"),
            Verdict::Reword => ("切り口を変えれば出せます", "Tell it another way"),
            Verdict::Escalate | Verdict::Ng => ("いまは出せません（相談しましょう）", "Not yet: let's ask"),
        },
    )
}

impl<'a> Row<'a> {
    /// The row of a judged draft. `digest` is the line's.
    pub fn new(
        draft: &'a Draft<'_>,
        judged: &'a Judged,
        line: &'a Line,
        digest: &'a str,
        lang: Lang,
    ) -> Self {
        let findings = &judged.inspection.findings;
        // Counting positions is worth doing only when something stands somewhere.
        let sum = judged.sum.as_ref();
        let nothing = findings.is_empty() && sum.is_none_or(|sum| sum.freed.is_empty());
        let positions = (!nothing).then(|| Positions::new(&draft.text));
        let findings = positions
            .iter()
            .flat_map(|positions| {
                findings.iter().enumerate().map(move |(at, finding)| {
                    let mut row = FindingRow::new(finding, positions, line, lang);
                    if let Some((found, earlier)) = sum.and_then(|sum| sum.adds_up.get(&at)) {
                        row.ledger = Some(earlier.iter().map(|post| post.row).collect());
                        row.sum = Some(SumRow::new(found, line, lang));
                    }
                    row
                })
            })
            .collect();
        let freed = sum.map(|sum| {
            let all = sum.freed.iter().map(|(finding, free)| (finding, free, positions.as_ref()));
            all.filter_map(|(finding, free, at)| Some(FreedRow::new(finding, free, at?, lang))).collect()
        });
        Self {
            id: &draft.id,
            verdict: judged.verdict.id(),
            answer: answer(judged.verdict, lang),
            findings,
            gaps: judged.inspection.gaps.iter().map(|gap| GapRow::new(gap, lang)).collect(),
            line_digest: digest,
            reframed: judged.reframes.first().map(|r| r.text.as_str()),
            reframes: positions
                .iter()
                .flat_map(|p| judged.reframes.iter().map(|r| ReframeRow::new(r, p, lang)))
                .collect(),
            freed,
        }
    }
}

impl<'a> SumRow<'a> {
    fn new(found: &'a SumFinding, line: &'a Line, lang: Lang) -> Self {
        let entries = found.entries.iter().filter_map(|id| line.entry(*id));
        Self {
            kind: found.kind.id(),
            reveals: of(lang, &found.reveals),
            entity: found.entity.as_deref(),
            entries: entries.map(|entry| EntryRow::new(&entry)).collect(),
            left: found.left,
            opens: found.opens.as_ref().map(|opens| OpeningRow {
                attribute: opens.attribute.id(),
                value: &opens.value,
                left: opens.left,
            }),
        }
    }
}

impl<'a> FreedRow<'a> {
    fn new(finding: &'a Finding, free: &'a Freed, positions: &Positions, lang: Lang) -> Self {
        let bytes = finding.span.range();
        Self {
            category: finding.category.id(),
            start: positions.place(bytes.start).code_point as usize,
            end: positions.place(bytes.end).code_point as usize,
            surface: &finding.surface,
            rule: &finding.rule,
            ledger: [free.row.0],
            date: free.date.to_string(),
            why: of(lang, &free.why),
        }
    }
}

impl<'a> FindingRow<'a> {
    fn new(finding: &'a Finding, positions: &Positions, line: &'a Line, lang: Lang) -> Self {
        let bytes = finding.span.range();
        let (start, end) = (positions.place(bytes.start), positions.place(bytes.end));
        Self {
            category: finding.category.id(),
            start: start.code_point as usize,
            end: end.code_point as usize,
            utf8_start: bytes.start,
            utf8_end: bytes.end,
            utf16_start: start.utf16 as usize,
            utf16_end: end.utf16 as usize,
            line: start.line as usize,
            column: start.column as usize,
            surface: &finding.surface,
            rule: &finding.rule,
            entry: entry_of(finding, line).map(|entry| EntryRow::new(&entry)),
            confidence: f64::from(finding.confidence.0) / 100.0,
            why: of(lang, &finding.why),
            who: finding.who.iter().copied().map(Audience::id).collect(),
            advice: of(lang, &finding.advice),
            action: finding.action.id(),
            path: finding.path.iter().map(StepRow::new).collect(),
            ledger: None,
            sum: None,
        }
    }
}

/// The entry that a finding rests on, if it rests on one.
pub fn entry_of<'a>(finding: &Finding, line: &'a Line) -> Option<Entry<'a>> {
    match finding.grounds {
        Grounds::Entry(id) => line.entry(id),
        Grounds::Rule => None,
    }
}

impl<'a> StepRow<'a> {
    fn new(step: &'a Step) -> Self {
        let weighed = |tenths: i16| Some(f64::from(tenths) / 10.0);
        match step {
            Step::Folded(what) => Self { step: "folded", what, weight: None },
            Step::Raised(what, tenths) => Self { step: "raised", what, weight: weighed(*tenths) },
            Step::Lowered(what, tenths) => Self { step: "lowered", what, weight: weighed(*tenths) },
            Step::Joined(rule) => Self { step: "joined", what: rule, weight: None },
        }
    }
}

impl<'a> GapRow<'a> {
    /// The gap as it is told.
    pub fn new(gap: &'a Gap, lang: Lang) -> Self {
        Self { id: gap.id, what: of(lang, &gap.what), close: of(lang, &gap.close) }
    }
}
