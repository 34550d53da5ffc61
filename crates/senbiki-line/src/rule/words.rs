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

/// Reads one word file into `classes`. A class that exists already is a problem: two lists of one
/// name would become one, and each rule would see the words of the other.
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
            if classes.contains_key(name) {
                problems.push(RuleProblem::new(
                    file,
                    None,
                    format!(
                        "{}行目: 分類 [{name}] はもうあります。一つにまとめるか、別の名前を付けてください。",
                        n + 1
                    ),
                    format!(
                        "line {}: there is already a class [{name}]; put both together or choose another name.",
                        n + 1
                    ),
                ));
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(files: &[(&str, &str)]) -> Vec<String> {
        let mut classes = BTreeMap::new();
        let mut problems = Vec::new();
        for (file, text) in files {
            parse_words(file, text, false, &mut classes, &mut problems);
        }
        problems.into_iter().map(|p| format!("{} {}", p.file, p.en)).collect()
    }

    #[test]
    fn a_class_that_stands_in_two_places_is_a_problem() {
        let in_two_files =
            problems(&[("a.txt", "[tools]\nはさみ\n"), ("b.txt", "# more\n[tools]\nのこぎり\n")]);
        assert_eq!(in_two_files.len(), 1, "{in_two_files:?}");
        assert!(
            in_two_files.iter().all(|p| p.starts_with("b.txt line 2:") && p.contains("[tools]")),
            "{in_two_files:?}"
        );
        assert_eq!(problems(&[("a.txt", "[tools]\nはさみ\n[tools]\nのこぎり\n")]).len(), 1);
        assert_eq!(problems(&[("a.txt", "[tools]\nはさみ\n"), ("b.txt", "[blades]\n+tools\n")]), [""; 0]);
    }

    #[test]
    fn every_built_in_class_stands_in_one_place() {
        let builtin = super::super::Builtin::shipped();
        let files: Vec<(&str, &str)> = builtin.words.iter().map(|(f, t)| (f.as_str(), t.as_str())).collect();
        assert!(files.len() > 5);
        assert_eq!(problems(&files), [""; 0]);
    }
}
