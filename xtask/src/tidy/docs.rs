//! Paths that the documents name, and the tests and commands that the promises name.

use std::path::{Path, PathBuf};

use crate::repo::{self, Done};

const PROMISES: &str = "docs/promises.md";

/// Checks every Markdown file.
pub fn check(breaches: &mut Vec<String>) -> Done {
    let files = repo::files()?;
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "md")) {
        let name = repo::relative(file);
        let text = repo::read(&name)?;
        for (number, line) in prose(&text) {
            for token in ticked(line).filter(|t| looks_like_a_path(t)) {
                if !there(token, file) {
                    breaches.push(format!("{name}:{number}: there is no {token}"));
                }
            }
        }
    }
    promises(&files, breaches)
}

/// The lines outside fenced blocks, with their numbers. A block may show any output.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    text.lines().enumerate().filter_map(move |(i, line)| {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            return None;
        }
        (!fenced).then_some((i + 1, line))
    })
}

fn ticked(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// A path is written plainly: with a folder or a known ending, and without anything that a
/// placeholder or a piece of code would have.
fn looks_like_a_path(token: &str) -> bool {
    let plain = token.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '*'));
    let letters = token.chars().any(|c| c.is_ascii_lowercase());
    let shouted = token.split('/').any(|part| part.len() > 1 && part.chars().all(|c| c.is_ascii_uppercase()));
    let known = [".rs", ".md", ".toml", ".csv", ".jsonl", ".py", ".txt"]
        .iter()
        .any(|e| token.ends_with(e) && token.len() > e.len());
    plain
        && letters
        && !shouted
        && !token.starts_with("target/")
        && !token.starts_with('/')
        && !token.starts_with('.')
        && !token.contains("//")
        && (known || is_in_a_top_folder(token))
}

fn is_in_a_top_folder(token: &str) -> bool {
    token.split_once('/').is_some_and(|(first, _)| !first.is_empty() && repo::root().join(first).is_dir())
}

/// True when the path is there: from the root, from beside the document, or in a line folder
/// or a benchmark, since documents name the files of those.
fn there(token: &str, document: &Path) -> bool {
    let root = repo::root();
    let beside = document.parent().map(Path::to_owned).unwrap_or_default();
    let folders = ["examples/minato", "examples", "bench/minato", "bench/hoshimi"];
    let mut bases: Vec<PathBuf> = vec![root.clone(), beside];
    bases.extend(folders.map(|f| root.join(f)));
    bases.iter().any(|base| match token.split_once('*') {
        None => base.join(token).exists(),
        Some((before, _)) => {
            let folder = before.rsplit_once('/').map_or("", |(folder, _)| folder);
            base.join(folder).is_dir()
        }
    })
}

/// In promises.md, a name in backticks with an underscore and nothing else is a test; a line that
/// begins with `cargo xtask` or `senbiki` is a command. Each promise has one of them or "not yet".
fn promises(files: &[PathBuf], breaches: &mut Vec<String>) -> Done {
    let text = repo::read(PROMISES)?;
    let mut sources = String::new();
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "rs")) {
        sources.push_str(&std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?);
    }
    for (number, line) in prose(&text) {
        if !line.starts_with("| R") && !line.starts_with("| I") {
            continue;
        }
        let shown = line.trim_end().trim_end_matches('|').rsplit('|').next().unwrap_or_default();
        if !shown.contains("not yet") && ticked(shown).next().is_none() {
            breaches.push(format!(
                "{PROMISES}:{number}: names neither a test nor a command, nor says \"not yet\""
            ));
        }
        for token in ticked(shown) {
            if is_test_name(token) && !sources.contains(&format!("fn {token}(")) {
                breaches.push(format!("{PROMISES}:{number}: there is no test {token}"));
            }
            if let Some(task) = token.strip_prefix("cargo xtask ") {
                let task = task.split(' ').next().unwrap_or_default();
                if !["test", "tidy", "generate", "bench", "licences", "fuzz"].contains(&task) {
                    breaches.push(format!("{PROMISES}:{number}: there is no task {task}"));
                }
            }
        }
    }
    Ok(())
}

fn is_test_name(token: &str) -> bool {
    token.contains('_') && token.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_path_and_what_is_not() {
        for path in
            ["crates/senbiki/src/main.rs", "docs/adr", "line.toml", "rules/*.toml", "protected/parties.csv"]
        {
            assert!(looks_like_a_path(path), "{path}");
        }
        for other in [
            "a/b",
            "--line",
            "crates/DIR/x.rs",
            "Text::new",
            "$SENBIKI_LINE",
            "/etc/hosts",
            ".toml",
            "check FILE",
            "yes/no",
        ] {
            assert!(!looks_like_a_path(other), "{other}");
        }
    }

    #[test]
    fn fenced_blocks_are_not_read() {
        let lines: Vec<&str> = prose("a\n```\nb\n```\nc").map(|(_, l)| l).collect();
        assert_eq!(lines, ["a", "c"]);
    }

    #[test]
    fn test_names_are_told_from_commands_and_words() {
        assert!(is_test_name("a_gap_wins_over_something_to_change"));
        assert!(
            !is_test_name("senbiki check") && !is_test_name("reword") && !is_test_name("docs/bench/trust.md")
        );
    }
}
