//! Welcome topics: what a manufacturer may gladly talk about, with prompts for each job, first
//! sentences, questions that draw the lesson out, and other ways to tell a story.
//!
//! The topics that ship are in `builtin/topics`; a company's `topics/*.toml` have the same form,
//! add to them or switch some of them off. See `docs/line-schema.md`.

mod builtin;
mod job;
pub(crate) mod parse;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::category::Category;
use crate::date::Date;
use crate::problem::Problems;
use crate::rule::Bilingual;

pub use job::Job;

/// One file of `topics/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicFile {
    /// The file, relative to the line folder.
    pub file: PathBuf,
    /// Its text (valid TOML).
    pub text: String,
}

/// A question that gets somebody of this job to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// Whom it suits.
    pub job: Job,
    /// The question.
    pub text: Bilingual,
}

/// A protected kind of fact that easily slips into posts on a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// The kind.
    pub category: Category,
    /// What to do so that it stays inside.
    pub text: Bilingual,
}

/// Another way to tell a story of a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AngleText {
    /// What it tells.
    pub title: Bilingual,
    /// Why it works: whom it helps.
    pub helps: Bilingual,
    /// A first sentence that an author can use.
    pub opening: Bilingual,
    /// A question that draws the lesson out.
    pub question: Bilingual,
    /// The kinds of findings that it leads away from; empty means any.
    pub instead_of: Vec<Category>,
}

/// The owner's word that posts on a topic may go out until a day, if the check finds nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingClearance {
    /// Who has given it.
    pub owner: String,
    /// The last day on which it holds; `None` until it is taken back.
    pub until: Option<Date>,
}

/// One welcome topic.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Topic {
    /// Unique id.
    pub id: String,
    /// Its name.
    pub title: Bilingual,
    /// Whom a post on it helps, and how.
    pub helps: Bilingual,
    /// Questions to begin with, by job.
    pub prompts: Vec<Prompt>,
    /// First sentences.
    pub openings: Vec<Bilingual>,
    /// Questions that draw the lesson out.
    pub questions: Vec<Bilingual>,
    /// Other ways to tell a story of this topic.
    pub angles: Vec<AngleText>,
    /// What slips in easily.
    pub watch: Vec<Watch>,
    /// Words that tell that a draft is about it, folded.
    pub words: Vec<String>,
    /// The owner's standing clearance, if there is one.
    pub clearance: Option<StandingClearance>,
    /// True for topics that ship with the product.
    pub builtin: bool,
}

impl Topic {
    /// The jobs it has prompts for, in the order of [`Job::ALL`].
    pub fn jobs(&self) -> impl Iterator<Item = Job> + '_ {
        Job::ALL.into_iter().filter(|job| self.prompts.iter().any(|p| p.job == *job))
    }

    /// The prompts for a job.
    pub fn prompts_for(&self, job: Job) -> impl Iterator<Item = &Bilingual> {
        self.prompts.iter().filter(move |p| p.job == job).map(|p| &p.text)
    }

    /// Adds what a company says about a topic that ships.
    fn extend(&mut self, own: Self) {
        let more = |here: &mut Bilingual, own: Bilingual| {
            if !own.ja.is_empty() {
                *here = own;
            }
        };
        more(&mut self.title, own.title);
        more(&mut self.helps, own.helps);
        self.clearance = own.clearance.or(self.clearance.take());
        // The company's own words come first.
        self.prompts.splice(0..0, own.prompts);
        self.openings.splice(0..0, own.openings);
        self.questions.splice(0..0, own.questions);
        self.angles.splice(0..0, own.angles);
        self.watch.splice(0..0, own.watch);
        self.words.extend(own.words);
    }
}

/// The topics of a line: those that ship and the company's own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Topics {
    list: Vec<Topic>,
    off: Vec<String>,
}

impl Topics {
    /// The topics that ship with the product.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static SHIPPED: OnceLock<Topics> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            let mut problems = Problems::default();
            let files = builtin::TOPICS.iter().map(|(name, text)| (Path::new(*name), *text));
            let list = files
                .flat_map(|(file, text)| parse::topics(file, text, true, &mut problems).topics)
                .map(|found| Topic { builtin: true, ..found.topic })
                .collect();
            Self { list, off: Vec::new() }
        })
    }

    /// The topics that ship, with those of a company added.
    pub(crate) fn of(files: &[TopicFile]) -> Self {
        let mut all = Self::builtin().clone();
        // The folder was compiled, so there is nothing left to report.
        let mut problems = Problems::default();
        for file in files {
            let parsed = parse::topics(&file.file, &file.text, false, &mut problems);
            for found in parsed.topics {
                match all.list.iter_mut().find(|t| t.id == found.topic.id) {
                    Some(known) => known.extend(found.topic),
                    None => all.list.push(found.topic),
                }
            }
            all.off.extend(parsed.off.into_iter().map(|(id, _)| id));
        }
        let off = &all.off;
        all.list.retain(|t| !(t.builtin && off.contains(&t.id)));
        all
    }

    /// All topics that are on, those that ship first.
    pub fn iter(&self) -> std::slice::Iter<'_, Topic> {
        self.list.iter()
    }

    /// The topic with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Topic> {
        self.list.iter().find(|t| t.id == id)
    }

    /// Ids of the built-in topics that the company has switched off.
    #[must_use]
    pub fn off(&self) -> &[String] {
        &self.off
    }
}

impl<'a> IntoIterator for &'a Topics {
    type Item = &'a Topic;
    type IntoIter = std::slice::Iter<'a, Topic>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Angles that belong to no topic, and the words by which a draft shows its author's job.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct General {
    /// The angles, each for some categories.
    pub angles: Vec<AngleText>,
    /// For each job words that its people use, folded.
    pub jobs: Vec<(Job, Vec<String>)>,
}

impl General {
    /// Those that ship with the product.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static SHIPPED: OnceLock<General> = OnceLock::new();
        SHIPPED.get_or_init(|| parse::general(include_str!("../builtin/angles.toml")))
    }
}

/// The topic files that ship, by name, as text: for the tests that hold them to the folder.
#[must_use]
pub const fn topic_files_shipped() -> &'static [(&'static str, &'static str)] {
    builtin::TOPICS
}
