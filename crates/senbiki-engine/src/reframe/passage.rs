//! Passages: the sentences of a draft, joined where a finding reaches over their border, and the
//! ways in which one of them can be told.

use senbiki_line::Category;
use senbiki_text::{Original, Span, Text, segment::Segments};

use crate::finding::{Finding, Grounds};
use crate::reframe::generic::Generic;
use crate::reframe::rule::{Phase, Rules, Saying, Tongue};
use crate::reframe::slot::{self, Direction, Form, Kind};
use crate::reframe::trim;

/// Longer passages (in bytes) are left out rather than rewritten.
const MOST_BYTES: usize = 4_000;

/// A stretch of the draft that is rewritten, kept or left out as a whole.
pub struct Passage {
    /// Where, in the draft; the passages of a draft follow each other without gaps.
    pub span: Span<Original>,
    /// Indexes of the findings in it.
    pub findings: Vec<usize>,
}

/// How a passage is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// As it stood.
    AsIs,
    /// Reworded.
    Reworded,
    /// Reworded, with a clause or a bracket left out.
    Trimmed,
    /// Another sentence stands in its place.
    StandIn,
    /// Left out.
    Dropped,
    /// Told in the most general way.
    Fallback,
}

/// One way to tell a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// The words, with the white space that ended the passage.
    pub text: String,
    /// How they came about.
    pub how: How,
    /// The lower, the better it reads and the more it keeps.
    pub cost: u32,
}

/// Divides a draft.
pub fn passages(text: &Text, findings: &[Finding]) -> Vec<Passage> {
    let mut out: Vec<Passage> = Vec::new();
    let segments = Segments::new(text.folded());
    let mut reached = 0;
    for sentence in segments.sentences() {
        let span = text.to_original(sentence);
        // Characters that fold to nothing lie between two originals.
        let span: Span<Original> = Span::new(reached, span.end.max(reached));
        reached = span.end;
        if !span.is_empty() {
            out.push(Passage { span, findings: Vec::new() });
        }
    }
    let len = u32::try_from(text.original().len()).unwrap_or(u32::MAX);
    match out.last_mut() {
        Some(last) => last.span = Span::new(last.span.start, len),
        None => out.push(Passage { span: Span::new(0, len), findings: Vec::new() }),
    }
    let mut joined: Vec<Passage> = Vec::with_capacity(out.len());
    let mut next = 0;
    for passage in out {
        match joined.last_mut() {
            Some(last)
                if last
                    .findings
                    .iter()
                    .any(|f| findings.get(*f).is_some_and(|f| f.span.end > passage.span.start)) =>
            {
                last.span = last.span.join(passage.span);
            }
            _ => joined.push(passage),
        }
        if let Some(last) = joined.last_mut() {
            while let Some(f) = findings.get(next).filter(|f| f.span.start < last.span.end) {
                if f.span.end > last.span.start {
                    last.findings.push(next);
                }
                next += 1;
            }
        }
    }
    joined
}

/// The language of a piece of text: Japanese when it holds kana or kanji.
pub fn tongue(text: &str) -> Tongue {
    use senbiki_text::script::{Script, script};
    let (mut japanese, mut latin) = (0, 0);
    for c in text.chars() {
        match script(c) {
            Script::Hiragana | Script::Katakana | Script::Kanji => japanese += 1,
            Script::Latin => latin += 1,
            _ => {}
        }
    }
    // A Japanese name in an English sentence does not make it Japanese.
    if japanese * 4 > latin || latin == 0 { Tongue::Ja } else { Tongue::En }
}

/// A passage whose findings are marks.
pub struct Marked {
    /// The body with marks.
    pub body: String,
    /// White space that ended the passage.
    pub tail: String,
    /// Its language.
    pub tongue: Tongue,
    /// Whether the draft speaks politely.
    pub polite: bool,
    /// What may be said for each slot, by number.
    pub generics: Vec<Generic>,
    /// Slots that are names, by number.
    pub names: usize,
}

/// What stands in a slot.
struct Slot<'f> {
    span: Span<Original>,
    first: &'f Finding,
}

/// Marks the findings of a passage; `None` when it cannot be rewritten.
pub fn mark(
    text: &str,
    passage: &Passage,
    findings: &[Finding],
    polite: bool,
    direction: &dyn Fn(&Finding) -> Direction,
    generic: &dyn Fn(&Finding, Tongue) -> Generic,
) -> Option<Marked> {
    let whole = text.get(passage.span.range())?;
    if whole.len() > MOST_BYTES || whole.chars().any(slot::is_mark) {
        return None;
    }
    let body = whole.trim_end();
    let mut slots: Vec<Slot<'_>> = Vec::new();
    for f in passage.findings.iter().filter_map(|f| findings.get(*f)) {
        match slots.last_mut() {
            Some(last) if f.span.start < last.span.end => {
                // The longer of two that overlap says what it is.
                if f.span.len() > last.first.span.len() {
                    last.first = f;
                }
                last.span = last.span.join(f.span);
            }
            _ => slots.push(Slot { span: f.span, first: f }),
        }
    }
    let tongue = tongue(whole);
    let (mut out, mut generics, mut names) = (String::new(), Vec::new(), 0);
    let mut reached = passage.span.start as usize;
    for (n, slot) in slots.iter().enumerate() {
        let named = matches!(slot.first.grounds, Grounds::Entry(_))
            || matches!(slot.first.category, Category::Customer | Category::Supplier | Category::PartNumber);
        names += usize::from(named);
        let surface = text.get(slot.span.range())?;
        // A full stop that the finding swallowed still ends the sentence.
        let inner = surface.trim_end_matches(['。', '！', '？', '!', '?', ' ', '　', '\n']);
        let surface = if inner.is_empty() { surface } else { inner };
        let kind = Kind {
            category: slot.first.category,
            form: if named { Form::Noun } else { slot::form(surface) },
            direction: direction(slot.first),
        };
        out.push_str(text.get(reached..slot.span.start as usize)?);
        out.push(kind.mark(n)?);
        generics.push(generic(slot.first, tongue));
        reached = (slot.span.start as usize + surface.len())
            .min(passage.span.start as usize + body.len())
            .max(reached);
    }
    out.push_str(text.get(reached..passage.span.start as usize + body.len()).unwrap_or_default());
    let tail = whole.get(body.len()..).unwrap_or_default().to_owned();
    Some(Marked { body: out, tail, tongue, polite, generics, names })
}

/// The ways to tell a marked passage, the best first, without leaving it out.
pub fn tellings(marked: &Marked, rules: &Rules) -> Vec<Telling> {
    let generic = |mark: char, saying: Saying| {
        slot::number(mark).and_then(|n| marked.generics.get(n)).map(|g| g.say(saying))
    };
    let tongue = marked.tongue;
    let run = |phase: Phase, text: &str| rules.apply(phase, tongue, text, &generic);
    let clean = |text: &str| !text.chars().any(slot::is_mark);
    let capital = marked.body.chars().next().is_some_and(|c| slot::is_mark(c) || c.is_uppercase());
    let polish = |text: &str| trim::polish(&run(Phase::Smooth, text), tongue, capital);
    let mut out: Vec<Telling> = Vec::new();
    let mut push = |text: String, how: How, cost: u32| {
        let text = polish(&text);
        let told = trim::says_something(&text) || trim::only_tags(&text);
        if clean(&text) && told && out.iter().all(|t| t.text != text) {
            out.push(Telling { text, how, cost });
        }
    };
    let framed = run(Phase::Frame, &marked.body);
    let named = run(Phase::Name, &framed);
    // A sentence that is little more than names and figures reads like a form once they are general.
    let heavy = u32::try_from(marked.names.saturating_sub(2) * 6).unwrap_or(60);
    if clean(&named) {
        push(named.clone(), How::Reworded, 10 + heavy);
    }
    // A long general name may say too much, or be heavy where there are several.
    let short = |mark: char, _: Saying| generic(mark, Saying::Short);
    let shorter = rules.apply(Phase::Name, tongue, &framed, &short);
    if clean(&shorter) {
        push(shorter, How::Reworded, 16 + heavy);
    }
    for trimmed in trim::without_marks(&framed, &named, tongue, marked.polite) {
        let again = run(Phase::Name, &trimmed);
        if clean(&again) {
            push(again, How::Trimmed, 20);
        }
    }
    for text in rules.each(Phase::StandIn, tongue, &marked.body, &generic) {
        push(run(Phase::Name, &text), How::StandIn, 35);
    }
    let fallen = run(Phase::Name, &run(Phase::Fallback, &framed));
    if clean(&fallen) {
        push(fallen, How::Fallback, 45);
    }
    for telling in &mut out {
        telling.text.push_str(&marked.tail);
    }
    out.sort_by_key(|t| t.cost);
    out
}
