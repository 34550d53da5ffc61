//! Lines of a fixed width: paragraphs that keep Japanese line-breaking manners, and a draft with
//! its marks in place.

use std::ops::Range;

use crate::term::{Cluster, Style, Tone, clusters, columns};

/// What must not begin a line.
const CLOSING: &str =
    "、。，．,.!?！？)）]］}｝」』】〕〉》’”ー・：；:;々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%％";
/// What must not end a line.
const OPENING: &str = "(（[［{｛「『【〔〈《‘“";

/// Cuts clusters into lines of at most `width` columns. Each line is a range of cluster numbers;
/// a line end of the text belongs to the line before it.
fn break_lines(all: &[Cluster], width: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let (mut start, mut used, mut i) = (0, 0, 0);
    while let Some(cluster) = all.get(i) {
        if cluster.line_end {
            lines.push(start..i + 1);
            i += 1;
            start = i;
            used = 0;
            continue;
        }
        if used + cluster.width > width && i > start {
            let mut end = break_before(all, start, i);
            // A mark that hangs over the edge may be the last one before a line end of the text.
            end += usize::from(all.get(end).is_some_and(|c| c.line_end));
            lines.push(start..end);
            start = end;
            i = i.max(end);
            used = all.get(start..i).unwrap_or_default().iter().map(|c| c.width).sum();
            continue;
        }
        used += cluster.width;
        i += 1;
    }
    if start < all.len() {
        lines.push(start..all.len());
    }
    lines
}

/// The best place at or before `at` to begin a new line.
fn break_before(all: &[Cluster], start: usize, at: usize) -> usize {
    let is = |i: usize, set: &str| {
        all.get(i).is_some_and(|c| !c.shown.is_empty() && set.contains(c.shown.as_str()))
    };
    let word = |i: usize| {
        all.get(i).is_some_and(|c| c.shown.bytes().all(|b| b.is_ascii_graphic()) && !c.shown.is_empty())
    };
    // A sentence mark or a space may hang over the edge by one place.
    if is(at, "、。") || is(at, " ") {
        return at + 1;
    }
    let good = |i: usize| {
        let inside_a_word = word(i) && word(i - 1);
        !(is(i, CLOSING) || is(i - 1, OPENING) || is(i, " ") || inside_a_word)
    };
    // A Japanese phrase begins after a mark, or where hiragana gives way to another script.
    let phrase = |i: usize| is(i - 1, "、。！？!?") || (hiragana(all.get(i - 1)) && !hiragana(all.get(i)));
    let near = (start + 1..=at).rev().take(8).filter(|i| i - start > 12).find(|i| good(*i) && phrase(*i));
    // Looking back further than this would leave lines too short; then a word is cut.
    near.or_else(|| (start + 1..=at).rev().take(24).find(|i| good(*i))).unwrap_or(at)
}

fn hiragana(cluster: Option<&Cluster>) -> bool {
    cluster.is_some_and(|c| c.shown.chars().all(|c| matches!(c, 'ぁ'..='ん')))
}

/// A paragraph of at most `width` columns a line. Line ends in the text are kept.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let all = clusters(text);
    break_lines(&all, width.max(2))
        .into_iter()
        .map(|line| {
            all.get(line)
                .unwrap_or_default()
                .iter()
                .map(|c| c.shown.as_str())
                .collect::<String>()
                .trim_end()
                .to_owned()
        })
        .collect()
}

/// A paragraph with `first` before its first line and as many spaces before the others.
pub fn paragraph(first: &str, text: &str, style: Style, tone: Option<Tone>) -> String {
    let indent = columns(first);
    let lines = wrap(text, style.width.saturating_sub(indent).max(16));
    let mut out = String::new();
    for (i, line) in lines.iter().enumerate() {
        out.push_str(&if i == 0 { first.to_owned() } else { " ".repeat(indent) });
        out.push_str(&tone.map_or_else(|| line.clone(), |tone| style.paint(tone, line)));
        out.push('\n');
    }
    if lines.is_empty() {
        out.push_str(first.trim_end());
        out.push('\n');
    }
    out
}

/// A stretch of the draft to be marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the draft.
    pub span: Range<usize>,
    /// The number under it.
    pub number: usize,
    /// The colour, where there is one.
    pub tone: Tone,
}

/// The draft, indented, with a row of numbered marks under each line that has some:
///
/// ```text
///   東鷹さん向けの試作が無事に終わりました。
///   1~~~
/// ```
///
/// Only ASCII stands in the row of marks, so that it aligns in every terminal.
pub fn marked(text: &str, marks: &[Mark], indent: usize, style: Style) -> String {
    let all = clusters(text.trim_end());
    let margin = " ".repeat(indent);
    let mut out = String::new();
    // Marks come in the order of the text, so each line looks only at those that can reach it.
    let mut first = 0;
    for line in break_lines(&all, style.width.saturating_sub(indent).max(16)) {
        let line = all.get(line).unwrap_or_default();
        let (Some(begin), Some(end)) = (line.first().map(|c| c.start), line.last().map(|c| c.start + 1))
        else {
            continue;
        };
        while marks.get(first).is_some_and(|m| m.span.end <= begin) {
            first += 1;
        }
        let here: Vec<&Mark> = marks
            .get(first..)
            .unwrap_or_default()
            .iter()
            .take_while(|m| m.span.start < end)
            .filter(|m| m.span.end > begin)
            .collect();
        let mut shown = String::new();
        for cluster in line {
            let tone = here.iter().find(|m| m.span.contains(&cluster.start)).map(|m| m.tone);
            shown.push_str(
                &tone.map_or_else(|| cluster.shown.clone(), |tone| style.mark(tone, &cluster.shown)),
            );
        }
        out.push_str(format!("{margin}{}", shown).trim_end());
        out.push('\n');
        for row in mark_rows(line, &here) {
            out.push_str(&margin);
            out.push_str(&style.paint(Tone::AnotherWay, row.trim_end()));
            out.push('\n');
        }
    }
    out
}

/// The rows of marks under one line. Mostly one; marks that would run into each other get a
/// second row.
fn mark_rows(line: &[Cluster], marks: &[&Mark]) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for mark in marks {
        let before = line.iter().take_while(|c| c.start < mark.span.start).map(|c| c.width).sum::<usize>();
        let width = line.iter().filter(|c| mark.span.contains(&c.start)).map(|c| c.width).sum::<usize>();
        let mut label = mark.number.to_string();
        while label.len() < width {
            label.push('~');
        }
        let free = rows.iter().position(|row| {
            row.len() < before || (row.len() == before && before == 0) || row.len() == before
        });
        let row = free.unwrap_or_else(|| {
            rows.push(String::new());
            rows.len() - 1
        });
        if let Some(row) = rows.get_mut(row) {
            row.push_str(&" ".repeat(before.saturating_sub(row.len())));
            row.push_str(&label);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Style = Style { color: false, width: 40 };

    fn mark(text: &str, word: &str, number: usize) -> Mark {
        let start = text.find(word).expect("the word is in the text");
        Mark { span: start..start + word.len(), number, tone: Tone::AnotherWay }
    }

    #[test]
    fn marks_stand_under_their_words() {
        let text = "今朝👍東鷹さん向け、48秒から31秒に。";
        let marks = [mark(text, "東鷹", 1), mark(text, "48秒から31秒", 2)];
        assert_eq!(
            marked(text, &marks, 2, PLAIN),
            "  今朝👍東鷹さん向け、48秒から31秒に。\n        1~~~          2~~~~~~~~~~~\n"
        );
    }

    #[test]
    fn a_mark_over_a_line_break_goes_on_below() {
        let text = "株式会社東鷹自動車さんと株式会社北稜電装さんへ納めます";
        let marks = [mark(text, "北稜電装", 1)];
        let out = marked(text, &marks, 2, PLAIN);
        assert!(out.lines().filter(|l| l.trim_start().starts_with("1~")).count() == 2, "{out}");
    }

    #[test]
    fn neighbours_and_narrow_marks_keep_apart() {
        let text = "a b";
        let marks = [mark(text, "a", 10), mark(text, "b", 11)];
        assert_eq!(marked(text, &marks, 0, PLAIN), "a b\n10\n  11\n".replace("10\n  11", "1011"));
        let marks = [
            Mark { span: 0..1, number: 1, tone: Tone::Ask },
            Mark { span: 0..3, number: 2, tone: Tone::Ask },
        ];
        assert_eq!(marked(text, &marks, 0, PLAIN), "a b\n1\n2~~\n");
    }

    #[test]
    fn japanese_lines_do_not_begin_with_a_full_stop() {
        let lines = wrap("あいうえおかきくけこ、さしすせそ。たちつてと", 20);
        assert_eq!(lines, ["あいうえおかきくけこ、", "さしすせそ。たちつて", "と"]);
        assert_eq!(wrap("we do not cut words in two", 12), ["we do not", "cut words in", "two"]);
        assert_eq!(wrap("「あいうえお」かきくけこ", 14), ["「あいうえお」", "かきくけこ"]);
        assert_eq!(wrap("a\n\nb", 10), ["a", "", "b"]);
        assert_eq!(wrap("あいうえおかきくけこ。\nさし", 20), ["あいうえおかきくけこ。", "さし"]);
        let lines = wrap("現場の皆さんが自分で考えてくれた小さな改善です", 40);
        assert_eq!(lines, ["現場の皆さんが自分で考えてくれた小さな", "改善です"]);
    }

    #[test]
    fn a_word_without_end_is_cut() {
        assert_eq!(wrap(&"x".repeat(100), 40).iter().map(String::len).collect::<Vec<_>>(), [40, 40, 20]);
    }
}
