//! Reading a line folder, and what is due in it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use senbiki_line::{Date, Entry, EntryKind, Line, Visibility};
use serde_json::json;

use crate::args::{DueArgs, LineArgs, ListFormatArg};
use crate::exit::{Exit, Failure};
use crate::lang::{Lang, say, word};
use crate::line_place::{self, Trouble};
use crate::report::paragraph;
use crate::term::{Style, Tone, safe};

/// How many problems of one file are shown: enough to see what is going on, few enough to read.
const SHOWN_PER_FILE: usize = 50;

/// `senbiki line check`: everything that needs attention, then what the line holds.
pub fn check(args: &LineArgs, lang: Lang, style: Style) -> Result<Exit, Failure> {
    let dir = line_place::find(args.named())?;
    let mut page = String::new();
    let exit = match line_place::load(&dir) {
        Ok((engine, warnings)) => {
            troubles(&mut page, &warnings, lang, style);
            statistics(&mut page, &dir, engine.line(), lang, style);
            Exit::Ok
        }
        Err(Failure::Line(_, list)) => {
            troubles(&mut page, &list, lang, style);
            let stopping = list.iter().filter(|t| t.stops()).count();
            let sentence = say(
                lang,
                &format!("直すところが {stopping} 件あります。直すまで、この線引きは確認に使えません。"),
                &format!("{stopping} thing(s) to put right. Until then this line cannot be used."),
            );
            page.push_str(&paragraph("", &sentence, style, Some(Tone::Ask)));
            Exit::Usage
        }
        Err(other) => return Err(other),
    };
    super::print(&page)?;
    Ok(exit)
}

/// Problems first, then what is only worth a look, each by file in its order.
fn troubles(page: &mut String, list: &[Trouble], lang: Lang, style: Style) {
    for stops in [true, false] {
        let mut by_file: BTreeMap<String, Vec<&Trouble>> = BTreeMap::new();
        for trouble in list.iter().filter(|t| t.stops() == stops) {
            by_file.entry(trouble.file()).or_default().push(trouble);
        }
        if by_file.is_empty() {
            continue;
        }
        let head = if stops {
            ("直すところ", "To put right")
        } else {
            ("見ておくところ（このままでも使えます）", "Worth a look (the line works as it is)")
        };
        let _ = writeln!(
            page,
            "{}",
            style.paint(if stops { Tone::Ask } else { Tone::AnotherWay }, word(lang, head))
        );
        for (_, mut troubles) in by_file {
            troubles.sort_by_key(|t| t.row());
            for trouble in troubles.iter().take(SHOWN_PER_FILE) {
                page.push_str(&paragraph(
                    word(lang, ("・", "- ")),
                    &safe(&trouble.message(lang)),
                    style,
                    None,
                ));
            }
            if let Some(more) = troubles.len().checked_sub(SHOWN_PER_FILE).filter(|n| *n > 0) {
                let sentence = say(
                    lang,
                    &format!("このファイルにはほかに {more} 件あります。"),
                    &format!("{more} more in this file."),
                );
                page.push_str(&paragraph("  ", &sentence, style, Some(Tone::Dim)));
            }
        }
        page.push('\n');
    }
}

fn statistics(page: &mut String, dir: &Path, line: &Line, lang: Lang, style: Style) {
    let mut kinds: BTreeMap<&'static str, (EntryKind, usize, usize)> = BTreeMap::new();
    for entry in line.entries() {
        let (_, all, open) = kinds.entry(entry.kind.id()).or_insert((entry.kind, 0, 0));
        *all += 1;
        *open += usize::from(matches!(entry.visibility, Visibility::Public | Visibility::PublicWith(_)));
    }
    let _ = writeln!(
        page,
        "{}  {}",
        style.paint(Tone::Bold, &safe(&line.company().name)),
        style.paint(Tone::Dim, &dir.display().to_string())
    );
    for kind in EntryKind::ALL {
        if let Some((kind, all, open)) = kinds.get(kind.id()) {
            let label = word(lang, kind.label());
            let gap = " ".repeat(22_usize.saturating_sub(crate::term::columns(label)));
            let public = match lang {
                _ if *open == 0 => String::new(),
                Lang::Ja => format!("（うち公表済み {open}）"),
                Lang::En => format!(" ({open} of them public)"),
            };
            let _ = writeln!(page, "  {label}{gap}{all:>8}{public}");
        }
    }
    let rows = [
        (("照合する書き方", "spellings matched"), line.names().len()),
        (("公開済みの事実", "public facts"), line.public_facts().len()),
        (("会社のきまりのファイル", "own rule files"), line.rule_files().len()),
        (("話題のファイル", "topic files"), line.topic_files().len()),
        (("先例", "precedents"), line.precedents().len()),
    ];
    for (label, count) in rows {
        let label = word(lang, label);
        let _ = writeln!(
            page,
            "  {label}{}{count:>8}",
            " ".repeat(22_usize.saturating_sub(crate::term::columns(label)))
        );
    }
    let digest = line.digest();
    let _ =
        writeln!(page, "  {}", style.paint(Tone::Dim, &format!("{} {digest}", word(lang, ("版", "digest")))));
    page.push_str(&paragraph(
        "",
        &say(lang, "この線引きは使えます。", "This line is ready for use."),
        style,
        Some(Tone::Ready),
    ));
}

/// Why an entry is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Due {
    Review(Date),
    Embargo(Date),
    Consent(Date),
}

impl Due {
    fn of(entry: &Entry<'_>, day: Date) -> Vec<Self> {
        let mut all = Vec::new();
        if let Some(date) = entry.review_on.filter(|d| *d <= day) {
            all.push(Self::Review(date));
        }
        if let Visibility::Until(date) = entry.visibility
            && date <= day
        {
            all.push(Self::Embargo(date));
        }
        if let Some(date) = entry.consent_until.filter(|d| *d <= day) {
            all.push(Self::Consent(date));
        }
        all
    }

    const fn id(self) -> &'static str {
        match self {
            Self::Review(_) => "review",
            Self::Embargo(_) => "embargo",
            Self::Consent(_) => "consent",
        }
    }

    const fn date(self) -> Date {
        match self {
            Self::Review(date) | Self::Embargo(date) | Self::Consent(date) => date,
        }
    }

    fn sentence(self, lang: Lang) -> String {
        let date = self.date();
        match self {
            Self::Review(_) => say(
                lang,
                &format!(
                    "見直しの日（{date}）が来ています。まだ守る必要があるか、担当の方と確かめてください。"
                ),
                &format!("The day to look again ({date}) has come. Does it still need to be kept inside?"),
            ),
            Self::Embargo(_) => say(
                lang,
                &format!(
                    "解禁日（{date}）を過ぎ、いまは出せます。public を yes にするか、日付を直してください。"
                ),
                &format!(
                    "The embargo ended on {date}, so it may go out now. Write public = yes, or another day."
                ),
            ),
            Self::Consent(_) => say(
                lang,
                &format!("名前を出す同意の期限（{date}）が過ぎています。ご本人に聞き直してください。"),
                &format!("The consent to be named ended on {date}. Please ask the person again."),
            ),
        }
    }
}

/// `senbiki line due`: what somebody should look at again. Exit code 1 when there is something.
pub fn due(args: &DueArgs, lang: Lang, style: Style) -> Result<Exit, Failure> {
    let dir = line_place::find(args.place.named())?;
    let (engine, _) = line_place::load(&dir)?;
    let day = args.as_of.unwrap_or_else(line_place::today);
    let due = engine.line().due(day);
    let mut page = String::new();
    match args.format {
        ListFormatArg::Json => {
            for entry in &due {
                for reason in Due::of(entry, day) {
                    let row = json!({
                        "kind": entry.kind.id(), "name": entry.name, "file": entry.file, "row": entry.row,
                        "due": reason.id(), "date": reason.date().to_string(), "owner": entry.owner,
                    });
                    let _ = writeln!(page, "{row}");
                }
            }
        }
        ListFormatArg::Pretty => {
            for entry in &due {
                let owner = entry
                    .owner
                    .map(|o| format!("  {} {}", word(lang, ("担当", "kept by")), safe(o)))
                    .unwrap_or_default();
                let place = match lang {
                    Lang::Ja => format!("{} {}行目{owner}", safe(entry.file), entry.row),
                    Lang::En => format!("{} row {}{owner}", safe(entry.file), entry.row),
                };
                let label = word(lang, entry.kind.label());
                let _ = writeln!(
                    page,
                    "{}  {}",
                    style.paint(Tone::Bold, &format!("{}（{label}）", safe(entry.name))),
                    style.paint(Tone::Dim, &place)
                );
                for reason in Due::of(entry, day) {
                    page.push_str(&paragraph("  ", &reason.sentence(lang), style, None));
                }
            }
            let n = due.len();
            let sentence = if n == 0 {
                say(
                    lang,
                    &format!("{day} の時点で、見直しの日が来た項目はありません。"),
                    &format!("Nothing is due on {day}."),
                )
            } else {
                say(lang, &format!("{day} の時点で {n} 件あります。"), &format!("{n} due on {day}."))
            };
            let _ = writeln!(page, "{sentence}");
        }
    }
    super::print(&page)?;
    Ok(if due.is_empty() { Exit::Ok } else { Exit::Change })
}
