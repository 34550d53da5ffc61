//! One draft as it comes in, and the JSON it may come in.

use std::borrow::Cow;

use senbiki_engine::{Channel, Gap};
use serde::Deserialize;
use serde::de::{self, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::gaps::{self, Reason};
use super::{DRAFT_LIMIT, decode};

/// One draft to be judged, with the gaps that reading it left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft<'a> {
    /// Its own id, else the name of its file, with the line if there are several in it.
    pub id: Cow<'a, str>,
    /// The file it is from, as the user named it; `stdin` for standard input.
    pub source: &'a str,
    /// The line of a JSON-lines file, counted from 1.
    pub source_line: Option<u64>,
    /// What it says; empty when it could not be read.
    pub text: Cow<'a, str>,
    /// Where it is going, when it says so.
    pub channel: Option<Channel>,
    /// What could not be read or looked at.
    pub gaps: Vec<Gap>,
}

impl<'a> Draft<'a> {
    /// A draft that could not be read.
    pub fn unread(source: &'a str, source_line: Option<u64>, gap: Gap) -> Self {
        let id = name(source, source_line);
        Self { id, source, source_line, text: Cow::Borrowed(""), channel: None, gaps: vec![gap] }
    }

    /// A draft of plain text.
    pub fn plain(source: &'a str, bytes: &'a [u8], cut: bool) -> Self {
        let Some(text) = decode::text(bytes, cut) else {
            return Self::unread(source, None, gaps::not_text());
        };
        let mut draft =
            Self { id: name(source, None), source, source_line: None, text, channel: None, gaps: Vec::new() };
        draft.settle(cut);
        draft
    }

    /// A draft in JSON: a line of a file, or a whole file.
    pub fn json(source: &'a str, source_line: Option<u64>, bytes: &'a [u8]) -> Self {
        // JSON from the usual programs is UTF-8, so this road comes first and copies nothing.
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::parse(source, source_line, text.strip_prefix('\u{FEFF}').unwrap_or(text)),
            Err(_) => match decode::text(bytes, false) {
                Some(text) => Self::parse(source, source_line, &text).into_owned(source),
                None => Self::unread(source, source_line, gaps::not_text()),
            },
        }
    }

    fn parse<'b>(source: &'b str, source_line: Option<u64>, text: &'b str) -> Draft<'b> {
        let raw: Raw<'b> = match serde_json::from_str(text) {
            Ok(raw) => raw,
            Err(e) => {
                let reason = if e.classify() == serde_json::error::Category::Data {
                    Reason::Shape
                } else {
                    Reason::Syntax(column_in_characters(text, e.line(), e.column()))
                };
                return Draft::unread(source, source_line, gaps::unreadable(source_line, reason));
            }
        };
        let id = match raw.id {
            Some(Id(id)) if !id.is_empty() => id,
            _ => name(source, source_line),
        };
        let Some(Text(text)) = raw.text else {
            let gap = gaps::unreadable(source_line, Reason::NoText);
            return Draft { id, ..Draft::unread(source, source_line, gap) };
        };
        let mut draft = Draft { id, source, source_line, text, channel: None, gaps: Vec::new() };
        if let Some(Text(channel)) = raw.channel.filter(|c| !c.0.is_empty()) {
            draft.channel = Channel::from_id(&channel);
            if draft.channel.is_none() {
                draft.gaps.push(gaps::unknown_channel());
            }
        }
        if raw.media.0 > 0 {
            draft.gaps.push(gaps::media_named(raw.media.0));
        }
        draft.settle(false);
        draft
    }

    /// Sees to the two ends of length: nothing at all, and too much.
    fn settle(&mut self, mut cut: bool) {
        if self.text.len() > DRAFT_LIMIT {
            let end = (0..=DRAFT_LIMIT).rev().find(|i| self.text.is_char_boundary(*i)).unwrap_or(0);
            match &mut self.text {
                Cow::Borrowed(text) => *text = text.get(..end).unwrap_or_default(),
                Cow::Owned(text) => text.truncate(end),
            }
            cut = true;
        }
        if cut {
            self.gaps.push(gaps::too_long());
        } else if self.text.trim().is_empty() && self.gaps.is_empty() {
            self.gaps.push(gaps::empty());
        }
    }

    fn into_owned<'b>(self, source: &'b str) -> Draft<'b> {
        Draft {
            id: Cow::Owned(self.id.into_owned()),
            source,
            source_line: self.source_line,
            text: Cow::Owned(self.text.into_owned()),
            channel: self.channel,
            gaps: self.gaps,
        }
    }
}

fn name(source: &str, line: Option<u64>) -> Cow<'_, str> {
    match line {
        Some(line) => Cow::Owned(format!("{source}:{line}")),
        None => Cow::Borrowed(source),
    }
}

/// serde counts bytes; people count characters.
fn column_in_characters(text: &str, line: usize, column: usize) -> usize {
    let line = text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    let end = (0..=column.min(line.len())).rev().find(|i| line.is_char_boundary(*i)).unwrap_or(0);
    line.get(..end).unwrap_or_default().chars().count()
}

#[derive(Deserialize)]
struct Raw<'a> {
    #[serde(borrow, default)]
    id: Option<Id<'a>>,
    #[serde(borrow, default)]
    text: Option<Text<'a>>,
    #[serde(borrow, default)]
    channel: Option<Text<'a>>,
    #[serde(default)]
    media: Media,
}

/// A string that is borrowed when it holds no escapes.
struct Text<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Seen;
        impl<'de> Visitor<'de> for Seen {
            type Value = Text<'de>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a string")
            }
            fn visit_borrowed_str<E: de::Error>(self, v: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Borrowed(v)))
            }
            fn visit_str<E: de::Error>(self, v: &str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(v.to_owned())))
            }
        }
        deserializer.deserialize_str(Seen)
    }
}

/// An id: a string, or a number as databases give it.
struct Id<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Id<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Seen;
        impl<'de> Visitor<'de> for Seen {
            type Value = Id<'de>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a string or a number")
            }
            fn visit_borrowed_str<E: de::Error>(self, v: &'de str) -> Result<Self::Value, E> {
                Ok(Id(Cow::Borrowed(v)))
            }
            fn visit_str<E: de::Error>(self, v: &str) -> Result<Self::Value, E> {
                Ok(Id(Cow::Owned(v.to_owned())))
            }
            fn visit_u64<E: de::Error>(self, v: u64) -> Result<Self::Value, E> {
                Ok(Id(Cow::Owned(v.to_string())))
            }
            fn visit_i64<E: de::Error>(self, v: i64) -> Result<Self::Value, E> {
                Ok(Id(Cow::Owned(v.to_string())))
            }
            fn visit_f64<E: de::Error>(self, v: f64) -> Result<Self::Value, E> {
                Ok(Id(Cow::Owned(v.to_string())))
            }
        }
        deserializer.deserialize_any(Seen)
    }
}

/// How many media a draft names, in whatever shape they are named: a list, one name, an object.
#[derive(Default)]
struct Media(usize);

impl<'de> Deserialize<'de> for Media {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Count;
        impl<'de> Visitor<'de> for Count {
            type Value = Media;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a list of media")
            }
            fn visit_unit<E: de::Error>(self) -> Result<Media, E> {
                Ok(Media(0))
            }
            fn visit_bool<E: de::Error>(self, v: bool) -> Result<Media, E> {
                Ok(Media(usize::from(v)))
            }
            fn visit_u64<E: de::Error>(self, v: u64) -> Result<Media, E> {
                Ok(Media(usize::try_from(v).unwrap_or(usize::MAX)))
            }
            fn visit_i64<E: de::Error>(self, _: i64) -> Result<Media, E> {
                Ok(Media(1))
            }
            fn visit_f64<E: de::Error>(self, _: f64) -> Result<Media, E> {
                Ok(Media(1))
            }
            fn visit_str<E: de::Error>(self, v: &str) -> Result<Media, E> {
                Ok(Media(usize::from(!v.is_empty())))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Media, A::Error> {
                let mut n = 0;
                while seq.next_element::<IgnoredAny>()?.is_some() {
                    n += 1;
                }
                Ok(Media(n))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Media, A::Error> {
                let mut n = 0;
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
                    n = 1;
                }
                Ok(Media(n))
            }
        }
        deserializer.deserialize_any(Count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(line: &str) -> Draft<'_> {
        Draft::json("a.jsonl", Some(7), line.as_bytes())
    }

    fn gap_ids(draft: &Draft<'_>) -> Vec<&'static str> {
        draft.gaps.iter().map(|g| g.id).collect()
    }

    #[test]
    fn a_draft_with_all_its_fields() {
        let draft = json(
            r#"{"id":"d1","text":"改善\nの話 \u6771","channel":"linkedin","media":["a.jpg","b.jpg"],"spans":[{"x":1}]}"#,
        );
        assert_eq!((draft.id.as_ref(), draft.text.as_ref()), ("d1", "改善\nの話 東"));
        assert_eq!(draft.channel, Some(Channel::LinkedIn));
        assert_eq!(gap_ids(&draft), ["media_not_inspected"]);
    }

    #[test]
    fn plain_strings_are_not_copied() {
        assert!(matches!(json(r#"{"id":"d1","text":"改善の話"}"#).text, Cow::Borrowed(_)));
    }

    #[test]
    fn ids_may_be_numbers_or_missing() {
        assert_eq!(json(r#"{"id":42,"text":"あ"}"#).id, "42");
        assert_eq!(json(r#"{"text":"あ","channel":null,"media":null}"#).id, "a.jsonl:7");
        assert!(json(r#"{"text":"あ","channel":null,"media":[]}"#).gaps.is_empty());
    }

    #[test]
    fn what_cannot_be_understood_is_a_gap_and_never_a_missing_row() {
        for line in [
            "{",
            "[]",
            "null",
            "3",
            r#"{"text":5}"#,
            r#"{"id":"a"}"#,
            r#"{"id":{},"text":"a"}"#,
            r#"{"text":"a"} x"#,
            r#"{"text":"\ud800"}"#,
        ] {
            let draft = json(line);
            assert_eq!(gap_ids(&draft), ["unreadable_draft"], "{line}");
            assert_eq!(draft.text, "", "{line}");
        }
        assert!(json("{\"text\":\"東鷹").gaps[0].what.ja.contains("7行目"));
        assert_eq!(gap_ids(&json(r#"{"text":"a","channel":"myspace"}"#)), ["unknown_channel"]);
        assert_eq!(gap_ids(&json(r#"{"text":" \n"}"#)), ["empty_draft"]);
    }

    #[test]
    fn a_message_about_broken_json_does_not_quote_it() {
        let draft = json(r#"{"text": 東鷹}"#);
        assert!(!draft.gaps.iter().any(|g| g.what.ja.contains('東') || g.what.en.contains('東')));
    }

    #[test]
    fn too_long_a_draft_keeps_its_beginning() {
        let long = "あ".repeat(DRAFT_LIMIT / 3 + 2);
        let line = format!(r#"{{"text":"{long}"}}"#);
        let draft = json(&line);
        assert_eq!(gap_ids(&draft), ["too_long"]);
        assert!(draft.text.len() <= DRAFT_LIMIT && draft.text.len() + 3 > DRAFT_LIMIT);
    }

    #[test]
    fn cp932_lines_are_read() {
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode(r#"{"id":"ソ","text":"表示 能"}"#);
        let draft = Draft::json("a.jsonl", Some(1), &bytes);
        assert_eq!((draft.id.as_ref(), draft.text.as_ref()), ("ソ", "表示 能"));
    }
}
