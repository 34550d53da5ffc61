//! How fast a draft is read, and how fast a large line opens. Every measurement first asserts
//! what was found, so that a fast wrong answer fails.
//!
//! `cargo bench -p senbiki-engine --bench speed -- [--names N]…` (default 1,000,000 and 5,000,000)

#![allow(clippy::print_stdout, missing_docs, reason = "a benchmark speaks to its terminal")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use senbiki_engine::{Engine, Material};
use senbiki_line::{Cache, Line, LoadOptions, parse_date};
use senbiki_text::Text;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A Japanese post of about 1 KB (UTF-8) with two listed names, a listed part and a figure.
const POST: &str = "今日は朝から受入検査の応援でした。東鷹自動車さん向けの新しい部品が量産に入り、現場は少し緊張ぎみ。\
それでも先輩が「慌てるときほど図面を声に出して読もう」と言ってくれて、空気がやわらぎました。\
測定の順番を変えるだけで段取りがずいぶん楽になることを、後輩と一緒に確かめられたのが一番の収穫です。\
昼休みには購買の同期と、見積依頼の書き方について話しました。背景を書いてくれる会社さんには、こちらからも提案しやすい。\
小さなことですが、長く付き合うための知恵だと思います。夕方は歩留まり92.3%から97.1%になった工程の勉強会。\
数字より、最初に疑うべきは測定のばらつきだという話に、みんながうなずいていました。\
品番MS-4471-Bの箱を最後に見送って終わり。明日は避難訓練、そのあと展示会の準備です。今日もご安全に！";

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let mut sizes: Vec<usize> = args
        .windows(2)
        .filter_map(|w| match w {
            [a, n] if a == "--names" => n.parse().ok(),
            _ => None,
        })
        .collect();
    if sizes.is_empty() {
        sizes = vec![1_000_000, 5_000_000];
    }
    println!("post: {} bytes, {} characters", POST.len(), POST.chars().count());
    for names in sizes {
        measure(names)?;
    }
    Ok(())
}

/// A line folder with the words of the example company and many firms besides.
fn folder(names: usize) -> Result<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bench-lines").join(names.to_string());
    if dir.join("done").exists() {
        return Ok(dir);
    }
    std::fs::create_dir_all(dir.join("protected"))?;
    std::fs::write(
        dir.join("line.toml"),
        "[company]\nname = \"例示製作所株式会社\"\naliases = [\"例示製作所\", \"当社\"]\n",
    )?;
    std::fs::write(dir.join("protected/parts.csv"), "number\nMS-4471-B\nMS-4472-A\n")?;
    let mut out = std::io::BufWriter::new(std::fs::File::create(dir.join("protected/parties.csv"))?);
    writeln!(out, "kind,name,aliases")?;
    writeln!(out, "customer,東鷹自動車株式会社,東鷹自動車;東鷹")?;
    // Invented names with the letters and endings that Japanese firms have, so that the index has
    // the shape of the national list of corporations.
    const FIRST: &[char] = &[
        '東', '西', '南', '北', '山', '川', '田', '中', '高', '松', '大', '小', '新', '三', '日', '光', '富',
        '栄', '和', '清', '竹', '森', '藤', '石', '岩', '桜', '平', '福', '正', '信', '昭', '明', '長', '宮',
        '永', '丸', '花', '海', '青', '白', '黒', '金', '銀', '水', '木', '林', '原', '野', '島', '橋',
    ];
    const TAIL: &[&str] = &[
        "工業",
        "製作所",
        "精機",
        "電機",
        "商事",
        "運輸",
        "建設",
        "化学",
        "食品",
        "システム",
        "サービス",
        "設備",
        "産業",
        "技研",
        "興業",
        "金属",
        "電子",
        "印刷",
        "農園",
        "開発",
    ];
    let n = FIRST.len();
    // Each row gives two names: with its legal form and without.
    for i in 0..names / 2 {
        let (a, b, c) = (i % n, (i / n) % n, (i / n / n) % n);
        let d = (i / n / n / n) % n;
        let tail = TAIL[i % TAIL.len()];
        let form = if i % 3 == 0 { "株式会社" } else { "有限会社" };
        let (front, back) = if i % 2 == 0 { (form, "") } else { ("", form) };
        writeln!(out, "customer,{front}{}{}{}{}{tail}{back},", FIRST[a], FIRST[b], FIRST[c], FIRST[d])?;
    }
    out.flush()?;
    std::fs::write(dir.join("done"), "")?;
    Ok(dir)
}

fn resident_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kb = |key: &str| {
        status
            .lines()
            .find(|l| l.starts_with(key))
            .and_then(|l| l.split_whitespace().nth(1))
            .and_then(|n| n.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    kb("VmRSS:") / 1024.0
}

fn measure(names: usize) -> Result<()> {
    let dir = folder(names)?;
    let options = LoadOptions { cache: Cache::BesideFolder };
    let load = |dir: &Path| {
        Line::load_with(dir, &options).map_err(|p| {
            p.iter().map(|p| p.message(senbiki_line::Lang::En)).take(3).collect::<Vec<_>>().join("; ")
        })
    };
    let built = Instant::now();
    let first = load(&dir)?;
    let build = built.elapsed();
    let compiled = first.compiled;
    drop(first);
    let before = resident_mb();
    let opened = Instant::now();
    let loaded = load(&dir)?;
    let open = opened.elapsed();
    let listed = loaded.line.names().len();
    let engine = Engine::new(Arc::new(loaded.line)).map_err(|p| format!("{p:?}"))?;
    let day = parse_date("2026-11-22").ok_or("date")?;
    let check = || {
        let text = Text::new(POST);
        let inspection =
            engine.inspect(&Material { text: &text, channel: None, as_of: day, gaps: Vec::new() });
        inspection.findings.len()
    };
    assert_eq!(check(), 3, "a customer, a figure and a part number stand in the post");
    let mut times: Vec<f64> = (0..4_000)
        .map(|_| {
            let start = Instant::now();
            let found = check();
            let time = start.elapsed().as_secs_f64() * 1e6;
            assert_eq!(found, 3);
            time
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |q: f64| times.get((times.len() as f64 * q) as usize).copied().unwrap_or(0.0);
    println!(
        "{listed} names: {} {:.1} s, open {:.2} ms, resident +{:.0} MB, post median {:.0} µs, p99 {:.0} µs",
        if compiled { "compiled in" } else { "first open" },
        build.as_secs_f64(),
        open.as_secs_f64() * 1e3,
        resident_mb() - before,
        at(0.5),
        at(0.99),
    );
    Ok(())
}
