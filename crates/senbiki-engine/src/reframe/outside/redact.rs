//! What an outside writer may see of a draft.

use std::collections::{BTreeMap, BTreeSet};

use senbiki_line::{Action, Category, EntryId, NameFlags};
use senbiki_text::script::{Script, is_word_char, script};
use senbiki_text::{Folded, Key, Original, Span, Text, segment::Segments};

use super::{CLOSE, LONGEST, OPEN};
use crate::engine::{Engine, Material};
use crate::finding::{Finding, Grounds, Message};
use crate::message;
use crate::number;
use crate::reframe::generic::Generic;
use crate::reframe::passage;
use crate::reframe::rule::{Saying, Tongue};
use crate::reframe::slot::{Direction, is_mark};
use crate::verdict::{Inspection, Verdict, judge};

/// How often what is still seen in the redacted text is taken out as well.
const MOST_ROUNDS: usize = 3;
/// More placeholders than this, and little is left to reword.
const MOST_PLACEHOLDERS: usize = 60;
/// Letters that must be left, else there is nothing to reword.
const LEAST_WORDS: usize = 8;
/// How firms speak of themselves without saying who they are.
const NOBODY: &[&str] = &[
    "当社",
    "弊社",
    "自社",
    "わが社",
    "我が社",
    "小社",
    "うち",
    "ウチ",
    "わたしたち",
    "私たち",
    "私達",
    "私ども",
    "当方",
    "会社",
    "本社",
    "we",
    "us",
    "our",
    "ours",
    "the company",
    "our company",
];

/// A draft with placeholders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted {
    /// What may leave the process.
    pub text: String,
    /// The placeholders in it, in the order in which each comes first.
    pub placeholders: Vec<Placeholder>,
    /// Whether the draft is Japanese; else it is English.
    pub japanese: bool,
}

/// A placeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// As it stands in the text: `⟦1⟧`.
    pub mark: String,
    /// What the writer is told about it.
    pub hint: Message,
    /// What takes its place afterwards.
    pub(super) stands_for: StandsFor,
}

/// What takes the place of a placeholder in the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum StandsFor {
    /// The general word for a finding; its own words never come back.
    Finding(Box<Finding>),
    /// The very words of the draft: a name that may stand there.
    Words(String),
    /// Nothing: a part that is the secret as a whole.
    Nothing,
}

impl Redacted {
    /// The words that stand for themselves are put back; the others are left as they are.
    pub(super) fn with_words(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for p in &self.placeholders {
            if let StandsFor::Words(words) = &p.stands_for {
                out = out.replace(&p.mark, words);
            }
        }
        out
    }
}

/// A stretch of the draft that is taken out.
#[derive(Debug, Clone)]
struct Cover {
    span: Span<Original>,
    /// The longest finding in it that asks for something.
    finding: Option<usize>,
    /// Whose name it is, when it is one.
    entry: Option<EntryId>,
    /// More than the finding is taken out, because the words around it tell it too.
    whole: bool,
}

impl Cover {
    /// Words that may come back.
    const fn words(span: Span<Original>, entry: Option<EntryId>) -> Self {
        Self { span, finding: None, entry, whole: false }
    }
}

impl Engine {
    /// What an outside writer may see of a draft whose verdict is `reword`: every finding, every name
    /// of the line in any disguise (also the ones that were read as ordinary words or may be named
    /// here) and the company's own names are placeholders.
    ///
    /// `None` for any other verdict, for long drafts, and whenever it is not certain that everything
    /// was taken out.
    #[must_use]
    pub fn redact(&self, material: &Material<'_>, inspection: &Inspection) -> Option<Redacted> {
        let draft = material.text.original();
        let odd = |c: char| c == OPEN || c == CLOSE || is_mark(c);
        if judge(self.line(), inspection) != Verdict::Reword
            || draft.len() > LONGEST
            || draft.chars().any(odd)
        {
            return None;
        }
        // What the built-in rewording would not leave standing either: names that may be meant.
        let mut findings = inspection.findings.clone();
        let doubtful = crate::reframe::doubtful(self, material, &findings);
        findings.extend(doubtful.into_iter().map(|f| Finding { action: Action::Reword, ..f }));
        let findings = findings.as_slice();
        let mut covers = self.covers(material, findings);
        for _ in 0..MOST_ROUNDS {
            let merged = merge(&covers, findings);
            let drawn = self.draw(material, findings, &merged)?;
            let more = self.still_seen(material, findings, &drawn);
            if more.is_empty() {
                return drawn.says_something(draft).then_some(drawn.redacted);
            }
            covers.extend(more);
        }
        None
    }

    /// Everything that is to be taken out, in no order.
    fn covers(&self, material: &Material<'_>, findings: &[Finding]) -> Vec<Cover> {
        let text = material.text;
        let segments = Segments::new(text.folded());
        let mut covers: Vec<Cover> = Vec::new();
        for (n, f) in findings.iter().enumerate() {
            let entry = match f.grounds {
                Grounds::Entry(id) => Some(id),
                Grounds::Rule => None,
            };
            let finding = (f.action != Action::Ok).then_some(n);
            covers.push(Cover { span: f.span, finding, entry, whole: false });
            if let Some(span) = around(text, &segments, f).filter(|_| finding.is_some()) {
                covers.push(Cover { span, finding, entry, whole: true });
            }
        }
        // The same words stand for the same fact wherever they are.
        let surfaces: BTreeSet<String> = findings.iter().map(|f| senbiki_text::fold(&f.surface)).collect();
        for surface in &surfaces {
            for span in places(text.folded(), surface) {
                covers.push(Cover::words(text.to_original(span), None));
            }
        }
        let mut near = Vec::new();
        let (_, mentions) = self.read(material, &mut near);
        for m in &mentions {
            covers.push(Cover::words(text.to_original(m.span), m.entry));
        }
        for miss in &near {
            covers.push(Cover::words(text.to_original(miss.span), Some(miss.entry)));
        }
        for (span, entry) in self.listed_names(text, covers.iter().filter_map(|c| c.entry)) {
            covers.push(Cover::words(text.to_original(span), Some(entry)));
        }
        // What else bears the name of something protected does not come back either.
        let found: Vec<(EntryId, Span<Original>)> =
            covers.iter().filter(|c| c.finding.is_some()).filter_map(|c| Some((c.entry?, c.span))).collect();
        for cover in covers.iter_mut().filter(|c| c.finding.is_none()) {
            let same = found.iter().any(|(e, _)| cover.entry == Some(*e));
            cover.whole = same && !found.iter().any(|(_, span)| span.overlaps(cover.span));
        }
        for span in self.own_names(text) {
            covers.push(Cover::words(text.to_original(span), None));
        }
        for span in addresses(text.original()) {
            covers.push(Cover::words(span, None));
        }
        covers
    }

    /// Every place where a listed name stands, whatever it means there. Of an entry that is spoken of
    /// anyway, also the names that are only part of a longer word.
    fn listed_names(
        &self,
        text: &Text,
        known: impl Iterator<Item = EntryId>,
    ) -> Vec<(Span<Folded>, EntryId)> {
        let mut hits: Vec<(Span<Folded>, EntryId, bool)> = Vec::new();
        let key = text.key();
        for (at, _) in key.char_indices() {
            self.line().names().prefixes_at(key.as_bytes(), at, &mut |end, posting| {
                let name: Span<Key> = Span::from_usize(at, end);
                let span = with_long_vowel(text, text.key_to_folded(name));
                let stands = stands_alone(text.folded(), span, text.key_str(name), posting.flags);
                if stands || reaches_far(text.folded(), span, text.key_str(name)) {
                    hits.push((span, posting.entry, stands));
                }
            });
        }
        let mut met: BTreeSet<EntryId> = known.collect();
        met.extend(hits.iter().filter(|h| h.2).map(|h| h.1));
        hits.into_iter().filter(|h| met.contains(&h.1)).map(|(span, entry, _)| (span, entry)).collect()
    }

    /// Where the company names itself.
    fn own_names(&self, text: &Text) -> Vec<Span<Folded>> {
        let company = self.line().company();
        let mut out = Vec::new();
        for name in std::iter::once(&company.name).chain(&company.aliases) {
            let folded = senbiki_text::fold(name);
            if NOBODY.contains(&folded.as_str()) {
                continue;
            }
            let key = senbiki_text::key(name);
            for at in places_of(text.key(), &key) {
                let span = with_long_vowel(text, text.key_to_folded(at));
                if stands_alone(text.folded(), span, &key, NameFlags::default())
                    || reaches_far(text.folded(), span, &key)
                {
                    out.push(span);
                }
            }
        }
        out
    }

    /// The text with placeholders for these stretches, which are in order and do not overlap.
    fn draw(&self, material: &Material<'_>, findings: &[Finding], covers: &[Cover]) -> Option<Drawn> {
        let (text, draft) = (material.text, material.text.original());
        let tongue = passage::tongue(draft);
        let quantities = number::quantities(text, self.units());
        let (mut out, mut pieces, mut reached) = (String::with_capacity(draft.len()), Vec::new(), 0);
        let mut numbers: BTreeMap<(Option<usize>, String), usize> = BTreeMap::new();
        let mut placeholders: Vec<Placeholder> = Vec::new();
        for cover in covers {
            let range = cover.span.range();
            let kept = draft.get(reached..range.start)?;
            pieces.push((out.len(), reached, kept.len()));
            out.push_str(kept);
            reached = range.end;
            let words = draft.get(range)?;
            let known = match cover.finding.and_then(|n| findings.get(n)) {
                _ if cover.whole => (Some(2), words.to_owned()),
                // The same entry is the same placeholder, however it is written.
                Some(f) => match f.grounds {
                    Grounds::Entry(id) => (Some(0), id.0.to_string()),
                    Grounds::Rule => (Some(1), senbiki_text::fold(words)),
                },
                None => (None, words.to_owned()),
            };
            let next = placeholders.len() + 1;
            let number = *numbers.entry(known).or_insert(next);
            let mark = format!("{OPEN}{number}{CLOSE}");
            if number == next {
                let (hint, stands_for) = match cover.finding.and_then(|n| findings.get(n)) {
                    _ if cover.whole => (gone_hint(), StandsFor::Nothing),
                    Some(f) => {
                        let direction = crate::reframe::direction(text, f, &quantities);
                        (self.hint(f, direction, tongue), StandsFor::Finding(Box::new(f.clone())))
                    }
                    None => (kept_hint(), StandsFor::Words(words.to_owned())),
                };
                placeholders.push(Placeholder { mark: mark.clone(), hint, stands_for });
            }
            out.push_str(&mark);
        }
        let kept = draft.get(reached..)?;
        pieces.push((out.len(), reached, kept.len()));
        out.push_str(kept);
        let japanese = tongue == Tongue::Ja;
        (placeholders.len() <= MOST_PLACEHOLDERS)
            .then_some(Drawn { redacted: Redacted { text: out, placeholders, japanese }, pieces })
    }

    /// What the writer is told about a finding. Only what may be said anyway stands in it.
    fn hint(&self, finding: &Finding, direction: Direction, tongue: Tongue) -> Message {
        let say = Generic::of(finding, self.line(), self.industries(), tongue).say(Saying::Full);
        let (ja, en) = finding.category.label();
        if !say.is_empty() {
            return Message::new(format!("{ja}。「{say}」と言えます"), format!("{en}; “{say}” may be said"));
        }
        let instead = message::texts(finding.category).map(|t| t.instead.clone()).unwrap_or_default();
        let (up_ja, up_en) = match direction {
            Direction::Up => ("上がりました。", " (it went up)"),
            Direction::Down => ("下がりました。", " (it went down)"),
            Direction::None => ("", ""),
        };
        let told = finding.category == Category::ProcessFigure;
        let (up_ja, up_en) = if told { (up_ja, up_en) } else { ("", "") };
        Message::new(
            format!("{ja}。{up_ja}中身は書かず、「{}」のように言えます", instead.ja),
            format!("{en}{up_en}; do not tell it, say something like “{}”", instead.en),
        )
    }

    /// What is still seen in a text with placeholders, as places of the draft: by the engine in the
    /// whole, and by looking for names in what is left of the draft, piece by piece.
    fn still_seen(&self, material: &Material<'_>, findings: &[Finding], drawn: &Drawn) -> Vec<Cover> {
        let draft = material.text.original();
        let text = Text::new(&drawn.redacted.text);
        let again =
            Material { text: &text, channel: material.channel, as_of: material.as_of, gaps: Vec::new() };
        let inspection = self.inspect(&again);
        let asks = inspection.findings.iter().filter(|f| f.action != Action::Ok);
        let seen = asks.flat_map(|f| drawn.in_draft(f.span));
        let mut out: Vec<Cover> =
            seen.map(|span| Cover { span, finding: None, entry: None, whole: true }).collect();
        let surfaces: BTreeSet<String> = findings.iter().map(|f| senbiki_text::fold(&f.surface)).collect();
        for &(_, at, len) in &drawn.pieces {
            let text = Text::new(draft.get(at..at + len).unwrap_or_default());
            let mut found = self.own_names(&text);
            found.extend(self.listed_names(&text, std::iter::empty()).into_iter().map(|(span, _)| span));
            found.extend(surfaces.iter().flat_map(|s| places(text.folded(), s)));
            out.extend(found.into_iter().map(|span| {
                let here = text.to_original(span).range();
                Cover::words(Span::from_usize(at + here.start, at + here.end), None)
            }));
        }
        out
    }
}

/// What is taken out with a finding whose sentence or clause is the secret rather than its words: a
/// riddle is solved by all of its clues, and what is locked where is told by the whole sentence.
fn around(text: &Text, segments: &Segments, finding: &Finding) -> Option<Span<Original>> {
    let at = text.to_folded(finding.span);
    let last = at.end.saturating_sub(1).max(at.start);
    let by_rule = finding.grounds == Grounds::Rule;
    let span = match finding.category {
        Category::Aggregate if by_rule => segments.sentence(at.start).join(segments.sentence(last)),
        Category::Location | Category::Personal if by_rule => {
            segments.sentence(at.start).join(segments.sentence(last))
        }
        Category::ProcessKnowhow | Category::ContractTerms | Category::Unreleased if by_rule => {
            segments.clause(at.start).join(segments.clause(last))
        }
        // The ordinary meaning of a protected name: nothing may stand for it.
        Category::Aggregate => at,
        _ => return None,
    };
    // The line break that ends a sentence is no part of it.
    let words = text.folded_str(span);
    let span = Span::from_usize(span.start as usize, span.start as usize + words.trim_end().len());
    Some(text.to_original(span).join(finding.span))
}

fn gone_hint() -> Message {
    Message::new(
        "ここは書きません。前後をつないで、印も書かないでください",
        "left out; join what is around it and do not write the mark",
    )
}

fn kept_hint() -> Message {
    Message::new("そのまま残す言葉。印のまま書きます", "a word that stays; write the mark itself")
}

/// A text with placeholders, and where each stretch of it comes from: place in the text, place in
/// the draft, length.
struct Drawn {
    redacted: Redacted,
    pieces: Vec<(usize, usize, usize)>,
}

impl Drawn {
    /// The parts of the draft behind a stretch of the text.
    fn in_draft(&self, span: Span<Original>) -> Vec<Span<Original>> {
        let range = span.range();
        self.pieces
            .iter()
            .filter_map(|&(out, at, len)| {
                let from = range.start.max(out);
                let to = range.end.min(out + len);
                (from < to).then(|| Span::from_usize(at + from - out, at + to - out))
            })
            .filter(|s: &Span<Original>| !s.is_empty())
            .collect()
    }

    /// Whether something is left to reword.
    fn says_something(&self, draft: &str) -> bool {
        let words = |&(_, at, len): &(usize, usize, usize)| {
            let piece = draft.get(at..at + len).unwrap_or_default();
            piece.chars().filter(|c| is_word_char(*c)).count()
        };
        self.pieces.iter().map(words).sum::<usize>() >= LEAST_WORDS
    }
}

/// Joins what overlaps, in the order of the text.
fn merge(covers: &[Cover], findings: &[Finding]) -> Vec<Cover> {
    let mut sorted: Vec<Cover> = covers.iter().filter(|c| !c.span.is_empty()).cloned().collect();
    sorted.sort_by_key(|c| (c.span.start, std::cmp::Reverse(c.span.end)));
    let length = |n: Option<usize>| n.and_then(|n| findings.get(n)).map_or(0, |f| f.span.len());
    let mut out: Vec<Cover> = Vec::with_capacity(sorted.len());
    for cover in sorted {
        match out.last_mut() {
            Some(last) if cover.span.start < last.span.end => {
                last.span = last.span.join(cover.span);
                last.whole |= cover.whole;
                if length(cover.finding) > length(last.finding) {
                    last.finding = cover.finding;
                }
            }
            _ => out.push(cover),
        }
    }
    out
}

/// The key drops long vowels, also the last one.
fn with_long_vowel(text: &Text, span: Span<Folded>) -> Span<Folded> {
    let rest = text.folded().get(span.end as usize..).unwrap_or_default();
    let bars = rest.chars().take_while(|c| *c == 'ー').count();
    Span::from_usize(span.start as usize, span.end as usize + 3 * bars)
}

fn neighbours(folded: &str, span: Span<Folded>) -> (Option<char>, Option<char>) {
    let before = folded.get(..span.start as usize).and_then(|s| s.chars().next_back());
    let after = folded.get(span.end as usize..).and_then(|s| s.chars().next());
    (before, after)
}

/// Whether a name may stand for itself at this place: not only a part of a longer word. This asks
/// far less than finding a name does, since nothing is lost when a word too many is taken out.
fn stands_alone(folded: &str, span: Span<Folded>, key: &str, flags: NameFlags) -> bool {
    let surface = folded.get(span.range()).unwrap_or_default();
    let (Some(first), Some(last)) = (surface.chars().next(), surface.chars().next_back()) else {
        return false;
    };
    let chars = key.chars().count();
    if chars < 2 {
        // One letter is a name only where the engine has seen one.
        return false;
    }
    // Names with a blank or a line break in them are disguises of long names, not of short ones.
    let apart = surface.chars().any(char::is_whitespace);
    if apart && chars < 4 && !flags.contains(NameFlags::HAS_DIGIT) {
        return false;
    }
    let (before, after) = neighbours(folded, span);
    let same = |a: char, b: Option<char>| match (script(a), b.map(script)) {
        (Script::Latin | Script::Digit, Some(Script::Latin)) => true,
        (Script::Digit, Some(Script::Digit)) => true,
        (Script::Katakana, Some(Script::Katakana)) => chars < 4,
        (Script::Hiragana, Some(Script::Hiragana)) => chars < 4,
        _ => false,
    };
    // Particles are hiragana too: かえでが.
    let grammar = |c: Option<char>| c.is_some_and(|c| "はがをにでとのもやへかさ".contains(c));
    let held = same(first, before) && !(script(first) == Script::Hiragana && grammar(before))
        || same(last, after) && !(script(last) == Script::Hiragana && grammar(after));
    !held
}

/// Whether a name is so long that it is one inside a longer word too.
fn reaches_far(folded: &str, span: Span<Folded>, key: &str) -> bool {
    let surface = folded.get(span.range()).unwrap_or_default();
    if surface.chars().all(|c| !matches!(script(c), Script::Kanji | Script::Hiragana | Script::Katakana)) {
        key.chars().count() >= 6
    } else {
        key.chars().count() >= 2 && !surface.chars().any(char::is_whitespace)
    }
}

/// Where some folded words stand.
fn places(folded: &str, words: &str) -> Vec<Span<Folded>> {
    if words.trim().is_empty() {
        return Vec::new();
    }
    folded.match_indices(words).map(|(at, w)| Span::from_usize(at, at + w.len())).collect()
}

fn places_of(key: &str, name: &str) -> Vec<Span<Key>> {
    if name.is_empty() {
        return Vec::new();
    }
    key.match_indices(name).map(|(at, n)| Span::from_usize(at, at + n.len())).collect()
}

/// Links, mail addresses and handles: they say who is speaking, and a writer only garbles them.
fn addresses(draft: &str) -> Vec<Span<Original>> {
    super::facts::addresses(draft).into_iter().map(|r| Span::from_usize(r.start, r.end)).collect()
}
