//! Figures of the product, each by one command.

mod measure;
mod peer;
mod reframes;
mod score;
mod speed;
mod sums;
mod trust;

use crate::repo::Done;

/// Runs `bench …`.
pub fn run(words: &[&str]) -> Done {
    match words {
        ["trust", rest @ ..] => trust::run(rest),
        ["reframes", rest @ ..] => reframes::run(rest),
        ["speed", rest @ ..] => speed::run(rest),
        ["peer", rest @ ..] => peer::run(rest),
        ["sums", rest @ ..] => sums::run(rest),
        _ => Err("bench trust | reframes | speed | peer | sums".to_owned()),
    }
}

/// The gate of `cargo xtask test`.
pub fn gate() -> Done {
    trust::run(&["--check"])?;
    reframes::run(&["--check"])?;
    sums::run(&["--check"])
}
