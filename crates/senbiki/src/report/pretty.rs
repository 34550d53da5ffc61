//! The answer as people read it: first whether it may go out, then the draft with what stands in
//! the way marked in place, then for each mark why and what can be said instead.

use std::fmt::Write as _;

use senbiki_engine::{Finding, Verdict};
use senbiki_line::{Action, Line};

use super::layout::{Mark, marked, paragraph};
use super::ledger;
use crate::check::Counts;
use crate::input::draft::Draft;
use crate::judge::Judged;
use crate::lang::{Lang, of, say, word};
use crate::term::{Style, Tone, safe};
use crate::wire::{answer, entry_of};

/// The colour of an answer.
pub const fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Ok(_) => Tone::Ready,
        Verdict::Reword => Tone::AnotherWay,
        Verdict::Escalate | Verdict::Ng => Tone::Ask,
    }
}

const fn icon(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Ok(_) => "○",
        Verdict::Reword => "△",
        Verdict::Escalate | Verdict::Ng => "◇",
    }
}

/// ① to ㊿ as Japanese readers number things; beyond that plain brackets.
pub fn circled(number: usize) -> String {
    let base = match number {
        1..=20 => 0x2460 - 1,
        21..=35 => 0x3251 - 21,
        36..=50 => 0x32B1 - 36,
        _ => return format!("({number})"),
    };
    u32::try_from(base + number)
        .ok()
        .and_then(char::from_u32)
        .map_or_else(|| format!("({number})"), String::from)
}

/// Writes one draft and its answer.
pub fn draft(out: &mut Vec<u8>, draft: &Draft<'_>, judged: &Judged, line: &Line, lang: Lang, style: Style) {
    let mut page = String::new();
    let verdict = judged.verdict;
    let asking: Vec<&Finding> = judged.inspection.findings.iter().filter(|f| f.action > Action::Ok).collect();
    let head = format!("{} {}", icon(verdict), answer(verdict, lang));
    let _ =
        writeln!(page, "{}  {}", style.paint(tone(verdict), &head), style.paint(Tone::Dim, &safe(&draft.id)));
    page.push_str(&paragraph("  ", &reason(judged, &asking, lang), style, None));
    if !asking.is_empty() {
        // The same thing said twice is explained once, and both places bear its number.
        let mut explained: Vec<&Finding> = Vec::new();
        let mut marks = Vec::new();
        for &finding in &asking {
            let same = |other: &&Finding| {
                other.why == finding.why && other.advice == finding.advice && other.grounds == finding.grounds
            };
            let number = explained.iter().position(same).unwrap_or_else(|| {
                explained.push(finding);
                explained.len() - 1
            });
            marks.push(Mark {
                span: finding.span.range(),
                number: number + 1,
                tone: action_tone(finding.action),
            });
        }
        page.push('\n');
        page.push_str(&marked(&draft.text, &marks, 4, style));
        if let Some(reframe) = judged.reframes.first() {
            let title = word(lang, ("こう言い換えれば出せます", "Ready to post in these words"));
            let _ = write!(page, "\n  {}\n", style.paint(Tone::Ready, title));
            page.push_str(&marked(&reframe.text, &[], 4, style));
        } else if verdict == Verdict::Reword {
            page.push('\n');
            page.push_str(&paragraph("  ", of(lang, &senbiki_engine::nothing_holds()), style, None));
        }
        for (i, finding) in explained.into_iter().enumerate() {
            page.push('\n');
            explain(&mut page, &circled(i + 1), finding, line, lang, style);
            page.push_str(&ledger::adds_up(judged, finding, lang, style));
        }
    }
    page.push_str(&ledger::freed(judged, lang, style));
    if !judged.inspection.gaps.is_empty() {
        let _ = write!(
            page,
            "\n  {}\n",
            style.paint(Tone::Bold, word(lang, ("まだ確かめられていないこと", "Not inspected yet")))
        );
        for gap in &judged.inspection.gaps {
            page.push_str(&paragraph(word(lang, ("  ・", "  - ")), of(lang, &gap.what), style, None));
            page.push_str(&paragraph("    → ", of(lang, &gap.close), style, None));
        }
    }
    page.push('\n');
    out.extend_from_slice(page.as_bytes());
}

const fn action_tone(action: Action) -> Tone {
    match action {
        Action::Ok => Tone::Ready,
        Action::Reword => Tone::AnotherWay,
        Action::Escalate | Action::Ng => Tone::Ask,
    }
}

/// One sentence on why the answer is what it is.
fn reason(judged: &Judged, asking: &[&Finding], lang: Lang) -> String {
    let n = asking.len();
    let gaps = !judged.inspection.gaps.is_empty();
    match judged.verdict {
        Verdict::Ok(_) => say(
            lang,
            "社外に出さないと決めているものは見つかりませんでした。",
            "Nothing was found that we have decided to keep inside.",
        ),
        Verdict::Reword => say(
            lang,
            &format!("伝えたいことはそのままに、印の{n}か所を言い換えれば出せます。"),
            &match n {
                1 => "Keep what you want to say and put the marked place another way.".to_owned(),
                n => format!("Keep what you want to say and put the {n} marked places another way."),
            },
        ),
        Verdict::Ng => say(
            lang,
            "社外に出さないと決めていることが話の中心にあるか、相手を傷つけるおそれがあります。切り口から一緒に考えましょう。",
            "What we have decided to keep inside is the heart of this post, or it could hurt somebody. Let us look for another angle together.",
        ),
        Verdict::Escalate if asking.iter().any(|f| f.action == Action::Escalate) => say(
            lang,
            "品質・法務・広報が決めることが含まれています。先に相談しましょう。",
            "Something here is for quality, legal or PR to decide. Let us ask them first.",
        ),
        Verdict::Escalate if gaps && n > 0 => say(
            lang,
            &format!("まだ確かめられていないことがあります。印の{n}か所は言い換えが必要です。"),
            &format!("Something has not been inspected yet. What is marked ({n}) needs other words."),
        ),
        Verdict::Escalate => say(
            lang,
            "まだ確かめられていないことがあるので、「出せます」とは言えません。",
            "Something has not been inspected yet, so this cannot be called ready.",
        ),
    }
}

fn explain(page: &mut String, number: &str, finding: &Finding, line: &Line, lang: Lang, style: Style) {
    let why = of(lang, &finding.why);
    // A sentence about the kind of thing is easier to follow with the words it is about.
    let why = if why.contains(&finding.surface) {
        why.to_owned()
    } else {
        let (open, close) = word_pair(lang, ("「", "」: "), ("“", "”: "));
        format!("{open}{}{close}{why}", shortened(&finding.surface))
    };
    page.push_str(&paragraph(&format!("  {number} "), &safe(&why), style, None));
    let advice = of(lang, &finding.advice);
    if !advice.is_empty() {
        page.push_str(&paragraph("     → ", &safe(advice), style, Some(Tone::Bold)));
    }
    if !finding.who.is_empty() {
        let who: Vec<&str> = finding.who.iter().map(|a| word(lang, a.label())).collect();
        let (first, between) = word_pair(lang, ("手がかりにできる人: ", "、"), ("Who could use it: ", ", "));
        page.push_str(&paragraph("     ", &format!("{first}{}", who.join(between)), style, Some(Tone::Dim)));
    }
    let grounds = match entry_of(finding, line) {
        Some(entry) => match lang {
            Lang::Ja => format!("根拠: {} {}行目", safe(entry.file), entry.row),
            Lang::En => format!("Grounds: {} row {}", safe(entry.file), entry.row),
        },
        None => match lang {
            Lang::Ja => format!("根拠: きまり {}", safe(&finding.rule)),
            Lang::En => format!("Grounds: rule {}", safe(&finding.rule)),
        },
    };
    page.push_str(&paragraph("     ", &grounds, style, Some(Tone::Dim)));
}

/// The beginning of a long surface; the whole of it is marked in the draft above.
pub fn shortened(surface: &str) -> String {
    const SHOWN: usize = 24;
    let mut short: String = surface.chars().take(SHOWN).collect();
    if short.len() < surface.len() {
        short.push('…');
    }
    short
}

const fn word_pair<'a>(lang: Lang, ja: (&'a str, &'a str), en: (&'a str, &'a str)) -> (&'a str, &'a str) {
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
    }
}

/// Writes the counts, when there is more than one draft to count.
pub fn summary(out: &mut Vec<u8>, counts: &Counts, sources: usize, lang: Lang, style: Style) {
    if counts.all() < 2 && sources < 2 {
        return;
    }
    let Counts { ok, reword, escalate, ng, with_gaps } = *counts;
    let ask = escalate + ng;
    let all = counts.all();
    let mut page = String::new();
    let _ = writeln!(page, "{}", style.paint(Tone::Dim, &"-".repeat(style.width.min(40))));
    let rows = match lang {
        Lang::Ja => [
            (Tone::Ready, format!("○ このまま出せます　　　　　　　　　 {ok:>5} 件")),
            (Tone::AnotherWay, format!("△ 切り口を変えれば出せます　　　　　 {reword:>5} 件")),
            (Tone::Ask, format!("◇ いまは出せません（相談しましょう） {ask:>5} 件")),
        ],
        Lang::En => [
            (Tone::Ready, format!("○ Ready to post        {ok:>5}")),
            (Tone::AnotherWay, format!("△ Tell it another way  {reword:>5}")),
            (Tone::Ask, format!("◇ Not yet: let's ask   {ask:>5}")),
        ],
    };
    for (tone, row) in rows {
        let _ = writeln!(page, "{}", style.paint(tone, &row));
    }
    let last = match lang {
        Lang::Ja if with_gaps > 0 => {
            format!("全部で {all} 件、うち {with_gaps} 件にまだ確かめられていないことがあります。")
        }
        Lang::Ja => format!("全部で {all} 件"),
        Lang::En if with_gaps > 0 => {
            format!("{all} drafts in all; in {with_gaps} of them something has not been inspected yet.")
        }
        Lang::En => format!("{all} drafts in all"),
    };
    let _ = writeln!(page, "{last}");
    out.extend_from_slice(page.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::circled;

    #[test]
    fn numbers_in_circles() {
        let shown: Vec<String> = [1, 20, 21, 35, 36, 50, 51].map(circled).into();
        assert_eq!(shown, ["①", "⑳", "㉑", "㉟", "㊱", "㊿", "(51)"]);
    }
}
