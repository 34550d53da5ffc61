//! The answer: the strongest thing that is asked for, and never `ok` with something unread.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::sync::Arc;

use senbiki_engine::{Engine, Gap, Inspection, Material, Message, Verdict, judge};
use senbiki_line::{Action, Line, parse_date};
use senbiki_text::Text;

fn engine(actions: &str) -> Engine {
    let files: Vec<(&str, Vec<u8>)> = senbiki_testkit::line::EXAMPLE_LINE
        .iter()
        .map(|(path, bytes)| {
            let mut bytes = bytes.to_vec();
            if *path == "line.toml" {
                bytes.extend_from_slice(actions.as_bytes());
            }
            (*path, bytes)
        })
        .collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(p, b)| (*p, b.as_slice())).collect();
    Engine::new(Arc::new(Line::from_memory(&files).unwrap().line)).unwrap()
}

fn inspect(engine: &Engine, draft: &str, day: &str, gaps: Vec<Gap>) -> Inspection {
    let text = Text::new(draft);
    let as_of = parse_date(day).unwrap();
    engine.inspect(&Material { text: &text, channel: None, as_of, gaps })
}

fn verdict(engine: &Engine, draft: &str) -> &'static str {
    judge(engine.line(), &inspect(engine, draft, "2026-11-22", Vec::new())).id()
}

fn gap() -> Gap {
    Gap {
        id: "media_not_inspected",
        what: Message::new("動画はまだ見ていません。", "The video has not been looked at."),
        close: Message::new("動画を確かめてください。", "Look at the video."),
    }
}

const HARMLESS: &str = "今日も先輩に図面の読み方を教わりました。ご安全に！";
const DETAIL: &str = "東鷹自動車さん向けの部品で、段取りの工夫が役に立ちました。";

#[test]
fn a_harmless_draft_is_ok_and_a_detail_asks_for_other_words() {
    let engine = engine("");
    assert_eq!(verdict(&engine, HARMLESS), "ok");
    assert_eq!(verdict(&engine, ""), "ok");
    assert_eq!(verdict(&engine, DETAIL), "reword");
}

#[test]
fn a_gap_is_never_ok_and_never_weaker_than_what_was_found() {
    let engine = engine("");
    let with_gap = |draft: &str| judge(engine.line(), &inspect(&engine, draft, "2026-11-22", vec![gap()]));
    assert_eq!(with_gap(HARMLESS), Verdict::Escalate);
    assert_eq!(with_gap(DETAIL), Verdict::Escalate);
    let mut worst = inspect(&engine, DETAIL, "2026-11-22", vec![gap()]);
    worst.findings.iter_mut().for_each(|f| f.action = Action::Ng);
    assert_eq!(judge(engine.line(), &worst), Verdict::Ng, "what must not be published stays so");
}

#[test]
fn the_strongest_action_decides() {
    let engine = engine("");
    let mut inspection = inspect(&engine, &format!("{DETAIL}\n{DETAIL}"), "2026-11-22", Vec::new());
    assert!(inspection.findings.len() >= 2);
    for (action, answer) in [
        (Action::Ok, "reword"),
        (Action::Reword, "reword"),
        (Action::Escalate, "escalate"),
        (Action::Ng, "ng"),
    ] {
        inspection.findings.iter_mut().for_each(|f| f.action = Action::Reword);
        inspection.findings[0].action = action;
        assert_eq!(judge(engine.line(), &inspection).id(), answer);
    }
    inspection.findings.iter_mut().for_each(|f| f.action = Action::Ok);
    assert_eq!(judge(engine.line(), &inspection).id(), "ok", "a category that the line lets pass");
}

#[test]
fn the_line_says_what_a_category_asks_for() {
    for action in ["ok", "reword", "escalate", "ng"] {
        let engine = engine(&format!("\n[actions]\ncustomer = \"{action}\"\n"));
        let draft = "東鷹自動車さんへ。";
        assert_eq!(verdict(&engine, draft), action);
        let inspection = inspect(&engine, draft, "2026-11-22", Vec::new());
        assert_eq!(inspection.findings.len(), 1, "what may pass is still shown");
    }
}

#[test]
fn an_embargo_ends_on_its_day() {
    let engine = engine("");
    let draft = "新製品ロックIIの試作が始まりました。";
    let listed = |day: &str| {
        inspect(&engine, draft, day, Vec::new()).findings.iter().any(|f| f.rule.starts_with("list."))
    };
    assert!(listed("2026-11-22") && listed("2027-03-31"));
    assert!(!listed("2027-04-01") && !listed("2030-01-01"));
}

#[test]
fn a_name_that_is_public_in_company_needs_that_company() {
    let engine = engine("");
    let listed = |draft: &str| {
        inspect(&engine, draft, "2026-11-22", Vec::new()).findings.iter().any(|f| f.rule.starts_with("list."))
    };
    assert!(!listed("夕凪マリンさんの船外機を見学しました。"));
    assert!(listed("夕凪マリンさんの新しい計画を伺いました。"));
}
