//! What people read about a finding: taken from the category unless the rule says more.

use std::sync::OnceLock;

use senbiki_line::{Category, Entry};
use serde::Deserialize;

use crate::finding::{Audience, Message};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMessage {
    ja: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTexts {
    listed: RawMessage,
    why: RawMessage,
    advice: RawMessage,
    instead: RawMessage,
    who: Vec<String>,
}

/// The texts of one category. `{surface}` stands for what was found, `{instead}` for what may be
/// said in its place.
pub struct Texts {
    /// Why a listed name matters.
    pub listed: Message,
    /// Why anything else of this category matters.
    pub why: Message,
    /// What to do.
    pub advice: Message,
    /// The generalisation of this category.
    pub instead: Message,
    /// Who could use it.
    pub who: Vec<Audience>,
}

/// The texts of a category.
pub fn texts(category: Category) -> Option<&'static Texts> {
    static ALL: OnceLock<Vec<(Category, Texts)>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let raw: std::collections::BTreeMap<String, RawTexts> =
            toml::from_str(senbiki_line::rule::CATEGORY_TEXTS).unwrap_or_default();
        let message = |m: &RawMessage| Message::new(m.ja.clone(), m.en.clone());
        raw.iter()
            .filter_map(|(id, t)| {
                let texts = Texts {
                    listed: message(&t.listed),
                    why: message(&t.why),
                    advice: message(&t.advice),
                    instead: message(&t.instead),
                    who: t.who.iter().filter_map(|w| Audience::from_id(w)).collect(),
                };
                Some((Category::from_id(id)?, texts))
            })
            .collect()
    });
    all.iter().find(|(c, _)| *c == category).map(|(_, t)| t)
}

/// Fills in `{surface}` and `{instead}`.
pub fn fill(message: &Message, surface: &str, instead: &Message) -> Message {
    // Most texts have nothing to fill in.
    let one = |text: &str, instead: &str| {
        if text.contains('{') {
            text.replace("{surface}", surface).replace("{instead}", instead)
        } else {
            text.to_owned()
        }
    };
    Message { ja: one(&message.ja, &instead.ja), en: one(&message.en, &instead.en) }
}

/// What may be said in place of an entry.
pub fn instead(entry: Option<&Entry<'_>>, category: Category) -> Message {
    let general = texts(category).map(|t| t.instead.clone()).unwrap_or_default();
    match entry.and_then(|e| e.say_instead) {
        Some(said) if said.is_ascii() => Message::new(said, said),
        Some(said) => Message::new(said, general.en),
        None => general,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_has_its_texts() {
        for category in Category::ALL {
            let t = texts(category).unwrap_or_else(|| panic!("{}", category.id()));
            for m in [&t.listed, &t.why, &t.advice, &t.instead] {
                assert!(!m.ja.is_empty() && !m.en.is_empty(), "{}", category.id());
            }
            assert!(!t.who.is_empty(), "{}", category.id());
        }
    }
}
