//! SHA-256, since every machine has a program that computes it.

use std::fmt;

use sha2::{Digest as _, Sha256};
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// 32 bytes that stand for a content, a row or a version of the line.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// What the first row names as the row before it.
    pub const NONE: Self = Self([0; 32]);

    /// From its bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The SHA-256 of these bytes: of a row, a photo, a film.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The hash of a post's text.
    ///
    /// Networks, editors and spreadsheets change line ends, the white space around a text and the
    /// composition of its characters, and it is still the same post. So the text is taken without
    /// white space at both ends, with `\n` for every line end, in Unicode form NFC, as UTF-8.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let lines = text.trim().replace("\r\n", "\n").replace('\r', "\n");
        if is_nfc(&lines) {
            Self::of(lines.as_bytes())
        } else {
            Self::of(lines.nfc().collect::<String>().as_bytes())
        }
    }

    /// From 64 lower-case hexadecimal digits; `None` for anything else.
    #[must_use]
    pub fn from_hex(hex: &str) -> Option<Self> {
        let digit = |b: u8| match b {
            b'0'..=b'9' => Some(b - b'0'),
            b'a'..=b'f' => Some(b - b'a' + 10),
            _ => None,
        };
        if hex.len() != 64 {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
            let &[high, low] = pair else { return None };
            *byte = digit(high)? << 4 | digit(low)?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |n: u8| DIGITS.get(usize::from(n)).copied().unwrap_or(b'0');
        let mut hex = [0; 64];
        for (pair, byte) in hex.chunks_exact_mut(2).zip(self.0) {
            pair.copy_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
        }
        f.write_str(std::str::from_utf8(&hex).unwrap_or_default())
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_hash_that_sha256sum_prints() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Hash::of(b"abc").to_string(), abc);
        assert_eq!(Hash::from_hex(abc), Some(Hash::of(b"abc")));
        for wrong in [&abc[1..], &abc.to_uppercase(), &format!("{}g", &abc[1..]), &format!("{abc}0"), ""] {
            assert_eq!(Hash::from_hex(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_same_post_has_the_same_hash_however_it_was_kept() {
        let post = Hash::of_text("ガの改善。\nつづく");
        for same in ["ガの改善。\r\nつづく\r\n", " ガの改善。\rつづく\n\n", "カ\u{3099}の改善。\nつづく"]
        {
            assert_eq!(Hash::of_text(same), post, "{same:?}");
        }
        for other in ["ガの改善。つづく", "ガの改善。\n\nつづく", "ｶﾞの改善。\nつづく"]
        {
            assert_ne!(Hash::of_text(other), post, "{other:?}");
        }
    }
}
