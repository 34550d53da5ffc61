//! Excel workbooks: the first sheet, with the same columns as the CSV form.
//!
//! Cells are read one after another and never as a rectangle, because a sheet may claim a size of
//! a million rows and sixteen thousand columns while it holds ten.

use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::Path;

use calamine::{DataRef, Reader as _, Xlsx};

use super::Row;
use crate::date;
use crate::problem::{Found, Problem, Problems};

/// Columns beyond this one are no part of any table.
const MOST_COLUMNS: u32 = 256;
/// The most that a workbook may unpack to.
const MOST_UNPACKED: u64 = 1 << 30;

pub(crate) fn read(
    file: &Path,
    bytes: &[u8],
    problems: &mut Problems,
    each: &mut dyn FnMut(&Row, &mut Problems) -> ControlFlow<()>,
) {
    if unpacked_size(bytes).is_some_and(|size| size > MOST_UNPACKED) {
        let limit_mib = MOST_UNPACKED >> 20;
        problems.push(Problem::new(file, Found::FileTooLarge { limit_mib }));
        return;
    }
    if let Err(why) = read_cells(file, bytes, problems, each) {
        problems.push(Problem::new(file, Found::BadWorkbook { why }));
    }
}

fn read_cells(
    file: &Path,
    bytes: &[u8],
    problems: &mut Problems,
    each: &mut dyn FnMut(&Row, &mut Problems) -> ControlFlow<()>,
) -> Result<(), String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
    let Some(first) = book.sheet_names().first().cloned() else {
        return Err("no sheet".to_owned());
    };
    let mut cells = book.worksheet_cells_reader(&first).map_err(|e| e.to_string())?;
    let mut row = Row::default();
    // The reader multiplies what it takes for the number of a column; no sheet may stop the program.
    let mut next = || {
        let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            cells.next_cell().map(|cell| cell.map(|c| (c.get_position(), c.get_value().clone())))
        }));
        read.map_err(|_| "a cell has an impossible place".to_owned())?.map_err(|e| e.to_string())
    };
    while let Some((position, value)) = next()? {
        let (at, column) = position;
        if column >= MOST_COLUMNS {
            continue;
        }
        let number = at.saturating_add(1);
        if number != row.number {
            if row.number > 0 && each(&row, problems).is_break() {
                return Ok(());
            }
            // Rows out of order come from no spreadsheet; each run of cells is then its own row.
            row.clear();
            row.number = number;
        }
        while row.len() < column as usize {
            row.end_cell();
        }
        if row.len() == column as usize {
            if let Some(found) = write(&value, &mut row.text) {
                let place = Problem::new(file, found).at_row(number);
                problems.push(place.in_column(&column_letters(column)));
            }
            row.end_cell();
        }
    }
    if row.number > 0 {
        let _ = each(&row, problems);
    }
    Ok(())
}

/// Writes a cell as the text that the same cell has in CSV; returns what is wrong with it.
fn write(value: &DataRef<'_>, out: &mut String) -> Option<Found> {
    use std::fmt::Write as _;
    match value {
        DataRef::Empty => {}
        DataRef::String(s) => out.push_str(s),
        DataRef::SharedString(s) => out.push_str(s),
        DataRef::Bool(b) => out.push_str(if *b { "yes" } else { "no" }),
        DataRef::Int(n) => drop(write!(out, "{n}")),
        DataRef::Float(x) => drop(write!(out, "{x}")),
        DataRef::DateTime(when) => match date::from_excel_serial(when.as_f64()) {
            Some(day) => drop(write!(out, "{day}")),
            None => drop(write!(out, "{}", when.as_f64())),
        },
        DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => out.push_str(s),
        DataRef::Error(e) => return Some(Found::CellFailed { value: e.to_string() }),
    }
    None
}

/// The letters with which a spreadsheet names its column (`A`, `B` … `AA`).
fn column_letters(column: u32) -> String {
    let mut letters = String::new();
    let mut n = column + 1;
    while n > 0 {
        let letter = char::from(b'A' + u8::try_from((n - 1) % 26).unwrap_or(0));
        letters.insert(0, letter);
        n = (n - 1) / 26;
    }
    letters
}

/// The sum of unpacked sizes that the archive's directory declares; `None` when there is none.
fn unpacked_size(bytes: &[u8]) -> Option<u64> {
    let u16_at = |at: usize| Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    let u32_at = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let tail = bytes.len().saturating_sub(22 + 65_535);
    let end = tail + bytes.get(tail..)?.windows(4).rposition(|w| w == b"PK\x05\x06")?;
    let count = u16_at(end + 10)?;
    let mut at = u32_at(end + 16)? as usize;
    let mut sum = 0u64;
    for _ in 0..count {
        if bytes.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
            return None;
        }
        sum += u64::from(u32_at(at + 24)?);
        at += 46
            + usize::from(u16_at(at + 28)?)
            + usize::from(u16_at(at + 30)?)
            + usize::from(u16_at(at + 32)?);
    }
    Some(sum)
}
