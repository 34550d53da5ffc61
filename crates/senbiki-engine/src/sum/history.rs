//! What all earlier posts gave away, indexed so that one draft is compared with many thousands of
//! posts in a moment.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use senbiki_line::{Category, Date};

use super::concept::{ConceptId, Group};
use super::fact::{Amount, Attribute, Disclosure, Fact, Ingredient, Measure, Piece, Reference};
use super::lexicon::Lexicon;
use super::masked::StoryWord;
use super::sets::Relation;
use super::story;
use crate::engine::Engine;

/// The number of a ledger row (or, in a replay, of a post).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(pub u64);

/// Somebody who was not named.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Subject {
    pub relation: Option<Relation>,
    /// An earlier post is meant.
    pub back: bool,
    /// Somebody else is meant than before.
    pub other: bool,
    pub clues: Vec<(Attribute, ConceptId)>,
}

/// What one post gave away, with its words looked up.
#[derive(Debug, Clone)]
pub struct Row {
    pub id: RowId,
    pub date: Date,
    pub subjects: Vec<Subject>,
    /// The words that stand in earlier posts, by their number.
    pub words: Vec<u32>,
    /// How many words it has.
    pub told: usize,
    /// The clues of all its subjects.
    pub clues: Vec<(Attribute, ConceptId)>,
    pub pieces: Vec<(Option<Reference>, Piece, String)>,
    /// It speaks of something that was announced.
    pub announced: bool,
    pub parts: Vec<(String, Ingredient, Amount)>,
    /// It speaks as if an earlier post were known.
    pub back: bool,
}

/// A row, and how strongly it tells the same story.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    pub row: usize,
    pub strength: f32,
    /// Strong enough without anything else.
    pub sure: bool,
}

/// Who read a post may remember it for so many days.
const REMEMBERED: i32 = 150;

/// How many of the latest rows with a word are looked at.
const LATEST: usize = 100;

/// How many linked rows are kept, the strongest.
const MOST_LINKS: usize = 24;

/// Of so many linked rows the story is followed further.
const WIDENED: usize = 2;

/// Two posts tell the same story when the words that they share weigh this much, and this much when
/// the later one speaks of an earlier one.
const SAME_STORY: f32 = 8.5;
const SAME_STORY_BACK: f32 = 6.5;

/// Longer posts share words by chance.
const LONG: usize = 22;

/// Posts that share so much are linked when something else ties them together too.
const SOMEHOW: f32 = 5.0;

/// The least and most of a level, and the rows that said it.
type Said = BTreeMap<(Amount, Amount), Vec<u32>>;

/// What all earlier posts gave away.
#[derive(Debug, Clone)]
pub struct History {
    lexicon: Arc<Lexicon>,
    rows: Vec<Row>,
    by_id: HashMap<RowId, usize>,
    words: HashMap<StoryWord, u32>,
    /// The word of each number.
    spelling: Vec<StoryWord>,
    /// For each word the rows that hold it.
    postings: Vec<Vec<u32>>,
    by_product: HashMap<String, Vec<u32>>,
    by_plan: HashMap<Reference, Vec<u32>>,
    names: HashMap<Reference, Vec<u32>>,
    levels: HashMap<(Category, String, Measure), Said>,
    withdrawn: std::collections::HashSet<RowId>,
    /// Some row is older than the one before it, as after an import.
    mixed: bool,
}

impl History {
    /// Nothing published yet.
    #[must_use]
    pub fn new(engine: &Engine) -> Self {
        Self {
            lexicon: Arc::clone(engine.lexicon()),
            rows: Vec::new(),
            by_id: HashMap::new(),
            words: HashMap::new(),
            spelling: Vec::new(),
            postings: Vec::new(),
            by_product: HashMap::new(),
            by_plan: HashMap::new(),
            names: HashMap::new(),
            levels: HashMap::new(),
            withdrawn: std::collections::HashSet::new(),
            mixed: false,
        }
    }

    /// Adds what a post gave away. Rows come in the order in which they were published.
    pub fn push(&mut self, row: RowId, disclosure: &Disclosure) {
        let Ok(at) = u32::try_from(self.rows.len()) else { return };
        for fact in &disclosure.facts {
            match fact {
                Fact::Name { reference, .. } => self.names.entry(*reference).or_default().push(at),
                Fact::Level { category, of, measure, from, to, .. } => {
                    let key = (*category, of.clone(), *measure);
                    self.levels.entry(key).or_default().entry((*from, *to)).or_default().push(at);
                }
                Fact::Story { words } => {
                    for word in words {
                        let next = u32::try_from(self.postings.len()).unwrap_or(u32::MAX);
                        let id = *self.words.entry(*word).or_insert(next);
                        if id == next {
                            self.postings.push(Vec::new());
                            self.spelling.push(*word);
                        }
                        if let Some(list) = self.postings.get_mut(id as usize) {
                            list.push(at);
                        }
                    }
                }
                Fact::Clue { .. } | Fact::Plan { .. } | Fact::Capacity { .. } => {}
            }
        }
        let read = self.read(row, disclosure);
        for (of, _, _) in &read.parts {
            let list = self.by_product.entry(of.clone()).or_default();
            if !of.is_empty() && list.last() != Some(&at) {
                list.push(at);
            }
        }
        for plan in read.pieces.iter().filter_map(|p| p.0) {
            let list = self.by_plan.entry(plan).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
        self.mixed |= self.rows.last().is_some_and(|last| last.date > read.date);
        self.by_id.insert(row, self.rows.len());
        self.rows.push(read);
    }

    /// A row was withdrawn: what it said frees nothing any more. Who read it has read it, so its
    /// clues still add up.
    pub fn withdraw(&mut self, row: RowId) {
        self.withdrawn.insert(row);
    }

    /// How many rows there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// True when nothing was published yet.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The day of a row.
    #[must_use]
    pub fn date(&self, row: RowId) -> Option<Date> {
        self.by_id.get(&row).and_then(|at| self.rows.get(*at)).map(|r| r.date)
    }

    pub(super) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    pub(super) fn row(&self, at: usize) -> Option<&Row> {
        self.rows.get(at)
    }

    /// The latest rows about a product, newest first.
    pub(super) fn about_product(&self, product: &str) -> impl Iterator<Item = usize> + '_ {
        self.by_product
            .get(product)
            .into_iter()
            .flat_map(|l| l.iter().rev().take(LATEST))
            .map(|at| *at as usize)
    }

    /// The latest rows with a word of a listed plan, newest first.
    pub(super) fn about_plan(&self, plan: Reference) -> impl Iterator<Item = usize> + '_ {
        self.by_plan.get(&plan).into_iter().flat_map(|l| l.iter().rev().take(LATEST)).map(|at| *at as usize)
    }

    fn is_standing(&self, at: u32) -> Option<&Row> {
        self.rows.get(at as usize).filter(|r| !self.withdrawn.contains(&r.id))
    }

    /// The first standing row that named an entry.
    pub(super) fn named(&self, reference: Reference) -> Option<&Row> {
        self.names.get(&reference)?.iter().find_map(|at| self.is_standing(*at))
    }

    /// The first standing row that said a level at least as exactly.
    pub(super) fn said(&self, fact: &Fact) -> Option<&Row> {
        let Fact::Level { category, of, measure, from, to, .. } = fact else { return None };
        let said = self.levels.get(&(*category, of.clone(), *measure))?;
        let lowest = Amount(i64::MIN);
        let inside = said.range((*from, lowest)..=(*to, *to)).filter(|((_, most), _)| most <= to);
        inside.flat_map(|(_, rows)| rows.iter().find_map(|at| self.is_standing(*at))).min_by_key(|r| r.id)
    }

    /// A post with its words looked up.
    pub(super) fn read(&self, id: RowId, disclosure: &Disclosure) -> Row {
        let mut row = Row {
            id,
            date: disclosure.date,
            subjects: Vec::new(),
            words: Vec::new(),
            told: 0,
            clues: Vec::new(),
            pieces: Vec::new(),
            announced: false,
            parts: Vec::new(),
            back: false,
        };
        let mut subjects: BTreeMap<u8, Subject> = BTreeMap::new();
        for fact in &disclosure.facts {
            match fact {
                Fact::Clue { subject, attribute, value } => {
                    let s = subjects.entry(*subject).or_default();
                    self.read_clue(s, *attribute, value);
                }
                Fact::Story { words } => {
                    row.told += words.len();
                    row.words.extend(words.iter().filter_map(|w| self.words.get(w).copied()));
                }
                Fact::Plan { about, piece, value } => {
                    if about == "announced" {
                        row.announced = true;
                    } else {
                        row.pieces.push((about.parse().ok(), *piece, value.clone()));
                    }
                }
                Fact::Capacity { of, what, value } => row.parts.push((of.clone(), *what, *value)),
                Fact::Name { .. } | Fact::Level { .. } => {}
            }
        }
        row.back = subjects.values().any(|s| s.back);
        row.subjects = subjects.into_values().collect();
        row.clues = row.subjects.iter().flat_map(|s| s.clues.iter().copied()).collect();
        row
    }

    fn read_clue(&self, s: &mut Subject, attribute: Attribute, value: &str) {
        let groups: &[Group] = match attribute {
            Attribute::Relation => {
                s.relation = match value {
                    "customer" => Some(Relation::Customer),
                    "supplier" => Some(Relation::Supplier),
                    _ => None,
                };
                return;
            }
            Attribute::Reference => {
                s.back |= value == "same";
                s.other |= value == "other";
                return;
            }
            Attribute::Region => &[Group::Region],
            Attribute::Size => &[Group::Size],
            Attribute::Industry => &[Group::Industry],
            Attribute::Product | Attribute::Supplies => &[Group::Goods],
            Attribute::Time => &[],
        };
        let id = groups.iter().find_map(|g| self.lexicon.concepts.named(*g, value));
        s.clues.extend(id.map(|id| (attribute, id)));
    }

    /// The rows that tell the same story as this post, strongest first.
    pub(super) fn links(&self, post: &Row) -> Vec<Link> {
        // In order, everything before a certain row is forgotten.
        let forgotten = |r: &Row| (post.date - r.date).get_days() > REMEMBERED;
        let oldest = if self.mixed { 0 } else { self.rows.partition_point(forgotten) };
        let latest = |id: u32| {
            let list = self.postings.get(id as usize).map(Vec::as_slice).unwrap_or_default();
            let list = list.get(list.len().saturating_sub(LATEST)..).unwrap_or_default();
            list.get(list.partition_point(|at| (*at as usize) < oldest)..).unwrap_or_default()
        };
        let weighed = post.words.iter().filter_map(|id| {
            let here = self.postings.get(*id as usize)?.len();
            let weight = story::weight(*self.spelling.get(*id as usize)?, here, self.rows.len());
            (weight >= story::LEAST).then(|| (latest(*id), weight))
        });
        let shared: Vec<(&[u32], f32)> = weighed.collect();
        let Some(first) = shared.iter().filter_map(|s| s.0.first()).min().copied() else { return Vec::new() };
        let last = shared.iter().filter_map(|s| s.0.last()).max().copied().unwrap_or(first);
        let mut strength: Vec<f32> = vec![0.0; (last - first) as usize + 1];
        for (rows, weight) in &shared {
            for at in *rows {
                if let Some(sum) = strength.get_mut((*at - first) as usize) {
                    *sum += weight;
                }
            }
        }
        let mut out: Vec<Link> = Vec::new();
        for (at, shared) in (first..).zip(strength).filter(|(_, s)| *s > 0.0) {
            let Some(row) = self.rows.get(at as usize) else { continue };
            let strength = shared + common_clues(post, row);
            let near = || (post.date - row.date).get_days().abs() <= REMEMBERED;
            if strength < SOMEHOW || !near() {
                continue;
            }
            let long = post.told.saturating_sub(LONG) + row.told.saturating_sub(LONG);
            let enough = if post.back { SAME_STORY_BACK } else { SAME_STORY };
            let sure = strength >= enough + long as f32 * 0.25;
            out.push(Link { row: at as usize, strength, sure });
        }
        out.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(b.row.cmp(&a.row)));
        out.truncate(MOST_LINKS);
        out
    }

    /// As [`History::links`], for a row that is there, looking only at what came before it.
    pub(super) fn links_of(&self, at: usize) -> Vec<Link> {
        let Some(row) = self.rows.get(at) else { return Vec::new() };
        let mut links = self.links(row);
        links.retain(|l| l.row < at);
        links
    }

    /// The surest links and what tells the same story as the strongest of them: a reader who
    /// knows one post of a story knows the others.
    pub(super) fn widened(&self, links: &[Link]) -> Vec<Link> {
        let mut out: Vec<Link> = links.iter().filter(|l| l.sure).copied().collect();
        let direct = out.len();
        for n in 0..direct.min(WIDENED) {
            let Some(link) = out.get(n).copied() else { break };
            let Some(row) = self.rows.get(link.row) else { continue };
            for more in self.links(row) {
                if more.sure && more.row != link.row && !out.iter().any(|l| l.row == more.row) {
                    out.push(more);
                }
            }
        }
        out.truncate(MOST_LINKS * 2);
        out
    }

    pub(super) fn position(&self, row: RowId) -> Option<usize> {
        self.by_id.get(&row).copied()
    }
}

/// The most that common clues add.
const MOST_COMMON: f32 = 6.0;

/// A trade or product that both speak of makes it likelier that they mean the same.
fn common_clues(a: &Row, b: &Row) -> f32 {
    let common = a.clues.iter().filter(|c| b.clues.contains(c));
    let weight = |attribute: Attribute| match attribute {
        Attribute::Region | Attribute::Size => 2.0,
        _ => 4.0,
    };
    common.map(|c| weight(c.0)).sum::<f32>().min(MOST_COMMON)
}
