//! `senbiki reframe`, and rewordings in `senbiki check`, as people and programs use them.
#![allow(clippy::unwrap_used, reason = "a test that cannot start may stop")]

mod common;

use common::{rows, run, run_with, snapshot};
use serde_json::Value;

const LINE: &str = "examples/minato";

#[test]
fn before_and_after_are_shown_like_this() {
    for lang in ["ja", "en"] {
        let words = format!("reframe --lang {lang} --line {LINE} --as-of 2026-11-22");
        let draft = format!("examples/drafts/reword.{lang}.txt");
        let shown = run(&format!("{words} --diff --option 1 {draft}"));
        assert_eq!(shown.code, 0, "a rewording that holds is there");
        snapshot(&format!("reframe.{lang}"), &shown.out);
    }
}

#[test]
fn a_check_offers_words_that_are_ready() {
    let row = |extra: &str| {
        let run = run(&format!("check --line {LINE} --format jsonl {extra} examples/drafts/reword.ja.txt"));
        rows(&run).remove(0)
    };
    assert_eq!(row("")["reframed"], Value::Null, "only when it is asked for");
    let row = row("--reframe");
    let said = row["reframed"].as_str().unwrap();
    assert!(!said.contains("東鷹") && !said.contains("42分") && said.contains("よろしくお願いします"));
    let edits = row["reframes"][0]["edits"].as_array().unwrap();
    let draft: Vec<char> = std::fs::read_to_string(common::root().join("examples/drafts/reword.ja.txt"))
        .unwrap()
        .chars()
        .collect();
    for edit in edits {
        let at = |key: &str| usize::try_from(edit[key].as_u64().unwrap()).unwrap();
        assert_eq!(
            draft[at("start")..at("end")].iter().collect::<String>(),
            edit["before"].as_str().unwrap()
        );
        assert!(!edit["reason"].as_str().unwrap().is_empty());
    }
    // What it offers passes the same check.
    let again = run_with(&["check", "--line", LINE, "--format", "jsonl", "-"], said.as_bytes());
    assert_eq!(rows(&again)[0]["verdict"], "ok");
}

#[test]
fn single_edits_are_taken_and_judged() {
    let take =
        |numbers: &str| run(&format!("reframe --line {LINE} --take {numbers} examples/drafts/reword.ja.txt"));
    let one = take("1");
    assert_eq!(one.code, 1, "the others still cross the line");
    assert!(one.out.contains("乗用車のお客様") && one.out.contains("42分"), "{}", one.out);
    assert!(one.err.contains("残っています") && !one.err.contains("42分"), "{}", one.err);
    let all = run(&format!("reframe --line {LINE} --format json examples/drafts/reword.ja.txt"));
    let edits = rows(&all)[0]["reframes"][0]["edits"].as_array().unwrap().len();
    let numbers: Vec<String> = (1..=edits).map(|n| n.to_string()).collect();
    let whole = take(&numbers.join(","));
    assert_eq!(whole.code, 0, "{}", whole.err);
    assert_eq!(whole.out.trim_end(), rows(&all)[0]["reframed"].as_str().unwrap().trim_end());
}

#[test]
fn a_number_that_is_not_there_is_explained() {
    let run_ = run(&format!("reframe --line {LINE} --take 99 examples/drafts/reword.ja.txt"));
    assert_eq!((run_.code, run_.out.as_str()), (2, ""));
    assert!(run_.err.contains("99番はありません"), "{}", run_.err);
    let run_ = run(&format!("reframe --line {LINE} --take 0 examples/drafts/reword.ja.txt"));
    assert_eq!(run_.code, 2, "{}", run_.err);
    let run_ = run(&format!("reframe --line {LINE} --lang en --option 9 examples/drafts/reword.en.txt"));
    assert!(run_.out.contains("--option takes 1 to"), "{}", run_.out);
}

#[test]
fn what_others_decide_gets_no_cosmetic_words() {
    for name in ["ng", "escalate"] {
        for lang in ["ja", "en"] {
            let shown = run(&format!(
                "reframe --lang {lang} --line {LINE} --format json examples/drafts/{name}.{lang}.txt"
            ));
            let row = &rows(&shown)[0];
            assert_eq!((row["reframed"].clone(), shown.code), (Value::Null, 1), "{name}.{lang}");
            assert!(row["reframes"].as_array().unwrap().is_empty());
        }
    }
    let ready = run(&format!("reframe --line {LINE} examples/drafts/ok.ja.txt"));
    assert!(ready.code == 0 && ready.out.contains("言い換えは要りません"), "{}", ready.out);
}

#[test]
fn a_picture_cannot_be_reworded() {
    let shown = run_with(
        &["reframe", "--line", LINE, "--format", "json", "-"],
        "{\"text\":\"朝礼の写真です。\",\"media\":[\"a.jpg\"]}".as_bytes(),
    );
    assert_eq!(shown.code, 3, "{}{}", shown.out, shown.err);
}
