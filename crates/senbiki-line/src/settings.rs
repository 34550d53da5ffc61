//! Reads `line.toml` and `precedents/*.toml`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::company::{Company, PlaceRow};
use crate::date::{Date, parse_date};
use crate::precedent::Precedent;
use crate::problem::{Found, Problem, Problems};
use crate::{Action, Category};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LineToml {
    company: CompanyToml,
    #[serde(default)]
    place: Vec<PlaceToml>,
    #[serde(default)]
    actions: BTreeMap<Spanned<String>, Spanned<String>>,
    /// Read by those who publish and review; here it only has to be a table.
    #[serde(default, rename = "channels")]
    _channels: toml::Table,
    #[serde(default, rename = "review")]
    _review: toml::Table,
    writer: Option<crate::writer::Raw>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CompanyToml {
    name: Spanned<String>,
    #[serde(default)]
    aliases: Vec<String>,
    business: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceToml {
    name: Spanned<String>,
    #[serde(default)]
    aliases: Vec<String>,
    /// A place is protected unless somebody wrote that it is public.
    #[serde(default)]
    public: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PrecedentsToml {
    #[serde(default)]
    precedent: Vec<PrecedentToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PrecedentToml {
    id: Spanned<String>,
    text: String,
    channel: Option<String>,
    verdict: Spanned<String>,
    why: String,
    as_of: Option<Spanned<toml::Value>>,
}

/// What `line.toml` says.
#[derive(Debug, Default)]
pub(crate) struct Settings {
    pub(crate) company: Company,
    /// The company's name and its aliases.
    pub(crate) own_names: Vec<String>,
    /// Places with the line on which each begins.
    pub(crate) places: Vec<(PlaceRow, u32)>,
    pub(crate) actions: Vec<(Category, Action)>,
    pub(crate) writer: Option<crate::Writer>,
}

/// Reads `line.toml`; `None` when it cannot be read at all.
pub(crate) fn line_toml(file: &Path, text: &str, problems: &mut Problems) -> Option<Settings> {
    let raw: LineToml = match toml::from_str(text) {
        Ok(raw) => raw,
        Err(why) => {
            problems.push(toml_problem(file, text, &why));
            return None;
        }
    };
    let line = |range: Range<usize>| line_of(text, range.start);
    let mut settings = Settings::default();
    let company = raw.company;
    if company.name.get_ref().trim().is_empty() {
        let at = Problem::new(file, Found::EmptyCell).at_row(line(company.name.span()));
        problems.push(at.in_column("company.name"));
    }
    settings.own_names.push(company.name.get_ref().clone());
    settings.own_names.extend(company.aliases.iter().cloned());
    settings.company =
        Company { name: company.name.into_inner(), aliases: company.aliases, business: company.business };
    for place in raw.place {
        let row = line(place.name.span());
        if place.name.get_ref().trim().is_empty() {
            problems.push(Problem::new(file, Found::EmptyCell).at_row(row).in_column("place.name"));
        }
        let name = place.name.into_inner();
        settings.places.push((PlaceRow { name, aliases: place.aliases, public: place.public }, row));
    }
    for (category, action) in raw.actions {
        let (at, action_at) = (line(category.span()), line(action.span()));
        let (category, action) = (category.into_inner(), action.into_inner());
        let known = (Category::from_id(&category), Action::from_id(&action));
        if known.0.is_none() {
            let found = Found::UnknownCategory { value: category.clone() };
            problems.push(Problem::new(file, found).at_row(at).in_column("actions"));
        }
        if known.1.is_none() {
            let found = Found::UnknownAction { value: action };
            let column = format!("actions.{category}");
            problems.push(Problem::new(file, found).at_row(action_at).in_column(&column));
        }
        if let (Some(category), Some(action)) = known {
            settings.actions.push((category, action));
        }
    }
    settings.writer = raw.writer.and_then(|table| crate::writer::read(file, table, &line, problems));
    Some(settings)
}

/// Reads one file of precedents; each comes with its line.
pub(crate) fn precedents(file: &Path, text: &str, problems: &mut Problems) -> Vec<(Precedent, u32)> {
    let raw: PrecedentsToml = match toml::from_str(text) {
        Ok(raw) => raw,
        Err(why) => {
            problems.push(toml_problem(file, text, &why));
            return Vec::new();
        }
    };
    let mut all = Vec::new();
    for p in raw.precedent {
        let row = line_of(text, p.id.span().start);
        let verdict = Action::from_id(p.verdict.get_ref());
        if verdict.is_none() {
            let at = line_of(text, p.verdict.span().start);
            let found = Found::UnknownAction { value: p.verdict.get_ref().clone() };
            problems.push(Problem::new(file, found).at_row(at).in_column("verdict"));
        }
        let as_of = p.as_of.map(|value| {
            let at = line_of(text, value.span().start);
            let date = day(value.get_ref());
            if date.is_none() {
                let found = Found::BadDate { value: value.get_ref().to_string() };
                problems.push(Problem::new(file, found).at_row(at).in_column("as_of"));
            }
            date
        });
        if let (Some(verdict), Some(as_of)) = (verdict, as_of.map_or(Some(None), |d| d.map(Some))) {
            let (id, file) = (p.id.into_inner(), file.to_owned());
            let (text, channel, why) = (p.text, p.channel, p.why);
            all.push((Precedent { file, id, text, channel, verdict, why, as_of }, row));
        }
    }
    all
}

/// A TOML date or a text that is one.
pub(crate) fn day(value: &toml::Value) -> Option<Date> {
    match value {
        toml::Value::String(s) => parse_date(s),
        toml::Value::Datetime(when) => {
            let date = when.date?;
            let (month, day) = (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
            Date::new(i16::try_from(date.year).ok()?, month, day).ok()
        }
        _ => None,
    }
}

/// The line on which a byte stands, from 1.
pub(crate) fn line_of(text: &str, byte: usize) -> u32 {
    let before = text.as_bytes().get(..byte).unwrap_or_default();
    u32::try_from(before.iter().filter(|&&b| b == b'\n').count() + 1).unwrap_or(u32::MAX)
}

pub(crate) fn toml_problem(file: &Path, text: &str, why: &toml::de::Error) -> Problem {
    let message = why.message().trim();
    let quoted = |start: &str| {
        let (name, rest) = message.strip_prefix(start)?.split_once('`')?;
        Some((name.to_owned(), rest.trim_start_matches([',', ' ']).to_owned()))
    };
    // The reader has no other way to tell these two apart than its words; where they change, the
    // general message below still carries them.
    let found = if let Some((name, known)) = quoted("unknown field `") {
        Found::UnknownKey { name, known }
    } else if let Some((name, _)) = quoted("missing field `") {
        Found::NoKey { name }
    } else {
        Found::BadToml { why: message.to_owned() }
    };
    let problem = Problem::new(file, found);
    match why.span() {
        Some(span) => problem.at_row(line_of(text, span.start)),
        None => problem,
    }
}
