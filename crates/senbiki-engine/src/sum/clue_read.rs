//! Clues about parties that a post does not name.

use senbiki_text::script::{Script, script};
use senbiki_text::{Folded, Span};

use super::concept::{ConceptId, Group};
use super::cues::Cue;
use super::disclose::{Mask, Page, Placed};
use super::fact::{Attribute, Fact};
use super::lexicon::Lexicon;
use super::story;
use crate::number::Dimension;

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

/// Nobody keeps more unnamed parties of one post apart.
const MOST_SUBJECTS: usize = 12;

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
        if here.back.is_none() {
            here.back = here.relation.and_then(|(_, span)| known_by(lexicon, page, sentence, span));
        }
        here.clues.extend(headcount(lexicon, page, sentence));
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
            for clue in here.clues {
                // Said again it is the same clue.
                if !current.clues.iter().any(|c| c.1 == clue.1 && c.2 == clue.2) {
                    current.clues.push(clue);
                }
            }
        }
    }
    let mut out = Vec::new();
    let mut number = 0_u8;
    let told = subjects.iter().filter(|s| !s.clues.is_empty() || s.relation.is_some());
    for s in told.take(MOST_SUBJECTS) {
        number = number.saturating_add(1);
        facts(lexicon, s, number, &mut out);
    }
    out
}

/// 粘土のお客様: who is told by a rare thing is known from an earlier post. The place of the thing.
fn known_by(
    lexicon: &Lexicon,
    page: &Page<'_>,
    sentence: Span<Folded>,
    relation: Span<Folded>,
) -> Option<Span<Folded>> {
    let before = page.text(Span::new(sentence.start, relation.start)).strip_suffix('の')?;
    let word = |c: char| matches!(script(c), Script::Kanji | Script::Katakana);
    let from = before.trim_end_matches(word).len();
    let thing =
        Span::new(sentence.start + u32::try_from(from).ok()?, relation.start - 'の'.len_utf8() as u32);
    let text = page.text(thing);
    let rare = text.chars().nth(1).is_some()
        && story::words(text, &Mask::new(0)).iter().any(|w| story::rarity(&w.0) >= RARE);
    // A trade or a region tells what somebody is, not who.
    let known = || !page.is_taken(thing) && lexicon.finder.all(text).is_empty();
    (rare && known()).then_some(thing)
}

/// A word that hardly any post holds.
const RARE: f32 = 8.0;

/// 従業員12人の会社: a few people are a small firm, thousands a large one.
fn headcount(
    lexicon: &Lexicon,
    page: &Page<'_>,
    sentence: Span<Folded>,
) -> Vec<(Span<Folded>, Attribute, ConceptId)> {
    let told = page.text(sentence);
    if OURS.iter().any(|w| told.contains(w)) {
        return Vec::new();
    }
    let from = page.quantities.partition_point(|q| q.span.start < sentence.start);
    let here = page.quantities.iter().skip(from).take_while(|q| q.span.start < sentence.end);
    let people = here.filter(|q| q.dimension == Dimension::People && !q.range);
    people
        .filter_map(|q| {
            let before = page.text(Span::new(sentence.start, q.span.start));
            let after = page.text(Span::new(q.span.end, sentence.end));
            let staff =
                STAFF.iter().any(|w| before.ends_with(w)) || FIRMS.iter().any(|w| after.starts_with(w));
            let size = match q.value {
                n if (2.0..=30.0).contains(&n) => "中小",
                n if n >= 1000.0 => "大手",
                _ => return None,
            };
            let id = lexicon.concepts.named(Group::Size, size).filter(|_| staff)?;
            Some((q.span, Attribute::Size, id))
        })
        .collect()
}

/// The firm itself.
const OURS: &[&str] = &["当社", "弊社", "うち", "私たち", "わたしたち", "自社", " our ", " we "];
/// What stands before a number of people that work somewhere.
const STAFF: &[&str] =
    &["従業員", "従業員は", "社員", "社員は", "従業員が", "社員が", "従業員数", "従業員数は", "総勢"];
/// And after it.
const FIRMS: &[&str] = &[
    "の会社",
    "の町工場",
    "の小さな会社",
    "の小さな町工場",
    "の工場さん",
    "の鋳造所",
    "ほどの会社",
    "ほどの町工場",
    "だけの会社",
    "だけの町工場",
];

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
        Group::Region => {
            let private = page.has(page.segments.clause(span.start), Cue::Private);
            (concept.name != "日本" && !private).then_some(Attribute::Region)
        }
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
