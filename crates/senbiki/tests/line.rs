//! `senbiki line …` as the keepers of a line use it.
#![allow(clippy::unwrap_used, reason = "a test that cannot start may stop")]

mod common;

use std::path::Path;

use common::{rows, run, run_with};

/// A small line in a folder of its own.
fn line(parties: &str, more: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("line.toml", "[company]\nname = \"例示製作所株式会社\"\n");
    write("protected/parties.csv", parties);
    for (path, text) in more {
        write(path, text);
    }
    dir
}

fn name(dir: &tempfile::TempDir) -> &str {
    dir.path().to_str().unwrap()
}

fn names(run: &common::Run) -> Vec<String> {
    rows(run).iter().map(|r| r["name"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn the_starter_folder_is_whole_and_works() {
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("line");
    let place = place.to_str().unwrap();
    assert_eq!(run_with(&["line", "init", place], b"").code, 0);
    assert!(Path::new(place).join("line.toml").is_file());
    let checked = run_with(&["line", "check", place], b"");
    assert_eq!(checked.code, 0, "{}", checked.out);
    let tested = run_with(&["line", "test", place], b"");
    assert_eq!(tested.code, 0, "{}", tested.out);
    let again = run_with(&["line", "init", place], b"");
    assert_eq!(again.code, 2, "a folder with something in it is left alone");
}

#[test]
fn a_broken_table_is_explained_and_nothing_is_checked() {
    let dir = line(
        "kind,name,public\ncustomer,東鷹自動車,はい?\nfriend,,no\n",
        &[("protected/people.csv", "name,nick\n相沢,a\n")],
    );
    let checked = run_with(&["line", "check", name(&dir)], b"");
    assert_eq!(checked.code, 2);
    for part in ["parties.csv 2行目", "parties.csv 3行目", "people.csv", "nick"] {
        assert!(checked.out.contains(part), "{part}: {}", checked.out);
    }
    let english = run_with(&["line", "check", "--lang", "en", name(&dir)], b"");
    assert!(english.out.is_ascii() || !english.out.contains("行目"), "{}", english.out);
    let refused = run_with(&["check", "--line", name(&dir), "-"], "朝の体操。".as_bytes());
    assert_eq!((refused.code, refused.out.as_str()), (2, ""));
    assert!(refused.err.contains("senbiki line check"), "{}", refused.err);
}

#[test]
fn a_missing_folder_is_told_with_the_way_out() {
    let missing = run("line check no/such/folder");
    assert_eq!(missing.code, 2);
    let nowhere = tempfile::tempdir().unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_senbiki"))
        .args(["check", "-"])
        .current_dir(nowhere.path())
        .env_clear()
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("senbiki line init"));
}

#[test]
fn examples_and_precedents_are_tried() {
    let good = "[[precedent]]\nid = \"p1\"\ntext = \"東鷹自動車さんへ納入しました。\"\nverdict = \"reword\"\nwhy = \"お客様\"\n";
    let parties = "kind,name\ncustomer,東鷹自動車\n";
    let holds = line(parties, &[("precedents/a.toml", good)]);
    assert_eq!(run_with(&["line", "test", name(&holds)], b"").code, 0);
    let fails = line(parties, &[("precedents/a.toml", &good.replace("\"reword\"", "\"ok\""))]);
    let tried = run_with(&["line", "test", name(&fails)], b"");
    assert_eq!(tried.code, 1);
    assert!(
        tried.out.contains("p1") && tried.out.contains("ok") && tried.out.contains("reword"),
        "{}",
        tried.out
    );
    let rule = "[[rule]]\nid = \"location.room\"\ncategory = \"location\"\nmatch = [\"開かずの間\"]\nflags = [\"⟦どこにもない部屋⟧です。\"]\npasses = [\"開かずの間です。\"]\n";
    let wrong = line(parties, &[("rules/own.toml", rule)]);
    let tried = run_with(&["line", "test", "--format", "json", name(&wrong)], b"");
    assert_eq!((tried.code, rows(&tried).len()), (1, 2), "{}", tried.out);
}

#[test]
fn what_the_line_knows_about_a_word() {
    let listed = run("line explain ﾄｰﾀｶ --line examples/minato");
    assert!(
        listed.code == 1 && listed.out.contains("東鷹自動車株式会社") && listed.out.contains("parties.csv"),
        "{}",
        listed.out
    );
    let public = run("line explain ミナトロック --line examples/minato");
    assert!(public.out.contains("公開済み"), "{}", public.out);
    let ordinary = run("line explain 大雪 --line examples/minato");
    assert!(ordinary.out.contains("普通の言葉"), "{}", ordinary.out);
    let unknown = run("line explain ぬるぽよ --line examples/minato");
    assert!(unknown.code == 0 && unknown.out.contains("載っていません"), "{}", unknown.out);
}

#[test]
fn a_new_line_is_tried_before_it_counts() {
    let old = line("kind,name\ncustomer,東鷹自動車\n", &[]);
    let jig = ("protected/equipment.csv", "kind,name\njig,クルリンパ\n");
    let new = line("kind,name,public\ncustomer,東鷹自動車,yes\n", &[jig]);
    let drafts = old.path().join("drafts.jsonl");
    let text = "{\"id\":\"a\",\"text\":\"東鷹自動車さんへ納入しました。\"}\n{\"id\":\"b\",\"text\":\"クルリンパで段取り替えをしました。\"}\n{\"id\":\"c\",\"text\":\"朝の体操。\"}\n";
    std::fs::write(&drafts, text).unwrap();
    let diff = run_with(
        &["line", "diff", name(&old), name(&new), "--drafts", drafts.to_str().unwrap(), "--format", "json"],
        b"",
    );
    let moves: Vec<(String, String)> = rows(&diff)
        .iter()
        .map(|r| (r["id"].as_str().unwrap().to_owned(), r["direction"].as_str().unwrap().to_owned()))
        .collect();
    assert_eq!(moves, [("a".to_owned(), "freer".to_owned()), ("b".to_owned(), "stricter".to_owned())]);
    assert_eq!(diff.code, 1);
    let same = run_with(&["line", "diff", name(&old), name(&old), "--drafts", drafts.to_str().unwrap()], b"");
    assert_eq!(same.code, 0);
}

#[test]
fn what_is_due_is_listed() {
    let people = "name,consent_until\n相沢一郎,2026-03-31\n堂本次郎,2027-03-31\n";
    let parties =
        "kind,name,public,review_on\ncustomer,東鷹自動車,,2026-06-30\ncustomer,北稜電装,2026-12-01,\n";
    let dir = line(parties, &[("protected/people.csv", people)]);
    let due = |day: &str| run_with(&["line", "due", "--format", "json", "--as-of", day, name(&dir)], b"");
    assert_eq!((due("2026-01-01").code, names(&due("2026-01-01")).len()), (0, 0));
    let mut found = names(&due("2026-12-02"));
    found.sort();
    assert_eq!(found, ["北稜電装", "東鷹自動車", "相沢一郎"]);
    assert_eq!(due("2026-12-02").code, 1);
}

#[test]
fn rules_are_listed_and_a_switched_off_one_is_shown_as_such() {
    let listed = rows(&run("line rules examples/minato --format json"));
    assert!(listed.iter().any(|r| r["id"] == "location.measuring_room" && r["builtin"] == false));
    let builtin = listed.iter().find(|r| r["builtin"] == true && r["effect"] == "finds").unwrap();
    let id = builtin["id"].as_str().unwrap();
    let dir = line("kind,name\ncustomer,東鷹自動車\n", &[("rules/own.toml", &format!("off = [\"{id}\"]\n"))]);
    let run = run_with(&["line", "rules", name(&dir), "--format", "json"], b"");
    let row = rows(&run).into_iter().find(|r| r["id"] == id).unwrap();
    assert_eq!(row["enabled"], false);
}
