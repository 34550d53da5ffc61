//! From the files of a folder to the bytes of an index, or to everything that is not right.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use crate::check;
use crate::folder::Digest;
use crate::import::Form;
use crate::index::build::{Builder, EntryDraft, TEXTS};
use crate::index::small::Small;
use crate::index::store;
use crate::problem::{Elsewhere, Found, Problem, Problems};
use crate::settings;
use crate::table::Table;
use crate::table::read::{self, Sink};
use crate::table::value::Public;
use crate::topic::{self, TopicFile};
use crate::{EntryKind, Severity};

/// Largest TOML file, in MiB.
const TOML_LIMIT_MIB: u64 = 16;

/// What a file of the folder is, judged by its path alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    LineToml,
    Table(Table, Form),
    Rules,
    Topics,
    Precedents,
    /// Looks like a part of the line but is none.
    Stray,
}

impl Role {
    /// `None` for files that have nothing to do with the line.
    pub(crate) fn of(path: &str) -> Option<Self> {
        let lower = path.to_ascii_lowercase();
        let (folder, name) = lower.rsplit_once('/').unwrap_or(("", &lower));
        // Hidden files, and the lock files that Excel leaves while a table is open.
        if name.starts_with('.') || name.starts_with("~$") || folder.starts_with('.') {
            return None;
        }
        let (stem, extension) = lower.rsplit_once('.')?;
        match (folder, extension) {
            ("", "toml") if name == "line.toml" => Some(Self::LineToml),
            ("rules", "toml") => Some(Self::Rules),
            ("topics", "toml") => Some(Self::Topics),
            ("precedents", "toml") => Some(Self::Precedents),
            ("" | "protected", "toml" | "tsv" | "xls" | "xlsm" | "ods" | "csv" | "xlsx") => {
                let table = Table::ALL.into_iter().find(|t| t.stem() == stem);
                Some(match (table, Form::of(extension)) {
                    (Some(table), Some(form)) => Self::Table(table, form),
                    _ => Self::Stray,
                })
            }
            _ => None,
        }
    }

    pub(crate) const fn limit_mib(self) -> u64 {
        match self {
            Self::Table(_, form) => form.limit_mib(),
            _ => TOML_LIMIT_MIB,
        }
    }
}

/// A file that was found.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// Relative to the folder, parts separated by `/`.
    pub(crate) path: String,
    pub(crate) role: Role,
}

/// The sources among these paths, in the order in which they are read and digested.
pub(crate) fn sources(paths: impl IntoIterator<Item = String>) -> Vec<Source> {
    let mut all: Vec<Source> =
        paths.into_iter().filter_map(|path| Role::of(&path).map(|role| Source { path, role })).collect();
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all.dedup_by(|a, b| a.path == b.path);
    all
}

/// Gathers the digest of a folder, file by file in order.
pub(crate) struct Digester(blake3::Hasher);

/// Raise it when the same files come to mean something else.
const FORMAT: &[u8] = b"senbiki line 3\n";

impl Digester {
    pub(crate) fn new() -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(FORMAT);
        Self(hasher)
    }

    pub(crate) fn file(&mut self, path: &str, bytes: &[u8]) {
        self.hash(path, &blake3::hash(bytes));
    }

    /// As [`Digester::file`], with the hash of the content.
    pub(crate) fn hash(&mut self, path: &str, content: &blake3::Hash) {
        self.0.update(&(path.len() as u64).to_le_bytes());
        self.0.update(path.as_bytes());
        self.0.update(content.as_bytes());
    }

    pub(crate) fn finish(&self) -> Digest {
        Digest::from_bytes(*self.0.finalize().as_bytes())
    }
}

/// Compiles a folder. `content` gives a file's bytes.
pub(crate) fn compile<'b>(
    sources: &[Source],
    mut content: impl FnMut(&Source) -> io::Result<Cow<'b, [u8]>>,
) -> Result<Vec<u8>, Vec<Problem>> {
    let mut problems = Problems::default();
    let mut digester = Digester::new();
    let mut names = Builder::new();
    let mut small = Small::default();
    let mut own_names = Vec::new();
    let mut ids: HashMap<String, Elsewhere> = HashMap::new();
    let mut topic_ids: HashMap<String, Elsewhere> = HashMap::new();

    if !sources.iter().any(|s| s.role == Role::LineToml) {
        problems.push(Problem::new(Path::new("line.toml"), Found::NoLineToml));
    }
    two_forms(sources, &mut problems);
    for source in sources {
        let file = Path::new(&source.path);
        if source.role == Role::Stray {
            problems.push(Problem::new(file, Found::UnknownFile { nearest: nearest(&source.path) }));
            continue;
        }
        let bytes = match content(source) {
            Ok(bytes) => bytes,
            Err(why) if why.kind() == io::ErrorKind::FileTooLarge => {
                let limit_mib = source.role.limit_mib();
                problems.push(Problem::new(file, Found::FileTooLarge { limit_mib }));
                continue;
            }
            Err(why) => {
                problems.push(Problem::new(file, Found::Unreadable { why: why.to_string() }));
                continue;
            }
        };
        if bytes.len() as u64 > source.role.limit_mib() << 20 {
            let limit_mib = source.role.limit_mib();
            problems.push(Problem::new(file, Found::FileTooLarge { limit_mib }));
            continue;
        }
        digester.file(&source.path, &bytes);
        if let Role::Table(table, form) = source.role {
            let mut sink = Sink { names: &mut names, facts: &mut small.facts };
            read::table(table, form, &source.path, &bytes, &mut problems, &mut sink);
            continue;
        }
        let Ok(text) = std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes)) else {
            problems.push(Problem::new(file, Found::NotText));
            continue;
        };
        match source.role {
            Role::LineToml => {
                small.settings = text.to_owned();
                if let Some(settings) = settings::line_toml(file, text, &mut problems) {
                    let number = names.file(&source.path);
                    for (place, row) in &settings.places {
                        place_entry(place, number, *row, file, &mut names, &mut problems);
                    }
                    small.company = settings.company;
                    small.places = settings.places.into_iter().map(|(place, _)| place).collect();
                    small.actions = settings.actions;
                    small.writer = settings.writer;
                    own_names = settings.own_names;
                }
            }
            Role::Rules => small.rules.push((file.to_owned(), text.to_owned())),
            Role::Topics => {
                topic::parse::check(file, text, &mut topic_ids, &mut problems);
                small.topics.push(TopicFile { file: file.to_owned(), text: text.to_owned() });
            }
            Role::Precedents => {
                for (precedent, row) in settings::precedents(file, text, &mut problems) {
                    let here = Elsewhere { file: file.to_owned(), row: Some(row), name: String::new() };
                    if let Some(other) = ids.get(&precedent.id) {
                        let found = Found::IdTwice { id: precedent.id.clone(), other: other.clone() };
                        problems.push(Problem::new(file, found).at_row(row).in_column("id"));
                        continue;
                    }
                    ids.insert(precedent.id.clone(), here);
                    small.precedents.push(precedent);
                }
            }
            Role::Table(..) | Role::Stray => {}
        }
    }

    names.sort();
    check::contradictions(&names, &own_names, public_file(sources), &small.facts, &mut problems);
    small.warnings = problems.finish()?;
    small.files = names.files().to_vec();
    small.shapes = names.shapes().clone();
    let sections = names.sections().map_err(|why| {
        let found = Found::Unreadable { why };
        vec![Problem { severity: Severity::Problem, file: PathBuf::new(), row: None, column: None, found }]
    })?;
    Ok(store::assemble(digester.finish(), &sections, &small.encode()))
}

fn place_entry(
    place: &crate::PlaceRow,
    file_number: u16,
    row: u32,
    file: &Path,
    names: &mut Builder,
    problems: &mut Problems,
) {
    let aliases: Vec<&str> = place.aliases.iter().map(|a| a.trim()).filter(|a| !a.is_empty()).collect();
    let long = [place.name.as_str()].into_iter().chain(aliases.iter().copied()).map(str::len).max();
    if let Some(bytes) = long.filter(|&bytes| bytes > read::LONGEST_CELL) {
        let found = Found::CellTooLong { bytes, limit: read::LONGEST_CELL };
        problems.push(Problem::new(file, found).at_row(row).in_column("place"));
        return;
    }
    if aliases.len() > read::MOST_VALUES {
        let found = Found::TooManyValues { count: aliases.len(), limit: read::MOST_VALUES };
        problems.push(Problem::new(file, found).at_row(row).in_column("place.aliases"));
        return;
    }
    let draft = EntryDraft {
        kind: EntryKind::Place,
        name: place.name.trim(),
        aliases: &aliases,
        public: if place.public { Public::Yes } else { Public::No },
        scope: &[],
        texts: [None; TEXTS],
        review_on: None,
        consent_until: None,
        file: file_number,
        row,
    };
    names.entry(&draft, file, ("place.name", "place.aliases"), problems);
}

/// The same table as CSV and as XLSX: nobody can know which one counts.
fn two_forms(sources: &[Source], problems: &mut Problems) {
    let mut seen: HashMap<Table, &str> = HashMap::new();
    for source in sources {
        if let Role::Table(table, _) = source.role
            && let Some(other) = seen.insert(table, &source.path)
        {
            let found = Found::TwoForms { other: PathBuf::from(other) };
            problems.push(Problem::new(Path::new(&source.path), found));
        }
    }
}

fn public_file(sources: &[Source]) -> Option<&str> {
    sources.iter().find(|s| matches!(s.role, Role::Table(Table::Public, _))).map(|s| s.path.as_str())
}

/// The known file whose name is closest, if one is close.
fn nearest(path: &str) -> Option<String> {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_ascii_lowercase();
    let name = stem.rsplit('/').next().unwrap_or(&stem).to_owned();
    let known = Table::ALL.map(|t| (t.stem().rsplit('/').next().unwrap_or(""), format!("{}.csv", t.stem())));
    let line = [("line", "line.toml".to_owned())];
    known
        .into_iter()
        .chain(line)
        .map(|(known, file)| (distance(&name, known), file))
        .filter(|(distance, _)| *distance <= 3)
        .min()
        .map(|(_, file)| file)
}

/// Edits from one word to the other; both are file names, hence short.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(40).collect(), b.chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}
