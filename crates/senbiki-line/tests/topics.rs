//! Welcome topics: those that ship are whole, and what a company writes is read or explained.
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use senbiki_line::{Job, Lang, Topics, topic_files_shipped};
use support::{load, messages};

#[test]
fn every_built_in_topic_is_whole() {
    let topics = Topics::builtin();
    let mut ids = BTreeSet::new();
    for topic in topics {
        let id = &topic.id;
        assert!(ids.insert(id), "{id} stands twice");
        assert!(topic.builtin, "{id}");
        assert!(topic.jobs().count() >= 3, "{id}: jobs");
        for job in topic.jobs() {
            assert!(topic.prompts_for(job).count() >= 3, "{id}: prompts for {}", job.id());
        }
        assert!(topic.openings.len() >= 3 && topic.questions.len() >= 3, "{id}");
        assert!(topic.angles.len() >= 2 && topic.watch.len() >= 2 && topic.words.len() >= 10, "{id}");
        let texts = [&topic.title, &topic.helps].into_iter();
        let texts = texts.chain(topic.prompts.iter().map(|p| &p.text));
        let texts =
            texts.chain(&topic.openings).chain(&topic.questions).chain(topic.watch.iter().map(|w| &w.text));
        let texts =
            texts.chain(topic.angles.iter().flat_map(|a| [&a.title, &a.helps, &a.opening, &a.question]));
        for text in texts {
            assert!(!text.ja.is_ascii() && !text.en.is_empty(), "{id}: {text:?}");
            assert!(text.en.chars().all(|c| c.is_ascii() || "“”’…".contains(c)), "{id}: {}", text.en);
        }
        assert!(topic.angles.iter().all(|a| a.opening.ja.chars().count() <= 100), "{id}: fits any channel");
    }
    let jobs: BTreeSet<Job> = topics.iter().flat_map(|t| t.jobs().collect::<Vec<_>>()).collect();
    assert_eq!(jobs.len(), Job::ALL.len(), "a job has nothing to write about");
}

#[test]
fn every_topic_file_is_registered() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("builtin/topics");
    let on_disk: BTreeSet<String> =
        std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    let registered: BTreeSet<String> = topic_files_shipped().iter().map(|(n, _)| (*n).to_owned()).collect();
    assert_eq!(on_disk, registered);
    assert_eq!(Topics::builtin().iter().count(), registered.len(), "a file could not be read");
}

#[test]
fn a_company_adds_to_topics_and_switches_them_off() {
    let own = "off = ['bcp']\n\
        [[topic]]\nid = 'near-miss'\nclearance = { owner = '広報', until = 2027-03-31 }\n\
        prompt = [{ job = '購買', ja = '納品の時のヒヤリは？', en = 'A fright at delivery?' }]\n\
        [[topic]]\nid = 'canteen'\ntitle = { ja = '食堂', en = 'Canteen' }\nwords = ['ｶﾚｰ']\n\
        opening = [{ ja = '金曜はカレーです。', en = 'Friday is curry day.' }]\n";
    let loaded = load(&[("topics/own.toml", own)]).unwrap();
    assert_eq!(loaded.warnings, []);
    let topics = loaded.line.topics();
    assert!(topics.get("bcp").is_none());
    assert_eq!(topics.off(), ["bcp"]);
    let near_miss = topics.get("near-miss").unwrap();
    assert_eq!(near_miss.title.ja, "ヒヤリハット", "what ships stays");
    assert_eq!(
        near_miss.prompts.first().unwrap().text.ja,
        "納品の時のヒヤリは？",
        "the company's come first"
    );
    assert_eq!(near_miss.prompts_for(Job::Procurement).count(), 1);
    assert!(near_miss.prompts_for(Job::Safety).count() >= 3);
    let clearance = near_miss.clearance.as_ref().unwrap();
    assert_eq!(
        (clearance.owner.as_str(), clearance.until.unwrap().to_string()),
        ("広報", "2027-03-31".into())
    );
    let canteen = topics.get("canteen").unwrap();
    assert!(!canteen.builtin && canteen.words == ["カレー"], "words are read as drafts are");
    assert!(topics.get("work-safety").unwrap().clearance.is_none());
}

#[test]
fn what_is_not_right_in_a_topic_is_explained() {
    let cases = [
        ("[[topic]]\nid = 'x'\ntitel = { ja = 'あ', en = 'a' }\n", "「titel」という項目はありません"),
        ("[[topic]]\nid = 'x'\n", "「title」がありません"),
        ("off = ['bpc']\n", "1行目「off」: 「bpc」という組み込みの話題はありません"),
        (
            "[[topic]]\nid = 'near-miss'\nprompt = [{ job = 'pilot', ja = 'あ', en = 'a' }]\n",
            "3行目「topic.prompt.job」: 「pilot」という職種はありません。procurement / ",
        ),
        (
            "[[topic]]\nid = 'near-miss'\nwatch = [{ category = 'money', ja = 'あ', en = 'a' }]\n",
            "「money」という分類はありません",
        ),
        ("[[topic]]\nid = 'near-miss'\nclearance = { owner = ' ' }\n", "空です"),
        ("[[topic]]\nid = 'near-miss'\nclearance = { owner = 'a', until = 'soon' }\n", "日付を"),
        ("[[topic]]\nid = 'near-miss'\nopening = [{ ja = '' }]\n", "3行目「topic.opening」: 空です"),
        (
            "[[topic]]\nid = 'near-miss'\n[[topic]]\nid = 'near-miss'\n",
            "4行目「topic.id」: id「near-miss」は",
        ),
        ("topic = 3\n", "TOML として"),
    ];
    for (text, says) in cases {
        assert!(load(&[("topics/a.toml", text)]).is_err(), "{text}");
        let told = messages(&[("topics/a.toml", text)]);
        assert!(told.iter().any(|m| m.starts_with("topics/a.toml") && m.contains(says)), "{text}: {told:?}");
    }
    let twice = "[[topic]]\nid = 'near-miss'\n";
    let told = messages(&[("topics/a.toml", twice), ("topics/b.toml", twice)]);
    assert!(
        told.iter().any(|m| m.starts_with("topics/b.toml 2行目") && m.contains("topics/a.toml 2行目")),
        "{told:?}"
    );
}

#[test]
fn one_language_is_enough_but_it_is_said() {
    let own = "[[topic]]\nid = 'x'\ntitle = { ja = '食堂' }\nopening = [{ en = 'Curry.' }]\n";
    let loaded = load(&[("topics/a.toml", own)]).unwrap();
    let told: Vec<String> = loaded.warnings.iter().map(|p| p.message(Lang::Ja)).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().any(|m| m.contains("3行目「topic.title」: 英語の文がありません")), "{told:?}");
    assert!(told.iter().any(|m| m.contains("4行目「topic.opening」: 日本語の文がありません")), "{told:?}");
    let topic = loaded.line.topics().get("x").unwrap();
    assert_eq!((topic.title.en.as_str(), topic.openings.first().unwrap().ja.as_str()), ("食堂", "Curry."));
}

#[test]
fn a_kept_index_gives_the_same_topics_and_warnings() {
    let dir = tempfile::tempdir().unwrap();
    let own = "off = ['bcp']\n[[topic]]\nid = 'x'\ntitle = { ja = '食堂' }\n[[topic]]\nid = 'y'\ntitle = { en = 'Canteen' }\n";
    support::write(dir.path(), &[("line.toml", support::LINE_TOML), ("topics/a.toml", own)]);
    support::settle(dir.path());
    let first = senbiki_line::Line::load(dir.path()).unwrap();
    let again = senbiki_line::Line::load(dir.path()).unwrap();
    assert!(first.compiled && !again.compiled);
    assert_eq!(first.warnings, again.warnings);
    assert_eq!(first.warnings.len(), 2);
    assert_eq!(first.line.topics(), again.line.topics());
    assert!(again.line.topics().get("bcp").is_none() && again.line.topics().get("y").is_some());
}
