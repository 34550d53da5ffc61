// Shared by the crate and its build script, which asks it for every expression that ships.

use regex_syntax::hir::{Class, Hir, HirKind};

/// The most characters that are worth asking for before a regular expression is run.
const WIDEST_GATE: usize = 96;

/// Sets of characters and pairs of characters: of each at least one must stand in any match. A draft that lacks one need
/// not be searched.
pub fn gates(hir: &Hir) -> Vec<Vec<String>> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(Class::Bytes(_)) => Vec::new(),
        HirKind::Literal(literal) => {
            let letters: Vec<char> = std::str::from_utf8(&literal.0).unwrap_or_default().chars().collect();
            let mut pairs: Vec<String> = letters.windows(2).map(|p| p.iter().collect()).collect();
            if pairs.is_empty() {
                pairs = letters.iter().map(char::to_string).collect();
            }
            pairs.sort_by_key(|p| std::cmp::Reverse(rarity(p)));
            pairs.truncate(4);
            pairs.into_iter().map(|p| vec![p]).collect()
        }
        HirKind::Class(Class::Unicode(class)) => {
            let size: usize = class.iter().map(|r| r.end() as usize - r.start() as usize + 1).sum();
            if size <= WIDEST_GATE {
                vec![class.iter().flat_map(|r| r.start()..=r.end()).map(String::from).collect()]
            } else {
                Vec::new()
            }
        }
        HirKind::Repetition(r) => {
            if r.min >= 1 {
                gates(&r.sub)
            } else {
                Vec::new()
            }
        }
        HirKind::Capture(c) => gates(&c.sub),
        HirKind::Concat(parts) => parts.iter().flat_map(gates).collect(),
        HirKind::Alternation(parts) => {
            let mut all = Vec::new();
            for part in parts {
                let best = gates(part).into_iter().max_by_key(|g| g.iter().map(|p| rarity(p)).min());
                let Some(best) = best else { return Vec::new() };
                all.extend(best);
            }
            all.sort_unstable();
            all.dedup();
            if all.len() <= WIDEST_GATE { vec![all] } else { Vec::new() }
        }
    }
}

/// How seldom a piece of text stands in a draft: two characters are rarer than one, and kanji are
/// rarer than katakana and digits, and those than the rest.
fn rarity(piece: &str) -> u8 {
    let one = |c: char| match c {
        '\u{3400}'..='\u{9fff}' => 4,
        'ァ'..='ヺ' | '0'..='9' => 3,
        ' ' => 0,
        'a'..='z' => 1,
        _ => 2,
    };
    piece.chars().map(one).sum::<u8>() + if piece.chars().nth(1).is_some() { 4 } else { 0 }
}
