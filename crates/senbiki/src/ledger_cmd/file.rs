//! The ledger as a file: read under a lock, appended in one write, safe against a power cut.
//!
//! A row counts once its line end is on the disk. What stands after the last line end is a row
//! whose writing was cut off: it is never dropped in silence. If it is whole but for its line end
//! it is finished, otherwise it is set aside in a file of its own before anything is appended.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use senbiki_review::ledger::{self, Broken, Chain, Entry, Refusal, Row, What};

/// How long to wait for another program that is writing.
const PATIENCE: Duration = Duration::from_secs(30);

/// The largest ledger that is read, in bytes.
const LARGEST: u64 = 4 << 30;

/// Why a ledger file cannot be used.
#[derive(Debug)]
pub enum FileProblem {
    /// The system refuses.
    Io(io::Error),
    /// A folder stands there.
    Folder,
    /// Another program has been writing for a long time.
    Busy,
    /// The place knows no locks, so two programs could write at once.
    NoLocks,
    /// Far larger than a ledger can be.
    TooLarge,
    /// Not a ledger, or no longer one.
    Broken(Broken),
    /// An entry that cannot be recorded; its place among those that were to be recorded.
    Refused(usize, Refusal),
}

impl From<io::Error> for FileProblem {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::IsADirectory { Self::Folder } else { Self::Io(error) }
    }
}

/// What became of a row whose writing was cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Torn {
    /// Only its line end was missing: it is row so and so now.
    Finished(u64),
    /// Its bytes stand at the end of this file now.
    SetAside(PathBuf),
}

/// A ledger that was read and holds.
#[derive(Debug)]
pub struct Read {
    /// The chain.
    pub chain: Chain,
    /// Its rows.
    pub rows: Vec<Row>,
    /// A row whose writing was cut off, at the end.
    pub unfinished: Option<Broken>,
}

impl Read {
    /// The ledger, or the news that its last row is not finished.
    pub fn whole(self) -> Result<Self, FileProblem> {
        match self.unfinished {
            Some(broken) => Err(FileProblem::Broken(broken)),
            None => Ok(self),
        }
    }
}

/// Reads a ledger file. A file that is being written is waited for.
pub fn read(path: &Path) -> Result<Read, FileProblem> {
    if std::fs::metadata(path)?.is_dir() {
        return Err(FileProblem::Folder);
    }
    let mut file = File::open(path)?;
    // Reading where no locks are known is fine: at worst a row is seen as not finished yet.
    match wait(|| file.try_lock_shared()) {
        Ok(()) | Err(FileProblem::NoLocks) => {}
        Err(problem) => return Err(problem),
    }
    let bytes = all(&mut file)?;
    let mut rows = Vec::new();
    let (lines, rest) = ledger::split(&bytes);
    let chain = ledger::read(lines, |row| rows.push(row)).map_err(FileProblem::Broken)?;
    match ledger::after(&chain, rest) {
        Some(broken) if broken.what != What::Unfinished => Err(FileProblem::Broken(broken)),
        unfinished => Ok(Read { chain, rows, unfinished }),
    }
}

fn all(file: &mut File) -> Result<Vec<u8>, FileProblem> {
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST { Err(FileProblem::TooLarge) } else { Ok(bytes) }
}

fn wait(mut lock: impl FnMut() -> Result<(), TryLockError>) -> Result<(), FileProblem> {
    let begun = Instant::now();
    loop {
        match lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) if begun.elapsed() > PATIENCE => return Err(FileProblem::Busy),
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(10)),
            Err(TryLockError::Error(e)) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(TryLockError::Error(e)) if e.kind() == io::ErrorKind::Unsupported => {
                return Err(FileProblem::NoLocks);
            }
            Err(TryLockError::Error(e)) => return Err(FileProblem::Io(e)),
        }
    }
}

/// A ledger that this program alone may write until this value is dropped.
#[derive(Debug)]
pub struct Open {
    file: File,
    path: PathBuf,
    /// How many bytes of it are whole rows.
    length: u64,
    chain: Chain,
    /// The row whose writing was cut off, if there is one.
    rest: Vec<u8>,
}

impl Open {
    /// Opens a ledger for writing and reads it. With `create`, one that is not there is made.
    pub fn new(path: &Path, create: bool) -> Result<Self, FileProblem> {
        if path.is_dir() {
            return Err(FileProblem::Folder);
        }
        let fresh = create && !path.exists();
        let mut file = OpenOptions::new().read(true).append(true).create(create).open(path)?;
        wait(|| file.try_lock())?;
        let bytes = all(&mut file)?;
        let (lines, rest) = ledger::split(&bytes);
        let chain = ledger::read(lines, |_| ()).map_err(FileProblem::Broken)?;
        // Only what a cut-off write can have left is ever moved: the file may be no ledger at all.
        if let Some(broken) = ledger::after(&chain, rest)
            && broken.what != What::Unfinished
        {
            return Err(FileProblem::Broken(broken));
        }
        let rest = rest.to_vec();
        if fresh {
            sync_folder(path)?;
        }
        let length = (bytes.len() - rest.len()) as u64;
        Ok(Self { file, path: path.to_owned(), length, chain, rest })
    }

    /// The ledger as it is.
    pub const fn chain(&self) -> &Chain {
        &self.chain
    }

    /// Settles a row whose writing was cut off: see the head of this file.
    pub fn settle(&mut self) -> Result<Option<Torn>, FileProblem> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let rest = std::mem::take(&mut self.rest);
        let mut longer = self.chain.clone();
        if longer.follow(&rest).is_ok() {
            self.file.write_all(b"\n")?;
            self.file.sync_data()?;
            self.length += rest.len() as u64 + 1;
            self.chain = longer;
            return Ok(Some(Torn::Finished(self.chain.head().rows)));
        }
        let mut name = self.path.file_name().unwrap_or_default().to_owned();
        name.push(".torn");
        let aside = self.path.with_file_name(name);
        // First it is safe in the other file, then it goes from this one.
        let mut other = OpenOptions::new().append(true).create(true).open(&aside)?;
        other.write_all(&rest)?;
        other.write_all(b"\n")?;
        other.sync_all()?;
        sync_folder(&aside)?;
        self.file.set_len(self.length)?;
        self.file.sync_all()?;
        Ok(Some(Torn::SetAside(aside)))
    }

    /// Appends rows for these entries, all in one write, or none of them.
    pub fn append(&mut self, entries: Vec<Entry>) -> Result<Vec<Row>, FileProblem> {
        let mut longer = self.chain.clone();
        let mut rows = Vec::with_capacity(entries.len());
        let mut bytes = Vec::new();
        for (at, entry) in entries.into_iter().enumerate() {
            let row = ledger::append(&longer, entry).map_err(|refusal| FileProblem::Refused(at, refusal))?;
            longer.push(&row);
            bytes.extend_from_slice(row.to_line().as_bytes());
            bytes.push(b'\n');
            rows.push(row);
        }
        if rows.is_empty() {
            return Ok(rows);
        }
        let written = self.file.write_all(&bytes).and_then(|()| self.file.sync_data());
        if let Err(error) = written {
            // A full disk must not leave half of what was asked for.
            let _ = self.file.set_len(self.length);
            let _ = self.file.seek(SeekFrom::End(0));
            return Err(error.into());
        }
        self.length += bytes.len() as u64;
        self.chain = longer;
        Ok(rows)
    }
}

/// Makes sure that the name of a new file outlives a power cut, where folders can be synced.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]
mod tests {
    use jiff::civil::date;
    use senbiki_review::ledger::{Hash, Posted};

    use super::*;

    fn post(n: u8) -> Entry {
        Entry::Posted(Posted {
            date: date(2026, 11, 1),
            channel: "x".to_owned(),
            content: Hash::of(&[n]),
            media: Vec::new(),
            facts: Vec::new(),
            evidence: None,
            by: None,
            line: Hash::NONE,
        })
    }

    fn place() -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("ledger.jsonl");
        (dir, path)
    }

    #[test]
    fn rows_are_appended_and_read() {
        let (_dir, path) = place();
        assert!(Open::new(&path, false).is_err(), "a ledger is not made where none is asked for");
        let mut open = Open::new(&path, true).unwrap();
        assert_eq!(open.append(vec![post(1), post(2)]).unwrap().len(), 2);
        let head = open.chain().head();
        drop(open);
        let mut open = Open::new(&path, false).unwrap();
        assert_eq!(open.chain().head(), head);
        assert_eq!(open.append(vec![post(3)]).unwrap().first().map(Row::prev), Some(head.hash));
        drop(open);
        let read = read(&path).unwrap().whole().unwrap();
        assert_eq!((read.rows.len(), read.chain.head().rows), (3, 3));
    }

    #[test]
    fn one_entry_that_cannot_be_recorded_keeps_all_out() {
        let (_dir, path) = place();
        let mut open = Open::new(&path, true).unwrap();
        let Entry::Posted(mut bad) = post(2) else { unreachable!() };
        bad.facts.push("a\nb".to_owned());
        let refused = open.append(vec![post(1), Entry::Posted(bad)]);
        assert!(matches!(refused, Err(FileProblem::Refused(1, Refusal::NotWritable))));
        assert_eq!(std::fs::metadata(&path).unwrap().len(), 0);
    }

    #[test]
    fn a_row_cut_off_anywhere_is_set_aside_or_finished_and_nothing_is_lost() {
        let (dir, path) = place();
        Open::new(&path, true).unwrap().append(vec![post(1), post(2)]).unwrap();
        let whole = std::fs::read(&path).unwrap();
        let second = whole.iter().position(|b| *b == b'\n').unwrap() + 1;
        let aside = dir.path().join("ledger.jsonl.torn");
        for end in second + 1..whole.len() {
            std::fs::write(&path, &whole[..end]).unwrap();
            let _ = std::fs::remove_file(&aside);
            assert!(read(&path).unwrap().whole().is_err(), "told before anything is written");
            let mut open = Open::new(&path, false).unwrap();
            let torn = open.settle().unwrap();
            open.append(vec![post(3)]).unwrap();
            drop(open);
            let rows = read(&path).unwrap().whole().unwrap().rows.len();
            if end == whole.len() - 1 {
                assert_eq!((torn, rows), (Some(Torn::Finished(2)), 3));
            } else {
                assert_eq!((torn, rows), (Some(Torn::SetAside(aside.clone())), 2));
                assert_eq!(std::fs::read(&aside).unwrap(), [&whole[second..end], b"\n"].concat());
            }
        }
    }

    #[test]
    fn a_file_that_is_no_ledger_is_left_alone() {
        let (dir, path) = place();
        for other in ["a draft", "a draft\n", "{\"date\":\"2026-11-01\"}"] {
            std::fs::write(&path, other).unwrap();
            assert!(matches!(read(&path), Err(FileProblem::Broken(_))), "{other}");
            assert!(matches!(Open::new(&path, true).map(|_| ()), Err(FileProblem::Broken(_))), "{other}");
            assert_eq!(std::fs::read_to_string(&path).unwrap(), other);
        }
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_is_set_aside_twice_is_kept_twice() {
        let (dir, path) = place();
        for piece in ["{\"v\":1", "{\"v"] {
            std::fs::write(&path, piece).unwrap();
            let _ = Open::new(&path, false).unwrap().settle().unwrap();
        }
        assert_eq!(
            std::fs::read_to_string(dir.path().join("ledger.jsonl.torn")).unwrap(),
            "{\"v\":1\n{\"v\n"
        );
        assert_eq!(std::fs::metadata(&path).unwrap().len(), 0);
    }

    #[test]
    fn a_ledger_that_does_not_hold_is_not_written() {
        let (_dir, path) = place();
        Open::new(&path, true).unwrap().append(vec![post(1), post(2)]).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let changed = text.replacen("2026-11-01", "2026-11-02", 1);
        std::fs::write(&path, &changed).unwrap();
        let found = Open::new(&path, true).map(|_| ());
        assert!(matches!(found, Err(FileProblem::Broken(Broken { row: 1, what: What::Changed }))));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), changed);
    }
}
