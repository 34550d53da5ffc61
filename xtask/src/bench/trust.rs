//! Leaks and over-caution, counted on drafts with known answers.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::score::{Answer, Figures, Gold, Share, score};
use crate::repo::{self, Done};

const PAGE: &str = "docs/bench/trust.md";
pub const FLOORS: &str = "bench/floors.toml";

/// What `bench/floors.toml` says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floors {
    /// The day for which the drafts are judged, so that embargoes do not move the figures.
    pub as_of: String,
    /// By name of the set.
    #[serde(default)]
    pub set: std::collections::BTreeMap<String, Floor>,
    /// Of the sum of posts, by half.
    #[serde(default)]
    pub sums: std::collections::BTreeMap<String, super::sums::Floor>,
}

/// The least that must hold on one set. Counts are of drafts or traps; the others per cent.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Floor {
    leak_most: Option<usize>,
    over_caution_most: Option<usize>,
    traps_most: Option<usize>,
    recall_least: Option<f64>,
    category_least: Option<f64>,
    precision_least: Option<f64>,
    pub reframes_clean_least: Option<f64>,
    pub reframes_kept_least: Option<f64>,
}

/// One set of drafts.
pub struct Set {
    /// `minato/dev`.
    pub name: String,
    pub line: PathBuf,
    pub drafts: PathBuf,
    /// Nobody looks at these drafts while the rules are written; only the counts are shown.
    pub held: bool,
}

/// Runs `bench trust`.
pub fn run(words: &[&str]) -> Done {
    let (mut check, mut show, mut program) = (false, None, None);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match *word {
            "--check" => check = true,
            "--show" => {
                show = Some(*words.next().ok_or("--show needs the name of a set, such as minato/dev")?)
            }
            "--bin" => program = Some(PathBuf::from(words.next().ok_or("--bin needs a path")?)),
            other => return Err(format!("bench trust does not know {other}")),
        }
    }
    let program = program.map_or_else(repo::senbiki, Ok)?;
    let floors = floors()?;
    let sets = sets()?;
    if let Some(name) = show {
        let set = sets.iter().find(|s| s.name == name).ok_or_else(|| format!("there is no set {name}"))?;
        if set.held {
            return Err(format!("{name} is held back: what is tuned to its sentences would prove nothing"));
        }
        let figures = measure(&program, set, &floors.as_of, &mut |line| println!("{line}"))?;
        print!("{}", short(name, &figures));
        return Ok(());
    }
    let mut page = intro(&floors.as_of);
    let mut broken = Vec::new();
    for set in &sets {
        let figures = measure(&program, set, &floors.as_of, &mut |_| {})?;
        print!("{}", short(&set.name, &figures));
        section(&mut page, set, &figures);
        broken.extend(below(&set.name, &figures, floors.set.get(&set.name)));
    }
    articles(&program, &floors.as_of, &mut page, &mut broken)?;
    if check {
        if !broken.is_empty() {
            return Err(format!("figures below their floor ({FLOORS}):\n  {}", broken.join("\n  ")));
        }
        if repo::read(PAGE).unwrap_or_default() != page {
            return Err(format!("{PAGE} does not show these figures; run: cargo xtask bench trust"));
        }
        return Ok(());
    }
    for line in &broken {
        println!("below its floor: {line}");
    }
    repo::write(PAGE, &page)
}

/// The least that must hold.
pub fn floors() -> Done<Floors> {
    toml::from_str(&repo::read(FLOORS)?).map_err(|e| format!("{FLOORS}: {e}"))
}

/// Every file of drafts beside a line folder. Files of rewordings, comments and sequences of posts
/// are other questions.
pub fn sets() -> Done<Vec<Set>> {
    let listed = |folder: &Path| -> Done<Vec<PathBuf>> {
        let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", repo::relative(folder)))?;
        let mut paths: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
        paths.sort();
        Ok(paths)
    };
    let mut sets = Vec::new();
    for folder in listed(&repo::root().join("bench"))?.into_iter().filter(|f| f.join("line").is_dir()) {
        let company = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if company == "sequences" {
            continue;
        }
        for drafts in listed(&folder)? {
            let half = drafts.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let is_drafts = drafts.extension().is_some_and(|e| e == "jsonl")
                && !half.starts_with("reframes")
                && !half.starts_with("comments")
                && company != "sequences";
            if is_drafts {
                sets.push(Set {
                    name: format!("{company}/{half}"),
                    line: folder.join("line"),
                    drafts,
                    held: half == "held",
                });
            }
        }
    }
    Ok(sets)
}

pub fn json_lines<T: DeserializeOwned>(bytes: &[u8], name: &str) -> Done<Vec<T>> {
    bytes
        .split(|b| *b == b'\n')
        .enumerate()
        .filter(|(_, line)| !line.trim_ascii().is_empty())
        .map(|(i, line)| serde_json::from_slice(line).map_err(|e| format!("{name}:{}: {e}", i + 1)))
        .collect()
}

fn measure(program: &Path, set: &Set, as_of: &str, tell: &mut dyn FnMut(String)) -> Done<Figures> {
    let name = repo::relative(&set.drafts);
    let gold: Vec<Gold> =
        json_lines(&std::fs::read(&set.drafts).map_err(|e| format!("{name}: {e}"))?, &name)?;
    let mut command = Command::new(program);
    command.args(["check", "--format", "jsonl", "--as-of", as_of, "--line"]).arg(&set.line).arg(&set.drafts);
    let answers: Vec<Answer> = json_lines(&repo::output(&mut command, &[0, 1, 3])?, "answers")?;
    Ok(score(&gold, &answers, tell))
}

/// Long harmless texts of the trade: they talk about secrets without giving any away.
fn articles(program: &Path, as_of: &str, page: &mut String, broken: &mut Vec<String>) -> Done {
    let folder = repo::root().join("bench/harmless");
    let mut texts: Vec<PathBuf> = match std::fs::read_dir(folder.join("articles")) {
        Ok(entries) => entries.filter_map(|e| e.ok().map(|e| e.path())).filter(|p| p.is_file()).collect(),
        Err(_) => return Ok(()),
    };
    texts.sort();
    if texts.is_empty() {
        return Ok(());
    }
    page.push_str("\n## harmless/articles\n\nLong texts about the trade that give nothing away. Each must come out `ok`.\n\n| text | characters | answer | findings |\n| --- | ---: | --- | ---: |\n");
    for text in texts {
        let name = repo::relative(&text);
        let mut command = Command::new(program);
        command
            .args(["check", "--format", "jsonl", "--as-of", as_of, "--line"])
            .arg(folder.join("line"))
            .arg(&text);
        let answers: Vec<Answer> = json_lines(&repo::output(&mut command, &[0, 1, 3])?, "answers")?;
        let characters = std::fs::read_to_string(&text).map_err(|e| format!("{name}: {e}"))?.chars().count();
        for answer in &answers {
            let _ = writeln!(
                page,
                "| `{name}` | {characters} | {} | {} |",
                answer.verdict,
                answer.findings.len()
            );
            println!("{name:<46} {}", answer.verdict);
            if answer.verdict != "ok" {
                broken.push(format!("{name} came out {}", answer.verdict));
            }
        }
    }
    Ok(())
}

fn intro(as_of: &str) -> String {
    format!(
        "<!-- Written by `cargo xtask bench trust`. -->\n# Trust\n\n\
         How often the check lets a protected fact out (leak), and how often it stops a harmless draft (over-caution). Both count the same.\n\n\
         Each set is a fictional company with its line folder. `dev` drafts were looked at while the rules were written; `held` drafts were only scored, \
         so believe those. Judged as of {as_of}. `bench/score.py` counts the same from the output of `senbiki check --format jsonl`.\n"
    )
}

fn short(name: &str, f: &Figures) -> String {
    let mut text = format!("{name}\n");
    for (what, share) in rows(f) {
        let _ = writeln!(text, "  {what:<34} {share}");
    }
    if f.unanswered > 0 {
        let _ = writeln!(text, "  {} drafts without an answer", f.unanswered);
    }
    text
}

fn rows(f: &Figures) -> [(&'static str, Share); 7] {
    [
        ("leak", f.leak),
        ("over-caution", f.over_caution),
        ("same verdict", f.same_verdict),
        ("protected spans found", f.recall),
        ("found with the right category", f.category),
        ("findings that are right", f.precision),
        ("harmless surfaces touched (traps)", f.traps),
    ]
}

fn section(page: &mut String, set: &Set, f: &Figures) {
    let note =
        if set.held { "Only scored, never looked at." } else { "Looked at while the rules were written." };
    let _ = write!(
        page,
        "\n## {}\n\n{} drafts. {note}\n\n| figure | count |\n| --- | ---: |\n",
        set.name, f.drafts
    );
    for (what, share) in rows(f) {
        let _ = writeln!(page, "| {what} | {share} |");
    }
    for (what, by_lang) in [("leak", &f.leak_by_lang), ("over-caution", &f.over_caution_by_lang)] {
        for (lang, share) in by_lang.iter().filter(|(lang, _)| !lang.is_empty()) {
            let _ = writeln!(page, "| {what}, {lang} | {share} |");
        }
    }
    if f.unanswered > 0 {
        let _ = writeln!(page, "| without an answer | {} |", f.unanswered);
    }
    page.push_str("\n| class | spans found |\n| --- | ---: |\n");
    for (category, share) in &f.by_category {
        let _ = writeln!(page, "| {category} | {share} |");
    }
    if let Some((category, share)) = weakest(f) {
        let _ = write!(page, "\nWeakest class: **{category}**, {share} found.\n");
    }
}

/// The class with the smallest share found; classes with fewer than three spans say too little.
fn weakest(f: &Figures) -> Option<(&str, Share)> {
    f.by_category
        .iter()
        .filter(|(_, share)| share.whole >= 3 && share.part < share.whole)
        .min_by(|a, b| (a.1.part * b.1.whole).cmp(&(b.1.part * a.1.whole)))
        .map(|(category, share)| (category.as_str(), *share))
}

fn below(name: &str, f: &Figures, floor: Option<&Floor>) -> Vec<String> {
    let floor = floor.cloned().unwrap_or_default();
    let mut broken = Vec::new();
    if f.unanswered > 0 {
        broken.push(format!("{name}: {} drafts without an answer", f.unanswered));
    }
    for (what, share, most) in [
        ("leak", f.leak, floor.leak_most),
        ("over-caution", f.over_caution, floor.over_caution_most),
        ("traps", f.traps, floor.traps_most),
    ] {
        if most.is_some_and(|most| share.part > most) {
            broken.push(format!("{name}: {what} {share}, at most {}", most.unwrap_or_default()));
        }
    }
    for (what, share, least) in [
        ("spans found", f.recall, floor.recall_least),
        ("right category", f.category, floor.category_least),
        ("right findings", f.precision, floor.precision_least),
    ] {
        if let (Some(least), Some(percent)) = (least, share.percent())
            && percent < least
        {
            broken.push(format!("{name}: {what} {share}, at least {least} %"));
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_on_its_floor_holds_and_one_below_does_not() {
        let mut f = Figures {
            leak: Share { part: 2, whole: 76 },
            recall: Share { part: 95, whole: 100 },
            ..Figures::default()
        };
        let floor = Floor { leak_most: Some(2), recall_least: Some(95.0), ..Floor::default() };
        assert!(below("a/dev", &f, Some(&floor)).is_empty());
        f.leak.part = 3;
        f.recall.part = 94;
        assert_eq!(below("a/dev", &f, Some(&floor)).len(), 2);
    }
}
