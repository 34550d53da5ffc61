//! One text in its three forms, and the maps between them.

use std::collections::HashSet;
use std::fmt;
use std::ops::{BitOr, BitOrAssign};

use unicode_normalization::char::canonical_combining_class;

use crate::fold::fold_mapped;
use crate::keying::key_mapped;
use crate::map::Map;
use crate::script::{Script, script};
use crate::span::{Folded, Key, Original, Span};
use crate::{kanji, table};

/// A text as it was written, its folded form, its key, and the way back from each.
///
/// Spans that lie outside the text or inside a character are moved to the nearest characters
/// around them; nothing here fails on any input.
#[derive(Debug, Clone)]
pub struct Text {
    original: String,
    folded: String,
    key: String,
    fold_map: Map,
    key_map: Map,
}

impl Text {
    /// The longest text that is read, in bytes. What stands after it is cut off; callers refuse
    /// such texts long before.
    pub const MOST_BYTES: usize = 1 << 28;

    /// Folds a text and keeps it. Linear in its length.
    pub fn new(original: &str) -> Self {
        let original = &original[..original.floor_char_boundary(Self::MOST_BYTES)];
        let (folded, fold_map) = fold_mapped(original);
        let (key, key_map) = key_mapped(&folded);
        Self { original: original.to_owned(), folded, key, fold_map, key_map }
    }

    /// The text as it was written.
    pub fn original(&self) -> &str {
        &self.original
    }

    /// The folded text (level 1); equal to [`crate::fold`] of the original.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// The key (level 2); equal to [`crate::key`] of the original.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The characters of the original behind a folded span: from the start of the first to the
    /// end of the last, with the marks and selectors that belong to them.
    pub fn to_original(&self, s: Span<Folded>) -> Span<Original> {
        let (start, end) = self.fold_map.to_source(&self.folded, s.start, s.end);
        Span::new(start, end)
    }

    /// The smallest folded span over everything that came from `s`. Empty when nothing did.
    pub fn to_folded(&self, s: Span<Original>) -> Span<Folded> {
        let (start, end) = self.fold_map.to_output(&self.original, self.folded.len() as u32, s.start, s.end);
        Span::new(start, end)
    }

    /// The folded span behind a key span: from the first kept character to the last, with what
    /// was dropped between them.
    pub fn key_to_folded(&self, s: Span<Key>) -> Span<Folded> {
        let (start, end) = self.key_map.to_source(&self.key, s.start, s.end);
        Span::new(start, end)
    }

    /// The smallest key span over everything that came from `s`. Empty when nothing did.
    pub fn folded_to_key(&self, s: Span<Folded>) -> Span<Key> {
        let (start, end) = self.key_map.to_output(&self.folded, self.key.len() as u32, s.start, s.end);
        Span::new(start, end)
    }

    /// The whole folded text as a span.
    pub fn folded_span(&self) -> Span<Folded> {
        Span::from_usize(0, self.folded.len())
    }

    /// The original's text in a span; empty when the span does not lie on characters of it.
    pub fn original_str(&self, s: Span<Original>) -> &str {
        self.original.get(s.range()).unwrap_or("")
    }

    /// The folded text in a span; empty when the span does not lie on characters of it.
    pub fn folded_str(&self, s: Span<Folded>) -> &str {
        self.folded.get(s.range()).unwrap_or("")
    }

    /// The key's text in a span; empty when the span does not lie on characters of it.
    pub fn key_str(&self, s: Span<Key>) -> &str {
        self.key.get(s.range()).unwrap_or("")
    }

    /// What was folded inside a span. Linear in the span.
    pub fn folds(&self, s: Span<Folded>) -> Folds {
        let mut folds = Folds::NONE;
        let mut reached = None;
        // Only whole characters of the text are compared.
        let start = self.folded.floor_char_boundary(s.start as usize);
        let end = self.folded.ceil_char_boundary((s.end as usize).min(self.folded.len()));
        let s: Span<Folded> = Span::from_usize(start, end);
        if s.is_empty() {
            return folds;
        }
        for stretch in self.fold_map.stretches(self.folded.len() as u32, s.start, s.end) {
            // What was left out between two stretches was not visible.
            if reached.is_some_and(|end| end < stretch.src.0) {
                folds |= Folds::INVISIBLE;
            }
            reached = Some(stretch.src.1);
            if stretch.unit {
                let new = self.folded_str(Span::new(stretch.out.0, stretch.out.1));
                let old = self.original_str(Span::new(stretch.src.0, stretch.src.1));
                let first = new.chars().next();
                // Most units are a few characters; a long run of combining ones is looked up.
                let long: Option<HashSet<char>> = (new.len() > 64).then(|| new.chars().collect());
                let kept = |c: char| long.as_ref().map_or_else(|| new.contains(c), |long| long.contains(&c));
                for c in old.chars().filter(|&c| !kept(c)) {
                    folds |= reason(c, first);
                }
            } else {
                // Both sides of a linear run have the same lengths, so the same cut fits both.
                let from = s.start.max(stretch.out.0);
                let to = s.end.min(stretch.out.1).max(from);
                let old = stretch.src.0 + (from - stretch.out.0);
                let new = self.folded_str(Span::new(from, to));
                let old = self.original_str(Span::new(old, old + (to - from)));
                if old == new {
                    continue;
                }
                for (c, to) in old.chars().zip(new.chars()).filter(|(c, to)| c != to) {
                    folds |= reason(c, Some(to));
                }
            }
        }
        folds
    }

    /// What stood between, or was changed in, the kept characters of a key span. Linear in the
    /// span that it covers in the folded text.
    pub fn key_gap(&self, s: Span<Key>) -> KeyGap {
        let mut gap = KeyGap::NONE;
        for c in self.folded_str(self.key_to_folded(s)).chars() {
            match table::key_of(c) {
                None => gap |= dropped(c),
                Some(kept) if kept == c => {}
                Some(_) => gap |= changed(c),
            }
        }
        gap
    }
}

/// Why `c` is not what stands in the folded text.
fn reason(c: char, folded: Option<char>) -> Folds {
    match c {
        '\u{FF66}'..='\u{FF9F}' => Folds::HALF_KANA,
        '\u{FF01}'..='\u{FF5E}' => {
            let plain = char::from_u32(c as u32 - 0xFEE0).unwrap_or(c);
            let case = if plain.is_ascii_uppercase() { Folds::CASE } else { Folds::NONE };
            Folds::WIDTH | case
        }
        '\u{FF61}'..='\u{FF65}' | '\u{FFE0}'..='\u{FFE6}' | '\u{3000}' => Folds::WIDTH,
        '\r' | '\n' | '\t' => Folds::NONE,
        '-' | 'ー' | '〜' | '〰' | '∼' => Folds::DASH,
        _ if table::is_wide_dash(c) || table::is_narrow_dash(c) => Folds::DASH,
        _ if table::is_invisible(c) => Folds::INVISIBLE,
        _ if matches!(c, '\u{370}'..='\u{52F}') && folded.is_some_and(|f| f.is_ascii()) => Folds::LOOK_ALIKE,
        '\u{1F150}'..='\u{1F189}' => Folds::LOOK_ALIKE,
        _ if kanji::modern(c) != c => Folds::OLD_KANJI,
        _ if folded.is_some_and(|f| c.to_lowercase().eq(std::iter::once(f))) => Folds::CASE,
        _ if script(c) == Script::Space => Folds::NONE,
        _ => Folds::COMPATIBILITY,
    }
}

fn dropped(c: char) -> KeyGap {
    match c {
        '#' | '@' => KeyGap::HASH,
        '-' | '_' | '~' => KeyGap::DASH,
        '.' | '・' | '·' | '‧' | '•' | '\'' => KeyGap::DOT,
        'ー' => KeyGap::LONG_VOWEL,
        '\u{2500}'..='\u{259F}' => KeyGap::DASH,
        _ => match script(c) {
            Script::Space => KeyGap::SPACE,
            Script::LineBreak => KeyGap::LINE_BREAK,
            Script::Emoji => KeyGap::EMOJI,
            _ => KeyGap::OTHER,
        },
    }
}

fn changed(c: char) -> KeyGap {
    match c {
        '一'..='鿿' => KeyGap::NUMERAL,
        _ if script(c) == Script::Hiragana => KeyGap::KANA_SCRIPT,
        _ if script(c) == Script::Latin => KeyGap::ACCENT,
        _ if canonical_combining_class(c) != 0 => KeyGap::OTHER,
        _ => KeyGap::SPELLING,
    }
}

macro_rules! bit_set {
    ($(#[$doc:meta])* $name:ident: $( $(#[$flag_doc:meta])* $flag:ident = $bit:expr; )+) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub struct $name(u16);

        impl $name {
            /// Nothing.
            pub const NONE: Self = Self(0);
            $( $(#[$flag_doc])* pub const $flag: Self = Self(1 << $bit); )+

            /// True when nothing is in the set.
            pub const fn is_empty(self) -> bool {
                self.0 == 0
            }
            /// True when all of `other` is in the set.
            pub const fn contains(self, other: Self) -> bool {
                self.0 & other.0 == other.0
            }
            /// True when any of `other` is in the set.
            pub const fn intersects(self, other: Self) -> bool {
                self.0 & other.0 != 0
            }
            /// The set with all of `other` taken out.
            pub const fn without(self, other: Self) -> Self {
                Self(self.0 & !other.0)
            }
        }

        impl BitOr for $name {
            type Output = Self;
            fn bitor(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }
        }

        impl BitOrAssign for $name {
            fn bitor_assign(&mut self, other: Self) {
                self.0 |= other.0;
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut set = f.debug_set();
                $( if self.contains(Self::$flag) { set.entry(&format_args!(stringify!($flag))); } )+
                set.finish()
            }
        }
    };
}

bit_set! {
    /// What was folded inside a span (see [`Text::folds`]).
    Folds:
    /// Full-width letters, digits and signs.
    WIDTH = 0;
    /// Half-width katakana.
    HALF_KANA = 1;
    /// Capital letters.
    CASE = 2;
    /// Old or variant kanji.
    OLD_KANJI = 3;
    /// Greek or Cyrillic letters, or letters in boxes, that look like Latin ones.
    LOOK_ALIKE = 4;
    /// Characters that no reader sees.
    INVISIBLE = 5;
    /// Other compatibility forms and combining sequences: ㈱, ①, ㎜, か with ゛.
    COMPATIBILITY = 6;
    /// Dashes, long-vowel marks and wave dashes.
    DASH = 7;
}

bit_set! {
    /// What the key left out or changed inside a span (see [`Text::key_gap`]).
    KeyGap:
    /// Blank space.
    SPACE = 0;
    /// A line break.
    LINE_BREAK = 1;
    /// Emoji and ornaments.
    EMOJI = 2;
    /// `#` or `@`.
    HASH = 3;
    /// `-`, `_`, `~` or a drawn line.
    DASH = 4;
    /// `.`, `・`, `'` and the like.
    DOT = 5;
    /// The long-vowel mark `ー`.
    LONG_VOWEL = 6;
    /// Anything else that is dropped.
    OTHER = 7;
    /// Hiragana folded to katakana.
    KANA_SCRIPT = 8;
    /// A kanji digit folded to 1–9.
    NUMERAL = 9;
    /// Katakana spelt otherwise: small as large, ヴ as ブ, ヂ as ジ.
    SPELLING = 10;
    /// A Latin letter that lost its accent.
    ACCENT = 11;
}
