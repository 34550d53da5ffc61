//! What ordinary language knows about a word: is it an everyday word, a name, a place, and does it
//! speak of business or of ordinary life.
//!
//! A company may be called 大雪 or 紅葉, and a secret project may be called オーロラ. Only the words
//! around such a name tell which of its meanings is meant. This module answers three questions for
//! that: [`lookup`] and [`is_ordinary`] (is this form an ordinary word?), [`longest_at`] and
//! [`longest_covering`] (is it only a piece of a longer word, as 紅葉 is of 紅葉狩り?), and
//! [`sense_around`] (what do the words around it speak of?).
//!
//! All forms are **folded** forms (see [`crate::fold`]): NFKC, lower case, new kanji, hiragana and
//! katakana kept apart. The words are a finite-state map that is part of the program, so nothing is
//! loaded at start. Where they come from, and under which terms, is told in `data/NOTICE.md`; how
//! they are built, in `tools/lexicon/README.md`. No function here panics on any offset: offsets
//! beyond the text or inside a character are moved to the nearest boundary before them.

use std::ops::BitOr;
use std::sync::LazyLock;

mod sense;

pub use sense::{Sense, sense_around};

static BYTES: &[u8] = include_bytes!("../data/words.bin");

/// The map is only a header check over static bytes; a broken file would leave the lexicon empty,
/// which a test refuses.
static WORDS: LazyLock<Option<fst::raw::Fst<&'static [u8]>>> =
    LazyLock::new(|| fst::raw::Fst::new(BYTES).ok());

/// Longest word, in characters, that [`longest_at`], [`longest_covering`] and [`sense_around`] look for.
pub const LONGEST: usize = 12;
/// How many characters before a span [`longest_covering`] looks back.
pub const LOOK_BACK: usize = 8;

/// What kind of word it is; a word may be several at once (霧島 is a surname and a place).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Flags(u16);

impl Flags {
    /// Nothing is known beyond the form itself.
    pub const NONE: Self = Self(0);
    /// A noun, verb, adjective or adverb that stands in a general dictionary of Japanese.
    pub const COMMON: Self = Self(1);
    /// A proper name of any kind.
    pub const PROPER: Self = Self(1 << 1);
    /// A Japanese family name.
    pub const SURNAME: Self = Self(1 << 2);
    /// A Japanese given name.
    pub const GIVEN: Self = Self(1 << 3);
    /// A prefecture, city, region, station, river or country.
    pub const PLACE: Self = Self(1 << 4);
    /// A real organisation.
    pub const ORG: Self = Self(1 << 5);
    /// An English word.
    pub const ENGLISH: Self = Self(1 << 6);
    /// A form of a verb or adjective other than its dictionary form (納め, 見えた without た).
    pub const INFLECTED: Self = Self(1 << 7);
    /// A place whose name a city, lake, peak, island group or hot spring bears too.
    pub const WELL_KNOWN: Self = Self(1 << 8);

    /// True when every flag of `other` is set.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
    /// True when at least one flag of `other` is set.
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
    /// True when no flag is set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl BitOr for Flags {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What the lexicon knows about one folded form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// The kinds of word it is.
    pub flags: Flags,
    /// How common it is in general text, `0..=15`; 15 is among the first few hundred words, 0 unknown.
    pub commonness: u8,
    /// `-100` speaks of ordinary life (sky, weather, food, play), `100` of business and the shop
    /// floor, `0` of neither or of both.
    pub sense: i8,
}

impl Word {
    /// The packed value: 5 bits of sense in steps of 8 around 13, 4 bits of commonness, then flags.
    fn unpack(value: u64) -> Self {
        let step = i8::try_from(value & 31).unwrap_or(13);
        Self {
            flags: Flags(u16::try_from(value >> 9 & 0x1ff).unwrap_or(0)),
            commonness: u8::try_from(value >> 5 & 15).unwrap_or(0),
            sense: step.saturating_sub(13).saturating_mul(8).clamp(-100, 100),
        }
    }

    /// True when a general reader would take this word in its everyday meaning first, so that an
    /// alias with this form needs its context.
    pub fn is_ordinary(self) -> bool {
        let f = self.flags;
        (f.contains(Flags::COMMON) && self.commonness >= ORDINARY_WORD)
            || (f.contains(Flags::ENGLISH) && self.commonness >= ORDINARY_ENGLISH)
            || (f.intersects(Flags::GIVEN | Flags::WELL_KNOWN) && self.commonness >= ORDINARY_NAME)
    }
}

/// Dictionary words below this commonness are known to few readers.
const ORDINARY_WORD: u8 = 5;
/// English words of the small list and the hand-written ones are above it, rare ones below.
const ORDINARY_ENGLISH: u8 = 6;
/// Given names and places below it are rare enough to point at one bearer.
const ORDINARY_NAME: u8 = 5;

/// What the lexicon knows about this folded form, if anything.
pub fn lookup(folded: &str) -> Option<Word> {
    let words = WORDS.as_ref()?;
    words.get(folded).map(|value| Word::unpack(value.value()))
}

/// True when this folded form is an ordinary word (or a well-known given name or place), so that
/// an alias that looks like it counts only with its context. Rare proper names are not ordinary.
pub fn is_ordinary(folded: &str) -> bool {
    lookup(folded).is_some_and(Word::is_ordinary)
}

/// The longest word that starts at byte `byte`, with the byte at which it ends; at most
/// [`LONGEST`] characters.
///
/// A word in Latin letters must be followed by something else than a letter: `har` is not found in
/// `harbor`.
pub fn longest_at(folded: &str, byte: usize) -> Option<(usize, Word)> {
    let byte = floor(folded, byte);
    let mut found = None;
    words_at(folded, byte, folded.len(), &mut |end, word| found = Some((end, word)));
    found
}

/// The longest word that covers `start..end` and is longer than it: 紅葉狩り over 紅葉, 白鷺城 over
/// 白鷺. Returns its start and end byte. Words that start up to [`LOOK_BACK`] characters before
/// `start` are seen; of two equally long ones the first wins.
pub fn longest_covering(folded: &str, start: usize, end: usize) -> Option<(usize, usize, Word)> {
    let start = floor(folded, start);
    let end = floor(folded, end).max(start);
    let mut best: Option<(usize, usize, Word)> = None;
    let mut at = start;
    for step in 0..=LOOK_BACK {
        if step > 0 {
            match folded[..at].char_indices().next_back() {
                Some((before, _)) => at = before,
                None => break,
            }
        }
        words_at(folded, at, folded.len(), &mut |stop, word| {
            let longer = stop >= end && stop - at > end - start;
            if longer && best.is_none_or(|(from, to, _)| stop - at >= to - from) {
                best = Some((at, stop, word));
            }
        });
    }
    best
}

/// Calls `found` with the end byte of every word that starts at `at` (a character boundary) and
/// ends at or before `limit`, shortest first.
fn words_at(folded: &str, at: usize, limit: usize, found: &mut dyn FnMut(usize, Word)) {
    let Some(words) = WORDS.as_ref() else { return };
    let Some(tail) = folded.get(at..limit.min(folded.len())) else { return };
    if tail.starts_with(is_letter) && folded[..at].ends_with(is_letter) {
        return;
    }
    let mut node = words.root();
    let mut output = fst::raw::Output::zero();
    for (n, (offset, c)) in tail.char_indices().enumerate() {
        // Latin words are counted in letters, so they may be longer than Japanese ones.
        if n >= LONGEST && !(c.is_ascii_alphabetic() && n < 2 * LONGEST) {
            return;
        }
        let mut bytes = [0; 4];
        for &byte in c.encode_utf8(&mut bytes).as_bytes() {
            let Some(index) = node.find_input(byte) else { return };
            let transition = node.transition(index);
            output = output.cat(transition.out);
            node = words.node(transition.addr);
        }
        if node.is_final() {
            let end = offset + c.len_utf8();
            let cut = is_letter(c) && tail[end..].starts_with(is_letter);
            if !cut {
                let value = output.cat(node.final_output()).value();
                found(at + end, Word::unpack(value));
            }
        }
    }
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
}

/// The nearest character boundary at or before `byte`.
fn floor(text: &str, byte: usize) -> usize {
    text.floor_char_boundary(byte)
}

#[cfg(test)]
mod tests;
