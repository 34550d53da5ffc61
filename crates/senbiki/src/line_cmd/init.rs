//! `senbiki line init`: a starter folder.

use std::path::Path;

use crate::exit::{Exit, Failure};
use crate::lang::{Lang, say};
use crate::report::paragraph;
use crate::term::{Style, Tone};

/// Writes the folder and says what to do with it.
pub fn run(dir: &Path, lang: Lang, style: Style) -> Result<Exit, Failure> {
    let written =
        senbiki_line::init(dir).map_err(|e| Failure::Usage(e.message(Lang::Ja), e.message(Lang::En)))?;
    let name = dir.display();
    let mut page = paragraph(
        "",
        &say(lang, &format!("{name} に見本の線引きを作りました。"), &format!("A starter line is in {name}.")),
        style,
        Some(Tone::Ready),
    );
    for path in &written {
        page.push_str(&format!("  {}\n", path.display()));
    }
    page.push_str(&paragraph(
        "",
        &say(
            lang,
            "中の会社や品番はどれも架空の例です。自社のものに書き換えてから、次の2つを試してください。",
            "All companies and numbers in it are invented. Put your own in their place, then try these two:",
        ),
        style,
        None,
    ));
    page.push_str(&format!("  senbiki line check {name}\n  senbiki check --line {name} draft.txt\n"));
    super::print(&page)?;
    Ok(Exit::Ok)
}
