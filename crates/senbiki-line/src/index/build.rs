//! Collects entries and their names, and turns them into the sections of an index.
//!
//! Everything is held in a few long buffers and fixed-width records, because a line may hold five
//! million names.

use std::path::Path;

use super::heap::{Reader, number_len, put_list, put_number, put_str};
use super::{LONGEST_KEY, NameFlags, filter, legal};
use crate::check::Hit;
use crate::date::{Date, from_days, to_days};
use crate::entry::{EntryId, EntryKind};
use crate::problem::{Caution, Found, Problem, Problems};
use crate::shape::Shapes;
use crate::table::value::Public;

/// Bytes of an entry record.
pub(crate) const ENTRY_WIDTH: usize = 32;
/// Bytes of a posting record.
pub(crate) const POSTING_WIDTH: usize = 12;
/// How many optional texts an entry has.
pub(crate) const TEXTS: usize = 10;

/// One row, ready to be added. All text is trimmed.
pub(crate) struct EntryDraft<'a> {
    pub(crate) kind: EntryKind,
    pub(crate) name: &'a str,
    pub(crate) aliases: &'a [&'a str],
    pub(crate) public: Public,
    pub(crate) scope: &'a [&'a str],
    /// say_instead, industry, region, size, supplies, customer, description, role, owner, note.
    pub(crate) texts: [Option<&'a str>; TEXTS],
    pub(crate) review_on: Option<Date>,
    pub(crate) consent_until: Option<Date>,
    pub(crate) file: u16,
    pub(crate) row: u32,
}

/// One surface of one entry before sorting. The first eight bytes of the key come first, so that
/// most comparisons need no look into the key buffer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    prefix: u64,
    key: u32,
    pub(super) entry: u32,
    pub(super) surface: u32,
    pub(super) flags: NameFlags,
    key_len: u8,
}

/// The sections of names, ready to be written.
pub(crate) struct Sections {
    pub(crate) fst: Vec<u8>,
    pub(crate) postings: Vec<u8>,
    pub(crate) entries: Vec<u8>,
    pub(crate) heap: Vec<u8>,
    pub(crate) filter: Vec<u8>,
}

/// Collects entries.
#[derive(Debug)]
pub(crate) struct Builder {
    pub(super) files: Vec<String>,
    pub(super) heap: Vec<u8>,
    pub(super) entries: Vec<u8>,
    pub(super) keys: Vec<u8>,
    pub(super) names: Vec<Name>,
    pub(super) count: u32,
    full: bool,
    shapes: Shapes,
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self {
            files: Vec::new(),
            // Offset 0 reads as an empty text and an empty list.
            heap: vec![0],
            entries: Vec::new(),
            keys: Vec::new(),
            names: Vec::new(),
            count: 0,
            full: false,
            shapes: Shapes::default(),
        }
    }

    /// The number of a file, for entry records.
    pub(crate) fn file(&mut self, path: &str) -> u16 {
        let at = self.files.iter().position(|f| f == path).unwrap_or_else(|| {
            self.files.push(path.to_owned());
            self.files.len() - 1
        });
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    /// The shapes of the part numbers that were added.
    pub(crate) fn shapes(&self) -> &Shapes {
        &self.shapes
    }

    /// The files that entries name, by number.
    pub(crate) fn files(&self) -> &[String] {
        &self.files
    }

    /// Adds an entry with all its names. `columns` are the headers of name and aliases.
    pub(crate) fn entry(
        &mut self,
        draft: &EntryDraft<'_>,
        file: &Path,
        columns: (&str, &str),
        problems: &mut Problems,
    ) {
        // A row holds at most a few cells of 4 KiB; a megabyte of room is enough for any.
        let room = (u32::MAX as usize) - (1 << 20);
        if self.heap.len() > room || self.keys.len() > room || self.count == u32::MAX {
            if !std::mem::replace(&mut self.full, true) {
                problems.push(Problem::new(file, Found::LineTooLarge).at_row(draft.row));
            }
            return;
        }
        let id = self.count;
        self.count += 1;
        if draft.kind == EntryKind::Part {
            std::iter::once(&draft.name).chain(draft.aliases).for_each(|n| self.shapes.learn(n));
        }

        let name_at = self.put_str(draft.name);
        self.surface(id, draft.kind, draft.name, name_at, NameFlags::FULL_NAME, |found| {
            note(found, file, draft.row, columns.0, problems);
        });
        self.derived(id, draft.kind, draft.name);
        self.read_aloud(id, draft);
        let mut aliases_at = 0;
        if !draft.aliases.is_empty() {
            aliases_at = self.at();
            // A block: its length, the count, the texts. Each text is also a surface by its place.
            let texts: usize = draft.aliases.iter().map(|a| number_len(a.len()) + a.len()).sum();
            put_number(&mut self.heap, (number_len(draft.aliases.len()) + texts) as u64);
            put_number(&mut self.heap, draft.aliases.len() as u64);
            for alias in draft.aliases {
                let at = self.put_str(alias);
                // Surfaces of stripped forms go to the heap too, but not in the middle of a list.
                self.one_surface(id, draft.kind, alias, at, NameFlags::default(), &mut |found| {
                    note(found, file, draft.row, columns.1, problems);
                });
            }
            for alias in draft.aliases {
                self.stripped(id, draft.kind, alias, NameFlags::default());
                self.derived(id, draft.kind, alias);
            }
        }
        let extra_at = self.extra(draft);
        let (visibility, until) = match draft.public {
            Public::No => (0, None),
            Public::Yes if draft.scope.is_empty() => (1, None),
            Public::Yes => (2, None),
            Public::Until(day) => (3, Some(day)),
        };
        let kind = EntryKind::ALL.iter().position(|&k| k == draft.kind).unwrap_or(0);
        self.entries.extend_from_slice(&[kind as u8, visibility]);
        self.entries.extend_from_slice(&draft.file.to_le_bytes());
        self.entries.extend_from_slice(&draft.row.to_le_bytes());
        for day in [until, draft.review_on, draft.consent_until] {
            let days = day.map_or(i32::MIN, to_days);
            self.entries.extend_from_slice(&days.to_le_bytes());
        }
        for at in [name_at, aliases_at, extra_at] {
            self.entries.extend_from_slice(&at.to_le_bytes());
        }
    }

    fn at(&self) -> u32 {
        // `entry` keeps the heap below this bound.
        u32::try_from(self.heap.len()).unwrap_or(0)
    }

    fn put_str(&mut self, s: &str) -> u32 {
        let at = self.at();
        put_str(&mut self.heap, s);
        at
    }

    fn extra(&mut self, draft: &EntryDraft<'_>) -> u32 {
        let mut mask = 0u16;
        for (bit, text) in draft.texts.iter().enumerate() {
            mask |= u16::from(text.is_some()) << bit;
        }
        mask |= u16::from(!draft.scope.is_empty()) << TEXTS;
        if mask == 0 {
            return 0;
        }
        let mut block = mask.to_le_bytes().to_vec();
        for text in draft.texts.iter().flatten() {
            put_str(&mut block, text);
        }
        if !draft.scope.is_empty() {
            put_list(&mut block, draft.scope.iter().copied());
        }
        let at = self.at();
        put_number(&mut self.heap, block.len() as u64);
        self.heap.extend_from_slice(&block);
        at
    }

    /// A surface and its form without legal form.
    fn surface(
        &mut self,
        id: u32,
        kind: EntryKind,
        surface: &str,
        at: u32,
        flags: NameFlags,
        mut found: impl FnMut(Result<Found, Caution>),
    ) {
        self.one_surface(id, kind, surface, at, flags, &mut found);
        self.stripped(id, kind, surface, flags);
    }

    fn stripped(&mut self, id: u32, kind: EntryKind, surface: &str, flags: NameFlags) {
        if !kind.is_party() {
            return;
        }
        let Some(bare) = legal::strip(surface) else { return };
        // A single character that nobody wrote into the table would flag half of all posts.
        if senbiki_text::key(bare).chars().nth(1).is_none() {
            return;
        }
        let at = self.put_str(bare);
        self.one_surface(id, kind, bare, at, flags | NameFlags::LEGAL_STRIPPED, &mut |_| {});
    }

    /// Forms that people use although nobody wrote them into the table: a kana name in Latin
    /// letters, and the first word of a firm's Latin name (`Yukiwari` for `Yukiwari Light Metals`).
    fn derived(&mut self, id: u32, kind: EntryKind, surface: &str) {
        if matches!(kind, EntryKind::Part | EntryKind::Person | EntryKind::Place) {
            return;
        }
        let mut forms = super::romaji::spellings(surface);
        let bare = legal::strip(surface).unwrap_or(surface);
        if kind.is_party() && bare.is_ascii() {
            let mut words = bare.split(' ').filter(|w| !w.is_empty());
            if let (Some(first), Some(_)) = (words.next(), words.next())
                && first.len() >= 4
                && first.bytes().all(|b| b.is_ascii_alphabetic())
            {
                forms.push(first.to_owned());
            }
        }
        // An ordinary word stays one in Latin letters: Tonbo is a dragonfly.
        let mut flags = NameFlags::LEGAL_STRIPPED;
        if senbiki_text::lexicon::is_ordinary(&senbiki_text::fold(surface)) {
            flags |= NameFlags::ORDINARY;
        }
        for form in forms {
            let at = self.put_str(&form);
            self.one_surface(id, kind, &form, at, flags, &mut |_| {});
        }
    }

    /// The reading of kanji words that serve as names (キキョウ for 桔梗), unless the table has it:
    /// what is written there counts as it is written. In kana it is an ordinary word.
    fn read_aloud(&mut self, id: u32, draft: &EntryDraft<'_>) {
        if matches!(draft.kind, EntryKind::Part | EntryKind::Person | EntryKind::Place) {
            return;
        }
        let written: Vec<&str> = std::iter::once(draft.name).chain(draft.aliases.iter().copied()).collect();
        for name in &written {
            let bare = if draft.kind.is_party() { legal::strip(name).unwrap_or(name) } else { name };
            for form in super::reading::readings(bare) {
                let key = senbiki_text::key(&senbiki_text::fold(&form));
                if written.iter().any(|w| senbiki_text::key(&senbiki_text::fold(w)) == key) {
                    continue;
                }
                let at = self.put_str(&form);
                let whole = form.chars().all(|c| matches!(c, 'ぁ'..='ゖ'));
                let ordinary = if whole { NameFlags::ORDINARY } else { NameFlags::default() };
                let flags = NameFlags::LEGAL_STRIPPED | ordinary;
                self.one_surface(id, draft.kind, &form, at, flags, &mut |_| {});
            }
        }
    }

    fn one_surface(
        &mut self,
        id: u32,
        kind: EntryKind,
        surface: &str,
        at: u32,
        flags: NameFlags,
        found: &mut dyn FnMut(Result<Found, Caution>),
    ) {
        let folded = senbiki_text::fold(surface);
        let key = senbiki_text::key(&folded);
        let name = || surface.chars().take(80).collect::<String>();
        let characters = key.chars().take(3).count();
        if characters == 0 {
            found(Ok(Found::NothingToMatch { name: name() }));
            return;
        }
        let Ok(key_len) = u8::try_from(key.len()) else {
            found(Ok(Found::NameTooLong { name: name(), limit: LONGEST_KEY }));
            return;
        };
        let mut flags = flags | shape(&folded, kind);
        if characters <= 2 {
            flags |= NameFlags::SHORT;
        }
        if senbiki_text::lexicon::is_ordinary(&folded) {
            flags |= NameFlags::ORDINARY;
        }
        if characters == 1 {
            // One character is in every post, so it counts only in company that speaks of business.
            flags |= NameFlags::ORDINARY;
            found(Err(Caution::OneCharacter { name: name() }));
        } else if flags.contains(NameFlags::ORDINARY) {
            found(Err(Caution::OrdinaryWord { name: name() }));
        }
        let mut first = [0u8; 8];
        let head = key.len().min(8);
        first[..head].copy_from_slice(&key.as_bytes()[..head]);
        let key_at = u32::try_from(self.keys.len()).unwrap_or(0);
        self.keys.extend_from_slice(key.as_bytes());
        let prefix = u64::from_be_bytes(first);
        self.names.push(Name { prefix, key: key_at, entry: id, surface: at, flags, key_len });
    }

    pub(super) fn key_of(&self, name: &Name) -> &[u8] {
        let start = name.key as usize;
        self.keys.get(start..start + usize::from(name.key_len)).unwrap_or_default()
    }

    /// Sorts the names by key, then entry, then how directly the table says them, and keeps one
    /// name per key and entry.
    pub(crate) fn sort(&mut self) {
        let mut names = std::mem::take(&mut self.names);
        names.sort_unstable_by(|a, b| {
            let rank = |n: &Name| {
                let stripped = n.flags.contains(NameFlags::LEGAL_STRIPPED);
                (n.entry, stripped, !n.flags.contains(NameFlags::FULL_NAME), n.surface)
            };
            a.prefix
                .cmp(&b.prefix)
                .then_with(|| self.key_of(a).cmp(self.key_of(b)))
                .then_with(|| rank(a).cmp(&rank(b)))
        });
        names.dedup_by(|next, kept| {
            let same = next.entry == kept.entry
                && next.prefix == kept.prefix
                && self.key_of(next) == self.key_of(kept);
            if same && next.flags.contains(NameFlags::ORDINARY) {
                // つくし and ツクシ have one key: either spelling being a word makes it one.
                kept.flags |= NameFlags::ORDINARY;
            }
            same
        });
        self.names = names;
    }

    /// The sorted names of one key after another.
    pub(super) fn groups(&self) -> impl Iterator<Item = (&[u8], &[Name])> {
        self.names
            .chunk_by(|a, b| a.prefix == b.prefix && self.key_of(a) == self.key_of(b))
            .filter_map(|group| Some((self.key_of(group.first()?), group)))
    }

    /// The names of exactly this key, once sorted.
    pub(super) fn find(&self, key: &str) -> &[Name] {
        let start = self.names.partition_point(|n| self.key_of(n) < key.as_bytes());
        let rest = self.names.get(start..).unwrap_or_default();
        let len = rest.iter().take_while(|n| self.key_of(n) == key.as_bytes()).count();
        rest.get(..len).unwrap_or_default()
    }

    /// Every further entry that shares a key with an earlier one, both as written in tables.
    pub(crate) fn shared(&self) -> impl Iterator<Item = (Hit, Hit)> {
        self.groups().filter(|(_, group)| group.len() > 1).flat_map(move |(_, group)| {
            let mut written = group.iter().filter(|n| !n.flags.contains(NameFlags::LEGAL_STRIPPED));
            let first = written.next();
            written.filter_map(move |next| Some((self.hit(first?), self.hit(next))))
        })
    }

    /// The entries that have this key.
    pub(crate) fn hits(&self, key: &str) -> Vec<Hit> {
        self.find(key).iter().map(|name| self.hit(name)).collect()
    }

    fn hit(&self, name: &Name) -> Hit {
        let record = self.record(name.entry);
        let day = Reader::new(record.get(8..12).unwrap_or_default()).u32_le();
        #[allow(clippy::cast_possible_wrap, reason = "the four bytes of an i32, as written")]
        let until = day.and_then(|days| from_days(days as i32));
        let visibility = record.get(1).copied();
        Hit {
            entry: EntryId(name.entry),
            surface: self.text(name.surface).to_owned(),
            public: match (visibility, until) {
                (Some(1 | 2), _) => Public::Yes,
                (Some(3), Some(day)) => Public::Until(day),
                _ => Public::No,
            },
            scoped: visibility == Some(2),
            stripped: name.flags.contains(NameFlags::LEGAL_STRIPPED),
        }
    }

    fn record(&self, id: u32) -> &[u8] {
        let start = id as usize * ENTRY_WIDTH;
        self.entries.get(start..start + ENTRY_WIDTH).unwrap_or_default()
    }

    fn text(&self, at: u32) -> &str {
        self.heap.get(at as usize..).and_then(|rest| Reader::new(rest).str()).unwrap_or_default()
    }

    /// What an entry is.
    pub(crate) fn kind(&self, id: EntryId) -> EntryKind {
        let number = self.record(id.0).first().copied().unwrap_or(0);
        EntryKind::ALL.get(usize::from(number)).copied().unwrap_or(EntryKind::Customer)
    }

    /// An entry's name.
    pub(crate) fn name_of(&self, id: EntryId) -> &str {
        let at = Reader::new(self.record(id.0).get(20..24).unwrap_or_default()).u32_le();
        self.text(at.unwrap_or(0))
    }

    /// The file and row of an entry.
    pub(crate) fn place_of(&self, id: EntryId) -> (&str, u32) {
        let mut reader = Reader::new(self.record(id.0).get(2..8).unwrap_or_default());
        let file = reader.u16_le().and_then(|n| self.files.get(usize::from(n)));
        (file.map_or("", String::as_str), reader.u32_le().unwrap_or(0))
    }

    /// Adds a name without anything else, to see what the rules make of it.
    pub(super) fn sample(&mut self, kind: EntryKind, name: &str) {
        let draft = EntryDraft {
            kind,
            name,
            aliases: &[],
            public: Public::No,
            scope: &[],
            texts: [None; TEXTS],
            review_on: None,
            consent_until: None,
            file: 0,
            row: 0,
        };
        self.entry(&draft, Path::new(""), ("", ""), &mut Problems::default());
    }

    /// Appends all sorted names as bytes.
    pub(super) fn show(&self, out: &mut Vec<u8>) {
        for name in &self.names {
            out.extend_from_slice(self.key_of(name));
            out.extend_from_slice(self.text(name.surface).as_bytes());
            out.extend_from_slice(&name.flags.bits().to_le_bytes());
            out.extend_from_slice(&name.entry.to_le_bytes());
        }
    }

    /// Writes the sections. Call [`Builder::sort`] first.
    pub(crate) fn sections(self) -> Result<Sections, String> {
        let mut fst = fst::MapBuilder::memory();
        let mut filter = filter::Builder::default();
        let mut postings = Vec::with_capacity(self.names.len() * POSTING_WIDTH);
        for (key, group) in self.groups() {
            let at = (postings.len() / POSTING_WIDTH) as u64;
            fst.insert(key, at).map_err(|e| e.to_string())?;
            filter.add(key);
            for (index, name) in group.iter().enumerate() {
                let mut flags = name.flags;
                if index + 1 == group.len() {
                    flags |= NameFlags::LAST;
                }
                postings.extend_from_slice(&name.entry.to_le_bytes());
                postings.extend_from_slice(&name.surface.to_le_bytes());
                postings.extend_from_slice(&flags.bits().to_le_bytes());
                postings.extend_from_slice(&[0, 0]);
            }
        }
        let fst = fst.into_inner().map_err(|e| e.to_string())?;
        let filter = filter.finish();
        Ok(Sections { fst, postings, entries: self.entries, heap: self.heap, filter })
    }
}

fn note(found: Result<Found, Caution>, file: &Path, row: u32, column: &str, problems: &mut Problems) {
    let problem = match found {
        Ok(found) => Problem::new(file, found),
        Err(caution) => Problem::warning(file, caution),
    };
    problems.push(problem.at_row(row).in_column(column));
}

/// What the characters of a folded surface are.
fn shape(folded: &str, kind: EntryKind) -> NameFlags {
    let (mut kana, mut latin, mut digit, mut other) = (false, false, false, false);
    for c in folded.chars() {
        match c {
            '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' => kana = true,
            '0'..='9' => digit = true,
            'a'..='z' | '\u{e0}'..='\u{24f}' => latin = true,
            c if c.is_ascii_punctuation() || c.is_whitespace() || c == '・' => {}
            _ => other = true,
        }
    }
    let mut flags = NameFlags::default();
    if kana && !latin && !digit && !other {
        flags |= NameFlags::KANA;
    }
    if latin && !kana && !other {
        flags |= NameFlags::LATIN;
    }
    if digit {
        flags |= NameFlags::HAS_DIGIT;
    }
    if kind == EntryKind::Part || digit && folded.is_ascii() {
        flags |= NameFlags::CODE;
    }
    flags
}
