//! What the words around a place speak of.
//!
//! The stretch is cut into words by the cheapest path (few and common words are cheap), because the
//! greedy longest match goes astray where particles and words share their letters. Everything is
//! bounded: at most [`REACH`] characters on each side are read.

use super::{Flags, Word, floor, words_at};

/// How many characters on each side of the span are read at most.
const REACH: usize = 160;

/// The sum of the words around a place, see [`sense_around`].
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sense {
    /// How many words with a sense (business or ordinary) were seen.
    pub words: u16,
    /// Their mean, `-100.0..=100.0`, nearer words counting more; `0.0` when there are none.
    pub mean: f32,
    /// The highest score seen, `0..=100`; 0 when nothing speaks of business.
    pub strongest_business: i8,
    /// The lowest score seen, `-100..=0`; 0 when nothing speaks of ordinary life.
    pub strongest_ordinary: i8,
}

/// What the words in `from..to` speak of, without the span `start..end` itself.
///
/// `from..to` is a clause or a sentence around the span; all are byte offsets into `folded`.
/// Offsets in any order and at any place are accepted: they are clamped. Linear in the shorter of
/// `to - from` and a fixed reach of 160 characters on each side.
pub fn sense_around(folded: &str, start: usize, end: usize, from: usize, to: usize) -> Sense {
    let start = floor(folded, start);
    let end = floor(folded, end).max(start);
    let from = floor(folded, from).min(start);
    let to = floor(folded, to).max(end);
    let from = back(folded, from, start);
    let to = forward(folded, end, to);

    let mut sum = Sum::default();
    segment(folded, from, start, &mut |at, stop, word| {
        sum.add(folded, at, stop, word, folded[stop..start].chars().count());
    });
    segment(folded, end, to, &mut |at, stop, word| {
        sum.add(folded, at, stop, word, folded[end..at].chars().count());
    });
    sum.finish()
}

#[derive(Default)]
struct Sum {
    sense: Sense,
    total: f32,
    weight: f32,
}

impl Sum {
    fn add(&mut self, folded: &str, at: usize, stop: usize, word: Word, distance: usize) {
        if word.sense == 0 {
            return;
        }
        let Some(trust) = trust(folded, at, stop, word) else { return };
        let distance = f32::from(u16::try_from(distance).unwrap_or(u16::MAX));
        let weight = trust / (1.0 + distance / 10.0);
        self.total += weight * f32::from(word.sense);
        self.weight += weight;
        self.sense.words = self.sense.words.saturating_add(1);
        self.sense.strongest_business = self.sense.strongest_business.max(word.sense);
        self.sense.strongest_ordinary = self.sense.strongest_ordinary.min(word.sense);
    }

    fn finish(mut self) -> Sense {
        if self.weight > 0.0 {
            self.sense.mean = self.total / self.weight;
        }
        self.sense
    }
}

/// How far the score of this word can be trusted: words in kanji and katakana stand for
/// themselves, short kana may be anything, a lone kanji beside others is a piece of a word that the
/// lexicon does not know. `None` leaves the word out.
fn trust(folded: &str, at: usize, stop: usize, word: Word) -> Option<f32> {
    let form = folded.get(at..stop)?;
    let length = form.chars().count();
    let kana = form.chars().all(|c| matches!(c, 'ぁ'..='ゖ'));
    let kanji = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '々');
    if kana {
        return match length {
            0..=2 => None,
            3 => Some(0.4),
            _ => Some(0.8),
        };
    }
    if length == 1 {
        let beside = folded[..at].ends_with(kanji) || folded[stop..].starts_with(kanji);
        return (!beside).then_some(0.6);
    }
    Some(if word.flags.contains(Flags::INFLECTED) { 0.6 } else { 1.0 })
}

/// Cuts `from..to` into words and calls `found` for each known one, in order.
fn segment(folded: &str, from: usize, to: usize, found: &mut dyn FnMut(usize, usize, Word)) {
    let Some(part) = folded.get(from..to) else { return };
    // best[i]: cheapest way to reach the i-th character boundary.
    let bounds: Vec<usize> = part.char_indices().map(|(n, _)| from + n).chain(std::iter::once(to)).collect();
    let mut best: Vec<Step> = vec![Step::default(); bounds.len()];
    if let Some(first) = best.first_mut() {
        first.cost = 0;
    }
    for (i, c) in part.chars().enumerate() {
        let here = best[i].cost;
        let Some(&at) = bounds.get(i) else { break };
        if here == u32::MAX {
            continue;
        }
        relax(&mut best[i + 1], here + unknown_cost(c), i, None);
        let mut next = i + 1;
        words_at(folded, at, to, &mut |stop, word| {
            while bounds.get(next).is_some_and(|&b| b < stop) {
                next += 1;
            }
            if let Some(step) = best.get_mut(next) {
                relax(step, here + word_cost(word), i, Some(word));
            }
        });
    }
    let mut path = Vec::new();
    let mut i = bounds.len() - 1;
    while i > 0 {
        let step = best[i];
        if let Some(word) = step.word {
            path.push((bounds[step.before], bounds[i], word));
        }
        i = step.before;
    }
    for (at, stop, word) in path.into_iter().rev() {
        found(at, stop, word);
    }
}

#[derive(Clone, Copy)]
struct Step {
    cost: u32,
    before: usize,
    word: Option<Word>,
}

impl Default for Step {
    fn default() -> Self {
        Self { cost: u32::MAX, before: 0, word: None }
    }
}

fn relax(step: &mut Step, cost: u32, before: usize, word: Option<Word>) {
    if cost < step.cost {
        *step = Step { cost, before, word };
    }
}

/// A common word costs 60, a rare one up to 105.
fn word_cost(word: Word) -> u32 {
    60 + (15 - u32::from(word.commonness.min(15))) * 3
}

/// A character outside every known word: particles are single hiragana and cheap, a kanji is not.
fn unknown_cost(c: char) -> u32 {
    match c {
        'ぁ'..='ゖ' => 55,
        'ー' | 'ァ'..='ヺ' => 80,
        '\u{3400}'..='\u{9fff}' => 130,
        _ => 40,
    }
}

/// `from`, moved forward so that at most [`REACH`] characters lie between it and `start`.
fn back(folded: &str, from: usize, start: usize) -> usize {
    let far = folded[..start].char_indices().rev().nth(REACH - 1).map_or(0, |(n, _)| n);
    from.max(far)
}

/// `to`, moved back so that at most [`REACH`] characters lie between `end` and it.
fn forward(folded: &str, end: usize, to: usize) -> usize {
    let far = folded[end..].char_indices().nth(REACH).map_or(folded.len(), |(n, _)| end + n);
    to.min(far)
}
