//! People in no list: a name with an honorific or a role.

use senbiki_text::lexicon::{self, Flags};
use senbiki_text::{Folded, Span};

use super::{Kind, Mention};
use crate::cues::Cues;
use crate::finding::Step;
use crate::token::Tokens;
use crate::vocabulary::{is_kanji, is_katakana};

/// Finds people by surname or katakana name and honorific.
pub fn find(tokens: &Tokens<'_>, cues: &Cues) -> Vec<Mention> {
    let folded = tokens.text.folded();
    let mut out: Vec<Mention> = Vec::new();
    if !tokens.has_any(&cues.honorific) && !tokens.has_any(&cues.role) {
        return out;
    }
    for token in &tokens.list {
        let honorific = token.classes.any(&cues.honorific);
        let role = token.classes.any(&cues.role);
        if !honorific && !role {
            continue;
        }
        let before = folded.get(..token.span.start as usize).unwrap_or_default();
        let Some(span) = name_before(folded, before, token.span.start) else { continue };
        // 工場長さん, 管理さん: a role or a department is addressed, not a name.
        let name = folded.get(span.range()).unwrap_or_default();
        if ["長", "務", "管理", "主任", "係", "監督", "事務", "営業", "購買", "総務", "経理", "人事"]
            .iter()
            .any(|r| name.ends_with(r) && name.chars().count() <= 4)
            && !senbiki_text::lexicon::lookup(name).is_some_and(|w| w.flags.contains(Flags::SURNAME))
        {
            continue;
        }
        if tokens
            .within(span.start.saturating_sub(12), span.end)
            .iter()
            .any(|t| t.classes.any(&cues.person_not) && t.span.covers(span))
        {
            continue;
        }
        if out.last().is_some_and(|m| m.span.overlaps(span)) {
            continue;
        }
        out.push(Mention {
            span,
            kind: Kind::Person,
            entry: None,
            confidence: 60,
            path: vec![Step::Raised(if honorific { "honorific" } else { "role" }.to_owned(), 20)],
        });
    }
    out
}

/// The name that ends at `end`: kanji of which the first part is a surname, or katakana that is
/// no ordinary word; a full name may have a space in it.
fn name_before(folded: &str, before: &str, end: u32) -> Option<Span<Folded>> {
    let mut start = end as usize;
    let mut script = 0;
    for (chars, c) in before.chars().rev().enumerate() {
        let kind = if is_kanji(c) {
            1
        } else if is_katakana(c) || (script == 2 && c == '・') {
            2
        } else if c == ' ' && chars > 0 && script == 1 {
            1
        } else {
            0
        };
        if kind == 0 || (script != 0 && kind != script) || chars >= if script == 2 { 14 } else { 6 } {
            break;
        }
        script = kind;
        start -= c.len_utf8();
    }
    let run = folded.get(start..end as usize)?.trim_start();
    start = end as usize - run.len();
    if script == 2 {
        let n = run.chars().count();
        return (n >= 2 && !lexicon::is_ordinary(run)).then(|| Span::from_usize(start, end as usize));
    }
    if run.is_empty() {
        return None;
    }
    // Take the longest tail of the run that begins with a surname: 品質保証部堂本 gives 堂本.
    let mut best = None;
    for (at, _) in run.char_indices() {
        let tail = run.get(at..)?;
        let whole = lexicon::lookup(tail)
            .is_some_and(|w| w.flags.contains(Flags::SURNAME) || w.flags.contains(Flags::GIVEN));
        let surname = whole
            || tail.char_indices().skip(1).any(|(cut, _)| {
                let (a, b) = tail.split_at(cut);
                let b = b.trim_start();
                lexicon::lookup(a.trim_end()).is_some_and(|w| w.flags.contains(Flags::SURNAME))
                    && (lexicon::lookup(b).is_some_and(|w| w.flags.contains(Flags::GIVEN))
                        || tail.contains(' ') && b.chars().count() <= 3)
            });
        if surname {
            best = Some(start + at);
            break;
        }
    }
    best.map(|at| Span::from_usize(at, end as usize))
}
