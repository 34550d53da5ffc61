//! Real drafts and line folders of this repository, to begin from.

use std::path::{Path, PathBuf};

use crate::{CELLS, PATHS};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn folders() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join("bench")).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries.map(|e| e.path()).filter(|p| p.join("line").is_dir()).collect();
    folders.sort();
    folders
}

/// The texts of the drafts that may be looked at; those held back stay unread.
pub fn check() -> Vec<Vec<u8>> {
    let mut drafts = Vec::new();
    for folder in folders() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if !name.ends_with(".jsonl") || name.contains("held") {
                continue;
            }
            let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
            let rows = text.lines().filter_map(|l| serde_json::from_str::<serde_json::Value>(l).ok());
            drafts.extend(rows.filter_map(|r| Some(r.get("text")?.as_str()?.as_bytes().to_vec())));
        }
    }
    drafts.sort();
    drafts
}

/// The same texts: what is checked is folded first.
pub fn folding() -> Vec<Vec<u8>> {
    check()
}

/// Files of line folders, each behind the byte that says which file it is.
pub fn tables() -> Vec<Vec<u8>> {
    let mut inputs = Vec::new();
    let mut add = |first: usize, flag: u8, content: &[u8]| {
        let mut input = vec![u8::try_from(first).unwrap_or(0) | flag];
        input.extend_from_slice(content);
        inputs.push(input);
    };
    let mut lines: Vec<PathBuf> = folders().into_iter().map(|f| f.join("line")).collect();
    lines.push(root().join("examples/minato"));
    for line in lines {
        for (n, path) in PATHS.iter().enumerate() {
            // A workbook begins from the cells of the table with the same name.
            let (path, flag) = match path.strip_suffix(".xlsx") {
                Some(stem) => (format!("{stem}.csv"), CELLS),
                None => ((*path).to_owned(), 0),
            };
            if let Ok(content) = std::fs::read(line.join(path)) {
                // Large lists teach nothing that their first rows do not.
                add(n, flag, content.get(..3000).unwrap_or(&content));
            }
        }
        let rules = std::fs::read_dir(line.join("rules")).into_iter().flatten().flatten();
        for content in rules.filter_map(|e| std::fs::read(e.path()).ok()) {
            add(7, 0, &content);
        }
    }
    add(
        7,
        0,
        "[[rule]]\nid = \"location.room\"\ncategory = \"location\"\nmatch = [\"開かずの間 <6 ⟦{#any}⟧\"]\npattern = [\"開か[ずぬ].{0,8}間\"]\nflags = [\"⟦開かずの間⟧\"]\n".as_bytes(),
    );
    inputs
}
