//! Other ways to tell a story, and who decides when it cannot be told yet.
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::sync::Arc;

use senbiki_engine::{Angle, Channel, Decider, Decision, Engine, Inspection, MOST_ANGLES, Material};
use senbiki_line::{Line, parse_date};
use senbiki_text::Text;

fn engine(more: &[(&str, &str)]) -> Engine {
    let mut files: Vec<(&str, &[u8])> = senbiki_testkit::line::EXAMPLE_LINE.to_vec();
    files.extend(more.iter().map(|(path, text)| (*path, text.as_bytes())));
    Engine::new(Arc::new(Line::from_memory(&files).unwrap().line)).unwrap()
}

fn ask(engine: &Engine, draft: &str) -> (Inspection, Vec<Angle>, Option<Decision>) {
    let text = Text::new(draft);
    let as_of = parse_date("2026-11-22").unwrap();
    let material = Material { text: &text, channel: Some(Channel::X), as_of, gaps: Vec::new() };
    let seen = engine.inspect(&material);
    let angles = senbiki_engine::angles(engine, &material, &seen);
    let decision = senbiki_engine::decision(engine, &material, &seen);
    (seen, angles, decision)
}

fn topics(angles: &[Angle]) -> Vec<&str> {
    angles.iter().filter_map(|a| a.topic.as_deref()).collect()
}

#[test]
fn a_draft_that_is_not_ready_gets_two_or_three_other_angles() {
    let engine = engine(&[]);
    let drafts = [
        "東鷹自動車さん向けの試作が終わりました。",
        "歩留まりが92.3%から97.1%に上がりました。",
        "見積は一個480円で通りました。",
        "納めた部品にクラックが見つかり、東鷹自動車さんのラインが止まりました。",
        "紅葉メッキは約束を守らない最低の会社です。",
        "We ship the brake parts to Totaka Motor every week.",
        "堂本さんが来月から休職します。",
        "おにぎりチャックの爪を直しました。",
    ];
    for draft in drafts {
        let (seen, angles, _) = ask(&engine, draft);
        assert!(!seen.findings.is_empty(), "{draft}");
        assert!((2..=MOST_ANGLES).contains(&angles.len()), "{draft}: {}", angles.len());
        for angle in &angles {
            for text in [&angle.title, &angle.helps, &angle.opening, &angle.question] {
                assert!(!text.ja.is_empty() && !text.en.is_empty(), "{draft}");
            }
        }
        let titles: std::collections::BTreeSet<&str> = angles.iter().map(|a| a.title.ja.as_str()).collect();
        assert_eq!(titles.len(), angles.len(), "{draft}: a real choice");
    }
    assert!(ask(&engine, "朝の体操で肩が軽くなりました。").1.is_empty(), "nothing to add to what is ready");
}

#[test]
fn angles_follow_what_the_draft_is_about_and_what_stands_in_the_way() {
    let engine = engine(&[]);
    let of = |draft: &str| ask(&engine, draft).1;
    assert!(
        topics(&of("東鷹自動車さんに出す部品で、通路でつまずくヒヤリがありました。")).contains(&"near-miss")
    );
    assert!(
        topics(&of("測定の前にノギスを拭きます。公差は0.005mmで、歩留まりは97.1%です。"))
            .contains(&"measuring")
    );
    assert!(topics(&of("相見積の結果、単価は480円に決まりました。")).contains(&"asking-for-quotation"));
    let about_price = of("相見積の結果、単価は480円に決まりました。");
    assert!(about_price.iter().any(|a| a.title.ja.contains("金額のかわり")), "{about_price:?}");
    let attack = of("紅葉メッキは約束を守らない最低の会社です。");
    assert!(attack.iter().any(|a| a.title.ja.contains("相手")), "{attack:?}");
}

#[test]
fn an_angle_that_crosses_the_line_is_never_shown() {
    let bad = "[[topic]]\nid = 'own'\ntitle = { ja = '塗りの話', en = 'Coating' }\nwords = ['塗り']\n\
        opening = [{ ja = '東鷹自動車さんの塗りの話です。', en = 'On coating.' }]\n\
        [[topic.angle]]\ntitle = { ja = '名指しの切り口', en = 'By name' }\nhelps = { ja = '皆', en = 'all' }\n\
        opening = { ja = '東鷹自動車さんの塗りを任されています。', en = 'On coating.' }\n\
        question = { ja = 'なぜですか。', en = 'Why?' }\n\
        [[topic.angle]]\ntitle = { ja = '塗りの手ざわり', en = 'The feel of it' }\nhelps = { ja = '皆', en = 'all' }\n\
        opening = { ja = '塗りは、乾くまでの待ち方で決まります。', en = 'Coating is all about waiting.' }\n\
        question = { ja = '待つあいだに何を見ますか。', en = 'What do you look at while it dries?' }\n";
    let engine = engine(&[("topics/own.toml", bad)]);
    for _ in 0..2 {
        let (_, angles, _) = ask(&engine, "塗りの単価は480円です。");
        let titles: Vec<&str> = angles.iter().map(|a| a.title.ja.as_str()).collect();
        assert!(titles.contains(&"塗りの手ざわり"), "{titles:?}");
        assert!(!titles.contains(&"名指しの切り口"), "{titles:?}");
    }
}

#[test]
fn who_decides_is_said_with_what_they_ask_and_what_can_be_told_meanwhile() {
    let engine = engine(&[]);
    let of = |draft: &str| ask(&engine, draft).2;
    let defect = of("納めた部品にクラックが見つかり、東鷹自動車さんのラインが止まりました。").unwrap();
    assert_eq!(defect.who, Decider::Quality);
    assert!(defect.lane.is_some(), "the lane of its own is quick, and that is said");
    assert_eq!(defect.meanwhile.as_ref().map(|m| m.topic.as_str()), Some("near-miss"));
    let attack = of("紅葉メッキは約束を守らない最低の会社です。").unwrap();
    assert_eq!((attack.who, attack.lane), (Decider::Pr, None));
    assert!((2..=3).contains(&attack.asks.len()));
    assert!(
        of("東鷹自動車さん向けの試作が終わりました。").is_none(),
        "nobody has to be asked for a rewording"
    );
    assert!(of("朝の体操で肩が軽くなりました。").is_none());
}

#[test]
fn what_was_not_inspected_goes_to_the_coach() {
    let engine = engine(&[]);
    let text = Text::new("朝の体操で肩が軽くなりました。");
    let none = senbiki_engine::Message::default();
    let gap = senbiki_engine::Gap { id: "media_not_inspected", what: none.clone(), close: none };
    let as_of = parse_date("2026-11-22").unwrap();
    let material = Material { text: &text, channel: None, as_of, gaps: vec![gap] };
    let seen = engine.inspect(&material);
    let decision = senbiki_engine::decision(&engine, &material, &seen).unwrap();
    assert_eq!((decision.who, decision.category), (Decider::Coach, None));
    assert!(decision.asks.iter().any(|m| m.ja.contains("写真")));
}

#[test]
fn a_theme_that_the_company_switched_off_is_not_offered() {
    let engine = engine(&[("topics/own.toml", "off = ['near-miss']\n")]);
    let (_, angles, decision) = ask(&engine, "納めた部品にクラックが見つかり、ラインが止まりました。");
    let meanwhile = decision.unwrap().meanwhile.unwrap();
    assert_ne!(meanwhile.topic, "near-miss");
    assert!(!topics(&angles).contains(&"near-miss"));
}
