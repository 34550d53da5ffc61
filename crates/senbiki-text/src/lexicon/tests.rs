//! Tables of words and sentences. The sentences were written before their results were looked at,
//! so the share that comes out right is an honest figure; the floor below only guards it.

use super::*;
use crate::segment::Segments;

#[test]
fn the_map_opens_and_is_small() {
    assert!(WORDS.is_some());
    assert!(BYTES.len() <= 6 * 1024 * 1024, "{} bytes", BYTES.len());
}

#[test]
fn ordinary_words_are_known() {
    let nature = "大雪 紅葉 渓流 六角 オーロラ 白鷺 雲海 琥珀 若竹 桔梗 トンボ つくし もみじ モミジ \
        かわせみ カワセミ ひのき ヒノキ 木霊 夕凪 群青 風見 夜空 花火 たぬき タヌキ";
    let names = "早苗 霧島 東京 大阪 小松";
    let work = "打合せ 打ち合わせ 見積もり 図面 契約 品質 工場 歯車";
    let english = "harbor willow falcon kestrel aurora supplier meeting";
    for word in [nature, names, work, english].iter().flat_map(|l| l.split_whitespace()) {
        assert!(is_ordinary(word), "{word} {:?}", lookup(word));
    }
}

#[test]
fn rare_names_and_fragments_are_not_ordinary() {
    let list = "東鷹 瑞峰 翠川 北稜 暁嶺 慧嵐 藤八 天狼 鳴瀬 熊切 瀬戸口 柊木 千歳川 白嶺 トータカ \
        ズイホウ ハクレイ ギョウレイ オリゾンテ lindqvara brenholt totaka ms-4471-b kkkk 熊熊熊";
    for word in list.split_whitespace().chain([""]) {
        assert!(!is_ordinary(word), "{word} {:?}", lookup(word));
    }
}

#[test]
fn kinds_of_names_are_told() {
    for (word, flag) in [
        ("佐藤", Flags::SURNAME),
        ("早苗", Flags::GIVEN),
        ("名古屋", Flags::PLACE),
        ("トヨタ", Flags::ORG),
        ("大雪", Flags::COMMON),
        ("harbor", Flags::ENGLISH),
        ("納め", Flags::INFLECTED),
        ("霧島", Flags::WELL_KNOWN),
    ] {
        let word_flags = lookup(word).map(|w| w.flags).unwrap_or_default();
        assert!(word_flags.contains(flag), "{word} {word_flags:?}");
    }
    assert!(!lookup("納期").is_some_and(|w| w.flags.intersects(Flags::SURNAME | Flags::GIVEN)));
}

#[test]
fn senses_point_the_right_way() {
    let business = "納期 見積 見積もり 発注 量産 試作 図面 治具 検収 打合せ 打ち合わせ 仕様 品質 工程 契約 \
        部品 監査 立ち上げ 仕入れ 出荷 受注 在庫 稼働 予算 procurement deadline inspection";
    let ordinary = "夜空 紅葉 桜 花火 祭り 登山 夕食 神社 オーロラ 散歩 天気 かわせみ おにぎり sunset picnic";
    let neutral = "する こと 今日 水 鉄 会社 見る 多い 場合 鈴木 東京";
    for word in business.split_whitespace() {
        assert!(lookup(word).is_some_and(|w| w.sense >= 40), "{word} {:?}", lookup(word));
    }
    for word in ordinary.split_whitespace() {
        assert!(lookup(word).is_some_and(|w| w.sense <= -40), "{word} {:?}", lookup(word));
    }
    for word in neutral.split_whitespace() {
        assert!(lookup(word).is_none_or(|w| w.sense == 0), "{word} {:?}", lookup(word));
    }
}

#[test]
fn the_longest_word_at_a_place() {
    let at = |text: &str, byte| longest_at(text, byte).map(|(end, _)| text[byte..end].to_owned());
    assert_eq!(at("紅葉狩りに行く", 0).as_deref(), Some("紅葉狩り"));
    assert_eq!(at("オーロラの打合せ", 0).as_deref(), Some("オーロラ"));
    assert_eq!(at("オーロラの打合せ", "オーロラの".len()).as_deref(), Some("打合せ"));
    assert_eq!(at("harbor view", 0).as_deref(), Some("harbor"));
    assert_eq!(at("harborx", 0), None);
    assert_eq!(at("xharbor", 1), None);
    assert_eq!(at("", 0), None);
    assert_eq!(at("納期", 6), None);
}

#[test]
fn the_longest_word_over_a_place() {
    let over = |text: &str, part: &str| {
        let start = text.find(part).unwrap_or(0);
        longest_covering(text, start, start + part.len()).map(|(a, b, _)| text[a..b].to_owned())
    };
    assert_eq!(over("休みは紅葉狩りへ", "紅葉").as_deref(), Some("紅葉狩り"));
    assert_eq!(over("白鷺城を見た", "白鷺").as_deref(), Some("白鷺城"));
    assert_eq!(over("大雪山の雪渓", "大雪").as_deref(), Some("大雪山"));
    assert_eq!(over("六角形の穴", "六角").as_deref(), Some("六角形"));
    assert_eq!(over("willows by the river", "willow").as_deref(), Some("willows"));
    assert_eq!(over("大雪の納期", "大雪"), None);
    assert_eq!(over("紅葉さんと打合せ", "紅葉"), None);
}

#[test]
fn any_offset_is_accepted() {
    let text = "オーロラ✨の打合せ harbor が、👨‍👩‍👧見えた。";
    for a in 0..text.len() + 3 {
        for b in 0..text.len() + 3 {
            let _ = longest_at(text, a);
            let _ = longest_covering(text, a, b);
            let sense = sense_around(text, a, b, b, a);
            assert!(sense.mean.abs() <= 100.0);
            let _ = sense_around(text, a, b, 0, usize::MAX);
        }
    }
}

#[test]
fn the_work_is_bounded() {
    // A megabyte on either side changes nothing but the words within reach.
    let long = "納期".repeat(200_000);
    let text = format!("{long}大雪{long}");
    let sense = sense_around(&text, long.len(), long.len() + 6, 0, text.len());
    assert!(sense.words <= 2 * 160 && sense.mean > 80.0);
}

/// The sense of the sentence around its `⟦…⟧`.
fn around(marked: &str) -> Sense {
    let marked = crate::fold(marked);
    let text = marked.replace(['⟦', '⟧'], "");
    let start = marked.find('⟦').unwrap_or(0);
    let end = marked.find('⟧').map_or(start, |n| n - '⟦'.len_utf8());
    let at = u32::try_from(start).unwrap_or(0);
    let sentence = Segments::new(&text).sentence(at).range();
    sense_around(&text, start, end, sentence.start, sentence.end)
}

const PAIRS: &[(&str, &str)] = &include!("pairs.in");

#[test]
fn sentences_tell_the_two_meanings_apart() {
    let mut right = 0;
    let mut wrong = Vec::new();
    for (business, ordinary) in PAIRS {
        for (text, sign) in [(business, 1.0), (ordinary, -1.0)] {
            let sense = around(text);
            if sense.mean * sign > 0.0 {
                right += 1;
            } else {
                wrong.push(format!("{text}  {:.0} ({} words)", sense.mean, sense.words));
            }
        }
    }
    let all = PAIRS.len() * 2;
    assert!(PAIRS.len() >= 61);
    assert!(right >= 132, "{right} of {all}\n{}", wrong.join("\n"));
}

/// Here the words around the name speak of both worlds, and often its own meaning is told by
/// grammar alone. The sense of words is only one witness; this counts how good a witness it is.
const MIXED: &[(char, &str)] = &include!("mixed.in");

#[test]
fn mixed_sentences_are_hard_for_words_alone() {
    let mut right = 0;
    let mut wrong = Vec::new();
    for (kind, text) in MIXED {
        let sense = around(text);
        let sign = if *kind == 'b' { 1.0 } else { -1.0 };
        if sense.mean * sign > 0.0 {
            right += 1;
        } else {
            wrong.push(format!("{kind} {text}  {:.0} ({} words)", sense.mean, sense.words));
        }
    }
    assert!(MIXED.len() >= 40);
    assert!(right >= 28, "{right} of {}\n{}", MIXED.len(), wrong.join("\n"));
}

/// The map was packed with the folding of this crate: were a key not its own folded form, no
/// folded text could ever meet it.
#[test]
fn every_key_is_a_folded_form() {
    use fst::Streamer;
    let words = WORDS.as_ref().expect("the map opens");
    let mut stream = words.stream();
    let mut count = 0;
    while let Some((key, value)) = stream.next() {
        let key = std::str::from_utf8(key).expect("keys are UTF-8");
        assert_eq!(crate::fold(key), key);
        let word = Word::unpack(value.value());
        assert!(word.commonness <= 15 && (-100..=100).contains(&word.sense));
        count += 1;
    }
    assert!(count > 400_000, "{count} words");
}
