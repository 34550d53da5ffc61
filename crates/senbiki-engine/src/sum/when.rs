//! Dates to come: 来年の秋, 2027年4月, next spring.

use senbiki_line::Date;
use senbiki_text::{Folded, Span};

/// A time to come, as exactly as it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct When {
    /// The year.
    pub year: i16,
    /// The first and last month that it can be.
    pub months: (i8, i8),
}

impl When {
    /// Whether both can be the same time.
    pub fn meets(self, other: Self) -> bool {
        self.year == other.year && self.months.0 <= other.months.1 && other.months.0 <= self.months.1
    }

    /// Whether it was said to the season or closer.
    pub const fn is_close(self) -> bool {
        self.months.1 - self.months.0 < 4
    }

    /// As stored: `2027-09..11`.
    pub fn text(self) -> String {
        format!("{}-{:02}..{:02}", self.year, self.months.0, self.months.1)
    }

    /// What [`When::text`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, months) = text.split_once('-')?;
        let (from, to) = months.split_once("..")?;
        Some(Self { year: year.parse().ok()?, months: (from.parse().ok()?, to.parse().ok()?) })
    }

    /// Whether it lies after a day: in a later month.
    pub fn is_after(self, day: Date) -> bool {
        (self.year, self.months.1) > (day.year(), day.month())
    }
}

const SEASONS: [(&str, (i8, i8)); 12] = [
    ("春", (3, 5)),
    ("夏", (6, 8)),
    ("秋", (9, 11)),
    ("冬", (12, 12)),
    ("年明け", (1, 2)),
    ("spring", (3, 5)),
    ("summer", (6, 8)),
    ("autumn", (9, 11)),
    ("fall", (9, 11)),
    ("winter", (12, 12)),
    ("初め", (1, 3)),
    ("年度", (4, 12)),
];

const MONTHS: [&str; 12] = [
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
];

/// Every date to come in a folded text. Without a day, only those that name their year.
pub fn all(folded: &str, today: Option<Date>) -> Vec<(Span<Folded>, When)> {
    let mut out: Vec<(Span<Folded>, When)> = Vec::new();
    let year = today.map(|d| d.year());
    // A year by its number.
    for (at, _) in folded.match_indices("20") {
        let Some(digits) = folded.get(at..at + 4).filter(|d| d.bytes().all(|b| b.is_ascii_digit())) else {
            continue;
        };
        let edge = |c: Option<char>| !c.is_some_and(|c| c.is_ascii_digit());
        let before = folded.get(..at).unwrap_or_default();
        let mut end = at + 4;
        let after = folded.get(end..).unwrap_or_default();
        if !edge(before.chars().next_back()) || !edge(after.chars().next()) {
            continue;
        }
        let Ok(year) = digits.parse::<i16>() else { continue };
        let japanese = after.strip_prefix('年');
        let mut start = at;
        let months = if let Some(rest) = japanese {
            end += '年'.len_utf8();
            let (months, len) = after_year(rest);
            end += len;
            months
        } else {
            let (months, len) = before_year(before);
            start -= len;
            months
        };
        if japanese.is_some() || start < at || before.ends_with("in ") || before.ends_with("by ") {
            out.push((Span::from_usize(start, end), When { year, months }));
        }
    }
    if let Some(year) = year {
        let day = today.unwrap_or(Date::constant(1970, 1, 1));
        let mut more: Vec<(Span<Folded>, When)> = Vec::new();
        relative(folded, year, day, &mut more);
        // From April 2027: the year that is written holds.
        more.retain(|(s, _)| !out.iter().any(|(o, _)| o.overlaps(*s)));
        out.extend(more);
    }
    if let Some(day) = today {
        out.retain(|(_, w)| w.is_after(day));
    }
    out.sort_by_key(|(s, _)| (s.start, s.end));
    out.dedup_by(|b, a| a.0.overlaps(b.0));
    out
}

/// の秋, 4月, 春: what follows a year, and its length.
fn after_year(rest: &str) -> ((i8, i8), usize) {
    let skipped = if rest.starts_with('の') { 'の'.len_utf8() } else { 0 };
    let tail = rest.get(skipped..).unwrap_or_default();
    if let Some((month, len)) = month(tail) {
        return ((month, month), skipped + len);
    }
    for (word, months) in SEASONS {
        if tail.starts_with(word) {
            return (months, skipped + word.len());
        }
    }
    ((1, 12), 0)
}

/// April, the summer of: what stands before a year, and its length.
fn before_year(before: &str) -> ((i8, i8), usize) {
    let trimmed = before.trim_end();
    let gap = before.len() - trimmed.len();
    let (trimmed, of) = trimmed.strip_suffix(" of").map_or((trimmed, 0), |t| (t, 3));
    for (at, name) in MONTHS.iter().enumerate() {
        if trimmed.ends_with(name) {
            let month = i8::try_from(at + 1).unwrap_or(1);
            return ((month, month), name.len() + gap + of);
        }
    }
    for (word, months) in SEASONS {
        if trimmed.ends_with(word) {
            return (months, word.len() + gap + of);
        }
    }
    ((1, 12), 0)
}

/// 4月, 六月, 十二月 with the length.
fn month(text: &str) -> Option<(i8, usize)> {
    let end = text.find('月').filter(|at| *at <= 6)?;
    let number = text.get(..end)?;
    let value = match number {
        "一" => 1,
        "二" => 2,
        "三" => 3,
        "四" => 4,
        "五" => 5,
        "六" => 6,
        "七" => 7,
        "八" => 8,
        "九" => 9,
        "十" => 10,
        "十一" => 11,
        "十二" => 12,
        digits => digits.parse().ok().filter(|m| (1..=12).contains(m))?,
    };
    Some((value, end + '月'.len_utf8()))
}

/// Years by their distance, and the next season or month.
fn relative(folded: &str, year: i16, day: Date, out: &mut Vec<(Span<Folded>, When)>) {
    for (word, more) in [("再来年", 2), ("来年", 1), ("翌年", 1), ("来年度", 1), ("年明け", 1)] {
        for (at, _) in folded.match_indices(word) {
            let end = at + word.len();
            let (months, len) = after_year(folded.get(end..).unwrap_or_default());
            let months = if word == "年明け" { (1, 3) } else { months };
            out.push((Span::from_usize(at, end + len), When { year: year + more, months }));
        }
    }
    let coming = |months: (i8, i8)| if months.0 > day.month() { year } else { year + 1 };
    for (word, months) in [
        ("来春", (3, 5)),
        ("来夏", (6, 8)),
        ("来秋", (9, 11)),
        ("来冬", (12, 12)),
        ("next spring", (3, 5)),
        ("next summer", (6, 8)),
        ("next autumn", (9, 11)),
        ("next fall", (9, 11)),
        ("next winter", (12, 12)),
        ("next year", (1, 12)),
    ] {
        for (at, _) in folded.match_indices(word) {
            let to = if word.is_ascii() && word != "next year" { coming(months) } else { year + 1 };
            out.push((Span::from_usize(at, at + word.len()), When { year: to, months }));
        }
    }
    for word in ["この", "今年の", "今"] {
        for (season, months) in SEASONS.iter().take(4) {
            let phrase = format!("{word}{season}");
            for (at, _) in folded.match_indices(&phrase) {
                out.push((Span::from_usize(at, at + phrase.len()), When { year, months: *months }));
            }
        }
    }
    for (name, at) in MONTHS.iter().zip(1_i8..) {
        for lead in ["next ", "in ", "by ", "from ", "this "] {
            let phrase = format!("{lead}{name}");
            for (from, _) in folded.match_indices(&phrase) {
                // May is a word of its own.
                let after = folded.get(from + phrase.len()..).and_then(|s| s.chars().next());
                if !after.is_some_and(char::is_alphanumeric) && *name != "may" {
                    let when = When { year: coming((at, at)), months: (at, at) };
                    out.push((Span::from_usize(from, from + phrase.len()), when));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        all(&senbiki_text::fold(text), Some(Date::constant(2026, 2, 20)))
            .into_iter()
            .map(|(_, w)| w.text())
            .collect()
    }

    #[test]
    fn dates_to_come_are_read_as_exactly_as_they_were_said() {
        assert_eq!(of("2027年の秋に向けて"), ["2027-09..11"]);
        assert_eq!(of("来年の六月"), ["2027-06..06"]);
        assert_eq!(of("来年の夏には、ここに"), ["2027-06..08"]);
        assert_eq!(of("来春、開きます"), ["2027-03..05"]);
        assert_eq!(of("From April 2027 the gulls and I"), ["2027-04..04"]);
        assert_eq!(of("see you next spring"), ["2026-03..05"]);
        assert_eq!(of("in April we move"), ["2026-04..04"]);
        assert_eq!(of("来年は"), ["2027-01..12"]);
    }

    #[test]
    fn what_is_past_or_no_date_is_left_alone() {
        assert!(of("2025年の夏に").is_empty());
        assert!(of("去年の秋、今年の1月").is_empty());
        assert!(of("品番2027A、120270円").is_empty());
        assert!(of("春の花が咲いた").is_empty());
        assert!(of("we may move").is_empty());
    }

    #[test]
    fn a_time_is_stored_and_read_back() {
        for (_, when) in all("2027年4月と2028年の秋", None) {
            assert_eq!(When::parse(&when.text()), Some(when));
        }
        let spring = When { year: 2027, months: (3, 5) };
        assert!(spring.meets(When { year: 2027, months: (4, 4) }));
        assert!(!spring.meets(When { year: 2027, months: (9, 11) }));
    }
}
