//! The listed thing or the ordinary word: the same word in company of business and without it.
//!
//! Every alias here is a word that everybody uses. `⟦…⟧` marks where the listed thing must be
//! found; a draft without a mark must pass. A known wrong answer stands in [`KNOWN_WRONG`] with
//! its reason and fails the test once it has been put right.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::sync::Arc;

use senbiki_engine::{Engine, Material, unmark};
use senbiki_line::{Line, parse_date};
use senbiki_text::{Span, Text};

const FILES: &[(&str, &str)] = &[
    ("line.toml", "[company]\nname = \"例示製作所株式会社\"\naliases = [\"当社\"]\n"),
    (
        "protected/parties.csv",
        "kind,name,aliases\n\
         customer,大雪農機株式会社,大雪\n\
         customer,渓流ポンプ株式会社,渓流\n\
         customer,夕凪マリン株式会社,夕凪\n\
         customer,株式会社若葉エンジニアリング,若葉;Wakaba\n\
         customer,Harbor Tools Inc.,Harbor\n\
         supplier,紅葉メッキ工業株式会社,紅葉;モミジ\n\
         supplier,六角研磨工業株式会社,六角\n\
         supplier,株式会社つばめ運送,つばめ\n",
    ),
    (
        "protected/equipment.csv",
        "kind,name,aliases\nequipment,トンボ,\nequipment,白鷺,\njig,おにぎり,\nline,ひまわり,\n",
    ),
    (
        "protected/projects.csv",
        "kind,name,aliases\ncode_name,オーロラ,\ncode_name,Compass,\ncode_name,流星,\n",
    ),
];

/// The listed thing.
const LISTED: &[&str] = &[
    "⟦大雪⟧さん向けの試作が終わりました。",
    "⟦紅葉⟧さんの納期が一週間早まりました。",
    "⟦紅葉⟧からめっきの見積書が届きました。",
    "来月から⟦渓流⟧様への納入が始まります。",
    "⟦六角⟧に研磨を頼んで三年になります。",
    "⟦六角⟧さんの加工品質には頭が下がります。",
    "⟦夕凪⟧社の監査に立ち会いました。",
    "⟦若葉⟧様の量産立ち上げ、みんなで乗り切りました。",
    "今日は⟦モミジ⟧さんが工場に来てくれました。",
    "⟦つばめ⟧さんに出荷をお願いしています。",
    "⟦オーロラ⟧の打合せで会議室にこもっていました。",
    "⟦オーロラ⟧プロジェクト、ついに試作一号機です。",
    "開発コード「⟦流星⟧」の評価が始まりました。",
    "昨日から⟦トンボ⟧の段取り替えを任されています。",
    "⟦白鷺⟧の主軸を交換しました。",
    "「⟦おにぎり⟧」という治具を使って測定しています。",
    "⟦ひまわり⟧ラインの立ち上げで残業続きでした。",
    "The new order from ⟦Harbor⟧ keeps the night shift busy.",
    "We finished the second prototype for project ⟦Compass⟧.",
    "⟦Wakaba⟧ sent its own engineer to our line.",
];

/// The ordinary word.
const ORDINARY: &[&str] = &[
    "今朝は大雪で電車が止まりました。",
    "大雪のため、見学会は来週に延期します。",
    "帰り道の紅葉がきれいで、つい遠回りしました。",
    "工場の裏山の紅葉が見頃です。",
    "モミジの天ぷらを初めて食べました。",
    "休日は渓流で釣りをして頭を空っぽにします。",
    "渓流のせせらぎを聞きながらお弁当を食べました。",
    "六角レンチは基本の工具です。",
    "六角ボルトの締め方を新人さんに教えました。",
    "夕凪の海を見ながら一杯。",
    "若葉マークを付けて初めて高速道路を走りました。",
    "若葉の季節、通勤の自転車が気持ちいいです。",
    "つばめが今年も工場の軒先に巣を作りました。",
    "北欧で見たオーロラが忘れられません。",
    "夜空いっぱいにオーロラが見えた夢を見ました。",
    "流星群を見るために夜更かししました。",
    "トンボが飛んできて、もう秋だなと思いました。",
    "川べりに白鷺が立っていました。",
    "白鷺城を見学してきました。",
    "お昼のおにぎりは鮭と昆布でした。",
    "花壇のひまわりが背丈を超えました。",
    "We walked along the harbor after the trade fair.",
    "Every boy scout learns to use a compass.",
];

/// Marked draft and why it comes out wrong.
const KNOWN_WRONG: &[(&str, &str)] = &[];

fn complaint(engine: &Engine, marked: &str) -> Option<String> {
    let (draft, marks) = unmark(marked);
    let text = Text::new(&draft);
    let as_of = parse_date("2026-11-22").unwrap();
    let material = Material { text: &text, channel: None, as_of, gaps: Vec::new() };
    let inspection = engine.inspect(&material);
    let listed: Vec<_> = inspection.findings.iter().filter(|f| f.rule.starts_with("list.")).collect();
    let right = listed.len() == marks.len()
        && marks.iter().all(|m| listed.iter().any(|f| f.span == Span::from_usize(m.start, m.end)));
    (!right).then(|| {
        let seen: Vec<&str> = listed.iter().map(|f| f.surface.as_str()).collect();
        format!("{marked}: {seen:?}; ordinary: {:?}", engine.ordinary_readings(&material))
    })
}

#[test]
fn company_tells_the_listed_thing_from_the_ordinary_word() {
    let files: Vec<(&str, &[u8])> = FILES.iter().map(|(p, t)| (*p, t.as_bytes())).collect();
    let engine = Engine::new(Arc::new(Line::from_memory(&files).unwrap().line)).unwrap();
    let (mut wrong, mut righted) = (Vec::new(), Vec::new());
    for marked in LISTED.iter().chain(ORDINARY) {
        let known = KNOWN_WRONG.iter().any(|(m, _)| m == marked);
        match complaint(&engine, marked) {
            Some(complaint) if !known => wrong.push(complaint),
            None if known => righted.push(*marked),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(righted.is_empty(), "right by now, take them out of KNOWN_WRONG:\n{}", righted.join("\n"));
}
