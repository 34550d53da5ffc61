//! `senbiki ledger …`: what was published, kept so that nothing can be changed unseen, and what
//! it adds up to.
//!
//! The form of a row and its chain belong to `senbiki_review`; which facts a post gives away and
//! what they add up to belong to `senbiki_engine::sum`. Here files are locked, read and written,
//! and everything is told in words. Start reading at [`record`] for the way in, at [`file`] for
//! how a row gets to the disk.

mod add;
pub mod against;
pub mod args;
mod file;
mod posts;
mod record;
mod replay;
mod show;
mod verify;
mod words;

use std::io::Write as _;

use crate::exit::{Exit, Failure};
use crate::lang::Lang;
use crate::term::Style;

use args::LedgerCommand;

/// Runs one of the commands.
pub fn run(command: LedgerCommand, lang: Lang, style: Style) -> Result<Exit, Failure> {
    match command {
        LedgerCommand::Add(args) => add::add(args, lang, style),
        LedgerCommand::Import(args) => add::import(args, lang, style),
        LedgerCommand::Show(args) => show::run(args, lang, style),
        LedgerCommand::Verify(args) => verify::verify(&args, lang, style),
        LedgerCommand::Withdraw(args) => verify::withdraw(&args, lang, style),
        LedgerCommand::Replay(args) => replay::run(args, lang, style),
    }
}

/// Writes a page to standard output.
fn print(page: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    out.write_all(page.as_bytes()).and_then(|()| out.flush()).map_err(Failure::Output)
}
