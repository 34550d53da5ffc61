//! The two risks of a post, each with its reason in words.

use senbiki_line::rule::RemarkKind;
use senbiki_line::{Action, Category};

use crate::verdict::Inspection;

/// How large a risk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing was seen.
    None,
    /// Something to look at.
    Some,
    /// Not to be posted like this.
    High,
}

impl Level {
    /// The fixed id, as written in results.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Some => "some",
            Self::High => "high",
        }
    }

    /// What people are told: Japanese and English.
    #[must_use]
    pub const fn label(self) -> (&'static str, &'static str) {
        match self {
            Self::None => ("心配なし", "nothing to worry about"),
            Self::Some => ("気になるところあり", "something to look at"),
            Self::High => ("このままでは心配", "a worry as it stands"),
        }
    }
}

/// One risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Risk {
    /// How large.
    pub level: Level,
    /// Why: Japanese and English.
    pub why: (&'static str, &'static str),
}

/// The two risks: that something gets out, and that somebody is hurt or angry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Risks {
    /// What the post gives away.
    pub leak: Risk,
    /// How it is received.
    pub backlash: Risk,
}

/// Weighs what was seen, each risk by itself.
#[must_use]
pub fn risks(inspection: &Inspection) -> Risks {
    Risks { leak: leak(inspection), backlash: backlash(inspection) }
}

fn leak(inspection: &Inspection) -> Risk {
    let facts =
        || inspection.findings.iter().filter(|f| f.action > Action::Ok && f.category != Category::Defamation);
    let count = facts().count();
    let decided = facts().any(|f| f.action > Action::Reword);
    let risk = |level, ja, en| Risk { level, why: (ja, en) };
    match (decided, count, inspection.gaps.is_empty()) {
        (true, ..) => risk(
            Level::High,
            "社外に出さないと決めていることが、話の中心にあります。",
            "What we have decided to keep inside is at the heart of it.",
        ),
        (false, 0, true) => risk(
            Level::None,
            "社外に出さないと決めているものは見つかりませんでした。",
            "Nothing was found that we have decided to keep inside.",
        ),
        (false, 0, false) => risk(
            Level::Some,
            "まだ確かめられていないことがあります。",
            "Something has not been inspected yet.",
        ),
        (false, ..) => risk(
            Level::Some,
            "社外に出さないと決めていることが含まれていますが、言い換えられます。",
            "It holds what we have decided to keep inside, and can be put another way.",
        ),
    }
}

fn backlash(inspection: &Inspection) -> Risk {
    let asks = |category: Category| {
        inspection.findings.iter().any(|f| f.category == category && f.action > Action::Ok)
    };
    let remarked = |kind: RemarkKind| inspection.remarks.iter().any(|r| r.kind == kind);
    let risk = |level, ja, en| Risk { level, why: (ja, en) };
    if asks(Category::Defamation) {
        risk(
            Level::High,
            "特定の相手を傷つけると受け取られ、反発が広がるおそれがあります。",
            "It may be read as an attack on somebody, and anger may spread.",
        )
    } else if remarked(RemarkKind::Offence) {
        risk(
            Level::High,
            "読む人の中に、傷ついたり怒ったりする人がいそうです。",
            "Some readers are likely to be hurt or angry.",
        )
    } else if asks(Category::Personal) {
        risk(
            Level::Some,
            "ご本人の了解がないと、困らせてしまうかもしれません。",
            "Without the person's consent it may put somebody in a difficult place.",
        )
    } else if asks(Category::DefectRecall) {
        risk(
            Level::Some,
            "不具合や事故の話は、伝え方しだいで不安が広がります。",
            "News of a defect or accident spreads worry, depending on how it is told.",
        )
    } else if remarked(RemarkKind::Tone) {
        risk(
            Level::Some,
            "とげのある言い方として受け取られるかもしれません。",
            "It may sound sharper than you mean it.",
        )
    } else {
        risk(Level::None, "気になる言い方は見つかりませんでした。", "Nothing in the wording stood out.")
    }
}
