//! Levels and magnitudes: the numbers of a post's findings, as ranges.

use senbiki_line::Category;
use senbiki_text::{Folded, Span, numeral};

use super::disclose::{Page, Placed};
use super::fact::{Amount, Detail, Fact, Measure};
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

/// What a number measures: the nearest word of measurement in its clause, or else what stands
/// around it there, without digits.
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
            || {
                let text = page.text(Span::new(clause.start, q.span.start));
                let words: String = text.chars().filter(|c| c.is_alphabetic()).collect();
                let from = words.char_indices().rev().nth(11).map_or(0, |c| c.0);
                words.get(from..).unwrap_or_default().to_owned()
            },
            |t| page.text(t.span).to_owned(),
        )
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
