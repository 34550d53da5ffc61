//! Whether twice the text takes about twice the time, on drafts made to be slow.
//!
//! `cargo bench -p senbiki-engine --bench linear -- [--kb N] [--only WORD]` (default 32 KB)
//!
//! Times are the best of many rounds, so that a busy machine does not decide. A ratio above [`MOST`] that stays after the retries fails the run; an input
//! that costs far more per byte than others is only shown, for people to look at.

#![allow(clippy::print_stdout, missing_docs, reason = "a benchmark speaks to its terminal")]

#[path = "../tests/support/hostile.rs"]
mod hostile;

use std::sync::Arc;
use std::time::Instant;

use hostile::{Expected, Hostile};
use senbiki_engine::{Engine, Material};
use senbiki_line::{Date, Line, parse_date};
use senbiki_text::Text;

/// The highest ratio of times for twice the length that still counts as linear.
const MOST: f64 = 2.6;
/// How often a ratio above [`MOST`] is measured again.
const RETRIES: usize = 4;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

struct Bench {
    engine: Engine,
    day: Date,
}

impl Bench {
    /// Seconds for one draft, and how many findings it has.
    fn once(&self, draft: &str) -> (f64, usize) {
        let start = Instant::now();
        let text = Text::new(draft);
        let inspection =
            self.engine.inspect(&Material { text: &text, channel: None, as_of: self.day, gaps: Vec::new() });
        (start.elapsed().as_secs_f64(), inspection.findings.len())
    }

    /// The best of some rounds: more for short ones.
    fn best(&self, draft: &str) -> (f64, usize) {
        let begun = Instant::now();
        let (mut best, found) = self.once(draft);
        for _ in 1..20 {
            if begun.elapsed().as_secs_f64() > 0.25 {
                break;
            }
            best = best.min(self.once(draft).0);
        }
        (best, found)
    }

    fn ratio(&self, hostile: &Hostile, bytes: usize) -> (f64, f64, f64, usize) {
        let (n, _) = self.best(&hostile::draft(hostile, bytes));
        let (twice, found) = self.best(&hostile::draft(hostile, 2 * bytes));
        // Below a tenth of a millisecond the clock decides, not the work.
        (twice / n.max(1e-4), n, twice, found)
    }
}

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let value = |name: &str| args.windows(2).find(|w| w.first().is_some_and(|a| a == name)).map(|w| &w[1]);
    let bytes = value("--kb").map_or(Ok(32), |n| n.parse::<usize>())? * 1024;
    let loaded = Line::from_memory(senbiki_testkit::line::EXAMPLE_LINE).map_err(|p| format!("{p:?}"))?;
    let bench = Bench {
        engine: Engine::new(Arc::new(loaded.line)).map_err(|p| format!("{p:?}"))?,
        day: parse_date("2026-11-22").ok_or("date")?,
    };
    let mut slow = Vec::new();
    println!("| input | {} KB, ms | twice, ms | ratio | findings in twice |", bytes / 1024);
    println!("| --- | ---: | ---: | ---: | ---: |");
    for hostile in hostile::ALL {
        if value("--only").is_some_and(|only| !hostile.name.contains(only.as_str())) {
            continue;
        }
        let mut measured = bench.ratio(hostile, bytes);
        for _ in 0..RETRIES {
            if measured.0 <= MOST {
                break;
            }
            measured = bench.ratio(hostile, bytes);
        }
        let (ratio, n, twice, found) = measured;
        println!("| {} | {:.1} | {:.1} | {ratio:.2} | {found} |", hostile.name, n * 1e3, twice * 1e3);
        let pieces = 2 * bytes / hostile.piece.len();
        let right = match hostile.expected {
            Expected::Nothing => found == 0,
            Expected::OneEach => found == pieces,
            Expected::InHundred(n) => found >= pieces * n / 100,
            Expected::Anything => true,
        };
        if !right {
            slow.push(format!("{}: {found} findings in {pieces} pieces", hostile.name));
        }
        if ratio > MOST {
            slow.push(format!("{}: twice the text took {ratio:.2} times as long", hostile.name));
        }
    }
    if slow.is_empty() { Ok(()) } else { Err(slow.join("\n").into()) }
}
