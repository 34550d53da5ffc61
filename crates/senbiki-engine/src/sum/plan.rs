//! Adding up a plan: place, time, people and machines of something that was not announced, told in
//! several posts that a reader takes as one story.

use super::fact::{Piece, Reference};
use super::history::{History, Link, Row, RowId};
use super::plan_lists::Listed;
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

/// What the draft and linked posts tell of a plan that they had not told before.
pub fn find(history: &History, draft: &Row, links: &[Link]) -> Option<Told> {
    let told = tell(history, draft, links)?;
    // The latest posts of the story, each with what came before it.
    let mut latest: Vec<usize> = links.iter().map(|l| l.row).collect();
    latest.sort_unstable_by(|a, b| b.cmp(a));
    let known = latest.iter().take(4).any(|at| {
        let before = history.row(*at).and_then(|row| tell(history, row, &history.links_of(*at)));
        before.is_some_and(|b| b.plan == told.plan)
    });
    (!known).then_some(told)
}

fn tell(history: &History, draft: &Row, links: &[Link]) -> Option<Told> {
    let story: Vec<&Row> = links.iter().filter(|l| l.sure).filter_map(|l| history.row(l.row)).collect();
    listed(history, draft, links, &story).or_else(|| unlisted(draft, &story))
}

/// A plan of the lists: its own words, and what the same story says about when and whom.
fn listed(history: &History, draft: &Row, links: &[Link], story: &[&Row]) -> Option<Told> {
    let lexicon = history.lexicon();
    for plan in &lexicon.plans {
        let mut rows: Vec<(&Row, bool)> = story.iter().map(|r| (*r, true)).collect();
        // A loose link is enough to a post that points to the plan by a word of its own.
        let own = kinds_of(plan, draft, true);
        let mut tied = points(plan, draft) || own.len() > 1 && own.contains(&Piece::Date);
        for row in links.iter().filter(|l| !l.sure).filter_map(|l| history.row(l.row)) {
            if points(plan, row) {
                tied = true;
                rows.push((row, true));
            } else if row.pieces.iter().any(|p| p.0 == Some(plan.reference)) {
                rows.push((row, true));
            }
        }
        tied |= story.iter().any(|r| points(plan, r));
        if tied {
            // A draft that tells the time and a thing of the plan needs no other tie.
            let sharp = own.len() > 1 && own.contains(&Piece::Date);
            for at in history.about_plan(plan.reference) {
                let Some(row) = history.row(at) else { continue };
                let days = (draft.date - row.date).get_days();
                if row.id != draft.id
                    && (sharp || points(plan, row))
                    && (0..=REMEMBERED).contains(&days)
                    && !rows.iter().any(|(r, _)| r.id == row.id)
                {
                    rows.push((row, sharp));
                }
            }
        }
        let told =
            add_up(own, rows.iter().map(|(r, same)| (r.id, kinds_of(plan, r, *same))), Some(plan.reference));
        let timed = |t: &Told| t.kinds.contains(&Piece::Date) && t.kinds.len() >= ENOUGH;
        let placed = |t: &Told| t.kinds.contains(&Piece::Place) || t.kinds.contains(&Piece::Investment);
        if let Some(told) = told.filter(|t| placed(t) && (tied || timed(t))) {
            return Some(told);
        }
    }
    None
}

/// For so many days a word of a plan is remembered.
const REMEMBERED: i32 = 240;

/// Whether a post holds a word that points to this plan alone.
fn points(plan: &Listed, row: &Row) -> bool {
    row.pieces.iter().any(|p| is_own(plan, p))
}

fn is_own(plan: &Listed, (about, piece, value): &(Option<Reference>, Piece, String)) -> bool {
    *about == Some(plan.reference)
        && (*piece == Piece::Investment || *piece == Piece::Place && *value == plan.id)
}

/// The kinds of pieces of this plan that a post tells; of a post that only shares a word with it,
/// that word alone.
fn kinds_of(plan: &Listed, row: &Row, same_story: bool) -> Vec<Piece> {
    let mut kinds = Vec::new();
    for piece in &row.pieces {
        let (about, kind, value) = piece;
        let fits = is_own(plan, piece)
            || same_story
                && match (about, kind) {
                    (Some(p), _) => *p == plan.reference,
                    (None, Piece::Date) => When::parse(value)
                        .is_some_and(|w| w.is_close() && plan.when.iter().any(|p| p.meets(w))),
                    (None, Piece::Recruiting) => true,
                    (None, Piece::Product) => plan.is_product,
                    _ => false,
                };
        // A word of the remark that stands in many posts is a thing, too, in the same story.
        let kind = if *kind == Piece::Theme { Piece::Investment } else { *kind };
        if fits && !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
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
    let told = add_up(kinds(draft), story.iter().map(|r| (r.id, kinds(r))), None)?;
    let has = |p: Piece| told.kinds.contains(&p);
    let real = has(Piece::Date)
        && (has(Piece::Investment) || has(Piece::Closing) || has(Piece::Place))
        && (has(Piece::Recruiting) || has(Piece::Theme) || has(Piece::Closing) || has(Piece::Product));
    real.then_some(told)
}

fn add_up(
    own: Vec<Piece>,
    rows: impl Iterator<Item = (RowId, Vec<Piece>)>,
    plan: Option<Reference>,
) -> Option<Told> {
    let adds = !own.is_empty();
    let mut kinds = own;
    let mut posts: Vec<RowId> = Vec::new();
    for (row, theirs) in rows {
        if !theirs.is_empty() {
            posts.push(row);
        }
        kinds.extend(theirs);
    }
    kinds.sort_unstable();
    kinds.dedup();
    posts.sort_unstable();
    (adds && kinds.len() >= ENOUGH && !posts.is_empty()).then_some(Told { plan, kinds, posts })
}
