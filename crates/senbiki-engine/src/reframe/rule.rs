//! Rewording rules: data files of regular expressions over marked sentences.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use regex_automata::meta::Regex;
use serde::Deserialize;

use crate::reframe::held::Held;

use crate::reframe::slot;

/// When a rule is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Turns of phrase around figures, plans, terms and know-how: first.
    Frame,
    /// Names and what grammar needs around them.
    Name,
    /// What still holds a mark, told in the most general way; only when nothing better is left.
    Fallback,
    /// Repairs what the others leave: doubled honorifics, stray marks.
    Smooth,
    /// A whole sentence in place of one that had to go (`find` sees the marked sentence).
    StandIn,
}

/// The language of a file of rules, and of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tongue {
    /// Japanese.
    Ja,
    /// English.
    En,
}

/// A sentence before and after, with its protected parts written `⟦category:words⟧`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// As the author wrote it.
    pub before: String,
    /// As it reads afterwards.
    pub after: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    id: String,
    phase: Phase,
    find: String,
    say: String,
    #[serde(default)]
    shows: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    lang: Tongue,
    #[serde(default)]
    words: BTreeMap<String, String>,
    #[serde(default)]
    reword: Vec<RawRule>,
}

/// One rule.
pub struct Rule {
    /// Unique id.
    pub id: String,
    /// When it is asked.
    pub phase: Phase,
    /// For which sentences.
    pub tongue: Tongue,
    /// What replaces a match.
    say: Vec<Piece>,
    /// Before and after.
    pub shows: Vec<Example>,
    /// The expression; words are filled in, marks are still named.
    find: Cow<'static, str>,
    /// Marks of which one must stand in the sentence; empty when none is asked for.
    asks: Vec<char>,
    /// What a sentence must hold; empty for rules that do not ship. See [`Held::may`].
    pub gates: &'static [&'static [u16]],
    /// In how many bytes it was searched for, until that is known to be many.
    searched: AtomicUsize,
    /// Quick to compile.
    light: OnceLock<Option<Regex>>,
    /// Quick to search.
    full: OnceLock<Option<Regex>>,
}

#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// A group as it stands.
    Group(usize),
    /// What may be said for the mark in a group, and which form of it.
    Generic(usize, Saying),
}

/// Which form of a generalisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saying {
    /// As it is said first.
    Full,
    /// The short form.
    Short,
}

/// All rules in the order of their files.
pub struct Rules {
    /// The rules.
    pub list: Vec<Rule>,
    /// Whether they know what a sentence must hold before they are worth asking.
    gated: bool,
}

/// Most replacements in one sentence; more would be a rule that feeds itself.
const MOST_STEPS: usize = 48;
/// Most bytes of a compiled rule.
const MOST_SIZE: usize = 4 << 20;
/// Bytes of sentences after which an expression is compiled once more, to be searched faster: that
/// takes about as long as searching this many quickly saves. It bounds the slow searches, too.
const LIGHT_BYTES: usize = 4_000;

impl Rules {
    /// Reads rule files; problems are told as `file: what is wrong`.
    ///
    /// # Errors
    /// All problems of all files.
    pub fn read(files: &[(&str, &str)]) -> Result<Self, Vec<String>> {
        let (mut list, mut problems) = (Vec::new(), Vec::new());
        let mut words: BTreeMap<(bool, String), String> = BTreeMap::new();
        let mut raw = Vec::new();
        for (name, text) in files {
            match toml::from_str::<RawFile>(text) {
                Ok(file) => {
                    for (word, alternatives) in &file.words {
                        words.insert((file.lang == Tongue::Ja, word.clone()), alternatives.clone());
                    }
                    raw.push((*name, file));
                }
                Err(error) => problems.push(format!("{name}: {error}")),
            }
        }
        for (name, file) in raw {
            for rule in file.reword {
                match compile(&rule, file.lang, &words) {
                    Ok(rule) => list.push(rule),
                    Err(problem) => problems.push(format!("{name}: {}: {problem}", rule.id)),
                }
            }
        }
        if problems.is_empty() { Ok(Self::new(list, false)) } else { Err(problems) }
    }

    fn new(mut list: Vec<Rule>, gated: bool) -> Self {
        // Sorting is stable: within a phase the order of the files stays.
        list.sort_by_key(|r: &Rule| r.phase);
        Self { list, gated }
    }

    /// The rules that ship.
    pub fn shipped() -> &'static Self {
        static ALL: OnceLock<Rules> = OnceLock::new();
        ALL.get_or_init(|| {
            let all = senbiki_line::rule::reword::shipped().iter().filter_map(Rule::shipped);
            Self::new(all.collect(), true)
        })
    }

    /// Applies the rules of one phase, one after the other, each as long as it finds something.
    pub fn apply(
        &self,
        phase: Phase,
        tongue: Tongue,
        sentence: &str,
        generic: &dyn Fn(char, Saying) -> Option<String>,
    ) -> String {
        let mut text = sentence.to_owned();
        let mut held = self.held(&text);
        let mut steps = 0;
        for rule in self.of(phase, tongue) {
            while steps < MOST_STEPS && held.as_ref().is_none_or(|h| h.may(rule.gates)) {
                let Some(next) = rule.once(&text, generic) else { break };
                steps += 1;
                text = next;
                held = self.held(&text);
            }
        }
        text
    }

    /// What each rule of a phase makes of a sentence on its own.
    pub fn each<'r>(
        &'r self,
        phase: Phase,
        tongue: Tongue,
        sentence: &'r str,
        generic: &'r dyn Fn(char, Saying) -> Option<String>,
    ) -> impl Iterator<Item = String> + 'r {
        let held = self.held(sentence);
        let may = move |r: &&Rule| held.as_ref().is_none_or(|h| h.may(r.gates));
        self.of(phase, tongue).filter(may).filter_map(move |r| r.once(sentence, generic))
    }

    fn of(&self, phase: Phase, tongue: Tongue) -> impl Iterator<Item = &Rule> {
        self.list.iter().filter(move |r| r.phase == phase && r.tongue == tongue)
    }

    fn held(&self, text: &str) -> Option<Held> {
        self.gated.then(|| Held::new(text))
    }
}

impl Rule {
    /// A rule of the table; the proof says whether all can be read.
    fn shipped(raw: &senbiki_line::rule::reword::Reword) -> Option<Self> {
        let phase = match raw.phase {
            "frame" => Phase::Frame,
            "name" => Phase::Name,
            "fallback" => Phase::Fallback,
            "smooth" => Phase::Smooth,
            "stand_in" => Phase::StandIn,
            _ => return None,
        };
        let tongue = if raw.lang == "ja" { Tongue::Ja } else { Tongue::En };
        // The gates ask for the marks.
        let new = Self::new(raw.id, phase, tongue, raw.find.into(), pieces(raw.say).ok()?);
        Some(Self { gates: raw.gates, ..new })
    }

    fn new(id: &str, phase: Phase, tongue: Tongue, find: Cow<'static, str>, say: Vec<Piece>) -> Self {
        Self {
            id: id.to_owned(),
            phase,
            tongue,
            say,
            shows: Vec::new(),
            find,
            asks: Vec::new(),
            gates: &[],
            searched: AtomicUsize::new(0),
            light: OnceLock::new(),
            full: OnceLock::new(),
        }
    }

    /// The expression: at first as it is compiled most quickly, as most processes reword one draft.
    fn regex(&self, text: &str) -> Option<&Regex> {
        let compile = |light: bool| {
            let mut config = Regex::config().nfa_size_limit(Some(MOST_SIZE));
            if light {
                config = config.hybrid(false).onepass(false).auto_prefilter(false);
            }
            Regex::builder().configure(config).build(&self.source().ok()?).ok()
        };
        let searched = self.searched.load(Ordering::Relaxed).saturating_add(text.len());
        if searched < LIGHT_BYTES {
            self.searched.store(searched, Ordering::Relaxed);
            return self.light.get_or_init(|| compile(true)).as_ref();
        }
        self.full.get_or_init(|| compile(false)).as_ref()
    }

    fn source(&self) -> Result<String, String> {
        Ok(expand(&self.find, &|_| None)?.source)
    }

    /// Whether the rule can be compiled and asks only for groups that it has.
    pub fn proof(&self) -> Result<(), String> {
        let regex = Regex::new(&self.source()?).map_err(|e| format!("{e}"))?;
        let groups = regex.captures_len();
        for piece in &self.say {
            if let Piece::Group(n) | Piece::Generic(n, _) = piece
                && *n >= groups
            {
                return Err(format!("there is no group {n}"));
            }
        }
        Ok(())
    }

    /// Whether the rule changes something when a sentence has gone through the rules before it.
    pub fn fires(
        &self,
        sentence: &str,
        rules: &Rules,
        generic: &dyn Fn(char, Saying) -> Option<String>,
    ) -> bool {
        let mut text = sentence.to_owned();
        for rule in rules.list.iter().filter(|r| r.tongue == self.tongue) {
            if std::ptr::eq(rule, self) {
                return self.once(&text, generic).is_some();
            }
            // A sentence that is put in is chosen by the marked sentence as it was.
            let before = match self.phase {
                Phase::StandIn => false,
                Phase::Fallback => rule.phase != Phase::Name,
                _ => true,
            };
            if before && rule.phase <= self.phase && rule.phase != Phase::StandIn {
                while let Some(next) = rule.once(&text, generic) {
                    text = next;
                }
            }
        }
        false
    }

    /// The text with the first match replaced, unless nothing matches or nothing changes.
    fn once(&self, text: &str, generic: &dyn Fn(char, Saying) -> Option<String>) -> Option<String> {
        if !self.asks.is_empty() && !text.chars().any(|c| self.asks.contains(&slot::head(c))) {
            return None;
        }
        let regex = self.regex(text)?;
        let mut found = regex.create_captures();
        regex.captures(text, &mut found);
        let whole = found.get_match()?.range();
        let group = |n: usize| found.get_group(n).and_then(|s| text.get(s.range())).unwrap_or_default();
        let mut said = String::new();
        for piece in &self.say {
            match piece {
                Piece::Text(t) => said.push_str(t),
                Piece::Group(n) => said.push_str(group(*n)),
                Piece::Generic(n, saying) => {
                    let mark = group(*n).chars().find(|c| slot::is_mark(*c))?;
                    said.push_str(&generic(mark, *saying)?);
                }
            }
        }
        let (before, after) = (text.get(..whole.start)?, text.get(whole.end..)?);
        let next = format!("{before}{said}{after}");
        (next != text).then_some(next)
    }
}

/// An expression as it is filled in.
struct Expanded {
    /// With its words, and marks still named.
    find: String,
    /// With its words and marks.
    source: String,
    /// The marks that it names other than to keep them out.
    asks: Vec<char>,
}

/// Fills in words, and classes for the marks.
fn expand(find: &str, word: &dyn Fn(&str) -> Option<String>) -> Result<Expanded, String> {
    let mut out =
        Expanded { find: String::new(), source: String::with_capacity(find.len() * 2), asks: Vec::new() };
    let mut rest = find;
    while let Some((before, after)) = rest.split_once('⟨') {
        out.source.push_str(before);
        out.find.push_str(before);
        let (name, after) = after.split_once('⟩').ok_or("⟨ without ⟩")?;
        if let Some(alternatives) = word(name) {
            let group = format!("(?:{alternatives})");
            out.source.push_str(&group);
            out.find.push_str(&group);
        } else {
            let class = slot::class(name).ok_or_else(|| format!("nobody knows ⟨{name}⟩"))?;
            // `[^…⟨any⟩]` asks for no mark.
            let excluded = out.source.rfind('[').is_some_and(|at| {
                out.source.get(at..).is_some_and(|inner| inner.starts_with("[^") && !inner.contains(']'))
            });
            if excluded {
                out.source.push_str(class.trim_start_matches('[').trim_end_matches(']'));
            } else {
                out.asks.extend(slot::heads(name));
                out.source.push_str(&class);
            }
            out.find.push_str(&format!("⟨{name}⟩"));
        }
        rest = after;
    }
    out.source.push_str(rest);
    out.find.push_str(rest);
    Ok(out)
}

fn compile(raw: &RawRule, tongue: Tongue, words: &BTreeMap<(bool, String), String>) -> Result<Rule, String> {
    let word = |name: &str| words.get(&(tongue == Tongue::Ja, name.to_owned())).cloned();
    let expanded = expand(&raw.find, &word)?;
    if raw.shows.is_empty() {
        return Err("an example is missing".to_owned());
    }
    let new = Rule::new(&raw.id, raw.phase, tongue, expanded.find.into(), pieces(&raw.say)?);
    Ok(Rule { shows: raw.shows.clone(), asks: expanded.asks, ..new })
}

/// Reads `$1`, `{1}` and `{1:short}`.
fn pieces(say: &str) -> Result<Vec<Piece>, String> {
    let (mut out, mut text) = (Vec::new(), String::new());
    let mut chars = say.chars().peekable();
    while let Some(c) = chars.next() {
        let piece = match c {
            '$' => {
                let n = chars.next().and_then(|d| d.to_digit(10)).ok_or("`$` without a digit")?;
                Piece::Group(n as usize)
            }
            '{' => {
                let inner: String = chars.by_ref().take_while(|c| *c != '}').collect();
                let (n, saying) = match inner.split_once(':') {
                    Some((n, "short")) => (n, Saying::Short),
                    None => (inner.as_str(), Saying::Full),
                    Some(_) => return Err(format!("nobody knows {{{inner}}}")),
                };
                Piece::Generic(n.parse().map_err(|_| format!("{{{inner}}} names no group"))?, saying)
            }
            c => {
                text.push(c);
                continue;
            }
        };
        if !text.is_empty() {
            out.push(Piece::Text(std::mem::take(&mut text)));
        }
        out.push(piece);
    }
    if !text.is_empty() {
        out.push(Piece::Text(text));
    }
    Ok(out)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_the_rules_of_the_files() {
        let files = Rules::read(senbiki_line::rule::REWORDS).unwrap();
        let table = Rules::shipped();
        assert_eq!(files.list.len(), table.list.len());
        for (file, row) in files.list.iter().zip(&table.list) {
            assert_eq!((&file.id, file.phase, file.tongue), (&row.id, row.phase, row.tongue));
            assert_eq!(file.source(), row.source(), "{}", file.id);
            assert_eq!(file.say, row.say, "{}", file.id);
            assert!(file.gates.is_empty(), "files have no gates");
        }
        let bare: Vec<&str> =
            table.list.iter().filter(|r| r.gates.is_empty()).map(|r| r.id.as_str()).collect();
        assert!(bare.len() * 20 < table.list.len(), "without a gate: {bare:?}");
    }
}
