//! Tokens: the words, numbers and mentions of one draft, in the order of the text.

use std::borrow::Cow;

use senbiki_text::segment::Segments;
use senbiki_text::{Folded, Span, Text};

use crate::vocabulary::{Bound, ClassId, Vocabulary, is_katakana};

/// One token.
#[derive(Debug, Clone)]
pub struct Token<'v> {
    /// Where, in the folded text.
    pub span: Span<Folded>,
    /// What it counts as.
    pub classes: Classes<'v>,
}

/// The classes of a token: those of a word are borrowed from the vocabulary.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Classes<'v>(Cow<'v, [ClassId]>);

impl<'v> Classes<'v> {
    /// These classes.
    pub const fn of(ids: &'v [ClassId]) -> Self {
        Self(Cow::Borrowed(ids))
    }
    /// Adds an id.
    pub fn push(&mut self, id: ClassId) {
        if !self.contains(id) {
            self.0.to_mut().push(id);
        }
    }
    /// All ids.
    pub fn iter(&self) -> impl Iterator<Item = ClassId> + '_ {
        self.0.iter().copied()
    }
    /// Whether it counts as this.
    pub fn contains(&self, id: ClassId) -> bool {
        self.0.contains(&id)
    }
    /// Whether it counts as any of these.
    pub fn any(&self, ids: &[ClassId]) -> bool {
        ids.iter().any(|id| self.contains(*id))
    }
    fn remove(&mut self, id: ClassId) {
        if self.contains(id) {
            self.0.to_mut().retain(|i| *i != id);
        }
    }
    /// True when nothing is left.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Several ids, with their bits for asking quickly whether a draft holds any of them.
#[derive(Debug, Clone, Default)]
pub struct Ids {
    /// The ids.
    pub list: Vec<ClassId>,
    bits: Vec<(u16, u64)>,
}

impl Ids {
    /// These ids.
    pub fn new(mut list: Vec<ClassId>) -> Self {
        list.sort_unstable();
        list.dedup();
        let mut bits: Vec<(u16, u64)> = Vec::new();
        for id in &list {
            let (word, bit) = (id.0 / 64, 1 << (id.0 % 64));
            match bits.last_mut() {
                Some(last) if last.0 == word => last.1 |= bit,
                _ => bits.push((word, bit)),
            }
        }
        Self { list, bits }
    }

    /// The bits, when they lie in one word of a draft's classes.
    pub fn bits_in_one_word(&self) -> Option<(u16, u64)> {
        match self.bits.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }
}

/// The tokens of one draft, with what is needed to look around them.
pub struct Tokens<'t> {
    /// The draft.
    pub text: &'t Text,
    /// Its sentences and clauses.
    pub segments: Segments,
    /// In the order of their start; longer ones first.
    pub list: Vec<Token<'t>>,
    present: Vec<u64>,
    postings: Vec<(u16, u32)>,
}

impl<'t> Tokens<'t> {
    /// Finds the words of a draft; numbers and mentions are added by [`Tokens::add`].
    pub fn new(text: &'t Text, vocabulary: &'t Vocabulary) -> Self {
        let folded = text.folded();
        let mut list: Vec<Token<'t>> = Vec::with_capacity(folded.len() / 6 + 8);
        let mut blocked: Vec<(Span<Folded>, ClassId)> = Vec::new();
        vocabulary.words(folded, &mut |start, end, lexeme| {
            let (left, right) = touches(folded, start, end, lexeme.bounded);
            if left {
                return;
            }
            let span = Span::from_usize(start, end);
            let classes = Classes::of(if right { vocabulary.open(lexeme) } else { vocabulary.all(lexeme) });
            if !right {
                blocked.extend(vocabulary.blocks(lexeme).iter().map(|id| (span, *id)));
            }
            if !classes.is_empty() {
                list.push(Token { span, classes });
            }
        });
        if !blocked.is_empty() {
            // Few words block, so this stays far from quadratic: each is looked up by position.
            list.sort_by_key(|t| t.span.start);
            for (span, id) in &blocked {
                let from = list.partition_point(|t| t.span.start < span.start);
                for token in list.iter_mut().skip(from).take_while(|t| t.span.start < span.end) {
                    if span.covers(token.span) && span.len() > token.span.len() {
                        token.classes.remove(*id);
                    }
                }
            }
            list.retain(|t| !t.classes.is_empty());
        }
        let segments = Segments::new(folded);
        let mut tokens = Self {
            text,
            segments,
            list,
            present: vec![0; vocabulary.len().div_ceil(64)],
            postings: Vec::new(),
        };
        tokens.settle();
        tokens
    }

    /// Adds tokens and puts all in order.
    pub fn add(&mut self, more: Vec<Token<'t>>) {
        if !more.is_empty() {
            self.list.extend(more);
            self.settle();
        }
    }

    fn settle(&mut self) {
        self.list.sort_by_key(|t| (t.span.start, std::cmp::Reverse(t.span.end)));
        self.present.fill(0);
        for token in &self.list {
            for id in token.classes.iter() {
                if let Some(word) = self.present.get_mut(usize::from(id.0) / 64) {
                    *word |= 1 << (id.0 % 64);
                }
            }
        }
    }

    /// Notes for each class where its tokens are, so that [`Tokens::of`] answers. Call it when all
    /// tokens are there.
    pub fn index(&mut self) {
        self.postings.clear();
        for (at, token) in self.list.iter().enumerate() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            self.postings.extend(token.classes.iter().map(|id| (id.0, at)));
        }
        self.postings.sort_unstable();
    }

    /// The classes that the draft holds, in order.
    pub fn classes(&self) -> impl Iterator<Item = ClassId> + '_ {
        self.present.iter().enumerate().flat_map(|(n, word)| {
            let mut word = *word;
            std::iter::from_fn(move || {
                let bit = word.trailing_zeros();
                word &= word.wrapping_sub(1);
                (bit < 64).then(|| ClassId(u16::try_from(n * 64 + bit as usize).unwrap_or(u16::MAX)))
            })
        })
    }

    /// The positions in `list` of all tokens of this class, in the order of the text; none before
    /// [`Tokens::index`].
    pub fn of(&self, id: ClassId) -> impl Iterator<Item = usize> + '_ {
        let a = self.postings.partition_point(|p| p.0 < id.0);
        self.postings.iter().skip(a).take_while(move |p| p.0 == id.0).map(|p| p.1 as usize)
    }

    /// Whether any token of this class is in the draft at all.
    pub fn has(&self, id: ClassId) -> bool {
        self.present.get(usize::from(id.0) / 64).is_some_and(|w| w & (1 << (id.0 % 64)) != 0)
    }

    /// Whether any of these bits of one word is set.
    pub fn has_bits(&self, (word, bits): (u16, u64)) -> bool {
        self.present.get(usize::from(word)).is_some_and(|w| w & bits != 0)
    }

    /// Whether any token of any of these classes is in the draft at all.
    pub fn has_some(&self, ids: &Ids) -> bool {
        ids.bits
            .iter()
            .any(|(word, bits)| self.present.get(usize::from(*word)).is_some_and(|w| w & bits != 0))
    }

    /// Whether any token of any of these classes is in the draft at all.
    pub fn has_any(&self, ids: &[ClassId]) -> bool {
        ids.iter().any(|id| self.has(*id))
    }

    /// The tokens that start in `from..to`.
    pub fn within(&self, from: u32, to: u32) -> &[Token<'t>] {
        let a = self.list.partition_point(|t| t.span.start < from);
        let b = self.list.partition_point(|t| t.span.start < to);
        self.list.get(a..b.max(a)).unwrap_or_default()
    }

    /// Whether a token of these classes lies wholly in `span`.
    pub fn any_in(&self, span: Span<Folded>, ids: &[ClassId]) -> bool {
        self.find_in(span, ids).is_some()
    }

    /// The first token of these classes that lies wholly in `span`.
    pub fn find_in(&self, span: Span<Folded>, ids: &[ClassId]) -> Option<&Token<'t>> {
        if !self.has_any(ids) {
            return None;
        }
        self.within(span.start, span.end).iter().find(|t| t.span.end <= span.end && t.classes.any(ids))
    }
}

pub fn touches(folded: &str, start: usize, end: usize, bound: Bound) -> (bool, bool) {
    if bound == Bound::Free {
        return (false, false);
    }
    let left = folded.get(..start).and_then(|s| s.chars().next_back());
    let right = folded.get(end..).and_then(|s| s.chars().next());
    let same = |c: Option<char>| {
        c.is_some_and(|c| match bound {
            Bound::Latin => c.is_ascii_alphanumeric(),
            Bound::Katakana => is_katakana(c),
            Bound::Free => false,
        })
    };
    (same(left), same(right))
}

/// How wide a piece of text is for a reader: a Japanese character counts two, a Latin letter one.
/// Stops counting at `limit`.
pub fn width(text: &str, limit: usize) -> usize {
    let mut n = 0;
    for c in text.chars() {
        n += if c.is_ascii() { 1 } else { 2 };
        if n > limit {
            break;
        }
    }
    n
}
