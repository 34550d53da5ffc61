//! One row: a post that went out, or the news that one was taken back.

use jiff::civil::Date;

use super::encoding;
use super::hash::Hash;

/// The longest note (evidence, or why a post was taken back), in bytes.
pub const LONGEST_NOTE: usize = 4096;

/// The longest fact, in bytes.
pub const LONGEST_FACT: usize = 1 << 16;

/// The longest name of a channel or of somebody who recorded a row, in bytes.
pub const LONGEST_ID: usize = 128;

/// The longest row, in bytes. A longer line is no row of a ledger.
pub const LONGEST_ROW: usize = 1 << 20;

/// A post that went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// The day on which it went out.
    pub date: Date,
    /// Where it went: an id such as `x` or `linkedin`.
    pub channel: String,
    /// [`Hash::of_text`] of what it said. The text itself is not kept here.
    pub content: Hash,
    /// [`Hash::of`] of each photo and film, in the order of the post.
    pub media: Vec<Hash>,
    /// What it gave away, one encoded fact each.
    pub facts: Vec<String>,
    /// Where it can be seen: an address or a note.
    pub evidence: Option<String>,
    /// Who recorded it: an id that the company chose, not necessarily a name.
    pub by: Option<String>,
    /// The digest of the line with which the facts were read.
    pub line: Hash,
}

/// A post that was taken back: its facts no longer count as published by the company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    /// The day on which it was taken back.
    pub date: Date,
    /// The row that recorded the post.
    pub row: u64,
    /// Why, or where that can be read.
    pub evidence: Option<String>,
    /// Who recorded it.
    pub by: Option<String>,
}

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A post went out.
    Posted(Posted),
    /// A post was taken back.
    Withdrawn(Withdrawn),
}

impl Entry {
    /// The day it happened.
    #[must_use]
    pub const fn date(&self) -> Date {
        match self {
            Self::Posted(posted) => posted.date,
            Self::Withdrawn(withdrawn) => withdrawn.date,
        }
    }
}

/// One row of a ledger. Only [`super::append`] and [`super::read`] make one, so its hash holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub(super) seq: u64,
    pub(super) entry: Entry,
    pub(super) prev: Hash,
    pub(super) hash: Hash,
}

impl Row {
    /// Its number, from 1.
    #[must_use]
    pub const fn seq(&self) -> u64 {
        self.seq
    }

    /// What it says.
    #[must_use]
    pub const fn entry(&self) -> &Entry {
        &self.entry
    }

    /// The hash of the row before, [`Hash::NONE`] for the first.
    #[must_use]
    pub const fn prev(&self) -> Hash {
        self.prev
    }

    /// Its own hash.
    #[must_use]
    pub const fn hash(&self) -> Hash {
        self.hash
    }

    /// The line of the file, without its line end.
    #[must_use]
    pub fn to_line(&self) -> String {
        encoding::line(self)
    }
}
