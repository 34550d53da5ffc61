//! What one post gives away.

use senbiki_line::{Category, Date, EntryKind};
use senbiki_text::{Original, Span};

use super::masked::StoryWord;
use crate::channel::Channel;

/// What one post gives away, as pure data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// The day of the post.
    pub date: Date,
    /// Where it was posted.
    pub channel: Option<Channel>,
    /// What it gives away, in the order of the text, each fact once.
    pub facts: Vec<Fact>,
    /// Where in the draft each fact stands. As long as `facts` when it was read from a draft; empty
    /// when it comes from a ledger, which keeps no text.
    pub places: Vec<Span<Original>>,
    /// The characters there; as long as `places`.
    pub surfaces: Vec<String>,
}

impl Disclosure {
    /// The facts of a ledger row.
    #[must_use]
    pub const fn recorded(date: Date, channel: Option<Channel>, facts: Vec<Fact>) -> Self {
        Self { date, channel, facts, places: Vec::new(), surfaces: Vec::new() }
    }
}

/// One thing that a post gives away. `Display` writes it as `kind:key=value,…`, `FromStr` reads
/// exactly that back. No name of the lists can be read in it: where one stands in a text, the whole
/// text is `#` and eight hexadecimal digits instead (its hash).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fact {
    /// An entry of the lists is named: `name:kind=customer,ref=0123456789abcdef`.
    Name {
        /// What it is.
        kind: EntryKind,
        /// Which one, without its name.
        reference: Reference,
    },
    /// A clue about a party that is not named: `clue:of=1,attr=region,is=愛知`.
    Clue {
        /// Which of the unnamed parties of this post, counted from 1.
        subject: u8,
        /// What the clue is about.
        attribute: Attribute,
        /// What it says, as a normalised word.
        value: String,
    },
    /// A level or magnitude: `level:in=process_figure,of=歩留まり,unit=percent,from=92.3,to=92.3,detail=exact`.
    Level {
        /// The kind of protected thing.
        category: Category,
        /// What is measured: a head noun, and after a `#` the hash of what stands before it; may be
        /// empty.
        of: String,
        /// The unit's dimension.
        measure: Measure,
        /// The least that it can be.
        from: Amount,
        /// The most that it can be.
        to: Amount,
        /// How exactly it was said.
        detail: Detail,
    },
    /// A piece of something planned: `plan:about=,piece=date,is=2027-03..05`.
    Plan {
        /// The reference of the listed plan, `announced` for what was announced, or empty.
        about: String,
        /// What kind of piece.
        piece: Piece,
        /// What it says, normalised; the reference of the plan when it is its name.
        value: String,
    },
    /// The words by which a later post can be known to tell of the same thing, without names of the
    /// lists and not readable: `story:words=0a1b2c3d|9f8e7d6c`.
    Story {
        /// In order.
        words: Vec<StoryWord>,
    },
    /// An ingredient of an output that can be computed: `capacity:of=継手,what=cycle,is=40`.
    Capacity {
        /// The product or line; empty when the post does not say.
        of: String,
        /// Which ingredient.
        what: Ingredient,
        /// How much, in the unit of the ingredient.
        value: Amount,
    },
}

/// Which entry of the lists, without its name: the first eight bytes of the BLAKE3 hash of its kind
/// and the key of its name. The same for as long as the name is written the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference(pub [u8; 8]);

impl Reference {
    /// The reference of an entry.
    #[must_use]
    pub fn new(kind: EntryKind, name: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"senbiki entry 1\0");
        hasher.update(kind.id().as_bytes());
        hasher.update(b"\0");
        hasher.update(senbiki_text::key(name).as_bytes());
        let mut bytes = [0; 8];
        hasher.finalize_xof().fill(&mut bytes);
        Self(bytes)
    }
}

/// A number in millionths, so that it is written and compared without rounding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Amount(pub i64);

impl Amount {
    /// Millionths in one.
    pub const ONE: i64 = 1_000_000;

    /// The nearest amount; what is too large becomes the largest.
    #[must_use]
    pub fn of(value: f64) -> Self {
        // A float that does not fit becomes the nearest end, not a number that is not there zero.
        Self((value * 1e6).round() as i64)
    }
    /// As a float, for arithmetic.
    #[must_use]
    pub fn value(self) -> f64 {
        self.0 as f64 / 1e6
    }
}

macro_rules! ids {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $id:literal, $ja:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// The fixed id, as stored in a ledger.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }
            /// The one with this id, if there is one.
            #[must_use]
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|x| x.id() == id)
            }
            /// What people call it: Japanese and English.
            #[must_use]
            pub const fn label(self) -> (&'static str, &'static str) {
                match self { $(Self::$variant => ($ja, $en),)+ }
            }
        }
    };
}

ids! {
    /// What a clue about an unnamed party is about.
    Attribute {
        /// Whether it buys from us or sells to us (`customer`, `supplier`, `partner`).
        Relation = "relation", "関係", "relation";
        /// Its trade.
        Industry = "industry", "業種", "industry";
        /// Where it sits.
        Region = "region", "地域", "region";
        /// How large it is, or its rank.
        Size = "size", "規模", "size";
        /// What it gets from us, or what of ours is in it.
        Product = "product", "製品", "product";
        /// What it supplies to us.
        Supplies = "supplies", "供給品", "supplies";
        /// Since when, or which anniversary.
        Time = "time", "時期", "time";
        /// The post refers back to an earlier one (`same`), or says that it speaks of another
        /// party (`other`).
        Reference = "reference", "前の投稿への言及", "reference to an earlier post";
    }
}

ids! {
    /// How exactly a level was said.
    Detail {
        /// To the last digit.
        Exact = "exact", "正確な値", "exact";
        /// About.
        Rounded = "rounded", "およその値", "rounded";
        /// More than, in the nineties.
        Magnitude = "magnitude", "大きさの程度", "magnitude";
        /// Up or down.
        Direction = "direction", "増減", "direction";
    }
}

ids! {
    /// What kind of piece of a plan.
    Piece {
        /// Where.
        Place = "place", "場所", "place";
        /// When.
        Date = "date", "時期", "date";
        /// People are looked for.
        Recruiting = "recruiting", "募集", "recruiting";
        /// Machines, buildings, money.
        Investment = "investment", "設備・投資", "machines or investment";
        /// A product.
        Product = "product", "製品", "product";
        /// Something ends or moves.
        Closing = "closing", "閉鎖・移転", "closing or moving";
        /// Something new is spoken of without saying what.
        Theme = "theme", "話題", "theme";
    }
}

ids! {
    /// An ingredient of a capacity.
    Ingredient {
        /// How many machines, lines or moulds work side by side.
        Machines = "machines", "台数・ライン数", "machines or lines";
        /// Seconds for one piece.
        Cycle = "cycle", "1個あたりの秒数", "seconds for one piece";
        /// Pieces made at once.
        Cavities = "cavities", "取り数", "pieces at once";
        /// Pieces in an hour, of one machine or line.
        Rate = "rate", "1時間あたりの個数", "pieces in an hour";
        /// Hours of work a day.
        Hours = "hours", "1日の稼働時間", "hours a day";
        /// Shifts a day.
        Shifts = "shifts", "交代数", "shifts a day";
        /// Working days in a month.
        Days = "days", "月の稼働日数", "working days in a month";
        /// Good parts of all, in per cent.
        Yield = "yield", "良品率", "yield";
    }
}

ids! {
    /// The dimension of a level.
    Measure {
        /// No unit.
        Plain = "plain", "", "";
        /// Per cent, tenths and points, in per cent.
        Percent = "percent", "%", "%";
        /// Parts per million.
        Ppm = "ppm", "ppm", "ppm";
        /// Money.
        Money = "money", "金額", "money";
        /// Pieces.
        Count = "count", "個", "pieces";
        /// People.
        People = "people", "人", "people";
        /// Firms.
        Firms = "firms", "社", "firms";
        /// Seconds.
        Seconds = "seconds", "秒", "seconds";
        /// Days, weeks and longer, in days.
        Days = "days", "日", "days";
        /// A day in the calendar.
        Date = "date", "日付", "date";
        /// Any other; its values are compared only with themselves.
        Other = "other", "", "";
    }
}
