//! Numerals in folded text: `18,000`, `2,400万`, `3万5千`, `七千八百万`, `〇.五`, `forty-five`.
//!
//! The scan says what number stands where, not what it counts, and does not judge whether 一 in
//! 一緒 is meant as a number: the caller knows the words around it.

use crate::script::{Script, script};
use crate::span::{Folded, Span};

mod english;

/// How a numeral is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// `18,000`, `47.5`, `.5`
    Arabic,
    /// `七千八百万`, `一〇〇`, `〇.五`
    Kanji,
    /// `3万5千`, `1.2億`, `3 million`, `50k`
    Mixed,
    /// `three`, `forty-five`, `half a dozen`
    Word,
}

/// One numeral of a folded text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Numeral {
    /// Where it stands. A sign before it or a unit behind it is not part of it.
    pub span: Span<Folded>,
    /// Its value; never infinite.
    pub value: f64,
    /// How it is written.
    pub form: Form,
    /// Digits written after the decimal point (at most 255).
    pub decimals: u8,
    /// Digits written in all: Arabic digits and 〇 to 九 (at most 255).
    pub digits: u8,
    /// True when it is part of a designation: a Latin letter touches it on the left, or a letter
    /// and a hyphen do (`SUS304`, `HV-880`, and the last digits of `HV-880-2`).
    pub glued: bool,
}

/// All numerals of a folded text, from left to right, none overlapping another. Linear.
pub fn scan(folded: &str) -> Vec<Numeral> {
    let mut scanner = Scanner { text: folded, bytes: folded.as_bytes(), found: Vec::new(), dotted_until: 0 };
    let mut at = 0;
    while let Some(&byte) = scanner.bytes.get(at) {
        at = match byte {
            b'0'..=b'9' => scanner.number(at),
            b'.' if scanner.digit(at + 1) && scanner.opens_fraction(at) => scanner.number(at),
            b'a'..=b'z' => scanner.word(at),
            0..=0x7F => at + 1,
            _ => match scanner.char(at) {
                Some(c) if starts_kanji(c) => scanner.number(at),
                Some(c) if script(c) == Script::Latin => scanner.skip_letters(at),
                Some(c) => at + c.len_utf8(),
                None => at + 1,
            },
        };
    }
    scanner.found
}

struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    found: Vec<Numeral>,
    /// Up to here digits and dots form a chain with several dots (a version, a date), in which no
    /// dot is a decimal point.
    dotted_until: usize,
}

/// A number without a magnitude behind it, as it is read.
#[derive(Debug, Clone, Copy)]
struct Plain {
    end: usize,
    value: f64,
    decimals: u32,
    digits: u32,
    arabic: bool,
}

impl Scanner<'_> {
    fn char(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn digit(&self, at: usize) -> bool {
        self.bytes.get(at).is_some_and(u8::is_ascii_digit)
    }

    /// `.5` begins a number only where no number or word ends before it.
    fn opens_fraction(&self, at: usize) -> bool {
        at == 0 || !matches!(self.bytes.get(at - 1), Some(b'0'..=b'9' | b'a'..=b'z' | b'.' | b')' | b'_'))
    }

    fn skip_letters(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        let letters: usize =
            rest.chars().take_while(|&c| script(c) == Script::Latin).map(char::len_utf8).sum();
        at + letters.max(1)
    }

    /// Reads the numeral at `at` and its magnitudes; returns where to go on.
    fn number(&mut self, at: usize) -> usize {
        let mut sum = Sum::default();
        let mut end = at;
        let mut arabic = false;
        let mut kanji = false;
        loop {
            let plain = self.plain(end, sum.lowest.is_none());
            let mut next = plain.map_or(end, |plain| plain.end);
            let mut unit =
                self.char(next).and_then(|c| magnitude(c).map(|value| (value, next + c.len_utf8())));
            if unit.is_none()
                && plain.is_some_and(|plain| plain.arabic)
                && self.bytes.get(next) == Some(&b' ')
                && let Some(c) = self.char(next + 1)
                && let Some(value) = magnitude(c)
                && value >= 1e4
                && !self.char(next + 1 + c.len_utf8()).is_some_and(goes_on_as_word)
            {
                unit = Some((value, next + 1 + c.len_utf8()));
            }
            if plain.is_none() && unit.is_none() {
                break;
            }
            match unit {
                Some((value, after)) if sum.takes(plain.map(|plain| plain.value), value) => {
                    sum.add(plain.map(|plain| plain.value), value);
                    kanji = true;
                    next = after;
                }
                _ => {
                    let Some(plain) = plain else { break };
                    if !sum.takes_rest(plain.value) {
                        break;
                    }
                    sum.add_rest(plain.value);
                    sum.closed = true;
                }
            }
            if let Some(plain) = plain {
                arabic |= plain.arabic;
                kanji |= !plain.arabic;
                sum.digits += plain.digits;
                sum.decimals = plain.decimals;
            }
            end = next;
            if sum.closed {
                break;
            }
        }
        if end == at {
            // A lone 〇, or a digit that could not be read: not a numeral.
            return at + self.char(at).map_or(1, char::len_utf8);
        }
        let mut value = sum.total();
        let mut form = match (arabic, kanji) {
            (true, true) => Form::Mixed,
            (true, false) => Form::Arabic,
            _ => Form::Kanji,
        };
        if form == Form::Arabic
            && let Some((times, after)) = english::multiplier(self.text, end)
        {
            value *= times;
            end = after;
            form = Form::Mixed;
        }
        self.push(at, end, value, form, sum.decimals, sum.digits);
        end
    }

    fn push(&mut self, at: usize, end: usize, value: f64, form: Form, decimals: u32, digits: u32) {
        let glued = self.glued(at);
        let byte = |n: u32| u8::try_from(n).unwrap_or(u8::MAX);
        self.found.push(Numeral {
            span: Span::from_usize(at, end),
            value: value.min(f64::MAX),
            form,
            decimals: byte(decimals),
            digits: byte(digits),
            glued,
        });
    }

    fn glued(&self, at: usize) -> bool {
        let mut before = self.text.get(..at).unwrap_or("").chars().rev();
        match before.next() {
            Some('-' | '_') => match before.next() {
                Some(c) if script(c) == Script::Latin => true,
                Some(c) if c.is_ascii_digit() => {
                    self.found.last().is_some_and(|last| last.glued && last.span.end as usize + 1 == at)
                }
                _ => false,
            },
            Some(c) => script(c) == Script::Latin,
            None => false,
        }
    }

    /// An Arabic number or a row of kanji digits.
    fn plain(&mut self, at: usize, first: bool) -> Option<Plain> {
        if self.digit(at) || self.bytes.get(at) == Some(&b'.') && first && self.digit(at + 1) {
            return Some(self.arabic(at));
        }
        self.kanji_digits(at)
    }

    fn arabic(&mut self, at: usize) -> Plain {
        let mut value = 0.0;
        let mut digits = 0;
        let mut end = at;
        while let Some(&byte) = self.bytes.get(end).filter(|byte| byte.is_ascii_digit()) {
            value = value * 10.0 + f64::from(byte - b'0');
            digits += 1;
            end += 1;
        }
        // Groups of exactly three digits; anything else behind a comma is another number.
        if (1..=3).contains(&digits) {
            while self.bytes.get(end) == Some(&b',')
                && (1..=3).all(|i| self.digit(end + i))
                && !self.digit(end + 4)
            {
                for i in 1..=3 {
                    value = value * 10.0 + f64::from(self.bytes.get(end + i).map_or(0, |byte| byte - b'0'));
                }
                digits += 3;
                end += 4;
            }
        }
        let mut decimals = 0;
        if self.bytes.get(end) == Some(&b'.') && self.digit(end + 1) && end >= self.dotted_until {
            let mut after = end + 1;
            let mut scale = 0.1;
            let mut fraction = 0.0;
            while let Some(&byte) = self.bytes.get(after).filter(|byte| byte.is_ascii_digit()) {
                fraction += f64::from(byte - b'0') * scale;
                scale /= 10.0;
                decimals += 1;
                after += 1;
            }
            if self.bytes.get(after) == Some(&b'.') && self.digit(after + 1) {
                while self.digit(after) || self.bytes.get(after) == Some(&b'.') && self.digit(after + 1) {
                    after += 1;
                }
                self.dotted_until = after;
                decimals = 0;
            } else {
                value = exact(self.text.get(at..after), value + fraction);
                digits += decimals;
                end = after;
            }
        }
        Plain { end, value, decimals, digits, arabic: true }
    }

    fn kanji_digits(&self, at: usize) -> Option<Plain> {
        let (mut value, mut digits, mut decimals) = (0.0f64, 0, 0);
        let (mut end, mut real) = (at, false);
        let mut scale = 0.0f64;
        let mut chars = self.text.get(at..)?.chars().peekable();
        while let Some(c) = chars.next() {
            if let Some(digit) = kanji_digit(c) {
                real |= c != '〇';
                if scale > 0.0 {
                    value += digit * scale;
                    scale /= 10.0;
                    decimals += 1;
                } else {
                    value = value * 10.0 + digit;
                }
                digits += 1;
            } else if scale == 0.0
                && digits > 0
                && (c == '.' || c == '・' && digits == 1 && value == 0.0)
                && chars.peek().copied().and_then(kanji_digit).is_some()
            {
                scale = 0.1;
            } else {
                break;
            }
            end += c.len_utf8();
        }
        // 〇〇 alone blanks something out.
        (real && digits > 0).then_some(Plain { end, value, decimals, digits, arabic: false })
    }

    /// A run of Latin letters: perhaps an English number word.
    fn word(&mut self, at: usize) -> usize {
        let joined = self
            .text
            .get(..at)
            .unwrap_or("")
            .chars()
            .next_back()
            .is_some_and(|c| matches!(script(c), Script::Latin | Script::Digit));
        if !joined && let Some((value, end)) = english::read(self.text, at) {
            self.push(at, end, value, Form::Word, 0, 0);
            return end;
        }
        self.skip_letters(at)
    }
}

/// Rounds as the decimal notation itself would, where it is short enough to be read again.
fn exact(written: Option<&str>, otherwise: f64) -> f64 {
    let Some(written) = written.filter(|text| text.len() <= 40) else {
        return otherwise;
    };
    let plain: String = written.chars().filter(|&c| c != ',').collect();
    plain.parse().unwrap_or(otherwise)
}

fn starts_kanji(c: char) -> bool {
    kanji_digit(c).is_some() || magnitude(c).is_some()
}

/// What follows 万, 億 or 兆 in words that are no numbers: 万一, 万全, 億劫, 兆候.
fn goes_on_as_word(c: char) -> bool {
    matches!(c, '一' | '全' | '能' | '歳' | '般' | '劫' | '候' | 'が')
}

fn kanji_digit(c: char) -> Option<f64> {
    Some(match c {
        '〇' | '零' => 0.0,
        '一' | '壱' => 1.0,
        '二' | '弐' => 2.0,
        '三' | '参' => 3.0,
        '四' => 4.0,
        '五' => 5.0,
        '六' => 6.0,
        '七' => 7.0,
        '八' => 8.0,
        '九' => 9.0,
        _ => return None,
    })
}

fn magnitude(c: char) -> Option<f64> {
    Some(match c {
        '十' | '拾' => 10.0,
        '百' => 100.0,
        '千' => 1_000.0,
        '万' => 1e4,
        '億' => 1e8,
        '兆' => 1e12,
        _ => return None,
    })
}

/// The sum that is built from left to right: `total` of what lies above 万, `section` below it.
#[derive(Default)]
struct Sum {
    total: f64,
    section: f64,
    /// The lowest magnitude so far; the next one must be lower, or a big one closing the section.
    lowest: Option<f64>,
    /// The lowest big magnitude (万 and above) so far.
    lowest_big: Option<f64>,
    closed: bool,
    digits: u32,
    decimals: u32,
}

impl Sum {
    fn takes(&self, times: Option<f64>, unit: f64) -> bool {
        if unit >= 1e4 {
            let something = times.is_some() || self.section > 0.0 || self.lowest.is_none();
            return something
                && self.lowest_big.is_none_or(|big| unit < big)
                && times.is_none_or(|times| self.section_takes(times));
        }
        self.lowest.is_none_or(|lowest| unit < lowest)
            && times.is_none_or(|times| self.lowest.is_none() || times < 10.0)
    }

    fn section_takes(&self, rest: f64) -> bool {
        self.lowest.is_none_or(|lowest| rest < lowest)
    }

    fn add(&mut self, times: Option<f64>, unit: f64) {
        if unit >= 1e4 {
            let section = self.section + times.unwrap_or(0.0);
            if section == 0.0 && times.is_none() {
                // 万 without a number before it: what follows (万一) does not add to it.
                self.total += unit;
                self.closed = true;
            } else {
                self.total += section * unit;
            }
            self.section = 0.0;
            self.lowest_big = Some(unit);
            self.lowest = Some(unit);
        } else {
            self.section += times.unwrap_or(1.0) * unit;
            self.lowest = Some(unit);
        }
    }

    fn takes_rest(&self, rest: f64) -> bool {
        self.lowest.is_none_or(|lowest| rest < lowest)
    }

    fn add_rest(&mut self, rest: f64) {
        self.section += rest;
    }

    fn total(&self) -> f64 {
        self.total + self.section
    }
}
