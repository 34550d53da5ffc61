//! The command: checks drafts against a company's line, and helps to keep that line.
//!
//! This crate reads files, prints answers and sets the exit code; it never decides whether
//! something may be said. Start reading at [`check`] for drafts and at [`line_cmd`] for the line
//! folder. A draft's text is written to standard output only, never to standard error.

mod args;
mod bulk;
mod check;
mod coaching;
mod exit;
mod help;
mod ideas_cmd;
mod input;
mod judge;
mod lang;
mod ledger_cmd;
mod line_cmd;
mod line_place;
mod progress;
mod reframe_cmd;
mod report;
mod term;
mod wire;
mod writer;

/// Reading a draft makes many small allocations; this allocator serves them faster than the
/// system's, for bulk checks and for the start alike.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use std::io::Write as _;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};

use crate::args::{Cli, Command};
use crate::exit::{Exit, Failure};
use crate::lang::{Lang, say};
use crate::term::Style;

fn main() -> ExitCode {
    quiet_panics();
    let lang = lang::from_arguments(std::env::args_os());
    let matches = match help::command(lang).try_get_matches() {
        Ok(matches) => matches,
        Err(error) => return help::explain_usage(&error, lang).into(),
    };
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => return help::explain_usage(&error, lang).into(),
    };
    let style = Style::for_stdout(cli.color);
    match run(cli.command, lang, style) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            failure.print(lang);
            failure.exit().into()
        }
    }
}

fn run(command: Command, lang: Lang, style: Style) -> Result<Exit, Failure> {
    match command {
        Command::Check(args) => check::run(args, lang, style),
        Command::Reframe(args) => reframe_cmd::run(&args, lang, style),
        Command::Line(command) => line_cmd::run(command, lang, style),
        Command::Ledger(command) => ledger_cmd::run(command, lang, style),
        Command::Ideas(args) => ideas_cmd::run(args, lang, style),
        Command::Completions(args) => {
            let mut script = Vec::new();
            clap_complete::generate(args.shell, &mut Cli::command(), "senbiki", &mut script);
            print(&script)
        }
        Command::Man => {
            let mut page = Vec::new();
            clap_mangen::Man::new(help::command(lang)).render(&mut page).map_err(Failure::Output)?;
            print(&page)
        }
    }
}

/// Writes `bytes` to standard output.
fn print(bytes: &[u8]) -> Result<Exit, Failure> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(Failure::Output)?;
    Ok(Exit::Ok)
}

/// A panic is a defect of the program, and its message may quote the text it was working on.
/// So only the place in the source is told; [`judge`] turns the panic itself into a gap.
fn quiet_panics() {
    let lang = lang::from_arguments(std::env::args_os());
    std::panic::set_hook(Box::new(move |info| {
        let place = info.location().map_or_else(String::new, |l| format!(" ({}:{})", l.file(), l.line()));
        exit::note(&say(
            lang,
            &format!(
                "プログラムの不具合で、一部を確かめられませんでした{place}。この行をそえて知らせてください。"
            ),
            &format!(
                "A defect of the program kept something from being inspected{place}. Please report this line."
            ),
        ));
    }));
}
