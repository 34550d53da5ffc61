//! `senbiki ledger …` as people and programs use it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot start may stop")]

mod common;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use common::{Run, root, rows, run_with, snapshot};
use senbiki_review::ledger::{Chain, Entry, Hash, Posted, append};
use serde_json::Value;

const LINE: &str = "examples/minato";

/// A maker of valves, with all columns of its tables filled.
const VALVES: &str = "bench/sequences/line";

/// A folder for one test, with a ledger in it; and a line.
struct Place(tempfile::TempDir, &'static str);

impl Place {
    fn new() -> Self {
        Self::with(LINE)
    }
    fn with(line: &'static str) -> Self {
        Self(tempfile::tempdir().unwrap(), line)
    }
    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
    fn name(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }
    fn ledger(&self) -> String {
        self.name("ledger.jsonl")
    }
    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), bytes).unwrap();
        self.name(name)
    }
    fn bytes(&self) -> Vec<u8> {
        std::fs::read(self.path("ledger.jsonl")).unwrap_or_default()
    }
    /// `senbiki ledger …` on this ledger, with this line.
    fn run(&self, words: &[&str], stdin: &str) -> Run {
        let ledger = self.ledger();
        let mut all = vec!["ledger", words[0], "--ledger", &ledger];
        if matches!(words[0], "add" | "import" | "show") {
            all.extend(["--line", self.1]);
        }
        all.extend(&words[1..]);
        run_with(&all, stdin.as_bytes())
    }
    fn add(&self, date: &str, text: &str) -> Run {
        self.run(&["add", "--date", date, "--channel", "x", "--format", "json", "-"], text)
    }
    fn verify(&self, more: &[&str]) -> Run {
        let ledger = self.ledger();
        let mut all = vec!["ledger", "verify", "--format", "json", &ledger];
        all.extend(more);
        run_with(&all, b"")
    }
    fn head(&self) -> (u64, String) {
        let verified = self.verify(&[]);
        assert_eq!(verified.code, 0, "{}", verified.out);
        let row = &rows(&verified)[0];
        (row["rows"].as_u64().unwrap(), row["head"].as_str().unwrap().to_owned())
    }
}

#[test]
fn posts_are_recorded_shown_and_verified() {
    let place = Place::new();
    let added = place.add("2026-11-01", "朝の体操から一日が始まります。");
    assert_eq!((added.code, rows(&added)[0]["row"].as_u64()), (0, Some(1)), "{}", added.err);
    let lines = "{\"date\":\"2026-11-02\",\"channel\":\"linkedin\",\"text\":\"段取り替えの話。\",\"evidence\":\"https://example.com/2\"}\n\n\
                 {\"date\":\"2026-11-03\",\"channel\":\"x\",\"text\":\"新人の歓迎会。\"}\n";
    let more = place.run(&["add", "--input", "jsonl", "--format", "json", "--by", "koho-1", "-"], lines);
    assert_eq!(rows(&more).iter().map(|r| r["row"].as_u64().unwrap()).collect::<Vec<_>>(), [2, 3]);
    let shown = rows(&place.run(&["show", "--format", "json", "--from", "2026-11-02"], ""));
    assert_eq!(shown.len(), 2);
    assert_eq!((&shown[0]["evidence"], &shown[0]["by"]), (&"https://example.com/2".into(), &"koho-1".into()));
    assert_eq!(shown[0]["channel"], "linkedin");
    let (count, head) = place.head();
    assert_eq!((count, head.as_str()), (3, shown[1]["hash"].as_str().unwrap()));
    let text = String::from_utf8(place.bytes()).unwrap();
    assert!(!text.contains("体操から") && !text.contains("一日が"), "the ledger keeps no text");
    place.add("2026-11-04", "北稜電装さんの展示を見学しました。");
    let text = String::from_utf8(place.bytes()).unwrap();
    assert!(text.contains("name:kind=customer") && !text.contains("北稜"), "nor a name of the lists: {text}");
}

#[test]
fn the_same_post_is_recorded_once_and_counted() {
    let place = Place::new();
    place.add("2026-11-01", "朝の体操から一日が始まります。");
    let again = place.add("2026-11-01", "朝の体操から一日が始まります。\r\n");
    assert_eq!(
        (again.code, &rows(&again)[0]["added"], &rows(&again)[0]["row"]),
        (0, &false.into(), &1.into())
    );
    let other_day = place.add("2026-11-02", "朝の体操から一日が始まります。");
    assert_eq!(rows(&other_day)[0]["row"], 2);
    let table = place.write(
        "posts.csv",
        "日付,発信先,本文\n2026-11-02,X,朝の体操から一日が始まります。\n2026-11-05,X,話\n2026-11-05,X,話\n",
    );
    let imported = place.run(&["import", &table], "");
    assert!(imported.out.contains("1 件を記録しました") && imported.out.contains("2 件"), "{}", imported.out);
    assert_eq!(place.head().0, 3);
}

#[test]
fn tables_of_japanese_offices_are_imported() {
    let place = Place::new();
    let csv = "投稿日,媒体,本文,URL,いいね\r\n2026/4/1,X（旧Twitter）,\"段取り替えの話。\r\nつづき\",https://example.com/1,3\r\n２０２６年４月２日,インスタ,新人の歓迎会。,,\r\n";
    let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode(csv);
    let table = place.write("posts.csv", &bytes);
    let imported = place.run(&["import", "--format", "json", &table], "");
    assert_eq!(imported.code, 0, "{}", imported.out);
    let shown = rows(&place.run(&["show", "--format", "json"], ""));
    let dates: Vec<&str> = shown.iter().map(|r| r["date"].as_str().unwrap()).collect();
    assert_eq!(dates, ["2026-04-01", "2026-04-02"]);
    assert_eq!(shown[1]["channel"], "instagram");
    let told = place.run(&["import", &table], "");
    assert!(told.out.contains("いいね"), "columns that were passed over are told: {}", told.out);
}

#[test]
fn all_problems_of_a_file_come_at_once_and_nothing_is_recorded() {
    let place = Place::new();
    place.add("2026-11-01", "話");
    let before = place.bytes();
    let table =
        place.write("posts.csv", "日付,発信先,本文\n2026-11-02,x,よい話\n先月,mixi,\n2026-11-03,,話\n");
    let refused = place.run(&["import", &table], "");
    assert_eq!((refused.code, place.bytes()), (2, before.clone()));
    for part in ["3行目「日付」", "先月", "3行目「発信先」", "mixi", "3行目「本文」", "4行目「発信先」"]
    {
        assert!(refused.out.contains(part), "{part}: {}", refused.out);
    }
    assert!(!refused.err.contains("先月"), "standard error quotes nothing: {}", refused.err);
    let lines =
        "{\"date\":\"2026-11-02\",\"channel\":\"x\",\"text\":\"よい話\"}\n{\"date\":5,\"text\":\"\"}\nx\n";
    let refused = place.run(&["add", "--format", "json", "-", "--input", "jsonl"], lines);
    let places: Vec<(u64, Value)> =
        rows(&refused).iter().map(|r| (r["line"].as_u64().unwrap(), r["column"].clone())).collect();
    assert_eq!(places, [(2, "date".into()), (2, "channel".into()), (2, "text".into()), (3, Value::Null)]);
    assert_eq!((refused.code, place.bytes()), (2, before));
    let english = place.run(&["import", "--lang", "en", &table], "");
    assert!(english.out.contains("row 3, column"), "{}", english.out);
}

#[test]
fn a_change_anywhere_names_the_row() {
    let place = Place::new();
    for day in 1..=4 {
        place.add(&format!("2026-11-0{day}"), &format!("話 {day}"));
    }
    let (_, head) = place.head();
    let text = String::from_utf8(place.bytes()).unwrap();
    let fails = |text: &str, row: u64, what: &str| {
        place.write("ledger.jsonl", text);
        let run = place.verify(&[]);
        let got = rows(&run).remove(0);
        assert_eq!((run.code, got["row"].as_u64(), got["what"].as_str()), (1, Some(row), Some(what)));
        for lang in ["ja", "en"] {
            let told = run_with(&["ledger", "verify", "--lang", lang, &place.ledger()], b"");
            assert!(told.code == 1 && told.out.contains(&row.to_string()), "{}", told.out);
        }
        // Neither is such a ledger added to, nor shown as if it were right.
        let refused = place.add("2026-11-09", "新しい話");
        assert_eq!((refused.code, place.run(&["show"], "").code), (2, 2));
        assert_eq!(place.bytes(), text.as_bytes());
    };
    let lines: Vec<&str> = text.lines().collect();
    fails(&text.replacen("2026-11-03", "2026-11-13", 1), 3, "changed");
    fails(&format!("{}\n{}\n{}\n", lines[0], lines[2], lines[3]), 2, "missing");
    fails(&format!("{}\n{}\n{}\n{}\n", lines[0], lines[2], lines[1], lines[3]), 2, "place");
    fails(&format!("{}\n{}\n{}\n", lines[0], lines[1], lines[1]), 3, "doubled");
    fails(&text.replace('\n', "\r\n"), 1, "form");
    place.write("ledger.jsonl", format!("{}\n{}\n", lines[0], lines[1]));
    assert_eq!(place.verify(&[]).code, 0, "the chain alone cannot know what is gone");
    let cut = place.verify(&["--head", &head]);
    assert_eq!((cut.code, rows(&cut)[0]["what"].as_str()), (1, Some("cut_off")));
    place.write("ledger.jsonl", &text);
    let row_two: Value = serde_json::from_str(lines[1]).unwrap();
    let grown = place.verify(&["--head", row_two["hash"].as_str().unwrap()]);
    assert_eq!((grown.code, rows(&grown)[0]["since_head"].as_u64()), (0, Some(2)));
}

#[test]
fn a_post_is_taken_back_by_a_new_row() {
    let place = Place::new();
    place.add("2026-11-01", "話");
    let before = place.bytes();
    let back = ["withdraw", "--row", "1", "--date", "2026-11-05", "--evidence", "数字を直すため"];
    let taken = place.run(&back, "");
    assert!(taken.code == 0 && taken.out.contains("2行目"), "{}", taken.out);
    assert!(place.bytes().starts_with(&before), "nothing is changed, a row is added");
    assert_eq!(rows(&place.run(&["show", "--format", "json"], ""))[0]["withdrawn_by"], 2);
    let again = place.run(&back, "");
    assert!(again.code == 2 && again.err.contains("2行目"), "{}", again.err);
    assert_eq!(place.run(&["withdraw", "--row", "9", "--date", "2026-11-05"], "").code, 2);
    assert_eq!(place.head().0, 2);
    let later = place.add("2026-11-01", "話");
    assert_eq!(rows(&later)[0]["row"], 3, "what was taken back can be published again");
}

#[test]
fn a_row_that_was_cut_off_is_told_and_set_aside() {
    let place = Place::new();
    place.add("2026-11-01", "話 1");
    place.add("2026-11-02", "話 2");
    let whole = place.bytes();
    let torn = &whole[..whole.len() - 40];
    place.write("ledger.jsonl", torn);
    let verified = place.verify(&[]);
    assert_eq!((verified.code, rows(&verified)[0]["what"].as_str()), (1, Some("unfinished")));
    let added = place.add("2026-11-03", "話 3");
    assert!(added.code == 0 && added.err.contains("ledger.jsonl.torn"), "{}", added.err);
    assert_eq!(rows(&added)[0]["row"], 2);
    assert_eq!(place.head().0, 2);
    let kept = std::fs::read(place.path("ledger.jsonl.torn")).unwrap();
    assert!(torn.ends_with(kept.strip_suffix(b"\n").unwrap()), "every byte of it is kept");
}

#[test]
fn a_file_that_is_no_ledger_is_left_as_it_is() {
    let place = Place::new();
    for other in ["下書きです。", "下書きです。\n", "{\"id\":1}\n", "\u{89}PNG\r\n"] {
        place.write("ledger.jsonl", other);
        let refused = place.add("2026-11-01", "話");
        assert_eq!((refused.code, place.bytes()), (2, other.as_bytes().to_vec()), "{}", refused.out);
        assert!(!refused.err.contains("下書き"), "{}", refused.err);
    }
}

#[test]
fn wrong_use_is_answered_with_the_way_out() {
    let place = Place::new();
    let post = place.write("post.txt", "話");
    let wrong = |words: &[&str], part: &str| {
        let run = place.run(words, "");
        assert!(
            run.code == 2 && (run.err.contains(part) || run.out.contains(part)),
            "{words:?}: {}{}",
            run.out,
            run.err
        );
        assert!(!place.path("ledger.jsonl").exists(), "{words:?} made a ledger");
    };
    wrong(&["add", &post], "--date");
    wrong(&["add", "--date", "2026-13-01", "--channel", "x", &post], "YYYY-MM-DD");
    wrong(&["add", "--date", "2026-11-01", "--channel", "mixi", &post], "linkedin");
    wrong(&["add", "--date", "2026-11-01", "--channel", "x", "no-such.txt"], "no-such.txt");
    wrong(&["add", "--date", "2026-11-01", "--channel", "x", "examples"], "フォルダー");
    wrong(&["add", "--date", "2026-11-01", "--channel", "x", "-"], "1件もありません");
    wrong(&["import", &place.write("empty.csv", "")], "見出し");
    wrong(&["import", &place.write("head.csv", "日付,発信先,本文\n")], "1件もありません");
    wrong(&["import", &place.write("photo.png", b"\x89PNG\r\n\x1a\n\0\0")], "photo.png");
    wrong(&["import", &place.write("book.xls", b"\xd0\xcf\x11\xe0")], "xlsx");
    wrong(&["show"], "見つかりません");
    wrong(&["withdraw", "--row", "1", "--date", "2026-11-01"], "見つかりません");
    assert_eq!(run_with(&["ledger", "verify", "examples"], b"").code, 2);
    assert_eq!(run_with(&["ledger", "verify", "--head", "abc", &place.name("post.txt")], b"").code, 2);
    let nowhere = place.name("no/such/folder.jsonl");
    let run = run_with(
        &[
            "ledger",
            "add",
            "--ledger",
            &nowhere,
            "--line",
            LINE,
            "--date",
            "2026-11-01",
            "--channel",
            "x",
            &post,
        ],
        b"",
    );
    assert_eq!(run.code, 2);
}

#[test]
fn photos_are_kept_as_their_hash() {
    let place = Place::new();
    let photo = place.write("photo.jpg", b"abc");
    let words = ["add", "--date", "2026-11-01", "--channel", "x", "--media", &photo, "-"];
    let added = place.run(&words, "話");
    assert!(
        added.code == 0 && added.out.contains("ハッシュだけ"),
        "what was not looked at is said: {}",
        added.out
    );
    let shown = rows(&place.run(&["show", "--format", "json"], ""));
    assert_eq!(shown[0]["media"][0], "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#[test]
fn sequences_keep_their_order_and_none_is_left_out() {
    let lines = "{\"id\":\"a\",\"posts\":[{\"date\":\"2026-11-01\",\"channel\":\"x\",\"text\":\"朝の体操。\"}]}\n\
                 not json\n\
                 {\"id\":3,\"posts\":[{\"date\":\"someday\",\"channel\":\"x\",\"text\":\"話\"}]}\n\
                 {\"id\":\"d\",\"posts\":[{\"text\":\"話\"}]}\n\
                 {\"id\":\"e\",\"posts\":[],\"kind\":\"harmless\"}\n\
                 {\"id\":\"f\",\"posts\":[{\"date\":\"2026-11-01\",\"channel\":\"note\",\"text\":\"話\"}]}\n";
    let run = run_with(&["ledger", "replay", "--line", LINE, "--format", "jsonl", "-"], lines.as_bytes());
    let all = rows(&run);
    let ids: Vec<&str> = all.iter().map(|r| r["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["a", "2", "3", "d", "e", "f"]);
    let failed: Vec<bool> = all.iter().map(|r| r["error"].is_string()).collect();
    assert_eq!(failed, [false, true, true, true, false, false]);
    for row in &all {
        for key in ["id", "crosses_at", "reveals", "entity", "because"] {
            assert!(row.get(key).is_some(), "{key}: {row}");
        }
        assert_eq!(row["crosses_at"], Value::Null);
    }
    assert_eq!(run.code, 3, "something was not inspected");
    let good = lines.lines().next().unwrap();
    let run = run_with(&["ledger", "replay", "--line", LINE, "-"], good.as_bytes());
    assert!(run.code == 0 && run.out.contains("1 件を続けて出せます"), "{}", run.out);
    assert_eq!(run_with(&["ledger", "replay", "--line", LINE, "-"], b"").code, 2);
}

#[test]
fn a_draft_beside_a_ledger_that_does_not_hold_is_never_ready() {
    let place = Place::new();
    place.add("2026-11-01", "話 1");
    place.add("2026-11-02", "話 2");
    let check = |format: &str| {
        let ledger = place.ledger();
        let words =
            ["check", "--line", LINE, "--ledger", &ledger, "--format", format, "--as-of", "2026-11-22", "-"];
        run_with(&words, "朝の体操から一日が始まります。".as_bytes())
    };
    let ready = check("jsonl");
    assert_eq!((ready.code, &rows(&ready)[0]["verdict"]), (0, &"ok".into()));
    assert_eq!(rows(&ready)[0]["freed"], serde_json::json!([]));
    let text = String::from_utf8(place.bytes()).unwrap();
    for broken in
        [text.replacen("2026-11-02", "2026-11-12", 1), text.trim_end().to_owned(), "draft\n".to_owned()]
    {
        place.write("ledger.jsonl", &broken);
        let answer = check("jsonl");
        let row = rows(&answer).remove(0);
        assert_eq!(
            (answer.code, &row["verdict"], &row["gaps"][0]["id"]),
            (3, &"escalate".into(), &"ledger_not_whole".into())
        );
        assert_eq!(check("pretty").code, 3);
    }
    let missing = run_with(&["check", "--line", LINE, "--ledger", "no-such.jsonl", "-"], "話".as_bytes());
    assert_eq!((missing.code, missing.out.as_str()), (2, ""));
    // A row with a kind of fact that only a newer program knows.
    let mut post = Posted {
        date: "2026-11-01".parse().unwrap(),
        channel: "x".to_owned(),
        content: Hash::of_text("話"),
        media: Vec::new(),
        facts: vec!["clue:of=1,attr=region,is=愛知".to_owned()],
        evidence: None,
        by: None,
        line: Hash::NONE,
    };
    for (fact, code) in [(None, 0), (Some("rumour:of=x"), 3)] {
        post.facts.extend(fact.map(str::to_owned));
        let row = append(&Chain::new(), Entry::Posted(post.clone())).unwrap();
        place.write("ledger.jsonl", format!("{}\n", row.to_line()));
        assert_eq!(check("jsonl").code, code, "{fact:?}");
    }
    assert_eq!(rows(&check("jsonl"))[0]["gaps"][0]["id"], "ledger_unknown_facts");
}

/// Checks a draft beside the ledger of a place; its only row.
fn beside(place: &Place, day: &str, draft: &str) -> Value {
    let ledger = place.ledger();
    let words = [
        "check",
        "--line",
        place.1,
        "--ledger",
        &ledger,
        "--reframe",
        "--format",
        "jsonl",
        "--as-of",
        day,
        "-",
    ];
    rows(&run_with(&words, draft.as_bytes())).remove(0)
}

#[test]
fn what_was_published_is_free_until_it_is_taken_back() {
    let place = Place::new();
    let draft = "北稜電装さんの皆さん、今年もありがとうございました。";
    let alone = run_with(&["check", "--line", LINE, "--format", "jsonl", "-"], draft.as_bytes());
    assert_eq!(rows(&alone)[0]["verdict"], "reword");
    assert!(rows(&alone)[0].get("freed").is_none(), "without a ledger the answer is as it always was");
    place.add("2026-05-01", "北稜電装さんの展示に、うちの新人が見学に行きました。");
    let free = beside(&place, "2026-11-22", draft);
    assert_eq!((&free["verdict"], &free["findings"]), (&"ok".into(), &serde_json::json!([])));
    assert_eq!(
        (&free["freed"][0]["surface"], &free["freed"][0]["ledger"][0]),
        (&"北稜電装".into(), &1.into())
    );
    // What goes beyond it is not free.
    let more = beside(
        &place,
        "2026-11-22",
        "北稜電装さんと渓流ポンプさん、今年もありがとうございました。東鷹自動車さんへ納入しました。",
    );
    assert_eq!(more["verdict"], "reword");
    assert!(more["findings"].as_array().unwrap().iter().all(|f| f["surface"] != "北稜電装"), "{more}");
    let reworded = more["reframed"].as_str().unwrap_or_default();
    assert!(!reworded.contains("東鷹"), "{reworded}");
    // A post of a later day makes nothing free today.
    assert_eq!(beside(&place, "2026-04-30", draft)["verdict"], "reword");
    assert_eq!(place.run(&["withdraw", "--row", "1", "--date", "2026-06-01"], "").code, 0);
    assert_eq!(beside(&place, "2026-11-22", draft)["verdict"], "reword");
}

#[test]
fn what_posts_add_up_to_is_found_with_the_rows_that_contribute() {
    let place = Place::with(VALVES);
    let posts = [
        "見学の小学生から質問。「しおかぜ弁は、どうして40秒でできるの?」。部品が待っていてくれるからです。",
        "食堂のカレーの日は、みんな早足です。",
        "しおかぜ弁の組立ライン、1号から4号まで色違いのマットを敷きました。歩くだけで楽しい。",
    ];
    for (day, post) in (1..).zip(posts) {
        assert_eq!(place.add(&format!("2026-06-0{day}"), post).code, 0);
    }
    let draft = "しおかぜ弁の組立は早番と遅番、交代の間も止めずに引き継ぎます。掛け声の勝利です。";
    let alone = run_with(&["check", "--line", VALVES, "--format", "jsonl", "-"], draft.as_bytes());
    assert!(rows(&alone)[0]["findings"].as_array().unwrap().iter().all(|f| f["category"] != "aggregate"));
    let row = beside(&place, "2026-06-05", draft);
    let found = row["findings"].as_array().unwrap().iter().find(|f| f["category"] == "aggregate");
    let found = found.unwrap_or_else(|| panic!("nothing adds up: {row}"));
    assert_eq!((&found["ledger"], &found["sum"]["kind"]), (&serde_json::json!([1, 3]), &"capacity".into()));
    assert!(draft.contains(found["surface"].as_str().unwrap()), "{found}");
    if let Some(reworded) = row["reframed"].as_str() {
        let again = beside(&place, "2026-06-05", reworded);
        assert_eq!(again["verdict"], "ok", "a rewording that is shown holds beside the ledger too");
    }
    let ledger = place.ledger();
    for (lang, part) in [("ja", "台帳1行目"), ("en", "ledger row 1")] {
        let words =
            ["check", "--lang", lang, "--line", VALVES, "--ledger", &ledger, "--as-of", "2026-06-05", "-"];
        let told = run_with(&words, draft.as_bytes());
        assert!(told.code == 1 && told.out.contains(part), "{}", told.out);
    }
    // Harmless posts beside the same ledger stay harmless.
    for harmless in ["食堂のカレーの日は、今日もみんな早足です。", "朝の体操から一日が始まります。"]
    {
        assert_eq!(beside(&place, "2026-06-05", harmless)["verdict"], "ok", "{harmless}");
    }
}

#[test]
fn the_example_ledger_holds_and_frees_what_it_says() {
    let verified = run_with(&["ledger", "verify", "--format", "json", "examples/ledger.jsonl"], b"");
    assert_eq!((verified.code, rows(&verified)[0]["rows"].as_u64()), (0, Some(6)), "{}", verified.out);
    let draft = "東鷹自動車さんと北稜電装さん、今年もありがとうございました。";
    let words = ["check", "--line", LINE, "--ledger", "examples/ledger.jsonl", "--as-of", "2026-11-22"];
    let answer = run_with(&[&words[..], &["--format", "jsonl", "-"]].concat(), draft.as_bytes());
    let row = rows(&answer).remove(0);
    assert_eq!(
        (&row["freed"][0]["surface"], &row["freed"][0]["ledger"][0]),
        (&"東鷹自動車".into(), &2.into())
    );
    assert_eq!((&row["findings"][0]["surface"], &row["gaps"]), (&"北稜電装".into(), &serde_json::json!([])));
    for lang in ["ja", "en"] {
        let thanks = "東鷹自動車さん、ありがとうございました。";
        let told = run_with(&[&words[..], &["--lang", lang, "-"]].concat(), thanks.as_bytes());
        snapshot(&format!("ledger.check.{lang}"), &told.out);
        let words = ["ledger", "show", "--lang", lang, "--line", LINE, "--ledger", "examples/ledger.jsonl"];
        snapshot(&format!("ledger.show.{lang}"), &run_with(&words, b"").out);
    }
}

fn start(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_senbiki"))
        .args(arguments)
        .current_dir(root())
        .env("LANG", "ja_JP.UTF-8")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn programs_that_write_at_once_leave_one_chain() {
    let place = Place::new();
    let ledger = place.ledger();
    // The compiled line is made once, so that all of them come to the ledger together.
    place.add("2026-10-01", "はじめの話");
    let children: Vec<Child> = (1..=12)
        .map(|n| {
            let post = place.write(&format!("{n}.txt"), format!("話 {n}"));
            let day = format!("2026-11-{n:02}");
            start(&[
                "ledger",
                "add",
                "--ledger",
                &ledger,
                "--line",
                LINE,
                "--date",
                &day,
                "--channel",
                "x",
                &post,
            ])
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(place.head().0, 13);
    let mut dates: Vec<String> = rows(&place.run(&["show", "--format", "json"], ""))
        .iter()
        .map(|r| r["date"].as_str().unwrap().to_owned())
        .collect();
    dates.sort();
    dates.dedup();
    assert_eq!(dates.len(), 13, "nobody's post is lost");
}

/// Kills the program at many moments of a long append. Whatever is left, the rows before hold, and
/// recording goes on after it with nothing lost that was there.
#[test]
#[cfg(unix)]
fn a_program_killed_while_it_writes_costs_no_row_that_was_there() {
    let place = Place::new();
    place.add("2026-10-01", "はじめの話");
    let first = place.bytes();
    let mut table = "日付,発信先,本文,根拠\n".to_owned();
    for n in 0..1000 {
        table.push_str(&format!("2026-11-01,X,話 {n},{}\n", "あ".repeat(1300)));
    }
    let table = place.write("posts.csv", table);
    let ledger = place.ledger();
    let words = ["ledger", "import", "--ledger", &ledger, "--line", LINE, &table];
    // How long a whole import takes here tells when the write happens.
    let begun = std::time::Instant::now();
    assert!(start(&words).wait().unwrap().success());
    let whole = begun.elapsed();
    for step in 0..12_u32 {
        place.write("ledger.jsonl", &first);
        let mut child = start(&words);
        wait_for_growth(&place.path("ledger.jsonl"), first.len() as u64, whole * 2);
        std::thread::sleep(Duration::from_micros(u64::from(step) * 300));
        // SIGKILL: the program has no chance to tidy up.
        child.kill().unwrap();
        child.wait().unwrap();
        let left = place.bytes();
        assert!(left.starts_with(&first), "what was there is still there");
        let verified = place.verify(&[]);
        let row = rows(&verified).remove(0);
        assert!(verified.code == 0 || row["what"] == "unfinished", "{row}");
        let lines = left.iter().filter(|b| **b == b'\n').count() as u64;
        let added = place.add("2026-12-01", "つぎの話");
        assert_eq!(added.code, 0, "{}", added.err);
        let (count, _) = place.head();
        assert!(count == lines + 1 || count == lines + 2, "{count} after {lines}");
        // What was cut off stands in the other file, byte for byte.
        let after = left.iter().rposition(|b| *b == b'\n').unwrap() + 1;
        if let rest @ [_, ..] = &left[after..]
            && count == lines + 1
        {
            let aside = std::fs::read(place.path("ledger.jsonl.torn")).unwrap();
            assert!(aside.strip_suffix(b"\n").unwrap().ends_with(rest));
        }
    }
}

#[cfg(unix)]
fn wait_for_growth(path: &Path, length: u64, patience: Duration) {
    let begun = std::time::Instant::now();
    while begun.elapsed() < patience && std::fs::metadata(path).map_or(0, |m| m.len()) <= length {
        std::thread::yield_now();
    }
}
