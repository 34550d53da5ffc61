//! What must hold for every rewording.

#![allow(clippy::unwrap_used, reason = "tests")]

use senbiki_line::Category;

use super::generic::Generic;
use super::rule::{Saying, Tongue};
use super::slot::{Direction, Form, Kind};
use super::trim;

#[test]
fn every_rule_shows_what_it_does() {
    let problems = super::proof::problems(senbiki_line::rule::REWORDS);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn reasons_and_general_words_are_whole() {
    assert!(super::edit::reasons_are_whole());
    for category in [
        Category::Customer,
        Category::Supplier,
        Category::Equipment,
        Category::PartNumber,
        Category::Unreleased,
        Category::Personal,
        Category::Location,
    ] {
        for tongue in [Tongue::Ja, Tongue::En] {
            assert!(!Generic::general(category.id(), tongue).say(Saying::Full).is_empty());
        }
    }
}

#[test]
fn edits_lead_from_one_text_to_the_other() {
    let before = "今日は東鷹さんと打合せ。単価は85円です。";
    let after = "今日はお客様と打合せ。単価の話をしました。";
    let edits: Vec<super::Edit> = super::edit::between(0, before, after)
        .into_iter()
        .map(|(span, before, after)| super::Edit {
            span,
            before,
            after,
            reason: crate::Message::default(),
            findings: Vec::new(),
        })
        .collect();
    assert!(edits.len() >= 2, "{edits:?}");
    assert_eq!(super::edit::apply(before, edits.iter()), after);
    for e in &edits {
        assert_eq!(&before[e.span.range()], e.before);
    }
}

#[test]
fn a_word_is_changed_as_a_whole() {
    let edits = super::edit::between(0, "and Totaka Motor noticed.", "and a customer noticed.");
    let words: Vec<(&str, &str)> = edits.iter().map(|(_, b, a)| (b.as_str(), a.as_str())).collect();
    assert_eq!(words, [("Totaka Motor", "a customer")]);
}

#[test]
fn what_is_left_of_a_sentence_stands_on_its_own() {
    let mark =
        Kind { category: Category::Price, form: Form::Noun, direction: Direction::None }.mark(0).unwrap();
    for (with, without) in [
        ("全エリア(本社の{}専用)で実施。", Some("全エリアで実施。")),
        ("価格を{}見直して、工程も変えました。", Some("工程も変えました。")),
        ("工程を見直しましたが、{}でした。", Some("工程を見直しました。")),
        ("うちの{}は、よく動きます。", None),
        ("きれいに積めました #{} #出荷", Some("きれいに積めました #出荷")),
    ] {
        let sentence = with.replace("{}", &mark.to_string());
        let told = trim::without_marks(&sentence, &sentence, Tongue::Ja, trim::polite(&sentence));
        assert_eq!(told.first().map(String::as_str), without, "{with}");
    }
    assert_eq!(trim::without_connective("ちなみに、点検は月曜です。"), "点検は月曜です。");
    assert!(trim::points_back("それが一番の学びでした。") && !trim::points_back("朝の点検が一番です。"));
}

#[test]
fn what_only_leads_to_a_secret_goes_with_it() {
    assert!(
        trim::announces("クイズ！")
            && !trim::announces("クイズ大会の優勝は検査課でした。みんなで祝いました。")
    );
    assert!(
        trim::awaits_permission("※お客様の公表許可はまだ")
            && trim::awaits_permission("※掲載許可は申請中です")
    );
    assert!(
        !trim::awaits_permission("※写真はイメージです")
            && !trim::awaits_permission("許可を取って撮りました。")
    );
}
