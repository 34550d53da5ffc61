//! What holds for every text, whatever it is made of.

use proptest::prelude::*;
use senbiki_text::numeral::{self, Form};
use senbiki_text::segment::{MOST_CLAUSE, MOST_SENTENCE, Segments};
use senbiki_text::{Positions, Span, Text, fold, key};

/// Pieces that meet each other in ways that random characters hardly ever do.
const PIECES: [&str; 98] = [
    "東鷹",
    "渡邊",
    "㈱",
    "ｶ",
    "ﾞ",
    "ﾟ",
    "ﾊ",
    "か",
    "カ",
    "は",
    "\u{3099}",
    "\u{309A}",
    "゛",
    "゜",
    "ー",
    "ｰ",
    "-",
    "－",
    "—",
    "─",
    "−",
    "ヴ",
    "ァ",
    "ウ",
    "ぁ",
    "\u{200B}",
    "\u{200D}",
    "\u{FE0F}",
    "\u{E0100}",
    "\u{AD}",
    "\u{301}",
    "\u{327}",
    "\u{323}",
    "\u{344}",
    "\u{338}",
    "\u{20E3}",
    "\u{1100}",
    "\u{1161}",
    "\u{11A8}",
    "각",
    "e",
    "E",
    "É",
    "İ",
    "ß",
    "K",
    "Т",
    "т",
    "М",
    "в",
    "ρ",
    "Ρ",
    "α",
    "Β",
    "β",
    "о",
    "5",
    "５",
    "½",
    "①",
    "⑩",
    "❷",
    "a",
    "A",
    "Ａ",
    "🅰",
    "𝚻",
    "𝐓",
    "🎉",
    "👍🏽",
    "○",
    "〇",
    "×",
    "*",
    "\r",
    "\n",
    "\r\n",
    "\u{2028}",
    " ",
    "　",
    "\t",
    ".",
    "。",
    ",",
    "、",
    "「",
    "」",
    "(",
    ")",
    "!",
    "…",
    "〜",
    "一",
    "万",
    "ǖ",
    "ﷺ",
    "¨",
    "\u{9C7}\u{9BE}",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[\\x00-\\x7F]{0,60}",
        "[\u{3040}-\u{30FF}\u{FF00}-\u{FFEF}ー-]{0,40}",
        "[\u{300}-\u{36F}a-zA-ZÀ-ſ\u{1E00}-\u{1EFF}]{0,40}",
        "[\u{370}-\u{52F}a-z0-9 ]{0,40}",
        "[\u{2000}-\u{33FF}]{0,40}",
        "[0-9〇一二三四五六七八九十百千万億兆.,・ -]{0,60}",
        prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..40)
            .prop_map(|pieces| pieces.concat()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn folding_twice_changes_nothing(s in text()) {
        let once = fold(&s);
        prop_assert_eq!(fold(&once), once.clone());
        prop_assert_eq!(key(&once), key(&s));
        let text = Text::new(&s);
        prop_assert_eq!(text.original(), &s);
        prop_assert_eq!(text.folded(), once);
        prop_assert_eq!(text.key(), key(&s));
    }

    #[test]
    fn every_folded_character_has_its_source_in_order(s in text()) {
        let text = Text::new(&s);
        let mut reached = 0;
        for (at, c) in text.folded().char_indices() {
            let source = text.to_original(Span::from_usize(at, at + c.len_utf8()));
            prop_assert!(!source.is_empty());
            prop_assert!(s.is_char_boundary(source.start as usize) && s.is_char_boundary(source.end as usize));
            // Characters of one unit share their source; otherwise it goes forward.
            prop_assert!(source.end >= reached);
            reached = source.end;
            let back = text.to_folded(source);
            prop_assert!(back.covers(Span::from_usize(at, at + c.len_utf8())));
        }
        prop_assert!(reached as usize <= s.len());
    }

    #[test]
    fn every_visible_character_is_behind_some_folded_one(s in text()) {
        let text = Text::new(&s);
        for (at, c) in s.char_indices() {
            let span = text.to_folded(Span::from_usize(at, at + c.len_utf8()));
            prop_assert!(text.folded().is_char_boundary(span.start as usize) && text.folded().is_char_boundary(span.end as usize));
            let mut utf8 = [0; 4];
            if !fold(&format!("あ{}", c.encode_utf8(&mut utf8))).trim_start_matches('あ').is_empty() {
                prop_assert!(!span.is_empty(), "{:?} in {:?}", c, s);
            }
        }
    }

    #[test]
    fn every_key_character_has_its_source_in_order(s in text()) {
        let text = Text::new(&s);
        let mut reached = 0;
        for (at, c) in text.key().char_indices() {
            let span = Span::from_usize(at, at + c.len_utf8());
            let folded = text.key_to_folded(span);
            prop_assert!(!folded.is_empty() && folded.start >= reached);
            reached = folded.end;
            // A piece may fold otherwise than in its place (look-alikes need their neighbours).
            let piece = text.folded_str(folded);
            if fold(piece) == piece {
                prop_assert_eq!(key(piece), text.key_str(span));
            }
            prop_assert_eq!(text.folded_to_key(folded), span);
        }
    }

    #[test]
    fn no_span_is_too_odd(s in text(), a in 0u32..80, b in 0u32..80) {
        let text = Text::new(&s);
        let o = text.to_original(Span::new(a, b));
        prop_assert!(s.get(o.range()).is_some());
        let f = text.to_folded(Span::new(a, b));
        prop_assert!(text.folded().get(f.range()).is_some());
        let k = text.key_to_folded(Span::new(a, b));
        prop_assert!(text.folded().get(k.range()).is_some());
        text.folds(Span::new(a, b));
        text.key_gap(Span::new(a, b));
        text.original_str(Span::new(a, b));
    }

    #[test]
    fn joined_spans_map_to_joined_spans(s in text(), a in 0usize..40, b in 0usize..40) {
        let text = Text::new(&s);
        let cut = |n: usize| text.folded().floor_char_boundary(n);
        let (a, b) = (cut(a.min(b)), cut(a.max(b)));
        let whole = text.to_original(Span::from_usize(0, b));
        let part = text.to_original(Span::from_usize(a, b));
        if a < b {
            prop_assert!(whole.covers(part));
            prop_assert_eq!(whole.end, part.end);
        }
    }

    #[test]
    fn numerals_stand_in_order_and_are_finite(s in text()) {
        let folded = fold(&s);
        let mut reached = 0;
        for numeral in numeral::scan(&folded) {
            prop_assert!(numeral.span.start >= reached && !numeral.span.is_empty());
            reached = numeral.span.end;
            let written = folded.get(numeral.span.range());
            prop_assert!(written.is_some());
            prop_assert!(numeral.value.is_finite() && numeral.value >= 0.0);
            if numeral.form == Form::Arabic {
                prop_assert!(written.unwrap_or("").bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.'));
            }
        }
    }

    #[test]
    fn segments_divide_the_whole_text(s in text()) {
        let folded = fold(&s);
        let segments = Segments::new(&folded);
        for (spans, most) in [(segments.sentences().collect::<Vec<_>>(), MOST_SENTENCE), (segments.clauses().collect::<Vec<_>>(), MOST_CLAUSE)] {
            let mut reached = 0;
            for span in spans {
                prop_assert_eq!(span.start, reached);
                reached = span.end;
                let part = folded.get(span.range());
                prop_assert!(part.is_some_and(|part| !part.is_empty() && part.chars().count() <= most));
            }
            prop_assert_eq!(reached as usize, folded.len());
        }
        for byte in 0..folded.len() as u32 {
            prop_assert!(segments.sentence(byte).covers(segments.clause(byte)));
            prop_assert!(segments.clause(byte).covers(Span::new(byte, byte + 1)));
        }
    }

    #[test]
    fn places_agree_with_counting(s in text()) {
        let positions = Positions::new(&s);
        for (n, (at, _)) in s.char_indices().enumerate() {
            let place = positions.place(at);
            prop_assert_eq!(place.code_point as usize, n);
            prop_assert_eq!(place.utf16 as usize, s[..at].encode_utf16().count());
            prop_assert_eq!(positions.byte_of_code_point(place.code_point), at);
            prop_assert_eq!(positions.byte_of_utf16(place.utf16), at);
            let before = s[..at].replace("\r\n", "\n").replace('\r', "\n");
            if !(s[..at].ends_with('\r') && s[at..].starts_with('\n')) {
                prop_assert_eq!(place.line as usize, before.matches('\n').count() + 1);
                prop_assert_eq!(place.column as usize, before.rsplit('\n').next().unwrap_or("").chars().count() + 1);
            }
        }
        prop_assert_eq!(positions.place(usize::MAX).code_point as usize, s.chars().count());
    }
}

/// Every character alone and after a kana, a letter and a digit: the fold must have come to rest.
#[test]
fn every_character_comes_to_rest() {
    let mut restless = Vec::new();
    for c in '\0'..=char::MAX {
        if matches!(c as u32, 0xF0000.. | 0x30000..=0xDFFFF) {
            continue;
        }
        for before in ["", "カ", "a", "5", "あ"] {
            let original = format!("{before}{c}カ");
            let once = fold(&original);
            if fold(&once) != once {
                restless.push(original);
            }
        }
    }
    assert!(restless.is_empty(), "{} texts, first {:?}", restless.len(), &restless[..restless.len().min(12)]);
}
