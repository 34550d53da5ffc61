//! The one test command: everything that must hold, and how much of it there was.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::repo::{self, Done};
use crate::{bench, fuzz, generate, licences, tidy};

/// Tests that ran, by how they ended.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Counts {
    passed: usize,
    failed: usize,
    skipped: usize,
}

/// Runs everything, also after a step has failed, and ends with the counts.
pub fn run(words: &[&str]) -> Done {
    if !words.is_empty() {
        return Err("test takes no arguments".to_owned());
    }
    let start = Instant::now();
    let mut counts = Counts::default();
    let mut failed: Vec<String> = Vec::new();
    let mut step = |name: &str, work: &mut dyn FnMut() -> Done| {
        println!("== {name}");
        let begun = Instant::now();
        if let Err(message) = work() {
            eprintln!("{message}");
            failed.push(name.to_owned());
        }
        println!("== {name}: {:.0} s", begun.elapsed().as_secs_f64());
    };
    step("format", &mut || repo::must(repo::cargo().args(["fmt", "--all", "--check"])));
    step("lints", &mut || {
        repo::must(repo::cargo().args([
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]))
    });
    step("tests", &mut || tests(&mut counts));
    step("law of the house", &mut tidy::run);
    step("generated documents", &mut || generate::run(&["--check"]));
    step("rule examples and precedents", &mut || {
        repo::must(
            Command::new(repo::senbiki()?)
                .args(["line", "test", "examples/minato"])
                .current_dir(repo::root()),
        )
    });
    step("trust", &mut bench::gate);
    step("licences", &mut dependencies);
    step("hostile input", &mut || fuzz::run(&["--seconds", "20"]));
    let Counts { passed, failed: broken, skipped } = counts;
    let minutes = start.elapsed().as_secs_f64() / 60.0;
    let last = format!("{passed} tests passed, {broken} failed, {skipped} skipped; {minutes:.1} minutes");
    println!("tests: {passed} passed, {broken} failed, {skipped} skipped");
    if failed.is_empty() {
        println!("all steps hold: {last}");
        Ok(())
    } else {
        Err(format!("{} did not hold: {last}", failed.join(", ")))
    }
}

fn tests(counts: &mut Counts) -> Done {
    if repo::installed("cargo", &["nextest", "--version"]) {
        let run = tee(
            repo::cargo().args(["nextest", "run", "--workspace", "--no-fail-fast", "--status-level", "fail"]),
            counts,
        );
        // nextest leaves the examples in documentation out.
        let docs = tee(repo::cargo().args(["test", "--quiet", "--workspace", "--doc"]), counts);
        return run.and(docs);
    }
    tee(repo::cargo().args(["test", "--quiet", "--workspace", "--no-fail-fast"]), counts)
}

/// Shows what a command says and counts the tests it reports.
fn tee(command: &mut Command, counts: &mut Counts) -> Done {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| format!("{command:?}: {e}"))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let found = std::thread::scope(|scope| {
        let other = scope.spawn(move || {
            let mut found = Counts::default();
            for line in stderr.into_iter().flat_map(|s| BufReader::new(s).lines().map_while(Result::ok)) {
                eprintln!("{line}");
                add(&mut found, summary(&line));
            }
            found
        });
        let mut found = Counts::default();
        for line in stdout.into_iter().flat_map(|s| BufReader::new(s).lines().map_while(Result::ok)) {
            println!("{line}");
            add(&mut found, summary(&line));
        }
        add(&mut found, other.join().ok());
        found
    });
    add(counts, Some(found));
    let status = child.wait().map_err(|e| format!("{command:?}: {e}"))?;
    if status.success() { Ok(()) } else { Err("some tests failed".to_owned()) }
}

fn add(counts: &mut Counts, more: Option<Counts>) {
    let more = more.unwrap_or_default();
    counts.passed += more.passed;
    counts.failed += more.failed;
    counts.skipped += more.skipped;
}

/// What a summary line says, of `cargo test` or of nextest.
fn summary(line: &str) -> Option<Counts> {
    let plain = uncoloured(line);
    let before = |word: &str| -> usize {
        let words: Vec<&str> = plain.split([' ', ',', ';', '.', '(']).filter(|w| !w.is_empty()).collect();
        words.windows(2).find(|w| w[1].starts_with(word)).and_then(|w| w[0].parse().ok()).unwrap_or(0)
    };
    // Indented, it is the output of a single failed test that nextest repeats.
    if plain.starts_with("test result:") {
        return Some(Counts {
            passed: before("passed"),
            failed: before("failed"),
            skipped: before("ignored"),
        });
    }
    let line = plain.trim_start();
    let is_nextest = line.starts_with("Summary [") && line.contains("tests run:");
    is_nextest.then(|| Counts {
        passed: before("passed"),
        failed: before("failed") + before("timed"),
        skipped: before("skipped"),
    })
}

fn uncoloured(line: &str) -> String {
    let mut out = String::new();
    let mut characters = line.chars();
    while let Some(c) = characters.next() {
        if c == '\u{1b}' {
            characters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            out.push(c);
        }
    }
    out
}

/// `cargo deny` where it is there; our own check of licences in any case.
fn dependencies() -> Done {
    licences::run()?;
    if repo::installed("cargo", &["deny", "--version"]) {
        return repo::must(repo::cargo().args(["deny", "--offline", "check", "licenses", "bans", "sources"]));
    }
    println!("cargo deny is not installed here, so bans and sources were not checked. Install it with:");
    println!("  cargo install cargo-deny --locked");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_summary_are_counted() {
        let cargo = summary(
            "test result: ok. 29 passed; 1 failed; 3 ignored; 0 measured; 0 filtered out; finished in 0.12s",
        );
        assert_eq!(cargo, Some(Counts { passed: 29, failed: 1, skipped: 3 }));
        let nextest = summary(
            "\u{1b}[32;1m     Summary\u{1b}[0m [   0.123s] 30 tests run: 28 passed (1 slow), 2 failed, 4 skipped",
        );
        assert_eq!(nextest, Some(Counts { passed: 28, failed: 2, skipped: 4 }));
        assert_eq!(summary("test a ... ok"), None);
        assert_eq!(summary("    test result: FAILED. 0 passed; 1 failed; 0 ignored"), None);
    }
}
