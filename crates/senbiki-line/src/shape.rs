//! The shape of part numbers: letters and digits counted, separators kept.

use std::collections::BTreeSet;

/// How many different shapes are kept; a firm has a few dozen.
const MOST_SHAPES: usize = 2_000;

/// The shapes of the listed part numbers, each with the letters that begin it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shapes {
    known: BTreeSet<(String, String)>,
}

impl Shapes {
    /// Learns one listed number, as written. Numbers that are too short or have fewer than three
    /// digits teach nothing: their shape is everywhere.
    pub(crate) fn learn(&mut self, number: &str) {
        let folded = senbiki_text::fold(number);
        let digits = folded.bytes().filter(u8::is_ascii_digit).count();
        if self.known.len() < MOST_SHAPES && folded.is_ascii() && folded.len() >= 5 && digits >= 3 {
            self.known.insert((shape(&folded), letters(&folded).to_owned()));
        }
    }

    pub(crate) fn from_pairs(pairs: impl Iterator<Item = (String, String)>) -> Self {
        Self { known: pairs.collect() }
    }

    pub(crate) fn pairs(&self) -> impl Iterator<Item = &(String, String)> {
        self.known.iter()
    }

    /// True when the line lists no part numbers.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Whether a folded number has a listed shape: `None` when not, else whether a listed number
    /// of this shape begins with the same letters.
    #[must_use]
    pub fn fits(&self, folded: &str) -> Option<bool> {
        let shape = shape(folded);
        let mut same = None;
        for (_, letters_known) in
            self.known.range((shape.clone(), String::new())..).take_while(|(s, _)| *s == shape)
        {
            let matches = letters_known == letters(folded) && !letters_known.is_empty();
            same = Some(same.unwrap_or(false) || matches);
        }
        same
    }
}

/// Letters become `a` with their count, digits `9` with theirs, separators stay.
fn shape(number: &str) -> String {
    let kind = |c: char| {
        if c.is_ascii_alphabetic() {
            'a'
        } else if c.is_ascii_digit() {
            '9'
        } else {
            c
        }
    };
    let mut out = String::new();
    let mut chars = number.chars().map(kind).peekable();
    while let Some(c) = chars.next() {
        out.push(c);
        if c.is_ascii_alphanumeric() {
            let mut run = 1_usize;
            while chars.next_if_eq(&c).is_some() {
                run += 1;
            }
            out.push_str(&run.to_string());
        }
    }
    out
}

/// The letters that a number begins with.
fn letters(number: &str) -> &str {
    let end = number.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(number.len());
    number.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_the_same_shape_fits_and_others_do_not() {
        let mut shapes = Shapes::default();
        shapes.learn("KX-4471-B");
        shapes.learn("７Ｈ－３３８１０－０２");
        shapes.learn("A1");
        assert_eq!(shapes.fits("kx-9999-c"), Some(true));
        assert_eq!(shapes.fits("zz-9999-c"), Some(false));
        assert_eq!(shapes.fits("9h-11111-00"), Some(false));
        assert_eq!(shapes.fits("kx-447-b"), None);
        assert_eq!(shapes.fits("a1"), None);
    }
}
