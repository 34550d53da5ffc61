//! The fields of an answer that help an author on, as JSON.

use senbiki_engine::{Angle, Decision, Reader, Remark, Risk, Risks};
use senbiki_text::Positions;
use serde::Serialize;

use crate::lang::{Lang, of, word};

/// Another way to tell the story; it has passed the same check.
#[derive(Serialize)]
pub struct AngleRow<'a> {
    /// Null for an angle that fits any topic.
    topic: Option<&'a str>,
    title: &'a str,
    helps: &'a str,
    opening: &'a str,
    question: &'a str,
}

impl<'a> AngleRow<'a> {
    /// The angle as it is told.
    pub fn new(angle: &'a Angle, lang: Lang) -> Self {
        Self {
            topic: angle.topic.as_deref(),
            title: of(lang, &angle.title),
            helps: of(lang, &angle.helps),
            opening: of(lang, &angle.opening),
            question: of(lang, &angle.question),
        }
    }
}

/// Who decides about a draft that cannot go out yet.
#[derive(Serialize)]
pub struct DecisionRow<'a> {
    who: &'static str,
    who_label: &'static str,
    /// Null when something was not inspected.
    category: Option<&'static str>,
    asks: Vec<&'a str>,
    lane: Option<&'a str>,
    meanwhile: Option<MeanwhileRow<'a>>,
}

/// A theme that can be told today.
#[derive(Serialize)]
pub struct MeanwhileRow<'a> {
    topic: &'a str,
    title: &'a str,
    opening: &'a str,
}

impl<'a> DecisionRow<'a> {
    /// The decision as it is told.
    pub fn new(decision: &'a Decision, lang: Lang) -> Self {
        Self {
            who: decision.who.id(),
            who_label: word(lang, decision.who.label()),
            category: decision.category.map(senbiki_line::Category::id),
            asks: decision.asks.iter().map(|m| of(lang, m)).collect(),
            lane: decision.lane.as_ref().map(|m| of(lang, m)),
            meanwhile: decision.meanwhile.as_ref().map(|m| MeanwhileRow {
                topic: &m.topic,
                title: of(lang, &m.title),
                opening: of(lang, &m.opening),
            }),
        }
    }
}

/// A remark on the wording. Offsets are half-open; `start` and `end` count Unicode code points.
#[derive(Serialize)]
pub struct RemarkRow<'a> {
    kind: &'static str,
    start: usize,
    end: usize,
    utf8_start: usize,
    utf8_end: usize,
    utf16_start: usize,
    utf16_end: usize,
    surface: &'a str,
    rule: &'a str,
    why: &'a str,
    say: &'a str,
    benefit: Option<&'a str>,
}

impl<'a> RemarkRow<'a> {
    /// The remark as it is told.
    pub fn new(remark: &'a Remark, positions: &Positions, lang: Lang) -> Self {
        let bytes = remark.span.range();
        let (start, end) = (positions.place(bytes.start), positions.place(bytes.end));
        Self {
            kind: remark.kind.id(),
            start: start.code_point as usize,
            end: end.code_point as usize,
            utf8_start: bytes.start,
            utf8_end: bytes.end,
            utf16_start: start.utf16 as usize,
            utf16_end: end.utf16 as usize,
            surface: &remark.surface,
            rule: &remark.rule,
            why: of(lang, &remark.why),
            say: of(lang, &remark.say),
            benefit: remark.benefit.as_ref().map(|m| of(lang, m)),
        }
    }
}

/// Two risks that have nothing to do with each other.
#[derive(Serialize)]
pub struct RisksRow {
    /// none, some or high.
    leak: &'static str,
    leak_why: &'static str,
    /// none, some or high.
    backlash: &'static str,
    backlash_why: &'static str,
}

impl RisksRow {
    /// The risks as they are told.
    pub fn new(risks: &Risks, lang: Lang) -> Self {
        let why = |risk: &Risk| word(lang, risk.why);
        Self {
            leak: risks.leak.level.id(),
            leak_why: why(&risks.leak),
            backlash: risks.backlash.level.id(),
            backlash_why: why(&risks.backlash),
        }
    }
}

/// Somebody who will read the post.
#[derive(Serialize)]
pub struct ReaderRow<'a> {
    audience: &'static str,
    label: &'static str,
    /// Empty when there is nothing for them to learn.
    learns: Vec<LearnedRow<'a>>,
}

/// One thing that a reader learns.
#[derive(Serialize)]
pub struct LearnedRow<'a> {
    /// worry, good, public or unknown.
    lesson: &'static str,
    what: &'a str,
}

impl<'a> ReaderRow<'a> {
    /// All readers as they are told.
    pub fn all(readers: &'a [Reader], lang: Lang) -> Vec<Self> {
        let learned =
            |l: &'a senbiki_engine::Learned| LearnedRow { lesson: l.lesson.id(), what: of(lang, &l.what) };
        let row = |reader: &'a Reader| ReaderRow {
            audience: reader.audience.id(),
            label: word(lang, reader.label()),
            learns: reader.learns.iter().map(learned).collect(),
        };
        readers.iter().map(row).collect()
    }
}
