//! To which script a character belongs, as far as inspection needs to know.

/// The script or kind of one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Script {
    /// Ideographs, with 々, 〆 and the counters ヶ and ヵ, which stand between them.
    Kanji,
    /// Hiragana.
    Hiragana,
    /// Katakana in either width, with the long-vowel mark ー.
    Katakana,
    /// Latin letters in either width, accented ones included.
    Latin,
    /// The digits 0 to 9 in either width.
    Digit,
    /// Blank space inside a line.
    Space,
    /// A line break.
    LineBreak,
    /// A sign with which people blank out a character of a name (○ ● △ × * …).
    Mask,
    /// Emoji and ornaments such as ♪ and ★.
    Emoji,
    /// Punctuation and brackets.
    Punct,
    /// Everything else: Greek and Cyrillic letters, other scripts, units, signs.
    Other,
}

/// The script of a character. Constant time, by table.
#[inline]
pub fn script(c: char) -> Script {
    crate::table::script(c)
}

/// True for letters, kana, kanji and digits: what words are made of.
#[inline]
pub fn is_word_char(c: char) -> bool {
    match script(c) {
        Script::Kanji | Script::Hiragana | Script::Katakana | Script::Latin | Script::Digit => true,
        Script::Other => c.is_alphanumeric(),
        _ => false,
    }
}

/// True for a sign with which people blank out a character of a name.
#[inline]
pub fn is_mask(c: char) -> bool {
    script(c) == Script::Mask
}

/// True for hiragana and katakana, ー included.
#[inline]
pub fn is_kana(c: char) -> bool {
    matches!(script(c), Script::Hiragana | Script::Katakana)
}

/// The script of a character from the ranges; fills the table.
pub(crate) fn script_of(c: char) -> Script {
    match c {
        '0'..='9' | '０'..='９' => Script::Digit,
        'a'..='z' | 'A'..='Z' | 'ａ'..='ｚ' | 'Ａ'..='Ｚ' => Script::Latin,
        '×' | '*' | '＊' | '〇' | '〓' => Script::Mask,
        '\u{25A0}'
        | '\u{25A1}'
        | '\u{25A2}'
        | '\u{25B2}'
        | '\u{25B3}'
        | '\u{25C6}'
        | '\u{25C7}'
        | '\u{25CB}'
        | '\u{25CE}'
        | '\u{25CF}'
        | '\u{25EF}'
        | '\u{25FB}'
        | '\u{25FC}'
        | '\u{2B1B}'
        | '\u{2B1C}'
        | '\u{2B55}'
        | '\u{26AA}'
        | '\u{26AB}'
        | '\u{2715}'..='\u{2718}'
        | '\u{274C}'
        | '\u{274E}'
        | '\u{2573}' => Script::Mask,
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Script::LineBreak,
        '\t' | '\u{2800}' => Script::Space,
        _ if c.is_whitespace() => Script::Space,
        '\u{F7}' => Script::Other,
        '\u{AA}'
        | '\u{BA}'
        | '\u{C0}'..='\u{24F}'
        | '\u{1E00}'..='\u{1EFF}'
        | '\u{2C60}'..='\u{2C7F}'
        | '\u{A720}'..='\u{A7FF}'
        | '\u{FB00}'..='\u{FB06}' => Script::Latin,
        'ヶ'
        | 'ヵ'
        | '々'
        | '〆'
        | '\u{303B}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFD}' => Script::Kanji,
        '\u{3041}'..='\u{3096}' | '\u{309B}'..='\u{309F}' | '\u{1B001}'..='\u{1B11F}' => Script::Hiragana,
        '\u{30A1}'..='\u{30FA}'
        | '\u{30FC}'..='\u{30FF}'
        | '\u{31F0}'..='\u{31FF}'
        | '\u{FF66}'..='\u{FF9F}'
        | '\u{1B000}'
        | '\u{1B120}'..='\u{1B16F}' => Script::Katakana,
        _ if is_pictorial(c) => Script::Emoji,
        '!'..='/' | ':'..='@' | '['..='`' | '{'..='~' => Script::Punct,
        '\u{A1}'
        | '\u{A7}'
        | '\u{AB}'
        | '\u{B6}'
        | '\u{B7}'
        | '\u{BB}'
        | '\u{BF}'
        | '\u{2010}'..='\u{2027}'
        | '\u{2030}'..='\u{205E}'
        | '\u{3001}'..='\u{303F}'
        | '\u{30FB}'
        | '\u{30A0}'
        | '\u{FE10}'..='\u{FE6F}'
        | '\u{FF01}'..='\u{FF0F}'
        | '\u{FF1A}'..='\u{FF20}'
        | '\u{FF3B}'..='\u{FF40}'
        | '\u{FF5B}'..='\u{FF65}' => Script::Punct,
        _ => Script::Other,
    }
}

fn is_pictorial(c: char) -> bool {
    matches!(c,
        '\u{1F000}'..='\u{1F0FF}' | '\u{1F10D}'..='\u{1F10F}' | '\u{1F16C}'..='\u{1F16F}' | '\u{1F18E}'..='\u{1F1FF}'
        | '\u{1F200}'..='\u{1FAFF}' | '\u{2600}'..='\u{2775}' | '\u{2794}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}'
        | '\u{231A}' | '\u{231B}' | '\u{2328}' | '\u{23CF}' | '\u{23E9}'..='\u{23FA}' | '\u{203C}' | '\u{2049}' | '\u{3297}' | '\u{3299}')
}
