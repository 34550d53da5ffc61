//! What holds for every text there is: findings lie on characters of the original and say what
//! they cover, the answer is the same each time, and a gap is never `ok`.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use senbiki_engine::{Engine, Gap, Inspection, Material, Message, Verdict, judge};
use senbiki_line::{Action, Line, parse_date};
use senbiki_text::Text;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let loaded = Line::from_memory(senbiki_testkit::line::EXAMPLE_LINE).unwrap();
    Engine::new(Arc::new(loaded.line)).unwrap()
});

/// Pieces of real drafts, whole and cut, and what people and machines put between them.
const FRAGMENTS: &[&str] = &[
    "東鷹自動車",
    "東鷹",
    "ﾄｰﾀｶ",
    "とーたか",
    "Ｔｏｔａｋａ　Ｍｏｔｏｒ",
    "totaka motor",
    "大雪",
    "紅葉",
    "もみじ",
    "渓流",
    "溪流ポンプ",
    "夕凪マリン",
    "船外機",
    "六角",
    "鐘ヶ淵シャフト",
    "KX-4471-B",
    "ＫＸ－４４７１－Ｂ",
    "KX-",
    "7H-33810-02",
    "トンボ",
    "白鷺",
    "おにぎりチャック",
    "MJ-07",
    "オーロラ",
    "Kestrel",
    "ロックⅡ",
    "堂本",
    "星ヶ原工場",
    "株式会社",
    "㈱",
    "(株)",
    "Co., Ltd.",
    "さん",
    "様",
    "御中",
    "社",
    "T社",
    "某社",
    "○",
    "●",
    "ト○タ",
    "東●自動車",
    "向けの",
    "から",
    "への",
    "を",
    "の",
    "は",
    "に",
    "納めました",
    "受注しました",
    "値上げ",
    "単価",
    "歩留まり",
    "不良率",
    "サイクルタイム",
    "売上",
    "月産",
    "リコール",
    "クレーム",
    "事故",
    "2026年",
    "１２月",
    "五日",
    "320円",
    "¥1,200",
    "92.1%",
    "九割",
    "三万個",
    "48秒",
    "180℃",
    "Ra0.4",
    "±0.01",
    "M8",
    "SUS304",
    "ISO 9001",
    "約",
    "~",
    "→",
    "、",
    "。",
    "!",
    "\n",
    "\r\n",
    " ",
    "　",
    "\t",
    "・",
    "ー",
    "-",
    "#",
    "@",
    "「",
    "」",
    "（",
    "⟦",
    "👍",
    "👩\u{200D}🔧",
    "🚗",
    "\u{FE0F}",
    "\u{200B}",
    "\u{200D}",
    "\u{3099}",
    "\u{309A}",
    "\u{E0100}",
    "\u{202E}",
    "\u{0}",
    "㍉",
    "㌔",
    "ﬀ",
    "İ",
    "ß",
    "ǆ",
    "Å",
    "a",
    "Z",
    "we shipped",
    "to",
    "the customer",
    "yield went from 92% to 97%",
    "a recall",
    "three hundred",
];

fn fragments() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => prop::sample::select(FRAGMENTS).prop_map(str::to_owned),
        2 => any::<char>().prop_map(String::from),
        1 => "\\PC{0,6}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn drafts() -> impl Strategy<Value = String> {
    prop_oneof![3 => fragments(), 1 => any::<String>(), 1 => ".{0,200}"]
}

fn inspect(draft: &str, gaps: Vec<Gap>) -> Inspection {
    let text = Text::new(draft);
    let as_of = parse_date("2026-11-22").unwrap();
    ENGINE.inspect(&Material { text: &text, channel: None, as_of, gaps })
}

fn gap() -> Gap {
    Gap {
        id: "media_not_inspected",
        what: Message::new("写真はまだ見ていません。", "The photo has not been looked at."),
        close: Message::new("写真を確かめてください。", "Look at the photo."),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn findings_lie_on_characters_and_say_what_they_cover(draft in drafts()) {
        let inspection = inspect(&draft, Vec::new());
        let mut last = 0;
        for f in &inspection.findings {
            let covered = draft.get(f.span.range());
            prop_assert!(covered.is_some(), "{:?} cuts a character of {draft:?}", f.span);
            prop_assert_eq!(covered, Some(f.surface.as_str()), "{}", f.rule);
            prop_assert!(!f.surface.is_empty(), "{} covers nothing in {draft:?}", f.rule);
            prop_assert!(f.span.start >= last, "{} stands out of order in {draft:?}", f.rule);
            last = f.span.start;
            prop_assert!(!f.rule.is_empty() && !f.who.is_empty(), "{}", f.rule);
            for text in [&f.why, &f.advice] {
                prop_assert!(!text.ja.is_empty() && !text.en.is_empty(), "{} is silent", f.rule);
                prop_assert!(!text.ja.contains("{instead}") && !text.en.contains("{instead}"), "{}", f.rule);
            }
            prop_assert!(f.confidence.0 <= 100);
        }
    }

    #[test]
    fn the_answer_is_the_same_each_time(draft in drafts()) {
        prop_assert_eq!(inspect(&draft, Vec::new()), inspect(&draft, Vec::new()));
    }

    #[test]
    fn ok_means_nothing_to_change_and_no_gap(draft in drafts(), open in any::<bool>()) {
        let inspection = inspect(&draft, if open { vec![gap()] } else { Vec::new() });
        let verdict = judge(ENGINE.line(), &inspection);
        let changes = inspection.findings.iter().any(|f| f.action != Action::Ok);
        prop_assert_eq!(matches!(verdict, Verdict::Ok(_)), !changes && inspection.gaps.is_empty());
        prop_assert_eq!(open, !inspection.gaps.is_empty(), "a gap from outside is kept, and no other comes");
        if open {
            prop_assert!(matches!(verdict, Verdict::Escalate | Verdict::Ng));
        }
    }

    /// What stands far away in another paragraph moves no finding off its characters.
    #[test]
    fn a_paragraph_in_front_shifts_the_rest(front in "[ぁ-ん]{0,40}") {
        let leak = "KX-4471-Bの単価は320円でした。";
        let draft = format!("{front}。\n\n{leak}");
        let shift = draft.len() - leak.len();
        let alone: Vec<(usize, String)> =
            inspect(leak, Vec::new()).findings.iter().map(|f| (f.span.start as usize, f.surface.clone())).collect();
        let behind: Vec<(usize, String)> = inspect(&draft, Vec::new())
            .findings
            .iter()
            .filter(|f| f.span.start as usize >= shift)
            .map(|f| (f.span.start as usize - shift, f.surface.clone()))
            .collect();
        prop_assert_eq!(alone, behind);
    }
}
