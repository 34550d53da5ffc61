//! Hostile input: nothing makes it fail, and nothing makes it slow.
//!
//! A plain run tries for two seconds; `cargo xtask fuzz --seconds N` for as long as it is told.
//! Inputs are made from a fixed seed, so that what fails once fails again.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may stop, and says how much it tried")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use senbiki_engine::{Engine, Material};
use senbiki_line::{Lang, Line};
use senbiki_text::{Positions, Text};

const TOML: &str = "[company]\nname = \"例示製作所株式会社\"\naliases = [\"例示\"]\n\n[[place]]\nname = \"第一工場\"\npublic = true\n\n[actions]\ncustomer = \"reword\"\n";
const PARTIES: &str = "kind,name,aliases,say_instead,public,public_scope\ncustomer,東鷹自動車株式会社,東鷹;トータカ;Totaka Motor,乗用車のお客様,,\nsupplier,紅葉メッキ工業株式会社,\"紅葉；モミジ\n紅葉メッキ\",,,\ncustomer,Brenholt GmbH,Brenholt,,yes,ロックナット\n";
const PARTS: &str = "number,aliases,public\nMS-4471-B,,\n7H-33810-02,,2027-01-01\n";
const RULE: &str = "[[rule]]\nid = \"location.room\"\ncategory = \"location\"\nmatch = [\"開かずの間\", \"{firm_after} .. 開かず\"]\npattern = [\"開か[ずぬ]の間\"]\nflags = [\"⟦開かずの間⟧\"]\n";
const DRAFTS: &[&str] = &[
    "今朝、東鷹さん向けの試作が無事に終わりました👍 サイクルタイムは48秒から31秒に。",
    "ト○タ系の某社さんと株式会社\n東 鷹 自動車、ＭＳ－４４７１－Ｂの単価は@47.5円、1,200個/月",
    "紅葉が見頃です。モミジの天ぷら、百人力🍁🍁 ISO 9001 第8.5節、M8×1.25",
    "ｶﾞｷﾞｸﾞ゛ﾊﾟ ㈱㍉①Ⅳ 歩留まりを九二・一％から98.9%へ 二〇二六年十二月五日",
    "Cycle time went from 48 to 31 seconds, Totaka Motor Co., Ltd. was pleased (e.g. the buyer).",
];
const PIECES: &[&str] = &[
    "○",
    "●",
    "東鷹",
    "トータカ",
    "MS-4471-B",
    "円",
    "％",
    "万",
    "一",
    "ー",
    "・",
    "\u{200D}",
    "\u{FE0F}",
    "\u{3099}",
    "ﾞ",
    "👍🏽",
    "\n",
    "\r\n",
    "、",
    "。",
    "(",
    "「",
    "{",
    "⟦",
    "1,",
    "0.",
    "-",
    "#",
    "@",
    "　",
    "\u{202E}",
    "\u{0}",
    "\u{10FFFF}",
    "さん",
    "様",
    "社",
    "某",
    "約",
    "から",
    "\u{E000}",
];

/// A small generator; good enough for breaking things, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(below.max(1)).unwrap()).unwrap()
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.next(from.len())]
    }

    /// Text made worse: cut, doubled, strewn with odd pieces.
    fn text(&mut self, from: &str) -> String {
        let mut all: Vec<char> = from.chars().collect();
        for _ in 0..=self.next(12) {
            let at = self.next(all.len() + 1);
            match self.next(5) {
                0 => all.truncate(at),
                1 if at < all.len() => drop(all.remove(at)),
                2 => {
                    let copy = all.get(at..(at + self.next(20)).min(all.len())).unwrap_or_default().to_vec();
                    all.extend(copy);
                }
                _ => {
                    let piece = self.pick(PIECES);
                    for _ in 0..=self.next(6) {
                        all.splice(at..at, piece.chars());
                    }
                }
            }
        }
        all.into_iter().collect()
    }

    /// Bytes made worse.
    fn bytes(&mut self, from: &[u8]) -> Vec<u8> {
        let mut all = from.to_vec();
        for _ in 0..=self.next(8) {
            let at = self.next(all.len() + 1);
            match self.next(4) {
                0 => all.truncate(at),
                1 if at < all.len() => all[at] ^= 1 << self.next(8),
                2 => all.insert(at, u8::try_from(self.next(256)).unwrap()),
                _ => {
                    let piece = self.pick(&[
                        ",",
                        "\"",
                        "\n",
                        "\r",
                        ";",
                        "；",
                        "\u{FEFF}",
                        "name",
                        "[",
                        "]",
                        "=",
                        "yes",
                        "2026-02-30",
                        "=1+1",
                    ]);
                    all.splice(at..at, piece.bytes());
                }
            }
        }
        all
    }
}

fn seconds() -> Duration {
    let asked = std::env::var("SENBIKI_FUZZ_SECONDS").ok().and_then(|s| s.parse().ok());
    Duration::from_secs(asked.unwrap_or(2))
}

fn engine() -> Engine {
    let files: [(&str, &[u8]); 3] = [
        ("line.toml", TOML.as_bytes()),
        ("protected/parties.csv", PARTIES.as_bytes()),
        ("protected/parts.csv", PARTS.as_bytes()),
    ];
    let loaded = Line::from_memory(&files).unwrap();
    Engine::new(Arc::new(loaded.line)).unwrap()
}

fn day() -> jiff::civil::Date {
    jiff::civil::date(2026, 11, 22)
}

/// What must hold for any text: spans lie on characters of the original and say what they cover.
fn inspect(engine: &Engine, draft: &str) {
    let text = Text::new(draft);
    assert_eq!(text.folded(), senbiki_text::fold(draft), "folding is one function");
    let inspection = engine.inspect(&Material { text: &text, channel: None, as_of: day(), gaps: Vec::new() });
    let positions = Positions::new(draft);
    for finding in &inspection.findings {
        let range = finding.span.range();
        let covered =
            draft.get(range.clone()).unwrap_or_else(|| panic!("{range:?} cuts a character of {draft:?}"));
        assert_eq!(covered, finding.surface, "in {draft:?}");
        assert!(!covered.is_empty(), "an empty finding in {draft:?}");
        assert!(positions.place(range.end).code_point >= positions.place(range.start).code_point);
        assert!(!finding.why.ja.is_empty() && !finding.why.en.is_empty(), "{} explains itself", finding.rule);
    }
}

#[test]
fn hostile_input_never_panics() {
    let engine = engine();
    let mut dice = Dice(0x5EED_1234_ABCD);
    let (start, mut rounds) = (Instant::now(), 0_u32);
    while start.elapsed() < seconds() {
        let draft = dice.pick(DRAFTS);
        inspect(&engine, &dice.text(draft));
        if rounds % 8 == 0 {
            let which = dice.next(4);
            let source = [TOML, PARTIES, PARTS, RULE][which];
            let worse = if dice.next(2) == 0 {
                dice.text(source).into_bytes()
            } else {
                dice.bytes(source.as_bytes())
            };
            let path = ["line.toml", "protected/parties.csv", "protected/parts.csv", "rules/own.toml"][which];
            let toml: &[u8] = if which == 0 { &worse } else { TOML.as_bytes() };
            let files = [("line.toml", toml), (path, &worse)];
            match Line::from_memory(&files[usize::from(which == 0)..]) {
                Ok(loaded) => drop(Engine::new(Arc::new(loaded.line))),
                Err(problems) => {
                    assert!(!problems.is_empty());
                    for problem in problems {
                        assert!(
                            !problem.message(Lang::Ja).is_empty() && !problem.message(Lang::En).is_empty()
                        );
                    }
                }
            }
        }
        rounds += 1;
    }
    println!("{rounds} rounds without a failure");
}
