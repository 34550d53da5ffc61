//! The same for people: a few lines behind the findings, never more than those.

use senbiki_engine::{Channel, Decision, Inspection, Lesson, Level, Reader, Remark};
use senbiki_line::Action;
use senbiki_line::rule::RemarkKind;

use super::Coaching;
use crate::lang::{Lang, of, say, word};
use crate::report::paragraph;
use crate::term::{Style, Tone, safe};

/// How many angles are shown, and beside a decision; JSON carries all.
const SHOWN: (usize, usize) = (2, 1);

/// What stands behind findings and gaps: the two risks, who decides, other angles.
pub fn page(page: &mut String, inspection: &Inspection, coaching: &Coaching, lang: Lang, style: Style) {
    received(page, inspection, lang, style);
    if let Some((channel, readers)) = &coaching.readers {
        read_by(page, *channel, readers, lang, style);
    }
    if let Some(decision) = &coaching.decision {
        decided(page, decision, lang, style);
    }
    // Where only a picture has not been seen, the words need no other angle.
    let asking = inspection.findings.iter().any(|f| f.action > Action::Ok);
    if asking && !coaching.angles.is_empty() {
        heading(page, word(lang, ("こんな切り口もあります", "Other ways to tell it")), style);
        let shown = if coaching.decision.is_none() { SHOWN.0 } else { SHOWN.1 };
        for angle in coaching.angles.iter().take(shown) {
            let text = say(
                lang,
                &format!("{}: {}", angle.title.ja, quoted(&angle.opening.ja)),
                &format!("{}: “{}”", angle.title.en, angle.opening.en),
            );
            item(page, &text, lang, style);
        }
    }
}

/// A Japanese sentence in quotation marks: those inside it become the second kind, and its full
/// stop falls away.
fn quoted(sentence: &str) -> String {
    format!("「{}」", sentence.replace('「', "『").replace('」', "』").trim_end_matches('。'))
}

/// Who will read it, and how far it may go.
fn read_by(page: &mut String, channel: Option<Channel>, readers: &[Reader], lang: Lang, style: Style) {
    heading(page, word(lang, ("だれが読み、何が分かるか", "Who reads it, and what they learn")), style);
    for reader in readers {
        let who = word(lang, reader.label());
        if reader.learns.is_empty() {
            let nothing = word(lang, ("新しく分かることはありません", "nothing new to learn"));
            item(page, &format!("{who}: {nothing}"), lang, style);
            continue;
        }
        item(page, &format!("{who}:"), lang, style);
        for learned in &reader.learns {
            let (mark, tone) = match learned.lesson {
                Lesson::Worry => ("△", None),
                Lesson::Unknown => ("◇", None),
                Lesson::Good => ("○", Some(Tone::Ready)),
                Lesson::Public => ("○", Some(Tone::Dim)),
            };
            page.push_str(&paragraph(&format!("    {mark} "), &safe(of(lang, &learned.what)), style, tone));
        }
    }
    let spread = of(lang, senbiki_engine::spread(channel));
    let label = word(lang, ("広がり方: ", "How it spreads: "));
    page.push_str(&paragraph("  ", &format!("{label}{spread}"), style, None));
}

fn heading(page: &mut String, text: &str, style: Style) {
    page.push('\n');
    page.push_str(&paragraph("  ", text, style, Some(Tone::Bold)));
}

fn item(page: &mut String, text: &str, lang: Lang, style: Style) {
    page.push_str(&paragraph(word(lang, ("  ・", "  - ")), &safe(text), style, None));
}

/// The two risks as two lines, when there is something to say about the second.
fn received(page: &mut String, inspection: &Inspection, lang: Lang, style: Style) {
    let risks = senbiki_engine::risks(inspection);
    let remarks = &inspection.remarks;
    if risks.backlash.level == Level::None && remarks.is_empty() {
        return;
    }
    page.push('\n');
    let line = |label: &str, level: Level, why: (&str, &str)| {
        let (level, why) = (word(lang, level.label()), word(lang, why));
        match lang {
            Lang::Ja => format!("{label}{level}（{why}）"),
            Lang::En => format!("{label}{level} ({why})"),
        }
    };
    let leak = line(word(lang, ("情報の線: ", "What gets out: ")), risks.leak.level, risks.leak.why);
    let backlash = line(
        word(lang, ("受け止められ方: ", "How it is received: ")),
        risks.backlash.level,
        risks.backlash.why,
    );
    page.push_str(&paragraph("  ", &leak, style, None));
    page.push_str(&paragraph("  ", &backlash, style, None));
    for remark in remarks {
        told(page, remark, lang, style);
    }
}

fn told(page: &mut String, remark: &Remark, lang: Lang, style: Style) {
    let (open, close) = (word(lang, ("「", "“")), word(lang, ("」: ", "”: ")));
    let label = match remark.kind {
        RemarkKind::Bargaining => word(lang, ("交渉の立場 ", "In negotiations, ")),
        RemarkKind::Tone | RemarkKind::Offence => "",
    };
    item(page, &format!("{label}{open}{}{close}{}", remark.surface, of(lang, &remark.why)), lang, style);
    page.push_str(&paragraph("     → ", &safe(of(lang, &remark.say)), style, Some(Tone::Bold)));
    if let Some(benefit) = &remark.benefit {
        let benefit = format!("{}{}", word(lang, ("良い面: ", "What speaks for it: ")), of(lang, benefit));
        page.push_str(&paragraph("     ", &safe(&benefit), style, Some(Tone::Dim)));
    }
}

fn decided(page: &mut String, decision: &Decision, lang: Lang, style: Style) {
    let who = word(lang, decision.who.label());
    heading(page, &say(lang, &format!("決める人: {who}"), &format!("Who decides: {who}")), style);
    if let Some(lane) = &decision.lane {
        page.push_str(&paragraph("  ", of(lang, lane), style, None));
    }
    let asks: Vec<&str> = decision.asks.iter().map(|m| of(lang, m)).collect();
    let asked = word(lang, ("聞かれること: ", "What they will ask: "));
    page.push_str(&paragraph("  ", &format!("{asked}{}", asks.join(word(lang, ("", " ")))), style, None));
    if let Some(meanwhile) = &decision.meanwhile {
        let text = say(
            lang,
            &format!("待つあいだに書ける話題: {}{}", meanwhile.title.ja, quoted(&meanwhile.opening.ja)),
            &format!("Meanwhile you can tell: {}. “{}”", meanwhile.title.en, meanwhile.opening.en),
        );
        page.push_str(&paragraph("  ", &safe(&text), style, None));
    }
}
