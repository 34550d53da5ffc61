//! Two small bitmaps over the first characters of all keys: at most places of a text no name
//! begins, and a few probes say so without touching the names themselves.
//!
//! The near map knows the first two characters of every key and, apart from these, the keys of one
//! or two characters as a whole. The far map knows the first three characters of longer keys; it
//! is larger and asked only where the near map says "perhaps". In a line of millions of names most
//! pairs of characters begin some name, but few triples do.

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
/// Sets whole short keys apart from mere beginnings.
const WHOLE: u64 = 0x5851_f42d_4c95_7f2d;
/// The largest map is 2^25 bits, 4 MiB.
const MOST_BITS: u32 = 25;

/// The first one, two and three characters of a key, as numbers.
struct Heads {
    one: u64,
    two: Option<u64>,
    three: Option<u64>,
}

impl Heads {
    /// `None` when `key` does not begin with a character.
    #[inline]
    fn of(key: &[u8]) -> Option<Self> {
        let first = width(*key.first()?)?;
        let one = pack(key.get(..first)?);
        let (mut two, mut three) = (None, None);
        if let Some(second) = key.get(first).and_then(|&b| width(b)).map(|w| first + w) {
            two = key.get(..second).map(pack);
            if let Some(third) = key.get(second).and_then(|&b| width(b)).map(|w| second + w) {
                three = match (two, key.get(second..third)) {
                    (Some(two), Some(c)) => Some(two.rotate_left(23).wrapping_mul(SEED) ^ pack(c)),
                    _ => None,
                };
            }
        }
        Some(Self { one, two, three })
    }
}

#[inline]
const fn width(first: u8) -> Option<usize> {
    match first {
        0..0x80 => Some(1),
        0xc0..0xe0 => Some(2),
        0xe0..0xf0 => Some(3),
        0xf0..0xf8 => Some(4),
        _ => None,
    }
}

/// At most eight bytes as a number.
#[inline]
fn pack(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |packed, &b| packed << 8 | u64::from(b))
}

/// A bitmap as it stands in the section: the logarithm of its size in a byte, then its bytes.
#[derive(Debug, Clone, Copy)]
struct Map<'a> {
    bits: u32,
    bytes: &'a [u8],
}

#[inline]
const fn slot(value: u64, bits: u32) -> u64 {
    let mixed = (value ^ value >> 29).wrapping_add(SEED).wrapping_mul(SEED);
    (mixed ^ mixed >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93) >> (64 - bits)
}

impl<'a> Map<'a> {
    fn read(section: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (&bits, rest) = section.split_first()?;
        let bits = u32::from(bits);
        if !(3..=MOST_BITS).contains(&bits) {
            return None;
        }
        let (bytes, rest) = rest.split_at_checked(1 << (bits - 3))?;
        Some((Self { bits, bytes }, rest))
    }

    fn write(values: &[u64], out: &mut Vec<u8>) {
        // Eight bits a value keep false alarms near one in eight.
        let bits = (values.len().max(64) * 8).next_power_of_two().trailing_zeros().min(MOST_BITS);
        out.push(u8::try_from(bits).unwrap_or(0));
        let start = out.len();
        out.resize(start + (1 << (bits - 3)), 0);
        for &value in values {
            let at = slot(value, bits);
            if let Some(byte) = out.get_mut(start + (at >> 3) as usize) {
                *byte |= 1 << (at & 7);
            }
        }
    }

    #[inline]
    fn has(&self, value: u64) -> bool {
        let at = slot(value, self.bits);
        self.bytes.get((at >> 3) as usize).is_some_and(|byte| byte >> (at & 7) & 1 == 1)
    }
}

/// Builds the section.
#[derive(Default)]
pub(super) struct Builder {
    near: Vec<u64>,
    far: Vec<u64>,
}

impl Builder {
    /// Adds a key; keys come in sorted order, so equal beginnings come together.
    pub(super) fn add(&mut self, key: &[u8]) {
        let Some(heads) = Heads::of(key) else { return };
        let add = |list: &mut Vec<u64>, value: u64| {
            if list.last() != Some(&value) {
                list.push(value);
            }
        };
        match (heads.two, heads.three) {
            (Some(two), Some(three)) => {
                add(&mut self.near, two);
                add(&mut self.far, three);
            }
            (two, _) => add(&mut self.near, two.unwrap_or(heads.one) ^ WHOLE),
        }
    }

    pub(super) fn finish(self) -> Vec<u8> {
        let mut out = Vec::new();
        Map::write(&self.near, &mut out);
        Map::write(&self.far, &mut out);
        out
    }
}

/// Reads the section.
#[derive(Debug, Clone, Copy)]
pub(super) struct Filter<'a> {
    near: Map<'a>,
    far: Map<'a>,
}

impl<'a> Filter<'a> {
    #[inline]
    pub(super) fn new(section: &'a [u8]) -> Option<Self> {
        let (near, rest) = Map::read(section)?;
        let (far, rest) = Map::read(rest)?;
        rest.is_empty().then_some(Self { near, far })
    }

    /// False when no key is a prefix of `rest`.
    #[inline]
    pub(super) fn may_start(&self, rest: &[u8]) -> bool {
        let Some(heads) = Heads::of(rest) else { return false };
        if self.near.has(heads.one ^ WHOLE) {
            return true;
        }
        let Some(two) = heads.two else { return false };
        if self.near.has(two ^ WHOLE) {
            return true;
        }
        heads.three.is_some_and(|three| self.near.has(two) && self.far.has(three))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_ever_filtered_away_and_most_other_places_are() {
        let mut names = vec!["東鷹", "湊", "hv880", "あか", "𠮷野", "é1", "abc", "大田モタ"];
        names.sort_unstable();
        let mut builder = Builder::default();
        for name in &names {
            builder.add(name.as_bytes());
        }
        let section = builder.finish();
        let filter = Filter::new(&section).expect("a section just built");
        for name in names {
            assert!(filter.may_start(name.as_bytes()), "{name}");
            assert!(filter.may_start(format!("{name}さんの工場").as_bytes()), "{name}");
        }
        let text = "今日は工場見学の日でした。たくさんの方に来ていただき、ありがとうございます。";
        let passed = text.char_indices().filter(|(at, _)| filter.may_start(&text.as_bytes()[*at..])).count();
        assert!(passed <= 3, "{passed}");
        assert!(!filter.may_start(&"東鷹".as_bytes()[1..]));
        assert!(!filter.may_start(b""));
        assert!(Filter::new(&section[1..]).is_none() && Filter::new(b"").is_none());
    }
}
