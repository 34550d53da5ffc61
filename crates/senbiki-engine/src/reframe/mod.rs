//! Rewordings: the same post without the protected fact.
//!
//! Each finding of a sentence becomes a mark ([`slot`]); rules that are data ([`rule`]) turn the
//! marked sentence into one that can be said, with what the entry allows or the general word of its
//! kind ([`generic`]); what is nothing but the secret is cut out and the sentence mended ([`trim`]).
//! A passage can be told in several ways ([`passage`]); the draft is put together from the best of
//! each, inspected again by the same engine, line and channel, and told more cautiously wherever
//! something still crosses the line. What does not hold is never handed out.

pub mod edit;
mod generic;
mod held;
pub mod outside;
mod passage;
mod proof;
mod rule;
mod slot;
mod trim;

#[cfg(test)]
mod tests;

use senbiki_text::{Original, Span, Text};

use crate::engine::{Engine, Material};
use crate::finding::{Finding, Message};
use crate::number;
use crate::verdict::{Inspection, Verdict, judge};

pub use edit::Edit;
pub use generic::Industries;
pub use proof::problems as reword_problems;

use generic::Generic;
use passage::{How, Passage, Telling};
pub use rule::Rules;
use rule::Tongue;
use slot::Direction;

/// Most rewordings of one draft.
pub const MOST_REFRAMES: usize = 3;
/// Drafts with more passages to change than this are not reworded: little of them would be left.
const MOST_PASSAGES: usize = 40;
/// What it costs to take away or replace a passage that the next one points at.
const POINTS_BACK: u32 = 12;
/// Letters of the author's own words that a rewording must still hold.
const LEAST_OWN: usize = 6;
/// How often a rewording is told more cautiously before it is given up.
const MOST_TRIES: usize = 24;

/// A complete rewording that has been inspected and holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reframe {
    /// The whole post.
    pub text: String,
    /// What was changed, in the order of the text; they do not overlap.
    pub edits: Vec<Edit>,
    /// In which spirit it was reworded.
    pub spirit: Spirit,
}

/// In which spirit a draft was reworded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spirit {
    /// As close to the draft as can be.
    Close,
    /// Shorter: what held a protected fact is left out.
    Short,
    /// Told in general words.
    General,
    /// By the outside writer.
    Written,
}

impl Spirit {
    /// The fixed id.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Close => "close",
            Self::Short => "short",
            Self::General => "general",
            Self::Written => "written",
        }
    }

    /// What people read.
    #[must_use]
    pub const fn label(self) -> (&'static str, &'static str) {
        match self {
            Self::Close => ("元の文に近い言い換え", "closest to the draft"),
            Self::Short => ("短くした言い換え", "shorter"),
            Self::General => ("一般的な言い方にした言い換え", "in general words"),
            Self::Written => ("外部の書き手による言い換え", "by the outside writer"),
        }
    }

    /// How much a way of telling costs in this spirit.
    const fn cost(self, telling: &Telling) -> u32 {
        match (self, telling.how) {
            (Self::Short, How::Dropped) => 5,
            (Self::Short, How::Trimmed) => 8,
            (Self::General, How::StandIn) => 5,
            (Self::General, How::Fallback) => 8,
            _ => telling.cost,
        }
    }
}

impl Reframe {
    /// The draft with only these edits, by their number from 0. It may still cross the line, so it
    /// must be inspected again.
    #[must_use]
    pub fn take(&self, draft: &str, chosen: &[usize]) -> String {
        edit::apply(draft, self.edits.iter().enumerate().filter(|(n, _)| chosen.contains(n)).map(|(_, e)| e))
    }
}

impl Engine {
    /// One to three rewordings of a draft whose verdict is `reword`, the best first; none for any
    /// other verdict, and none when nothing holds.
    #[must_use]
    pub fn reframe(&self, material: &Material<'_>, inspection: &Inspection) -> Vec<Reframe> {
        if judge(self.line(), inspection) != Verdict::Reword {
            return Vec::new();
        }
        let Some(work) = Work::new(self, material, inspection) else { return Vec::new() };
        let mut out: Vec<Reframe> = Vec::new();
        for spirit in [Spirit::Close, Spirit::Short, Spirit::General] {
            if let Some(reframe) = work.tell(spirit)
                && out.iter().all(|r| r.text != reframe.text)
            {
                out.push(reframe);
            }
        }
        out.truncate(MOST_REFRAMES);
        out
    }
}

/// Everything that is the same for all rewordings of one draft.
struct Work<'a> {
    engine: &'a Engine,
    material: &'a Material<'a>,
    /// What is not to stay, in the order of the text: the findings, and names that may be meant.
    findings: Vec<Finding>,
    /// For each of them its index among the findings of the inspection.
    known: Vec<Option<usize>>,
    draft: &'a str,
    passages: Vec<Passage>,
    /// For each passage the ways to tell it, without leaving it out or as it is.
    tellings: Vec<Vec<Telling>>,
}

impl<'a> Work<'a> {
    fn new(engine: &'a Engine, material: &'a Material<'a>, inspection: &'a Inspection) -> Option<Self> {
        let draft = material.text.original();
        let mut all: Vec<(Option<usize>, Finding)> =
            inspection.findings.iter().cloned().enumerate().map(|(n, f)| (Some(n), f)).collect();
        all.extend(doubtful(engine, material, &inspection.findings).into_iter().map(|f| (None, f)));
        let quantities = number::quantities(material.text, engine.units());
        let figures = doubtful_figures(material, &all, &quantities);
        all.extend(figures.into_iter().map(|f| (None, f)));
        all.sort_by_key(|(_, f)| (f.span.start, std::cmp::Reverse(f.span.end)));
        let (known, findings): (Vec<Option<usize>>, Vec<Finding>) = all.into_iter().unzip();
        let passages = passage::passages(material.text, &findings);
        if passages.iter().filter(|p| !p.findings.is_empty()).count() > MOST_PASSAGES {
            return None;
        }
        let rules = engine.rewords();
        let polite = trim::polite(draft);
        let direction = |f: &Finding| direction(material.text, f, &quantities);
        let generic =
            |f: &Finding, tongue: Tongue| Generic::of(f, engine.line(), engine.industries(), tongue);
        let tellings = passages
            .iter()
            .map(|p| {
                if p.findings.is_empty() {
                    return Vec::new();
                }
                passage::mark(draft, p, &findings, polite, &direction, &generic)
                    .map(|m| passage::tellings(&m, rules))
                    .unwrap_or_default()
            })
            .collect();
        Some(Self { engine, material, findings, known, draft, passages, tellings })
    }

    /// The best rewording in one spirit that holds.
    fn tell(&self, spirit: Spirit) -> Option<Reframe> {
        let mut ways: Vec<Vec<Telling>> = (0..self.passages.len()).map(|n| self.ways(n, spirit)).collect();
        let mut chosen = vec![0_usize; ways.len()];
        for _ in 0..MOST_TRIES {
            if self.said_twice(&ways, &mut chosen) {
                continue;
            }
            let (text, pieces) = self.compose(&ways, &chosen)?;
            let inspected = Text::new(&text);
            let again = Material {
                text: &inspected,
                channel: self.material.channel,
                as_of: self.material.as_of,
                gaps: Vec::new(),
            };
            let inspection = self.engine.inspect(&again);
            if matches!(judge(self.engine.line(), &inspection), Verdict::Ok(_)) {
                return (self.holds(&text) && self.keeps(&ways, &chosen))
                    .then(|| self.finished(text, &pieces, spirit));
            }
            // Tell every passage more cautiously that still crosses the line.
            let mut moved = false;
            for (n, piece) in pieces.iter().enumerate() {
                let crossed = inspection
                    .findings
                    .iter()
                    .any(|f| f.action != senbiki_line::Action::Ok && f.span.overlaps(piece.place));
                if !crossed {
                    continue;
                }
                let list = ways.get_mut(n)?;
                let at = chosen.get_mut(n)?;
                if *at + 1 < list.len() {
                    *at += 1;
                    moved = true;
                } else if list.last().is_some_and(|t| t.how != How::Dropped) {
                    list.push(self.dropped(n));
                    *at = list.len() - 1;
                    moved = true;
                }
            }
            if !moved {
                return None;
            }
        }
        None
    }

    /// The ways to tell a passage, the best in this spirit first.
    fn ways(&self, n: usize, spirit: Spirit) -> Vec<Telling> {
        let Some(passage) = self.passages.get(n) else { return Vec::new() };
        if passage.findings.is_empty() {
            let text = self.draft.get(passage.span.range()).unwrap_or_default().to_owned();
            if self.names_somebody() && trim::awaits_permission(&text)
                || trim::announces(&text) && self.is_not_told(n + 1)
            {
                return vec![self.dropped(n)];
            }
            return vec![Telling { text, how: How::AsIs, cost: 0 }];
        }
        let mut list = self.tellings.get(n).cloned().unwrap_or_default();
        // What is told well in its own words needs no general sentence.
        let spirit = match spirit {
            Spirit::General if list.iter().any(|t| t.how <= How::Trimmed) => Spirit::Close,
            other => other,
        };
        if self.next_points_back(n) {
            // 「それが一番の学びでした」 would point at the sentence that was put in.
            list.iter_mut().filter(|t| t.how == How::StandIn).for_each(|t| t.cost += POINTS_BACK);
        }
        list.push(self.dropped(n));
        list.sort_by_key(|t| spirit.cost(t));
        list
    }

    /// Whether a party is named that the rewording does not name.
    fn names_somebody(&self) -> bool {
        use senbiki_line::Category as C;
        self.findings.iter().any(|f| matches!(f.category, C::Customer | C::Supplier))
    }

    /// Whether a passage is to be left out or replaced.
    fn is_not_told(&self, n: usize) -> bool {
        self.passages.get(n).is_some_and(|p| !p.findings.is_empty())
            && self.tellings.get(n).is_some_and(|t| t.iter().all(|t| t.how > How::Trimmed))
    }

    /// Whether the passage behind this one points at it.
    fn next_points_back(&self, n: usize) -> bool {
        let next = self.passages.get(n + 1).and_then(|p| self.draft.get(p.span.range()));
        next.is_some_and(trim::points_back)
    }

    /// The passage left out, and what that costs here.
    fn dropped(&self, n: usize) -> Telling {
        let words = |p: &Passage| {
            let text = self.draft.get(p.span.range()).unwrap_or_default();
            text.chars().filter(|c| senbiki_text::script::is_word_char(*c)).count()
        };
        let rest: usize = self
            .passages
            .iter()
            .enumerate()
            .filter(|(m, p)| *m != n && p.findings.is_empty())
            .map(|(_, p)| words(p))
            .sum();
        let mut cost = 30;
        if rest < 14 {
            cost += 25;
        }
        if self.next_points_back(n) {
            cost += POINTS_BACK;
        }
        let whole = self.passages.get(n).and_then(|p| self.draft.get(p.span.range())).unwrap_or_default();
        // A line break that parted two paragraphs still does.
        let breaks: String =
            whole.chars().rev().take_while(|c| c.is_whitespace()).filter(|c| *c == '\n').collect();
        Telling { text: breaks, how: How::Dropped, cost }
    }

    /// The whole text, and where each passage stands in it.
    fn compose(&self, ways: &[Vec<Telling>], chosen: &[usize]) -> Option<(String, Vec<Piece>)> {
        let (mut text, mut pieces): (String, Vec<Piece>) = (String::new(), Vec::new());
        let mut after_a_gap = false;
        for (list, at) in ways.iter().zip(chosen) {
            let telling = list.get(*at)?;
            let mut words = telling.text.as_str();
            let parted = text.is_empty() || text.ends_with("\n\n") || text.ends_with('\n') && words == "\n";
            if telling.how == How::Dropped && parted {
                words = "";
            }
            let words = if after_a_gap && telling.how != How::Dropped {
                trim::without_connective(words)
            } else {
                words.into()
            };
            let from = text.len();
            text.push_str(&words);
            pieces.push(Piece { place: Span::from_usize(from, text.len()), text: words.to_string() });
            after_a_gap = telling.how == How::Dropped || after_a_gap && words.trim().is_empty();
        }
        let end = text.trim_end().len();
        // What ended the draft still ends it, unless the last passage is gone.
        if !self.draft.ends_with(char::is_whitespace) {
            text.truncate(end);
            for piece in pieces.iter_mut().rev() {
                let range = piece.place.range();
                if range.end <= end {
                    break;
                }
                let keep = end.saturating_sub(range.start);
                piece.text.truncate(keep);
                piece.place = Span::from_usize(range.start.min(end), end);
            }
        }
        Some((text, pieces))
    }

    /// Whether the same sentence would be put in for two passages; then the later one is told in
    /// its next way.
    fn said_twice(&self, ways: &[Vec<Telling>], chosen: &mut [usize]) -> bool {
        let mut said: Vec<&str> = Vec::new();
        for (list, at) in ways.iter().zip(chosen.iter_mut()) {
            let put_in = |t: &&Telling| !matches!(t.how, How::AsIs | How::Dropped);
            let Some(telling) = list.get(*at).filter(put_in) else { continue };
            if !said.contains(&telling.text.trim()) {
                said.push(telling.text.trim());
            } else if *at + 1 < list.len() {
                *at += 1;
                return true;
            }
        }
        false
    }

    /// Whether the author's own words are still there: something that was kept or reworded, not
    /// only sentences that were put in.
    fn keeps(&self, ways: &[Vec<Telling>], chosen: &[usize]) -> bool {
        let own: usize = ways
            .iter()
            .zip(chosen)
            .zip(&self.passages)
            .filter_map(|((list, at), passage)| Some((list.get(*at)?, passage)))
            // A sentence that was put in may carry words of the one it stands for.
            .map(|(telling, passage)| {
                edit::shared(self.draft.get(passage.span.range()).unwrap_or_default(), &telling.text)
            })
            .sum();
        own >= LEAST_OWN
    }

    /// Whether something worth posting is left, and it fits where it goes.
    fn holds(&self, text: &str) -> bool {
        let words = text.chars().filter(|c| senbiki_text::script::is_word_char(*c)).count();
        let enough = if passage::tongue(text) == Tongue::Ja { 8 } else { 16 };
        words >= enough && trim::says_something(text) && self.material.channel.is_none_or(|c| c.fits(text))
    }

    fn finished(&self, text: String, pieces: &[Piece], spirit: Spirit) -> Reframe {
        let mut edits: Vec<Edit> = Vec::new();
        for (passage, piece) in self.passages.iter().zip(pieces) {
            let before = self.draft.get(passage.span.range()).unwrap_or_default();
            if before == piece.text {
                continue;
            }
            for (span, before, after) in edit::between(passage.span.start, before, &piece.text) {
                let touched: Vec<usize> = passage
                    .findings
                    .iter()
                    .copied()
                    .filter(|f| self.findings.get(*f).is_some_and(|f| f.span.overlaps(span)))
                    .collect();
                let list: Vec<&Finding> = touched.iter().filter_map(|f| self.findings.get(*f)).collect();
                let reason = edit::reason(&after, &list);
                let findings = touched.iter().filter_map(|f| self.known.get(*f).copied().flatten()).collect();
                edits.push(Edit { span, before, after, reason, findings });
            }
        }
        Reframe { text, edits, spirit }
    }
}

/// Scores, in tenths, from which a listed name that was read as an ordinary word is told in general
/// words all the same. A draft that crosses the line elsewhere speaks of the shop more often than
/// of the sky: on the development drafts of four companies, 14 of 17 such readings from 0 up in
/// drafts to be reworded were the listed thing.
const DOUBT: i16 = -3;
/// The same, for a name in quotation marks, a play on words, or one that is said to be a name.
const DOUBT_NAMED: i16 = -20;

/// Listed names that the check read as ordinary words and that may be meant all the same.
fn doubtful(engine: &Engine, material: &Material<'_>, findings: &[Finding]) -> Vec<Finding> {
    let line = engine.line();
    let mut out: Vec<Finding> = Vec::new();
    for near in engine.near_misses(material) {
        let named = near.path.iter().any(|s| {
            matches!(s, crate::Step::Raised(cue, _) if matches!(cue.as_str(), "quoted" | "pun" | "named_as"))
        });
        let span = material.text.to_original(near.span);
        let taken = |f: &Finding| f.span.overlaps(span);
        let found = |f: &Finding| f.grounds == crate::Grounds::Entry(near.entry);
        // リンク切れ is a word of its own.
        let compound =
            near.path.iter().any(|s| matches!(s, crate::Step::Lowered(cue, _) if cue == "compound"));
        let meant = !compound && near.score >= if named { DOUBT_NAMED } else { DOUBT };
        let played_on = !meant && findings.iter().any(found);
        if !(meant || played_on) || findings.iter().chain(&out).any(taken) {
            continue;
        }
        let Some(entry) = line.entry(near.entry).filter(|e| e.visibility.is_protected_on(material.as_of))
        else {
            continue;
        };
        let Some(category) = entry.kind.category() else { continue };
        // The word in its ordinary meaning, beside the name: the joke would give the name away.
        let category = if played_on { senbiki_line::Category::Aggregate } else { category };
        let grounds = crate::Grounds::Entry(near.entry);
        let rule = format!("list.{}", entry.kind.id());
        out.push(in_doubt(material, category, span, grounds, &rule, near.path));
        if out.len() >= MOST_DOUBTFUL {
            break;
        }
    }
    out
}

/// Figures beside what crosses the line, of the kinds that tell how a shop works: the check left
/// them alone, but a draft that gives away a setting in one clause seldom means an everyday number in
/// the next.
fn doubtful_figures(
    material: &Material<'_>,
    found: &[(Option<usize>, Finding)],
    quantities: &[number::Quantity],
) -> Vec<Finding> {
    use number::Dimension as D;
    let segments = senbiki_text::segment::Segments::new(material.text.folded());
    let mut out = Vec::new();
    for q in quantities {
        let category = match q.dimension {
            D::Money | D::UnitPrice => senbiki_line::Category::Price,
            D::Percent | D::Ppm | D::Second | D::Temperature | D::Pressure | D::Force | D::Speed => {
                senbiki_line::Category::ProcessFigure
            }
            _ => continue,
        };
        let span = material.text.to_original(q.span);
        let sentence = material.text.to_original(segments.sentence(q.span.start));
        let beside = found.iter().any(|(_, f)| f.span.overlaps(sentence) && FIGURED.contains(&f.category));
        if !beside || found.iter().any(|(_, f)| f.span.overlaps(span)) {
            continue;
        }
        out.push(in_doubt(material, category, span, crate::Grounds::Rule, "figure.in_doubt", Vec::new()));
    }
    out
}

/// Categories beside which a figure is in doubt.
const FIGURED: &[senbiki_line::Category] = &[
    senbiki_line::Category::Price,
    senbiki_line::Category::Quantity,
    senbiki_line::Category::ContractTerms,
    senbiki_line::Category::ProcessFigure,
    senbiki_line::Category::ProcessKnowhow,
    senbiki_line::Category::Equipment,
    senbiki_line::Category::PartNumber,
    senbiki_line::Category::Unreleased,
];

/// A finding that no check made, for what is told in general words to be on the safe side.
fn in_doubt(
    material: &Material<'_>,
    category: senbiki_line::Category,
    span: Span<Original>,
    grounds: crate::Grounds,
    rule: &str,
    path: Vec<crate::Step>,
) -> Finding {
    Finding {
        category,
        span,
        surface: material.text.original_str(span).to_owned(),
        grounds,
        rule: rule.to_owned(),
        confidence: crate::LEAST_CONFIDENCE,
        why: Message::default(),
        who: Vec::new(),
        advice: Message::default(),
        action: senbiki_line::Action::Ok,
        path,
    }
}

/// Most names in doubt that are looked at in one draft.
const MOST_DOUBTFUL: usize = 32;

/// A passage as it is told.
struct Piece {
    place: Span<Original>,
    text: String,
}

/// Where the figure of a finding went, when it holds two values of one kind that are told as a
/// change.
fn direction(text: &Text, finding: &Finding, quantities: &[number::Quantity]) -> Direction {
    let span = text.to_folded(finding.span);
    let here: Vec<&number::Quantity> = quantities.iter().filter(|q| span.overlaps(q.span)).collect();
    let values = match here.as_slice() {
        // 91.4%から98.7% is read as one.
        [one] if one.change => change(text.folded_str(one.span)),
        [a, b] if a.dimension == b.dimension && !a.range && !b.range => {
            let between = text.folded().get(a.span.end as usize..b.span.start as usize).unwrap_or_default();
            let joined = JOINS.iter().any(|j| between.contains(j)) && between.chars().count() <= MOST_BETWEEN;
            let (a, b) = (text.folded_str(a.span), text.folded_str(b.span));
            // 4.2 km to 900 m: which is more is not told by the numbers.
            if joined && unit(a) == unit(b) { change(&format!("{a} {b}")) } else { None }
        }
        _ => None,
    };
    match values {
        Some((a, b)) if a < b => Direction::Up,
        Some((a, b)) if a > b => Direction::Down,
        _ => Direction::None,
    }
}

/// What stands between two values that are a change.
const JOINS: &[&str] = &["から", "が", "→", "⇒", "to", "-", "だった", "を"];
/// Most characters between them.
const MOST_BETWEEN: usize = 14;

/// The two numbers of a piece of text, when there are just two.
fn change(folded: &str) -> Option<(f64, f64)> {
    let numbers = senbiki_text::numeral::scan(folded);
    match numbers.as_slice() {
        [a, b] => Some((a.value, b.value)),
        _ => None,
    }
}

/// A quantity without its figures.
fn unit(folded: &str) -> String {
    let mut unit = folded.to_owned();
    for n in senbiki_text::numeral::scan(folded).iter().rev() {
        unit.replace_range(n.span.range(), "");
    }
    unit.trim().to_owned()
}

/// What to say when nothing holds.
#[must_use]
pub fn nothing_holds() -> Message {
    Message::new(
        "この下書きは、言い換えても要点が残りませんでした。下の切り口から選ぶと、同じ経験を別の形で伝えられます。",
        "No rewording of this draft would keep its point. One of the angles below tells the same experience in another way.",
    )
}
