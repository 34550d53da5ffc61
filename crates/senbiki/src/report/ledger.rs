//! What a ledger adds to the answer for people: with which earlier posts something adds up, and
//! what is free by now.

use senbiki_engine::Finding;

use super::layout::paragraph;
use super::pretty::shortened;
use crate::judge::Judged;
use crate::lang::{Lang, of, say, word};
use crate::term::{Style, Tone, safe};

/// So many earlier posts are named one by one.
const NAMED: usize = 6;

/// The earlier posts that tell something together with this finding; empty for other findings.
pub fn adds_up(judged: &Judged, finding: &Finding, lang: Lang, style: Style) -> String {
    let at = judged.inspection.findings.iter().position(|f| std::ptr::eq(f, finding));
    let found = at.and_then(|at| judged.sum.as_ref()?.adds_up.get(&at));
    let Some((found, earlier)) = found.filter(|(_, earlier)| !earlier.is_empty()) else {
        return String::new();
    };
    let posts: Vec<String> = earlier
        .iter()
        .take(NAMED)
        .map(|post| {
            let (row, date, channel) = (post.row, post.date, safe(&post.channel));
            say(
                lang,
                &format!("台帳{row}行目（{date} {channel}）"),
                &format!("ledger row {row} ({date}, {channel})"),
            )
        })
        .collect();
    let more = earlier.len().saturating_sub(NAMED);
    let mut list = posts.join(word(lang, ("、", "; ")));
    if more > 0 {
        list.push_str(&say(lang, &format!("、ほか {more} 件"), &format!("; {more} more")));
    }
    let sentence = say(lang, &format!("合わせて伝わる投稿: {list}"), &format!("Told together with: {list}"));
    let posts = paragraph("     ", &sentence, style, Some(Tone::Dim));
    // Who or what it is, unless the reason has said it.
    let told = found.entity.as_deref().is_none_or(|entity| of(lang, &finding.why).contains(entity));
    let reveals = if told { String::new() } else { safe(of(lang, &found.reveals)) };
    let reveals = if reveals.is_empty() { String::new() } else { paragraph("     ", &reveals, style, None) };
    format!("{reveals}{posts}")
}

/// What is free by now, and through which post.
pub fn freed(judged: &Judged, lang: Lang, style: Style) -> String {
    let Some(sum) = judged.sum.as_ref().filter(|sum| !sum.freed.is_empty()) else { return String::new() };
    let head =
        say(lang, "もう公開しているので、このまま言えるところ", "Public already, so it can be said as it is");
    let mut page = format!("\n  {}\n", style.paint(Tone::Ready, &head));
    for (finding, free) in &sum.freed {
        let surface = safe(&shortened(&finding.surface));
        let why = safe(of(lang, &free.why));
        let row = free.row.0;
        let sentence = say(
            lang,
            &format!("「{surface}」 {why}（台帳{row}行目）"),
            &format!("“{surface}”: {why} (ledger row {row})"),
        );
        page.push_str(&paragraph(word(lang, ("  ・", "  - ")), &sentence, style, None));
    }
    page
}
