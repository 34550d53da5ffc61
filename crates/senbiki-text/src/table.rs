//! What becomes of each character on its own, in pages of 256 that are filled on first use.
//!
//! Filling a page asks Unicode's data once per character; after that a lookup is two loads. A
//! process that only sees one language therefore never pays for the others.

use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, decompose_canonical};
use unicode_normalization::{IsNormalized, is_nfc_quick, is_nfkc_quick};

use crate::kanji;
use crate::script::{Script, script_of};

/// How a character is folded. The payload of an [`Entry`] means something else for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Class {
    /// Stays as it is.
    Same,
    /// One other character with as many bytes.
    Simple,
    /// One other character with more or fewer bytes.
    Resized,
    /// Several characters; payload: index into [`Page::expansions`].
    Multi,
    /// A fraction such as ½; payload as for `Multi`.
    Fraction,
    /// Not seen by a reader.
    Drop,
    /// Not seen, but part of the character before it.
    Selector,
    /// May combine with the character before it; payload as for `Multi`.
    Mark,
    /// A voicing mark that stands on its own but is read with the kana before it.
    Voice,
    /// The long-vowel mark ー.
    Choon,
    /// A dash as wide as a kana (— ― ─).
    WideDash,
    /// A hyphen, minus or short dash other than ASCII.
    NarrowDash,
    /// ASCII '-'.
    Hyphen,
    /// '\r'.
    Return,
    /// A Greek or Cyrillic letter that looks like a Latin one; payload: its plain folding.
    Twin,
}

const CLASSES: [Class; 15] = [
    Class::Same,
    Class::Simple,
    Class::Resized,
    Class::Multi,
    Class::Fraction,
    Class::Drop,
    Class::Selector,
    Class::Mark,
    Class::Voice,
    Class::Choon,
    Class::WideDash,
    Class::NarrowDash,
    Class::Hyphen,
    Class::Return,
    Class::Twin,
];

/// A class and its payload in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry(u32);

impl Entry {
    const SAME: Self = Self(0);
    fn new(class: Class, payload: u32) -> Self {
        Self((class as u32) << 24 | (payload & 0x00FF_FFFF))
    }
    #[inline]
    pub(crate) fn class(self) -> Class {
        CLASSES.get((self.0 >> 24) as usize).copied().unwrap_or(Class::Same)
    }
    #[inline]
    pub(crate) fn is_same(self) -> bool {
        self.0 == 0
    }
    /// The payload as a character.
    #[inline]
    pub(crate) fn char(self) -> char {
        char::from_u32(self.0 & 0x00FF_FFFF).unwrap_or('\u{FFFD}')
    }
    fn index(self) -> usize {
        (self.0 & 0x00FF_FFFF) as usize
    }
}

/// The entries of 256 neighbouring characters.
pub(crate) struct Page {
    fold: [Entry; 256],
    /// What the key keeps of a folded character: itself, another one, or 0 for nothing.
    key: [u32; 256],
    script: [Script; 256],
    expansions: Vec<Box<str>>,
}

const PAGES: usize = 0x11_0000 >> 8;
static TABLE: [OnceLock<Box<Page>>; PAGES] = [const { OnceLock::new() }; PAGES];

#[inline]
fn page(c: char) -> &'static Page {
    // The index is below PAGES for every `char`.
    let number = (c as usize) >> 8;
    TABLE[number].get_or_init(|| Page::fill(number as u32))
}

/// How `c` folds on its own.
#[inline]
pub(crate) fn entry(c: char) -> Entry {
    page(c).fold[c as usize & 0xFF]
}

/// The several characters behind an entry of class `Multi`, `Fraction` or `Mark`.
pub(crate) fn expansion(c: char, entry: Entry) -> &'static str {
    page(c).expansions.get(entry.index()).map_or("", |text| text)
}

/// What the key keeps of a folded character; `None` when it is dropped.
#[inline]
pub(crate) fn key_of(c: char) -> Option<char> {
    match page(c).key[c as usize & 0xFF] {
        0 => None,
        kept => char::from_u32(kept),
    }
}

/// The script of `c`, by table.
#[inline]
pub(crate) fn script(c: char) -> Script {
    page(c).script[c as usize & 0xFF]
}

impl Page {
    fn fill(number: u32) -> Box<Self> {
        let mut page = Box::new(Self {
            fold: [Entry::SAME; 256],
            key: [0; 256],
            script: [Script::Other; 256],
            expansions: Vec::new(),
        });
        let plain = is_plain(number);
        let ideographs = is_ideographs(number);
        for low in 0..256u32 {
            let Some(c) = char::from_u32(number << 8 | low) else {
                continue;
            };
            let i = low as usize;
            if ideographs {
                // Most pages of a Japanese text: kept short, since each is filled while somebody
                // waits for a first answer.
                page.script[i] = Script::Kanji;
                page.key[i] = digit_of(c).unwrap_or(c) as u32;
                continue;
            }
            if !plain {
                page.fold[i] = describe(c, &mut page.expansions);
            }
            page.script[i] = script_of(c);
            page.key[i] = key_entry(c, page.script[i]);
        }
        if plain {
            let first = char::from_u32(number << 8).unwrap_or('\0');
            let last = char::from_u32(number << 8 | 0xFF).unwrap_or('\0');
            for &(old, new) in kanji::pairs_between(first, last) {
                page.fold[old as usize & 0xFF] = single(old, new);
            }
        }
        page
    }
}

/// Pages in which no character has a folding of Unicode's: unified ideographs, Hangul syllables,
/// private use and most emoji.
fn is_plain(page: u32) -> bool {
    matches!(page, 0x34..=0x4C | 0x4E..=0x9F | 0xAC..=0xD6 | 0xE0..=0xF8 | 0x1F3..=0x1FA | 0x200..=0x2F7 | 0x300..=0x3FF)
}

/// Pages of ideographs and nothing else.
fn is_ideographs(page: u32) -> bool {
    matches!(page, 0x34..=0x4C | 0x4E..=0x9F)
}

fn single(from: char, to: char) -> Entry {
    if from == to {
        Entry::SAME
    } else if from.len_utf8() == to.len_utf8() {
        Entry::new(Class::Simple, to as u32)
    } else {
        Entry::new(Class::Resized, to as u32)
    }
}

fn describe(c: char, expansions: &mut Vec<Box<str>>) -> Entry {
    let mut several = |class: Class, text: &str| {
        expansions.push(text.into());
        Entry::new(class, expansions.len() as u32 - 1)
    };
    match c {
        '-' => return Entry::new(Class::Hyphen, c as u32),
        '\r' => return Entry::new(Class::Return, '\n' as u32),
        '\u{309B}' => return Entry::new(Class::Voice, 0x3099),
        '\u{309C}' => return Entry::new(Class::Voice, 0x309A),
        'ー' | '\u{FF70}' => return Entry::new(Class::Choon, 'ー' as u32),
        _ if is_wide_dash(c) => return Entry::new(Class::WideDash, '-' as u32),
        _ if is_narrow_dash(c) => return Entry::new(Class::NarrowDash, '-' as u32),
        _ if is_selector(c) => return Entry::new(Class::Selector, 0),
        _ if is_invisible(c) => return Entry::new(Class::Drop, 0),
        _ => {}
    }
    if stays(c) {
        return Entry::SAME;
    }
    let settled = settle(c);
    let mut chars = settled.chars();
    let Some(first) = chars.next() else {
        return Entry::new(Class::Drop, 0);
    };
    let alone = chars.next().is_none();
    if is_mark(first) {
        return several(Class::Mark, &settled);
    }
    if !alone {
        let fraction = settled.contains('/') && first.is_ascii_digit();
        return several(if fraction { Class::Fraction } else { Class::Multi }, &settled);
    }
    // Dashes that only Unicode's compatibility forms reveal: superscript and vertical ones.
    if first == '-' {
        return Entry::new(Class::NarrowDash, '-' as u32);
    }
    if twin(c, first).is_some() {
        return Entry::new(Class::Twin, first as u32);
    }
    single(c, first)
}

/// A quick answer for most characters, so that filling a page stays cheap.
fn stays(c: char) -> bool {
    plain(c) == c
        && !matches!(c, '\u{370}'..='\u{52F}')
        && is_nfkc_quick(std::iter::once(c)) == IsNormalized::Yes
        && c.to_lowercase().eq(std::iter::once(c))
        && kanji::modern(c) == c
        && !is_mark(c)
}

/// Full-width forms and capital letters, which are most of what changes.
fn settle_quickly(c: char) -> Option<char> {
    let narrow = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0)?,
        _ if is_nfkc_quick(std::iter::once(c)) == IsNormalized::Yes => c,
        _ => return None,
    };
    let mut lower = plain(narrow).to_lowercase();
    let first = lower.next()?;
    (lower.next().is_none() && !is_mark(c) && stays(first)).then_some(first)
}

/// Folds one character until nothing changes any more.
fn settle(c: char) -> String {
    if let Some(lower) = settle_quickly(c) {
        return String::from(lower);
    }
    let mut text = String::from(c);
    for _ in 0..4 {
        let mut next = String::new();
        for c in text.chars() {
            if c == '\u{309B}' || c == '\u{309C}' {
                next.push(c);
                continue;
            }
            let compatible: String = std::iter::once(plain(c)).nfkc().collect();
            // Spacing accents such as ¨ would become a space and a mark that then combines with
            // whatever stands before; they are left alone.
            if compatible.starts_with(' ') && compatible.len() > 1 {
                next.push(c);
                continue;
            }
            for c in compatible.chars().flat_map(char::to_lowercase) {
                if !is_invisible(c) {
                    next.push(kanji::modern(plain(c)));
                }
            }
        }
        let next: String = if next.starts_with(is_spacing_accent) { next } else { next.nfc().collect() };
        let settled = next == text || next.chars().all(stays);
        text = next;
        if settled {
            break;
        }
    }
    text
}

fn is_spacing_accent(c: char) -> bool {
    c.nfkd().next() == Some(' ') && c != ' '
}

/// Replacements of one character by one that Unicode does not make.
fn plain(c: char) -> char {
    match c {
        '\t'
        | '\u{A0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200A}'
        | '\u{202F}'
        | '\u{205F}'
        | '\u{3000}'
        | '\u{2800}' => ' ',
        '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '‘' | '’' | '‚' | '‛' | '`' | '\u{B4}' | '\u{FF40}' | '\u{2BC}' => '\'',
        '“' | '”' | '„' | '‟' | '〝' | '〞' | '〟' => '"',
        '〜' | '～' | '∼' | '〰' | '˜' => '~',
        '\u{2044}' | '\u{2215}' => '/',
        'Φ' | 'ϕ' | '⌀' | '\u{1D60}' => 'φ',
        '\u{2217}' | '\u{204E}' => '*',
        '◯' => '○',
        _ if is_wide_dash(c) || is_narrow_dash(c) => '-',
        '\u{2776}'..='\u{277E}' => digit(c as u32 - 0x2776 + 1),
        '\u{2780}'..='\u{2788}' => digit(c as u32 - 0x2780 + 1),
        '\u{278A}'..='\u{2792}' => digit(c as u32 - 0x278A + 1),
        '\u{24F5}'..='\u{24FD}' => digit(c as u32 - 0x24F5 + 1),
        '\u{24FF}' => '0',
        '\u{1F150}'..='\u{1F169}' => letter(c as u32 - 0x1F150),
        '\u{1F170}'..='\u{1F189}' => letter(c as u32 - 0x1F170),
        _ => c,
    }
}

fn digit(value: u32) -> char {
    char::from_digit(value, 10).unwrap_or('0')
}

fn letter(index: u32) -> char {
    char::from_u32('a' as u32 + index).unwrap_or('a')
}

/// True when `c` can combine with the character before it.
pub(crate) fn is_mark(c: char) -> bool {
    c >= '\u{300}'
        && (canonical_combining_class(c) != 0 || is_nfc_quick(std::iter::once(c)) == IsNormalized::Maybe)
}

pub(crate) fn is_wide_dash(c: char) -> bool {
    matches!(c, '\u{2014}' | '\u{2015}' | '\u{2500}' | '\u{2501}' | '\u{FE58}' | '\u{2E3A}' | '\u{2E3B}')
}

pub(crate) fn is_narrow_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{FF0D}' | '\u{FE63}' | '\u{2043}' | '\u{2796}')
}

pub(crate) fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{180B}'..='\u{180D}' | '\u{180F}')
}

/// Characters that no reader sees: controls, joiners, direction marks, tags, overlaid strokes.
pub(crate) fn is_invisible(c: char) -> bool {
    is_selector(c)
        || matches!(c,
            '\0'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}' | '\u{AD}' | '\u{34F}'
            | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}' | '\u{334}'..='\u{337}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}')
}

/// How sure one may be that a look-alike is meant as the Latin letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// Looks the same in every typeface; digits beside it are enough.
    Same,
    /// Used as a symbol too (ν, ρ); only Latin letters beside it are enough.
    Near,
}

/// The Latin letter that a Greek or Cyrillic one looks like. `folded` is its folding on its own,
/// so that styled letters (mathematical bold Τ) are known as well.
pub(crate) fn twin(c: char, folded: char) -> Option<(char, Likeness)> {
    if !matches!(folded, '\u{370}'..='\u{52F}') {
        return None;
    }
    let base = c.nfkc().next().unwrap_or(c);
    same_shape(base)
        .map(|latin| (latin, Likeness::Same))
        .or_else(|| near_shape(folded).map(|latin| (latin, Likeness::Near)))
}

fn same_shape(c: char) -> Option<char> {
    Some(match c {
        'Α' | 'А' | 'а' => 'a',
        'Β' | 'В' => 'b',
        'С' | 'с' | 'ϲ' | 'Ϲ' => 'c',
        'ԁ' | 'Ԁ' => 'd',
        'Ε' | 'Е' | 'е' => 'e',
        'Η' | 'Н' => 'h',
        'һ' | 'Һ' => 'h',
        'Ι' | 'І' | 'і' | 'Ӏ' | 'ӏ' => 'i',
        'Ј' | 'ј' => 'j',
        'Κ' | 'К' | 'к' => 'k',
        'Μ' | 'М' => 'm',
        'Ν' => 'n',
        'Ο' | 'ο' | 'О' | 'о' => 'o',
        'Ρ' | 'Р' | 'р' => 'p',
        'ԛ' | 'Ԛ' => 'q',
        'Ѕ' | 'ѕ' => 's',
        'Τ' | 'Т' => 't',
        'ԝ' | 'Ԝ' => 'w',
        'Χ' | 'Х' | 'х' => 'x',
        'Υ' | 'У' | 'у' | 'Ү' | 'ү' => 'y',
        'Ζ' => 'z',
        _ => return None,
    })
}

fn near_shape(c: char) -> Option<char> {
    Some(match c {
        'ι' => 'i',
        'κ' => 'k',
        'ν' => 'v',
        'ρ' => 'p',
        'τ' => 't',
        'υ' => 'u',
        'χ' => 'x',
        'т' => 't',
        'м' => 'm',
        _ => return None,
    })
}

/// What the key keeps of `c` (0: nothing). See [`crate::key`].
fn key_entry(c: char, script: Script) -> u32 {
    if is_invisible(c) || c >= '\u{300}' && canonical_combining_class(c) != 0 {
        return 0;
    }
    if let Some(digit) = digit_of(c) {
        return digit as u32;
    }
    let kept = match c {
        '-' | '_' | 'ー' | '・' | '.' | '·' | '‧' | '•' | '#' | '@' | '\'' | '~' | '※' | '゛' | '゜'
        | '^' | '¨' | '¯' | '©' | '®' => return 0,
        '\u{20D0}'..='\u{20FF}'
        | '\u{2190}'..='\u{21FF}'
        | '\u{2300}'..='\u{23FF}'
        | '\u{2500}'..='\u{259F}' => return 0,
        '\u{2C2}'..='\u{2DF}' => return 0,
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => large(char::from_u32(c as u32 + 0x60).unwrap_or(c)),
        'ァ'..='ヺ' => large(c),
        '\u{31F0}'..='\u{31FF}' => small_extension(c),
        '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => unaccented(c),
        _ => match script {
            Script::Space | Script::LineBreak | Script::Emoji => return 0,
            _ if matches!(c, '\u{25A0}'..='\u{25FF}') && script != Script::Mask => return 0,
            _ => c,
        },
    };
    kept as u32
}

/// The digit that a kanji digit stands for in the key.
fn digit_of(c: char) -> Option<char> {
    Some(match c {
        '一' => '1',
        '二' => '2',
        '三' => '3',
        '四' => '4',
        '五' => '5',
        '六' => '6',
        '七' => '7',
        '八' => '8',
        '九' => '9',
        _ => return None,
    })
}

/// Small kana as large ones, and kana that sound the same as one.
fn large(c: char) -> char {
    match c {
        'ァ' => 'ア',
        'ィ' => 'イ',
        'ゥ' => 'ウ',
        'ェ' => 'エ',
        'ォ' => 'オ',
        'ッ' => 'ツ',
        'ャ' => 'ヤ',
        'ュ' => 'ユ',
        'ョ' => 'ヨ',
        'ヮ' => 'ワ',
        'ヵ' => 'カ',
        'ヶ' => 'ケ',
        'ヰ' => 'イ',
        'ヱ' => 'エ',
        'ヂ' => 'ジ',
        'ヅ' => 'ズ',
        'ヴ' => 'ブ',
        _ => c,
    }
}

fn small_extension(c: char) -> char {
    const LARGE: [char; 16] =
        ['ク', 'シ', 'ス', 'ト', 'ヌ', 'ハ', 'ヒ', 'フ', 'ヘ', 'ホ', 'ム', 'ラ', 'リ', 'ル', 'レ', 'ロ'];
    LARGE.get(c as usize & 0xF).copied().unwrap_or(c)
}

/// A Latin letter without its accents, where it has any.
fn unaccented(c: char) -> char {
    let mut first = None;
    decompose_canonical(c, |part| {
        first.get_or_insert(part);
    });
    match first {
        Some(base) if base.is_ascii_alphabetic() => base,
        _ => match c {
            'ø' => 'o',
            'đ' => 'd',
            'ł' => 'l',
            'ı' => 'i',
            _ => c,
        },
    }
}
