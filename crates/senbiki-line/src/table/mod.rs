//! The tables of a line folder: which there are, which columns they have, what a row says.

use crate::EntryKind;

pub(crate) mod read;
pub(crate) mod value;

/// A table of the line folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Table {
    Parties,
    Parts,
    Equipment,
    Projects,
    People,
    Public,
}

/// A column of a table. The ids are those of the file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Column {
    Kind,
    Name,
    Number,
    Aliases,
    SayInstead,
    Public,
    PublicScope,
    Industry,
    Region,
    Size,
    Supplies,
    Customer,
    Description,
    Role,
    Owner,
    ReviewOn,
    ConsentUntil,
    Note,
    Fact,
    Terms,
    Evidence,
    Since,
}

impl Column {
    pub(crate) const COUNT: usize = 22;

    const ALL: [Self; Self::COUNT] = [
        Self::Kind,
        Self::Name,
        Self::Number,
        Self::Aliases,
        Self::SayInstead,
        Self::Public,
        Self::PublicScope,
        Self::Industry,
        Self::Region,
        Self::Size,
        Self::Supplies,
        Self::Customer,
        Self::Description,
        Self::Role,
        Self::Owner,
        Self::ReviewOn,
        Self::ConsentUntil,
        Self::Note,
        Self::Fact,
        Self::Terms,
        Self::Evidence,
        Self::Since,
    ];

    /// The header in English, and those in Japanese.
    pub(crate) const fn headers(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Kind => ("kind", &["種類"]),
            Self::Name => ("name", &["名称", "名前"]),
            Self::Number => ("number", &["番号"]),
            Self::Aliases => ("aliases", &["別名"]),
            Self::SayInstead => ("say_instead", &["言い換え"]),
            Self::Public => ("public", &["公開"]),
            Self::PublicScope => ("public_scope", &["公開の条件"]),
            Self::Industry => ("industry", &["業種"]),
            Self::Region => ("region", &["地域"]),
            Self::Size => ("size", &["規模"]),
            Self::Supplies => ("supplies", &["供給品"]),
            Self::Customer => ("customer", &["取引先"]),
            Self::Description => ("description", &["説明"]),
            Self::Role => ("role", &["役割"]),
            Self::Owner => ("owner", &["管理者"]),
            Self::ReviewOn => ("review_on", &["見直し日"]),
            Self::ConsentUntil => ("consent_until", &["同意期限"]),
            Self::Note => ("note", &["備考"]),
            Self::Fact => ("fact", &["事実"]),
            Self::Terms => ("terms", &["語"]),
            Self::Evidence => ("evidence", &["根拠"]),
            Self::Since => ("since", &["公開日"]),
        }
    }

    pub(crate) const fn id(self) -> &'static str {
        self.headers().0
    }

    /// The column with this header: upper and lower case, width, spaces and hyphens do not matter.
    pub(crate) fn from_header(header: &str) -> Option<Self> {
        let header = senbiki_text::fold(header.trim()).replace([' ', '-'], "_");
        Self::ALL.into_iter().find(|c| {
            let (english, japanese) = c.headers();
            english == header || japanese.iter().any(|j| senbiki_text::fold(j) == header)
        })
    }
}

impl Table {
    pub(crate) const ALL: [Self; 6] =
        [Self::Parties, Self::Parts, Self::Equipment, Self::Projects, Self::People, Self::Public];

    /// Path without extension, relative to the line folder.
    pub(crate) const fn stem(self) -> &'static str {
        match self {
            Self::Parties => "protected/parties",
            Self::Parts => "protected/parts",
            Self::Equipment => "protected/equipment",
            Self::Projects => "protected/projects",
            Self::People => "protected/people",
            Self::Public => "public",
        }
    }

    /// The columns, in the order of the format's description.
    pub(crate) const fn columns(self) -> &'static [Column] {
        use Column as C;
        match self {
            Self::Parties => &[
                C::Kind,
                C::Name,
                C::Aliases,
                C::SayInstead,
                C::Public,
                C::PublicScope,
                C::Industry,
                C::Region,
                C::Size,
                C::Supplies,
                C::Owner,
                C::ReviewOn,
                C::Note,
            ],
            Self::Parts => {
                &[C::Number, C::Aliases, C::Description, C::Customer, C::SayInstead, C::Public, C::Note]
            }
            Self::Equipment | Self::Projects => {
                &[C::Kind, C::Name, C::Aliases, C::SayInstead, C::Public, C::Note]
            }
            Self::People => &[C::Name, C::Aliases, C::Role, C::Public, C::ConsentUntil, C::Note],
            Self::Public => &[C::Fact, C::Terms, C::Evidence, C::Since],
        }
    }

    /// The columns that must be there and filled.
    pub(crate) const fn required(self) -> &'static [Column] {
        use Column as C;
        match self {
            Self::Parties | Self::Equipment | Self::Projects => &[C::Kind, C::Name],
            Self::Parts => &[C::Number],
            Self::People => &[C::Name],
            Self::Public => &[C::Fact, C::Terms],
        }
    }

    /// The kinds that the `kind` column may hold. Tables without the column have one kind, or none.
    pub(crate) const fn kinds(self) -> &'static [EntryKind] {
        use EntryKind as K;
        match self {
            Self::Parties => &[K::Customer, K::Supplier, K::Partner, K::Competitor],
            Self::Parts => &[K::Part],
            Self::Equipment => &[K::Equipment, K::Jig, K::ProductionLine, K::Process, K::Software],
            Self::Projects => &[K::CodeName, K::Product, K::Plan, K::Alliance],
            Self::People => &[K::Person],
            Self::Public => &[],
        }
    }
}
