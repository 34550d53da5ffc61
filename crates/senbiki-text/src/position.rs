//! Byte offsets as the units that others count in: code points, UTF-16, lines and columns.

/// Bytes between two checkpoints.
const STEP: usize = 64;

/// Where a byte of a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Code points before it.
    pub code_point: u32,
    /// UTF-16 code units before it.
    pub utf16: u32,
    /// Line, from 1. A line ends at `\n`, `\r` or `\r\n`.
    pub line: u32,
    /// Column in code points, from 1.
    pub column: u32,
}

/// Converts byte offsets of one text. Building is linear, a query logarithmic.
#[derive(Debug, Clone)]
pub struct Positions<'t> {
    text: &'t str,
    /// Code points and UTF-16 units that begin before byte `i * STEP`.
    checkpoints: Vec<(u32, u32)>,
    /// First byte of each line.
    lines: Vec<u32>,
}

impl<'t> Positions<'t> {
    /// Reads a text once.
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut checkpoints = Vec::with_capacity(bytes.len() / STEP + 1);
        let mut lines = vec![0];
        let (mut points, mut units) = (0u32, 0u32);
        for (i, &byte) in bytes.iter().enumerate() {
            if i % STEP == 0 {
                checkpoints.push((points, units));
            }
            count(byte, &mut points, &mut units);
            let breaks = byte == b'\n' || byte == b'\r' && bytes.get(i + 1) != Some(&b'\n');
            if breaks {
                lines.push(clamp(i + 1));
            }
        }
        if bytes.len().is_multiple_of(STEP) {
            checkpoints.push((points, units));
        }
        Self { text, checkpoints, lines }
    }

    /// The place of a byte; one inside a character counts as that character's start, one beyond
    /// the text as its end.
    pub fn place(&self, byte: usize) -> Place {
        let byte = self.text.floor_char_boundary(byte);
        let (code_point, utf16) = self.before(byte);
        let line = self.lines.partition_point(|&start| start as usize <= byte);
        let start = self.lines.get(line.saturating_sub(1)).map_or(0, |&start| start as usize);
        let (at_start, _) = self.before(start);
        Place { code_point, utf16, line: clamp(line), column: code_point - at_start + 1 }
    }

    /// The byte at which the given code point begins; beyond the text, its end.
    pub fn byte_of_code_point(&self, code_point: u32) -> usize {
        self.find(|&(points, _)| points, |_| 1, code_point)
    }

    /// The byte at which the given UTF-16 unit's character begins; beyond the text, its end.
    pub fn byte_of_utf16(&self, utf16: u32) -> usize {
        self.find(|&(_, units)| units, |c| c.len_utf16() as u32, utf16)
    }

    /// Number of lines; an empty text has one.
    pub fn lines(&self) -> u32 {
        clamp(self.lines.len())
    }

    fn before(&self, byte: usize) -> (u32, u32) {
        let from = byte / STEP;
        let (mut points, mut units) = self.checkpoints.get(from).copied().unwrap_or((0, 0));
        for &byte in self.text.as_bytes().get(from * STEP..byte).unwrap_or(&[]) {
            count(byte, &mut points, &mut units);
        }
        (points, units)
    }

    fn find(&self, of: impl Fn(&(u32, u32)) -> u32, size: impl Fn(char) -> u32, wanted: u32) -> usize {
        // The last checkpoint that has counted no more than wanted. Its byte may lie inside a
        // character that was counted before it, so reading starts at the next character.
        let step = self.checkpoints.partition_point(|point| of(point) <= wanted).saturating_sub(1);
        let mut at = self.text.ceil_char_boundary(step * STEP);
        let mut seen = self.checkpoints.get(step).map_or(0, of);
        for c in self.text.get(at..).unwrap_or("").chars() {
            if seen + size(c) > wanted {
                return at;
            }
            seen += size(c);
            at += c.len_utf8();
        }
        at
    }
}

/// Counts a character at its first byte.
fn count(byte: u8, points: &mut u32, units: &mut u32) {
    if byte & 0xC0 != 0x80 {
        *points += 1;
        *units += if byte >= 0xF0 { 2 } else { 1 };
    }
}

fn clamp(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
