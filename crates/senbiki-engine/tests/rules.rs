//! The built-in rules: each is whole, and its examples come out as written.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use senbiki_engine::Engine;
use senbiki_line::rule::{Builtin, Effect, RemarkKind};
use senbiki_line::{Line, parse_date};

fn engine() -> Engine {
    let loaded = Line::from_memory(senbiki_testkit::line::EXAMPLE_LINE).unwrap();
    Engine::new(Arc::new(loaded.line)).unwrap()
}

#[test]
fn every_rule_holds_its_examples() {
    let failures = engine().self_test(true, parse_date("2026-11-22").unwrap());
    let told: Vec<String> = failures
        .iter()
        .map(|f| {
            format!(
                "{}: {} {}",
                f.rule,
                if f.expected { "should find" } else { "should leave alone" },
                f.example
            )
        })
        .collect();
    assert!(told.is_empty(), "{} examples:\n{}", told.len(), told.join("\n"));
}

#[test]
fn every_detector_is_whole() {
    let rules = engine().rules();
    let mut ids = BTreeSet::new();
    for rule in &rules {
        assert!(ids.insert(rule.id.clone()), "{} stands twice", rule.id);
        for (what, text) in [("sees", &rule.sees), ("why", &rule.why), ("advice", &rule.advice)] {
            assert!(
                !text.ja.is_empty() && !text.en.is_empty(),
                "{}: {what} is needed in both languages",
                rule.id
            );
        }
        assert!(!rule.who.is_empty(), "{}: who could use it?", rule.id);
        if let Effect::Remarks(kind) = rule.effect {
            assert!(rule.flags.len() >= 2 && rule.passes.len() >= 2, "{}: examples of both", rule.id);
            assert_eq!(rule.benefit.is_some(), kind == RemarkKind::Bargaining, "{}: the benefit", rule.id);
        }
        if rule.effect == Effect::Finds {
            assert!(!rule.flags.is_empty(), "{}: an example that it finds", rule.id);
            assert!(!rule.passes.is_empty(), "{}: an example that it leaves alone", rule.id);
        }
    }
    assert!(rules.len() > 50, "{} rules", rules.len());
}

#[test]
fn every_built_in_file_is_registered() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../senbiki-line/builtin");
    let shipped = Builtin::shipped();
    for (folder, list) in [("words", &shipped.words), ("rules", &shipped.rules), ("tone", &shipped.tone)] {
        let on_disk: BTreeSet<String> = std::fs::read_dir(dir.join(folder))
            .unwrap()
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        let registered: BTreeSet<String> = list.iter().map(|(n, _)| n.clone()).collect();
        assert_eq!(on_disk, registered, "{folder}");
    }
}

#[test]
fn built_in_words_are_written_as_drafts_are_read() {
    let mut wrong = Vec::new();
    for (file, text) in &Builtin::shipped().words {
        for word in text.lines().filter(|l| !l.starts_with(['#', '['])).flat_map(str::split_whitespace) {
            let word = word.trim_start_matches(['!', '+']).trim_end_matches('*').replace('_', " ");
            if senbiki_text::fold(&word) != word {
                wrong.push(format!("{file}: {word} is read as {}", senbiki_text::fold(&word)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
