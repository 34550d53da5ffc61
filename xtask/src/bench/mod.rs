//! Figures of the product, each by one command.

mod measure;
mod peer;
mod reframes;
mod score;
mod speed;
mod trust;

use crate::repo::Done;

/// Runs `bench …`.
pub fn run(words: &[&str]) -> Done {
    match words {
        ["trust", rest @ ..] => trust::run(rest),
        ["reframes", rest @ ..] => reframes::run(rest),
        ["speed", rest @ ..] => speed::run(rest),
        ["peer", rest @ ..] => peer::run(rest),
        _ => Err("bench trust | reframes | speed | peer".to_owned()),
    }
}

/// The gate of `cargo xtask test`.
pub fn gate() -> Done {
    trust::run(&["--check"])?;
    reframes::run(&["--check"])
}
