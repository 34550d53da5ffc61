//! Sentences and clauses of a folded text, as people write posts: with `。`, with line breaks, with
//! emoji in place of a full stop, in lists, in Japanese and English.

use crate::script::{Script, is_word_char, script};
use crate::span::{Folded, Span};

mod rules;

/// Most characters of one sentence; longer ones are cut, so that what a caller looks at stays
/// bounded.
pub const MOST_SENTENCE: usize = 400;
/// Most characters of one clause.
pub const MOST_CLAUSE: usize = 160;

/// Spaces that a clause takes with it at its end.
const MOST_SPACES: usize = 8;

/// The sentences and clauses of one folded text. They follow each other without gaps: white space
/// and emoji behind a sentence belong to it.
#[derive(Debug, Clone)]
pub struct Segments {
    len: u32,
    /// Ends of the sentences, ascending; the last is the length of the text.
    sentences: Vec<u32>,
    /// Ends of the clauses, ascending; holds every end of a sentence.
    clauses: Vec<u32>,
}

impl Segments {
    /// Divides a folded text. Linear in its length.
    pub fn new(folded: &str) -> Self {
        let mut divider = Divider::new(folded);
        divider.run();
        let Divider { sentences, clauses, .. } = divider;
        Self { len: u32::try_from(folded.len()).unwrap_or(u32::MAX), sentences, clauses }
    }

    /// The sentence that holds `byte`; beyond the text, the last one.
    pub fn sentence(&self, byte: u32) -> Span<Folded> {
        around(&self.sentences, byte, self.len)
    }

    /// The clause that holds `byte`; beyond the text, the last one.
    pub fn clause(&self, byte: u32) -> Span<Folded> {
        around(&self.clauses, byte, self.len)
    }

    /// All sentences in order.
    pub fn sentences(&self) -> impl ExactSizeIterator<Item = Span<Folded>> + '_ {
        spans(&self.sentences)
    }

    /// All clauses in order.
    pub fn clauses(&self) -> impl ExactSizeIterator<Item = Span<Folded>> + '_ {
        spans(&self.clauses)
    }
}

fn around(ends: &[u32], byte: u32, len: u32) -> Span<Folded> {
    let byte = byte.min(len.saturating_sub(1));
    let index = ends.partition_point(|&end| end <= byte);
    let start = index.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    Span::new(start, ends.get(index).copied().unwrap_or(len))
}

fn spans(ends: &[u32]) -> impl ExactSizeIterator<Item = Span<Folded>> + '_ {
    ends.iter().enumerate().map(|(i, &end)| {
        let start = i.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
        Span::new(start, end)
    })
}

struct Divider<'t> {
    text: &'t str,
    sentences: Vec<u32>,
    clauses: Vec<u32>,
    sentence_chars: usize,
    clause_chars: usize,
    /// A word stands in the current sentence, so that there is something to end.
    has_word: bool,
    line_start: usize,
    /// Closing brackets that end no clause, because what they hold is short.
    short: Vec<usize>,
}

impl<'t> Divider<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            sentences: Vec::new(),
            clauses: Vec::new(),
            sentence_chars: 0,
            clause_chars: 0,
            has_word: false,
            line_start: 0,
            short: Vec::new(),
        }
    }

    fn run(&mut self) {
        let text = self.text;
        let mut at = 0;
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let next = at + c.len_utf8();
            if self.sentence_chars >= MOST_SENTENCE {
                self.end_sentence(at);
            } else if self.clause_chars >= MOST_CLAUSE {
                self.end_clause(at);
            }
            at = self.step(c, at, next);
        }
        if self.sentences.last() != Some(&(text.len() as u32)) {
            self.end_sentence(text.len());
        }
    }

    /// Reads the character at `at`; returns where to go on.
    fn step(&mut self, c: char, at: usize, next: usize) -> usize {
        let kind = script(c);
        let ends = match c {
            '。' => true,
            '!' | '?' => rules::mark_ends(self.text, at),
            '.' => rules::dot_ends(self.text, at),
            '\n' => {
                let ends = rules::line_ends(self.text, self.line_start, at);
                self.line_start = next;
                ends
            }
            _ => false,
        };
        self.count();
        if ends {
            let end = self.swallow(next);
            if c == '\n' || rules::may_end_at(self.text, next, end) {
                self.end_sentence(end);
            }
            return end;
        }
        if kind == Script::Emoji && self.has_word {
            let end = self.swallow(next);
            if rules::emoji_ends(self.text, at, end) {
                self.end_sentence(end);
            }
            return end;
        }
        self.has_word = self.has_word || is_word_char(c);
        let clause = match c {
            '(' | '「' | '『' | '[' | '【' | '《' => match rules::short_bracket(self.text, at) {
                Some(close) => {
                    self.short.push(close);
                    false
                }
                None => {
                    if at > 0 {
                        self.end_clause_before(at);
                    }
                    false
                }
            },
            ')' | '」' | '』' | ']' | '】' | '》' => {
                while self.short.last().is_some_and(|&close| close < at) {
                    self.short.pop();
                }
                self.short.last() != Some(&at)
            }
            '、' | ';' => true,
            _ => rules::clause_ends(self.text, c, at),
        };
        if clause {
            let spaces = self
                .text
                .get(next..)
                .unwrap_or("")
                .bytes()
                .take(MOST_SPACES)
                .take_while(|&b| b == b' ')
                .count();
            for _ in 0..spaces {
                self.count();
            }
            self.end_clause(next + spaces);
            return next + spaces;
        } else if c == ' ' && rules::but_follows(self.text, next) {
            self.end_clause(next);
        }
        next
    }

    /// Takes what belongs to the end of a sentence: more marks, closing brackets, emoji, spaces
    /// and line breaks.
    fn swallow(&mut self, from: usize) -> usize {
        let mut end = from;
        let mut broken = false;
        for c in self.text.get(from..).unwrap_or("").chars() {
            let taken = match c {
                '。' | '!' | '?' | '」' | '』' | ')' | '】' | '"' | '♪' | '~' => true,
                '\n' => true,
                _ => matches!(script(c), Script::Emoji | Script::Space) || rules::joins_emoji(c),
            };
            // A line that begins with an emoji is a new item, so nothing is taken beyond a break
            // but more white space.
            if !taken
                || broken && !matches!(script(c), Script::Space | Script::LineBreak)
                || self.sentence_chars >= MOST_SENTENCE
            {
                break;
            }
            if c == '\n' {
                broken = true;
                self.line_start = end + 1;
            }
            self.count();
            end += c.len_utf8();
        }
        end
    }

    fn count(&mut self) {
        self.sentence_chars += 1;
        self.clause_chars += 1;
    }

    fn end_sentence(&mut self, at: usize) {
        self.end_clause(at);
        if self.sentences.last().is_none_or(|&last| (last as usize) < at) && at > 0 {
            self.sentences.push(at as u32);
        }
        self.sentence_chars = 0;
        self.has_word = false;
    }

    fn end_clause(&mut self, at: usize) {
        if self.clauses.last().is_none_or(|&last| (last as usize) < at) && at > 0 {
            self.clauses.push(at as u32);
        }
        self.clause_chars = 0;
    }

    /// Ends a clause in front of the character that was just counted.
    fn end_clause_before(&mut self, at: usize) {
        self.end_clause(at);
        self.clause_chars = 1;
    }
}
