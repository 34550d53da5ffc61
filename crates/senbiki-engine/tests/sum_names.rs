//! No name of the lists can be read in what a ledger keeps of a post.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use senbiki_engine::sum::{Fact, Piece};
use senbiki_engine::{Engine, Material};
use senbiki_line::{Cache, Date, Line, LoadOptions, Visibility};
use senbiki_text::{Text, fold};

fn bench(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bench").join(file)
}

fn engine(company: &str) -> Engine {
    let options = LoadOptions { cache: Cache::None };
    let line = Line::load_with(&bench(company).join("line"), &options).unwrap().line;
    Engine::new(Arc::new(line)).unwrap()
}

/// Every name of an entry that is not public, as short as two characters.
fn names(line: &Line) -> Vec<String> {
    let kept = line.entries().filter(|e| !matches!(e.visibility, Visibility::Public));
    let all = kept.flat_map(|e| std::iter::once(e.name).chain(e.aliases).map(fold).collect::<Vec<_>>());
    all.filter(|n| n.trim().chars().count() > 1).collect()
}

/// What can be read in a fact beside its fixed ids, digests and numbers.
fn readable(fact: &Fact) -> Vec<&str> {
    match fact {
        Fact::Clue { value, .. } => vec![value],
        Fact::Level { of, .. } | Fact::Capacity { of, .. } => vec![of],
        Fact::Plan { about, piece, value } => {
            let digest = |s: &str| s.len() == 16 && s.bytes().all(|b| b.is_ascii_hexdigit());
            let told = [about.as_str(), if *piece == Piece::Date { "" } else { value.as_str() }];
            told.into_iter().filter(|s| !digest(s)).collect()
        }
        Fact::Name { .. } | Fact::Story { .. } => Vec::new(),
    }
}

#[test]
fn no_name_of_the_lists_stands_in_what_is_kept() {
    for (company, files) in [
        ("minato", &["dev.jsonl", "more.jsonl"][..]),
        ("hashibami", &["dev.jsonl"]),
        ("tsurubami", &["dev.jsonl"]),
        ("isowashi", &["dev.jsonl"]),
        ("hoshimi", &["dev.jsonl"]),
    ] {
        let engine = engine(company);
        let names = names(engine.line());
        assert!(names.len() > 10, "{company}");
        let (mut posts, mut facts) = (0, 0);
        for file in files {
            let drafts = std::fs::read_to_string(bench(company).join(file)).unwrap();
            for row in drafts.lines().filter(|l| !l.trim().is_empty()) {
                let row: serde_json::Value = serde_json::from_str(row).unwrap();
                let text = Text::new(row["text"].as_str().unwrap());
                let as_of = Date::constant(2026, 6, 1);
                let material = Material { text: &text, channel: None, as_of, gaps: Vec::new() };
                posts += 1;
                for fact in engine.disclose(&material).facts {
                    facts += 1;
                    assert_eq!(fact.to_string().parse::<Fact>().as_ref(), Ok(&fact));
                    for told in readable(&fact) {
                        let found = names.iter().find(|n| told.contains(n.as_str()));
                        assert_eq!(found, None, "{company}: {fact}");
                    }
                }
            }
        }
        assert!(posts > 50 && facts > posts, "{company}: {posts} posts, {facts} facts");
    }
}
