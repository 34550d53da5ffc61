//! Rewording rules: data files of regular expressions over marked sentences.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use regex_automata::meta::Regex;
use serde::Deserialize;

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
    source: String,
    /// Marks of which one must stand in the sentence; empty when none is asked for.
    asks: Vec<char>,
    compiled: OnceLock<Option<Regex>>,
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
}

/// Most replacements in one sentence; more would be a rule that feeds itself.
const MOST_STEPS: usize = 48;
/// Most bytes of a compiled rule.
const MOST_SIZE: usize = 4 << 20;

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
        // Sorting is stable: within a phase the order of the files stays.
        list.sort_by_key(|r: &Rule| r.phase);
        if problems.is_empty() { Ok(Self { list }) } else { Err(problems) }
    }

    /// The rules that ship.
    pub fn shipped() -> &'static Self {
        static ALL: OnceLock<Rules> = OnceLock::new();
        ALL.get_or_init(|| Self::read(senbiki_line::rule::REWORDS).unwrap_or(Self { list: Vec::new() }))
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
        let mut steps = 0;
        for rule in self.list.iter().filter(|r| r.phase == phase && r.tongue == tongue) {
            while steps < MOST_STEPS {
                let Some(next) = rule.once(&text, generic) else { break };
                steps += 1;
                text = next;
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
        let mine = move |r: &&Rule| r.phase == phase && r.tongue == tongue;
        self.list.iter().filter(mine).filter_map(move |r| r.once(sentence, generic))
    }
}

impl Rule {
    fn regex(&self) -> Option<&Regex> {
        self.compiled
            .get_or_init(|| {
                let config = Regex::config().nfa_size_limit(Some(MOST_SIZE));
                Regex::builder().configure(config).build(&self.source).ok()
            })
            .as_ref()
    }

    /// Whether the rule can be compiled and asks only for groups that it has.
    pub fn proof(&self) -> Result<(), String> {
        let regex = Regex::new(&self.source).map_err(|e| format!("{e}"))?;
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
        let regex = self.regex()?;
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

fn compile(raw: &RawRule, tongue: Tongue, words: &BTreeMap<(bool, String), String>) -> Result<Rule, String> {
    let (mut source, mut asks, mut rest) = (String::new(), Vec::new(), raw.find.as_str());
    while let Some((before, after)) = rest.split_once('⟨') {
        source.push_str(before);
        let (name, after) = after.split_once('⟩').ok_or("⟨ without ⟩")?;
        if let Some(alternatives) = words.get(&(tongue == Tongue::Ja, name.to_owned())) {
            source.push_str(&format!("(?:{alternatives})"));
        } else {
            let class = slot::class(name).ok_or_else(|| format!("nobody knows ⟨{name}⟩"))?;
            // `[^…⟨any⟩]` asks for no mark.
            let excluded = source.rfind('[').is_some_and(|at| {
                source.get(at..).is_some_and(|inner| inner.starts_with("[^") && !inner.contains(']'))
            });
            if excluded {
                source.push_str(class.trim_start_matches('[').trim_end_matches(']'));
            } else {
                asks.extend(slot::heads(name));
                source.push_str(&class);
            }
        }
        rest = after;
    }
    source.push_str(rest);
    if raw.shows.is_empty() {
        return Err("an example is missing".to_owned());
    }
    let say = pieces(&raw.say)?;
    Ok(Rule {
        id: raw.id.clone(),
        phase: raw.phase,
        tongue,
        say,
        shows: raw.shows.clone(),
        source,
        asks,
        compiled: OnceLock::new(),
    })
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
