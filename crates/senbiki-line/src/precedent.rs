//! Drafts with the verdict that was given, and why.

use std::path::PathBuf;

use crate::Action;
use crate::date::Date;

/// One draft that people have decided, kept as a test of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Precedent {
    /// The file, relative to the line folder.
    pub file: PathBuf,
    /// Its id, unique within the line.
    pub id: String,
    /// The draft.
    pub text: String,
    /// Where it was to be posted.
    pub channel: Option<String>,
    /// The verdict that was given.
    pub verdict: Action,
    /// Why.
    pub why: String,
    /// The day for which the verdict holds (embargoes pass); `None` = always.
    pub as_of: Option<Date>,
}
