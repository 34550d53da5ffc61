//! Names of the lists, in every disguise, and whether they mean the listed thing here.

use std::collections::BTreeMap;

use senbiki_line::{Date, Entry, EntryId, EntryKind, Line, NameFlags, Visibility};
use senbiki_text::{Folded, Key, KeyGap, Span};

use super::ordinary::{is_longer_form, is_ordinary};
use super::{Kind, Mention};
use crate::cues::Cues;
use crate::finding::Step;
use crate::sense::{self, Reading};
use crate::token::Tokens;
use crate::vocabulary::{is_hiragana, is_kanji, is_katakana};

/// A name that fits here, before its sense is known.
pub struct Candidate {
    pub span: Span<Folded>,
    pub entry: senbiki_line::EntryId,
    pub kind: EntryKind,
    pub flags: NameFlags,
    /// Tenths: how much the way it is written speaks for the listed thing.
    pub base: i16,
    /// The name is also an ordinary word, so that it needs company.
    pub ordinary: bool,
    /// The table writes it in capitals throughout, so that capitals say nothing.
    pub capitals: bool,
    pub path: Vec<Step>,
}

/// A listed name that was read as the ordinary word.
#[derive(Debug, Clone)]
pub struct NearMiss {
    /// Where.
    pub span: Span<Folded>,
    /// Whose name.
    pub entry: EntryId,
    /// The score, in tenths.
    pub score: i16,
    /// What spoke for and against it.
    pub path: Vec<Step>,
}

/// Finds all names of the lists.
pub fn find(
    line: &Line,
    tokens: &Tokens<'_>,
    cues: &Cues,
    as_of: Date,
    near_misses: &mut Vec<NearMiss>,
) -> Vec<Mention> {
    let text = tokens.text;
    let key = text.key();
    let mut candidates: Vec<Candidate> = Vec::new();
    let bytes = key.as_bytes();
    for (at, _) in key.char_indices() {
        line.names().prefixes_at(bytes, at, &mut |end, posting| {
            let span: Span<Key> = Span::from_usize(at, end);
            let Some(entry) = line.entry(posting.entry) else { return };
            if let Some(c) = candidate(tokens, cues, span, &entry, posting.surface, posting.flags) {
                candidates.push(c);
            }
        });
    }
    settle(line, tokens, cues, as_of, candidates, near_misses)
}

/// Decides the sense of the candidates and keeps the longest of those that overlap.
pub fn settle(
    line: &Line,
    tokens: &Tokens<'_>,
    cues: &Cues,
    as_of: Date,
    mut candidates: Vec<Candidate>,
    near_misses: &mut Vec<NearMiss>,
) -> Vec<Mention> {
    candidates.sort_by_key(|c| (c.span.start, std::cmp::Reverse(c.span.end)));
    // First those that need no context, then the others, which may lean on the first.
    let mut named = Named::new(as_of);
    let certain: Vec<Span<Folded>> = candidates.iter().filter(|c| c.base >= 40).map(|c| c.span).collect();
    let mut out: Vec<Mention> = Vec::new();
    for c in candidates {
        let Some(entry) = line.entry(c.entry) else { continue };
        if out.iter().rev().take(4).any(|m| m.span.covers(c.span) && m.span.len() > c.span.len()) {
            continue;
        }
        let reading = sense::read(tokens, cues, &c, &certain);
        let Reading { score, path } = reading;
        let mut all = c.path;
        all.extend(path);
        if score < sense::THRESHOLD {
            near_misses.push(NearMiss { span: c.span, entry: c.entry, score, path: all });
            continue;
        }
        let confidence = u8::try_from((55 + i32::from(score - sense::THRESHOLD)).clamp(50, 99)).unwrap_or(60);
        let kind = if named.may_be(&entry, tokens) { Kind::Free(c.kind) } else { Kind::Listed(c.kind) };
        let span = with_legal_form(tokens, cues, c.span);
        out.push(Mention { span, kind, entry: Some(c.entry), confidence, path: all });
    }
    out
}

/// Which entries the line lets be named in one draft, on one day. Each entry is looked up once, so
/// that a name that comes again and again costs no more than the first time.
pub struct Named {
    as_of: Date,
    known: BTreeMap<EntryId, bool>,
}

impl Named {
    /// For one draft.
    pub fn new(as_of: Date) -> Self {
        Self { as_of, known: BTreeMap::new() }
    }

    /// Whether this entry may be named here.
    pub fn may_be(&mut self, entry: &Entry<'_>, tokens: &Tokens<'_>) -> bool {
        match entry.visibility {
            Visibility::Protected => false,
            Visibility::Public => true,
            Visibility::Until(day) => self.as_of >= day,
            Visibility::PublicWith(words) => *self.known.entry(entry.id).or_insert_with(|| {
                words.iter().any(|w| {
                    let word = senbiki_text::fold(w);
                    !word.is_empty() && tokens.text.folded().contains(&word)
                })
            }),
        }
    }
}

fn with_legal_form(tokens: &Tokens<'_>, cues: &Cues, span: Span<Folded>) -> Span<Folded> {
    let folded = tokens.text.folded();
    let gap = |a: u32, b: u32| {
        folded.get(a as usize..b as usize).is_some_and(|s| s.trim().is_empty() && s.len() < 3)
    };
    let mut span = span;
    for token in tokens.within(span.start.saturating_sub(24), span.start) {
        if token.classes.any(&cues.legal_form)
            && token.span.end <= span.start
            && gap(token.span.end, span.start)
        {
            span = span.join(token.span);
            break;
        }
    }
    for token in tokens.within(span.end, span.end.saturating_add(3)) {
        if token.classes.any(&cues.legal_form) && gap(span.end, token.span.start) {
            span = span.join(token.span);
            break;
        }
    }
    span
}

fn candidate(
    tokens: &Tokens<'_>,
    cues: &Cues,
    key_span: Span<Key>,
    entry: &Entry<'_>,
    written: &str,
    flags: NameFlags,
) -> Option<Candidate> {
    let text = tokens.text;
    let mut span = text.key_to_folded(key_span);
    if written.ends_with(['ー', 'ｰ'])
        && text.folded().get(span.end as usize..).is_some_and(|s| s.starts_with('ー'))
    {
        // The key drops long vowels, also the last one.
        span = Span::new(span.start, span.end + 3);
    }
    let surface = text.folded_str(span);
    if surface.is_empty() {
        return None;
    }
    let mut path = Vec::new();
    // 六角さん in the table itself is how somebody is called.
    let called = ["さん", "様", "さま", "社"].iter().any(|h| surface.len() > h.len() && surface.ends_with(h));
    let ordinary =
        is_ordinary(surface, flags, entry.kind) && !is_longer_form(entry, surface, flags) && !called;
    let mut base = base_of(surface, flags, ordinary);
    let gap = text.key_gap(key_span);
    base += disguise(text, span, surface, written, (flags, ordinary), gap, &mut path)?;
    base += edges(tokens, cues, span, surface, (flags, ordinary), entry.kind)?;
    Some(Candidate {
        span,
        entry: entry.id,
        kind: entry.kind,
        flags,
        base,
        ordinary,
        capitals: !written.chars().any(char::is_lowercase),
        path,
    })
}

/// How much the form of the name itself says.
fn base_of(surface: &str, flags: NameFlags, ordinary: bool) -> i16 {
    let chars = surface.chars().count();
    if flags.contains(NameFlags::HAS_DIGIT)
        && (flags.contains(NameFlags::LATIN) || flags.contains(NameFlags::CODE))
    {
        return 70;
    }
    if ordinary {
        return 0;
    }
    if flags.contains(NameFlags::FULL_NAME) && chars >= 4 {
        return 90;
    }
    match chars {
        0 | 1 => 0,
        2 => 40,
        3 => 50,
        _ => 60,
    }
}

/// What was folded away, and what that costs; `None` when the disguise is no disguise.
fn disguise(
    text: &senbiki_text::Text,
    span: Span<Folded>,
    surface: &str,
    written: &str,
    (flags, ordinary): (NameFlags, bool),
    gap: KeyGap,
    path: &mut Vec<Step>,
) -> Option<i16> {
    let mut cost = 0;
    let alias = senbiki_text::fold(written);
    let latin = flags.contains(NameFlags::LATIN) && surface.is_ascii();
    let alias_parts = alias.contains([' ', '-', '.', '_', '\'']);
    if gap.contains(KeyGap::SPACE) || gap.contains(KeyGap::LINE_BREAK) {
        if latin && !alias_parts && !spaced_letters(surface) && !gap.contains(KeyGap::LINE_BREAK) {
            return None;
        }
        if !alias.contains(' ') {
            path.push(Step::Folded(if gap.contains(KeyGap::LINE_BREAK) { "line_break" } else { "space" }));
            cost -= if ordinary { 15 } else { 0 };
        }
    }
    if gap.contains(KeyGap::EMOJI) {
        path.push(Step::Folded("emoji"));
    }
    if gap.contains(KeyGap::HASH) {
        path.push(Step::Folded("hashtag"));
        if latin {
            return None;
        }
    }
    if gap.contains(KeyGap::KANA_SCRIPT) {
        let hira = |s: &str| s.chars().filter(|c| is_hiragana(*c)).count();
        if hira(surface) != hira(&alias) {
            path.push(Step::Folded("kana"));
            cost -= if ordinary { 5 } else { 15 };
        }
    }
    let bars = |s: &str| s.chars().filter(|c| *c == 'ー').count();
    if bars(surface) != bars(&alias) {
        let kana = alias.chars().filter(|c| is_katakana(*c) || is_hiragana(*c)).count();
        if kana < 4 {
            return None;
        }
        path.push(Step::Folded("long_vowel"));
    }
    let digits = |s: &str| s.chars().filter(|c| "一二三四五六七八九".contains(*c)).count();
    if digits(surface) != digits(&alias) {
        path.push(Step::Folded("numeral"));
        cost -= 15;
    }
    let folds = text.folds(span);
    for (flag, name) in [
        (senbiki_text::Folds::WIDTH, "width"),
        (senbiki_text::Folds::HALF_KANA, "half_width_kana"),
        (senbiki_text::Folds::OLD_KANJI, "old_kanji"),
        (senbiki_text::Folds::LOOK_ALIKE, "look_alike"),
        (senbiki_text::Folds::INVISIBLE, "invisible"),
        (senbiki_text::Folds::COMPATIBILITY, "compatibility"),
    ] {
        if folds.contains(flag) {
            path.push(Step::Folded(name));
        }
    }
    Some(cost)
}

fn spaced_letters(surface: &str) -> bool {
    let mut letters = 0;
    let mut spaces = 0;
    for c in surface.chars() {
        if c.is_ascii_alphanumeric() {
            letters += 1;
        } else {
            spaces += 1;
        }
    }
    spaces + 1 >= letters
}

/// What touches the name on both sides; `None` when it is only a part of a longer word.
fn edges(
    tokens: &Tokens<'_>,
    cues: &Cues,
    span: Span<Folded>,
    surface: &str,
    (flags, ordinary): (NameFlags, bool),
    kind: EntryKind,
) -> Option<i16> {
    let folded = tokens.text.folded();
    let before = folded.get(..span.start as usize)?.chars().next_back();
    let after = folded.get(span.end as usize..)?.chars().next();
    let first = surface.chars().next()?;
    let last = surface.chars().next_back()?;
    let mut cost = 0;
    if first.is_ascii_alphanumeric() {
        if before.is_some_and(|c| c.is_ascii_alphanumeric()) {
            return None;
        }
        if before == Some('-') && kind == EntryKind::Part {
            let earlier = folded.get(..span.start as usize)?.chars().rev().nth(1);
            if earlier.is_some_and(|c| c.is_ascii_alphanumeric()) {
                return None;
            }
        }
    }
    if last.is_ascii_alphanumeric() && after.is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    if last.is_ascii_digit() && after == Some('.') {
        let next = folded.get(span.end as usize + 1..)?.chars().next();
        if next.is_some_and(|c| c.is_ascii_digit()) {
            return None;
        }
    }
    let follows = follower(tokens, cues, span.end);
    let precedes = tokens.within(span.start.saturating_sub(18), span.start).iter().any(|t| {
        t.span.end == span.start
            && (t.classes.any(&cues.firm_before)
                || t.classes.any(&cues.legal_form)
                || t.classes.any(&cues.ours))
    });
    if is_katakana(first) && first != 'ー' && before.is_some_and(|c| is_katakana(c) && c != '・') && !precedes
    {
        return None;
    }
    if is_katakana(last) && after.is_some_and(is_katakana) && !follows {
        if ordinary || surface.chars().count() < 4 {
            return None;
        }
        let known = senbiki_text::lexicon::longest_at(folded, span.end as usize)
            .is_some_and(|(e, _)| e - span.end as usize >= 6);
        if !known {
            return None;
        }
        cost -= 10;
    }
    if is_kanji(first) && before.is_some_and(is_kanji) && !precedes {
        if ordinary {
            return None;
        }
        cost -= if surface.chars().count() <= 2 { 15 } else { 5 };
    }
    if is_kanji(last) && after.is_some_and(is_kanji) && !follows {
        if ordinary {
            return None;
        }
        let known = senbiki_text::lexicon::longest_at(folded, span.end as usize)
            .is_some_and(|(e, _)| e - span.end as usize >= 6);
        cost -= if known { 5 } else { 15 };
    }
    if surface.chars().all(|c| is_hiragana(c) || c == 'ー') {
        let particle = |c: char| "はがをにでとのもやへ".contains(c);
        // 聞き分けるやまびこ: a verb in front of a longer name modifies it.
        let verb = surface.chars().count() >= 3 && before.is_some_and(|c| "るたうくす".contains(c))
            || folded.get(..span.start as usize)?.ends_with("ながら");
        if before.is_some_and(|c| is_hiragana(c) && !particle(c)) && !verb {
            return None;
        }
        if after.is_some_and(|c| is_hiragana(c) && !particle(c))
            && !follows
            && !["から", "だ。", "だっ", "です", "でし", "じゃ", "って"]
                .iter()
                .any(|s| folded.get(span.end as usize..).is_some_and(|r| r.starts_with(s)))
        {
            return None;
        }
    }
    // 夜明け, つむじ風: the word goes on in a way that names do not.
    if ordinary && !follows && !surface.is_ascii() {
        let goes_on = |c: char| is_hiragana(c) && !"はがをにでとのもやへかさだよねならしっ".contains(c);
        if after.is_some_and(goes_on) || after.is_some_and(is_kanji) && !is_kanji(last) && !is_katakana(last)
        {
            cost -= 25;
        }
    }
    // A longer ordinary word that covers the name: 紅葉狩り, 白鷺城.
    if (ordinary || flags.contains(NameFlags::SHORT))
        && let Some((_, end, _)) =
            senbiki_text::lexicon::longest_covering(folded, span.start as usize, span.end as usize)
        && !(follows && end <= span.end as usize + 9)
    {
        return None;
    }
    Some(cost)
}

/// Whether something that belongs to a name stands right behind it.
fn follower(tokens: &Tokens<'_>, cues: &Cues, end: u32) -> bool {
    if kana_honorific(tokens.text.folded(), end) || kana_follower(tokens.text.folded(), end).is_some() {
        return true;
    }
    tokens.within(end, end + 1).iter().any(|t| {
        [
            &cues.honorific,
            &cues.firm_after,
            &cues.project_after,
            &cues.equipment_after,
            &cues.legal_form,
            &cues.business,
            &cues.trade,
            &cues.shop,
            &cues.role,
        ]
        .iter()
        .any(|ids| t.classes.any(*ids))
    })
}

/// サン and サマ, as half-width orders and memos write them.
pub fn kana_honorific(folded: &str, end: u32) -> bool {
    folded.get(end as usize..).is_some_and(|rest| {
        ["サン", "サマ"]
            .iter()
            .any(|h| rest.strip_prefix(h).is_some_and(|after| !after.chars().next().is_some_and(is_katakana)))
    })
}

/// What a katakana word right behind a name makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follower {
    /// オーロラプロジェクト.
    Project,
    /// トンボライン.
    Machine,
}

/// A word that belongs to the name in front of it although both are katakana, so that it is no
/// word of its own for the vocabulary.
pub fn kana_follower(folded: &str, end: u32) -> Option<Follower> {
    const WORDS: &[(&str, Follower)] = &[
        ("プロジェクト", Follower::Project),
        ("チーム", Follower::Project),
        ("モデル", Follower::Project),
        ("シリーズ", Follower::Project),
        ("ライン", Follower::Machine),
        ("セル", Follower::Machine),
        ("ロボット", Follower::Machine),
        ("アーム", Follower::Machine),
        ("チャック", Follower::Machine),
        ("マシン", Follower::Machine),
    ];
    let rest = folded.get(end as usize..)?;
    let (word, kind) = WORDS.iter().find(|(w, _)| rest.starts_with(w))?;
    let next = rest.get(word.len()..).and_then(|s| s.chars().next());
    (!next.is_some_and(is_katakana)).then_some(*kind)
}
