//! Findings that only say again what the firm has published.

use senbiki_line::Line;

use super::fact::{Disclosure, Fact, Reference};
use super::history::{History, Row};
use super::result::Freed;
use crate::finding::{Finding, Grounds, Message};
use crate::verdict::Inspection;

/// The findings of a draft that are free by now.
pub fn freed(line: &Line, history: &History, draft: &Disclosure, inspection: &Inspection) -> Vec<Freed> {
    let mut out = Vec::new();
    for (at, finding) in inspection.findings.iter().enumerate() {
        let ground = match finding.grounds {
            Grounds::Entry(id) => line
                .entry(id)
                .and_then(|e| history.named(Reference::new(e.kind, e.name)))
                .map(|row| (row, NAME)),
            Grounds::Rule => level(history, draft, finding).map(|row| (row, LEVEL)),
        };
        if let Some((row, (ja, en))) = ground {
            let day = row.date.to_string();
            out.push(Freed {
                finding: at,
                row: row.id,
                date: row.date,
                why: Message::new(ja.replace("{day}", &day), en.replace("{day}", &day)),
            });
        }
    }
    out
}

const NAME: (&str, &str) = (
    "このお名前は{day}の投稿で公表しています。お名前だけなら、そのまま出せます。",
    "We published this name on {day}. The name alone is ready to post.",
);
const LEVEL: (&str, &str) = (
    "同じ内容を{day}の投稿で公表しています。ここまでなら、そのまま出せます。",
    "We published the same on {day}. As much as that is ready to post.",
);

/// The row that said all levels of a finding at least as exactly; a finding without a level is
/// never free.
fn level<'h>(history: &'h History, draft: &Disclosure, finding: &Finding) -> Option<&'h Row> {
    let mut last: Option<&Row> = None;
    let facts = draft.facts.iter().zip(&draft.places);
    for (fact, _) in facts.filter(|(f, place)| {
        matches!(f, Fact::Level { category, .. } if *category == finding.category)
            && place.overlaps(finding.span)
    }) {
        let row = history.said(fact)?;
        last = Some(last.filter(|l| l.date >= row.date).unwrap_or(row));
    }
    last
}
