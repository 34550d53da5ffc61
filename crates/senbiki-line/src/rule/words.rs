//! Word classes: the cues that rules and senses are built from.
//!
//! A word file is plain text. `[class]` opens a class, everything after it until the next one
//! is a word of it, separated by white space; `#` at the start of a line is a comment. `_` stands for a
//! space in English phrases, a trailing `*` leaves the end of a Latin word open (`deliver*`),
//! `!word` is a longer word in which the class does not count (`!納得` in a class with `納`), and
//! `+class` takes over all words of another class.

use std::collections::BTreeMap;

use super::parse::RuleProblem;

/// One class of words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordClass {
    /// The class's words, folded; a trailing `*` is kept.
    pub words: Vec<String>,
    /// Longer words in which the class does not count, folded.
    pub blockers: Vec<String>,
    /// Classes whose words belong here too.
    pub includes: Vec<String>,
}

/// Reads one word file into `classes`; a class that exists already is extended.
///
/// `folded`: the words are written as drafts are read (small letters, full-width kana …), so that
/// they need not be folded again; a test holds the built-in files to it.
pub fn parse_words(
    file: &str,
    text: &str,
    folded: bool,
    classes: &mut BTreeMap<String, WordClass>,
    problems: &mut Vec<RuleProblem>,
) {
    let read = |word: &str| {
        let spaced = if word.contains('_') { word.replace('_', " ") } else { word.to_owned() };
        if folded { spaced } else { senbiki_text::fold(&spaced) }
    };
    let mut current: Option<String> = None;
    for (n, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            classes.entry(name.to_owned()).or_default();
            current = Some(name.to_owned());
            continue;
        }
        let Some(class) = current.as_ref().and_then(|c| classes.get_mut(c)) else {
            problems.push(RuleProblem::new(
                file,
                None,
                format!("{}行目: 語の前に [分類名] を書いてください。", n + 1),
                format!("line {}: write a [class] before the words.", n + 1),
            ));
            continue;
        };
        for raw in line.split_whitespace() {
            if let Some(other) = raw.strip_prefix('+') {
                class.includes.push(other.to_owned());
            } else if let Some(word) = raw.strip_prefix('!') {
                class.blockers.push(read(word));
            } else {
                class.words.push(read(raw));
            }
        }
    }
}
