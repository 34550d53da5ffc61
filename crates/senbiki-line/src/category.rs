//! What kind of protected thing a finding is about, and what a line may ask for.

/// The sixteen kinds of things a manufacturer protects. The ids are fixed: they stand in line
/// folders, in results and in benchmarks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each variant is explained by Category::label")]
pub enum Category {
    Customer,
    Supplier,
    Price,
    Quantity,
    ContractTerms,
    ProcessFigure,
    ProcessKnowhow,
    Equipment,
    PartNumber,
    Unreleased,
    Personal,
    DefectRecall,
    Defamation,
    Location,
    Schedule,
    Aggregate,
}

impl Category {
    /// Every category, in the order in which the documents list them.
    pub const ALL: [Self; 16] = [
        Self::Customer,
        Self::Supplier,
        Self::Price,
        Self::Quantity,
        Self::ContractTerms,
        Self::ProcessFigure,
        Self::ProcessKnowhow,
        Self::Equipment,
        Self::PartNumber,
        Self::Unreleased,
        Self::Personal,
        Self::DefectRecall,
        Self::Defamation,
        Self::Location,
        Self::Schedule,
        Self::Aggregate,
    ];

    /// The fixed id, as written in line folders and results.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Supplier => "supplier",
            Self::Price => "price",
            Self::Quantity => "quantity",
            Self::ContractTerms => "contract_terms",
            Self::ProcessFigure => "process_figure",
            Self::ProcessKnowhow => "process_knowhow",
            Self::Equipment => "equipment",
            Self::PartNumber => "part_number",
            Self::Unreleased => "unreleased",
            Self::Personal => "personal",
            Self::DefectRecall => "defect_recall",
            Self::Defamation => "defamation",
            Self::Location => "location",
            Self::Schedule => "schedule",
            Self::Aggregate => "aggregate",
        }
    }

    /// The category with this id, if there is one.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.id() == id)
    }

    /// What people call it: Japanese and English.
    #[must_use]
    pub const fn label(self) -> (&'static str, &'static str) {
        match self {
            Self::Customer => ("お客様", "a customer"),
            Self::Supplier => ("仕入先・協力会社", "a supplier"),
            Self::Price => ("価格・金額", "a price or amount"),
            Self::Quantity => ("数量", "a quantity"),
            Self::ContractTerms => ("取引条件", "terms of business"),
            Self::ProcessFigure => ("工程の数値", "a process figure"),
            Self::ProcessKnowhow => ("工程のノウハウ", "process know-how"),
            Self::Equipment => ("設備・治具", "equipment or a jig"),
            Self::PartNumber => ("品番", "a part number"),
            Self::Unreleased => ("未公表の計画・製品", "something not yet announced"),
            Self::Personal => ("個人に関すること", "something about a person"),
            Self::DefectRecall => ("不具合・事故", "a defect or accident"),
            Self::Defamation => ("相手を傷つける表現", "an attack on somebody"),
            Self::Location => ("場所・防犯", "a place or its security"),
            Self::Schedule => ("日程", "a date or schedule"),
            Self::Aggregate => ("組み合わせで特定できること", "facts that together single somebody out"),
        }
    }

    /// What a finding of this category asks for unless the line says otherwise.
    #[must_use]
    pub const fn default_action(self) -> Action {
        match self {
            Self::DefectRecall => Action::Escalate,
            Self::Defamation => Action::Ng,
            _ => Action::Reword,
        }
    }
}

/// What a finding asks of the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Nothing: the company lets this category out.
    Ok,
    /// The value can be kept once the marked facts are generalised.
    Reword,
    /// Quality, legal or PR decide.
    Escalate,
    /// The secret is the point of the post, or it attacks somebody.
    Ng,
}

impl Action {
    /// The fixed id, as written in `line.toml`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Reword => "reword",
            Self::Escalate => "escalate",
            Self::Ng => "ng",
        }
    }

    /// The action with this id, if there is one.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Ok, Self::Reword, Self::Escalate, Self::Ng].into_iter().find(|a| a.id() == id)
    }
}
