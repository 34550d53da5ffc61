//! Blocks of whole lines from a stream, in bounded memory.

use std::io::{self, Read};

/// How many bytes are gathered before a block is handed on: large enough that handing on costs
/// nothing, small enough that all cores get work from a modest file.
const BLOCK: usize = 64 << 10;

/// Some whole lines, or the news that one was too long.
#[derive(Debug, PartialEq, Eq)]
pub enum Block {
    /// Whole lines; the number of the first one counts from 1.
    Lines(u64, Vec<u8>),
    /// This line was longer than the limit and was passed over.
    Oversized(u64),
}

/// Cuts a stream into blocks. What has arrived is handed on at once, so that a slow pipe is
/// answered line by line.
pub struct Blocks<R> {
    from: R,
    limit: usize,
    pending: Vec<u8>,
    /// How much of `pending` is known to hold no line end, so that a long line is not searched again and again.
    searched: usize,
    line: u64,
    skipping: bool,
    ended: bool,
}

impl<R: Read> Blocks<R> {
    /// Blocks of `from`; lines above `limit` bytes are passed over.
    pub fn new(from: R, limit: usize) -> Self {
        Self { from, limit, pending: Vec::new(), searched: 0, line: 1, skipping: false, ended: false }
    }

    /// The next block; `None` at the end.
    pub fn next(&mut self) -> io::Result<Option<Block>> {
        loop {
            if self.ended {
                if std::mem::take(&mut self.skipping) {
                    return Ok(Some(Block::Oversized(self.line)));
                }
                let rest = std::mem::take(&mut self.pending);
                return Ok((!rest.is_empty()).then_some(Block::Lines(self.line, rest)));
            }
            let before = self.pending.len();
            self.pending.resize(before + BLOCK, 0);
            let read = loop {
                match self.from.read(self.pending.get_mut(before..).unwrap_or_default()) {
                    Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                    other => break other,
                }
            };
            self.pending.truncate(before + *read.as_ref().unwrap_or(&0));
            let read = read?;
            if read == 0 {
                self.ended = true;
                continue;
            }
            if self.skipping {
                let Some(end) = self.pending.iter().position(|b| *b == b'\n') else {
                    self.pending.clear();
                    continue;
                };
                self.pending.drain(..=end);
                self.searched = 0;
                self.skipping = false;
                let line = self.line;
                self.line += 1;
                return Ok(Some(Block::Oversized(line)));
            }
            let fresh = self.pending.get(self.searched..).unwrap_or_default();
            let Some(last) = fresh.iter().rposition(|b| *b == b'\n') else {
                self.searched = self.pending.len();
                if self.pending.len() > self.limit {
                    self.pending.clear();
                    self.searched = 0;
                    self.skipping = true;
                }
                continue;
            };
            let rest = self.pending.split_off(self.searched + last + 1);
            self.searched = rest.len();
            let block = std::mem::replace(&mut self.pending, rest);
            let first = self.line;
            self.line += block.iter().filter(|b| **b == b'\n').count() as u64;
            return Ok(Some(Block::Lines(first, block)));
        }
    }
}

/// The lines of a block with their numbers: without line ends, and without empty ones.
pub fn of_block(first: u64, block: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    (first..).zip(block.split(|b| *b == b'\n')).filter_map(|(number, line)| {
        let line = line.trim_ascii();
        let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        (!line.is_empty()).then_some((number, line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes in pieces of at most `1`.
    struct Drip<'a>(&'a [u8], usize);
    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let n = self.1.min(self.0.len()).min(buffer.len());
            buffer[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    fn gather(bytes: &[u8], piece: usize, limit: usize) -> (Vec<(u64, String)>, Vec<u64>) {
        let mut blocks = Blocks::new(Drip(bytes, piece), limit);
        let (mut lines, mut oversized) = (Vec::new(), Vec::new());
        while let Some(block) = blocks.next().expect("no reading problem") {
            match block {
                Block::Lines(first, bytes) => {
                    lines.extend(
                        of_block(first, &bytes).map(|(n, l)| (n, String::from_utf8_lossy(l).into_owned())),
                    );
                }
                Block::Oversized(n) => oversized.push(n),
            }
        }
        (lines, oversized)
    }

    #[test]
    fn numbers_hold_however_the_bytes_arrive() {
        let text = "\u{FEFF}a\r\n\n  \nbb\nccc".as_bytes();
        for piece in [1, 2, 3, 7, 1000] {
            let (lines, oversized) = gather(text, piece, 100);
            let expected: Vec<(u64, String)> =
                [(1, "a"), (4, "bb"), (5, "ccc")].map(|(n, l)| (n, l.to_owned())).into();
            assert_eq!((lines, oversized), (expected, vec![]), "in pieces of {piece}");
        }
    }

    #[test]
    fn a_huge_line_is_named_and_the_next_one_still_read() {
        let text = format!("a\n{}\nb\n", "x".repeat(3 * BLOCK));
        let (lines, oversized) = gather(text.as_bytes(), 1000, BLOCK);
        assert_eq!(lines, [(1, "a".to_owned()), (3, "b".to_owned())]);
        assert_eq!(oversized, [2]);
        let text = format!("{}\nb\n{}\nc", "x".repeat(2 * BLOCK), "y".repeat(2 * BLOCK));
        let (lines, oversized) = gather(text.as_bytes(), 900, BLOCK);
        assert_eq!(lines, [(2, "b".to_owned()), (4, "c".to_owned())]);
        assert_eq!(oversized, [1, 3]);
        let (lines, oversized) = gather("x".repeat(3 * BLOCK).as_bytes(), BLOCK, BLOCK);
        assert_eq!((lines.len(), oversized), (0, vec![1]));
    }
}
