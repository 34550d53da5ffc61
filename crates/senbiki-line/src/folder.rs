//! The line folder and what it compiles to.

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::date::Date;
use crate::index::bytes::Bytes;
use crate::index::record;
use crate::index::small::Small;
use crate::index::store::{Section, Store};
use crate::{
    Action, Category, Company, Entry, EntryId, NameIndex, PlaceRow, Precedent, Problem, PublicFact,
    TopicFile, Topics,
};
use crate::{cache, compile};

/// What identifies a line: a BLAKE3 hash over the format version and the relative path and content
/// of every file of the folder that is read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// From its bytes, as stored elsewhere.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
    /// The first twelve hexadecimal digits, for people.
    #[must_use]
    pub fn short(&self) -> String {
        self.to_string().chars().take(12).collect()
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({})", self.short())
    }
}

/// Where the compiled index of a folder is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Cache {
    /// `.senbiki-cache/` inside the line folder; where that cannot be written, as
    /// [`Cache::UserCache`]; where that cannot be written either, in memory.
    #[default]
    BesideFolder,
    /// `$XDG_CACHE_HOME/senbiki/<hash of the folder's path>/`, or the same below `~/.cache`; where
    /// that cannot be written, in memory.
    UserCache,
    /// This directory (created if need be); where it cannot be written, in memory.
    Dir(PathBuf),
    /// Nowhere: compiled anew at each load, held in memory.
    None,
}

/// How to load a line.
#[derive(Debug, Clone, Default)]
pub struct LoadOptions {
    /// Where the compiled index is kept.
    pub cache: Cache,
}

/// A line that may be used, with what somebody should still look at.
#[derive(Debug)]
pub struct Loaded {
    /// The line.
    pub line: Line,
    /// Warnings, ordered by file and row. The same after a load from the compiled index.
    pub warnings: Vec<Problem>,
    /// True when the folder was compiled just now, false when a kept index was still true.
    pub compiled: bool,
}

/// A company's whole boundary, compiled from one folder and known by its digest.
#[derive(Debug)]
pub struct Line {
    store: Arc<Store>,
    names: NameIndex,
    small: Small,
    /// Read when somebody first asks; most checks do not.
    topics: OnceLock<Topics>,
}

impl Line {
    /// Loads the line in this folder, from its compiled index where that is still true.
    ///
    /// # Errors
    /// Everything in the folder that is not right, ordered by file and row.
    pub fn load(dir: &Path) -> Result<Loaded, Vec<Problem>> {
        Self::load_with(dir, &LoadOptions::default())
    }

    /// As [`Line::load`], with a choice of where the compiled index is kept.
    ///
    /// # Errors
    /// Everything in the folder that is not right, ordered by file and row.
    pub fn load_with(dir: &Path, options: &LoadOptions) -> Result<Loaded, Vec<Problem>> {
        cache::load(dir, options)
    }

    /// Loads a line from files held in memory: pairs of relative path (`protected/parties.csv`)
    /// and content. Nothing is written anywhere.
    ///
    /// # Errors
    /// Everything in the files that is not right, ordered by file and row.
    pub fn from_memory(files: &[(&str, &[u8])]) -> Result<Loaded, Vec<Problem>> {
        let sources = compile::sources(files.iter().map(|(path, _)| (*path).to_owned()));
        let index = compile::compile(&sources, |source| {
            let file = files.iter().find(|(path, _)| *path == source.path);
            Ok(Cow::Borrowed(file.map_or(&[][..], |(_, content)| content)))
        })?;
        cache::in_memory(index)
    }

    /// Opens a compiled index; `None` when it is not whole.
    ///
    /// `path` is the file that is removed once it turns out to be damaged.
    pub(crate) fn open(bytes: Bytes, path: Option<PathBuf>) -> Option<Loaded> {
        let store = Arc::new(Store::open(bytes, path)?);
        let mut small = Small::decode(store.raw(Section::Small))?;
        let names = NameIndex::new(&store)?;
        let warnings = std::mem::take(&mut small.warnings);
        Some(Loaded {
            line: Self { store, names, small, topics: OnceLock::new() },
            warnings,
            compiled: false,
        })
    }

    /// What identifies this line.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.store.digest()
    }

    /// Whose line it is.
    #[must_use]
    pub fn company(&self) -> &Company {
        &self.small.company
    }

    /// The company's places, in the order of `line.toml`.
    #[must_use]
    pub fn places(&self) -> &[PlaceRow] {
        &self.small.places
    }

    /// The text of `line.toml`, for the tables that this crate does not read itself
    /// (`[channels]`, `[review]`). It is valid TOML.
    #[must_use]
    pub fn line_toml(&self) -> &str {
        &self.small.settings
    }

    /// The outside writer that the line names, if it names one.
    #[must_use]
    pub const fn writer(&self) -> Option<&crate::Writer> {
        self.small.writer.as_ref()
    }

    /// What the line asks for a category, where it differs from
    /// [`Category::default_action`](crate::Category::default_action).
    #[must_use]
    pub fn action(&self, category: Category) -> Option<Action> {
        self.small.actions.iter().find(|(c, _)| *c == category).map(|(_, action)| *action)
    }

    /// An entry. `None` for an id of another line, and where the index is damaged (then
    /// [`NameIndex::damaged`] is true).
    #[must_use]
    pub fn entry(&self, id: EntryId) -> Option<Entry<'_>> {
        record::entry(&self.store, &self.small.files, id)
    }

    /// How many entries the line has.
    #[must_use]
    pub fn len(&self) -> usize {
        record::count(&self.store) as usize
    }

    /// True for a line without any entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All entries, in the order of files and rows.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        (0..record::count(&self.store)).filter_map(|id| self.entry(EntryId(id)))
    }

    /// The names of all entries.
    #[must_use]
    pub const fn names(&self) -> &NameIndex {
        &self.names
    }

    /// The facts that are already public, in the order of the table.
    #[must_use]
    pub fn public_facts(&self) -> &[PublicFact] {
        &self.small.facts
    }

    /// The text of `rules/*.toml`, ordered by file. Not yet read as rules.
    #[must_use]
    pub fn rule_files(&self) -> &[(PathBuf, String)] {
        &self.small.rules
    }

    /// The precedents, ordered by file and place in it.
    #[must_use]
    pub fn precedents(&self) -> &[Precedent] {
        &self.small.precedents
    }

    /// The shapes of the listed part numbers.
    #[must_use]
    pub fn shapes(&self) -> &crate::Shapes {
        &self.small.shapes
    }

    /// The files of `topics/`, ordered by name.
    #[must_use]
    pub fn topic_files(&self) -> &[TopicFile] {
        &self.small.topics
    }

    /// The welcome topics: those that ship and the company's own.
    #[must_use]
    pub fn topics(&self) -> &Topics {
        self.topics.get_or_init(|| Topics::of(&self.small.topics))
    }

    /// The entries that somebody must look at on this day: the review day has come, the embargo is
    /// over, or the consent has run out.
    #[must_use]
    pub fn due(&self, today: Date) -> Vec<Entry<'_>> {
        (0..record::count(&self.store))
            .map(EntryId)
            .filter(|&id| record::is_due(&self.store, id, today))
            .filter_map(|id| self.entry(id))
            .collect()
    }
}
