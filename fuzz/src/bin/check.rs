//! `cargo run --release --manifest-path fuzz/Cargo.toml --bin check -- --seconds 20`

fn main() -> std::process::ExitCode {
    senbiki_fuzz::run::main("check", &senbiki_fuzz::corpus::check(), senbiki_fuzz::check)
}
