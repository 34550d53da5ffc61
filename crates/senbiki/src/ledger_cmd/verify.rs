//! `senbiki ledger verify` and `withdraw`.

use senbiki_review::ledger::{Broken, Entry, Hash, Withdrawn};
use serde_json::json;

use super::args::{VerifyArgs, WithdrawArgs};
use super::file::{self, FileProblem, Open};
use super::posts::one_line;
use super::words;
use crate::args::ListFormatArg;
use crate::exit::{self, Exit, Failure};
use crate::lang::{Lang, say, word};
use crate::report::paragraph;
use crate::term::{Style, Tone, safe};

/// Runs `verify`. Exit code 1 when the ledger does not hold.
pub fn verify(args: &VerifyArgs, lang: Lang, style: Style) -> Result<Exit, Failure> {
    let noted = match args.head.as_deref().map(|hex| Hash::from_hex(&hex.trim().to_ascii_lowercase())) {
        Some(None) => {
            return Err(Failure::Usage(
                "--head には、控えておいた64桁の値（0〜9 と a〜f）をそのまま書いてください。".to_owned(),
                "--head needs the 64 digits (0-9, a-f) just as they were noted.".to_owned(),
            ));
        }
        Some(noted) => noted,
        None => None,
    };
    let read = match file::read(&args.file).and_then(file::Read::whole) {
        Ok(read) => read,
        Err(FileProblem::Broken(broken)) => return fails(args, broken, lang, style),
        Err(problem) => return Err(words::failure(&args.file, problem)),
    };
    let head = read.chain.head();
    let since = match noted {
        None => None,
        Some(Hash::NONE) => Some(head.rows),
        Some(noted) => match read.chain.row_with(noted) {
            Some(row) => Some(head.rows - row),
            None => return cut_off(args, head.rows, lang, style),
        },
    };
    let page = match args.format {
        ListFormatArg::Json => {
            let row = json!({ "holds": true, "rows": head.rows, "head": head.hash.to_string(), "since_head": since });
            format!("{row}\n")
        }
        ListFormatArg::Pretty => {
            let rows = head.rows;
            let sentence = match rows {
                0 => say(lang, "この台帳には、まだ1行もありません。", "This ledger has no row yet."),
                _ => say(
                    lang,
                    &format!("{rows} 行すべてが、記録したときのままです。"),
                    &match rows {
                        1 => "The one row is as it was recorded.".to_owned(),
                        _ => format!("All {rows} rows are as they were recorded."),
                    },
                ),
            };
            let mut page = paragraph("○ ", &sentence, style, Some(Tone::Ready));
            if let Some(since) = since {
                let sentence = match since {
                    0 => {
                        say(lang, "控えた値は、いまの末尾と同じです。", "The noted head is the present one.")
                    }
                    n => say(
                        lang,
                        &format!("控えた値も台帳の中にあります。そのあとに {n} 行増えています。"),
                        &format!("The noted head is in it; {} came after it.", words::count(n, "row")),
                    ),
                };
                page.push_str(&paragraph("  ", &sentence, style, None));
            }
            page.push_str(&format!("  head {}\n", head.hash));
            if noted.is_none() && rows > 0 {
                let sentence = say(
                    lang,
                    "この値を別の場所に控えておくと、あとで末尾の行が失われても --head でわかります。",
                    "Note this value somewhere else: then --head shows later whether rows at the end were lost.",
                );
                page.push_str(&paragraph("  ", &sentence, style, Some(Tone::Dim)));
            }
            page
        }
    };
    super::print(&page)?;
    Ok(Exit::Ok)
}

fn fails(args: &VerifyArgs, broken: Broken, lang: Lang, style: Style) -> Result<Exit, Failure> {
    let sentence = word_of(lang, words::broken(broken));
    let then = words::way_out(broken.what);
    tell_failure(args, (broken.row, words::what_id(broken.what)), &sentence, then, lang, style)
}

fn cut_off(args: &VerifyArgs, rows: u64, lang: Lang, style: Style) -> Result<Exit, Failure> {
    let sentence = say(
        lang,
        &format!(
            "{rows} 行はつながっていますが、控えた値の行がありません。控えたあとに、末尾の行が失われたか、途中から書き直されています。"
        ),
        &format!(
            "What is left ({}) holds together, but the row that was noted is not among them. Since then rows at the end were lost, or written anew.",
            words::count(rows, "row")
        ),
    );
    let then = (
        "控え（バックアップ）を探して、失われた行を戻してください。",
        "Please look for a backup and bring the lost rows back.",
    );
    tell_failure(args, (rows + 1, "cut_off"), &sentence, then, lang, style)
}

fn tell_failure(
    args: &VerifyArgs,
    (row, id): (u64, &str),
    sentence: &str,
    then: (&str, &str),
    lang: Lang,
    style: Style,
) -> Result<Exit, Failure> {
    let page = match args.format {
        ListFormatArg::Json => {
            format!("{}\n", json!({ "holds": false, "row": row, "what": id, "why": sentence }))
        }
        ListFormatArg::Pretty => {
            let mut page = paragraph("◇ ", sentence, style, Some(Tone::Ask));
            let then = word(lang, then);
            if !then.is_empty() {
                page.push_str(&paragraph("  → ", then, style, None));
            }
            page
        }
    };
    super::print(&page)?;
    Ok(Exit::Change)
}

fn word_of(lang: Lang, pair: (String, String)) -> String {
    match lang {
        Lang::Ja => pair.0,
        Lang::En => pair.1,
    }
}

/// Runs `withdraw`.
pub fn withdraw(args: &WithdrawArgs, lang: Lang, style: Style) -> Result<Exit, Failure> {
    let failure = |problem| words::failure(&args.ledger, problem);
    let line = |text: &Option<String>| text.as_deref().map(one_line).filter(|t| !t.is_empty());
    let mut open = Open::new(&args.ledger, false).map_err(failure)?;
    if let Some(torn) = open.settle().map_err(failure)? {
        exit::note(&words::torn(&torn, lang));
    }
    let entry = Entry::Withdrawn(Withdrawn {
        date: args.date,
        row: args.row,
        evidence: line(&args.evidence),
        by: line(&args.by),
    });
    let rows = open.append(vec![entry]).map_err(failure)?;
    let Some(row) = rows.first() else { return Ok(Exit::Ok) };
    let (taken, new) = (args.row, row.seq());
    let page = match args.format {
        ListFormatArg::Json => {
            format!(
                "{}\n",
                json!({ "row": new, "withdraws": taken, "date": args.date.to_string(), "hash": row.hash().to_string() })
            )
        }
        ListFormatArg::Pretty => {
            let name = safe(&args.ledger.display().to_string());
            let head = say(
                lang,
                &format!("{taken}行目の投稿を取り下げたことを、{name} の{new}行目に記録しました。"),
                &format!("Row {new} of {name} now says that the post in row {taken} was taken back."),
            );
            let then = say(
                lang,
                "公開済みの根拠にはもう使いません。読んだ人の記憶には残るので、積み重ねの確認では引き続き考えに入れます。",
                "It is no longer a ground for calling something public. Those who read it still know it, so it still counts when posts are added up.",
            );
            format!(
                "{}{}",
                paragraph("", &head, style, Some(Tone::Ready)),
                paragraph("  ", &then, style, Some(Tone::Dim))
            )
        }
    };
    super::print(&page)?;
    Ok(Exit::Ok)
}
