//! Reads topic files and says all that is wrong with them.

use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::{AngleText, Job, Prompt, StandingClearance, Topic, Topics, Watch};
use crate::category::Category;
use crate::problem::{Caution, Elsewhere, Found, Problem, Problems};
use crate::rule::Bilingual;
use crate::settings::{day, line_of, toml_problem};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    off: Vec<Spanned<String>>,
    #[serde(default)]
    topic: Vec<RawTopic>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct RawText {
    #[serde(default)]
    ja: String,
    #[serde(default)]
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTopic {
    id: Spanned<String>,
    title: Option<Spanned<RawText>>,
    helps: Option<Spanned<RawText>>,
    #[serde(default)]
    prompt: Vec<Spanned<RawPrompt>>,
    #[serde(default)]
    opening: Vec<Spanned<RawText>>,
    #[serde(default)]
    question: Vec<Spanned<RawText>>,
    #[serde(default)]
    angle: Vec<RawAngle>,
    #[serde(default)]
    watch: Vec<Spanned<RawWatch>>,
    #[serde(default)]
    words: Vec<String>,
    clearance: Option<RawClearance>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPrompt {
    job: Spanned<String>,
    #[serde(default)]
    ja: String,
    #[serde(default)]
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWatch {
    category: Spanned<String>,
    #[serde(default)]
    ja: String,
    #[serde(default)]
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAngle {
    #[serde(default)]
    instead_of: Vec<Spanned<String>>,
    title: Spanned<RawText>,
    helps: Option<Spanned<RawText>>,
    opening: Spanned<RawText>,
    question: Spanned<RawText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClearance {
    owner: Spanned<String>,
    until: Option<Spanned<toml::Value>>,
}

/// The topics of one file.
#[derive(Default)]
pub(crate) struct Parsed {
    /// In the order of the file, each with its line.
    pub(crate) topics: Vec<FoundTopic>,
    /// Built-in topics that the company does not want, each with its line.
    pub(crate) off: Vec<(String, u32)>,
}

/// A topic and the line on which it begins.
pub(crate) struct FoundTopic {
    pub(crate) topic: Topic,
    pub(crate) row: u32,
}

/// What one file is read with.
struct Reader<'a, 'p> {
    file: &'a Path,
    text: &'a str,
    problems: &'p mut Problems,
}

impl Reader<'_, '_> {
    fn problem(&mut self, byte: usize, key: &str, found: Found) {
        let row = line_of(self.text, byte);
        self.problems.push(Problem::new(self.file, found).at_row(row).in_column(key));
    }

    /// A text in both languages; where one is missing, the other stands for it and that is said.
    fn both(&mut self, ja: String, en: String, byte: usize, key: &str) -> Bilingual {
        let (ja, en) = (ja.trim().to_owned(), en.trim().to_owned());
        if ja.is_empty() && en.is_empty() {
            self.problem(byte, key, Found::EmptyCell);
            return Bilingual::default();
        }
        if ja.is_empty() || en.is_empty() {
            let missing = if ja.is_empty() { "ja" } else { "en" };
            let row = line_of(self.text, byte);
            let caution = Caution::OneLanguage { missing };
            self.problems
                .push(Problem { row: Some(row), ..Problem::warning(self.file, caution) }.in_column(key));
        }
        let or = |a: &str, b: &str| if a.is_empty() { b.to_owned() } else { a.to_owned() };
        Bilingual { ja: or(&ja, &en), en: or(&en, &ja) }
    }

    fn text(&mut self, raw: Spanned<RawText>, key: &str) -> Bilingual {
        let byte = raw.span().start;
        let RawText { ja, en } = raw.into_inner();
        self.both(ja, en, byte, key)
    }

    fn category(&mut self, id: &Spanned<String>, key: &str) -> Option<Category> {
        let found = Category::from_id(id.get_ref());
        if found.is_none() {
            self.problem(id.span().start, key, Found::UnknownCategory { value: id.get_ref().clone() });
        }
        found
    }

    fn topic(&mut self, raw: RawTopic, builtin: bool) -> Topic {
        let at = raw.id.span().start;
        let id = raw.id.into_inner();
        if id.trim().is_empty() {
            self.problem(at, "topic.id", Found::EmptyCell);
        }
        // Whoever adds to a topic that ships need not say again what it is called.
        let known = !builtin && Topics::builtin().get(&id).is_some();
        if raw.title.is_none() && !known {
            self.problem(at, "topic.title", Found::NoKey { name: "title".to_owned() });
        }
        let title = raw.title.map(|t| self.text(t, "topic.title")).unwrap_or_default();
        let helps = raw.helps.map(|t| self.text(t, "topic.helps")).unwrap_or_default();
        let mut prompts = Vec::new();
        for prompt in raw.prompt {
            let byte = prompt.span().start;
            let RawPrompt { job, ja, en } = prompt.into_inner();
            let text = self.both(ja, en, byte, "topic.prompt");
            match Job::from_id(job.get_ref()) {
                Some(job) => prompts.push(Prompt { job, text }),
                None => {
                    let value = job.get_ref().clone();
                    self.problem(job.span().start, "topic.prompt.job", Found::UnknownJob { value });
                }
            }
        }
        let openings = raw.opening.into_iter().map(|t| self.text(t, "topic.opening")).collect();
        let questions = raw.question.into_iter().map(|t| self.text(t, "topic.question")).collect();
        let mut angles = Vec::new();
        for angle in raw.angle {
            angles.push(self.angle(angle, &helps));
        }
        let mut watch = Vec::new();
        for one in raw.watch {
            let byte = one.span().start;
            let RawWatch { category, ja, en } = one.into_inner();
            let text = self.both(ja, en, byte, "topic.watch");
            if let Some(category) = self.category(&category, "topic.watch.category") {
                watch.push(Watch { category, text });
            }
        }
        let words =
            raw.words.iter().map(|w| senbiki_text::fold(w)).filter(|w| !w.trim().is_empty()).collect();
        let clearance = raw.clearance.and_then(|c| self.clearance(&c));
        let id = id.trim().to_owned();
        Topic {
            id,
            title,
            helps,
            prompts,
            openings,
            questions,
            angles,
            watch,
            words,
            clearance,
            builtin: false,
        }
    }

    fn angle(&mut self, raw: RawAngle, helps: &Bilingual) -> AngleText {
        let instead_of = raw.instead_of.iter();
        AngleText {
            instead_of: instead_of.filter_map(|c| self.category(c, "topic.angle.instead_of")).collect(),
            title: self.text(raw.title, "topic.angle.title"),
            helps: raw.helps.map_or_else(|| helps.clone(), |t| self.text(t, "topic.angle.helps")),
            opening: self.text(raw.opening, "topic.angle.opening"),
            question: self.text(raw.question, "topic.angle.question"),
        }
    }

    fn clearance(&mut self, raw: &RawClearance) -> Option<StandingClearance> {
        let owner = raw.owner.get_ref().trim().to_owned();
        if owner.is_empty() {
            self.problem(raw.owner.span().start, "topic.clearance.owner", Found::EmptyCell);
            return None;
        }
        let Some(until) = &raw.until else { return Some(StandingClearance { owner, until: None }) };
        let date = day(until.get_ref());
        if date.is_none() {
            let found = Found::BadDate { value: until.get_ref().to_string() };
            self.problem(until.span().start, "topic.clearance.until", found);
        }
        date.map(|until| StandingClearance { owner, until: Some(until) })
    }
}

/// Reads one file of topics. Pieces that cannot be used are left out and named in `problems`.
pub(crate) fn topics(file: &Path, text: &str, builtin: bool, problems: &mut Problems) -> Parsed {
    let raw: RawFile = match toml::from_str(text) {
        Ok(raw) => raw,
        Err(why) => {
            problems.push(toml_problem(file, text, &why));
            return Parsed::default();
        }
    };
    let mut reader = Reader { file, text, problems };
    let mut out = Parsed::default();
    for id in raw.off {
        let at = id.span().start;
        let id = id.into_inner();
        if Topics::builtin().get(&id).is_none() {
            reader.problem(at, "off", Found::UnknownTopic { value: id });
        } else {
            out.off.push((id, line_of(text, at)));
        }
    }
    for topic in raw.topic {
        let row = line_of(text, topic.id.span().start);
        let topic = reader.topic(topic, builtin);
        out.topics.push(FoundTopic { topic, row });
    }
    out
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGeneral {
    angle: Vec<RawAngle>,
    jobs: std::collections::BTreeMap<String, Vec<String>>,
}

/// Reads the angles that belong to no topic; they ship, so a test sees to it that they are whole.
pub(crate) fn general(text: &str) -> super::General {
    let Ok(raw) = toml::from_str::<RawGeneral>(text) else { return super::General::default() };
    let mut problems = Problems::default();
    let mut reader = Reader { file: Path::new("angles.toml"), text, problems: &mut problems };
    let angles = raw.angle.into_iter().map(|a| reader.angle(a, &Bilingual::default())).collect();
    let words = |words: &[String]| words.iter().map(|w| senbiki_text::fold(w)).collect();
    let jobs = raw.jobs.iter().filter_map(|(id, list)| Some((Job::from_id(id)?, words(list)))).collect();
    super::General { angles, jobs }
}

/// Reads one file of a company's folder, where an id may stand once only. `known`: where each id
/// of the folder stands so far.
pub(crate) fn check(
    file: &Path,
    text: &str,
    known: &mut std::collections::HashMap<String, Elsewhere>,
    problems: &mut Problems,
) {
    for FoundTopic { topic, row } in topics(file, text, false, problems).topics {
        let here = Elsewhere { file: file.to_owned(), row: Some(row), name: String::new() };
        if let Some(other) = known.get(&topic.id) {
            let found = Found::IdTwice { id: topic.id.clone(), other: other.clone() };
            problems.push(Problem::new(file, found).at_row(row).in_column("topic.id"));
        } else {
            known.insert(topic.id, here);
        }
    }
}
