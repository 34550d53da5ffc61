//! Text with offsets: what a reader sees, folded so that disguises fall away, with every
//! position mapped back to the original characters.
//!
//! Start reading at [`Text`]: it holds the original, the folded text (level 1, what a reader sees)
//! and the key (level 2, what is left of a name whatever people put into it). Numerals, sentences
//! and words are looked for in the folded text.
//!
//! The folding tables live in `table.rs` and `kanji.rs`, the pass that applies them in `fold.rs`,
//! the way back in `map.rs`. All work is linear in the text, and no input makes it fail.
//!
//! This crate never decides whether something may be said; it knows no
//! company, no files, no clock and no network.

mod fold;
mod kanji;
mod keying;
pub mod lexicon;
mod map;
pub mod numeral;
pub mod position;
pub mod script;
pub mod segment;
mod span;
mod table;
mod text;

pub use fold::{fold, key};
pub use position::{Place, Positions};
pub use span::{Folded, Key, Original, Span};
pub use text::{Folds, KeyGap, Text};
