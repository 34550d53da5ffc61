//! Rewords drafts with the rewording rules of a folder, without building them in.
//!
//! `try_reframes LINE_DIR REFRAMES_DIR DRAFTS.jsonl > OUT.jsonl` writes a row for each draft;
//! `try_reframes REFRAMES_DIR` only proves the rules by their examples.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a tool for authors of rules"
)]

use std::process::ExitCode;
use std::sync::Arc;

use senbiki_engine::{Engine, Material, judge, reword_problems};
use senbiki_line::{Cache, Line, LoadOptions, parse_date};
use senbiki_text::{Positions, Text};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let dir = args.get(1).or(args.first()).cloned().unwrap_or_default();
    let mut files: Vec<(String, String)> = std::fs::read_dir(&dir)
        .unwrap()
        .map(|f| f.unwrap().path())
        .filter(|p| {
            p.file_name().is_some_and(|n| !matches!(n.to_str(), Some("generics.toml" | "reasons.toml")))
        })
        .map(|p| {
            (p.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&p).unwrap())
        })
        .collect();
    // The order of the files is that of the build: names of figures first, repairs last.
    let order = |name: &str| senbiki_line::rule::REWORDS.iter().position(|(n, _)| *n == name).unwrap_or(99);
    files.sort_by_key(|(name, _)| order(name));
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    let problems = reword_problems(&files);
    for problem in &problems {
        eprintln!("{problem}");
    }
    let [line, _, drafts] = args.as_slice() else {
        return if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    };
    let options = LoadOptions { cache: Cache::None };
    let line = Line::load_with(line.as_ref(), &options).unwrap().line;
    let engine = Engine::new(Arc::new(line)).unwrap().with_rewords(&files).unwrap();
    let day = parse_date("2026-11-22").unwrap();
    for row in std::fs::read_to_string(drafts).unwrap().lines() {
        let row: serde_json::Value = serde_json::from_str(row).unwrap();
        let draft = row["text"].as_str().unwrap();
        let (text, positions) = (Text::new(draft), Positions::new(draft));
        let channel = row["channel"].as_str().and_then(senbiki_engine::Channel::from_id);
        let material = Material { text: &text, channel, as_of: day, gaps: Vec::new() };
        let inspection = engine.inspect(&material);
        let reframes = engine.reframe(&material, &inspection);
        let findings: Vec<_> = inspection
            .findings
            .iter()
            .map(|f| {
                serde_json::json!({
                    "category": f.category.id(),
                    "start": positions.place(f.span.range().start).code_point,
                    "end": positions.place(f.span.range().end).code_point,
                })
            })
            .collect();
        let all: Vec<_> =
            reframes.iter().map(|r| serde_json::json!({"text": r.text, "spirit": r.spirit.id()})).collect();
        println!(
            "{}",
            serde_json::json!({"id": row["id"], "verdict": judge(engine.line(), &inspection).id(), "findings": findings,
                "reframed": reframes.first().map(|r| &r.text), "reframes": all})
        );
    }
    ExitCode::SUCCESS
}
