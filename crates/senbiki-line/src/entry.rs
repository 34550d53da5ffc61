//! One row of the line as the rest of the program sees it.

use crate::Category;
use crate::date::Date;
use crate::index::heap::List;

/// The number of an entry within one compiled line: `0..line.len()`.
///
/// Ids are given in the order of files and rows; they mean nothing for a line with another digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each variant is explained by EntryKind::label")]
pub enum EntryKind {
    Customer,
    Supplier,
    Partner,
    Competitor,
    Part,
    Equipment,
    Jig,
    ProductionLine,
    Process,
    Software,
    CodeName,
    Product,
    Plan,
    Alliance,
    Person,
    Place,
}

impl EntryKind {
    /// Every kind.
    pub const ALL: [Self; 16] = [
        Self::Customer,
        Self::Supplier,
        Self::Partner,
        Self::Competitor,
        Self::Part,
        Self::Equipment,
        Self::Jig,
        Self::ProductionLine,
        Self::Process,
        Self::Software,
        Self::CodeName,
        Self::Product,
        Self::Plan,
        Self::Alliance,
        Self::Person,
        Self::Place,
    ];

    /// The fixed id; where the table has a `kind` column, the word that stands there.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Supplier => "supplier",
            Self::Partner => "partner",
            Self::Competitor => "competitor",
            Self::Part => "part",
            Self::Equipment => "equipment",
            Self::Jig => "jig",
            Self::ProductionLine => "line",
            Self::Process => "process",
            Self::Software => "software",
            Self::CodeName => "code_name",
            Self::Product => "product",
            Self::Plan => "plan",
            Self::Alliance => "alliance",
            Self::Person => "person",
            Self::Place => "place",
        }
    }

    /// What people call it: Japanese and English.
    #[must_use]
    pub const fn label(self) -> (&'static str, &'static str) {
        match self {
            Self::Customer => ("お客様", "customer"),
            Self::Supplier => ("仕入先・協力会社", "supplier"),
            Self::Partner => ("パートナー", "partner"),
            Self::Competitor => ("競合", "competitor"),
            Self::Part => ("品番", "part number"),
            Self::Equipment => ("設備", "equipment"),
            Self::Jig => ("治具", "jig"),
            Self::ProductionLine => ("生産ライン", "production line"),
            Self::Process => ("工程", "process"),
            Self::Software => ("社内ソフト", "in-house software"),
            Self::CodeName => ("コードネーム", "code name"),
            Self::Product => ("未発表の製品", "unannounced product"),
            Self::Plan => ("計画", "plan"),
            Self::Alliance => ("提携", "alliance"),
            Self::Person => ("個人", "person"),
            Self::Place => ("場所", "place"),
        }
    }

    /// True for other companies: customers, suppliers, partners and competitors.
    #[must_use]
    pub const fn is_party(self) -> bool {
        matches!(self, Self::Customer | Self::Supplier | Self::Partner | Self::Competitor)
    }

    /// The category of a finding that names such an entry. `None` for competitors: to name one
    /// tells nothing by itself.
    #[must_use]
    pub const fn category(self) -> Option<Category> {
        Some(match self {
            Self::Competitor => return None,
            Self::Customer | Self::Partner => Category::Customer,
            Self::Supplier => Category::Supplier,
            Self::Part => Category::PartNumber,
            Self::Equipment | Self::Jig | Self::ProductionLine | Self::Process | Self::Software => {
                Category::Equipment
            }
            Self::CodeName | Self::Product | Self::Plan | Self::Alliance => Category::Unreleased,
            Self::Person => Category::Personal,
            Self::Place => Category::Location,
        })
    }
}

/// Whether an entry may be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility<'a> {
    /// Not to be named.
    Protected,
    /// May be named anywhere.
    Public,
    /// May be named in a post that also holds at least one of these words (never empty).
    PublicWith(Words<'a>),
    /// Not to be named before this day; public from then on.
    Until(Date),
}

impl Visibility<'_> {
    /// True when the entry must not be named on this day, whatever else the post says.
    /// [`Visibility::PublicWith`] is not protected in this sense; look at its words.
    #[must_use]
    pub fn is_protected_on(&self, day: Date) -> bool {
        match self {
            Self::Protected => true,
            Self::Until(until) => day < *until,
            Self::Public | Self::PublicWith(_) => false,
        }
    }
}

/// Several words of one cell, as written. Cheap to copy; iterate it.
#[derive(Clone, Copy, Default)]
pub struct Words<'a>(pub(crate) List<'a>);

impl<'a> Words<'a> {
    /// The words, in the order of the cell.
    pub fn iter(self) -> impl Iterator<Item = &'a str> {
        self.0
    }
    /// How many there are.
    #[must_use]
    pub fn len(self) -> usize {
        self.0.count()
    }
    /// True when the cell was empty.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.iter().next().is_none()
    }
}

impl<'a> IntoIterator for Words<'a> {
    type Item = &'a str;
    type IntoIter = WordsIter<'a>;
    fn into_iter(self) -> WordsIter<'a> {
        WordsIter(self.0)
    }
}

/// Iterates over [`Words`].
#[derive(Debug, Clone)]
pub struct WordsIter<'a>(List<'a>);

impl<'a> Iterator for WordsIter<'a> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        self.0.next()
    }
}

impl PartialEq for Words<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}
impl Eq for Words<'_> {}

impl std::fmt::Debug for Words<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// One entry of the line. All text is as written in the table, trimmed; `None` is an empty cell.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// Its number.
    pub id: EntryId,
    /// What it is.
    pub kind: EntryKind,
    /// Its name (for parts: the number).
    pub name: &'a str,
    /// Its other names, as written in the table. Forms that the program adds are not among them.
    pub aliases: Words<'a>,
    /// What may be said in its place.
    pub say_instead: Option<&'a str>,
    /// Whether it may be named.
    pub visibility: Visibility<'a>,
    /// Parties: the trade it is in.
    pub industry: Option<&'a str>,
    /// Parties: where it sits.
    pub region: Option<&'a str>,
    /// Parties: how large it is.
    pub size: Option<&'a str>,
    /// Parties: what it supplies.
    pub supplies: Option<&'a str>,
    /// Parts: whose it is.
    pub customer: Option<&'a str>,
    /// Parts: what it is.
    pub description: Option<&'a str>,
    /// People: what they do.
    pub role: Option<&'a str>,
    /// Who keeps this entry.
    pub owner: Option<&'a str>,
    /// A remark for those who keep the line; never shown to authors.
    pub note: Option<&'a str>,
    /// The day on which the entry must be looked at again.
    pub review_on: Option<Date>,
    /// People: the day up to which they agree to be named.
    pub consent_until: Option<Date>,
    /// The file, relative to the line folder.
    pub file: &'a str,
    /// The row as a spreadsheet shows it (header = 1); for places the line in `line.toml`.
    pub row: u32,
}
