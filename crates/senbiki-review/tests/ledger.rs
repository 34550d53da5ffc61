//! A ledger holds, and whatever is done to it is found and named.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use jiff::civil::{Date, date};
use proptest::prelude::*;
use senbiki_review::ledger::{
    Broken, Chain, Entry, Hash, Head, LONGEST_FACT, LONGEST_NOTE, Posted, Refusal, Row, What, Withdrawn,
    append, read, split, verify, verify_text,
};

fn posted(text: &str, day: Date) -> Entry {
    Entry::Posted(Posted {
        date: day,
        channel: "x".to_owned(),
        content: Hash::of_text(text),
        media: Vec::new(),
        facts: vec!["clue:industry=建設機械".to_owned(), "level:yield=90..99".to_owned()],
        evidence: Some("https://example.com/1?a=\"b\"\\c".to_owned()),
        by: None,
        line: Hash::of(b"line"),
    })
}

fn taken_back(row: u64) -> Entry {
    Entry::Withdrawn(Withdrawn {
        date: date(2026, 11, 22),
        row,
        evidence: None,
        by: Some("koho-1".to_owned()),
    })
}

fn ledger(entries: &[Entry]) -> Vec<String> {
    let mut chain = Chain::new();
    let rows = entries.iter().map(|entry| {
        let row = append(&chain, entry.clone()).unwrap();
        chain.push(&row);
        row.to_line()
    });
    rows.collect()
}

fn example(rows: usize) -> Vec<String> {
    let mut all: Vec<Entry> = (1..rows)
        .map(|n| {
            posted(
                &format!("改善の話 {n}"),
                date(2026, 4, 1).saturating_add(jiff::Span::new().days(n as i64)),
            )
        })
        .collect();
    all.push(taken_back(1));
    ledger(&all)
}

fn text(lines: &[String]) -> Vec<u8> {
    lines.iter().flat_map(|l| [l.as_bytes(), b"\n"]).flatten().copied().collect()
}

fn broken(lines: &[String]) -> Broken {
    verify(lines.iter().map(String::as_bytes)).unwrap_err()
}

#[test]
fn what_was_appended_is_read_again() {
    let entries = [posted("一つ目", date(2026, 11, 1)), posted("二つ目", date(2026, 10, 1)), taken_back(1)];
    let lines = ledger(&entries);
    let mut rows: Vec<Row> = Vec::new();
    let chain = read(lines.iter().map(String::as_bytes), |row| rows.push(row)).unwrap();
    assert_eq!(rows.iter().map(|r| r.entry().clone()).collect::<Vec<_>>(), entries);
    assert_eq!(rows.iter().map(Row::seq).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(rows[0].prev(), Hash::NONE);
    assert_eq!(rows[2].prev(), rows[1].hash());
    assert_eq!(chain.head(), Head { rows: 3, hash: rows[2].hash() });
    assert_eq!(rows.iter().map(Row::to_line).collect::<Vec<_>>(), lines);
    assert_eq!(verify_text(&text(&lines)), Ok(chain.head()));
    assert_eq!(verify_text(b""), Ok(Head { rows: 0, hash: Hash::NONE }));
}

#[test]
fn the_form_is_the_one_in_the_description() {
    // Both hashes as sha256sum prints them, the last one for what jq -cj 'del(.hash)' leaves.
    let line = ledger(&[posted("朝の体操。\n", date(2026, 11, 22))]).remove(0);
    assert_eq!(
        line,
        "{\"v\":1,\"seq\":1,\"kind\":\"posted\",\"date\":\"2026-11-22\",\"channel\":\"x\",\
         \"content\":\"1446881ebb36875aa6dffd959cf2e4d6c559b51d9efe40cb1e1855dd33f79c2d\",\"media\":[],\
         \"facts\":[\"clue:industry=建設機械\",\"level:yield=90..99\"],\
         \"evidence\":\"https://example.com/1?a=\\\"b\\\"\\\\c\",\"by\":null,\"line\":\"38a9c1e721584da284b90ceea4ed7eb8db15ac4ea86c2c75ec925d5f8799fcf0\",\
         \"prev\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"hash\":\"4cca027f911ca5da5e2dc7e53ce160ec5a8b180cc6ac651d13edd98d0bb83142\"}"
    );
}

#[test]
fn a_post_counts_until_it_is_taken_back() {
    let day = date(2026, 11, 1);
    let lines = ledger(&[posted("話", day), posted("別の話", day), taken_back(1)]);
    let mut chain = Chain::new();
    for line in &lines[..2] {
        chain.follow(line.as_bytes()).unwrap();
    }
    assert_eq!(chain.row_of(Hash::of_text(" 話\n"), day, "x"), Some(1));
    assert_eq!(chain.row_of(Hash::of_text("話"), day, "linkedin"), None, "another network is another post");
    assert_eq!(chain.row_of(Hash::of_text("話"), day.tomorrow().unwrap(), "x"), None);
    chain.follow(lines[2].as_bytes()).unwrap();
    assert_eq!((chain.counts(1), chain.counts(2), chain.counts(3)), (false, true, false));
    assert_eq!(chain.withdrawn_by(1), Some(3));
    assert_eq!(chain.row_of(Hash::of_text("話"), day, "x"), None);
    let again = append(&chain, posted("話", day)).unwrap();
    chain.push(&again);
    assert_eq!(chain.row_of(Hash::of_text("話"), day, "x"), Some(4), "published once more");
}

#[test]
fn only_a_post_that_counts_can_be_taken_back() {
    let mut chain = Chain::new();
    assert_eq!(append(&chain, taken_back(1)), Err(Refusal::NoSuchRow(1)));
    for entry in [posted("話", date(2026, 11, 1)), taken_back(1)] {
        let row = append(&chain, entry).unwrap();
        chain.push(&row);
    }
    assert_eq!(append(&chain, taken_back(0)), Err(Refusal::NoSuchRow(0)));
    assert_eq!(append(&chain, taken_back(1)), Err(Refusal::AlreadyWithdrawn(1, 2)));
    assert_eq!(append(&chain, taken_back(2)), Err(Refusal::NoPost(2)));
    // Somebody who computes the hash of such a row by himself is found too.
    let mut other = Chain::new();
    let first = append(&other, posted("話", date(2026, 11, 1))).unwrap();
    other.push(&first);
    let forged = append(&other, taken_back(1)).unwrap().to_line();
    let forged = reseal(&forged.replace("\"row\":1", "\"row\":7"));
    let lines = [first.to_line(), forged];
    assert_eq!(broken(&lines), Broken { row: 2, what: What::Refused(Refusal::NoSuchRow(7)) });
}

/// The line with a hash that fits what it says now.
fn reseal(line: &str) -> String {
    let (body, _) = line.split_once(",\"hash\":").unwrap();
    let body = format!("{body}}}");
    format!("{},\"hash\":\"{}\"}}", &body[..body.len() - 1], Hash::of(body.as_bytes()))
}

#[test]
fn what_cannot_be_written_is_refused() {
    let with = |change: fn(&mut Posted)| {
        let Entry::Posted(mut post) = posted("話", date(2026, 11, 1)) else { unreachable!() };
        change(&mut post);
        append(&Chain::new(), Entry::Posted(post)).map(|_| ())
    };
    assert_eq!(with(|_| ()), Ok(()));
    assert_eq!(with(|p| p.channel.clear()), Err(Refusal::NotWritable));
    assert_eq!(with(|p| p.facts.push("a\nb".to_owned())), Err(Refusal::NotWritable));
    assert_eq!(with(|p| p.by = Some("\u{7f}".to_owned())), Err(Refusal::NotWritable));
    assert_eq!(with(|p| p.evidence = Some("あ".repeat(LONGEST_NOTE))), Err(Refusal::NotWritable));
    assert_eq!(with(|p| p.facts.push("あ".repeat(LONGEST_FACT))), Err(Refusal::NotWritable));
    assert_eq!(with(|p| p.facts.push("あ".repeat(LONGEST_FACT / 3))), Ok(()));
    assert_eq!(with(|p| p.date = date(-1, 1, 1)), Err(Refusal::NotWritable));
    assert_eq!(with(|p| p.facts = vec!["あ".repeat(1000); 400]), Err(Refusal::TooLong));
}

#[test]
fn each_kind_of_damage_has_its_name() {
    let rows = example(6);
    let named = |change: &dyn Fn(&mut Vec<String>)| {
        let mut lines = rows.clone();
        change(&mut lines);
        let Broken { row, what } = broken(&lines);
        (row, what)
    };
    assert_eq!(named(&|l| l[2] = l[2].replace("2026-04-04", "2026-04-05")), (3, What::Changed));
    assert_eq!(named(&|l| l[2] = l[2].replace("\"by\":null", "\"by\":\"a\"")), (3, What::Changed));
    assert_eq!(named(&|l| l[2] = l[2].replace("\"v\":1", "\"v\": 1")), (3, What::Form));
    assert_eq!(named(&|l| l[2].push('\r')), (3, What::Form));
    assert_eq!(named(&|l| l[2] = l[2].replace("建", "\\u5efa")), (3, What::Form));
    assert_eq!(named(&|l| l[2] = l[2].replace("\"media\":[],", "")), (3, What::Form));
    assert_eq!(named(&|l| l[2] = l[2].replace("\"v\":1", "\"v\":2")), (3, What::Version(2)));
    assert_eq!(named(&|l| l[2] = "{\"v\":2,\"new\":[]}".to_owned()), (3, What::Version(2)));
    assert_eq!(named(&|l| l[2].truncate(40)), (3, What::Unreadable));
    assert_eq!(named(&|l| l[2] = "é".to_owned()), (3, What::Unreadable));
    assert_eq!(named(&|l| l.insert(2, " ".to_owned())), (3, What::Blank));
    assert_eq!(named(&|l| drop(l.remove(2))), (3, What::Missing(4)));
    assert_eq!(named(&|l| drop(l.drain(..2))), (1, What::Missing(3)));
    assert_eq!(named(&|l| l.insert(3, l[1].clone())), (4, What::Doubled(2)));
    assert_eq!(named(&|l| l.swap(1, 3)), (2, What::Place(4)));
    // A row of another ledger in the place of one of this.
    let other = ledger(&[posted("よその話", date(2026, 1, 1)), posted("話", date(2026, 1, 2))]);
    assert_eq!(named(&|l| l[1] = other[1].clone()), (2, What::Unlinked));
    // A changed row with a hash computed anew: the next row no longer continues it.
    assert_eq!(named(&|l| l[2] = reseal(&l[2].replace("2026-04-04", "2026-04-05"))), (4, What::Unlinked));
}

#[test]
fn a_cut_off_tail_shows_against_a_noted_head() {
    let lines = example(6);
    let chain = |n: usize| read(lines[..n].iter().map(String::as_bytes), |_| ()).unwrap();
    let noted = chain(6).head();
    assert_eq!(chain(6).row_with(noted.hash), Some(6));
    assert_eq!(chain(5).row_with(noted.hash), None, "the chain alone cannot know what is gone");
    assert_eq!(chain(6).row_with(chain(4).head().hash), Some(4), "an older head is still inside");
}

#[test]
fn a_row_whose_writing_was_cut_off_is_kept_apart() {
    let lines = example(3);
    let whole = text(&lines);
    for cut in 1..lines[2].len() {
        let bytes = &whole[..whole.len() - cut];
        let (rows, rest) = split(bytes);
        assert_eq!(verify(rows).map(|h| h.rows), Ok(2));
        assert!(lines[2].as_bytes().starts_with(rest) && !rest.is_empty());
        assert_eq!(verify_text(bytes), Err(Broken { row: 3, what: What::Unfinished }));
    }
    // What a cut-off write cannot have left is not called one: it is somebody else's file.
    for other in [&b"A draft without a line end"[..], b"\x89PNG", b"{\"v\":1,\"seq\":2", b"{}", b" "] {
        assert_eq!(verify_text(other), Err(Broken { row: 1, what: What::Unreadable }), "{other:?}");
    }
    for left in [&b"{"[..], b"{\"v\":1,\"seq\":1", b"\0\0\0\0", b"{\"v\":1\0\0"] {
        assert_eq!(verify_text(left), Err(Broken { row: 1, what: What::Unfinished }), "{left:?}");
    }
    assert_eq!(split(b"").0.count(), 0);
    assert_eq!(split(b"\n").0.count(), 1);
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let word = "[ -~ぁ-ん一-龠\"\\\\]{1,12}";
    let post = (word, 0..400_i32, proptest::collection::vec(word, 0..4), proptest::option::of(word))
        .prop_map(|(text, day, facts, evidence)| {
            let Entry::Posted(mut post) = posted(&text, date(2025, 1, 1)) else { unreachable!() };
            post.date = post.date.saturating_add(jiff::Span::new().days(day));
            post.facts = facts;
            post.media = evidence.iter().map(|e| Hash::of(e.as_bytes())).collect();
            post.evidence = evidence;
            Entry::Posted(post)
        });
    (proptest::collection::vec(post, 1..7), any::<bool>()).prop_map(|(mut all, back)| {
        if back {
            all.push(taken_back(1));
        }
        all
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_changed_byte_is_found_and_its_row_named(all in entries(), at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let mut bytes = text(&ledger(&all));
        let at = at.index(bytes.len());
        prop_assume!(bytes[at] != to);
        let row = 1 + bytes[..at].iter().filter(|b| **b == b'\n').count() as u64;
        bytes[at] = to;
        prop_assert_eq!(verify_text(&bytes).map_err(|b| b.row), Err(row));
    }

    #[test]
    fn any_byte_taken_out_or_put_in_is_found_and_its_row_named(all in entries(), at in any::<prop::sample::Index>(), put in proptest::option::of(any::<u8>())) {
        let before = text(&ledger(&all));
        let mut bytes = before.clone();
        let at = at.index(bytes.len());
        match put {
            Some(byte) => bytes.insert(at, byte),
            None => drop(bytes.remove(at)),
        }
        let row = 1 + before[..at].iter().filter(|b| **b == b'\n').count() as u64;
        prop_assert_eq!(verify_text(&bytes).map_err(|b| b.row), Err(row));
    }

    #[test]
    fn any_other_order_is_found_at_the_first_row_out_of_place(order in Just((0..7_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let lines = example(7);
        let mixed: Vec<String> = order.iter().map(|i| lines[*i].clone()).collect();
        let moved = order.iter().enumerate().find(|(to, from)| to != *from);
        match moved {
            None => prop_assert!(verify(mixed.iter().map(String::as_bytes)).is_ok()),
            Some((to, from)) => {
                let expected = Broken { row: to as u64 + 1, what: What::Place(*from as u64 + 1) };
                prop_assert_eq!(broken(&mixed), expected);
            }
        }
    }

    #[test]
    fn any_rows_taken_out_are_found_at_the_first_gap(keep in proptest::collection::vec(any::<bool>(), 8)) {
        let lines = example(8);
        let kept: Vec<usize> = (0..8).filter(|i| keep[*i]).collect();
        let left: Vec<String> = kept.iter().map(|i| lines[*i].clone()).collect();
        match kept.iter().enumerate().find(|(to, from)| to != *from) {
            // Only the end is missing: the rest is a ledger, and a noted head shows it.
            None => prop_assert_eq!(verify(left.iter().map(String::as_bytes)).map(|h| h.rows), Ok(left.len() as u64)),
            Some((to, from)) => {
                let expected = Broken { row: to as u64 + 1, what: What::Missing(*from as u64 + 1) };
                prop_assert_eq!(broken(&left), expected);
            }
        }
    }

    #[test]
    fn any_entry_comes_back_as_it_was(all in entries()) {
        let lines = ledger(&all);
        let mut back = Vec::new();
        let read = read(lines.iter().map(String::as_bytes), |row| back.push(row.entry().clone()));
        prop_assert!(read.is_ok());
        prop_assert_eq!(back, all);
    }

    #[test]
    fn hostile_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = verify_text(&bytes);
    }
}
