//! The bytes of an index: in memory, or a file mapped into memory.
//!
//! This is the only module of the crate with `unsafe` code, because mapping a file is unsafe by
//! nature: somebody else could change it while it is read.
#![allow(unsafe_code, reason = "see the module's description")]

use std::fs::File;
use std::io;

use memmap2::{Advice, Mmap};

/// Bytes that stay where they are.
pub(crate) enum Bytes {
    Owned(Vec<u8>),
    Mapped(Mmap),
}

impl Bytes {
    /// Maps a whole file for reading.
    pub(crate) fn map(file: &File) -> io::Result<Self> {
        // SAFETY: index files are written under another name, flushed, and then renamed; this
        // program never writes to a file that bears the final name, and never cuts one short. All
        // offsets read from the map are bounds-checked and all pages are checked against sums, so
        // a file that another program changes gives wrong sums, not memory errors.
        let map = unsafe { Mmap::map(file)? };
        // Look-ups jump; reading ahead would only fill memory. A refusal changes nothing.
        let _ = map.advise(Advice::Random);
        Ok(Self::Mapped(map))
    }

    pub(crate) fn get(&self) -> &[u8] {
        match self {
            Self::Owned(bytes) => bytes,
            Self::Mapped(map) => map,
        }
    }
}

impl std::fmt::Debug for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let form = match self {
            Self::Owned(_) => "owned",
            Self::Mapped(_) => "mapped",
        };
        write!(f, "{} bytes, {form}", self.get().len())
    }
}
