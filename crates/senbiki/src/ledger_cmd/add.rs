//! `senbiki ledger add` and `import`: posts that went out.

use std::path::Path;

use senbiki_line::read_sheet;
use senbiki_review::ledger::Hash;

use super::args::{AddArgs, ImportArgs};
use super::posts::{self, Given, Trouble};
use super::record::{self, Manner, record};
use crate::exit::{Exit, Failure, PathProblem};
use crate::input::{self, Kind, decode};
use crate::lang::Lang;
use crate::line_place;
use crate::term::Style;

/// The largest file of posts, in bytes.
const LARGEST: usize = 1 << 30;

/// Runs `add`.
pub fn add(args: AddArgs, lang: Lang, style: Style) -> Result<Exit, Failure> {
    let manner = Manner { format: args.format, lang, style };
    let sources = input::sources(std::slice::from_ref(&args.post), args.input)?;
    let Some(source) = sources.first() else { return Err(Failure::NoDrafts) };
    let mut media = Vec::with_capacity(args.media.len());
    for path in &args.media {
        let bytes = std::fs::read(path).map_err(|e| Failure::Path(path.clone(), PathProblem::from_io(e)))?;
        media.push(Hash::of(&bytes));
    }
    let given = Given {
        date: args.date,
        channel: args.channel.map(Into::into),
        evidence: args.evidence,
        by: args.by,
        media,
    };
    let unreadable = |e| Failure::Path(args.post.clone(), PathProblem::from_io(e));
    let mut opened = input::open(source).map_err(unreadable)?;
    let kind = opened.kind;
    let (bytes, more) = input::read_capped(&mut *opened.bytes, LARGEST).map_err(unreadable)?;
    let name = source.place.name();
    if more {
        return Err(too_large(&name));
    }
    let text = match kind {
        Kind::Media(_) => None,
        _ => decode::text(&bytes, false),
    };
    let Some(text) = text else {
        return Err(Failure::Usage(
            format!(
                "{name} を文章として読めませんでした。投稿の文章を UTF-8 のテキストで指定してください。写真や動画は --media で添えられます。"
            ),
            format!(
                "{name} could not be read as text. Please name the words of the post, as UTF-8 text; photos and films can go with it by --media."
            ),
        ));
    };
    if matches!(kind, Kind::JsonLines | Kind::Json) && !given.media.is_empty() {
        return Err(Failure::Usage(
            "--media は文章の投稿に使います。JSON では、投稿ごとに \"media\": [\"photo.jpg\"] と書いてください。".to_owned(),
            "--media goes with a post of plain text. In JSON please write \"media\": [\"photo.jpg\"] with each post."
                .to_owned(),
        ));
    }
    let file = Path::new(&name);
    let mut troubles: Vec<Trouble> = Vec::new();
    let mut list = Vec::new();
    match kind {
        Kind::JsonLines => {
            for (at, line) in (1..).zip(text.split('\n')).filter(|(_, line)| !line.trim().is_empty()) {
                list.extend(posts::of_json(file, at, line, &given, &mut troubles));
            }
        }
        Kind::Json => list.extend(posts::of_json(file, 1, &text, &given, &mut troubles)),
        Kind::Text | Kind::Unknown | Kind::Media(_) => {
            if given.date.is_none() || given.channel.is_none() {
                return Err(Failure::Usage(
                    "いつ、どこに出た投稿かを --date と --channel で指定してください。例: --date 2026-11-22 --channel x".to_owned(),
                    "Please say when and where the post went out, with --date and --channel. Example: --date 2026-11-22 --channel x".to_owned(),
                ));
            }
            if text.trim().is_empty() {
                return Err(nothing(&name));
            }
            list.extend(posts::of_text(file, &text, &given, &mut troubles));
        }
    }
    if !troubles.is_empty() {
        return record::refuse(&troubles, manner);
    }
    if list.is_empty() {
        return Err(nothing(&name));
    }
    let (engine, _) = line_place::load(&line_place::find(args.line)?)?;
    record(&engine, file, &args.ledger, &list, &[], manner)
}

/// Runs `import`.
pub fn import(args: ImportArgs, lang: Lang, style: Style) -> Result<Exit, Failure> {
    let manner = Manner { format: args.format, lang, style };
    let unreadable = |e| Failure::Path(args.posts.clone(), PathProblem::from_io(e));
    let file = args.posts.as_path();
    let name = file.display().to_string();
    if std::fs::metadata(file).map_err(unreadable)?.is_dir() {
        return Err(Failure::Path(args.posts.clone(), PathProblem::Folder));
    }
    let mut opened = std::fs::File::open(file).map_err(unreadable)?;
    let (bytes, more) = input::read_capped(&mut opened, LARGEST).map_err(unreadable)?;
    if more {
        return Err(too_large(&name));
    }
    let given = Given { by: args.by.clone(), ..Given::default() };
    let mut troubles = Vec::new();
    let table = match read_sheet(file, &bytes) {
        Ok(rows) => posts::of_table(file, &rows, &given, &mut troubles),
        Err(problems) => {
            troubles.extend(problems.into_iter().map(Trouble::Cell));
            posts::Table::default()
        }
    };
    if !troubles.is_empty() {
        return record::refuse(&troubles, manner);
    }
    if table.posts.is_empty() {
        return Err(nothing(&name));
    }
    let (engine, _) = line_place::load(&line_place::find(args.line)?)?;
    record(&engine, file, &args.ledger, &table.posts, &table.unused, manner)
}

fn too_large(name: &str) -> Failure {
    Failure::Usage(
        format!("{name} は 1 GiB を超えていて読み込めません。いくつかに分けてください。"),
        format!("{name} is larger than 1 GiB. Please split it."),
    )
}

fn nothing(name: &str) -> Failure {
    Failure::Usage(
        format!("{name} に投稿が1件もありませんでした。何も記録していません。"),
        format!("There is no post in {name}. Nothing was recorded."),
    )
}
