//! The word classes that the detectors in code rely on, resolved once.

use crate::vocabulary::{ClassId, Vocabulary};

macro_rules! cues {
    ($($(#[$doc:meta])* $field:ident = $name:literal),+ $(,)?) => {
        /// Ids of the word classes that detectors use.
        pub struct Cues { $($(#[$doc])* pub $field: [ClassId; 1],)+ }
        impl Cues {
            /// Names of the classes, so that they exist even when a word file leaves one out.
            pub const NAMES: &'static [&'static str] = &[$($name),+];
            /// Resolves all of them.
            pub fn new(vocabulary: &Vocabulary) -> Self {
                let id = |name: &str| [vocabulary.id(name).unwrap_or(ClassId(u16::MAX))];
                Self { $($field: id($name)),+ }
            }
        }
    };
}

cues! {
    /// さん, 様, 御中: somebody is addressed.
    honorific = "honorific",
    /// 社, 側, 向け, 工場: what stands right behind the name of a firm.
    firm_after = "firm_after",
    /// 元, 某, 対: what stands right before the name of a firm.
    firm_before = "firm_before",
    /// 計画, プロジェクト: what stands right behind a code name.
    project_after = "project_after",
    /// 治具, 号機: what stands right behind the name of a machine.
    equipment_after = "equipment_after",
    /// 納期, 見積: nouns of business.
    business = "business",
    /// 納める, 発注: what firms do with each other.
    trade = "trade",
    /// 段取り, 加工: words of the shop floor.
    shop = "shop",
    /// 狩り, の季節, が咲: what follows the ordinary word.
    plain_after = "plain_after",
    /// 見頃, 夜空: what stands near the ordinary word.
    plain_near = "plain_near",
    /// コードネーム, と呼んで: somebody explains a name.
    named_as = "named_as",
    /// うちの, 弊社の.
    ours = "ours",
    /// Legal forms: 株式会社, gmbh.
    legal_form = "legal_form",
    /// 工業, 製作所: how names of firms end.
    firm_tail = "firm_tail",
    /// 業界, 工業会: longer words that are no firm.
    firm_not = "firm_not",
    /// トヨタ, ソニー, bosch: firms that everybody knows.
    famous = "famous",
    /// トヨタ生産方式: famous names in something that belongs to everybody.
    famous_not = "famous_not",
    /// 課長, 先輩: what people are called by.
    role = "role",
    /// 品番, 図番.
    part_cue = "part_cue",
    /// iso, jis, sus: prefixes of standards and grades.
    standard = "standard",
    /// Words that look like a name with an honorific but are none (皆, お客, 神).
    person_not = "person_not",
    /// 鳥ではなくて: somebody plays with the two meanings of a name.
    pun = "pun",
    /// 本物の: the ordinary word is meant after all.
    no_pun = "no_pun",
    /// 弾いた, 組んだ: what machines do.
    machine_acts = "machine_acts",
    /// Amounts of money.
    money = "#money",
    /// Pieces, kilograms, litres.
    amount = "#amount",
    /// Percent and tenths.
    ratio = "#ratio",
    /// What is measured on the shop floor.
    measured = "measured",
    /// じゃなく, ではなくて, もとい: the ordinary meaning is denied.
    denial = "denial",
    /// 基板, 固定子: what machines work on.
    workpiece = "workpiece",
    /// 開発, 試作: nouns of a project, wherever they stand.
    project_noun = "project_noun",
    /// の前に立, の機嫌: how people stand to a machine.
    machine_care = "machine_care",
    /// 付け替え, 増やし: what one does with a jig.
    machine_handled = "machine_handled",
    /// 品証の, 購買の: the department of somebody who is called by surname alone.
    dept_before = "dept_before",
    /// What firms make and deliver.
    trade_noun = "trade_noun",
}
