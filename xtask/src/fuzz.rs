//! Hostile input for a bounded time, a quarter of it each for the command
//! (`crates/senbiki/tests/fuzz.rs`, of which a plain test run tries a few too) and for the table
//! loaders, the folding and the whole check (`fuzz/`).

use crate::repo::{self, Done};

/// Runs `fuzz [--seconds N]`.
pub fn run(words: &[&str]) -> Done {
    let seconds: u32 = match words {
        [] => 60,
        ["--seconds", n] => n.parse().map_err(|_| format!("--seconds needs a number, not {n}"))?,
        _ => return Err("fuzz [--seconds N]".to_owned()),
    };
    let each = (seconds / 4).max(1).to_string();
    repo::must(
        repo::cargo()
            .args([
                "test",
                "--quiet",
                "--release",
                "--package",
                "senbiki",
                "--test",
                "fuzz",
                "--",
                "--nocapture",
            ])
            .env("SENBIKI_FUZZ_SECONDS", &each),
    )?;
    for target in ["tables", "folding", "check"] {
        repo::must(
            repo::cargo()
                .args(["run", "--quiet", "--release", "--manifest-path", "fuzz/Cargo.toml"])
                .args(["--target-dir", "target/fuzz", "--bin", target, "--", "--seconds", &each])
                .current_dir(repo::root()),
        )?;
    }
    Ok(())
}
