// Used by the build script: what a rewording rule cannot do without. It looks further than
// `hir.rs`: at three characters of a word, and at the two that meet where parts of a rule join.

use std::collections::BTreeSet;

use regex_syntax::hir::{Class, Hir, HirKind};

/// Most pieces that are worth asking for.
const WIDEST: usize = 320;
/// Most characters with which a part may begin or end, to be asked for with their neighbours.
const MOST_ENDS: usize = 128;
/// Most pieces of a word.
const MOST_OF_A_WORD: usize = 4;
/// Most sets of pieces of one rule.
const MOST: usize = 10;

/// Where marks stand in the expressions that are looked at: two characters for each kind.
pub const MARKS: u32 = 0x10_0000;
/// Any mark, in a pair.
use super::place::ANY_MARK;

type Ends = Option<BTreeSet<char>>;

/// What is known of a part of a rule.
struct Part {
    /// It may match nothing at all.
    empty: bool,
    /// What it may begin with, if that is little.
    first: Ends,
    /// What it may end with, if that is little.
    last: Ends,
    /// Of each set at least one piece stands in any match.
    sets: Vec<Vec<String>>,
}

/// Sets of one, two or three characters: of each at least one must stand in any match.
pub fn needs(hir: &Hir) -> Vec<Vec<String>> {
    let mut sets = part(hir).sets;
    for set in &mut sets {
        set.sort_unstable();
        set.dedup();
    }
    sets.sort_by_key(|s| (std::cmp::Reverse(worth(s)), s.len()));
    let mut out: Vec<Vec<String>> = Vec::new();
    for set in sets {
        // What a narrower set asks for need not be asked again.
        if !set.is_empty() && !out.iter().any(|o| o.iter().all(|p| set.contains(p))) {
            out.push(set);
        }
    }
    let mark = |s: &Vec<String>| s.iter().all(|p| p.chars().all(|c| c as u32 >= MARKS));
    let (marks, mut rest): (Vec<_>, Vec<_>) = out.into_iter().partition(mark);
    rest.truncate(MOST);
    marks.into_iter().chain(rest).collect()
}

fn nothing() -> Part {
    Part { empty: true, first: Some(BTreeSet::new()), last: Some(BTreeSet::new()), sets: Vec::new() }
}

fn part(hir: &Hir) -> Part {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => nothing(),
        HirKind::Class(Class::Bytes(_)) => Part { empty: false, first: None, last: None, sets: Vec::new() },
        HirKind::Literal(literal) => word(std::str::from_utf8(&literal.0).unwrap_or_default()),
        HirKind::Class(Class::Unicode(class)) => {
            let size: usize = class.iter().map(|r| r.end() as usize - r.start() as usize + 1).sum();
            if size > MOST_ENDS {
                return Part { empty: false, first: None, last: None, sets: Vec::new() };
            }
            let chars: Vec<char> = class.iter().flat_map(|r| r.start()..=r.end()).collect();
            let ends: BTreeSet<char> = chars.iter().copied().map(seen_by_a_neighbour).collect();
            let set = chars.into_iter().map(String::from).collect();
            Part { empty: false, first: Some(ends.clone()), last: Some(ends), sets: vec![set] }
        }
        HirKind::Repetition(r) => {
            let mut inner = part(&r.sub);
            if r.min == 0 {
                inner.empty = true;
                inner.sets.clear();
            }
            inner
        }
        HirKind::Capture(c) => part(&c.sub),
        HirKind::Concat(parts) => row(parts.iter().map(part).collect()),
        HirKind::Alternation(parts) => choice(parts.iter().map(part).collect()),
    }
}

/// Any mark is the same to what stands beside it.
const fn seen_by_a_neighbour(c: char) -> char {
    if c as u32 >= MARKS { ANY_MARK } else { c }
}

fn word(letters: &str) -> Part {
    let letters: Vec<char> = letters.chars().collect();
    let (Some(first), Some(last)) = (letters.first(), letters.last()) else { return nothing() };
    let mut pieces: Vec<String> =
        letters.windows(letters.len().clamp(1, 3)).map(|p| p.iter().collect()).collect();
    pieces.sort_by_key(|p| std::cmp::Reverse(rarity(p)));
    pieces.truncate(MOST_OF_A_WORD);
    Part {
        empty: false,
        first: Some([*first].into()),
        last: Some([*last].into()),
        sets: pieces.into_iter().map(|p| vec![p]).collect(),
    }
}

fn join(a: Ends, b: &Ends) -> Ends {
    let mut a = a?;
    a.extend(b.as_ref()?);
    (a.len() <= MOST_ENDS).then_some(a)
}

/// What may stand next, going through these parts: until one of them cannot be empty. `None` when
/// they end first, or when it may be too much.
fn next<'p>(parts: impl Iterator<Item = &'p Part>, end: impl Fn(&Part) -> &Ends) -> (Ends, bool) {
    let mut ends = Some(BTreeSet::new());
    for part in parts {
        ends = join(ends, end(part));
        if !part.empty {
            return (ends, false);
        }
    }
    (ends, true)
}

fn row(parts: Vec<Part>) -> Part {
    let mut sets: Vec<Vec<String>> = Vec::new();
    let pairs = |a: &Ends, b: &Ends| -> Option<Vec<String>> {
        let (a, b) = (a.as_ref()?, b.as_ref()?);
        let few = a.len() * b.len() <= WIDEST;
        few.then(|| a.iter().flat_map(|a| b.iter().map(move |b| [*a, *b].iter().collect())).collect())
    };
    for (n, part) in parts.iter().enumerate() {
        sets.extend(part.sets.iter().cloned());
        if part.empty {
            continue;
        }
        if let (after, false) = next(parts.iter().skip(n + 1), |p| &p.first) {
            sets.extend(pairs(&part.last, &after));
        }
        if let (before, false) = next(parts.iter().take(n).rev(), |p| &p.last) {
            sets.extend(pairs(&before, &part.first));
        }
    }
    let (first, empty) = next(parts.iter(), |p| &p.first);
    let (last, _) = next(parts.iter().rev(), |p| &p.last);
    Part { empty, first, last, sets }
}

fn choice(parts: Vec<Part>) -> Part {
    let empty = parts.iter().any(|p| p.empty);
    let any = |end: fn(&Part) -> &Ends| {
        parts.iter().try_fold(BTreeSet::new(), |all, part| join(Some(all), end(part)))
    };
    let (first, last) = (any(|p| &p.first), any(|p| &p.last));
    let mut set = Some(Vec::new());
    for part in parts {
        let best = part.sets.into_iter().max_by_key(|s| (worth(s), std::cmp::Reverse(s.len())));
        set = set.zip(best).map(|(mut all, best)| {
            all.extend(best);
            all
        });
    }
    let sets = set.filter(|s| !empty && s.len() <= WIDEST).into_iter().collect();
    Part { empty, first, last, sets }
}

/// How much it tells that one of these pieces stands in a sentence.
fn worth(set: &[String]) -> u8 {
    set.iter().map(|p| rarity(p)).min().unwrap_or(0)
}

/// How seldom a piece of text stands in a sentence: the longer the rarer, and kanji are rarer than
/// katakana and digits, and those than the rest.
fn rarity(piece: &str) -> u8 {
    let one = |c: char| match c {
        '\u{3400}'..='\u{9fff}' => 4,
        'ァ'..='ヺ' | '0'..='9' => 3,
        ' ' => 0,
        'a'..='z' => 1,
        c if c as u32 >= MARKS => 3,
        _ => 2,
    };
    let length = u8::try_from(piece.chars().count()).unwrap_or(3).saturating_sub(1);
    piece.chars().map(one).sum::<u8>() + length * 4
}
