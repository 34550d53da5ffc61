//! Frames: rules matched against the tokens of a draft.

use std::collections::HashMap;
use std::sync::OnceLock;

use regex_automata::meta::Regex;
use senbiki_line::Category;
use senbiki_line::rule::{Effect, Gap, Mark, Rule, Scope};
use senbiki_text::{Folded, Span};

use crate::token::{Ids, Token, Tokens, width};
use crate::vocabulary::ClassId;

/// A rule with its terms resolved.
pub struct Compiled {
    /// The rule as written.
    pub rule: Rule,
    /// Its patterns.
    pub patterns: Vec<Row>,
    /// All must hold.
    pub needs: Vec<Look>,
    /// None may hold.
    pub unless: Vec<Look>,
    /// Regular expressions.
    pub regexes: Vec<Gated>,
}

/// A regular expression that is compiled when a draft first holds one of the characters it needs.
pub struct Gated {
    source: String,
    gates: Vec<Vec<String>>,
    compiled: OnceLock<Option<Regex>>,
}

impl Gated {
    /// Takes an expression that the line's parser has accepted.
    pub fn new(source: &str, gates: &[Vec<String>]) -> Self {
        Self { source: source.to_owned(), gates: gates.to_vec(), compiled: OnceLock::new() }
    }

    /// The expression, ready to search; `None` when it is too large to compile.
    pub fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(&self.source).ok()).as_ref()
    }
}

/// The gates of all regular expressions, asked together: each character of a draft opens the
/// gates that it is in, alone and with its neighbour. They share places, so a gate may open wrongly,
/// never stay shut.
#[derive(Default)]
struct Gates {
    /// For each place the gates that a character there opens.
    opened_by: Vec<Vec<u16>>,
    count: usize,
}

const PLACES: usize = 8_192;

/// The place of a character, in the first quarter.
const fn single(c: char) -> usize {
    c as usize % (PLACES / 4)
}

/// The place of two characters, in the other three quarters.
const fn pair(a: char, b: char) -> usize {
    PLACES / 4 + (a as usize).wrapping_mul(31).wrapping_add(b as usize) % (PLACES * 3 / 4)
}

impl Gates {
    fn add(&mut self, known: &mut HashMap<Vec<String>, u16>, gate: &[String]) -> u16 {
        if let Some(id) = known.get(gate) {
            return *id;
        }
        let id = u16::try_from(self.count).unwrap_or(u16::MAX);
        self.count += 1;
        self.opened_by.resize_with(PLACES, Vec::new);
        for piece in gate {
            let mut chars = piece.chars();
            let Some(first) = chars.next() else { continue };
            let place = chars.next().map_or(single(first), |second| pair(first, second));
            if let Some(list) = self.opened_by.get_mut(place)
                && list.last() != Some(&id)
            {
                list.push(id);
            }
        }
        known.insert(gate.to_vec(), id);
        id
    }

    /// The gates that a text opens, as bits.
    fn open(&self, text: &str) -> Vec<u64> {
        let mut seen = [0_u64; PLACES / 64];
        let mut open = vec![0_u64; self.count.div_ceil(64)];
        let mut visit = |place: usize| {
            let Some(word) = seen.get_mut(place / 64) else { return };
            let bit = 1 << (place % 64);
            if *word & bit != 0 {
                return;
            }
            *word |= bit;
            for id in self.opened_by.get(place).into_iter().flatten() {
                if let Some(w) = open.get_mut(usize::from(*id) / 64) {
                    *w |= 1 << (id % 64);
                }
            }
        };
        let mut previous = None;
        for c in text.chars() {
            visit(single(c));
            if let Some(p) = previous.replace(c) {
                visit(pair(p, c));
            }
        }
        open
    }
}

/// A compiled pattern.
pub struct Row {
    /// For each term the ids it accepts.
    pub terms: Vec<Ids>,
    /// The gaps between the terms.
    pub gaps: Vec<Gap>,
    /// What is marked.
    pub mark: Mark,
}

/// A compiled condition.
pub struct Look {
    /// Where.
    pub scope: Scope,
    /// What for.
    pub ids: Ids,
}

/// A match of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The marked text.
    pub span: Span<Folded>,
    /// Index of the rule.
    pub rule: usize,
}

/// How many tokens a term may look past; keeps a hostile draft linear.
const MOST_TOKENS: usize = 48;

/// A row, and what tells most quickly that a draft cannot match it.
struct Start {
    rule: u32,
    row: u32,
    /// Bits of the draft's classes of which one must be set for one of the other terms.
    other: (u16, u64),
}

/// The rows of all rules by the class of their first term, so that a draft is only asked about
/// what it holds; regular expressions are run one by one.
#[derive(Default)]
pub struct Plan {
    /// For each class the rows that begin with it.
    by_first: Vec<Vec<Start>>,
    /// All regular expressions: rule, place, the gates that must be open.
    regexes: Vec<(u32, u32, Vec<u16>)>,
    gates: Gates,
}

impl Plan {
    /// Plans the search for these rules.
    pub fn new(rules: &[Compiled], classes: usize) -> Self {
        let mut plan =
            Self { by_first: std::iter::repeat_with(Vec::new).take(classes).collect(), ..Self::default() };
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mut known = HashMap::new();
        for (at, compiled) in rules.iter().enumerate() {
            for (n, row) in compiled.patterns.iter().enumerate() {
                let others = row.terms.iter().skip(1).chain(compiled.needs.iter().map(|l| &l.ids));
                let other =
                    others.filter_map(Ids::bits_in_one_word).min_by_key(|(_, bits)| bits.count_ones());
                let start = |rule, row| Start { rule, row, other: other.unwrap_or((u16::MAX, 0)) };
                for id in row.terms.first().into_iter().flat_map(|t| &t.list) {
                    if let Some(rows) = plan.by_first.get_mut(usize::from(id.0)) {
                        rows.push(start(small(at), small(n)));
                    }
                }
            }
            for n in 0..compiled.regexes.len() {
                let gates = compiled.regexes.get(n).map_or(&[][..], |g| &g.gates);
                let ids = gates.iter().map(|g| plan.gates.add(&mut known, g)).collect();
                plan.regexes.push((small(at), small(n), ids));
            }
        }
        plan
    }

    /// All matches of all rules, in the order of the rules.
    pub fn matches(&self, tokens: &Tokens<'_>, rules: &[Compiled]) -> Vec<Match> {
        let mut out = Vec::new();
        for class in tokens.classes() {
            for start in self.by_first.get(usize::from(class.0)).into_iter().flatten() {
                if start.other.1 != 0 && !tokens.has_bits(start.other) {
                    continue;
                }
                let Some(compiled) = rules.get(start.rule as usize) else { continue };
                let Some(row) = compiled.patterns.get(start.row as usize) else { continue };
                row_matches(tokens, start.rule as usize, compiled, row, class, &mut out);
            }
        }
        let open = self.gates.open(tokens.text.folded());
        for (at, n, gates) in &self.regexes {
            let may = gates
                .iter()
                .all(|g| open.get(usize::from(*g) / 64).is_some_and(|w| w & (1 << (g % 64)) != 0));
            if !may {
                continue;
            }
            let Some(compiled) = rules.get(*at as usize) else { continue };
            if let Some(gated) = compiled.regexes.get(*n as usize) {
                regex_matches(tokens, *at as usize, compiled, gated, &mut out);
            }
        }
        out.sort_by_key(|m| (m.rule, m.span.start, m.span.end));
        out.dedup();
        out
    }
}

/// The matches of one row that begin with a token of this class.
fn row_matches(
    tokens: &Tokens<'_>,
    at: usize,
    compiled: &Compiled,
    row: &Row,
    class: ClassId,
    out: &mut Vec<Match>,
) {
    if !row.terms.iter().skip(1).all(|ids| tokens.has_some(ids))
        || !compiled.needs.iter().all(|l| tokens.has_some(&l.ids))
    {
        return;
    }
    for n in tokens.of(class) {
        let Some(token) = tokens.list.get(n) else { continue };
        let mut spans = [Span::new(0, 0); 6];
        if let Some(slot) = spans.first_mut() {
            *slot = token.span;
        }
        if !follow(tokens, row, 1, n, &mut spans) {
            continue;
        }
        let whole = spans.iter().take(row.terms.len()).copied().reduce(Span::join).unwrap_or(token.span);
        let marked = match row.mark {
            Mark::Terms(a, b) => {
                spans.get(a..=b).and_then(|s| s.iter().copied().reduce(Span::join)).unwrap_or(whole)
            }
            Mark::Clause => tokens.segments.clause(whole.start).join(whole),
        };
        if holds(tokens, compiled, whole, marked) {
            out.push(Match { span: marked, rule: at });
        }
    }
}

/// The matches of one regular expression.
fn regex_matches(tokens: &Tokens<'_>, at: usize, compiled: &Compiled, gated: &Gated, out: &mut Vec<Match>) {
    if !compiled.needs.iter().all(|l| tokens.has_some(&l.ids)) {
        return;
    }
    let Some(regex) = gated.regex() else { return };
    for found in regex.find_iter(tokens.text.folded()) {
        let span = Span::from_usize(found.start(), found.end());
        if holds(tokens, compiled, span, span) {
            out.push(Match { span, rule: at });
        }
    }
}

fn follow(tokens: &Tokens<'_>, row: &Row, term: usize, from: usize, spans: &mut [Span<Folded>; 6]) -> bool {
    let Some(ids) = row.terms.get(term) else { return true };
    let Some(previous) = spans.get(term - 1).copied() else { return false };
    let folded = tokens.text.folded();
    let gap = row.gaps.get(term - 1).copied().unwrap_or(Gap::Chars(2));
    let reach = match gap {
        Gap::Chars(n) => previous.end.saturating_add(u32::from(n) * 3 + 1),
        Gap::Clause => tokens.segments.clause(previous.start).end,
        Gap::Sentence => tokens.segments.sentence(previous.start).end,
    };
    let mut tried = 0;
    for (n, token) in tokens.list.iter().enumerate().skip(from + 1) {
        if token.span.start < previous.end {
            continue;
        }
        // A clause ends where the next begins.
        let beyond =
            if matches!(gap, Gap::Chars(_)) { token.span.start > reach } else { token.span.start >= reach };
        if beyond || tried > MOST_TOKENS {
            return false;
        }
        tried += 1;
        if !token.classes.any(&ids.list) {
            continue;
        }
        if let Gap::Chars(limit) = gap {
            let between = folded.get(previous.end as usize..token.span.start as usize).unwrap_or_default();
            let limit = usize::from(limit) * 2;
            if width(between, limit) > limit || between.contains(['。', '\n']) {
                continue;
            }
        }
        if let Some(slot) = spans.get_mut(term) {
            *slot = token.span;
        }
        if follow(tokens, row, term + 1, n, spans) {
            return true;
        }
        if matches!(gap, Gap::Chars(_)) {
            continue;
        }
        return false;
    }
    false
}

fn holds(tokens: &Tokens<'_>, compiled: &Compiled, whole: Span<Folded>, marked: Span<Folded>) -> bool {
    compiled.needs.iter().all(|l| look(tokens, l, whole, marked))
        && !compiled.unless.iter().any(|l| look(tokens, l, whole, marked))
}

/// Whether a condition holds around a match.
fn look(tokens: &Tokens<'_>, look: &Look, whole: Span<Folded>, marked: Span<Folded>) -> bool {
    if !tokens.has_some(&look.ids) {
        return false;
    }
    let folded = tokens.text.folded();
    let hit = |t: &Token<'_>| t.classes.any(&look.ids.list);
    match look.scope {
        Scope::Text => true,
        Scope::Sentence => {
            let span = tokens.segments.sentence(whole.start);
            tokens.within(span.start, span.end.max(whole.end)).iter().any(hit)
        }
        Scope::Near => {
            let here = tokens.segments.sentence(whole.start);
            let before = tokens.segments.sentence(here.start.saturating_sub(1));
            let after = tokens.segments.sentence(here.end.max(whole.end));
            tokens.within(before.start.min(here.start), after.end.max(here.end)).iter().any(hit)
        }
        Scope::Clause => {
            let span = tokens.segments.clause(whole.start);
            tokens.within(span.start, span.end.max(whole.end)).iter().any(hit)
        }
        Scope::Inside => tokens
            .within(marked.start.saturating_sub(60), marked.end)
            .iter()
            .any(|t| t.span.overlaps(marked) && hit(t)),
        Scope::Before(n) => {
            let limit = usize::from(n) * 2;
            tokens.within(whole.start.saturating_sub(u32::from(n) * 3 + 60), whole.start).iter().any(|t| {
                hit(t)
                    && t.span.end <= whole.start
                    && folded
                        .get(t.span.end as usize..whole.start as usize)
                        .is_some_and(|s| width(s, limit) <= limit)
            })
        }
        Scope::After(n) => {
            let limit = usize::from(n) * 2;
            tokens.within(whole.end, whole.end + u32::from(n) * 3 + 1).iter().any(|t| {
                hit(t)
                    && folded
                        .get(whole.end as usize..t.span.start as usize)
                        .is_some_and(|s| width(s, limit) <= limit)
            })
        }
    }
}

/// Whether a freeing or raising rule speaks about this category.
pub fn concerns(rule: &Rule, category: Category) -> bool {
    matches!(rule.effect, Effect::Frees | Effect::Raises(_))
        && (rule.categories.is_empty() || rule.categories.contains(&category))
}
