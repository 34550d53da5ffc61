//! Ingredients of an output: how many machines, how long for one piece, how long a day.

use senbiki_text::{Folded, Span};

use super::concept::Group;
use super::cues::Cue;
use super::disclose::{Page, Placed};
use super::fact::{Amount, Fact, Ingredient};
use super::lexicon::Lexicon;
use crate::number::{Dimension, Quantity};

/// How far the machine may stand from its number, in bytes of folded text.
const NEAR: u32 = 36;

/// Reads the ingredients of a post, each with the product that the post speaks of.
pub fn read(lexicon: &Lexicon, page: &Page<'_>) -> Vec<Placed> {
    let mut found: Vec<(Span<Folded>, Ingredient, f64)> = Vec::new();
    for q in &page.quantities {
        let sentence = page.segments.sentence(q.span.start);
        if let Some((what, value)) = ingredient(page, q, sentence) {
            found.push((q.span, what, value));
        }
    }
    numbered(page, &mut found);
    opening_hours(page, &mut found);
    for (span, cue) in &page.cues {
        match cue {
            Cue::Shift2 => found.push((*span, Ingredient::Shifts, 2.0)),
            Cue::Shift3 => found.push((*span, Ingredient::Shifts, 3.0)),
            Cue::Round => found.push((*span, Ingredient::Hours, 24.0)),
            _ => {}
        }
    }
    if found.is_empty() {
        return Vec::new();
    }
    // The narrowest product that the post names.
    let product = lexicon
        .finder
        .longest(page.folded)
        .into_iter()
        .filter(|(s, _)| !page.is_taken(*s))
        .filter_map(|(s, id)| lexicon.concepts.get(*id).map(|c| (s, *id, c)))
        .filter(|(_, id, c)| c.group == Group::Goods && lexicon.is_ours(*id))
        .min_by_key(|(s, _, c)| (c.holds.len(), s.start))
        .map(|(_, _, c)| c.name.clone())
        .unwrap_or_default();
    found
        .into_iter()
        .map(|(span, what, value)| {
            (span, Fact::Capacity { of: product.clone(), what, value: Amount::of(value) })
        })
        .collect()
}

fn ingredient(page: &Page<'_>, q: &Quantity, sentence: Span<Folded>) -> Option<(Ingredient, f64)> {
    let near = Span::new(
        q.span.start.saturating_sub(NEAR).max(sentence.start),
        (q.span.end + NEAR).min(sentence.end),
    );
    let has = |cue| page.has(sentence, cue);
    match q.dimension {
        Dimension::Count | Dimension::Other | Dimension::Plain
            if page.has(near, Cue::Machine) && !has(Cue::NotMachine) && (2.0..=500.0).contains(&q.value) =>
        {
            let text = page.text(q.span);
            let counted = ["台", "機", "基", "本", "つ", "ライン", "列", "面", "型", "セル", "炉", "組"];
            let japanese = counted.iter().any(|c| text.ends_with(c));
            let follows = page.text(Span::new(q.span.end, (q.span.end + 24).min(sentence.end)));
            let english = text.is_ascii()
                && page.within(Span::new(q.span.start, q.span.end + 40)).any(|c| c.1 == Cue::Machine)
                && !follows.starts_with('%');
            if q.dimension == Dimension::Count && page.has(near, Cue::Cavity) {
                return Some((Ingredient::Cavities, q.value));
            }
            (japanese || english).then_some((Ingredient::Machines, q.value))
        }
        Dimension::Count if rate(page, q, sentence) => Some((Ingredient::Rate, q.value)),
        Dimension::Second if q.value >= 1.0 && has(Cue::Piece) => Some((Ingredient::Cycle, q.value)),
        Dimension::Minute if has(Cue::Piece) && q.value <= 600.0 => Some((Ingredient::Cycle, q.value * 60.0)),
        Dimension::Hour if has(Cue::Piece) && !has(Cue::Daily) && q.value <= 200.0 => {
            Some((Ingredient::Cycle, q.value * 3600.0))
        }
        Dimension::Hour if has(Cue::Daily) && (3.0..=24.0).contains(&q.value) => {
            Some((Ingredient::Hours, q.value))
        }
        Dimension::Hour if has(Cue::Piece) && q.value <= 200.0 => Some((Ingredient::Cycle, q.value * 3600.0)),
        // 弁座は二分ほどで仕上げ: no word for one piece, but a time of work and nothing of daily life.
        Dimension::Second | Dimension::Minute if worked(page, q, sentence) => {
            let seconds = if q.dimension == Dimension::Minute { 60.0 } else { 1.0 };
            Some((Ingredient::Cycle, q.value * seconds))
        }
        Dimension::Shift => Some((Ingredient::Shifts, q.value)),
        Dimension::Percent if has(Cue::Yield) => Some((Ingredient::Yield, q.value)),
        _ => None,
    }
}

/// Words of work on a piece.
const WORK: &[&str] = &[
    "仕上",
    "加工",
    "組立",
    "組み",
    "削",
    "磨",
    "研",
    "焼",
    "巻",
    "塗",
    "縫",
    "編",
    "締め",
    "詰め",
    "充填",
    "検査",
    "測",
    "洗",
    "成形",
    "プレス",
    "打ち抜",
    "溶接",
    "鋳",
    "鍛",
    "切",
    "穴",
    "乾",
    "熱処理",
    "めっき",
    "印刷",
    "包装",
    "梱包",
    "grind",
    "lap",
    "fill",
    "wash",
    "test",
    "weld",
    "mould",
    "mold",
    "cut",
    "press",
    "wind",
    "print",
    "pack",
    "assembl",
    "finish",
    "dry",
    "polish",
    "turn",
];
/// Words of daily life beside a time.
const LIFE: &[&str] = &[
    "朝礼",
    "休憩",
    "昼休",
    "徒歩",
    "歩い",
    "車で",
    "電車",
    "バス",
    "通勤",
    "体操",
    "会議",
    "打合せ",
    "打ち合わせ",
    "待ち",
    "並ん",
    "前に着",
    "早く",
    "遅",
    "黙",
    "見学",
    "動画",
    "講習",
    "walk",
    "drive",
    "train",
    "break",
    "meeting",
    "lunch",
    "late",
    "early",
    "video",
    "film",
];

fn worked(page: &Page<'_>, q: &Quantity, sentence: Span<Folded>) -> bool {
    let text = page.text(sentence);
    (5.0..=600.0).contains(&(q.value * if q.dimension == Dimension::Minute { 60.0 } else { 1.0 }))
        && WORK.iter().any(|w| text.contains(w))
        && !LIFE.iter().any(|w| text.contains(w))
}

/// 1時間に600個, 毎時, an hour.
fn rate(page: &Page<'_>, q: &Quantity, sentence: Span<Folded>) -> bool {
    let before = page.text(Span::new(q.span.start.saturating_sub(24).max(sentence.start), q.span.start));
    let after = page.text(Span::new(q.span.end, (q.span.end + 16).min(sentence.end)));
    ["1時間に", "一時間に", "毎時", "時間あたり"].iter().any(|w| before.contains(w))
        || ["an hour", "per hour", "/h"].iter().any(|w| after.trim_start().starts_with(w))
}

/// 1号から4号まで: four of them.
fn numbered(page: &Page<'_>, found: &mut Vec<(Span<Folded>, Ingredient, f64)>) {
    for (at, _) in page.folded.match_indices("号まで").chain(page.folded.match_indices("号機まで")) {
        let before = page.folded.get(..at).unwrap_or_default();
        let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
        let Some(Ok(n)) = before.get(before.len() - digits..).map(str::parse::<f64>) else { continue };
        let span = Span::from_usize(at - digits, at + "号".len());
        if page.has(page.segments.sentence(span.start), Cue::Machine) && (2.0..=100.0).contains(&n) {
            found.push((span, Ingredient::Machines, n));
        }
    }
}

/// 朝八時から夕方五時まで: so many hours a day.
fn opening_hours(page: &Page<'_>, found: &mut Vec<(Span<Folded>, Ingredient, f64)>) {
    for pair in page.quantities.windows(2) {
        let [from, to] = pair else { continue };
        if from.dimension != Dimension::Clock || to.dimension != Dimension::Clock {
            continue;
        }
        let between = page.text(Span::new(from.span.end, to.span.start));
        let joined = ["から", "to", "till", "until", "~", "-"].iter().any(|j| between.contains(j));
        if !joined || between.len() > 24 || !(0.0..=24.0).contains(&from.value) {
            continue;
        }
        // 夕方五時 and five in the evening are seventeen.
        let later = if to.value <= from.value { to.value + 12.0 } else { to.value };
        let later = if later <= from.value { later + 12.0 } else { later };
        let hours = later - from.value;
        if (3.0..=24.0).contains(&hours) {
            found.push((from.span.join(to.span), Ingredient::Hours, hours));
        }
    }
}
