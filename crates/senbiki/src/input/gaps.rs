//! The gaps that reading can leave: what was not inspected, and what a person can do about it.

use senbiki_engine::{Gap, Message};

use super::Medium;

fn gap(id: &'static str, what: (String, String), close: (&str, &str)) -> Gap {
    Gap { id, what: Message::new(what.0, what.1), close: Message::new(close.0, close.1) }
}

/// The draft is longer than the limit; only its beginning was looked at.
pub fn too_long() -> Gap {
    gap(
        "too_long",
        (
            "下書きが 1 MiB を超えているので、はじめの 1 MiB だけを見ました。".into(),
            "The draft is longer than 1 MiB; only its first 1 MiB was looked at.".into(),
        ),
        ("投稿ごとに分けて、もう一度確認してください。", "Split it into single posts and check again."),
    )
}

/// A line of a JSON-lines file is so long that it was passed over.
pub fn line_too_long(line: u64) -> Gap {
    gap(
        "too_long",
        (
            format!("{line}行目が長すぎて（8 MiB 超）、読み込めませんでした。"),
            format!("Line {line} is too long to be read (over 8 MiB)."),
        ),
        ("1行に1件の下書きになっているか確かめてください。", "Please check that there is one draft a line."),
    )
}

/// Bytes that are no text in any encoding we know for certain.
pub fn not_text() -> Gap {
    gap(
        "not_utf8",
        (
            "文字コードがわからず、文章として読めませんでした。".into(),
            "The bytes could not be read as text in a known encoding.".into(),
        ),
        ("UTF-8 のテキストで保存し直してください。", "Please save it again as UTF-8 text."),
    )
}

/// A named picture, film or document.
pub fn media_file(medium: Medium) -> Gap {
    let (ja, en) = match medium {
        Medium::Picture => ("写真・画像", "a picture"),
        Medium::Video => ("動画", "a video"),
        Medium::Sound => ("音声", "a sound recording"),
        Medium::Document => ("文書ファイル", "a document"),
    };
    gap(
        "media_not_inspected",
        (
            format!("{ja}の中はまだ見ていません。写り込みがないとは言えません。"),
            format!("This is {en}; it has not been looked at, so nothing can be said about what it shows."),
        ),
        (
            "背景・画面・図面・人の顔を、コーチか広報に目で確かめてもらってください。文書は本文をテキストにすると確認できます。",
            "Ask a coach or PR to look at background, screens, drawings and faces. A document can be checked once its text is saved as plain text.",
        ),
    )
}

/// Media that a draft names.
pub fn media_named(count: usize) -> Gap {
    gap(
        "media_not_inspected",
        (
            format!("いっしょに出す写真・動画が{count}点ありますが、まだ見ていません。"),
            format!("{count} picture(s) or video(s) go out with this draft; they have not been looked at."),
        ),
        (
            "背景・画面・図面・人の顔を、コーチか広報に目で確かめてもらってください。",
            "Ask a coach or PR to look at background, screens, drawings and faces.",
        ),
    )
}

/// A JSON draft that cannot be understood. `line` counts from 1; a whole file has none.
pub fn unreadable(line: Option<u64>, reason: Reason) -> Gap {
    let (at_ja, at_en) = match line {
        Some(n) => (format!("{n}行目を"), format!("Line {n}")),
        None => ("このファイルを".into(), "This file".into()),
    };
    let (ja, en) = match reason {
        Reason::Syntax(column) => (
            format!("JSON の形が{column}文字目あたりで崩れています"),
            format!("the JSON breaks off near character {column}"),
        ),
        Reason::NoText => ("\"text\" がありません".into(), "there is no \"text\"".into()),
        Reason::Shape => (
            "\"text\" などの値の種類が合いません".into(),
            "a value such as \"text\" is of the wrong kind".into(),
        ),
    };
    gap(
        "unreadable_draft",
        (
            format!("{at_ja}下書きとして読めませんでした（{ja}）。"),
            format!("{at_en} could not be read as a draft ({en})."),
        ),
        (
            "{\"id\": \"…\", \"text\": \"…\", \"channel\": \"x\"} の形に直して、もう一度確認してください。",
            "Write it as {\"id\": \"…\", \"text\": \"…\", \"channel\": \"x\"} and check again.",
        ),
    )
}

/// Why a JSON draft cannot be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// No JSON; the column where it breaks off.
    Syntax(usize),
    /// No text in it.
    NoText,
    /// A known field holds the wrong kind of value.
    Shape,
}

/// A channel nobody knows. Its name is not repeated: it is the draft's content, not ours.
pub fn unknown_channel() -> Gap {
    gap(
        "unknown_channel",
        (
            "発信先の名前がわからず、発信先ごとの決まりを確かめられませんでした。".into(),
            "The channel is not known, so its own limits were not checked.".into(),
        ),
        (
            "x / linkedin / facebook / instagram / youtube のどれかを書いてください。",
            "Please write one of x, linkedin, facebook, instagram, youtube.",
        ),
    )
}

/// Nothing is written in the draft.
pub fn empty() -> Gap {
    gap(
        "empty_draft",
        (
            "下書きが空で、確かめるものがありませんでした。".into(),
            "The draft is empty; there was nothing to inspect.".into(),
        ),
        ("文章を書いてから、もう一度確認してください。", "Write something and check again."),
    )
}

/// The system refused while the file was read.
pub fn not_readable() -> Gap {
    gap(
        "not_readable",
        (
            "途中で読めなくなり、最後まで確かめられませんでした。".into(),
            "Reading stopped half-way, so it was not inspected to the end.".into(),
        ),
        (
            "ファイルの場所と権限を確かめて、もう一度確認してください。",
            "Please check place and permissions of the file and check again.",
        ),
    )
}

/// The program itself failed on this draft.
pub fn inspection_failed() -> Gap {
    gap(
        "inspection_failed",
        (
            "プログラムの不具合で、この下書きを確かめられませんでした。".into(),
            "A defect of the program kept this draft from being inspected.".into(),
        ),
        (
            "コーチに見てもらい、不具合を管理者に知らせてください。",
            "Ask a coach to look at it, and tell the administrator.",
        ),
    )
}
