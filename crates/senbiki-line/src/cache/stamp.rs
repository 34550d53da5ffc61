//! Sizes, times and inodes of sources: cheap signs that nothing has changed.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::folder::Digest;
use crate::index::heap::{Reader, put_number, put_str};

const MAGIC: &[u8] = b"senbiki stamps 1\n";
/// A file written within this time before the look may be written again and bear the same time:
/// file systems count in steps of up to two seconds.
const RACY: Duration = Duration::from_secs(2);

/// What the file system says about one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    path: String,
    size: u64,
    /// Time of the last change, in nanoseconds since 1970; `None` when it is not known.
    changed: Option<u64>,
    inode: u64,
}

impl Stamp {
    pub(super) fn of(dir: &Path, path: &str) -> Self {
        let about = fs::metadata(dir.join(path)).ok();
        let changed = about.as_ref().and_then(|a| a.modified().ok()).and_then(nanoseconds);
        let (size, inode) = about.map_or((0, 0), |a| (a.len(), inode(&a)));
        Self { path: path.to_owned(), size, changed, inode }
    }

    fn is_settled(&self, began: SystemTime) -> bool {
        let limit = began.checked_sub(RACY).and_then(nanoseconds);
        matches!((self.changed, limit), (Some(changed), Some(limit)) if changed < limit)
    }
}

fn nanoseconds(time: SystemTime) -> Option<u64> {
    u64::try_from(time.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_nanos()).ok()
}

#[cfg(unix)]
fn inode(about: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(about)
}

#[cfg(not(unix))]
const fn inode(_: &fs::Metadata) -> u64 {
    0
}

/// The stamps of all sources at a moment when their digest was known.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stamps {
    digest: Digest,
    settled: bool,
    list: Vec<Stamp>,
}

impl Stamps {
    /// `began` is the moment before the first look at the sources.
    pub(super) fn new(digest: Digest, began: SystemTime, list: &[Stamp]) -> Self {
        let settled = list.iter().all(|stamp| stamp.is_settled(began));
        Self { digest, settled, list: list.to_vec() }
    }

    /// True when sources with these stamps have this digest for certain.
    pub(super) fn vouches(&self, digest: Digest, now: &[Stamp]) -> bool {
        self.settled && self.digest == digest && self.list == now
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend_from_slice(self.digest.as_bytes());
        out.push(u8::from(self.settled));
        put_number(&mut out, self.list.len() as u64);
        for stamp in &self.list {
            put_str(&mut out, &stamp.path);
            put_number(&mut out, stamp.size);
            out.extend_from_slice(&stamp.changed.unwrap_or(u64::MAX).to_le_bytes());
            out.extend_from_slice(&stamp.inode.to_le_bytes());
        }
        let sum = blake3::hash(&out);
        out.extend_from_slice(sum.as_bytes());
        out
    }

    pub(super) fn read(path: &Path) -> Option<Self> {
        Self::decode(&fs::read(path).ok()?)
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let (body, sum) = bytes.split_last_chunk::<32>()?;
        if blake3::hash(body).as_bytes() != sum {
            return None;
        }
        let mut r = Reader::new(body.strip_prefix(MAGIC)?);
        let digest = Digest::from_bytes(r.bytes(32)?.try_into().ok()?);
        let settled = r.byte()? == 1;
        let mut list = Vec::new();
        for _ in 0..r.count()? {
            let (path, size) = (r.str()?.to_owned(), r.number()?);
            let changed = r.u64_le().map(|n| (n != u64::MAX).then_some(n))?;
            list.push(Stamp { path, size, changed, inode: r.u64_le()? });
        }
        r.is_empty().then_some(Self { digest, settled, list })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(changed: SystemTime) -> Stamp {
        Stamp { path: "line.toml".to_owned(), size: 10, changed: nanoseconds(changed), inode: 7 }
    }

    #[test]
    fn a_file_written_just_before_the_look_is_not_trusted() {
        let began = SystemTime::now();
        let digest = Digest::from_bytes([1; 32]);
        let old = [stamp(began - Duration::from_secs(60))];
        let fresh = [stamp(began - Duration::from_secs(1))];
        let ahead = [stamp(began + Duration::from_secs(3600))];
        assert!(Stamps::new(digest, began, &old).vouches(digest, &old));
        assert!(!Stamps::new(digest, began, &fresh).vouches(digest, &fresh));
        assert!(!Stamps::new(digest, began, &ahead).vouches(digest, &ahead));
        assert!(!Stamps::new(digest, began, &old).vouches(Digest::from_bytes([2; 32]), &old));
        let grown = [Stamp { size: 11, ..old[0].clone() }];
        assert!(!Stamps::new(digest, began, &old).vouches(digest, &grown));
    }

    #[test]
    fn stamps_come_back_and_damage_is_seen() {
        let began = SystemTime::now();
        let stamps = Stamps::new(Digest::from_bytes([1; 32]), began, &[stamp(began - RACY * 2)]);
        let bytes = stamps.encode();
        assert_eq!(Stamps::decode(&bytes), Some(stamps));
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 4;
            assert_eq!(Stamps::decode(&flipped), None);
            assert_eq!(Stamps::decode(&bytes[..at]), None);
        }
    }
}
