//! The same name in every disguise is the same entry, on exactly its characters; its public twin
//! is free; and when it leaves the list, the answer leaves with it.
//!
//! A disguise that is not seen through yet stands in [`KNOWN_GAPS`] with its reason. The test
//! fails when such a gap has closed, so that the list stays true.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::sync::Arc;

use senbiki_engine::{Engine, Finding, Grounds, Inspection, Material};
use senbiki_line::{Line, parse_date};
use senbiki_text::{Span, Text};

/// A name of the example line, and the full name of the entry that it must lead to.
struct Name {
    written: &'static str,
    entry: &'static str,
    /// Company that speaks of business; `{}` is the name.
    drafts: &'static [&'static str],
    /// An ordinary word: it is only disguised in ways that leave it a name.
    ordinary: bool,
}

static PARTY: &[&str] = &[
    "{}さん向けの試作が無事に終わりました。",
    "今週は{}様への納入準備で大忙しでした。",
    "{}から発注をいただき、みんなで喜んでいます。",
];
static ENGLISH: &[&str] = &["We shipped the first lot to {} this week.", "Visited {} for a supplier audit."];
static JIG: &[&str] =
    &["治具「{}」のおかげで段取りが楽になりました。", "{}で測定したら、ばらつきが減りました。"];
static PROJECT: &[&str] = &["開発コード「{}」の試作が始まりました。", "{}プロジェクトの打合せでした。"];
static PART: &[&str] = &["品番{}の検査を覚えました。", "{} の図面を読む練習をしています。"];

const NAMES: &[Name] = &[
    Name { written: "東鷹自動車", entry: "東鷹自動車株式会社", drafts: PARTY, ordinary: false },
    Name { written: "東鷹", entry: "東鷹自動車株式会社", drafts: PARTY, ordinary: false },
    Name { written: "トータカ", entry: "東鷹自動車株式会社", drafts: PARTY, ordinary: false },
    Name { written: "Totaka Motor", entry: "東鷹自動車株式会社", drafts: ENGLISH, ordinary: false },
    Name { written: "大雪農機", entry: "大雪農機株式会社", drafts: PARTY, ordinary: false },
    Name {
        written: "渓流ポンプ", entry: "株式会社渓流ポンプ製作所", drafts: PARTY, ordinary: false
    },
    Name {
        written: "紅葉メッキ", entry: "紅葉メッキ工業株式会社", drafts: PARTY, ordinary: false
    },
    Name { written: "六角研磨", entry: "六角研磨工業株式会社", drafts: PARTY, ordinary: false },
    Name { written: "大雪", entry: "大雪農機株式会社", drafts: PARTY, ordinary: true },
    Name { written: "紅葉", entry: "紅葉メッキ工業株式会社", drafts: PARTY, ordinary: true },
    Name { written: "モミジ", entry: "紅葉メッキ工業株式会社", drafts: PARTY, ordinary: true },
    Name { written: "渓流", entry: "株式会社渓流ポンプ製作所", drafts: PARTY, ordinary: true },
    Name {
        written: "おにぎりチャック", entry: "おにぎりチャック", drafts: JIG, ordinary: false
    },
    Name { written: "MJ-07", entry: "MJ-07", drafts: JIG, ordinary: false },
    Name { written: "L7ライン", entry: "L7ライン", drafts: JIG, ordinary: false },
    Name { written: "オーロラ", entry: "オーロラ", drafts: PROJECT, ordinary: true },
    Name { written: "Kestrel", entry: "Kestrel", drafts: PROJECT, ordinary: true },
    Name { written: "KX-4471-B", entry: "KX-4471-B", drafts: PART, ordinary: false },
    Name { written: "7H-33810-02", entry: "7H-33810-02", drafts: PART, ordinary: false },
];

/// A disguise: its name and what it makes of a name; `None` when it does not apply.
struct Disguise {
    name: &'static str,
    /// Also for ordinary words: the result is still read as the name by people.
    for_ordinary: bool,
    make: fn(&str) -> Option<String>,
}

const DISGUISES: &[Disguise] = &[
    Disguise { name: "as it is", for_ordinary: true, make: |s| Some(s.to_owned()) },
    Disguise { name: "full width", for_ordinary: true, make: full_width },
    Disguise { name: "half-width kana", for_ordinary: true, make: half_width },
    Disguise { name: "hiragana", for_ordinary: false, make: hiragana },
    Disguise { name: "katakana", for_ordinary: false, make: katakana },
    Disguise { name: "upper case", for_ordinary: true, make: |s| changed(s, s.to_uppercase()) },
    Disguise { name: "lower case", for_ordinary: false, make: |s| changed(s, s.to_lowercase()) },
    Disguise { name: "old kanji", for_ordinary: true, make: old_kanji },
    Disguise { name: "zero-width space", for_ordinary: true, make: |s| Some(joined(s, "\u{200B}")) },
    Disguise { name: "zero-width joiner", for_ordinary: true, make: |s| Some(joined(s, "\u{200D}")) },
    Disguise { name: "soft hyphen", for_ordinary: true, make: |s| Some(joined(s, "\u{AD}")) },
    Disguise { name: "variation selector", for_ordinary: true, make: |s| Some(joined(s, "\u{FE00}")) },
    Disguise { name: "ideographic selector", for_ordinary: true, make: |s| Some(joined(s, "\u{E0100}")) },
    Disguise { name: "spaces", for_ordinary: false, make: |s| Some(joined(s, " ")) },
    Disguise { name: "full-width spaces", for_ordinary: false, make: |s| Some(joined(s, "　")) },
    Disguise { name: "line break", for_ordinary: false, make: |s| Some(broken(s, "\n")) },
    Disguise { name: "Windows line break", for_ordinary: false, make: |s| Some(broken(s, "\r\n")) },
    Disguise { name: "emoji", for_ordinary: false, make: |s| Some(broken(s, "🚗")) },
    Disguise { name: "joined emoji", for_ordinary: false, make: |s| Some(broken(s, "👩\u{200D}🔧")) },
    Disguise { name: "middle dots", for_ordinary: false, make: |s| Some(joined(s, "・")) },
    Disguise { name: "underscore", for_ordinary: false, make: |s| Some(broken(s, "_")) },
    Disguise { name: "hyphen", for_ordinary: false, make: |s| Some(broken(s, "-")) },
    Disguise { name: "full-width hyphen", for_ordinary: true, make: |s| changed(s, s.replace('-', "－")) },
    Disguise { name: "long dash", for_ordinary: true, make: |s| changed(s, s.replace('-', "—")) },
    Disguise { name: "no hyphen", for_ordinary: true, make: |s| changed(s, s.replace('-', "")) },
    Disguise { name: "spaces for hyphens", for_ordinary: true, make: |s| changed(s, s.replace('-', " ")) },
    Disguise { name: "look-alike letters", for_ordinary: true, make: look_alike },
    Disguise {
        name: "wide and invisible",
        for_ordinary: true,
        make: |s| full_width(s).map(|w| joined(&w, "\u{200B}")),
    },
    Disguise {
        name: "half-width and invisible",
        for_ordinary: true,
        make: |s| half_width(s).map(|w| joined(&w, "\u{200B}")),
    },
];

/// Disguise, name and why it is not seen through yet.
const KNOWN_GAPS: &[(&str, &str, &str)] = &[];

/// A draft that stays flagged although its name is public: the words 開発コード and 試作 alone are
/// taken for an unannounced plan.
const TWIN_GAP: &str = "開発コード「{}」の試作が始まりました。";

fn changed(from: &str, to: String) -> Option<String> {
    (from != to).then_some(to)
}

fn full_width(s: &str) -> Option<String> {
    let wide = |c: char| match c {
        ' ' => '　',
        '!'..='~' => char::from_u32(c as u32 + 0xFEE0).unwrap(),
        c => c,
    };
    changed(s, s.chars().map(wide).collect())
}

const HALF: &[(&str, &str)] = &[
    ("ガ", "ｶﾞ"),
    ("ギ", "ｷﾞ"),
    ("グ", "ｸﾞ"),
    ("ジ", "ｼﾞ"),
    ("ド", "ﾄﾞ"),
    ("ポ", "ﾎﾟ"),
    ("プ", "ﾌﾟ"),
    ("パ", "ﾊﾟ"),
    ("ア", "ｱ"),
    ("イ", "ｲ"),
    ("オ", "ｵ"),
    ("カ", "ｶ"),
    ("キ", "ｷ"),
    ("ク", "ｸ"),
    ("タ", "ﾀ"),
    ("チ", "ﾁ"),
    ("ト", "ﾄ"),
    ("ニ", "ﾆ"),
    ("ボ", "ﾎﾞ"),
    ("マ", "ﾏ"),
    ("ミ", "ﾐ"),
    ("メ", "ﾒ"),
    ("モ", "ﾓ"),
    ("ャ", "ｬ"),
    ("ッ", "ｯ"),
    ("ラ", "ﾗ"),
    ("リ", "ﾘ"),
    ("ロ", "ﾛ"),
    ("ン", "ﾝ"),
    ("ー", "ｰ"),
];

fn half_width(s: &str) -> Option<String> {
    changed(s, HALF.iter().fold(s.to_owned(), |s, (wide, half)| s.replace(wide, half)))
}

fn shifted(s: &str, from: std::ops::RangeInclusive<char>, by: i32) -> Option<String> {
    let shift = |c: char| {
        if from.contains(&c) {
            char::from_u32(c as u32).and_then(|_| char::from_u32((c as i32 + by) as u32)).unwrap()
        } else {
            c
        }
    };
    changed(s, s.chars().map(shift).collect())
}

fn hiragana(s: &str) -> Option<String> {
    shifted(s, 'ァ'..='ン', -0x60)
}

fn katakana(s: &str) -> Option<String> {
    shifted(s, 'ぁ'..='ん', 0x60)
}

fn old_kanji(s: &str) -> Option<String> {
    let pairs =
        [('渓', '溪'), ('会', '會'), ('鉄', '鐵'), ('沢', '澤'), ('竜', '龍'), ('広', '廣'), ('研', '硏')];
    changed(s, s.chars().map(|c| pairs.iter().find(|p| p.0 == c).map_or(c, |p| p.1)).collect())
}

fn look_alike(s: &str) -> Option<String> {
    let pairs =
        [('o', 'о'), ('a', 'а'), ('e', 'е'), ('K', 'К'), ('X', 'Х'), ('M', 'М'), ('H', 'Н'), ('T', 'Т')];
    changed(s, s.chars().map(|c| pairs.iter().find(|p| p.0 == c).map_or(c, |p| p.1)).collect())
}

/// `between` after every character but the last.
fn joined(s: &str, between: &str) -> String {
    let letters: Vec<String> = s.chars().map(String::from).collect();
    letters.join(between)
}

/// `between` once, in the middle.
fn broken(s: &str, between: &str) -> String {
    let letters: Vec<char> = s.chars().collect();
    let (a, b) = letters.split_at(letters.len() / 2);
    a.iter().collect::<String>() + between + &b.iter().collect::<String>()
}

type Files = Vec<(&'static str, String)>;

fn files() -> Files {
    senbiki_testkit::line::EXAMPLE_LINE
        .iter()
        .map(|(path, bytes)| (*path, String::from_utf8(bytes.to_vec()).unwrap()))
        .collect()
}

fn engine(files: &Files) -> Engine {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(p, t)| (*p, t.as_bytes())).collect();
    let loaded = Line::from_memory(&files).unwrap_or_else(|p| panic!("{p:?}"));
    Engine::new(Arc::new(loaded.line)).unwrap()
}

/// The example line, with the row of each name changed by `change`: `None` takes it out.
fn with_rows(change: impl Fn(&str) -> Option<String>) -> Files {
    files()
        .into_iter()
        .map(|(path, text)| {
            if !path.starts_with("protected/") {
                return (path, text);
            }
            let mut lines = text.lines();
            let head = lines.next().unwrap_or_default().to_owned();
            let rows = lines.filter_map(&change);
            (path, std::iter::once(head).chain(rows).collect::<Vec<_>>().join("\n") + "\n")
        })
        .collect()
}

fn inspect(engine: &Engine, draft: &str) -> Inspection {
    let text = Text::new(draft);
    let as_of = parse_date("2026-11-22").unwrap();
    engine.inspect(&Material { text: &text, channel: None, as_of, gaps: Vec::new() })
}

fn entry_of<'e>(engine: &'e Engine, finding: &Finding) -> Option<&'e str> {
    match finding.grounds {
        Grounds::Entry(id) => engine.line().entry(id).map(|e| e.name),
        Grounds::Rule => None,
    }
}

/// A draft and where the disguised name stands in it.
fn place(draft: &str, name: &str) -> (String, std::ops::Range<usize>) {
    let at = draft.find("{}").unwrap();
    (draft.replace("{}", name), at..at + name.len())
}

/// What is wrong with the answer to one disguised name, if anything.
fn complaint(engine: &Engine, name: &Name, draft: &str, written: &str) -> Option<String> {
    let (draft, range) = place(draft, written);
    let inspection = inspect(engine, &draft);
    let hit = inspection.findings.iter().find(|f| entry_of(engine, f) == Some(name.entry));
    match hit {
        None => Some(format!("{draft:?}: {} is not found", name.entry)),
        Some(f) if f.span.range() != range => {
            Some(format!("{draft:?}: {:?} is marked, not {written:?}", f.surface))
        }
        Some(_) => None,
    }
}

fn is_known(disguise: &str, name: &str) -> bool {
    KNOWN_GAPS.iter().any(|(d, n, _)| (*d == disguise || *d == "*") && *n == name)
}

#[test]
fn every_disguise_leads_to_the_same_entry() {
    let engine = engine(&files());
    let (mut complaints, mut closed, mut tried) = (Vec::new(), Vec::new(), 0);
    for disguise in DISGUISES {
        for name in NAMES.iter().filter(|n| disguise.for_ordinary || !n.ordinary) {
            let Some(written) = (disguise.make)(name.written) else { continue };
            let found: Vec<String> =
                name.drafts.iter().filter_map(|d| complaint(&engine, name, d, &written)).collect();
            tried += name.drafts.len();
            match (found.is_empty(), is_known(disguise.name, name.written)) {
                (false, false) => {
                    complaints.push(format!("{} {}: {}", disguise.name, name.written, found.join("; ")))
                }
                (true, true) => closed.push(format!("{} {}", disguise.name, name.written)),
                _ => {}
            }
        }
    }
    assert!(tried > 600, "{tried} drafts");
    assert!(complaints.is_empty(), "{} of {tried}:\n{}", complaints.len(), complaints.join("\n"));
    assert!(closed.is_empty(), "seen through by now, take them out of KNOWN_GAPS:\n{}", closed.join("\n"));
}

/// Legal forms, hashtags and mentions around a name belong to it or do not hide it.
#[test]
fn what_stands_around_a_name_does_not_hide_it() {
    let engine = engine(&files());
    let mut complaints = Vec::new();
    let forms = [
        "株式会社{}",
        "{}株式会社",
        "㈱{}",
        "{}㈱",
        "(株){}",
        "{}（株）",
        "有限会社{}",
        "{}有限会社",
        "#{}",
        "@{}",
        "＃{}",
        "＠{}",
        "「{}」",
        "『{}』",
        "【{}】",
        "({})",
        "〈{}〉",
        "某{}",
        "あの{}",
        "お客様の{}",
        "{}グループ",
        "{}本社",
    ];
    for name in NAMES.iter().filter(|n| std::ptr::eq(n.drafts, PARTY) && !n.ordinary) {
        for form in forms {
            let written = form.replace("{}", name.written);
            let (draft, range) = place("今日は{}さんへ納品に行きました。", &written);
            let at = range.start + form.find("{}").unwrap();
            let bare = Span::from_usize(at, at + name.written.len());
            let hit = inspect(&engine, &draft)
                .findings
                .into_iter()
                .find(|f| entry_of(&engine, f) == Some(name.entry));
            if !hit.as_ref().is_some_and(|f| {
                f.span.covers(bare)
                    && range.start <= f.span.start as usize
                    && f.span.end as usize <= range.end
            }) {
                complaints.push(format!("{draft}: {:?}", hit.map(|f| f.surface)));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// One letter struck out of a name of three or more: the others say who it is.
#[test]
fn one_masked_letter_does_not_hide_a_name() {
    let engine = engine(&files());
    let (mut complaints, mut tried, mut narrow) = (Vec::new(), 0, 0);
    for name in NAMES.iter().filter(|n| std::ptr::eq(n.drafts, PARTY)) {
        let letters: Vec<char> = name.written.chars().collect();
        if letters.len() < 3 {
            continue;
        }
        for at in 0..letters.len() {
            for mask in ['○', '●', '〇', '×', '*', '■'] {
                let mut masked = letters.clone();
                masked[at] = mask;
                let written: String = masked.iter().collect();
                tried += 1;
                let (draft, range) = place(name.drafts[0], &written);
                let findings = inspect(&engine, &draft).findings;
                let hit = findings.iter().find(|f| entry_of(&engine, f) == Some(name.entry));
                narrow += usize::from(hit.is_some_and(|f| f.span.range() != range));
                if !hit
                    .is_some_and(|f| range.start <= f.span.start as usize && f.span.end as usize <= range.end)
                {
                    let seen: Vec<String> =
                        findings.iter().map(|f| format!("{} {:?}", f.rule, f.surface)).collect();
                    complaints.push(format!("{draft} {seen:?}"));
                }
            }
        }
    }
    assert!(tried > 100, "{tried}");
    assert!(complaints.is_empty(), "{} of {tried}:\n{}", complaints.len(), complaints.join("\n"));
    // Known gap: a masked long vowel (ト○タカ for トータカ) leaves the letter before it outside.
    assert_eq!(narrow, 6, "of {tried} masked names");
}

#[test]
fn a_public_twin_is_free() {
    let twin = engine(&with_rows(|row| {
        let mut cells: Vec<&str> = row.split(',').collect();
        // parties have a column for the scope behind `public`; parts have `public` nowhere.
        match cells.as_mut_slice() {
            [_, _, _, _, public, scope] => (*public, *scope) = ("yes", ""),
            [_, _, _, public] => *public = "yes",
            _ => {}
        }
        Some(cells.join(","))
    }));
    let (mut complaints, mut known) = (Vec::new(), 0);
    for disguise in DISGUISES {
        for name in NAMES.iter().filter(|n| {
            (std::ptr::eq(n.drafts, PARTY)
                || std::ptr::eq(n.drafts, ENGLISH)
                || std::ptr::eq(n.drafts, PROJECT))
                && (disguise.for_ordinary || !n.ordinary)
        }) {
            let Some(written) = (disguise.make)(name.written) else { continue };
            for template in name.drafts {
                let (draft, range) = place(template, &written);
                let span = Span::from_usize(range.start, range.end);
                for f in inspect(&twin, &draft).findings.iter().filter(|f| f.span.overlaps(span)) {
                    if *template == TWIN_GAP {
                        known += 1;
                    } else {
                        complaints.push(format!("{}: {draft:?}: {} {:?}", disguise.name, f.rule, f.surface));
                    }
                }
            }
        }
    }
    assert!(complaints.is_empty(), "{}:\n{}", complaints.len(), complaints.join("\n"));
    assert!(known > 0, "the draft of TWIN_GAP is free by now; take the exception out");
}

#[test]
fn the_answer_follows_the_list() {
    let mut complaints = Vec::new();
    for name in NAMES {
        let without = engine(&with_rows(|row| {
            (!row.split(',').any(|cell| cell == name.entry)).then(|| row.to_owned())
        }));
        for disguise in DISGUISES.iter().filter(|d| d.for_ordinary || !name.ordinary) {
            let Some(written) = (disguise.make)(name.written) else { continue };
            for draft in name.drafts {
                let (draft, _) = place(draft, &written);
                for f in inspect(&without, &draft).findings.iter().filter(|f| f.rule.starts_with("list.")) {
                    complaints.push(format!("{}: {draft:?}: {} {:?}", disguise.name, f.rule, f.surface));
                }
            }
        }
    }
    assert!(complaints.is_empty(), "{}:\n{}", complaints.len(), complaints.join("\n"));
}

/// The roles of three names are dealt anew; each draft is answered by the role its name has now.
#[test]
fn shuffled_lists_shuffle_the_answers() {
    let names = ["東鷹重機", "霧積モーター", "凪原精機"];
    let mut complaints = Vec::new();
    for turn in 0..3 {
        let role = |n: usize| ["customer", "supplier", "free"][(n + turn) % 3];
        let mut rows = String::from("kind,name\n");
        for (n, name) in names.iter().enumerate().filter(|(n, _)| role(*n) != "free") {
            rows += &format!("{},{name}\n", role(n));
        }
        let engine = engine(&vec![
            ("line.toml", "[company]\nname = \"例示製作所株式会社\"\n".to_owned()),
            ("protected/parties.csv", rows),
        ]);
        for (n, name) in names.iter().enumerate() {
            let found = inspect(&engine, &format!("工場見学で{name}の話が出ました。"));
            let listed: Vec<&str> = found
                .findings
                .iter()
                .filter(|f| f.rule.starts_with("list."))
                .map(|f| f.category.id())
                .collect();
            let expected: &[&str] = match role(n) {
                "customer" => &["customer"],
                "supplier" => &["supplier"],
                _ => &[],
            };
            if listed != expected {
                complaints.push(format!("{name} as {}: {listed:?}", role(n)));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// What firms' names end in. The name before it is in no dictionary.
const TAILS: &[&str] = &[
    "工業",
    "製作所",
    "精機",
    "電機",
    "商事",
    "化学",
    "化成",
    "樹脂",
    "ゴム",
    "建機",
    "農機",
    "空調",
    "光学",
    "計測",
    "食品",
    "製菓",
    "飲料",
    "水産",
    "包装",
    "梱包",
    "印刷",
    "電池",
    "電子",
    "プレス",
    "ポンプ",
    "ブレーキ",
    "モーター",
    "ボルト",
    "アルミ",
    "メッキ",
    "研磨",
    "油圧",
    "通信",
    "電線",
    "ガラス",
    "製紙",
    "繊維",
    "染色",
    "倉庫",
    "製鋼",
    "鋳造",
    "鍛造",
    "塗装",
    "運輸",
    "運送",
    "物流",
    "重工",
    "造船",
    "鉄工",
    "鉄工所",
    "産業",
    "技研",
    "興業",
    "金属",
    "金型",
    "車体",
    "車輌",
    "電装",
    "自動車",
    "医療機器",
    "製薬",
    "セラミックス",
    "システム",
    "エンジニアリング",
    "テック",
    "ホールディングス",
    "木工",
    "石油",
];

/// Ends after which a listed full name is still taken for ordinary words outside of business.
const TAIL_GAPS: &[&str] = &[];

#[test]
fn a_full_firm_name_needs_no_company() {
    let mut rows = String::from("kind,name\n");
    TAILS.iter().for_each(|tail| rows += &format!("customer,東鷹{tail}\n"));
    let engine = engine(&vec![
        ("line.toml", "[company]\nname = \"例示製作所株式会社\"\n".to_owned()),
        ("protected/parties.csv", rows),
    ]);
    let missed: Vec<&str> = TAILS
        .iter()
        .copied()
        .filter(|tail| {
            let name = format!("東鷹{tail}");
            let (draft, range) = place("工場見学で{}の話が出ました。", &name);
            !inspect(&engine, &draft)
                .findings
                .iter()
                .any(|f| f.span.range() == range && entry_of(&engine, f) == Some(&name))
        })
        .collect();
    assert_eq!(missed, TAIL_GAPS);
}
