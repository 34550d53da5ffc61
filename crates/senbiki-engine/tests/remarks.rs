//! How a post is received is looked at apart from what it gives away.
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::sync::Arc;

use senbiki_engine::{Engine, Inspection, Level, Material, judge, risks};
use senbiki_line::rule::RemarkKind;
use senbiki_line::{Line, parse_date};
use senbiki_text::Text;

fn engine(more: &[(&str, &str)]) -> Engine {
    let mut files: Vec<(&str, &[u8])> = senbiki_testkit::line::EXAMPLE_LINE.to_vec();
    files.extend(more.iter().map(|(path, text)| (*path, text.as_bytes())));
    Engine::new(Arc::new(Line::from_memory(&files).unwrap().line)).unwrap()
}

fn inspect(engine: &Engine, draft: &str) -> Inspection {
    let text = Text::new(draft);
    let as_of = parse_date("2026-11-22").unwrap();
    engine.inspect(&Material { text: &text, channel: None, as_of, gaps: Vec::new() })
}

fn kinds(engine: &Engine, draft: &str) -> Vec<RemarkKind> {
    inspect(engine, draft).remarks.iter().map(|r| r.kind).collect()
}

#[test]
fn a_remark_never_changes_the_verdict() {
    let engine = engine(&[]);
    for draft in [
        "女性なのに力仕事もこなします。",
        "うちの仕上げは他社には真似できません。",
        "今月は仕事が足りません。",
        "Kids these days cannot sweep a floor.",
    ] {
        let seen = inspect(&engine, draft);
        assert!(!seen.remarks.is_empty(), "{draft}");
        assert_eq!(judge(engine.line(), &seen).id(), "ok", "{draft}");
    }
}

#[test]
fn people_who_could_be_hurt_are_thought_of() {
    let engine = engine(&[]);
    for draft in
        ["最近の若い者は根性がない。", "外注がまたやらかした。", "Our supplier dropped the ball again."]
    {
        assert_eq!(kinds(&engine, draft), [RemarkKind::Offence], "{draft}");
    }
    for kind in ["若い人の質問で、自分の思い込みに気づきました。", "外注先の皆さんのおかげで間に合いました。"]
    {
        assert_eq!(kinds(&engine, kind), [], "{kind}");
    }
}

#[test]
fn a_weaker_position_is_said_with_its_benefit_beside_it() {
    let engine = engine(&[]);
    for draft in [
        "うちは仕事が足りない。",
        "材料は言い値で買うしかない。",
        "材料が上がっても値上げできない。",
        "この材料は一社しか買えない。",
        "在庫が余って困る。",
    ] {
        let seen = inspect(&engine, draft);
        let remark = seen.remarks.first().unwrap_or_else(|| panic!("{draft}"));
        assert_eq!(remark.kind, RemarkKind::Bargaining, "{draft}");
        let benefit = remark.benefit.as_ref().unwrap();
        assert!(!benefit.ja.is_empty() && !benefit.en.is_empty() && !remark.say.ja.is_empty(), "{draft}");
    }
    assert_eq!(kinds(&engine, "在庫が余らないしくみを、みんなで考えました。"), []);
}

#[test]
fn a_leak_and_an_outcry_are_weighed_apart() {
    let engine = engine(&[]);
    let levels = |draft: &str| {
        let risks = risks(&inspect(&engine, draft));
        (risks.leak.level, risks.backlash.level)
    };
    assert_eq!(levels("朝の体操で肩が軽くなりました。"), (Level::None, Level::None));
    assert_eq!(levels("東鷹自動車さん向けの試作が終わりました。"), (Level::Some, Level::None));
    assert_eq!(levels("女性なのに力仕事もこなします。"), (Level::None, Level::High));
    assert_eq!(levels("うちの仕上げは他社には真似できません。"), (Level::None, Level::Some));
    assert_eq!(levels("今月は仕事が足りません。"), (Level::None, Level::None), "a position is no outcry");
    let both = levels("紅葉メッキは約束を守らない最低の会社です。");
    assert_eq!(both.1, Level::High);
    assert!(both.0 > Level::None, "the name of a supplier gets out as well");
}

#[test]
fn an_attack_is_not_said_twice() {
    let engine = engine(&[]);
    let seen = inspect(&engine, "紅葉メッキは約束を守らない最低の会社です。外注がまたやらかした。");
    for remark in &seen.remarks {
        let attack = |f: &&senbiki_engine::Finding| f.category == senbiki_line::Category::Defamation;
        assert!(!seen.findings.iter().filter(attack).any(|f| f.span.overlaps(remark.span)), "{remark:?}");
    }
}

#[test]
fn a_company_has_its_own_remarks_and_switches_ours_off() {
    let own = "off = ['bargaining.too_much_stock']\n\
        [[rule]]\nid = 'own.motto'\nkind = 'tone'\nwords = ['根性論']\n\
        why = { ja = '『{surface}』は使わないことにしています。', en = 'We do not say {surface}.' }\n\
        flags = ['⟦根性論⟧だ。']\npasses = ['根気']\n";
    let engine = engine(&[("rules/own.toml", own)]);
    assert_eq!(kinds(&engine, "在庫が余って困る。"), []);
    let seen = inspect(&engine, "結局は根性論です。");
    assert_eq!(seen.remarks.first().unwrap().why.ja, "『根性論』は使わないことにしています。");
    let wrong = [("rules/own.toml", "[[rule]]\nid = 'x'\nkind = 'rude'\nwords = ['a']\nflags = ['⟦a⟧']\n")];
    let mut files: Vec<(&str, &[u8])> = senbiki_testkit::line::EXAMPLE_LINE.to_vec();
    files.extend(wrong.iter().map(|(path, text)| (*path, text.as_bytes())));
    let told = Engine::new(Arc::new(Line::from_memory(&files).unwrap().line)).err().unwrap();
    assert!(told.iter().any(|p| p.ja.contains("tone / offence / bargaining")), "{told:?}");
}

#[test]
fn a_text_full_of_remarks_stays_readable() {
    let engine = engine(&[]);
    let started = std::time::Instant::now();
    let seen = inspect(&engine, &"外注がまたやらかした。最近の若い者は根性がない。".repeat(3_000));
    assert!((1..=64).contains(&seen.remarks.len()), "{}", seen.remarks.len());
    assert!(seen.remarks.windows(2).all(|w| matches!(w, [a, b] if a.span.start <= b.span.start)));
    assert!(started.elapsed() < std::time::Duration::from_secs(20), "linear, even on a busy machine");
}
