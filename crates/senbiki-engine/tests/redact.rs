//! What an outside writer would see of the drafts of the benchmarks: no finding, no name of an entry
//! that is spoken of, no name of the company.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "tests; SHOW=1 prints what would be sent, to be read"
)]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use senbiki_engine::{Channel, Engine, Grounds, Inspection, Material, Redacted, Verdict, judge};
use senbiki_line::{Cache, Date, Line, LoadOptions};
use senbiki_text::script::{Script, script};
use senbiki_text::{Text, fold, key};
use serde_json::Value;

fn day() -> Date {
    Date::new(2026, 11, 22).unwrap()
}

fn bench() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bench")
}

fn engine(company: &str) -> Engine {
    let options = LoadOptions { cache: Cache::None };
    let loaded = Line::load_with(&bench().join(company).join("line"), &options).unwrap();
    Engine::new(Arc::new(loaded.line)).unwrap_or_else(|p| panic!("{p:?}"))
}

/// Drafts with their channel, by id.
fn drafts(file: &str) -> Vec<(String, String, Option<Channel>)> {
    let text = std::fs::read_to_string(bench().join(file)).unwrap();
    text.lines()
        .filter(|l| !l.trim().is_empty())
        .map(|l| {
            let row: Value = serde_json::from_str(l).unwrap();
            let words = |k: &str| row[k].as_str().unwrap_or_default().to_owned();
            (words("id"), words("text"), Channel::from_id(&words("channel")))
        })
        .collect()
}

/// Every part of a redacted text between two placeholders.
fn pieces(text: &str) -> Vec<String> {
    text.split('⟦')
        .enumerate()
        .map(|(n, p)| if n == 0 { p } else { p.split_once('⟧').unwrap().1 }.to_owned())
        .collect()
}

/// Whether a name stands in a piece: Latin names as words, others anywhere.
fn holds(piece: &str, name: &str) -> bool {
    let (name_key, piece_key) = (key(name), key(piece));
    if name_key.chars().count() < 2 || !piece_key.contains(&name_key) {
        return false;
    }
    let japanese = |c: char| matches!(script(c), Script::Kanji | Script::Hiragana | Script::Katakana);
    if name.chars().any(japanese) {
        // Where the letters stand apart it takes a long name.
        return fold(piece).contains(&fold(name)) || name_key.chars().count() >= 4;
    }
    let piece = fold(piece);
    let inside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    piece.match_indices(&fold(name)).any(|(at, n)| {
        !inside(piece[..at].chars().next_back()) && !inside(piece[at + n.len()..].chars().next())
    })
}

struct Seen {
    reword: usize,
    sent: usize,
}

fn look(company: &str, files: &[&str]) -> Seen {
    let engine = engine(company);
    let (mut seen, mut leaks) = (Seen { reword: 0, sent: 0 }, Vec::new());
    for file in files {
        for (id, draft, channel) in drafts(file) {
            let text = Text::new(&draft);
            let material = Material { text: &text, channel, as_of: day(), gaps: Vec::new() };
            let inspection = engine.inspect(&material);
            let redacted = engine.redact(&material, &inspection);
            if judge(engine.line(), &inspection) != Verdict::Reword {
                assert_eq!(redacted, None, "{id}: only what can be reworded is given away");
                continue;
            }
            seen.reword += 1;
            let Some(redacted) = redacted else {
                if std::env::var_os("SHOW").is_some() {
                    eprintln!("NONE {id} {draft}");
                }
                continue;
            };
            seen.sent += 1;
            if std::env::var_os("SHOW").is_some() {
                eprintln!("{id}\n  {draft}\n  {}", redacted.text);
                for p in &redacted.placeholders {
                    eprintln!("    {} {} / {}", p.mark, p.hint.ja, p.hint.en);
                }
            }
            leaks.extend(left(&engine, &inspection, &redacted).into_iter().map(|l| format!("{id}: {l}")));
        }
    }
    assert!(leaks.is_empty(), "{} of {}:\n{}", leaks.len(), seen.sent, leaks.join("\n"));
    seen
}

/// What must not be there and is.
fn left(engine: &Engine, inspection: &Inspection, redacted: &Redacted) -> Vec<String> {
    let line = engine.line();
    let mut names: BTreeSet<String> = BTreeSet::new();
    for finding in &inspection.findings {
        names.insert(finding.surface.clone());
        if let Grounds::Entry(id) = finding.grounds {
            let entry = line.entry(id).unwrap();
            names.insert(entry.name.to_owned());
            names.extend(entry.aliases.iter().map(str::to_owned));
        }
    }
    // Names of all other entries: Latin ones as words, others where they cannot be a part of a word.
    for entry in line.entries() {
        let all = std::iter::once(entry.name).chain(entry.aliases.iter());
        let sure = |n: &&str| {
            let kanji = n.chars().all(|c| script(c) == Script::Kanji);
            n.is_ascii() && n.len() >= 3 || kanji && n.chars().count() >= 2 || key(n).chars().count() >= 4
        };
        names.extend(all.filter(sure).map(str::to_owned));
    }
    let company = line.company();
    let generic = ["当社", "弊社", "うち", "自社"];
    let own = std::iter::once(&company.name).chain(&company.aliases);
    names.extend(own.filter(|n| !generic.contains(&n.as_str())).cloned());
    let mut out = Vec::new();
    for piece in pieces(&redacted.text) {
        for finding in &inspection.findings {
            if fold(&piece).contains(&fold(&finding.surface)) {
                out.push(format!("the words of a finding: {}", finding.surface));
            }
        }
        out.extend(names.iter().filter(|n| holds(&piece, n)).cloned());
    }
    for p in &redacted.placeholders {
        for name in &names {
            if holds(&p.hint.ja, name) || holds(&p.hint.en, name) {
                out.push(format!("in a hint: {name}"));
            }
        }
    }
    out
}

#[test]
fn nothing_protected_of_the_drafts_would_be_sent() {
    for (company, files) in [
        ("minato", &["minato/dev.jsonl", "minato/more.jsonl"][..]),
        ("hoshimi", &["hoshimi/dev.jsonl"]),
        ("hashibami", &["hashibami/dev.jsonl"]),
        ("isowashi", &["isowashi/dev.jsonl"]),
        ("trades", &["trades/ja-a.jsonl", "trades/ja-b.jsonl", "trades/ja-c.jsonl", "trades/en.jsonl"]),
    ] {
        let seen = look(company, files);
        eprintln!("{company}: {} of {} drafts", seen.sent, seen.reword);
        assert!(seen.reword > 20, "{company}: the drafts were read");
        assert!(seen.sent * 100 >= seen.reword * 90, "{company}: {} of {}", seen.sent, seen.reword);
    }
}

fn redacted(engine: &Engine, draft: &str) -> (Inspection, Option<Redacted>) {
    let text = Text::new(draft);
    let material = Material { text: &text, channel: None, as_of: day(), gaps: Vec::new() };
    let inspection = engine.inspect(&material);
    let redacted = engine.redact(&material, &inspection);
    (inspection, redacted)
}

#[test]
fn names_are_taken_out_in_every_disguise_and_meaning() {
    let engine = engine("minato");
    // Something that must be reworded, so that the draft is given away at all.
    let with =
        |words: &str| format!("{words}歩留まりを92.3%から97.1%に上げた話を、みんなで楽しく聞きました。");
    for (words, gone) in [
        ("北稜電装さんのことです。", "北稜"),
        ("北 稜 電 装さんのことです。", "稜"),
        ("北稜\n電装さんのことです。", "稜"),
        ("北⚡稜電装さんのことです。", "稜"),
        ("#北稜電装 のことです。", "稜"),
        ("北○電装さんのことです。", "電装"),
        ("トンボが飛んでいました。", "トンボ"),
        ("赤とんぼの歌を歌いました。", "とんぼ"),
        ("白鷺城を見に行きました。", "白鷺"),
        ("今日は大雪でした。", "大雪"),
        ("紅葉がきれいでした。", "紅葉"),
        ("ミナト精機の朝です。", "ミナト"),
        ("Ｍｉｎａｔｏ　Ｓｅｉｋｉの朝です。", "Ｓｅｉｋｉ"),
        ("写真は https://www.minato-seiki.example/blog です。", "minato"),
        ("写真は @minato_pr にあります。", "minato"),
    ] {
        let draft = with(words);
        let (_, Some(sent)) = redacted(&engine, &draft) else { panic!("{draft}: nothing is sent") };
        assert!(!sent.text.contains(gone) && !sent.text.contains("92.3"), "{}", sent.text);
        assert!(sent.text.contains("みんなで楽しく聞きました"), "{}", sent.text);
    }
}

#[test]
fn ordinary_words_and_general_names_of_oneself_stay() {
    let engine = engine("minato");
    let draft = "うちの朝は清掃から。当社のよさは、北稜電装さんにもほめられた床です。";
    let (_, Some(sent)) = redacted(&engine, draft) else { panic!("nothing is sent") };
    assert_eq!(sent.placeholders.len(), 1, "{}", sent.text);
    assert_eq!(sent.text, draft.replace("北稜電装", "⟦1⟧"));
    // The same firm is the same mark, and its hint says only what may be said.
    let draft = "北稜電装さんと打合せ。帰りは北稜さんの工場の桜を見ました。春の朝はいいですね。";
    let (_, Some(sent)) = redacted(&engine, draft) else { panic!("nothing is sent") };
    assert_eq!(sent.text.matches("⟦1⟧").count(), 2, "{}", sent.text);
    assert!(
        sent.placeholders[0].hint.ja.contains("お客様") && sent.placeholders[0].hint.en.contains("customer")
    );
}

#[test]
fn a_sentence_that_is_the_secret_goes_as_a_whole() {
    let engine = engine("minato");
    let draft = "防災の日でした。水は3日分、サーバ室の発電機は燃料48時間で、鍵は守衛室にあります。備えあれば憂いなし、と新人が言いました。";
    let (inspection, sent) = redacted(&engine, draft);
    let sent = sent.unwrap_or_else(|| panic!("{inspection:?}"));
    for gone in ["鍵", "守衛", "発電機", "48"] {
        assert!(!sent.text.contains(gone), "{}", sent.text);
    }
    assert!(sent.text.contains("備えあれば憂いなし"), "{}", sent.text);
}

/// A draft made to be slow: nothing but names, and nothing but figures. Each is within the longest
/// draft that is given away; seconds would show work that grows faster than the draft.
#[test]
fn drafts_made_to_be_slow_are_not() {
    let engine = engine("minato");
    for unit in [
        "北稜電装",
        "トンボ白鷺",
        "92.3%から97.1%に改善。",
        "北○電装さん、",
        "⚡北 稜 電 装\n",
        "Totaka Motor ",
    ] {
        let draft = unit.repeat(senbiki_engine::LONGEST_WRITTEN / unit.len());
        let begun = std::time::Instant::now();
        let (inspection, sent) = redacted(&engine, &draft);
        assert!(begun.elapsed().as_secs() < 2, "{unit}: {:?}", begun.elapsed());
        if let Some(sent) = sent {
            assert!(left(&engine, &inspection, &sent).is_empty(), "{unit}");
        }
        let draft = format!("{draft}{unit}");
        assert_eq!(redacted(&engine, &draft).1, None, "longer drafts are not given away");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 200, failure_persistence: None, ..Default::default() })]

    /// Whatever a draft is made of: what would be sent holds nothing that was found in it.
    #[test]
    fn whatever_is_sent_holds_nothing_that_was_found(
        parts in proptest::collection::vec((0_usize..18, "\\PC{0,3}"), 1..16),
    ) {
        thread_local!(static ENGINE: Engine = engine("minato"));
        const WORDS: &[&str] = &[
            "北稜電装", "さんと打合せ。", "歩留まりを92.3%から97.1%に改善。", "トンボ", "白鷺", "大雪", "の日、", "ミナト精機",
            "単価は85円です。", "#", " ", "\n", "東●自動車", "KX-4471-B", "朝の清掃を全員でやりました。", "https://a.example/", "Totaka Motor",
            "ー",
        ];
        let draft: String = parts.iter().flat_map(|(n, noise)| [WORDS[*n], noise.as_str()]).collect();
        ENGINE.with(|engine| {
            if let (inspection, Some(sent)) = redacted(engine, &draft) {
                let left = left(engine, &inspection, &sent);
                assert!(left.is_empty(), "{draft:?}\n{}\n{left:?}", sent.text);
            }
        });
    }
}
