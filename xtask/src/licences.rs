//! Licences of everything we build with, against the list in `deny.toml`.
//!
//! `cargo deny` asks the same and more; this is the part that needs no other tool.

use std::collections::BTreeMap;

use crate::repo::{self, Done};

/// Checks every dependency, also those for tests and building.
pub fn run() -> Done {
    let rules: toml::Table =
        toml::from_str(&repo::read("deny.toml")?).map_err(|e| format!("deny.toml: {e}"))?;
    let allowed: Vec<String> = rules
        .get("licenses")
        .and_then(|l| l.get("allow"))
        .and_then(toml::Value::as_array)
        .map(|list| list.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect())
        .unwrap_or_default();
    if allowed.is_empty() {
        return Err("deny.toml allows no licence at all".to_owned());
    }
    let metadata = repo::metadata(true)?;
    let empty = Vec::new();
    let mut refused = Vec::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for package in metadata["packages"].as_array().unwrap_or(&empty) {
        let name = package["name"].as_str().unwrap_or("?");
        let licence = package["license"].as_str().unwrap_or("");
        if !holds(licence, &allowed) {
            refused
                .push(format!("{name}: {}", if licence.is_empty() { "no licence named" } else { licence }));
        }
        *counts.entry(licence.to_owned()).or_default() += 1;
    }
    if refused.is_empty() {
        println!(
            "licences: {} packages, all of them under licences of deny.toml",
            counts.values().sum::<usize>()
        );
        Ok(())
    } else {
        Err(format!("licences that deny.toml does not allow:\n  {}", refused.join("\n  ")))
    }
}

/// Whether an SPDX expression can be met by the allowed licences: OR needs one side, AND both.
fn holds(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let value = either(&tokens, &mut at, allowed);
    value && at == tokens.len()
}

fn either(tokens: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut value = both(tokens, at, allowed);
    while tokens.get(*at) == Some(&"OR") {
        *at += 1;
        value |= both(tokens, at, allowed);
    }
    value
}

fn both(tokens: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut value = one(tokens, at, allowed);
    while tokens.get(*at) == Some(&"AND") {
        *at += 1;
        value &= one(tokens, at, allowed);
    }
    value
}

fn one(tokens: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    match tokens.get(*at) {
        Some(&"(") => {
            *at += 1;
            let value = either(tokens, at, allowed);
            *at += 1;
            value
        }
        Some(name) => {
            *at += 1;
            let mut name = (*name).to_owned();
            if tokens.get(*at) == Some(&"WITH") {
                name = format!("{name} WITH {}", tokens.get(*at + 1).unwrap_or(&""));
                *at += 2;
            }
            allowed.contains(&name)
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn expressions_are_met_or_not() {
        let allowed: Vec<String> =
            ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "Unicode-3.0"].map(String::from).into();
        for yes in [
            "MIT",
            "MIT OR GPL-3.0",
            "MIT/Apache-2.0",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR X",
        ] {
            assert!(holds(yes, &allowed), "{yes}");
        }
        for no in
            ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Apache-2.0) AND GPL-2.0", "Apache-2.0 WITH Other"]
        {
            assert!(!holds(no, &allowed), "{no}");
        }
    }
}
