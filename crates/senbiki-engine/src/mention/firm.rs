//! Firms that stand in no list: by the shape of their names, and those everybody knows.

use senbiki_text::{Folded, Span};

use super::{Kind, Mention};
use crate::cues::Cues;
use crate::finding::Step;
use crate::token::Tokens;
use crate::vocabulary::{is_kanji, is_katakana};

/// Finds firms by shape, and famous ones.
pub fn find(tokens: &Tokens<'_>, cues: &Cues) -> Vec<Mention> {
    let mut out = Vec::new();
    famous(tokens, cues, &mut out);
    by_tail(tokens, cues, &mut out);
    by_honorific(tokens, cues, &mut out);
    by_mixed_name(tokens, cues, &mut out);
    by_two_names(tokens, &mut out);
    out
}

fn famous(tokens: &Tokens<'_>, cues: &Cues, out: &mut Vec<Mention>) {
    if !tokens.has_any(&cues.famous) {
        return;
    }
    for token in tokens.list.iter().filter(|t| t.classes.any(&cues.famous)) {
        let inside = tokens
            .within(token.span.start.saturating_sub(30), token.span.end)
            .iter()
            .any(|t| t.classes.any(&cues.famous_not) && t.span.covers(token.span));
        if !inside {
            out.push(Mention {
                span: token.span,
                kind: Kind::Famous,
                entry: None,
                confidence: 70,
                path: vec![],
            });
        }
    }
}

/// 蒼林工業, 株式会社みなと, Harrow Castings Ltd.
fn by_tail(tokens: &Tokens<'_>, cues: &Cues, out: &mut Vec<Mention>) {
    let folded = tokens.text.folded();
    if !tokens.has_any(&cues.legal_form) && !tokens.has_any(&cues.firm_tail) {
        return;
    }
    for token in &tokens.list {
        let legal = token.classes.any(&cues.legal_form);
        let tail = token.classes.any(&cues.firm_tail);
        if !legal && !tail {
            continue;
        }
        let blocked = tokens.within(token.span.start.saturating_sub(30), token.span.end).iter().any(|t| {
            t.classes.any(&cues.firm_not) && t.span.overlaps(token.span) && t.span.end >= token.span.end
        });
        if blocked {
            continue;
        }
        let next = folded.get(token.span.end as usize..).and_then(|s| s.chars().next());
        if tail && !legal && next.is_some_and(|c| is_kanji(c) && !"様社御向側製殿宛案".contains(c)) {
            continue;
        }
        let before = folded.get(..token.span.start as usize).unwrap_or_default();
        let name = name_before(before, token_is_latin(folded, token.span));
        let span = if name > 0 {
            Span::new(token.span.start - name, token.span.end)
        } else if legal {
            let after = folded.get(token.span.end as usize..).unwrap_or_default();
            let len: usize = after
                .chars()
                .take_while(|c| is_kanji(*c) || is_katakana(*c))
                .take(14)
                .map(char::len_utf8)
                .sum();
            if len < 6 {
                continue;
            }
            Span::new(token.span.start, token.span.end + u32::try_from(len).unwrap_or(0))
        } else {
            continue;
        };
        let surface = folded.get(span.range()).unwrap_or_default();
        let small = surface.is_ascii() && !legal && {
            let original = tokens.text.original_str(tokens.text.to_original(span));
            !original
                .split(' ')
                .all(|w| w.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_ascii_alphabetic()))
        };
        if surface.chars().count() < 3 || small || generic(tokens, cues, span) {
            continue;
        }
        out.push(Mention {
            span,
            kind: Kind::Firm,
            entry: None,
            confidence: if legal { 80 } else { 65 },
            path: vec![Step::Raised("firm_tail".to_owned(), 20)],
        });
    }
}

fn token_is_latin(folded: &str, span: Span<Folded>) -> bool {
    folded.get(span.range()).is_some_and(|s| s.is_ascii())
}

/// The longest Latin word that is read as the name before a legal form, in characters.
const LONGEST_LATIN: usize = 60;

/// English words that come before a name but are no part of it.
const SENTENCE_WORDS: &[&str] = &[
    "a",
    "an",
    "the",
    "our",
    "your",
    "their",
    "his",
    "her",
    "its",
    "my",
    "this",
    "that",
    "these",
    "those",
    "new",
    "old",
    "to",
    "from",
    "for",
    "with",
    "by",
    "of",
    "at",
    "in",
    "on",
    "and",
    "or",
    "but",
    "as",
    "than",
    "like",
    "about",
    "into",
    "is",
    "was",
    "are",
    "were",
    "be",
    "has",
    "have",
    "had",
    "we",
    "they",
    "you",
    "i",
    "it",
    "he",
    "she",
    "when",
    "where",
    "which",
    "who",
    "while",
    "after",
    "before",
    "because",
    "if",
    "so",
    "all",
    "some",
    "any",
    "no",
    "not",
    "every",
    "each",
    "more",
    "most",
    "many",
    "better",
    "good",
    "great",
    "local",
    "japanese",
    "modern",
    "small",
    "large",
    "big",
    "other",
    "between",
    "behind",
    "via",
    "under",
    "over",
    "per",
    "using",
    "supply",
    "supplies",
    "supplier",
    "visited",
    "chose",
    "told",
    "machine",
    "electric",
    "custom",
    "precision",
    "power",
    "hot",
    "cold",
    "heavy",
    "light",
    "fine",
    "green",
    "used",
    "make",
    "makes",
];

/// How many bytes before the tail belong to the name.
fn name_before(before: &str, latin: bool) -> u32 {
    let mut bytes = 0;
    if latin {
        let trimmed = before.trim_end_matches([' ', ',']);
        bytes += before.len() - trimmed.len();
        if bytes > 2 {
            return 0;
        }
        return latin_words(trimmed).map_or(0, |taken| u32::try_from(bytes + taken).unwrap_or(0));
    }
    let mut chars = 0;
    let mut script = None;
    for c in before.chars().rev() {
        // 谷ノ口, 藤ケ谷: a small kana joins two kanji.
        let joins = script == Some(2) && matches!(c, 'ノ' | 'ケ' | 'ツ') && {
            let rest = before.get(..before.len() - bytes - c.len_utf8()).unwrap_or_default();
            rest.chars().next_back().is_some_and(is_kanji)
        };
        let kind = if joins {
            2
        } else if is_katakana(c) || c == '・' {
            1
        } else if is_kanji(c) {
            2
        } else {
            0
        };
        // オボロ精密ゴム: a katakana name may stand before a short word in kanji.
        let name_first = script == Some(2) && kind == 1 && chars <= 3 && c != '・';
        if kind == 0 || chars >= 10 || script.is_some_and(|s| s != kind) && !name_first {
            break;
        }
        script = Some(kind);
        chars += 1;
        bytes += c.len_utf8();
    }
    if chars >= 2 || (chars == 1 && script == Some(2)) { u32::try_from(bytes).unwrap_or(0) } else { 0 }
}

/// How many bytes at the end of a text are the words of an English name: at most three, none of
/// which belongs to the sentence.
fn latin_words(text: &str) -> Option<usize> {
    let mut rest = text;
    let mut taken = 0;
    for _ in 0..3 {
        let word: usize = rest
            .chars()
            .rev()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '&' | '\''))
            .take(LONGEST_LATIN)
            .map(char::len_utf8)
            .sum();
        let (before, last) = rest.split_at_checked(rest.len() - word)?;
        if word < 2 || SENTENCE_WORDS.contains(&last) {
            break;
        }
        taken = text.len() - before.len();
        match before.strip_suffix(' ') {
            Some(more) if !more.ends_with([' ', '.', ',']) => rest = more,
            _ => break,
        }
    }
    (taken >= 3).then_some(taken)
}

/// 自動車メーカー, 精密機械: a description and no name. What is made of common words names somebody
/// only when it ends as firms do (白銀金属工業) or is addressed (若葉食品さん).
fn generic(tokens: &Tokens<'_>, cues: &Cues, span: Span<Folded>) -> bool {
    use senbiki_text::lexicon::{Flags, longest_at};
    let folded = tokens.text.folded();
    let whole = |t: &crate::token::Token<'_>| {
        t.classes.any(&cues.firm_not) && t.span.start <= span.start && t.span.end >= span.end
    };
    if tokens.within(span.start.saturating_sub(18), span.end).iter().any(whole) {
        return true;
    }
    let surface = folded.get(span.range()).unwrap_or_default();
    let addressed = tokens.within(span.end, span.end + 1).iter().any(|t| t.classes.any(&cues.honorific));
    let strong = [
        "工業",
        "製作所",
        "鉄工所",
        "鉄工",
        "精機",
        "電機",
        "重工",
        "重機",
        "商事",
        "運輸",
        "運送",
        "紡績",
        "モータース",
        "鋳造所",
        "興業",
        "実業",
        "商会",
        "商店",
    ]
    .iter()
    .any(|tail| surface.ends_with(tail) && surface.chars().count() >= tail.chars().count() + 2);
    let mut at = span.start as usize;
    let end = span.end as usize;
    while at < end {
        match longest_at(folded, at) {
            Some((to, word))
                if to <= end
                    && word.flags.contains(Flags::COMMON)
                    && !word.flags.contains(Flags::SURNAME) =>
            {
                at = to
            }
            _ => return false,
        }
    }
    !(addressed || strong)
}

/// 藤野さん and the like are people; a katakana or kanji name before 社 or 様 is a firm.
fn by_honorific(tokens: &Tokens<'_>, cues: &Cues, out: &mut Vec<Mention>) {
    let folded = tokens.text.folded();
    for (at, _) in folded.match_indices('社') {
        let before = folded.get(..at).unwrap_or_default();
        let next = folded.get(at + 3..).unwrap_or_default();
        if next.starts_with([
            '会', '長', '員', '内', '外', '風', '名', '印', '是', '訓', '史', '宅', '食', '用', '団', '説',
            '交', '屋', '務', '告', '債',
        ]) {
            continue;
        }
        let run: Vec<char> = before.chars().rev().take_while(|c| is_katakana(*c)).take(12).collect();
        if run.len() >= 3 {
            let bytes: usize = run.iter().map(|c| c.len_utf8()).sum();
            let span: Span<Folded> = Span::from_usize(at - bytes, at + 3);
            let word: String = run.iter().rev().collect();
            let ordinary = senbiki_text::lexicon::is_ordinary(&word);
            let known = tokens
                .within(span.start, span.end)
                .iter()
                .any(|t| t.classes.any(&cues.famous) || t.classes.any(&cues.firm_not));
            if !ordinary && !known {
                out.push(Mention { span, kind: Kind::Firm, entry: None, confidence: 60, path: vec![] });
            }
        }
    }
}

/// ヒグラシ精米さん, 宮ノ沢プロペラ様: a run of katakana and kanji that is addressed like somebody
/// and is neither a trade (メッキ屋さん) nor a role.
fn by_mixed_name(tokens: &Tokens<'_>, cues: &Cues, out: &mut Vec<Mention>) {
    const ROLES: &[char] = &[
        '者', '員', '生', '長', '手', '屋', '士', '師', '係', '班', '課', '部', '組', '家', '工', '主', '達',
        '方', '当', '人', '会', '社', '店', '場', '客', '科', '年', '期', '卒', '役', '族', '女', '男', '子',
        '側', '番',
    ];
    let folded = tokens.text.folded();
    if !tokens.has_any(&cues.honorific) {
        return;
    }
    for token in tokens.list.iter().filter(|t| t.classes.any(&cues.honorific)) {
        let rest = folded.get(token.span.end as usize..).unwrap_or_default();
        let goes_on = ["に", "から", "へ", "と", "向け", "の", "が", "は", "で", "も"]
            .iter()
            .any(|p| rest.starts_with(p));
        let before = folded.get(..token.span.start as usize).unwrap_or_default();
        let run: Vec<char> =
            before.chars().rev().take_while(|c| is_kanji(*c) || is_katakana(*c)).take(14).collect();
        let kanji = run.iter().filter(|c| is_kanji(**c)).count();
        let kana = run.len() - kanji;
        let role = run.first().is_some_and(|c| ROLES.contains(c));
        if !goes_on || role || kanji < 2 || kana < 2 || run.len() < 5 || run.len() == 14 {
            continue;
        }
        let bytes: usize = run.iter().map(|c| c.len_utf8()).sum();
        let span: Span<Folded> =
            Span::new(token.span.start - u32::try_from(bytes).unwrap_or(0), token.span.start);
        let known = tokens.within(span.start, span.end).iter().any(|t| {
            t.classes.any(&cues.famous)
                || t.classes.any(&cues.firm_not)
                || t.classes.any(&cues.role)
                || t.classes.any(&cues.person_not)
        });
        if !known && !out.iter().rev().take(8).any(|m| m.span.overlaps(span)) {
            out.push(Mention {
                span,
                kind: Kind::Firm,
                entry: None,
                confidence: 60,
                path: vec![Step::Raised("honorific".to_owned(), 20)],
            });
        }
    }
}

/// Kestrel & Dunmore: two capitalised words joined by `&`, of which one is no word of the language
/// (Health & Safety is none).
fn by_two_names(tokens: &Tokens<'_>, out: &mut Vec<Mention>) {
    let text = tokens.text;
    let folded = text.folded();
    for (at, _) in folded.match_indices(" & ") {
        let before = folded.get(..at).unwrap_or_default();
        let after = folded.get(at + 3..).unwrap_or_default();
        let letters = |c: &char| c.is_alphabetic() && !is_kanji(*c) && !is_katakana(*c);
        let left: usize =
            before.chars().rev().take_while(letters).take(LONGEST_LATIN).map(char::len_utf8).sum();
        let right: usize = after.chars().take_while(letters).take(LONGEST_LATIN).map(char::len_utf8).sum();
        if left < 4 || right < 4 {
            continue;
        }
        let word = |from: usize, to: usize| {
            let span: Span<Folded> = Span::from_usize(from, to);
            let capital =
                text.original_str(text.to_original(span)).chars().next().is_some_and(char::is_uppercase);
            let known = senbiki_text::lexicon::lookup(folded.get(from..to).unwrap_or_default()).is_some();
            (capital, known)
        };
        let (a, b) = (word(at - left, at), word(at + 3, at + 3 + right));
        let span: Span<Folded> = Span::from_usize(at - left, at + 3 + right);
        if a.0 && b.0 && !(a.1 && b.1) && !out.iter().rev().take(8).any(|m| m.span.overlaps(span)) {
            out.push(Mention {
                span,
                kind: Kind::Firm,
                entry: None,
                confidence: 65,
                path: vec![Step::Raised("two_names".to_owned(), 20)],
            });
        }
    }
}
