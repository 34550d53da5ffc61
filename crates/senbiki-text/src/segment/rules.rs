//! What ends a sentence or a clause at one place. Every question looks at a bounded number of
//! characters, except those about a line, which are asked once per line.

use crate::script::{Script, is_kana, script};

/// Abbreviations behind which a full stop ends nothing.
const ABBREVIATIONS: [&str; 36] = [
    "co", "ltd", "inc", "corp", "no", "nos", "vs", "mr", "mrs", "ms", "dr", "st", "jr", "sr", "fig", "eq",
    "approx", "dept", "est", "vol", "pp", "e.g", "i.e", "cf", "al", "pty", "mfg", "bros", "ref", "rev",
    "tel", "ext", "max", "min", "a.m", "p.m",
];

/// Most characters between brackets that stay inside their clause: (株), 「オーロラ」.
const SHORT_PAREN: usize = 4;
const SHORT_QUOTE: usize = 16;

fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

fn after(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// True for `!` and `?`, unless they stand inside an address or a code.
pub(super) fn mark_ends(text: &str, at: usize) -> bool {
    let next = after(text, at + 1);
    let inside = before(text, at).is_some_and(|c| c.is_ascii_alphanumeric() || c == '/')
        && next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '=');
    !inside
}

/// True when a full stop ends a sentence.
pub(super) fn dot_ends(text: &str, at: usize) -> bool {
    let Some(previous) = before(text, at) else {
        return false;
    };
    let next = after(text, at + 1);
    if previous == '.' || next == Some('.') {
        return false;
    }
    if !previous.is_ascii() {
        // 「です．」 written with a full-width full stop, but not 「第.」 before a figure.
        return !next.is_some_and(|c| c.is_ascii_alphanumeric());
    }
    if !next.is_none_or(|c| {
        matches!(script(c), Script::Space | Script::LineBreak | Script::Emoji)
            || matches!(c, '"' | ')' | '」' | '\'')
    }) {
        return false;
    }
    let token = token_before(text, at);
    if ABBREVIATIONS.contains(&token) {
        return false;
    }
    if token.len() == 1 && token.bytes().all(|b| b.is_ascii_lowercase()) {
        return false;
    }
    // "1. " opens an item of a list.
    if !token.is_empty() && token.len() <= 2 && token.bytes().all(|b| b.is_ascii_digit()) {
        let start = at - token.len();
        return !matches!(before(text, start), None | Some('\n'));
    }
    true
}

/// The letters, digits and inner dots before `at`, as far as an abbreviation could reach.
fn token_before(text: &str, at: usize) -> &str {
    let bytes = text.as_bytes().get(..at).unwrap_or(&[]);
    let len =
        bytes.iter().rev().take(8).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'.').count();
    text.get(at - len..at).unwrap_or("")
}

/// False when what follows shows that the quotation goes on: 「すごい!」と言われた.
pub(super) fn may_end_at(text: &str, from: usize, end: usize) -> bool {
    let closed = text.get(from..end).is_some_and(|part| part.ends_with(['」', '』', ')', '"']));
    let rest = text.get(end..).unwrap_or("");
    !(closed
        && ["と", "って", "の", "を", "が", "は", "に", "で", "も", "という", "、"]
            .iter()
            .any(|word| rest.starts_with(word)))
}

/// True for what joins or colours emoji without being one.
pub(super) fn joins_emoji(c: char) -> bool {
    matches!(c, '\u{20E3}' | '\u{1F3FB}'..='\u{1F3FF}')
}

/// True when a run of emoji, `at..end`, ends the sentence before it.
pub(super) fn emoji_ends(text: &str, at: usize, end: usize) -> bool {
    let Some(next) = after(text, end) else {
        return true;
    };
    if text.get(at..end).is_some_and(|run| run.ends_with(['\n', '。', '!', '?'])) {
        return true;
    }
    // An emoji in place of a noun: 今日の🍣を. After the end of a predicate it is a full stop all
    // the same.
    let noun =
        matches!(next, 'を' | 'が' | 'の' | 'に' | 'と' | 'も' | 'へ' | 'は' | 'で' | 'や' | '、' | ',');
    let predicate = before(text, at).is_some_and(|c| "たするいんねよだうかなせて".contains(c));
    !noun || predicate && next != '、'
}

/// True when the line `start..at` ends its sentence at the line break at `at`.
pub(super) fn line_ends(text: &str, start: usize, at: usize) -> bool {
    let line = text.get(start..at).unwrap_or("").trim();
    let rest = text.get(at + 1..).unwrap_or("").trim_start_matches(' ');
    if line.is_empty() || rest.is_empty() || rest.starts_with('\n') {
        return true;
    }
    if opens_item(line) || opens_item(rest) {
        return true;
    }
    ends_lightly(line) || ends_politely(line) && !continues(rest)
}

/// True for the beginning of a list item, a heading, a time stamp or a row of hashtags.
fn opens_item(line: &str) -> bool {
    let mut chars = line.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    match first {
        '■' | '●' | '◆' | '◇' | '□' | '▼' | '▽' | '▲' | '△' | '▶' | '►' | '○' | '◎' | '・' | '※' | '→'
        | '⇒' | '➡' | '【' | '*' | '>' | '#' | '•' | '☆' | '★' | '@' => {
            return !(first == '○' || first == '△' || first == '▲' || first == '□')
                || chars.next().is_none_or(|c| script(c) != Script::Mask);
        }
        '-' => return chars.next().is_none_or(|c| c == ' ' || !c.is_ascii()),
        _ => {}
    }
    if script(first) == Script::Emoji {
        return true;
    }
    if first == '(' || first.is_ascii_digit() {
        return opens_numbered(line);
    }
    false
}

/// `1. `, `1)`, `(1)`, `10:30`, `0:45`.
fn opens_numbered(line: &str) -> bool {
    let inner = line.strip_prefix('(').unwrap_or(line);
    let digits = inner.bytes().take(3).take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 2 {
        return false;
    }
    let mut tail = inner.get(digits..).unwrap_or("").chars();
    match (tail.next(), tail.next()) {
        (Some(')'), _) => true,
        (Some('.'), next) => !line.starts_with('(') && next.is_none_or(|c| !c.is_ascii_digit()),
        (Some(':'), Some(c)) => c.is_ascii_digit(),
        (Some('\u{20E3}'), _) => true,
        _ => false,
    }
}

/// True when a line ends as people end a sentence without a full stop.
fn ends_lightly(line: &str) -> bool {
    let mut back = line.chars().rev();
    let Some(last) = back.next() else {
        return false;
    };
    match last {
        '笑' | '♪' | '…' | '泣' | '汗' => true,
        '.' => back.next() == Some('.'),
        'w' => back.find(|&c| c != 'w').is_none_or(|c| !c.is_ascii()),
        ')' => {
            let inside = line.rsplit('(').next().unwrap_or("");
            ["笑)", "泣)", "汗)", "爆)", "涙)"].contains(&inside)
        }
        '】' => true,
        _ => script(last) == Script::Emoji || joins_emoji(last),
    }
}

/// True when a line ends with a finished predicate.
fn ends_politely(line: &str) -> bool {
    [
        "です",
        "ます",
        "ました",
        "でした",
        "ません",
        "ましょう",
        "ください",
        "でしょう",
        "ますね",
        "ですね",
        "ました~",
        "ですよ",
        "ますよ",
    ]
    .iter()
    .any(|end| line.ends_with(end))
}

/// True when the next line goes on with the sentence of the line before it.
fn continues(rest: &str) -> bool {
    ["が", "けど", "けれど", "から", "ので", "と", "し", "のは", "のが", "のに", "、", "か", "ね", "よ"]
        .iter()
        .any(|word| rest.starts_with(word))
}

/// The end of a bracket whose content is short enough to stay in its clause.
pub(super) fn short_bracket(text: &str, at: usize) -> Option<usize> {
    let open = after(text, at)?;
    let (close, most) = match open {
        '(' => (')', SHORT_PAREN),
        '[' => (']', SHORT_PAREN),
        '「' => ('」', SHORT_QUOTE),
        '『' => ('』', SHORT_QUOTE),
        '【' => ('】', SHORT_PAREN),
        '《' => ('》', SHORT_QUOTE),
        _ => return None,
    };
    let inside = at + open.len_utf8();
    for (i, c) in text.get(inside..)?.char_indices().take(most + 1) {
        if c == close {
            return Some(inside + i);
        }
        if matches!(c, '。' | '\n' | '、') {
            return None;
        }
    }
    None
}

/// True when `c` at `at` ends a clause: a colon, a comma or a dash that separates.
pub(super) fn clause_ends(text: &str, c: char, at: usize) -> bool {
    match c {
        ':' => {
            let next = after(text, at + 1);
            !(next == Some('/')
                || before(text, at).is_some_and(|c| c.is_ascii_digit())
                    && next.is_some_and(|c| c.is_ascii_digit()))
        }
        ',' => {
            let next = after(text, at + 1);
            let previous = before(text, at);
            next.is_none_or(|c| script(c) == Script::Space || script(c) == Script::LineBreak || !c.is_ascii())
                || previous.is_some_and(|c| !c.is_ascii()) && !next.is_some_and(|c| c.is_ascii_digit())
        }
        '-' => {
            let next = after(text, at + 1);
            match before(text, at) {
                Some('-') => next != Some('-'),
                Some(' ') => next == Some(' '),
                Some(c) => {
                    script(c) == Script::Hiragana
                        && next.is_some_and(|c| is_kana(c) || script(c) == Script::Kanji)
                }
                None => false,
            }
        }
        _ => false,
    }
}

/// True when "but" begins at `at`, as a word.
pub(super) fn but_follows(text: &str, at: usize) -> bool {
    text.get(at..)
        .and_then(|rest| rest.strip_prefix("but"))
        .is_some_and(|rest| rest.starts_with([' ', ',', '\n']))
}
