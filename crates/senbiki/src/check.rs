//! `senbiki check`: drafts in, answers out.

use std::io::{self, Write};

use senbiki_engine::{Engine, Verdict};

use crate::args::{CheckArgs, FailOnArg, FormatArg};
use crate::bulk::{self, Work};
use crate::coaching::Help;
use crate::exit::{Exit, Failure};
use crate::input::draft::Draft;
use crate::input::lines::{Block, of_block};
use crate::input::{self, DRAFT_LIMIT, Kind, Source, gaps};
use crate::judge::{self, Judged, Occasion};
use crate::lang::Lang;
use crate::ledger_cmd::against::Against;
use crate::line_place;
use crate::progress::Progress;
use crate::report::Report;
use crate::term::Style;
use crate::writer::Outside;

/// How many drafts got which answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Ready to post.
    pub ok: u64,
    /// Tell it another way.
    pub reword: u64,
    /// Others decide.
    pub escalate: u64,
    /// The secret is the point, or somebody is attacked.
    pub ng: u64,
    /// Of all these: not inspected to the end.
    pub with_gaps: u64,
}

impl Counts {
    fn count(&mut self, judged: &Judged) {
        match judged.verdict {
            Verdict::Ok(_) => self.ok += 1,
            Verdict::Reword => self.reword += 1,
            Verdict::Escalate => self.escalate += 1,
            Verdict::Ng => self.ng += 1,
        }
        self.with_gaps += u64::from(!judged.inspection.gaps.is_empty());
    }

    fn add(&mut self, other: Self) {
        self.ok += other.ok;
        self.reword += other.reword;
        self.escalate += other.escalate;
        self.ng += other.ng;
        self.with_gaps += other.with_gaps;
    }

    /// All drafts.
    pub const fn all(&self) -> u64 {
        self.ok + self.reword + self.escalate + self.ng
    }

    /// How the run ends. A gap wins: whoever reads only the exit code must learn first that
    /// something was not looked at.
    pub const fn exit(&self, fail_on: FailOnArg) -> Exit {
        let to_change = match fail_on {
            FailOnArg::Reword => self.reword + self.escalate + self.ng,
            FailOnArg::Escalate => self.escalate + self.ng,
            FailOnArg::Ng => self.ng,
            FailOnArg::Never => 0,
        };
        if self.with_gaps > 0 {
            Exit::Gap
        } else if to_change > 0 {
            Exit::Change
        } else {
            Exit::Ok
        }
    }
}

/// Runs the command.
pub fn run(args: CheckArgs, lang: Lang, style: Style) -> Result<Exit, Failure> {
    let sources = input::sources(&args.files, args.input)?;
    if args.files.is_empty() && io::IsTerminal::is_terminal(&io::stdin()) {
        return Err(Failure::Usage(
            "確認する下書きを指定してください。例: senbiki check draft.txt　標準入力を使うときは - を指定します。".to_owned(),
            "Please name the drafts to check. Example: senbiki check draft.txt (use - for standard input).".to_owned(),
        ));
    }
    let dir = line_place::find(args.line)?;
    let (engine, _) = line_place::load(&dir)?;
    // The process ends with this command; taking the vocabulary apart word by word would only cost
    // time.
    let engine = std::mem::ManuallyDrop::new(engine);
    let as_of = args.as_of.unwrap_or_else(line_place::today);
    let ledger = args.ledger.as_deref().map(|path| Against::load(path, &engine, as_of)).transpose()?;
    let writer = Outside::of(engine.line(), args.writer, lang)?;
    let occasion = Occasion {
        channel: args.channel.map(Into::into),
        as_of,
        reframe: args.reframe || args.writer || args.format == FormatArg::Pretty,
        ledger: ledger.as_ref(),
        help: match args.format {
            FormatArg::Sarif => Help::Nothing,
            // One answer, for a page that shows everything; many answers only when asked.
            FormatArg::Json => Help::Readers,
            FormatArg::Pretty | FormatArg::Jsonl if args.readers => Help::Readers,
            FormatArg::Pretty | FormatArg::Jsonl => Help::Angles,
        },
        // Nothing is asked whose answer nobody would see.
        writer: writer.as_ref().filter(|_| args.format != FormatArg::Sarif),
    };
    let report = Report::new(args.format, &engine, lang, style);
    let mut out = io::BufWriter::with_capacity(256 << 10, io::stdout());
    let counts =
        check(&engine, &report, &sources, occasion, threads(args.threads, &sources), &mut out, lang)?;
    if counts.all() == 0 {
        return Err(Failure::NoDrafts);
    }
    Ok(counts.exit(args.fail_on))
}

/// A single draft needs no threads, and starting them would cost more than judging it.
fn threads(asked: Option<std::num::NonZeroUsize>, sources: &[Source]) -> usize {
    match sources {
        [only] if !matches!(only.kind, Kind::JsonLines | Kind::Unknown) => 1,
        _ => {
            asked.or_else(|| std::thread::available_parallelism().ok()).map_or(1, std::num::NonZeroUsize::get)
        }
    }
}

fn check(
    engine: &Engine,
    report: &Report<'_>,
    sources: &[Source],
    occasion: Occasion<'_>,
    threads: usize,
    out: &mut impl Write,
    lang: Lang,
) -> Result<Counts, Failure> {
    let mut all = Counts::default();
    let mut progress = Progress::new(lang);
    let mut piece = Vec::new();
    report.begin(&mut piece);
    out.write_all(&piece).map_err(Failure::Output)?;
    let judge = |work: Work<'_>| {
        let (mut rows, mut counts) = (Vec::with_capacity(64 << 10), Counts::default());
        each_draft(work, |mut draft| {
            let judged = judge::judge(engine, &mut draft, occasion);
            counts.count(&judged);
            report.row(&mut rows, &draft, &judged);
        });
        (rows, counts)
    };
    // Of several threads only this one writes.
    let mut begun = false;
    let written = bulk::run(sources, threads, judge, |(rows, counts): (Vec<u8>, Counts)| {
        if !rows.is_empty() {
            if begun {
                out.write_all(report.between())?;
            }
            begun = true;
            out.write_all(&rows)?;
            // Somebody may be waiting for this answer at the other end of a pipe.
            out.flush()?;
        }
        all.add(counts);
        progress.tick(all.all());
        Ok(())
    });
    progress.clear();
    written.map_err(Failure::Output)?;
    piece.clear();
    report.end(&mut piece, &all, sources.len());
    out.write_all(&piece).and_then(|()| out.flush()).map_err(Failure::Output)?;
    Ok(all)
}

/// Every draft of a piece of work, in its order.
pub fn each_draft(work: Work<'_>, mut take: impl FnMut(Draft<'_>)) {
    match work {
        Work::Lines(source, Block::Lines(first, block)) => {
            let name = source.place.name();
            for (number, line) in of_block(first, &block) {
                take(Draft::json(&name, Some(number), line));
            }
        }
        Work::Lines(source, Block::Oversized(number)) => {
            take(Draft::unread(&source.place.name(), Some(number), gaps::line_too_long(number)));
        }
        Work::Unreadable(source) => take(Draft::unread(&source.place.name(), None, gaps::not_readable())),
        Work::Whole(source, mut opened) => {
            let name = source.place.name();
            match opened.kind {
                Kind::Media(medium) => take(Draft::unread(&name, None, gaps::media_file(medium))),
                Kind::Json => match input::read_capped(&mut *opened.bytes, input::LINE_LIMIT) {
                    Ok((_, true)) => take(Draft::unread(&name, None, gaps::too_long())),
                    Ok((bytes, false)) => take(Draft::json(&name, None, &bytes)),
                    Err(_) => take(Draft::unread(&name, None, gaps::not_readable())),
                },
                // Twice the limit, since UTF-16 and CP932 take other lengths than UTF-8.
                Kind::Text | Kind::Unknown | Kind::JsonLines => {
                    match input::read_capped(&mut *opened.bytes, 2 * DRAFT_LIMIT) {
                        Ok((bytes, more)) => take(Draft::plain(&name, &bytes, more)),
                        Err(_) => take(Draft::unread(&name, None, gaps::not_readable())),
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_wins_over_something_to_change() {
        let counts = Counts { ok: 1, reword: 2, ng: 1, with_gaps: 1, ..Counts::default() };
        assert_eq!(counts.exit(FailOnArg::Reword), Exit::Gap);
        assert_eq!(
            counts.exit(FailOnArg::Never),
            Exit::Gap,
            "never is about answers, not about what nobody looked at"
        );
        let counts = Counts { with_gaps: 0, ..counts };
        assert_eq!(counts.exit(FailOnArg::Reword), Exit::Change);
        assert_eq!(counts.exit(FailOnArg::Ng), Exit::Change);
        assert_eq!(counts.exit(FailOnArg::Never), Exit::Ok);
        assert_eq!(Counts { ok: 3, reword: 1, ..Counts::default() }.exit(FailOnArg::Escalate), Exit::Ok);
    }
}
