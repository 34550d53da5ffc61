//! The command line: what can be asked, with examples.
//!
//! The English help is the documentation comments here; the Japanese help is the table in
//! [`crate::help`], and a test asks that nothing is missing there.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use senbiki_engine::Channel;

use crate::ledger_cmd::args::LedgerCommand;

/// Draws the line: may this draft go out, and if not, what stands in the way?
#[derive(Debug, Parser)]
#[command(name = "senbiki", version, disable_help_subcommand = true, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Language of every sentence: ja or en [default: from LC_ALL or LANG, else ja]
    #[arg(long, global = true, value_name = "ja|en", hide_possible_values = true)]
    pub lang: Option<LangArg>,
    /// Colour: auto, always or never; auto means a terminal without NO_COLOR
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub color: ColorArg,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check drafts against a company's line
    Check(CheckArgs),
    /// Reword drafts: the same post without the protected facts
    Reframe(ReframeArgs),
    /// Make, check and try a line folder
    #[command(subcommand, arg_required_else_help = true)]
    Line(LineCommand),
    /// Keep a ledger of what was published, and see what posts add up to
    #[command(subcommand, arg_required_else_help = true)]
    Ledger(LedgerCommand),
    /// Print the completion script for a shell
    Completions(CompletionsArgs),
    /// Print the manual page (roff)
    Man,
    /// Find something to write about: prompts and first sentences, no line folder needed
    Ideas(IdeasArgs),
}

/// `senbiki check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Drafts: .txt .md (one draft each), .json (one draft), .jsonl (one draft a line), or - for standard input
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The line folder [default: $SENBIKI_LINE, else ./line]
    #[arg(long, value_name = "DIR")]
    pub line: Option<PathBuf>,
    /// How the answer is written: pretty, json, jsonl or sarif
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "pretty",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: FormatArg,
    /// What the input is: text or jsonl [default: by file name; standard input is jsonl when it begins with {]
    #[arg(long, value_name = "KIND", hide_possible_values = true)]
    pub input: Option<InputArg>,
    /// Where the draft is going: x, linkedin, facebook, instagram or youtube; a draft's own channel wins
    #[arg(long, value_name = "CHANNEL", hide_possible_values = true)]
    pub channel: Option<ChannelArg>,
    /// The day of publication, YYYY-MM-DD: embargoes are judged by it [default: today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<jiff::civil::Date>,
    /// From which answer on the exit code is 1: reword, escalate, ng or never
    #[arg(
        long,
        value_name = "ANSWER",
        default_value = "reword",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub fail_on: FailOnArg,
    /// Also write rewordings that hold, in JSON; the answer for people shows the first one anyway
    #[arg(long)]
    pub reframe: bool,
    /// Also ask the outside writer that the line names in [writer]; protected facts are taken out before anything is sent
    #[arg(long)]
    pub writer: bool,
    /// How many threads work on many drafts [default: all cores]
    #[arg(long, value_name = "N")]
    pub threads: Option<std::num::NonZeroUsize>,
    /// The ledger of what was published: what it says is free, and what the draft adds up to with it is told
    #[arg(long, value_name = "FILE")]
    pub ledger: Option<PathBuf>,
    /// Also say who will read it, what each of them learns, and how far it may spread (json always does)
    #[arg(long)]
    pub readers: bool,
}

/// `senbiki reframe`.
#[derive(Debug, Args)]
pub struct ReframeArgs {
    /// Drafts, as for check
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The line folder [default: $SENBIKI_LINE, else ./line]
    #[arg(long, value_name = "DIR")]
    pub line: Option<PathBuf>,
    /// Show before and after with numbered marks, and why each edit was made
    #[arg(long)]
    pub diff: bool,
    /// Take only these edits, by the numbers of --diff: 1,3. The text is written to standard output, where it stands to standard error
    #[arg(long, value_name = "NUMBERS", value_delimiter = ',')]
    pub take: Vec<std::num::NonZeroUsize>,
    /// Only this rewording, 1 being the best
    #[arg(long, value_name = "N")]
    pub option: Option<std::num::NonZeroUsize>,
    /// Also ask the outside writer that the line names in [writer]; protected facts are taken out before anything is sent
    #[arg(long, conflicts_with = "take")]
    pub writer: bool,
    /// How it is written: pretty or json
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "pretty",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: ListFormatArg,
    /// Where the draft is going: x, linkedin, facebook, instagram or youtube; a draft's own channel wins
    #[arg(long, value_name = "CHANNEL", hide_possible_values = true)]
    pub channel: Option<ChannelArg>,
    /// The day of publication, YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<jiff::civil::Date>,
}

/// `senbiki line …`.
#[derive(Debug, Subcommand)]
pub enum LineCommand {
    /// Write a commented starter folder for a manufacturer
    Init(InitArgs),
    /// Read the whole folder and list everything that needs attention
    Check(LineArgs),
    /// Run the examples of the rules and the precedents
    Test(LineTestArgs),
    /// Say what the line knows about a word, and why
    Explain(ExplainArgs),
    /// Try a new line: which answers would change?
    Diff(DiffArgs),
    /// List the entries whose day to look again has come
    Due(DueArgs),
    /// List the rules, also those that are switched off
    Rules(RulesArgs),
}

/// A line folder, given by place or by option.
#[derive(Debug, Args)]
pub struct LineArgs {
    /// The line folder [default: --line, $SENBIKI_LINE, else ./line]
    #[arg(value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// The line folder, as an option
    #[arg(long, value_name = "DIR")]
    pub line: Option<PathBuf>,
}

impl LineArgs {
    /// The folder that was named, either way.
    pub fn named(&self) -> Option<PathBuf> {
        self.dir.clone().or_else(|| self.line.clone())
    }
}

/// `senbiki line init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The folder to make; it must be new or empty
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
}

/// `senbiki line test`.
#[derive(Debug, Args)]
pub struct LineTestArgs {
    #[command(flatten)]
    pub place: LineArgs,
    /// Try the examples of the built-in rules too; they are written for the line in examples/minato
    #[arg(long)]
    pub builtin: bool,
    /// The day for which precedents without a day of their own are judged, YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<jiff::civil::Date>,
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

/// `senbiki line rules`.
#[derive(Debug, Args)]
pub struct RulesArgs {
    #[command(flatten)]
    pub place: LineArgs,
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

/// `senbiki line explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The word, in any way of writing
    #[arg(value_name = "TERM")]
    pub term: String,
    /// The day to ask for, YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<jiff::civil::Date>,
    /// The line folder [default: $SENBIKI_LINE, else ./line]
    #[arg(long, value_name = "DIR")]
    pub line: Option<PathBuf>,
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

/// `senbiki line diff`.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The line folder that counts today
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The line folder to try
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// Drafts to try it on: the same kinds as for check, or - for standard input
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    pub drafts: Vec<PathBuf>,
    /// The day of publication, YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<jiff::civil::Date>,
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

/// `senbiki line due`.
#[derive(Debug, Args)]
pub struct DueArgs {
    #[command(flatten)]
    pub place: LineArgs,
    /// The day to ask for, YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<jiff::civil::Date>,
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

/// `senbiki completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// bash, zsh, fish, elvish or powershell
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    pub shell: clap_complete::Shell,
}

/// `senbiki ideas`.
#[derive(Debug, Args)]
pub struct IdeasArgs {
    /// Prompts for this job: procurement, production_control, quality, production_engineering, manufacturing, maintenance, design, logistics, sales, hr, safety or management
    #[arg(long, value_name = "JOB")]
    pub job: Option<String>,
    /// Prompts on this topic only
    #[arg(long, value_name = "ID")]
    pub topic: Option<String>,
    /// How many prompts
    #[arg(long, value_name = "N", default_value = "3", hide_default_value = true)]
    pub count: std::num::NonZeroUsize,
    /// List the topics instead
    #[arg(long)]
    pub list: bool,
    /// The day for which prompts are chosen, YYYY-MM-DD: every day has others [default: today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<jiff::civil::Date>,
    /// A line folder with topics of its own [default: $SENBIKI_LINE or ./line, if there is one]
    #[arg(long, value_name = "DIR")]
    pub line: Option<PathBuf>,
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

/// `--lang`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    Ja,
    En,
}

/// `--color`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorArg {
    Auto,
    Always,
    Never,
}

/// `--format` of `check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    Pretty,
    Json,
    Jsonl,
    Sarif,
}

/// `--format` of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormatArg {
    Pretty,
    #[value(alias = "jsonl")]
    Json,
}

/// `--input`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InputArg {
    Text,
    Jsonl,
}

/// `--fail-on`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOnArg {
    Reword,
    Escalate,
    Ng,
    Never,
}

/// `--channel`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ChannelArg {
    X,
    #[value(name = "linkedin")]
    LinkedIn,
    Facebook,
    Instagram,
    #[value(name = "youtube")]
    YouTube,
}

impl From<ChannelArg> for Channel {
    fn from(arg: ChannelArg) -> Self {
        match arg {
            ChannelArg::X => Self::X,
            ChannelArg::LinkedIn => Self::LinkedIn,
            ChannelArg::Facebook => Self::Facebook,
            ChannelArg::Instagram => Self::Instagram,
            ChannelArg::YouTube => Self::YouTube,
        }
    }
}
