//! What an answer says that the draft does not: numbers, names, times, addresses.

use std::collections::BTreeSet;
use std::ops::Range;

use senbiki_text::lexicon::{self, Flags};
use senbiki_text::numeral::{self, Form};
use senbiki_text::script::{Script, script};

/// Words that place a story in time or scale. A writer likes to add them, and each is a statement.
const TIMES: &[&str] = &[
    "昨日",
    "きのう",
    "明日",
    "あした",
    "本日",
    "今週",
    "来週",
    "先週",
    "今月",
    "来月",
    "先月",
    "今年",
    "来年",
    "去年",
    "昨年",
    "再来",
    "今春",
    "今秋",
    "来春",
    "来秋",
    "年内",
    "年度",
    "上期",
    "下期",
    "半期",
    "四半期",
    "月末",
    "年末",
    "年明け",
    "近日",
    "まもなく",
    "間もなく",
    "世界初",
    "日本初",
    "業界初",
    "世界一",
    "日本一",
    "世界最",
    "国内最",
    "業界最",
    "国内唯一",
    "特許",
    "倍増",
    "半減",
    "倍以上",
    "半分",
    "yesterday",
    "tomorrow",
    "next week",
    "last week",
    "this week",
    "next month",
    "last month",
    "this month",
    "next year",
    "last year",
    "this year",
    "this spring",
    "next spring",
    "this quarter",
    "next quarter",
    "last quarter",
    "coming soon",
    "world's first",
    "world first",
    "industry first",
    "the only company",
    "patent",
    "doubled",
    "tripled",
    "halved",
    "twice",
    "half of",
];

/// Links, mail addresses and handles, as byte ranges.
pub fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let ends =
        |c: char| c.is_whitespace() || !c.is_ascii_graphic() || matches!(c, '"' | '<' | '>' | '(' | ')');
    for (start, _) in text.match_indices("://") {
        let before = text.get(..start).unwrap_or_default();
        let scheme = before.chars().rev().take_while(char::is_ascii_alphabetic).count();
        let rest = text.get(start + 3..).unwrap_or_default();
        let length = rest.find(ends).unwrap_or(rest.len());
        out.push(start - scheme..start + 3 + length);
    }
    for (start, _) in text.match_indices("www.") {
        let rest = text.get(start..).unwrap_or_default();
        out.push(start..start + rest.find(ends).unwrap_or(rest.len()));
    }
    let part = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '+');
    for (at, _) in text.match_indices('@') {
        let local = text.get(..at).unwrap_or_default().chars().rev().take_while(part).count();
        let host = text.get(at + 1..).unwrap_or_default().chars().take_while(part).count();
        if host > 0 {
            out.push(at - local..at + 1 + host);
        }
    }
    out.sort_by_key(|r| (r.start, std::cmp::Reverse(r.end)));
    let mut reached = 0;
    out.retain(|r| {
        let new = r.start >= reached;
        reached = reached.max(r.end);
        new
    });
    out
}

/// Whether `answer` states something that `known` does not.
pub fn adds(known: &str, answer: &str, japanese: bool) -> bool {
    let known_addresses: BTreeSet<&str> = addresses(known).into_iter().filter_map(|r| known.get(r)).collect();
    if addresses(answer).into_iter().any(|r| answer.get(r).is_some_and(|a| !known_addresses.contains(a))) {
        return true;
    }
    let (known, answer_folded) = (senbiki_text::fold(known), senbiki_text::fold(answer));
    let tags = |text: &str| -> BTreeSet<String> {
        let tail =
            |t: &str| t.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | 'ー')).collect();
        text.split('#').skip(1).map(tail).collect()
    };
    let known_tags = tags(&known);
    tags(&answer_folded).iter().any(|t| !known_tags.contains(t))
        || TIMES.iter().any(|t| answer_folded.contains(t) && !known.contains(t))
        || numbers(&known, &answer_folded)
        || names(&known, answer, &answer_folded, japanese)
}

/// A value that the draft does not have. 一 and "one" in words are no statement (一緒, one of).
fn numbers(known: &str, answer: &str) -> bool {
    let values: Vec<f64> = numeral::scan(known).iter().map(|n| n.value).collect();
    numeral::scan(answer).iter().any(|n| {
        let word = !answer.get(n.span.range()).is_some_and(|s| s.chars().any(|c| c.is_ascii_digit()));
        let small = word && n.form != Form::Arabic && n.value <= 1.0;
        !small && !values.iter().any(|v| (v - n.value).abs() < 1e-9)
    })
}

/// A name by its form or by the lexicon.
fn names(known: &str, answer: &str, folded: &str, japanese: bool) -> bool {
    runs(folded, Script::Kanji).chain(runs(folded, Script::Katakana)).any(|r| {
        let run = folded.get(r.clone()).unwrap_or_default();
        run.chars().count() >= 2 && !known.contains(run) && !goes_on(folded, &r) && is_name(run)
    }) || if japanese { latin_in_japanese(known, folded) } else { capitals(known, answer) }
}

/// Stretches of one script.
fn runs(text: &str, wanted: Script) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.char_indices().find(|(_, c)| script(*c) == wanted)?.0;
        let tail = text.get(start..)?;
        let length = tail.char_indices().find(|(_, c)| script(*c) != wanted).map_or(tail.len(), |(n, _)| n);
        at = start + length;
        Some(start..at)
    })
}

const PROPER: Flags = Flags::PROPER;

/// 波打つ: a word of the dictionary that begins with these kanji and goes on in kana.
fn goes_on(folded: &str, run: &Range<usize>) -> bool {
    lexicon::longest_at(folded, run.start)
        .is_some_and(|(end, word)| end > run.end && word.flags.contains(Flags::COMMON))
}

/// A place, a firm or a person by the lexicon, or a katakana word that no dictionary has.
fn is_name(run: &str) -> bool {
    let katakana = run.chars().all(|c| script(c) == Script::Katakana);
    match lexicon::lookup(run) {
        Some(w) if w.flags.contains(Flags::COMMON) => false,
        // 一日, 一社: numbers are looked at as numbers. センサ is センサー.
        Some(_) if run.starts_with(|c: char| "一二三四五六七八九十百千万".contains(c)) => false,
        Some(_) if katakana && lexicon::is_ordinary(&format!("{run}ー")) => false,
        Some(w) => {
            let named = PROPER | Flags::SURNAME | Flags::PLACE | Flags::ORG | Flags::GIVEN;
            w.flags.intersects(named) && !w.flags.contains(Flags::INFLECTED)
        }
        // 加工チーム is two words; コンカーラ is none.
        None if katakana => !made_of_words(run),
        None => place_or_firm(run),
    }
}

/// Whether a katakana run is a row of words that a dictionary has.
fn made_of_words(run: &str) -> bool {
    let mut at = 0;
    while at < run.len() {
        let Some((end, word)) = lexicon::longest_at(run, at) else { return false };
        if end <= at || !word.flags.contains(Flags::COMMON) {
            return false;
        }
        at = end;
    }
    true
}

/// 北見市, 大川製作所: a kanji run in no dictionary that ends as places and firms do.
fn place_or_firm(run: &str) -> bool {
    const FIRMS: &[&str] = &[
        "製作所",
        "精機",
        "電機",
        "電装",
        "重工",
        "商事",
        "商会",
        "鉄工",
        "鉄工所",
        "製鋼",
        "研磨",
        "鍛造所",
    ];
    const EITHER: &[&str] =
        &["県", "市", "町", "村", "区", "駅", "工業", "自動車", "産業", "化学", "機械", "大学"];
    let stem =
        |ends: &[&'static str]| ends.iter().find_map(|e| run.strip_suffix(e)).filter(|stem| !stem.is_empty());
    let common = |stem: &str| lexicon::lookup(stem).is_some_and(|w| w.flags.contains(Flags::COMMON));
    stem(FIRMS).is_some() || stem(EITHER).is_some_and(|s| s.chars().count() >= 2 && !common(s))
}

/// Latin words in Japanese that the draft does not have: names, models and codes.
fn latin_in_japanese(known: &str, folded: &str) -> bool {
    words(folded).any(|w| w.chars().count() >= 2 && !known.contains(w))
}

/// Capitalised words inside sentences, and words in no dictionary, that the draft does not have.
fn capitals(known: &str, answer: &str) -> bool {
    let known: BTreeSet<&str> = words(known).collect();
    let mut begins = true;
    for part in answer.split_whitespace() {
        let word = part.trim_matches(|c: char| !c.is_alphanumeric());
        let plain = senbiki_text::fold(word);
        let plain = plain.strip_suffix("'s").unwrap_or(&plain);
        if word.starts_with(char::is_uppercase) && !words(plain).all(|w| known.contains(w)) {
            let common = words(plain)
                .all(|w| w.len() < 2 || lexicon::lookup(w).is_some_and(|w| w.flags.contains(Flags::ENGLISH)));
            let begins_here = begins || part.starts_with(|c: char| !c.is_alphanumeric());
            if !common || !begins_here && plain != "i" && !plain.starts_with("i'") {
                return true;
            }
        }
        begins = part.ends_with(['.', '!', '?', ':', ';', '"', '”', '—', '–']) || word.is_empty();
    }
    false
}

/// Latin words of a folded text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !matches!(script(c), Script::Latin)).filter(|w| !w.is_empty())
}

/// What a text is about: its kanji, katakana words and longer Latin words; kana where that is all.
pub fn content(folded: &str) -> BTreeSet<String> {
    const SMALL: &[&str] = &[
        "that", "this", "with", "from", "have", "what", "when", "were", "they", "them", "then", "than",
        "your", "their", "there", "which", "will", "would", "been", "into", "about", "also", "more", "just",
        "some",
    ];
    let mut out: BTreeSet<String> = BTreeSet::new();
    out.extend(folded.chars().filter(|c| script(*c) == Script::Kanji).map(String::from));
    out.extend(runs(folded, Script::Katakana).filter_map(|r| {
        let run: String = folded.get(r)?.chars().take(4).collect();
        (run.chars().count() >= 2).then_some(run)
    }));
    // Past tenses and plurals are the same word.
    let long = words(folded).filter(|w| w.len() >= 4 && !SMALL.contains(w));
    out.extend(long.map(|w| w.chars().take(5).collect::<String>()));
    if out.len() < 4 {
        let kana: Vec<char> = folded.chars().filter(|c| script(*c) == Script::Hiragana).collect();
        out.extend(kana.windows(3).map(|w| w.iter().collect::<String>()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_seen_whole() {
        let text = "詳しくは https://a.example/x?y=1 へ。me@b.example か @works_pr、www.c.example まで。3@";
        let found: Vec<&str> = addresses(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, ["https://a.example/x?y=1", "me@b.example", "@works_pr", "www.c.example"]);
    }

    #[test]
    fn what_is_new_is_seen() {
        let known = "設備のつめを見直して、歩留まりがよくなりました。3年前の失敗から学びました。 #現場改善";
        for new in [
            "設備のつめを見直して、歩留まりが97%になりました。",
            "設備のつめを見直して、歩留まりが二割よくなりました。",
            "設備のつめを見直しました。来月は新しい設備です。",
            "設備のつめを見直しました。大川製作所さんのおかげです。",
            "名古屋の設備のつめを見直しました。",
            "設備のつめを見直しました。 #歩留まり",
            "設備のつめを見直しました。https://a.example/",
            "設備のつめを見直しました。ABC社と一緒です。",
            "設備のつめを見直しました。トータカさんのおかげです。",
            "世界初の設備で、つめを見直しました。",
        ] {
            assert!(adds(known, new, true), "{new}");
        }
        for same in [
            "設備のつめを見直したら、歩留まりがぐんとよくなりました。",
            "3年前の失敗から、みんなで一緒に学びました。 #現場改善",
            "現場のチームで一つずつ見直し、歩留まりが改善しました。",
        ] {
            assert!(!adds(known, same, true), "{same}");
        }
    }

    #[test]
    fn what_is_new_in_english_is_seen() {
        let known = "We raised yield a lot by cleaning the fixture every Monday. Thanks to our team!";
        for new in [
            "We raised yield by 12 points by cleaning the fixture.",
            "We raised yield with Totaka by cleaning the fixture.",
            "Totaka helped us raise yield by cleaning the fixture.",
            "We raised yield last year by cleaning the fixture.",
            "In Nagoya we raised yield by cleaning the fixture.",
            "We raised yield. Read more at www.example.com",
        ] {
            assert!(adds(known, new, false), "{new}");
        }
        for same in [
            "Cleaning the fixture every Monday gave us a much better yield. Thanks, team!",
            "A clean fixture raised our yield. One of the best habits I know.",
        ] {
            assert!(!adds(known, same, false), "{same}");
        }
    }

    #[test]
    fn content_survives_inflection() {
        let share = |a: &str, b: &str| {
            let (a, b) = (content(a), content(b));
            a.intersection(&b).count() * 100 / a.len().max(1)
        };
        assert!(share("見積依頼の書き方を見直した", "見積の依頼を、見直しました") >= 70);
        assert!(share("we cleaned the fixtures", "cleaning a fixture") >= 60);
        assert!(share("見積依頼の書き方を見直した", "今日はいい天気ですね") <= 20);
    }
}
