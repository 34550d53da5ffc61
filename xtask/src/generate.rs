//! Documents that are written by programs from what is in the code, and the screens of the READMEs.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::repo::{self, Done};

/// Runs `generate [--check]`.
pub fn run(words: &[&str]) -> Done {
    let check = match words {
        [] => false,
        ["--check"] => true,
        _ => return Err("generate [--check]".to_owned()),
    };
    let program = repo::senbiki()?;
    let pages = [
        ("docs/cli.md", cli(&program)?),
        ("docs/rules.md", rules(&program)?),
        ("docs/classes.md", classes()?),
        ("docs/topics.md", topics(&program)?),
        ("README.md", screen(&program, "README.md", "en")?),
        ("README.ja.md", screen(&program, "README.ja.md", "ja")?),
    ];
    let mut stale = Vec::new();
    for (path, text) in pages {
        if !check {
            repo::write(path, &text)?;
        } else if repo::read(path).unwrap_or_default() != text {
            stale.push(path);
        }
    }
    if stale.is_empty() {
        Ok(())
    } else {
        Err(format!("{} is not up to date; run: cargo xtask generate", stale.join(" and ")))
    }
}

fn say(program: &Path, words: &[&str]) -> Done<String> {
    let mut command = Command::new(program);
    command.args(words).current_dir(repo::root()).env_remove("SENBIKI_LINE").env("COLUMNS", "100");
    Ok(String::from_utf8_lossy(&repo::output(&mut command, &[0])?).into_owned())
}

/// The page with its first block showing what the command says now.
fn screen(program: &Path, page: &str, lang: &str) -> Done<String> {
    let draft = format!("examples/drafts/reword.{lang}.txt");
    let words = ["check", "--lang", lang, "--line", "examples/minato", "--as-of", "2026-11-22", &draft];
    let mut command = Command::new(program);
    command.args(words).current_dir(repo::root());
    let shown = String::from_utf8_lossy(&repo::output(&mut command, &[0, 1])?).trim_end().to_owned();
    let text = repo::read(page)?;
    let (before, rest) =
        text.split_once("```text\n").ok_or_else(|| format!("{page} has no block for the screen"))?;
    let (_, after) =
        rest.split_once("\n```").ok_or_else(|| format!("{page}: the block for the screen does not end"))?;
    Ok(format!("{before}```text\n{shown}\n```{after}"))
}

/// The word classes that rules may use, each with some of its words.
fn classes() -> Done<String> {
    let dir = repo::root().join("crates/senbiki-line/builtin/words");
    let mut files: Vec<_> = std::fs::read_dir(&dir)
        .map_err(|e| format!("{}: {e}", dir.display()))?
        .filter_map(|f| Some(f.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    files.sort();
    let mut known: std::collections::BTreeMap<String, Vec<String>> = std::collections::BTreeMap::new();
    for file in files {
        let text = repo::read(&format!("crates/senbiki-line/builtin/words/{file}"))?;
        let mut class = String::new();
        for line in text.lines().map(str::trim).filter(|l| !l.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                class = name.to_owned();
                known.entry(class.clone()).or_default();
            } else {
                let words =
                    line.split_whitespace().filter(|w| !w.starts_with('!')).map(|w| w.replace('_', " "));
                known.entry(class.clone()).or_default().extend(words);
            }
        }
    }
    let mut page = String::from(
        "<!-- Written by `cargo xtask generate`. -->\n# Word classes\n\nThe classes that ship, for rules of your own: `{class}`. The language is in `docs/line-schema.md`.\n\n| class | words | among them |\n| --- | ---: | --- |\n",
    );
    for (class, words) in known.iter().filter(|(c, _)| !c.is_empty()) {
        let some: Vec<String> = words.iter().take(8).map(|w| w.replace('|', "\\|")).collect();
        let _ = writeln!(page, "| `{class}` | {} | {} |", words.len(), some.join("、"));
    }
    Ok(page)
}

/// The help of every command in both languages.
fn cli(program: &Path) -> Done<String> {
    let mut page = String::from("<!-- Written by `cargo xtask generate`. -->\n# The command\n");
    let commands: [&[&str]; 12] = [
        &[],
        &["check"],
        &["line"],
        &["line", "init"],
        &["line", "check"],
        &["line", "test"],
        &["line", "explain"],
        &["line", "diff"],
        &["line", "due"],
        &["line", "rules"],
        &["completions"],
        &["ideas"],
    ];
    for (lang, title) in [("en", "English"), ("ja", "日本語")] {
        let _ = write!(page, "\n## {title}\n");
        for command in commands {
            let mut words = command.to_vec();
            words.extend(["--lang", lang, "--help"]);
            let help = say(program, &words)?;
            let name = ["senbiki"].iter().chain(command).copied().collect::<Vec<_>>().join(" ");
            let help = help.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
            let _ = write!(page, "\n### {name}\n\n```text\n{}\n```\n", help.trim_end());
        }
    }
    Ok(page)
}

/// The welcome topics that ship, with all their prompts.
fn topics(program: &Path) -> Done<String> {
    let rows = |words: &[&str]| -> Done<Vec<Value>> {
        let mut all = vec!["ideas", "--format", "json"];
        all.extend(words);
        let told = say(program, &all)?;
        told.lines().map(|l| serde_json::from_str(l).map_err(|e| format!("ideas: {e}"))).collect()
    };
    let mut page = String::from(
        "<!-- Written by `cargo xtask generate`. -->\n# Welcome topics\n\nWhat a manufacturer may gladly talk about. `senbiki ideas` chooses from these; a line's `topics/*.toml` add to them or switch them off (`docs/line-schema.md`).\n",
    );
    let listed = rows(&["--list", "--lang", "en"])?;
    let japanese = rows(&["--list", "--lang", "ja"])?;
    for (en, ja) in listed.iter().zip(&japanese) {
        let of = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let id = of(en, "id");
        let _ = write!(
            page,
            "\n## {id}\n\n{} / {}\n\nWhom it helps: {} / {}\n",
            of(en, "title"),
            of(ja, "title"),
            of(en, "helps"),
            of(ja, "helps")
        );
        let all = ["--topic", &id, "--count", "500", "--lang"];
        let (prompts, prompts_ja) =
            (rows(&[&all[..], &["en"]].concat())?, rows(&[&all[..], &["ja"]].concat())?);
        for (key, label) in
            [("prompt", "Prompts"), ("opening", "To begin with"), ("question", "For the lesson")]
        {
            let _ = write!(page, "\n{label}:\n\n");
            let mut said: Vec<String> = Vec::new();
            for (en, ja) in prompts.iter().zip(&prompts_ja) {
                let text = format!("{} / {}", of(en, key), of(ja, key));
                if text.len() > 3 && !said.contains(&text) {
                    let job = if key == "prompt" { format!("({}) ", of(en, "job")) } else { String::new() };
                    let _ = writeln!(page, "- {job}{text}");
                    said.push(text);
                }
            }
        }
        if let (Some(en), Some(ja)) = (prompts.first(), prompts_ja.first()) {
            let _ = write!(page, "\nMind:\n\n");
            let none = Vec::new();
            let list = |row: &'_ Value| row["watch"].as_array().unwrap_or(&none).clone();
            for (en, ja) in list(en).iter().zip(&list(ja)) {
                let _ = writeln!(page, "- {}: {} / {}", of(en, "category"), of(en, "text"), of(ja, "text"));
            }
        }
    }
    Ok(page)
}

/// The catalogue of the rules that ship with the product.
fn rules(program: &Path) -> Done<String> {
    let listed = say(program, &["line", "rules", "--format", "json", "--line", "examples/minato"])?;
    let mut rules: Vec<Value> = Vec::new();
    for line in listed.lines() {
        rules.push(serde_json::from_str(line).map_err(|e| format!("line rules: {e}"))?);
    }
    rules.retain(|r| r["builtin"] == true);
    rules.sort_by_key(|r| (r["category"].as_str().map(str::to_owned), r["id"].as_str().map(str::to_owned)));
    let mut page = format!(
        "<!-- Written by `cargo xtask generate`. -->\n# Built-in rules\n\n\
         {} rules ship with the product. A line's own `rules/*.toml` add to them or switch some of them off. \
         `⟦…⟧` marks what an example must find.\n",
        rules.len()
    );
    let mut category = String::new();
    for rule in &rules {
        let of = |key: &str| rule[key].as_str().unwrap_or_default().to_owned();
        if category != of("category") {
            category = of("category");
            let _ = write!(page, "\n## {category}\n");
        }
        let _ = write!(page, "\n### {}\n", of("id"));
        for (key, label) in [("sees", "Sees"), ("why", "Why"), ("advice", "Instead")] {
            let (ja, en) =
                (rule[key]["ja"].as_str().unwrap_or_default(), rule[key]["en"].as_str().unwrap_or_default());
            if !ja.is_empty() || !en.is_empty() {
                let _ = write!(page, "\n{label}: {en} / {ja}\n");
            }
        }
        for (key, label) in [("flags", "Finds"), ("passes", "Leaves alone")] {
            let empty = Vec::new();
            let examples = rule[key].as_array().unwrap_or(&empty);
            if !examples.is_empty() {
                let _ = write!(page, "\n{label}:\n\n");
                for example in examples {
                    let _ = writeln!(page, "- {}", example.as_str().unwrap_or_default().replace('\n', " ⏎ "));
                }
            }
        }
    }
    Ok(page)
}
