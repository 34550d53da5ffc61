//! Who decides about a draft that cannot go out yet, what they will ask, and what can be told
//! meanwhile.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use senbiki_line::Category;
use serde::Deserialize;

use super::{categories, message};
use crate::engine::{Engine, Material};
use crate::finding::Message;
use crate::verdict::{Inspection, Verdict, judge};

/// Somebody who can say yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each variant is explained by Decider::label")]
pub enum Decider {
    Quality,
    Legal,
    Pr,
    Hr,
    Coach,
}

impl Decider {
    /// Everybody.
    pub const ALL: [Self; 5] = [Self::Quality, Self::Legal, Self::Pr, Self::Hr, Self::Coach];

    /// The fixed id.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Quality => "quality",
            Self::Legal => "legal",
            Self::Pr => "pr",
            Self::Hr => "hr",
            Self::Coach => "coach",
        }
    }

    /// The one with this id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.id() == id)
    }

    /// What people call it: Japanese and English.
    #[must_use]
    pub const fn label(self) -> (&'static str, &'static str) {
        match self {
            Self::Quality => ("品質保証", "quality assurance"),
            Self::Legal => ("法務", "legal"),
            Self::Pr => ("広報", "public relations"),
            Self::Hr => ("人事", "human resources"),
            Self::Coach => ("部内のコーチ", "the coach of your department"),
        }
    }
}

/// A neighbouring theme that can be told today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meanwhile {
    /// The topic's id.
    pub topic: String,
    /// Its name.
    pub title: Message,
    /// A first sentence.
    pub opening: Message,
}

/// What happens next with a draft that cannot go out yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Who decides.
    pub who: Decider,
    /// The category that makes it theirs; `None` when something was not inspected.
    pub category: Option<Category>,
    /// What they will ask.
    pub asks: Vec<Message>,
    /// The lane of its own that this kind of thing has, if it has one.
    pub lane: Option<Message>,
    /// What can be told meanwhile.
    pub meanwhile: Option<Meanwhile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMessage {
    ja: String,
    en: String,
}

impl RawMessage {
    fn message(&self) -> Message {
        Message::new(self.ja.clone(), self.en.clone())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    who: String,
    asks: Vec<RawMessage>,
    meanwhile: String,
    lane: Option<RawMessage>,
}

struct Way {
    who: Decider,
    asks: Vec<Message>,
    meanwhile: String,
    lane: Option<Message>,
}

fn ways() -> &'static BTreeMap<String, Way> {
    static ALL: OnceLock<BTreeMap<String, Way>> = OnceLock::new();
    ALL.get_or_init(|| {
        let raw: BTreeMap<String, Raw> =
            toml::from_str(senbiki_line::rule::DECISION_TEXTS).unwrap_or_default();
        let way = |raw: Raw| {
            Some(Way {
                who: Decider::from_id(&raw.who)?,
                asks: raw.asks.iter().map(RawMessage::message).collect(),
                meanwhile: raw.meanwhile,
                lane: raw.lane.as_ref().map(RawMessage::message),
            })
        };
        raw.into_iter().filter_map(|(id, raw)| Some((id, way(raw)?))).collect()
    })
}

/// Who decides about a draft that is not to go out yet; `None` for one that is ready or can be told
/// another way.
#[must_use]
pub fn decision(engine: &Engine, material: &Material<'_>, inspection: &Inspection) -> Option<Decision> {
    if !matches!(judge(engine.line(), inspection), Verdict::Escalate | Verdict::Ng) {
        return None;
    }
    let strongest = inspection.findings.iter().map(|f| f.action).max();
    let decided = strongest.is_some_and(|action| action > senbiki_line::Action::Reword);
    let found = categories(inspection);
    // A defect goes to quality first, whatever else stands in the draft: that lane must be quick.
    let quality = inspection
        .findings
        .iter()
        .any(|f| f.category == Category::DefectRecall && f.action > senbiki_line::Action::Reword);
    let category = match found.first() {
        Some(_) if quality => Some(Category::DefectRecall),
        Some(first) if decided => Some(*first),
        _ => None,
    };
    let way = ways().get(category.map_or("gap", Category::id))?;
    Some(Decision {
        who: way.who,
        category,
        asks: way.asks.clone(),
        lane: way.lane.clone(),
        meanwhile: meanwhile(engine, material, &way.meanwhile),
    })
}

/// The theme that neighbours this category, or, where the company has switched it off, what the
/// draft is about, or the first that may be told.
fn meanwhile(engine: &Engine, material: &Material<'_>, wanted: &str) -> Option<Meanwhile> {
    let coach = engine.coach();
    let about = || coach.topic_of(&coach.about(material.text));
    let places = coach.place(wanted).into_iter().chain(std::iter::once_with(about).flatten());
    let mut places = places.chain(0..coach.len());
    let (topic, title, opening) = places.find_map(|place| coach.opening(engine, material, place))?;
    Some(Meanwhile { topic: topic.to_owned(), title: message(title), opening: message(opening) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_has_somebody_who_decides_and_a_theme_for_meanwhile() {
        let ids = Category::ALL.map(Category::id).into_iter().chain(["gap"]);
        for id in ids {
            let way = ways().get(id).unwrap_or_else(|| panic!("{id}"));
            assert!((2..=3).contains(&way.asks.len()), "{id}: two or three questions");
            assert!(way.asks.iter().all(|m| !m.ja.is_empty() && !m.en.is_empty()), "{id}");
            assert!(senbiki_line::Topics::builtin().get(&way.meanwhile).is_some(), "{id}: {}", way.meanwhile);
        }
        assert!(ways().get("defect_recall").is_some_and(|w| w.lane.is_some() && w.who == Decider::Quality));
    }
}
