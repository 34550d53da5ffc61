//! How fast a draft is compared with everything that was published. Every measurement first asserts
//! what was found, so that a fast wrong answer fails.
//!
//! `cargo bench -p senbiki-engine --bench sum -- [--posts N] [--parties N]` (default 100,000 and 10,000)

#![allow(clippy::print_stdout, missing_docs, reason = "a benchmark speaks to its terminal")]

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Instant;

use senbiki_engine::sum::{Attribute, Disclosure, Fact, History, RowId, StoryWord, SumKind};
use senbiki_engine::{Engine, Inspection, Material};
use senbiki_line::{Date, Line};
use senbiki_text::Text;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const INDUSTRIES: [&str; 12] = [
    "水処理",
    "化学プラント",
    "造船",
    "食品機械",
    "半導体製造装置",
    "建設機械",
    "農業機械",
    "医療機器",
    "航空機",
    "鉄道車両",
    "電池",
    "油圧機器",
];
const REGIONS: [&str; 14] = [
    "北海道",
    "東北",
    "関東",
    "北陸",
    "東海",
    "近畿",
    "中国地方",
    "四国",
    "九州",
    "愛知",
    "静岡",
    "大阪",
    "福岡",
    "北欧",
];
const SIZES: [&str; 3] = ["大手", "中堅", "小規模"];
const GOODS: [&str; 10] = [
    "ボールバルブ",
    "逆止弁",
    "シャフト",
    "継手",
    "ハウジング",
    "ノズル",
    "マニホールド",
    "歯車",
    "フランジ",
    "ピストン",
];
/// What every third post of a shop floor is about.
const EVERYDAY: [&str; 24] = [
    "図面", "検査", "段取", "治具", "朝礼", "掃除", "新人", "先輩", "測定", "現場", "安全", "改善", "工具",
    "機械", "写真", "昼休", "質問", "手順", "相談", "勉強", "見学", "梱包", "出荷", "納期",
];

/// Pairs of these are the other words; a few stand in every tenth post, most in a few dozen.
const KANJI: &str = "山川田中石木林森竹松梅桜雨雪風雲星月光影波岩砂土糸布紙筆墨絵歌声笛鐘扉窓棚箱瓶鍋皿傘帽靴袖襟帯紐輪軸弦弓矢";

/// The party that the story is about: the only one of its kind.
const RARE: &str = "customer,碧瑠璃工業株式会社,碧瑠璃,時計のお客様,時計,沖縄,大手,\n";
/// Two others of its trade elsewhere, so that the trade alone leaves three.
const NEAR: &str = "customer,緋色精密株式会社,,時計のお客様,時計,東北,中堅,\ncustomer,山吹時計株式会社,,時計のお客様,時計,四国,小規模,\n";

const STORY: [&str; 2] = [
    "時計のお客様から、虫眼鏡の磨き方を教わりました。布は二枚使うそうです。",
    "あの虫眼鏡のお客様から、お礼の絵はがきが届きました。消印は沖縄。磨いた布もまだ使っています。",
];
const PLAIN: &str = "先日の測定の勉強会で、新人の質問に先輩が図面を描いて答えていました。段取りの相談も増えて、現場の朝礼が短くなりました。治具の掃除は当番制です。";

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides.max(1)
    }
    /// A word, the first ones much more often.
    fn word(&mut self) -> String {
        let letters: Vec<char> = KANJI.chars().collect();
        let share = self.roll(1_000) as f64 / 1_000.0;
        let n = (share * share * (letters.len() * letters.len()) as f64) as usize;
        [n / letters.len(), n % letters.len()].iter().filter_map(|at| letters.get(*at)).collect()
    }
    fn pick<'a>(&mut self, some: &[&'a str]) -> &'a str {
        some.get(self.roll(some.len())).copied().unwrap_or_default()
    }
}

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let option = |name: &str, default: usize| {
        let value = args.windows(2).find_map(|w| match w {
            [a, n] if a == name => n.parse().ok(),
            _ => None,
        });
        value.unwrap_or(default)
    };
    let (posts, parties) = (option("--posts", 100_000), option("--parties", 10_000));
    let engine = engine(parties)?;
    let begun = Instant::now();
    let history = history(&engine, posts)?;
    println!(
        "a history of {} posts over a line of {} entries, built from facts in {:.2} s",
        history.len(),
        engine.line().len(),
        begun.elapsed().as_secs_f64()
    );
    measure(&engine, &history, "a draft that singles a customer out", STORY[1], Some(posts as u64))?;
    measure(&engine, &history, "a draft of everyday words", PLAIN, None)?;
    many(&engine, &history)
}

fn engine(parties: usize) -> Result<Engine> {
    let mut dice = Dice(7);
    let mut csv = String::from("kind,name,aliases,say_instead,industry,region,size,supplies\n");
    csv.push_str(RARE);
    csv.push_str(NEAR);
    for n in 3..parties {
        let (industry, kind) = (dice.pick(&INDUSTRIES), if n % 3 == 0 { "supplier" } else { "customer" });
        let goods = dice.pick(&GOODS);
        writeln!(
            csv,
            "{kind},第{n}試験工業株式会社,,{industry}のお客様,{industry},{},{},{goods}",
            dice.pick(&REGIONS),
            dice.pick(&SIZES)
        )?;
    }
    let toml = "[company]\nname = \"例示製作所株式会社\"\naliases = [\"例示製作所\", \"当社\"]\n";
    let files: [(&str, &[u8]); 2] =
        [("line.toml", toml.as_bytes()), ("protected/parties.csv", csv.as_bytes())];
    let loaded = Line::from_memory(&files).map_err(|p| format!("{} problems", p.len()))?;
    Engine::new(Arc::new(loaded.line)).map_err(|p| format!("{} rule problems", p.len()).into())
}

/// Many posts about everyday things and customers, and at the end the first half of the story.
fn history(engine: &Engine, posts: usize) -> Result<History> {
    let mut history = History::new(engine);
    let mut dice = Dice(11);
    let mut day = Date::constant(2016, 1, 4);
    for n in 0..posts {
        if n % 30 == 0 {
            day = day.tomorrow()?;
        }
        let mut facts: Vec<Fact> = Vec::new();
        if n % 2 == 0 {
            let mut clue = |attribute: Attribute, value: &str| {
                facts.push(Fact::Clue { subject: 1, attribute, value: value.to_owned() });
            };
            clue(Attribute::Relation, "customer");
            clue(Attribute::Industry, dice.pick(&INDUSTRIES));
            clue(Attribute::Region, dice.pick(&REGIONS));
            clue(Attribute::Product, dice.pick(&GOODS));
            if n % 3 == 0 {
                clue(Attribute::Reference, "same");
            }
        }
        let mut words: Vec<String> = (0..12).map(|_| dice.pick(&EVERYDAY).to_owned()).collect();
        words.extend((0..8).map(|_| dice.word()));
        words.sort();
        words.dedup();
        let words = words.iter().map(|w| StoryWord::new(w)).collect();
        facts.push(Fact::Story { words });
        history.push(RowId(n as u64), &Disclosure::recorded(day, None, facts));
    }
    let first = disclose(engine, STORY[0], day);
    history.push(RowId(posts as u64), &first);
    Ok(history)
}

fn disclose(engine: &Engine, post: &str, day: Date) -> Disclosure {
    let text = Text::new(post);
    engine.disclose(&Material { text: &text, channel: None, as_of: day, gaps: Vec::new() })
}

fn last_day(history: &History) -> Result<Date> {
    let last = history.date(RowId(history.len() as u64 - 1)).ok_or("an empty history")?;
    Ok(last.tomorrow()?)
}

fn measure(engine: &Engine, history: &History, name: &str, post: &str, because: Option<u64>) -> Result<()> {
    let draft = disclose(engine, post, last_day(history)?);
    let found = engine.add_up(history, &draft, &Inspection::default()).findings;
    match because {
        Some(row) => {
            let right = found.iter().any(|f| {
                f.kind == SumKind::SingledOut
                    && f.posts == [RowId(row)]
                    && f.entity.as_deref() == Some("碧瑠璃工業株式会社")
                    && f.left == 1
                    && f.opens.as_ref().is_some_and(|o| o.left == 3)
            });
            if !right {
                return Err(format!("{name}: found {found:?}").into());
            }
        }
        None if !found.is_empty() => return Err(format!("{name}: found {found:?}").into()),
        None => {}
    }
    let mut times: Vec<f64> = Vec::new();
    for _ in 0..2_000 {
        let begun = Instant::now();
        let again = engine.add_up(history, &draft, &Inspection::default());
        times.push(begun.elapsed().as_secs_f64() * 1e3);
        if again.findings.len() != found.len() {
            return Err(format!("{name}: not the same twice").into());
        }
    }
    println!("{name}: {}", shown(times));
    Ok(())
}

/// Drafts made of the words of the history.
fn many(engine: &Engine, history: &History) -> Result<()> {
    let mut dice = Dice(23);
    let day = last_day(history)?;
    let (mut times, mut found) = (Vec::new(), 0);
    for _ in 0..1_000 {
        let post = format!(
            "先日の{}のお客様は{}の方で、{}の話になりました。{}と{}を見直し、{}の{}も変えるそうです。{}や{}、{}に{}のことも。",
            dice.pick(&INDUSTRIES),
            dice.pick(&REGIONS),
            dice.pick(&GOODS),
            dice.pick(&EVERYDAY),
            dice.word(),
            dice.word(),
            dice.word(),
            dice.word(),
            dice.word(),
            dice.word(),
            dice.word(),
        );
        let draft = disclose(engine, &post, day);
        // The same work each time; the fastest of three is what it costs beside other programs.
        let mut least = f64::INFINITY;
        let mut findings = Vec::new();
        for _ in 0..3 {
            let begun = Instant::now();
            findings = engine.add_up(history, &draft, &Inspection::default()).findings;
            least = least.min(begun.elapsed().as_secs_f64() * 1e3);
        }
        times.push(least);
        if findings.iter().any(|f| f.left > 2 || f.posts.is_empty() || f.entries.is_empty()) {
            return Err(format!("a finding without its grounds: {findings:?}").into());
        }
        found += findings.len();
    }
    println!("1,000 drafts about a customer, {found} findings: {}", shown(times));
    Ok(())
}

fn shown(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or(0.0);
    let worst = times.last().copied().unwrap_or(0.0);
    format!("median {:.3} ms, 99 of 100 within {:.3} ms, all within {worst:.3} ms", at(50), at(99))
}
