//! Capacity arithmetic: machines, time for one piece and hours of work, each harmless, make an
//! output.

use super::concept::Group;
use super::fact::Ingredient;
use super::history::{History, Link, Row, RowId};

/// An output that can be computed.
#[derive(Debug, Clone)]
pub struct Output {
    /// The product; empty when no post says.
    pub of: String,
    /// Pieces a day.
    pub a_day: f64,
    /// The posts that contribute, the draft not among them.
    pub posts: Vec<RowId>,
}

/// One ingredient and the post that told it; `None` is the draft.
type Known = (Ingredient, f64, Option<RowId>);

/// Posts that share so much may speak of the same product.
const LOOSE: f32 = 6.5;

/// Hours of one shift.
const SHIFT: f64 = 8.0;

/// What the draft makes computable.
pub fn find(history: &History, draft: &Row, links: &[Link]) -> Option<Output> {
    if draft.parts.is_empty() {
        return None;
    }
    let product = draft.parts.iter().map(|p| p.0.as_str()).find(|p| !p.is_empty());
    let mut rows: Vec<usize> =
        links.iter().filter(|l| l.sure || l.strength >= LOOSE).map(|l| l.row).collect();
    if let Some(product) = product {
        rows.extend(history.about_product(product));
    }
    // The story may know the product that the draft leaves out.
    let lexicon = history.lexicon();
    let id = |p: &str| lexicon.concepts.named(Group::Goods, p);
    let product = product.map(str::to_owned).or_else(|| {
        let rows = rows.iter().filter_map(|at| history.row(*at));
        rows.flat_map(|r| &r.parts).map(|p| p.0.clone()).find(|p| !p.is_empty())
    });
    let mut of = product.unwrap_or_default();
    // 継手 is said of なぎさ継手 in the same story; two products are two.
    for row in rows.iter().filter_map(|at| history.row(*at)) {
        for (p, ..) in &row.parts {
            if let (Some(narrow), Some(wide)) = (id(p), id(&of))
                && narrow != wide
                && lexicon.concepts.holds(wide, narrow)
            {
                of.clone_from(p);
            }
        }
    }
    let fits = |p: &str| {
        p.is_empty() || p == of || id(p).zip(id(&of)).is_some_and(|(a, b)| lexicon.concepts.meet(a, b))
    };
    let mut known: Vec<Known> = Vec::new();
    let mut add = |what: Ingredient, value: f64, post: Option<RowId>| {
        if !known.iter().any(|k| k.0 == what) {
            known.push((what, value, post));
        }
    };
    for (p, what, value) in &draft.parts {
        if fits(p) {
            add(*what, value.value(), None);
        }
    }
    for row in rows.iter().filter_map(|at| history.row(*at)) {
        for (p, what, value) in &row.parts {
            if fits(p) {
                add(*what, value.value(), Some(row.id));
            }
        }
    }
    let a_day = output(&known)?;
    let before: Vec<Known> = known.iter().filter(|k| k.2.is_some()).copied().collect();
    let alone: Vec<Known> = known.iter().filter(|k| k.2.is_none()).copied().collect();
    if output(&before).is_some() || output(&alone).is_some() {
        return None;
    }
    let mut posts: Vec<RowId> = known.iter().filter_map(|k| k.2).collect();
    posts.sort_unstable();
    posts.dedup();
    if let Some(id) = id(&of) {
        of = lexicon.labels(id).0.to_owned();
    }
    Some(Output { of, a_day, posts })
}

/// Pieces a day, when machines, time for a piece and hours are known.
fn output(known: &[Known]) -> Option<f64> {
    let get = |what: Ingredient| known.iter().find(|k| k.0 == what).map(|k| k.1);
    let machines = get(Ingredient::Machines)?;
    let hours = get(Ingredient::Hours).or_else(|| get(Ingredient::Shifts).map(|s| s * SHIFT))?;
    let an_hour =
        get(Ingredient::Rate).or_else(|| get(Ingredient::Cycle).filter(|c| *c > 0.0).map(|c| 3600.0 / c))?;
    let cavities = get(Ingredient::Cavities).unwrap_or(1.0);
    let good = get(Ingredient::Yield).map_or(1.0, |y| y / 100.0);
    Some(machines * an_hour * hours * cavities * good)
}
