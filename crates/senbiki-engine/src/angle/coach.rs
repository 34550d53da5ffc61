//! What is needed to choose angles quickly: the words of all topics in one index, and which texts
//! have already passed the check.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

use senbiki_line::rule::{Bilingual, WordClass};
use senbiki_line::{AngleText, Category, Date, General, Job, Line};
use senbiki_text::Text;

use crate::channel::Channel;
use crate::engine::{Engine, Material};
use crate::token::touches;
use crate::vocabulary::{ClassId, Vocabulary};

/// A text that may be offered, with the topic it belongs to.
pub struct Offered {
    /// The topic, by place.
    pub topic: Option<usize>,
    /// The text.
    pub text: AngleText,
}

/// One topic of the line, as far as angles need it.
struct TopicRow {
    id: String,
    title: Bilingual,
    openings: Vec<Bilingual>,
    jobs: Vec<Job>,
}

/// How much a draft is about each topic, by place; and the job that its words show.
pub struct About {
    scores: Vec<(usize, u32)>,
    job: Option<Job>,
}

/// Under which circumstances a text was inspected.
type Occasion = (usize, Option<Channel>, Date);

/// How many answers are kept about texts; a run asks for one day and a channel or two.
const MOST_KEPT: usize = 4_096;

/// A draft that has this many words of topics has told what it is about.
const MOST_WORDS: usize = 1_000;

/// The angles of one line.
pub struct Coach {
    topics: Vec<TopicRow>,
    offered: Vec<Offered>,
    vocabulary: Vocabulary,
    /// For each class of the vocabulary the topic or the job it stands for.
    classes: Vec<Option<Class>>,
    fits: Mutex<HashMap<Occasion, bool>>,
}

#[derive(Clone, Copy)]
enum Class {
    Topic(usize),
    Job(Job),
    /// Something good that readers learn.
    Good(usize),
}

/// Texts are numbered: angles from 0, first sentences of topics from here on.
const OPENINGS: usize = 1 << 20;
/// The most first sentences of one topic that are looked at.
const OPENINGS_EACH: usize = 64;

impl Coach {
    /// Gathers the topics of a line and the angles that fit any.
    pub fn new(line: &Line) -> Self {
        let mut words: BTreeMap<String, WordClass> = BTreeMap::new();
        let mut named: Vec<(String, Class)> = Vec::new();
        let mut add = |name: String, class: Class, list: &[String]| {
            words.insert(name.clone(), WordClass { words: list.to_vec(), ..WordClass::default() });
            named.push((name, class));
        };
        let mut topics = Vec::new();
        let mut offered = Vec::new();
        for (place, topic) in line.topics().iter().enumerate() {
            add(format!("topic {place}"), Class::Topic(place), &topic.words);
            offered.extend(topic.angles.iter().map(|a| Offered { topic: Some(place), text: a.clone() }));
            topics.push(TopicRow {
                id: topic.id.clone(),
                title: topic.title.clone(),
                openings: topic.openings.iter().take(OPENINGS_EACH).cloned().collect(),
                jobs: topic.jobs().collect(),
            });
        }
        let general = General::builtin();
        offered.extend(general.angles.iter().map(|a| Offered { topic: None, text: a.clone() }));
        for (job, list) in &general.jobs {
            add(format!("job {}", job.id()), Class::Job(*job), list);
        }
        for (place, list) in crate::reader::good_words().enumerate() {
            add(format!("good {place}"), Class::Good(place), list);
        }
        let mut vocabulary = Vocabulary::new(&words, &[]);
        vocabulary.finish(&words);
        let mut classes = vec![None; vocabulary.len()];
        for (name, class) in named {
            let slot = vocabulary.id(&name).and_then(|ClassId(n)| classes.get_mut(usize::from(n)));
            if let Some(slot) = slot {
                *slot = Some(class);
            }
        }
        Self { topics, offered, vocabulary, classes, fits: Mutex::new(HashMap::new()) }
    }

    /// The text with this number.
    pub fn offered(&self, n: usize) -> Option<&Offered> {
        self.offered.get(n)
    }

    /// The id of a topic.
    pub fn topic_id(&self, place: usize) -> Option<&str> {
        self.topics.get(place).map(|t| t.id.as_str())
    }

    /// The words of a draft that count here, each once for each class.
    fn seen<'t>(&self, text: &'t Text) -> Vec<(ClassId, &'t str)> {
        let folded = text.folded();
        let mut seen: Vec<(ClassId, &str)> = Vec::new();
        self.vocabulary.words(folded, &mut |start, end, lexeme| {
            let (left, right) = touches(folded, start, end, lexeme.bounded);
            if left {
                return;
            }
            let ids = if right { self.vocabulary.open(lexeme) } else { self.vocabulary.all(lexeme) };
            if seen.len() < MOST_WORDS {
                let word = folded.get(start..end).unwrap_or_default();
                seen.extend(ids.iter().map(|id| (*id, word)));
            }
        });
        seen.sort_unstable();
        seen.dedup();
        seen
    }

    /// The good things that a draft tells, by place.
    pub fn good(&self, text: &Text) -> Vec<usize> {
        let mut out = Vec::new();
        for (ClassId(n), _) in self.seen(text) {
            if let Some(Some(Class::Good(place))) = self.classes.get(usize::from(n))
                && !out.contains(place)
            {
                out.push(*place);
            }
        }
        out.sort_unstable();
        out
    }

    /// What a draft is about. Every word counts once, longer ones more, since they say more.
    pub fn about(&self, text: &Text) -> About {
        let seen = self.seen(text);
        let mut topics = vec![0_u32; self.topics.len()];
        let mut jobs: Vec<(Job, u32)> = Vec::new();
        for (ClassId(n), word) in seen {
            let weight = u32::try_from(word.chars().count().min(4)).unwrap_or(1);
            match self.classes.get(usize::from(n)) {
                Some(Some(Class::Topic(place))) => {
                    if let Some(score) = topics.get_mut(*place) {
                        *score += weight;
                    }
                }
                Some(Some(Class::Job(job))) => match jobs.iter_mut().find(|(j, _)| j == job) {
                    Some((_, score)) => *score += weight,
                    None => jobs.push((*job, weight)),
                },
                _ => {}
            }
        }
        let job = jobs.iter().max_by_key(|(job, score)| (*score, std::cmp::Reverse(*job))).map(|(j, _)| *j);
        let mut scores: Vec<(usize, u32)> = topics.into_iter().enumerate().filter(|(_, s)| *s > 0).collect();
        for (place, score) in &mut scores {
            let suits = |job| self.topics.get(*place).is_some_and(|t| t.jobs.contains(&job));
            *score = *score * 2 + u32::from(job.is_some_and(suits));
        }
        // The best first; among equals the order of the topics.
        scores.sort_by_key(|(place, score)| (std::cmp::Reverse(*score), *place));
        About { scores, job }
    }

    /// The topic that a draft is most about.
    pub fn topic_of(&self, about: &About) -> Option<usize> {
        about.scores.first().map(|(place, _)| *place)
    }

    /// The angles that come into question, the best first.
    pub fn candidates(&self, about: &About, categories: &[Category]) -> Vec<usize> {
        let leads_away = |text: &AngleText| {
            // What stands most in the way counts most; of the rest, the more the better.
            let kept_out = categories.iter().zip([6_u32, 4, 3, 2]);
            let sum: u32 = kept_out.filter(|(c, _)| text.instead_of.contains(c)).map(|(_, n)| n).sum();
            sum.max(u32::from(text.instead_of.is_empty()))
        };
        let mut own: Vec<(u32, u32, usize)> = Vec::new();
        let mut any: Vec<(u32, usize)> = Vec::new();
        let mut other: Vec<(u32, u32, usize)> = Vec::new();
        for (n, offered) in self.offered.iter().enumerate() {
            let away = leads_away(&offered.text);
            match offered.topic {
                Some(place) => {
                    let score = about.scores.iter().find(|(p, _)| *p == place).map_or(0, |(_, s)| *s);
                    let suits = about
                        .job
                        .is_some_and(|job| self.topics.get(place).is_some_and(|t| t.jobs.contains(&job)));
                    if score > 0 {
                        // Within one topic the angle that leads away wins.
                        own.push((score, away, n));
                    } else if away > 0 || categories.is_empty() {
                        other.push((u32::from(suits), away, n));
                    }
                }
                None if away > 0 => any.push((away, n)),
                None => {}
            }
        }
        own.sort_by_key(|(score, away, n)| (std::cmp::Reverse((*away > 0, *score, *away)), *n));
        any.sort_by_key(|(away, n)| (std::cmp::Reverse(*away), *n));
        other.sort_by_key(|(suits, away, n)| (std::cmp::Reverse((*suits, *away)), *n));
        let mut own = own.into_iter().map(|(.., n)| n);
        let mut any = any.into_iter().map(|(_, n)| n);
        let first: Vec<usize> = own.by_ref().take(2).collect();
        let second: Vec<usize> = any.by_ref().take(1).collect();
        let mut out: Vec<usize> = first.iter().take(1).copied().collect();
        out.extend(second);
        out.extend(first.into_iter().skip(1));
        out.extend(own);
        out.extend(any);
        out.extend(other.into_iter().map(|(.., n)| n));
        out
    }

    /// Whether an angle may be shown: the same engine, line and channel find nothing in it.
    pub fn fits(&self, engine: &Engine, material: &Material<'_>, n: usize) -> bool {
        let Some(offered) = self.offered.get(n) else { return false };
        let text = &offered.text;
        self.passes(engine, material, n, &[&text.title, &text.helps, &text.opening, &text.question])
    }

    /// The first sentence of a topic that may be shown, with the topic's id and title.
    pub fn opening(
        &self,
        engine: &Engine,
        material: &Material<'_>,
        place: usize,
    ) -> Option<(&str, &Bilingual, &Bilingual)> {
        let topic = self.topics.get(place)?;
        let base = OPENINGS + place * OPENINGS_EACH;
        let fitting = topic
            .openings
            .iter()
            .enumerate()
            .find(|(n, opening)| self.passes(engine, material, base + n, &[&topic.title, opening]));
        fitting.map(|(_, opening)| (topic.id.as_str(), &topic.title, opening))
    }

    /// The place of the topic with this id.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.topics.iter().position(|t| t.id == id)
    }

    /// How many topics there are.
    pub fn len(&self) -> usize {
        self.topics.len()
    }

    fn passes(&self, engine: &Engine, material: &Material<'_>, n: usize, texts: &[&Bilingual]) -> bool {
        let occasion = (n, material.channel, material.as_of);
        let kept = self.fits.lock().unwrap_or_else(PoisonError::into_inner).get(&occasion).copied();
        if let Some(kept) = kept {
            return kept;
        }
        // Each by itself, as it is shown; nobody posts the title together with the question.
        let passes = texts.iter().flat_map(|t| [&t.ja, &t.en]).all(|text| {
            let text = Text::new(text);
            let seen = engine.inspect(&Material {
                text: &text,
                channel: material.channel,
                as_of: material.as_of,
                gaps: Vec::new(),
            });
            seen.gaps.is_empty() && seen.findings.iter().all(|f| f.action == senbiki_line::Action::Ok)
        });
        let mut fits = self.fits.lock().unwrap_or_else(PoisonError::into_inner);
        if fits.len() >= MOST_KEPT {
            fits.clear();
        }
        fits.insert(occasion, passes);
        passes
    }
}
