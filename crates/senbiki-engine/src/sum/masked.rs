//! Words that facts hold without being readable: names of the lists and whatever might be one, and
//! the words of a story. The same word always becomes the same digits, so that posts can be
//! compared.

use std::fmt;

use aho_corasick::AhoCorasick;
use senbiki_line::{Line, Visibility};
use senbiki_text::fold;

/// A word of a story: the first four bytes of the BLAKE3 hash of the folded word, of which the last
/// bit tells whether the word has one character only. Written as eight hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StoryWord(pub u32);

impl StoryWord {
    /// A folded word.
    #[must_use]
    pub fn new(word: &str) -> Self {
        let one = word.chars().nth(1).is_none();
        Self(digest(b"senbiki story 1\0", word) & !1 | u32::from(one))
    }

    /// Whether the word has one character only.
    pub(super) const fn is_short(self) -> bool {
        self.0 & 1 == 1
    }
}

impl fmt::Display for StoryWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

fn digest(domain: &[u8], word: &str) -> u32 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(domain);
    hasher.update(word.as_bytes());
    let mut bytes = [0; 4];
    hasher.finalize_xof().fill(&mut bytes);
    u32::from_be_bytes(bytes)
}

/// What stands in a fact for a word that must not be read there: `#` and eight digits.
pub fn mark(word: &str) -> String {
    format!("#{:08x}", digest(b"senbiki word 1\0", word))
}

/// Whether a value stands for a word that is not readable.
pub fn is_mark(value: &str) -> bool {
    value.starts_with('#')
}

/// Knows the names of the lists that may not be read in a fact.
#[derive(Debug)]
pub struct Guard(Option<AhoCorasick>);

/// Legal forms; who drops them still says the name.
const FORMS: &[&str] = &["株式会社", "有限会社", "合同会社", "(株)", "(有)"];

impl Guard {
    /// Every name and other name of an entry that is not public everywhere. A single character is
    /// no name by itself.
    pub fn new(line: &Line) -> Self {
        let mut names: Vec<String> = Vec::new();
        for e in line.entries().filter(|e| !matches!(e.visibility, Visibility::Public)) {
            for name in std::iter::once(e.name).chain(e.aliases) {
                let name = fold(name).trim().to_owned();
                let bare = FORMS.iter().fold(name.clone(), |n, form| n.replace(form, ""));
                names.extend([name, bare.trim().to_owned()]);
            }
        }
        names.retain(|n| n.chars().nth(1).is_some());
        names.sort_unstable();
        names.dedup();
        Self(AhoCorasick::new(&names).ok())
    }

    /// The word as a fact may hold it: itself, or its mark when a protected name stands in it.
    pub fn told(&self, word: &str) -> String {
        // What looks like a mark is none.
        if self.stands_in(word) || is_mark(word) { mark(word) } else { word.to_owned() }
    }

    /// Whether a protected name stands in a folded text.
    pub fn stands_in(&self, text: &str) -> bool {
        self.0.as_ref().is_none_or(|names| names.is_match(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_again_and_not_read() {
        assert_eq!(StoryWord::new("消印"), StoryWord::new("消印"));
        assert_ne!(StoryWord::new("消印"), StoryWord::new("切手"));
        assert!(StoryWord::new("砂").is_short() && !StoryWord::new("砂場").is_short());
        assert_eq!(StoryWord(0x2a).to_string(), "0000002a");
        assert!(is_mark(&mark("三ツ沼")) && !mark("三ツ沼").contains('沼'));
    }

    #[test]
    fn names_of_the_lists_are_marked_and_other_words_stay() {
        let parties = "kind,name,aliases,public\n\
            customer,東鷹自動車株式会社,東鷹;Totaka,\ncustomer,明星工業株式会社,明星,yes\n";
        let files: [(&str, &[u8]); 2] = [
            ("line.toml", "[company]\nname = \"例示製作所株式会社\"\n".as_bytes()),
            ("protected/parties.csv", parties.as_bytes()),
        ];
        let Ok(loaded) = Line::from_memory(&files) else { panic!("the line of the test") };
        let guard = Guard::new(&loaded.line);
        for word in ["東鷹", "東鷹自動車", "東鷹の歩留まり", "totaka line"] {
            assert!(is_mark(&guard.told(word)), "{word}");
        }
        for word in ["歩留まり", "明星", "鷹"] {
            assert_eq!(guard.told(word), word);
        }
        assert!(is_mark(&guard.told("#12")));
    }
}
