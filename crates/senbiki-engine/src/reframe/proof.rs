//! The proof of the rewording rules: each shows what it does, and does it.

use std::collections::BTreeSet;

use senbiki_line::Category;

use super::generic::Generic;
use super::passage::{self, How, Marked};
use super::rule::{Phase, Rules, Saying};
use super::slot::{self, Direction, Form, Kind};

/// Reads an example; `⟦category:words⟧` is protected. A figure's direction and the form of the words
/// are taken from them.
fn marked(example: &str) -> Option<Marked> {
    let (mut body, mut generics, mut rest, mut n) = (String::new(), Vec::new(), example, 0);
    // The names of categories are no words of the example.
    let mut words = example.to_owned();
    for category in Category::ALL {
        words = words.replace(&format!("⟦{}:", category.id()), "");
    }
    let tongue = passage::tongue(&words);
    while let Some((before, after)) = rest.split_once('⟦') {
        body.push_str(before);
        let (inner, after) = after.split_once('⟧')?;
        let (id, words) = inner.split_once(':')?;
        let category = Category::from_id(id)?;
        let values: Vec<f64> =
            senbiki_text::numeral::scan(&senbiki_text::fold(words)).iter().map(|n| n.value).collect();
        let direction = match (values.first(), values.last()) {
            (Some(a), Some(b)) if a < b => Direction::Up,
            (Some(a), Some(b)) if a > b => Direction::Down,
            _ => Direction::None,
        };
        let named = matches!(
            category,
            Category::Customer | Category::Supplier | Category::PartNumber | Category::Equipment
        );
        let form = if named { Form::Noun } else { slot::form(words) };
        body.push(Kind { category, form, direction }.mark(n)?);
        generics.push(Generic::general(id, tongue));
        n += 1;
        rest = after;
    }
    body.push_str(rest);
    let trimmed = body.trim_end().len();
    let tail = body.split_off(trimmed);
    let polite = super::trim::polite(&words);
    Some(Marked { body, tail, tongue, polite, generics, names: 0 })
}

/// What is wrong with rewording rules: one that cannot be read, stands there twice, never fires, or
/// does not do what its examples show. Files are given as name and text.
#[must_use]
pub fn problems(files: &[(&str, &str)]) -> Vec<String> {
    let rules = match Rules::read(files) {
        Ok(rules) => rules,
        Err(problems) => return problems,
    };
    let (mut ids, mut out) = (BTreeSet::new(), Vec::new());
    for rule in &rules.list {
        if !ids.insert(rule.id.clone()) {
            out.push(format!("{}: is there twice", rule.id));
        }
        if let Err(problem) = rule.proof() {
            out.push(format!("{}: {problem}", rule.id));
            continue;
        }
        for example in &rule.shows {
            let before = &example.before;
            let Some(m) = marked(before) else {
                out.push(format!("{}: “{before}”: write ⟦category:words⟧", rule.id));
                continue;
            };
            let generic = |mark: char, saying: Saying| {
                slot::number(mark).and_then(|n| m.generics.get(n)).map(|g| g.say(saying))
            };
            let tellings = passage::tellings(&m, &rules);
            let how = match rule.phase {
                Phase::StandIn => How::StandIn,
                Phase::Fallback => How::Fallback,
                _ => tellings.first().map_or(How::Dropped, |t| t.how),
            };
            let told: Vec<&str> = tellings.iter().filter(|t| t.how == how).map(|t| t.text.as_str()).collect();
            if !rule.fires(&m.body, &rules, &generic) {
                out.push(format!("{}: does not fire on “{before}”", rule.id));
            } else if !told.contains(&example.after.as_str()) {
                out.push(format!("{}: “{before}” becomes {told:?}, not “{}”", rule.id, example.after));
            }
        }
    }
    out
}
