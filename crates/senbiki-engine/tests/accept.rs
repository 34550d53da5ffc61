//! What of an outside writer's answer is believed, and what is refused.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "tests; SHOW=1 prints what would be sent, to be read"
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use senbiki_engine::{
    Channel, Engine, Inspection, Material, Redacted, Reframe, Refused, Spirit, Verdict, judge,
};
use senbiki_line::{Cache, Date, Line, LoadOptions};
use senbiki_text::Text;
use serde_json::Value;

fn bench(file: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bench").join(file)
}

fn engine(company: &str) -> Engine {
    let options = LoadOptions { cache: Cache::None };
    let loaded = Line::load_with(&bench(company).join("line"), &options).unwrap();
    Engine::new(Arc::new(loaded.line)).unwrap_or_else(|p| panic!("{p:?}"))
}

fn rows(file: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(bench(file)).unwrap();
    text.lines().filter(|l| !l.trim().is_empty()).map(|l| serde_json::from_str(l).unwrap()).collect()
}

struct Asked<'t> {
    material: Material<'t>,
    inspection: Inspection,
    redacted: Option<Redacted>,
}

fn ask<'t>(engine: &Engine, text: &'t Text, channel: Option<Channel>) -> Asked<'t> {
    let day = Date::new(2026, 11, 22).unwrap();
    let material = Material { text, channel, as_of: day, gaps: Vec::new() };
    let inspection = engine.inspect(&material);
    let redacted = engine.redact(&material, &inspection);
    Asked { material, inspection, redacted }
}

fn accept(engine: &Engine, asked: &Asked<'_>, answer: &str) -> Result<Reframe, Refused> {
    engine.accept(&asked.material, &asked.inspection, asked.redacted.as_ref().unwrap(), answer)
}

/// What people wrote for the drafts of two companies, given as if a writer had answered it.
#[test]
fn most_good_rewordings_are_accepted() {
    for (company, least) in [("minato", 60), ("hoshimi", 60)] {
        let engine = engine(company);
        let golds: BTreeMap<String, Value> = rows(&format!("{company}/reframes.dev.jsonl"))
            .into_iter()
            .map(|r| (r["id"].as_str().unwrap().to_owned(), r))
            .collect();
        let (mut all, mut taken) = (0, 0);
        let mut why: BTreeMap<&str, u32> = BTreeMap::new();
        for row in rows(&format!("{company}/dev.jsonl")) {
            let Some(gold) = golds.get(row["id"].as_str().unwrap()) else { continue };
            let text = Text::new(row["text"].as_str().unwrap());
            let asked = ask(&engine, &text, row["channel"].as_str().and_then(Channel::from_id));
            if asked.redacted.is_none() {
                continue;
            }
            for answer in gold["reframes"].as_array().unwrap() {
                all += 1;
                match accept(&engine, &asked, answer.as_str().unwrap()) {
                    Ok(_) => taken += 1,
                    Err(refused) => {
                        *why.entry(refused.id()).or_default() += 1;
                        if std::env::var_os("SHOW").is_some() {
                            eprintln!(
                                "{} {}\n  {}\n  {}\n  {}",
                                row["id"],
                                refused.id(),
                                text.original(),
                                asked.redacted.as_ref().unwrap().text,
                                answer.as_str().unwrap()
                            );
                        }
                    }
                }
            }
        }
        eprintln!("{company}: {taken} of {all} good rewordings accepted; refused {why:?}");
        assert!(all > 20 && taken * 100 >= all * least, "{company}: {taken} of {all}, {why:?}");
    }
}

const DRAFT: &str = "今日は北稜電装さんと打合せ。歩留まりを92.3%から97.1%に上げた話をしました。決め手は朝の清掃を全員でやったことです。小さな習慣が一番強い。 #現場改善";
const GOOD: &str = "今日は⟦1⟧さんと打合せ。歩留まりを大きく改善した話をしました。決め手は朝の清掃を全員でやったこと。小さな習慣が一番強いです。 #現場改善";

#[test]
fn a_good_answer_becomes_a_rewording_that_holds() {
    let engine = engine("minato");
    let text = Text::new(DRAFT);
    let asked = ask(&engine, &text, Some(Channel::X));
    for answer in [GOOD.to_owned(), format!("```\n{GOOD}\n```"), format!("<think>短く。</think>\n「{GOOD}」")]
    {
        let reframe = accept(&engine, &asked, &answer).unwrap_or_else(|r| panic!("{r:?}: {answer}"));
        assert_eq!(reframe.spirit, Spirit::Written);
        assert!(
            reframe.text.contains("お客様と打合せ") && reframe.text.contains("朝の清掃を全員で"),
            "{}",
            reframe.text
        );
        for gone in ["⟦", "北稜", "92", "97", "さんさん", "お客様さん", "<think", "```"] {
            assert!(!reframe.text.contains(gone), "{gone}: {}", reframe.text);
        }
        let told = Text::new(&reframe.text);
        let again = Material { text: &told, channel: None, as_of: asked.material.as_of, gaps: Vec::new() };
        assert!(matches!(judge(engine.line(), &engine.inspect(&again)), Verdict::Ok(_)));
        // All edits together make the whole; each names the words it replaces.
        let all: Vec<usize> = (0..reframe.edits.len()).collect();
        assert_eq!(reframe.take(DRAFT, &all), reframe.text);
        assert!(reframe.edits.len() >= 3, "a small edit for each change: {:?}", reframe.edits);
        assert!(reframe.edits.iter().any(|e| !e.findings.is_empty()));
        for edit in &reframe.edits {
            assert_eq!(&DRAFT[edit.span.range()], edit.before);
            assert!(!edit.reason.ja.is_empty() && !edit.reason.en.is_empty());
        }
    }
}

#[test]
fn answers_that_lie_leak_or_talk_are_refused() {
    let engine = engine("minato");
    let text = Text::new(DRAFT);
    let asked = ask(&engine, &text, None);
    let with = |from: &str, to: &str| {
        assert!(GOOD.contains(from), "{from}");
        GOOD.replacen(from, to, 1)
    };
    use Refused::*;
    for (answer, why) in [
        (String::new(), Empty),
        ("  \n「」".to_owned(), Empty),
        ("#現場改善".to_owned(), Empty),
        (with("⟦1⟧さん", "北稜電装さん"), ProtectedBack),
        (with("⟦1⟧さん", "ﾎｸﾘｮｳさん"), ProtectedBack),
        (with("大きく改善した", "92.3%から97.1%に上げた"), ProtectedBack),
        (with("⟦1⟧さん", "東鷹自動車さん"), NewFact),
        (with("⟦1⟧さん", "大川製作所さん"), NewFact),
        (with("大きく改善した", "3割改善した"), NewFact),
        (with("大きく改善した", "97%に改善した"), NewFact),
        (with("今日は", "来週は"), NewFact),
        (with(" #現場改善", " #現場改善 #北の電装"), NewFact),
        (with("強いです。", "強いです。https://a.example/"), NewFact),
        (with("朝の清掃", "朝のNX清掃"), NewFact),
        (with("⟦1⟧", "⟦7⟧"), UnknownPlaceholder),
        (with("⟦1⟧", "⟦1"), UnknownPlaceholder),
        (with("⟦1⟧", "1⟧"), UnknownPlaceholder),
        (with("⟦1⟧", "⟦ 1 ⟧"), UnknownPlaceholder),
        (with("⟦1⟧さん", "⟦2⟧さん"), PlaceholderLeft),
        (format!("承知しました。{GOOD}"), PromptLeftover),
        (format!("{GOOD}\n\n※伏字はそのままにしました。"), PromptLeftover),
        (with("今日は", "**今日**は"), PromptLeftover),
        (format!("<html><body>{GOOD}</body></html>"), PromptLeftover),
        (with("今日は", "今日は\u{7}"), ControlCharacters),
        (with("今日は", "今日は\u{202E}"), ControlCharacters),
        (with("今日は", "今\u{200B}日は"), ControlCharacters),
        (format!("{GOOD}{GOOD}").replace("⟦1⟧さん", "みんな"), TooLong),
        ("小さな習慣の話。".repeat(5_000), TooLong),
        ("⟦1⟧さんと打合せ。".repeat(300), TooLong),
        (
            "Today we talked about how cleaning together every morning made yield much better.".to_owned(),
            OtherLanguage,
        ),
        ("오늘은 고객과 회의를 했습니다. 아침 청소가 가장 중요했습니다.".to_owned(), OtherLanguage),
        ("我们今天和客户开会讨论了良率大幅改善的经验早上全员清扫是关键".to_owned(), OtherLanguage),
        ("昼休みに社食でカレーを食べました。福神漬けがおいしくて、おかわりしました。".to_owned(), OtherStory),
    ] {
        assert_eq!(accept(&engine, &asked, &answer).map(|r| r.text), Err(why), "{answer}");
    }
}

#[test]
fn english_drafts_have_the_same_care() {
    let engine = engine("minato");
    let draft = "Great visit to Totaka Motor today. We raised first-pass yield from 92.1% to 98.9% by cleaning the fixtures every morning. Small habits win.";
    let text = Text::new(draft);
    let asked = ask(&engine, &text, None);
    let Some(redacted) = &asked.redacted else { panic!("{:?}", asked.inspection) };
    assert!(!redacted.japanese && !redacted.text.contains("Totaka") && !redacted.text.contains("92"));
    let good = "Great visit to one of our customers today. Cleaning the fixtures every morning raised our first-pass yield a lot. Small habits win.";
    let told = accept(&engine, &asked, good).unwrap_or_else(|r| panic!("{r:?}"));
    assert_eq!(told.text, good);
    for (answer, why) in [
        (good.replace("one of our customers", "Totaka"), Refused::ProtectedBack),
        (good.replace("one of our customers", "Toyota"), Refused::NewFact),
        (good.replace("a lot", "by 40 percent"), Refused::NewFact),
        (format!("Here is the post: {good}"), Refused::PromptLeftover),
        (
            "今日はお客様を訪問しました。毎朝の清掃で歩留まりが上がりました。".to_owned(),
            Refused::OtherLanguage,
        ),
    ] {
        assert_eq!(accept(&engine, &asked, &answer).map(|r| r.text), Err(why), "{answer}");
    }
}

#[test]
fn what_stays_comes_back_as_it_stood() {
    let engine = engine("minato");
    let draft = "朝は清掃から。北稜電装さんの検査の方にも、床がきれいだとほめていただきました。詳しくは https://minato.example/blog へ。 #ミナト精機";
    let text = Text::new(draft);
    let asked = ask(&engine, &text, None);
    let redacted = asked.redacted.as_ref().unwrap();
    assert!(!redacted.text.contains("ミナト") && !redacted.text.contains("minato"), "{}", redacted.text);
    let answer = redacted.text.replace("ほめて", "おほめの言葉を");
    let told = accept(&engine, &asked, &answer).unwrap_or_else(|r| panic!("{r:?}: {answer}"));
    assert!(told.text.ends_with("#ミナト精機") && told.text.contains("https://minato.example/blog"));
    assert!(!told.text.contains("北稜"), "{}", told.text);
}

#[test]
fn nothing_is_given_away_that_cannot_be_reworded() {
    let engine = engine("minato");
    for draft in ["朝の体操で肩が軽くなりました。", "北稜電装さんの図面は⟦ひどい⟧です。", "北稜電装"]
    {
        let text = Text::new(draft);
        assert!(ask(&engine, &text, None).redacted.is_none(), "{draft}");
    }
    let long = "朝の清掃を全員でやりました。".repeat(300) + "北稜電装さんと打合せ。";
    let text = Text::new(&long);
    assert!(ask(&engine, &text, None).redacted.is_none());
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 200, failure_persistence: None, ..Default::default() })]

    /// Whatever a writer answers: it is refused, or it is a post that crosses no line.
    #[test]
    fn whatever_comes_back_is_clean_or_refused(parts in proptest::collection::vec(0_usize..26, 0..24), noise in "\\PC{0,12}") {
        thread_local!(static ENGINE: Engine = engine("minato"));
        ENGINE.with(|engine| {
            const WORDS: &[&str] = &[
                "今日は", "⟦1⟧", "⟦2⟧", "⟦", "⟧", "⟦9⟧", "さん", "と打合せ。", "歩留まりを", "大きく改善した", "話をしました。",
                "決め手は", "朝の清掃を", "全員でやったこと", "です。", "小さな習慣が", "一番強い。", " #現場改善", "北稜電装", "92.3%",
                "97.1%", "東鷹", "来月", "\n", "おにぎりチャック", "お客様",
            ];
            let mut answer: String = parts.iter().map(|n| WORDS[*n]).collect();
            answer.push_str(&noise);
            let text = Text::new(DRAFT);
            let asked = ask(engine, &text, None);
            if let Ok(reframe) = accept(engine, &asked, &answer) {
                let told = Text::new(&reframe.text);
                let again = Material { text: &told, channel: None, as_of: asked.material.as_of, gaps: Vec::new() };
                assert!(matches!(judge(engine.line(), &engine.inspect(&again)), Verdict::Ok(_)), "{}", reframe.text);
                assert!(!reframe.text.contains(['⟦', '⟧']));
                let all: Vec<usize> = (0..reframe.edits.len()).collect();
                assert_eq!(reframe.take(DRAFT, &all), reframe.text);
            }
        });
    }
}
