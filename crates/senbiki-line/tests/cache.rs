//! The kept index: when it is used, when it is not, and what damage does.
#![allow(missing_docs, clippy::unwrap_used, reason = "tests")]

mod support;

use std::fs;
use std::path::Path;

use senbiki_line::{Cache, Digest, Line, LoadOptions, Loaded};
use support::{LINE_TOML, settle, write};

const PARTIES: &str =
    "kind,name,aliases\ncustomer,東鷹自動車株式会社,東鷹;大雪\nsupplier,見本鍛造有限会社,見本鍛造\n";

fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &[("line.toml", LINE_TOML), ("protected/parties.csv", PARTIES)]);
    settle(dir.path());
    dir
}

fn load(dir: &Path) -> Loaded {
    let options = LoadOptions { cache: Cache::Dir(dir.join("kept")) };
    Line::load_with(dir, &options).unwrap()
}

/// All that a caller can see of a line.
fn seen(loaded: &Loaded) -> String {
    let line = &loaded.line;
    let entries: Vec<_> = line.entries().map(|e| format!("{e:?}")).collect();
    let names: Vec<_> = ["東鷹", "東鷹自動車", "大雪", "見本鍛造", "西"]
        .iter()
        .map(|n| format!("{:?}", line.names().exact(&senbiki_text::key(n))))
        .collect();
    format!("{:?} {entries:?} {names:?} {:?} {:?}", line.digest(), line.company(), loaded.warnings)
}

#[test]
fn the_second_load_uses_the_index_and_says_the_same() {
    let dir = folder();
    let first = load(dir.path());
    let second = load(dir.path());
    assert!(first.compiled && !second.compiled);
    assert_eq!(seen(&first), seen(&second));
    assert!(!second.warnings.is_empty(), "warnings are kept");
    assert!(!second.line.names().damaged());
    let files: Vec<(&str, &[u8])> =
        vec![("protected/parties.csv", PARTIES.as_bytes()), ("line.toml", LINE_TOML.as_bytes())];
    assert_eq!(Line::from_memory(&files).unwrap().line.digest(), first.line.digest());
}

#[test]
fn the_place_of_the_index() {
    let dir = folder();
    assert!(Line::load(dir.path()).unwrap().compiled);
    assert!(dir.path().join(".senbiki-cache/line.sbx").is_file());
    assert_eq!(fs::read_to_string(dir.path().join(".senbiki-cache/.gitignore")).unwrap(), "*\n");
    assert!(!Line::load(dir.path()).unwrap().compiled);
    assert!(Line::load_with(dir.path(), &LoadOptions { cache: Cache::None }).unwrap().compiled);
    // A place that cannot be a directory: the line works from memory.
    let options = LoadOptions { cache: Cache::Dir(dir.path().join("line.toml")) };
    assert!(Line::load_with(dir.path(), &options).unwrap().compiled);
    let missing = Line::load(&dir.path().join("nowhere")).unwrap_err();
    assert_eq!(missing[0].found, senbiki_line::Found::NoFolder);
}

#[test]
fn any_change_of_content_is_seen_and_a_touch_is_not_a_change() {
    let dir = folder();
    let before = load(dir.path()).line.digest();
    // Same size, same time: only the content differs, and a fresh file is not trusted.
    let table = dir.path().join("protected/parties.csv");
    fs::write(&table, PARTIES.replace("東鷹", "西鷹")).unwrap();
    let after = load(dir.path());
    assert!(after.compiled);
    assert_ne!(after.line.digest(), before);
    assert_eq!(after.line.names().exact("東鷹").len(), 0);

    settle(dir.path());
    assert!(!load(dir.path()).compiled, "the same content at another time");
    write(dir.path(), &[("public.csv", "fact,terms\n創業,1962年\n")]);
    assert!(load(dir.path()).compiled, "a new file");
    fs::remove_file(dir.path().join("public.csv")).unwrap();
    assert_eq!(load(dir.path()).line.digest(), after.line.digest(), "a removed file");
    write(dir.path(), &[("notes.txt", "x"), (".hidden.csv", "x"), ("protected/~$parties.xlsx", "x")]);
    assert!(!load(dir.path()).compiled, "files that are no part of a line");
}

#[test]
fn a_file_saved_just_now_is_hashed_until_it_has_settled() {
    let dir = folder();
    let first = load(dir.path()).line.digest();
    let table = dir.path().join("protected/parties.csv");
    // Saved within the grain of the clock: size and time may stay what they were.
    let time = fs::metadata(&table).unwrap().modified().unwrap();
    let now = std::time::SystemTime::now();
    let set = |when| fs::File::options().append(true).open(&table).unwrap().set_modified(when).unwrap();
    set(now);
    load(dir.path());
    let text = fs::read_to_string(&table).unwrap().replace("東鷹", "西鷹");
    fs::write(&table, text).unwrap();
    set(now);
    assert_ne!(load(dir.path()).line.digest(), first);
    set(time);
}

#[test]
fn a_folder_that_is_not_right_is_never_served_from_an_older_index() {
    let dir = folder();
    load(dir.path());
    write(dir.path(), &[("protected/people.csv", "name,colour\n見本,red\n")]);
    let options = LoadOptions { cache: Cache::Dir(dir.path().join("kept")) };
    assert!(Line::load_with(dir.path(), &options).is_err());
    fs::remove_file(dir.path().join("protected/people.csv")).unwrap();
    write(dir.path(), &[("protected/partie.csv", "x")]);
    assert!(Line::load_with(dir.path(), &options).is_err(), "a stray table");
}

#[test]
fn truncated_and_flipped_indexes_are_compiled_anew_or_answer_the_same() {
    let dir = folder();
    let expected = seen(&load(dir.path()));
    let index = dir.path().join("kept/line.sbx");
    let whole = fs::read(&index).unwrap();
    let replace = |bytes: &[u8]| {
        // Not in place: a mapped index is never written to.
        let _ = fs::remove_file(&index);
        fs::write(&index, bytes).unwrap();
    };
    for sixteenth in 0..16 {
        replace(&whole[..whole.len() * sixteenth / 16]);
        let loaded = load(dir.path());
        assert!(loaded.compiled, "cut at {sixteenth}/16");
        assert_eq!(seen(&loaded), expected);
    }
    let step = (whole.len() / 300).max(1);
    for at in (0..whole.len()).step_by(step).chain(0..300).chain(whole.len() - 100..whole.len()) {
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << (at % 8);
        replace(&flipped);
        assert_eq!(seen(&load(dir.path())), expected, "flipped at {at}");
    }
    let mut longer = whole.clone();
    longer.push(0);
    replace(&longer);
    assert!(load(dir.path()).compiled);
    replace(b"");
    assert!(load(dir.path()).compiled);
}

#[test]
fn damaged_stamps_only_cost_time() {
    let dir = folder();
    let expected = seen(&load(dir.path()));
    let stamps = dir.path().join("kept/line.stamps");
    for bytes in [&b""[..], b"x", &[0xff; 500]] {
        fs::write(&stamps, bytes).unwrap();
        let loaded = load(dir.path());
        assert!(!loaded.compiled);
        assert_eq!(seen(&loaded), expected);
    }
}

#[test]
fn many_threads_at_once_compile_once() {
    let dir = folder();
    let compiled = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let loaded = load(dir.path());
                assert_eq!(loaded.line.len(), 2);
                compiled.fetch_add(usize::from(loaded.compiled), std::sync::atomic::Ordering::Relaxed);
            });
        }
    });
    assert_eq!(compiled.into_inner(), 1);
    let left: Vec<_> =
        fs::read_dir(dir.path().join("kept")).unwrap().flatten().map(|e| e.file_name()).collect();
    assert!(left.iter().all(|n| !n.to_string_lossy().ends_with(".tmp")), "{left:?}");
}

#[test]
fn a_large_index_reports_damage_where_it_is_read() {
    // Above the size up to which an index is checked as a whole.
    let dir = tempfile::tempdir().unwrap();
    let mut csv = String::from("number,description\n");
    for n in 0..120_000u32 {
        csv.push_str(&format!("ZX-{n:06}-{},{}\n", n % 97, "説明".repeat(15)));
    }
    write(dir.path(), &[("line.toml", LINE_TOML), ("protected/parts.csv", &csv)]);
    settle(dir.path());
    drop(load(dir.path()));
    let index = dir.path().join("kept/line.sbx");
    let mut bytes = fs::read(&index).unwrap();
    assert!(bytes.len() > 16 << 20, "{}", bytes.len());
    let hit = bytes.len() / 10 * 9;
    bytes[hit] ^= 0x10;
    fs::remove_file(&index).unwrap();
    fs::write(&index, &bytes).unwrap();

    let loaded = load(dir.path());
    assert!(!loaded.compiled && !loaded.line.names().damaged());
    let read = loaded.line.entries().count();
    assert!(read < 120_000);
    assert!(loaded.line.names().damaged());
    let again = load(dir.path());
    assert!(again.compiled, "the damaged file is gone");
    assert_eq!(again.line.entries().count(), 120_000);
    assert_eq!(again.line.digest(), loaded.line.digest());
}

#[test]
fn digests_are_shown_in_hexadecimal() {
    let digest = Digest::from_bytes([0xab; 32]);
    assert_eq!(digest.to_string(), "ab".repeat(32));
    assert_eq!(digest.short(), "abababababab");
}
