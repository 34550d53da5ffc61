//! The command line of `senbiki ledger`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::args::{ChannelArg, InputArg, ListFormatArg};

/// `senbiki ledger …`.
#[derive(Debug, Subcommand)]
pub enum LedgerCommand {
    /// Record posts that went out, with what each of them gave away
    Add(AddArgs),
    /// Record past posts from a table (CSV or XLSX)
    Import(ImportArgs),
    /// Show what was recorded, in plain words
    Show(ShowArgs),
    /// Say whether every row is still as it was written
    Verify(VerifyArgs),
    /// Record that a post was taken back
    Withdraw(WithdrawArgs),
    /// Try sequences of posts: with which one do they add up to a secret?
    Replay(ReplayArgs),
}

/// `senbiki ledger add`.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// The ledger file; it is made if it is not there
    #[arg(long, value_name = "FILE")]
    pub ledger: PathBuf,
    /// The line folder [default: $SENBIKI_LINE, else ./line]
    #[arg(long, value_name = "DIR")]
    pub line: Option<PathBuf>,
    /// The day on which the post went out, YYYY-MM-DD; a post's own date in JSON wins
    #[arg(long, value_name = "DATE")]
    pub date: Option<jiff::civil::Date>,
    /// Where it went: x, linkedin, facebook, instagram or youtube; a post's own channel in JSON wins
    #[arg(long, value_name = "CHANNEL", hide_possible_values = true)]
    pub channel: Option<ChannelArg>,
    /// Where it can be seen: an address or a note
    #[arg(long, value_name = "URL")]
    pub evidence: Option<String>,
    /// Who records it: an id of your choice
    #[arg(long, value_name = "ID")]
    pub by: Option<String>,
    /// A photo or film of the post; only its hash is kept. May be given several times
    #[arg(long, value_name = "FILE")]
    pub media: Vec<PathBuf>,
    /// What the input is: text or jsonl [default: by file name; standard input is jsonl when it begins with {]
    #[arg(long, value_name = "KIND", hide_possible_values = true)]
    pub input: Option<InputArg>,
    /// How the answer is written: pretty or json (one object a line)
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "pretty",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: ListFormatArg,
    /// The post: a text file, JSON lines ({"date","channel","text","evidence"}), or - for standard input
    #[arg(value_name = "POST")]
    pub post: PathBuf,
}

/// `senbiki ledger import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The ledger file; it is made if it is not there
    #[arg(long, value_name = "FILE")]
    pub ledger: PathBuf,
    /// The line folder [default: $SENBIKI_LINE, else ./line]
    #[arg(long, value_name = "DIR")]
    pub line: Option<PathBuf>,
    /// Who records them: an id of your choice
    #[arg(long, value_name = "ID")]
    pub by: Option<String>,
    /// How the answer is written: pretty or json (one object a line)
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "pretty",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: ListFormatArg,
    /// The table, with the columns date, channel, text and, if you like, evidence
    #[arg(value_name = "POSTS")]
    pub posts: PathBuf,
}

/// `senbiki ledger show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The ledger file
    #[arg(long, value_name = "FILE")]
    pub ledger: PathBuf,
    /// The line folder, for the names [default: $SENBIKI_LINE, else ./line, else none]
    #[arg(long, value_name = "DIR")]
    pub line: Option<PathBuf>,
    /// Only rows that name this entry of the line, in any way of writing
    #[arg(long, value_name = "NAME")]
    pub party: Option<String>,
    /// Only posts from this day on, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    pub from: Option<jiff::civil::Date>,
    /// Only posts up to this day, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    pub to: Option<jiff::civil::Date>,
    /// How the answer is written: pretty or json (one object a line)
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "pretty",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: ListFormatArg,
}

/// `senbiki ledger verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The ledger file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// A head that was noted earlier (64 digits): rows that were cut off since then show
    #[arg(long, value_name = "HASH")]
    pub head: Option<String>,
    /// How the answer is written: pretty or json
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "pretty",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: ListFormatArg,
}

/// `senbiki ledger withdraw`.
#[derive(Debug, Args)]
pub struct WithdrawArgs {
    /// The ledger file
    #[arg(long, value_name = "FILE")]
    pub ledger: PathBuf,
    /// The number of the row that recorded the post
    #[arg(long, value_name = "N")]
    pub row: u64,
    /// The day on which it was taken back, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    pub date: jiff::civil::Date,
    /// Why, or where that can be read
    #[arg(long, value_name = "NOTE")]
    pub evidence: Option<String>,
    /// Who records it: an id of your choice
    #[arg(long, value_name = "ID")]
    pub by: Option<String>,
    /// How the answer is written: pretty or json
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "pretty",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: ListFormatArg,
}

/// `senbiki ledger replay`.
#[derive(Debug, Args)]
pub struct ReplayArgs {
    /// Sequences, one a line ({"id","posts":[{"date","channel","text"}]}), or - for standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The line folder [default: $SENBIKI_LINE, else ./line]
    #[arg(long, value_name = "DIR")]
    pub line: Option<PathBuf>,
    /// How the answer is written: pretty or jsonl (one object a line)
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "pretty",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: ListFormatArg,
}
