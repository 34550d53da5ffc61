//! Singling out: the clues of a draft and of earlier posts about the same party leave only one or
//! two parties of the lists.

use roaring::RoaringBitmap;

use super::concept::ConceptId;
use super::fact::Attribute;
use super::history::{History, Link, Row, RowId, Subject};
use super::lexicon::{Lexicon, Party};
use super::sets::Relation;

/// So few parties are as good as named.
pub const FEW: u64 = 2;

/// A clue, and the post that gave it; `None` is the draft.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Given {
    pub attribute: Attribute,
    pub concept: ConceptId,
    pub post: Option<RowId>,
}

/// What is known of one party.
#[derive(Debug, Clone, Default)]
pub struct File {
    pub relation: Option<Relation>,
    pub clues: Vec<Given>,
}

/// A party that is singled out.
#[derive(Debug, Clone)]
pub struct Singled {
    pub file: File,
    pub left: RoaringBitmap,
    /// The posts without which the set would be open, the draft not among them.
    pub posts: Vec<RowId>,
    /// The clue of the draft whose removal leaves the most.
    pub opens: Option<(Given, u64)>,
}

/// The parties that the draft singles out together with linked posts.
pub fn find(history: &History, draft: &Row, story: &[Link]) -> Vec<Singled> {
    let lexicon = history.lexicon();
    let mut out: Vec<Singled> = Vec::new();
    for subject in draft.subjects.iter().filter(|s| !s.clues.is_empty() && !s.other) {
        let mut file = File::default();
        file.add(subject, None);
        for link in story {
            let Some(row) = history.row(link.row) else { continue };
            for earlier in &row.subjects {
                let fits = match (file.relation, earlier.relation) {
                    (Some(a), Some(b)) => a == b,
                    _ => true,
                };
                if !fits || earlier.clues.is_empty() && earlier.relation.is_none() {
                    continue;
                }
                let mut more = file.clone();
                more.add(earlier, Some(row.id));
                // Who would be both is nobody of the lists: another party is meant.
                if !more.left(lexicon).is_empty() {
                    file = more;
                }
            }
        }
        let before = file.without(|g| g.post.is_none());
        if !before.clues.is_empty() && crosses(lexicon, &file) && !crosses(lexicon, &before) {
            out.push(singled(lexicon, file));
        }
    }
    out
}

impl File {
    fn add(&mut self, subject: &Subject, post: Option<RowId>) {
        self.relation = self.relation.or(subject.relation);
        self.clues.extend(subject.clues.iter().map(|(attribute, concept)| Given {
            attribute: *attribute,
            concept: *concept,
            post,
        }));
    }

    fn without(&self, drop: impl Fn(&Given) -> bool) -> Self {
        let clues = self.clues.iter().filter(|g| !drop(g)).copied().collect();
        Self { relation: self.relation, clues }
    }

    /// The parties that all clues leave.
    pub fn left(&self, lexicon: &Lexicon) -> RoaringBitmap {
        let mut left = lexicon.sets.of(self.relation).clone();
        for g in &self.clues {
            left &= &*lexicon.sets.left_by(&lexicon.concepts, g.attribute, self.relation, g.concept);
        }
        left
    }
}

/// Whether a file leaves one or two parties that may not be named, by at least two attributes of
/// which one says more than may be said of them.
fn crosses(lexicon: &Lexicon, file: &File) -> bool {
    // Who only looks alike and has nothing to do with us is not singled out.
    if file.relation.is_none() {
        return false;
    }
    let left = file.left(lexicon);
    if left.is_empty() || left.len() > FEW || !lexicon.sets.any_protected(&left) {
        return false;
    }
    let parties: Vec<&Party> = left.iter().filter_map(|n| lexicon.parties.get(n as usize)).collect();
    let among = lexicon.sets.of(file.relation);
    let mut attributes: Vec<Attribute> = Vec::new();
    let mut beyond = false;
    for g in &file.clues {
        let set = lexicon.sets.left_by(&lexicon.concepts, g.attribute, file.relation, g.concept);
        if set.len() == among.len() {
            continue;
        }
        if !attributes.contains(&g.attribute) {
            attributes.push(g.attribute);
        }
        beyond |= parties.iter().all(|p| !is_said(lexicon, p, g.concept));
    }
    attributes.len() > 1 && beyond
}

/// Whether what may be said of a party tells this anyway.
fn is_said(lexicon: &Lexicon, party: &Party, clue: ConceptId) -> bool {
    party.said.iter().any(|s| lexicon.concepts.holds(clue, *s))
}

fn singled(lexicon: &Lexicon, mut file: File) -> Singled {
    // A post contributes when it leaves fewer than the posts before it did.
    let mut rows: Vec<RowId> = file.clues.iter().filter_map(|g| g.post).collect();
    rows.sort_unstable();
    rows.dedup();
    let mut posts: Vec<RowId> = Vec::new();
    let mut reached = lexicon.sets.of(file.relation).len();
    for row in &rows {
        let so_far = file.without(|g| g.post.is_none_or(|p| p != *row && !posts.contains(&p)));
        let left = so_far.left(lexicon).len();
        if left < reached {
            posts.push(*row);
            reached = left;
        }
    }
    if posts.is_empty() {
        posts = rows;
    }
    file = file.without(|g| g.post.is_some_and(|p| !posts.contains(&p)));
    let opens = file
        .clues
        .iter()
        .filter(|g| g.post.is_none())
        .map(|g| {
            let same = |other: &Given| other.attribute == g.attribute && other.concept == g.concept;
            (*g, file.without(same).left(lexicon).len())
        })
        .max_by_key(|(_, left)| *left);
    let left = file.left(lexicon);
    Singled { file, left, posts, opens }
}
