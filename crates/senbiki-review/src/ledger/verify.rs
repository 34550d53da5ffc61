//! Whether some lines are a ledger, and if not, where they first are none.

use super::chain::{Chain, Head, Refusal};
use super::encoding;
use super::row::Row;

/// The first row that does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// Its place in the file, from 1. Every row before it holds.
    pub row: u64,
    /// What is wrong there.
    pub what: What,
}

/// What is wrong with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// An empty line stands there.
    Blank,
    /// What stands there is no row: damaged, cut, or two rows run together.
    Unreadable,
    /// A row of a version that this program does not know.
    Version(u64),
    /// A row, but not byte for byte as rows are written: an editor may have saved it.
    Form,
    /// The row is not what it was: its hash says so.
    Changed,
    /// The row with this number stands there a second time.
    Doubled(u64),
    /// The rows from this place up to, and without, this number are missing.
    Missing(u64),
    /// The row with this number stands there, and the one that belongs there comes later or before.
    Place(u64),
    /// It does not continue the row before it: one of the two was put in the place of another.
    Unlinked,
    /// It takes back something that it cannot take back.
    Refused(Refusal),
    /// The last row has no end: a write was cut off.
    Unfinished,
}

/// The lines of a ledger, and what is left after the last line end: nothing, or a row whose
/// writing was cut off.
pub fn split(text: &[u8]) -> (impl Iterator<Item = &[u8]>, &[u8]) {
    let end = text.iter().rposition(|b| *b == b'\n');
    let (whole, rest) = text.split_at(end.map_or(0, |end| end + 1));
    let whole = whole.strip_suffix(b"\n");
    (whole.into_iter().flat_map(|whole| whole.split(|b| *b == b'\n')), rest)
}

/// Reads a ledger line by line (without line ends) and hands over its rows, up to the first that
/// does not hold.
///
/// # Errors
/// The first row that does not hold.
pub fn read<'a>(lines: impl Iterator<Item = &'a [u8]>, mut each: impl FnMut(Row)) -> Result<Chain, Broken> {
    let mut chain = Chain::new();
    let mut lines = lines;
    while let Some(line) = lines.next() {
        match chain.follow(line) {
            Ok(row) => each(row),
            Err(what) => {
                let row = chain.head().rows + 1;
                let what = match what {
                    What::Place(found) if found > row && !comes(&mut lines, row) => What::Missing(found),
                    what => what,
                };
                return Err(Broken { row, what });
            }
        }
    }
    Ok(chain)
}

/// Whether the row with this number stands somewhere in the rest.
fn comes<'a>(lines: &mut impl Iterator<Item = &'a [u8]>, seq: u64) -> bool {
    lines.any(|line| encoding::read(line).is_ok_and(|row| row.seq() == seq))
}

/// Whether these lines (without line ends) are a ledger; if so, its end.
///
/// # Errors
/// The first row that does not hold.
pub fn verify<'a>(lines: impl Iterator<Item = &'a [u8]>) -> Result<Head, Broken> {
    read(lines, |_| ()).map(|chain| chain.head())
}

/// Whether a whole text is a ledger whose last row is finished.
///
/// # Errors
/// The first row that does not hold; [`What::Unfinished`] when only the last row is cut off.
pub fn verify_text(text: &[u8]) -> Result<Head, Broken> {
    let (lines, rest) = split(text);
    let chain = read(lines, |_| ())?;
    match after(&chain, rest) {
        None => Ok(chain.head()),
        Some(broken) => Err(broken),
    }
}

/// What is wrong with the bytes that stand after the last line end; `None` when there are none.
#[must_use]
pub fn after(chain: &Chain, rest: &[u8]) -> Option<Broken> {
    let what = if chain.is_cut_off(rest) { What::Unfinished } else { What::Unreadable };
    (!rest.is_empty()).then(|| Broken { row: chain.head().rows + 1, what })
}
