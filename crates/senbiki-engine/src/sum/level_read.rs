//! Levels and magnitudes: the numbers of a post's findings, as ranges.

use senbiki_line::Category;
use senbiki_text::{Folded, Span, numeral};

use super::disclose::{Page, Placed};
use super::fact::{Amount, Detail, Fact, Measure};
use super::masked::mark;
use crate::engine::{Engine, Material};
use crate::finding::Grounds;
use crate::number::{Dimension, Quantity};
use crate::token::Tokens;

/// Reads the numbers that stand in findings of the post; other numbers protect nothing.
pub fn read(engine: &Engine, material: &Material<'_>, page: &Page<'_>, tokens: &Tokens<'_>) -> Vec<Placed> {
    let mut out = Vec::new();
    if page.quantities.is_empty() {
        return out;
    }
    for f in engine.inspect(material).findings {
        if f.grounds != Grounds::Rule {
            continue;
        }
        let span = material.text.to_folded(f.span);
        let from = page.quantities.partition_point(|q| q.span.end <= span.start);
        for q in page.quantities.iter().skip(from).take_while(|q| q.span.start < span.end) {
            let of = head(engine, page, tokens, q);
            out.extend(levels(page, q, f.category, &of));
        }
    }
    out
}

/// Head nouns that a fact may show; of two that end alike the longer one stands first.
const HEADS: &[&str] = &[
    "歩留まり率",
    "歩留まり",
    "歩留り",
    "不良率",
    "良品率",
    "直行率",
    "合格率",
    "稼働率",
    "可動率",
    "利益率",
    "粗利率",
    "原価率",
    "離職率",
    "充足率",
    "達成率",
    "回収率",
    "流出率",
    "サイクルタイム",
    "タクトタイム",
    "タクト",
    "リードタイム",
    "段取り時間",
    "加工時間",
    "残業時間",
    "残業",
    "納期",
    "単価",
    "原価",
    "粗利",
    "売上高",
    "売上",
    "受注残",
    "受注",
    "生産能力",
    "生産数",
    "生産量",
    "月産",
    "日産",
    "出荷数",
    "在庫",
    "従業員",
    "社員",
    "人数",
    "台数",
    "投資額",
    "予算",
    "価格",
    "年収",
    "月給",
    "時給",
    "賃金",
    "シェア",
    "温度",
    "圧力",
    "回転数",
    "送り",
    "公差",
    "精度",
    "寿命",
    "重量",
    "yield",
    "scrap rate",
    "defect rate",
    "cycle time",
    "takt",
    "lead time",
    "price",
    "sales",
    "output",
    "turnover",
    "utilisation",
    "utilization",
    "margin",
    "cost",
];

/// What stands between a head noun and its number.
const PARTICLES: &[&str] = &[
    "ではおよそ",
    "はおよそ",
    "がおよそ",
    "は約",
    "が約",
    "を約",
    "には",
    "では",
    "とは",
    "まで",
    "から",
    "は",
    "が",
    "も",
    "を",
    "に",
    "で",
    "と",
    "の",
    "約",
    " is",
    " was",
    " at",
    " of",
    " to",
    " about",
    " around",
    " over",
    " under",
];

/// How many characters before a number tell what it measures.
const BEFORE: usize = 12;

/// What a number measures: the nearest word of measurement in its clause, or else the head noun
/// before it. What is no known head noun may be somebody's name, so it is kept as its mark.
fn head(engine: &Engine, page: &Page<'_>, tokens: &Tokens<'_>, q: &Quantity) -> String {
    let clause = page.segments.clause(q.span.start);
    let measured = engine.machine().cues.measured;
    let distance = |s: Span<Folded>| {
        if s.end <= q.span.start { q.span.start - s.end } else { s.start.saturating_sub(q.span.end) * 2 }
    };
    tokens
        .within(clause.start, clause.end)
        .iter()
        .filter(|t| t.classes.any(&measured))
        .min_by_key(|t| (distance(t.span), std::cmp::Reverse(t.span.len())))
        .map_or_else(
            || told(page.text(Span::new(clause.start, q.span.start))),
            |t| page.text(t.span).to_owned(),
        )
}

/// The end of a text as a fact keeps it: `歩留まり`, `歩留まり#0a1b2c3d` when something stands before
/// it, or a mark alone.
fn told(text: &str) -> String {
    let mut text = text.trim_end_matches(|c: char| !c.is_alphabetic());
    while let Some(shorter) = PARTICLES.iter().find_map(|p| text.strip_suffix(p)) {
        text = shorter.trim_end_matches(|c: char| !c.is_alphabetic());
    }
    let head = HEADS.iter().find(|h| text.ends_with(*h)).copied().unwrap_or_default();
    let rest: String =
        text.strip_suffix(head).unwrap_or(text).chars().filter(|c| c.is_alphabetic()).collect();
    let from = rest.char_indices().rev().nth(BEFORE - 1).map_or(0, |c| c.0);
    let rest = rest.get(from..).unwrap_or_default();
    if rest.is_empty() { head.to_owned() } else { format!("{head}{}", mark(rest)) }
}

fn levels(page: &Page<'_>, q: &Quantity, category: Category, of: &str) -> Vec<Placed> {
    let (measure, scale) = match q.dimension {
        Dimension::Plain => (Measure::Plain, 1.0),
        Dimension::Percent => (Measure::Percent, 1.0),
        Dimension::Wari => (Measure::Percent, 10.0),
        Dimension::Ppm => (Measure::Ppm, 1.0),
        Dimension::Money | Dimension::UnitPrice => (Measure::Money, 1.0),
        Dimension::Count => (Measure::Count, 1.0),
        Dimension::People => (Measure::People, 1.0),
        Dimension::Firms => (Measure::Firms, 1.0),
        Dimension::Second => (Measure::Seconds, 1.0),
        Dimension::Minute => (Measure::Seconds, 60.0),
        Dimension::Hour => (Measure::Seconds, 3600.0),
        Dimension::Date => (Measure::Date, 1.0),
        _ => (Measure::Other, 1.0),
    };
    // A date, a period and everything without a scale of its own is only the same when it is
    // written the same way.
    let of = if matches!(measure, Measure::Other | Measure::Date) {
        format!("{of} {}", page.text(q.span))
    } else {
        of.to_owned()
    };
    let values: Vec<f64> = numeral::scan(page.text(q.span)).iter().map(|n| n.value * scale).collect();
    let level = |(from, to): (f64, f64), detail| {
        let fact = Fact::Level {
            category,
            of: of.clone(),
            measure,
            from: Amount::of(from),
            to: Amount::of(to),
            detail,
        };
        (q.span, fact)
    };
    if q.range && values.len() > 1 {
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        return vec![level((least, most), Detail::Magnitude)];
    }
    values.iter().map(|v| level_of(page, q, *v)).map(|(range, detail)| level(range, detail)).collect()
}

/// The values that a number can stand for, with the words around it.
fn level_of(page: &Page<'_>, q: &Quantity, value: f64) -> ((f64, f64), Detail) {
    let before = page.folded.get(..q.span.start as usize).unwrap_or_default().trim_end();
    let after = page.folded.get(q.span.end as usize..).unwrap_or_default().trim_start();
    let ends = |words: &[&str]| words.iter().any(|w| before.ends_with(w));
    let starts = |words: &[&str]| words.iter().any(|w| after.starts_with(w));
    const MOST: f64 = 9e12;
    if q.dimension == Dimension::Percent && starts(&["台"]) {
        return ((value, value + if value % 10.0 == 0.0 { 10.0 } else { 1.0 }), Detail::Magnitude);
    }
    if starts(&["以上", "超", "を超", "より上", "or more", "and more"])
        || ends(&["over", "more than", "above", "at least"])
    {
        return ((value, MOST), Detail::Magnitude);
    }
    if starts(&["以下", "未満", "を下回", "or less"]) || ends(&["under", "less than", "below", "at most"])
    {
        return ((0.0, value), Detail::Magnitude);
    }
    let about = [
        "約",
        "およそ",
        "ほぼ",
        "だいたい",
        "大体",
        "ざっと",
        "about",
        "around",
        "roughly",
        "nearly",
        "almost",
    ];
    if ends(&about) || starts(&["ほど", "くらい", "ぐらい", "前後", "程度", "強", "弱", "or so"])
    {
        return ((value * 0.95, value * 1.05), Detail::Rounded);
    }
    ((value, value), Detail::Exact)
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn a_known_head_noun_is_kept_and_everything_else_is_marked() {
        assert_eq!(told("歩留まりが"), "歩留まり");
        assert_eq!(told("今月の不良率は").split('#').next(), Some("不良率"));
        let shaft = told("シャフトの歩留まりが");
        assert!(shaft.starts_with("歩留まり#") && !shaft.contains("シャフト"), "{shaft}");
        // Of another thing it is another level.
        assert_ne!(shaft, told("継手の歩留まりが"));
        // The particle does not change what is measured.
        assert_eq!(shaft, told("シャフトの歩留まりは"));
        let name = told("東鷹さんの山本さんには");
        assert!(name.starts_with('#') && name.len() == 9, "{name}");
        assert_eq!(told("「"), "");
    }
}
