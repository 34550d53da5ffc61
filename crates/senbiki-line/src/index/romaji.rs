//! Kana names as they are written in Latin letters, so that `Kazaguruma` finds かざぐるま.

/// One or two spellings (Hepburn; with long vowels written out, and shortened), or none when the
/// name is not all kana or shorter than three.
pub(super) fn spellings(name: &str) -> Vec<String> {
    let katakana: Vec<char> = senbiki_text::fold(name)
        .chars()
        .filter(|c| !matches!(c, '・' | ' '))
        .map(|c| match c {
            'ぁ'..='ゖ' => char::from_u32(c as u32 + 0x60).unwrap_or(c),
            c => c,
        })
        .collect();
    if katakana.len() < 3 || !katakana.iter().all(|c| matches!(c, 'ァ'..='ヶ' | 'ー')) {
        return Vec::new();
    }
    let Some(full) = hepburn(&katakana) else { return Vec::new() };
    let short = full.replace("ou", "o").replace("oo", "o").replace("uu", "u");
    if short == full { vec![full] } else { vec![full, short] }
}

fn hepburn(kana: &[char]) -> Option<String> {
    let mut out = String::new();
    let mut double = false;
    let mut at = 0;
    while let Some(&c) = kana.get(at) {
        at += 1;
        if c == 'ッ' {
            double = true;
            continue;
        }
        if c == 'ー' {
            continue;
        }
        let base = syllable(c)?;
        let glide = kana.get(at).and_then(|n| match n {
            'ャ' => Some("a"),
            'ュ' => Some("u"),
            'ョ' => Some("o"),
            _ => None,
        });
        let small = kana.get(at).and_then(|n| match n {
            'ァ' => Some("a"),
            'ィ' => Some("i"),
            'ェ' => Some("e"),
            'ォ' => Some("o"),
            _ => None,
        });
        let text = if let Some(vowel) = glide {
            at += 1;
            match base {
                "shi" | "chi" | "ji" => format!("{}{vowel}", base.trim_end_matches('i')),
                _ => format!("{}y{vowel}", base.trim_end_matches(['i', 'u', 'e'])),
            }
        } else if let Some(vowel) = small {
            at += 1;
            format!("{}{vowel}", base.trim_end_matches(['a', 'i', 'u', 'e', 'o']))
        } else {
            base.to_owned()
        };
        if double {
            // マッチ is matchi, not macchi.
            out.push(if text.starts_with("ch") { 't' } else { text.chars().next()? });
            double = false;
        }
        out.push_str(&text);
    }
    Some(out)
}

fn syllable(c: char) -> Option<&'static str> {
    const TABLE: &[(&str, &str)] = &[
        ("アイウエオ", "a i u e o"),
        ("カキクケコ", "ka ki ku ke ko"),
        ("ガギグゲゴ", "ga gi gu ge go"),
        ("サシスセソ", "sa shi su se so"),
        ("ザジズゼゾ", "za ji zu ze zo"),
        ("タチツテト", "ta chi tsu te to"),
        ("ダヂヅデド", "da ji zu de do"),
        ("ナニヌネノ", "na ni nu ne no"),
        ("ハヒフヘホ", "ha hi fu he ho"),
        ("バビブベボ", "ba bi bu be bo"),
        ("パピプペポ", "pa pi pu pe po"),
        ("マミムメモ", "ma mi mu me mo"),
        ("ヤユヨ", "ya yu yo"),
        ("ラリルレロ", "ra ri ru re ro"),
        ("ワヰヱヲン", "wa i e o n"),
        ("ヴァィゥェォ", "vu a i u e o"),
    ];
    TABLE.iter().find_map(|(kana, latin)| {
        let at = kana.chars().position(|k| k == c)?;
        latin.split(' ').nth(at)
    })
}

#[cfg(test)]
mod tests {
    use super::spellings;

    #[test]
    fn kana_names_have_latin_spellings() {
        for (kana, latin) in [
            ("かざぐるま", vec!["kazaguruma"]),
            ("ワカアユ", vec!["wakaayu"]),
            ("ホクリョウ", vec!["hokuryou", "hokuryo"]),
            ("ユキワリ", vec!["yukiwari"]),
            ("ギョウレイ", vec!["gyourei", "gyorei"]),
            ("ハッチ", vec!["hatchi"]),
            ("紅葉", vec![]),
            ("モミ", vec![]),
        ] {
            assert_eq!(spellings(kana), latin, "{kana}");
        }
    }
}
