//! The words that tell what a sentence is about.

use std::sync::OnceLock;

use senbiki_text::fold;

use super::lexicon::Finder;

/// What a word tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cue {
    /// Somebody buys from us.
    Customer,
    /// Somebody sells to us.
    Supplier,
    /// A firm, a trade.
    Firm,
    /// Our part is in it.
    Carries,
    /// An earlier post is meant.
    Back,
    /// Somebody else is meant than before.
    Other,
    /// People are looked for.
    Recruiting,
    /// Machines, buildings, land.
    Investment,
    /// Something begins.
    Start,
    /// Something ends or moves.
    Closing,
    /// A place is pointed at.
    Place,
    /// A product to come.
    Product,
    /// A machine or line.
    Machine,
    /// A thing that is no machine of production.
    NotMachine,
    /// One piece.
    Piece,
    /// Every day.
    Daily,
    /// Two shifts.
    Shift2,
    /// Three shifts.
    Shift3,
    /// Day and night.
    Round,
    /// The share of good parts.
    Yield,
    /// Pieces of one shot.
    Cavity,
}

const SECTIONS: [(&str, Cue); 21] = [
    ("customer", Cue::Customer),
    ("supplier", Cue::Supplier),
    ("firm", Cue::Firm),
    ("carries", Cue::Carries),
    ("back", Cue::Back),
    ("other", Cue::Other),
    ("recruiting", Cue::Recruiting),
    ("investment", Cue::Investment),
    ("start", Cue::Start),
    ("closing", Cue::Closing),
    ("place", Cue::Place),
    ("product", Cue::Product),
    ("machine", Cue::Machine),
    ("notmachine", Cue::NotMachine),
    ("piece", Cue::Piece),
    ("daily", Cue::Daily),
    ("shift2", Cue::Shift2),
    ("shift3", Cue::Shift3),
    ("round", Cue::Round),
    ("yield", Cue::Yield),
    ("cavity", Cue::Cavity),
];

/// Finds them all.
pub fn finder() -> &'static Finder<Cue> {
    static FINDER: OnceLock<Finder<Cue>> = OnceLock::new();
    FINDER.get_or_init(|| Finder::new(read()))
}

fn read() -> Vec<(String, Cue)> {
    let mut out = Vec::new();
    let mut section = None;
    for line in include_str!("data/cues.txt").lines().filter(|l| !l.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[') {
            let name = name.trim_end_matches(']');
            section = SECTIONS.iter().find(|(n, _)| *n == name).map(|(_, c)| *c);
            continue;
        }
        let Some(cue) = section else { continue };
        for word in line.split_whitespace() {
            let word = word.replace('_', " ");
            match word.strip_suffix('*') {
                Some(stem) => {
                    out.extend(["", "s", "ing", "ed", "er"].map(|end| (format!("{stem}{end}"), cue)));
                }
                None => out.push((fold(&word), cue)),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_has_words_and_a_cue() {
        let words = read();
        for (name, cue) in SECTIONS {
            assert!(words.iter().any(|(_, c)| *c == cue), "{name}");
        }
        let sections = include_str!("data/cues.txt").lines().filter(|l| l.starts_with('[')).count();
        assert_eq!(sections, SECTIONS.len());
    }

    #[test]
    fn cues_stand_alone() {
        let of =
            |text: &str| -> Vec<Cue> { finder().all(&fold(text)).into_iter().map(|(_, c)| *c).collect() };
        assert!(of("水処理のお客様").contains(&Cue::Customer));
        assert!(of("our customers").contains(&Cue::Customer));
        assert!(!of("customary").contains(&Cue::Customer));
    }
}
