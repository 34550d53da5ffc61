//! The small section: everything of the line that is not names, and the warnings of the load.

use std::path::{Path, PathBuf};

use super::heap::{Reader, put_list, put_number, put_opt, put_str};
use crate::company::{Company, PlaceRow, PublicFact};
use crate::date::{Date, from_days, to_days};
use crate::precedent::Precedent;
use crate::problem::{Elsewhere, Found, Problem, Severity};
use crate::shape::Shapes;
use crate::topic::TopicFile;
use crate::{Action, Category, Writer};

/// What a line holds besides entries and names.
#[derive(Debug, Default)]
pub(crate) struct Small {
    /// The text of `line.toml`.
    pub(crate) settings: String,
    pub(crate) company: Company,
    pub(crate) places: Vec<PlaceRow>,
    pub(crate) actions: Vec<(Category, Action)>,
    pub(crate) facts: Vec<PublicFact>,
    pub(crate) rules: Vec<(PathBuf, String)>,
    pub(crate) precedents: Vec<Precedent>,
    pub(crate) topics: Vec<TopicFile>,
    /// The files that entry records name by number.
    pub(crate) files: Vec<String>,
    /// The shapes of the listed part numbers.
    pub(crate) shapes: Shapes,
    pub(crate) warnings: Vec<Problem>,
    pub(crate) writer: Option<Writer>,
}

fn put_date(out: &mut Vec<u8>, date: Option<Date>) {
    out.extend_from_slice(&date.map_or(i32::MIN, to_days).to_le_bytes());
}

fn put_path(out: &mut Vec<u8>, path: &Path) {
    put_str(out, &path.to_string_lossy());
}

fn put_texts(out: &mut Vec<u8>, texts: &[String]) {
    put_list(out, texts.iter().map(String::as_str));
}

impl Small {
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let o = &mut out;
        put_str(o, &self.settings);
        put_str(o, &self.company.name);
        put_texts(o, &self.company.aliases);
        put_opt(o, self.company.business.as_deref());
        put_number(o, self.places.len() as u64);
        for place in &self.places {
            put_str(o, &place.name);
            put_texts(o, &place.aliases);
            o.push(u8::from(place.public));
        }
        put_number(o, self.actions.len() as u64);
        for (category, action) in &self.actions {
            put_str(o, category.id());
            put_str(o, action.id());
        }
        put_number(o, self.facts.len() as u64);
        for fact in &self.facts {
            put_str(o, &fact.fact);
            put_texts(o, &fact.terms);
            put_opt(o, fact.evidence.as_deref());
            put_date(o, fact.since);
            put_number(o, u64::from(fact.row));
        }
        put_number(o, self.rules.len() as u64);
        for (file, text) in &self.rules {
            put_path(o, file);
            put_str(o, text);
        }
        put_number(o, self.precedents.len() as u64);
        for p in &self.precedents {
            put_path(o, &p.file);
            put_str(o, &p.id);
            put_str(o, &p.text);
            put_opt(o, p.channel.as_deref());
            put_str(o, p.verdict.id());
            put_str(o, &p.why);
            put_date(o, p.as_of);
        }
        put_number(o, self.topics.len() as u64);
        for topic in &self.topics {
            put_path(o, &topic.file);
            put_str(o, &topic.text);
        }
        put_texts(o, &self.files);
        let shapes: Vec<_> = self.shapes.pairs().collect();
        put_number(o, shapes.len() as u64);
        for (shape, letters) in shapes {
            put_str(o, shape);
            put_str(o, letters);
        }
        put_number(o, self.warnings.len() as u64);
        for warning in &self.warnings {
            put_warning(o, warning);
        }
        put_number(o, u64::from(self.writer.is_some()));
        if let Some(writer) = &self.writer {
            put_str(o, &writer.endpoint);
            put_str(o, &writer.model);
            put_opt(o, writer.key_env.as_deref());
            put_number(o, u64::from(writer.timeout_seconds));
            put_number(o, u64::from(writer.max_bytes));
        }
        out
    }

    /// What [`Small::encode`] wrote; `None` for anything else.
    pub(crate) fn decode(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let r = &mut reader;
        let small = Self {
            settings: text(r)?,
            company: Company { name: text(r)?, aliases: texts(r)?, business: opt(r)? },
            places: many(r, |r| {
                Some(PlaceRow { name: text(r)?, aliases: texts(r)?, public: r.byte()? != 0 })
            })?,
            actions: many(r, |r| Some((Category::from_id(r.str()?)?, Action::from_id(r.str()?)?)))?,
            facts: many(r, |r| {
                Some(PublicFact {
                    fact: text(r)?,
                    terms: texts(r)?,
                    evidence: opt(r)?,
                    since: date(r)?,
                    row: r.number_u32()?,
                })
            })?,
            rules: many(r, |r| Some((path(r)?, text(r)?)))?,
            precedents: many(r, |r| {
                Some(Precedent {
                    file: path(r)?,
                    id: text(r)?,
                    text: text(r)?,
                    channel: opt(r)?,
                    verdict: Action::from_id(r.str()?)?,
                    why: text(r)?,
                    as_of: date(r)?,
                })
            })?,
            topics: many(r, |r| Some(TopicFile { file: path(r)?, text: text(r)? }))?,
            files: texts(r)?,
            shapes: Shapes::from_pairs(many(r, |r| Some((text(r)?, text(r)?)))?.into_iter()),
            warnings: many(r, warning)?,
            writer: many(r, writer)?.pop(),
        };
        r.is_empty().then_some(small)
    }
}

fn text(r: &mut Reader<'_>) -> Option<String> {
    r.str().map(str::to_owned)
}

fn path(r: &mut Reader<'_>) -> Option<PathBuf> {
    r.str().map(PathBuf::from)
}

fn opt(r: &mut Reader<'_>) -> Option<Option<String>> {
    r.opt().map(|o| o.map(str::to_owned))
}

#[allow(clippy::cast_possible_wrap, reason = "the four bytes of an i32, as written")]
fn date(r: &mut Reader<'_>) -> Option<Option<Date>> {
    r.u32_le().map(|days| from_days(days as i32))
}

fn texts(r: &mut Reader<'_>) -> Option<Vec<String>> {
    r.list().map(|list| list.map(str::to_owned).collect())
}

fn many<'a, T>(r: &mut Reader<'a>, mut one: impl FnMut(&mut Reader<'a>) -> Option<T>) -> Option<Vec<T>> {
    let count = r.count()?;
    let mut all = Vec::new();
    for _ in 0..count {
        all.push(one(r)?);
    }
    Some(all)
}

fn put_warning(o: &mut Vec<u8>, warning: &Problem) {
    put_path(o, &warning.file);
    put_number(o, warning.row.map_or(0, u64::from));
    put_opt(o, warning.column.as_deref());
    match &warning.found {
        Found::ScopeUnused => o.push(1),
        Found::OneCharacter { name } => {
            o.push(2);
            put_str(o, name);
        }
        Found::OrdinaryWord { name } => {
            o.push(3);
            put_str(o, name);
        }
        Found::NameTwice { name, other } => {
            o.push(4);
            put_str(o, name);
            put_path(o, &other.file);
            put_number(o, other.row.map_or(0, u64::from));
            put_str(o, &other.name);
        }
        Found::OneLanguage { missing } => o.push(if *missing == "ja" { 6 } else { 7 }),
        // `Caution` has the five above; the closing one is the only other warning there is.
        _ => o.push(5),
    }
}

fn writer(r: &mut Reader<'_>) -> Option<Writer> {
    Some(Writer {
        endpoint: text(r)?,
        model: text(r)?,
        key_env: opt(r)?,
        timeout_seconds: r.number_u32()?,
        max_bytes: r.number_u32()?,
    })
}

fn warning(r: &mut Reader<'_>) -> Option<Problem> {
    let row = |r: &mut Reader<'_>| r.number_u32().map(|row| (row > 0).then_some(row));
    let (file, at, column) = (path(r)?, row(r)?, opt(r)?);
    let found = match r.byte()? {
        1 => Found::ScopeUnused,
        2 => Found::OneCharacter { name: text(r)? },
        3 => Found::OrdinaryWord { name: text(r)? },
        4 => Found::NameTwice {
            name: text(r)?,
            other: Elsewhere { file: path(r)?, row: row(r)?, name: text(r)? },
        },
        6 => Found::OneLanguage { missing: "ja" },
        7 => Found::OneLanguage { missing: "en" },
        5 => Found::ManyMore { kept: crate::problem::MOST_PROBLEMS },
        _ => return None,
    };
    Some(Problem { severity: Severity::Warning, file, row: at, column, found })
}
