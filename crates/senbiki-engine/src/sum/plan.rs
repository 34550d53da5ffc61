//! Adding up a plan: place, time, people and machines of something that was not announced, told in
//! several posts that a reader takes as one story.

use super::fact::{Piece, Reference};
use super::history::{History, Link, Row, RowId};
use super::when::When;

/// A plan that adds up.
#[derive(Debug, Clone)]
pub struct Told {
    /// The plan of the lists, when it is one.
    pub plan: Option<Reference>,
    /// The kinds of pieces, in order.
    pub kinds: Vec<Piece>,
    /// The posts that contribute, the draft not among them.
    pub posts: Vec<RowId>,
}

/// So many kinds of pieces tell a plan.
const ENOUGH: usize = 3;

/// What the draft and linked posts tell of a plan.
pub fn find(history: &History, draft: &Row, links: &[Link]) -> Option<Told> {
    let story: Vec<&Row> = links.iter().filter_map(|l| history.row(l.row)).collect();
    listed(history, draft, &story).or_else(|| unlisted(draft, &story))
}

/// A plan of the lists: its own words, and everything that the same story says about when and whom.
fn listed(history: &History, draft: &Row, story: &[&Row]) -> Option<Told> {
    let lexicon = history.lexicon();
    for plan in &lexicon.plans {
        let points = |row: &Row| row.pieces.iter().any(|p| p.0 == Some(plan.reference));
        if !points(draft) && !story.iter().any(|r| points(r)) {
            continue;
        }
        let mut rows: Vec<&Row> = story.to_vec();
        for at in history.about_plan(plan.reference) {
            if let Some(row) = history.row(at)
                && !rows.iter().any(|r| r.id == row.id)
                && (draft.date - row.date).get_days().abs() <= 240
            {
                rows.push(row);
            }
        }
        let kinds = |row: &Row| -> Vec<Piece> {
            let mut kinds = Vec::new();
            for (about, piece, value) in &row.pieces {
                let fits = match (about, piece) {
                    (Some(p), _) => *p == plan.reference,
                    (None, Piece::Date) => {
                        When::parse(value).is_some_and(|w| plan.when.iter().any(|p| p.meets(w)))
                    }
                    (None, Piece::Recruiting | Piece::Closing) => true,
                    _ => false,
                };
                if fits && !kinds.contains(piece) {
                    kinds.push(*piece);
                }
            }
            kinds
        };
        if let Some(told) = add_up(draft, &rows, &kinds, Some(plan.reference)) {
            return Some(told);
        }
    }
    None
}

/// A plan that stands in no list: pieces of at least three kinds, one of them a time to come.
fn unlisted(draft: &Row, story: &[&Row]) -> Option<Told> {
    if draft.announced || story.iter().any(|r| r.announced) {
        return None;
    }
    let kinds = |row: &Row| -> Vec<Piece> {
        let mut kinds: Vec<Piece> = row.pieces.iter().filter(|p| p.0.is_none()).map(|p| p.1).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    };
    let told = add_up(draft, story, &kinds, None)?;
    let has = |p: Piece| told.kinds.contains(&p);
    let real = has(Piece::Date)
        && (has(Piece::Investment) || has(Piece::Closing) || has(Piece::Place))
        && (has(Piece::Recruiting) || has(Piece::Theme) || has(Piece::Closing) || has(Piece::Product));
    real.then_some(told)
}

fn add_up(
    draft: &Row,
    rows: &[&Row],
    kinds: &dyn Fn(&Row) -> Vec<Piece>,
    plan: Option<Reference>,
) -> Option<Told> {
    let own = kinds(draft);
    let mut all = own.clone();
    let mut before: Vec<Piece> = Vec::new();
    let mut posts: Vec<RowId> = Vec::new();
    for row in rows {
        let theirs = kinds(row);
        let new = theirs.iter().any(|k| !all.contains(k));
        for kind in theirs {
            if !all.contains(&kind) {
                all.push(kind);
            }
            if !before.contains(&kind) {
                before.push(kind);
            }
        }
        if new {
            posts.push(row.id);
        }
    }
    all.sort_unstable();
    posts.sort_unstable();
    // The draft must add something, and must not tell it all alone.
    let adds = own.iter().any(|k| !before.contains(k));
    (all.len() >= ENOUGH && adds && own.len() < ENOUGH && before.len() < ENOUGH && !posts.is_empty())
        .then_some(Told { plan, kinds: all, posts })
}
