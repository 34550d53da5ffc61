//! `senbiki ideas`: prompts and first sentences for somebody who does not know what to write.

mod page;

use std::path::PathBuf;

use senbiki_line::rule::Bilingual;
use senbiki_line::{Job, Line, Prompt, Topic, Topics};
use serde::Serialize;

use crate::args::{IdeasArgs, ListFormatArg};
use crate::exit::{Exit, Failure};
use crate::lang::{Lang, word};
use crate::line_place::{self, Trouble};
use crate::term::Style;

/// Something to write about, in one language.
#[derive(Serialize)]
struct Idea<'a> {
    topic: &'a str,
    title: &'a str,
    job: &'static str,
    job_label: &'static str,
    prompt: &'a str,
    opening: &'a str,
    question: &'a str,
    helps: &'a str,
    watch: Vec<WatchRow<'a>>,
}

#[derive(Serialize)]
struct WatchRow<'a> {
    category: &'static str,
    text: &'a str,
}

/// Runs the command.
pub fn run(args: IdeasArgs, lang: Lang, style: Style) -> Result<Exit, Failure> {
    let job = args.job.as_deref().map(job).transpose()?;
    let own = own_line(args.line)?;
    let topics = match &own {
        Some(line) => line.topics(),
        None => Topics::builtin(),
    };
    let chosen = args.topic.as_deref().map(|id| topic(topics, id)).transpose()?;
    let mut page = String::new();
    if args.list {
        let listed = topics.iter().filter(|t| chosen.is_none_or(|c| c.id == t.id));
        let listed: Vec<&Topic> = listed.filter(|t| job.is_none_or(|j| t.jobs().any(|x| x == j))).collect();
        match args.format {
            ListFormatArg::Json => page::topics_json(&mut page, &listed, lang),
            ListFormatArg::Pretty => page::topics(&mut page, &listed, lang, style),
        }
    } else {
        let day = args.as_of.unwrap_or_else(line_place::today);
        let ideas = ideas(topics, chosen, job, day, args.count.get(), lang);
        if ideas.is_empty() {
            return Err(Failure::Usage(
                "この職種と話題の組み合わせの問いかけは、まだありません。`senbiki ideas --list` で、ほかの話題も見られます。".to_owned(),
                "There is no prompt yet for this job and topic together. `senbiki ideas --list` shows the other topics.".to_owned(),
            ));
        }
        match args.format {
            ListFormatArg::Json => page::ideas_json(&mut page, &ideas),
            ListFormatArg::Pretty => page::ideas(&mut page, &ideas, job, chosen.is_some(), lang, style),
        }
    }
    crate::print(page.as_bytes())
}

/// The line that was named or is in the usual place; nobody needs one to look for ideas.
fn own_line(named: Option<PathBuf>) -> Result<Option<Line>, Failure> {
    let dir = match line_place::find(named) {
        Ok(dir) => dir,
        Err(Failure::NoLine) => return Ok(None),
        Err(other) => return Err(other),
    };
    let loaded = Line::load(&dir)
        .map_err(|problems| Failure::Line(dir, problems.into_iter().map(Trouble::Table).collect()))?;
    Ok(Some(loaded.line))
}

fn job(written: &str) -> Result<Job, Failure> {
    Job::from_id(written).ok_or_else(|| {
        let all = Job::ALL.map(Job::id).join(", ");
        let names = Job::ALL.map(|j| j.label().0).join("、");
        Failure::Usage(
            format!("--job には職種を一つ書いてください: {all}（{names} とも書けます）"),
            format!("Write one job after --job: {all}"),
        )
    })
}

fn topic<'t>(topics: &'t Topics, id: &str) -> Result<&'t Topic, Failure> {
    let known = |t: &&Topic| t.id == id || t.title.ja == id || t.title.en.eq_ignore_ascii_case(id);
    topics.iter().find(known).ok_or_else(|| {
        let all: Vec<&str> = topics.iter().map(|t| t.id.as_str()).collect();
        Failure::Usage(
            format!("--topic には話題を一つ書いてください: {}", all.join(", ")),
            format!("Write one topic after --topic: {}", all.join(", ")),
        )
    })
}

fn told(lang: Lang, text: &Bilingual) -> &str {
    word(lang, (&text.ja, &text.en))
}

/// `count` ideas: one of each topic in turn, beginning elsewhere every day, so that whoever looks
/// again tomorrow sees something else and whoever looks again today finds the same.
fn ideas<'t>(
    topics: &'t Topics,
    chosen: Option<&'t Topic>,
    job: Option<Job>,
    day: jiff::civil::Date,
    count: usize,
    lang: Lang,
) -> Vec<Idea<'t>> {
    let suits = |t: &&Topic| job.is_none_or(|j| t.jobs().any(|x| x == j));
    let topics: Vec<&Topic> = match chosen {
        Some(topic) => vec![topic],
        None => topics.iter().filter(suits).collect(),
    };
    let day = usize::try_from(day.day_of_year()).unwrap_or(0);
    let turn = day.checked_rem(topics.len()).unwrap_or(0);
    let rounds = topics.iter().map(|t| t.prompts.len()).max().unwrap_or(0);
    let mut all = Vec::new();
    for round in 0..rounds {
        for topic in topics.iter().skip(turn).chain(topics.iter().take(turn)) {
            let prompts = by_turns(topic, job);
            if round >= prompts.len() {
                continue;
            }
            // The same rotation inside a topic, unless somebody asked for this very topic.
            let shift = if chosen.is_some() { 0 } else { day };
            let Some(prompt) = prompts.get((round + shift) % prompts.len()) else { continue };
            let nth = |list: &'t [Bilingual]| {
                list.get((round + shift).checked_rem(list.len()).unwrap_or(0)).map_or("", |t| told(lang, t))
            };
            all.push(Idea {
                topic: &topic.id,
                title: told(lang, &topic.title),
                job: prompt.job.id(),
                job_label: word(lang, prompt.job.label()),
                prompt: told(lang, &prompt.text),
                opening: nth(&topic.openings),
                question: nth(&topic.questions),
                helps: told(lang, &topic.helps),
                watch: topic
                    .watch
                    .iter()
                    .map(|w| WatchRow { category: w.category.id(), text: told(lang, &w.text) })
                    .collect(),
            });
            if all.len() == count {
                return all;
            }
        }
    }
    all
}

/// The prompts of a topic, for one job or for all of them by turns.
fn by_turns(topic: &Topic, job: Option<Job>) -> Vec<&Prompt> {
    let mut said = [0_usize; Job::ALL.len()];
    let mut all: Vec<(usize, &Prompt)> = Vec::new();
    for prompt in topic.prompts.iter().filter(|p| job.is_none_or(|j| p.job == j)) {
        let Some(turn) = Job::ALL.iter().position(|j| *j == prompt.job).and_then(|at| said.get_mut(at))
        else {
            continue;
        };
        all.push((*turn, prompt));
        *turn += 1;
    }
    all.sort_by_key(|(turn, _)| *turn);
    all.into_iter().map(|(_, prompt)| prompt).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: i8) -> jiff::civil::Date {
        jiff::civil::date(2026, 11, day)
    }

    fn prompts(job: Option<Job>, on: i8, count: usize) -> Vec<&'static str> {
        ideas(Topics::builtin(), None, job, day(on), count, Lang::Ja).iter().map(|i| i.prompt).collect()
    }

    #[test]
    fn ideas_change_from_day_to_day_and_not_within_one() {
        let job = Some(Job::Procurement);
        assert_eq!(prompts(job, 22, 3), prompts(job, 22, 3));
        assert_ne!(prompts(job, 22, 3), prompts(job, 23, 3));
    }

    #[test]
    fn three_ideas_are_about_three_topics() {
        for job in Job::ALL {
            let three = ideas(Topics::builtin(), None, Some(job), day(22), 3, Lang::En);
            let topics: std::collections::BTreeSet<&str> = three.iter().map(|i| i.topic).collect();
            let suiting = Topics::builtin().iter().filter(|t| t.jobs().any(|x| x == job)).count();
            assert_eq!(topics.len(), suiting.min(3), "{}", job.id());
            assert!(!topics.is_empty(), "nothing for {}", job.id());
            assert!(three.iter().all(|i| i.job == job.id()));
        }
    }

    #[test]
    fn no_prompt_comes_twice() {
        let all = prompts(None, 22, 10_000);
        let distinct: std::collections::BTreeSet<&&str> = all.iter().collect();
        assert_eq!(all.len(), distinct.len());
        assert_eq!(all.len(), Topics::builtin().iter().map(|t| t.prompts.len()).sum::<usize>());
    }
}
