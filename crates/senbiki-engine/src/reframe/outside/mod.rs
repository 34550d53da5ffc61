//! An outside writer: what it may see of a draft, and what of its answer is believed.
//!
//! [`redact`] takes out of a draft every protected fact, every name of the line in any disguise and
//! the company's own names; placeholders stand in their places. [`accept`] looks at the answer as at
//! something that a stranger wrote: it must be a rewording of this draft without anything new in it
//! ([`facts`]), and it passes the same inspection as everything else. Asking the writer is not done
//! here; this crate knows no network.

mod accept;
mod facts;
mod redact;
mod strip;

use crate::finding::Message;

pub use redact::{Placeholder, Redacted};

/// What opens and closes a placeholder.
const OPEN: char = '⟦';
const CLOSE: char = '⟧';

/// Drafts longer than this (in bytes) are not given to a writer.
pub const LONGEST: usize = 8_000;
/// Answers longer than this (in bytes) are not looked at.
const LONGEST_ANSWER: usize = 4 * LONGEST;

/// Why an answer of an outside writer is not used. No variant holds words of the draft or of the
/// answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refused {
    /// Nothing, or hardly a word.
    Empty,
    /// Longer than the channel takes, or than one and a half times the draft.
    TooLong,
    /// Characters that nobody sees, or that a post does not have.
    ControlCharacters,
    /// A placeholder that was never given, or a piece of one.
    UnknownPlaceholder,
    /// A placeholder where the general word does not read.
    PlaceholderLeft,
    /// Another language than the draft.
    OtherLanguage,
    /// Words to the person who asked, in place of the post or around it.
    PromptLeftover,
    /// Little of the draft is left, or most of the answer is about something else.
    OtherStory,
    /// A number, a name, a time, an address, a link or a hashtag that the draft does not have.
    NewFact,
    /// Words that were taken out of the draft are back.
    ProtectedBack,
    /// It crosses the line.
    CrossesTheLine,
}

impl Refused {
    /// The fixed id.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong => "too_long",
            Self::ControlCharacters => "control_characters",
            Self::UnknownPlaceholder => "unknown_placeholder",
            Self::PlaceholderLeft => "placeholder_left",
            Self::OtherLanguage => "other_language",
            Self::PromptLeftover => "prompt_leftover",
            Self::OtherStory => "other_story",
            Self::NewFact => "new_fact",
            Self::ProtectedBack => "protected_back",
            Self::CrossesTheLine => "crosses_the_line",
        }
    }

    /// What people are told.
    #[must_use]
    pub fn message(self) -> Message {
        let (ja, en) = match self {
            Self::Empty => ("文章がありませんでした。", "There was no text."),
            Self::TooLong => ("長くなりすぎました。", "It became too long."),
            Self::ControlCharacters => {
                ("投稿に使えない文字がありました。", "It held characters that a post cannot have.")
            }
            Self::UnknownPlaceholder | Self::PlaceholderLeft => {
                ("伏せた箇所が自然な言葉になりませんでした。", "A place that was left out did not read well.")
            }
            Self::OtherLanguage => ("下書きと違う言語でした。", "It was in another language than the draft."),
            Self::PromptLeftover => (
                "投稿文以外の言葉が混ざっていました。",
                "There were words in it that are not part of a post.",
            ),
            Self::OtherStory => ("下書きの中身が残りませんでした。", "Too little of the draft was left."),
            Self::NewFact => {
                ("下書きにない事実が加わっていました。", "It added facts that the draft does not have.")
            }
            Self::ProtectedBack | Self::CrossesTheLine => {
                ("線引きを越えるところがありました。", "Something in it crossed the line.")
            }
        };
        Message::new(ja, en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_told_in_both_languages() {
        for r in [
            Refused::Empty,
            Refused::TooLong,
            Refused::ControlCharacters,
            Refused::UnknownPlaceholder,
            Refused::PlaceholderLeft,
            Refused::OtherLanguage,
            Refused::PromptLeftover,
            Refused::OtherStory,
            Refused::NewFact,
            Refused::ProtectedBack,
            Refused::CrossesTheLine,
        ] {
            let m = r.message();
            assert!(!r.id().is_empty() && !m.ja.is_empty() && m.en.is_ascii());
        }
    }
}
