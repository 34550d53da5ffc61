//! Runs a body for a bounded time, with inputs made from a corpus by a seeded generator.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// No input of a few kilobytes may take longer than this.
const LONGEST: Duration = Duration::from_secs(5);

/// What people, editors and attackers put into texts and tables.
const PIECES: &[&str] = &[
    "東鷹",
    "東鷹自動車",
    "トータカ",
    "ﾄｰﾀｶ",
    "紅葉",
    "KX-4471-B",
    "○",
    "●",
    "ト○タ",
    "T社",
    "さん",
    "様",
    "社",
    "某",
    "株式会社",
    "㈱",
    "Inc.",
    "inc-",
    "から",
    "へ",
    "約",
    "円",
    "％",
    "万",
    "億",
    "一",
    "十",
    "歩留まり",
    "単価",
    "値上げ",
    "1,",
    "0.",
    "1~",
    "99999999999999999999",
    "1e309",
    "-",
    "—",
    "ー",
    "・",
    "#",
    "@",
    "「",
    "」",
    "(",
    "{",
    "⟦",
    "⟧",
    "、",
    "。",
    ".",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "\t",
    " ",
    "　",
    "\u{200B}",
    "\u{200D}",
    "\u{FE0F}",
    "\u{E0100}",
    "\u{3099}",
    "\u{309A}",
    "ﾞ",
    "\u{300}",
    "\u{202E}",
    "\u{0}",
    "\u{10FFFF}",
    "\u{E000}",
    "👍🏽",
    "👩\u{200D}🔧",
    "㍉",
    "㌔",
    "ﷺ",
    "İ",
    "ß",
    "ſ",
    "K",
    "Ω",
    ",",
    "\"",
    "\"\"",
    ";",
    "；",
    "\u{FEFF}",
    "name",
    "kind",
    "customer",
    "yes",
    "2026-02-30",
    "9999-12-31",
    "=1+1",
    "[",
    "]",
    "[[rule]]",
    "[actions]",
    "id = \"x\"",
    "match = [\"{#any} .. a\"]",
    "pattern = [\"(a{1,20}){1,20}\"]",
    "'''",
    "\"\"\"",
    "\\u0000",
    "<v>",
    "</c>",
    "<c r=\"A1\" t=\"e\"><v>#REF!</v></c>",
    "<c r=\"XFD1048576\"><v>1</v></c>",
    "<c r=\"AT\"><v>1e400</v></c>",
    "&#0;",
    "&amp;",
];

/// A small generator, the same everywhere, so that what fails once fails again.
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap_or(0) % below.max(1)
    }

    /// One input made worse: cut, doubled, mixed with another, strewn with odd pieces. The first
    /// byte, which may choose what the rest is, is mostly left alone.
    fn worse(&mut self, corpus: &[Vec<u8>]) -> Vec<u8> {
        let mut all = corpus.get(self.next(corpus.len())).cloned().unwrap_or_default();
        for _ in 0..=self.next(10) {
            let at = 1 + self.next(all.len());
            let at = at.min(all.len());
            match self.next(9) {
                0 => all.truncate(at),
                1 if at < all.len() => all[at] ^= 1 << self.next(8),
                2 => all.insert(at, u8::try_from(self.next(256)).unwrap_or(0)),
                3 => {
                    let end = (at + self.next(60)).min(all.len());
                    drop(all.drain(at..end));
                }
                4 => {
                    let copy = all.get(at..(at + self.next(200)).min(all.len())).unwrap_or_default().to_vec();
                    for _ in 0..=self.next(4) {
                        all.splice(at..at, copy.iter().copied());
                    }
                }
                5 => {
                    let other = &corpus[self.next(corpus.len())];
                    let from = self.next(other.len());
                    let part = other.get(from..(from + self.next(300)).min(other.len())).unwrap_or_default();
                    all.splice(at..at, part.iter().copied());
                }
                _ => {
                    let piece = PIECES[self.next(PIECES.len())];
                    let times = if self.next(40) == 0 { 400 } else { 1 + self.next(4) };
                    all.splice(at..at, piece.repeat(times).into_bytes());
                }
            }
        }
        all
    }
}

/// The program: `--seconds N` (default 20), `--seed N`, or one file with an input that failed.
pub fn main(name: &str, corpus: &[Vec<u8>], body: fn(&[u8])) -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let value = |name: &str| args.windows(2).find(|w| w[0] == name).and_then(|w| w[1].parse::<u64>().ok());
    if let [file] = args.as_slice() {
        return match std::fs::read(file) {
            Ok(input) => {
                body(&input);
                ExitCode::SUCCESS
            }
            Err(error) => {
                eprintln!("{file}: {error}");
                ExitCode::from(2)
            }
        };
    }
    let time = Duration::from_secs(value("--seconds").unwrap_or(20));
    let mut dice =
        Dice(0x5EED_1234_ABCD ^ value("--seed").unwrap_or(0).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    if corpus.is_empty() {
        eprintln!("{name}: there is nothing to begin from");
        return ExitCode::from(2);
    }
    // The corpus itself must hold, and builds what is built once before anything is timed.
    for input in corpus {
        if let Some(code) = once(name, input, body) {
            return code;
        }
    }
    let (start, mut rounds, mut bytes, mut slowest) = (Instant::now(), 0_u64, 0_u64, Duration::ZERO);
    while start.elapsed() < time {
        let input = dice.worse(corpus);
        let begun = Instant::now();
        if let Some(code) = once(name, &input, body) {
            return code;
        }
        let took = begun.elapsed();
        slowest = slowest.max(took);
        if took > LONGEST {
            return keep(
                name,
                &input,
                &format!("took {:.1} s for {} bytes", took.as_secs_f64(), input.len()),
            );
        }
        rounds += 1;
        bytes += input.len() as u64;
    }
    println!(
        "{name}: {} inputs to begin from, {rounds} made from them, {:.1} MB, slowest {:.1} ms, nothing broken",
        corpus.len(),
        bytes as f64 / 1e6,
        slowest.as_secs_f64() * 1e3
    );
    ExitCode::SUCCESS
}

fn once(name: &str, input: &[u8], body: fn(&[u8])) -> Option<ExitCode> {
    catch_unwind(AssertUnwindSafe(|| body(input))).err().map(|_| keep(name, input, "broke a promise"))
}

/// Keeps an input that failed, so that it can be run again and become a test.
fn keep(name: &str, input: &[u8], what: &str) -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("artifacts");
    let sum = input
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3));
    let path = folder.join(format!("{name}-{sum:016x}"));
    let kept = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, input));
    eprintln!("{name}: an input of {} bytes {what}; kept: {} ({kept:?})", input.len(), path.display());
    ExitCode::FAILURE
}
