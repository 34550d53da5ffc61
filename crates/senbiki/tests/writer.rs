//! The outside writer against real servers on loopback: one that answers well, and many that do not.
//! In each case: what the user gets is clean, in time, and the server saw nothing protected.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot start may stop")]

mod common;

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use common::{Run, root, rows};
use serde_json::{Value, json};

const DRAFT: &str = "今日は北稜電装さんと打合せ。歩留まりを92.3%から97.1%に上げた話をしました。決め手は朝の清掃を全員でやったことです。小さな習慣が一番強い。 #現場改善";
const GOOD: &str = "今日は⟦1⟧さんと打合せ。歩留まりを大きく改善した話をしました。決め手は朝の清掃を全員でやったこと。小さな習慣が一番強いです。 #現場改善";
/// What must never leave, in any writing.
const PROTECTED: &[&str] = &["北稜", "ﾎｸﾘｮｳ", "ホクリョウ", "Hokuryo", "92.3", "97.1", "９２", "ミナト精機"];
/// Words of the draft that must not be on standard error.
const WORDS: &[&str] = &["北稜", "打合せ", "歩留まり", "97.1", "清掃", "お客様"];
const KEY: &str = "sk-Test-77-never-shown";

type Handler = dyn Fn(&mut TcpStream, usize) + Send + Sync;

/// A server that keeps what it receives.
struct Server {
    port: u16,
    seen: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Server {
    fn new(handler: impl Fn(&mut TcpStream, usize) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen: Arc<Mutex<Vec<Vec<u8>>>> = Arc::default();
        let (keep, handler): (_, Arc<Handler>) = (Arc::clone(&seen), Arc::new(handler));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { break };
                let (keep, handler) = (Arc::clone(&keep), Arc::clone(&handler));
                std::thread::spawn(move || {
                    let request = read_request(&mut stream);
                    let number = {
                        let mut all = keep.lock().unwrap();
                        all.push(request);
                        all.len()
                    };
                    handler(&mut stream, number);
                });
            }
        });
        Self { port, seen }
    }

    fn requests(&self) -> Vec<Vec<u8>> {
        self.seen.lock().unwrap().clone()
    }

    /// The whole of what arrived, as it arrived and with JSON escapes undone.
    fn received(&self) -> String {
        let mut all = String::new();
        for request in self.requests() {
            let text = String::from_utf8_lossy(&request).into_owned();
            if let Some((_, body)) = text.split_once("\r\n\r\n")
                && let Ok(value) = serde_json::from_str::<Value>(body)
            {
                for message in value["messages"].as_array().unwrap() {
                    all.push_str(message["content"].as_str().unwrap());
                }
            }
            all.push_str(&text);
        }
        all
    }
}

fn read_request(stream: &mut TcpStream) -> Vec<u8> {
    let (mut all, mut piece) = (Vec::new(), [0_u8; 4096]);
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    loop {
        let text = String::from_utf8_lossy(&all);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|l| l.to_ascii_lowercase().strip_prefix("content-length:").map(str::to_owned))
                .map_or(0, |n| n.trim().parse::<usize>().unwrap());
            if body.len() >= length {
                return all;
            }
        }
        match stream.read(&mut piece) {
            Ok(n) if n > 0 => all.extend_from_slice(&piece[..n]),
            _ => return all,
        }
    }
}

fn send(stream: &mut TcpStream, status: &str, kind: &str, body: &[u8]) {
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}

fn answer(stream: &mut TcpStream, content: &str) {
    let body = json!({"id": "c1", "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}]});
    send(stream, "200 OK", "application/json", body.to_string().as_bytes());
}

fn says(content: &'static str) -> Server {
    Server::new(move |stream, _| answer(stream, content))
}

/// The example line with a writer.
fn line(table: &str) -> tempfile::TempDir {
    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap().flatten() {
            let (path, target) = (entry.path(), to.join(entry.file_name()));
            if path.is_dir() {
                if !entry.file_name().to_string_lossy().starts_with('.') {
                    copy(&path, &target);
                }
            } else {
                std::fs::copy(&path, &target).unwrap();
            }
        }
    }
    let dir = tempfile::tempdir().unwrap();
    copy(&root().join("examples/minato"), dir.path());
    let file = dir.path().join("line.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("{text}\n{table}\n")).unwrap();
    dir
}

fn table(port: u16) -> String {
    format!("[writer]\nendpoint = \"http://127.0.0.1:{port}/v1\"\nmodel = \"small\"\ntimeout_seconds = 2\n")
}

fn senbiki(line: &Path, words: &[&str], environment: &[(&str, &str)], stdin: &str) -> Run {
    let place: PathBuf = line.to_owned();
    let mut child = Command::new(env!("CARGO_BIN_EXE_senbiki"))
        .args(words)
        .arg("--line")
        .arg(place)
        .args(["--as-of", "2026-11-22", "-"])
        .env_clear()
        .env("LANG", "ja_JP.UTF-8")
        .envs(environment.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    // A command that refuses its arguments does not read.
    let _ = input.write_all(stdin.as_bytes());
    drop(input);
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

const JSONL: &[&str] = &["check", "--format", "jsonl", "--writer"];

/// Asks a server about the draft and checks all that must hold whatever it does.
fn ask(server: &Server, text: &str) -> (Value, Run) {
    let dir = line(&table(server.port));
    let begun = Instant::now();
    let run = senbiki(dir.path(), JSONL, &[], text);
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
    let received = server.received();
    for word in PROTECTED {
        assert!(!received.contains(word), "the server saw {word}");
    }
    for word in WORDS {
        assert!(!run.err.contains(word), "standard error holds {word}: {}", run.err);
    }
    let row = rows(&run).remove(0);
    for reframe in row["reframes"].as_array().into_iter().flatten() {
        let told = reframe["text"].as_str().unwrap();
        assert!(!told.contains(['⟦', '⟧']), "{told}");
        for word in PROTECTED {
            assert!(!told.contains(word), "{told}");
        }
        let again = senbiki(dir.path(), &["check", "--format", "jsonl"], &[], told);
        assert_eq!(rows(&again)[0]["verdict"], "ok", "{told}");
    }
    (row, run)
}

fn spirits(row: &Value) -> Vec<String> {
    let list = row["reframes"].as_array().cloned().unwrap_or_default();
    list.iter().map(|r| r["spirit"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_good_answer_comes_first_and_the_built_in_ones_follow() {
    let server = says(GOOD);
    let (row, run) = ask(&server, DRAFT);
    let all = spirits(&row);
    assert_eq!(all.first().map(String::as_str), Some("written"), "{}", run.err);
    assert!((2..=3).contains(&all.len()) && !all[1..].contains(&"written".to_owned()), "{all:?}");
    assert_eq!(row["reframed"], row["reframes"][0]["text"]);
    assert!(row["reframed"].as_str().unwrap().contains("お客様と打合せ"), "{row}");
    assert!(row["reframes"][0]["edits"].as_array().is_some_and(|e| !e.is_empty()));
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    // What was asked: the marks, the voice, nothing else.
    let received = server.received();
    assert_eq!(server.requests().len(), 1);
    assert!(
        received.starts_with("あなたは")
            && received.contains("今日は⟦1⟧さんと打合せ。")
            && received.contains("POST /v1/chat/completions HTTP/1.1"),
        "{received}"
    );
}

#[test]
fn what_a_server_does_wrong_costs_nothing_but_its_answer() {
    let plain = {
        let dir = line("");
        let run = senbiki(dir.path(), &["check", "--format", "jsonl", "--reframe"], &[], DRAFT);
        rows(&run).remove(0)["reframes"].clone()
    };
    assert!(plain.as_array().is_some_and(|p| !p.is_empty()), "the built-in rewordings answer");
    let raw = |bytes: &'static [u8]| {
        Server::new(move |stream, _| {
            let _ = stream.write_all(bytes);
        })
    };
    let body = |bytes: &'static [u8]| Server::new(move |s, _| send(s, "200 OK", "application/json", bytes));
    let status = |status: &'static str| {
        Server::new(move |s, _| send(s, status, "text/plain", "北稜電装 歩留まり".as_bytes()))
    };
    let cases: Vec<(&str, Server)> = vec![
        (
            "lies: a protected name",
            says(
                "今日は北稜電装さんと打合せ。歩留まりを大きく改善した話をしました。決め手は朝の清掃を全員でやったことです。",
            ),
        ),
        (
            "lies: a number",
            says(
                "今日は⟦1⟧さんと打合せ。歩留まりを8割改善した話をしました。決め手は朝の清掃を全員でやったことです。",
            ),
        ),
        (
            "lies: a firm",
            says(
                "今日は大川製作所さんと打合せ。歩留まりを大きく改善した話をしました。決め手は朝の清掃を全員でやったことです。",
            ),
        ),
        (
            "leaks placeholders",
            says(
                "今日は⟦8⟧さんと打合せ。⟦歩留まり⟧を大きく改善した話。決め手は朝の清掃を全員でやったことです。",
            ),
        ),
        (
            "a placeholder as a word",
            says("今日は⟦2⟧さんと打合せ。歩留まりの話をしました。決め手は朝の清掃を全員でやったことです。"),
        ),
        ("talks", says("承知しました。以下が書き直した投稿文です。今日はお客様と打合せ。")),
        ("another story", says("昼休みにカレーを食べました。福神漬けがおいしかったです。")),
        ("another language", says("We met a customer today and talked about a much better yield.")),
        (
            "hidden characters",
            says(
                "今日は⟦1⟧さんと打合せ。\u{202E}歩留まりを大きく改善した話をしました。決め手は朝の清掃です。",
            ),
        ),
        ("stalls", Server::new(|_, _| std::thread::sleep(Duration::from_secs(20)))),
        (
            "trickles its body",
            Server::new(|stream, _| {
                let _ = stream.write_all(
                    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 4000\r\n\r\n",
                );
                for _ in 0..20 {
                    std::thread::sleep(Duration::from_secs(1));
                    if stream.write_all(b" ").is_err() {
                        break;
                    }
                }
            }),
        ),
        (
            "trickles its head",
            Server::new(|stream, _| {
                for byte in b"HTTP/1.1 200 OK\r\nserver: x" {
                    if stream.write_all(&[*byte]).is_err() {
                        break;
                    }
                    std::thread::sleep(Duration::from_secs(1));
                }
            }),
        ),
        ("nonsense", raw(b"\x00\x01\x02 what is this\r\n\r\n")),
        ("another protocol", raw(b"220 mail.example ESMTP\r\n")),
        ("closes early", raw(b"")),
        ("closes in its head", raw(b"HTTP/1.1 200 OK\r\nconte")),
        ("closes in its body", raw(b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n{\"choices\":[{\"mess")),
        ("a page", Server::new(|s, _| send(s, "200 OK", "text/html", b"<html><body>login</body></html>"))),
        ("invalid JSON", body(b"{\"choices\":[{\"message\":{\"content\":")),
        ("other JSON", body(b"{\"error\":{\"message\":\"no\"}}")),
        (
            "deep JSON",
            Server::new(|s, _| send(s, "200 OK", "application/json", "[".repeat(60_000).as_bytes())),
        ),
        ("invalid UTF-8", body(b"{\"choices\":[{\"message\":{\"content\":\"\xE4\xBB\x8A\xFF\xFE\"}}]}")),
        ("an error", status("500 Internal Server Error")),
        ("no way in", status("401 Unauthorized")),
        ("too many", status("429 Too Many Requests")),
        ("nothing", status("204 No Content")),
        ("ten megabytes", Server::new(|s, _| send(s, "200 OK", "application/json", &vec![b' '; 10 << 20]))),
        (
            "ten megabytes unannounced",
            Server::new(|s, _| {
                let _ = s.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n");
                let _ = s.write_all(&vec![b' '; 10 << 20]);
            }),
        ),
        (
            "endless chunks",
            Server::new(|s, _| {
                let _ = s.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
                while s
                    .write_all(b"400\r\n")
                    .and_then(|()| s.write_all(&[b' '; 1024]))
                    .and_then(|()| s.write_all(b"\r\n"))
                    .is_ok()
                {}
            }),
        ),
        (
            "endless head",
            Server::new(|s, _| {
                let _ = s.write_all(b"HTTP/1.1 200 OK\r\n");
                while s.write_all(b"x-more: 0123456789012345678901234567890123456789\r\n").is_ok() {}
            }),
        ),
    ];
    for (name, server) in &cases {
        let (row, run) = ask(server, DRAFT);
        assert_eq!(row["reframes"], plain, "{name}");
        assert_eq!(run.code, 1, "{name}");
        assert_eq!(run.err.lines().count(), 1, "{name}: {}", run.err);
        assert!(run.err.starts_with("senbiki: 外部の書き手"), "{name}: {}", run.err);
        assert!(run.err.contains("内蔵の言い換えでお答えします"), "{name}: {}", run.err);
        let asked = server.requests().len();
        assert!((1..=2).contains(&asked), "{name}: asked {asked} times");
    }
}

#[test]
fn a_failed_connection_is_tried_once_more() {
    let server = Server::new(|stream, number| {
        if number > 1 {
            answer(stream, GOOD);
        }
    });
    let (row, _) = ask(&server, DRAFT);
    assert_eq!(spirits(&row).first().map(String::as_str), Some("written"));
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn redirects_lead_nowhere() {
    let elsewhere = says(GOOD);
    for code in ["301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let target = elsewhere.port;
        let server = Server::new(move |stream, _| {
            let head = format!(
                "HTTP/1.1 {code}\r\nlocation: http://127.0.0.1:{target}/v1/chat/completions\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            );
            let _ = stream.write_all(head.as_bytes());
        });
        let (row, run) = ask(&server, DRAFT);
        assert!(!spirits(&row).contains(&"written".to_owned()), "{code}");
        assert!(run.err.contains(&code[..3]), "{code}: {}", run.err);
    }
    assert!(elsewhere.requests().is_empty(), "nobody went there");
}

#[test]
fn nobody_is_asked_unless_the_line_and_the_command_say_so() {
    let server = says(GOOD);
    let dir = line(&table(server.port));
    for words in [&["check", "--format", "jsonl", "--reframe"][..], &["check"], &["reframe"]] {
        assert_eq!(senbiki(dir.path(), words, &[], DRAFT).err, "");
    }
    assert!(server.requests().is_empty(), "off unless it is asked for");
    // A draft that is ready, or that others decide on, is nobody's business.
    for draft in
        ["朝の体操で肩が軽くなりました。", "北稜電装さんに不良品を流出させてしまい、リコールの準備中です。"]
    {
        let row = rows(&senbiki(dir.path(), JSONL, &[], draft)).remove(0);
        assert_ne!(row["verdict"], "reword", "{draft}");
    }
    assert!(server.requests().is_empty(), "only what can be reworded is sent");
    let without = line("");
    let run = senbiki(without.path(), JSONL, &[], DRAFT);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("[writer]") && run.err.contains("endpoint"), "{}", run.err);
    let run = senbiki(without.path(), &["check", "--writer", "--lang", "en"], &[], DRAFT);
    assert!(run.err.contains("needs a [writer] table"), "{}", run.err);
}

#[test]
fn the_key_goes_to_the_server_and_nowhere_else() {
    let server = says(GOOD);
    let dir = line(&format!("{}key_env = \"SENBIKI_WRITER_KEY\"\n", table(server.port)));
    let run = senbiki(dir.path(), JSONL, &[("SENBIKI_WRITER_KEY", KEY)], DRAFT);
    assert_eq!(spirits(&rows(&run)[0]).first().map(String::as_str), Some("written"));
    assert!(
        server
            .received()
            .to_ascii_lowercase()
            .contains(&format!("authorization: bearer {}", KEY.to_ascii_lowercase()))
    );
    let angry = Server::new(|s, _| send(s, "401 Unauthorized", "text/plain", KEY.as_bytes()));
    let dir = line(&format!("{}key_env = \"SENBIKI_WRITER_KEY\"\n", table(angry.port)));
    for (key, asked) in [(KEY, 1), ("", 0), ("bad\u{7}key", 0)] {
        let before = angry.requests().len();
        let run = senbiki(dir.path(), JSONL, &[("SENBIKI_WRITER_KEY", key)], DRAFT);
        assert_eq!(angry.requests().len() - before, asked, "{key:?}");
        assert!(
            !run.err.contains("Test-77") && !run.out.contains("Test-77") && !run.err.contains("bad"),
            "{}",
            run.err
        );
        assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    }
    let run = senbiki(dir.path(), JSONL, &[], DRAFT);
    assert!(run.err.contains("key_env"), "{}", run.err);
}

#[test]
fn a_proxy_of_the_environment_is_not_used() {
    let (server, proxy) = (says(GOOD), says(GOOD));
    let dir = line(&table(server.port));
    let address = format!("http://127.0.0.1:{}", proxy.port);
    let names = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];
    let environment: Vec<(&str, &str)> = names.iter().map(|n| (*n, address.as_str())).collect();
    let run = senbiki(dir.path(), JSONL, &environment, DRAFT);
    assert_eq!(spirits(&rows(&run)[0]).first().map(String::as_str), Some("written"));
    assert!(proxy.requests().is_empty() && server.requests().len() == 1);
}

#[test]
fn many_drafts_do_not_wait_for_a_server_that_is_gone() {
    let server = Server::new(|_, _| std::thread::sleep(Duration::from_secs(30)));
    let dir = line(&table(server.port).replace("timeout_seconds = 2", "timeout_seconds = 1"));
    let drafts: String =
        (0..12).map(|n| format!("{}\n", json!({"id": n.to_string(), "text": DRAFT}))).collect();
    let begun = Instant::now();
    let run = senbiki(dir.path(), JSONL, &[], &drafts);
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    assert_eq!(rows(&run).len(), 12);
    assert!(rows(&run).iter().all(|r| r["reframed"].is_string()));
    assert_eq!(run.err.lines().count(), 1, "one note for the run: {}", run.err);
    assert!(server.requests().len() <= 2, "{}", server.requests().len());
}

#[test]
fn the_command_for_rewordings_shows_it_first() {
    let server = says(GOOD);
    let dir = line(&table(server.port));
    let run = senbiki(dir.path(), &["reframe", "--writer"], &[], DRAFT);
    let (first, rest) = (run.out.find("外部の書き手による言い換え"), run.out.find("元の文に近い言い換え"));
    assert!(first.is_some() && (rest.is_none() || first < rest), "{}{}", run.out, run.err);
    let english = senbiki(dir.path(), &["reframe", "--writer", "--diff", "--lang", "en"], &[], DRAFT);
    assert!(english.out.contains("by the outside writer"), "{}", english.out);
    // The numbers of edits are those of one answer; another answer would have others.
    let run = senbiki(dir.path(), &["reframe", "--writer", "--take", "1"], &[], DRAFT);
    assert_eq!(run.code, 2, "{}", run.err);
}
