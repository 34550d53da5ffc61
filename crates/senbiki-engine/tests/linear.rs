//! A quarter of a megabyte of anything comes to an end, with the findings it must have.
//!
//! How the time grows is measured by `cargo bench -p senbiki-engine --bench linear`, on the same
//! list of inputs; clocks have no place in a test.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

#[path = "support/hostile.rs"]
mod hostile;

use std::sync::{Arc, LazyLock};

use hostile::{Expected, Hostile};
use senbiki_engine::{Engine, Inspection, LONGEST_DRAFT, Material, Verdict, judge};
use senbiki_line::{Line, parse_date};
use senbiki_text::Text;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let loaded = Line::from_memory(senbiki_testkit::line::EXAMPLE_LINE).unwrap();
    Engine::new(Arc::new(loaded.line)).unwrap()
});

const BYTES: usize = 256 * 1024;

fn inspect(draft: &str) -> Inspection {
    let text = Text::new(draft);
    let as_of = parse_date("2026-11-22").unwrap();
    ENGINE.inspect(&Material { text: &text, channel: None, as_of, gaps: Vec::new() })
}

fn complaint(hostile: &Hostile) -> Option<String> {
    let pieces = BYTES / hostile.piece.len();
    let found = inspect(&hostile::draft(hostile, BYTES)).findings.len();
    let right = match hostile.expected {
        Expected::Nothing => found == 0,
        Expected::OneEach => found == pieces,
        Expected::InHundred(share) => found >= pieces * share / 100,
        Expected::Anything => true,
    };
    (!right)
        .then(|| format!("{}: {found} findings in {pieces} pieces, not {:?}", hostile.name, hostile.expected))
}

#[test]
fn a_quarter_of_a_megabyte_ends_with_the_right_count() {
    let complaints: Vec<String> = hostile::ALL.iter().filter_map(complaint).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn a_leak_behind_a_hostile_run_is_still_found() {
    let leak = "\n単価は320円でした。";
    for hostile in hostile::ALL.iter().filter(|h| h.expected == Expected::Nothing) {
        let mut draft = hostile::draft(hostile, 8 * 1024);
        let at = draft.len();
        draft.push_str(leak);
        let inspection = inspect(&draft);
        let found =
            inspection.findings.iter().any(|f| f.span.end as usize > at && f.surface.contains("320円"));
        assert!(found, "nothing found behind {}: {:?}", hostile.name, inspection.findings);
    }
}

#[test]
fn a_draft_that_is_too_long_is_a_gap_and_never_ok() {
    let inspection = inspect(&"あ".repeat(LONGEST_DRAFT / 3 + 1));
    assert_eq!(inspection.gaps.first().map(|g| g.id), Some("too_long"));
    assert_eq!(judge(ENGINE.line(), &inspection), Verdict::Escalate);
    let longest = inspect(&"あ".repeat(LONGEST_DRAFT / 3));
    assert!(longest.gaps.is_empty(), "a draft of the longest length is read");
}
