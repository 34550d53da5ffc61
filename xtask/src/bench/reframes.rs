//! Rewordings, counted on drafts for which people said what must be gone and what must stay, and
//! read once by a person who said whether they would post them unchanged.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization as _;

use super::score::{Gold, Share};
use super::trust::{FLOORS, Floor, Set, floors, json_lines, sets};
use crate::repo::{self, Done};

const PAGE: &str = "docs/bench/reframes.md";

/// What people asked of the rewording of one draft.
#[derive(Debug, Deserialize)]
struct Wanted {
    id: String,
    must_not_contain: Vec<String>,
    must_keep: Vec<String>,
}

/// One answer of the command.
#[derive(Debug, Deserialize)]
struct Answer {
    id: String,
    verdict: String,
    #[serde(default)]
    reframed: Option<String>,
}

/// What a reader thought of one rewording.
#[derive(Debug, Deserialize)]
struct Read {
    id: String,
    /// The rewording that was read; another one has not been read.
    text: String,
    /// Whether they would post it unchanged.
    post: bool,
}

/// The figures of one set.
#[derive(Debug, Default)]
struct Figures {
    given: Share,
    clean: Share,
    kept: Share,
    /// Of those that were read as they are now: would be posted unchanged.
    post: Share,
    /// Given, and not read as they are now.
    unread: usize,
    by_category: BTreeMap<String, Share>,
    not_seen: usize,
}

/// Runs `bench reframes`.
pub fn run(words: &[&str]) -> Done {
    let (mut check, mut show) = (false, None);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match *word {
            "--check" => check = true,
            "--show" => {
                show = Some(*words.next().ok_or("--show needs the name of a set, such as minato/dev")?)
            }
            other => return Err(format!("bench reframes does not know {other}")),
        }
    }
    let program = repo::senbiki()?;
    let floors = floors()?;
    let mut page = intro(&floors.as_of);
    let mut broken = Vec::new();
    for set in sets()?.iter().filter(|s| show.is_none_or(|name| s.name == name)) {
        let Some(wanted) = beside(set, "reframes")? else { continue };
        if show.is_some() && set.held {
            return Err(format!(
                "{} is held back: what is tuned to its sentences would prove nothing",
                set.name
            ));
        }
        let figures = measure(&program, set, &floors.as_of, &wanted, show.is_some())?;
        print!("{}", short(&set.name, &figures));
        section(&mut page, set, &figures);
        broken.extend(below(&set.name, &figures, floors.set.get(&set.name)));
    }
    if show.is_some() {
        return Ok(());
    }
    if check {
        if !broken.is_empty() {
            return Err(format!("rewordings below their floor ({FLOORS}):\n  {}", broken.join("\n  ")));
        }
        if repo::read(PAGE).unwrap_or_default() != page {
            return Err(format!("{PAGE} does not show these figures; run: cargo xtask bench reframes"));
        }
        return Ok(());
    }
    for line in &broken {
        println!("below its floor: {line}");
    }
    repo::write(PAGE, &page)
}

/// The rows of the file of this name beside a set's drafts, when there is one.
fn beside<T: serde::de::DeserializeOwned>(set: &Set, what: &str) -> Done<Option<Vec<T>>> {
    let half = set.drafts.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let path = set.drafts.with_file_name(format!("{what}.{half}"));
    if !path.is_file() {
        return Ok(None);
    }
    let name = repo::relative(&path);
    json_lines(&std::fs::read(&path).map_err(|e| format!("{name}: {e}"))?, &name).map(Some)
}

fn measure(program: &Path, set: &Set, as_of: &str, wanted: &[Wanted], show: bool) -> Done<Figures> {
    let name = repo::relative(&set.drafts);
    let gold: Vec<Gold> =
        json_lines(&std::fs::read(&set.drafts).map_err(|e| format!("{name}: {e}"))?, &name)?;
    let gold: HashMap<&str, &Gold> = gold.iter().map(|g| (g.id.as_str(), g)).collect();
    let mut command = Command::new(program);
    command
        .args(["check", "--reframe", "--format", "jsonl", "--as-of", as_of, "--line"])
        .arg(&set.line)
        .arg(&set.drafts);
    let answers: Vec<Answer> = json_lines(&repo::output(&mut command, &[0, 1, 3])?, "answers")?;
    let answers: HashMap<&str, &Answer> = answers.iter().map(|a| (a.id.as_str(), a)).collect();
    let read: Vec<Read> = beside(set, "reframes.read")?.unwrap_or_default();
    let read: HashMap<&str, &Read> = read.iter().map(|r| (r.id.as_str(), r)).collect();
    let mut f = Figures::default();
    for w in wanted {
        let answer = answers.get(w.id.as_str());
        let text = answer.and_then(|a| a.reframed.as_deref());
        let clean = text.is_some_and(|t| w.must_not_contain.iter().all(|p| !folded(t).contains(&folded(p))));
        let kept = clean && text.is_some_and(|t| w.must_keep.iter().all(|p| folded(t).contains(&folded(p))));
        f.given.add(text.is_some());
        f.clean.add(clean);
        f.kept.add(kept);
        f.not_seen += usize::from(answer.is_some_and(|a| a.verdict == "ok"));
        if let Some(text) = text {
            match read.get(w.id.as_str()).filter(|r| r.text == text) {
                Some(r) => f.post.add(r.post),
                None => f.unread += 1,
            }
        }
        let mut categories: Vec<&str> =
            gold.get(w.id.as_str()).iter().flat_map(|g| &g.spans).map(|s| s.category.as_str()).collect();
        categories.sort_unstable();
        categories.dedup();
        for category in categories {
            f.by_category.entry(category.to_owned()).or_default().add(kept);
        }
        if show && !kept {
            let what = if text.is_none() {
                "none"
            } else if clean {
                "value lost"
            } else {
                "not clean"
            };
            println!("{what:<10} {} | {} | {:?}", w.id, text.unwrap_or_default(), w.must_keep);
        }
    }
    Ok(f)
}

/// As `bench/score.py` compares: without spaces, emoji and invisible characters, width and case.
fn folded(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| !c.is_whitespace() && !is_other_symbol(*c) && !is_format(*c))
        .collect()
}

/// The blocks of emoji and pictographs, and the signs of the same kind below them.
const fn is_other_symbol(c: char) -> bool {
    matches!(c as u32, 0x2100..=0x214F | 0x2190..=0x21FF | 0x2300..=0x27BF | 0x2B00..=0x2BFF | 0x3000..=0x3000 | 0x3200..=0x33FF | 0x1F000..=0x1FAFF)
}

const fn is_format(c: char) -> bool {
    matches!(c as u32, 0xAD | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2064 | 0xFEFF | 0xE0001..=0xE007F)
}

fn rows(f: &Figures) -> [(&'static str, Share); 4] {
    [
        ("a rewording was given", f.given),
        ("clean: nothing protected is left", f.clean),
        ("clean, and what was worth telling is kept", f.kept),
        ("read by a person, who would post it unchanged", f.post),
    ]
}

fn intro(as_of: &str) -> String {
    format!(
        "<!-- Written by `cargo xtask bench reframes`. -->\n# Rewordings\n\n\
         For drafts that are to be reworded, people wrote down what must be gone from the rewording (the protected words and every other name of the same entry) \
         and what must stay (the lesson, the pride, the thanks). Counted is the first rewording that the command gives. A draft that the check calls `ok` by mistake, or for which \
         no rewording holds, counts as not clean.\n\n\
         `dev` drafts were looked at while the rules were written, except where the set's README says otherwise; `held` drafts were only scored. Each rewording was read once as a colleague would read it \
         (`reframes.read.*.jsonl`); those that have changed since are counted apart. Judged as of {as_of}. `bench/score.py` counts the same from the output of \
         `senbiki check --reframe --format jsonl`.\n"
    )
}

fn short(name: &str, f: &Figures) -> String {
    let mut text = format!("{name}\n");
    for (what, share) in rows(f) {
        let _ = writeln!(text, "  {what:<46} {share}");
    }
    if f.unread > 0 {
        let _ = writeln!(text, "  {:<46} {}", "given, and not read as they are now", f.unread);
    }
    text
}

fn section(page: &mut String, set: &Set, f: &Figures) {
    let _ = write!(page, "\n## {}\n\n| figure | count |\n| --- | ---: |\n", set.name);
    for (what, share) in rows(f) {
        let _ = writeln!(page, "| {what} | {share} |");
    }
    if f.unread > 0 {
        let _ = writeln!(page, "| given, and not read as they are now | {} |", f.unread);
    }
    if f.not_seen > 0 {
        let _ = writeln!(page, "| not reworded because the check said `ok` | {} |", f.not_seen);
    }
    let weakest = f
        .by_category
        .iter()
        .filter(|(_, s)| s.whole >= 3 && s.part < s.whole)
        .min_by(|a, b| (a.1.part * b.1.whole).cmp(&(b.1.part * a.1.whole)));
    if let Some((category, share)) = weakest {
        let _ = write!(page, "\nWeakest class: **{category}**, {share} clean and kept.\n");
    }
}

fn below(name: &str, f: &Figures, floor: Option<&Floor>) -> Vec<String> {
    let floor = floor.cloned().unwrap_or_default();
    [("clean", f.clean, floor.reframes_clean_least), ("clean and kept", f.kept, floor.reframes_kept_least)]
        .into_iter()
        .filter_map(|(what, share, least)| {
            let least = least?;
            share
                .percent()
                .filter(|p| *p < least)
                .map(|_| format!("{name}: {what} {share}, at least {least} %"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_as_the_scorer_compares_them() {
        assert_eq!(folded("ＫＸ－４４７１ 👍\n㈱"), folded("kx-4471(株)"));
        assert!(folded("きれいに積めると 気持ちいい！").contains(&folded("積めると気持ち")));
    }

    #[test]
    fn a_floor_is_a_floor() {
        let f = Figures { clean: Share { part: 9, whole: 10 }, ..Figures::default() };
        let floor = |least| Floor { reframes_clean_least: Some(least), ..Floor::default() };
        assert!(below("a/dev", &f, Some(&floor(90.0))).is_empty());
        assert_eq!(below("a/dev", &f, Some(&floor(90.1))).len(), 1);
    }
}
