//! `senbiki ledger replay`: sequences of posts, to see with which one they add up to a secret.

use std::fmt::Write as _;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use senbiki_engine::Engine;
use senbiki_engine::sum::{self, Crossing};
use senbiki_line::parse_date;
use serde::Deserialize;
use serde_json::{Value, json};

use super::args::ReplayArgs;
use super::posts::channel_named;
use super::words;
use crate::args::{InputArg, ListFormatArg};
use crate::bulk::{self, Work};
use crate::exit::{Exit, Failure};
use crate::input::lines::{Block, of_block};
use crate::input::{self, decode};
use crate::lang::{Lang, of, say};
use crate::line_place;
use crate::report::paragraph;
use crate::term::{Style, Tone, safe};

/// One sequence and what became of it.
struct Answer {
    id: String,
    posts: usize,
    outcome: Result<Crossing, (String, String)>,
}

/// Runs the command. Exit code 1 when some sequence crosses the line, 3 when one could not be read.
pub fn run(args: ReplayArgs, lang: Lang, style: Style) -> Result<Exit, Failure> {
    let sources = input::sources(&[args.file], Some(InputArg::Jsonl))?;
    let (engine, _) = line_place::load(&line_place::find(args.line)?)?;
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    let (mut all, mut crossed, mut unread) = (0_usize, 0_usize, 0_usize);
    let mut out = std::io::stdout().lock();
    let written = bulk::run(
        &sources,
        threads,
        |work| answers(&engine, work),
        |answers| {
            let mut page = String::new();
            for answer in answers {
                all += 1;
                match &answer.outcome {
                    Ok(crossing) => crossed += usize::from(crossing.crosses_at.is_some()),
                    Err(_) => unread += 1,
                }
                match args.format {
                    ListFormatArg::Json => row(&mut page, &answer, lang),
                    ListFormatArg::Pretty => tell(&mut page, &answer, lang, style),
                }
            }
            out.write_all(page.as_bytes()).and_then(|()| out.flush())
        },
    );
    written.map_err(Failure::Output)?;
    drop(out);
    if all == 0 {
        return Err(Failure::Usage(
            "投稿の並びが1件もありませんでした。".to_owned(),
            "There was no sequence of posts at all.".to_owned(),
        ));
    }
    if args.format == ListFormatArg::Pretty {
        let mut sentence = say(
            lang,
            &format!(
                "全部で {all} 件、うち {crossed} 件で、積み重なると社外に出さないと決めたことが伝わります。"
            ),
            &format!(
                "{} in all; {crossed} of them: together the posts tell something that we have decided to keep inside.",
                words::count(all as u64, "sequence")
            ),
        );
        if unread > 0 {
            sentence.push_str(&say(
                lang,
                &format!("{unread} 件はまだ確かめられていません。"),
                &format!(" {unread} could not be inspected yet."),
            ));
        }
        super::print(&paragraph("", &sentence, style, Some(Tone::Bold)))?;
    }
    Ok(match (unread, crossed) {
        (0, 0) => Exit::Ok,
        (0, _) => Exit::Change,
        _ => Exit::Gap,
    })
}

fn answers(engine: &Engine, work: Work<'_>) -> Vec<Answer> {
    let lost = |number: u64, ja: &str, en: &str| {
        vec![Answer { id: number.to_string(), posts: 0, outcome: Err((ja.to_owned(), en.to_owned())) }]
    };
    match work {
        Work::Lines(_, Block::Lines(first, block)) => {
            of_block(first, &block).map(|(number, line)| answer(engine, number, line)).collect()
        }
        Work::Lines(_, Block::Oversized(number)) => lost(
            number,
            "この行は長すぎて（8 MiB 超）読めませんでした。1行に1件ずつ書いてください。",
            "This line is too long to be read (over 8 MiB). Please write one sequence a line.",
        ),
        Work::Unreadable(_) | Work::Whole(..) => lost(
            0,
            "途中で読めなくなりました。ファイルの場所と権限を確かめてください。",
            "Reading stopped half-way. Please check place and permissions of the file.",
        ),
    }
}

#[derive(Deserialize)]
struct Raw {
    #[serde(default)]
    id: Value,
    posts: Vec<RawPost>,
}

#[derive(Deserialize)]
struct RawPost {
    date: String,
    #[serde(default)]
    channel: Value,
    text: String,
}

fn answer(engine: &Engine, number: u64, line: &[u8]) -> Answer {
    let shape = || {
        (
            "並びの形で読めませんでした。{\"id\",\"posts\":[{\"date\",\"channel\",\"text\"}]} の形で、1行に1件ずつ書いてください。".to_owned(),
            "This is no sequence. Please write {\"id\",\"posts\":[{\"date\",\"channel\",\"text\"}]}, one a line.".to_owned(),
        )
    };
    let parsed = decode::text(line, false).map(|text| {
        // The id is told even if the rest is not as it should be.
        let id = serde_json::from_str::<Value>(&text).ok().and_then(|v| v.get("id").cloned());
        (id, serde_json::from_str::<Raw>(&text).ok())
    });
    let (id, raw) = parsed.unwrap_or((None, None));
    let id = match raw.as_ref().map(|r| r.id.clone()).or(id) {
        Some(Value::String(id)) if !id.is_empty() => id,
        Some(id @ Value::Number(_)) => id.to_string(),
        _ => number.to_string(),
    };
    let Some(raw) = raw else { return Answer { id, posts: 0, outcome: Err(shape()) } };
    let count = raw.posts.len();
    let outcome = posts(&raw.posts).and_then(|posts| {
        catch_unwind(AssertUnwindSafe(|| engine.replay(&posts))).map_err(|_| {
            (
                "プログラムの不具合で、この並びを確かめられませんでした。".to_owned(),
                "A defect of the program kept this sequence from being inspected.".to_owned(),
            )
        })
    });
    Answer { id, posts: count, outcome }
}

fn posts(raw: &[RawPost]) -> Result<Vec<sum::Post<'_>>, (String, String)> {
    let mut posts = Vec::with_capacity(raw.len());
    for (at, post) in raw.iter().enumerate() {
        let Some(date) = parse_date(&post.date) else {
            return Err((
                format!("posts の {at} 番（0 から数えて）の date を 2026-12-31 の形で書いてください。"),
                format!("Please write the date of post {at} (counted from 0) such as 2026-12-31."),
            ));
        };
        if post.text.len() > senbiki_engine::LONGEST_DRAFT {
            return Err((
                format!("posts の {at} 番（0 から数えて）が長すぎて読めません。"),
                format!("Post {at} (counted from 0) is too long to be read."),
            ));
        }
        // The network hardly changes what a text tells; one that we do not know is no reason to
        // leave the sequence out.
        let channel = post.channel.as_str().and_then(channel_named);
        posts.push(sum::Post { date, channel, text: &post.text });
    }
    Ok(posts)
}

fn row(page: &mut String, answer: &Answer, lang: Lang) {
    let row = match &answer.outcome {
        Ok(crossing) => json!({
            "id": answer.id, "crosses_at": crossing.crosses_at,
            "reveals": crossing.reveals.as_ref().map(|m| of(lang, m)),
            "entity": crossing.entity, "because": crossing.because,
            "kind": crossing.kind.map(sum::SumKind::id),
        }),
        Err((ja, en)) => json!({
            "id": answer.id, "crosses_at": null, "reveals": null, "entity": null, "because": [],
            "kind": null, "error": say(lang, ja, en),
        }),
    };
    let _ = writeln!(page, "{row}");
}

fn tell(page: &mut String, answer: &Answer, lang: Lang, style: Style) {
    let id = style.paint(Tone::Dim, &safe(&answer.id));
    let n = answer.posts;
    let crossing = match &answer.outcome {
        Ok(crossing) => crossing,
        Err((ja, en)) => {
            let head = say(lang, "◇ まだ確かめられていません", "◇ Not inspected yet");
            let _ = writeln!(page, "{}  {id}", style.paint(Tone::Ask, &head));
            page.push_str(&paragraph("  ", &say(lang, ja, en), style, None));
            page.push('\n');
            return;
        }
    };
    let Some(at) = crossing.crosses_at else {
        let head = say(
            lang,
            &format!("○ {n} 件を続けて出せます"),
            &format!("○ All {n} can go out one after the other"),
        );
        let _ = writeln!(page, "{}  {id}\n", style.paint(Tone::Ready, &head));
        return;
    };
    let at = at + 1;
    let head = say(
        lang,
        &format!("△ {at} 件目で、切り口を変えましょう"),
        &format!("△ Post {at} of {n}: tell it another way"),
    );
    let _ = writeln!(page, "{}  {id}", style.paint(Tone::AnotherWay, &head));
    if let Some(reveals) = &crossing.reveals {
        page.push_str(&paragraph("  ", &safe(of(lang, reveals)), style, None));
    }
    let because: Vec<String> = crossing.because.iter().map(|at| (at + 1).to_string()).collect();
    let sentence = say(
        lang,
        &format!("合わせて伝わる投稿: {} 件目", because.join("・")),
        &format!("Posts that tell it together: {}", because.join(", ")),
    );
    page.push_str(&paragraph("  ", &sentence, style, Some(Tone::Dim)));
    page.push('\n');
}
