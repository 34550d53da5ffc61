//! Numbers with what they count: the dimension that a unit, a currency or a date word gives them.

mod units;

use senbiki_text::numeral::{Form, Numeral};
use senbiki_text::{Folded, Span, Text, numeral};

use crate::token::{Classes, Token};
use crate::vocabulary::{Vocabulary, is_kanji, is_katakana};

pub use units::Units;

/// What a number measures. The name (`#percent`) is how rules ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// No unit at all.
    Plain,
    /// Percent and points.
    Percent,
    /// Parts per million and the like.
    Ppm,
    /// 割: tenths.
    Wari,
    /// An amount of money.
    Money,
    /// Money for one piece or one kilogram.
    UnitPrice,
    /// Pieces, machines, lots, boxes.
    Count,
    /// Kilograms, tons.
    Mass,
    /// Litres.
    Volume,
    /// People.
    People,
    /// Companies, bidders.
    Firms,
    /// Years of age.
    Age,
    /// How often.
    Times,
    /// Seconds.
    Second,
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days, weeks, months, years as a length of time.
    Period,
    /// A day, month, quarter or year in the calendar.
    Date,
    /// Time of day.
    Clock,
    /// Degrees Celsius.
    Temperature,
    /// Pascals, bars.
    Pressure,
    /// Metres and their parts.
    Length,
    /// Newtons.
    Force,
    /// Newton metres.
    Torque,
    /// Revolutions.
    Rotation,
    /// Metres per minute, knots per hour.
    Speed,
    /// Watts, volts, amperes, hertz.
    Electric,
    /// Rockwell, Vickers.
    Hardness,
    /// Degrees of angle.
    Angle,
    /// Litres per minute.
    Flow,
    /// Moles, pH, viscosity.
    Chemistry,
    /// Decibel, lux, magnitude and other measures of everyday things.
    Everyday,
    /// Twice, a third.
    Factor,
    /// Shifts.
    Shift,
    /// Floors, buildings, chapters, clauses: a place in an order.
    Ordinal,
    /// Anything else that is counted (つ, 冊, 曲 …).
    Other,
}

/// Names of all dimensions and groups, as rules write them.
pub const NAMES: &[&str] = &[
    "#any",
    "#plain",
    "#percent",
    "#ppm",
    "#wari",
    "#money",
    "#bigmoney",
    "#unitprice",
    "#count",
    "#mass",
    "#volume",
    "#people",
    "#firms",
    "#age",
    "#times",
    "#second",
    "#minute",
    "#hour",
    "#time",
    "#period",
    "#date",
    "#clock",
    "#temperature",
    "#pressure",
    "#length",
    "#force",
    "#torque",
    "#rotation",
    "#speed",
    "#electric",
    "#hardness",
    "#angle",
    "#flow",
    "#chemistry",
    "#everyday",
    "#factor",
    "#shift",
    "#ordinal",
    "#other",
    "#physical",
    "#ratio",
    "#amount",
    "#range",
    "#change",
    "#big",
    "#code",
];

impl Dimension {
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Plain => &["#plain"],
            Self::Percent => &["#percent", "#ratio"],
            Self::Ppm => &["#ppm", "#ratio"],
            Self::Wari => &["#wari", "#ratio"],
            Self::Money => &["#money"],
            Self::UnitPrice => &["#money", "#unitprice"],
            Self::Count => &["#count", "#amount"],
            Self::Mass => &["#mass", "#amount"],
            Self::Volume => &["#volume", "#amount"],
            Self::People => &["#people"],
            Self::Firms => &["#firms"],
            Self::Age => &["#age"],
            Self::Times => &["#times"],
            Self::Second => &["#second", "#time"],
            Self::Minute => &["#minute", "#time"],
            Self::Hour => &["#hour", "#time"],
            Self::Period => &["#period"],
            Self::Date => &["#date"],
            Self::Clock => &["#clock"],
            Self::Temperature => &["#temperature", "#physical"],
            Self::Pressure => &["#pressure", "#physical"],
            Self::Length => &["#length", "#physical"],
            Self::Force => &["#force", "#physical"],
            Self::Torque => &["#torque", "#physical"],
            Self::Rotation => &["#rotation", "#physical"],
            Self::Speed => &["#speed", "#physical"],
            Self::Electric => &["#electric", "#physical"],
            Self::Hardness => &["#hardness", "#physical"],
            Self::Angle => &["#angle", "#physical"],
            Self::Flow => &["#flow", "#physical"],
            Self::Chemistry => &["#chemistry", "#physical"],
            Self::Everyday => &["#everyday"],
            Self::Factor => &["#factor"],
            Self::Shift => &["#shift"],
            Self::Ordinal => &["#ordinal"],
            Self::Other => &["#other"],
        }
    }
}

/// A number as the engine sees it.
#[derive(Debug, Clone)]
pub struct Quantity {
    /// Number with unit and currency sign, ranges and changes joined.
    pub span: Span<Folded>,
    /// The (last) value.
    pub value: f64,
    /// What it measures.
    pub dimension: Dimension,
    /// Two values joined as a range (`0.5~0.8`).
    pub range: bool,
    /// Two values joined as a change (`45分から11分`).
    pub change: bool,
}

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

/// All numbers of a draft.
pub fn quantities(text: &Text, units: &Units) -> Vec<Quantity> {
    let folded = text.folded();
    let mut single: Vec<Quantity> = Vec::new();
    for n in numeral::scan(folded) {
        // OEE81% is a figure, SUS304 is a name.
        let after = folded.get(n.span.end as usize..).unwrap_or_default();
        if n.glued && !after.starts_with(['%', '円']) {
            continue;
        }
        if let Some(q) = measure(folded, &n, units) {
            single.push(q);
        }
    }
    join(folded, single)
}

/// 一万二千四百: several digits with their places, and no word that goes on in kanji (二千円札, 八百屋).
fn written_out(n: &Numeral, written: &str, after: &str) -> bool {
    let digits = written.chars().filter(|c| "一二三四五六七八九".contains(*c)).count();
    let places = written.chars().filter(|c| "十百千万億".contains(*c)).count();
    n.value >= 1000.0
        && digits >= 1
        && places >= 1
        && digits + places >= 3
        && !after.chars().next().is_some_and(|c| is_kanji(c) || is_katakana(c))
}

fn measure(folded: &str, n: &Numeral, units: &Units) -> Option<Quantity> {
    let start = n.span.start as usize;
    let end = n.span.end as usize;
    let before = folded.get(..start)?;
    let after = folded.get(end..)?;
    let unit = units.at(after);
    let kanji = n.form == Form::Kanji;
    // A kanji numeral is a number only with a unit behind it, or when it is written out in
    // several steps (一万二千四百) so that it can be no word or name.
    if kanji && unit.is_none() && !written_out(n, folded.get(start..end)?, after) {
        return None;
    }
    if n.form == Form::Word && unit.is_none() && n.value < 3.0 {
        return None;
    }
    let mut span = Span::from_usize(start, end + unit.map_or(0, |u| u.0));
    let mut dimension = unit.map_or(Dimension::Plain, |u| u.1);
    let last = before.chars().next_back();
    let widened = |span: Span<Folded>, c: char| {
        Span::new(span.start - u32::try_from(c.len_utf8()).unwrap_or(1), span.end)
    };
    match last {
        Some(c @ ('¥' | '$' | '€' | '£' | '\\')) if !kanji => {
            dimension = Dimension::Money;
            span = widened(span, c);
        }
        Some('@') => {
            dimension = Dimension::UnitPrice;
            span = widened(span, '@');
        }
        Some('φ') if dimension == Dimension::Plain => {
            dimension = Dimension::Length;
            span = widened(span, 'φ');
        }
        Some('±') => {
            if dimension == Dimension::Plain {
                dimension = Dimension::Length;
            }
            span = widened(span, '±');
        }
        _ => {}
    }
    let rest = folded.get(span.end as usize..).unwrap_or_default();
    let next = rest.chars().next();
    dimension = match dimension {
        Dimension::Money
            if rest.starts_with('/')
                || rest.starts_with("per ")
                || rest.starts_with(" per ")
                || rest.starts_with(" a piece")
                || rest.starts_with(" each") =>
        {
            Dimension::UnitPrice
        }
        Dimension::Mass if rest.starts_with("メートル") => Dimension::Length,
        // 三脚 is a stand for a camera.
        Dimension::Count if kanji && n.digits <= 1 && after.starts_with('脚') && n.value == 3.0 => {
            return None;
        }
        // 百人力, 一人前, 十分, 三日坊主, 一本気: words, not counts.
        Dimension::People if matches!(next, Some('力' | '前' | '称' | '格')) => return None,
        Dimension::Minute
            if kanji
                && n.digits <= 1
                && matches!(n.value as i64, 1..=10)
                && !after.starts_with("分間")
                && matches!(n.value as i64, 10 | 5) =>
        {
            return None;
        }
        Dimension::Minute
            if rest.starts_with('の')
                && rest
                    .chars()
                    .nth(1)
                    .is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九".contains(c)) =>
        {
            Dimension::Factor
        }
        Dimension::Minute
            if rest.starts_with('野')
                || rest.starts_with('析')
                || rest.starts_with('割')
                || rest.starts_with('類')
                || rest.starts_with("かり") =>
        {
            Dimension::Plain
        }
        Dimension::Date => date(folded, n, unit.map_or(0, |u| u.0), next, rest),
        Dimension::Clock if next == Some('期') || next == Some('点') || next == Some('代') => return None,
        Dimension::Angle if rest.starts_with('c') => Dimension::Temperature,
        Dimension::Temperature if after.starts_with('度') => {
            if rest.starts_with("目")
                || rest.starts_with("と")
                || rest.starts_with("も")
                || rest.starts_with("と言")
                || n.value < 4.0
            {
                Dimension::Times
            } else {
                Dimension::Temperature
            }
        }
        Dimension::Ordinal if after.starts_with('号') && rest.starts_with('機') => Dimension::Ordinal,
        Dimension::Count
            if kanji
                && n.value < 2.0
                && matches!(next, Some('気' | '的' | '当' | '筋' | '番' | '人' | '線')) =>
        {
            return None;
        }
        other => other,
    };
    // 11:30 and 1:45 are times of day or places in a video.
    if after.starts_with(':') && after.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
        || before.ends_with(':') && before.chars().rev().nth(1).is_some_and(|c| c.is_ascii_digit())
    {
        dimension = Dimension::Clock;
    }
    if dimension == Dimension::Plain && near_month(before, after) {
        dimension = Dimension::Date;
    }
    if dimension == Dimension::Plain
        && n.form == Form::Arabic
        && n.decimals == 0
        && n.digits == 4
        && (1900.0..2100.0).contains(&n.value)
        && !folded.get(start..end).is_some_and(|s| s.contains(','))
    {
        dimension = Dimension::Date;
    }
    // Slashed dates: 2026/12/5, 12/5.
    if dimension == Dimension::Plain
        && n.decimals == 0
        && (after.starts_with('/') || before.ends_with('/'))
        && n.value <= 31.0
    {
        dimension = Dimension::Date;
    }
    Some(Quantity { span, value: n.value, dimension, range: false, change: false })
}

fn near_month(before: &str, after: &str) -> bool {
    let word_after: String =
        after.trim_start().chars().take_while(char::is_ascii_alphabetic).take(10).collect();
    if MONTHS.contains(&word_after.as_str()) {
        return true;
    }
    let trimmed = before.trim_end();
    let word: String = trimmed.chars().rev().take_while(char::is_ascii_alphabetic).take(10).collect();
    let word: String = word.chars().rev().collect();
    word != "may" && word.len() >= 3 && MONTHS.contains(&word.as_str()) && trimmed.len() + 1 >= before.len()
        || after.starts_with('-') && {
            let rest: String = after.chars().skip(1).skip_while(|c| c.is_ascii_digit()).take(12).collect();
            let word: String = rest.trim_start().chars().take_while(char::is_ascii_alphabetic).collect();
            MONTHS.contains(&word.as_str())
        }
}

/// 2024年 is a date, 3年 a length of time; 11月 is a date, 28日 may be either.
fn date(folded: &str, n: &Numeral, unit: usize, next: Option<char>, rest: &str) -> Dimension {
    let end = n.span.end as usize;
    let written = folded.get(end..end + unit).unwrap_or_default().trim_start();
    match written {
        "年" => {
            if n.value >= 100.0 {
                Dimension::Date
            } else if matches!(next, Some('生')) {
                Dimension::Other
            } else {
                Dimension::Period
            }
        }
        "月" => {
            if (1.0..=12.0).contains(&n.value) {
                Dimension::Date
            } else {
                Dimension::Other
            }
        }
        "日" => {
            let before = folded.get(..n.span.start as usize).unwrap_or_default();
            if before.ends_with('月') {
                Dimension::Date
            } else if n.value > 31.0
                || n.value <= 3.0
                || n.form == Form::Kanji && n.value < 10.0
                || ["後", "前", "連続", "で", "分", "ぶり", "も", "かけ", "かか", "早", "遅"]
                    .iter()
                    .any(|p| rest.starts_with(p))
            {
                Dimension::Period
            } else {
                Dimension::Date
            }
        }
        "年度" => Dimension::Date,
        "期" => {
            if n.value < 200.0 {
                Dimension::Date
            } else {
                Dimension::Other
            }
        }
        _ => Dimension::Date,
    }
}

/// Joins ranges, changes and the parts of a date.
fn join(folded: &str, single: Vec<Quantity>) -> Vec<Quantity> {
    let mut out: Vec<Quantity> = Vec::with_capacity(single.len());
    for q in single {
        // What goes on and on is a list, not a range.
        let Some(last) = out.last_mut().filter(|l| l.span.len() < 90) else {
            out.push(q);
            continue;
        };
        let between = folded.get(last.span.end as usize..q.span.start as usize).unwrap_or("\u{0}");
        let days = |d: Dimension| matches!(d, Dimension::Date | Dimension::Period);
        let both_days = days(last.dimension) && days(q.dimension) && last.dimension != q.dimension;
        let same = last.dimension == q.dimension || last.dimension == Dimension::Plain || both_days;
        let trimmed = between.trim();
        let parts_of_date = matches!(
            (last.dimension, q.dimension),
            (Dimension::Date, Dimension::Date | Dimension::Clock)
                | (Dimension::Clock, Dimension::Clock | Dimension::Minute)
        ) && (trimmed.is_empty()
            || matches!(trimmed, "/" | ":" | "-" | "~" | "(" | ",")
            || weekday(trimmed));
        let range = same && matches!(trimmed, "~" | "-" | "から" | "ー" | "to" | "...");
        let change = same
            && (matches!(
                trimmed,
                "から"
                    | "より"
                    | "→"
                    | "⇒"
                    | "➡"
                    | "=>"
                    | "->"
                    | ">"
                    | "to"
                    | "down to"
                    | "up to"
                    | "を"
                    | "が"
                    | "だったのが"
                    | "が、"
                    | "あったのが"
                    | "➡️"
                    | "だったものが"
                    | "かかっていたのを"
                    | "かかっていたのが"
                    | "だったところを"
                    | "から、"
                    | "台から"
                    | "に対し"
            ) || between.chars().count() <= 14
                && (between.contains("から")
                    || between.contains("だった")
                    || between.contains("が")
                    || between.contains("→")
                    || between.contains(" to "))
                && !between.contains(['。', '、', '\n', '!', '?'])
                && last.dimension == q.dimension
                && !matches!(
                    q.dimension,
                    Dimension::Plain
                        | Dimension::Date
                        | Dimension::Clock
                        | Dimension::Other
                        | Dimension::Ordinal
                ));
        if parts_of_date {
            last.span = last.span.join(q.span);
            last.dimension =
                if last.dimension == Dimension::Clock { Dimension::Clock } else { Dimension::Date };
        } else if range || change {
            last.span = last.span.join(q.span);
            last.dimension = q.dimension;
            last.value = q.value;
            last.range |= range;
            last.change |= change && !matches!(trimmed, "~" | "-");
        } else {
            out.push(q);
        }
    }
    out
}

fn weekday(between: &str) -> bool {
    between.chars().count() <= 5 && between.chars().all(|c| "()月火水木金土日祝・の,".contains(c))
}

/// Numbers as tokens.
pub fn tokens(quantities: &[Quantity], vocabulary: &Vocabulary) -> Vec<Token<'static>> {
    quantities
        .iter()
        .map(|q| {
            let mut classes = Classes::default();
            let mut push = |name: &str| {
                if let Some(id) = vocabulary.id(name) {
                    classes.push(id);
                }
            };
            push("#any");
            q.dimension.names().iter().for_each(|n| push(n));
            if q.range {
                push("#range");
            }
            if q.change {
                push("#change");
            }
            if q.dimension == Dimension::Money && q.value >= 30_000.0 {
                push("#bigmoney");
            }
            for (least, name) in [(100.0, "#big"), (1_000.0, "#ge1000"), (10_000.0, "#ge10000")] {
                if q.value >= least {
                    push(name);
                }
            }
            Token { span: q.span, classes }
        })
        .collect()
}
