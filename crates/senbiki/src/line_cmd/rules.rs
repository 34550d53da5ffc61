//! `senbiki line rules`: what the line looks for beyond its lists.

use std::fmt::Write as _;

use senbiki_engine::RuleInfo;
use senbiki_line::rule::Effect;
use serde_json::json;

use crate::args::{ListFormatArg, RulesArgs};
use crate::exit::{Exit, Failure};
use crate::lang::{Lang, of, word};
use crate::line_place;
use crate::report::paragraph;
use crate::term::{Style, Tone, safe};

/// Runs the command.
pub fn run(args: &RulesArgs, lang: Lang, style: Style) -> Result<Exit, Failure> {
    let dir = line_place::find(args.place.named())?;
    let (engine, _) = line_place::load(&dir)?;
    let mut page = String::new();
    match args.format {
        ListFormatArg::Json => engine.rules().iter().for_each(|rule| row(&mut page, rule)),
        ListFormatArg::Pretty => {
            let mut category = None;
            let mut rules = engine.rules();
            rules.sort_by(|a, b| (group(a).0, &a.id).cmp(&(group(b).0, &b.id)));
            for rule in &rules {
                let (place, id, names) = group(rule);
                if category.replace(place) != Some(place) {
                    let label = format!("{} ({id})", word(lang, names));
                    let _ = writeln!(page, "{}", style.paint(Tone::Bold, &label));
                }
                entry(&mut page, rule, lang, style);
            }
        }
    }
    super::print(&page)?;
    Ok(Exit::Ok)
}

/// Where a rule stands in the list: by its category, remarks behind them by their kind.
fn group(rule: &RuleInfo) -> ((bool, usize), &'static str, (&'static str, &'static str)) {
    match rule.effect {
        Effect::Remarks(kind) => ((true, kind as usize), kind.id(), kind.label()),
        _ => ((false, rule.category as usize), rule.category.id(), rule.category.label()),
    }
}

fn row(page: &mut String, rule: &RuleInfo) {
    let both = |m: &senbiki_engine::Message| json!({ "ja": m.ja, "en": m.en });
    let row = json!({
        "id": rule.id, "category": group(rule).1, "enabled": rule.enabled, "builtin": rule.builtin,
        "effect": effect(rule), "action": rule.action.id(), "file": rule.file,
        "sees": both(&rule.sees), "why": both(&rule.why), "advice": both(&rule.advice),
        "benefit": rule.benefit.as_ref().map(both),
        "who": rule.who.iter().map(|a| a.id()).collect::<Vec<_>>(),
        "flags": rule.flags, "passes": rule.passes,
    });
    let _ = writeln!(page, "{row}");
}

const fn effect(rule: &RuleInfo) -> &'static str {
    match rule.effect {
        Effect::Finds => "finds",
        Effect::Frees => "frees",
        Effect::Raises(_) => "raises",
        Effect::Remarks(_) => "remarks",
    }
}

fn entry(page: &mut String, rule: &RuleInfo, lang: Lang, style: Style) {
    let mut marks = Vec::new();
    if !rule.enabled {
        marks.push(word(lang, ("使わないことにしています", "switched off")));
    }
    match rule.effect {
        Effect::Finds => {}
        Effect::Frees => marks.push(word(lang, ("出してよいと見分けるきまり", "tells what is harmless"))),
        Effect::Raises(_) => marks.push(word(lang, ("相談に回すきまり", "asks for more care"))),
        Effect::Remarks(_) => {
            marks.push(word(lang, ("受け止められ方を知らせるきまり", "tells how it may be received")));
        }
    }
    if !rule.builtin {
        marks.push(word(lang, ("会社のきまり", "the company's own")));
    }
    let marks = if marks.is_empty() { String::new() } else { format!("  [{}]", marks.join(", ")) };
    let tone = if rule.enabled { Tone::Ready } else { Tone::Dim };
    let _ =
        writeln!(page, "  {}{}", style.paint(tone, &safe(&rule.id)), style.paint(Tone::AnotherWay, &marks));
    let sees = of(lang, &rule.sees);
    if !sees.is_empty() {
        page.push_str(&paragraph("      ", &safe(sees), style, None));
    }
}
