//! What the folded text and the key are, and where each part of them came from.

use senbiki_text::{Folds, KeyGap, Span, Text, fold, key};

#[test]
fn folded_forms() {
    let table = [
        // Widths, case, compatibility forms.
        ("ＴＯＹＯＳＡＴＯ", "toyosato"),
        ("Ｔｏｙｏ　Ｓａｔｏ", "toyo sato"),
        ("㈱東鷹", "(株)東鷹"),
        ("㍿東鷹", "株式会社東鷹"),
        ("２５℃", "25°c"),
        ("３０㎜", "30mm"),
        ("１㎏", "1kg"),
        ("①番", "1番"),
        ("３½インチ", "3 1/2インチ"),
        ("½", "1/2"),
        ("10㎡", "10m2"),
        ("№5", "no5"),
        ("㌔", "キロ"),
        ("❸", "3"),
        // Kana.
        ("ﾄｳﾖｳｶﾞﾗｽ", "トウヨウガラス"),
        ("ﾊﾟｰﾄﾅｰ", "パートナー"),
        ("か\u{3099}っこ", "がっこ"),
        ("か゛っこ", "がっこ"),
        ("は゜ん", "ぱん"),
        ("ウ゛ァイス", "ヴァイス"),
        ("あ゛", "あ゛"),
        ("が゛", "が゛"),
        ("･｢｣｡､", "・「」。、"),
        // Old kanji and variants.
        ("渡邊", "渡辺"),
        ("渡邉", "渡辺"),
        ("髙﨑", "高崎"),
        ("廣澤鐵工所", "広沢鉄工所"),
        ("葛\u{E0100}城", "葛城"),
        ("神\u{FE00}", "神"),
        ("瀧澤", "滝沢"),
        ("𠮷田", "吉田"),
        ("斎藤と斉藤", "斎藤と斉藤"),
        ("齋藤と齊藤", "斎藤と斉藤"),
        // Invisible characters.
        ("東\u{200B}鷹", "東鷹"),
        ("東\u{AD}鷹\u{FEFF}", "東鷹"),
        ("\u{202E}東鷹\u{202C}", "東鷹"),
        ("H\u{2060}V", "hv"),
        ("T\u{336}o\u{336}y\u{336}o\u{336}", "toyo"),
        // Line breaks and spaces.
        ("あ\r\nい\rう\u{2028}え", "あ\nい\nう\nえ"),
        ("あ\t\u{A0}\u{2003}い", "あ   い"),
        // Dashes.
        ("サ－ビス", "サービス"),
        ("サ―ビス", "サービス"),
        ("サ-ビス", "サービス"),
        ("らｰめん", "らーめん"),
        ("HV−880", "hv-880"),
        ("HVー880", "hv-880"),
        ("HV‐880—A", "hv-880-a"),
        ("モーター-GR", "モーター-gr"),
        ("東京─大阪", "東京-大阪"),
        ("晴れ——明日", "晴れ--明日"),
        ("10〜20", "10~20"),
        ("一番", "一番"),
        // Quotes.
        ("‘a’ “b”", "'a' \"b\""),
        // Units that look like Greek stay units.
        ("φ5", "φ5"),
        ("Φ5", "φ5"),
        ("⌀5", "φ5"),
        ("5µm", "5μm"),
        ("10Ω", "10ω"),
        ("α版", "α版"),
        ("ρ=7.8", "ρ=7.8"),
        // Look-alikes.
        ("Тoyo", "toyo"),
        ("ТОYО", "toyo"),
        ("ΤΟΥΟ", "toyo"),
        ("Т社", "t社"),
        ("НV-880", "hv-880"),
        ("А5052", "a5052"),
        ("Москва", "москва"),
        ("σ", "σ"),
        ("Harbοr", "harbor"),
        ("𝐓𝐨𝐲𝐨", "toyo"),
        ("ⓉⓄⓎⓄ", "toyo"),
        ("🅃🄾🅈🄾", "toyo"),
        ("🅣🅞🅨🅞", "toyo"),
        ("🆃🅾🆈🅾", "toyo"),
        // What stays.
        ("ト○タ ●× ＊", "ト○タ ●× *"),
        ("👍🏽 👨\u{200D}👩", "👍🏽 👨👩"),
        ("Café", "café"),
        ("Cafe\u{301}", "café"),
        ("각", "각"),
        ("\u{1100}\u{1161}\u{11A8}", "각"),
        ("¨", "¨"),
    ];
    for (original, folded) in table {
        assert_eq!(fold(original), folded, "{original}");
        assert_eq!(fold(folded), folded, "{original} folds twice");
    }
}

#[test]
fn keys() {
    let table = [
        ("東 鷹", "東鷹"),
        ("東\n鷹", "東鷹"),
        ("#東鷹", "東鷹"),
        ("東・鷹", "東鷹"),
        ("東🎉鷹", "東鷹"),
        ("東👨\u{200D}👩\u{200D}👧鷹", "東鷹"),
        ("とよさと", "トヨサト"),
        ("トヨサト", "トヨサト"),
        ("トヨサトー", "トヨサト"),
        ("キャノン", "キヤノン"),
        ("キヤノン", "キヤノン"),
        ("ヴァイス", "バイス"),
        ("バイス", "バイス"),
        ("ヴィヴェヴォヴ", "ビベボブ"),
        ("ゔぁ", "バ"),
        ("鼻ヂ", "鼻ジ"),
        ("みかづき", "ミカズキ"),
        ("ヱビス", "エビス"),
        ("関ヶ原", "関ケ原"),
        ("HV-880", "hv880"),
        ("H.V.880", "hv880"),
        ("第二工場", "第2工場"),
        ("第2工場", "第2工場"),
        ("百千", "百千"),
        ("ト○タ", "ト○タ"),
        ("ト◯タ", "ト○タ"),
        ("ト✕タ", "ト✕タ"),
        ("㈱東鷹、", "(株)東鷹、"),
        ("Müller", "muller"),
        ("Søren", "soren"),
        ("O’Brien", "obrien"),
        ("──東鷹──", "東鷹"),
        ("東→鷹", "東鷹"),
        ("東鷹®", "東鷹"),
    ];
    for (original, expected) in table {
        assert_eq!(key(original), expected, "{original}");
    }
}

/// Folds `text`, looks for `wanted` in the folded text and gives the original characters behind it.
fn original_of<'t>(text: &'t Text, wanted: &str) -> &'t str {
    let start = text.folded().find(wanted).unwrap_or_else(|| panic!("{wanted} in {}", text.folded()));
    text.original_str(text.to_original(Span::from_usize(start, start + wanted.len())))
}

#[test]
fn original_characters_behind_a_folded_span() {
    let table = [
        ("今日は㈱東鷹へ", "株", "㈱"),
        ("今日は㈱東鷹へ", "(株)東", "㈱東"),
        ("今日は㈱東鷹へ", "東鷹", "東鷹"),
        ("ﾄｳﾖｳｶﾞﾗｽです", "ガ", "ｶﾞ"),
        ("ﾄｳﾖｳｶﾞﾗｽです", "トウヨウガラス", "ﾄｳﾖｳｶﾞﾗｽ"),
        ("葛\u{E0100}城", "葛", "葛\u{E0100}"),
        ("葛\u{E0100}城", "城", "城"),
        ("東\u{200B}鷹\u{200B}様", "東鷹", "東\u{200B}鷹"),
        ("Ｔｏyota", "to", "Ｔｏ"),
        ("Тoyo Сap", "cap", "Сap"),
        ("か\u{3099}\u{301}っこ", "っ", "っ"),
        ("Cafe\u{301}s", "é", "e\u{301}"),
        ("あ\r\nい", "\n", "\r\n"),
        ("5️⃣個", "5", "5️"),
        ("渡邊さん", "渡辺", "渡邊"),
        ("３½", "3", "３"),
    ];
    for (original, wanted, expected) in table {
        let text = Text::new(original);
        assert_eq!(original_of(&text, wanted), expected, "{original}");
    }
}

#[test]
fn key_spans_reach_from_first_to_last_kept_character() {
    let text = Text::new("今日は と・よ🎉\nさとー の件");
    let start = text.key().find("トヨサト").expect("the key holds the name");
    let span = Span::from_usize(start, start + "トヨサト".len());
    let folded = text.key_to_folded(span);
    assert_eq!(text.folded_str(folded), "と・よ🎉\nさと");
    assert_eq!(text.original_str(text.to_original(folded)), "と・よ🎉\nさと");
    let gap = text.key_gap(span);
    assert_eq!(gap, KeyGap::DOT | KeyGap::EMOJI | KeyGap::LINE_BREAK | KeyGap::KANA_SCRIPT);
    assert_eq!(text.folded_to_key(folded), span);
}

#[test]
fn key_gaps() {
    let table = [
        ("東鷹", KeyGap::NONE),
        ("東 鷹", KeyGap::SPACE),
        ("東-鷹_", KeyGap::DASH),
        ("#東#鷹", KeyGap::HASH),
        ("トーヨー", KeyGap::LONG_VOWEL),
        ("二工", KeyGap::NUMERAL),
        ("キャノン", KeyGap::SPELLING),
        ("ヴァン", KeyGap::SPELLING),
        ("とト", KeyGap::KANA_SCRIPT),
        ("bücher", KeyGap::ACCENT),
        ("東®鷹", KeyGap::OTHER),
    ];
    for (original, expected) in table {
        let text = Text::new(original);
        let gap = text.key_gap(Span::from_usize(0, text.key().len()));
        assert_eq!(gap, expected, "{original}");
    }
}

#[test]
fn folds_of_a_span() {
    let table = [
        ("東鷹", Folds::NONE),
        ("東\u{200B}鷹", Folds::INVISIBLE),
        ("葛\u{E0100}", Folds::INVISIBLE),
        ("ＡＢ", Folds::WIDTH | Folds::CASE),
        ("ab", Folds::NONE),
        ("AB", Folds::CASE),
        ("１２", Folds::WIDTH),
        ("ｶﾞ", Folds::HALF_KANA),
        ("渡邊", Folds::OLD_KANJI),
        ("Тoyo", Folds::LOOK_ALIKE),
        ("㈱", Folds::COMPATIBILITY),
        ("か\u{3099}", Folds::COMPATIBILITY),
        ("サ―ビス", Folds::DASH),
        ("HV−1", Folds::CASE | Folds::DASH),
        ("10〜20", Folds::DASH),
        ("サービス-1", Folds::NONE),
        ("あ\r\nい", Folds::NONE),
    ];
    for (original, expected) in table {
        let text = Text::new(original);
        assert_eq!(text.folds(text.folded_span()), expected, "{original}");
    }
    // Only what lies inside the span counts.
    let text = Text::new("ＡＢ東鷹渡邊");
    let start = text.folded().find("東鷹").expect("found");
    assert_eq!(text.folds(Span::from_usize(start, start + 6)), Folds::NONE);
}

#[test]
fn spans_outside_the_text_are_moved_into_it() {
    let text = Text::new("㈱東鷹");
    let far = Span::new(5_000, 9_000);
    assert!(text.to_original(far).is_empty());
    assert_eq!(text.folded_str(far), "");
    assert_eq!(text.original_str(Span::new(1, 2)), "");
    assert_eq!(text.to_original(Span::new(0, u32::MAX)), Span::new(0, text.original().len() as u32));
    // Inside a character: the whole character.
    let inside = text.to_original(Span::new(6, 7));
    assert_eq!(text.original_str(inside), "東");
    let empty = Text::new("");
    assert_eq!(empty.to_original(Span::new(0, 9)), Span::new(0, 0));
    assert_eq!(empty.to_folded(Span::new(0, 9)), Span::new(0, 0));
    assert_eq!(empty.key_to_folded(Span::new(3, 9)), Span::new(0, 0));
}

#[test]
fn folded_span_of_an_original_one() {
    let text = Text::new("今\u{200B}日は㈱ｶﾞラス");
    let of = |wanted: &str| {
        let start = text.original().find(wanted).expect("found");
        text.folded_str(text.to_folded(Span::from_usize(start, start + wanted.len())))
    };
    assert_eq!(of("㈱"), "(株)");
    assert_eq!(of("ﾞ"), "ガ");
    assert_eq!(of("\u{200B}"), "");
    assert_eq!(of("今\u{200B}日"), "今日");
    assert_eq!(of("は㈱ｶ"), "は(株)ガ");
}
