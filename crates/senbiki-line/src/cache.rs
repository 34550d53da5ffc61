//! Keeps compiled indexes, and knows when they are still true.
//!
//! Three files live in a cache directory: `line.sbx` is the index; `line.stamps` says which sizes,
//! times and inodes the sources had when they were last known to have the index's digest;
//! `line.lock` lets one process at a time compile. An index is used without reading the sources
//! when all stamps match and no source was written so shortly before that a later write could bear
//! the same time. Otherwise the sources are hashed, and compiled when the digest differs.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::SystemTime;

use crate::compile::{self, Digester, Role, Source};
use crate::folder::{Cache, Digest, Line, LoadOptions, Loaded};
use crate::index::bytes::Bytes;
use crate::problem::{Found, Problem};

mod stamp;

use stamp::{Stamp, Stamps};

const INDEX: &str = "line.sbx";
const STAMPS: &str = "line.stamps";
const LOCK: &str = "line.lock";
/// The folders of a line that hold files; others are not looked at.
const FOLDERS: [&str; 5] = ["", "protected", "rules", "topics", "precedents"];

/// A folder as it was found.
struct Folder<'d> {
    dir: &'d Path,
    /// When the looking began.
    began: SystemTime,
    sources: Vec<Source>,
    stamps: Vec<Stamp>,
}

pub(crate) fn load(dir: &Path, options: &LoadOptions) -> Result<Loaded, Vec<Problem>> {
    let folder = Folder::look(dir)?;
    let places = cache_dirs(dir, &options.cache);
    // Hashing reads every source, so it is done once for all places, and only when asked for.
    let mut digest: Option<Option<Digest>> = None;
    for place in &places {
        if let Some(loaded) = folder.open(place, &mut digest) {
            return Ok(loaded);
        }
    }
    for place in &places {
        let Some(_lock) = enter(place, options) else { continue };
        // Whoever held the lock before may have compiled the same folder.
        if let Some(loaded) = folder.open(place, &mut digest) {
            return Ok(loaded);
        }
        let index = folder.compile()?;
        return match folder.keep(place, &index) {
            Ok(loaded) => Ok(loaded),
            // The disk may be full or the place read-only: the line works from memory as well.
            Err(_) => in_memory(index),
        };
    }
    in_memory(folder.compile()?)
}

/// Opens an index that is kept nowhere.
pub(crate) fn in_memory(index: Vec<u8>) -> Result<Loaded, Vec<Problem>> {
    let loaded = Line::open(Bytes::Owned(index), None);
    loaded.map(|loaded| Loaded { compiled: true, ..loaded }).ok_or_else(|| {
        let found = Found::Unreadable { why: "the compiled line cannot be read back".to_owned() };
        vec![Problem::new(Path::new(""), found)]
    })
}

impl<'d> Folder<'d> {
    fn look(dir: &'d Path) -> Result<Self, Vec<Problem>> {
        let began = SystemTime::now();
        if !dir.is_dir() {
            return Err(vec![Problem::new(Path::new(""), Found::NoFolder)]);
        }
        let mut paths = Vec::new();
        let mut problems = Vec::new();
        for folder in FOLDERS {
            let listed = list(dir, folder, &mut paths);
            if let Err(why) = listed {
                let found = Found::Unreadable { why: why.to_string() };
                problems.push(Problem::new(Path::new(folder), found));
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let sources = compile::sources(paths);
        let stamps = sources.iter().map(|source| Stamp::of(dir, &source.path)).collect();
        Ok(Self { dir, began, sources, stamps })
    }

    /// The index kept in this place, if it is whole and still true.
    fn open(&self, place: &Path, digest: &mut Option<Option<Digest>>) -> Option<Loaded> {
        let path = place.join(INDEX);
        let file = File::open(&path).ok()?;
        let loaded = Line::open(Bytes::map(&file).ok()?, Some(path))?;
        let kept = loaded.line.digest();
        let stamped = Stamps::read(&place.join(STAMPS)).is_some_and(|s| s.vouches(kept, &self.stamps));
        if !stamped {
            if (*digest.get_or_insert_with(|| self.digest())) != Some(kept) {
                return None;
            }
            // Nothing is lost when this fails: the sources are hashed again next time.
            let _ = self.stamp(place, kept);
        }
        Some(loaded)
    }

    /// The digest of the sources as they are; `None` when one cannot be read or is no part of a
    /// line, which compiling then reports.
    fn digest(&self) -> Option<Digest> {
        let mut digester = Digester::new();
        for source in &self.sources {
            if source.role == Role::Stray {
                return None;
            }
            let mut hasher = blake3::Hasher::new();
            let mut file = open(self.dir, source).ok()?;
            let mut buffer = vec![0u8; 1 << 16];
            loop {
                match file.read(&mut buffer) {
                    Ok(0) => break,
                    Ok(n) => hasher.update(buffer.get(..n)?),
                    Err(why) if why.kind() == io::ErrorKind::Interrupted => continue,
                    Err(_) => return None,
                };
            }
            digester.hash(&source.path, &hasher.finalize());
        }
        Some(digester.finish())
    }

    fn compile(&self) -> Result<Vec<u8>, Vec<Problem>> {
        compile::compile(&self.sources, |source| {
            let limit = source.role.limit_mib() << 20;
            let mut bytes = Vec::new();
            // One byte more than allowed shows a file that grew since its size was asked.
            open(self.dir, source)?.take(limit + 1).read_to_end(&mut bytes)?;
            Ok(Cow::Owned(bytes))
        })
    }

    /// Writes an index into a cache directory and opens it from there.
    fn keep(&self, place: &Path, index: &[u8]) -> io::Result<Loaded> {
        let path = place.join(INDEX);
        write_whole(&path, index)?;
        let file = File::open(&path)?;
        let broken = || io::Error::from(io::ErrorKind::InvalidData);
        let loaded = Line::open(Bytes::map(&file)?, Some(path)).ok_or_else(broken)?;
        let _ = self.stamp(place, loaded.line.digest());
        Ok(Loaded { compiled: true, ..loaded })
    }

    fn stamp(&self, place: &Path, digest: Digest) -> io::Result<()> {
        let stamps = Stamps::new(digest, self.began, &self.stamps);
        write_whole(&place.join(STAMPS), &stamps.encode())
    }
}

/// Opens a source; files above their limit are refused before they are read.
fn open(dir: &Path, source: &Source) -> io::Result<File> {
    let path = dir.join(&source.path);
    let about = fs::metadata(&path)?;
    if !about.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a file"));
    }
    if about.len() > source.role.limit_mib() << 20 {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    File::open(path)
}

/// Adds the names in one folder; a folder that is not there has none.
fn list(dir: &Path, folder: &str, paths: &mut Vec<String>) -> io::Result<()> {
    let entries = match fs::read_dir(dir.join(folder)) {
        Ok(entries) => entries,
        Err(why) if !folder.is_empty() && why.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(why) => return Err(why),
    };
    for entry in entries {
        // A name that is no Unicode cannot be opened by this form of it, and is reported then.
        let name = entry?.file_name().to_string_lossy().into_owned();
        paths.push(if folder.is_empty() { name } else { format!("{folder}/{name}") });
    }
    Ok(())
}

/// The directories to try, best first.
fn cache_dirs(dir: &Path, cache: &Cache) -> Vec<PathBuf> {
    let beside = || dir.join(".senbiki-cache");
    match cache {
        Cache::BesideFolder => std::iter::once(beside()).chain(user_cache(dir)).collect(),
        Cache::UserCache => user_cache(dir).into_iter().collect(),
        Cache::Dir(place) => vec![place.clone()],
        Cache::None => Vec::new(),
    }
}

fn user_cache(dir: &Path) -> Option<PathBuf> {
    let absolute = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|p| p.is_absolute());
    let base = absolute("XDG_CACHE_HOME").or_else(|| Some(absolute("HOME")?.join(".cache")))?;
    let path = fs::canonicalize(dir).ok()?;
    let hash = blake3::hash(path.as_os_str().as_encoded_bytes()).to_hex();
    Some(base.join("senbiki").join(hash.get(..32)?))
}

/// Creates a cache directory and takes its lock. `None` when it cannot be written.
fn enter(place: &Path, options: &LoadOptions) -> Option<File> {
    let beside = options.cache == Cache::BesideFolder && place.ends_with(".senbiki-cache");
    if beside {
        fs::create_dir_all(place).ok()?;
        // The index holds what the tables hold; it must not slip into a repository or a copy.
        let _ = fs::write(place.join(".gitignore"), "*\n");
    } else {
        private_dir(place).ok()?;
    }
    let file = File::options().create(true).truncate(false).write(true).open(place.join(LOCK)).ok()?;
    // Some network file systems know no locks. Two may then compile at once, which is only slower:
    // each writes under its own name and renames.
    let _ = file.lock();
    Some(file)
}

#[cfg(unix)]
fn private_dir(place: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(place)
}

#[cfg(not(unix))]
fn private_dir(place: &Path) -> io::Result<()> {
    fs::create_dir_all(place)
}

/// Writes a file so that others see it whole or not at all.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let turn = COUNT.fetch_add(1, Ordering::Relaxed);
    let temporary = path.with_extension(format!("{}-{turn}.tmp", std::process::id()));
    let written = write_private(&temporary, bytes).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written
}

fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::options().create(true).write(true).truncate(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
