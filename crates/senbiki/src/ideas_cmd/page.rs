//! The pages of `senbiki ideas`.

use std::fmt::Write as _;

use senbiki_line::{Job, Topic};
use serde_json::json;

use super::{Idea, told};
use crate::lang::{Lang, word};
use crate::report::paragraph;
use crate::term::{Style, Tone, columns, safe};

/// All topics, one or two lines each.
pub fn topics(page: &mut String, topics: &[&Topic], lang: Lang, style: Style) {
    let head = word(lang, ("書いて喜ばれる話題", "Topics that are welcome"));
    let _ = writeln!(page, "{}\n", style.paint(Tone::Bold, head));
    let width = topics.iter().map(|t| columns(&t.id)).max().unwrap_or(0);
    for topic in topics {
        let gap = " ".repeat(width - columns(&topic.id) + 2);
        let id = style.paint(Tone::Ready, &safe(&topic.id));
        let _ = writeln!(page, "  {id}{gap}{}", safe(told(lang, &topic.title)));
        let jobs: Vec<&str> = topic.jobs().map(|j| word(lang, j.label())).collect();
        let indent = " ".repeat(width + 4);
        page.push_str(&paragraph(&indent, &jobs.join(word(lang, ("、", ", "))), style, Some(Tone::Dim)));
    }
    let next = word(
        lang,
        (
            "選んだら: senbiki ideas --topic small-improvements",
            "Then: senbiki ideas --topic small-improvements",
        ),
    );
    let _ = writeln!(page, "\n{}", style.paint(Tone::Dim, next));
}

/// All topics, for programs.
pub fn topics_json(page: &mut String, topics: &[&Topic], lang: Lang) {
    for topic in topics {
        let row = json!({
            "id": topic.id, "title": told(lang, &topic.title), "helps": told(lang, &topic.helps),
            "jobs": topic.jobs().map(Job::id).collect::<Vec<_>>(), "builtin": topic.builtin,
            "prompts": topic.prompts.len(), "openings": topic.openings.len(),
            "clearance": topic.clearance.as_ref().map(|c| json!({
                "owner": c.owner, "until": c.until.map(|d| d.to_string()),
            })),
        });
        let _ = writeln!(page, "{row}");
    }
}

/// Ideas for programs, one a line.
pub fn ideas_json(page: &mut String, ideas: &[Idea<'_>]) {
    for idea in ideas {
        // Writing plain fields into memory cannot fail.
        page.push_str(&serde_json::to_string(idea).unwrap_or_default());
        page.push('\n');
    }
}

/// Ideas for people. What belongs to a topic is said once when all are about one.
pub fn ideas(page: &mut String, ideas: &[Idea<'_>], job: Option<Job>, one: bool, lang: Lang, style: Style) {
    let whose = job.map(|j| word(lang, j.label()));
    let head = match (one.then(|| ideas.first()).flatten(), whose, lang) {
        (Some(idea), Some(job), Lang::Ja) => format!("{}（{job}）", idea.title),
        (Some(idea), Some(job), Lang::En) => format!("{} ({job})", idea.title),
        (Some(idea), None, _) => idea.title.to_owned(),
        (None, Some(job), Lang::Ja) => format!("今日の書き出し（{job}）"),
        (None, Some(job), Lang::En) => format!("Something to write about today ({job})"),
        (None, None, _) => word(lang, ("今日の書き出し", "Something to write about today")).to_owned(),
    };
    let _ = writeln!(page, "{}", style.paint(Tone::Bold, &safe(&head)));
    if let Some(idea) = ideas.first().filter(|_| one) {
        label(page, "  ", word(lang, ("誰の役に立つか: ", "Whom it helps: ")), idea.helps, style, None);
    }
    for (i, idea) in ideas.iter().enumerate() {
        let _ = writeln!(page);
        let number = format!("  {}. ", i + 1);
        let indent = " ".repeat(columns(&number));
        if !one {
            let id = style.paint(Tone::Dim, &format!("({})", safe(idea.topic)));
            let _ = writeln!(page, "{number}{} {id}", style.paint(Tone::Ready, &safe(idea.title)));
        }
        let first = if one { &number } else { &indent };
        let asked = if job.is_none() && one {
            format!("[{}] {}", idea.job_label, idea.prompt)
        } else {
            idea.prompt.to_owned()
        };
        page.push_str(&paragraph(first, &safe(&asked), style, Some(Tone::Bold)));
        label(page, &indent, word(lang, ("書き出し: ", "You could begin: ")), idea.opening, style, None);
        label(page, &indent, word(lang, ("もう一歩: ", "One step further: ")), idea.question, style, None);
        if !one {
            label(
                page,
                &indent,
                word(lang, ("誰の役に立つか: ", "Whom it helps: ")),
                idea.helps,
                style,
                Some(Tone::Dim),
            );
            if let Some(watch) = idea.watch.first() {
                label(
                    page,
                    &indent,
                    word(lang, ("気をつけること: ", "Mind: ")),
                    watch.text,
                    style,
                    Some(Tone::Dim),
                );
            }
        }
    }
    if let Some(idea) = ideas.first().filter(|_| one) {
        let _ = writeln!(page, "\n  {}", word(lang, ("気をつけること", "Mind")));
        for watch in &idea.watch {
            page.push_str(&paragraph(word(lang, ("  ・", "  - ")), &safe(watch.text), style, None));
        }
    }
    let next = word(
        lang,
        (
            "書けたら: senbiki check draft.txt　ほかの話題: senbiki ideas --list",
            "When you have written: senbiki check draft.txt. Other topics: senbiki ideas --list",
        ),
    );
    let _ = writeln!(page, "\n{}", style.paint(Tone::Dim, next));
}

fn label(page: &mut String, indent: &str, label: &str, text: &str, style: Style, tone: Option<Tone>) {
    if !text.is_empty() {
        page.push_str(&paragraph(indent, &format!("{label}{}", safe(text)), style, tone));
    }
}
