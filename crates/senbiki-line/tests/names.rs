//! Finding names.
#![allow(missing_docs, clippy::unwrap_used, reason = "tests")]

mod support;

use std::collections::BTreeSet;

use senbiki_line::{Line, NameFlags};
use support::load;

fn line() -> Line {
    let parties = "kind,name,aliases\n\
        customer,東鷹自動車株式会社,東鷹;トータカ;Totaka Motor Co.\\, Ltd.\n\
        customer,Lindqvara AB,リンドクヴァラ\n\
        supplier,大田モーター,\n\
        supplier,大山モーター,\n\
        customer,湊工業,\n";
    let parties = parties.replace("Co.\\, Ltd.", "Inc.");
    let parts = "number,aliases\nHV-880-01,\nMS-4471-B,図番77\n";
    load(&[("protected/parties.csv", &parties), ("protected/parts.csv", parts)]).unwrap().line
}

/// All names that stand in a text: (what the key was, surface of the table).
fn found(line: &Line, text: &str) -> Vec<(String, String)> {
    let key = senbiki_text::key(text);
    let mut all = Vec::new();
    for (at, _) in key.char_indices() {
        line.names().prefixes_at(key.as_bytes(), at, &mut |end, posting| {
            all.push((key[at..end].to_owned(), posting.surface.to_owned()));
        });
    }
    all
}

#[test]
fn every_spelling_of_a_name_is_found_and_nothing_else() {
    let line = line();
    let surfaces = |text: &str| -> BTreeSet<String> {
        found(&line, text).into_iter().map(|(_, surface)| surface).collect()
    };
    assert!(surfaces("東鷹自動車さんに行きました").contains("東鷹自動車"), "without its legal form");
    assert!(surfaces("ﾄｰﾀｶのライン").contains("トータカ"));
    assert!(surfaces("とーたか").contains("トータカ"));
    assert!(surfaces("ＴＯＴＡＫＡ ＭＯＴＯＲ").contains("Totaka Motor"));
    assert!(surfaces("lindqvara社").contains("Lindqvara"));
    assert!(surfaces("hv 880 01").contains("HV-880-01"));
    for text in ["鷹が東へ飛んだ", "今日は良い天気", "モーターを交換", "HV-88", "東", "", "AB"]
    {
        assert_eq!(surfaces(text), BTreeSet::new(), "{text}");
    }
}

#[test]
fn a_look_up_off_a_boundary_or_beyond_the_end_finds_nothing() {
    let line = line();
    let key = senbiki_text::key("東鷹");
    for at in [1, 2, 4, 5, 6, 7, usize::MAX] {
        line.names().prefixes_at(key.as_bytes(), at, &mut |_, p| panic!("{p:?} at {at}"));
    }
}

#[test]
fn flags_say_what_a_surface_is() {
    let line = line();
    let flags = |name: &str| line.names().exact(&senbiki_text::key(name))[0].flags;
    let has = |name: &str, flag: NameFlags| flags(name).contains(flag);
    assert!(has("東鷹自動車株式会社", NameFlags::FULL_NAME));
    assert!(!has("東鷹自動車株式会社", NameFlags::LEGAL_STRIPPED));
    assert!(has("東鷹自動車", NameFlags::FULL_NAME | NameFlags::LEGAL_STRIPPED));
    assert!(has("東鷹", NameFlags::SHORT) && !has("東鷹", NameFlags::FULL_NAME));
    assert!(has("トータカ", NameFlags::KANA) && !has("トータカ", NameFlags::LATIN));
    assert!(has("Totaka Motor", NameFlags::LATIN) && !has("Totaka Motor", NameFlags::CODE));
    assert!(has("HV-880-01", NameFlags::CODE | NameFlags::HAS_DIGIT | NameFlags::LATIN));
    assert!(has("図番77", NameFlags::CODE | NameFlags::HAS_DIGIT) && !has("図番77", NameFlags::LATIN));
    assert!(line.names().exact("").is_empty() && line.names().exact("東").is_empty());
}

#[test]
fn masked_names() {
    let line = line();
    let search = |pattern: &str| {
        let pattern: Vec<Option<char>> = pattern.chars().map(|c| (c != '○').then_some(c)).collect();
        let mut all = Vec::new();
        assert!(line.names().masked(&pattern, 100, 10_000, &mut |p| all.push(p.surface.to_owned())));
        all
    };
    let key = |s: &str| senbiki_text::key(s).replace('◆', "○");
    assert_eq!(search(&key("大◆モーター").replace('ー', "")), ["大山モーター", "大田モーター"]);
    assert_eq!(search("○鷹"), ["東鷹"]);
    assert_eq!(search("○○"), ["東鷹"]);
    assert_eq!(search("東○自○車"), ["東鷹自動車"]);
    assert_eq!(search("東○自○"), Vec::<String>::new());
    assert_eq!(search(""), Vec::<String>::new());
    assert_eq!(search("hv○○○01"), ["HV-880-01"]);

    let pattern = [None, Some('鷹'), Some('自'), Some('動'), Some('車'), Some('の')];
    let mut all = Vec::new();
    assert!(
        line.names().masked_prefixes(&pattern, 100, 10_000, &mut |n, p| all.push((n, p.surface.to_owned())))
    );
    assert_eq!(all, [(2, "東鷹".to_owned()), (5, "東鷹自動車".to_owned())]);
}

#[test]
fn a_masked_search_keeps_to_its_budget_and_limit() {
    let csv: String = std::iter::once("name\n".to_owned())
        .chain((0..2000).map(|n| format!("社員{:03}番 {}\n", n % 1000, n / 1000)))
        .collect();
    let line = load(&[("protected/people.csv", &csv)]).unwrap().line;
    let pattern = [None; 7];
    let mut count = 0;
    assert!(!line.names().masked(&pattern, 10, usize::MAX, &mut |_| count += 1));
    assert_eq!(count, 10);
    for budget in [0, 1, 50, 500] {
        let mut count = 0;
        assert!(!line.names().masked(&pattern, usize::MAX, budget, &mut |_| count += 1));
        assert!(count <= budget);
    }
    let mut count = 0;
    assert!(line.names().masked(&pattern, usize::MAX, usize::MAX, &mut |_| count += 1));
    assert_eq!(count, 2000);
    assert!(line.names().masked(&vec![None; 100_000], 1, 1, &mut |_| ()));
}

proptest::proptest! {
    #[test]
    fn the_index_agrees_with_a_plain_search(
        names in proptest::collection::btree_set("[東西南北鷹山川a-c1-3あイ]{2,5}", 1..30),
        text in "[東西南北鷹山川a-c1-3あイの]{0,40}",
    ) {
        let csv: String = std::iter::once("name\n".to_owned()).chain(names.iter().map(|n| format!("{n}\n"))).collect();
        // Two names may have one key; that is only a warning for people.
        let line = load(&[("protected/people.csv", &csv)]).unwrap().line;
        let key = senbiki_text::key(&text);
        let mut expected = BTreeSet::new();
        for name in &names {
            let wanted = senbiki_text::key(name);
            for (at, _) in key.match_indices(wanted.as_str()) {
                expected.insert((at, at + wanted.len(), name.clone()));
            }
            // `match_indices` passes over overlaps of a name with itself.
            for (at, _) in key.char_indices().filter(|(at, _)| key[*at..].starts_with(wanted.as_str())) {
                expected.insert((at, at + wanted.len(), name.clone()));
            }
        }
        let mut seen = BTreeSet::new();
        for (at, _) in key.char_indices() {
            line.names().prefixes_at(key.as_bytes(), at, &mut |end, posting| {
                seen.insert((at, end, posting.surface.to_owned()));
            });
        }
        proptest::prop_assert_eq!(seen, expected);
    }
}
