//! Who will read a post, and what each of them learns from it: also the good.
//!
//! The sentences are data (`builtin/readers.toml`), one for each category and audience, so that no
//! protected value can get into them. What was not inspected is never "nothing to learn".

mod texts;

use std::borrow::Cow;

use senbiki_line::{Action, Category};

pub(crate) use texts::good_words;

use crate::Channel;
use crate::engine::{Engine, Material};
use crate::finding::{Audience, Message};
use crate::verdict::Inspection;

/// Those whose view is shown, in this order.
pub const READERS: [Audience; 5] =
    [Audience::Competitor, Audience::Customer, Audience::Supplier, Audience::JobSeeker, Audience::Press];

/// What kind of thing somebody learns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lesson {
    /// Something that we would rather keep inside, or that works against us.
    Worry,
    /// Something good.
    Good,
    /// Something that is public already, so nothing new.
    Public,
    /// What was not inspected could tell more.
    Unknown,
}

impl Lesson {
    /// The fixed id, as written in results.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Worry => "worry",
            Self::Good => "good",
            Self::Public => "public",
            Self::Unknown => "unknown",
        }
    }
}

/// One thing that a reader learns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learned {
    /// Of what kind.
    pub lesson: Lesson,
    /// The sentence.
    pub what: Cow<'static, Message>,
}

/// One of those who will read the post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// Who.
    pub audience: Audience,
    /// What they learn, worries first; empty when there is nothing for them to learn.
    pub learns: Vec<Learned>,
}

impl Reader {
    /// What people call this reader: Japanese and English.
    #[must_use]
    pub const fn label(&self) -> (&'static str, &'static str) {
        match self.audience {
            Audience::Competitor => ("競合", "A competitor"),
            Audience::Customer => ("お客様の購買", "A customer's purchasing department"),
            Audience::Supplier => ("仕入先", "A supplier"),
            Audience::JobSeeker => ("就職・転職を考える人", "People who look for a job"),
            Audience::Press => ("記者", "The press"),
            other => other.label(),
        }
    }
}

/// The most sentences of one kind for one reader; more would not be read.
const MOST_EACH: usize = 3;

/// What each reader would learn from a draft.
#[must_use]
pub fn readers(engine: &Engine, material: &Material<'_>, inspection: &Inspection) -> Vec<Reader> {
    let keys = worries(inspection);
    // Where somebody is hurt or something has failed, that is what people take home.
    let overshadowed = keys.iter().any(|k| ["defect_recall", "defamation", "offence"].contains(k));
    let good = if overshadowed { Vec::new() } else { engine.coach().good(material.text) };
    let public = public_facts(engine, material);
    READERS
        .into_iter()
        .map(|audience| {
            let mut learns: Vec<Learned> = Vec::new();
            let mut add = |lesson: Lesson, what: Option<&'static Message>| {
                if let Some(what) = what {
                    let what = Cow::Borrowed(what);
                    let here = learns.iter().filter(|l| l.lesson == lesson).count();
                    if here < MOST_EACH && !learns.iter().any(|l| l.what == what) {
                        learns.push(Learned { lesson, what });
                    }
                }
            };
            keys.iter().for_each(|key| add(Lesson::Worry, texts::worry(key, audience)));
            if !inspection.gaps.is_empty() {
                add(Lesson::Unknown, texts::worry("gap", audience));
            }
            good.iter().for_each(|place| add(Lesson::Good, texts::good(*place, audience)));
            if let Some(fact) = public.as_ref().filter(|_| audience == Audience::Competitor) {
                learns.push(Learned { lesson: Lesson::Public, what: Cow::Owned(fact.clone()) });
            }
            Reader { audience, learns }
        })
        .collect()
}

/// How a post spreads where it is going.
#[must_use]
pub fn spread(channel: Option<Channel>) -> &'static Message {
    texts::spread(channel.map_or("any", Channel::id))
}

/// What speaks against the draft, the strongest first: categories of findings, kinds of remarks.
fn worries(inspection: &Inspection) -> Vec<&'static str> {
    let mut found: Vec<(Action, Category)> = inspection
        .findings
        .iter()
        .filter(|f| f.action > Action::Ok)
        .map(|f| (f.action, f.category))
        .collect();
    found.sort_by_key(|(action, _)| std::cmp::Reverse(*action));
    let keys = found.into_iter().map(|(_, category)| category.id());
    let keys = keys.chain(inspection.remarks.iter().map(|r| r.kind.id()));
    let mut out: Vec<&'static str> = Vec::new();
    for key in keys {
        if !out.contains(&key) {
            out.push(key);
        }
    }
    out
}

/// A sentence on the first facts in the draft that are public already.
fn public_facts(engine: &Engine, material: &Material<'_>) -> Option<Message> {
    const SHOWN: usize = 2;
    let folded = material.text.folded();
    let facts = engine.line().public_facts().iter();
    let facts = facts.filter(|fact| fact.since.is_none_or(|since| since <= material.as_of));
    let told = facts.filter(|fact| {
        fact.terms.iter().map(|t| senbiki_text::fold(t)).any(|term| stands_alone(folded, &term))
    });
    let names: Vec<&str> = told.take(SHOWN).map(|fact| fact.fact.as_str()).collect();
    (!names.is_empty()).then(|| {
        Message::new(
            format!(
                "「{}」はすでに公表していることなので、新しく知ることにはなりません。",
                names.join("」「")
            ),
            format!("Nothing new in what is public already: {}.", names.join(", ")),
        )
    })
}

/// Whether a term is in the text and no part of a longer number or Latin word.
fn stands_alone(folded: &str, term: &str) -> bool {
    let joins = |a: Option<char>, b: Option<char>| match (a, b) {
        (Some(a), Some(b)) => a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric(),
        _ => false,
    };
    !term.is_empty()
        && folded.match_indices(term).any(|(at, _)| {
            let before = folded.get(..at).and_then(|s| s.chars().next_back());
            let after = folded.get(at + term.len()..).and_then(|s| s.chars().next());
            !joins(before, term.chars().next()) && !joins(term.chars().next_back(), after)
        })
}
