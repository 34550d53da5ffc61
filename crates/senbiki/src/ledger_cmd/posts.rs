//! Posts that are to be recorded, from text, JSON lines or a table; and what is not right with
//! them, all at once.

use std::path::{Path, PathBuf};

use senbiki_engine::{Channel, LONGEST_DRAFT};
use senbiki_line::{Date, Found, Problem, Severity, SheetRow, parse_date};
use senbiki_review::ledger::{Hash, LONGEST_ID, LONGEST_NOTE};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::lang::{Lang, say};

/// A post that went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// The row of the table or the line of the file; 1 for a text.
    pub at: u32,
    /// The day.
    pub date: Date,
    /// Where.
    pub channel: Channel,
    /// What it said.
    pub text: String,
    /// Where it can be seen.
    pub evidence: Option<String>,
    /// Who recorded it.
    pub by: Option<String>,
    /// Its photos and films.
    pub media: Vec<Hash>,
}

/// Something that keeps posts from being recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// A cell, or a field of a JSON line, that the table reader has words for.
    Cell(Problem),
    /// Anything else: the file, its row, and both languages.
    Row(PathBuf, u32, String, String),
}

impl Trouble {
    /// The whole sentence. It may quote the input, so it goes to standard output only.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Cell(problem) => problem.message(lang),
            Self::Row(file, row, ja, en) => {
                let file = file.display();
                say(lang, &format!("{file} {row}行目: {ja}"), &format!("{file}, row {row}: {en}"))
            }
        }
    }

    /// The same for programs.
    pub fn row(&self, lang: Lang) -> Value {
        let (file, row, column) = match self {
            Self::Cell(problem) => (&problem.file, problem.row, problem.column.as_deref()),
            Self::Row(file, row, _, _) => (file, Some(*row), None),
        };
        json!({
            "added": false, "file": file.display().to_string(), "line": row, "column": column,
            "problem": self.message(lang),
        })
    }
}

/// What holds for posts that do not say it themselves.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// The day.
    pub date: Option<Date>,
    /// Where.
    pub channel: Option<Channel>,
    /// Where it can be seen.
    pub evidence: Option<String>,
    /// Who records.
    pub by: Option<String>,
    /// Photos and films.
    pub media: Vec<Hash>,
}

/// One row of the input on its way to a post; gathers what is not right with it.
struct Reading<'a> {
    file: &'a Path,
    row: u32,
    troubles: &'a mut Vec<Trouble>,
}

impl Reading<'_> {
    fn cell(&mut self, column: &str, found: Found) {
        self.troubles.push(Trouble::Cell(Problem {
            severity: Severity::Problem,
            file: self.file.to_owned(),
            row: Some(self.row),
            column: Some(column.to_owned()),
            found,
        }));
    }

    fn date(&mut self, column: &str, cell: &str) -> Option<Date> {
        let date = parse_date(cell);
        match date {
            None if cell.trim().is_empty() => self.cell(column, Found::EmptyCell),
            None => self.cell(column, Found::BadDate { value: short(cell) }),
            Some(_) => {}
        }
        date
    }

    fn channel(&mut self, column: &str, cell: &str) -> Option<Channel> {
        let channel = channel_named(cell);
        match channel {
            None if cell.trim().is_empty() => self.cell(column, Found::EmptyCell),
            None => {
                let known = Channel::ALL.map(Channel::id).to_vec();
                self.cell(column, Found::UnknownKind { value: short(cell), known });
            }
            Some(_) => {}
        }
        channel
    }

    fn text(&mut self, column: &str, text: &str) -> Option<String> {
        if text.trim().is_empty() {
            self.cell(column, Found::EmptyCell);
        } else if text.len() > LONGEST_DRAFT {
            self.cell(column, Found::CellTooLong { bytes: text.len(), limit: LONGEST_DRAFT });
        } else {
            return Some(text.to_owned());
        }
        None
    }

    /// A note on one line, `None` when it is empty.
    fn note(&mut self, column: &str, text: &str, limit: usize) -> Option<String> {
        let note = one_line(text);
        if note.len() > limit {
            self.cell(column, Found::CellTooLong { bytes: note.len(), limit });
        }
        Some(note).filter(|n| !n.is_empty())
    }
}

/// The text on one line: spreadsheets put line breaks into cells, rows of a ledger hold none.
pub fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split(|c: char| c.is_control()).map(str::trim).collect();
    words.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The beginning of a value, for a message.
fn short(value: &str) -> String {
    one_line(value).chars().take(40).collect()
}

/// The channel that people mean: its id, its name, or what it was called.
pub fn channel_named(name: &str) -> Option<Channel> {
    let folded: String = senbiki_text::fold(name.trim())
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | '.' | '-' | '・' | '/'))
        .collect();
    Some(match folded.as_str() {
        "x" | "twitter" | "x旧twitter" | "旧twitter" | "xtwitter" | "twitterx" | "ツイッター"
        | "エックス" | "xcom" => Channel::X,
        "linkedin" | "リンクトイン" | "リンクドイン" => Channel::LinkedIn,
        "facebook" | "fb" | "フェイスブック" | "フェースブック" => Channel::Facebook,
        "instagram" | "インスタグラム" | "インスタ" => Channel::Instagram,
        "youtube" | "ユーチューブ" => Channel::YouTube,
        _ => return None,
    })
}

/// One post of plain text.
pub fn of_text(file: &Path, text: &str, given: &Given, troubles: &mut Vec<Trouble>) -> Option<Post> {
    let mut reading = Reading { file, row: 1, troubles };
    let text = reading.text("text", text);
    let evidence = reading.note("evidence", given.evidence.as_deref().unwrap_or_default(), LONGEST_NOTE);
    let by = reading.note("by", given.by.as_deref().unwrap_or_default(), LONGEST_ID);
    let (date, channel) = (given.date?, given.channel?);
    Some(Post { at: 1, date, channel, text: text?, evidence, by, media: given.media.clone() })
}

#[derive(Deserialize)]
struct Raw {
    date: Option<Value>,
    channel: Option<Value>,
    text: Option<Value>,
    evidence: Option<Value>,
    by: Option<Value>,
    #[serde(default)]
    media: Vec<Value>,
}

/// The string of a field; what is no string is shown as it stands, so that the message names it.
fn string(value: Option<Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text,
        Some(other) => other.to_string(),
    }
}

/// One post of a JSON line.
pub fn of_json(
    file: &Path,
    row: u32,
    json: &str,
    given: &Given,
    troubles: &mut Vec<Trouble>,
) -> Option<Post> {
    let raw: Raw = match serde_json::from_str(json) {
        Ok(raw) => raw,
        Err(e) => {
            let (ja, en) = if e.is_data() {
                (
                    "投稿の形になっていません。{\"date\",\"channel\",\"text\"} の形で書いてください。",
                    "this has not the shape of a post. Please write {\"date\",\"channel\",\"text\"}.",
                )
            } else {
                (
                    "JSON として読めません。1行に1件の JSON になっているか確かめてください。",
                    "this cannot be read as JSON. Please check that there is one JSON object a line.",
                )
            };
            troubles.push(Trouble::Row(file.to_owned(), row, ja.to_owned(), en.to_owned()));
            return None;
        }
    };
    let before = troubles.len();
    let mut reading = Reading { file, row, troubles };
    let date = match string(raw.date) {
        date if date.is_empty() && given.date.is_some() => given.date,
        date => reading.date("date", &date),
    };
    let channel = match string(raw.channel) {
        channel if channel.is_empty() && given.channel.is_some() => given.channel,
        channel => reading.channel("channel", &channel),
    };
    let text = match raw.text {
        Some(Value::String(text)) => reading.text("text", &text),
        None | Some(Value::Null) => reading.text("text", ""),
        Some(_) => {
            let (ja, en) = (
                "「text」は文章を \" で囲んで書いてください。",
                "\"text\" must be a text in quotation marks.",
            );
            reading.troubles.push(Trouble::Row(file.to_owned(), row, ja.to_owned(), en.to_owned()));
            None
        }
    };
    let or = |own: Option<Value>, given: &Option<String>| match string(own) {
        own if own.is_empty() => given.clone().unwrap_or_default(),
        own => own,
    };
    let evidence = reading.note("evidence", &or(raw.evidence, &given.evidence), LONGEST_NOTE);
    let by = reading.note("by", &or(raw.by, &given.by), LONGEST_ID);
    let mut media = given.media.clone();
    for value in raw.media {
        let name = string(Some(value));
        match Hash::from_hex(&name).or_else(|| std::fs::read(&name).ok().map(|bytes| Hash::of(&bytes))) {
            Some(hash) => media.push(hash),
            None => reading.troubles.push(Trouble::Row(
                file.to_owned(),
                row,
                format!("写真・動画「{}」を読めません。ファイルの場所か、SHA-256 の64桁を書いてください。", short(&name)),
                format!("the photo or film \"{}\" cannot be read. Please give the place of the file, or its SHA-256 in 64 digits.", short(&name)),
            )),
        }
    }
    if troubles.len() > before {
        return None;
    }
    Some(Post { at: row, date: date?, channel: channel?, text: text?, evidence, by, media })
}

/// The columns of a table of posts: id, and what else people write above them.
const COLUMNS: [(&str, &[&str]); 4] = [
    ("date", &["date", "日付", "投稿日", "公開日", "日時", "投稿日時", "posted", "posted_at", "created_at"]),
    ("channel", &["channel", "発信先", "媒体", "チャネル", "チャンネル", "sns", "network"]),
    ("text", &["text", "本文", "投稿", "投稿文", "投稿内容", "内容", "文章", "post", "body"]),
    ("evidence", &["evidence", "根拠", "url", "リンク", "link", "投稿url", "permalink"]),
];

/// What a table of posts holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The posts.
    pub posts: Vec<Post>,
    /// Columns that were passed over, by their headers.
    pub unused: Vec<String>,
}

/// The posts of a table.
pub fn of_table(file: &Path, rows: &[SheetRow], given: &Given, troubles: &mut Vec<Trouble>) -> Table {
    let mut table = Table::default();
    let Some((header, rows)) = rows.split_first() else {
        troubles.push(Trouble::Cell(Problem {
            severity: Severity::Problem,
            file: file.to_owned(),
            row: None,
            column: None,
            found: Found::NoHeader,
        }));
        return table;
    };
    let mut places: [Option<usize>; 4] = [None; 4];
    for (at, name) in header.cells.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        let folded = senbiki_text::fold(name.trim()).replace([' ', '-'], "_");
        let known = COLUMNS.iter().position(|(_, names)| names.contains(&folded.as_str()));
        match known.and_then(|k| places.get_mut(k)) {
            None => table.unused.push(one_line(name)),
            Some(Some(_)) => {
                let mut reading = Reading { file, row: header.number, troubles };
                reading.cell(name, Found::ColumnTwice { name: name.clone() });
            }
            Some(place) => *place = Some(at),
        }
    }
    let [date, channel, text, evidence] = places;
    for (place, (id, _)) in places.iter().zip(COLUMNS).take(3) {
        if place.is_none() {
            troubles.push(Trouble::Cell(Problem {
                severity: Severity::Problem,
                file: file.to_owned(),
                row: Some(header.number),
                column: None,
                found: Found::NoColumn { name: id },
            }));
        }
    }
    let (Some(date), Some(channel), Some(text)) = (date, channel, text) else { return table };
    let head = |at: usize| header.cells.get(at).map(|c| one_line(c)).unwrap_or_default();
    for row in rows {
        let cell = |at: usize| row.cells.get(at).map_or("", String::as_str);
        let before = troubles.len();
        let mut reading = Reading { file, row: row.number, troubles };
        let day = reading.date(&head(date), cell(date));
        let place = reading.channel(&head(channel), cell(channel));
        let text = reading.text(&head(text), cell(text));
        let evidence = evidence.and_then(|at| reading.note(&head(at), cell(at), LONGEST_NOTE));
        let by = reading.note("by", given.by.as_deref().unwrap_or_default(), LONGEST_ID);
        if troubles.len() > before {
            continue;
        }
        if let (Some(date), Some(channel), Some(text)) = (day, place, text) {
            table.posts.push(Post { at: row.number, date, channel, text, evidence, by, media: Vec::new() });
        }
    }
    table
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on may stop")]
mod tests {
    use super::*;

    fn table(csv: &str) -> (Table, Vec<String>) {
        let rows = senbiki_line::read_sheet(Path::new("posts.csv"), csv.as_bytes()).unwrap();
        let mut troubles = Vec::new();
        let table = of_table(Path::new("posts.csv"), &rows, &Given::default(), &mut troubles);
        (table, troubles.iter().map(|t| t.message(Lang::Ja)).collect())
    }

    fn json(line: &str) -> (Option<Post>, Vec<String>) {
        let mut troubles = Vec::new();
        let post = of_json(Path::new("a.jsonl"), 7, line, &Given::default(), &mut troubles);
        (post, troubles.iter().map(|t| t.message(Lang::Ja)).collect())
    }

    #[test]
    fn tables_of_both_languages_are_understood() {
        for csv in [
            "日付,発信先,本文,根拠\n2026/11/1,X（旧Twitter）,改善の話,https://example.com/1\n",
            "Date,Channel,Text,URL\n2026-11-01 09:30,twitter,改善の話,https://example.com/1\n",
            "媒体,本文,いいね,投稿日,url\nツイッター,改善の話,12,２０２６年１１月１日,\"https://example.com/1\r\n\"\n",
        ] {
            let (table, troubles) = table(csv);
            assert_eq!(troubles, Vec::<String>::new(), "{csv}");
            let post = &table.posts[0];
            assert_eq!(
                (post.at, post.date.to_string().as_str(), post.channel),
                (2, "2026-11-01", Channel::X)
            );
            assert_eq!(post.evidence.as_deref(), Some("https://example.com/1"));
        }
        assert_eq!(table("媒体,本文,いいね,日付\n").0.unused, ["いいね"]);
    }

    #[test]
    fn everything_that_is_not_right_comes_at_once_with_its_place() {
        let (table, troubles) =
            table("日付,発信先,本文\n先月,x,話\n2026-11-01,mixi,\n2026-11-02,X,よい話\n,,\"\"\n,x,話\n");
        assert_eq!(table.posts.len(), 1, "the rows that are right are read");
        let places = ["2行目「日付」列", "3行目「発信先」列", "3行目「本文」列", "6行目「日付」列"];
        assert_eq!(troubles.len(), places.len(), "{troubles:#?}");
        for (trouble, place) in troubles.iter().zip(places) {
            assert!(trouble.contains(place), "{trouble} / {place}");
        }
        assert!(
            troubles[0].contains("先月") && troubles[1].contains("mixi") && troubles[1].contains("linkedin")
        );
    }

    #[test]
    fn a_table_without_its_columns_is_told_so() {
        assert_eq!(table("").1.len(), 1);
        assert_eq!(table("日付,本文\n2026-11-01,話\n").1.len(), 1);
        assert_eq!(table("2026-11-01,x,話\n").1.len(), 3, "no header at all");
        assert_eq!(table("日付,date,発信先,本文\n").1.len(), 1);
    }

    #[test]
    fn json_lines_are_read_or_told() {
        let (post, troubles) =
            json(r#"{"date":"2026-11-01","channel":"linkedin","text":"話\n続き","evidence":null,"likes":3}"#);
        assert_eq!((post.unwrap().text.as_str(), troubles.len()), ("話\n続き", 0));
        let (post, troubles) = json(r#"{"date":20261101,"channel":"note","text":5}"#);
        assert_eq!((post, troubles.len()), (None, 3), "{troubles:?}");
        for wrong in ["{", "[]", "3", "{\"text\":\"東鷹"] {
            let (post, troubles) = json(wrong);
            assert!(post.is_none() && troubles.len() == 1 && !troubles[0].contains('東'), "{troubles:?}");
        }
        let given = Given { date: parse_date("2026-11-02"), channel: Some(Channel::X), ..Given::default() };
        let post =
            of_json(Path::new("-"), 1, r#"{"text":"話","channel":"fb"}"#, &given, &mut Vec::new()).unwrap();
        assert_eq!((post.date.to_string().as_str(), post.channel), ("2026-11-02", Channel::Facebook));
    }

    #[test]
    fn a_note_is_one_line() {
        assert_eq!(one_line(" a\r\nb\u{1b}c \t"), "a b c");
        assert_eq!(one_line("\n \n"), "");
    }
}
