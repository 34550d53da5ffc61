//! What people read about a sum: why it matters, which posts contribute, what to leave out.

use senbiki_line::{Entry, Line};
use senbiki_text::{Original, Span};

use super::capacity::Output;
use super::fact::{Disclosure, Fact, Piece, Reference};
use super::history::History;
use super::plan::Told;
use super::result::{Opening, SumFinding, SumKind};
use super::single_out::{Given, Singled};
use crate::finding::{Message, Step};

/// A party is singled out.
pub fn singled_out(line: &Line, history: &History, draft: &Disclosure, s: &Singled) -> SumFinding {
    let lexicon = history.lexicon();
    let entries: Vec<_> =
        s.left.iter().filter_map(|n| lexicon.parties.get(n as usize)).map(|p| p.entry).collect();
    let named: Vec<Entry<'_>> = entries.iter().filter_map(|id| line.entry(*id)).collect();
    let names: Vec<&str> = named.iter().map(|e| e.name).collect();
    let mut clues: Vec<(Given, (&str, &str))> = Vec::new();
    for g in &s.file.clues {
        if !clues.iter().any(|(c, _)| c.attribute == g.attribute && c.concept == g.concept) {
            clues.push((*g, lexicon.labels(g.concept)));
        }
    }
    let opens = s.opens.map(|(g, left)| Opening {
        attribute: g.attribute,
        value: lexicon.labels(g.concept).0.to_owned(),
        left,
    });
    let told = opens.as_ref().map(|o| lexicon.guard.told(&o.value)).unwrap_or_default();
    let (span, surface) = place(draft, |f| {
        matches!(f, Fact::Clue { attribute, value, .. }
            if opens.as_ref().is_some_and(|o| o.attribute == *attribute && told == *value))
    });
    let list = |pick: fn(&(&str, &str)) -> String, join: &str| {
        clues.iter().map(|(_, l)| pick(l)).collect::<Vec<_>>().join(join)
    };
    let ja = list(|l| format!("「{}」", l.0), "");
    let en = list(|l| l.1.to_owned(), ", ");
    let (days_ja, days_en) = days(history, &s.posts);
    let reveals = Message::new(
        format!("{ja}がそろい、{}だと分かります。", names.join("か")),
        format!("Together ({en}) they point to {}.", names.join(" or ")),
    );
    let why = Message::new(
        format!(
            "{days_ja}の投稿と合わせると{ja}がそろい、当てはまる相手が{}社にしぼられます。社名を書かなくても、関係が伝わります。",
            s.left.len()
        ),
        format!(
            "Together with {days_en} this gives {en}, which only {} of the firms in our lists fit. The relation is told without the name.",
            s.left.len()
        ),
    );
    let advice = match &opens {
        Some(o) => {
            let said = s.opens.map_or(("", ""), |(g, _)| lexicon.labels(g.concept));
            Message::new(
                format!("今回は「{}」を書かずにおくと、{}社のどこの話か分からなくなります。", said.0, o.left),
                format!("Leave “{}” out this time: then it could be any of {} firms.", said.1, o.left),
            )
        }
        None => Message::new(
            "同じ相手の話だと分かる書き方を避けると、そのまま出せます。",
            "Tell it so that it need not be the same firm.",
        ),
    };
    let path: Vec<Step> = clues
        .iter()
        .map(|(g, l)| {
            Step::Raised(format!("{}:{}", g.attribute.id(), l.0), if g.post.is_some() { 5 } else { 10 })
        })
        .collect();
    SumFinding {
        kind: SumKind::SingledOut,
        posts: s.posts.clone(),
        span,
        surface,
        entity: named.first().map(|e| e.name.to_owned()),
        entries,
        reveals,
        left: s.left.len(),
        opens,
        why,
        advice,
        path,
    }
}

/// A plan adds up.
pub fn plan(line: &Line, draft: &Disclosure, told: &Told) -> SumFinding {
    let entry =
        told.plan.and_then(|reference| line.entries().find(|e| Reference::new(e.kind, e.name) == reference));
    let label = |pick: fn(Piece) -> &'static str, join: &str| {
        told.kinds.iter().map(|k| pick(*k)).collect::<Vec<_>>().join(join)
    };
    let (ja, en) = (label(|k| k.label().0, "・"), label(|k| k.label().1, ", "));
    let (span, surface) = place(draft, |f| matches!(f, Fact::Plan { about, .. } if about != "announced"));
    let name = entry.map(|e| e.name.to_owned());
    let what = name.clone().map_or_else(
        || (String::from("まだ発表していない計画"), String::from("a plan that was not announced")),
        |n| (format!("「{n}」"), format!("“{n}”")),
    );
    SumFinding {
        kind: SumKind::Plan,
        posts: told.posts.clone(),
        span,
        surface,
        entries: entry.iter().map(|e| e.id).collect(),
        entity: name,
        reveals: Message::new(
            format!("{ja}がそろい、{}が読み取れます。", what.0),
            format!("{en} together tell {}.", what.1),
        ),
        left: 0,
        opens: None,
        why: Message::new(
            format!(
                "前の投稿と合わせると{ja}がそろい、まだ発表していない計画が読み取れます。発表の日までは社外に出さないと決めています。"
            ),
            format!(
                "Together with earlier posts this gives {en}: a plan that we keep inside until it is announced."
            ),
        ),
        advice: Message::new(
            "時期か場所のどちらかを書かずにおくと、そのまま出せます。発表の後なら、全部書けます。",
            "Leave out the time or the place. After the announcement all of it can be told.",
        ),
        path: told.kinds.iter().map(|k| Step::Raised(format!("plan:{}", k.id()), 5)).collect(),
    }
}

/// An output can be computed.
pub fn capacity(draft: &Disclosure, output: &Output) -> SumFinding {
    let (span, surface) = place(draft, |f| matches!(f, Fact::Capacity { .. }));
    let about = magnitude(output.a_day);
    let of_ja = if output.of.is_empty() { String::new() } else { format!("「{}」の", output.of) };
    let of_en = if output.of.is_empty() { String::new() } else { format!(" of {}", output.of) };
    SumFinding {
        kind: SumKind::Capacity,
        posts: output.posts.clone(),
        span,
        surface,
        entries: Vec::new(),
        entity: (!output.of.is_empty()).then(|| output.of.clone()),
        reveals: Message::new(
            format!("{of_ja}生産数が1日およそ{about}個と計算できます。"),
            format!("The output{of_en} can be computed: about {about} a day."),
        ),
        left: 0,
        opens: None,
        why: Message::new(
            format!(
                "前の投稿と合わせると、台数・時間・稼働がそろい、{of_ja}生産数（1日およそ{about}個）が計算できます。競合が能力を知る手がかりになります。"
            ),
            format!(
                "Together with earlier posts machines, time and hours are known, and the output{of_en} (about {about} a day) can be computed."
            ),
        ),
        advice: Message::new(
            "今回の数字を書かずに、工夫や手ごたえで伝えられます。",
            "Leave the figure out and tell what you did and how it feels.",
        ),
        path: vec![Step::Raised("capacity".to_owned(), 10)],
    }
}

/// Two digits of a number are enough to see how large it is.
fn magnitude(value: f64) -> String {
    if !(1.0..1e12).contains(&value) {
        return "1".to_owned();
    }
    let step = 10_f64.powi((value.log10().floor() as i32 - 1).max(0));
    format!("{}", (value / step).round() * step)
}

/// The days of some rows, for people.
fn days(history: &History, posts: &[super::history::RowId]) -> (String, String) {
    let days: Vec<String> =
        posts.iter().filter_map(|row| history.date(*row)).map(|d| d.to_string()).collect();
    (days.join("・"), format!("the posts of {}", days.join(", ")))
}

/// Where the first fact of a kind stands in the draft.
fn place(draft: &Disclosure, is: impl Fn(&Fact) -> bool) -> (Span<Original>, String) {
    let at = draft.facts.iter().position(is);
    let span = at.and_then(|at| draft.places.get(at)).copied().unwrap_or(Span::new(0, 0));
    let surface = at.and_then(|at| draft.surfaces.get(at)).cloned().unwrap_or_default();
    (span, surface)
}
