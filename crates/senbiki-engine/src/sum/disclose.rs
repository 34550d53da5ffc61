//! Reads what one post gives away.

use senbiki_line::{EntryKind, Line};
use senbiki_text::segment::Segments;
use senbiki_text::{Folded, Span};

use super::capacity_read;
use super::clue_read;
use super::cues::{self, Cue};
use super::fact::{Attribute, Disclosure, Fact, Piece, Reference};
use super::level_read;
use super::masked::{self, Guard, StoryWord};
use super::plan_read;
use super::story;
use crate::engine::{Engine, LONGEST_DRAFT, Material};
use crate::mention::{Kind, Mention};
use crate::number::{self, Quantity};

/// What the readers of one post look at.
pub struct Page<'t> {
    /// The folded text.
    pub folded: &'t str,
    /// Its sentences and clauses.
    pub segments: Segments,
    /// Cues in the order of their place.
    pub cues: Vec<(Span<Folded>, Cue)>,
    /// Numbers.
    pub quantities: Vec<Quantity>,
    /// Where names of the lists and of the firm itself stand; they are no clues.
    pub taken: Mask,
}

/// Marks on the bytes of a text, so that a look-up costs the length of its span and not the number
/// of marks.
#[derive(Clone)]
pub struct Mask(Vec<bool>);

impl Mask {
    /// No marks on so many bytes.
    pub fn new(bytes: usize) -> Self {
        Self(vec![false; bytes])
    }
    /// Marks a span.
    pub fn add(&mut self, span: Span<Folded>) {
        if let Some(bytes) = self.0.get_mut(span.range()) {
            bytes.fill(true);
        }
    }
    /// Whether any byte of a span is marked.
    pub fn touches(&self, span: Span<Folded>) -> bool {
        self.0.get(span.range()).is_some_and(|bytes| bytes.contains(&true))
    }
}

impl Page<'_> {
    /// The cues that begin in a span.
    pub fn within(&self, span: Span<Folded>) -> impl Iterator<Item = (Span<Folded>, Cue)> + '_ {
        let from = self.cues.partition_point(|c| c.0.start < span.start);
        self.cues.iter().skip(from).take_while(move |c| c.0.start < span.end).copied()
    }
    /// Whether a cue begins in a span.
    pub fn has(&self, span: Span<Folded>, cue: Cue) -> bool {
        self.within(span).any(|c| c.1 == cue)
    }
    /// The text of a span.
    pub fn text(&self, span: Span<Folded>) -> &str {
        self.folded.get(span.range()).unwrap_or_default()
    }
    /// Whether a span lies on a name.
    pub fn is_taken(&self, span: Span<Folded>) -> bool {
        self.taken.touches(span)
    }
}

/// A fact and where it stands.
pub type Placed = (Span<Folded>, Fact);

/// Reads a post.
pub fn disclose(engine: &Engine, material: &Material<'_>) -> Disclosure {
    let mut out = Disclosure {
        date: material.as_of,
        channel: material.channel,
        facts: Vec::new(),
        places: Vec::new(),
        surfaces: Vec::new(),
    };
    if material.text.original().len() > LONGEST_DRAFT {
        return out;
    }
    let lexicon = engine.lexicon();
    let (tokens, mentions) = engine.read(material, &mut Vec::new());
    let folded = material.text.folded();
    let mut taken = Mask::new(folded.len());
    lexicon.ours.all(folded).into_iter().for_each(|(s, ())| taken.add(s));
    mentions.iter().filter(|m| is_name(m.kind)).for_each(|m| taken.add(m.span));
    let mut cues: Vec<(Span<Folded>, Cue)> =
        cues::finder().all(folded).into_iter().map(|(s, c)| (s, *c)).collect();
    cues.sort_by_key(|c| (c.0.start, c.0.end));
    let page = Page {
        folded,
        segments: Segments::new(folded),
        cues,
        quantities: number::quantities(material.text, engine.units()),
        taken,
    };
    let mut facts: Vec<Placed> = names(engine.line(), &mentions);
    facts.extend(level_read::read(engine, material, &page, &tokens));
    facts.extend(clue_read::read(lexicon, &page));
    facts.extend(plan_read::read(lexicon, &page, material.as_of));
    facts.extend(capacity_read::read(lexicon, &page));
    facts.sort_by(|a, b| (a.0.start, a.0.end, &a.1).cmp(&(b.0.start, b.0.end, &b.1)));
    // That two posts speak of customers, of one trade or one region does not make them one story.
    let mut skip = page.taken.clone();
    for (span, cue) in &page.cues {
        if matches!(cue, Cue::Customer | Cue::Supplier) {
            skip.add(*span);
        }
    }
    for (span, fact) in &facts {
        if let Fact::Clue { attribute: Attribute::Industry | Attribute::Region | Attribute::Size, .. } = fact
        {
            skip.add(*span);
        }
    }
    let mut words = story::words(folded, &skip);
    for (span, id) in lexicon.finder.longest(folded) {
        // Names of products in hiragana are no words by themselves.
        if lexicon.products.iter().any(|p| p.1 == *id) {
            words.push((lexicon.labels(*id).0.to_owned(), span));
        }
    }
    if words.len() > story::MOST_WORDS {
        words.sort_by(|a, b| story::rarity(&b.0).total_cmp(&story::rarity(&a.0)));
        words.truncate(story::MOST_WORDS);
    }
    if let Some(first) = words.first() {
        let whole = first.1;
        let mut words: Vec<StoryWord> = words.iter().map(|w| StoryWord::new(&w.0)).collect();
        words.sort_unstable();
        words.dedup();
        facts.push((whole, Fact::Story { words }));
    }
    let mut seen = std::collections::HashSet::new();
    for (span, mut fact) in facts {
        guard(&lexicon.guard, &mut fact);
        if seen.insert(fact.clone()) {
            out.facts.push(fact);
            let place = material.text.to_original(span);
            out.places.push(place);
            out.surfaces.push(material.text.original_str(place).to_owned());
        }
    }
    out
}

/// Takes every protected name out of a fact.
fn guard(names: &Guard, fact: &mut Fact) {
    match fact {
        Fact::Clue { value: word, .. } | Fact::Capacity { of: word, .. } => *word = names.told(word),
        // A part of it may be a mark already.
        Fact::Level { of, .. } if names.stands_in(of) => *of = masked::mark(of),
        // Times have a form of their own.
        Fact::Plan { about, piece, value }
            if *piece != Piece::Date && value != about && names.stands_in(value) =>
        {
            *value = masked::mark(value);
        }
        Fact::Level { .. } | Fact::Plan { .. } | Fact::Name { .. } | Fact::Story { .. } => {}
    }
}

/// Names of the lists; those of the firm itself are none.
const fn is_name(kind: Kind) -> bool {
    matches!(kind, Kind::Listed(_) | Kind::Masked | Kind::Firm | Kind::Person)
}

fn names(line: &Line, mentions: &[Mention]) -> Vec<Placed> {
    let mut out = Vec::new();
    for m in mentions {
        let (Kind::Listed(kind) | Kind::Free(kind)) = m.kind else { continue };
        let Some(entry) = m.entry.and_then(|id| line.entry(id)) else { continue };
        if entry.kind != EntryKind::Competitor {
            out.push((m.span, Fact::Name { kind, reference: Reference::new(entry.kind, entry.name) }));
        }
    }
    out
}
