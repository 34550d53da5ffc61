//! Other ways to tell the same story, and who decides when it cannot be told yet.
//!
//! Whoever hears only "no" falls silent. So every answer that is not ok carries two or three
//! angles, chosen by what the draft is about (the words of the topics), by what stands in the way
//! (the categories of its findings) and by the job that its words show. Each has passed the same
//! engine and line before anybody sees it.

mod coach;
mod decision;

use senbiki_line::rule::Bilingual;
use senbiki_line::{Action, AngleText, Category};

pub(crate) use coach::Coach;
pub use decision::{Decider, Decision, Meanwhile, decision};

use crate::engine::{Engine, Material};
use crate::finding::Message;
use crate::verdict::{Inspection, Verdict, judge};

/// The most angles that an answer carries.
pub const MOST_ANGLES: usize = 3;

/// Another way to tell the story of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Angle {
    /// The topic it belongs to; `None` for one that fits any.
    pub topic: Option<String>,
    /// What it tells.
    pub title: Message,
    /// Why it works: whom it helps.
    pub helps: Message,
    /// A first sentence that the author can use.
    pub opening: Message,
    /// A question that draws the lesson out.
    pub question: Message,
}

impl Angle {
    fn new(topic: Option<&str>, text: &AngleText) -> Self {
        Self {
            topic: topic.map(str::to_owned),
            title: message(&text.title),
            helps: message(&text.helps),
            opening: message(&text.opening),
            question: message(&text.question),
        }
    }
}

pub(crate) fn message(text: &Bilingual) -> Message {
    Message::new(text.ja.clone(), text.en.clone())
}

/// Among findings that ask for the same, these are what a post is about; the others are names and
/// numbers in it.
const WEIGHTIEST: [Category; 8] = [
    Category::DefectRecall,
    Category::Defamation,
    Category::Unreleased,
    Category::ProcessKnowhow,
    Category::ContractTerms,
    Category::Price,
    Category::Personal,
    Category::Location,
];

/// The categories of what stands in the way, the strongest first, each once.
fn categories(inspection: &Inspection) -> Vec<Category> {
    let mut asking: Vec<(Action, Category)> = inspection
        .findings
        .iter()
        .filter(|f| f.action > Action::Ok)
        .map(|f| (f.action, f.category))
        .collect();
    // Stable: among equals the order of the text.
    let weight =
        |category: Category| WEIGHTIEST.iter().position(|c| *c == category).unwrap_or(WEIGHTIEST.len());
    asking.sort_by_key(|(action, category)| (std::cmp::Reverse(*action), weight(*category)));
    let mut out: Vec<Category> = Vec::new();
    for (_, category) in asking {
        if !out.contains(&category) {
            out.push(category);
        }
    }
    out
}

/// Two or three ways to tell the same story; none for a draft that is ready to post.
#[must_use]
pub fn angles(engine: &Engine, material: &Material<'_>, inspection: &Inspection) -> Vec<Angle> {
    if matches!(judge(engine.line(), inspection), Verdict::Ok(_)) {
        return Vec::new();
    }
    let coach = engine.coach();
    let about = coach.about(material.text);
    let categories = categories(inspection);
    let mut out: Vec<usize> = Vec::new();
    let mut topics: Vec<Option<usize>> = Vec::new();
    // First the topic that the draft is most about, then what fits any story of these categories,
    // then the rest; one angle of each topic, so that the choice is a real one.
    for n in coach.candidates(&about, &categories) {
        let Some(offered) = coach.offered(n) else { continue };
        if offered.topic.is_some() && topics.contains(&offered.topic) || out.contains(&n) {
            continue;
        }
        if coach.fits(engine, material, n) {
            out.push(n);
            topics.push(offered.topic);
        }
        if out.len() == MOST_ANGLES {
            break;
        }
    }
    let chosen = out.into_iter().filter_map(|n| coach.offered(n));
    chosen.map(|o| Angle::new(o.topic.and_then(|t| coach.topic_id(t)), &o.text)).collect()
}
