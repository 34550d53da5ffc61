//! `senbiki ideas`: something to write about, without a line folder.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{rows, run, snapshot};

#[test]
fn prompts_come_by_job_without_a_line_folder() {
    for job in ["procurement", "quality", "購買", "maintenance"] {
        let three = run(&format!("ideas --job {job} --as-of 2026-11-22 --format json"));
        assert_eq!((three.code, three.err.as_str()), (0, ""));
        let three = rows(&three);
        assert_eq!(three.len(), 3, "{job}");
        for idea in &three {
            for key in ["topic", "title", "job", "prompt", "opening", "question", "helps"] {
                assert!(idea[key].as_str().is_some_and(|s| !s.is_empty()), "{job}: {key}");
            }
            assert_eq!(idea["job"], three[0]["job"]);
        }
    }
}

#[test]
fn every_welcome_topic_is_listed_and_can_be_asked_for() {
    let listed = rows(&run("ideas --list --format json"));
    assert!(listed.len() >= 16, "{}", listed.len());
    for wanted in ["industry-tech", "work-safety", "bcp", "everyday-problems", "questions-to-readers"] {
        assert!(listed.iter().any(|t| t["id"] == wanted), "{wanted}");
    }
    for topic in &listed {
        let id = topic["id"].as_str().unwrap();
        let all = rows(&run(&format!("ideas --topic {id} --count 500 --format json --lang en")));
        assert_eq!(all.len() as u64, topic["prompts"].as_u64().unwrap(), "{id}");
        assert!(all.iter().all(|i| i["topic"] == id));
    }
}

#[test]
fn each_idea_asks_for_the_lesson_and_says_whom_it_helps() {
    let shown = run("ideas --job procurement --as-of 2026-11-22");
    assert_eq!(shown.out.matches("もう一歩: ").count(), 3, "{}", shown.out);
    assert_eq!(shown.out.matches("誰の役に立つか: ").count(), 3, "{}", shown.out);
    snapshot("ideas.ja", &shown.out);
    snapshot("ideas.en", &run("ideas --topic near-miss --lang en --as-of 2026-11-22").out);
}

#[test]
fn a_company_s_own_prompts_come_first() {
    let first =
        &rows(&run("ideas --line examples/minato --topic near-miss --format json --job management"))[0];
    assert!(first["prompt"].as_str().unwrap().contains("ありがとう"));
    let listed = rows(&run("ideas --line examples/minato --list --format json"));
    let near_miss = listed.iter().find(|t| t["id"] == "near-miss").unwrap();
    assert_eq!(near_miss["clearance"]["until"], "2027-03-31");
}

#[test]
fn an_unknown_job_or_topic_is_answered_with_the_list() {
    let job = run("ideas --job astronaut");
    assert_eq!((job.code, job.out.as_str()), (2, ""));
    assert!(job.err.contains("production_control") && job.err.contains("購買・調達"), "{}", job.err);
    let topic = run("ideas --topic moon --lang en");
    assert!(topic.code == 2 && topic.err.contains("near-miss"), "{}", topic.err);
    assert_eq!(run("ideas --line no/such/folder").code, 2);
    let none = run("ideas --topic bcp --job hr");
    assert!(none.code == 2 && none.err.contains("ideas --list"), "{}", none.err);
}
