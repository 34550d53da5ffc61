//! Posts into the ledger: facts are read, rows appended, and it is told in plain words what was
//! recorded.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::thread;

use senbiki_engine::sum::Fact;
use senbiki_engine::{Engine, Material};
use senbiki_review::ledger::{Entry, Hash, Posted, Row};
use senbiki_text::Text;
use serde_json::json;

use super::file::{FileProblem, Open};
use super::posts::{Post, Trouble};
use super::words::{self, Names};
use crate::args::ListFormatArg;
use crate::exit::{self, Exit, Failure};
use crate::lang::{Lang, say};
use crate::report::paragraph;
use crate::term::{Style, Tone, safe};

/// Of so many posts it is shown one by one what was recorded; of more only how many there were.
const SHOWN: usize = 10;

/// How the answer is written.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    /// Pretty or JSON.
    pub format: ListFormatArg,
    /// The language.
    pub lang: Lang,
    /// Colour and width.
    pub style: Style,
}

/// Lists what keeps the posts from being recorded. Nothing has been written.
pub fn refuse(troubles: &[Trouble], manner: Manner) -> Result<Exit, Failure> {
    const MOST: usize = 200;
    let Manner { format, lang, style } = manner;
    let mut page = String::new();
    match format {
        ListFormatArg::Json => {
            for trouble in troubles {
                let _ = writeln!(page, "{}", trouble.row(lang));
            }
        }
        ListFormatArg::Pretty => {
            let n = troubles.len();
            let head = say(
                lang,
                &format!("直すところが {n} 件あります。まだ1件も記録していません。"),
                &format!("{} to put right. Nothing has been recorded yet.", words::count(n as u64, "thing")),
            );
            page.push_str(&paragraph("", &head, style, Some(Tone::Ask)));
            for trouble in troubles.iter().take(MOST) {
                let bullet = if lang == Lang::Ja { "・" } else { "- " };
                page.push_str(&paragraph(bullet, &safe(&trouble.message(lang)), style, None));
            }
            if n > MOST {
                let more = n - MOST;
                let sentence = say(lang, &format!("ほかに {more} 件あります。"), &format!("{more} more."));
                page.push_str(&paragraph("  ", &sentence, style, Some(Tone::Dim)));
            }
        }
    }
    super::print(&page)?;
    Ok(Exit::Usage)
}

/// What each post gives away.
fn facts(engine: &Engine, posts: &[Post]) -> Vec<Vec<Fact>> {
    let threads = thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    let piece = posts.len().div_ceil(threads).max(16);
    let read = |post: &Post| {
        let text = Text::new(&post.text);
        let material =
            Material { text: &text, channel: Some(post.channel), as_of: post.date, gaps: Vec::new() };
        engine.disclose(&material).facts
    };
    if posts.len() <= piece {
        return posts.iter().map(read).collect();
    }
    thread::scope(|scope| {
        let works: Vec<_> = posts
            .chunks(piece)
            .map(|piece| scope.spawn(move || piece.iter().map(read).collect::<Vec<_>>()))
            .collect();
        // A panic of a thread goes on in this one: a post must not be recorded without its facts.
        works
            .into_iter()
            .flat_map(|work| work.join().unwrap_or_else(|p| std::panic::resume_unwind(p)))
            .collect()
    })
}

/// One post and where it is recorded.
struct Recorded<'a> {
    post: &'a Post,
    facts: Vec<Fact>,
    row: u64,
    /// Its own row; `None` when it had been recorded before.
    new: Option<Row>,
}

/// Records the posts that are not in the ledger yet, and tells what was recorded.
pub fn record(
    engine: &Engine,
    file: &Path,
    ledger: &Path,
    posts: &[Post],
    unused: &[String],
    manner: Manner,
) -> Result<Exit, Failure> {
    let line = Hash::from_bytes(*engine.line().digest().as_bytes());
    let Ok(found) = catch_unwind(AssertUnwindSafe(|| facts(engine, posts))) else {
        return Err(Failure::Usage(
            "プログラムの不具合で投稿を読み取れず、何も記録していません。管理者に知らせてください。".to_owned(),
            "A defect of the program kept a post from being read, so nothing was recorded. Please tell the administrator."
                .to_owned(),
        ));
    };
    let failure = |problem| words::failure(ledger, problem);
    let mut open = Open::new(ledger, true).map_err(failure)?;
    if let Some(torn) = open.settle().map_err(failure)? {
        exit::note(&words::torn(&torn, manner.lang));
    }
    let mut entries = Vec::new();
    let mut places: Vec<(Option<u64>, usize)> = Vec::with_capacity(posts.len());
    let mut within = std::collections::HashMap::new();
    for (post, facts) in posts.iter().zip(&found) {
        let content = Hash::of_text(&post.text);
        let known = open.chain().row_of(content, post.date, post.channel.id());
        let same = *within.entry((content, post.date, post.channel)).or_insert(entries.len());
        places.push((known, same));
        if known.is_none() && same == entries.len() {
            entries.push((
                post.at,
                Entry::Posted(Posted {
                    date: post.date,
                    channel: post.channel.id().to_owned(),
                    content,
                    media: post.media.clone(),
                    facts: facts.iter().map(Fact::to_string).collect(),
                    evidence: post.evidence.clone(),
                    by: post.by.clone(),
                    line,
                }),
            ));
        }
    }
    let (at, entries): (Vec<u32>, Vec<Entry>) = entries.into_iter().unzip();
    let rows = match open.append(entries) {
        Ok(rows) => rows,
        Err(FileProblem::Refused(n, refusal)) => {
            let (ja, en) = words::refused(refusal);
            let row = at.get(n).copied().unwrap_or(1);
            return refuse(&[Trouble::Row(file.to_owned(), row, ja, en)], manner);
        }
        Err(problem) => return Err(failure(problem)),
    };
    drop(open);
    let mut waiting: Vec<Option<Row>> = rows.into_iter().map(Some).collect();
    let mut numbers: Vec<u64> = Vec::new();
    let mut all = Vec::with_capacity(posts.len());
    for ((post, facts), (known, same)) in posts.iter().zip(found).zip(places) {
        let new = if known.is_some() { None } else { waiting.get_mut(same).and_then(Option::take) };
        if let Some(row) = &new {
            numbers.push(row.seq());
        }
        let row = known.or_else(|| numbers.get(same).copied()).unwrap_or_default();
        all.push(Recorded { post, facts, row, new });
    }
    let names = Names::new(engine.line());
    let page = match manner.format {
        ListFormatArg::Json => rows_of(&all, &names, manner.lang),
        ListFormatArg::Pretty => tell(&all, ledger, unused, &names, manner),
    };
    super::print(&page)?;
    Ok(Exit::Ok)
}

fn rows_of(all: &[Recorded<'_>], names: &Names, lang: Lang) -> String {
    let mut page = String::new();
    for one in all {
        let facts: Vec<String> = one.facts.iter().map(Fact::to_string).collect();
        let row = json!({
            "row": one.row, "added": one.new.is_some(), "line": one.post.at,
            "date": one.post.date.to_string(), "channel": one.post.channel.id(),
            "facts": facts, "tells": words::tell(&one.facts, names, lang),
            "hash": one.new.as_ref().map(|row| row.hash().to_string()),
        });
        let _ = writeln!(page, "{row}");
    }
    page
}

fn tell(all: &[Recorded<'_>], ledger: &Path, unused: &[String], names: &Names, manner: Manner) -> String {
    let Manner { lang, style, .. } = manner;
    let mut page = String::new();
    let added = all.iter().filter(|one| one.new.is_some()).count();
    let known = all.len() - added;
    let name = safe(&ledger.display().to_string());
    let head = match (added, known) {
        (0, 0) => say(lang, "記録する投稿がありませんでした。", "There was no post to record."),
        (0, 1) => say(
            lang,
            "この投稿は、もう台帳にあります。書き足していません。",
            "This post is in the ledger already. Nothing was added.",
        ),
        (0, _) => say(
            lang,
            &format!("{known} 件とも、もう台帳にあります。書き足していません。"),
            &format!("All {known} posts are in the ledger already. Nothing was added."),
        ),
        (_, 0) => say(
            lang,
            &format!("{name} に {added} 件を記録しました。"),
            &format!("{} recorded in {name}.", words::count(added as u64, "post")),
        ),
        (_, _) => say(
            lang,
            &format!("{name} に {added} 件を記録しました。ほかの {known} 件は、もう台帳にあります。"),
            &format!(
                "{} recorded in {name}. {known} more already in it.",
                words::count(added as u64, "post")
            ),
        ),
    };
    page.push_str(&paragraph("", &head, style, Some(Tone::Ready)));
    if !unused.is_empty() {
        let list = unused.iter().map(|n| safe(n)).collect::<Vec<_>>().join(if lang == Lang::Ja {
            "、"
        } else {
            ", "
        });
        let sentence =
            say(lang, &format!("使わなかった列: {list}"), &format!("Columns that were not used: {list}"));
        page.push_str(&paragraph("", &sentence, style, Some(Tone::Dim)));
    }
    for one in all.iter().take(SHOWN) {
        page.push('\n');
        let channel = words::channel(one.post.channel.id());
        let place = say(
            lang,
            &format!("{}行目  {}  {channel}", one.row, one.post.date),
            &format!("row {}  {}  {channel}", one.row, one.post.date),
        );
        let _ = writeln!(page, "{}", style.paint(Tone::Bold, &place));
        facts_of(&mut page, &one.facts, names, lang, style);
        if !one.post.media.is_empty() {
            let n = one.post.media.len();
            let sentence = say(
                lang,
                &format!(
                    "写真・動画 {n} 点は、ハッシュだけを控えました。写っているものは読み取っていません。"
                ),
                &format!(
                    "Of {} (photos, films) only the hash was kept. What they show was not read.",
                    words::count(n as u64, "file")
                ),
            );
            page.push_str(&paragraph("  ", &sentence, style, Some(Tone::Dim)));
        }
    }
    if all.len() > SHOWN {
        let more = all.len() - SHOWN;
        let sentence = say(
            lang,
            &format!("ほかの {more} 件は senbiki ledger show --ledger {name} で見られます。"),
            &format!("senbiki ledger show --ledger {name} shows the other {more}."),
        );
        let _ = write!(page, "\n{}", paragraph("", &sentence, style, Some(Tone::Dim)));
    }
    page
}

/// What a post gives away, one thing a line.
pub fn facts_of(page: &mut String, facts: &[Fact], names: &Names, lang: Lang, style: Style) {
    let told = words::tell(facts, names, lang);
    if told.is_empty() {
        let sentence = say(
            lang,
            "線引きにかかわる手がかりは読み取れませんでした。",
            "Nothing was read from it that matters to the line.",
        );
        page.push_str(&paragraph("  ", &sentence, style, Some(Tone::Dim)));
    }
    for sentence in told {
        page.push_str(&paragraph(
            if lang == Lang::Ja { "  ・" } else { "  - " },
            &safe(&sentence),
            style,
            None,
        ));
    }
    if let Some(topic) = words::topic(facts, lang) {
        page.push_str(&paragraph("  ", &safe(&topic), style, Some(Tone::Dim)));
    }
}
