//! Words that have no place here, and files that have grown too long.

use crate::repo::{self, Done};

/// Paths and names that mean something only on one machine.
const FOREIGN: &[&str] = &["../shared", "/work/", "/tmp/", "/home/", "/Users/", "C:\\Users"];

/// Words that people are never told by this product: the line is the firm's own decision.
const UNKIND: &[&str] = &["違反", "エラー", "禁止", "不適切"];

/// Where sentences for people are written.
const SPOKEN: &[&str] = &[
    "README",
    "docs/",
    "examples/",
    "crates/senbiki/src/",
    "crates/senbiki-line/src/problem/",
    "crates/senbiki-line/src/starter/",
    "crates/senbiki-engine/src/message.rs",
];

/// The longest file, in lines. What is longer has more than one subject.
const LONGEST: usize = 600;

/// Files that may be longer, each with its reason.
const LONG_FOR_A_REASON: &[(&str, &str)] = &[
    ("docs/rules.md", "a generated catalogue"),
    ("docs/classes.md", "a generated list"),
    ("docs/topics.md", "a generated list"),
];

/// Checks every text of the repository.
pub fn check(breaches: &mut Vec<String>) -> Done {
    for file in repo::files()? {
        let name = repo::relative(&file);
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        // This file has to name the words it looks for, and drafts of the benchmark say what people say.
        if name == "xtask/src/tidy/words.rs"
            || name == "Cargo.lock"
            || name.starts_with("bench/") && !name.ends_with(".md")
        {
            continue;
        }
        for (i, line) in text.lines().enumerate() {
            let at = || format!("{name}:{}", i + 1);
            if let Some(word) = FOREIGN.iter().find(|w| line.contains(**w)) {
                breaches.push(format!("{}: {word} means nothing on another machine", at()));
            }
            // The examples of rules are what authors write, not what we say.
            let example = name == "docs/rules.md" && line.starts_with("- ") || name == "docs/classes.md";
            if !example
                && SPOKEN.iter().any(|p| name.starts_with(p))
                && let Some(word) = UNKIND.iter().find(|w| line.contains(**w))
            {
                breaches.push(format!("{}: we do not say {word} to people", at()));
            }
        }
        let lines = text.lines().count();
        let counted = name.ends_with(".rs") || name.ends_with(".md");
        if counted && lines > LONGEST && !LONG_FOR_A_REASON.iter().any(|(path, _)| *path == name) {
            breaches.push(format!(
                "{name}: {lines} lines; split it by meaning, or give a reason in xtask/src/tidy/words.rs"
            ));
        }
    }
    for (path, _) in LONG_FOR_A_REASON {
        let lines = repo::read(path).map_or(0, |t| t.lines().count());
        if lines > 0 && lines <= LONGEST && !path.starts_with("docs/") {
            breaches
                .push(format!("{path} is short enough now; take it off the list in xtask/src/tidy/words.rs"));
        }
    }
    Ok(())
}
