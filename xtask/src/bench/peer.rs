//! Side by side with what a company would build without this product; see `tools/peer/README.md`.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use super::measure;
use super::score::{Answer, Figures, Gold, score};
use crate::repo::{self, Done};

const PAGE: &str = "docs/bench/peer.md";
const LINE: &str = "bench/minato/line";
const DRAFTS: &str = "bench/minato/dev.jsonl";
const PEER: &str = "tools/peer/peer.py";
const REQUIREMENTS: &str = "tools/peer/requirements.txt";
/// How often our drafts are repeated, since once is over too soon to measure.
const TIMES: usize = 400;

/// What the peer says at its end.
#[derive(Deserialize)]
struct Said {
    drafts: usize,
    cpu_seconds: f64,
    regexes: usize,
}

/// Runs `bench peer`.
pub fn run(words: &[&str]) -> Done {
    if !words.is_empty() {
        return Err("bench peer".to_owned());
    }
    let program = repo::senbiki()?;
    let python = environment()?;
    let (line, drafts) = (repo::root().join(LINE), repo::root().join(DRAFTS));
    let gold: Vec<Gold> = rows(repo::read(DRAFTS)?.as_bytes())?;

    let ours: Vec<Answer> = rows(&repo::output(&mut measure::check(&program, &line, &drafts), &[0, 1])?)?;
    let (many, count) = measure::repeated(DRAFTS, TIMES)?;
    let cost = measure::json_lines(&mut measure::check(&program, &line, &many), &[0, 1])?;
    if cost.lines() != count {
        return Err(format!("{count} drafts, {} answers", cost.lines()));
    }
    let our_rate = count as f64 / cost.cpu.max(1e-9);

    let (theirs, said) = peer(&python, &line, &drafts)?;
    if theirs.len() != gold.len() || said.drafts != gold.len() {
        return Err(format!("{} drafts, {} answers of the peer", gold.len(), theirs.len()));
    }
    let their_rate = said.drafts as f64 / said.cpu_seconds.max(1e-9);

    let ours = score(&gold, &ours, &mut |_| {});
    let theirs = score(&gold, &theirs, &mut |_| {});
    let mut page = format!(
        "<!-- Written by `cargo xtask bench peer`. -->\n# Side by side\n\nThe {} drafts of `{DRAFTS}` with the same line folder, once through `senbiki check`, once through Presidio 2.2 with GiNZA, the line's names as a deny list and {} regular expressions (`tools/peer/README.md`). These drafts were looked at while our rules were written; of them, the peer's expressions had seen three. Measured on {}.\n\n| figure | senbiki | peer |\n| --- | ---: | ---: |\n",
        gold.len(),
        said.regexes,
        measure::machine(),
    );
    for ((what, our), (_, their)) in figures(&ours).into_iter().zip(figures(&theirs)) {
        page.push_str(&format!("| {what} | {our} | {their} |\n"));
    }
    page.push_str(&format!("| drafts per CPU-second | {our_rate:.0} | {their_rate:.1} |\n"));
    page.push_str(&format!(
        "\n**{:.0} times** as many drafts per CPU-second. Ours: the whole process over {count} drafts, with reading, writing and start; the peer's: only the drafts, after its models are loaded.\n",
        our_rate / their_rate
    ));
    print!("{page}");
    repo::write(PAGE, &page)
}

fn figures(f: &Figures) -> Vec<(&'static str, String)> {
    [
        ("leak", f.leak),
        ("over-caution", f.over_caution),
        ("same verdict", f.same_verdict),
        ("protected spans found", f.recall),
        ("found with the right category", f.category),
        ("findings that are right", f.precision),
        ("harmless surfaces touched (traps)", f.traps),
    ]
    .map(|(what, share)| (what, share.to_string()))
    .to_vec()
}

/// The Python of a virtual environment with the pinned packages; made once.
fn environment() -> Done<PathBuf> {
    let folder = repo::root().join("target/peer");
    let python = folder.join("bin/python");
    let done = folder.join("installed");
    let pinned = repo::read(REQUIREMENTS)?;
    if std::fs::read_to_string(&done).is_ok_and(|d| d == pinned) && python.exists() {
        return Ok(python);
    }
    println!("installing the peer under target/peer; this takes some minutes and needs PyPI");
    let version = |python: &str| {
        let said =
            Command::new(python).args(["-c", "import sys; print('%d.%d' % sys.version_info[:2])"]).output();
        said.ok().map(|o| String::from_utf8_lossy(&o.stdout).trim().to_owned()).filter(|v| !v.is_empty())
    };
    // The hashes are those of the wheels for 3.11.
    let base =
        ["python3.11", "python3"].into_iter().find(|p| version(p).is_some()).ok_or("python3 is needed")?;
    repo::must(Command::new(base).args(["-m", "venv", "--clear"]).arg(&folder))?;
    let hashed =
        version(base).is_some_and(|v| v == "3.11") && cfg!(all(target_os = "linux", target_arch = "x86_64"));
    let list = folder.join("requirements.txt");
    let text = if hashed { pinned.clone() } else { without_hashes(&pinned) };
    std::fs::write(&list, text).map_err(|e| format!("target/peer/requirements.txt: {e}"))?;
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:"]);
    if hashed {
        pip.arg("--require-hashes");
    } else {
        println!("the wheels are not those of the list, so their hashes are not compared");
    }
    repo::must(pip.arg("-r").arg(&list))?;
    std::fs::write(&done, pinned).map_err(|e| format!("target/peer/installed: {e}"))?;
    Ok(python)
}

fn without_hashes(list: &str) -> String {
    let kept = list.lines().filter(|l| !l.trim_start().starts_with("--hash"));
    kept.map(|l| l.trim_end_matches('\\').trim_end().to_owned() + "\n").collect()
}

fn peer(python: &Path, line: &Path, drafts: &Path) -> Done<(Vec<Answer>, Said)> {
    let output = Command::new(python)
        .arg(repo::root().join(PEER))
        .args([line, drafts])
        .output()
        .map_err(|e| format!("{PEER}: {e}"))?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        return Err(format!("{PEER} ended with {}:\n{}", output.status, told.trim()));
    }
    let last = told.lines().last().unwrap_or_default();
    let said = serde_json::from_str(last).map_err(|e| format!("{PEER} ended with {last}: {e}"))?;
    Ok((rows(&output.stdout)?, said))
}

fn rows<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Done<Vec<T>> {
    bytes
        .split(|b| *b == b'\n')
        .filter(|line| !line.trim_ascii().is_empty())
        .map(|line| serde_json::from_slice(line).map_err(|e| e.to_string()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_taken_out_whole() {
        assert_eq!(
            without_hashes("a==1 \\\n    --hash=sha256:00\nb==2 \\\n    --hash=sha256:11\n"),
            "a==1\nb==2\n"
        );
    }
}
