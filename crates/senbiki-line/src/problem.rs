//! What is not right in a line folder, said so that the person who keeps it knows what to write.

use std::path::{Path, PathBuf};

mod message;

/// The two languages in which every message exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Japanese.
    #[default]
    Ja,
    /// English.
    En,
}

/// Whether the folder can be used as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The folder works; somebody should still look at this.
    Warning,
    /// The folder is not used until this is settled, because guessing could let a secret out.
    Problem,
}

/// One thing to settle in a line folder: where it stands and what was found there.
///
/// [`Problem::message`] renders the whole sentence, with the place first and what to write last.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Problem {
    /// Whether loading stops because of it.
    pub severity: Severity,
    /// The file, relative to the line folder. Empty when the folder itself is meant.
    pub file: PathBuf,
    /// The row as a spreadsheet shows it (the header is row 1); in TOML files the line. From 1.
    pub row: Option<u32>,
    /// The column as its header is written in the file; for TOML files the key.
    pub column: Option<String>,
    /// What was found.
    pub found: Found,
}

/// Another place of the folder that a problem refers to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Elsewhere {
    /// The file, relative to the line folder.
    pub file: PathBuf,
    /// The row there, from 1; `None` where rows mean nothing.
    pub row: Option<u32>,
    /// The name of the entry there.
    pub name: String,
}

/// The kinds of things that are found in a line folder and are not right.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Found {
    /// The line folder is not there.
    NoFolder,
    /// `line.toml` is not there.
    NoLineToml,
    /// The file could not be read; `why` is what the system says.
    Unreadable {
        /// The system's own words.
        why: String,
    },
    /// The file is larger than a table may be.
    FileTooLarge {
        /// The limit in MiB.
        limit_mib: u64,
    },
    /// A table or TOML file with a name that no part of the line has: it would protect nothing.
    UnknownFile {
        /// The name that was probably meant.
        nearest: Option<String>,
    },
    /// The same table is there as CSV and as XLSX.
    TwoForms {
        /// The other file.
        other: PathBuf,
    },
    /// A private-use character (gaiji): nobody else's text holds it, so the name would never be found.
    PrivateCharacter,
    /// Bytes that are neither UTF-8 nor CP932 (Shift_JIS).
    NotText,
    /// The file is UTF-16 ("Unicode text" of Excel).
    Utf16,
    /// A quotation mark that is opened here and never closed: all rows after it would be swallowed.
    OpenQuote,
    /// The workbook could not be opened; `why` is the reader's reason.
    BadWorkbook {
        /// The reader's own words.
        why: String,
    },
    /// A cell that holds an Excel error such as `#N/A`.
    CellFailed {
        /// What the cell shows.
        value: String,
    },
    /// The table has no header row.
    NoHeader,
    /// A column that this table does not have.
    UnknownColumn {
        /// The header as written.
        name: String,
        /// The columns that the table has.
        known: Vec<&'static str>,
    },
    /// Two columns that mean the same.
    ColumnTwice {
        /// The header as written the second time.
        name: String,
    },
    /// A required column is not there.
    NoColumn {
        /// The column's name.
        name: &'static str,
    },
    /// A filled cell to the right of the last header.
    CellWithoutColumn {
        /// What stands there.
        value: String,
    },
    /// A required cell is empty.
    EmptyCell,
    /// A kind that this table does not have.
    UnknownKind {
        /// What stands there.
        value: String,
        /// What may stand there.
        known: Vec<&'static str>,
    },
    /// Neither yes, no nor a date.
    BadPublic {
        /// What stands there.
        value: String,
    },
    /// Not a date.
    BadDate {
        /// What stands there.
        value: String,
    },
    /// `public_scope` without `public = yes` has no effect.
    ScopeUnused,
    /// A cell longer than a cell may be.
    CellTooLong {
        /// Its length in bytes.
        bytes: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// More values in one cell than allowed.
    TooManyValues {
        /// How many there are.
        count: usize,
        /// How many there may be.
        limit: usize,
    },
    /// A name of which nothing is left once spaces and marks are dropped.
    NothingToMatch {
        /// The name as written.
        name: String,
    },
    /// A name longer than names may be.
    NameTooLong {
        /// The name as written.
        name: String,
        /// The limit, in bytes of the name's key.
        limit: usize,
    },
    /// A name of a single character.
    OneCharacter {
        /// The name as written.
        name: String,
    },
    /// A name that is also an everyday word: it counts only in a business context.
    OrdinaryWord {
        /// The name as written.
        name: String,
    },
    /// The same name belongs to another entry too.
    NameTwice {
        /// The name as written here.
        name: String,
        /// The other entry.
        other: Elsewhere,
    },
    /// The same name is protected here and public there.
    ProtectedAndPublic {
        /// The name as written here.
        name: String,
        /// The place where it is public.
        other: Elsewhere,
    },
    /// A name of the own company is also a protected name.
    OwnName {
        /// The name as written here.
        name: String,
    },
    /// A key that this TOML file does not have.
    UnknownKey {
        /// The key as written.
        name: String,
        /// What the reader expected, in its own words.
        known: String,
    },
    /// A required key of a TOML file is not there.
    NoKey {
        /// The key.
        name: String,
    },
    /// A key or a password stands in the file; what stands there is not repeated.
    KeyInFile,
    /// Not the name of an environment variable; not repeated, since it may be a key.
    BadVariable,
    /// Something else than words in quotation marks.
    NotWords,
    /// Not a whole number in this range.
    NotInRange {
        /// The least it may be.
        least: u32,
        /// The most it may be.
        most: u32,
    },
    /// Not an address that can be asked.
    BadEndpoint,
    /// An unencrypted address outside this machine.
    PlainHttp,
    /// TOML that cannot be read as this file; `why` is the reader's reason, in English.
    BadToml {
        /// The reader's own words.
        why: String,
    },
    /// An id under `[actions]` that is no category.
    UnknownCategory {
        /// What stands there.
        value: String,
    },
    /// An action or verdict that does not exist.
    UnknownAction {
        /// What stands there.
        value: String,
    },
    /// Two precedents with one id.
    IdTwice {
        /// The id.
        id: String,
        /// The other place.
        other: Elsewhere,
    },
    /// The tables hold more text than one line can (4 GiB).
    LineTooLarge,
    /// A prompt for a job that does not exist.
    UnknownJob {
        /// What stands there.
        value: String,
    },
    /// `off` names no built-in topic.
    UnknownTopic {
        /// What stands there.
        value: String,
    },
    /// A text that is there in one language only.
    OneLanguage {
        /// `ja` or `en`.
        missing: &'static str,
    },
    /// There are more problems than are kept.
    ManyMore {
        /// How many are kept.
        kept: usize,
    },
}

/// What may be a mere warning. Only these are kept in the compiled index, so that a load from there
/// shows the same warnings as the load that compiled it.
#[derive(Debug, Clone)]
pub(crate) enum Caution {
    ScopeUnused,
    OneCharacter { name: String },
    OrdinaryWord { name: String },
    NameTwice { name: String, other: Elsewhere },
    OneLanguage { missing: &'static str },
}

impl From<Caution> for Found {
    fn from(caution: Caution) -> Self {
        match caution {
            Caution::ScopeUnused => Self::ScopeUnused,
            Caution::OneCharacter { name } => Self::OneCharacter { name },
            Caution::OrdinaryWord { name } => Self::OrdinaryWord { name },
            Caution::NameTwice { name, other } => Self::NameTwice { name, other },
            Caution::OneLanguage { missing } => Self::OneLanguage { missing },
        }
    }
}

/// How many problems one load keeps at most; one closing problem says that there are more.
pub const MOST_PROBLEMS: usize = 10_000;

/// Collects problems, bounded.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    list: Vec<Problem>,
    any_problem: bool,
    overflow: bool,
}

impl Problems {
    /// Notes one; beyond the bound only its severity is remembered.
    pub(crate) fn push(&mut self, problem: Problem) {
        self.any_problem |= problem.severity == Severity::Problem;
        if self.list.len() < MOST_PROBLEMS {
            self.list.push(problem);
        } else {
            self.overflow = true;
        }
    }

    /// True when something about this file was noted.
    pub(crate) fn has(&self, file: &Path) -> bool {
        self.list.iter().any(|p| p.file == file)
    }

    /// True once reading on would add nothing that a person could use.
    pub(crate) fn is_full(&self) -> bool {
        self.overflow && self.any_problem
    }

    /// The warnings when nothing stops the load, otherwise everything, in order of place.
    pub(crate) fn finish(mut self) -> Result<Vec<Problem>, Vec<Problem>> {
        self.list.sort_by(|a, b| {
            (&a.file, a.row, std::cmp::Reverse(a.severity)).cmp(&(
                &b.file,
                b.row,
                std::cmp::Reverse(b.severity),
            ))
        });
        if self.overflow {
            self.list.push(Problem {
                severity: if self.any_problem { Severity::Problem } else { Severity::Warning },
                file: PathBuf::new(),
                row: None,
                column: None,
                found: Found::ManyMore { kept: MOST_PROBLEMS },
            });
        }
        if self.any_problem { Err(self.list) } else { Ok(self.list) }
    }
}

impl Problem {
    /// A problem that stops the load, with no place beyond the file.
    pub(crate) fn new(file: &Path, found: Found) -> Self {
        Self { severity: Severity::Problem, file: file.to_owned(), row: None, column: None, found }
    }

    /// A warning.
    pub(crate) fn warning(file: &Path, caution: Caution) -> Self {
        Self { severity: Severity::Warning, ..Self::new(file, caution.into()) }
    }

    /// Says in which row.
    pub(crate) fn at_row(mut self, row: u32) -> Self {
        self.row = Some(row);
        self
    }

    /// Says in which column.
    pub(crate) fn in_column(mut self, column: &str) -> Self {
        self.column = Some(column.to_owned());
        self
    }

    /// The whole sentence for the person who keeps the folder: place, what was found, what to write.
    ///
    /// The text may hold names from the line: show it to administrators only.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        message::render(self, lang)
    }
}
