//! The one form in which a row is written. `docs/ledger.md` is its description for people.
//!
//! There is exactly one line of bytes for a row: fixed keys in a fixed order, no white space
//! between them, whole numbers only, and of all escapes only `\"` and `\\`, since no other
//! character that JSON would escape may stand in a row. So a line is right exactly if reading it
//! and writing it again gives the same bytes.

use std::borrow::Cow;
use std::fmt::Write as _;

use jiff::civil::Date;
use serde::Deserialize;

use super::hash::Hash;
use super::row::{Entry, LONGEST_FACT, LONGEST_ID, LONGEST_NOTE, LONGEST_ROW, Posted, Row, Withdrawn};

/// The version of this form.
const VERSION: u64 = 1;

/// Why a line is no row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// No JSON object with the keys of a row.
    Shape,
    /// A version that this program does not know.
    Version(u64),
    /// Everything is there, but not in the one form.
    Form,
    /// The hash is not that of the line.
    Hash,
}

/// The line of a row.
pub(super) fn line(row: &Row) -> String {
    with_hash(body(row.seq, &row.entry, row.prev), row.hash)
}

/// The hash is over the object without it, so that it can be computed without this program.
fn with_hash(mut body: String, hash: Hash) -> String {
    body.pop();
    let _ = write!(body, ",\"hash\":\"{hash}\"}}");
    body
}

/// The row that comes with this number after the row with this hash.
pub(super) fn seal(seq: u64, entry: Entry, prev: Hash) -> Row {
    let hash = Hash::of(body(seq, &entry, prev).as_bytes());
    Row { seq, entry, prev, hash }
}

/// How the line of the row with this number begins.
pub(super) fn begin(seq: u64) -> String {
    format!("{{\"v\":{VERSION},\"seq\":{seq},\"kind\":")
}

/// The object without its hash: the bytes that are hashed.
fn body(seq: u64, entry: &Entry, prev: Hash) -> String {
    let mut out = String::with_capacity(512);
    out.push_str(&begin(seq));
    match entry {
        Entry::Posted(p) => {
            let _ = write!(out, "\"posted\",\"date\":\"{}\",\"channel\":", p.date);
            string(&mut out, &p.channel);
            let _ = write!(out, ",\"content\":\"{}\",\"media\":[", p.content);
            for (i, hash) in p.media.iter().enumerate() {
                let _ = write!(out, "{}\"{hash}\"", if i == 0 { "" } else { "," });
            }
            out.push_str("],\"facts\":[");
            for (i, fact) in p.facts.iter().enumerate() {
                out.push_str(if i == 0 { "" } else { "," });
                string(&mut out, fact);
            }
            out.push_str("],\"evidence\":");
            optional(&mut out, p.evidence.as_deref());
            out.push_str(",\"by\":");
            optional(&mut out, p.by.as_deref());
            let _ = write!(out, ",\"line\":\"{}\"", p.line);
        }
        Entry::Withdrawn(w) => {
            let _ = write!(out, "\"withdrawn\",\"date\":\"{}\",\"row\":{},\"evidence\":", w.date, w.row);
            optional(&mut out, w.evidence.as_deref());
            out.push_str(",\"by\":");
            optional(&mut out, w.by.as_deref());
        }
    }
    let _ = write!(out, ",\"prev\":\"{prev}\"}}");
    out
}

fn string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
}

fn optional(out: &mut String, text: Option<&str>) {
    match text {
        Some(text) => string(out, text),
        None => out.push_str("null"),
    }
}

/// Whether this text may stand in a row: not empty, not too long, no control characters.
pub(super) fn may_stand(text: &str, longest: usize) -> bool {
    !text.is_empty() && text.len() <= longest && !text.contains(char::is_control)
}

/// Whether this entry can be written in the form.
pub(super) fn writable(entry: &Entry) -> bool {
    let note = |t: &Option<String>| t.as_deref().is_none_or(|t| may_stand(t, LONGEST_NOTE));
    let id = |t: &Option<String>| t.as_deref().is_none_or(|t| may_stand(t, LONGEST_ID));
    (0..=9999).contains(&entry.date().year())
        && match entry {
            Entry::Posted(p) => {
                may_stand(&p.channel, LONGEST_ID)
                    && p.facts.iter().all(|f| may_stand(f, LONGEST_FACT))
                    && note(&p.evidence)
                    && id(&p.by)
            }
            Entry::Withdrawn(w) => note(&w.evidence) && id(&w.by),
        }
}

/// All keys that a row may have. Which of them it must have depends on its kind; that the others
/// are absent follows from writing it again.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire<'a> {
    v: u64,
    seq: u64,
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    date: Cow<'a, str>,
    #[serde(borrow, default)]
    channel: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    content: Option<Cow<'a, str>>,
    #[serde(default)]
    media: Vec<String>,
    #[serde(default)]
    facts: Vec<String>,
    #[serde(default)]
    row: Option<u64>,
    #[serde(default)]
    evidence: Option<String>,
    #[serde(default)]
    by: Option<String>,
    #[serde(borrow, default)]
    line: Option<Cow<'a, str>>,
    #[serde(borrow)]
    prev: Cow<'a, str>,
    #[serde(borrow)]
    hash: Cow<'a, str>,
}

/// The version alone, for rows of a form that this program does not know.
#[derive(Deserialize)]
struct VersionOnly {
    v: u64,
}

/// Reads a line, without its line end.
pub(super) fn read(line: &[u8]) -> Result<Row, Unread> {
    if line.len() > LONGEST_ROW {
        return Err(Unread::Shape);
    }
    let version =
        |line| serde_json::from_slice::<VersionOnly>(line).ok().map(|v| v.v).filter(|v| *v != VERSION);
    let Ok(wire) = serde_json::from_slice::<Wire<'_>>(line) else {
        return Err(version(line).map_or(Unread::Shape, Unread::Version));
    };
    if wire.v != VERSION {
        return Err(Unread::Version(wire.v));
    }
    let hash = Hash::from_hex(&wire.hash).ok_or(Unread::Shape)?;
    let row = unwrap(wire, hash).ok_or(Unread::Shape)?;
    let body = body(row.seq, &row.entry, row.prev);
    let found = Hash::of(body.as_bytes());
    if !writable(&row.entry) || with_hash(body, row.hash).as_bytes() != line {
        return Err(Unread::Form);
    }
    if found == row.hash { Ok(row) } else { Err(Unread::Hash) }
}

fn unwrap(wire: Wire<'_>, hash: Hash) -> Option<Row> {
    let date: Date = wire.date.parse().ok()?;
    let entry = match wire.kind.as_ref() {
        "posted" => Entry::Posted(Posted {
            date,
            channel: wire.channel?.into_owned(),
            content: Hash::from_hex(&wire.content?)?,
            media: wire.media.iter().map(|m| Hash::from_hex(m)).collect::<Option<_>>()?,
            facts: wire.facts,
            evidence: wire.evidence,
            by: wire.by,
            line: Hash::from_hex(&wire.line?)?,
        }),
        "withdrawn" => {
            Entry::Withdrawn(Withdrawn { date, row: wire.row?, evidence: wire.evidence, by: wire.by })
        }
        _ => return None,
    };
    Some(Row { seq: wire.seq, entry, prev: Hash::from_hex(&wire.prev)?, hash })
}
