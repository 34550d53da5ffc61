//! What capitals, articles and verbs tell of a name in Latin letters.

use senbiki_line::NameFlags;
use senbiki_text::{Folded, Span};

use crate::finding::Step;
use crate::mention::names::Candidate;
use crate::sense::Weigh;
use crate::token::Tokens;
use crate::turns;

/// A bare noun that begins an English sentence and does something is a name: `Compass sent its
/// own engineer`. So is one after a preposition, without an article.
pub fn english(before: &str, rest: &str, w: &mut Weigh) {
    const VERBS: &[&str] = &[
        "sent",
        "made",
        "took",
        "gave",
        "got",
        "went",
        "came",
        "told",
        "said",
        "says",
        "wants",
        "needs",
        "has",
        "had",
        "bought",
        "sold",
        "paid",
        "pays",
        "wrote",
        "kept",
        "let",
        "put",
        "ran",
        "runs",
        "will",
        "won't",
        "would",
        "just",
        "never",
        "finally",
        "lent",
        "owes",
        "does",
        "did",
        "cut",
        "chose",
        "found",
        "met",
        "began",
        "left",
        "insists",
        "keeps",
        "makes",
        "takes",
        "gives",
        "gets",
        "sends",
        "thinks",
        "hates",
        "loves",
        "likes",
        "expects",
        "still",
        "ate",
        "eats",
        "holds",
        "held",
        "broke",
        "breaks",
        "knows",
        "knew",
        "sleeps",
        "slept",
        "woke",
        "sees",
        "stood",
        "sits",
        "spat",
        "swallowed",
        "learned",
        "refuses",
    ];
    let capital = w.path.iter().any(|s| matches!(s, Step::Raised(n, _) if n == "capital"));
    let lowered = w.path.iter().any(|s| matches!(s, Step::Lowered(n, _) if n == "small_letter"));
    if lowered {
        return;
    }
    let next: &str = rest
        .strip_prefix(' ')
        .map_or("", |r| r.split(|c: char| !c.is_ascii_alphabetic() && c != '\'').next().unwrap_or(""));
    let previous = before.trim_end().rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
    let article = matches!(
        previous,
        "a" | "an" | "the" | "my" | "this" | "that" | "each" | "every" | "one" | "some" | "no"
    );
    if capital && !article {
        w.add("no_article", 6);
    }
    if !capital && (next.len() >= 4 && next.ends_with("ed") || VERBS.contains(&next)) {
        w.add("acts", 20);
        if !article && before.trim_end().ends_with(['.', '!', '?']) || before.is_empty() {
            // Beaver ate a blade: what can be counted needs an article, a name does not.
            w.add("no_article", 6);
        }
    } else if capital && VERBS.contains(&next) {
        w.add("acts", 10);
    } else if rest.starts_with("'s ") {
        w.add("owns", 10);
    }
}

/// Latin letters, the first of them small, and no hashtag or mention.
pub fn in_small_letters(tokens: &Tokens<'_>, c: &Candidate) -> bool {
    let text = tokens.text;
    let original = text.to_original(c.span);
    let before = text.original().get(..original.start as usize).unwrap_or_default();
    c.flags.contains(NameFlags::LATIN)
        && text.original_str(original).chars().next().is_some_and(char::is_lowercase)
        && !before.ends_with(['#', '@'])
}

/// `a sommelier`: a small letter behind an article is no name, however rare the word.
pub fn after_article(tokens: &Tokens<'_>, c: &Candidate) -> bool {
    if !c.flags.contains(NameFlags::LATIN) || c.flags.contains(NameFlags::HAS_DIGIT) {
        return false;
    }
    let text = tokens.text;
    let original = text.to_original(c.span);
    let small = text.original_str(original).chars().next().is_some_and(char::is_lowercase);
    let before = text.original().get(..original.start as usize).unwrap_or_default();
    small && [" a ", " an ", "A ", "An "].iter().any(|a| before.ends_with(a))
}

/// An English word with a capital where a sentence would not have one.
pub fn capital(tokens: &Tokens<'_>, c: &Candidate, w: &mut Weigh) {
    if !c.flags.contains(NameFlags::LATIN) || c.capitals {
        return;
    }
    let text = tokens.text;
    let original = text.to_original(c.span);
    let written = text.original_str(original);
    let Some(first) = written.chars().next() else { return };
    let before = text.original().get(..original.start as usize).unwrap_or_default();
    if first.is_ascii_uppercase() || first.is_uppercase() {
        let previous = before.trim_end().chars().next_back();
        let starts_sentence = previous.is_none_or(|p| matches!(p, '.' | '!' | '?' | '\n' | '。' | ':'))
            || before.ends_with('\n');
        let japanese = previous.is_some_and(|p| !p.is_ascii());
        if japanese
            || text
                .original()
                .get(original.end as usize..)
                .and_then(|s| s.chars().next())
                .is_some_and(|n| !n.is_ascii() && n.is_alphabetic())
        {
            w.add("capital", 24);
        } else if !starts_sentence {
            w.add("capital", 18);
        } else if written.len() > 4 && written.chars().filter(|c| c.is_uppercase()).count() > 1 {
            w.add("capitals", 20);
        }
    } else {
        w.add("small_letter", -60);
    }
}

/// The name with a capital, where the same word stands in small letters beside it.
pub fn capital_among_small(tokens: &Tokens<'_>, c: &Candidate, sentence: Span<Folded>, w: &Weigh) -> bool {
    w.path.iter().any(|s| matches!(s, Step::Raised(n, _) if n == "capital"))
        && turns::both_cases(tokens, c, sentence)
}
