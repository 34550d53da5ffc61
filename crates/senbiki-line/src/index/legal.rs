//! Legal forms of companies, which people leave out when they write.

/// Forms written in Japanese or Chinese characters, front or back.
const JOINED: &[&str] = &[
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "相互会社",
    "一般社団法人",
    "一般財団法人",
    "公益社団法人",
    "公益財団法人",
    "社団法人",
    "財団法人",
    "特定非営利活動法人",
    "npo法人",
    "医療法人社団",
    "医療法人財団",
    "医療法人",
    "学校法人",
    "社会福祉法人",
    "国立大学法人",
    "国立研究開発法人",
    "独立行政法人",
    "農事組合法人",
    "(株)",
    "(有)",
    "(同)",
    "(合)",
    "(資)",
    "(名)",
    "(一社)",
    "(一財)",
    "(公社)",
    "(公財)",
    "㈱",
    "㈲",
    "㈾",
    "㈴",
    "股份有限公司",
    "有限责任公司",
    "有限責任公司",
    "有限公司",
    "유한회사",
    "주식회사",
];

/// Words at the end of a name in Latin letters, without dots, in lower case.
const LAST: &[&str] = &[
    "co",
    "company",
    "ltd",
    "limited",
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "gmbh",
    "ag",
    "kg",
    "ab",
    "sa",
    "spa",
    "srl",
    "sarl",
    "sas",
    "llc",
    "llp",
    "lp",
    "plc",
    "pty",
    "pte",
    "pvt",
    "bv",
    "nv",
    "kk",
    "yk",
    "gk",
    "kaisha",
    "kabushiki",
    "oy",
    "oyj",
    "as",
    "a/s",
    "aps",
    "sdn",
    "bhd",
    "tbk",
    "sl",
    "ltda",
];

/// Words at the front of a name in Latin letters.
const FIRST: &[&str] = &["kk", "kabushiki", "kaisha", "pt", "cv"];

/// The name without its legal forms; `None` when it has none or nothing would be left.
pub(crate) fn strip(name: &str) -> Option<&str> {
    let mut rest = tidy(name);
    // Each turn takes off one form; names with more than a handful do not exist.
    for _ in 0..6 {
        let Some(shorter) = one(rest) else { break };
        rest = shorter;
    }
    (rest.len() < tidy(name).len() && !rest.is_empty()).then_some(rest)
}

fn tidy(name: &str) -> &str {
    name.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '、' | '，' | '・' | '·'))
}

fn one(name: &str) -> Option<&str> {
    for form in JOINED {
        if let Some(rest) = prefix(name, form).or_else(|| suffix(name, form)).map(tidy) {
            return (!rest.is_empty()).then_some(rest);
        }
    }
    let parting = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、');
    if let Some((before, last)) = name.rsplit_once(parting) {
        let word = plain(last);
        let before = tidy(before);
        let joined = word == "&" || LAST.contains(&word.as_str());
        if joined && !before.is_empty() && !LAST.contains(&plain(before).as_str()) {
            return Some(before);
        }
    }
    if let Some((first, after)) = name.split_once(parting) {
        let after = tidy(after);
        if FIRST.contains(&plain(first).as_str()) && !after.is_empty() {
            return Some(after);
        }
    }
    None
}

/// A Latin word without dots, narrow and in lower case.
fn plain(word: &str) -> String {
    word.chars().map(narrow).filter(|&c| c != '.').collect()
}

fn narrow(c: char) -> char {
    let c = match c {
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    };
    c.to_ascii_lowercase()
}

/// What follows `form` at the front of `name`, whatever the width and case of its characters.
fn prefix<'n>(name: &'n str, form: &str) -> Option<&'n str> {
    let mut chars = name.chars();
    for expected in form.chars() {
        if narrow(chars.next()?) != expected {
            return None;
        }
    }
    Some(chars.as_str())
}

/// What stands before `form` at the end of `name`.
fn suffix<'n>(name: &'n str, form: &str) -> Option<&'n str> {
    let mut chars = name.chars();
    for expected in form.chars().rev() {
        if narrow(chars.next_back()?) != expected {
            return None;
        }
    }
    Some(chars.as_str())
}

#[cfg(test)]
mod tests {
    use super::strip;

    #[test]
    fn forms_are_taken_off_at_both_ends() {
        for (name, bare) in [
            ("東鷹自動車株式会社", "東鷹自動車"),
            ("株式会社 渓流ポンプ製作所", "渓流ポンプ製作所"),
            ("（株）鶴亀ボルト", "鶴亀ボルト"),
            ("㈱鶴亀ボルト", "鶴亀ボルト"),
            ("有限会社蔵元塗装", "蔵元塗装"),
            ("医療法人社団白嶺会", "白嶺会"),
            ("Minato Seiki Co., Ltd.", "Minato Seiki"),
            ("Totaka Motor Co.,Ltd", "Totaka Motor"),
            ("TOTAKA MOTOR CORPORATION", "TOTAKA MOTOR"),
            ("Ｔｏｔａｋａ　Ｉｎｃ．", "Ｔｏｔａｋａ"),
            ("Brenholt GmbH & Co. KG", "Brenholt"),
            ("Lindqvara AB", "Lindqvara"),
            ("Kabushiki Kaisha Verde", "Verde"),
            ("Verde K.K.", "Verde"),
            ("Sol Partes S.A.", "Sol Partes"),
            ("Kestrel Pty Ltd", "Kestrel"),
            ("慧嵐鋳造有限公司", "慧嵐鋳造"),
        ] {
            assert_eq!(strip(name), Some(bare), "{name}");
        }
    }

    #[test]
    fn names_that_only_look_like_forms_stay() {
        for name in
            ["株式会社", "東鷹", "AG", "Co., Ltd.", "Inc.", "SA", "", "Verdeltd", "Ltd Edition", "会社案内"]
        {
            let rest = strip(name);
            assert_eq!(rest, None, "{name}");
        }
    }
}
