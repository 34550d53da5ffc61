//! What a post is about, in a few words that a later post can share: how a reader knows that two
//! posts tell of the same thing although neither says its name.

use std::collections::HashMap;
use std::sync::OnceLock;

use senbiki_text::script::{Script, script};
use senbiki_text::{Folded, Span};

use super::disclose::Mask;
use super::masked::StoryWord;

/// Most words of one post that are kept: the rarest.
pub const MOST_WORDS: usize = 40;

/// Words that weigh less than this tell nothing.
pub const LEAST: f32 = 2.5;

/// How many posts [`COMMON`] was counted in.
const COUNTED: f32 = 3_000.0;

/// Words that posts of manufacturers use all the time, and in how many of the counted posts.
const COMMON: &str = include_str!("data/common.txt");

fn common() -> &'static HashMap<StoryWord, u16> {
    static TABLE: OnceLock<HashMap<StoryWord, u16>> = OnceLock::new();
    TABLE.get_or_init(|| {
        COMMON
            .lines()
            .filter(|l| !l.starts_with('#'))
            .filter_map(|l| l.split_once(' '))
            .filter_map(|(word, n)| Some((StoryWord::new(word), n.parse().ok()?)))
            .collect()
    })
}

/// How much it says that two posts share this word: the rarer, the more. `here` of `rows` earlier
/// posts hold it.
pub fn weight(word: StoryWord, here: usize, rows: usize) -> f32 {
    let known = f32::from(common().get(&word).copied().unwrap_or(0));
    let share = (known + 0.5) / COUNTED + here as f32 / (COUNTED + rows as f32);
    let full = -share.ln();
    // One kanji may begin several words.
    if word.is_short() { full * 0.85 } else { full }
}

/// How much a word says when nothing was published yet.
pub fn rarity(word: &str) -> f32 {
    weight(StoryWord::new(word), 0, 0)
}

/// The words of a text: pairs of kanji, katakana words, a kanji that begins a Japanese word, and
/// English words without their endings. Each with its first place.
pub fn words(folded: &str, skip: &Mask) -> Vec<(String, Span<Folded>)> {
    let mut out: Vec<(String, Span<Folded>)> = Vec::new();
    let mut run: Vec<(usize, char)> = Vec::new();
    let mut kind = Script::Other;
    let mut flush = |run: &mut Vec<(usize, char)>, kind: Script| {
        let skipped = run.first().zip(run.last()).is_none_or(|(a, b)| {
            let span = Span::from_usize(a.0, b.0 + b.1.len_utf8());
            skip.touches(span)
        });
        if !skipped {
            take(run, kind, &mut out);
        }
        run.clear();
    };
    for (at, c) in folded.char_indices() {
        let this = match script(c) {
            Script::Digit | Script::Latin if c.is_ascii_alphanumeric() => Script::Latin,
            Script::Other if c == '\'' => Script::Latin,
            other => other,
        };
        if this != kind {
            flush(&mut run, kind);
            kind = this;
        }
        run.push((at, c));
    }
    flush(&mut run, kind);
    out.extend(bridged(folded, skip));
    out.extend(opening(folded, skip));
    out.extend(twice(folded));
    out.extend(quoted(folded, skip));
    let mut seen = std::collections::HashSet::new();
    out.retain(|(w, _)| seen.insert(w.clone()));
    out
}

fn take(run: &[(usize, char)], kind: Script, out: &mut Vec<(String, Span<Folded>)>) {
    let span = |part: &[(usize, char)]| {
        part.first().zip(part.last()).map(|(a, b)| Span::from_usize(a.0, b.0 + b.1.len_utf8()))
    };
    let mut add = |part: &[(usize, char)], word: String| {
        if let Some(s) = span(part) {
            out.push((word, s));
        }
    };
    match kind {
        Script::Kanji if run.len() == 1 => add(run, run.iter().map(|r| r.1).collect()),
        Script::Kanji => {
            for pair in run.windows(2) {
                add(pair, pair.iter().map(|r| r.1).collect());
            }
            // 定修 for 定期修理: every other character of four.
            if let [a, _, b, _] = run {
                add(run, [a.1, b.1].iter().collect());
            }
        }
        Script::Katakana if run.len() > 1 => add(run, run.iter().map(|r| r.1).collect()),
        Script::Latin => {
            let word: String = run.iter().map(|r| r.1).collect();
            let stem = stem(&word);
            if stem.len() > 2 && stem.bytes().any(|b| b.is_ascii_alphabetic()) {
                add(run, stem.to_owned());
            }
        }
        _ => {}
    }
}

/// 立ち会い, 打ち合わせ, 組み付け: two kanji with one hiragana between them that is no particle.
fn bridged(folded: &str, skip: &Mask) -> Vec<(String, Span<Folded>)> {
    let chars: Vec<(usize, char)> = folded.char_indices().collect();
    let kanji = |c: char| script(c) == Script::Kanji;
    let mut out = Vec::new();
    for three in chars.windows(3) {
        let [a, h, b] = three else { continue };
        let bridge = "ちりいきけみえめしれげぎべせ".contains(h.1);
        if bridge && kanji(a.1) && kanji(b.1) {
            let span = Span::from_usize(a.0, b.0 + b.1.len_utf8());
            if !skip.touches(span) {
                out.push(([a.1, h.1, b.1].iter().collect(), span));
            }
        }
    }
    out
}

/// におい当て, すべり止め: hiragana that begins a phrase and runs into a word.
fn opening(folded: &str, skip: &Mask) -> Vec<(String, Span<Folded>)> {
    let mut out = Vec::new();
    let mut run: Vec<(usize, char)> = Vec::new();
    let mut opens = true;
    for (at, c) in folded.char_indices() {
        let this = script(c);
        if this == Script::Hiragana {
            run.push((at, c));
            continue;
        }
        let span = Span::from_usize(run.first().map_or(at, |r| r.0), at);
        let ends = matches!(this, Script::Kanji | Script::Katakana);
        if opens && ends && (3..=6).contains(&run.len()) && !skip.touches(span) {
            let word: String = run.iter().map(|r| r.1).collect();
            // ふくろうは: the particle is no part of the word.
            let bare = word.strip_suffix(['は', 'が', 'を', 'に', 'の', 'も', 'と', 'で']);
            out.push((bare.filter(|b| b.chars().count() > 2).map_or(word.clone(), str::to_owned), span));
        }
        run.clear();
        opens = matches!(this, Script::Punct | Script::LineBreak | Script::Space | Script::Emoji);
    }
    out
}

/// しゃりしゃり, カチカチ: what is said twice.
fn twice(folded: &str) -> Vec<(String, Span<Folded>)> {
    let chars: Vec<(usize, char)> = folded.char_indices().collect();
    let kana = |c: char| matches!(script(c), Script::Hiragana | Script::Katakana);
    let mut out = Vec::new();
    for half in [3, 2] {
        for part in chars.windows(half * 2) {
            let (Some((a, b)), Some(last)) = (part.split_at_checked(half), part.last()) else { continue };
            let same = a.iter().zip(b).all(|(x, y)| x.1 == y.1);
            if same && part.iter().all(|c| kana(c.1)) && a.iter().any(|c| Some(c.1) != a.first().map(|f| f.1))
            {
                let from = part.first().map_or(0, |c| c.0);
                out.push((
                    part.iter().map(|c| c.1).collect(),
                    Span::from_usize(from, last.0 + last.1.len_utf8()),
                ));
            }
        }
    }
    out
}

/// 「ふくろう」: what a post gives a name to.
fn quoted(folded: &str, skip: &Mask) -> Vec<(String, Span<Folded>)> {
    let mut out = Vec::new();
    for (at, open) in folded.match_indices('「') {
        let rest = folded.get(at + open.len()..).unwrap_or_default();
        let inside: String = rest.chars().take(9).take_while(|c| *c != '」').collect();
        let span = Span::from_usize(at + open.len(), at + open.len() + inside.len());
        let word = (3..=8).contains(&inside.chars().count())
            && inside.chars().all(|c| script(c) == Script::Hiragana);
        if word && !skip.touches(span) {
            out.push((inside, span));
        }
    }
    out
}

/// An English word without the endings that change with its use.
fn stem(word: &str) -> &str {
    let word = word.strip_suffix("'s").unwrap_or(word);
    let stem = without_ending(word);
    stem.strip_suffix('e').filter(|s| s.len() > 3).unwrap_or(stem)
}

fn without_ending(word: &str) -> &str {
    for ending in ["ing", "ers", "er", "ed", "es", "s"] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() > 2
            && !(ending == "s" && stem.ends_with('s'))
        {
            return stem;
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        words(&senbiki_text::fold(text), &Mask::new(0)).into_iter().map(|w| w.0).collect()
    }

    #[test]
    fn words_are_what_a_later_post_would_repeat() {
        assert_eq!(of("砂を見せてくださったあの会社"), ["砂", "見", "会社"]);
        assert!(of("夏の定期修理").contains(&"定修".to_owned()));
        assert!(of("赤ペンの改善提案書").contains(&"提案".to_owned()));
        assert_eq!(
            of("Still thinking about the visitors' test bench"),
            ["still", "think", "about", "the", "visitor", "test", "bench"]
        );
    }

    #[test]
    fn what_everybody_writes_weighs_less() {
        assert!(rarity("現場") < rarity("消印"));
        let word = StoryWord::new("消印");
        assert!(weight(word, 50, 100) < weight(word, 0, 100));
    }
}
