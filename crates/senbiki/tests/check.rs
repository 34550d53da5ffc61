//! `senbiki check` as people and programs use it.
#![allow(clippy::unwrap_used, reason = "a test that cannot start may stop")]

mod common;

use common::{check, root, rows, run, run_with, snapshot};
use serde_json::Value;

const LINE: &str = "examples/minato";

#[test]
fn each_example_draft_gets_its_answer() {
    for (verdict, code) in [("ok", 0), ("reword", 1), ("escalate", 1), ("ng", 1)] {
        for lang in ["ja", "en"] {
            let file = format!("examples/drafts/{verdict}.{lang}.txt");
            let run = run(&format!("check --line {LINE} --format jsonl --as-of 2026-11-22 {file}"));
            let row = &rows(&run)[0];
            assert_eq!((row["verdict"].as_str(), run.code), (Some(verdict), code), "{file}");
        }
    }
}

#[test]
fn the_answers_are_shown_like_this() {
    for lang in ["ja", "en"] {
        let words = format!("check --lang {lang} --line {LINE} --as-of 2026-11-22");
        for name in ["ok", "reword", "ng"] {
            let shown = run(&format!("{words} examples/drafts/{name}.{lang}.txt")).out;
            snapshot(&format!("{name}.{lang}"), &shown);
        }
    }
}

#[test]
fn json_lines_carry_every_field() {
    let run = check("jsonl", "{\"id\":\"a\",\"text\":\"新人の歓迎会。\\n👍北稜電装さんへ納入しました。\"}");
    let row = &rows(&run)[0];
    for key in ["id", "verdict", "answer", "findings", "gaps", "line_digest", "reframed"] {
        assert!(row.get(key).is_some(), "{key}");
    }
    assert_eq!(row["reframed"], Value::Null);
    assert_eq!(row["line_digest"].as_str().map(str::len), Some(64));
    let finding = &row["findings"][0];
    for key in [
        "category",
        "start",
        "end",
        "utf8_start",
        "utf8_end",
        "utf16_start",
        "utf16_end",
        "line",
        "column",
        "surface",
        "rule",
        "entry",
        "confidence",
        "why",
        "who",
        "advice",
        "action",
        "path",
    ] {
        assert!(finding.get(key).is_some(), "{key}");
    }
    assert_eq!(finding["entry"]["file"], "protected/parties.csv");
    assert!(finding["confidence"].as_f64().is_some_and(|c| (0.5..=1.0).contains(&c)));
    assert_eq!(run.code, 1);
}

#[test]
fn positions_agree_in_all_units() {
    let text = "新人の歓迎会。\n👍北稜電装さんへ納入しました。";
    let row = rows(&check("jsonl", &serde_json::json!({ "text": text }).to_string())).remove(0);
    let finding = &row["findings"][0];
    let at = |key: &str| usize::try_from(finding[key].as_u64().unwrap()).unwrap();
    assert_eq!(finding["surface"], "北稜電装");
    assert_eq!(&text[at("utf8_start")..at("utf8_end")], "北稜電装");
    let points: Vec<char> = text.chars().collect();
    assert_eq!(points[at("start")..at("end")].iter().collect::<String>(), "北稜電装");
    let units: Vec<u16> = text.encode_utf16().collect();
    assert_eq!(String::from_utf16(&units[at("utf16_start")..at("utf16_end")]).unwrap(), "北稜電装");
    assert_eq!((at("line"), at("column")), (2, 2));
}

#[test]
fn standard_input_is_a_draft() {
    let run = check("pretty", "朝の体操で肩が軽くなりました。");
    assert_eq!(run.code, 0);
    assert!(run.out.starts_with("○ このまま出せます"), "{}", run.out);
    let without_dash = run_with(&["check", "--line", LINE], "朝の体操で肩が軽くなりました。".as_bytes());
    assert_eq!(without_dash.code, 0);
}

#[test]
fn exit_codes_are_stable() {
    let secret = "{\"text\":\"北稜電装さんへ納入しました。\"}";
    assert_eq!(check("jsonl", "{\"text\":\"朝の体操。\"}").code, 0);
    assert_eq!(check("jsonl", secret).code, 1);
    assert_eq!(run("check --line no/such/folder examples/drafts/ok.ja.txt").code, 2);
    assert_eq!(check("jsonl", &format!("{secret}\nnot json\n").replacen("not json", "{not json", 1)).code, 3);
    let with = |fail_on: &str| {
        run_with(&["check", "--line", LINE, "--fail-on", fail_on, "-"], secret.as_bytes()).code
    };
    assert_eq!((with("reword"), with("escalate"), with("ng"), with("never")), (1, 0, 0, 0));
}

#[test]
fn nothing_with_a_gap_is_called_ready() {
    let inputs: [&[u8]; 8] = [
        b"",
        b" \n\t\n",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\xE6\x9D\xB1\xFF\xE9\xB7\xB9",
        b"{\"text\":\"a\",\"media\":[\"x.jpg\"]}",
        b"{\"text\":\"a\",\"channel\":\"elsewhere\"}",
        b"{\"id\":1}",
        b"{\"text\":\"a\"",
    ];
    for input in inputs {
        let run = run_with(&["check", "--line", LINE, "--format", "jsonl", "-"], input);
        let row = &rows(&run)[0];
        assert_eq!((run.code, row["verdict"].as_str()), (3, Some("escalate")), "{input:?}");
        assert_eq!(row["gaps"].as_array().map(Vec::len), Some(1), "{input:?}");
    }
}

#[test]
fn a_picture_is_named_as_not_inspected() {
    let dir = tempfile::tempdir().unwrap();
    let photo = dir.path().join("現場.JPG");
    std::fs::write(&photo, "anything").unwrap();
    let run = run_with(&["check", "--line", LINE, photo.to_str().unwrap()], b"");
    assert_eq!(run.code, 3);
    assert!(
        run.out.contains("いまは出せません（相談しましょう）")
            && run.out.contains("写真・画像の中はまだ見ていません"),
        "{}",
        run.out
    );
}

#[test]
fn every_line_has_its_row_in_order() {
    let drafts: Vec<String> = (0..20_000)
        .map(|i| match i % 100 {
            7 => "{broken".to_owned(),
            11 => String::new(),
            _ => format!("{{\"id\":{i},\"text\":\"{} 朝の体操。\"}}", "あ".repeat(i % 37)),
        })
        .collect();
    let arguments = ["check", "--line", LINE, "--input", "jsonl", "--format", "jsonl", "--threads", "3", "-"];
    let run = run_with(&arguments, drafts.join("\n").as_bytes());
    let rows = rows(&run);
    let expected: Vec<String> = (0..20_000)
        .filter(|i| i % 100 != 11)
        .map(|i| if i % 100 == 7 { format!("stdin:{}", i + 1) } else { i.to_string() })
        .collect();
    let ids: Vec<&str> = rows.iter().map(|r| r["id"].as_str().unwrap()).collect();
    assert_eq!(ids, expected);
    assert_eq!(run.code, 3);
}

#[test]
fn a_huge_line_is_a_row_of_its_own() {
    let huge = format!(
        "{{\"id\":\"a\",\"text\":\"{}\"}}\n{{\"id\":\"b\",\"text\":\"朝の体操。\"}}\n",
        "x".repeat(9 << 20)
    );
    let rows = rows(&run_with(&["check", "--line", LINE, "--format", "jsonl", "-"], huge.as_bytes()));
    assert_eq!(rows.len(), 2);
    assert_eq!(
        (rows[0]["id"].as_str(), rows[0]["gaps"][0]["id"].as_str()),
        (Some("stdin:1"), Some("too_long"))
    );
    assert_eq!((rows[1]["id"].as_str(), rows[1]["verdict"].as_str()), (Some("b"), Some("ok")));
}

#[test]
fn files_of_japanese_windows_are_read() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("draft.txt");
    let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("北稜電装さんへ、\r\n納入しました。");
    std::fs::write(&path, bytes).unwrap();
    let row = rows(&run_with(&["check", "--line", LINE, "--format", "jsonl", path.to_str().unwrap()], b""))
        .remove(0);
    assert_eq!(
        (row["verdict"].as_str(), row["findings"][0]["surface"].as_str()),
        (Some("reword"), Some("北稜電装"))
    );
}

#[test]
fn what_is_not_there_is_said_before_anything_is_answered() {
    let run = run(&format!("check --line {LINE} examples/drafts/ok.ja.txt no-such.txt"));
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("no-such.txt") && run.err.lines().count() == 1, "{}", run.err);
    let folder = common::run(&format!("check --line {LINE} examples"));
    assert!(folder.code == 2 && folder.err.contains("フォルダー"), "{}", folder.err);
    let unknown = common::run("check --no-such-option");
    assert!(unknown.code == 2 && unknown.err.contains("--no-such-option"), "{}", unknown.err);
    let english = common::run("check --lang en --format fancy");
    assert!(
        english.code == 2 && english.err.contains("fancy") && english.err.contains("pretty"),
        "{}",
        english.err
    );
    let nothing = run_with(&["check", "--line", LINE, "--input", "jsonl", "-"], b"\n");
    assert_eq!(nothing.code, 2);
}

#[test]
fn standard_error_never_quotes_a_draft_or_a_name() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("protected")).unwrap();
    std::fs::write(dir.path().join("line.toml"), "[company]\nname = \"例\"\n").unwrap();
    std::fs::write(
        dir.path().join("protected/parties.csv"),
        "kind,name,public\ncustomer,極秘自動車,たぶん\n",
    )
    .unwrap();
    let broken =
        run_with(&["check", "--line", dir.path().to_str().unwrap(), "-"], "極秘自動車さんへ".as_bytes());
    assert_eq!(broken.code, 2);
    assert!(broken.err.contains("parties.csv 2行目"), "{}", broken.err);
    let unreadable = check("jsonl", "{\"text\": 北稜電装}");
    for run in [broken, unreadable] {
        assert!(!run.err.contains("極秘") && !run.err.contains("北稜"), "{}", run.err);
    }
}

#[test]
fn json_is_one_document_with_a_summary() {
    let run = run(&format!(
        "check --line {LINE} --format json --as-of 2026-11-22 examples/drafts/ok.ja.txt examples/drafts/reword.ja.txt"
    ));
    let all: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(all["drafts"].as_array().map(Vec::len), Some(2));
    assert_eq!((all["summary"]["ok"].as_u64(), all["summary"]["reword"].as_u64()), (Some(1), Some(1)));
    let empty = run_with(&["check", "--line", LINE, "--format", "json", "-"], b"");
    assert!(serde_json::from_str::<Value>(&empty.out).is_ok(), "{}", empty.out);
}

#[test]
fn no_colour_unless_it_is_asked_for() {
    let plain = run(&format!("check --line {LINE} examples/drafts/reword.ja.txt"));
    assert!(!plain.out.contains('\u{1b}'));
    let coloured = run(&format!("check --color always --line {LINE} examples/drafts/reword.ja.txt"));
    assert!(coloured.out.contains("\u{1b}["));
}

#[test]
fn a_draft_cannot_drive_the_terminal() {
    let run = check("pretty", "{\"id\":\"a\\u001b[2J\",\"text\":\"\\u001b[2J北稜電装さんへ納入しました。\"}");
    assert!(!run.out.contains('\u{1b}'), "{:?}", run.out);
}

#[test]
fn completions_and_manual() {
    for shell in ["bash", "zsh", "fish"] {
        let run = run(&format!("completions {shell}"));
        assert!(run.code == 0 && run.out.contains("senbiki"), "{shell}");
    }
    assert!(run("man").out.contains(".TH senbiki"));
    assert!(run("--help").out.contains("使い方"));
    assert!(run("--lang en --help").out.contains("Usage"));
    assert!(root().join("docs").is_dir());
}
