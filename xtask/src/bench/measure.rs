//! Running a program and knowing what it cost.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::repo::{self, Done};

/// What one run cost, and what it said.
pub struct Cost {
    /// Seconds from start to end.
    pub wall: f64,
    /// Seconds of user and system time, all threads.
    pub cpu: f64,
    /// Lines of standard output, by the verdict that they carry; others under an empty name.
    pub verdicts: std::collections::BTreeMap<String, usize>,
}

impl Cost {
    /// How many lines were written.
    pub fn lines(&self) -> usize {
        self.verdicts.values().sum()
    }
}

/// Runs a command whose output is JSON lines; `codes` are the exit codes that are no failure.
pub fn json_lines(command: &mut Command, codes: &[i32]) -> Done<Cost> {
    let cpu = children_cpu()?;
    let begun = Instant::now();
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(|e| format!("start: {e}"))?;
    let mut verdicts = std::collections::BTreeMap::new();
    if let Some(out) = child.stdout.take() {
        let mut out = BufReader::with_capacity(1 << 20, out);
        let mut line = Vec::new();
        while out.read_until(b'\n', &mut line).map_err(|e| format!("read: {e}"))? > 0 {
            *verdicts.entry(verdict(&line)).or_insert(0) += 1;
            line.clear();
        }
    }
    let status = child.wait().map_err(|e| format!("wait: {e}"))?;
    if !status.code().is_some_and(|c| codes.contains(&c)) {
        return Err(format!("ended with {status}"));
    }
    Ok(Cost { wall: begun.elapsed().as_secs_f64(), cpu: children_cpu()? - cpu, verdicts })
}

fn verdict(line: &[u8]) -> String {
    let key = b"\"verdict\":";
    let at = line.windows(key.len()).position(|w| w == key).map(|at| at + key.len());
    let rest = at.and_then(|at| line.get(at..)).unwrap_or_default().trim_ascii_start();
    let word = rest.strip_prefix(b"\"").unwrap_or_default();
    String::from_utf8_lossy(word.split(|b| *b == b'"').next().unwrap_or_default()).into_owned()
}

/// Seconds of user and system time of all child processes that have ended, as Linux counts them.
fn children_cpu() -> Done<f64> {
    let mut stat = String::new();
    std::fs::File::open("/proc/self/stat")
        .and_then(|mut f| f.read_to_string(&mut stat))
        .map_err(|e| format!("CPU time is read from /proc, which is not there: {e}"))?;
    // The name of the program stands in brackets and may hold anything; counting begins after it.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |n: usize| fields.get(n).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    Ok((ticks(13) + ticks(14)) / ticks_per_second())
}

fn ticks_per_second() -> f64 {
    let said = Command::new("getconf").arg("CLK_TCK").output().ok();
    said.and_then(|o| String::from_utf8_lossy(&o.stdout).trim().parse().ok()).unwrap_or(100.0)
}

/// `senbiki check` as JSON lines on this line and these drafts.
pub fn check(program: &Path, line: &Path, drafts: &Path) -> Command {
    let mut command = Command::new(program);
    command.args(["check", "--format", "jsonl", "--as-of", "2026-11-22", "--line"]).arg(line).arg(drafts);
    command
}

/// The drafts of a file many times over, under `target/`; returns where they are and how many.
pub fn repeated(drafts: &str, times: usize) -> Done<(std::path::PathBuf, usize)> {
    let text = repo::read(drafts)?;
    let count = text.lines().filter(|l| !l.trim().is_empty()).count() * times;
    let text = if text.ends_with('\n') { text } else { text + "\n" };
    let path = format!("target/bench-drafts/{}-x{times}.jsonl", drafts.replace('/', "-"));
    repo::write(&path, &text.repeat(times))?;
    Ok((repo::root().join(path), count))
}

/// The machine that a page of figures speaks of.
pub fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        cpu.lines().find_map(|l| l.strip_prefix("model name")?.split_once(':').map(|(_, m)| m.trim()));
    format!("{cores} cores, {}", model.unwrap_or("unknown processor"))
}

/// The value in the middle.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_is_read_with_and_without_a_space() {
        assert_eq!(verdict(br#"{"id":"a","verdict":"ok","findings":[]}"#), "ok");
        assert_eq!(verdict(br#"{"id": "a", "verdict": "reword"}"#), "reword");
        assert_eq!(verdict(b"nothing"), "");
    }

    #[test]
    fn a_run_is_counted_and_its_failure_told() {
        let cost =
            json_lines(Command::new("sh").args(["-c", "echo '{\"verdict\":\"ok\"}'; echo; exit 1"]), &[1]);
        let cost = cost.expect("exit code 1 is no failure here");
        assert_eq!((cost.lines(), cost.verdicts.get("ok")), (2, Some(&1)));
        assert!(json_lines(Command::new("sh").args(["-c", "exit 7"]), &[0]).is_err());
    }
}
