//! `cargo run --release --manifest-path fuzz/Cargo.toml --bin folding -- --seconds 20`

fn main() -> std::process::ExitCode {
    senbiki_fuzz::run::main("folding", &senbiki_fuzz::corpus::folding(), senbiki_fuzz::folding)
}
