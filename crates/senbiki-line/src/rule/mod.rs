//! Rules as data: what a rule sees, why it matters, and the examples that prove it.
//!
//! A rule is a TOML table. It looks for *tokens* (words of a class, numbers with a dimension,
//! mentions of a kind, literal text) that stand in a certain order and distance. Because a rule
//! can only look a bounded number of tokens ahead, no rule can make a check slower than linear;
//! the one escape hatch, `pattern`, is a regular expression and is refused when it is unbounded.
//! See `docs/line-schema.md` for the language.

mod gate;
mod parse;
mod pattern;
mod words;

pub use parse::{RuleFile, RuleProblem, parse_rules};
pub use pattern::{Condition, Gap, Mark, Pattern, Scope, Term, TermKind};
pub use words::{WordClass, parse_words};

use crate::category::{Action, Category};

/// Text for people in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bilingual {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

/// What a rule does when it matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It is a finding.
    Finds,
    /// The matched text is harmless: findings of the named categories that lie in it are dropped.
    Frees,
    /// The secret is the point of the post: findings of the named categories ask for this instead.
    Raises(Action),
    /// It is a remark on how the post will be received; the verdict stays as it is.
    Remarks(RemarkKind),
}

/// What a remark is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RemarkKind {
    /// A sharp or boastful way to say it.
    Tone,
    /// Somebody is hurt: other firms, the young, customers, partners, whole groups.
    Offence,
    /// The firm's position in negotiations gets weaker.
    Bargaining,
}

impl RemarkKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Tone, Self::Offence, Self::Bargaining];

    /// The fixed id, as written in rules and results.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Tone => "tone",
            Self::Offence => "offence",
            Self::Bargaining => "bargaining",
        }
    }

    /// The kind with this id, if there is one.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.id() == id)
    }

    /// What people call it: Japanese and English.
    #[must_use]
    pub const fn label(self) -> (&'static str, &'static str) {
        match self {
            Self::Tone => ("言い方", "tone"),
            Self::Offence => ("傷つく人への心くばり", "care for those who could be hurt"),
            Self::Bargaining => ("交渉の立場", "the position in negotiations"),
        }
    }
}

/// One rule, parsed and checked for its form; the engine compiles it against the word classes.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Unique id, `category.what_it_sees`.
    pub id: String,
    /// What kind of thing it finds; for freeing and raising rules the first of `categories`; for
    /// remarks, which have a kind instead, the one that lies nearest.
    pub category: Category,
    /// The categories that a freeing or raising rule applies to; empty means all.
    pub categories: Vec<Category>,
    /// What happens on a match.
    pub effect: Effect,
    /// What the finding asks for, when it differs from the category's default.
    pub action: Option<Action>,
    /// How sure, 0 to 100.
    pub confidence: u8,
    /// What it sees.
    pub sees: Bilingual,
    /// Why that matters.
    pub why: Bilingual,
    /// Ids of the audiences that could use it.
    pub who: Vec<String>,
    /// What to do instead.
    pub advice: Bilingual,
    /// For remarks on a negotiating position: what speaks for saying it all the same.
    pub benefit: Bilingual,
    /// Any of these must match.
    pub patterns: Vec<Pattern>,
    /// Regular expressions over the folded text; any of these may match as well.
    pub regexes: Vec<String>,
    /// For each of them, sets of characters and pairs of them: of each set one must stand in the draft for it to
    /// match.
    pub gates: Vec<Vec<Vec<String>>>,
    /// All of these must hold.
    pub needs: Vec<Condition>,
    /// None of these may hold.
    pub unless: Vec<Condition>,
    /// Name of the detector in code that this rule documents, when it has no pattern of its own.
    pub detector: Option<String>,
    /// Marked examples (`⟦…⟧`) that it must find.
    pub flags: Vec<String>,
    /// Examples that it must leave alone.
    pub passes: Vec<String>,
    /// The file it came from, for messages.
    pub file: String,
    /// True for rules that ship with the product.
    pub builtin: bool,
}

mod builtin;

/// What people read about a finding of each category, as TOML; the engine parses it.
pub const CATEGORY_TEXTS: &str = include_str!("../../builtin/categories.toml");

/// The rules by which sentences are reworded, by file name, as TOML; the engine parses them.
pub const REWORDS: &[(&str, &str)] = builtin::REWORDS;

pub mod reword;

/// The general words for kinds and categories, as TOML; the engine parses them.
pub const GENERICS: &str = include_str!("../../builtin/reframes/generics.toml");

/// Why an edit of a rewording was made, by category, as TOML; the engine parses it.
pub const REASONS: &str = include_str!("../../builtin/reframes/reasons.toml");
/// For each category who decides, what they ask and what can be told meanwhile, as TOML; the
/// engine parses it.
pub const DECISION_TEXTS: &str = include_str!("../../builtin/decisions.toml");

/// What each reader learns from what stands in a post, and how channels spread it, as TOML; the
/// engine parses it.
pub const READER_TEXTS: &str = include_str!("../../builtin/readers.toml");

/// Word files and rule files, by name, as text.
#[derive(Debug, Clone, Default)]
pub struct Builtin {
    /// Word files.
    pub words: Vec<(String, String)>,
    /// Rule files.
    pub rules: Vec<(String, String)>,
    /// Rule files that make remarks.
    pub tone: Vec<(String, String)>,
}

impl Builtin {
    /// Those that ship with the product.
    #[must_use]
    pub fn shipped() -> Self {
        let own =
            |list: &[(&str, &str)]| list.iter().map(|(n, t)| ((*n).to_owned(), (*t).to_owned())).collect();
        Self { words: own(builtin::WORDS), rules: own(builtin::RULES), tone: own(builtin::TONE) }
    }
}
