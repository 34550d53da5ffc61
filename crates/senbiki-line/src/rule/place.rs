// Shared by the crate and its build script: where a piece of text stands in the set of all that a
// sentence holds. Pieces share places, so a sentence may seem to hold what it does not, never the
// other way round.

/// Places of the pieces of a sentence; the kinds of marks follow them.
pub const PLACES: u16 = 61_440;
/// Most kinds of marks that rules name.
pub const MOST_NAMES: usize = 64;
/// Stands for any mark where its neighbour counts.
pub const ANY_MARK: char = '\u{10FFFD}';

const SINGLES: u32 = 4_096;
const PAIRS: u32 = 24_576;
const TRIPLES: u32 = PLACES as u32 - SINGLES - PAIRS;

/// The place of a character.
pub const fn single(c: char) -> u16 {
    (c as u32 % SINGLES) as u16
}

/// The place of two characters.
pub const fn pair(a: char, b: char) -> u16 {
    (SINGLES + (a as u32).wrapping_mul(0x9E37_79B1).rotate_left(12).wrapping_add(b as u32) % PAIRS) as u16
}

/// The place of three characters.
pub const fn triple(a: char, b: char, c: char) -> u16 {
    let two = (a as u32).wrapping_mul(0x9E37_79B1).rotate_left(12).wrapping_add(b as u32);
    (SINGLES + PAIRS + two.wrapping_mul(0x85EB_CA6B).rotate_left(14).wrapping_add(c as u32) % TRIPLES) as u16
}
