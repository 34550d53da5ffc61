//! A ledger that drafts are checked against: `senbiki check --ledger`.

use std::collections::HashMap;
use std::path::Path;

use senbiki_engine::sum::{Disclosure, Fact, Freed, History, RowId, SumFinding};
use senbiki_engine::{Channel, Engine, Finding, Gap, Inspection, Material, Message, Reframe, Verdict};
use senbiki_line::{Category, Date};
use senbiki_review::ledger::{Entry, Posted, Row};
use senbiki_text::Text;

use super::file::{self, FileProblem};
use super::words;
use crate::exit::Failure;

/// What was published before, ready to be compared with any number of drafts.
pub struct Against {
    history: History,
    rows: HashMap<u64, (Date, String)>,
    /// What keeps the ledger, or a part of it, from being looked at.
    gaps: Vec<Gap>,
}

/// An earlier post that contributes to a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Its row in the ledger.
    pub row: u64,
    /// Its day.
    pub date: Date,
    /// Where it was posted, by the name that people use.
    pub channel: String,
}

/// What the ledger adds to the answer for one draft.
#[derive(Debug, Default)]
pub struct Sum {
    /// For findings of the sum, by their place among all findings: what adds up, with which posts.
    pub adds_up: HashMap<usize, (SumFinding, Vec<Earlier>)>,
    /// Findings that were dropped, since they only say again what is public by now.
    pub freed: Vec<(Finding, Freed)>,
}

impl Against {
    /// Reads a ledger. One that does not hold is no failure: drafts are checked without it, and
    /// each of them is told that this was left out.
    ///
    /// `as_of` is the day for which drafts are judged. What was posted later, or was taken back,
    /// makes nothing free; it still adds up, since readers know it or will know it.
    pub fn load(path: &Path, engine: &Engine, as_of: Date) -> Result<Self, Failure> {
        let mut against = Self { history: History::new(engine), rows: HashMap::new(), gaps: Vec::new() };
        let read = match file::read(path).and_then(file::Read::whole) {
            Ok(read) => read,
            Err(FileProblem::Broken(broken)) => {
                let (ja, en) = words::broken(broken);
                let (close_ja, close_en) = words::way_out(broken.what);
                against.gaps.push(Gap {
                    id: "ledger_not_whole",
                    what: Message::new(
                        format!("台帳を使えず、これまでの投稿との積み重ねを確かめられませんでした。{ja}"),
                        format!(
                            "The ledger could not be used, so what this adds up to was not inspected. {en}"
                        ),
                    ),
                    close: Message::new(close_ja, close_en),
                });
                return Ok(against);
            }
            Err(problem) => return Err(words::failure(path, problem)),
        };
        let mut posts: Vec<(&Row, &Posted)> = read
            .rows
            .iter()
            .filter_map(|row| match row.entry() {
                Entry::Posted(post) => Some((row, post)),
                Entry::Withdrawn(_) => None,
            })
            .collect();
        // Past posts may be recorded late; they add up in the order in which they went out.
        posts.sort_by_key(|(row, post)| (post.date, row.seq()));
        let mut unknown = Vec::new();
        for (row, post) in posts {
            let facts: Vec<Fact> = post.facts.iter().filter_map(|fact| fact.parse().ok()).collect();
            if facts.len() < post.facts.len() {
                unknown.push(row.seq());
            }
            let id = RowId(row.seq());
            against
                .history
                .push(id, &Disclosure::recorded(post.date, Channel::from_id(&post.channel), facts));
            if !read.chain.counts(row.seq()) || post.date > as_of {
                against.history.withdraw(id);
            }
            against.rows.insert(row.seq(), (post.date, words::channel(&post.channel).to_owned()));
        }
        if let (Some(first), n) = (unknown.first(), unknown.len()) {
            against.gaps.push(Gap {
                id: "ledger_unknown_facts",
                what: Message::new(
                    format!("台帳の {n} 行（はじめは{first}行目）に、このプログラムが知らない種類の記録があり、積み重ねを最後まで確かめられませんでした。"),
                    format!("In {} of the ledger (first in row {first}) there are facts of a kind that this program does not know, so what this adds up to was not inspected to the end.", words::count(n as u64, "row")),
                ),
                close: Message::new(
                    "台帳を書いたものと同じか、より新しい版のプログラムで確認してください。",
                    "Please check with the version that wrote the ledger, or a newer one.",
                ),
            });
        }
        Ok(against)
    }

    /// Puts a draft beside what was published: findings that are free by now leave the
    /// inspection, findings of the sum and the ledger's own gaps join it.
    pub fn weigh(&self, engine: &Engine, material: &Material<'_>, inspection: &mut Inspection) -> Sum {
        inspection.gaps.extend(self.gaps.iter().cloned());
        let result = engine.add_up(&self.history, &engine.disclose(material), inspection);
        let action = engine.line().action(Category::Aggregate);
        let mut freed: HashMap<usize, Freed> = result.freed.into_iter().map(|f| (f.finding, f)).collect();
        let mut sum = Sum::default();
        let mut all: Vec<(Finding, Option<SumFinding>)> = Vec::new();
        for (at, finding) in std::mem::take(&mut inspection.findings).into_iter().enumerate() {
            match freed.remove(&at) {
                Some(free) => sum.freed.push((finding, free)),
                None => all.push((finding, None)),
            }
        }
        all.extend(result.findings.into_iter().map(|found| (found.to_finding(action), Some(found))));
        all.sort_by_key(|(finding, _)| finding.span.start);
        for (at, (finding, found)) in all.into_iter().enumerate() {
            inspection.findings.push(finding);
            if let Some(found) = found {
                let earlier = found.posts.iter().filter_map(|id| self.earlier(*id)).collect();
                sum.adds_up.insert(at, (found, earlier));
            }
        }
        sum
    }

    /// Rewordings of a draft that [`Against::weigh`] has been through. One that adds up with what
    /// was published is never shown, like one that crosses the line by itself.
    pub fn reframe(
        &self,
        engine: &Engine,
        material: &Material<'_>,
        weighed: &Inspection,
        sum: &Sum,
    ) -> Vec<Reframe> {
        let holds = |reframe: &Reframe| self.holds(engine, material, reframe);
        let mut reframes = engine.reframe(material, weighed);
        reframes.retain(holds);
        let asked = senbiki_engine::judge(engine.line(), weighed) == Verdict::Reword;
        if asked && reframes.is_empty() && !sum.freed.is_empty() {
            // The engine alone does not know what is free by now and takes no rewording in which
            // that still stands. Reworded as well, it does no harm.
            let mut whole = weighed.clone();
            let known = whole.findings.len();
            whole.findings.extend(sum.freed.iter().map(|(finding, _)| finding.clone()));
            reframes = engine.reframe(material, &whole);
            reframes.retain(holds);
            for edit in reframes.iter_mut().flat_map(|reframe| &mut reframe.edits) {
                edit.findings.retain(|at| *at < known);
            }
        }
        reframes
    }

    /// Whether a rewording crosses no line, neither by itself nor with what was published.
    pub fn holds(&self, engine: &Engine, material: &Material<'_>, reframe: &Reframe) -> bool {
        let text = Text::new(&reframe.text);
        let again = Material { text: &text, gaps: Vec::new(), ..*material };
        let mut inspection = engine.inspect(&again);
        let sum = self.weigh(engine, &again, &mut inspection);
        sum.adds_up.is_empty() && matches!(senbiki_engine::judge(engine.line(), &inspection), Verdict::Ok(_))
    }

    /// The post of a row, as it is told.
    fn earlier(&self, id: RowId) -> Option<Earlier> {
        let (date, channel) = self.rows.get(&id.0)?;
        Some(Earlier { row: id.0, date: *date, channel: channel.clone() })
    }
}
