//! What must hold for every input there is.
//!
//! Each body takes any bytes and panics when something does not hold. The programs in `src/bin`
//! run a body for a bounded time on a stable compiler, with inputs made from the drafts and line
//! folders of the repository; those in `fuzz_targets` hand the same body to libFuzzer.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken promise stops the run")]

pub mod corpus;
pub mod run;

#[path = "../../crates/senbiki-line/tests/support/mod.rs"]
#[allow(dead_code, unused_imports)]
mod support;

use std::sync::{Arc, LazyLock};

use senbiki_engine::{Engine, Gap, Material, Message, Verdict, judge};
use senbiki_line::{Date, Lang, Line, parse_date};
use senbiki_text::segment::Segments;
use senbiki_text::{Positions, Span, Text, numeral};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let loaded = Line::from_memory(senbiki_testkit::line::EXAMPLE_LINE).unwrap_or_else(|p| panic!("{p:?}"));
    Engine::new(Arc::new(loaded.line)).unwrap_or_else(|p| panic!("{p:?}"))
});

fn day() -> Date {
    parse_date("2026-11-22").unwrap()
}

/// The files of a line folder that the first byte of an input chooses between.
pub const PATHS: &[&str] = &[
    "line.toml",
    "protected/parties.csv",
    "protected/parts.csv",
    "protected/equipment.csv",
    "protected/projects.csv",
    "protected/people.csv",
    "public.csv",
    "rules/own.toml",
    "precedents/own.toml",
    "topics/own.toml",
    "protected/parties.xlsx",
    "protected/parts.xlsx",
];

/// What makes the rest of an input the cells of a workbook instead of its bytes.
pub const CELLS: u8 = 0x80;

/// Loads a folder in which one file is anything: the first byte chooses the file, the rest is its
/// content. All problems explain themselves in both languages, and what loads once loads the same
/// again.
pub fn tables(data: &[u8]) {
    let Some((&first, rest)) = data.split_first() else { return };
    let path = PATHS[usize::from(first & !CELLS) % PATHS.len()];
    let content = if path.ends_with(".xlsx") && first & CELLS != 0 { workbook(rest) } else { rest.to_vec() };
    let mut files: Vec<(&str, &[u8])> = vec![(path, &content)];
    if path != "line.toml" {
        files.push(("line.toml", "[company]\nname = \"例示製作所株式会社\"\n".as_bytes()));
    }
    match Line::from_memory(&files) {
        Ok(loaded) => {
            let again =
                Line::from_memory(&files).unwrap_or_else(|p| panic!("once it loads, once not: {p:?}"));
            assert_eq!(loaded.line.digest(), again.line.digest(), "the digest is of the content");
            for warning in &loaded.warnings {
                assert!(!warning.message(Lang::Ja).is_empty() && !warning.message(Lang::En).is_empty());
            }
            // The rules of a company are the part that the engine compiles; the others are read here.
            if path.starts_with("rules/")
                && let Err(problems) = Engine::with_builtin(Arc::new(loaded.line), &no_builtin())
            {
                assert!(!problems.is_empty(), "refused without a reason");
                assert!(problems.iter().all(|p| !p.ja.is_empty() && !p.en.is_empty()));
            }
        }
        Err(problems) => {
            assert!(!problems.is_empty(), "refused without a reason");
            for problem in problems {
                assert!(!problem.message(Lang::Ja).is_empty() && !problem.message(Lang::En).is_empty());
            }
        }
    }
}

fn no_builtin() -> senbiki_line::rule::Builtin {
    senbiki_line::rule::Builtin { words: Vec::new(), rules: Vec::new(), tone: Vec::new() }
}

/// A workbook whose checksums are right although its cells are anything: lines are rows, commas
/// part cells, and each cell is put into the sheet as it stands.
fn workbook(rest: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(rest);
    let rows: Vec<Vec<String>> = text
        .lines()
        .take(60)
        .map(|row| {
            let cell = |c: &str| if c.starts_with('<') { c.to_owned() } else { support::text(c) };
            row.split(',').take(20).map(cell).collect()
        })
        .collect();
    let rows: Vec<&[String]> = rows.iter().map(Vec::as_slice).collect();
    support::workbook(&rows)
}

/// Folds anything: every offset lies on characters and comes back to where it started.
pub fn folding(data: &[u8]) {
    let draft = String::from_utf8_lossy(data);
    let text = Text::new(&draft);
    assert_eq!(text.original(), draft);
    assert_eq!(text.folded(), senbiki_text::fold(&draft), "folding is one function");
    assert_eq!(text.key(), senbiki_text::key(&draft), "the key is one function");
    assert_eq!(senbiki_text::fold(text.folded()), text.folded(), "folding twice changes nothing");
    let mut last = 0;
    for (at, c) in text.folded().char_indices() {
        let original = text.to_original(Span::from_usize(at, at + c.len_utf8()));
        assert!(draft.get(original.range()).is_some_and(|s| !s.is_empty()), "{at}: {original:?}");
        assert!(original.start >= last, "{at}: originals stand in order");
        last = original.start;
        assert!(text.to_folded(original).covers(Span::from_usize(at, at + c.len_utf8())), "{at} comes back");
    }
    for (at, c) in text.key().char_indices() {
        let folded = text.key_to_folded(Span::from_usize(at, at + c.len_utf8()));
        assert!(text.folded().get(folded.range()).is_some_and(|s| !s.is_empty()), "key {at}: {folded:?}");
    }
    let mut end = 0;
    for n in numeral::scan(text.folded()) {
        assert!(n.span.start as usize >= end && text.folded().get(n.span.range()).is_some(), "{n:?}");
        end = n.span.end as usize;
    }
    let segments = Segments::new(text.folded());
    let cover = |spans: &mut dyn Iterator<Item = Span<senbiki_text::Folded>>| {
        let mut reached = 0;
        for s in spans {
            assert_eq!(s.start, reached, "segments follow each other");
            assert!(text.folded().get(s.range()).is_some(), "{s:?}");
            reached = s.end;
        }
        assert_eq!(reached as usize, text.folded().len());
    };
    cover(&mut segments.sentences());
    cover(&mut segments.clauses());
    let positions = Positions::new(&draft);
    let place = positions.place(draft.len());
    assert_eq!(place.code_point as usize, draft.chars().count());
    assert_eq!(place.utf16 as usize, draft.encode_utf16().count());
}

/// Checks anything: findings lie on characters, say what they cover, and are the same each time.
pub fn check(data: &[u8]) {
    let draft = String::from_utf8_lossy(data);
    let text = Text::new(&draft);
    let inspect =
        |gaps: Vec<Gap>| ENGINE.inspect(&Material { text: &text, channel: None, as_of: day(), gaps });
    let inspection = inspect(Vec::new());
    let mut last = 0;
    for f in &inspection.findings {
        assert_eq!(draft.get(f.span.range()), Some(f.surface.as_str()), "{} {:?}", f.rule, f.span);
        assert!(!f.surface.is_empty(), "{} covers nothing", f.rule);
        assert!(f.span.start >= last, "{} stands out of order", f.rule);
        last = f.span.start;
        assert!(!f.why.ja.is_empty() && !f.why.en.is_empty() && !f.advice.ja.is_empty(), "{}", f.rule);
    }
    assert_eq!(inspection, inspect(Vec::new()), "the answer is the same each time");
    let material = Material { text: &text, channel: None, as_of: day(), gaps: Vec::new() };
    for reframe in ENGINE.reframe(&material, &inspection) {
        let told = Text::new(&reframe.text);
        let again = ENGINE.inspect(&Material { text: &told, channel: None, as_of: day(), gaps: Vec::new() });
        assert!(matches!(judge(ENGINE.line(), &again), Verdict::Ok(_)), "a rewording holds");
        let all: Vec<usize> = (0..reframe.edits.len()).collect();
        assert_eq!(reframe.take(&draft, &all), reframe.text, "all edits are the rewording");
        assert_eq!(reframe.take(&draft, &[]), draft, "no edit is the draft");
    }
    let open =
        inspect(vec![Gap { id: "media_not_inspected", what: Message::default(), close: Message::default() }]);
    assert!(!matches!(judge(ENGINE.line(), &open), Verdict::Ok(_)), "a gap is never ok");
}
