//! Which of its meanings a name has here: the listed thing, or the ordinary word.

use senbiki_line::{EntryKind, NameFlags};
use senbiki_text::{Folded, Span, lexicon};

use crate::cues::Cues;
use crate::finding::Step;
use crate::latin::{after_article, capital, capital_among_small, english, in_small_letters};
use crate::mention::names::{Candidate, Follower, kana_follower, kana_honorific};
use crate::token::{Tokens, width};
use crate::turns;
use crate::vocabulary::{ClassId, is_kanji, is_katakana};

/// The score, in tenths, from which a name is taken for the listed thing.
pub const THRESHOLD: i16 = 20;

/// The score of a reading, in tenths, and what moved it.
pub struct Reading {
    /// Tenths; see [`THRESHOLD`].
    pub score: i16,
    /// What raised or lowered it.
    pub path: Vec<Step>,
}

/// A score while it is being added up.
pub struct Weigh {
    /// Tenths so far.
    pub score: i16,
    /// What moved it.
    pub path: Vec<Step>,
}

impl Weigh {
    /// Adds or takes away, and notes why.
    pub fn add(&mut self, name: &str, tenths: i16) {
        self.score += tenths;
        self.path.push(if tenths >= 0 {
            Step::Raised(name.to_owned(), tenths)
        } else {
            Step::Lowered(name.to_owned(), -tenths)
        });
    }
}

/// 千枚田を見に行った: a short name that no word list knows, in front of what ordinary words are
/// followed by.
fn rare_word_in_use(tokens: &Tokens<'_>, cues: &Cues, c: &Candidate) -> bool {
    let folded = tokens.text.folded();
    let name = tokens.text.folded_str(c.span);
    c.kind.is_party()
        && !c.flags.contains(NameFlags::FULL_NAME)
        && name.chars().count() <= 4
        && name.chars().all(is_kanji)
        && tokens.within(c.span.end, c.span.end + 1).iter().any(|t| t.classes.any(&cues.plain_after))
        && folded.get(c.span.end as usize..).is_some_and(|r| r.starts_with(['を', 'の', 'が']))
}

/// Machines, jigs, lines, processes and in-house software: what the shop floor gives names to.
const fn is_machine_kind(kind: EntryKind) -> bool {
    matches!(
        kind,
        EntryKind::Equipment
            | EntryKind::Jig
            | EntryKind::ProductionLine
            | EntryKind::Process
            | EntryKind::Software
    )
}

/// Reads one candidate in its surroundings.
pub fn read(tokens: &Tokens<'_>, cues: &Cues, c: &Candidate, certain: &[Span<Folded>]) -> Reading {
    let mut w = Weigh { score: c.base, path: Vec::new() };
    // A name that is no ordinary word needs no company.
    if !c.ordinary {
        if after_article(tokens, c) {
            w.add("article", -90);
        } else if c.flags.contains(NameFlags::LEGAL_STRIPPED) && in_small_letters(tokens, c) {
            // A spelling that nobody wrote into the table needs at least a capital.
            w.add("small_letter", -90);
        } else if rare_word_in_use(tokens, cues, c) {
            w.add("plain_after", -45);
        }
        return Reading { score: w.score, path: w.path };
    }
    let folded = tokens.text.folded();
    let rest = folded.get(c.span.end as usize..).unwrap_or_default();
    let at_end =
        |ids: &[ClassId]| tokens.within(c.span.end, c.span.end + 1).iter().any(|t| t.classes.any(ids));
    let is_person = c.kind == EntryKind::Person;
    let is_party = c.kind.is_party();
    let is_machine = is_machine_kind(c.kind);
    let is_project =
        matches!(c.kind, EntryKind::CodeName | EntryKind::Product | EntryKind::Plan | EntryKind::Alliance);

    let honorific = at_end(&cues.honorific) || kana_honorific(folded, c.span.end);
    if honorific {
        w.add("honorific", if is_party || is_person { 45 } else { 15 });
    }
    if is_person && rest.starts_with('・') {
        w.add("full_name", 30);
    }
    if is_party
        && (rest.starts_with('×') || folded.get(..c.span.start as usize).is_some_and(|b| b.ends_with('×')))
    {
        w.add("together", 25);
    }
    if c.kind == EntryKind::Alliance {
        // 資本業務提携: words of business are common, but they are what the entry is about.
        w.add("business_word", 8);
    }
    if is_person && at_end(&cues.role) {
        w.add("role", 45);
    }
    if is_person && ends_at(tokens, c.span.start, &cues.dept_before) {
        w.add("department", 30);
    }
    if at_end(&cues.firm_after) {
        w.add("firm_after", if is_party { 40 } else { 20 });
    }
    if at_end(&cues.project_after) {
        w.add("project_after", if is_project { 40 } else { 15 });
    }
    if at_end(&cues.equipment_after) {
        w.add("equipment_after", if is_machine { 40 } else { 15 });
    }
    if let Some(kind) = kana_follower(folded, c.span.end) {
        w.add(
            "follower",
            if kind == Follower::Project && is_project || kind == Follower::Machine && is_machine {
                40
            } else {
                15
            },
        );
    }
    if at_end(&cues.legal_form) || ends_at(tokens, c.span.start, &cues.legal_form) {
        w.add("legal_form", 60);
    }
    if ends_at(tokens, c.span.start, &cues.firm_before) && is_party {
        w.add("firm_before", 15);
    }
    if ends_at(tokens, c.span.start, &cues.ours)
        || ends_at(tokens, c.span.start.saturating_sub(3), &cues.ours)
    {
        w.add("ours", 15);
    }
    // 林の中の工場と呼ばれ: a surname is not explained.
    if !is_person && near(tokens, c.span, 10, &cues.named_as) {
        w.add("named_as", 30);
    }
    if c.kind != EntryKind::Alliance {
        quotes(folded, c.span, is_machine || is_project, &mut w);
    }
    capital(tokens, c, &mut w);
    // 紅葉の納期, 大雪から発注: a particle and then business.
    let particle = ["の", "から", "に", "へ", "と", "が", "は", "を", "で", "も", "宛", "より"]
        .iter()
        .find(|p| rest.starts_with(**p));
    let from = c.span.end + particle.map_or(0, |p| u32::try_from(p.len()).unwrap_or(3));
    let starts = |ids: &[ClassId], reach: usize| {
        tokens.within(from, from + 3 * u32::try_from(reach).unwrap_or(8) + 1).iter().any(|t| {
            t.classes.any(ids)
                && folded.get(from as usize..t.span.start as usize).is_some_and(|s| {
                    width(s, reach * 2) <= reach * 2 && !s.contains(['。', '、', '\n', '!', '?'])
                })
        })
    };
    // ねじりはちまきで会議: how something is done, not with whom.
    let manner = is_party && !honorific && particle == Some(&"で");
    if !manner && starts(&cues.business, 1) {
        w.add("business", 25);
    } else if starts(&cues.trade, 8) {
        // A firm is somebody who acts; 竹とんぼを作って is not what one does with a firm.
        let object = particle == Some(&"を") && is_party;
        w.add(
            "trade",
            if object {
                0
            } else if is_party {
                25
            } else {
                15
            },
        );
    } else if !manner && !is_person && starts(&cues.business, 8) {
        w.add("business", 12);
    }
    if is_project && starts(&cues.project_after, 2) {
        w.add("project_after", 25);
    }
    if is_machine && (starts(&cues.shop, 3) || starts(&cues.equipment_after, 2)) {
        w.add("shop", 22);
    }
    let clause = tokens.segments.clause(c.span.start);
    let sentence = tokens.segments.sentence(c.span.start);
    let explicit = turns::which_one(tokens, cues, c.span.start);
    if explicit {
        w.add("which_one", 30);
    }
    let made_for = c.kind == EntryKind::Part && turns::made_for_somebody(folded, c.span.start);
    if !is_party && !is_person && c.kind != EntryKind::Process && turns::is_done(rest) {
        w.add("done", -15);
    }
    if is_machine {
        if turns::does_work(tokens, cues, clause, c.span.start) {
            w.add("does_work", 12);
        }
        if turns::machine_does(tokens, cues, c, particle.copied()) {
            w.add("does", 8);
        }
        if particle == Some(&"を") && starts(&cues.machine_handled, 5) {
            w.add("handled", 10);
        }
        if turns::is_addressed(rest) {
            w.add("addressed", 10);
        }
    } else if made_for {
        w.add("made_for", 25);
        if turns::leaves(tokens.text.folded_str(sentence)) {
            w.add("leaves", 10);
        }
    } else if is_party && particle == Some(&"の") && turns::goods_of(tokens, &cues.trade_noun, from) {
        w.add("goods", 8);
    }
    let from_here = certain.partition_point(|s| s.start < sentence.start);
    let here = certain.iter().skip(from_here).take_while(|s| s.start < sentence.end);
    if here.into_iter().any(|s| !s.overlaps(c.span) && sentence.covers(*s)) {
        w.add("another_name", 12);
    }
    if is_party && particle == Some(&"に") && starts(&cues.ratio, 2) {
        w.add("share", 25);
    }
    if is_machine && at_end(&cues.machine_care) {
        w.add("care", 12);
    }
    grammar(folded, c, particle.copied(), from, &mut w);
    if capital_among_small(tokens, c, sentence, &w) {
        w.add("both_cases", 12);
    }
    let direct = w.score > c.base;
    let alone = w.score;
    let played = company(tokens, cues, c, clause, sentence, honorific || explicit, &mut w);
    let mut lowered = Weigh { score: 0, path: Vec::new() };
    if starts(&cues.plain_after, 1) || at_end(&cues.plain_after) {
        lowered.add("plain_after", -40);
    }
    if around_name(tokens, clause, c.span, &cues.plain_near) {
        lowered.add("plain_near", -20);
    } else if around_name(tokens, sentence, c.span, &cues.plain_near) {
        lowered.add("plain_near", -12);
    }
    let near_sense = lexicon::sense_around(
        folded,
        c.span.start as usize,
        c.span.end as usize,
        sentence.start as usize,
        sentence.end as usize,
    );
    if near_sense.words > 0 {
        // The mean lies between -100 and 100; a clear sentence moves the score by about two
        // points. By itself it is not enough: something must tie the name to business.
        let most = if direct { 20.0 } else { f32::from((18 - (w.score - alone)).clamp(0, 12)) };
        let by = if c.flags.contains(NameFlags::LATIN) { 5.0 } else { 3.0 };
        // Where two meanings are played with, half of the sentence speaks of the other one.
        let least = if played || explicit || made_for { -12.0 } else { -25.0 };
        let moved = (near_sense.mean / by).clamp(least, most) as i16;
        if moved > 0 {
            w.add("sense", moved);
        } else if moved < 0 {
            lowered.add("sense", moved);
        }
    }
    // Somebody who is addressed stays somebody, whatever the weather: 青空さんの山.
    // And who names an alliance means it.
    let named = w.path.iter().any(|s| matches!(s, Step::Raised(n, _) if n == "named_as"));
    let floor = if honorific && (is_party || is_person) || named || explicit {
        -20
    } else if c.kind == EntryKind::Alliance {
        -5
    } else {
        i16::MIN
    };
    // 銭湯の湯加減は番台、もとい制御盤が: who corrects himself has used the ordinary word on purpose.
    let corrected = w.path.iter().any(|s| matches!(s, Step::Raised(n, _) if n == "denied"));
    let capped = if corrected || explicit { lowered.score / 2 } else { lowered.score }.max(floor);
    w.score += capped;
    w.path.extend(lowered.path);
    Reading { score: w.score, path: w.path }
}

/// What the grammar around an ordinary word says: 見積り日和 and 若葉マーク are compounds,
/// 見積書は玉手箱です likens, 同じビスケット counts one of many; a firm or a machine does things.
fn grammar(folded: &str, c: &Candidate, particle: Option<&str>, from: u32, w: &mut Weigh) {
    let before = folded.get(..c.span.start as usize).unwrap_or_default();
    let rest = folded.get(c.span.end as usize..).unwrap_or_default();
    let latin = c.flags.contains(NameFlags::LATIN) && rest.chars().next().is_none_or(|n| n.is_ascii());
    if latin {
        english(before, rest, w);
        return;
    }
    let previous = before.chars().next_back();
    let next = rest.chars().next();
    let known = w.score > c.base;
    let touches = |n: char| is_kanji(n) || is_katakana(n);
    if !known && (next.is_some_and(touches) || previous.is_some_and(touches)) {
        w.add("compound", -15);
    } else if previous.is_some_and(|p| "りいきしちけめれみ".contains(p)) && !known {
        w.add("modified", -8);
    }
    if ["です", "でした", "だ", "だっ", "である", "。", "みたい", "じゃない"]
        .iter()
        .any(|p| rest.starts_with(p))
        && before.chars().rev().take(2).any(|p| p == 'は')
    {
        w.add("likened", -14);
    }
    if [
        "同じ",
        "一つの",
        "一枚の",
        "一本の",
        "用の",
        "製の",
        "大きな",
        "小さな",
        "新しい",
        "古い",
        "かわいい",
        "きれいな",
        "美味しい",
        "おいしい",
        "手作りの",
        "昔の",
        "空の",
        "近所の",
        "庭の",
        "自宅の",
        "駅前の",
        "真鍮の",
    ]
    .iter()
    .any(|m| before.ends_with(m))
    {
        w.add("modified", -10);
    }
    if particle == Some("を") && c.kind.is_party() {
        w.add("object", -6);
    }
    let cared_for = w.path.iter().any(|s| matches!(s, Step::Raised(n, _) if n == "care"));
    if particle == Some("の")
        && !cared_for
        && let Some((_, word)) = lexicon::longest_at(folded, from as usize)
        && word.sense != 0
    {
        let moved = i16::from(word.sense / 6).clamp(-14, 12);
        w.add("what_it_has", moved);
    }
}

/// Numbers, shop words and puns around a name. `told`: the writer has said who or what it is.
/// Returns whether the two meanings of the name are played with.
fn company(
    tokens: &Tokens<'_>,
    cues: &Cues,
    c: &Candidate,
    clause: Span<Folded>,
    sentence: Span<Folded>,
    told: bool,
    w: &mut Weigh,
) -> bool {
    let party = c.kind.is_party();
    let machine = is_machine_kind(c.kind);
    let outside = |ids: &[ClassId], within: Span<Folded>| {
        let mut at = 0;
        let mut n = 0_i16;
        for t in tokens.within(within.start, within.end) {
            if t.span.start >= at && t.classes.any(ids) && !t.span.overlaps(c.span) {
                n += 1;
                at = t.span.end;
            }
        }
        n
    };
    if party && outside(&cues.money, clause) > 0 {
        w.add("money", 20);
    } else if party && outside(&cues.amount, clause) > 0 {
        w.add("amount", 10);
    }
    let business = outside(&cues.business, sentence) + outside(&cues.trade, sentence);
    let shop = outside(&cues.shop, sentence);
    let company = if machine {
        shop.max(outside(&cues.workpiece, sentence)) * 5 + business * 2
    } else {
        business * 4 + shop * 2
    };
    if company > 0 {
        w.add("company", company.min(12));
    }
    // くじらが不調です。タンクの警告が鳴って: the next sentence says where we are.
    let near: Span<Folded> = Span::new(sentence.start.saturating_sub(1), sentence.end.saturating_add(1));
    let around = tokens.segments.sentence(near.start).join(tokens.segments.sentence(near.end));
    if machine && company == 0 && outside(&cues.shop, around) > 0 {
        w.add("company_nearby", 5);
    }
    if machine && outside(&cues.machine_acts, clause) > 0 {
        w.add("acts", 10);
    }
    if machine && outside(&cues.measured, sentence) > 0 {
        w.add("measured", 10);
    } else if machine && outside(&cues.measured, around) > 0 {
        w.add("measured", 6);
    }
    if c.kind == EntryKind::Part && outside(&cues.amount, around) > 0 {
        w.add("amount", 6);
    }
    let denied = turns::denied(tokens, cues, c.span, around);
    let pun = outside(&cues.pun, around) > 0;
    if denied {
        w.add("denied", 30);
    } else if pun {
        w.add("pun", 18);
    } else if machine && turns::workpiece_as_somebody(tokens, cues, sentence) {
        w.add("workpiece_as_somebody", 20);
    }
    if outside(&cues.no_pun, around) > 0 {
        w.add("no_pun", if told { -8 } else { -25 });
    }
    denied || pun
}

/// Whether one of these words stands in `within` but not in the name itself (雪 in 大雪).
fn around_name(tokens: &Tokens<'_>, within: Span<Folded>, name: Span<Folded>, ids: &[ClassId]) -> bool {
    tokens.has_any(ids)
        && tokens.within(within.start, within.end).iter().any(|t| {
            // The word itself, said once more, adds nothing.
            t.classes.any(ids)
                && !t.span.overlaps(name)
                && tokens.text.folded_str(t.span) != tokens.text.folded_str(name)
        })
}

fn ends_at(tokens: &Tokens<'_>, at: u32, ids: &[ClassId]) -> bool {
    tokens.within(at.saturating_sub(24), at).iter().any(|t| t.span.end == at && t.classes.any(ids))
}

fn near(tokens: &Tokens<'_>, span: Span<Folded>, chars: u32, ids: &[ClassId]) -> bool {
    tokens
        .within(span.start.saturating_sub(chars * 3), span.end + chars * 3)
        .iter()
        .any(|t| t.classes.any(ids) && !t.span.overlaps(span))
}

/// 「オーロラ」 in quotation marks names something.
fn quotes(folded: &str, span: Span<Folded>, named: bool, w: &mut Weigh) {
    let before = folded.get(..span.start as usize).and_then(|s| s.chars().next_back());
    let after = folded.get(span.end as usize..).and_then(|s| s.chars().next());
    match (before, after) {
        (Some('「'), Some('」'))
        | (Some('『'), Some('』'))
        | (Some('"'), Some('"'))
        | (Some('<'), Some('>')) => {
            w.add("quoted", if named { 16 } else { 12 });
        }
        (Some('#'), _) => w.add("hashtag", 4),
        (Some('@'), _) => w.add("mention", 20),
        _ => {}
    }
}
