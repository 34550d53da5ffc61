//! What an answer carries to help its author on: angles, who decides, the two risks.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{check, rows, run};

fn row(text: &str) -> serde_json::Value {
    rows(&check("jsonl", &serde_json::json!({ "text": text }).to_string())).remove(0)
}

#[test]
fn every_row_says_how_to_go_on() {
    let reword = row("北稜電装さん向けの試作が終わりました。");
    let angles = reword["angles"].as_array().unwrap();
    assert!((2..=3).contains(&angles.len()), "{angles:?}");
    for key in ["title", "helps", "opening", "question"] {
        assert!(angles.iter().all(|a| a[key].as_str().is_some_and(|s| !s.is_empty())), "{key}");
    }
    assert!(reword["decision"].is_null());
    let ok = row("朝の体操で肩が軽くなりました。");
    assert_eq!(ok["angles"].as_array().map(Vec::len), Some(0));
    assert!(ok["decision"].is_null());
    assert_eq!((&ok["risks"]["leak"], &ok["risks"]["backlash"]), (&"none".into(), &"none".into()));
    let escalated = row("納めた部品に打痕が見つかり、北稜電装さんのラインを止めてしまいました。");
    let decision = &escalated["decision"];
    assert_eq!((&decision["who"], &decision["category"]), (&"quality".into(), &"defect_recall".into()));
    assert!(decision["lane"].as_str().unwrap().contains("早く"), "the special lane is fast");
    assert!((2..=3).contains(&decision["asks"].as_array().unwrap().len()));
    assert!(!decision["meanwhile"]["opening"].as_str().unwrap().is_empty());
}

#[test]
fn remarks_have_their_place_and_leave_the_verdict_alone() {
    let text = "👍女性なのに力仕事もこなします。";
    let row = row(text);
    assert_eq!(row["verdict"], "ok");
    let remark = &row["remarks"][0];
    let at = |key: &str| usize::try_from(remark[key].as_u64().unwrap()).unwrap();
    assert_eq!(&text[at("utf8_start")..at("utf8_end")], remark["surface"].as_str().unwrap());
    assert_eq!((at("start"), at("utf16_start")), (1, 2));
    assert_eq!(row["risks"]["backlash"], "high");
    assert!(!row["risks"]["backlash_why"].as_str().unwrap().is_empty());
    assert_eq!(check("jsonl", &serde_json::json!({ "text": text }).to_string()).code, 0);
}

#[test]
fn two_risks_are_two_lines_when_there_is_something_to_say() {
    let quiet = check("pretty", "北稜電装さん向けの試作が終わりました。");
    assert!(!quiet.out.contains("受け止められ方"), "{}", quiet.out);
    assert!(quiet.out.contains("こんな切り口もあります"), "{}", quiet.out);
    let loud = check("pretty", "女性なのに力仕事もこなします。今月は仕事が足りません。");
    assert_eq!(loud.code, 0);
    for wanted in ["○ このまま出せます", "情報の線: 心配なし", "受け止められ方: このままでは心配", "良い面: "]
    {
        assert!(loud.out.contains(wanted), "{wanted}:\n{}", loud.out);
    }
    assert!(!check("pretty", "朝の体操で肩が軽くなりました。").out.contains("情報の線"));
}

#[test]
fn sarif_stays_about_findings() {
    let sarif = check("sarif", "女性なのに力仕事もこなします。");
    let page: serde_json::Value = serde_json::from_str(&sarif.out).unwrap();
    assert_eq!(page["runs"][0]["results"].as_array().map(Vec::len), Some(0));
}

#[test]
fn remarks_are_rules_that_can_be_listed_and_tried() {
    let listed = rows(&run("line rules --line examples/minato --format json"));
    let remarks: Vec<_> = listed.iter().filter(|r| r["effect"] == "remarks").collect();
    assert!(remarks.len() >= 18, "{}", remarks.len());
    assert!(remarks.iter().all(|r| ["tone", "offence", "bargaining"].iter().any(|k| r["category"] == *k)));
    assert!(run("line rules --line examples/minato").out.contains("交渉の立場 (bargaining)"));
}

#[test]
fn the_author_sees_who_will_read_it_and_how_far_it_may_spread() {
    let text = "新人に教えながら、北稜電装さん向けの試作をしました。";
    let ask = |more: &[&str]| {
        let words = ["check", "--line", "examples/minato", "--as-of", "2026-11-22", "--channel", "x"];
        common::run_with(&[&words[..], more, &["-"]].concat(), text.as_bytes())
    };
    let shown = ask(&["--readers"]).out;
    for wanted in ["だれが読み、何が分かるか", "お客様の購買", "○ 先輩が教えてくれる職場", "広がり方: 引用"]
    {
        assert!(shown.contains(wanted), "{wanted}:\n{shown}");
    }
    assert!(!ask(&[]).out.contains("広がり方"), "shown when asked for");
    let page: serde_json::Value = serde_json::from_str(&ask(&["--format", "json"]).out).unwrap();
    let readers = page["drafts"][0]["readers"].as_array().unwrap();
    assert_eq!(readers.len(), 5);
    assert!(
        readers
            .iter()
            .any(|r| r["learns"].as_array().is_some_and(|l| l.iter().any(|x| x["lesson"] == "good")))
    );
    assert!(page["drafts"][0]["spread"].as_str().unwrap().contains("数時間"));
    let lines = ask(&["--format", "jsonl", "--readers"]).out;
    assert!(lines.contains("\"readers\":[") && !ask(&["--format", "jsonl"]).out.contains("\"readers\""));
}
