//! How fast the check is: one post against large lines, growth on hostile input, one draft as a
//! whole process, and many drafts.

use std::fmt::Write as _;
use std::path::Path;

use super::measure;
use crate::repo::{self, Done};

const PAGE: &str = "docs/bench/speed.md";
const LINE: &str = "bench/minato/line";
const DRAFTS: &str = "bench/minato/dev.jsonl";
/// How often the drafts are repeated for the bulk figure.
const TIMES: usize = 400;
/// How many runs the time of one process is the median of.
const RUNS: usize = 30;

/// Runs `bench speed [--names N]…`; without names, lines of one and five million.
pub fn run(words: &[&str]) -> Done {
    if !words.chunks(2).all(|w| matches!(w, ["--names", n] if n.parse::<u32>().is_ok())) {
        return Err("bench speed [--names N]…".to_owned());
    }
    let program = repo::senbiki()?;
    let mut page = format!(
        "<!-- Written by `cargo xtask bench speed`. -->\n# Speed\n\nMeasured on {}. Other work on the machine makes wall times longer; counts of what was found are asserted in each run.\n",
        measure::machine()
    );
    page.push_str("\n## One post against a large line\n\nA Japanese post of about 1 KB with three findings, against the built-in rules and a line of so many names. `cargo bench -p senbiki-engine --bench speed`\n\n```\n");
    page.push_str(&bench("speed", words)?);
    page.push_str("```\n\n## One draft, the whole process\n\n");
    page.push_str(&one(&program)?);
    page.push_str("\n## Many drafts\n\n");
    page.push_str(&bulk(&program)?);
    page.push_str("\n## Twice the text\n\nDrafts made to be slow, on the example line: a piece repeated, and twice as much of it. A ratio near 2 is linear; the run fails above 2.6. `cargo bench -p senbiki-engine --bench linear`\n\n");
    page.push_str(&bench("linear", &[])?);
    repo::write(PAGE, &page)
}

/// What a benchmark of the engine prints.
fn bench(name: &str, words: &[&str]) -> Done<String> {
    let mut command = repo::cargo();
    command.args(["bench", "--quiet", "--package", "senbiki-engine", "--bench", name, "--"]).args(words);
    let text = String::from_utf8_lossy(&repo::output(&mut command, &[0])?).into_owned();
    print!("{text}");
    Ok(text)
}

fn one(program: &Path) -> Done<String> {
    let folder = repo::root().join("target/bench-drafts");
    let draft = folder.join("one.txt");
    let post = "今日は東鷹自動車さん向けの部品が量産に入りました。歩留まり92.3%から97.1%になった工程の勉強会も。ご安全に！\n";
    repo::write("target/bench-drafts/one.txt", post)?;
    let run = || measure::json_lines(&mut measure::check(program, &repo::root().join(LINE), &draft), &[1]);
    let first = run()?;
    if first.lines() != 1 || !first.verdicts.contains_key("reword") {
        return Err(format!("one draft came out as {:?}", first.verdicts));
    }
    let mut times = Vec::new();
    let mut cpu = 0.0;
    for _ in 0..RUNS {
        let cost = run()?;
        times.push(cost.wall * 1e3);
        cpu += cost.cpu * 1e3;
    }
    let longest = times.iter().copied().fold(0.0, f64::max);
    let text = format!(
        "`senbiki check` of one draft on `{LINE}`, from start to end of the process: median **{:.1} ms**, longest {longest:.1} ms, {:.1} ms of CPU time, {RUNS} runs with the compiled line beside its folder.\n",
        measure::median(times),
        cpu / RUNS as f64
    );
    print!("{text}");
    Ok(text)
}

/// Drafts of one file many times over, and the same counts of verdicts as often.
fn bulk(program: &Path) -> Done<String> {
    let line = repo::root().join(LINE);
    let once = measure::json_lines(&mut measure::check(program, &line, &repo::root().join(DRAFTS)), &[1])?;
    let (drafts, count) = measure::repeated(DRAFTS, TIMES)?;
    let many = measure::json_lines(&mut measure::check(program, &line, &drafts), &[1])?;
    let expected: std::collections::BTreeMap<String, usize> =
        once.verdicts.iter().map(|(v, n)| (v.clone(), n * TIMES)).collect();
    if many.lines() != count || many.verdicts != expected {
        return Err(format!("{count} drafts came out as {:?}, not {expected:?}", many.verdicts));
    }
    let per_cpu = count as f64 / many.cpu.max(1e-9);
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{count} drafts (`{DRAFTS}` {TIMES} times) as JSON lines, reading and writing included: **{per_cpu:.0} drafts per CPU-second** ({:.2} s of user and system time, {:.2} s from start to end).",
        many.cpu, many.wall
    );
    print!("{text}");
    Ok(text)
}
