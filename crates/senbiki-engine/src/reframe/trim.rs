//! Cutting what is nothing but the secret out of a sentence, and mending what is left.

use crate::reframe::rule::Tongue;
use crate::reframe::slot::is_mark;

/// Brackets that hold an aside.
const ASIDES: &[(char, char)] =
    &[('(', ')'), ('（', '）'), ('[', ']'), ('［', '］'), ('【', '】'), ('〈', '〉')];

/// Most characters of a sentence whose clauses are looked at.
const MOST_CHARS: usize = 600;

/// The sentence with the clauses, brackets, notes and hashtags left out that hold a mark, in up to
/// three ways: first those that hold one which no rule could tell (`told` still has it), then all.
pub fn without_marks(framed: &str, told: &str, tongue: Tongue, polite: bool) -> Vec<String> {
    let stubborn: Vec<char> = told.chars().filter(|c| is_mark(*c)).collect();
    let mut out = Vec::new();
    let mut add = |text: Option<String>| {
        if let Some(text) = text
            && !out.contains(&text)
        {
            out.push(text);
        }
    };
    if framed.chars().count() > MOST_CHARS {
        return out;
    }
    if !stubborn.is_empty() {
        let held = |s: &str| s.chars().any(|c| stubborn.contains(&c));
        add(cut(framed, tongue, polite, &held));
    }
    add(cut(framed, tongue, polite, &|s: &str| s.chars().any(is_mark)));
    out
}

/// Leaves out what holds a mark; `None` when the sentence cannot stand without it.
fn cut(sentence: &str, tongue: Tongue, polite: bool, held: &dyn Fn(&str) -> bool) -> Option<String> {
    let mut text = sentence.to_owned();
    // Asides, from the inside out.
    while let Some((from, to)) = aside(&text, held) {
        text.replace_range(from..to, "");
    }
    // Hashtags and notes.
    text = without_tags(&text, held);
    if let Some(at) = text.find('※').filter(|at| text.get(*at..).is_some_and(held)) {
        text.truncate(at);
        text.truncate(text.trim_end().len());
    }
    if !held(&text) {
        return (text != sentence).then_some(text);
    }
    match tongue {
        Tongue::Ja => japanese_clauses(&text, polite, held),
        Tongue::En => english_clauses(&text, held),
    }
}

/// The innermost bracket with a mark in it, as bytes.
fn aside(text: &str, held: &dyn Fn(&str) -> bool) -> Option<(usize, usize)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, c) in text.char_indices() {
        if let Some((_, close)) = ASIDES.iter().find(|(o, _)| *o == c) {
            open.push((at, *close));
        } else if open.last().is_some_and(|(_, close)| *close == c) {
            let (from, _) = open.pop()?;
            let to = at + c.len_utf8();
            if text.get(from..to).is_some_and(held) {
                return Some((from, to));
            }
        }
    }
    None
}

fn without_tags(text: &str, held: &dyn Fn(&str) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['#', '＃']) {
        let (before, tag) = rest.split_at(at);
        let end = tag.find(char::is_whitespace).unwrap_or(tag.len());
        let (tag, after) = tag.split_at(end);
        out.push_str(before);
        if held(tag) {
            out.truncate(out.trim_end_matches([' ', '　']).len());
        } else {
            out.push_str(tag);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Ends of a clause after which the rest of the sentence stands on its own.
const LEADS: &[&str] = &[
    "て",
    "で",
    "し",
    "ので",
    "から",
    "ため",
    "けど",
    "けれど",
    "けれども",
    "ましたが",
    "ですが",
    "たが",
    "だが",
    "ますが",
    "ながら",
    "つつ",
    "たら",
    "れば",
    "際",
    "とき",
    "時",
    "あと",
    "後",
    "前",
    "うえ",
    "上",
];
/// Ends in が that say "but", not "who".
const BUTS: &[&str] = &["ですが", "ましたが", "ますが", "たが", "だが"];
/// Ends that look like them and are not: particles of place, means and topic.
const TIES: &[&str] = &["では", "には", "とは", "は", "が", "も", "を", "の", "や", "に", "と"];

/// Whether the rest of a sentence stands on its own without this clause before it.
fn leads(clause: &str) -> bool {
    let tied = TIES.iter().any(|e| clause.ends_with(e));
    let but = BUTS.iter().any(|e| clause.ends_with(e));
    LEADS.iter().any(|e| clause.ends_with(e)) && (but || !tied)
}

/// Whether a clause is little more than the marks in it: an item of a list.
fn bare(clause: &str) -> bool {
    let words = clause.chars().filter(|c| senbiki_text::script::is_word_char(*c)).count();
    words <= 2 && !clause.ends_with(['は', 'が', 'を', 'も'])
}

/// Leaves out the clauses between commas that hold a mark.
fn japanese_clauses(text: &str, polite: bool, held: &dyn Fn(&str) -> bool) -> Option<String> {
    let (body, end) = sentence_end(text);
    let clauses: Vec<&str> = split_outside_brackets(body);
    let last = clauses.len().checked_sub(1)?;
    if last == 0 {
        return None;
    }
    let mut kept: Vec<String> = Vec::new();
    for (n, clause) in clauses.iter().enumerate() {
        if !held(clause) {
            kept.push((*clause).to_owned());
            continue;
        }
        if n == last {
            // What stood before it must be able to end the sentence.
            let previous = kept.pop()?;
            kept.push(as_end(&previous, polite)?);
        } else if !(leads(clause) || bare(clause)) {
            return None;
        }
    }
    if kept.is_empty() {
        return None;
    }
    Some(format!("{}{end}", kept.join("、")))
}

/// Whether a text speaks politely.
pub fn polite(text: &str) -> bool {
    ["です", "ます", "でした", "ました", "ません"].iter().any(|e| text.contains(e))
}

/// The body and what ends it: marks, emoji, white space.
fn sentence_end(text: &str) -> (&str, &str) {
    let body = text.trim_end_matches(|c: char| {
        !senbiki_text::script::is_word_char(c) && !is_mark(c) && !matches!(c, '」' | '』' | ')' | '）')
    });
    (body, text.get(body.len()..).unwrap_or_default())
}

fn split_outside_brackets(text: &str) -> Vec<&str> {
    let (mut out, mut depth, mut from) = (Vec::new(), 0_i32, 0);
    for (at, c) in text.char_indices() {
        match c {
            '「' | '『' | '(' | '（' | '【' => depth += 1,
            '」' | '』' | ')' | '）' | '】' => depth -= 1,
            '、' | '，' if depth <= 0 => {
                out.push(text.get(from..at).unwrap_or_default());
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    out.push(text.get(from..).unwrap_or_default());
    out
}

/// A clause as the end of a sentence; `None` when its form does not tell how.
fn as_end(clause: &str, polite: bool) -> Option<String> {
    for (ending, plain, kind) in [
        ("ましたが", "ました", "ました"),
        ("ですが", "です", "です"),
        ("ましたので", "ました", "ました"),
        ("したけど", "した", "した"),
        ("たが", "た", "た"),
        ("して", "した", "しました"),
        ("されて", "された", "されました"),
        ("めて", "めた", "めました"),
        ("けて", "けた", "けました"),
        ("せて", "せた", "せました"),
        ("べて", "べた", "べました"),
        ("えて", "えた", "えました"),
        ("れて", "れた", "れました"),
        ("達成し", "達成した", "達成しました"),
    ] {
        if let Some(stem) = clause.strip_suffix(ending) {
            return Some(format!("{stem}{}", if polite { kind } else { plain }));
        }
    }
    // 圧力を見直し is a verb, 先の見通し a noun.
    if let Some(stem) = clause.strip_suffix('し')
        && stem.chars().rev().take(10).any(|c| c == 'を')
    {
        return Some(format!("{stem}{}", if polite { "しました" } else { "した" }));
    }
    let last = clause.chars().next_back()?;
    use senbiki_text::script::{Script, script};
    // 全数検査を実施 tells something, 鍛造プレス alone does not.
    let tells = clause.chars().count() >= 6 && clause.contains(['を', 'が', 'に', 'で']);
    (tells && matches!(script(last), Script::Kanji | Script::Katakana)).then(|| clause.to_owned())
}

/// Leaves out the parts between commas, dashes and semicolons that hold a mark.
fn english_clauses(text: &str, held: &dyn Fn(&str) -> bool) -> Option<String> {
    let (body, end) = sentence_end(text);
    let mut parts: Vec<(&str, &str)> = Vec::new();
    let (mut rest, mut joint) = (body, "");
    loop {
        let next = [", ", "; ", " - ", " – ", " — ", ": "]
            .iter()
            .filter_map(|j| rest.find(j).map(|at| (at, *j)))
            .min_by_key(|(at, _)| *at);
        let Some((at, j)) = next else { break };
        parts.push((joint, rest.get(..at)?));
        joint = j;
        rest = rest.get(at + j.len()..)?;
    }
    parts.push((joint, rest));
    if parts.len() < 2 || parts.first().is_some_and(|(_, p)| held(p)) {
        return None;
    }
    let mut out = String::new();
    for (joint, part) in &parts {
        if held(part) {
            continue;
        }
        // What followed a colon or "and" hung on what is gone.
        if !out.is_empty() {
            out.push_str(joint);
        }
        out.push_str(part);
    }
    (out.split_whitespace().count() >= 3).then(|| format!("{out}{end}"))
}

/// Small repairs that no rule needs to spell out.
///
/// `capital`: the sentence began with a capital letter, or with what is gone now.
pub fn polish(text: &str, tongue: Tongue, capital: bool) -> String {
    let mut out = text.replace("、、", "、").replace("。。", "。").replace("、。", "。").replace("  ", " ");
    for empty in ["「」", "『』", "()", "（）", "【】", "\"\"", "“”"] {
        out = out.replace(empty, "");
    }
    out = out.replace(" ,", ",").replace(" .", ".").replace(",,", ",").replace(",.", ".");
    let start = out.trim_start_matches(['、', '。', ',', ' ', '　', '・', ';']).to_owned();
    if tongue == Tongue::En && capital {
        let mut chars = start.chars();
        return chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default();
    }
    start
}

/// True for a row of hashtags, which may stay when one of them is gone.
pub fn only_tags(text: &str) -> bool {
    !text.trim().is_empty() && text.split_whitespace().all(|p| p.starts_with(['#', '＃']))
}

/// True when words are left that tell something: not only a hashtag, an emoji or a particle.
pub fn says_something(text: &str) -> bool {
    let mut words = 0;
    for part in text.split_whitespace().filter(|p| !p.starts_with(['#', '＃', '@'])) {
        words += part.chars().filter(|c| senbiki_text::script::is_word_char(*c)).count();
    }
    words >= 3
}

/// Words that tie a sentence to the one before it and can fall away with it.
const CONNECTIVES: &[&str] = &[
    "ちなみに、",
    "ちなみに",
    "なお、",
    "また、",
    "そして、",
    "そして",
    "しかも、",
    "しかも",
    "さらに、",
    "さらに",
    "でも、",
    "ただ、",
    "ただし、",
    "だから、",
    "だからこそ、",
    "なので、",
    "おかげで、",
    "それで、",
    "そこで、",
    "その結果、",
    "結果、",
    "すると、",
    "とはいえ、",
    "一方で、",
    "一方、",
    "実は、",
    "それでも、",
    "それから、",
    "つまり、",
    "けれども、",
    "しかし、",
    "Also, ",
    "But ",
    "So ",
    "And ",
    "Moreover, ",
    "By the way, ",
    "However, ",
    "Still, ",
    "Then ",
];

/// A sentence without the word that tied it to one that is gone.
pub fn without_connective(sentence: &str) -> std::borrow::Cow<'_, str> {
    let Some(rest) = CONNECTIVES.iter().find_map(|c| sentence.strip_prefix(c)) else {
        return sentence.into();
    };
    let mut chars = rest.chars();
    match chars.next() {
        Some(first) if first.is_ascii_lowercase() => {
            first.to_uppercase().chain(chars).collect::<String>().into()
        }
        _ => rest.into(),
    }
}

/// Words that point at what stood before.
const BACK: &[&str] = &[
    "これ",
    "それ",
    "そこ",
    "その",
    "そんな",
    "こんな",
    "この",
    "ここ",
    "あれ",
    "こうした",
    "こういう",
    "そういう",
    "そうした",
    "どちらも",
    "いずれも",
    "違う",
    "ヒント",
    "正解",
    "答え",
    "It ",
    "That ",
    "This ",
    "They ",
    "She ",
    "He ",
    "Its ",
    "Their ",
    "Both ",
    "Hint",
    "Answer",
];

/// Whether a sentence points at the one before it, so that leaving that out would puzzle a reader.
pub fn points_back(sentence: &str) -> bool {
    BACK.iter().any(|b| sentence.starts_with(b))
}
