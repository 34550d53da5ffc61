//! `[writer]` in `line.toml`: what it may say, and what is refused without being repeated.
#![allow(missing_docs, clippy::unwrap_used, reason = "tests")]

mod support;

use senbiki_line::{Cache, Found, Lang, Line, LoadOptions, Problem, Writer};
use support::{LINE_TOML, load, settle, write};

fn with(table: &str) -> Result<Option<Writer>, Vec<Problem>> {
    let text = format!("{LINE_TOML}\n[writer]\n{table}\n");
    load(&[("line.toml", &text)]).map(|loaded| loaded.line.writer().cloned())
}

fn found(table: &str) -> Vec<(Option<u32>, Option<String>, Found)> {
    with(table).unwrap_err().into_iter().map(|p| (p.row, p.column, p.found)).collect()
}

#[test]
fn it_is_off_unless_the_line_names_it() {
    assert_eq!(load(&[]).unwrap().line.writer(), None);
}

#[test]
fn two_keys_are_enough_and_the_rest_has_its_usual_value() {
    let writer = with("endpoint = \"http://127.0.0.1:8080/v1/\"\nmodel = \"small\"").unwrap().unwrap();
    assert_eq!(
        writer,
        Writer {
            endpoint: "http://127.0.0.1:8080/v1".into(),
            model: "small".into(),
            key_env: None,
            timeout_seconds: 20,
            max_bytes: 65_536,
        }
    );
    assert!(writer.is_plain());
    let writer = with(
        "endpoint = \"https://writer.example.co.jp/v1\"\nmodel = \"m\"\nkey_env = \"SENBIKI_WRITER_KEY\"\ntimeout_seconds = 120\nmax_bytes = 1024",
    )
    .unwrap()
    .unwrap();
    assert_eq!((writer.timeout_seconds, writer.max_bytes), (120, 1_024));
    assert_eq!(writer.key_env.as_deref(), Some("SENBIKI_WRITER_KEY"));
    assert_eq!((writer.host(), writer.is_plain()), (Some(("writer.example.co.jp".into(), 443)), false));
}

#[test]
fn an_unencrypted_address_outside_this_machine_is_refused() {
    for host in ["192.168.0.10:8080", "writer.example.co.jp", "127.0.0.1.example.com", "[2001:db8::1]"] {
        let table = format!("endpoint = \"http://{host}/v1\"\nmodel = \"m\"");
        assert_eq!(found(&table), [(Some(6), Some("writer.endpoint".into()), Found::PlainHttp)], "{host}");
    }
    for host in ["127.0.0.1", "127.8.9.1:1", "localhost:8080", "[::1]:8080"] {
        assert!(with(&format!("endpoint = \"http://{host}/v1\"\nmodel = \"m\"")).is_ok(), "{host}");
    }
}

#[test]
fn a_key_in_the_file_is_refused_and_never_repeated() {
    let base = "endpoint = \"https://w.example/v1\"\nmodel = \"m\"";
    for table in [
        format!("{base}\nkey = \"sk-Secret77\""),
        format!("{base}\nAPI_KEY = \"sk-Secret77\""),
        format!("{base}\nkey_env = \"sk-Secret77\""),
        "endpoint = \"https://me:sk-Secret77@w.example/v1\"\nmodel = \"m\"".to_owned(),
        "endpoint = \"https://w.example/v1?key=sk-Secret77\"\nmodel = \"m\"".to_owned(),
    ] {
        let problems = with(&table).unwrap_err();
        assert_eq!(problems.len(), 1, "{table}");
        for lang in [Lang::Ja, Lang::En] {
            let message = problems[0].message(lang);
            assert!(!message.contains("Secret77") && !message.contains("me:"), "{message}");
        }
    }
}

#[test]
fn everything_that_is_not_right_is_told_at_once() {
    let all = found("endpont = \"x\"\nmodel = \" \"\nkey_env = 3\ntimeout_seconds = 0\nmax_bytes = 9999999");
    assert!(all.iter().any(|f| matches!(&f.2, Found::UnknownKey { name, .. } if name == "endpont")));
    assert!(all.iter().any(|f| matches!(&f.2, Found::NoKey { name } if name == "writer.endpoint")));
    let at = |column: &str| all.iter().find(|f| f.1.as_deref() == Some(column)).map(|f| f.2.clone());
    assert_eq!(at("writer.model"), Some(Found::EmptyCell));
    assert_eq!(at("writer.key_env"), Some(Found::NotWords));
    assert_eq!(at("writer.timeout_seconds"), Some(Found::NotInRange { least: 1, most: 120 }));
    assert_eq!(at("writer.max_bytes"), Some(Found::NotInRange { least: 1_024, most: 1_048_576 }));
    let message = with("endpoint = \"w.example\"\nmodel = \"m\"").unwrap_err()[0].message(Lang::Ja);
    assert!(message.starts_with("line.toml 6行目「writer.endpoint」: 接続先として読めません"), "{message}");
}

#[test]
fn a_kept_index_says_the_same() {
    let (dir, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let text =
        format!("{LINE_TOML}\n[writer]\nendpoint = \"https://w.example\"\nmodel = \"m\"\nkey_env = \"K\"\n");
    write(dir.path(), &[("line.toml", &text)]);
    settle(dir.path());
    let options = LoadOptions { cache: Cache::Dir(cache.path().to_owned()) };
    let first = Line::load_with(dir.path(), &options).unwrap();
    let second = Line::load_with(dir.path(), &options).unwrap();
    assert!(first.compiled && !second.compiled);
    assert!(first.line.writer().is_some_and(|w| w.key_env.as_deref() == Some("K")));
    assert_eq!(first.line.writer(), second.line.writer());
}
