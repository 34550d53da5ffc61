//! Half-open byte ranges that know which text they belong to.

use std::fmt;
use std::marker::PhantomData;

/// Marks a [`Span`] of the text as the author wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Original {}
/// Marks a [`Span`] of the folded text (see [`crate::Text::folded`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Folded {}
/// Marks a [`Span`] of the name key (see [`crate::Text::key`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {}

/// A half-open range of bytes, `start..end`, of one kind of text.
///
/// Spans of different texts are different types, so that an offset into the folded text can never
/// be used to cut the original. Only [`crate::Text`] converts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span<S> {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    space: PhantomData<S>,
}

impl<S> Span<S> {
    /// A span from `start` to `end` (bytes). An `end` before `start` gives an empty span at `start`.
    pub const fn new(start: u32, end: u32) -> Self {
        let end = if end < start { start } else { end };
        Self { start, end, space: PhantomData }
    }
    /// The same, from `usize` offsets; offsets beyond `u32::MAX` are clamped.
    pub fn from_usize(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self::new(clamp(start), clamp(end))
    }
    /// Length in bytes.
    pub const fn len(self) -> u32 {
        self.end - self.start
    }
    /// True when nothing is covered.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }
    /// The range for slicing.
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
    /// True when the two share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
    /// True when `other` lies wholly inside.
    pub const fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
    /// The smallest span over both.
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

impl<S> fmt::Debug for Span<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
