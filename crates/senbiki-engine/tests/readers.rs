//! What a competitor, a buyer, a supplier, a job seeker and a journalist learn from a post.
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::sync::Arc;

use senbiki_engine::{Audience, Channel, Engine, Gap, Lesson, Material, Message, READERS, Reader, spread};
use senbiki_line::{Line, parse_date};
use senbiki_text::Text;

fn read(draft: &str, gaps: Vec<Gap>, day: &str) -> Vec<Reader> {
    let facts = "fact,terms,evidence,since\n創業,1962年;1962,サイト,\n新棟,第三棟,発表,2026-12-01\n";
    let mut files: Vec<(&str, &[u8])> = senbiki_testkit::line::EXAMPLE_LINE.to_vec();
    files.retain(|(path, _)| *path != "public.csv");
    files.push(("public.csv", facts.as_bytes()));
    let engine = Engine::new(Arc::new(Line::from_memory(&files).unwrap().line)).unwrap();
    let text = Text::new(draft);
    let material = Material { text: &text, channel: Some(Channel::X), as_of: parse_date(day).unwrap(), gaps };
    let seen = engine.inspect(&material);
    senbiki_engine::readers(&engine, &material, &seen)
}

fn lessons(readers: &[Reader], audience: Audience) -> Vec<Lesson> {
    let reader = readers.iter().find(|r| r.audience == audience).unwrap();
    reader.learns.iter().map(|l| l.lesson).collect()
}

#[test]
fn each_reader_learns_something_of_their_own() {
    let readers = read("東鷹自動車さん向けの単価は480円です。", Vec::new(), "2026-11-22");
    assert_eq!(readers.iter().map(|r| r.audience).collect::<Vec<_>>(), READERS);
    assert!(lessons(&readers, Audience::Competitor).iter().filter(|l| **l == Lesson::Worry).count() >= 2);
    let mut sentences: Vec<&str> =
        readers.iter().flat_map(|r| &r.learns).map(|l| l.what.ja.as_str()).collect();
    let all = sentences.len();
    sentences.sort_unstable();
    sentences.dedup();
    assert_eq!(sentences.len(), all, "nobody is told what another is told");
}

#[test]
fn no_sentence_quotes_what_is_protected() {
    for reader in
        read("東鷹自動車さん向けの単価は480円です。堂本さんが休職します。", Vec::new(), "2026-11-22")
    {
        for learned in &reader.learns {
            for value in ["東鷹", "480", "堂本", "Totaka"] {
                assert!(!learned.what.ja.contains(value) && !learned.what.en.contains(value), "{learned:?}");
            }
        }
    }
}

#[test]
fn the_good_is_told_too_and_nothing_is_said_so() {
    let good = read("新人に、測定の前にまず拭くことを教えています。", Vec::new(), "2026-11-22");
    assert!(lessons(&good, Audience::JobSeeker).contains(&Lesson::Good));
    assert!(lessons(&good, Audience::Customer).contains(&Lesson::Good));
    assert!(lessons(&good, Audience::Competitor).is_empty(), "nothing for a competitor to learn");
    let plain = read("今日は空がきれいでした。", Vec::new(), "2026-11-22");
    assert!(plain.iter().all(|r| r.learns.is_empty()));
    let hurt = read("新人に教えても無駄。最近の若い者は根性がない。", Vec::new(), "2026-11-22");
    assert_eq!(
        lessons(&hurt, Audience::JobSeeker),
        [Lesson::Worry],
        "where somebody is hurt, that is what stays"
    );
}

#[test]
fn what_was_not_inspected_is_never_nothing_to_learn() {
    let none = Message::default();
    let gap = Gap { id: "media_not_inspected", what: none.clone(), close: none };
    let readers = read("今日は空がきれいでした。", vec![gap], "2026-11-22");
    assert!(readers.iter().all(|r| r.learns.iter().any(|l| l.lesson == Lesson::Unknown)));
}

#[test]
fn what_is_public_teaches_nothing_new_once_its_day_has_come() {
    let of = |draft: &str, day: &str| lessons(&read(draft, Vec::new(), day), Audience::Competitor);
    assert!(of("創業は1962年です。", "2026-11-22").contains(&Lesson::Public));
    assert!(!of("品番は196200番ではありません。", "2026-11-22").contains(&Lesson::Public));
    assert!(!of("第三棟の話です。", "2026-11-30").contains(&Lesson::Public));
    assert!(of("第三棟の話です。", "2026-12-01").contains(&Lesson::Public));
}

#[test]
fn every_channel_spreads_in_its_own_way() {
    let mut all: Vec<&str> = Channel::ALL.map(|c| spread(Some(c)).ja.as_str()).to_vec();
    all.push(&spread(None).ja);
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 6);
}
