//! Counts in how many drafts each word stands, for `src/sum/data/common.txt`:
//! `cargo run -p senbiki-engine --example common_words -- bench/harmless/*.jsonl bench/trades/*.jsonl …`

#![allow(clippy::print_stdout, missing_docs, reason = "a tool speaks to its terminal")]

use std::collections::{BTreeMap, HashSet};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    // Japanese and English words are counted among posts of their own language.
    let mut posts = [0, 0];
    for path in std::env::args().skip(1) {
        for line in std::fs::read_to_string(&path)?.lines().filter(|l| !l.trim().is_empty()) {
            let row: serde_json::Value = serde_json::from_str(line)?;
            let text = row["text"].as_str().ok_or("a row without text")?;
            let japanese = usize::from(!text.is_ascii() && text.chars().any(|c| ('ぁ'..='ん').contains(&c)));
            posts.iter_mut().skip(japanese).take(1).for_each(|n| *n += 1);
            let words: HashSet<String> = senbiki_engine::sum::story_words(text).into_iter().collect();
            for word in words {
                *counts.entry(word).or_default() += 1;
            }
        }
    }
    // Scaled to three thousand posts; what is rarer than that tells as much as any.
    let [english, japanese] = posts;
    // A word that stands in one post only may be as rare as any.
    let scaled = |word: &str, n: usize| {
        n.saturating_sub(1) * 3_000 / if word.is_ascii() { english.max(1) } else { japanese.max(1) }
    };
    println!(
        "# In how many of 3000 posts of manufacturers a word stands. Counted by examples/common_words.rs."
    );
    for (word, n) in counts {
        let n = scaled(&word, n);
        if n >= 4 {
            println!("{word} {n}");
        }
    }
    Ok(())
}
