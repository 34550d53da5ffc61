//! `cargo run --release --manifest-path fuzz/Cargo.toml --bin tables -- --seconds 20`

fn main() -> std::process::ExitCode {
    senbiki_fuzz::run::main("tables", &senbiki_fuzz::corpus::tables(), senbiki_fuzz::tables)
}
