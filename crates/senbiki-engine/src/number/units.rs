//! What stands behind a number: units, counters, currencies.

use super::Dimension;

/// Units that stand behind a number, by what they measure.
#[rustfmt::skip]
const UNITS: &[(Dimension, &[&str])] = &[
    (Dimension::Percent, &["%", "パー", "パーセント", "percent", "per cent", "ポイント", "pt", "percentage points"]),
    (Dimension::Other, &["points", "million", "billion", "thousand", "回目", "周年", "年目", "日目", "週目",
        "ヶ月目", "品", "つ", "つの", "冊", "曲", "杯", "匹", "羽", "頭", "軒", "組", "文字", "行", "種類", "か所", "箇所",
        "ヶ所", "カ所", "言", "票", "問", "課", "s's", "ステップ", "軸", "速", "拠点", "カ国", "か国", "県"]),
    (Dimension::Ppm, &["ppm", "ppb", "dpmo"]),
    (Dimension::Wari, &["割"]),
    (Dimension::UnitPrice, &["円/"]),
    (Dimension::Money, &["円", "銭", "ドル", "ユーロ", "元", "ウォン", "バーツ", "yen", "jpy", "usd", "dollars",
        "dollar", "eur", "euros", "euro", "cents", "million yen", "billion yen", "million dollars",
        "million euros", "baht", "€"]),
    (Dimension::Count, &["個", "ケ", "コ", "本", "台", "枚", "点", "件", "箱", "セット", "ケース", "ロット", "パレット", "基",
        "機", "反", "巻", "缶", "袋", "束", "食", "玉", "膳", "ドラム", "コンテナ", "ピース", "便", "着", "足", "丁", "隻",
        "両", "樽", "粒", "脚", "車", "俵", "梱", "株", "瓶", "戸", "面", "台分", "個分", "滴", "穴", "打点", "jars", "cups", "tiles", "plates",
        "frames", "housings", "gears", "bolts", "chips", "cells", "motors", "ロール", "ダース", "チップ", "ウェハ",
        "ショット", "型", "品目", "アイテム", "品番", "ライン", "pcs", "pc", "pieces", "units", "parts", "sets",
        "lots", "boxes", "cases", "pallets", "machines", "boards", "modules", "rolls", "shafts",
        "valves", "trucks", "containers", "wafers", "robots", "castings", "sensors", "bottles",
        "packs", "trays", "drums", "lines", "orders", "samples", "items", "工程"]),
    (Dimension::Times, &["往復", "周", "回", "度目", "times", "連覇"]),
    (Dimension::Length, &["meters of", "mm", "cm", "m", "μm", "um", "nm", "km", "ミクロン", "ミリ", "センチ",
        "メートル", "microns", "micron", "millimetres", "millimeters", "inch", "inches", "インチ", "μ",
        "meters", "metres", "mil"]),
    (Dimension::Volume, &["cubic metres", "cubic meters", "リットル", "l", "ml", "cc", "kl", "m3",
        "立方メートル", "liters", "litres", "リッター"]),
    (Dimension::Ordinal, &["号機", "階", "棟", "号", "番", "位", "章", "条", "号館", "番目", "級"]),
    (Dimension::Mass, &["トン", "t", "kg", "キロ", "g", "グラム", "mg", "tons", "tonnes", "ton", "tonne",
        "kilos", "kilograms", "grams"]),
    (Dimension::People, &["人", "名", "people", "employees", "operators", "workers", "colleagues",
        "engineers", "staff"]),
    (Dimension::Firms, &["社", "companies", "suppliers", "vendors", "customers", "bidders"]),
    (Dimension::Age, &["歳", "才", "代", "years old"]),
    (Dimension::Second, &["秒", "s", "sec", "secs", "second", "seconds", "ms", "ミリ秒"]),
    (Dimension::Minute, &["分間", "分", "min", "mins", "minute", "minutes"]),
    (Dimension::Hour, &["時間", "h", "hr", "hrs", "hour", "hours"]),
    (Dimension::Period, &["日間", "週間", "週", "営業日", "か月半", "ヶ月", "ケ月", "か月", "カ月", "箇月", "年間", "年半", "泊",
        "稼働日", "days", "day", "weeks", "week", "months", "month", "years", "year", "夜", "晩", "世紀"]),
    (Dimension::Date, &["年", "月", "日", "年度", "期", "q", "st", "nd", "rd", "th"]),
    (Dimension::Clock, &["時", "am", "pm", "a.m.", "p.m.", "o'clock"]),
    (Dimension::Temperature, &["°c", "c", "度c", "°f", "℃", "degrees c", "deg c", "celsius", "degrees",
        "度"]),
    (Dimension::Angle, &["°"]),
    (Dimension::Pressure, &["mpa", "kpa", "pa", "bar", "gpa", "気圧", "kgf/cm2", "psi", "torr", "mbar"]),
    (Dimension::Force, &["kn", "n", "kgf", "ニュートン", "トン加圧"]),
    (Dimension::Torque, &["n・m", "n·m", "n-m", "nm ", "n.m", "ニュートンメートル"]),
    (Dimension::Rotation, &["rpm", "回転", "min-1", "r/min", "revolutions"]),
    (Dimension::Speed, &["m/min", "mm/s", "m/s", "mm/min", "mm/rev", "mm/sec", "cm/s", "メートル毎分",
        "°c/min", "°c/s"]),
    (Dimension::Everyday, &["km/h", "kwh", "gwh", "mwh", "g/cm3", "デシベル", "db", "ルクス", "lx", "インチサイズ", "カロリー",
        "kcal", "ヘクタール", "坪", "平米", "m2", "歩", "ページ", "pages"]),
    (Dimension::Electric, &["kw", "w", "kv", "v", "a", "ma", "mv", "hz", "khz", "mhz", "ghz", "ボルト",
        "アンペア", "ワット", "ヘルツ", "μa", "ω", "kω", "volts", "amps", "watts"]),
    (Dimension::Hardness, &["hrc", "hv", "hb"]),
    (Dimension::Flow, &["l/min", "l/h", "ml/min", "sccm", "m3/h", "リットル毎分"]),
    (Dimension::Chemistry, &["cp", "mpa・s", "mpa·s", "mol", "wt%", "vol%", "phr", "部", "mol/l", "g/l",
        "mg/l", "g/m2", "cps", "デニール", "dtex"]),
    (Dimension::Factor, &["倍", "分の", "fold", "x "]),
    (Dimension::Shift, &["交代", "直", "シフト", "shifts"]),
];

/// Units sorted for look-up by their first character.
pub struct Units {
    by_first: std::collections::HashMap<char, Vec<(&'static str, Dimension)>>,
}

impl Units {
    /// Sorts the table.
    pub fn new() -> Self {
        let mut by_first: std::collections::HashMap<char, Vec<(&'static str, Dimension)>> =
            std::collections::HashMap::new();
        for (dimension, units) in UNITS {
            for unit in *units {
                if let Some(first) = unit.chars().next() {
                    by_first.entry(first).or_default().push((unit, *dimension));
                }
            }
        }
        for list in by_first.values_mut() {
            list.sort_by_key(|(unit, _)| std::cmp::Reverse(unit.len()));
        }
        Self { by_first }
    }

    /// The unit that stands at the start of `rest`, after at most one space.
    pub(super) fn at(&self, rest: &str) -> Option<(usize, Dimension)> {
        // 39-week, two-year: a hyphen joins an English number to its unit.
        let skipped = rest.strip_prefix(' ').or_else(|| rest.strip_prefix('-')).unwrap_or(rest);
        if rest.starts_with('-') && !skipped.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let space = rest.len() - skipped.len();
        let first = skipped.chars().next()?;
        let list = self.by_first.get(&first)?;
        list.iter().find_map(|(unit, dimension)| {
            let after = skipped.strip_prefix(unit)?;
            let latin = unit.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
            let next = after.chars().next();
            if latin && next.is_some_and(|c| c.is_ascii_alphanumeric()) {
                return None;
            }
            // 三車線, 二粒子, 三脚立て: the counter is a part of a longer word.
            let goes_on = match *unit {
                "車" => next.is_some_and(|c| "線両種体庫輪検内外道座台軸".contains(c)),
                "粒" => next == Some('子'),
                "脚" => next.is_some_and(|c| "立光本色気注力".contains(c)),
                "株" => next.is_some_and(|c| "式主価券".contains(c)),
                "俵" | "梱" => next.is_some_and(|c| "型包".contains(c)),
                _ => false,
            };
            if goes_on {
                return None;
            }
            // 三分の一 is a fraction, 9分の新記録 is nine minutes.
            if *unit == "分の"
                && !next.is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九".contains(c))
            {
                return None;
            }
            Some((space + unit.trim_end().len(), *dimension))
        })
    }
}
