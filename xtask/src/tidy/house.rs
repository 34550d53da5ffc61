//! Crates, and which may use which: the table in ARCHITECTURE.md against `cargo metadata`.

use std::collections::{BTreeMap, BTreeSet};

use crate::repo::{self, Done};

const MAP: &str = "ARCHITECTURE.md";
const BEGIN: &str = "<!-- arrows -->";
const END: &str = "<!-- /arrows -->";

/// Compares the table with what is.
pub fn check(breaches: &mut Vec<String>) -> Done {
    let allowed = table(&repo::read(MAP)?)?;
    let actual = actual()?;
    for (name, uses) in &actual {
        let Some(may) = allowed.get(name) else {
            breaches.push(format!("{MAP}: the table of arrows has no row for {name}"));
            continue;
        };
        for used in uses.difference(may) {
            breaches.push(format!("{name} uses {used}; the table in {MAP} does not allow it"));
        }
        for unused in may.difference(uses) {
            breaches.push(format!("{MAP}: {name} does not use {unused}; take the arrow out"));
        }
    }
    for name in allowed.keys().filter(|name| !actual.contains_key(*name)) {
        breaches.push(format!("{MAP}: there is no crate {name}; what is planned stands outside the table"));
    }
    Ok(())
}

/// The table between the two marks: `| crate | uses | what it is |`.
fn table(text: &str) -> Done<BTreeMap<String, BTreeSet<String>>> {
    let (_, rest) = text.split_once(BEGIN).ok_or_else(|| format!("{MAP}: no {BEGIN}"))?;
    let (table, _) = rest.split_once(END).ok_or_else(|| format!("{MAP}: no {END}"))?;
    let mut rows = BTreeMap::new();
    for line in table.lines().map(str::trim).filter(|l| l.starts_with('|')).skip(2) {
        let cells: Vec<Vec<String>> = line.trim_matches('|').split('|').map(ticked).collect();
        let name = cells.first().and_then(|c| c.first());
        let name = name.ok_or_else(|| format!("{MAP}: a row without a crate: {line}"))?;
        let uses = cells.get(1).map(|c| c.iter().cloned().collect()).unwrap_or_default();
        rows.insert(name.clone(), uses);
    }
    Ok(rows)
}

fn ticked(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// What each crate of the workspace uses of the others, without what only its tests use.
fn actual() -> Done<BTreeMap<String, BTreeSet<String>>> {
    let metadata = repo::metadata(false)?;
    let empty = Vec::new();
    let packages = metadata["packages"].as_array().unwrap_or(&empty);
    let names: BTreeSet<&str> = packages.iter().filter_map(|p| p["name"].as_str()).collect();
    let mut all = BTreeMap::new();
    for package in packages {
        let Some(name) = package["name"].as_str() else { continue };
        let uses = package["dependencies"].as_array().unwrap_or(&empty).iter();
        let uses = uses.filter(|d| d["kind"].is_null()).filter_map(|d| d["name"].as_str());
        let uses = uses.filter(|d| names.contains(d)).map(str::to_owned).collect();
        all.insert(name.to_owned(), uses);
        let folder = package["manifest_path"].as_str().unwrap_or_default();
        let expected = format!("{name}/Cargo.toml");
        if !folder.replace('\\', "/").ends_with(&expected) {
            return Err(format!("the folder of {name} is not called {name}"));
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_by_its_backticks() {
        let text = "x\n<!-- arrows -->\n| crate | uses | what |\n| --- | --- | --- |\n| `a` | `b`, `c` | `zz` |\n| `b` | nothing | y |\n<!-- /arrows -->\n| `no` | |";
        let rows = table(text).expect("the table is whole");
        assert_eq!(rows.len(), 2);
        assert_eq!(rows["a"], BTreeSet::from(["b".to_owned(), "c".to_owned()]));
        assert!(rows["b"].is_empty());
    }
}
