//! Inputs made to be slow: what is repeated, and how many findings each repetition must give.
//!
//! Both the test that such drafts come to an end with the right answer and the benchmark that
//! measures their growth read this list.

/// What a long run of one piece must give on the example line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Nothing at all.
    Nothing,
    /// Exactly one finding for each repetition.
    OneEach,
    /// At least this many in a hundred repetitions: neighbours may run together.
    InHundred(usize),
    /// Whatever the rules say; only that the draft comes to an end.
    Anything,
}

/// A piece that is repeated.
#[derive(Debug, Clone, Copy)]
pub struct Hostile {
    /// What it is, for the report.
    pub name: &'static str,
    /// What is repeated.
    pub piece: &'static str,
    /// What must be found.
    pub expected: Expected,
}

const fn hostile(name: &'static str, piece: &'static str, expected: Expected) -> Hostile {
    Hostile { name, piece, expected }
}

use Expected::{Anything, InHundred, Nothing, OneEach};

/// All hostile pieces.
pub const ALL: &[Hostile] = &[
    hostile("dots", ".", Nothing),
    hostile("open brackets", "(", Nothing),
    hostile("open corner brackets", "「", Nothing),
    hostile("bracket pairs", "「」()", Nothing),
    hostile("digits and commas", "1,", Anything),
    hostile("thousands", "1,234,567,", Anything),
    hostile("digits", "7", Anything),
    hostile("a number line", "1~", Anything),
    hostile("slashed numbers", "1/", Anything),
    hostile("changes", "1%から", Anything),
    hostile("kanji numerals", "一", Anything),
    hostile("one long Latin word", "a", Nothing),
    hostile("one long katakana word", "ア", Nothing),
    hostile("one long kanji word", "鷹", Nothing),
    hostile("long vowels", "ー", Nothing),
    hostile("masks and letters", "○a", Anything),
    hostile("masks", "○", Nothing),
    hostile("masked names", "ト○カ", Anything),
    hostile("masked names apart", "ト○カさん。", Anything),
    hostile("emoji", "👍", Nothing),
    hostile("joined emoji", "👩\u{200D}🔧🏽", Nothing),
    hostile("spaces", " ", Nothing),
    hostile("line breaks", "\n", Nothing),
    hostile("Windows line breaks", "\r\n", Nothing),
    hostile("zero-width spaces", "\u{200B}", Nothing),
    hostile("combining marks", "\u{3099}", Nothing),
    hostile("half-width kana with marks", "ｶﾞ", Nothing),
    hostile("hash signs", "#", Nothing),
    hostile("one name", "東鷹自動車", InHundred(99)),
    hostile("one name, a line each", "東鷹自動車さんへ。\n", OneEach),
    hostile("a name and spaces", "東  鷹", Anything),
    hostile("one ordinary alias", "紅葉", Anything),
    hostile("one ordinary alias, spaced", "紅葉 ", Anything),
    hostile("one ordinary alias in business", "紅葉さんの納期です。\n", OneEach),
    hostile("a name that is public in company", "夕凪マリンさんへ。\n", OneEach),
    hostile("a Latin name", "totaka motor ", InHundred(99)),
    hostile("legal forms", "株式会社", Anything),
    hostile("Latin legal forms", "inc-", Anything),
    hostile("Latin legal forms, spaced", "ltd , ", Anything),
    hostile("tails of firms", "工業", Anything),
    hostile("a firm each", "蒼林工業さんへ納めました。\n", OneEach),
    hostile("社", "社", Nothing),
    hostile("社 after katakana", "アクロン社", Anything),
    hostile("さん", "さん", Nothing),
    hostile("様", "様", Nothing),
    hostile("people", "田中さん", Anything),
    hostile("initials", "t社", Anything),
    hostile("initials apart", "t社さんに納めました。\n", OneEach),
    hostile("part numbers", "KX-4471-B ", InHundred(99)),
    hostile("shapes of part numbers", "KX-4479-Z、", InHundred(99)),
    hostile("public terms", "1962年", Nothing),
    hostile("public terms apart", "1962年、", Nothing),
    hostile("yields", "歩留まりは92%から97%へ。\n", OneEach),
    hostile("yields without a stop", "歩留まり92%", Anything),
    hostile("prices", "単価は320円でした。\n", OneEach),
    hostile("heads of frames", "歩留まり", Nothing),
    hostile("cues of business", "納入発注見積単価値上げ", Anything),
    hostile("cues of trade", "納めて", Nothing),
    hostile("cues and numbers", "約1万円から値上げ", Anything),
    hostile("particles", "から", Nothing),
    hostile("months", "jan 1 ", Nothing),
    hostile("clock", "11:30 ", Nothing),
    hostile("prose without a full stop", "今日も現場で先輩に教わりながら図面を読んで", Nothing),
    hostile("English without a full stop", "we learned to read the drawing together and ", Nothing),
];

/// A draft of at most `bytes` bytes made of one piece.
pub fn draft(hostile: &Hostile, bytes: usize) -> String {
    hostile.piece.repeat(bytes / hostile.piece.len())
}
