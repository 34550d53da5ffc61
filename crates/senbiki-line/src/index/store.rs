//! The index file: a header page, the sections, and a sum for each page.
//!
//! Opening reads the header, the sums and the small section only. The pages of an index of a few
//! megabytes are all checked at once; those of a large one are checked when they are first read,
//! so that opening five million names costs no more than opening fifty.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::build::{Builder, Sections};
use super::bytes::Bytes;
use super::heap::Reader;
use crate::entry::EntryKind;
use crate::folder::Digest;

const MAGIC: &[u8; 8] = b"SENBIKI\x1a";
/// Raise it with every change of the sections' encoding.
pub(crate) const VERSION: u32 = 5;
pub(crate) const PAGE: usize = 4096;
/// Indexes up to this size are checked as a whole when they are opened.
const CHECK_AT_ONCE: usize = 16 << 20;

/// The parts of an index file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Small,
    Filter,
    Fst,
    Postings,
    Entries,
    Heap,
    Sums,
}

const SECTIONS: usize = 7;
/// magic, version, section count, fingerprint, digest, file length, ranges, sum of the sums.
const HEADER_SUM_AT: usize = 8 + 4 + 4 + 8 + 32 + 8 + SECTIONS * 16 + 8;

/// An opened index.
#[derive(Debug)]
pub(crate) struct Store {
    bytes: Bytes,
    sections: [Range<usize>; SECTIONS],
    digest: Digest,
    checked: Box<[AtomicU64]>,
    damaged: AtomicBool,
    /// Where the index came from.
    path: Option<PathBuf>,
}

/// Puts an index together.
pub(crate) fn assemble(digest: Digest, sections: &Sections, small: &[u8]) -> Vec<u8> {
    let parts: [&[u8]; SECTIONS - 1] =
        [small, &sections.filter, &sections.fst, &sections.postings, &sections.entries, &sections.heap];
    let total: usize = parts.iter().map(|p| p.len() + 64).sum();
    let mut out = Vec::with_capacity(PAGE * 2 + total + total / PAGE * 8 + 64);
    out.resize(PAGE, 0);
    let mut ranges = Vec::with_capacity(SECTIONS);
    for part in parts {
        out.resize(out.len().next_multiple_of(64), 0);
        ranges.push((out.len(), part.len()));
        out.extend_from_slice(part);
    }
    out.resize(out.len().next_multiple_of(PAGE), 0);
    let sums: Vec<u8> = out
        .chunks(PAGE)
        .enumerate()
        .skip(1)
        .flat_map(|(number, page)| page_sum(number, page).to_le_bytes())
        .collect();
    ranges.push((out.len(), sums.len()));
    out.extend_from_slice(&sums);

    let mut header = Vec::with_capacity(PAGE);
    header.extend_from_slice(MAGIC);
    header.extend_from_slice(&VERSION.to_le_bytes());
    header.extend_from_slice(&(SECTIONS as u32).to_le_bytes());
    header.extend_from_slice(&fingerprint().to_le_bytes());
    header.extend_from_slice(digest.as_bytes());
    header.extend_from_slice(&(out.len() as u64).to_le_bytes());
    for (start, len) in ranges {
        header.extend_from_slice(&(start as u64).to_le_bytes());
        header.extend_from_slice(&(len as u64).to_le_bytes());
    }
    header.extend_from_slice(&page_sum(0, &sums).to_le_bytes());
    let sum = page_sum(0, &header);
    header.extend_from_slice(&sum.to_le_bytes());
    if let Some(room) = out.get_mut(..header.len()) {
        room.copy_from_slice(&header);
    }
    out
}

impl Store {
    /// Opens an index; `None` for anything that is not a whole index of this version.
    pub(crate) fn open(bytes: Bytes, path: Option<PathBuf>) -> Option<Self> {
        let all = bytes.get();
        let header = all.get(..HEADER_SUM_AT)?;
        let sum = u64_at(all, HEADER_SUM_AT)?;
        let mut reader = Reader::new(header);
        let known = reader.bytes(8)? == MAGIC
            && reader.u32_le()? == VERSION
            && reader.u32_le()? == SECTIONS as u32
            && reader.u64_le()? == fingerprint()
            && sum == page_sum(0, header);
        if !known || all.get(HEADER_SUM_AT + 8..PAGE)?.iter().any(|&b| b != 0) {
            return None;
        }
        let digest = Digest::from_bytes(reader.bytes(32)?.try_into().ok()?);
        if reader.u64_le()? != all.len() as u64 {
            return None;
        }
        let mut sections: [Range<usize>; SECTIONS] = Default::default();
        for section in &mut sections {
            let start = usize::try_from(reader.u64_le()?).ok()?;
            let end = start.checked_add(usize::try_from(reader.u64_le()?).ok()?)?;
            all.get(start..end)?;
            *section = start..end;
        }
        let sums = all.get(sections[Section::Sums as usize].clone())?;
        let pages = sections[Section::Sums as usize].start / PAGE;
        if reader.u64_le()? != page_sum(0, sums) || sums.len() != pages.checked_sub(1)? * 8 {
            return None;
        }
        let checked = (0..pages.div_ceil(64)).map(|_| AtomicU64::new(0)).collect();
        let len = all.len();
        let damaged = AtomicBool::new(false);
        let store = Self { bytes, sections, digest, checked, damaged, path };
        let eager: &[Section] = if len <= CHECK_AT_ONCE {
            use Section as S;
            &[S::Small, S::Filter, S::Fst, S::Postings, S::Entries, S::Heap]
        } else {
            &[Section::Small, Section::Filter]
        };
        for &section in eager {
            let range = store.range(section);
            if !store.is_sound(range.start, range.end) {
                return None;
            }
        }
        Some(store)
    }

    pub(crate) const fn digest(&self) -> Digest {
        self.digest
    }

    pub(crate) fn damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    /// Notes that something did not decode, and removes the file, so that the next load compiles
    /// the line anew instead of meeting the same damage.
    #[cold]
    pub(crate) fn note_damage(&self) {
        if !self.damaged.swap(true, Ordering::Relaxed)
            && let Some(path) = &self.path
        {
            let _ = std::fs::remove_file(path);
        }
    }

    pub(crate) fn range(&self, section: Section) -> Range<usize> {
        self.sections[section as usize].clone()
    }

    /// A section's bytes, unchecked: call [`Store::is_sound`] for what is read of them.
    pub(crate) fn raw(&self, section: Section) -> &[u8] {
        self.bytes.get().get(self.range(section)).unwrap_or_default()
    }

    /// Checked bytes of a section.
    pub(crate) fn get(&self, section: Section, start: usize, len: usize) -> Option<&[u8]> {
        let base = self.sections[section as usize].start;
        let bytes = self.raw(section).get(start..start.checked_add(len)?);
        if bytes.is_none() {
            self.note_damage();
        }
        let bytes = bytes?;
        self.is_sound(base + start, base + start + len).then_some(bytes)
    }

    /// A block of the heap: what was written with its length first.
    pub(crate) fn block(&self, at: u32) -> Option<&[u8]> {
        let heap = self.raw(Section::Heap);
        let at = at as usize;
        let head = self.get(Section::Heap, at, heap.len().saturating_sub(at).min(5))?;
        let mut reader = Reader::new(head);
        let len = reader.number().and_then(|n| usize::try_from(n).ok());
        let Some(len) = len else {
            self.note_damage();
            return None;
        };
        self.get(Section::Heap, at + super::heap::number_len(len), len)
    }

    /// A text of the heap.
    pub(crate) fn text(&self, at: u32) -> Option<&str> {
        let text = std::str::from_utf8(self.block(at)?).ok();
        if text.is_none() {
            self.note_damage();
        }
        text
    }

    /// Checks the pages of `start..end` (offsets in the file) that were not checked before.
    #[inline]
    pub(crate) fn is_sound(&self, start: usize, end: usize) -> bool {
        let (first, last) = (start / PAGE, end.saturating_sub(1).max(start) / PAGE);
        (first..=last).all(|page| {
            let bit = 1u64 << (page % 64);
            match self.checked.get(page / 64) {
                Some(word) if word.load(Ordering::Relaxed) & bit != 0 => true,
                Some(word) => self.check(page, word, bit),
                None => false,
            }
        })
    }

    #[cold]
    fn check(&self, page: usize, word: &AtomicU64, bit: u64) -> bool {
        let all = self.bytes.get();
        let expected = page
            .checked_sub(1)
            .and_then(|n| u64_at(all, self.sections[Section::Sums as usize].start + n * 8));
        let found = all.get(page * PAGE..(page + 1) * PAGE).map(|bytes| page_sum(page, bytes));
        let sound = expected.is_some() && expected == found;
        if sound {
            word.fetch_or(bit, Ordering::Relaxed);
        } else {
            self.note_damage();
        }
        sound
    }
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

/// A sum over some bytes. It guards against accidents, not against people: who can write the cache
/// can write the line. Each step is a bijection of the word it takes in, so that no change of a
/// single word goes unseen.
fn page_sum(number: usize, bytes: &[u8]) -> u64 {
    const K: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut lanes = [number as u64, 1, 2, 3];
    let mut blocks = bytes.chunks_exact(32);
    for block in &mut blocks {
        for (lane, word) in lanes.iter_mut().zip(block.chunks_exact(8)) {
            let word = u64::from_le_bytes(word.try_into().unwrap_or_default());
            *lane = (*lane ^ word).wrapping_mul(K).rotate_left(29);
        }
    }
    let mut sum = bytes.len() as u64;
    for &b in blocks.remainder() {
        sum = (sum ^ u64::from(b)).wrapping_mul(K).rotate_left(29);
    }
    for lane in lanes {
        sum = (sum ^ lane).wrapping_mul(K);
        sum ^= sum >> 31;
    }
    sum
}

/// What the keys and flags of an index depend on besides the folder: how text is folded, which
/// words are ordinary, which forms of a name are added. An index made with other rules must not be
/// used, so some samples are taken through all of them.
pub(crate) fn fingerprint() -> u64 {
    static ONCE: std::sync::OnceLock<u64> = std::sync::OnceLock::new();
    *ONCE.get_or_init(|| {
        let mut names = Builder::new();
        for sample in SAMPLES {
            names.sample(EntryKind::Customer, sample);
            names.sample(EntryKind::CodeName, sample);
        }
        names.sort();
        let mut seen = env!("CARGO_PKG_VERSION").as_bytes().to_vec();
        names.show(&mut seen);
        page_sum(0, &seen)
    })
}

/// Names on which every rule does something, and words near the edge of being ordinary.
#[rustfmt::skip]
const SAMPLES: &[&str] = &[
    "株式会社かざぐるま商会", "Yukiwari Light Metals Co., Ltd.", "かざぐるま", "キョウリュウ", "マッチョ", "REI-0001", "H2O改",
    "ｶﾞｷﾞ㈱Ⅱ①㎜℃ＡＢＣａｂｃ０１２ﬁ", "澤邊齒濱廣髙﨑嶋國學鐵龍瀧澁惠圓藏寶榮豐", "ァィゥャュョッヮヵヶぁぃっゃ",
    "ヴァヴィヴヂヅヰヱゔ", "ー−‐—~〜・·.,'’#@_ /\\", "一二三四五六七八九十百千万〇零", "○●◯◎△▲□■◇◆×✕✖*＊",
    "АВСαβΦφµ", "か\u{3099}は\u{309a}\u{200b}\u{feff}\u{ad}", "😀👍🏽♪★", "大雪", "紅葉", "渓流", "六角", "オーロラ", "白鷺",
    "雲海", "琥珀", "早苗", "若竹", "桔梗", "霧島", "トンボ", "つくし", "harbor", "willow", "falcon", "東鷹", "瑞峰",
    "翠川", "蒼穹", "lindqvara", "鶴亀", "銀河", "群青", "木霊", "千歳", "カワセミ", "たぬき", "青嵐", "風見",
];
