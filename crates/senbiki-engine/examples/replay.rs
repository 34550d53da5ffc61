//! Replays sequences of posts and prints where each crosses the line, one JSON object a row:
//! `cargo run -p senbiki-engine --example replay -- bench/sequences/dev.jsonl [--facts]`
//!
//! A row of the file is `{"id","line","posts":[{"date","channel","text"}]}`; the line folder is
//! relative to the folder in which this runs. With `--facts` each post's facts stand before it.
//!
//! `… --long LINE FILE…` takes the drafts of files (`{"text"}`) as one long history, three a day, and
//! prints what any of them adds up to.

#![allow(clippy::print_stdout, missing_docs, reason = "a tool speaks to its terminal")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use senbiki_engine::sum::{History, Post, RowId};
use senbiki_engine::{Channel, Engine, Material};
use senbiki_line::{Cache, Line, LoadOptions, parse_date};
use senbiki_text::Text;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let facts = args.iter().any(|a| a == "--facts");
    if let Some(("--long", rest)) = args.split_first().map(|(a, rest)| (a.as_str(), rest)) {
        let (line, files) = rest.split_first().ok_or("--long LINE FILE…")?;
        return long(&engine(line)?, files);
    }
    let mut engines: BTreeMap<String, Engine> = BTreeMap::new();
    for path in args.iter().filter(|a| !a.starts_with("--")) {
        for row in std::fs::read_to_string(path)?.lines().filter(|l| !l.trim().is_empty()) {
            let row: serde_json::Value = serde_json::from_str(row)?;
            let folder = row["line"].as_str().ok_or("a sequence without a line")?;
            if !engines.contains_key(folder) {
                engines.insert(folder.to_owned(), engine(folder)?);
            }
            let Some(engine) = engines.get(folder) else { continue };
            println!("{}", replay(engine, &row, facts)?);
        }
    }
    Ok(())
}

fn engine(folder: &str) -> Result<Engine> {
    let options = LoadOptions { cache: Cache::None };
    let loaded = Line::load_with(Path::new(folder), &options)
        .map_err(|p| format!("{folder}: {} problems", p.len()))?;
    Engine::new(Arc::new(loaded.line)).map_err(|p| format!("{folder}: {} rule problems", p.len()).into())
}

/// All drafts that may go out, one after the other.
fn long(engine: &Engine, files: &[String]) -> Result<()> {
    let mut history = History::new(engine);
    let mut day = senbiki_line::Date::constant(2026, 1, 5);
    let mut found = 0;
    let mut rows = 0_u64;
    for path in files {
        for row in std::fs::read_to_string(path)?.lines().filter(|l| !l.trim().is_empty()) {
            let row: serde_json::Value = serde_json::from_str(row)?;
            if row["verdict"].as_str() != Some("ok") {
                continue;
            }
            let text = Text::new(row["text"].as_str().ok_or("a draft without text")?);
            let material = Material { text: &text, channel: None, as_of: day, gaps: Vec::new() };
            let disclosure = engine.disclose(&material);
            for f in engine.add_up(&history, &disclosure, &engine.inspect(&material)).findings {
                found += 1;
                println!("{} {} {:?}\n    {}", row["id"], f.kind.id(), f.posts, f.reveals.ja);
                println!("    {}", text.original());
            }
            history.push(RowId(rows), &disclosure);
            rows += 1;
            if rows.is_multiple_of(3) {
                day = day.tomorrow()?;
            }
        }
    }
    println!("{rows} posts, {found} findings");
    Ok(())
}

fn replay(engine: &Engine, row: &serde_json::Value, facts: bool) -> Result<serde_json::Value> {
    let mut posts: Vec<Post<'_>> = Vec::new();
    for post in row["posts"].as_array().ok_or("a sequence without posts")? {
        posts.push(Post {
            date: post["date"].as_str().and_then(parse_date).ok_or("a post without a date")?,
            channel: post["channel"].as_str().and_then(Channel::from_id),
            text: post["text"].as_str().ok_or("a post without text")?,
        });
    }
    if facts {
        for (at, post) in posts.iter().enumerate() {
            let text = Text::new(post.text);
            let material =
                Material { text: &text, channel: post.channel, as_of: post.date, gaps: Vec::new() };
            println!("  {at} {}", post.text);
            for (fact, surface) in
                engine.disclose(&material).facts.iter().zip(engine.disclose(&material).surfaces)
            {
                println!("      {fact}   ({surface})");
            }
        }
    }
    let crossing = engine.replay(&posts);
    let reveals = crossing.reveals.as_ref();
    Ok(serde_json::json!({
        "id": row["id"],
        "crosses_at": crossing.crosses_at,
        "kind": crossing.kind.map(|k| k.id()),
        "entity": crossing.entity,
        "because": crossing.because,
        "reveals": reveals.map(|r| r.ja.clone()),
        "reveals_en": reveals.map(|r| r.en.clone()),
    }))
}
