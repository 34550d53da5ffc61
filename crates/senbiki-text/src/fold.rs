//! Level 1, the folded text: what a reader sees, with widths, case, old forms and disguises taken
//! away. [`fold`] says what that is; the map back to the source is made on the way.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, compose};

use crate::map::Map;
use crate::script::{Script, script};
use crate::table::{self, Class, Entry, Likeness};

/// Marks after one base beyond this number are not read by anybody and are left out, so that
/// ordering them stays linear. Unicode's stream-safe format allows 30.
const MOST_MARKS: usize = 16;

/// The folded form of a text (level 1).
///
/// NFKC, lower case, half-width kana composed with their voicing marks, old kanji as today's,
/// Greek and Cyrillic look-alikes inside Latin words as Latin, invisible characters left out,
/// dashes as `-` or (after kana) `ー`, straight quotes, plain spaces and `\n`. Emoji and mask signs
/// stay. Folding twice changes nothing.
///
/// ```
/// assert_eq!(senbiki_text::fold("ﾄﾖﾀ自動車㈱　ＨＶ−８８０"), "トヨタ自動車(株) hv-880");
/// ```
pub fn fold(s: &str) -> String {
    fold_mapped(s).0
}

/// The key of a text (level 2): its folded form with what people put into a name, or leave out of
/// it, taken away. Names of a line are looked up by their key.
///
/// Spaces, line breaks, dashes, `ー`, dots, `#`, `@`, `'`, `~`, emoji and lines are dropped;
/// hiragana becomes katakana, small kana large, `ヴァ` `バ`; the kanji digits 一 to 九 become 1 to
/// 9; Latin letters lose their accents. Mask signs, brackets and 、。 stay.
///
/// ```
/// assert_eq!(senbiki_text::key("と よ・た モーター"), "トヨタモタ");
/// ```
pub fn key(s: &str) -> String {
    crate::keying::key_mapped(&fold(s)).0
}

/// Folds, and says where each part came from.
pub(crate) fn fold_mapped(s: &str) -> (String, Map) {
    let mut folder = Folder {
        src: s,
        out: String::with_capacity(s.len() + 16),
        map: Map::with_capacity(16),
        copied: 0,
        twins: Vec::new(),
    };
    folder.run();
    let Folder { mut out, mut map, twins, .. } = folder;
    if !twins.is_empty() {
        let meant = decide_twins(&out, &map, &twins);
        if !meant.is_empty() {
            out = map.rewrite(&out, &meant);
        }
    }
    (out, map)
}

/// A letter that may have to be read as a Latin one.
struct Twin {
    run: usize,
    latin: char,
    likeness: Likeness,
}

struct Folder<'s> {
    src: &'s str,
    out: String,
    map: Map,
    /// Source bytes before this one are written; those from here to the current one are to be
    /// copied unchanged.
    copied: usize,
    twins: Vec<Twin>,
}

impl Folder<'_> {
    fn run(&mut self) {
        let src = self.src;
        let mut chars = src.chars();
        while let Some(c) = chars.next() {
            let entry = table::entry(c);
            if entry.is_same() {
                continue;
            }
            let next = src.len() - chars.as_str().len();
            let at = next - c.len_utf8();
            if at > self.copied {
                self.copy(at);
            }
            self.copied = next;
            match entry.class() {
                Class::Same => self.copied = at,
                Class::Simple => {
                    self.map.linear(self.out.len(), at, c.len_utf8());
                    self.out.push(entry.char());
                }
                Class::Resized => self.unit_char(entry.char(), at, next),
                Class::Multi => self.unit_str(table::expansion(c, entry), at, next),
                Class::Fraction => {
                    let text = table::expansion(c, entry);
                    if self.out.ends_with(|last: char| last.is_ascii_digit()) {
                        self.map.unit(self.out.len(), at, next);
                        self.out.push(' ');
                        self.out.push_str(text);
                    } else {
                        self.unit_str(text, at, next);
                    }
                }
                Class::Drop => {}
                Class::Selector => {
                    if let Some(last) = self.out.chars().next_back() {
                        self.map.extend_last(self.out.len() - last.len_utf8(), next);
                    }
                }
                // The everyday case, ｶﾞ, without the general machinery. What it leaves behind is
                // what the general way would, so more marks may follow.
                Class::Mark if matches!(c, '\u{FF9E}' | '\u{FF9F}') && self.voice(voicing(c), at, next) => {}
                Class::Mark => {
                    let end = self.combine(c, entry, at, next, chars.as_str());
                    self.copied = end;
                    chars = src.get(end..).unwrap_or("").chars();
                }
                Class::Voice => {
                    if !self.voice(entry.char(), at, next) {
                        self.map.linear(self.out.len(), at, next - at);
                        self.out.push(c);
                    }
                }
                Class::Choon => {
                    let after_latin = self.out.chars().next_back().is_some_and(is_latin_like);
                    self.unit_or_linear(c, if after_latin { '-' } else { 'ー' }, at, next);
                }
                Class::WideDash | Class::NarrowDash | Class::Hyphen => {
                    let dash = self.dash(entry.class(), chars.as_str());
                    self.unit_or_linear(c, dash, at, next);
                }
                Class::Return => {
                    let end = if chars.as_str().starts_with('\n') {
                        chars.next();
                        next + 1
                    } else {
                        next
                    };
                    self.copied = end;
                    self.map.unit(self.out.len(), at, end);
                    self.out.push('\n');
                }
                Class::Twin => {
                    let plain = entry.char();
                    let run = self.map.unit(self.out.len(), at, next);
                    self.out.push(plain);
                    if let Some((latin, likeness)) = table::twin(c, plain) {
                        self.twins.push(Twin { run, latin, likeness });
                    }
                }
            }
        }
        self.copy(src.len());
    }

    fn copy(&mut self, to: usize) {
        if let Some(text) = self.src.get(self.copied..to) {
            self.map.linear(self.out.len(), self.copied, text.len());
            self.out.push_str(text);
        }
    }

    fn unit_char(&mut self, c: char, at: usize, next: usize) {
        self.map.unit(self.out.len(), at, next);
        self.out.push(c);
    }

    fn unit_str(&mut self, text: &str, at: usize, next: usize) {
        self.map.unit(self.out.len(), at, next);
        self.out.push_str(text);
    }

    fn unit_or_linear(&mut self, from: char, to: char, at: usize, next: usize) {
        if from.len_utf8() == to.len_utf8() {
            self.map.linear(self.out.len(), at, next - at);
            self.out.push(to);
        } else {
            self.unit_char(to, at, next);
        }
    }

    /// A dash after kana is a long vowel typed with the wrong key, unless what follows says that
    /// it is a dash after all.
    fn dash(&self, class: Class, rest: &str) -> char {
        let before = match self.out.chars().next_back() {
            Some('ー') | None => return '-',
            Some(c) => script(c),
        };
        let possible = match class {
            Class::NarrowDash => matches!(before, Script::Hiragana | Script::Katakana),
            _ => before == Script::Katakana,
        };
        if !possible {
            return '-';
        }
        let (next, class_of_next) = following(rest);
        let vowel = match class {
            Class::Hyphen => next.is_some_and(|c| script(c) == Script::Katakana && c != 'ー'),
            _ => {
                !matches!(class_of_next, Class::WideDash | Class::NarrowDash | Class::Hyphen | Class::Choon)
                    && !next.is_some_and(is_latin_like)
            }
        };
        if vowel { 'ー' } else { '-' }
    }

    /// Joins a voicing mark with the kana before it; false when there is no such kana.
    fn voice(&mut self, mark: char, at: usize, next: usize) -> bool {
        let Some(last) = self.out.chars().next_back() else {
            return false;
        };
        let Some(voiced) = compose(last, mark) else {
            return false;
        };
        let (start, src) = self.cut(self.out.len() - last.len_utf8());
        debug_assert!(src < at);
        self.map.unit(start, src, next);
        self.out.pop();
        self.out.push(voiced);
        true
    }

    /// Joins a run of combining characters with the character before it. Returns the source byte
    /// after the run.
    fn combine(&mut self, c: char, entry: Entry, at: usize, next: usize, rest: &str) -> usize {
        // The base: the last character that does not combine, with marks already behind it.
        let mut base = self.out.len();
        for c in self.out.chars().rev().take(MOST_MARKS * 3) {
            base -= c.len_utf8();
            if canonical_combining_class(c) == 0 {
                break;
            }
        }
        let (start, src) = if base < self.out.len() { self.cut(base) } else { (base, at) };
        let mut cluster: String = self.out.get(start..).unwrap_or("").nfd().collect();
        self.out.truncate(start);
        let mut marks = cluster.chars().rev().take_while(|&c| canonical_combining_class(c) != 0).count();
        let mut add = |text: &str| {
            for c in text.nfd() {
                if canonical_combining_class(c) == 0 {
                    marks = 0;
                } else {
                    marks += 1;
                }
                if marks <= MOST_MARKS {
                    cluster.push(c);
                }
            }
        };
        add(table::expansion(c, entry));
        let mut end = next;
        let mut at = next;
        for c in rest.chars() {
            let entry = table::entry(c);
            at += c.len_utf8();
            match entry.class() {
                Class::Mark => add(table::expansion(c, entry)),
                Class::Selector => {}
                Class::Drop => continue,
                _ => break,
            }
            end = at;
        }
        self.map.unit(start, src, end);
        self.out.extend(cluster.nfc());
        end
    }

    /// Takes the folded text back to `at` in the map only; the caller rewrites `out` from the
    /// returned byte on.
    fn cut(&mut self, at: usize) -> (usize, usize) {
        let (start, src) = self.map.truncate(at);
        let runs = self.map.runs();
        while self.twins.last().is_some_and(|twin| twin.run >= runs) {
            self.twins.pop();
        }
        (start, src)
    }
}

/// The combining form of a half-width voicing mark.
fn voicing(c: char) -> char {
    if c == '\u{FF9E}' { '\u{3099}' } else { '\u{309A}' }
}

/// The first folded character of what follows, and its class; invisible characters are passed by.
fn following(rest: &str) -> (Option<char>, Class) {
    for c in rest.chars() {
        let entry = table::entry(c);
        match entry.class() {
            Class::Drop | Class::Selector => {}
            class @ (Class::Multi | Class::Fraction | Class::Mark) => {
                return (table::expansion(c, entry).chars().next(), class);
            }
            Class::Same | Class::Voice => return (Some(c), entry.class()),
            class => return (Some(entry.char()), class),
        }
    }
    (None, Class::Same)
}

/// Letters of the alphabets that look alike, and digits.
fn is_latin_like(c: char) -> bool {
    match script(c) {
        Script::Latin | Script::Digit => true,
        _ => matches!(c, '\u{370}'..='\u{52F}') && c.is_alphabetic(),
    }
}

/// Which look-alikes are meant as Latin letters, judged by the run of letters and digits in which
/// each stands.
fn decide_twins(out: &str, map: &Map, twins: &[Twin]) -> Vec<(usize, char)> {
    let mut meant = Vec::new();
    let mut at = 0;
    while let Some(first) = twins.get(at) {
        let place = map.out_start(first.run);
        let (before, after) = out.split_at_checked(place).unwrap_or((out, ""));
        let start =
            place - before.chars().rev().take_while(|&c| is_latin_like(c)).map(char::len_utf8).sum::<usize>();
        let end = place + after.chars().take_while(|&c| is_latin_like(c)).map(char::len_utf8).sum::<usize>();
        let run = out.get(start..end).unwrap_or("");
        let here = twins[at..].iter().take_while(|twin| map.out_start(twin.run) < end).count();
        let members = &twins[at..at + here];
        let letters = run.chars().count();
        let latin = run.chars().filter(|&c| script(c) == Script::Latin).count();
        let digits = run.chars().filter(|&c| script(c) == Script::Digit).count();
        let same = members.iter().filter(|twin| twin.likeness == Likeness::Same).count();
        let take_same = same > 0 && (latin + digits > 0 || same == letters);
        let take_near = latin + if take_same { same } else { 0 } > 0;
        for twin in members {
            let take = match twin.likeness {
                Likeness::Same => take_same,
                Likeness::Near => take_near,
            };
            if take {
                meant.push((twin.run, twin.latin));
            }
        }
        at += here.max(1);
    }
    meant
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The map is what folding leaves behind, so its size counts the work that was kept: twice the
    /// text may give at most twice the runs, and never more runs than characters.
    #[test]
    fn hostile_texts_cost_what_they_weigh() {
        let units = [
            "\u{301}",
            "e\u{301}",
            "\u{200B}",
            "a\u{FE0F}",
            "ｶﾞ",
            "カ—",
            "カ-\u{200B}",
            "\u{1161}",
            "\u{FFC2}",
            "Тт",
            "ρa ",
            "ﷺ",
            "か゛",
            "½",
            "\r\n",
            "Ａ",
            "𝐓",
            "か\u{3099}\u{309A}",
        ];
        for unit in units {
            let one = fold_mapped(&unit.repeat(2_000));
            let two = fold_mapped(&unit.repeat(4_000));
            // The last unit has no neighbour, which may cost or save a few runs.
            assert!(two.1.runs() <= one.1.runs() * 2 + 4, "{unit:?}");
            assert!(two.1.runs() <= unit.chars().count() * 4_000, "{unit:?}");
            assert!(two.0.len() <= one.0.len() * 2 + 4, "{unit:?}");
        }
    }

    #[test]
    fn ordinary_text_needs_few_runs() {
        let text = "今日は工場の皆さんと新しい機械を立ち上げました。".repeat(100);
        assert_eq!(fold_mapped(&text).1.runs(), 1);
        assert_eq!(fold_mapped(&text.replace('。', "。Abc")).1.runs(), 1);
    }

    #[test]
    fn marks_beyond_reading_are_left_out_but_belong_to_their_base() {
        let text = format!("あe{}い", "\u{316}".repeat(1_000));
        let (folded, map) = fold_mapped(&text);
        assert_eq!(folded, format!("あe{}い", "\u{316}".repeat(MOST_MARKS)));
        assert_eq!(map.to_source(&folded, 3, 4), (3, 4 + 2_000));
    }
}
