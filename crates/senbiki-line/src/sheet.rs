//! Tables that are no part of a line folder, such as a list of past posts: the same file formats,
//! without columns of their own.

use std::ops::ControlFlow;
use std::path::Path;

use crate::import::{self, Form};
use crate::problem::{Found, Problem, Problems};

/// One row of a table, blank ones left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// Its number as a spreadsheet shows it, from 1.
    pub number: u32,
    /// Its cells as text, trimmed. A cell that the row does not have is left out at the end.
    pub cells: Vec<String>,
}

/// Reads CSV (UTF-8, or CP932 as Excel writes it) or, by the file's name, the first sheet of XLSX.
///
/// # Errors
/// Everything that keeps the rows from being read, in order of place.
pub fn read_sheet(file: &Path, bytes: &[u8]) -> Result<Vec<SheetRow>, Vec<Problem>> {
    let mut problems = Problems::default();
    let mut rows = Vec::new();
    let extension = file.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    if matches!(extension.as_str(), "xls" | "xlsb" | "ods" | "numbers") {
        let why = format!(".{extension}");
        problems.push(Problem::new(file, Found::BadWorkbook { why }));
    } else {
        let form = Form::of(&extension).unwrap_or(Form::Csv);
        import::read(form, file, bytes, &mut problems, &mut |row, problems| {
            if row.is_blank() {
                return ControlFlow::Continue(());
            }
            let cells: Vec<String> = (0..row.len()).map(|i| row.cell(i).to_owned()).collect();
            if cells.iter().any(|c| c.contains(['\u{fffd}', '\0'])) {
                problems.push(Problem::new(file, Found::NotText).at_row(row.number));
            }
            rows.push(SheetRow { number: row.number, cells });
            if problems.is_full() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
    }
    problems.finish().map(|_| rows)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]
mod tests {
    use super::*;

    fn csv(bytes: &[u8]) -> Result<Vec<SheetRow>, Vec<Problem>> {
        read_sheet(Path::new("posts.csv"), bytes)
    }

    #[test]
    fn rows_keep_their_numbers_and_long_cells() {
        let long = "改善の話。".repeat(2000);
        let rows = csv(format!("日付,本文\r\n\r\n2026-11-01,\"{long}\r\n二行目\"\r\n").as_bytes()).unwrap();
        assert_eq!(rows.iter().map(|r| r.number).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(rows[1].cells, ["2026-11-01".to_owned(), format!("{long}\r\n二行目")]);
    }

    #[test]
    fn what_is_no_table_is_named() {
        let found = |file: &str, bytes: &[u8]| {
            read_sheet(Path::new(file), bytes)
                .unwrap_err()
                .into_iter()
                .map(|p| (p.row, p.found))
                .collect::<Vec<_>>()
        };
        assert!(matches!(found("a.csv", b"a,b\n\0\0,c\n")[..], [(Some(2), Found::NotText)]));
        assert!(matches!(found("a.csv", b"\xff\xfea\0")[..], [(None, Found::Utf16)]));
        assert!(matches!(found("a.xlsx", b"a,b")[..], [(None, Found::BadWorkbook { .. })]));
        assert!(matches!(found("a.XLS", b"a,b")[..], [(None, Found::BadWorkbook { .. })]));
        assert_eq!(csv(b""), Ok(Vec::new()));
    }
}
