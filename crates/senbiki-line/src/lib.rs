//! A company's line: the folder of lists and rules that it edits, compiled and digested.
//!
//! Start reading at [`Line`]. This crate never looks at a draft; once a line is loaded it touches
//! no file and no clock.

mod cache;
mod category;
mod check;
mod company;
mod compile;
mod date;
mod entry;
mod folder;
mod import;
mod index;
mod precedent;
mod problem;
pub mod rule;
mod settings;
mod shape;
mod sheet;
mod starter;
mod table;
mod topic;
mod writer;

pub use category::{Action, Category};
pub use company::{Company, PlaceRow, PublicFact};
pub use date::{Date, parse_date};
pub use entry::{Entry, EntryId, EntryKind, Visibility, Words, WordsIter};
pub use folder::{Cache, Digest, Line, LoadOptions, Loaded};
pub use index::{LONGEST_KEY, NameFlags, NameIndex, Posting};
pub use precedent::Precedent;
pub use problem::{Elsewhere, Found, Lang, MOST_PROBLEMS, Problem, Severity};
pub use shape::Shapes;
pub use sheet::{SheetRow, read_sheet};
pub use starter::{InitError, init};
pub use topic::{
    AngleText, General, Job, Prompt, StandingClearance, Topic, TopicFile, Topics, Watch, topic_files_shipped,
};
pub use writer::Writer;
