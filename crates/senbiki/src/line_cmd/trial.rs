//! `senbiki line test`: the examples of the rules, and the precedents of the company.

use std::borrow::Cow;
use std::fmt::Write as _;

use senbiki_engine::{Channel, Engine, Verdict};
use senbiki_line::{Action, Date, Precedent};
use serde_json::json;

use crate::args::{LineTestArgs, ListFormatArg};
use crate::coaching::Help;
use crate::exit::{Exit, Failure};
use crate::input::draft::Draft;
use crate::input::gaps;
use crate::judge::{self, Judged, Occasion};
use crate::lang::{Lang, say, word};
use crate::line_place;
use crate::report::paragraph;
use crate::term::{Style, Tone, safe};

/// Runs the command. Exit code 1 when an example or a precedent does not hold.
pub fn run(args: &LineTestArgs, lang: Lang, style: Style) -> Result<Exit, Failure> {
    let dir = line_place::find(args.place.named())?;
    let (engine, _) = line_place::load(&dir)?;
    let mut page = String::new();
    let as_of = args.as_of.unwrap_or_else(line_place::today);
    let (examples, examples_failed) = examples(&mut page, &engine, args, as_of, lang, style);
    let (precedents, precedents_failed) = precedents(&mut page, &engine, args.format, as_of, lang, style);
    let failed = examples_failed + precedents_failed;
    if args.format == ListFormatArg::Pretty {
        let sentence = say(
            lang,
            &format!(
                "きまりの例文 {examples} 件、先例 {precedents} 件を試し、{failed} 件が期待どおりではありませんでした。"
            ),
            &format!("{examples} rule examples and {precedents} precedents tried; {failed} did not hold."),
        );
        let tone = if failed == 0 { Tone::Ready } else { Tone::Ask };
        page.push_str(&paragraph("", &sentence, style, Some(tone)));
    }
    super::print(&page)?;
    Ok(if failed == 0 { Exit::Ok } else { Exit::Change })
}

fn examples(
    page: &mut String,
    engine: &Engine,
    args: &LineTestArgs,
    as_of: Date,
    lang: Lang,
    style: Style,
) -> (usize, usize) {
    let rules = engine.rules();
    let tried = rules.iter().filter(|r| r.enabled && (args.builtin || !r.builtin));
    let tried = tried.map(|r| r.flags.len() + r.passes.len()).sum();
    let failures = engine.self_test(args.builtin, as_of);
    for failure in &failures {
        match args.format {
            ListFormatArg::Json => {
                let row = json!({
                    "kind": "example", "rule": failure.rule, "example": failure.example,
                    "expected": if failure.expected { "flags" } else { "passes" },
                });
                let _ = writeln!(page, "{row}");
            }
            ListFormatArg::Pretty => {
                let head = if failure.expected {
                    say(
                        lang,
                        "見つけるはずの例文で、見つけませんでした",
                        "should find this example, and does not",
                    )
                } else {
                    say(
                        lang,
                        "見つけないはずの例文で、見つけました",
                        "should leave this example alone, and does not",
                    )
                };
                let _ = writeln!(page, "{}  {head}", style.paint(Tone::Bold, &safe(&failure.rule)));
                page.push_str(&paragraph("    ", &failure.example, style, None));
            }
        }
    }
    (tried, failures.len())
}

fn precedents(
    page: &mut String,
    engine: &Engine,
    format: ListFormatArg,
    as_of: Date,
    lang: Lang,
    style: Style,
) -> (usize, usize) {
    let all = engine.line().precedents();
    let mut failed = 0;
    for precedent in all {
        let judged = try_one(engine, precedent, as_of);
        let got = judged.verdict;
        if got.id() == precedent.verdict.id() {
            continue;
        }
        failed += 1;
        let file = precedent.file.display().to_string();
        match format {
            ListFormatArg::Json => {
                let row = json!({
                    "kind": "precedent", "id": precedent.id, "file": file,
                    "expected": precedent.verdict.id(), "got": got.id(),
                });
                let _ = writeln!(page, "{row}");
            }
            ListFormatArg::Pretty => {
                let head = say(
                    lang,
                    &format!("期待: {}　実際: {}", action(precedent.verdict, lang), verdict(got, lang)),
                    &format!("expected: {}, got: {}", action(precedent.verdict, lang), verdict(got, lang)),
                );
                let id = format!("{}（{}）", safe(&precedent.id), safe(&file));
                let _ = writeln!(page, "{}  {head}", style.paint(Tone::Bold, &id));
                let why = format!(
                    "{}: {}",
                    word(lang, ("そう決めた理由", "decided because")),
                    safe(&precedent.why)
                );
                page.push_str(&paragraph("    ", &why, style, Some(Tone::Dim)));
                for finding in &judged.inspection.findings {
                    let seen = format!(
                        "{}: 『{}』 {} [{}]",
                        word(lang, ("見つけたもの", "found")),
                        safe(&finding.surface),
                        word(lang, finding.category.label()),
                        finding.rule
                    );
                    page.push_str(&paragraph("    ", &seen, style, None));
                }
            }
        }
    }
    (all.len(), failed)
}

fn try_one(engine: &Engine, precedent: &Precedent, today: Date) -> Judged {
    let channel = precedent.channel.as_deref().filter(|c| !c.is_empty());
    let known = channel.and_then(Channel::from_id);
    let mut draft = Draft {
        id: Cow::Borrowed(&precedent.id),
        source: "",
        source_line: None,
        text: Cow::Borrowed(&precedent.text),
        channel: known,
        gaps: if channel.is_some() && known.is_none() { vec![gaps::unknown_channel()] } else { Vec::new() },
    };
    let as_of = precedent.as_of.unwrap_or(today);
    let occasion =
        Occasion { channel: None, as_of, reframe: false, ledger: None, writer: None, help: Help::Nothing };
    judge::judge(engine, &mut draft, occasion)
}

/// The four verdicts by the words that line folders use, each with what people are told.
fn verdict(verdict: Verdict, lang: Lang) -> String {
    action(Action::from_id(verdict.id()).unwrap_or(Action::Ng), lang)
}

fn action(action: Action, lang: Lang) -> String {
    let said = match action {
        Action::Ok => ("このまま出せます", "ready to post"),
        Action::Reword => ("切り口を変えれば出せます", "tell it another way"),
        Action::Escalate => ("品質・法務・広報に相談", "ask quality, legal or PR"),
        Action::Ng => ("いまは出せません", "not yet"),
    };
    format!("{}（{}）", action.id(), word(lang, said))
}
