//! A ledger that was read and holds, and its next row.

use std::collections::HashMap;

use jiff::civil::Date;

use super::encoding::{self, Unread};
use super::hash::Hash;
use super::row::{Entry, LONGEST_ROW, Row};
use super::verify::What;

/// The end of a ledger: how many rows it has, and the hash of the last one. Whoever has noted it
/// can tell later whether rows were cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// How many rows.
    pub rows: u64,
    /// The hash of the last row; [`Hash::NONE`] when there is none.
    pub hash: Hash,
}

/// Why an entry cannot become a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// A text in it is empty, too long, or holds control characters; or the year has not four digits.
    NotWritable,
    /// The row would be longer than [`LONGEST_ROW`].
    TooLong,
    /// There is no row with this number to take back.
    NoSuchRow(u64),
    /// The row with this number records no post.
    NoPost(u64),
    /// The post in the first of these rows was taken back before, in the second.
    AlreadyWithdrawn(u64, u64),
}

/// What became of a row's post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    WithdrawnBy(u64),
    NoPost,
}

/// A ledger that holds, without its texts: the hashes of its rows, and which posts still count.
#[derive(Debug, Clone, Default)]
pub struct Chain {
    rows: Vec<(Hash, State)>,
    /// The last row for each post; whether it still counts is in `rows`.
    posts: HashMap<(Hash, Date, String), u64>,
}

impl Chain {
    /// A ledger without rows.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Its end.
    #[must_use]
    pub fn head(&self) -> Head {
        let hash = self.rows.last().map_or(Hash::NONE, |(hash, _)| *hash);
        Head { rows: self.rows.len() as u64, hash }
    }

    /// The number of the row with this hash. For a noted head: the ledger still holds everything
    /// that it held then.
    #[must_use]
    pub fn row_with(&self, hash: Hash) -> Option<u64> {
        self.rows.iter().position(|(h, _)| *h == hash).map(|at| at as u64 + 1)
    }

    /// The row that records this post, unless it was taken back.
    #[must_use]
    pub fn row_of(&self, content: Hash, date: Date, channel: &str) -> Option<u64> {
        let row = self.posts.get(&(content, date, channel.to_owned()))?;
        Some(*row).filter(|row| self.counts(*row))
    }

    /// Whether the row records a post that still counts.
    #[must_use]
    pub fn counts(&self, row: u64) -> bool {
        self.state(row) == Some(State::Open)
    }

    /// The row in which the post of this row was taken back.
    #[must_use]
    pub fn withdrawn_by(&self, row: u64) -> Option<u64> {
        match self.state(row) {
            Some(State::WithdrawnBy(by)) => Some(by),
            _ => None,
        }
    }

    fn state(&self, row: u64) -> Option<State> {
        let at = usize::try_from(row.checked_sub(1)?).ok()?;
        self.rows.get(at).map(|(_, state)| *state)
    }

    fn may_come(&self, entry: &Entry) -> Result<(), Refusal> {
        let Entry::Withdrawn(withdrawn) = entry else { return Ok(()) };
        match self.state(withdrawn.row) {
            None => Err(Refusal::NoSuchRow(withdrawn.row)),
            Some(State::NoPost) => Err(Refusal::NoPost(withdrawn.row)),
            Some(State::WithdrawnBy(by)) => Err(Refusal::AlreadyWithdrawn(withdrawn.row, by)),
            Some(State::Open) => Ok(()),
        }
    }

    /// Takes the next line of a ledger, without its line end, and gives its row.
    ///
    /// # Errors
    /// What is wrong with it as the next line; the chain is then as it was before.
    pub fn follow(&mut self, line: &[u8]) -> Result<Row, What> {
        let row = encoding::read(line).map_err(|unread| match unread {
            Unread::Shape if line.trim_ascii().is_empty() => What::Blank,
            Unread::Shape => What::Unreadable,
            Unread::Version(v) => What::Version(v),
            Unread::Form => What::Form,
            Unread::Hash => What::Changed,
        })?;
        let Head { rows, hash } = self.head();
        if row.seq != rows + 1 {
            return Err(match self.row_with(row.hash) {
                Some(of) => What::Doubled(of),
                None => What::Place(row.seq),
            });
        }
        if row.prev != hash {
            return Err(What::Unlinked);
        }
        self.may_come(&row.entry).map_err(What::Refused)?;
        self.note(&row);
        Ok(row)
    }

    /// Whether these bytes after the last line end can be what is left of the next row, when its
    /// writing was cut off. Anything else was never written by this program, and is not its to move.
    #[must_use]
    pub fn is_cut_off(&self, rest: &[u8]) -> bool {
        // A disk that lost power may have kept the length of a write and not its bytes.
        let kept = rest.iter().rposition(|b| *b != 0).map_or(0, |last| last + 1);
        let begin = encoding::begin(self.head().rows + 1);
        !rest.is_empty() && rest.iter().take(kept).zip(begin.as_bytes()).all(|(a, b)| a == b)
    }

    /// Takes in a row that [`append`] made for this chain. A row made for another one is left out.
    pub fn push(&mut self, row: &Row) {
        let Head { rows, hash } = self.head();
        if row.seq == rows + 1 && row.prev == hash {
            self.note(row);
        }
    }

    fn note(&mut self, row: &Row) {
        let state = match &row.entry {
            Entry::Posted(p) => {
                self.posts.insert((p.content, p.date, p.channel.clone()), row.seq);
                State::Open
            }
            Entry::Withdrawn(w) => {
                let at = w.row.checked_sub(1).and_then(|at| usize::try_from(at).ok());
                if let Some((_, state)) = at.and_then(|at| self.rows.get_mut(at)) {
                    *state = State::WithdrawnBy(row.seq);
                }
                State::NoPost
            }
        };
        self.rows.push((row.hash, state));
    }
}

/// The next row of this ledger. The chain itself stays as it is until the row has been written:
/// then [`Chain::push`] takes it in.
///
/// # Errors
/// When the entry cannot be written, or takes back something that is no post.
pub fn append(chain: &Chain, entry: Entry) -> Result<Row, Refusal> {
    if !encoding::writable(&entry) {
        return Err(Refusal::NotWritable);
    }
    chain.may_come(&entry)?;
    let head = chain.head();
    let row = encoding::seal(head.rows + 1, entry, head.hash);
    if row.to_line().len() > LONGEST_ROW { Err(Refusal::TooLong) } else { Ok(row) }
}
