//! Clues about parties that a post does not name.

use senbiki_text::{Folded, Span};

use super::concept::{ConceptId, Group};
use super::cues::Cue;
use super::disclose::{Page, Placed};
use super::fact::{Attribute, Fact};
use super::lexicon::Lexicon;

/// Somebody who is not named, while a post is read.
#[derive(Default)]
struct Subject {
    relation: Option<(Cue, Span<Folded>)>,
    back: Option<Span<Folded>>,
    other: Option<Span<Folded>>,
    clues: Vec<(Span<Folded>, Attribute, ConceptId)>,
}

/// How far a word of the trade may stand from the one that makes it somebody's, in bytes of folded
/// text: eight Japanese characters.
const NEAR: u32 = 24;

/// Reads the clues of a post. Sentences speak of the same party until one speaks of another.
pub fn read(lexicon: &Lexicon, page: &Page<'_>) -> Vec<Placed> {
    let found: Vec<(Span<Folded>, ConceptId)> = lexicon
        .finder
        .longest(page.folded)
        .into_iter()
        .filter(|(s, _)| !page.is_taken(*s))
        .map(|(s, id)| (s, *id))
        .collect();
    let mut subjects: Vec<Subject> = vec![Subject::default()];
    let mut at = 0;
    for sentence in page.segments.sentences() {
        let mut here = Subject::default();
        for (span, cue) in page.within(sentence) {
            match cue {
                Cue::Customer | Cue::Supplier if here.relation.is_none() => here.relation = Some((cue, span)),
                Cue::Back if here.back.is_none() => here.back = Some(span),
                Cue::Other if here.other.is_none() => here.other = Some(span),
                _ => {}
            }
        }
        while let Some((span, id)) = found.get(at).copied().filter(|f| f.0.start < sentence.end) {
            at += 1;
            if let Some(attribute) = attribute(lexicon, page, sentence, span, id) {
                here.clues.push((span, attribute, id));
            }
        }
        let splits = subjects.last().is_some_and(|current| {
            here.other.is_some() && !current.clues.is_empty()
                || conflict(lexicon, current, &here)
                || matches!((current.relation, here.relation), (Some(a), Some(b)) if a.0 != b.0)
        });
        if splits {
            subjects.push(here);
        } else if let Some(current) = subjects.last_mut() {
            current.relation = current.relation.or(here.relation);
            current.back = current.back.or(here.back);
            current.other = current.other.or(here.other);
            current.clues.extend(here.clues);
        }
    }
    let mut out = Vec::new();
    let mut number = 0_u8;
    for s in subjects.iter().filter(|s| !s.clues.is_empty() || s.relation.is_some()) {
        number = number.saturating_add(1);
        facts(lexicon, s, number, &mut out);
    }
    out
}

fn facts(lexicon: &Lexicon, s: &Subject, subject: u8, out: &mut Vec<Placed>) {
    let mut push = |span: Span<Folded>, attribute: Attribute, value: &str| {
        out.push((span, Fact::Clue { subject, attribute, value: value.to_owned() }));
    };
    if let Some((cue, span)) = s.relation {
        push(span, Attribute::Relation, if cue == Cue::Supplier { "supplier" } else { "customer" });
    }
    if let Some(span) = s.other {
        push(span, Attribute::Reference, "other");
    } else if let Some(span) = s.back {
        push(span, Attribute::Reference, "same");
    }
    let supplier = s.relation.is_some_and(|r| r.0 == Cue::Supplier);
    for (span, attribute, id) in &s.clues {
        let attribute = match attribute {
            Attribute::Product if supplier => Attribute::Supplies,
            other => *other,
        };
        push(*span, attribute, lexicon.labels(*id).0);
    }
}

/// Two trades, or two regions, that one party cannot both have.
fn conflict(lexicon: &Lexicon, current: &Subject, here: &Subject) -> bool {
    here.clues.iter().any(|(_, attribute, id)| {
        let same = || current.clues.iter().filter(|c| c.1 == *attribute);
        matches!(attribute, Attribute::Industry | Attribute::Region)
            && same().next().is_some()
            && !same().any(|c| lexicon.concepts.meet(c.2, *id))
    })
}

/// What a word is a clue about, if it is one here.
fn attribute(
    lexicon: &Lexicon,
    page: &Page<'_>,
    sentence: Span<Folded>,
    span: Span<Folded>,
    id: ConceptId,
) -> Option<Attribute> {
    let concept = lexicon.concepts.get(id)?;
    match concept.group {
        // 国内 leaves everybody.
        Group::Region => (concept.name != "日本").then_some(Attribute::Region),
        // Dishes have ranks, too.
        Group::Size => {
            let rank = matches!(concept.name.as_str(), "最大手" | "2位" | "3位");
            (!rank || is_somebodys(page, sentence, span)).then_some(Attribute::Size)
        }
        // 塩 and パン stand on every table; a trade is somebody's when a word for a firm is near.
        Group::Industry => is_somebodys(page, sentence, span).then_some(Attribute::Industry),
        Group::Goods => {
            let ours = lexicon.is_listed_good(id);
            (ours || is_somebodys(page, sentence, span)).then_some(Attribute::Product)
        }
    }
}

fn is_somebodys(page: &Page<'_>, sentence: Span<Folded>, span: Span<Folded>) -> bool {
    let firm = |c: Cue| matches!(c, Cue::Customer | Cue::Supplier | Cue::Firm | Cue::Carries);
    let after: Span<Folded> = Span::new(span.end, (span.end + NEAR).min(sentence.end));
    // 船 in 造船 is not near itself.
    if page.within(Span::new(span.start, after.end)).any(|(s, c)| firm(c) && s.end > span.end) {
        return true;
    }
    let before: Span<Folded> = Span::new(span.start.saturating_sub(NEAR).max(sentence.start), span.start);
    page.within(before).any(|(s, c)| matches!(c, Cue::Customer | Cue::Supplier) && s.end <= span.start)
}
