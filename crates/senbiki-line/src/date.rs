//! Days as tables write them.

pub use jiff::civil::Date;

/// Reads `2026-12-31`, `2026/12/31` or `2026.12.31`, also `2026年12月31日`; digits may be full width.
/// A time of day after the date, as Excel appends it, is dropped.
#[must_use]
pub fn parse_date(cell: &str) -> Option<Date> {
    let folded: String = cell
        .trim()
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
            '／' | '年' | '月' | '.' | '．' | '/' => '-',
            '－' | '‐' | '−' | 'ー' => '-',
            c => c,
        })
        .filter(|&c| c != '日')
        .collect();
    let day = match folded.split_once([' ', 'T', '\u{3000}']) {
        Some((day, time))
            if time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '-' | 'Z' | ' ')) =>
        {
            day
        }
        Some(_) => return None,
        None => folded.as_str(),
    };
    let mut parts = day.split('-');
    let (y, m, d) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || y.len() != 4 || m.len() > 2 || d.len() > 2 {
        return None;
    }
    if ![y, m, d].iter().all(|p| p.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    Date::new(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?).ok()
}

/// Days since 1970-01-01, for the index.
pub(crate) fn to_days(date: Date) -> i32 {
    date.since(Date::constant(1970, 1, 1)).map_or(i32::MIN, |span| span.get_days())
}

/// The day that [`to_days`] stored; `None` for anything that is no day.
pub(crate) fn from_days(days: i32) -> Option<Date> {
    if days == i32::MIN {
        return None;
    }
    let span = jiff::Span::new().try_days(days).ok()?;
    Date::constant(1970, 1, 1).checked_add(span).ok()
}

/// The day of an Excel serial number (1900 system), if it is a plausible one.
pub(crate) fn from_excel_serial(serial: f64) -> Option<Date> {
    // Below 61 the 1900 system counts a day that never was; no embargo lies there.
    if !(61.0..2_958_466.0).contains(&serial) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, reason = "the range was checked above")]
    from_days(serial as i32 - 25_569)
}
