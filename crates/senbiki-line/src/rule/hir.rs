// Shared by the crate and its build script, which asks it for every expression that ships.

use regex_syntax::hir::{Class, Hir, HirKind};

/// The most characters that are worth asking for before a regular expression is run.
const WIDEST_GATE: usize = 96;

/// Sets of characters: of each at least one must stand in any match. A draft that lacks one need
/// not be searched.
pub fn gates(hir: &Hir) -> Vec<Vec<char>> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(Class::Bytes(_)) => Vec::new(),
        HirKind::Literal(literal) => {
            let mut letters: Vec<char> =
                std::str::from_utf8(&literal.0).unwrap_or_default().chars().collect();
            letters.sort_by_key(|c| std::cmp::Reverse(rarity(*c)));
            letters.truncate(4);
            letters.into_iter().map(|c| vec![c]).collect()
        }
        HirKind::Class(Class::Unicode(class)) => {
            let size: usize = class.iter().map(|r| r.end() as usize - r.start() as usize + 1).sum();
            if size <= WIDEST_GATE {
                vec![class.iter().flat_map(|r| r.start()..=r.end()).collect()]
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
                let best = gates(part).into_iter().max_by_key(|g| g.iter().map(|c| rarity(*c)).min());
                let Some(best) = best else { return Vec::new() };
                all.extend(best);
            }
            all.sort_unstable();
            all.dedup();
            if all.len() <= WIDEST_GATE { vec![all] } else { Vec::new() }
        }
    }
}

/// How seldom a character stands in a draft: kanji, then katakana and digits, then the rest.
const fn rarity(c: char) -> u8 {
    match c {
        '\u{3400}'..='\u{9fff}' => 3,
        'ァ'..='ヺ' | '0'..='9' => 2,
        'a'..='z' | ' ' => 0,
        _ => 1,
    }
}
