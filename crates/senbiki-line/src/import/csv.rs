//! Comma-separated tables as spreadsheets write them.
//!
//! The rules are those of RFC 4180 with the leniency of Excel: a quotation mark inside an unquoted
//! cell is an ordinary character, text after a closing quotation mark belongs to the cell. A mark
//! that is never closed is reported, since it would swallow all rows after it.

use std::ops::ControlFlow;
use std::path::Path;

use super::{Row, decode};
use crate::problem::{Found, Problem, Problems};

pub(crate) fn read(
    file: &Path,
    bytes: &[u8],
    problems: &mut Problems,
    each: &mut dyn FnMut(&Row, &mut Problems) -> ControlFlow<()>,
) {
    let text = match decode::text(bytes) {
        Ok(text) => text,
        Err(found) => {
            problems.push(Problem::new(file, found));
            return;
        }
    };
    let mut rest: &str = &text;
    let mut row = Row::default();
    while !rest.is_empty() {
        row.clear();
        row.number = row.number.saturating_add(1);
        match record(rest, &mut row) {
            Some(after) => rest = after,
            None => {
                problems.push(Problem::new(file, Found::OpenQuote).at_row(row.number));
                return;
            }
        }
        if each(&row, problems).is_break() {
            return;
        }
    }
}

/// Reads one record; returns what follows it, or `None` when a quotation mark stays open.
fn record<'t>(mut rest: &'t str, row: &mut Row) -> Option<&'t str> {
    loop {
        if let Some(mut quoted) = rest.strip_prefix('"') {
            loop {
                let mark = quoted.find('"')?;
                row.text.push_str(&quoted[..mark]);
                quoted = &quoted[mark + 1..];
                match quoted.strip_prefix('"') {
                    Some(after) => {
                        row.text.push('"');
                        quoted = after;
                    }
                    None => break,
                }
            }
            rest = quoted;
        }
        // All three are ASCII, so every cut is on a character boundary.
        let stop = rest.bytes().position(|b| matches!(b, b',' | b'\r' | b'\n'));
        let (cell, after) = rest.split_at(stop.unwrap_or(rest.len()));
        row.text.push_str(cell);
        row.end_cell();
        match after.strip_prefix(',') {
            Some(next) => rest = next,
            None => {
                return Some(
                    after.strip_prefix("\r\n").or(after.strip_prefix(['\r', '\n'])).unwrap_or(after),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> (Vec<(u32, Vec<String>)>, usize) {
        let mut problems = Problems::default();
        let mut out = Vec::new();
        read(Path::new("t.csv"), bytes, &mut problems, &mut |row, _| {
            out.push((row.number, (0..row.len()).map(|i| row.cell(i).to_owned()).collect()));
            ControlFlow::Continue(())
        });
        (out, problems.finish().map_or_else(|p| p.len(), |w| w.len()))
    }

    fn cells(list: &[&str]) -> Vec<String> {
        list.iter().map(|&s| s.to_owned()).collect()
    }

    #[test]
    fn every_line_ending_and_a_missing_last_one() {
        for text in ["a,b\r\nc,d\r\n", "a,b\nc,d", "a,b\rc,d\r"] {
            let (rows, problems) = rows(text.as_bytes());
            assert_eq!(rows, [(1, cells(&["a", "b"])), (2, cells(&["c", "d"]))], "{text:?}");
            assert_eq!(problems, 0);
        }
    }

    #[test]
    fn a_quoted_line_break_does_not_count_as_a_row() {
        let (rows, _) = rows("名,別名\r\n\"甲\",\"乙\r\n丙\"\"丁\"\"\"\r\n\r\n戊,".as_bytes());
        assert_eq!(rows[1], (2, cells(&["甲", "乙\r\n丙\"丁\""])));
        assert_eq!(rows[2], (3, cells(&[""])));
        assert_eq!(rows[3], (4, cells(&["戊", ""])));
    }

    #[test]
    fn an_open_quotation_mark_is_reported_and_an_inner_one_is_text() {
        assert_eq!(rows(b"a\n\"b,c\nd").1, 1);
        assert_eq!(rows(b"12\" rod,x"), (vec![(1, cells(&["12\" rod", "x"]))], 0));
        assert_eq!(rows(b"\"a\"b,c").0, [(1, cells(&["ab", "c"]))]);
    }

    #[test]
    fn cp932_and_marked_utf8_read_the_same() {
        let (sjis, _, _) = encoding_rs::SHIFT_JIS.encode("名称,別名\r\n髙橋製作所,㈱Ⅱ～－");
        let mut marked = b"\xef\xbb\xbf".to_vec();
        marked.extend_from_slice("名称,別名\r\n髙橋製作所,㈱Ⅱ～－".as_bytes());
        assert_eq!(rows(&sjis), rows(&marked));
        assert_eq!(rows(&sjis).0[1].1[0], "髙橋製作所");
    }

    #[test]
    fn a_damaged_utf8_file_is_not_read_as_cp932() {
        let mut bytes = "name\n東鷹自動車\n北稜電装\n".as_bytes().to_vec();
        bytes[7] = 0xff;
        let (rows, _) = rows(&bytes);
        assert!(rows[1].1[0].contains('\u{fffd}'));
        assert_eq!(rows[2].1[0], "北稜電装");
    }

    #[test]
    fn utf16_is_named() {
        assert_eq!(rows(b"\xff\xfea\0,\0").1, 1);
    }

    proptest::proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400)) {
            rows(&bytes);
        }

        #[test]
        fn what_is_quoted_comes_back(cell in "[^\u{feff}]{0,40}") {
            let text = format!("x,\"{}\"\n", cell.replace('"', "\"\""));
            let (rows, problems) = rows(text.as_bytes());
            proptest::prop_assert_eq!(problems, 0);
            proptest::prop_assert_eq!(rows[0].1[1].as_str(), cell.trim());
        }
    }
}
