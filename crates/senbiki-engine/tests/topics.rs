//! What we offer people to say passes our own check, in both languages.
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::sync::Arc;

use senbiki_engine::{Engine, Material};
use senbiki_line::rule::Bilingual;
use senbiki_line::{Category, General, Line, Topics, parse_date};
use senbiki_text::Text;

#[test]
fn every_offered_sentence_is_ready_to_post() {
    let loaded = Line::from_memory(senbiki_testkit::line::EXAMPLE_LINE).unwrap();
    let engine = Engine::new(Arc::new(loaded.line)).unwrap();
    let as_of = parse_date("2026-11-22").unwrap();
    let mut stopped = Vec::new();
    let mut count = 0;
    let mut check = |place: &str, text: &Bilingual| {
        for text in [&text.ja, &text.en] {
            count += 1;
            let read = Text::new(text);
            let seen = engine.inspect(&Material { text: &read, channel: None, as_of, gaps: Vec::new() });
            for r in &seen.remarks {
                stopped.push(format!("{place}: {text} [{} {}]", r.rule, r.surface));
            }
            for f in &seen.findings {
                stopped.push(format!("{place}: {text} [{} {}]", f.rule, f.surface));
            }
        }
    };
    for topic in Topics::builtin() {
        let id = &topic.id;
        check(id, &topic.title);
        check(id, &topic.helps);
        topic.prompts.iter().for_each(|p| check(id, &p.text));
        topic.openings.iter().chain(&topic.questions).for_each(|t| check(id, t));
        for angle in &topic.angles {
            for text in [&angle.title, &angle.helps, &angle.opening, &angle.question] {
                check(id, text);
            }
        }
    }
    for angle in &General::builtin().angles {
        for text in [&angle.title, &angle.helps, &angle.opening, &angle.question] {
            check("angles.toml", text);
        }
    }
    assert!(stopped.is_empty(), "{} of {count}:\n{}", stopped.len(), stopped.join("\n"));
    assert!(count > 600, "{count}");
}

#[test]
fn every_category_has_an_angle_that_leads_away_from_it() {
    let general = General::builtin();
    for category in Category::ALL {
        let angles = general.angles.iter().filter(|a| a.instead_of.contains(&category)).count();
        assert!(angles >= 2, "{}: {angles}", category.id());
    }
    assert_eq!(general.jobs.len(), senbiki_line::Job::ALL.len());
}
