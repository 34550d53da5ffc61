//! From the rows of a table to entries and public facts; everything that is not right is reported.

use std::ops::ControlFlow;
use std::path::Path;

use super::value::{self, Public};
use super::{Column, Table};
use crate::EntryKind;
use crate::company::PublicFact;
use crate::date::Date;
use crate::import::{self, Form, Row};
use crate::index::build::{Builder, EntryDraft};
use crate::problem::{Caution, Found, Problem, Problems};

/// The longest cell, in bytes.
pub(crate) const LONGEST_CELL: usize = 4096;
/// The most values in one cell.
pub(crate) const MOST_VALUES: usize = 200;

/// Where rows go.
pub(crate) struct Sink<'s> {
    pub(crate) names: &'s mut Builder,
    pub(crate) facts: &'s mut Vec<PublicFact>,
}

/// Reads one table file.
pub(crate) fn table(
    table: Table,
    form: Form,
    path: &str,
    bytes: &[u8],
    problems: &mut Problems,
    sink: &mut Sink<'_>,
) {
    let file = Path::new(path);
    let number = sink.names.file(path);
    let mut header: Option<Header> = None;
    import::read(form, file, bytes, problems, &mut |row, problems| {
        if row.is_blank() {
            return ControlFlow::Continue(());
        }
        match &header {
            None => match Header::read(table, file, row, problems) {
                Some(read) => header = Some(read),
                None => return ControlFlow::Break(()),
            },
            Some(header) => Reader { table, file, number, header, row }.row(problems, sink),
        }
        if problems.is_full() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    if header.is_none() && !problems.has(file) {
        problems.push(Problem::new(file, Found::NoHeader));
    }
}

/// Which column of the file is which column of the table.
struct Header {
    /// By column of the file: its header as written; empty where there is none that is known.
    cells: Vec<String>,
    /// By column of the table: where it stands in the file.
    places: [Option<usize>; Column::COUNT],
    /// Columns of the file whose header was reported as unknown: their cells are passed over.
    unknown: Vec<usize>,
}

impl Header {
    /// `None` when rows cannot be read with this header; why is reported.
    fn read(table: Table, file: &Path, row: &Row, problems: &mut Problems) -> Option<Self> {
        let mut header = Self { cells: Vec::new(), places: [None; Column::COUNT], unknown: Vec::new() };
        for index in 0..row.len() {
            let name = row.cell(index);
            let place = |found| Problem::new(file, found).at_row(row.number);
            if name.is_empty() {
                // A cell below an empty header is reported where it stands.
                header.cells.push(String::new());
                continue;
            }
            let known = Column::from_header(name).filter(|c| table.columns().contains(c));
            let Some(column) = known else {
                let known = table.columns().iter().map(|c| c.id()).collect();
                let shown: String = name.chars().take(80).collect();
                problems.push(place(Found::UnknownColumn { name: shown, known }));
                header.cells.push(String::new());
                header.unknown.push(index);
                continue;
            };
            header.cells.push(name.to_owned());
            if header.places[column as usize].replace(index).is_some() {
                problems.push(place(Found::ColumnTwice { name: name.to_owned() }));
            }
        }
        for &column in table.required() {
            if header.places[column as usize].is_none() {
                let found = Found::NoColumn { name: column.id() };
                problems.push(Problem::new(file, found).at_row(row.number));
            }
        }
        // With an unknown header the rest is still read, as long as the required columns are
        // there: all that is wrong is to be shown at once.
        let required = table.required().iter().all(|&c| header.places[c as usize].is_some());
        required.then_some(header)
    }
}

/// One row being read.
struct Reader<'r> {
    table: Table,
    file: &'r Path,
    number: u16,
    header: &'r Header,
    row: &'r Row,
}

impl<'r> Reader<'r> {
    fn cell(&self, column: Column) -> &'r str {
        self.header.places[column as usize].map_or("", |index| self.row.cell(index))
    }

    fn opt(&self, column: Column) -> Option<&'r str> {
        Some(self.cell(column)).filter(|s| !s.is_empty())
    }

    /// A problem in this row, at this column.
    fn problem(&self, column: Column, found: Found) -> Problem {
        Problem::new(self.file, found).at_row(self.row.number).in_column(self.header_of(column))
    }

    fn header_of(&self, column: Column) -> &'r str {
        let index = self.header.places[column as usize];
        index.and_then(|i| self.header.cells.get(i)).map_or(column.id(), String::as_str)
    }

    fn row(&self, problems: &mut Problems, sink: &mut Sink<'_>) {
        let mut whole = self.cells_are_sound(problems);
        for &column in self.table.required() {
            if self.cell(column).is_empty() {
                problems.push(self.problem(column, Found::EmptyCell));
                whole = false;
            }
        }
        if self.table == Table::Public {
            self.fact(whole, problems, sink);
            return;
        }
        let kind = self.kind(problems);
        let visibility = self.visibility(problems);
        let review_on = self.date(Column::ReviewOn, problems);
        let consent_until = self.date(Column::ConsentUntil, problems);
        let aliases: Vec<&str> = value::several(self.cell(Column::Aliases)).collect();
        if aliases.len() > MOST_VALUES {
            let found = Found::TooManyValues { count: aliases.len(), limit: MOST_VALUES };
            problems.push(self.problem(Column::Aliases, found));
            return;
        }
        let scope: Vec<&str> = value::several(self.cell(Column::PublicScope)).collect();
        if !scope.is_empty() && visibility != Some(Public::Yes) && visibility.is_some() {
            let at = Problem::warning(self.file, Caution::ScopeUnused).at_row(self.row.number);
            problems.push(at.in_column(self.header_of(Column::PublicScope)));
        }
        let (Some(kind), Some(visibility), true) = (kind, visibility, whole) else { return };
        let name_column = if self.table == Table::Parts { Column::Number } else { Column::Name };
        let draft = EntryDraft {
            kind,
            name: self.cell(name_column),
            aliases: &aliases,
            public: visibility,
            scope: &scope,
            texts: [
                self.opt(Column::SayInstead),
                self.opt(Column::Industry),
                self.opt(Column::Region),
                self.opt(Column::Size),
                self.opt(Column::Supplies),
                self.opt(Column::Customer),
                self.opt(Column::Description),
                self.opt(Column::Role),
                self.opt(Column::Owner),
                self.opt(Column::Note),
            ],
            review_on,
            consent_until,
            file: self.number,
            row: self.row.number,
        };
        let columns = (self.header_of(name_column), self.header_of(Column::Aliases));
        sink.names.entry(&draft, self.file, columns, problems);
    }

    fn fact(&self, whole: bool, problems: &mut Problems, sink: &mut Sink<'_>) {
        let since = self.opt(Column::Since).and_then(since);
        if !whole {
            return;
        }
        let terms: Vec<String> = value::several(self.cell(Column::Terms)).map(str::to_owned).collect();
        if terms.len() > MOST_VALUES {
            let found = Found::TooManyValues { count: terms.len(), limit: MOST_VALUES };
            problems.push(self.problem(Column::Terms, found));
        }
        for term in terms.iter().filter(|t| senbiki_text::key(t).is_empty()) {
            problems.push(self.problem(Column::Terms, Found::NothingToMatch { name: term.clone() }));
        }
        sink.facts.push(PublicFact {
            fact: self.cell(Column::Fact).to_owned(),
            terms,
            evidence: self.opt(Column::Evidence).map(str::to_owned),
            since,
            row: self.row.number,
        });
    }

    /// Checks what every cell must keep: its length, its characters, a column above it.
    fn cells_are_sound(&self, problems: &mut Problems) -> bool {
        let mut sound = true;
        for index in 0..self.row.len() {
            let cell = self.row.cell(index);
            if cell.is_empty() {
                continue;
            }
            let header = self.header.cells.get(index);
            let name = header.map_or("", String::as_str);
            if self.header.unknown.contains(&index) {
                continue;
            }
            let gaiji = |c: char| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
            let found = if name.is_empty() {
                Found::CellWithoutColumn { value: cell.chars().take(40).collect() }
            } else if cell.len() > LONGEST_CELL {
                Found::CellTooLong { bytes: cell.len(), limit: LONGEST_CELL }
            } else if cell.contains('\u{fffd}') {
                Found::NotText
            } else if !cell.is_ascii() && cell.chars().any(gaiji) {
                Found::PrivateCharacter
            } else {
                continue;
            };
            let mut problem = Problem::new(self.file, found).at_row(self.row.number);
            if !name.is_empty() {
                problem = problem.in_column(name);
            }
            problems.push(problem);
            sound = false;
        }
        sound
    }

    fn kind(&self, problems: &mut Problems) -> Option<EntryKind> {
        let kinds = self.table.kinds();
        if !self.table.columns().contains(&Column::Kind) {
            return kinds.first().copied();
        }
        let cell = self.cell(Column::Kind);
        let kind = value::kind(cell, kinds);
        if kind.is_none() && !cell.is_empty() {
            let known = value::kind_spellings(kinds);
            let value = cell.chars().take(80).collect();
            problems.push(self.problem(Column::Kind, Found::UnknownKind { value, known }));
        }
        kind
    }

    fn visibility(&self, problems: &mut Problems) -> Option<Public> {
        let cell = self.cell(Column::Public);
        let public = value::public(cell);
        if public.is_none() {
            let value = cell.chars().take(80).collect();
            problems.push(self.problem(Column::Public, Found::BadPublic { value }));
        }
        public
    }

    fn date(&self, column: Column, problems: &mut Problems) -> Option<Date> {
        let cell = self.opt(column)?;
        let date = value::date(cell);
        if date.is_none() {
            let value = cell.chars().take(80).collect();
            problems.push(self.problem(column, Found::BadDate { value }));
        }
        date
    }
}

/// Since when a fact is public. People write `2025` or `2025年6月` here; it is a note for people,
/// so what is no date is left out rather than refused.
fn since(cell: &str) -> Option<Date> {
    value::date(cell).or_else(|| {
        let digits = senbiki_text::fold(cell).replace('年', "-").replace(['月', '/', '.'], "-");
        let mut parts = digits.split('-').filter(|p| !p.trim().is_empty());
        let year: i16 = parts.next()?.trim().parse().ok().filter(|y| (1900..2200).contains(y))?;
        let month: i8 = parts.next().and_then(|m| m.trim().parse().ok()).unwrap_or(1);
        Date::new(year, month, 1).ok()
    })
}
