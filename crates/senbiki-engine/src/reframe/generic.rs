//! What may be said in place of a protected thing: what its entry allows, or the general word for
//! its kind.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use senbiki_line::{Category, EntryKind, Line};
use serde::Deserialize;

use crate::finding::{Finding, Grounds};
use crate::reframe::rule::{Saying, Tongue};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    ja: String,
    /// For a second mention, or where a longer one is heavy; the same when empty.
    #[serde(default)]
    ja_short: String,
    /// Without an article.
    en: String,
}

/// The general words by entry kind and category.
fn words(id: &str) -> Option<&'static Words> {
    static ALL: OnceLock<BTreeMap<String, Words>> = OnceLock::new();
    ALL.get_or_init(|| toml::from_str(senbiki_line::rule::GENERICS).unwrap_or_default()).get(id)
}

/// How many parties of the lists an industry must hold before it may be told.
pub const LEAST_CANDIDATES: u32 = 5;
/// Lists longer than this are not counted: it would take longer than the rewording is worth.
const MOST_COUNTED: usize = 200_000;

/// How many parties of each kind are in each industry.
#[derive(Debug, Default)]
pub struct Industries(OnceLock<HashMap<(EntryKind, String), u32>>);

impl Industries {
    fn candidates(&self, line: &Line, kind: EntryKind, industry: &str) -> u32 {
        let all = self.0.get_or_init(|| {
            let mut all = HashMap::new();
            if line.len() <= MOST_COUNTED {
                for entry in line.entries() {
                    if let Some(industry) = entry.industry {
                        *all.entry((entry.kind, senbiki_text::fold(industry))).or_insert(0) += 1;
                    }
                }
            }
            all
        });
        all.get(&(kind, senbiki_text::fold(industry))).copied().unwrap_or(0)
    }
}

/// What may be said for a finding, in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generic {
    full: String,
    short: String,
}

impl Generic {
    /// In this form.
    pub fn say(&self, saying: Saying) -> String {
        match saying {
            Saying::Full => self.full.clone(),
            Saying::Short => self.short.clone(),
        }
    }

    /// The general word of a kind or category.
    pub fn general(id: &str, tongue: Tongue) -> Self {
        let (full, short) = match (words(id), tongue) {
            (Some(w), Tongue::Ja) if w.ja_short.is_empty() => (w.ja.clone(), w.ja.clone()),
            (Some(w), Tongue::Ja) => (w.ja.clone(), w.ja_short.clone()),
            (Some(w), Tongue::En) => (w.en.clone(), w.en.clone()),
            (None, _) => (String::new(), String::new()),
        };
        Self { full, short }
    }

    /// What may be said for a finding.
    pub fn of(finding: &Finding, line: &Line, industries: &Industries, tongue: Tongue) -> Self {
        let entry = match finding.grounds {
            Grounds::Entry(id) => line.entry(id),
            Grounds::Rule => None,
        };
        let kind = entry.as_ref().map(|e| e.kind.id()).filter(|id| words(id).is_some());
        let Self { full: general, short } = Self::general(kind.unwrap_or(finding.category.id()), tongue);
        let japanese = tongue == Tongue::Ja;
        if let Some(said) = entry.as_ref().and_then(|e| e.say_instead).filter(|s| s.is_ascii() != japanese) {
            return Self { full: said.to_owned(), short };
        }
        if let Some(e) = entry.as_ref().filter(|e| e.kind.is_party())
            && let Some(industry) = e.industry.filter(|i| i.is_ascii() != japanese)
            && industries.candidates(line, e.kind, industry) >= LEAST_CANDIDATES
        {
            let full = if japanese { format!("{industry}の{short}") } else { format!("{industry} {short}") };
            return Self { full, short };
        }
        // カニばさみ治具 may be called 治具: what kind of thing it is tells nothing.
        if japanese
            && finding.category == Category::Equipment
            && let Some(head) =
                HEADS.iter().find(|h| finding.surface.ends_with(*h) && finding.surface.len() > h.len())
        {
            return Self { full: (*head).to_owned(), short: (*head).to_owned() };
        }
        Self { full: general, short }
    }
}

/// Last parts of equipment names that are words of the trade.
const HEADS: &[&str] = &[
    "検査機",
    "測定機",
    "測定器",
    "試験機",
    "洗浄機",
    "加工機",
    "研削盤",
    "旋盤",
    "プレス",
    "ロボット",
    "コンベア",
    "コンベヤ",
    "チャック",
    "治具",
    "セル",
    "ライン",
    "ステーション",
    "システム",
    "炉",
    "金型",
    "装置",
    "ゲージ",
    "テーブル",
    "カメラ",
    "ハンド",
];
