//! The compiled names: from a place in a text to the entries whose name stands there.

use std::sync::Arc;

use fst::raw::{Fst, Node};

use self::heap::Reader;
use self::store::{Section, Store};
use crate::EntryId;

pub(crate) mod build;
pub(crate) mod bytes;
mod filter;
pub(crate) mod heap;
pub(crate) mod legal;
mod look_up;
mod reading;
pub(crate) mod record;
mod romaji;
pub(crate) mod small;
pub(crate) mod store;

/// What is known about one surface of a name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct NameFlags(u16);

impl NameFlags {
    /// Legal forms (株式会社, Co., Ltd. …) were taken off; this surface is not in the table itself.
    pub const LEGAL_STRIPPED: Self = Self(1);
    /// The surface is also an everyday word: it counts only in a business context.
    pub const ORDINARY: Self = Self(1 << 1);
    /// Written in kana only.
    pub const KANA: Self = Self(1 << 2);
    /// Written in Latin letters only (digits, spaces and marks may stand among them).
    pub const LATIN: Self = Self(1 << 3);
    /// Holds at least one digit (after folding).
    pub const HAS_DIGIT: Self = Self(1 << 4);
    /// The key has one or two characters.
    pub const SHORT: Self = Self(1 << 5);
    /// The name column itself (perhaps without its legal form), not an alias.
    pub const FULL_NAME: Self = Self(1 << 6);
    /// Reads like a code: ASCII letters, digits and marks with at least one digit; or a part number.
    pub const CODE: Self = Self(1 << 7);
    /// All bits that mean something to callers.
    const KNOWN: u16 = 0xff;
    /// Inside the index: the last posting of its key.
    pub(crate) const LAST: Self = Self(1 << 15);

    /// True when all bits of `other` are set.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub(crate) const fn bits(self) -> u16 {
        self.0
    }

    pub(crate) const fn from_bits(bits: u16) -> Self {
        Self(bits & (Self::KNOWN | Self::LAST.0))
    }

    pub(crate) const fn visible(self) -> Self {
        Self(self.0 & Self::KNOWN)
    }
}

impl std::ops::BitOr for NameFlags {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl std::ops::BitOrAssign for NameFlags {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl std::fmt::Debug for NameFlags {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const NAMES: [(&str, NameFlags); 8] = [
            ("LEGAL_STRIPPED", NameFlags::LEGAL_STRIPPED),
            ("ORDINARY", NameFlags::ORDINARY),
            ("KANA", NameFlags::KANA),
            ("LATIN", NameFlags::LATIN),
            ("HAS_DIGIT", NameFlags::HAS_DIGIT),
            ("SHORT", NameFlags::SHORT),
            ("FULL_NAME", NameFlags::FULL_NAME),
            ("CODE", NameFlags::CODE),
        ];
        f.debug_set()
            .entries(NAMES.iter().filter(|(_, flag)| self.contains(*flag)).map(|(name, _)| name))
            .finish()
    }
}

/// One surface of one entry, found in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting<'a> {
    /// Whose name it is.
    pub entry: EntryId,
    /// The surface as written in the table, after the legal form was taken off if so.
    pub surface: &'a str,
    /// What is known about it.
    pub flags: NameFlags,
}

/// Names longer than this (bytes of their key) are refused when the line is loaded, so that every
/// look-up is bounded.
pub const LONGEST_KEY: usize = 255;

/// All names of the line, protected and public, by key (`senbiki_text::key`).
pub struct NameIndex {
    store: Arc<Store>,
    fst: Fst<FstBytes>,
    len: usize,
}

/// The section of the index that holds the automaton of keys.
struct FstBytes(Arc<Store>);

impl AsRef<[u8]> for FstBytes {
    fn as_ref(&self) -> &[u8] {
        self.0.raw(Section::Fst)
    }
}

impl std::fmt::Debug for NameIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NameIndex").field("len", &self.len).finish_non_exhaustive()
    }
}

/// No node of the automaton takes more bytes than this: 256 transitions with their index, at most
/// eight bytes each for input, output and target.
const WIDEST_NODE: usize = 256 * 18 + 32;

impl NameIndex {
    pub(crate) fn new(store: &Arc<Store>) -> Option<Self> {
        let section = store.range(Section::Fst);
        // The automaton's own head and tail are read here and by nobody else.
        let sound = store.is_sound(section.start, section.start + 16)
            && store.is_sound(section.end.checked_sub(32)?, section.end);
        if !sound {
            return None;
        }
        let fst = Fst::new(FstBytes(Arc::clone(store))).ok()?;
        let len = store.range(Section::Postings).len() / build::POSTING_WIDTH;
        Some(Self { store: Arc::clone(store), fst, len })
    }

    /// How many surfaces the index holds.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// True for a line without any name.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// True once a look-up met bytes of the index that are damaged (a failing disk). Answers since
    /// then may lack names: treat them as not inspected. The next load compiles the line anew.
    #[must_use]
    pub fn damaged(&self) -> bool {
        self.store.damaged()
    }

    /// The node at this address, once the bytes that it may take are known to be sound.
    #[inline]
    fn node(&self, at: usize) -> Option<Node<'_>> {
        let base = self.store.range(Section::Fst);
        let start = base.start + at.saturating_sub(WIDEST_NODE);
        let end = (base.start + at + 1).min(base.end);
        self.store.is_sound(start, end).then(|| self.fst.node(at))
    }

    /// Reports the postings from this one up to the last of its key.
    fn postings<'s>(&'s self, first: u64, found: &mut dyn FnMut(&Posting<'s>) -> bool) -> bool {
        let Ok(mut at) = usize::try_from(first) else { return true };
        while let Some((posting, last)) = self.posting(at) {
            if !found(&posting) {
                return false;
            }
            if last {
                break;
            }
            at += 1;
        }
        true
    }

    fn posting(&self, at: usize) -> Option<(Posting<'_>, bool)> {
        let width = build::POSTING_WIDTH;
        let mut record = Reader::new(self.store.get(Section::Postings, at.checked_mul(width)?, width)?);
        let (entry, surface) = (record.u32_le()?, record.u32_le()?);
        let flags = NameFlags::from_bits(record.u16_le()?);
        let surface = self.store.text(surface)?;
        let posting = Posting { entry: EntryId(entry), surface, flags: flags.visible() };
        Some((posting, flags.contains(NameFlags::LAST)))
    }
}
