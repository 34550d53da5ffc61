//! What single cells say.

use crate::EntryKind;
use crate::date::{Date, from_excel_serial, parse_date};

/// The `public` column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Public {
    No,
    Yes,
    Until(Date),
}

pub(crate) fn public(cell: &str) -> Option<Public> {
    let folded = senbiki_text::fold(cell);
    Some(match folded.as_str() {
        "" | "no" | "false" | "いいえ" | "非公開" => Public::No,
        "yes" | "true" | "はい" | "公開" => Public::Yes,
        _ => Public::Until(date(cell)?),
    })
}

/// A day, as text or as the serial number that a spreadsheet leaves when a date loses its format.
pub(crate) fn date(cell: &str) -> Option<Date> {
    if let Some(day) = parse_date(cell) {
        return Some(day);
    }
    let serial: u32 = cell.trim().parse().ok()?;
    // 2000-01-01 to 2099-12-31: other numbers are more likely something else.
    (36_526..=73_050).contains(&serial).then(|| from_excel_serial(f64::from(serial)))?
}

/// The words that mean a kind, besides its id.
const fn kind_words(kind: EntryKind) -> &'static [&'static str] {
    match kind {
        EntryKind::Customer => &["顧客", "お客様"],
        EntryKind::Supplier => &["仕入先", "協力会社"],
        EntryKind::Partner => &["パートナー"],
        EntryKind::Competitor => &["競合"],
        EntryKind::Equipment => &["設備"],
        EntryKind::Jig => &["治具"],
        EntryKind::ProductionLine => &["ライン"],
        EntryKind::Process => &["工程"],
        EntryKind::Software => &["ソフト"],
        EntryKind::CodeName => &["コードネーム"],
        EntryKind::Product => &["製品"],
        EntryKind::Plan => &["計画"],
        EntryKind::Alliance => &["提携"],
        EntryKind::Part | EntryKind::Person | EntryKind::Place => &[],
    }
}

pub(crate) fn kind(cell: &str, among: &[EntryKind]) -> Option<EntryKind> {
    // The usual spellings first: a table of millions of rows asks this once per row.
    if let Some(&kind) = among.iter().find(|k| k.id() == cell || kind_words(**k).contains(&cell)) {
        return Some(kind);
    }
    let folded = senbiki_text::fold(cell).replace([' ', '-'], "_");
    among
        .iter()
        .copied()
        .find(|k| k.id() == folded || kind_words(*k).iter().any(|w| senbiki_text::fold(w) == folded))
}

/// What may stand in the `kind` column, for messages.
pub(crate) fn kind_spellings(among: &[EntryKind]) -> Vec<&'static str> {
    among.iter().flat_map(|k| std::iter::once(k.id()).chain(kind_words(*k).iter().copied().take(1))).collect()
}

/// The values of a cell that holds several: `;`, `；` and line breaks part them.
pub(crate) fn several(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', '；', '\n', '\r']).map(str::trim).filter(|s| !s.is_empty())
}
