//! `senbiki line …`: what the people do who keep the line.

mod diff;
mod explain;
mod folder;
mod init;
mod rules;
mod trial;

use std::io::Write as _;

use crate::args::LineCommand;
use crate::exit::{Exit, Failure};
use crate::lang::Lang;
use crate::line_place::Trouble;
use crate::term::Style;

/// Runs one of the commands.
pub fn run(command: LineCommand, lang: Lang, style: Style) -> Result<Exit, Failure> {
    match command {
        LineCommand::Init(args) => init::run(&args.dir, lang, style),
        LineCommand::Check(args) => folder::check(&args, lang, style),
        LineCommand::Test(args) => trial::run(&args, lang, style),
        LineCommand::Explain(args) => explain::run(args, lang, style),
        LineCommand::Diff(args) => diff::run(args, lang, style),
        LineCommand::Due(args) => folder::due(&args, lang, style),
        LineCommand::Rules(args) => rules::run(&args, lang, style),
    }
}

/// Writes a page to standard output.
fn print(page: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    out.write_all(page.as_bytes()).and_then(|()| out.flush()).map_err(Failure::Output)
}

/// Where the problems of a folder are, without what stands there: authors who check a draft may
/// not be meant to see the names of the line. `senbiki line check` shows everything.
pub fn problem_list(problems: &[Trouble], lang: Lang) -> String {
    const SHOWN: usize = 10;
    let mut places: Vec<String> = problems
        .iter()
        .filter(|p| p.stops())
        .map(|p| {
            let file = p.file();
            match (p.row(), lang) {
                (Some(row), Lang::Ja) => format!("  {file} {row}行目"),
                (Some(row), Lang::En) => format!("  {file} row {row}"),
                (None, _) => format!("  {file}"),
            }
        })
        .collect();
    places.dedup();
    let more = places.len().saturating_sub(SHOWN);
    places.truncate(SHOWN);
    if more > 0 {
        places.push("  …".to_owned());
    }
    places.push(match lang {
        Lang::Ja => "くわしくは senbiki line check で見られます。".to_owned(),
        Lang::En => "senbiki line check shows them in full.".to_owned(),
    });
    places.join("\n")
}
