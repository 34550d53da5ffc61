//! The encoding of text and small records inside the index: lengths first, everything checked.
//!
//! Reading never panics and never reads outside the bytes it was given: whatever does not decode
//! is `None` or the end of the list.

/// Appends a number, seven bits a byte, low bits first.
pub(crate) fn put_number(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push((n & 0x7f) as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

/// How many bytes [`put_number`] takes.
pub(crate) const fn number_len(n: usize) -> usize {
    let bits = (usize::BITS - n.leading_zeros()) as usize;
    if bits == 0 { 1 } else { bits.div_ceil(7) }
}

/// Appends a text, length first.
pub(crate) fn put_str(out: &mut Vec<u8>, s: &str) {
    put_number(out, s.len() as u64);
    out.extend_from_slice(s.as_bytes());
}

/// Appends an optional text.
pub(crate) fn put_opt(out: &mut Vec<u8>, s: Option<&str>) {
    match s {
        None => out.push(0),
        Some(s) => {
            out.push(1);
            put_str(out, s);
        }
    }
}

/// Appends a list of texts.
pub(crate) fn put_list<'s>(out: &mut Vec<u8>, list: impl ExactSizeIterator<Item = &'s str>) {
    put_number(out, list.len() as u64);
    for s in list {
        put_str(out, s);
    }
}

/// Reads what the `put_` functions wrote.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(crate) fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    pub(crate) fn u16_le(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes(self.bytes(2)?.try_into().ok()?))
    }

    pub(crate) fn u32_le(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.bytes(4)?.try_into().ok()?))
    }

    pub(crate) fn u64_le(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.bytes(8)?.try_into().ok()?))
    }

    pub(crate) fn number(&mut self) -> Option<u64> {
        let mut n = 0u64;
        for shift in (0..63).step_by(7) {
            let b = self.byte()?;
            n |= u64::from(b & 0x7f) << shift;
            if b & 0x80 == 0 {
                return Some(n);
            }
        }
        None
    }

    pub(crate) fn number_u32(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok()
    }

    /// A count of things of which each takes at least one byte: more than bytes left is damage.
    pub(crate) fn count(&mut self) -> Option<usize> {
        let n = usize::try_from(self.number()?).ok()?;
        (n <= self.rest.len()).then_some(n)
    }

    pub(crate) fn bytes(&mut self, len: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.rest.split_at_checked(len)?;
        self.rest = rest;
        Some(head)
    }

    pub(crate) fn str(&mut self) -> Option<&'a str> {
        let len = usize::try_from(self.number()?).ok()?;
        std::str::from_utf8(self.bytes(len)?).ok()
    }

    pub(crate) fn opt(&mut self) -> Option<Option<&'a str>> {
        match self.byte()? {
            0 => Some(None),
            1 => self.str().map(Some),
            _ => None,
        }
    }

    pub(crate) fn list(&mut self) -> Option<List<'a>> {
        let left = self.number_u32()?;
        let list = List { left, reader: *self };
        for _ in 0..left {
            self.str()?;
        }
        Some(list)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }
}

/// Texts one after another. Ends early where the bytes do not decode.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct List<'a> {
    left: u32,
    reader: Reader<'a>,
}

impl<'a> Iterator for List<'a> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        self.left = self.left.checked_sub(1)?;
        let s = self.reader.str();
        if s.is_none() {
            self.left = 0;
        }
        s
    }
}
