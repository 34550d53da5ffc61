//! What the sum of posts knows of one line: the words of its cells, its parties as sets, its plans
//! and its public products.

use aho_corasick::AhoCorasick;
use senbiki_line::{Entry, EntryId, EntryKind, Line, Visibility};
use senbiki_text::{Folded, Span, fold};

use super::concept::{ConceptId, Concepts, Group};
use super::masked::Guard;
use super::plan_lists::{Listed, Published};
use super::sets::Sets;

/// One party of the lists, with its cells as concepts.
#[derive(Debug)]
pub struct Party {
    /// Which entry.
    pub entry: EntryId,
    /// Customer, supplier or partner.
    pub kind: EntryKind,
    /// Its trade.
    pub industry: Vec<ConceptId>,
    /// Where it sits; empty when the lists do not say.
    pub region: Vec<ConceptId>,
    /// How large it is.
    pub size: Vec<ConceptId>,
    /// What it supplies or gets from us.
    pub goods: Vec<ConceptId>,
    /// What may be said of it.
    pub said: Vec<ConceptId>,
    /// May be named anywhere.
    pub public: bool,
}

/// Finds words in a folded text.
#[derive(Debug)]
pub struct Finder<T> {
    automaton: Option<AhoCorasick>,
    values: Vec<T>,
}

impl<T: Clone> Finder<T> {
    /// For these words; the same word may stand for several things.
    pub fn new(words: Vec<(String, T)>) -> Self {
        let (words, values): (Vec<String>, Vec<T>) = words.into_iter().filter(|w| !w.0.is_empty()).unzip();
        Self { automaton: AhoCorasick::new(&words).ok(), values }
    }

    /// Every word that stands by itself, in the order of its end. Linear in the text for a given
    /// vocabulary.
    pub fn all(&self, folded: &str) -> Vec<(Span<Folded>, &T)> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        automaton
            .find_overlapping_iter(folded)
            .filter(|m| stands_alone(folded, m.start(), m.end()))
            .filter_map(|m| {
                let value = self.values.get(m.pattern().as_usize())?;
                Some((Span::from_usize(m.start(), m.end()), value))
            })
            .collect()
    }

    /// As [`Finder::all`], but nothing that lies inside a longer word.
    pub fn longest(&self, folded: &str) -> Vec<(Span<Folded>, &T)> {
        let mut found = self.all(folded);
        found.sort_by_key(|(s, _)| (s.start, std::cmp::Reverse(s.end)));
        let mut reached = (0, 0);
        found.retain(|(s, _)| {
            let inside = s.end <= reached.1 && (s.start, s.end) != reached;
            if !inside && s.end > reached.1 {
                reached = (s.start, s.end);
            }
            !inside
        });
        found
    }
}

/// Latin words are bounded on both sides (a plural s may follow); katakana on the right, short ones
/// on the left too, since compounds have their head at the end.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let Some(word) = text.get(start..end) else { return false };
    let before = text.get(..start).and_then(|s| s.chars().next_back());
    let mut rest = text.get(end..).unwrap_or_default().chars();
    let after = rest.next();
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let katakana = |c: Option<char>| c.is_some_and(crate::vocabulary::is_katakana);
    if word.chars().next().is_some_and(|c| c.is_ascii_alphanumeric()) && latin(before) {
        return false;
    }
    if word.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric()) && latin(after) {
        let plural = after == Some('s') && !latin(rest.next()) && word.len() > 3;
        if !plural {
            return false;
        }
    }
    let all_katakana = word.chars().all(crate::vocabulary::is_katakana);
    if all_katakana && (katakana(after) || katakana(before) && word.chars().count() < 3) {
        return false;
    }
    // 福島さん and 千葉課長 are people.
    let person = ["さん", "氏", "君", "くん", "課長", "部長", "係長", "工場長", "先輩"];
    let tail = text.get(end..).unwrap_or_default();
    // 仕入先さん and 業者さん are firms.
    !person.iter().any(|p| tail.starts_with(p))
        || word.chars().count() > 3
        || word.ends_with(['屋', '先', '者', '社', '元'])
}

/// What the sum of posts knows of one line.
#[derive(Debug)]
pub struct Lexicon {
    /// Concepts, built in and of the line.
    pub concepts: Concepts,
    /// Finds the words of concepts.
    pub finder: Finder<ConceptId>,
    /// Places and names of the firm itself, whose words are no clue about others.
    pub ours: Finder<()>,
    /// The parties.
    pub parties: Vec<Party>,
    /// The same as sets.
    pub sets: Sets,
    /// Public products: folded name, and the concept that stands for it.
    pub products: Vec<(String, ConceptId)>,
    /// Concepts that meet what parties get or send, and those that meet what we make; in order.
    goods: Vec<ConceptId>,
    ours_goods: Vec<ConceptId>,
    /// The plans of the lists.
    pub plans: Vec<Listed>,
    /// What was announced.
    pub announced: Published,
    /// Names that no fact may hold.
    pub guard: Guard,
}

impl Lexicon {
    /// Reads a line.
    pub fn new(line: &Line) -> Self {
        let mut concepts = Concepts::shipped();
        let mut found = Finder::new(concepts.words.clone());
        // Cells first, so that what parts are made for can lie under them.
        let mut cells: Vec<(Group, String)> = Vec::new();
        for e in line.entries().filter(|e| e.kind.is_party()) {
            for (group, cell) in [
                (Group::Industry, e.industry),
                (Group::Goods, e.supplies),
                (Group::Region, e.region),
                (Group::Size, e.size),
            ] {
                cells.extend(cell.into_iter().flat_map(pieces).map(|p| (group, p)));
            }
        }
        cells.sort();
        cells.dedup();
        for (group, cell) in &cells {
            add_cell(&mut concepts, &found, *group, cell);
        }
        found = Finder::new(concepts.words.clone());
        let mut uses: Vec<String> = Vec::new();
        for e in line.entries().filter(|e| e.kind == EntryKind::Part) {
            uses.extend(e.description.into_iter().flat_map(description_words));
        }
        uses.sort();
        uses.dedup();
        for word in &uses {
            add_cell(&mut concepts, &found, Group::Goods, word);
        }
        let products = public_products(line, &mut concepts, &found);
        concepts.settle();
        let finder = Finder::new(concepts.words.clone());
        let parties = parties(line, &concepts, &finder);
        let mut ours: Vec<(String, ())> = Vec::new();
        for place in line.places() {
            ours.extend(std::iter::once(&place.name).chain(&place.aliases).map(|n| (fold(n), ())));
        }
        ours.extend(
            std::iter::once(&line.company().name)
                .chain(&line.company().aliases)
                .filter(|n| n.chars().count() > 2)
                .map(|n| (fold(n), ())),
        );
        let plans = Listed::all(line);
        let announced = Published::new(line);
        let made: Vec<ConceptId> = parties
            .iter()
            .filter(|p| p.kind == EntryKind::Customer)
            .flat_map(|p| p.goods.iter().copied())
            .chain(products.iter().map(|p| p.1))
            .collect();
        let sent: Vec<ConceptId> = parties.iter().flat_map(|p| p.goods.iter().copied()).collect();
        let ours_goods = concepts.meeting(Group::Goods, &made);
        let mut goods = concepts.meeting(Group::Goods, &sent);
        goods.extend(&ours_goods);
        goods.sort_unstable();
        goods.dedup();
        let ours = Finder::new(ours);
        let sets = Sets::new(&parties);
        let guard = Guard::new(line);
        Self { concepts, finder, ours, parties, sets, products, goods, ours_goods, plans, announced, guard }
    }

    /// Whether a customer gets this from us or a supplier sends it, or it is one of our products.
    pub fn is_listed_good(&self, id: ConceptId) -> bool {
        self.goods.binary_search(&id).is_ok()
    }

    /// Whether it is a product of ours.
    pub fn is_ours(&self, id: ConceptId) -> bool {
        self.ours_goods.binary_search(&id).is_ok()
    }

    /// The name of a concept, in Japanese and English.
    pub fn labels(&self, id: ConceptId) -> (&str, &str) {
        self.concepts.get(id).map_or(("", ""), |c| (c.name.as_str(), c.english.as_str()))
    }
}

fn in_text(
    concepts: &Concepts,
    finder: &Finder<ConceptId>,
    folded: &str,
    group: impl Fn(Group) -> bool,
) -> Vec<ConceptId> {
    let mut out: Vec<ConceptId> = finder
        .longest(folded)
        .into_iter()
        .filter(|(_, id)| concepts.get(**id).is_some_and(|c| group(c.group)))
        .map(|(_, id)| *id)
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// The several values of a cell.
fn pieces(cell: &str) -> Vec<String> {
    cell.split([';', '；', '、', '/', '・', '\n'])
        .map(|p| fold(p.trim()))
        .filter(|p| p.chars().count() > 1)
        .collect()
}

/// Words of a part's description: what it is for, and what it is.
fn description_words(description: &str) -> Vec<String> {
    let folded = fold(description);
    let mut out: Vec<String> = Vec::new();
    for piece in folded.split(['の', '用', '、', '・', ' ', '(', ')']) {
        // Two kanji such as 本体 or 弁体 are parts of everything.
        if piece.chars().count() > 2 {
            out.push(piece.to_owned());
        }
    }
    if let Some((before, _)) = folded.split_once('用')
        && before.chars().count() == 2
    {
        out.push(format!("{before}用"));
    }
    out
}

/// A cell as a concept of its own under the concepts whose words it holds.
fn add_cell(concepts: &mut Concepts, finder: &Finder<ConceptId>, group: Group, cell: &str) {
    // A supplier's trade is what it supplies.
    let same = |g: Group| g == group || group == Group::Industry && g == Group::Goods;
    let known = finder
        .all(cell)
        .into_iter()
        .any(|(s, id)| s.len() as usize == cell.len() && concepts.get(*id).is_some_and(|c| same(c.group)));
    if known {
        return;
    }
    let mut parents: Vec<ConceptId> = finder
        .longest(cell)
        .into_iter()
        .map(|(_, id)| *id)
        .filter(|id| concepts.get(*id).is_some_and(|c| c.group == group))
        .collect();
    parents.dedup();
    concepts.add_under(group, cell, &parents);
}

/// Products of `public.csv`: 「公開製品 しおかぜ弁(バタフライバルブ)」 names one and says what it is.
fn public_products(
    line: &Line,
    concepts: &mut Concepts,
    finder: &Finder<ConceptId>,
) -> Vec<(String, ConceptId)> {
    let mut out = Vec::new();
    for fact in line.public_facts() {
        let folded = fold(&fact.fact);
        let is_product =
            ["製品", "product"].iter().any(|w| folded.starts_with(w) || folded.contains("公開製品"));
        if !is_product {
            continue;
        }
        let Some(first) = fact.terms.first().map(|t| fold(t)) else { continue };
        let kind = folded.split_once('(').map_or("", |(_, k)| k);
        let mut parents: Vec<ConceptId> = finder
            .longest(kind)
            .into_iter()
            .map(|(_, id)| *id)
            .filter(|id| concepts.get(*id).is_some_and(|c| c.group == Group::Goods))
            .collect();
        parents.dedup();
        let id = concepts.add_under(Group::Goods, &first, &parents);
        for term in fact.terms.iter().skip(1).map(|t| fold(t)) {
            if term.chars().any(char::is_alphabetic) {
                concepts.words.push((term, id));
            }
        }
        out.push((first, id));
    }
    out
}

fn parties(line: &Line, concepts: &Concepts, finder: &Finder<ConceptId>) -> Vec<Party> {
    let cell = |text: Option<&str>, groups: &[Group]| -> Vec<ConceptId> {
        text.map(|t| in_text(concepts, finder, &fold(t), |g| groups.contains(&g))).unwrap_or_default()
    };
    let mut out: Vec<Party> = Vec::new();
    for e in line.entries().filter(|e| e.kind.is_party() && e.kind != EntryKind::Competitor) {
        let mut region = cell(e.region, &[Group::Region]);
        if region.is_empty() {
            region = seat(&e, concepts, finder);
        }
        out.push(Party {
            entry: e.id,
            kind: e.kind,
            industry: cell(e.industry, &[Group::Industry, Group::Goods]),
            region,
            size: cell(e.size, &[Group::Size]),
            goods: cell(e.supplies, &[Group::Goods]),
            said: cell(e.say_instead, &[Group::Region, Group::Industry, Group::Goods, Group::Size]),
            public: matches!(e.visibility, Visibility::Public | Visibility::PublicWith(_)),
        });
    }
    let by_name: std::collections::HashMap<String, usize> = out
        .iter()
        .enumerate()
        .filter_map(|(at, p)| Some((senbiki_text::key(line.entry(p.entry)?.name), at)))
        .collect();
    for e in line.entries().filter(|e| e.kind == EntryKind::Part) {
        let Some(at) = e.customer.and_then(|c| by_name.get(&senbiki_text::key(c))) else { continue };
        let more = e.description.map(|d| described(&fold(d), concepts, finder)).unwrap_or_default();
        if let Some(p) = out.get_mut(*at) {
            p.goods.extend(more);
            p.goods.sort_unstable();
            p.goods.dedup();
        }
    }
    out
}

/// What a part is, and what it is for: 洗浄装置用ハウジング is a housing, and no 洗浄.
fn described(description: &str, concepts: &Concepts, finder: &Finder<ConceptId>) -> Vec<ConceptId> {
    let goods = |id: &ConceptId| concepts.get(*id).filter(|c| c.group == Group::Goods);
    let found: Vec<(Span<Folded>, ConceptId)> = finder
        .longest(description)
        .into_iter()
        .map(|(s, id)| (s, *id))
        .filter(|(_, id)| goods(id).is_some())
        .collect();
    let last = found.iter().map(|(s, _)| s.end).max();
    let words = description_words(description);
    let mut out: Vec<ConceptId> = found
        .into_iter()
        .filter(|(s, id)| Some(s.end) == last || goods(id).is_some_and(|c| words.contains(&c.name)))
        .map(|(_, id)| id)
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Where a party sits when its row does not say: another cell may (`鋳物(中国)`), or its legal form.
fn seat(e: &Entry<'_>, concepts: &Concepts, finder: &Finder<ConceptId>) -> Vec<ConceptId> {
    let folded: Vec<String> = [e.supplies, e.industry].into_iter().flatten().map(fold).collect();
    for text in &folded {
        let found = in_text(concepts, finder, text, |g| g == Group::Region);
        if !found.is_empty() {
            return found;
        }
    }
    let name = fold(e.name);
    let forms: [(&[&str], &str); 9] = [
        (&["株式会社", "有限会社", "合同会社"], "日本"),
        (&[" gmbh"], "ドイツ"),
        (&[" ab"], "スウェーデン"),
        (&[" asa", " as"], "ノルウェー"),
        (&[" plc", " ltd", " ltd."], "英国"),
        (&[" inc", " inc.", " llc"], "米国"),
        (&[" oy"], "フィンランド"),
        (&[" s.p.a", " spa", " s.r.l"], "イタリア"),
        (&[" b.v", " bv"], "オランダ"),
    ];
    forms
        .iter()
        .find(|(marks, _)| {
            marks.iter().any(|m| if m.starts_with(' ') { name.ends_with(m) } else { name.contains(m) })
        })
        .and_then(|(_, place)| concepts.named(Group::Region, place))
        .into_iter()
        .collect()
}
