//! Asks every regular expression of the built-in rules, once and for all, what it cannot do without
//! (see `src/rule/gate.rs`), and fails the build when one cannot be read.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

#[path = "src/rule/hir.rs"]
mod hir;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=builtin/rules");
    println!("cargo::rerun-if-changed=src/rule/hir.rs");
    let mut all: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    println!("cargo::rerun-if-changed=builtin/tone");
    for file in std::fs::read_dir("builtin/rules")?.chain(std::fs::read_dir("builtin/tone")?) {
        let path = file?.path();
        let text = std::fs::read_to_string(&path)?;
        let table: toml::Table = toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
        let rules = table.get("rule").and_then(toml::Value::as_array).into_iter().flatten();
        for regex in
            rules.flat_map(|r| r.get("pattern").and_then(toml::Value::as_array).into_iter().flatten())
        {
            let Some(regex) = regex.as_str() else { continue };
            let parsed =
                regex_syntax::Parser::new().parse(regex).map_err(|e| format!("{}: {e}", path.display()))?;
            all.insert(regex.to_owned(), hir::gates(&parsed));
        }
    }
    let mut out = String::from("const SHIPPED: &[(&str, &[&[&str]])] = &[\n");
    for (regex, gates) in &all {
        let gates: Vec<String> = gates.iter().map(|g| format!("&{g:?}")).collect();
        writeln!(out, "    ({regex:?}, &[{}]),", gates.join(", "))?;
    }
    out.push_str("];\n");
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("gates.rs"), out)?;
    Ok(())
}
