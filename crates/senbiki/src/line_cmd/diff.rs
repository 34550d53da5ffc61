//! `senbiki line diff`: a new line tried on drafts before it counts.

use std::fmt::Write as _;

use senbiki_engine::{Engine, Inspection, Verdict};
use serde_json::json;

use crate::args::{DiffArgs, ListFormatArg};
use crate::bulk;
use crate::check::each_draft;
use crate::coaching::Help;
use crate::exit::{Exit, Failure};
use crate::input;
use crate::judge::{self, Judged, Occasion};
use crate::lang::{Lang, say, word};
use crate::line_place;
use crate::report::paragraph;
use crate::term::{Style, Tone, safe};
use crate::wire::answer;

/// Which way an answer moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Move {
    Freer,
    Stricter,
    Other,
}

/// One draft whose answer would change.
struct Change {
    id: String,
    old: Verdict,
    new: Verdict,
    /// Findings that only the new line has, and those that only the old one has: category and rule.
    appeared: Vec<String>,
    vanished: Vec<String>,
}

impl Change {
    fn direction(&self) -> Move {
        match severity(self.new).cmp(&severity(self.old)) {
            std::cmp::Ordering::Less => Move::Freer,
            std::cmp::Ordering::Greater => Move::Stricter,
            std::cmp::Ordering::Equal => Move::Other,
        }
    }
}

const fn severity(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Ok(_) => 0,
        Verdict::Reword => 1,
        Verdict::Escalate => 2,
        Verdict::Ng => 3,
    }
}

/// Runs the command. Exit code 1 when some answer would change.
pub fn run(args: DiffArgs, lang: Lang, style: Style) -> Result<Exit, Failure> {
    let sources = input::sources(&args.drafts, None)?;
    let (old, _) = line_place::load(&args.old)?;
    let (new, _) = line_place::load(&args.new)?;
    let occasion = Occasion {
        channel: None,
        as_of: args.as_of.unwrap_or_else(line_place::today),
        reframe: false,
        writer: None,
        ledger: None,
        help: Help::Nothing,
    };
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    let (mut all, mut same, mut freer, mut stricter, mut gaps) = (0_u64, 0_u64, 0_u64, 0_u64, 0_u64);
    let judge = |work: bulk::Work<'_>| {
        let mut seen = Vec::new();
        each_draft(work, |mut draft| {
            let mut again = draft.clone();
            let before = judge::judge(&old, &mut draft, occasion);
            let after = judge::judge(&new, &mut again, occasion);
            let gap = !before.inspection.gaps.is_empty() || !after.inspection.gaps.is_empty();
            seen.push((gap, changed(&draft.id, (&old, before), (&new, after))));
        });
        seen
    };
    let written = bulk::run(&sources, threads, judge, |seen| {
        let mut page = String::new();
        for (gap, change) in seen {
            all += 1;
            gaps += u64::from(gap);
            let Some(change) = change else {
                same += 1;
                continue;
            };
            match change.direction() {
                Move::Freer => freer += 1,
                Move::Stricter => stricter += 1,
                Move::Other => {}
            }
            match args.format {
                ListFormatArg::Json => row(&mut page, &change),
                ListFormatArg::Pretty => entry(&mut page, &change, lang, style),
            }
        }
        write_page(&page)
    });
    written.map_err(Failure::Output)?;
    if all == 0 {
        return Err(Failure::NoDrafts);
    }
    if args.format == ListFormatArg::Pretty {
        let changed = all - same;
        let sentence = say(
            lang,
            &format!(
                "{all} 件のうち {changed} 件の答えが変わります（ゆるくなる {freer} 件、きびしくなる {stricter} 件）。"
            ),
            &format!("{changed} of {all} answers would change ({freer} freer, {stricter} stricter)."),
        );
        super::print(&paragraph("", &sentence, style, Some(Tone::Bold)))?;
    }
    Ok(match (gaps, all - same) {
        (0, 0) => Exit::Ok,
        (0, _) => Exit::Change,
        _ => Exit::Gap,
    })
}

fn write_page(page: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    std::io::stdout().lock().write_all(page.as_bytes())
}

fn changed(id: &str, (old, before): (&Engine, Judged), (new, after): (&Engine, Judged)) -> Option<Change> {
    if before.verdict.id() == after.verdict.id() {
        return None;
    }
    let was = places(old, &before.inspection);
    let is = places(new, &after.inspection);
    Some(Change {
        id: id.to_owned(),
        old: before.verdict,
        new: after.verdict,
        appeared: is.iter().filter(|p| !was.contains(p)).cloned().collect(),
        vanished: was.iter().filter(|p| !is.contains(p)).cloned().collect(),
    })
}

/// Findings by what they are and what they rest on, not by words: rows of the two lines differ.
fn places(engine: &Engine, inspection: &Inspection) -> Vec<String> {
    inspection
        .findings
        .iter()
        .map(|f| match crate::wire::entry_of(f, engine.line()) {
            Some(entry) => format!("{} 『{}』 {}", f.category.id(), safe(&f.surface), entry.file),
            None => format!("{} 『{}』 {}", f.category.id(), safe(&f.surface), f.rule),
        })
        .collect()
}

fn row(page: &mut String, change: &Change) {
    let row = json!({
        "id": change.id, "old": change.old.id(), "new": change.new.id(),
        "direction": match change.direction() { Move::Freer => "freer", Move::Stricter => "stricter", Move::Other => "other" },
        "appeared": change.appeared, "vanished": change.vanished,
    });
    let _ = writeln!(page, "{row}");
}

fn entry(page: &mut String, change: &Change, lang: Lang, style: Style) {
    let arrow = format!("{} → {}", answer(change.old, lang), answer(change.new, lang));
    let tone = match change.direction() {
        Move::Freer => Tone::Ready,
        Move::Stricter => Tone::Ask,
        Move::Other => Tone::AnotherWay,
    };
    let _ = writeln!(page, "{}  {}", style.paint(Tone::Bold, &safe(&change.id)), style.paint(tone, &arrow));
    for (label, list) in
        [(("増える指摘", "new"), &change.appeared), (("なくなる指摘", "gone"), &change.vanished)]
    {
        for place in list {
            page.push_str(&paragraph(
                "    ",
                &format!("{}: {place}", word(lang, label)),
                style,
                Some(Tone::Dim),
            ));
        }
    }
}
