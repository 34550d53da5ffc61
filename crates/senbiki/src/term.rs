//! The terminal: how wide it is, whether it wants colour, and how many columns a text takes.

use std::io::{self, IsTerminal as _};

use unicode_width::UnicodeWidthStr as _;

use crate::args::ColorArg;

/// The widest line we write; longer ones are tiring to read.
pub const WIDEST: usize = 80;
const NARROWEST: usize = 36;

/// How answers for people are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether colour is used; nothing is ever said by colour alone.
    pub color: bool,
    /// Columns of a line.
    pub width: usize,
}

/// What a colour is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Green.
    Ready,
    /// Amber.
    AnotherWay,
    /// Indigo.
    Ask,
    /// Less important.
    Dim,
    /// A heading.
    Bold,
}

impl Tone {
    const fn code(self) -> &'static str {
        match self {
            Self::Ready => "32",
            Self::AnotherWay => "33",
            Self::Ask => "34",
            Self::Dim => "2",
            Self::Bold => "1",
        }
    }
}

impl Style {
    /// The style for standard output as it is now.
    pub fn for_stdout(color: ColorArg) -> Self {
        let terminal = io::stdout().is_terminal();
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty())
            || std::env::var_os("TERM").is_some_and(|v| v == "dumb");
        let color = match color {
            ColorArg::Always => true,
            ColorArg::Never => false,
            ColorArg::Auto => terminal && !unwanted,
        };
        let columns =
            if terminal { terminal_size::terminal_size().map(|(w, _)| usize::from(w.0)) } else { None };
        Self { color, width: columns.unwrap_or(WIDEST).clamp(NARROWEST, WIDEST) }
    }

    /// `text` in a tone.
    pub fn paint(self, tone: Tone, text: &str) -> String {
        if self.color && !text.is_empty() {
            format!("\x1b[{}m{text}\x1b[0m", tone.code())
        } else {
            text.to_owned()
        }
    }

    /// `text` in a tone and underlined, for marks in the draft.
    pub fn mark(self, tone: Tone, text: &str) -> String {
        if self.color && !text.is_empty() {
            format!("\x1b[4;{}m{text}\x1b[0m", tone.code())
        } else {
            text.to_owned()
        }
    }
}

/// Columns that `text` takes.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// One thing that a terminal shows as a unit: a character with all that joins it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// Where it begins in the text, in bytes.
    pub start: usize,
    /// What is written: the same characters, or a stand-in for a control character.
    pub shown: String,
    /// Columns it takes.
    pub width: usize,
    /// Whether the line ends here.
    pub line_end: bool,
}

/// Cuts a text into clusters. Control characters are replaced: a draft must not be able to move
/// the cursor or turn the reading direction of the page that judges it.
pub fn clusters(text: &str) -> Vec<Cluster> {
    let mut all: Vec<Cluster> = Vec::new();
    let mut joins = false;
    let mut flags = 0_u32;
    for (start, c) in text.char_indices() {
        if c == '\r' {
            continue;
        }
        let line_end = c == '\n';
        let flag = matches!(c, '\u{1F1E6}'..='\u{1F1FF}');
        flags = if flag { flags + 1 } else { 0 };
        let extends = joins
            || matches!(c, '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{20E3}' | '\u{E0020}'..='\u{E007F}')
            || (flag && flags.is_multiple_of(2))
            || unicode_width::UnicodeWidthChar::width(c) == Some(0) && !is_control(c);
        joins = c == '\u{200D}';
        if let Some(last) = all.last_mut().filter(|last| extends && !line_end && !last.line_end) {
            last.shown.push(c);
            last.width = columns(&last.shown);
            continue;
        }
        let shown = match c {
            '\n' => String::new(),
            '\t' => "    ".to_owned(),
            c if is_control(c) => "\u{FFFD}".to_owned(),
            c => c.to_string(),
        };
        let width = columns(&shown);
        all.push(Cluster { start, shown, width, line_end });
    }
    all
}

fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}')
}

/// A text from a file that is not ours, safe to print on one line.
pub fn safe(text: &str) -> String {
    text.chars().map(|c| if is_control(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes(text: &str) -> Vec<(String, usize)> {
        clusters(text).into_iter().map(|c| (c.shown, c.width)).collect()
    }

    #[test]
    fn emoji_and_kana_take_the_columns_they_take() {
        assert_eq!(shapes("aあｱ"), [("a".into(), 1), ("あ".into(), 2), ("ｱ".into(), 1)]);
        assert_eq!(shapes("👨‍👩‍👧x"), [("👨‍👩‍👧".into(), 2), ("x".into(), 1)]);
        assert_eq!(shapes("❤️"), [("❤️".into(), 2)]);
        assert_eq!(shapes("🇯🇵🇩🇪"), [("🇯🇵".into(), 2), ("🇩🇪".into(), 2)]);
        assert_eq!(shapes("👍🏽"), [("👍🏽".into(), 2)]);
        assert_eq!(shapes("か\u{3099}"), [("か\u{3099}".into(), 2)]);
    }

    #[test]
    fn a_draft_cannot_drive_the_terminal() {
        let shown: String = clusters("a\u{1b}[2Jb\u{202E}c\r\n").into_iter().map(|c| c.shown).collect();
        assert!(!shown.contains(['\u{1b}', '\u{202E}', '\r', '\n']), "{shown:?}");
        assert_eq!(safe("a\u{1b}[2J\nb"), "a [2J b");
    }
}
