//! Where sentences and clauses end. `|` marks the ends in the tables.

use senbiki_text::segment::{MOST_CLAUSE, MOST_SENTENCE, Segments};
use senbiki_text::{Positions, fold};

fn sentences(text: &str) -> String {
    let folded = fold(text);
    let parts: Vec<&str> = Segments::new(&folded).sentences().map(|s| &folded[s.range()]).collect();
    parts.join("|")
}

fn clauses(text: &str) -> String {
    let folded = fold(text);
    let parts: Vec<&str> = Segments::new(&folded).clauses().map(|s| &folded[s.range()]).collect();
    parts.join("|")
}

#[test]
fn sentences_end() {
    for expected in [
        "今日は試作。|明日は展示会。",
        "できました!|次は量産です。",
        "本当ですか?|はい。",
        "すごい!!?|次へ",
        "「すごい!」と言われました。|嬉しい",
        "「終わりました。」|次の日",
        "納期が厳しいです. |次の話",
        "これで終わりです.|次の話",
        "We met tolerance. |the team was happy.",
        "it took 3.5 hours. |done",
        "we asked harbor co. ltd. about it. |then we left.",
        "see fig. 3 for no. 5 vs. no. 6",
        "e.g. this one",
        "mr. j. smith came. |he left.",
        "納期が...間に合わない",
        "一行目の\n続きです",
        "一段落目\n\n|二段落目",
        "・試作\n|・量産\n|・出荷",
        "本日の予定\n|■試作\n|■量産",
        "- first\n|- second",
        "1. 試作\n|2. 量産",
        "10:30 集合\n|11:00 開始",
        "お疲れ様でした🍺\n|明日も",
        "楽しかったw\n|また行きたい",
        "楽しかった(笑)\n|また行きたい",
        "楽しかった♪|また行きたい",
        "できた🎉🎉|次は塗装",
        "今日の🍣は最高",
        "🔧試作しました",
        "試作しました\n|明日は展示会です",
        "試作しました\nが、まだです",
        "【お知らせ】\n|展示会に出ます",
        "https://example.com/a?b=1 を見てください",
        "www.example.com を見て",
        "#製造業\n|#ものづくり",
        "👍🏽|次の話",
        "1\u{FE0F}\u{20E3}試作",
    ] {
        let text = expected.replace('|', "");
        let folded_expected = expected.replace('\u{FE0F}', "");
        if expected.starts_with('👍') {
            // An emoji without a word before it ends nothing.
            assert_eq!(sentences(&text), text);
        } else {
            assert_eq!(sentences(&text), fold(&folded_expected), "{text}");
        }
    }
}

#[test]
fn clauses_end() {
    for expected in [
        "納期は三日、|単価は百円。|",
        "「オーロラ」の打合せで、|図面を見た",
        "(株)東鷹の件",
        "弊社|(東京都大田区の町工場)|の話",
        "彼は|「明日の朝までに図面を全部直しておきますから」|と言った",
        "日時: |12:30から",
        "https://example.com を見た",
        "18,000円",
        "we tried, |failed and tried again, |but it worked",
        "it worked |but only once",
        "butter and bread",
        "晴れ-|明日も",
        "東京-大阪間",
        "hv-880",
        "a - |b",
        "晴れ--|明日",
    ] {
        let text = expected.replace('|', "");
        let expected = expected.strip_suffix('|').unwrap_or(expected);
        assert_eq!(clauses(&text), expected, "{text}");
    }
}

#[test]
fn long_ones_are_cut() {
    let text = "あ".repeat(2 * MOST_SENTENCE + 3);
    let segments = Segments::new(&text);
    let chars: Vec<usize> = segments.sentences().map(|s| s.len() as usize / 3).collect();
    assert_eq!(chars, [MOST_SENTENCE, MOST_SENTENCE, 3]);
    assert!(segments.clauses().all(|s| s.len() as usize / 3 <= MOST_CLAUSE));
}

#[test]
fn queries_beyond_the_text_give_the_last_one() {
    let folded = "試作。量産。";
    let segments = Segments::new(folded);
    assert_eq!(&folded[segments.sentence(10_000).range()], "量産。");
    assert_eq!(&folded[segments.sentence(0).range()], "試作。");
    assert!(Segments::new("").sentence(5).is_empty());
}

#[test]
fn places() {
    let text = "あ😀\r\n渡邊\n\nx";
    let positions = Positions::new(text);
    let at = |wanted: &str| positions.place(text.find(wanted).expect("found"));
    assert_eq!((at("邊").code_point, at("邊").utf16, at("邊").line, at("邊").column), (5, 6, 2, 2));
    assert_eq!((at("x").line, at("x").column), (4, 1));
    assert_eq!(positions.lines(), 4);
    assert_eq!(positions.byte_of_utf16(2), 3, "inside a surrogate pair counts as its start");
    // Inside a character: its start.
    assert_eq!(positions.place(1), positions.place(0));
}
