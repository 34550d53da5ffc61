//! Whether a name has the form of an ordinary word, so that it needs company to count.

use senbiki_line::{Entry, EntryKind, NameFlags};

use crate::turns::is_everyday_compound;
use crate::vocabulary::{is_hiragana, is_katakana};

/// Whether a name has the form of an ordinary word, so that it needs company that speaks of
/// business: words of the lexicon, everything in hiragana, and what is put together from ordinary
/// words (入道雲, 竹とんぼ), unless it is the full name of a firm.
pub fn is_ordinary(surface: &str, flags: NameFlags, kind: EntryKind) -> bool {
    if flags.contains(NameFlags::ORDINARY) {
        return true;
    }
    if surface.is_ascii() && !kind.is_party() && !flags.contains(NameFlags::HAS_DIGIT) {
        // Snow Rabbit is two words; of a firm's English name the first word says enough.
        return surface.split(' ').all(|w| senbiki_text::lexicon::lookup(w).is_some());
    }
    let chars = surface.chars().count();
    if flags.contains(NameFlags::HAS_DIGIT)
        || flags.contains(NameFlags::LEGAL_STRIPPED)
        || flags.contains(NameFlags::FULL_NAME) && chars > 6
        || chars > 8
    {
        return false;
    }
    if surface.chars().all(|c| is_hiragana(c) || c == 'ー') {
        return true;
    }
    if surface.is_ascii() {
        return surface.split(' ').all(|w| senbiki_text::lexicon::lookup(w).is_some());
    }
    if is_everyday_compound(surface, kind) && !BUSINESS_ENDS.iter().any(|end| surface.ends_with(end)) {
        return true;
    }
    // A firm's テンロウ is テン and ロウ only by chance; a machine called ハチドリ is a bird.
    composed(surface) && !(kind.is_party() && surface.chars().all(is_katakana))
}

/// A longer form of another alias (どんぶり治具 beside どんぶり) says by its second half what it is.
pub fn is_longer_form(entry: &Entry<'_>, surface: &str, flags: NameFlags) -> bool {
    !flags.contains(NameFlags::ORDINARY)
        && entry.aliases.iter().chain(std::iter::once(entry.name)).any(|other| {
            let other = senbiki_text::fold(other);
            surface
                .strip_prefix(other.as_str())
                .is_some_and(|rest| rest.chars().count() >= 2 && !rest.chars().all(is_hiragana))
        })
}

/// Made of ordinary words only, at least one of them two characters long, and not ending in a
/// word of business (木枯らし空調 is the name of a firm, 木枯らし is the wind).
fn composed(surface: &str) -> bool {
    use senbiki_text::lexicon::{Flags, lookup};
    // However the rest is cut into words (製作 and 所): 東鷹製作所 is the name of a firm.
    if BUSINESS_ENDS.iter().any(|end| surface.len() > end.len() && surface.ends_with(end)) {
        return false;
    }
    let cuts: Vec<usize> =
        surface.char_indices().map(|(i, _)| i).chain(std::iter::once(surface.len())).collect();
    // reach[i]: the text up to cut i can be made of ordinary words; with a long one among them.
    let mut reach = vec![(false, false); cuts.len()];
    if let Some(first) = reach.first_mut() {
        first.0 = true;
    }
    for to in 1..cuts.len() {
        for from in to.saturating_sub(6)..to {
            let (Some(&(ok, long)), Some(&a), Some(&b)) = (reach.get(from), cuts.get(from), cuts.get(to))
            else {
                continue;
            };
            let Some(word) = surface.get(a..b).filter(|_| ok).and_then(lookup) else { continue };
            let common = word.flags.contains(Flags::COMMON) || word.flags.contains(Flags::ENGLISH);
            let whole = from == 0 && to + 1 == cuts.len();
            let business = to + 1 == cuts.len()
                && (word.sense > 10 || BUSINESS_ENDS.contains(&surface.get(a..b).unwrap_or_default()));
            if common
                && (whole || !business)
                && let Some(slot) = reach.get_mut(to)
            {
                *slot = (true, slot.1 || long || to - from >= 2);
            }
        }
    }
    reach.last().is_some_and(|r| r.0 && r.1)
}

/// Ends of firms' names that the lexicon does not know as words of business.
const BUSINESS_ENDS: &[&str] = &[
    "治具",
    "計画",
    "プロジェクト",
    "ライン",
    "セル",
    "装置",
    "号機",
    "チャック",
    "作戦",
    "構想",
    "ロボット",
    "システム",
    "工業",
    "電装",
    "車輌",
    "車両",
    "車輛",
    "重機",
    "電機",
    "精機",
    "鋳造",
    "鍛造",
    "鍛圧",
    "塗装",
    "運送",
    "物流",
    "商事",
    "化学",
    "化成",
    "樹脂",
    "ゴム",
    "建機",
    "農機",
    "空調",
    "光学",
    "計測",
    "食品",
    "製菓",
    "飲料",
    "水産",
    "包装",
    "梱包",
    "印刷",
    "電池",
    "電子",
    "プレス",
    "バネ",
    "ポンプ",
    "ブレーキ",
    "モーター",
    "ロボ",
    "ボルト",
    "アルミ",
    "メッキ",
    "めっき",
    "研磨",
    "油圧",
    "通信",
    "電線",
    "ガラス",
    "紙業",
    "製紙",
    "繊維",
    "染色",
    "倉庫",
    "製作所",
    "製鋼",
    "鉄工",
    "鉄工所",
    "木工",
    "興業",
    "自動車",
    "医療機器",
];
