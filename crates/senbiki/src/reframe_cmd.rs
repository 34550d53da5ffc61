//! `senbiki reframe`: a draft in, the same post without the protected facts out.
//!
//! Everything that is written here has been inspected by the engine; `--take` may put back what
//! crosses the line, so its answer stands beside it.

use std::fmt::Write as _;

use senbiki_engine::{Engine, Reframe, Verdict, nothing_holds};
use serde_json::json;

use crate::args::{ListFormatArg, ReframeArgs};
use crate::bulk;
use crate::check::each_draft;
use crate::coaching::{self, Help};
use crate::exit::{self, Exit, Failure};
use crate::input::draft::Draft;
use crate::input::{self};
use crate::judge::{self, Judged, Occasion};
use crate::lang::{Lang, of, say, word};
use crate::line_place;
use crate::report::{Mark, circled, marked, paragraph, tone};
use crate::term::{Style, Tone, safe};
use crate::wire::{GapRow, ReframeRow, answer};
use crate::writer::Outside;

/// How the rewordings are written.
struct Manner<'a> {
    args: &'a ReframeArgs,
    lang: Lang,
    style: Style,
}

/// Runs the command. Exit code 0 when every draft is ready or has a rewording that is.
pub fn run(args: &ReframeArgs, lang: Lang, style: Style) -> Result<Exit, Failure> {
    let sources = input::sources(&args.files, None)?;
    if args.files.is_empty() && std::io::IsTerminal::is_terminal(&std::io::stdin()) {
        return Err(Failure::Usage(
            "言い換える下書きを指定してください。例: senbiki reframe draft.txt　標準入力を使うときは - を指定します。".to_owned(),
            "Please name the draft to reword. Example: senbiki reframe draft.txt (use - for standard input)."
                .to_owned(),
        ));
    }
    let (engine, _) = line_place::load(&line_place::find(args.line.clone())?)?;
    let writer = Outside::of(engine.line(), args.writer, lang)?;
    let occasion = Occasion {
        channel: args.channel.map(Into::into),
        as_of: args.as_of.unwrap_or_else(line_place::today),
        reframe: true,
        help: Help::Angles,
        writer: writer.as_ref(),
        ledger: None,
    };
    let manner = Manner { args, lang, style };
    let (mut all, mut exit) = (0_u64, Exit::Ok);
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    let judge = |work: bulk::Work<'_>| {
        let mut pages = Vec::new();
        each_draft(work, |mut draft| {
            let judged = judge::judge(&engine, &mut draft, occasion);
            pages.push(manner.draft(&engine, &draft, &judged, occasion));
        });
        pages
    };
    let written = bulk::run(&sources, threads, judge, |pages| {
        for page in pages {
            all += 1;
            exit = exit.max(page.exit);
            std::io::Write::write_all(&mut std::io::stdout().lock(), page.text.as_bytes())?;
            if let Some(note) = page.note {
                exit::note(&note);
            }
        }
        Ok(())
    });
    written.map_err(Failure::Output)?;
    if all == 0 { Err(Failure::NoDrafts) } else { Ok(exit) }
}

/// What is written for one draft.
struct Page {
    text: String,
    /// For standard error; never words of the draft.
    note: Option<String>,
    exit: Exit,
}

impl Manner<'_> {
    fn draft(&self, engine: &Engine, draft: &Draft<'_>, judged: &Judged, occasion: Occasion<'_>) -> Page {
        let exit = match judged.verdict {
            _ if !judged.inspection.gaps.is_empty() => Exit::Gap,
            Verdict::Ok(_) => Exit::Ok,
            Verdict::Reword if !judged.reframes.is_empty() => Exit::Ok,
            _ => Exit::Change,
        };
        if !self.args.take.is_empty() {
            return self.taken(engine, draft, judged, occasion);
        }
        let text = match self.args.format {
            ListFormatArg::Json => self.json(draft, judged),
            ListFormatArg::Pretty => self.pretty(draft, judged),
        };
        Page { text, note: None, exit }
    }

    fn json(&self, draft: &Draft<'_>, judged: &Judged) -> String {
        let positions = senbiki_text::Positions::new(&draft.text);
        let reframes: Vec<ReframeRow<'_>> =
            judged.reframes.iter().map(|r| ReframeRow::new(r, &positions, self.lang)).collect();
        let gaps: Vec<GapRow<'_>> =
            judged.inspection.gaps.iter().map(|g| GapRow::new(g, self.lang)).collect();
        let row = json!({
            "id": draft.id,
            "verdict": judged.verdict.id(),
            "reframed": judged.reframes.first().map(|r| &r.text),
            "reframes": reframes,
            "gaps": gaps,
        });
        format!("{row}\n")
    }

    /// The rewording with only some of its edits, and where that stands.
    fn taken(&self, engine: &Engine, draft: &Draft<'_>, judged: &Judged, occasion: Occasion<'_>) -> Page {
        let option = self.args.option.map_or(1, std::num::NonZeroUsize::get);
        let Some(reframe) = judged.reframes.get(option - 1) else {
            return Page {
                text: String::new(),
                note: Some(self.no_option(judged, option)),
                exit: Exit::Change,
            };
        };
        let chosen: Vec<usize> = self.args.take.iter().map(|n| n.get() - 1).collect();
        if let Some(n) = chosen.iter().find(|n| **n >= reframe.edits.len()) {
            let (n, of) = (n + 1, reframe.edits.len());
            let note = say(
                self.lang,
                &format!(
                    "案{option}の変更は{of}か所です。{n}番はありません。senbiki reframe --diff で番号を確かめられます。"
                ),
                &format!(
                    "Rewording {option} has {of} edits; there is no number {n}. See senbiki reframe --diff for the numbers."
                ),
            );
            return Page { text: String::new(), note: Some(note), exit: Exit::Usage };
        }
        let text = reframe.take(&draft.text, &chosen);
        let mut again = Draft { text: text.clone().into(), ..draft.clone() };
        let judged = judge::judge(engine, &mut again, Occasion { reframe: false, ..occasion });
        let left = judged.inspection.findings.iter().filter(|f| f.action > senbiki_line::Action::Ok).count();
        let note = match judged.verdict {
            Verdict::Ok(_) => answer(judged.verdict, self.lang).to_owned(),
            _ => say(
                self.lang,
                &format!("{}。まだ{left}か所が残っています。", answer(judged.verdict, self.lang)),
                &format!("{}. {left} left to change.", answer(judged.verdict, self.lang)),
            ),
        };
        let exit = match judged.verdict {
            Verdict::Ok(_) => Exit::Ok,
            _ if !judged.inspection.gaps.is_empty() => Exit::Gap,
            _ => Exit::Change,
        };
        let text = if text.ends_with('\n') { text } else { format!("{text}\n") };
        Page { text, note: Some(note), exit }
    }

    fn no_option(&self, judged: &Judged, option: usize) -> String {
        match judged.reframes.len() {
            0 => self.why_none(judged),
            n => say(
                self.lang,
                &format!(
                    "言い換えの案は{n}つです。--option には1から{n}を指定してください（{option}はありません）。"
                ),
                &format!("There are {n} rewordings; --option takes 1 to {n}, not {option}."),
            ),
        }
    }

    /// Why there is nothing to show.
    fn why_none(&self, judged: &Judged) -> String {
        match judged.verdict {
            Verdict::Ok(_) => say(
                self.lang,
                "このまま出せます。言い換えは要りません。",
                "Ready to post as it stands; nothing needs other words.",
            ),
            Verdict::Reword => of(self.lang, &nothing_holds()).to_owned(),
            Verdict::Ng => say(
                self.lang,
                "言葉を直すだけでは出せない内容です。話の中心から一緒に考えましょう。senbiki check で理由を見られます。",
                "Other words would not be enough here. Let us look for another angle; senbiki check tells why.",
            ),
            Verdict::Escalate => say(
                self.lang,
                "品質・法務・広報が決めること、またはまだ確かめられていないことが含まれています。先に相談しましょう。senbiki check で内容を見られます。",
                "Quality, legal or PR decide here, or something has not been inspected. Let us ask first; senbiki check tells what.",
            ),
        }
    }

    fn pretty(&self, draft: &Draft<'_>, judged: &Judged) -> String {
        let mut page = String::new();
        let (lang, style) = (self.lang, self.style);
        let _ = writeln!(
            page,
            "{}  {}",
            style.paint(tone(judged.verdict), answer(judged.verdict, lang)),
            style.paint(Tone::Dim, &safe(&draft.id))
        );
        let wanted = self.args.option.map(std::num::NonZeroUsize::get);
        if judged.reframes.is_empty() || wanted.is_some_and(|n| n > judged.reframes.len()) {
            let why = wanted.map_or_else(|| self.why_none(judged), |n| self.no_option(judged, n));
            page.push_str(&paragraph("  ", &why, style, None));
            // Who decides, and other ways to tell it.
            coaching::pretty::page(&mut page, &judged.inspection, &judged.coaching, lang, style);
            page.push('\n');
            return page;
        }
        for (n, reframe) in judged.reframes.iter().enumerate() {
            if wanted.is_some_and(|w| w != n + 1) {
                continue;
            }
            let title = say(
                lang,
                &format!("案{} {}", n + 1, word(lang, reframe.spirit.label())),
                &format!("{}. {}", n + 1, word(lang, reframe.spirit.label())),
            );
            let _ = writeln!(page, "\n  {}", style.paint(Tone::Bold, &title));
            if self.args.diff {
                self.difference(&mut page, &draft.text, reframe);
            } else {
                page.push_str(&marked(&reframe.text, &[], 4, style));
            }
        }
        page.push('\n');
        page
    }

    /// Before and after with numbered marks, then what was changed and why.
    fn difference(&self, page: &mut String, before: &str, reframe: &Reframe) {
        let (lang, style) = (self.lang, self.style);
        let (mut old, mut new, mut shift) = (Vec::new(), Vec::new(), 0_i64);
        for (n, edit) in reframe.edits.iter().enumerate() {
            let range = edit.span.range();
            old.push(Mark { span: range.clone(), number: n + 1, tone: Tone::AnotherWay });
            let start = usize::try_from(i64::try_from(range.start).unwrap_or(0) + shift).unwrap_or(0);
            if !edit.after.is_empty() {
                new.push(Mark { span: start..start + edit.after.len(), number: n + 1, tone: Tone::Ready });
            }
            shift +=
                i64::try_from(edit.after.len()).unwrap_or(0) - i64::try_from(edit.before.len()).unwrap_or(0);
        }
        let _ = writeln!(page, "  {}", style.paint(Tone::Dim, word(lang, ("前", "before"))));
        page.push_str(&marked(before, &old, 4, style));
        let _ = writeln!(page, "  {}", style.paint(Tone::Dim, word(lang, ("後", "after"))));
        page.push_str(&marked(&reframe.text, &new, 4, style));
        page.push('\n');
        for (n, edit) in reframe.edits.iter().enumerate() {
            let (before, after) = (one_line(&edit.before), one_line(&edit.after));
            let change = match (before.is_empty(), after.is_empty()) {
                (false, false) => {
                    say(lang, &format!("「{before}」→「{after}」"), &format!("“{before}” → “{after}”"))
                }
                (true, _) => say(lang, &format!("「{after}」を足す"), &format!("add “{after}”")),
                (_, true) => say(lang, &format!("「{before}」を外す"), &format!("leave out “{before}”")),
            };
            page.push_str(&paragraph(&format!("  {} ", circled(n + 1)), &safe(&change), style, None));
            page.push_str(&paragraph("     ", of(lang, &edit.reason), style, Some(Tone::Dim)));
        }
    }
}

/// Words on one line, without the white space around them.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
