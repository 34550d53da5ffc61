//! Masked and hinted names: ト○タ, 東●自動車, N産, T社, ○○精機.

use senbiki_line::{Date, EntryKind, Line, NameFlags};
use senbiki_text::script::{Script, script};
use senbiki_text::{Folded, Span};

use super::names::Named;
use super::{Kind, Mention};
use crate::cues::Cues;
use crate::finding::Step;
use crate::token::Tokens;
use crate::vocabulary::{is_hiragana, is_kanji, is_katakana};

/// Signs that people put in place of a letter.
pub fn is_mask(c: char) -> bool {
    matches!(
        c,
        '○' | '●'
            | '〇'
            | '◯'
            | '◎'
            | '△'
            | '▲'
            | '□'
            | '■'
            | '◇'
            | '◆'
            | '×'
            | '✕'
            | '*'
            | '✖'
            | '⚪'
            | '⚫'
            | '⭕'
            | '❌'
    )
}

/// The longest run of letters and masks that is looked at, in characters.
const LONGEST: usize = 16;
/// How many nodes of the index one masked name may visit.
const BUDGET: usize = 3_000;

/// Finds masked names; those that fit the lists carry the entry.
pub fn find(
    line: &Line,
    tokens: &Tokens<'_>,
    cues: &Cues,
    famous: &[Vec<char>],
    as_of: Date,
) -> Vec<Mention> {
    let folded = tokens.text.folded();
    let mut out = Vec::new();
    if folded.chars().any(|c| is_mask(c) || script(c) == Script::Emoji) {
        let mut named = Named::new(as_of);
        runs(folded, |start, run| {
            let before = out.len();
            with_masks(line, tokens, cues, &mut named, start, run, &mut out);
            let listed = out.get(before..).is_some_and(|new| new.iter().any(|m| m.entry.is_some()));
            if !listed && let Some(m) = well_known(famous, tokens, run) {
                out.truncate(before);
                out.push(m);
            }
        });
    }
    initials(tokens, cues, &mut out);
    out
}

/// Calls `found` for each run of letters that holds a mask, as it stands in the text.
fn runs(folded: &str, mut found: impl FnMut(usize, &[(usize, char)])) {
    let mut run: Vec<(usize, char)> = Vec::new();
    let mut flush = |run: &mut Vec<(usize, char)>| {
        let masks = run.iter().filter(|r| is_mask(r.1)).count();
        if masks > 0 && run.len() > masks && run.len() <= LONGEST {
            found(run.first().map_or(0, |r| r.0), run);
        }
        run.clear();
    };
    let all: Vec<(usize, char)> = folded.char_indices().collect();
    let letter = |n: Option<usize>| n.and_then(|n| all.get(n)).is_some_and(|c| c.1.is_ascii_alphabetic());
    for (n, (at, c)) in all.iter().copied().enumerate() {
        // Hiragana belongs to the name only near a mask (つ○め, ひ●まり); else it is grammar.
        let mask_behind = run.iter().rev().take(4).any(|r| is_mask(r.1));
        let mask_ahead = all.iter().skip(n + 1).take(2).any(|c| is_mask(c.1));
        let hiragana = is_hiragana(c) && (mask_behind || mask_ahead);
        // S⚡msung: a picture in the middle of a word stands for a letter.
        let picture = script(c) == Script::Emoji && letter(n.checked_sub(1)) && letter(Some(n + 1));
        if is_mask(c) || is_kanji(c) || is_katakana(c) || c.is_ascii_alphabetic() || hiragana {
            run.push((at, c));
        } else if picture {
            run.push((at, '○'));
        } else {
            flush(&mut run);
        }
    }
    flush(&mut run);
}

fn with_masks(
    line: &Line,
    tokens: &Tokens<'_>,
    cues: &Cues,
    named: &mut Named,
    start: usize,
    run: &[(usize, char)],
    out: &mut Vec<Mention>,
) {
    // 10×20, A×B and ○ or × as marks of a test are no names: at most half may be masked, and a
    // multiplication sign must stand between letters of a Japanese name.
    if let Some(m) = listed(line, tokens, cues, named, run) {
        out.push(m);
        return;
    }
    let from = run.iter().position(|r| !is_hiragana(r.1)).unwrap_or(0);
    let run = run.get(from..).unwrap_or_default();
    let start = run.first().map_or(start, |r| r.0);
    let masks = run.iter().filter(|r| is_mask(r.1)).count();
    let letters = run.len() - masks;
    let end = run.last().map_or(start, |r| r.0 + folded_len(tokens, r.0));
    let span: Span<Folded> = Span::from_usize(start, end);
    let tail = tokens
        .within(span.start, span.end)
        .iter()
        .any(|t| t.classes.any(&cues.firm_tail) && t.span.end <= span.end);
    let behind = tokens
        .within(span.end, span.end + 1)
        .iter()
        .find(|t| t.classes.any(&cues.honorific) || t.classes.any(&cues.firm_after));
    let company = run.last().is_some_and(|r| r.1 == '社' || r.1 == '様');
    let kanji_or_kana = run.iter().any(|r| is_kanji(r.1) || is_katakana(r.1));
    let latin =
        letters >= 5 && masks <= 2 && run.iter().all(|r| r.1.is_ascii_alphabetic() || is_mask(r.1)) && {
            let original = tokens.text.to_original(span);
            tokens.text.original_str(original).starts_with(char::is_uppercase)
        };
    if latin || kanji_or_kana && (tail || behind.is_some() || company) && letters >= 1 && masks <= 4 {
        out.push(Mention {
            span,
            kind: Kind::Masked,
            entry: None,
            confidence: 70,
            path: vec![Step::Folded("mask")],
        });
    }
}

/// The listed name that a masked run fits, if its open letters say enough.
fn listed(
    line: &Line,
    tokens: &Tokens<'_>,
    cues: &Cues,
    named: &mut Named,
    run: &[(usize, char)],
) -> Option<Mention> {
    let folded = tokens.text.folded();
    let key_char = |c: char| senbiki_text::key(&c.to_string()).chars().next();
    for from in 0..run.len().min(8) {
        let part = run.get(from..)?;
        if !part.iter().any(|r| is_mask(r.1)) {
            break;
        }
        // Not every letter has a place in the key (ト and カ of トーカ, but not ー), so each letter of
        // the pattern remembers where it stands in the run.
        let (pattern, places): (Vec<Option<char>>, Vec<usize>) = part
            .iter()
            .enumerate()
            .filter_map(|(n, r)| if is_mask(r.1) { Some((None, n)) } else { Some((Some(key_char(r.1)?), n)) })
            .unzip();
        let mut best: Option<(usize, senbiki_line::EntryId, EntryKind, NameFlags)> = None;
        line.names().masked_prefixes(&pattern, 64, BUDGET, &mut |consumed, posting| {
            let Some(used) = part.get(..places.get(consumed).copied().unwrap_or(part.len())) else { return };
            let masked = used.iter().filter(|r| is_mask(r.1)).count();
            let open = consumed.saturating_sub(masked);
            if masked == 0 || open == 0 || masked > open.max(1) {
                return;
            }
            // 東● alone says little: it needs a second open letter or something that speaks of a firm.
            let end = used.last().map_or(0, |r| r.0 + r.1.len_utf8());
            let supported = open >= 2 || follows(tokens, cues, u32::try_from(end).unwrap_or(u32::MAX));
            let Some(entry) = line.entry(posting.entry) else { return };
            if supported && best.is_none_or(|b| b.0 < used.len()) {
                best = Some((used.len(), posting.entry, entry.kind, posting.flags));
            }
        });
        if let Some((length, id, kind, _)) = best {
            let first = part.first()?;
            let last = part.get(length.checked_sub(1)?)?;
            let span = Span::from_usize(first.0, last.0 + last.1.len_utf8());
            let entry = line.entry(id)?;
            // The rest of the run must not make it something else (東●自動車 is a whole name).
            let next = folded.get(span.end as usize..)?.chars().next();
            if next.is_some_and(is_katakana) && is_katakana(last.1) {
                continue;
            }
            let kind = if named.may_be(&entry, tokens) { Kind::Free(kind) } else { Kind::Listed(kind) };
            return Some(Mention {
                span,
                kind,
                entry: Some(id),
                confidence: 75,
                path: vec![Step::Folded("mask")],
            });
        }
    }
    None
}

fn follows(tokens: &Tokens<'_>, cues: &Cues, end: u32) -> bool {
    tokens.within(end, end + 1).iter().any(|t| {
        t.classes.any(&cues.honorific) || t.classes.any(&cues.firm_after) || t.classes.any(&cues.firm_tail)
    })
}

/// T社, N産自動車, M社様: a single Latin letter in place of a name.
fn initials(tokens: &Tokens<'_>, cues: &Cues, out: &mut Vec<Mention>) {
    let folded = tokens.text.folded();
    let mut previous = ' ';
    for (at, c) in folded.char_indices() {
        let before = std::mem::replace(&mut previous, c);
        if !c.is_ascii_lowercase() || before.is_ascii_alphanumeric() || before == '-' {
            continue;
        }
        let rest = folded.get(at + 1..).unwrap_or_default();
        let Some(next) = rest.chars().next() else { continue };
        // Two letters (VM社) are a mask as well.
        let (letters, next, rest) = if next.is_ascii_lowercase() {
            let rest = rest.get(1..).unwrap_or_default();
            let Some(n) = rest.chars().next() else { continue };
            (2, n, rest)
        } else {
            (1, next, rest)
        };
        if !is_kanji(next) && !is_katakana(next) {
            continue;
        }
        let start = at;
        let mut end = at + letters;
        let firm = if next == '社' && !rest.starts_with("社会") && !rest.starts_with("社長") {
            end += next.len_utf8();
            true
        } else if letters == 1 {
            // A letter and a piece of a name, up to the tail of a firm's name or an honorific.
            let run: String = rest.chars().take_while(|c| is_kanji(*c) || is_katakana(*c)).take(8).collect();
            let run_end = end + run.len();
            let span: Span<Folded> = Span::from_usize(end, run_end);
            let tail = tokens
                .within(span.start + 3, span.end)
                .iter()
                .find(|t| t.classes.any(&cues.firm_tail) && t.span.end <= span.end);
            let honorific = tokens
                .within(span.start + 3, span.end + 4)
                .iter()
                .find(|t| t.classes.any(&cues.honorific) && t.span.start >= span.start + 3);
            match (tail, honorific) {
                (Some(t), _) => {
                    end = t.span.end as usize;
                    true
                }
                (None, Some(h)) if h.span.start as usize <= run_end => {
                    end = h.span.start as usize;
                    run.chars().count() <= 3
                }
                _ => false,
            }
        } else {
            false
        };
        if firm && !folded.get(at + letters..end).is_some_and(|s| s.chars().any(is_hiragana)) {
            out.push(Mention {
                span: Span::from_usize(start, end),
                kind: Kind::Masked,
                entry: None,
                confidence: 70,
                path: vec![Step::Folded("initial")],
            });
        }
    }
}

/// How many bytes the character at this place has (a picture in a run is kept as ○).
fn folded_len(tokens: &Tokens<'_>, at: usize) -> usize {
    tokens.text.folded().get(at..).and_then(|s| s.chars().next()).map_or(1, char::len_utf8)
}

/// ト○タ, レンゴ○: everybody reads the name of a well-known firm. At least two letters must be
/// open, and no more masked than open.
fn well_known(famous: &[Vec<char>], tokens: &Tokens<'_>, run: &[(usize, char)]) -> Option<Mention> {
    for from in 0..run.len().min(LONGEST) {
        for name in famous {
            let Some(part) = run.get(from..from + name.len()) else { continue };
            let masks = part.iter().filter(|r| is_mask(r.1)).count();
            let fits = part.iter().zip(name).all(|(r, c)| is_mask(r.1) || r.1 == *c);
            if !fits || masks == 0 || name.len() < masks + 2 || masks > name.len() - masks {
                continue;
            }
            // A longer word of the same letters is another word.
            let touches = |n: Option<usize>| {
                n.and_then(|n| run.get(n)).is_some_and(|r| is_katakana(r.1) || r.1.is_ascii_alphabetic())
            };
            if touches(from.checked_sub(1)) || touches(Some(from + name.len())) {
                continue;
            }
            let (first, last) = (part.first()?, part.last()?);
            return Some(Mention {
                span: Span::from_usize(first.0, last.0 + folded_len(tokens, last.0)),
                kind: Kind::Masked,
                entry: None,
                confidence: 70,
                path: vec![Step::Folded("mask")],
            });
        }
    }
    None
}
