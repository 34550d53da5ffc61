//! Running the real command on real folders.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot start may stop")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run left behind.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Runs `senbiki` with words separated by spaces, in the root of the repository.
pub fn run(words: &str) -> Run {
    run_with(&words.split_whitespace().collect::<Vec<_>>(), b"")
}

/// The same with arguments one by one and something on standard input.
pub fn run_with(arguments: &[&str], stdin: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_senbiki"))
        .args(arguments)
        .current_dir(root())
        .env_clear()
        .env("LANG", "ja_JP.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let bytes = stdin.to_vec();
    // The command may end before it has read everything; that is not the test's business.
    let writer = std::thread::spawn(move || input.write_all(&bytes).is_ok());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Checks text with the example line, in a format, from standard input.
pub fn check(format: &str, text: &str) -> Run {
    let arguments = ["check", "--line", "examples/minato", "--as-of", "2026-11-22", "--format", format, "-"];
    run_with(&arguments, text.as_bytes())
}

/// The rows of JSON lines.
pub fn rows(run: &Run) -> Vec<serde_json::Value> {
    run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Compares with the kept text in `tests/snapshots`; `UPDATE=1` writes it instead.
pub fn snapshot(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(format!("{name}.txt"));
    if std::env::var_os("UPDATE").is_some_and(|v| v == "1") {
        std::fs::write(&path, text).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == text,
        "{name} differs; run with UPDATE=1 if that is wanted.\n--- kept\n{kept}\n--- now\n{text}"
    );
}
