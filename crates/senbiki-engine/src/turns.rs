//! Turns of phrase that tell which of its meanings a name has: the writer denies the ordinary one,
//! says what the thing does, how one stands to it, or what it carries.
//!
//! Every look is bounded: the clause or sentence of the name and at most forty characters around.

use senbiki_line::EntryKind;
use senbiki_text::{Folded, Span};

use crate::cues::Cues;
use crate::mention::names::Candidate;
use crate::token::Tokens;
use crate::vocabulary::{ClassId, is_hiragana, is_kanji};

/// How far behind a denial the word of work may stand, in bytes of folded text.
const DENIED_REACH: u32 = 36;

/// おみくじじゃなく、開発のほう; 花じゃない、ラインだ: the ordinary meaning is denied, and what
/// stands in its place is a word of work. Where the name comes again behind the denial, that one
/// is meant and not the first.
pub fn denied(tokens: &Tokens<'_>, cues: &Cues, name: Span<Folded>, around: Span<Folded>) -> bool {
    let again = |from: u32| {
        name.end <= from
            && tokens
                .text
                .folded()
                .get(from as usize..around.end as usize)
                .is_some_and(|r| r.contains(tokens.text.folded_str(name)))
    };
    tokens.has_any(&cues.denial)
        && tokens.within(around.start, around.end).iter().filter(|t| t.classes.any(&cues.denial)).any(|d| {
            let to = d.span.end.saturating_add(DENIED_REACH).min(around.end);
            // さくらではなく、製品の: here the name itself is what is not meant.
            d.span.start != name.end
                && tokens.within(d.span.end, to).iter().any(|t| work(cues, &t.classes))
                && !again(d.span.end)
        })
}

/// 夜中に検査してくれるほうのかかし: the writer says which of the two is meant.
pub fn which_one(tokens: &Tokens<'_>, cues: &Cues, start: u32) -> bool {
    let before = tokens.text.folded().get(..start as usize).unwrap_or_default();
    let Some(rest) = ["ほうの", "方の"].iter().find_map(|m| before.strip_suffix(m)) else {
        return false;
    };
    let end = u32::try_from(rest.len()).unwrap_or(u32::MAX);
    tokens.within(end.saturating_sub(30), end).iter().any(|t| t.span.end <= end && work(cues, &t.classes))
}

fn work(cues: &Cues, classes: &crate::token::Classes<'_>) -> bool {
    [&cues.business, &cues.shop, &cues.workpiece, &cues.project_noun].iter().any(|ids| classes.any(*ids))
}

/// 深呼吸を三回して: what is done is no code name and no firm.
pub fn is_done(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix('を') else { return false };
    let counted = rest
        .char_indices()
        .take(5)
        .take_while(|(_, c)| c.is_ascii_digit() || "一二三四五六七八九十何数回度分間".contains(*c))
        .last()
        .map_or(0, |(at, c)| at + c.len_utf8());
    rest.get(counted..).is_some_and(|r| {
        ["して", "した", "します", "しまし", "しよう", "しながら", "しない", "する", "すれば"]
            .iter()
            .any(|s| r.starts_with(s))
    })
}

/// 注文を言い当てるうらない, 袋を弾くソムリエ: a clause in front of the name says which work it does.
pub fn does_work(tokens: &Tokens<'_>, cues: &Cues, clause: Span<Folded>, start: u32) -> bool {
    let folded = tokens.text.folded();
    let before = folded.get(..start as usize).unwrap_or_default();
    if !before.chars().next_back().is_some_and(|p| "るたうくすつぬむぐ".contains(p)) {
        return false;
    }
    tokens.within(clause.start.max(start.saturating_sub(60)), start).iter().any(|t| {
        t.span.end < start
            && [&cues.workpiece, &cues.shop, &cues.business, &cues.trade]
                .iter()
                .any(|ids| t.classes.any(*ids))
            && folded.get(t.span.end as usize..).is_some_and(|r| r.starts_with('を') || r.starts_with('の'))
    })
}

/// しゃもじに当てて, ソムリエが弾いた: the machine takes something, or does it itself, right behind its name.
pub fn machine_does(tokens: &Tokens<'_>, cues: &Cues, c: &Candidate, particle: Option<&str>) -> bool {
    let reach: u32 = match particle {
        Some("に" | "で" | "へ") => 45,
        Some("が" | "は") => 24,
        _ => return false,
    };
    let clause = tokens.segments.clause(c.span.start);
    let to = c.span.end.saturating_add(reach).min(clause.end);
    tokens.within(c.span.end, to).iter().any(|t| t.classes.any(&cues.machine_acts))
}

/// 固定子たち, 基板ちゃん: a workpiece is treated as somebody, so that the shop is the stage.
pub fn workpiece_as_somebody(tokens: &Tokens<'_>, cues: &Cues, sentence: Span<Folded>) -> bool {
    let folded = tokens.text.folded();
    tokens.has_any(&cues.workpiece)
        && tokens.within(sentence.start, sentence.end).iter().any(|t| {
            t.classes.any(&cues.workpiece)
                && folded.get(t.span.end as usize..).is_some_and(|r| {
                    ["たち", "達", "くん", "君", "ちゃん", "諸君"].iter().any(|s| r.starts_with(s))
                })
        })
}

/// サドル向けのどら焼き: the thing is made for somebody.
pub fn made_for_somebody(folded: &str, start: u32) -> bool {
    folded.get(..start as usize).is_some_and(|b| {
        ["向けの", "行きの", "宛ての", "宛の", "仕様の", "図番の", "品番の"].iter().any(|m| b.ends_with(m))
    })
}

/// 豆まきよ、: the machine is spoken to.
pub fn is_addressed(rest: &str) -> bool {
    rest.strip_prefix('よ').is_some_and(|r| r.starts_with(['、', '。', '!', ',', '\n']))
}

/// 出荷, 旅立ち: goods leave.
pub fn leaves(clause: &str) -> bool {
    ["出発", "旅立", "巣立", "出荷", "納品", "発送", "積み込", "船積み"].iter().any(|w| clause.contains(w))
}

/// 東雲の座席布, コハルの板: goods of a firm.
pub fn goods_of(tokens: &Tokens<'_>, ids: &[ClassId], from: u32) -> bool {
    tokens.within(from, from + 7).iter().any(|t| t.classes.any(ids))
}

/// `no picnic without ants and no Picnic without`: the same word in small letters, elsewhere in
/// the sentence, so that the capital tells the two apart.
pub fn both_cases(tokens: &Tokens<'_>, c: &Candidate, sentence: Span<Folded>) -> bool {
    let text = tokens.text;
    let name = text.folded_str(c.span);
    let Some(within) = text.folded().get(sentence.range()) else { return false };
    let mut at = sentence.start;
    let mut rest = within;
    while let Some(found) = rest.find(name) {
        let span: Span<Folded> = Span::new(
            at + u32::try_from(found).unwrap_or(0),
            at + u32::try_from(found + name.len()).unwrap_or(0),
        );
        if span != c.span
            && text.original_str(text.to_original(span)).chars().next().is_some_and(char::is_lowercase)
        {
            return true;
        }
        at = span.end;
        rest = rest.get(found + name.len()..).unwrap_or_default();
    }
    false
}

/// とんぼ返り, 鍋つかみ: kanji and hiragana in one short word are what the language makes its
/// everyday compounds of; full names of firms are longer and end otherwise.
pub fn is_everyday_compound(surface: &str, kind: EntryKind) -> bool {
    let (mut kanji, mut kana) = (0, 0);
    for c in surface.chars() {
        if is_hiragana(c) {
            kana += 1;
        } else if is_kanji(c) {
            kanji += 1;
        } else {
            return false;
        }
    }
    kind != EntryKind::Person && kind != EntryKind::Place && kanji > 0 && kana > 0 && kanji + kana <= 6
}
