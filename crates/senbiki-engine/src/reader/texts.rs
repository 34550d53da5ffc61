//! The sentences of `builtin/readers.toml`, parsed once.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::finding::{Audience, Message};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMessage {
    ja: String,
    en: String,
}

type Sentences = BTreeMap<String, RawMessage>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    learns: BTreeMap<String, Sentences>,
    good: Vec<RawGood>,
    spread: Sentences,
}

#[derive(Deserialize)]
struct RawGood {
    words: Vec<String>,
    #[serde(flatten)]
    sentences: Sentences,
}

#[derive(Default)]
struct Texts {
    learns: BTreeMap<String, Vec<(Audience, Message)>>,
    good: Vec<Good>,
    spread: BTreeMap<String, Message>,
}

struct Good {
    words: Vec<String>,
    sentences: Vec<(Audience, Message)>,
}

fn by_audience(raw: Sentences) -> Vec<(Audience, Message)> {
    let one = |(id, m): (String, RawMessage)| Some((Audience::from_id(&id)?, Message::new(m.ja, m.en)));
    raw.into_iter().filter_map(one).collect()
}

fn all() -> &'static Texts {
    static ALL: OnceLock<Texts> = OnceLock::new();
    ALL.get_or_init(|| {
        let Ok(raw) = toml::from_str::<Raw>(senbiki_line::rule::READER_TEXTS) else {
            return Texts::default();
        };
        let fold = |words: &[String]| words.iter().map(|w| senbiki_text::fold(w)).collect();
        Texts {
            learns: raw.learns.into_iter().map(|(key, s)| (key, by_audience(s))).collect(),
            good: raw
                .good
                .into_iter()
                .map(|g| Good { words: fold(&g.words), sentences: by_audience(g.sentences) })
                .collect(),
            spread: raw.spread.into_iter().map(|(id, m)| (id, Message::new(m.ja, m.en))).collect(),
        }
    })
}

fn of(list: &'static [(Audience, Message)], audience: Audience) -> Option<&'static Message> {
    list.iter().find(|(a, _)| *a == audience).map(|(_, m)| m)
}

/// What somebody learns from a finding of this category, a remark of this kind, or a gap.
pub fn worry(key: &str, audience: Audience) -> Option<&'static Message> {
    all().learns.get(key).and_then(|list| of(list, audience))
}

/// What somebody learns from the good thing with this number.
pub fn good(place: usize, audience: Audience) -> Option<&'static Message> {
    all().good.get(place).and_then(|good| of(&good.sentences, audience))
}

/// For every good thing the words that tell it.
pub fn good_words() -> impl Iterator<Item = &'static [String]> {
    all().good.iter().map(|good| good.words.as_slice())
}

/// How a post spreads on a channel.
pub fn spread(channel: &str) -> &'static Message {
    static NOTHING: Message = Message { ja: String::new(), en: String::new() };
    all().spread.get(channel).unwrap_or(&NOTHING)
}

#[cfg(test)]
mod tests {
    use senbiki_line::Category;
    use senbiki_line::rule::RemarkKind;

    use super::*;
    use crate::Channel;
    use crate::reader::READERS;

    #[test]
    fn every_category_and_kind_tells_at_least_two_readers_something() {
        let keys = Category::ALL.map(Category::id).into_iter().chain(RemarkKind::ALL.map(RemarkKind::id));
        for key in keys {
            let told = READERS.iter().filter(|a| worry(key, **a).is_some()).count();
            assert!(told >= 2, "{key}: {told}");
        }
        assert!(READERS.iter().all(|a| worry("gap", *a).is_some()), "what is unknown is unknown to all");
    }

    #[test]
    fn every_sentence_is_there_in_both_languages_and_quotes_nothing() {
        let texts = all();
        let worries = texts.learns.values().flatten();
        let good = texts.good.iter().flat_map(|g| &g.sentences);
        let mut count = 0;
        for (audience, m) in worries.chain(good) {
            assert!(!m.ja.is_empty() && m.en.is_ascii() && !m.en.is_empty(), "{audience:?}: {m:?}");
            assert!(!m.ja.contains('{') && !m.en.contains('{'), "nothing is filled in: {m:?}");
            assert!(READERS.contains(audience), "{audience:?} is not shown");
            count += 1;
        }
        assert!(count > 80, "{count}");
        for channel in Channel::ALL {
            assert!(!spread(channel.id()).ja.is_empty(), "{}", channel.id());
        }
        assert!(!spread("any").en.is_empty());
    }
}
