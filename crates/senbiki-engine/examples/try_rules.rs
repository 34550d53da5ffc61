//! Tries built-in words and rules from a folder without building them in: reads drafts as JSON
//! lines, prints predictions as `senbiki check --format jsonl` does.
//!
//! `cargo run --release --example try_rules -- BUILTIN_DIR LINE_DIR DRAFTS.jsonl [--why]`
//!
//! With `--examples` in place of the drafts it names the examples of the rules that do not hold;
//! they are written for the line that the tests use.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example speaks to its terminal")]

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use senbiki_engine::{Engine, Material, judge};
use senbiki_line::rule::Builtin;
use senbiki_line::{Cache, Lang, Line, LoadOptions};
use senbiki_text::{Positions, Text};

fn files(dir: &Path) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = std::fs::read_dir(dir)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|e| {
            Some((e.file_name().to_string_lossy().into_owned(), std::fs::read_to_string(e.path()).ok()?))
        })
        .collect();
    out.sort();
    out
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [builtin, line, drafts, ..] = args.as_slice() else {
        return Err("BUILTIN_DIR LINE_DIR DRAFTS.jsonl".into());
    };
    let why = args.iter().any(|a| a == "--why");
    let builtin = Path::new(builtin);
    let builtin = Builtin {
        words: files(&builtin.join("words")),
        rules: files(&builtin.join("rules")),
        tone: files(&builtin.join("tone")),
    };
    let loaded = Line::load_with(Path::new(line), &LoadOptions { cache: Cache::None })
        .map_err(|p| p.iter().map(|p| p.message(Lang::En)).collect::<Vec<_>>().join("\n"))?;
    let engine = Engine::with_builtin(Arc::new(loaded.line), &builtin).map_err(|p| {
        p.iter()
            .map(|p| format!("{} {}: {}", p.file, p.rule.as_deref().unwrap_or(""), p.en))
            .collect::<Vec<_>>()
            .join("\n")
    })?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if drafts == "--examples" {
        for f in engine.self_test(true, senbiki_line::parse_date("2026-11-22").ok_or("date")?) {
            let should = if f.expected { "should find" } else { "should leave alone" };
            writeln!(out, "{}: {should} {}", f.rule, f.example)?;
        }
        return Ok(());
    }
    for row in std::fs::read_to_string(drafts)?.lines().filter(|l| !l.trim().is_empty()) {
        let row: serde_json::Value = serde_json::from_str(row)?;
        let text = Text::new(row.get("text").and_then(|t| t.as_str()).unwrap_or_default());
        let material = Material {
            text: &text,
            channel: None,
            as_of: senbiki_line::parse_date("2026-11-22").ok_or("date")?,
            gaps: Vec::new(),
        };
        let inspection = engine.inspect(&material);
        let places = Positions::new(text.original());
        let findings: Vec<serde_json::Value> = inspection
            .findings
            .iter()
            .map(|f| {
                serde_json::json!({
                    "category": f.category.id(), "rule": f.rule, "surface": f.surface,
                    "start": places.place(f.span.start as usize).code_point,
                    "end": places.place(f.span.end as usize).code_point,
                    "path": if why { format!("{:?}", f.path) } else { String::new() },
                })
            })
            .collect();
        let verdict = judge(engine.line(), &inspection);
        writeln!(
            out,
            "{}",
            serde_json::json!({"id": row.get("id"), "verdict": verdict.id(), "findings": findings,
            "ordinary": if why { format!("{:?}", engine.ordinary_readings(&material)) } else { String::new() }})
        )?;
    }
    Ok(())
}
