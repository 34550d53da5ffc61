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
         supplier,株式会社つばめ運送,つばめ\n\
         supplier,照り返し塗装株式会社,照り返し\n\
         supplier,万灯籠ガラス株式会社,万灯籠\n",
    ),
    ("protected/parts.csv", "number,aliases\nQX-1007-B,大福\n"),
    ("protected/people.csv", "name,role\n峰,購買\n"),
    (
        "protected/equipment.csv",
        "kind,name,aliases\nequipment,トンボ,\nequipment,白鷺,\nequipment,しゃぼん玉,\nequipment,ひるね,\njig,おにぎり,\njig,まくら,\n\
         software,つくし,\nprocess,二度洗い,\nline,ひまわり,\n",
    ),
    (
        "protected/projects.csv",
        "kind,name,aliases\ncode_name,オーロラ,\ncode_name,Compass,\ncode_name,流星,\n\
         code_name,甘酒,\ncode_name,Harvest,\n",
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
    // The ordinary meaning is denied.
    "昼休みに甘酒の話で盛り上がった。飲むほうじゃなく、開発のほうの⟦甘酒⟧だけど。",
    "⟦しゃぼん玉⟧が割れた。遊びではなく、洗浄の設備の話です。",
    // Which of the two is meant.
    "在庫を点検するほうの⟦つくし⟧が、今朝は先に目を覚ました。",
    "設備のほうの⟦しゃぼん玉⟧は雨でも休みません。",
    // What it does, and how one stands to it.
    "棚の部品を数える⟦ひるね⟧は、夜も起きています。",
    "⟦まくら⟧に歯車を並べると、角度がそろいます。",
    "⟦しゃぼん玉⟧の機嫌が悪い日は、治具の温度を見ます。",
    "基板の流れが止まるたび、⟦ひるね⟧の前に立つ人が増える。",
    "⟦しゃぼん玉⟧よ、部品を詰まらせないでおくれ。",
    "⟦まくら⟧で眠っていた基板たちが、朝いちばんに起こされた。",
    "⟦二度洗い⟧の条件を変えたら、レンズが曇らなくなりました。",
    "⟦まくら⟧を取り替えたら、組立の段取りが楽になりました。",
    "⟦ひるね⟧が立ち往生。原因は切粉ひとつでした。",
    // For whom, and whose.
    "⟦夕凪⟧向けの⟦大福⟧が、明日ようやく旅立ちます。",
    "図番の⟦大福⟧が六十個、今日の便で出荷です。",
    "購買の⟦峰⟧が、明日そちらへ伺います。",
    "同期の⟦峰⟧は数字に強い。",
    // A capital beside small letters.
    "The harvest is over, but ⟦Harvest⟧ has only begun.",
    "You compass your way out, we let ⟦Compass⟧ do it.",
    "⟦照り返し⟧さんの塗装はいつも早い。",
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
    "しゃぼん玉を飛ばした。仕事ではなく、娘との約束です。",
    "甘酒を配った。開発の話ではなく、祭りの朝のことです。",
    "川のほうのつくしが、先に芽を出しました。",
    "芝生のほうのひるねが、今日は気持ちいい。",
    "歌に出てくるしゃぼん玉は、屋根まで飛びました。",
    "まくらに頭を沈めたら、もう朝でした。",
    "子どもの機嫌が悪い日は、しゃぼん玉を吹きます。",
    "しゃぼん玉よ、どこまで行くの。",
    "ひるねを三十分してから走りに行きました。",
    "子ども向けの大福が、店先に並んでいました。",
    "お茶と大福で一息つきました。",
    "写真は甘酒ではなく、製品の白い塗料です。",
    "しゃぼん玉を見つけた新人が、検査より真剣でした。",
    "まくらを三つ並べて、家族で川の字に寝ました。",
    "ひるねを邪魔されて、犬がすねています。",
    "峰の向こうの小さな村、と呼ばれています。",
    "経理の窓から見える峰が白い。",
    "裏の峰に雪が残っています。",
    "The harvest is over, and the harvest moon is up.",
    "照り返しで首の後ろが焼けました。",
    "夏の照り返しがきついので、帽子を配りました。",
    "万灯籠を見に行ったら、雨でした。",
    "万灯籠の季節、川辺は人でいっぱいです。",
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
