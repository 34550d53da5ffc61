//! The SARIF output has the structure that version 2.1.0 asks for.
//!
//! The official schema is not kept in this repository. What it requires of the parts we write is
//! spelled out here: required properties, the allowed values, and the bounds of regions.
#![allow(clippy::unwrap_used, reason = "a test that cannot start may stop")]

mod common;

use common::{run, run_with};
use serde_json::Value;

fn log(arguments: &[&str], stdin: &[u8]) -> Value {
    let mut all = vec!["check", "--line", "examples/minato", "--as-of", "2026-11-22", "--format", "sarif"];
    all.extend(arguments);
    serde_json::from_str(&run_with(&all, stdin).out).unwrap()
}

fn only(value: &Value, allowed: &[&str]) {
    for key in value.as_object().unwrap().keys() {
        assert!(allowed.contains(&key.as_str()), "{key} is no property here");
    }
}

fn is_valid(log: &Value) {
    only(log, &["version", "$schema", "runs"]);
    assert_eq!(log["version"], "2.1.0");
    for run in log["runs"].as_array().unwrap() {
        only(run, &["tool", "columnKind", "properties", "results"]);
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let driver = &run["tool"]["driver"];
        only(driver, &["name", "semanticVersion", "language", "rules"]);
        assert_eq!(driver["name"], "senbiki");
        let mut seen = std::collections::HashSet::new();
        for rule in driver["rules"].as_array().unwrap() {
            only(rule, &["id", "shortDescription", "fullDescription", "help", "properties"]);
            assert!(seen.insert(rule["id"].as_str().unwrap()), "rules are unique: {}", rule["id"]);
            for text in ["shortDescription", "fullDescription", "help"] {
                assert!(rule.get(text).is_none_or(|t| t["text"].is_string()));
            }
        }
        for result in run["results"].as_array().unwrap() {
            is_valid_result(result);
        }
    }
}

fn is_valid_result(result: &Value) {
    only(result, &["ruleId", "kind", "level", "message", "locations", "properties"]);
    assert!(!result["message"]["text"].as_str().unwrap().is_empty());
    let (kind, level) = (result["kind"].as_str().unwrap(), result["level"].as_str().unwrap());
    match kind {
        "fail" => assert!(["none", "note", "warning", "error"].contains(&level)),
        // Section 3.27.10: a result that is no failure has level none.
        "open" => assert_eq!(level, "none"),
        other => panic!("kind {other}"),
    }
    for location in result["locations"].as_array().unwrap() {
        only(location, &["physicalLocation", "logicalLocations"]);
        let physical = &location["physicalLocation"];
        only(physical, &["artifactLocation", "region"]);
        let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.is_ascii() && !uri.contains(' '), "{uri}");
        if let Some(region) = physical.get("region") {
            only(region, &["startLine", "startColumn", "endLine", "endColumn", "charOffset", "charLength"]);
            let at = |key: &str| region.get(key).and_then(Value::as_u64);
            assert!(at("startLine").unwrap() >= 1 && at("startColumn").unwrap_or(1) >= 1);
            assert!(at("endLine").is_none_or(|end| end >= at("startLine").unwrap()));
        }
    }
}

#[test]
fn findings_in_files_have_regions() {
    let log = log(&["examples/drafts/reword.ja.txt", "examples/drafts/ok.ja.txt"], b"");
    is_valid(&log);
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(!results.is_empty());
    let region = &results[0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!((region["startLine"].as_u64(), region["startColumn"].as_u64()), (Some(1), Some(4)));
    assert_eq!(
        results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        "examples/drafts/reword.ja.txt"
    );
}

#[test]
fn drafts_of_json_lines_point_to_their_line_and_gaps_are_open() {
    let drafts = "{\"id\":\"a\",\"text\":\"朝の体操。\"}\n{\"id\":\"b\",\"text\":\"北稜電装さんへ納入しました。\",\"media\":[\"x\"]}\n";
    let log = log(&["-"], drafts.as_bytes());
    is_valid(&log);
    let results = log["runs"][0]["results"].as_array().unwrap();
    let kinds: Vec<&str> = results.iter().map(|r| r["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["fail", "open"]);
    for result in results {
        assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 2);
        assert_eq!(result["locations"][0]["logicalLocations"][0]["name"], "b");
    }
}

#[test]
fn nothing_found_is_a_valid_log_too() {
    let log = log(&["examples/drafts/ok.ja.txt"], b"");
    is_valid(&log);
    assert_eq!(log["runs"][0]["results"].as_array().map(Vec::len), Some(0));
    assert_eq!(run("check --line examples/minato --format sarif examples/drafts/ok.ja.txt").code, 0);
}
