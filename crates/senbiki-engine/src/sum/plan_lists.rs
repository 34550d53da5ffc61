//! Plans of the lists, taken apart into what a post could give away of them, and plans that were
//! announced.

use senbiki_line::{EntryKind, Line, Visibility};
use senbiki_text::fold;
use senbiki_text::script::{Script, script};

use super::disclose::Mask;
use super::fact::Reference;
use super::when::{self, When};
use crate::vocabulary::is_katakana;

/// A plan of the lists.
#[derive(Debug)]
pub struct Listed {
    /// Which entry, as facts say it.
    pub reference: Reference,
    /// The same as text.
    pub id: String,
    /// A product to come, not a place or a machine.
    pub is_product: bool,
    /// Words of its name that stand for it alone: mostly a place.
    pub names: Vec<String>,
    /// Words of its name that are words of a trade, too; they are among `words`.
    pub common_names: Vec<String>,
    /// Things that its remark names, and whether one of them points to this plan alone; others
    /// stand in many posts.
    pub words: Vec<(String, bool)>,
    /// Places of the firm itself; they say little without the rest.
    pub common_place: Vec<String>,
    /// When.
    pub when: Vec<When>,
    /// How many people.
    pub people: Vec<String>,
}

/// Words at the end of a plan's name that say what it is.
const TAILS: &[&str] = &[
    "新工場",
    "工場",
    "センター",
    "拠点",
    "計画",
    "新棟",
    "倉庫",
    "営業所",
    "支店",
    "事業所",
    "研究所",
    "プロジェクト",
    "移転",
    "閉鎖",
    "統合",
    "内製化",
    "無人化",
    "出荷",
    "サービス",
    "新設",
    "構想",
    "物流",
    " office",
    " service base",
    " base",
    " plant",
    " factory",
    " centre",
    " center",
    " project",
];

impl Listed {
    /// All plans of a line.
    pub fn all(line: &Line) -> Vec<Self> {
        let mut out = Vec::new();
        for e in line.entries() {
            let plan = matches!(
                e.kind,
                EntryKind::Plan | EntryKind::Product | EntryKind::CodeName | EntryKind::Alliance
            );
            if !plan || matches!(e.visibility, Visibility::Public) {
                continue;
            }
            let mut plan = Self {
                reference: Reference::new(e.kind, e.name),
                id: Reference::new(e.kind, e.name).to_string(),
                is_product: e.kind == EntryKind::Product,
                names: Vec::new(),
                common_names: Vec::new(),
                words: Vec::new(),
                common_place: Vec::new(),
                when: Vec::new(),
                people: Vec::new(),
            };
            if e.kind == EntryKind::Plan {
                for name in std::iter::once(e.name).chain(e.aliases) {
                    plan.add_name(&fold(name));
                }
            }
            if let Some(note) = e.note {
                plan.add_note(&fold(note), line);
            }
            plan.names.sort();
            plan.names.dedup();
            plan.words.sort();
            plan.words.dedup();
            let names = std::mem::take(&mut plan.names);
            // The remark mostly says the name again; that is no second thing.
            plan.words.retain(|w| !names.iter().any(|n| n.contains(&w.0) || w.0.contains(n.as_str())));
            // The name may be the name of a trade, too.
            let (rare, common): (Vec<String>, Vec<String>) = names.into_iter().partition(|n| points(n));
            plan.names = rare;
            plan.words.extend(common.iter().map(|n| (n.clone(), false)));
            plan.common_names = common;
            if !plan.names.is_empty() || !plan.words.is_empty() || !plan.when.is_empty() {
                out.push(plan);
            }
        }
        out
    }

    fn add_name(&mut self, name: &str) {
        let mut stem = name;
        while let Some(shorter) = TAILS.iter().find_map(|t| stem.strip_suffix(t)) {
            stem = shorter;
        }
        if stem.chars().count() > 1 && stem != name || stem.chars().count() > 2 {
            // 本社工場の夜間: a place and a time.
            self.names
                .extend(stem.split('の').map(|p| p.trim().to_owned()).filter(|p| p.chars().count() > 1));
        }
    }

    fn add_note(&mut self, note: &str, line: &Line) {
        let mut rest = note.to_owned();
        for (span, when) in when::all(note, None) {
            self.when.push(when);
            // Its digits and signs are no words.
            rest.replace_range(span.range(), &" ".repeat(span.len() as usize));
        }
        let ours: Vec<String> = line
            .places()
            .iter()
            .flat_map(|p| std::iter::once(&p.name).chain(&p.aliases))
            .map(|n| fold(n))
            .collect();
        for place in ours.iter().filter(|p| rest.contains(p.as_str())) {
            self.common_place.push(place.clone());
        }
        for place in &ours {
            rest = rest.replace(place.as_str(), " ");
        }
        for word in runs(&rest) {
            let people = word.strip_suffix('名').or_else(|| word.strip_suffix('人'));
            match people {
                Some(n) if !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()) => {
                    self.people.push(n.to_owned());
                }
                _ if word.chars().count() > 1 && !DULL.contains(&word.as_str()) => {
                    let rare = word.chars().count() > 3 && points(&word);
                    let parts = super::story::words(&word, &Mask::new(0));
                    let parts =
                        parts.into_iter().filter(|(_, s)| s.start % 6 == 0 || word.chars().any(is_katakana));
                    self.words.extend(
                        parts
                            .filter(|(w, _)| w.chars().count() > 1 && super::story::rarity(w) > 4.5)
                            .filter(|(w, _)| *w != word && !DULL.contains(&w.as_str()))
                            .map(|(w, _)| (w, false)),
                    );
                    self.words.push((word, rare));
                }
                _ => {}
            }
        }
    }

    /// The words of this plan that a text holds, whole or by a piece of three characters.
    pub fn words_in<'p>(&'p self, folded: &str) -> Vec<(&'p str, bool, std::ops::Range<usize>)> {
        let mut out = Vec::new();
        for (word, rare) in &self.words {
            if let Some(at) = find_word(folded, word) {
                out.push((word.as_str(), *rare, at..at + word.len()));
                continue;
            }
            if word.is_ascii() {
                continue;
            }
            let chars: Vec<(usize, char)> = word.char_indices().collect();
            // 五軸 of 大型五軸加工機, 倉庫 of 自動倉庫 is too little.
            for piece in chars.windows(3) {
                let (Some(first), Some(last)) = (piece.first(), piece.last()) else { continue };
                let piece = word.get(first.0..last.0 + last.1.len_utf8()).unwrap_or_default();
                if chars.len() > 3
                    && !COMMON_PIECES.iter().any(|c| c.contains(piece) || piece.contains(c))
                    && let Some(at) = folded.find(piece)
                {
                    out.push((word.as_str(), false, at..at + piece.len()));
                    break;
                }
            }
        }
        out
    }
}

/// Whether a word is so rare that it points to one plan.
fn points(word: &str) -> bool {
    let words = super::story::words(word, &Mask::new(0));
    // 社工 in 本社工場 is no word; of an even number of kanji every other pair is one.
    let even = word.chars().count().is_multiple_of(2) && !word.is_ascii();
    let pairs = words.iter().filter(|(_, s)| !even || s.start % 6 == 0);
    pairs.map(|(w, _)| super::story::rarity(w)).sum::<f32>() > 7.0
}

/// The place of a word; a Latin one stands alone.
pub fn find_word(folded: &str, word: &str) -> Option<usize> {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    folded.match_indices(word).map(|(at, _)| at).find(|at| {
        let before = folded.get(..*at).and_then(|s| s.chars().next_back());
        let after = folded.get(at + word.len()..).and_then(|s| s.chars().next());
        !word.is_ascii() || !letter(before) && !letter(after)
    })
}

/// Words of a remark that say nothing about which plan it is.
const DULL: &[&str] = &[
    "新設",
    "操業",
    "開始",
    "開所",
    "採用",
    "稼働",
    "経験者",
    "経験",
    "募集",
    "発表",
    "増設",
    "設備",
    "展示会",
    "計画",
    "予定",
    "拠点",
    "海外",
    "電動化",
    "開発",
    "基幹",
    "入",
    "替",
    "据",
    "付",
    "夜間",
    "現地",
    "名",
    "年",
    "月",
    "秋",
    "春",
    "夏",
    "冬",
    "台",
    "港町",
    "北欧",
    "システム",
    "天気",
    "普通名詞",
    "公表",
];

/// Pieces of words that posts of a factory hold every day.
const COMMON_PIECES: &[&str] = &[
    "経験者",
    "加工機",
    "出荷係",
    "ライン",
    "ロボット",
    "プレス",
    "バルブ",
    "設備",
    "装置",
    "検査",
    "ボット",
    "製造",
    "工場",
    "ニッケル",
    "資格者",
    "部品",
];

/// Runs of kanji and katakana, and of Latin letters and digits.
fn runs(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut run = String::new();
    let mut latin = false;
    for c in text.chars() {
        let this = match script(c) {
            Script::Kanji | Script::Katakana => Some(false),
            Script::Latin => Some(true),
            // 30名, 2000トン.
            Script::Digit => Some(latin && !run.is_empty()),
            _ => None,
        };
        if this != Some(latin) || this.is_none() {
            if !run.is_empty() {
                out.push(std::mem::take(&mut run));
            }
            latin = this.unwrap_or(false);
        }
        if this.is_some() {
            run.push(c);
        }
    }
    out.push(run);
    out.retain(|r| !r.is_empty());
    out
}

/// Plans and events that were announced.
#[derive(Debug)]
pub struct Published {
    /// Terms of the facts that announce something, folded.
    pub terms: Vec<String>,
}

/// What a fact says when it announces a plan or an event.
const ANNOUNCES: &[&str] = &[
    "発表",
    "竣工",
    "増築",
    "開設",
    "新設",
    "出展",
    "計画",
    "移転",
    "採用",
    "着工",
    "導入",
    "展示",
    "共同研究",
    "共同開発",
    "稼働",
    "開所",
    "announce",
    "opening",
    "exhibit",
    "new ",
    "plan",
];

impl Published {
    /// The announcements of a line.
    pub fn new(line: &Line) -> Self {
        let mut terms: Vec<String> = Vec::new();
        for fact in line.public_facts() {
            let folded = fold(&fact.fact);
            if ANNOUNCES.iter().any(|w| folded.contains(w)) {
                terms.extend(fact.terms.iter().map(|t| fold(t)));
            }
        }
        terms.retain(|t| t.chars().count() > 1 && !t.bytes().all(|b| b.is_ascii_digit()));
        Self { terms }
    }
}
