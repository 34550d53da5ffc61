//! Slots: the places of a sentence that must not stay as they are, as single characters that
//! regular expressions can name.
//!
//! A sentence is rewritten in a *marked* form: each finding in it is one private character that
//! tells its category, the form of the words that it stands for and, for figures, the direction.
//! So a rule can say `⟨process_figure:up⟩に改善` without knowing what stood there.

use senbiki_line::Category;

/// First character of the private plane that marks are taken from.
const BASE: u32 = 0xF_0000;
/// Slots of one sentence that are told apart; a sentence with more is not rewritten but left out.
pub const MOST_SLOTS: usize = 64;

/// The grammatical form of the words that a slot stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// A noun phrase, or anything else that other words follow.
    Noun,
    /// Ends in a form that a predicate follows (落として, 遅らせて; "by fixing").
    Linking,
    /// Ends as a sentence or an attributive clause may end (終了した, できる).
    Finite,
}

/// Where a figure went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// One level, or nothing known.
    None,
    /// From a smaller to a larger one.
    Up,
    /// From a larger to a smaller one.
    Down,
}

/// What a slot is, apart from its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// What is protected.
    pub category: Category,
    /// The form of its words.
    pub form: Form,
    /// Where its figure went.
    pub direction: Direction,
}

impl Kind {
    const fn code(self) -> u32 {
        let form = match self.form {
            Form::Noun => 0,
            Form::Linking => 1,
            Form::Finite => 2,
        };
        let direction = match self.direction {
            Direction::None => 0,
            Direction::Up => 1,
            Direction::Down => 2,
        };
        (self.category as u32 * 3 + form) * 3 + direction
    }

    /// The character for the slot with this number, `0..MOST_SLOTS`.
    pub fn mark(self, number: usize) -> Option<char> {
        let number = u32::try_from(number).ok().filter(|n| (*n as usize) < MOST_SLOTS)?;
        char::from_u32(BASE + self.code() * MOST_SLOTS as u32 + number)
    }
}

const CODES: u32 = Category::ALL.len() as u32 * 9;

/// True for a character that may be a mark.
pub fn is_mark(c: char) -> bool {
    (BASE..BASE + CODES * MOST_SLOTS as u32).contains(&(c as u32))
}

/// The number of the slot that a mark stands for.
pub fn number(mark: char) -> Option<usize> {
    is_mark(mark).then(|| ((mark as u32 - BASE) % MOST_SLOTS as u32) as usize)
}

/// The first mark of the category that a mark belongs to; anything else stays itself.
pub fn head(c: char) -> char {
    if !is_mark(c) {
        return c;
    }
    let a_category = 9 * MOST_SLOTS as u32;
    char::from_u32(BASE + (c as u32 - BASE) / a_category * a_category).unwrap_or(c)
}

/// The heads (see [`head`]) of the categories that a class name speaks of.
pub fn heads(name: &str) -> Vec<char> {
    let name = name.split_once(':').map_or(name, |(n, _)| n);
    let kind = |category| Kind { category, form: Form::Noun, direction: Direction::None };
    categories(name).unwrap_or_default().into_iter().filter_map(|c| kind(c).mark(0)).collect()
}

fn categories(name: &str) -> Option<Vec<Category>> {
    Some(match name {
        "any" => Category::ALL.to_vec(),
        "party" => vec![Category::Customer, Category::Supplier],
        "thing" => vec![Category::Equipment, Category::PartNumber, Category::Unreleased],
        "figure" => {
            vec![Category::ProcessFigure, Category::Price, Category::Quantity, Category::ContractTerms]
        }
        id => vec![Category::from_id(id)?],
    })
}

/// The regular-expression class for `⟨name⟩`, where `name` is a category, a group of categories or
/// `any`, with `:noun`, `:linking`, `:finite`, `:up`, `:down` or `:level` to narrow it.
pub fn class(name: &str) -> Option<String> {
    let (name, narrow) = name.split_once(':').map_or((name, None), |(n, w)| (n, Some(w)));
    let categories = categories(name)?;
    let holds = |form: Form, direction: Direction| match narrow {
        None => true,
        Some("noun") => form == Form::Noun,
        Some("linking") => form == Form::Linking,
        Some("finite") => form == Form::Finite,
        Some("up") => direction == Direction::Up,
        Some("down") => direction == Direction::Down,
        Some("level") => direction == Direction::None,
        Some(_) => false,
    };
    if !matches!(narrow, None | Some("noun" | "linking" | "finite" | "up" | "down" | "level")) {
        return None;
    }
    let mut out = String::from("[");
    for category in categories {
        for form in [Form::Noun, Form::Linking, Form::Finite] {
            for direction in [Direction::None, Direction::Up, Direction::Down] {
                if holds(form, direction) {
                    let from = BASE + Kind { category, form, direction }.code() * MOST_SLOTS as u32;
                    out.push_str(&format!("\\u{{{from:x}}}-\\u{{{:x}}}", from + MOST_SLOTS as u32 - 1));
                }
            }
        }
    }
    out.push(']');
    Some(out)
}

/// The form of the words of a finding, by how they end.
pub fn form(surface: &str) -> Form {
    let trimmed = surface.trim_end_matches(['、', '。', ',', '.', ' ', '」', '』', ')', '）']);
    let last_word = trimmed.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    if !last_word.is_empty() {
        return Form::Noun;
    }
    const LINKING: &[&str] = &[
        "して", "って", "んで", "いて", "きて", "えて", "せて", "れて", "めて", "けて", "げて", "べて",
        "てて", "ちて", "じて", "びて", "みて", "りて", "ねて", "にて",
    ];
    const FINITE: &[&str] = &[
        "した", "です", "ます", "った", "んだ", "いた", "えた", "せた", "れた", "めた", "けた", "げた",
        "べた", "する", "ある", "いる", "きる", "れる", "える", "せる", "める", "ける", "げる", "べる",
        "なる", "ない", "せん", "ろう", "よう", "だ",
    ];
    if LINKING.iter().any(|e| trimmed.ends_with(e)) && trimmed.chars().count() > 3 {
        Form::Linking
    } else if FINITE.iter().any(|e| trimmed.ends_with(e)) && trimmed.chars().count() > 4 {
        Form::Finite
    } else {
        Form::Noun
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn every_mark_comes_back_and_is_named_by_its_classes() {
        for category in Category::ALL {
            for number_ in [0, 1, MOST_SLOTS - 1] {
                let kind = Kind { category, form: Form::Linking, direction: Direction::Down };
                let mark = kind.mark(number_).unwrap();
                assert_eq!(number(mark), Some(number_));
                let matches = |name: &str| {
                    let class = class(name).unwrap();
                    regex_automata::meta::Regex::new(&class).unwrap().is_match(&mark.to_string())
                };
                assert!(matches("any") && matches(category.id()) && matches("any:down"));
                assert!(!matches("any:up") && !matches("any:noun"), "{}", category.id());
                for other in Category::ALL {
                    assert_eq!(matches(other.id()), other == category);
                }
            }
        }
        assert!(class("nobody").is_none() && class("any:sideways").is_none());
        assert!(!is_mark('🥩') && !is_mark('東') && !is_mark('\u{E000}'));
    }

    #[test]
    fn words_end_as_they_do() {
        assert_eq!(form("把持力を0.8kNに落として"), Form::Linking);
        assert_eq!(form("独占契約が終了した"), Form::Finite);
        assert_eq!(form("独占契約が終了"), Form::Noun);
        assert_eq!(form("鶴亀ボルト"), Form::Noun);
        assert_eq!(form("from 92% to 98%"), Form::Noun);
    }
}
