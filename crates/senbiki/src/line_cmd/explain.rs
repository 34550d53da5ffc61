//! `senbiki line explain`: what the line knows about a word, and why.

use std::fmt::Write as _;

use senbiki_engine::{Explanation, Step};
use senbiki_line::{Date, Entry, Line, Visibility};
use serde_json::json;

use crate::args::{ExplainArgs, ListFormatArg};
use crate::exit::{Exit, Failure};
use crate::lang::{Lang, of, say, word};
use crate::line_place;
use crate::report::paragraph;
use crate::term::{Style, Tone, safe};
use crate::wire::EntryRow;

/// Runs the command. Exit code 1 when the word alone would be a finding.
pub fn run(args: ExplainArgs, lang: Lang, style: Style) -> Result<Exit, Failure> {
    if args.term.trim().is_empty() {
        return Err(Failure::Usage(
            "調べる言葉を書いてください。".to_owned(),
            "Please give a word to explain.".to_owned(),
        ));
    }
    let dir = line_place::find(args.line)?;
    let (engine, _) = line_place::load(&dir)?;
    let day = args.as_of.unwrap_or_else(line_place::today);
    let known = engine.explain(&args.term, day);
    let page = match args.format {
        ListFormatArg::Json => row(&args.term, &known, engine.line()),
        ListFormatArg::Pretty => tell(&args.term, &known, engine.line(), day, lang, style),
    };
    super::print(&page)?;
    Ok(if known.findings.is_empty() { Exit::Ok } else { Exit::Change })
}

fn row(term: &str, known: &Explanation, line: &Line) -> String {
    let entries: Vec<EntryRow<'_>> =
        known.entries.iter().filter_map(|id| line.entry(*id)).map(|e| EntryRow::new(&e)).collect();
    let public: Vec<_> = known
        .public
        .iter()
        .map(|f| json!({ "fact": f.fact, "evidence": f.evidence, "row": f.row }))
        .collect();
    let findings: Vec<_> = known
        .findings
        .iter()
        .map(|f| json!({ "category": f.category.id(), "rule": f.rule, "surface": f.surface }))
        .collect();
    let readings: Vec<_> = known
        .readings
        .iter()
        .map(|(surface, tenths, _)| json!({ "surface": surface, "score": f64::from(*tenths) / 10.0 }))
        .collect();
    let row = json!({
        "term": term, "entries": entries, "ordinary": known.ordinary, "public": public,
        "classes": known.classes, "findings": findings, "ordinary_readings": readings,
    });
    format!("{row}\n")
}

fn tell(term: &str, known: &Explanation, line: &Line, day: Date, lang: Lang, style: Style) -> String {
    let mut page = String::new();
    let _ = writeln!(page, "{}", style.paint(Tone::Bold, &format!("「{}」", safe(term))));
    let mut nothing = true;
    for entry in known.entries.iter().filter_map(|id| line.entry(*id)) {
        nothing = false;
        listed(&mut page, &entry, day, lang, style);
    }
    for fact in &known.public {
        nothing = false;
        let evidence = fact.evidence.as_deref().map(|e| format!("（{}）", safe(e))).unwrap_or_default();
        let place = word(lang, ("公開済みの事実です", "It is a public fact"));
        page.push_str(&paragraph(
            "  ・",
            &format!("{place}: {}{evidence}", safe(&fact.fact)),
            style,
            Some(Tone::Ready),
        ));
        let row = say(lang, &format!("public.csv {}行目", fact.row), &format!("public.csv row {}", fact.row));
        page.push_str(&paragraph("    ", &row, style, Some(Tone::Dim)));
    }
    if known.ordinary {
        let sentence = say(
            lang,
            "普通の言葉でもあるので、仕事の話の中で使われたときだけ見つけます（「大雪さん向け」は見つけ、「大雪の朝」は見つけません）。",
            "It is an ordinary word too, so it counts only in company that speaks of business.",
        );
        page.push_str(&paragraph("  ・", &sentence, style, None));
    }
    if !known.classes.is_empty() {
        nothing = false;
        let label = word(lang, ("きまりが手がかりにする言葉の仲間", "word classes that rules use as a cue"));
        page.push_str(&paragraph("  ・", &format!("{label}: {}", known.classes.join(", ")), style, None));
    }
    for (surface, _, steps) in &known.readings {
        let label = say(
            lang,
            &format!("この書き方だけなら、『{}』は普通の言葉として読みます。", safe(surface)),
            &format!("Written like this, “{}” is read as the ordinary word.", safe(surface)),
        );
        page.push_str(&paragraph("  ・", &label, style, None));
        for step in steps {
            page.push_str(&paragraph("    ", &reason(step, lang), style, Some(Tone::Dim)));
        }
    }
    for finding in &known.findings {
        nothing = false;
        let label = word(lang, ("この言葉だけの下書きなら", "A draft of this word alone gets"));
        page.push_str(&paragraph(
            "  ・",
            &format!("{label}: {}", safe(of(lang, &finding.why))),
            style,
            Some(Tone::AnotherWay),
        ));
        page.push_str(&paragraph("    → ", &safe(of(lang, &finding.advice)), style, None));
        for step in &finding.path {
            page.push_str(&paragraph("    ", &reason(step, lang), style, Some(Tone::Dim)));
        }
    }
    if nothing {
        let sentence = say(
            lang,
            "線引きには載っていません。きまりも、この言葉だけでは何も見つけません。",
            "The line does not list it, and no rule finds anything in it alone.",
        );
        page.push_str(&paragraph("  ・", &sentence, style, None));
    }
    page
}

fn listed(page: &mut String, entry: &Entry<'_>, day: Date, lang: Lang, style: Style) {
    let kind = word(lang, entry.kind.label());
    let state = match entry.visibility {
        Visibility::Protected => {
            say(lang, "社外に出さないと決めています", "we have decided to keep it inside")
        }
        Visibility::Public => say(lang, "公表済みなので、出せます", "public, so it may be named"),
        Visibility::PublicWith(words) => {
            let words: Vec<&str> = words.iter().collect();
            let list = safe(&words.join("、"));
            say(
                lang,
                &format!("「{list}」のどれかの話の中でだけ出せます"),
                &format!("may be named only where the post speaks of: {list}"),
            )
        }
        Visibility::Until(date) if date <= day => {
            say(lang, &format!("{date} に解禁され、出せます"), &format!("may be named since {date}"))
        }
        Visibility::Until(date) => say(
            lang,
            &format!("{date} までは社外に出さないと決めています"),
            &format!("to be kept inside until {date}"),
        ),
    };
    page.push_str(&paragraph("  ・", &format!("{kind}『{}』: {state}。", safe(entry.name)), style, None));
    if let Some(instead) = entry.say_instead {
        let sentence =
            say(lang, &format!("「{}」と言えます。", safe(instead)), &format!("Say “{}”.", safe(instead)));
        page.push_str(&paragraph("    → ", &sentence, style, Some(Tone::Bold)));
    }
    let mut place = match lang {
        Lang::Ja => format!("{} {}行目", safe(entry.file), entry.row),
        Lang::En => format!("{} row {}", safe(entry.file), entry.row),
    };
    if let Some(owner) = entry.owner {
        let _ = write!(place, "  {} {}", word(lang, ("担当", "kept by")), safe(owner));
    }
    if let Some(date) = entry.review_on {
        let _ = write!(place, "  {} {date}", word(lang, ("見直し", "to be looked at again on")));
    }
    page.push_str(&paragraph("    ", &place, style, Some(Tone::Dim)));
}

fn reason(step: &Step, lang: Lang) -> String {
    match step {
        Step::Folded(what) => {
            format!("{}: {what}", word(lang, ("書き方の違いをそろえた", "another way of writing")))
        }
        Step::Raised(what, tenths) => {
            format!(
                "{}: {} ({:+.1})",
                word(lang, ("守るものと読む手がかり", "spoke for it")),
                safe(what),
                f64::from(*tenths) / 10.0
            )
        }
        Step::Lowered(what, tenths) => {
            format!(
                "{}: {} ({:+.1})",
                word(lang, ("普通の言葉と読む手がかり", "spoke against it")),
                safe(what),
                f64::from(*tenths) / 10.0
            )
        }
        Step::Joined(rule) => {
            format!("{}: {}", word(lang, ("同じ場所を見つけたきまり", "found here as well by")), safe(rule))
        }
    }
}
