//! The sum of posts: sequences with known answers, a long harmless history, and how fast a draft is
//! compared with many posts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

use super::trust::json_lines;
use super::{measure, trust};
use crate::repo::{self, Done};

const PAGE: &str = "docs/bench/sums.md";
const FOLDER: &str = "bench/sequences";
/// Drafts that may go out, as one long history over these lines.
const LONG: [(&str, &[&str]); 3] =
    [("bench/sequences/line", &ALL), ("bench/minato/line", &ALL), ("bench/hashibami/line", &ALL)];
const ALL: [&str; 10] = [
    "bench/minato/dev.jsonl",
    "bench/minato/more.jsonl",
    "bench/harmless/ordinary.jsonl",
    "bench/harmless/shopfloor.jsonl",
    "bench/trades/en.jsonl",
    "bench/trades/ja-a.jsonl",
    "bench/trades/ja-b.jsonl",
    "bench/trades/ja-c.jsonl",
    "bench/hashibami/dev.jsonl",
    "bench/isowashi/dev.jsonl",
];

/// The most that may go wrong; in `bench/floors.toml` as `[sums.dev]`.
#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Floor {
    /// Crossings that were not found at the right post or the one before.
    missed_most: Option<usize>,
    /// Harmless sequences that raised an alarm.
    false_most: Option<usize>,
}

#[derive(Debug, Deserialize)]
struct Gold {
    id: String,
    kind: String,
    crosses_at: Option<usize>,
    #[serde(default)]
    entity: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Answer {
    id: String,
    crosses_at: Option<usize>,
    #[serde(default)]
    entity: Option<String>,
}

/// What came of the sequences of one kind.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Counts {
    sequences: usize,
    /// At the right post.
    right: usize,
    /// One post earlier.
    earlier: usize,
    /// At any other post.
    elsewhere: usize,
    missed: usize,
    false_alarms: usize,
    /// Of those found: with the right name.
    named: usize,
}

impl Counts {
    const fn crossings(self) -> usize {
        self.right + self.earlier + self.elsewhere + self.missed
    }
    const fn lost(self) -> usize {
        self.elsewhere + self.missed
    }
    fn add(&mut self, other: Self) {
        self.sequences += other.sequences;
        self.right += other.right;
        self.earlier += other.earlier;
        self.elsewhere += other.elsewhere;
        self.missed += other.missed;
        self.false_alarms += other.false_alarms;
        self.named += other.named;
    }
}

/// Runs `bench sums`.
pub fn run(words: &[&str]) -> Done {
    let (check, speed) = match words {
        [] => (false, true),
        ["--check"] => (true, false),
        _ => return Err("bench sums [--check]".to_owned()),
    };
    if !repo::root().join(FOLDER).join("dev.jsonl").is_file() {
        println!("{FOLDER} is not there; no sequences to score");
        return Ok(());
    }
    let floors = trust::floors()?.sums;
    let mut figures = String::new();
    let mut broken = Vec::new();
    for half in ["dev", "held"] {
        let path = format!("{FOLDER}/{half}.jsonl");
        if !repo::root().join(&path).is_file() {
            continue;
        }
        let gold: Vec<Gold> = json_lines(repo::read(&path)?.as_bytes(), &path)?;
        let answers: Vec<Answer> = json_lines(&replay(&[&path])?, "answers")?;
        let kinds = score(&gold, &answers)?;
        let all = section(&mut figures, half, &kinds);
        println!(
            "sums/{half}: {} of {} crossings at the right post or one earlier, {} elsewhere, {} missed; {} false alarms in {} sequences",
            all.right + all.earlier,
            all.crossings(),
            all.elsewhere,
            all.missed,
            all.false_alarms,
            all.sequences
        );
        if half == "dev" && !check {
            for line in told(&gold, &answers) {
                println!("  {line}");
            }
        }
        broken.extend(below(half, all, floors.get(half).copied().unwrap_or_default()));
    }
    figures.push_str("\n## One long history\n\nDrafts of other sets that may go out, one after the other, three a day: the sum must not raise alarms in droves.\n\n| line | posts and findings |\n| --- | --- |\n");
    for (line, files) in LONG {
        let files: Vec<&str> = files.iter().copied().filter(|f| repo::root().join(f).is_file()).collect();
        let mut arguments = vec!["--long", line];
        arguments.extend(&files);
        let out = String::from_utf8_lossy(&replay(&arguments)?).into_owned();
        let last = out.lines().last().unwrap_or_default().to_owned();
        println!("sums, one long history over {line}: {last}");
        let _ = writeln!(figures, "| `{line}` | {last} |");
    }
    if check {
        if !broken.is_empty() {
            return Err(format!("sums below their floor:\n  {}", broken.join("\n  ")));
        }
        if !repo::read(PAGE).unwrap_or_default().contains(&figures) {
            return Err(format!("{PAGE} does not show these figures; run: cargo xtask bench sums"));
        }
        return Ok(());
    }
    for line in &broken {
        println!("below its floor: {line}");
    }
    let mut page = String::from(
        "<!-- Written by `cargo xtask bench sums`. -->\n# The sum of posts\n\nSequences of posts, each harmless by itself, with the post at which they add up to a secret. `dev` was looked at while the code was written; `held` was only scored.\n",
    );
    page.push_str(&figures);
    if speed {
        let mut command = repo::cargo();
        command.args(["bench", "--quiet", "--package", "senbiki-engine", "--bench", "sum"]);
        let text = String::from_utf8_lossy(&repo::output(&mut command, &[0])?).into_owned();
        print!("{text}");
        let _ = write!(
            page,
            "\n## Speed\n\nA draft against a long history, measured on {}; what was found is asserted in each run. `cargo bench -p senbiki-engine --bench sum`\n\n```\n{text}```\n",
            measure::machine()
        );
    }
    repo::write(PAGE, &page)
}

/// What the engine's replay prints.
fn replay(arguments: &[&str]) -> Done<Vec<u8>> {
    let mut command = repo::cargo();
    command
        .args(["run", "--quiet", "--package", "senbiki-engine", "--example", "replay", "--"])
        .args(arguments);
    repo::output(&mut command, &[0])
}

fn score(gold: &[Gold], answers: &[Answer]) -> Done<BTreeMap<String, Counts>> {
    let mut kinds: BTreeMap<String, Counts> = BTreeMap::new();
    for g in gold {
        let a = answers.iter().find(|a| a.id == g.id).ok_or_else(|| format!("{}: no answer", g.id))?;
        let c = kinds.entry(g.kind.clone()).or_default();
        c.sequences += 1;
        match (g.crosses_at, a.crosses_at) {
            (None, Some(_)) => c.false_alarms += 1,
            (None, None) => {}
            (Some(_), None) => c.missed += 1,
            (Some(right), Some(at)) => {
                if at == right {
                    c.right += 1;
                } else if at + 1 == right {
                    c.earlier += 1;
                } else {
                    c.elsewhere += 1;
                }
                c.named += usize::from(g.entity.is_some() && g.entity == a.entity);
            }
        }
    }
    Ok(kinds)
}

/// The sequences that came out otherwise.
fn told(gold: &[Gold], answers: &[Answer]) -> Vec<String> {
    let mut out = Vec::new();
    for g in gold {
        let Some(a) = answers.iter().find(|a| a.id == g.id) else { continue };
        if a.crosses_at != g.crosses_at {
            let shown = |at: Option<usize>| at.map_or("never".to_owned(), |at| format!("at {at}"));
            out.push(format!("{}: {}, not {}", g.id, shown(a.crosses_at), shown(g.crosses_at)));
        }
    }
    out
}

fn section(page: &mut String, half: &str, kinds: &BTreeMap<String, Counts>) -> Counts {
    let mut all = Counts::default();
    kinds.values().for_each(|c| all.add(*c));
    let _ = write!(
        page,
        "\n## {half}\n\n| kind | sequences | at the right post | one earlier | at another | missed | rightly named | false alarms |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
    );
    let rows = kinds.iter().map(|(k, c)| (k.as_str(), *c)).chain([("all", all)]);
    for (kind, c) in rows {
        let _ = writeln!(
            page,
            "| {kind} | {} | {} | {} | {} | {} | {} | {} |",
            c.sequences, c.right, c.earlier, c.elsewhere, c.missed, c.named, c.false_alarms
        );
    }
    all
}

fn below(half: &str, all: Counts, floor: Floor) -> Vec<String> {
    let mut broken = Vec::new();
    for (what, is, most) in
        [("missed", all.lost(), floor.missed_most), ("false alarms", all.false_alarms, floor.false_most)]
    {
        if let Some(most) = most.filter(|most| is > *most) {
            broken.push(format!("sums/{half}: {is} {what}, at most {most}"));
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(crosses_at: Option<usize>) -> Gold {
        Gold { id: "a".to_owned(), kind: "plan".to_owned(), crosses_at, entity: Some("x".to_owned()) }
    }

    fn counts(right: Option<usize>, at: Option<usize>) -> Counts {
        let answer = Answer { id: "a".to_owned(), crosses_at: at, entity: Some("x".to_owned()) };
        score(&[gold(right)], &[answer]).expect("there is an answer")["plan"]
    }

    #[test]
    fn the_right_post_or_the_one_before_counts_as_found() {
        assert_eq!(counts(Some(3), Some(3)).right, 1);
        assert_eq!(counts(Some(3), Some(2)).earlier, 1);
        assert_eq!(counts(Some(3), Some(1)).lost(), 1);
        assert_eq!(counts(Some(3), Some(4)).lost(), 1);
        assert_eq!(counts(Some(3), None).lost(), 1);
        assert_eq!(counts(None, Some(0)).false_alarms, 1);
        assert_eq!(counts(None, None).lost(), 0);
        assert!(score(&[gold(None)], &[]).is_err());
    }

    #[test]
    fn a_figure_on_its_floor_holds() {
        let all = Counts { missed: 2, false_alarms: 1, ..Counts::default() };
        let floor = Floor { missed_most: Some(2), false_most: Some(1) };
        assert!(below("dev", all, floor).is_empty());
        let less = Floor { missed_most: Some(1), false_most: Some(0) };
        assert_eq!(below("dev", all, less).len(), 2);
    }
}
