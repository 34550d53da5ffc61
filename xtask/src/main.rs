//! Automation of the repository. `cargo xtask` lists what there is.

mod bench;
mod fuzz;
mod generate;
mod licences;
mod repo;
mod test;
mod tidy;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask test                          everything that must hold: format, lints, law of the house, tests, figures
cargo xtask tidy                          the law of the house: arrows, map, paths in docs, promises, file sizes
cargo xtask generate [--check]            docs/rules.md, docs/cli.md, the screens in the READMEs
cargo xtask bench trust [--check] [--show SET] [--bin PATH]
                                          leaks and over-caution on the drafts of bench/, written to docs/bench/trust.md
cargo xtask bench reframes [--check] [--show SET]
                                          rewordings that are clean and keep their value, written to docs/bench/reframes.md
cargo xtask bench speed [--names N]       times, written to docs/bench/speed.md
cargo xtask bench sums [--check]          what posts add up to, on the sequences of bench/, written to docs/bench/sums.md
cargo xtask bench peer                    side by side with Presidio and GiNZA, written to docs/bench/peer.md
cargo xtask licences                      licences of all dependencies against the list in deny.toml
cargo xtask fuzz [--seconds N]            hostile input for a bounded time";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["test", rest @ ..] => test::run(rest),
        ["tidy"] => tidy::run(),
        ["generate", rest @ ..] => generate::run(rest),
        ["bench", rest @ ..] => bench::run(rest),
        ["licences"] => licences::run(),
        ["fuzz", rest @ ..] => fuzz::run(rest),
        _ => Err(format!("usage:\n{USAGE}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}
