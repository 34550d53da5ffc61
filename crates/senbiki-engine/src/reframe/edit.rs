//! Single edits: what a rewording changes, so that a person can take or leave each.

use std::collections::BTreeMap;
use std::sync::OnceLock;

#[cfg(test)]
use senbiki_line::Category;
use senbiki_text::{Original, Span};
use serde::Deserialize;

use crate::finding::{Finding, Message};

/// One small replacement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Where, in the draft as it was written.
    pub span: Span<Original>,
    /// The words that stand there.
    pub before: String,
    /// The words that may stand there instead; empty when they are left out.
    pub after: String,
    /// Why.
    pub reason: Message,
    /// Indexes of the findings that it answers; empty when it only mends the sentence.
    pub findings: Vec<usize>,
}

/// Unchanged words shorter than this (in characters) between two changes do not part them.
const BRIDGE: usize = 4;

/// The edits that turn `before` (which stands at `at` in the draft) into `after`.
pub fn between(at: u32, before: &str, after: &str) -> Vec<(Span<Original>, String, String)> {
    let old: Vec<char> = before.chars().collect();
    let new: Vec<char> = after.chars().collect();
    // What lies between the words that stay is what changes; a short stretch that stays joins two.
    let mut hunks: Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> = Vec::new();
    let (mut o, mut n) = (0, 0);
    let same = similar::capture_diff_slices(similar::Algorithm::Myers, &old, &new)
        .into_iter()
        .map(|op| op.as_tag_tuple())
        .filter(|(tag, ..)| *tag == similar::DiffTag::Equal)
        .map(|(_, o, n)| whole_words(&old, &new, o, n))
        .chain([(old.len()..old.len(), new.len()..new.len())]);
    for (same_old, same_new) in same {
        let hunk = (o..same_old.start, n..same_new.start);
        (o, n) = (same_old.end, same_new.end);
        if hunk.0.is_empty() && hunk.1.is_empty() {
            continue;
        }
        match hunks.last_mut() {
            Some((lo, ln)) if hunk.0.start.saturating_sub(lo.end) < BRIDGE => {
                lo.end = hunk.0.end;
                ln.end = hunk.1.end;
            }
            _ => hunks.push(hunk),
        }
    }
    let bytes: Vec<usize> = before.char_indices().map(|(i, _)| i).chain([before.len()]).collect();
    let place = |n: usize| at as usize + bytes.get(n).copied().unwrap_or(before.len());
    hunks
        .into_iter()
        .map(|(o, n)| {
            let text = |list: &[char], r: std::ops::Range<usize>| {
                list.get(r).map(|c| c.iter().collect::<String>()).unwrap_or_default()
            };
            (Span::from_usize(place(o.start), place(o.end)), text(&old, o.clone()), text(&new, n.clone()))
        })
        .collect()
}

/// The part of a stretch that stays which does not cut a Latin word in two.
fn whole_words(
    old: &[char],
    new: &[char],
    mut o: std::ops::Range<usize>,
    mut n: std::ops::Range<usize>,
) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
    let letter = |list: &[char], at: Option<usize>| {
        at.and_then(|at| list.get(at)).is_some_and(char::is_ascii_alphanumeric)
    };
    while !o.is_empty()
        && letter(old, Some(o.start))
        && (letter(old, o.start.checked_sub(1)) || letter(new, n.start.checked_sub(1)))
    {
        o.start += 1;
        n.start += 1;
    }
    while !o.is_empty()
        && letter(old, o.end.checked_sub(1))
        && (letter(old, Some(o.end)) || letter(new, Some(n.end)))
    {
        o.end -= 1;
        n.end -= 1;
    }
    (o, n)
}

/// How many characters two texts share in runs of at least [`BRIDGE`].
pub fn shared(before: &str, after: &str) -> usize {
    if before == after {
        return before.chars().filter(|c| senbiki_text::script::is_word_char(*c)).count();
    }
    let old: Vec<char> = before.chars().collect();
    let new: Vec<char> = after.chars().collect();
    similar::capture_diff_slices(similar::Algorithm::Myers, &old, &new)
        .into_iter()
        .map(|op| op.as_tag_tuple())
        .filter(|(tag, o, _)| *tag == similar::DiffTag::Equal && o.len() >= BRIDGE)
        .map(|(_, o, _)| o.len())
        .sum()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    ja: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reasons {
    /// Said in another way.
    changed: Raw,
    /// Left out.
    dropped: Raw,
}

fn reasons() -> &'static BTreeMap<String, Reasons> {
    static ALL: OnceLock<BTreeMap<String, Reasons>> = OnceLock::new();
    ALL.get_or_init(|| toml::from_str(senbiki_line::rule::REASONS).unwrap_or_default())
}

/// Most reasons told for one edit.
const MOST_REASONS: usize = 3;

/// Why an edit was made: a sentence for each kind of thing that it answers.
pub fn reason(after: &str, findings: &[&Finding]) -> Message {
    let mut ids: Vec<&str> = Vec::new();
    for f in findings {
        if !ids.contains(&f.category.id()) && ids.len() < MOST_REASONS {
            ids.push(f.category.id());
        }
    }
    if ids.is_empty() {
        ids.push("mended");
    }
    let raw =
        |id: &&str| reasons().get(*id).map(|r| if after.trim().is_empty() { &r.dropped } else { &r.changed });
    let all: Vec<&Raw> = ids.iter().filter_map(raw).collect();
    Message::new(
        all.iter().map(|r| r.ja.as_str()).collect::<String>(),
        all.iter().map(|r| r.en.as_str()).collect::<Vec<_>>().join(" "),
    )
}

#[cfg(test)]
/// Whether every category, and the mending of sentences, has its reasons in both languages.
pub fn reasons_are_whole() -> bool {
    Category::ALL.iter().map(|c| c.id()).chain(["mended"]).all(|id| {
        reasons()
            .get(id)
            .is_some_and(|r| [&r.changed, &r.dropped].iter().all(|m| !m.ja.is_empty() && !m.en.is_empty()))
    })
}

/// The draft with the chosen edits; edits are in the order of the text and do not overlap.
pub fn apply<'e>(draft: &str, edits: impl Iterator<Item = &'e Edit>) -> String {
    let (mut out, mut reached) = (String::with_capacity(draft.len()), 0);
    for edit in edits {
        let range = edit.span.range();
        out.push_str(draft.get(reached..range.start).unwrap_or_default());
        out.push_str(&edit.after);
        reached = range.end;
    }
    out.push_str(draft.get(reached..).unwrap_or_default());
    out
}
