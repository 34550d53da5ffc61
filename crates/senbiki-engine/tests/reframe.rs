//! Rewordings as people get them: clean, complete, and made of edits that can be taken one by one.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::sync::Arc;

use proptest::prelude::*;
use senbiki_engine::{Channel, Engine, MOST_REFRAMES, Material, Reframe, Spirit, Verdict, judge};
use senbiki_line::{Line, parse_date};
use senbiki_testkit::line::EXAMPLE_LINE;
use senbiki_text::Text;

fn engine() -> &'static Engine {
    static ENGINE: std::sync::OnceLock<Engine> = std::sync::OnceLock::new();
    ENGINE.get_or_init(|| Engine::new(Arc::new(Line::from_memory(EXAMPLE_LINE).unwrap().line)).unwrap())
}

fn verdict(draft: &str, channel: Option<Channel>) -> (Verdict, Vec<Reframe>) {
    let text = Text::new(draft);
    let as_of = parse_date("2026-11-22").unwrap();
    let material = Material { text: &text, channel, as_of, gaps: Vec::new() };
    let inspection = engine().inspect(&material);
    (judge(engine().line(), &inspection), engine().reframe(&material, &inspection))
}

/// What holds for every rewording there is.
fn holds(draft: &str, channel: Option<Channel>) -> Vec<Reframe> {
    let (was, reframes) = verdict(draft, channel);
    assert!(reframes.len() <= MOST_REFRAMES);
    if was != Verdict::Reword {
        assert!(reframes.is_empty(), "only what is to be reworded is reworded: {draft}");
    }
    for r in &reframes {
        assert!(matches!(verdict(&r.text, channel).0, Verdict::Ok(_)), "{draft}\n→ {}", r.text);
        assert!(channel.is_none_or(|c| c.fits(&r.text)));
        let all: Vec<usize> = (0..r.edits.len()).collect();
        assert_eq!(r.take(draft, &all), r.text, "all edits together are the rewording");
        assert_eq!(r.take(draft, &[]), draft, "no edit leaves the draft");
        assert!(r.edits.windows(2).all(|w| w[0].span.end <= w[1].span.start), "{:?}", r.edits);
        for e in &r.edits {
            assert_eq!(&draft[e.span.range()], e.before);
            assert_ne!(e.before, e.after);
            assert!(!e.reason.ja.is_empty() && !e.reason.en.is_empty(), "{e:?}");
        }
    }
    reframes
}

fn best(draft: &str) -> String {
    holds(draft, None).first().map(|r| r.text.clone()).unwrap_or_default()
}

#[test]
fn a_name_becomes_what_the_line_allows() {
    assert_eq!(
        best("今週は東鷹さんの生産計画が三回変わった。"),
        "今週は乗用車のお客様の生産計画が三回変わった。"
    );
}

#[test]
fn the_lesson_stays_when_the_figure_goes() {
    let said = best(
        "歩留まり改善の話をします。直行率は91.4%から98.7%になりました。ポイントは測定のばらつきを先に潰したこと。",
    );
    assert!(said.contains("ポイントは測定のばらつきを先に潰したこと。"), "{said}");
    assert!(!said.contains("98.7") && !said.contains("91.4"), "{said}");
}

#[test]
fn what_others_decide_is_not_glossed_over() {
    for draft in [
        "先月のリコール、原因はうちの熱処理の温度記録の改ざんでした。",
        "東鷹さん向けの試作車、来年三月に発売です。カワセミの全部をここで話します。",
    ] {
        let (was, reframes) = verdict(draft, None);
        assert!(was != Verdict::Reword || !reframes.is_empty());
        if was != Verdict::Reword {
            assert!(reframes.is_empty());
        }
    }
    assert!(verdict("先月のリコール、原因はうちの熱処理の温度記録の改ざんでした。", None).1.is_empty());
}

#[test]
fn a_ready_draft_is_left_alone() {
    let (was, reframes) = verdict("朝の点検で、工具の置き場所を話し合いました。", None);
    assert!(matches!(was, Verdict::Ok(_)) && reframes.is_empty());
}

#[test]
fn what_does_not_fit_the_channel_is_not_shown() {
    let long = format!("今日は東鷹さんと打合せ。{}", "朝の点検で工具の置き場所を話し合いました。".repeat(9));
    assert!(holds(&long, Some(Channel::X)).is_empty(), "longer than a post on X");
    assert!(!holds(&long, Some(Channel::LinkedIn)).is_empty());
}

#[test]
fn every_rewording_of_the_drafts_we_know_holds() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bench");
    let mut reworded = 0;
    for set in ["minato/dev", "minato/more"] {
        for row in std::fs::read_to_string(root.join(format!("{set}.jsonl"))).unwrap().lines() {
            let row: serde_json::Value = serde_json::from_str(row).unwrap();
            let channel = row["channel"].as_str().and_then(Channel::from_id);
            reworded += usize::from(!holds(row["text"].as_str().unwrap(), channel).is_empty());
        }
    }
    assert!(reworded > 20, "only {reworded} drafts were reworded");
}

#[test]
fn spirits_have_names() {
    for s in [Spirit::Close, Spirit::Short, Spirit::General] {
        assert!(!s.id().is_empty() && !s.label().0.is_empty() && !s.label().1.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_mixture_of_sentences_is_reworded_cleanly(
        parts in prop::collection::vec(prop::sample::select(vec![
            "東鷹さんと打合せ。", "カニばさみ治具が、", "単価は85円です", "\n", "😱", "#東鷹 #出荷", "（東鷹様専用）", "段取りは45分から11分に。",
            "うちの", "ので、", "カワセミ", "「", "」", "We met Totaka. ", "at 18 C for 40 minutes, ", "  ", "※", "。。", "Ok.", "\u{F0000}", "朝の点検が一番です。",
            "KX-4471-B", "霧島さん、", "三万個", "ありがとうございました！",
        ]), 0..14)
    ) {
        holds(&parts.concat(), None);
    }
}

/// A line whose customers `n` share one industry.
fn customers(n: usize, industry: &str) -> Engine {
    let mut table = String::from("kind,name,aliases,say_instead,industry\n");
    for i in 0..n {
        let letter = char::from_u32('あ' as u32 + 2 * i as u32).unwrap();
        table.push_str(&format!("customer,{letter}さひ山精器株式会社,{letter}さひ山,,{industry}\n"));
    }
    let files: [(&str, &[u8]); 2] = [
        ("line.toml", "[company]\nname = \"例示製作所株式会社\"\n".as_bytes()),
        ("protected/parties.csv", table.as_bytes()),
    ];
    Engine::new(Arc::new(Line::from_memory(&files).unwrap().line)).unwrap()
}

#[test]
fn an_industry_is_told_only_when_five_could_be_meant() {
    let said = |n: usize| {
        let engine = customers(n, "農業機械");
        let text = Text::new("あさひ山さんの監査がありました。朝の点検表をほめていただきました。");
        let as_of = parse_date("2026-11-22").unwrap();
        let material = Material { text: &text, channel: None, as_of, gaps: Vec::new() };
        let inspection = engine.inspect(&material);
        engine.reframe(&material, &inspection).first().unwrap().text.clone()
    };
    assert!(said(5).starts_with("農業機械のお客様の監査"), "{}", said(5));
    assert!(said(4).starts_with("お客様の監査"), "{}", said(4));
}
