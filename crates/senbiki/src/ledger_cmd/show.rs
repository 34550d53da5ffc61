//! `senbiki ledger show`: what was recorded, in plain words.

use std::fmt::Write as _;
use std::path::PathBuf;

use senbiki_engine::Engine;
use senbiki_engine::sum::{Fact, Reference};
use senbiki_review::ledger::{Chain, Entry, Row};
use serde_json::json;

use super::args::ShowArgs;
use super::file;
use super::record::facts_of;
use super::words::{self, Names};
use crate::args::ListFormatArg;
use crate::exit::{self, Exit, Failure};
use crate::lang::{Lang, say};
use crate::line_place;
use crate::report::paragraph;
use crate::term::{Style, Tone, safe};

/// Runs the command.
pub fn run(args: ShowArgs, lang: Lang, style: Style) -> Result<Exit, Failure> {
    let read = file::read(&args.ledger).map_err(|problem| words::failure(&args.ledger, problem))?;
    let engine = engine(args.line, args.party.is_some())?;
    let wanted = match (&args.party, &engine) {
        (Some(party), Some(engine)) => Some(references(engine, party)?),
        _ => None,
    };
    let names = engine.as_ref().map(|engine| Names::new(engine.line())).unwrap_or_default();
    let posts = read.rows.iter().filter_map(|row| match row.entry() {
        Entry::Posted(post) => Some((row, post)),
        Entry::Withdrawn(_) => None,
    });
    let shown: Vec<_> = posts
        .filter(|(_, post)| {
            args.from.is_none_or(|d| post.date >= d) && args.to.is_none_or(|d| post.date <= d)
        })
        .map(|(row, post)| (row, post, facts(&post.facts)))
        .filter(|(_, _, (facts, _))| {
            wanted.as_ref().is_none_or(|wanted| {
                facts.iter().any(|f| matches!(f, Fact::Name { reference, .. } if wanted.contains(reference)))
            })
        })
        .collect();
    let mut page = String::new();
    for (row, post, (facts, unknown)) in &shown {
        let back = read.chain.withdrawn_by(row.seq()).and_then(|by| taken_back(&read.rows, by));
        match args.format {
            ListFormatArg::Json => {
                let media: Vec<String> = post.media.iter().map(ToString::to_string).collect();
                let row = json!({
                    "row": row.seq(), "date": post.date.to_string(), "channel": post.channel,
                    "content": post.content.to_string(), "media": media, "facts": post.facts,
                    "tells": words::tell(facts, &names, lang), "evidence": post.evidence, "by": post.by,
                    "line_digest": post.line.to_string(), "withdrawn_by": back.map(Row::seq),
                    "hash": row.hash().to_string(),
                });
                let _ = writeln!(page, "{row}");
            }
            ListFormatArg::Pretty => {
                let channel = safe(words::channel(&post.channel));
                let place = say(
                    lang,
                    &format!("{}行目  {}  {channel}", row.seq(), post.date),
                    &format!("row {}  {}  {channel}", row.seq(), post.date),
                );
                let evidence = post.evidence.as_deref().map(safe).unwrap_or_default();
                page.push_str(&style.paint(Tone::Bold, &place));
                page.push('\n');
                if !evidence.is_empty() {
                    page.push_str(&paragraph("  ", &evidence, style, Some(Tone::Dim)));
                }
                facts_of(&mut page, facts, &names, lang, style);
                if *unknown > 0 {
                    let sentence = say(
                        lang,
                        &format!("このプログラムが知らない種類の記録が {unknown} 件あります。"),
                        &format!(
                            "{} of a kind that this program does not know.",
                            words::count(*unknown as u64, "fact")
                        ),
                    );
                    page.push_str(&paragraph("  ", &sentence, style, Some(Tone::Dim)));
                }
                if let Some(back) = back {
                    let (by, day) = (back.seq(), back.entry().date());
                    let sentence = say(
                        lang,
                        &format!("{day} に取り下げました（{by}行目）。"),
                        &format!("Taken back on {day} (row {by})."),
                    );
                    page.push_str(&paragraph("  ", &sentence, style, Some(Tone::AnotherWay)));
                }
                page.push('\n');
            }
        }
    }
    if args.format == ListFormatArg::Pretty {
        let all = posts_in(&read.rows);
        page.push_str(&paragraph("", &summary(shown.len(), all, &read.chain, lang), style, None));
    }
    super::print(&page)?;
    if let Some(broken) = read.unfinished {
        let row = broken.row;
        exit::note(&say(
            lang,
            &format!("{row}行目は書き込みの途中で切れていて、まだ数えていません。"),
            &format!("Row {row} was cut off while it was written; it is not counted yet."),
        ));
        return Ok(Exit::Gap);
    }
    Ok(Exit::Ok)
}

fn posts_in(rows: &[Row]) -> usize {
    rows.iter().filter(|row| matches!(row.entry(), Entry::Posted(_))).count()
}

fn summary(shown: usize, all: usize, chain: &Chain, lang: Lang) -> String {
    let rows = chain.head().rows;
    match (shown, all) {
        (_, 0) => say(lang, "この台帳には、まだ投稿がありません。", "There is no post in this ledger yet."),
        (0, _) => say(
            lang,
            &format!("あてはまる投稿はありません（台帳の投稿は {all} 件）。"),
            &format!("No post fits (there are {all} in the ledger)."),
        ),
        _ if shown == all => say(
            lang,
            &format!("投稿 {all} 件、全部で {rows} 行です。"),
            &format!("{}, {} in all.", words::count(all as u64, "post"), words::count(rows, "row")),
        ),
        _ => say(
            lang,
            &format!("台帳の投稿 {all} 件のうち {shown} 件です。"),
            &format!("{shown} of the {} in the ledger.", words::count(all as u64, "post")),
        ),
    }
}

/// The line that was named, else the usual one if there is one: without it names stay numbers.
fn engine(named: Option<PathBuf>, needed: bool) -> Result<Option<Engine>, Failure> {
    match (named.is_some() || needed, line_place::find(named)) {
        (_, Ok(dir)) => Ok(Some(line_place::load(&dir)?.0)),
        (true, Err(failure)) => Err(failure),
        (false, Err(_)) => Ok(None),
    }
}

fn references(engine: &Engine, party: &str) -> Result<Vec<Reference>, Failure> {
    let line = engine.line();
    let known = engine.explain(party, line_place::today()).entries;
    let list: Vec<Reference> =
        known.iter().filter_map(|id| line.entry(*id)).map(|e| Reference::new(e.kind, e.name)).collect();
    if list.is_empty() {
        return Err(Failure::Usage(
            "その名前は線引きに載っていません。senbiki line explain で書き方を確かめられます。".to_owned(),
            "The line has no such name. senbiki line explain helps to find how it is written.".to_owned(),
        ));
    }
    Ok(list)
}

fn facts(texts: &[String]) -> (Vec<Fact>, usize) {
    let facts: Vec<Fact> = texts.iter().filter_map(|text| text.parse().ok()).collect();
    let unknown = texts.len() - facts.len();
    (facts, unknown)
}

fn taken_back(rows: &[Row], by: u64) -> Option<&Row> {
    rows.get(usize::try_from(by.checked_sub(1)?).ok()?)
}
