//! What `line.toml` and `public.csv` say.

use crate::date::Date;

/// The company whose line this is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Company {
    /// Its full name.
    pub name: String,
    /// How it speaks of itself: short names, 当社, 弊社.
    pub aliases: Vec<String>,
    /// What it does, in a sentence.
    pub business: Option<String>,
}

/// A place of the company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceRow {
    /// Its name.
    pub name: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// Whether it may be named. The same place is also an entry of the line.
    pub public: bool,
}

/// A fact that is already public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicFact {
    /// The fact in a sentence.
    pub fact: String,
    /// The surfaces that this fact makes fine, as written.
    pub terms: Vec<String>,
    /// Where it was published.
    pub evidence: Option<String>,
    /// Since when it is public.
    pub since: Option<Date>,
    /// The row in the table.
    pub row: u32,
}
